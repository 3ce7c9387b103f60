package staffing

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"agner/budget"
	"agner/sim"
)

// Point is one staffing of a ladder or frontier and what the simulation says of it.
type Point struct {
	Factor              float64 // of the scenario's own seats; NaN where the staffing is not a multiple of them
	Seats               sim.Seats
	PaidHours           sim.Estimate
	TotalCost           sim.Estimate // NoData where no cost is stated, like the two below
	LostValue           sim.Estimate
	NetValue            sim.Estimate
	ServiceLevel        sim.Estimate // of all live queues with a target
	ProbabilityOfTarget sim.Estimate // share of days (or other spans) on which every target is met
	Queues              []sim.Estimate
	Checks              []Check // every stated target over the horizon
}

// Verdict tells whether every target is surely met, surely not, or undecided.
func (p Point) Verdict() Verdict { return verdict(p.Checks) }

// LadderOptions says how to climb.
type LadderOptions struct {
	Sim    sim.Options // of every point
	Points int         // 0 means 11; at least 9
}

const (
	defaultPoints = 11
	leastPoints   = 9
	// pilotReplications suffice to place a range: an error of a few points there only moves the ends of a chart.
	pilotReplications = 12
	leastFactor       = 0.125
	mostFactor        = 8
)

// Ladder simulates the centre's staffing scaled in steps from lean to rich, the
// same customers at every step. A short pilot finds the range: from where the
// queue furthest from its target misses it by a fifth of the contacts to where
// every target is well met, stretched to hold the budget limit when that lies
// near. Without a target it is 80 % to 125 %. The scenario's own staffing is
// always one of the points. Points are in order of their factor.
func Ladder(ctx context.Context, c *sim.Centre, money budget.Money, o LadderOptions, run Runner) ([]Point, error) {
	lean, rich, err := ladderRange(ctx, c, money, o, run)
	if err != nil {
		return nil, err
	}
	n := o.Points
	if n == 0 {
		n = defaultPoints
	}
	return simulatePoints(ctx, c, money, ladderFactors(c, lean, rich, max(n, leastPoints)), o.Sim, run)
}

// ladderFactors spreads n factors over [lean, rich] and adds 1; of factors that round to the same seats one is kept.
func ladderFactors(c *sim.Centre, lean, rich float64, n int) []float64 {
	factors := []float64{1}
	step := (rich - lean) / float64(n-1)
	for k := range n {
		f := math.Round((lean+step*float64(k))*1000) / 1000
		if math.Abs(f-1) > step/3 { // the scenario's own staffing takes the place of a near neighbour
			factors = append(factors, f)
		}
	}
	kept := []sim.Seats{c.Seats}
	factors = slices.DeleteFunc(factors, func(f float64) bool {
		seats := Scale(c, f)
		if f != 1 && slices.ContainsFunc(kept, func(k sim.Seats) bool { return sameSeats(k, seats) }) {
			return true
		}
		kept = append(kept, seats)
		return false
	})
	slices.Sort(factors)
	return factors
}

// simulatePoints runs the staffings of factors on the same customers.
func simulatePoints(ctx context.Context, c *sim.Centre, money budget.Money, factors []float64, o sim.Options, run Runner) ([]Point, error) {
	seats := make([]sim.Seats, len(factors))
	for i, f := range factors {
		seats[i] = Scale(c, f)
	}
	points, err := simulateSeats(ctx, c, money, seats, o, run)
	for i := range points {
		points[i].Factor = factors[i]
	}
	return points, err
}

// simulateSeats runs staffings of c on the same customers.
func simulateSeats(ctx context.Context, c *sim.Centre, money budget.Money, seats []sim.Seats, o sim.Options, run Runner) ([]Point, error) {
	variants := make([]sim.Variant, len(seats))
	for i, s := range seats {
		centre := c.WithSeats(s)
		variants[i] = sim.Variant{Name: fmt.Sprintf("staffing %d", i+1), Centre: centre, Measures: money.Measures(centre)}
	}
	paired, err := run(ctx, variants, o)
	if err != nil {
		return nil, err
	}
	points := make([]Point, len(seats))
	for i, r := range paired.Results {
		points[i] = pointOf(variants[i], r)
	}
	return points, nil
}

// pointOf reads a simulated staffing.
func pointOf(v sim.Variant, r *sim.Result) Point {
	p := Point{Factor: math.NaN(), Seats: v.Centre.Seats, PaidHours: r.Total.Get(sim.PaidHours), ServiceLevel: r.Total.Get(sim.ServiceLevel),
		ProbabilityOfTarget: r.Total.Get(sim.ProbabilityOfTarget), TotalCost: measure(v, r, budget.TotalCost),
		LostValue: measure(v, r, budget.LostValue), NetValue: measure(v, r, budget.NetValue), Checks: Checks(v.Centre, r)}
	for q := range r.Queues {
		p.Queues = append(p.Queues, r.Queues[q].Get(sim.ServiceLevel))
	}
	return p
}

// measure returns the estimate of a money figure, NoData when it is not among the variant's.
func measure(v sim.Variant, r *sim.Result, name string) sim.Estimate {
	// Differences hold no measures when the variants have different ones.
	if i, ok := budget.Find(v.Measures, name); ok && i < len(r.Measures) {
		return r.Measures[i]
	}
	return sim.NoData()
}

// ladderRange finds the leanest and richest factor worth drawing.
func ladderRange(ctx context.Context, c *sim.Centre, money budget.Money, o LadderOptions, run Runner) (lean, rich float64, err error) {
	lean, rich = 0.8, 1.25
	if len(Checks(c, emptyResult(c))) == 0 {
		return lean, rich, nil
	}
	factors := []float64{0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.125, 1.25, 1.5, 2}
	sought := o.Sim
	sought.Replications = min(pilotReplications, max(o.Sim.Replications, 2))
	sought.Precision, sought.Progress = nil, nil
	var pilot []Point
	for len(factors) > 0 {
		more, err := simulatePoints(ctx, c, money, factors, sought, run)
		if err != nil {
			return 0, 0, err
		}
		pilot = append(pilot, more...)
		slices.SortFunc(pilot, func(a, b Point) int { return cmp.Compare(a.Factor, b.Factor) })
		factors = widerFactors(pilot)
	}
	lean, rich = rangeOf(pilot)
	if limit, ok := money.LimitOver(c.Horizon); ok {
		lean, rich = stretch(lean, rich, factorAtCost(pilot, limit))
	}
	return lean, rich, nil
}

// wellBelow and wellAbove are the shortfalls at which the ladder starts and
// ends: a fifth of the contacts late beyond what the target allows, and half of those that it
// allows not needed.
const (
	wellBelow = 0.2
	wellAbove = -0.5
)

// shortfall measures how badly the worst target is missed: for a fraction the
// contacts beyond what is allowed, for a time the relative excess. When all are
// met it is negative: the unused part of what is allowed, −1 when nothing goes wrong.
func (p Point) shortfall() float64 {
	worst := math.Inf(-1)
	for _, k := range p.Checks {
		margin := k.Margin()
		allowed := k.Bound
		if k.AtLeast {
			allowed = 1 - k.Bound
		}
		switch {
		case math.IsNaN(margin):
			continue
		case margin >= 0 && allowed > 0:
			worst = max(worst, -margin/allowed)
		case margin < 0 && k.Metric == sim.ASA:
			worst = max(worst, -margin/max(k.Bound, 1))
		default:
			worst = max(worst, -margin)
		}
	}
	return worst
}

// widerFactors returns factors beyond the pilot's, which is sorted, while it
// does not reach well below and well above the targets.
func widerFactors(pilot []Point) []float64 {
	var out []float64
	first, last := pilot[0], pilot[len(pilot)-1]
	if f := first.Factor / 1.5; first.shortfall() < wellBelow && f >= leastFactor && !sameSeats(first.Seats, pilot[1].Seats) {
		out = append(out, f)
	}
	if f := last.Factor * 1.5; last.shortfall() > 0 && f <= mostFactor {
		out = append(out, f)
	}
	return out
}

func sameSeats(a, b sim.Seats) bool {
	return slices.EqualFunc(a.Count, b.Count, slices.Equal[[]int])
}

// rangeOf interpolates the pilot to where the targets are missed by wellBelow and met by wellAbove.
func rangeOf(pilot []Point) (lean, rich float64) {
	lean, rich = pilot[0].Factor, pilot[len(pilot)-1].Factor
	for i := len(pilot) - 1; i > 0; i-- {
		a, b := pilot[i-1], pilot[i]
		if a.shortfall() >= wellBelow && b.shortfall() < wellBelow {
			lean = between(a.Factor, b.Factor, a.shortfall(), b.shortfall(), wellBelow)
			break
		}
	}
	for i := 1; i < len(pilot); i++ {
		a, b := pilot[i-1], pilot[i]
		if b.shortfall() <= wellAbove || (b.shortfall() < 0 && a.shortfall()-b.shortfall() < 0.02) { // well met, or no longer moving
			rich = between(a.Factor, b.Factor, a.shortfall(), b.shortfall(), wellAbove)
			break
		}
	}
	if rich-lean < 0.05 { // a cliff: show some ground on either side
		lean, rich = lean-0.05, rich+0.05
	}
	return max(lean, leastFactor), rich
}

// between interpolates where y passes the level on the way from (a, ya) to (b, yb), clamped to [a, b].
func between(a, b, ya, yb, level float64) float64 {
	if ya == yb || math.IsInf(ya, 0) || math.IsInf(yb, 0) {
		return b
	}
	return a + (b-a)*min(max((ya-level)/(ya-yb), 0), 1)
}

// factorAtCost interpolates the factor at which the pilot's total cost equals the limit; NaN when it never does.
func factorAtCost(pilot []Point, limit float64) float64 {
	for i := 1; i < len(pilot); i++ {
		a, b := pilot[i-1].TotalCost.Value, pilot[i].TotalCost.Value
		if a <= limit && limit < b {
			return between(pilot[i-1].Factor, pilot[i].Factor, a, b, limit)
		}
	}
	return math.NaN()
}

// stretch widens [lean, rich] to hold factor f with some ground beyond it, but at most by the range's own width to either side.
func stretch(lean, rich, f float64) (float64, float64) {
	width := rich - lean
	switch {
	case f < lean && f >= lean-width:
		lean = max(leastFactor, f-0.1*width)
	case f > rich && f <= rich+width:
		rich = f + 0.1*width
	}
	return lean, rich
}

// emptyResult is a result of c without any data.
func emptyResult(c *sim.Centre) *sim.Result {
	return &sim.Result{Queues: make([]sim.QueueResult, len(c.Queues)), Groups: make([]sim.GroupResult, len(c.Groups))}
}

// Cheapest returns the index of the cheapest point that surely meets every
// target (the whole confidence interval on the right side), by total cost or,
// where no cost is stated, by paid hours; −1 when none does.
func Cheapest(points []Point) int {
	best := -1
	for i, p := range points {
		if p.Verdict() == Met && len(p.Checks) > 0 && (best < 0 || p.price() < points[best].price()) {
			best = i
		}
	}
	return best
}

// BestWithin returns the index of the point with the highest service level
// among those whose total cost surely stays within the limit; −1 when none does.
func BestWithin(points []Point, limit float64) int {
	best := -1
	for i, p := range points {
		cost := p.TotalCost.High
		if math.IsNaN(cost) { // a single replication has no interval
			cost = p.TotalCost.Value
		}
		if cost <= limit && (best < 0 || p.ServiceLevel.Value > points[best].ServiceLevel.Value) {
			best = i
		}
	}
	return best
}

// BestNetValue returns the index of the point with the highest net value, −1 without money.
func BestNetValue(points []Point) int {
	best := -1
	for i, p := range points {
		if p.NetValue.OK() && (best < 0 || p.NetValue.Value > points[best].NetValue.Value) {
			best = i
		}
	}
	return best
}

// price is what points are ranked by.
func (p Point) price() float64 {
	if p.TotalCost.OK() {
		return p.TotalCost.Value
	}
	return p.PaidHours.Value
}
