package charts

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Tornado is how far a measure moves when one input after the other is changed, the strongest on top.
type Tornado struct {
	Name            string
	Title, Subtitle string
	Measure         Measure
	Base            float64 // value of the measure without any change
	Bars            []TornadoBar
	Replications    int
}

// TornadoBar is one input, changed down and up.
type TornadoBar struct {
	Name           string
	Less, More     string   // the changes: "−10%", "+10%"
	OnLess, OnMore Estimate // what they do to the measure: paired differences to the base
}

// Render writes the chart.
func (c Tornado) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// reach is the larger of the two effects, NaN without data.
func (b TornadoBar) reach() float64 {
	var e extent
	for _, v := range []Estimate{b.OnLess, b.OnMore} {
		if v.known() {
			e.add(math.Abs(v.Value))
		}
	}
	if !e.some {
		return math.NaN()
	}
	return e.high
}

// ranked are the bars with data, strongest first.
func (c Tornado) ranked() []TornadoBar {
	out := slices.DeleteFunc(slices.Clone(c.Bars), func(b TornadoBar) bool { return !known(b.reach()) })
	slices.SortStableFunc(out, func(a, b TornadoBar) int { return cmp.Compare(b.reach(), a.reach()) })
	return out
}

// Finding names the input that matters most.
func (c Tornado) Finding() string { return named(c.Name, c.finding()) }

func (c Tornado) finding() string {
	ranked := c.ranked()
	switch {
	case len(ranked) == 0 || !known(c.Base):
		return "no effects to compare"
	case ranked[0].reach() == 0:
		return "none of these inputs moves " + c.Measure.noun()
	}
	effect := func(label string, e Estimate) string {
		if !e.known() {
			return ""
		}
		return sentence(" ", clip(label, 16), "moves "+c.Measure.noun()+" by "+c.Measure.change(e.Value))
	}
	first := ranked[0]
	less, more := effect(first.Less, first.OnLess), effect(first.More, first.OnMore)
	if less != "" && more != "" {
		more = sentence(" ", clip(first.More, 16), "by "+c.Measure.change(first.OnMore.Value))
	}
	return clip(first.Name, 40) + " matters most; " + sentence(", ", less, more)
}

func (c Tornado) picture(l look) picture {
	ranked := c.ranked()
	p := picture{width: pictureWidth, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	p.height = min(max(190+34*len(ranked), 320), 900)
	if p.subtitle == "" {
		p.subtitle = c.Measure.heading() + " when one input changes, with 95% intervals; grey: no more than chance" + simulated(c.Replications)
	}
	if len(ranked) == 0 || !known(c.Base) {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	const most = 20
	ranked = ranked[:min(len(ranked), most)]
	var values extent
	values.add(c.Base)
	for _, b := range ranked {
		for _, e := range []Estimate{b.OnLess, b.OnMore} {
			values.addEstimate(c.shifted(e))
		}
	}
	pad := 0.12 * (values.high - values.low) // the ends of the bars are labelled
	values.add(values.low-pad, values.high+pad)
	y := axis{min: -0.5, max: float64(len(ranked)) - 0.5}
	pn := panel{share: 1, x: c.Measure.plainAxis(values, 8), marks: []mark{grid{vertical: true, baseline: true}}}
	pn.x.name = c.Measure.heading()
	for i, b := range ranked {
		row := float64(len(ranked) - 1 - i)
		y.ticks = append(y.ticks, tick{row, fit(l.fonts.regular, clean(b.Name), labelSize, 220)})
		c.addBar(l, &pn, row, b.OnLess, b.Less, l.theme.amber)
		c.addBar(l, &pn, row, b.OnMore, b.More, l.theme.blue)
	}
	pn.y = y
	base := rule{at: c.Base, vertical: true, hue: l.theme.ink, width: targetLine}
	pn.marks = append(pn.marks, base)
	pn.tags = append(pn.tags,
		tag{text: "input lower", hue: l.theme.muted, sample: &sample{hue: l.theme.amber, wide: true}},
		tag{text: "input higher", hue: l.theme.muted, sample: &sample{hue: l.theme.blue, wide: true}},
		tag{text: "base " + c.Measure.value(c.Base), hue: l.theme.ink, sample: &sample{hue: l.theme.ink}})
	p.panels = []panel{pn}
	return p
}

// shifted is an effect as a value of the measure.
func (c Tornado) shifted(e Estimate) Estimate {
	return Estimate{c.Base + e.Value, c.Base + e.Low, c.Base + e.High}
}

func (c Tornado) addBar(l look, pn *panel, row float64, effect Estimate, label string, hue drawing.Color) {
	if !effect.known() {
		return
	}
	if effect.interval() && effect.Low <= 0 && effect.High >= 0 {
		hue = l.theme.quiet
	}
	v := c.shifted(effect)
	const half = 0.32
	pn.marks = append(pn.marks,
		bars{zones: []zone{{from: point{min(c.Base, v.Value), row - half}, to: point{max(c.Base, v.Value), row + half}, hue: hue}}},
		whisker{at: row, interval: v, hue: l.theme.ink})
	end := v.Value
	if v.interval() {
		end = v.High
		if v.Value < c.Base {
			end = v.Low
		}
	}
	side := 1.0
	if v.Value < c.Base {
		side = -1
	}
	pn.tags = append(pn.tags, tag{
		text: clip(label, 16), hue: l.theme.muted, importance: 1,
		where: besidePoint(point{end, row}, 4, [][2]float64{{side, 0}, {side, -0.5}, {side, 0.5}}),
	})
}

// whisker is a horizontal error bar.
type whisker struct {
	at       float64 // y
	interval Estimate
	hue      drawing.Color
}

func (m whisker) segments(p plot) []segment {
	if !m.interval.interval() || m.interval.Low == m.interval.High {
		return nil
	}
	y, low, high := p.atY(m.at), p.atX(m.interval.Low), p.atX(m.interval.High)
	half := capWidth / 2
	return []segment{
		{point{low, y}, point{high, y}},
		{point{low, y - half}, point{low, y + half}},
		{point{high, y - half}, point{high, y + half}},
	}
}

func (m whisker) draw(c *canvas, p plot) { drawError(c, p, m.segments(p), m.hue) }

func (m whisker) obstacles(p plot) ([]segment, []rect) { return m.segments(p), nil }
