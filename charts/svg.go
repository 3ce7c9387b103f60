package charts

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// vector is the SVG back end. It uses presentation attributes only, no style sheet, script or identifier, so that several pictures can stand
// inline in one HTML page without touching each other.
type vector struct {
	file bytes.Buffer
}

func newVector(width, height int, scale float64, family, spoken string) *vector {
	v := &vector{}
	fmt.Fprintf(&v.file, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %d %d" role="img" aria-label="%s" font-family="%s">`,
		decimal(float64(width)*scale), decimal(float64(height)*scale), width, height, escape(spoken), escape(family))
	v.file.WriteByte('\n')
	return v
}

func (v *vector) shape(outlines []outline, k ink) {
	var d strings.Builder
	for _, o := range outlines {
		if len(o.points) < 2 {
			continue
		}
		for i, p := range o.points {
			command := "L"
			if i == 0 {
				command = "M"
			}
			d.WriteString(command)
			d.WriteString(decimal(p.x) + " " + decimal(p.y))
		}
		if o.closed {
			d.WriteByte('Z')
		}
	}
	if paint := attributes(k); d.Len() > 0 && paint != "" {
		fmt.Fprintf(&v.file, "<path d=\"%s\"%s/>\n", d.String(), paint)
	}
}

func (v *vector) circle(centre point, radius float64, k ink) {
	if paint := attributes(k); paint != "" {
		fmt.Fprintf(&v.file, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>\n", decimal(centre.x), decimal(centre.y), decimal(radius), paint)
	}
}

// text writes a text with the width that was measured: a reader without the Go fonts sees another face squeezed or stretched by a few per cent instead
// of labels that collide.
func (v *vector) text(s string, at point, t lettering) {
	weight, turn := "", ""
	if t.bold {
		weight = ` font-weight="700"`
	}
	if t.turn != 0 {
		turn = fmt.Sprintf(` transform="rotate(%s %s %s)"`, decimal(t.turn*180/math.Pi), decimal(at.x), decimal(at.y))
	}
	fmt.Fprintf(&v.file, "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s%s textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\"%s>%s</text>\n",
		decimal(at.x), decimal(at.y), decimal(t.size), weight, painted("fill", t.color), decimal(textWidth(t.face, s, t.size)), turn, escape(s))
}

func (v *vector) save(w io.Writer) error {
	v.file.WriteString("</svg>\n")
	_, err := w.Write(v.file.Bytes())
	return err
}

// attributes returns the paint of a shape, or nothing when it is invisible.
func attributes(k ink) string {
	var b strings.Builder
	if k.fill.A > 0 {
		b.WriteString(painted("fill", k.fill))
	} else {
		b.WriteString(` fill="none"`)
	}
	stroked := k.stroke.A > 0 && k.width > 0
	if !stroked && k.fill.A == 0 {
		return ""
	}
	if stroked {
		b.WriteString(painted("stroke", k.stroke))
		fmt.Fprintf(&b, ` stroke-width="%s" stroke-linejoin="round"`, decimal(k.width))
		if len(k.dash) > 0 {
			parts := make([]string, len(k.dash))
			for i, d := range k.dash {
				parts[i] = decimal(d)
			}
			fmt.Fprintf(&b, ` stroke-dasharray="%s"`, strings.Join(parts, " "))
		}
	}
	return b.String()
}

func painted(attribute string, k drawing.Color) string {
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, attribute, k.R, k.G, k.B)
	if k.A < 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, strconv.FormatFloat(math.Round(float64(k.A)/255*1000)/1000, 'f', -1, 64))
	}
	return s
}

// decimal writes a length to a tenth of a pixel.
func decimal(v float64) string {
	r := math.Round(v*10) / 10
	if r == 0 {
		return "0" // never -0
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// escape makes a text safe between tags and inside quoted attributes. Characters that XML forbids are removed by clean before.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(s)
}
