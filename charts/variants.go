package charts

import (
	"io"
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Variants are the variants of a scenario on the plane of cost and service level, each with an arrow from the base.
type Variants struct {
	Name            string
	Title, Subtitle string
	Base            Variant
	Variants        []Variant
	Target          float64 // service level to reach; NaN or 0 without
	AwtSeconds      float64
	Limit           float64 // budget in the unit of Cost; NaN or 0 without
	Currency        string
	Period          string // of Cost and Limit
	Replications    int
}

// Variant is one variant. The changes are paired differences to the base (the same customers met both); where LevelChange has no value, the difference of the
// levels is taken and counts as certain.
type Variant struct {
	Name        string
	Cost        float64
	Level       Estimate // fraction of contacts answered in time
	LevelChange Estimate
}

// Render writes the chart.
func (c Variants) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (v Variant) known() bool { return known(v.Cost) && v.Level.known() }

// change is how much a variant moves the service level, and whether more than chance does.
func (c Variants) change(v Variant) (points float64, sure bool) {
	if !v.LevelChange.known() {
		return v.Level.Value - c.Base.Level.Value, v.Level.Value != c.Base.Level.Value
	}
	e := v.LevelChange
	return e.Value, !e.interval() || e.Low > 0 || e.High < 0
}

// drawn are the variants with data.
func (c Variants) drawn() []Variant {
	return slices.DeleteFunc(slices.Clone(c.Variants), func(v Variant) bool { return !v.known() })
}

// Finding names the variant that gains service for nothing, or at the least cost for a point.
func (c Variants) Finding() string { return named(c.Name, c.finding()) }

func (c Variants) finding() string {
	all := c.drawn()
	if !c.Base.known() || len(all) == 0 {
		return "no variants to compare"
	}
	free, paid, lost := -1, -1, 0
	for i, v := range all {
		gain, sure := c.change(v)
		switch extra := v.Cost - c.Base.Cost; {
		case !sure:
		case gain <= 0:
			lost++
		case extra <= 0:
			if best, _ := c.changeAt(all, free); free < 0 || gain > best {
				free = i
			}
		case paid < 0 || extra/gain < c.pricePerPoint(all[paid]):
			paid = i
		}
	}
	switch {
	case free >= 0:
		gain, _ := c.change(all[free])
		text := quoted(all[free].Name) + " gains " + percentagePoints(gain)
		if saved := c.Base.Cost - all[free].Cost; saved > 0 {
			return text + " and saves " + money(saved, c.Currency, 3) + per(c.Period)
		}
		return text + " at no cost"
	case paid >= 0:
		gain, _ := c.change(all[paid])
		text := quoted(all[paid].Name) + " gains " + percentagePoints(gain) + " for " + money(all[paid].Cost-c.Base.Cost, c.Currency, 3) + per(c.Period)
		if len(all) > 1 {
			text += ", the cheapest at " + money(c.pricePerPoint(all[paid])/100, c.Currency, 2) + " a point"
		}
		return text
	case lost > 0:
		return "no variant raises the service level of " + percent(c.Base.Level.Value, 1)
	}
	return "no variant moves the service level by more than chance"
}

func (c Variants) changeAt(all []Variant, i int) (float64, bool) {
	if i < 0 {
		return math.Inf(-1), false
	}
	return c.change(all[i])
}

// pricePerPoint is the extra cost for a whole unit of service level.
func (c Variants) pricePerPoint(v Variant) float64 {
	gain, _ := c.change(v)
	return (v.Cost - c.Base.Cost) / gain
}

// percentagePoints writes a difference of fractions: "6.1 points".
func percentagePoints(v float64) string {
	s := plain(100*math.Abs(v), 1)
	if s == "1" {
		return "1 point"
	}
	return s + " points"
}

func (c Variants) picture(l look) picture {
	all := c.drawn()
	p := picture{width: pictureWidth, height: 480, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = "Arrows lead from the base to each variant, with 95% intervals; grey: no more than chance" + simulated(c.Replications)
	}
	if !c.Base.known() || len(all) == 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	f := Frontier{Target: c.Target, AwtSeconds: c.AwtSeconds, Limit: c.Limit, Currency: c.Currency, Period: c.Period}
	points := []FrontierPoint{{Cost: c.Base.Cost, Level: c.Base.Level}}
	for _, v := range all {
		points = append(points, FrontierPoint{Cost: v.Cost, Level: v.Level})
	}
	x, y := f.axes(points)
	y.min = max(y.min-0.06*(y.max-y.min), min(y.min, 0)) // room for a label below the lowest point
	pn := panel{share: 1, x: x, y: y, marks: []mark{grid{horizontal: true, baseline: true}}}
	f.addGoals(l, &pn)
	from := point{c.Base.Cost, c.Base.Level.Value}
	for _, v := range all {
		pn.marks = append(pn.marks, arrow{from: from, to: point{v.Cost, v.Level.Value}, hue: c.hue(l, v)})
	}
	pn.marks = append(pn.marks, dot{at: from, interval: c.Base.Level, hue: l.theme.ink, radius: dotRadius + 1})
	pn.tags = append(pn.tags, c.tag(l, c.Base, l.theme.ink, ""))
	for _, v := range all {
		pn.marks = append(pn.marks, dot{at: point{v.Cost, v.Level.Value}, interval: v.Level, hue: c.hue(l, v), radius: dotRadius})
		pn.tags = append(pn.tags, c.tag(l, v, c.hue(l, v), c.gainText(v)))
	}
	p.panels = []panel{pn}
	return p
}

// hue says how a variant compares with the base: no worse for less, better for more, worse (or the same for more), or no different.
func (c Variants) hue(l look, v Variant) drawing.Color {
	gain, sure := c.change(v)
	switch {
	case !sure && v.Cost == c.Base.Cost:
		return l.theme.quiet
	case !sure && v.Cost < c.Base.Cost:
		return l.theme.green
	case !sure || gain < 0:
		return l.theme.vermillion
	case v.Cost <= c.Base.Cost:
		return l.theme.green
	}
	return l.theme.blue
}

// gainText is what an arrow brings: "+6.1 pts for $410".
func (c Variants) gainText(v Variant) string {
	gain, sure := c.change(v)
	extra := v.Cost - c.Base.Cost
	text := signed(100*gain, 1) + " pts"
	switch {
	case !sure && extra == 0:
		return ""
	case !sure && extra > 0:
		text = "no better"
	case !sure:
		text = "no worse"
	}
	digits := 3
	if math.Abs(extra) >= 10 && math.Abs(extra) < 100 { // $56, not $56.1
		digits = 2
	}
	switch {
	case extra > 0:
		text += " for " + money(extra, c.Currency, digits)
	case extra < 0:
		text += ", saves " + money(-extra, c.Currency, digits)
	}
	return text
}

func (c Variants) tag(l look, v Variant, hue drawing.Color, gain string) tag {
	name := clip(v.Name, 30)
	if name == "" && gain == "" {
		name = "base"
	}
	t := tag{text: sentence(" · ", name, gain), hue: hue, bold: gain == "", importance: 2}
	if gain != "" && name != "" {
		t.shorter = []string{name, clip(v.Name, 14)}
	}
	if hue == l.theme.quiet {
		t.hue, t.importance, t.bold = l.theme.muted, 1, false
	}
	reach := dotRadius + 3
	t.where = besidePoint(point{v.Cost, v.Level.Value}, reach, [][2]float64{{1, 0}, {-1, 0}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {0, -1}, {0, 1}})
	return t
}

// arrow is a straight arrow between two points in axis units.
type arrow struct {
	from, to point
	hue      drawing.Color
}

// Arrows stop before the dot they lead to.
const (
	arrowGap  = dotRadius + 3
	arrowHead = 9.0
)

// shaft returns the line of the arrow in pixels and its direction; ok is false where it is too short to draw.
func (m arrow) shaft(p plot) (s segment, dx, dy float64, ok bool) {
	s = segment{p.at(m.from), p.at(m.to)}
	length := math.Hypot(s.b.x-s.a.x, s.b.y-s.a.y)
	if length < 2*arrowGap+arrowHead {
		return s, 0, 0, false
	}
	dx, dy = (s.b.x-s.a.x)/length, (s.b.y-s.a.y)/length
	s.b = point{s.b.x - arrowGap*dx, s.b.y - arrowGap*dy}
	return s, dx, dy, true
}

func (m arrow) draw(c *canvas, p plot) {
	s, dx, dy, ok := m.shaft(p)
	if !ok {
		return
	}
	neck := point{s.b.x - arrowHead*dx, s.b.y - arrowHead*dy}
	c.shape(ink{stroke: m.hue, width: targetLine}, outline{points: []point{s.a, neck}})
	const half = 4.0
	c.shape(ink{fill: m.hue}, outline{closed: true, points: []point{
		s.b, {neck.x - half*dy, neck.y + half*dx}, {neck.x + half*dy, neck.y - half*dx},
	}})
}

func (m arrow) obstacles(p plot) ([]segment, []rect) {
	s, _, _, ok := m.shaft(p)
	if !ok {
		return nil, nil
	}
	return []segment{s}, []rect{around(s.b, 5)}
}
