package charts

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// fonts are the two weights of a picture and the CSS names by which an SVG asks for them.
type fonts struct {
	regular, bold *truetype.Font
	family        string
}

// loadFonts returns the Go fonts, or the given TrueType file in both weights.
func loadFonts(file []byte) (fonts, error) {
	const stack = "Go,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif"
	if len(file) > 0 {
		f, err := truetype.Parse(file)
		if err != nil {
			return fonts{}, fmt.Errorf("not a TrueType font: %w", err)
		}
		family := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' {
				return r
			}
			return -1
		}, f.Name(truetype.NameIDFontFamily))
		if family != "" {
			return fonts{f, f, "'" + family + "'," + stack}, nil
		}
		return fonts{f, f, stack}, nil
	}
	regular, err := truetype.Parse(goregular.TTF)
	if err != nil {
		return fonts{}, err
	}
	bold, err := truetype.Parse(gobold.TTF)
	if err != nil {
		return fonts{}, err
	}
	return fonts{regular, bold, stack}, nil
}

func (f fonts) face(bold bool) *truetype.Font {
	if bold {
		return f.bold
	}
	return f.regular
}

// textWidth is the advance of a text in pixels: Σ advance + kerning over its runes. A rune that the font lacks counts as one em, the
// width of most emoji and ideographs in the font that a browser falls back on.
func textWidth(face *truetype.Font, s string, sizePixels float64) float64 {
	em := fixed.Int26_6(face.FUnitsPerEm())
	units := fixed.Int26_6(0)
	prev, hasPrev := truetype.Index(0), false
	for _, r := range s {
		if zeroWidth(r) {
			continue
		}
		index := face.Index(r)
		if index == 0 {
			units, hasPrev = units+em, false
			continue
		}
		if hasPrev {
			units += face.Kern(em, prev, index)
		}
		units += face.HMetric(em, index).AdvanceWidth
		prev, hasPrev = index, true
	}
	return float64(units) / float64(em) * sizePixels
}

const zeroWidthJoiner, variationSelector = '\u200d', '\ufe0f'

func zeroWidth(r rune) bool {
	return r == zeroWidthJoiner || r == variationSelector || unicode.Is(unicode.Mn, r)
}

// clean makes a name harmless on one line: invalid UTF-8, control characters and invisible marks that turn the direction of writing are
// removed, and every run of white space becomes one space.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == zeroWidthJoiner:
			return r
		case r == utf8.RuneError, unicode.Is(unicode.C, r), r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// drawable leaves out what a PNG cannot show: joiners and selectors of emoji that would each become an empty box.
func drawable(face *truetype.Font, s string) string {
	return strings.Map(func(r rune) rune {
		if zeroWidth(r) && face.Index(r) == 0 {
			return -1
		}
		return r
	}, s)
}

// fit shortens a text with an ellipsis until it is at most width wide.
func fit(face *truetype.Font, s string, sizePixels, width float64) string {
	if textWidth(face, s, sizePixels) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		cut := strings.TrimRight(string(runes[:n]), " ,;:·–-\u200d") + "…"
		if textWidth(face, cut, sizePixels) <= width {
			return cut
		}
	}
	return "…"
}

// wrap breaks a text into at most maxLines lines no wider than width; what does not fit ends in an ellipsis.
func wrap(face *truetype.Font, s string, sizePixels, width float64, maxLines int) []string {
	var lines []string
	line := ""
	words := strings.Fields(s)
	for i, word := range words {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || textWidth(face, longer, sizePixels) <= width {
			line = longer
			continue
		}
		if len(lines) == maxLines-1 {
			line += " " + strings.Join(words[i:], " ")
			break
		}
		lines, line = append(lines, fit(face, line, sizePixels, width)), word
	}
	if line != "" {
		lines = append(lines, fit(face, line, sizePixels, width))
	}
	return lines
}

// balanced wraps a text into at most maxLines lines, at a semicolon if that is enough, else into lines of nearly equal length.
func balanced(face *truetype.Font, s string, sizePixels, width float64, maxLines int) []string {
	lines := wrap(face, s, sizePixels, width, maxLines)
	if first, second, found := strings.Cut(s, "; "); found && len(lines) == 2 {
		a, b := textWidth(face, first+";", sizePixels), textWidth(face, second, sizePixels)
		if a <= width && b <= width && min(a, b) > max(a, b)/3 {
			return []string{first + ";", second}
		}
	}
	if len(lines) < 2 || textWidth(face, s, sizePixels) > width*float64(maxLines) {
		return lines
	}
	for narrower := width - 20; narrower > width/2; narrower -= 20 {
		try := wrap(face, s, sizePixels, narrower, maxLines)
		if len(try) > len(lines) || strings.HasSuffix(try[len(try)-1], "…") {
			break
		}
		lines = try
	}
	return lines
}

// clip shortens a name that appears inside a sentence, so that the sentence survives it.
func clip(name string, maxRunes int) string {
	name = clean(name)
	if utf8.RuneCountInString(name) <= maxRunes {
		return name
	}
	return strings.TrimRight(string([]rune(name)[:maxRunes-1]), " \u200d") + "…"
}
