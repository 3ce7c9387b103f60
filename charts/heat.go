package charts

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Heat is a measure over the grid of two things that were varied.
type Heat struct {
	Name            string
	Title, Subtitle string
	Measure         Measure
	XName, YName    string      // what was varied
	X, Y            []string    // its settings, from left to right and from the top down
	Values          [][]float64 // by row, then column; NaN without data
	Target          float64     // value to reach; NaN without
	BaseX, BaseY    string      // settings of the base, framed; empty without
	// ByColumn tells that columns are circumstances in which one row is to be chosen, and more of it is not
	// always better: the best of each column is bold, and the finding.
	ByColumn     bool
	Replications int
}

// Render writes the chart.
func (c Heat) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c Heat) value(row, column int) float64 {
	return numberAt(at(c.Values, row, nil), column)
}

// met tells whether a value reaches the target.
func (c Heat) met(v float64) bool { return v == c.Target || c.Measure.better(v, c.Target) }

// ends returns the cells with the worst and the best value as row·columns + column, or -1.
func (c Heat) ends() (worst, best int) {
	n := len(c.X) * len(c.Y)
	value := func(i int) float64 { return c.value(i/len(c.X), i%len(c.X)) }
	low, high := extreme(n, value), extreme(n, func(i int) float64 { return -value(i) })
	if c.Measure.LowerIsBetter {
		return high, low
	}
	return low, high
}

// BestRows returns the best row of each column, -1 without data: the first of those that read the same as the best.
func (c Heat) BestRows() []int {
	out := make([]int, len(c.X))
	for column := range out {
		best, text := math.NaN(), ""
		for row := range c.Y {
			if v := c.value(row, column); known(v) && (!known(best) || c.Measure.better(v, best)) {
				best, text = v, c.Measure.brief(v)
			}
		}
		out[column] = -1
		for row := len(c.Y) - 1; row >= 0 && known(best); row-- {
			if v := c.value(row, column); known(v) && c.Measure.brief(v) == text {
				out[column] = row
			}
		}
	}
	return out
}

// Choice says which row is best in each of the columns: all of them, or those that are given.
func (c Heat) Choice(columns ...int) string {
	rows := c.BestRows()
	if len(columns) == 0 {
		for k := range c.X {
			columns = append(columns, k)
		}
	}
	columns = slices.DeleteFunc(columns, func(k int) bool { return rows[k] < 0 })
	if len(columns) == 0 {
		return "no results to show"
	}
	row := func(k int) string { return clip(c.Y[rows[k]], 16) }
	first := columns[0]
	said := c.Measure.noun() + " is best with "
	if _, err := strconv.ParseFloat(strings.TrimRight(c.Y[rows[first]], "%abcdefghijklmnopqrstuvwxyz/"), 64); err == nil { // its neighbours may be as good
		said = c.Measure.noun() + " is best around "
	}
	said += clip(c.YName, 24) + " " + row(first)
	if !slices.ContainsFunc(columns, func(k int) bool { return rows[k] != rows[first] }) {
		return said + ", whatever " + clip(c.XName, 24)
	}
	said += " at " + clip(c.XName, 24) + " " + clip(c.X[first], 16)
	for _, k := range columns[1:] {
		said += ", " + row(k) + " at " + clip(c.X[k], 16)
		if c.X[k] == c.BaseX {
			said += " (as planned)"
		}
	}
	return said
}

// place is how a sentence calls a cell: "agents −4, volume +10%".
func (c Heat) place(i int) string {
	part := func(name, setting string) string { return sentence(" ", clip(name, 24), clip(setting, 16)) }
	return sentence(", ", part(c.XName, c.X[i%len(c.X)]), part(c.YName, c.Y[i/len(c.X)]))
}

// Finding says in how many cells the target holds, or how far the measure ranges.
func (c Heat) Finding() string { return named(c.Name, c.finding()) }

func (c Heat) finding() string {
	worst, best := c.ends()
	if worst < 0 {
		return "no results to show"
	}
	at := func(i int) float64 { return c.value(i/len(c.X), i%len(c.X)) }
	if c.ByColumn {
		ends := []int{0, slices.Index(c.X, c.BaseX), len(c.X) - 1}
		slices.Sort(ends)
		return c.Choice(slices.DeleteFunc(slices.Compact(ends), func(k int) bool { return k < 0 })...)
	}
	if !known(c.Target) {
		return c.Measure.noun() + " ranges from " + c.Measure.brief(at(worst)) + " (" + c.place(worst) + ") to " + c.Measure.brief(at(best)) + " (" + c.place(best) + ")"
	}
	met, total := 0, 0
	for i := range len(c.X) * len(c.Y) {
		if v := at(i); known(v) {
			total++
			if c.met(v) {
				met++
			}
		}
	}
	goal := c.Measure.noun() + " of " + c.Measure.value(c.Target)
	if c.Measure.LowerIsBetter {
		goal = "a limit of " + c.Measure.value(c.Target) + " on " + c.Measure.noun()
	}
	switch met {
	case total:
		return goal + " holds in every case, worst " + c.Measure.brief(at(worst)) + " with " + c.place(worst)
	case 0:
		return goal + " holds in no case, best " + c.Measure.brief(at(best)) + " with " + c.place(best)
	}
	return goal + " holds in " + plain(float64(met), 0) + " of " + plural(total, "case") + ", worst " + c.Measure.brief(at(worst)) + " with " + c.place(worst)
}

func (c Heat) picture(l look) picture {
	p := picture{width: pictureWidth, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	p.height = min(max(180+34*len(c.Y), 320), 720)
	if p.subtitle == "" {
		p.subtitle = c.Measure.heading() + c.scaleText() + simulated(c.Replications)
	}
	worst, best := c.ends()
	if worst < 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	rows := len(c.Y)
	y := axis{min: -0.5, max: float64(rows) - 0.5}
	every := max(1, int(math.Ceil(float64(rows)/28)))
	for i := 0; i < rows; i += every {
		y.ticks = append(y.ticks, tick{float64(rows - 1 - i), fit(l.fonts.regular, clean(c.Y[i]), labelSize, 170)})
	}
	p.panels = []panel{{
		caption: clip(c.YName, 60), share: 1, x: columnAxis(len(c.X), clip(c.XName, 60)), y: y, columns: c.X,
		marks: []mark{c.cells(l, c.value(worst/len(c.X), worst%len(c.X)), c.value(best/len(c.X), best%len(c.X)))},
	}}
	return p
}

// scaleText explains colours, weight and frame.
func (c Heat) scaleText() string {
	text := "; the bluer the better"
	switch {
	case known(c.Target) && c.Measure.LowerIsBetter:
		text = "; blue cells stay within " + c.Measure.value(c.Target) + ", orange cells do not"
	case known(c.Target):
		text = "; blue cells reach " + c.Measure.value(c.Target) + ", orange cells do not"
	}
	if c.ByColumn {
		text += "; bold: the best of its column"
	}
	if slices.Contains(c.X, c.BaseX) && slices.Contains(c.Y, c.BaseY) && c.BaseX != "" {
		text += "; framed: as planned"
	}
	return text
}

// cells colours the grid: from pale to full blue with the distance above the target and to full vermillion below it, or from worst to best.
func (c Heat) cells(l look, worst, best float64) cells {
	m := cells{rows: len(c.Y)}
	bestRows := c.BestRows()
	for i := range len(c.X) * len(c.Y) {
		row, column := i/len(c.X), i%len(c.X)
		k := cell{column: column, row: len(c.Y) - 1 - row, hue: l.theme.grid, text: "–"}
		if v := c.value(row, column); known(v) {
			k.text, k.hue = c.Measure.brief(v), c.hue(l, v, worst, best)
			if known(c.Target) && c.Measure.Unit == Fraction {
				k.text = percentBeside(v, c.Target)
			}
		}
		k.bold = c.ByColumn && row == bestRows[column]
		k.outlined = c.BaseX != "" && c.X[column] == c.BaseX && c.Y[row] == c.BaseY
		m.cells = append(m.cells, k)
	}
	if c.Measure.Unit != Fraction {
		m.evenOut()
	}
	return m
}

// evenOut gives numbers of equal length and unit equal decimals: $30.0k beside $34.5k.
func (m cells) evenOut() {
	form := regexp.MustCompile(`^(\D*)([0-9,]+)(?:\.([0-9]+))?(\D*)$`)
	most := map[string]int{}
	key := func(p []string) string { return fmt.Sprint(len(p[2]), p[4]) }
	for _, k := range m.cells {
		if p := form.FindStringSubmatch(k.text); p != nil {
			most[key(p)] = max(most[key(p)], len(p[3]))
		}
	}
	for i, k := range m.cells {
		if p := form.FindStringSubmatch(k.text); p != nil && most[key(p)] > len(p[3]) {
			m.cells[i].text = p[1] + p[2] + "." + p[3] + strings.Repeat("0", most[key(p)]-len(p[3])) + p[4]
		}
	}
}

func (c Heat) hue(l look, v, worst, best float64) drawing.Color {
	share := func(from, to float64) float64 {
		if from == to {
			return 0.5
		}
		return min(max((v-from)/(to-from), 0), 1)
	}
	pale, full := 0.12, 0.72 // fuller, and dark letters on it would be hard to read
	switch {
	case !known(c.Target):
		return mix(l.theme.panel, l.theme.blue, pale+(full-pale)*share(worst, best))
	case c.met(v):
		return mix(l.theme.panel, l.theme.blue, pale+(full-pale)*share(c.Target, best))
	}
	return mix(l.theme.panel, l.theme.vermillion, pale+(full-pale)*share(c.Target, worst))
}

// cell is one field of a heat map, in columns from the left and rows from the bottom.
type cell struct {
	column, row int
	text        string
	hue         drawing.Color
	outlined    bool
	bold        bool
}

// cells is the grid of a heat map.
type cells struct {
	cells []cell
	rows  int
}

func (m cells) draw(c *canvas, p plot) {
	var base *cell
	for i, k := range m.cells {
		r := m.rect(p, k).grown(-0.5)
		c.shape(ink{fill: k.hue}, box(r))
		t := lettering{face: p.fonts.face(k.bold), bold: k.bold, size: labelSize, color: legible(k.hue, p.theme)}
		width := textWidth(t.face, k.text, t.size)
		if width*labelSlack < r.width()-4 && r.height() > labelSize*1.2 {
			c.write(k.text, point{(r.left+r.right)/2 - width/2, (r.top+r.bottom)/2 + capHeight*labelSize/2}, t)
		}
		if k.outlined {
			base = &m.cells[i]
		}
	}
	if base != nil {
		c.shape(ink{stroke: p.theme.ink, width: mainLine}, box(m.rect(p, *base)))
	}
}

func (m cells) rect(p plot, k cell) rect {
	x, y := float64(k.column), float64(k.row)
	return rect{p.atX(x - 0.5), p.atY(y + 0.5), p.atX(x + 0.5), p.atY(y - 0.5)}
}

func (m cells) obstacles(plot) ([]segment, []rect) { return nil, nil }

// legible is the colour of ink or panel, whichever stands out more from a background (contrast as in WCAG 2).
func legible(background drawing.Color, c colours) drawing.Color {
	contrast := func(k drawing.Color) float64 {
		a, b := luminance(k)+0.05, luminance(background)+0.05
		return max(a/b, b/a)
	}
	if contrast(c.ink) < contrast(c.panel) {
		return c.panel
	}
	return c.ink
}

// luminance is the relative luminance of WCAG 2, 0 for black and 1 for white.
func luminance(k drawing.Color) float64 {
	linear := func(v uint8) float64 {
		if x := float64(v) / 255; x > 0.04045 {
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*linear(k.R) + 0.7152*linear(k.G) + 0.0722*linear(k.B)
}
