package charts

import (
	"cmp"
	"io"
	"math"
	"slices"
)

// Frontier is service level against budget: what each further unit of money buys.
type Frontier struct {
	Name            string // of the scenario
	Title, Subtitle string // replace the sentences that the chart finds itself
	Points          []FrontierPoint
	LabelMeans      string  // what the labels of points are, as in "105% of today's staffing": "of today's staffing"
	Target          float64 // service level to reach; NaN or 0 without
	AwtSeconds      float64 // acceptable waiting time of the target; NaN where it is not known
	Limit           float64 // budget in the unit of Cost; NaN or 0 without
	Currency        string  // ISO 4217
	Period          string  // of Cost and Limit: "day", "week"
	CostName        string  // names the cost axis where it is not money; "Cost" when empty
	Replications    int
}

// FrontierPoint is one staffing: what it costs and what service it gives.
type FrontierPoint struct {
	Label string // "105%"
	Cost  float64
	Level Estimate // fraction of contacts answered in time
	// Misses tells that the staffing misses a promise that the level does not show, such as one on abandonment: it is not on target.
	Misses bool
	Days   Band // 5th and 95th percentile of replications; NoBand without. The zero value also means none
}

// Render writes the chart.
func (c Frontier) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c Frontier) promised() bool { return known(c.Target) && c.Target > 0 }
func (c Frontier) limited() bool  { return known(c.Limit) && c.Limit > 0 }

// points are those with data, from the cheapest to the dearest.
func (c Frontier) points() []FrontierPoint {
	out := slices.DeleteFunc(slices.Clone(c.Points), func(p FrontierPoint) bool { return !known(p.Cost) || !p.Level.known() })
	slices.SortStableFunc(out, func(a, b FrontierPoint) int {
		return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(b.Level.Value, a.Level.Value))
	})
	return out
}

// frontierOf tells for points in order of cost which give more service than every cheaper one.
func frontierOf(points []FrontierPoint) []bool {
	on := make([]bool, len(points))
	best := math.Inf(-1)
	for i, p := range points {
		on[i] = p.Level.Value > best
		best = max(best, p.Level.Value)
	}
	return on
}

// cheapest returns the index of the cheapest point that meets the target, or -1.
func (c Frontier) cheapest(points []FrontierPoint) int {
	if !c.promised() {
		return -1
	}
	return slices.IndexFunc(points, func(p FrontierPoint) bool { return p.Level.Value >= c.Target && !p.Misses })
}

// best returns the index of the point with the highest service level within the budget, or -1.
func (c Frontier) best(points []FrontierPoint) int {
	if !c.limited() {
		return -1
	}
	return extreme(len(points), func(i int) float64 {
		if points[i].Cost > c.Limit {
			return math.NaN()
		}
		return -points[i].Level.Value
	})
}

// called names a point: " at 105% of today's staffing", shorter when it is not the first in its sentence, or " (early shift)" where labels are plain names.
func (c Frontier) called(p FrontierPoint, first bool) string {
	label, means := clip(p.Label, 30), clip(c.LabelMeans, 40)
	switch {
	case label == "":
		return ""
	case means == "":
		return " (" + label + ")"
	case first:
		return " at " + label + " " + means
	}
	return " at " + label
}

// Finding names the cheapest point that meets the target and the best within the budget.
func (c Frontier) Finding() string { return named(c.Name, c.finding()) }

func (c Frontier) finding() string {
	points := c.points()
	if len(points) == 0 {
		return "no staffing to compare"
	}
	top := extreme(len(points), func(i int) float64 { return -points[i].Level.Value })
	if c.promised() {
		return c.verdict(points, c.cheapest(points), c.best(points), top)
	}
	if best := c.best(points); best >= 0 {
		budget := money(c.Limit, c.Currency, digitsApart(c.Limit, points[best].Cost))
		return "the " + budget + " budget buys a service level of " + percent(points[best].Level.Value, 1) + c.called(points[best], true)
	}
	digits := digitsApart(points[0].Cost, points[top].Cost)
	low := percent(points[0].Level.Value, 1) + " at " + money(points[0].Cost, c.Currency, digits)
	if top == 0 {
		return "no staffing gives more than the cheapest, " + low + per(c.Period)
	}
	return "service level rises from " + low + " to " + percent(points[top].Level.Value, 1) + " at " + money(points[top].Cost, c.Currency, digits) + per(c.Period)
}

// verdict is the finding where there is a target: first is the cheapest point that meets it, best the best within the budget (or -1), top the best of all.
func (c Frontier) verdict(points []FrontierPoint, first, best, top int) string {
	digits, budget := 3, ""
	if c.limited() {
		digits = digitsApart(c.Limit, points[max(first, 0)].Cost, points[max(best, 0)].Cost, points[top].Cost)
		budget = "the " + money(c.Limit, c.Currency, digits) + " budget"
	}
	buys := ""
	switch {
	case best >= 0:
		buys = budget + " buys " + percentBeside(points[best].Level.Value, c.Target) + c.called(points[best], first < 0)
	case c.limited():
		buys = budget + " pays for none of them"
	}
	goal := target(c.Target, c.AwtSeconds)
	cost := func(i int) string { return money(points[i].Cost, c.Currency, digits) + per(c.Period) }
	if first < 0 {
		reach := "no staffing here reaches " + goal + ", the best is " + percentBeside(points[top].Level.Value, c.Target) + " at " + cost(top)
		if best == top {
			return reach + ", within " + budget
		}
		return sentence("; ", reach, buys)
	}
	costs := goal + " costs " + cost(first) + c.called(points[first], true)
	if best == first {
		return costs + ", the best that " + budget + " buys"
	}
	return sentence("; ", costs, buys)
}

// unsure tells whether the interval of the cheapest point that meets the target reaches below it.
func (c Frontier) unsure(points []FrontierPoint) bool {
	first := c.cheapest(points)
	return first >= 0 && points[first].Level.interval() && points[first].Level.Low < c.Target
}

func (c Frontier) measure(points []FrontierPoint) string {
	text := "Share of contacts answered"
	if known(c.AwtSeconds) && c.AwtSeconds >= 0 {
		text += " within " + duration(c.AwtSeconds)
	} else {
		text += " in time"
	}
	if slices.ContainsFunc(points, func(p FrontierPoint) bool { return p.Level.interval() }) {
		text += ", with 95% intervals"
	}
	if slices.ContainsFunc(points, func(p FrontierPoint) bool { return p.spread().known() }) {
		text += "; the band holds 90% of days"
	}
	text += simulated(c.Replications)
	if c.unsure(points) {
		text += ". The cheapest on target may miss it: its interval reaches " + percentBeside(points[c.cheapest(points)].Level.Low, c.Target)
	}
	return text
}

// spread is the day-to-day band; the zero value means none.
func (p FrontierPoint) spread() Band {
	if p.Days == (Band{}) {
		return NoBand()
	}
	return p.Days
}
