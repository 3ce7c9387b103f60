package charts

import (
	"io"
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Waterfall is how one number becomes another step by step: agents by Erlang C, then with abandonment, with day-to-day variability, and so on.
type Waterfall struct {
	Name            string
	Title, Subtitle string
	Measure         Measure
	Steps           []WaterfallStep
	End             string // names the last column, which repeats the value of the last step in full; empty without that column
	Replications    int
}

// WaterfallStep is the value that holds from this step on.
type WaterfallStep struct {
	Name  string
	Value Estimate
}

// Render writes the chart.
func (c Waterfall) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// known are the steps with data; a step without is skipped, and its effect falls to the next one.
func (c Waterfall) known() []WaterfallStep {
	return slices.DeleteFunc(slices.Clone(c.Steps), func(s WaterfallStep) bool { return !s.Value.known() })
}

// Finding says where the way leads and which step is the largest.
func (c Waterfall) Finding() string { return named(c.Name, c.finding()) }

func (c Waterfall) finding() string {
	steps := c.known()
	switch len(steps) {
	case 0:
		return "no steps to show"
	case 1:
		return clip(steps[0].Name, 40) + ": " + c.Measure.value(steps[0].Value.Value) + " " + c.unitNoun()
	}
	first, last := steps[0], steps[len(steps)-1]
	end := clip(c.End, 40)
	if end == "" {
		end = clip(last.Name, 40)
	}
	text := c.Measure.value(first.Value.Value) + " " + c.unitNoun() + " by " + quoted(first.Name) + ", " + c.Measure.value(last.Value.Value) + " by " + quoted(end)
	largest := extreme(len(steps)-1, func(i int) float64 { return -math.Abs(steps[i+1].Value.Value - steps[i].Value.Value) })
	if by := steps[largest+1].Value.Value - steps[largest].Value.Value; by != 0 {
		text += "; the largest step is " + quoted(steps[largest+1].Name) + ", " + c.Measure.change(by)
	}
	return text
}

// unitNoun is the measure as the noun after its value.
func (c Waterfall) unitNoun() string { return c.Measure.noun() }

func (c Waterfall) picture(l look) picture {
	steps := c.known()
	p := picture{width: pictureWidth, height: 440, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.Measure.heading() + " after each step" + simulated(c.Replications)
	}
	if len(steps) == 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	var values extent
	for _, s := range steps {
		values.addEstimate(s.Value)
	}
	values.add(0)
	values.add(values.low-0.06*max(-values.low, 0), values.high+0.06*max(values.high, 0)) // room for the labels
	y := c.Measure.zeroAxis(values, 6)
	if floor, top := c.cut(steps); floor > 0 {
		y = c.Measure.ticks(floor, top, 6)
		if c.Subtitle == "" {
			p.subtitle += ". The axis starts at " + c.Measure.value(floor)
		}
	}
	pn := panel{share: 1, y: y, marks: []mark{grid{horizontal: true, baseline: true}}}
	for i, s := range steps {
		before := 0.0
		hue, label := l.theme.blue, c.Measure.value(s.Value.Value)
		if i > 0 {
			before = steps[i-1].Value.Value
			hue, label = c.stepHue(l, before, s.Value.Value), c.Measure.change(s.Value.Value-before)
		}
		c.addColumn(l, &pn, i, before, s.Value, hue, label)
		pn.columns = append(pn.columns, s.Name)
	}
	if end := clean(c.End); end != "" && len(steps) > 1 {
		last := steps[len(steps)-1].Value
		c.addColumn(l, &pn, len(steps), 0, last, l.theme.blue, c.Measure.value(last.Value))
		pn.columns = append(pn.columns, end)
	}
	pn.x = columnAxis(len(pn.columns), "")
	for i := 1; i < len(pn.columns); i++ { // what one column reaches, the next one starts from
		at := steps[min(i, len(steps))-1].Value.Value
		pn.marks = append(pn.marks, line{runs: [][]point{{{float64(i-1) + columnHalf, at}, {float64(i) - columnHalf, at}}}, hue: l.theme.quiet, width: 1})
	}
	p.panels = []panel{pn}
	return p
}

// cut returns the ends of an axis that does not start at 0, because the steps would then be lost at the top of tall columns; else 0.
func (c Waterfall) cut(steps []WaterfallStep) (floor, top float64) {
	var values extent
	for _, s := range steps {
		values.addEstimate(s.Value)
	}
	span := values.high - values.low
	if values.low <= 0 || span == 0 || span > 0.4*values.high {
		return 0, 0
	}
	step := niceStep(span, 2)
	floor = max(0, math.Floor((values.low-span)/step)*step)
	return floor, values.high + 0.12*(values.high-floor)
}

// columnHalf is half the width of a column, of which each has a unit of the axis.
const columnHalf = 0.34

func (c Waterfall) stepHue(l look, before, after float64) drawing.Color {
	switch {
	case before == after:
		return l.theme.quiet
	case c.Measure.better(after, before):
		return l.theme.green
	}
	return l.theme.vermillion
}

func (c Waterfall) addColumn(l look, pn *panel, i int, before float64, value Estimate, hue drawing.Color, label string) {
	x, after := float64(i), value.Value
	pn.marks = append(pn.marks, bars{zones: []zone{{from: point{x - columnHalf, min(before, after)}, to: point{x + columnHalf, max(before, after)}, hue: hue}}})
	top := max(before, after)
	if value.interval() && value.Low < value.High {
		pn.marks = append(pn.marks, errorBar{at: x, interval: value, hue: l.theme.ink})
		top = max(top, value.High)
	}
	pn.tags = append(pn.tags, tag{
		text: label, hue: hue, bold: true, importance: 1,
		where: besidePoint(point{x, top}, 1, [][2]float64{{0, -1}, {0, 1}}),
	})
}

// errorBar is a vertical error bar without a dot.
type errorBar struct {
	at       float64 // x
	interval Estimate
	hue      drawing.Color
}

func (m errorBar) draw(c *canvas, p plot) { drawError(c, p, m.segments(p), m.hue) }

// segments leaves out a bar that would be no more than a blot.
func (m errorBar) segments(p plot) []segment {
	const blot = 3.0
	if p.atY(m.interval.Low)-p.atY(m.interval.High) < blot {
		return nil
	}
	return dot{at: point{m.at, m.interval.Value}, interval: m.interval}.whiskers(p)
}

func (m errorBar) obstacles(p plot) ([]segment, []rect) { return m.segments(p), nil }

// drawError draws an error bar with a rim that sets it off from the bar it stands on.
func drawError(c *canvas, p plot, segments []segment, hue drawing.Color) {
	for _, k := range []ink{{stroke: p.theme.panel.WithAlpha(150), width: errorLine + 2}, {stroke: hue, width: errorLine}} {
		for _, s := range segments {
			c.shape(k, outline{points: []point{s.a, s.b}})
		}
	}
}
