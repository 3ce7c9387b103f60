package charts

import (
	"io"
	"math"
	"slices"
)

// Columns is one number for each of a few cases side by side, from zero: what each further point of service costs, for example.
type Columns struct {
	Name            string
	Title, Subtitle string
	Measure         Measure
	XName           string // what the columns are
	Columns         []Column
	Replications    int
}

// Column is one case.
type Column struct {
	Label string
	Value Estimate
}

// Render writes the chart.
func (c Columns) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// known are the columns with data.
func (c Columns) known() []Column {
	return slices.DeleteFunc(slices.Clone(c.Columns), func(k Column) bool { return !k.Value.known() || math.IsInf(k.Value.Value, 0) })
}

// largest returns the index of the tallest of columns, −1 without any.
func largest(columns []Column) int {
	return extreme(len(columns), func(i int) float64 { return -columns[i].Value.Value })
}

// Finding names the first and the tallest column.
func (c Columns) Finding() string { return named(c.Name, c.finding()) }

func (c Columns) finding() string {
	columns := c.known()
	top := largest(columns)
	if top < 0 {
		return "no data to show"
	}
	say := func(k Column) string { return c.Measure.value(k.Value.Value) + " (" + clip(k.Label, 30) + ")" }
	if top == 0 {
		return c.Measure.noun() + " is largest at first: " + say(columns[0])
	}
	return c.Measure.noun() + " is " + say(columns[0]) + " at first and up to " + say(columns[top])
}

func (c Columns) picture(l look) picture {
	columns := c.known()
	p := picture{width: pictureWidth, height: 440, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.Measure.heading() + simulated(c.Replications)
	}
	top := largest(columns)
	if top < 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	var values extent
	for _, k := range columns {
		values.addEstimate(k.Value)
	}
	values.add(0)
	values.add(values.low - 0.06*max(-values.low, 0))
	values.add(values.high + 0.06*max(values.high, 0)) // room for the labels
	pn := panel{share: 1, x: columnAxis(len(columns), ""), y: c.Measure.zeroAxis(values, 6), marks: []mark{grid{horizontal: true, baseline: true}}}
	pn.x.name = clip(c.XName, 60)
	for i, k := range columns {
		hue := l.theme.blue
		if i == top {
			hue = l.theme.vermillion
		}
		Waterfall{Measure: c.Measure}.addColumn(l, &pn, i, 0, k.Value, hue, c.Measure.value(k.Value.Value))
		pn.columns = append(pn.columns, k.Label)
	}
	p.panels = []panel{pn}
	return p
}
