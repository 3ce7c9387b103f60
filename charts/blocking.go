package charts

import (
	"cmp"
	"io"
	"math"
	"slices"
)

// Blocking is the share of contacts that find every line busy, and how busy a line is, against the number of lines: what one line more or fewer does.
type Blocking struct {
	Name            string
	Title, Subtitle string
	Points          []BlockingPoint
	Current         float64 // lines there are today; NaN without
	Limit           float64 // fraction blocked at most; NaN or 0 without
}

// BlockingPoint is one number of lines.
type BlockingPoint struct {
	Lines     float64
	Blocked   float64 // fraction of contacts; NaN without data
	Occupancy float64 // fraction of a line's time; NaN without data
}

// Render writes the chart.
func (c Blocking) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c Blocking) limited() bool { return known(c.Limit) && c.Limit > 0 }

// points are those with data, by number of lines.
func (c Blocking) points() []BlockingPoint {
	out := slices.DeleteFunc(slices.Clone(c.Points), func(p BlockingPoint) bool { return !known(p.Lines) || !known(p.Blocked) })
	slices.SortStableFunc(out, func(a, b BlockingPoint) int { return cmp.Compare(a.Lines, b.Lines) })
	return out
}

// Finding says what one line more and one fewer do, and how many lines the limit takes.
func (c Blocking) Finding() string { return named(c.Name, c.finding()) }

func (c Blocking) finding() string {
	points := c.points()
	if len(points) == 0 {
		return "no lines to compare"
	}
	with := func(lines float64) float64 {
		i := slices.IndexFunc(points, func(p BlockingPoint) bool { return math.Abs(p.Lines-lines) < 1e-9 })
		if i < 0 {
			return math.NaN()
		}
		return points[i].Blocked
	}
	text := oneMore("line", "blocking", with(c.Current), with(c.Current+1), with(c.Current-1), "cuts", "lifts", c.show)
	return sentence("; ", text, c.needed(points, text == ""))
}

// needed says how many lines the limit takes; without a limit, and with nothing else to say, what the ends of the sweep give.
func (c Blocking) needed(points []BlockingPoint, alone bool) string {
	first, last := points[0], points[len(points)-1]
	switch i := slices.IndexFunc(points, func(p BlockingPoint) bool { return p.Blocked <= c.Limit }); {
	case c.limited() && i < 0:
		return lines(last.Lines) + " block more than " + percent(c.Limit, 2)
	case c.limited() && i > 0 && alone:
		return "at most " + percent(c.Limit, 2) + " blocked takes " + lines(points[i].Lines) + "; " + count(points[i-1].Lines) + " block " + c.show(points[i-1].Blocked)
	case c.limited() && i == 0: // fewer may do
		return "at most " + percent(c.Limit, 2) + " are blocked with " + lines(first.Lines)
	case c.limited():
		return "at most " + percent(c.Limit, 2) + " blocked takes " + lines(points[i].Lines)
	case !alone:
		return ""
	case len(points) == 1:
		return lines(first.Lines) + " block " + c.show(first.Blocked)
	}
	return "blocking goes from " + c.show(first.Blocked) + " with " + lines(first.Lines) + " to " + c.show(last.Blocked) + " with " + count(last.Lines)
}

// leastBlocking is the smallest share that is written as a number.
const leastBlocking = 1e-5

// show writes a blocked fraction with two significant digits, and with more where it would otherwise seem to keep the limit.
func (c Blocking) show(v float64) string {
	decimals := 0
	switch {
	case v > 0 && v < leastBlocking:
		return "less than " + percent(leastBlocking, 3)
	case v > 0:
		decimals = min(max(0, 1-int(math.Floor(math.Log10(100*v)+1e-9))), 4)
	}
	for c.limited() && decimals < 7 && v > c.Limit && rounded(100*v, decimals) <= 100*c.Limit {
		decimals++
	}
	return percent(v, decimals)
}

// lines writes a number of lines.
func lines(n float64) string { return counted(n, "line") }

func (c Blocking) picture(l look) picture {
	points := c.points()
	p := picture{width: pictureWidth, height: 520, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	var heads, blocked, busy extent
	for _, q := range points {
		heads.add(q.Lines)
		blocked.add(q.Blocked)
		busy.add(q.Occupancy)
	}
	if !heads.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	heads.add(c.Current)
	x := wholeAxis(heads, "Lines")
	if c.limited() {
		blocked.add(c.Limit)
	}
	blocked.add(0)
	blocked.high *= 1.08 // room for the label of the highest point
	_, most := blocked.fromZero()
	y := percentTicks(0, most, 5)
	if last := y.ticks[len(y.ticks)-1].value; last > 0.95*y.max { // whose label would touch the caption
		y.max = last / 0.95
	}
	p.panels = []panel{c.blockedPanel(l, points, x, y)}
	if busy.some {
		pn := countPanel("Occupancy of a line", 2, x, percentAxis(busy, 4))
		pn.today(c.Current, l)
		addCurve(&pn, points, func(q BlockingPoint) (float64, Estimate) { return q.Lines, Exactly(q.Occupancy) }, l.theme.amber)
		p.panels = append(p.panels, pn)
	}
	return p
}

func (c Blocking) blockedPanel(l look, points []BlockingPoint, x, y axis) panel {
	pn := countPanel("Blocked", 3, x, y)
	if c.limited() {
		pn.goal(c.Limit, "at most "+percent(c.Limit, 2), l)
	}
	pn.today(c.Current, l)
	pn.nameToday(c.Current, l, 2)
	addCurve(&pn, points, func(q BlockingPoint) (float64, Estimate) { return q.Lines, Exactly(q.Blocked) }, l.theme.blue)
	for i, q := range points {
		decides := c.limited() && q.Blocked <= c.Limit && (i == 0 || points[i-1].Blocked > c.Limit)
		if q.Blocked < leastBlocking || !decides && q.Lines != c.Current && i%labelledEvery(len(points)) != 0 {
			continue
		}
		pn.label(point{q.Lines, q.Blocked}, c.show(q.Blocked), convexDirections(), l)
	}
	return pn
}

// convexDirections are those around a point of a curve that falls and flattens, best first: the corner above right is empty.
func convexDirections() [][2]float64 {
	return [][2]float64{{0, -1}, {1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {1, 1}, {0, 1}, {-1, -1}}
}
