package staffing

import (
	"math"

	"agner/budget"
	"agner/sim"
)

// Plan is the answer to a Task.
type Plan struct {
	Method Method
	Seats  sim.Seats // required agents
	// Scheduled is Seats ÷ schedule efficiency, rounded up: what shifts must offer.
	Scheduled sim.Seats
	SeatCost  float64 // cost of the required seats by budget.SeatCosts (paid hours without wages)
	PaidHours float64 // of the required seats
	// Point is the simulated staffing: of the confirmation, or, for formulas, of one look at what they chose.
	Point Point
	// Seen holds for formulas what is asked for against that simulation; limits on occupancy are among it.
	Seen []Check
	// Checks are what was asked for, with the confirmation's estimates or, for formulas, their values.
	Checks []Check
	// Feasible is false when some target cannot be met within the bounds: then
	// Relaxed says which, and the plan meets what can be met.
	Feasible bool
	Relaxed  []Relaxed
	// Short lists the intervals in which the bounds leave fewer agents than a formula asks for.
	Short       []int
	Certificate *Certificate // nil for formulas
	// Prices say what a further point of each target costs, where more agents buy any.
	Prices []Price
	// Budget compares the plan with the budget limit; nil without one.
	Budget *BudgetGap
	// Interrupted tells that the search was stopped: the plan is the best so far.
	Interrupted bool
	Simulated   int // replications that the search took
}

// Relaxed is a target that the bounds put out of reach.
type Relaxed struct {
	Check            // as asked, with the estimate at the most seats that the bounds allow
	Attained float64 // the bound that the plan was held to instead
}

// Price is what the next improvement of a check costs at the margin.
type Price struct {
	Check
	PerPoint float64 // cost of one percentage point (of one second for the ASA)
	Group    string  // where it is bought most cheaply
	Interval int
	Binds    bool // false: the plan has points of it to spare
}

// BudgetGap compares a plan with the budget limit.
type BudgetGap struct {
	Limit float64
	Over  float64 // total cost − limit; at most 0 when the plan fits
	// Within is the best staffing found that costs no more than the limit; nil when the plan fits.
	Within *Point
}

// Certificate says how well a plan is known to be least. On the customers of the edge every requirement holds its
// margin: half of its 95 % confidence interval and what Margins add. Every single change (a seat less, or a seat moved
// to a cheaper group in the same interval) would lose one: the change was simulated, alone or beside others that lie so
// far apart that one no longer feels the other, or what a seat less here and there does in such simulations refutes it by more than
// 1.5 standard errors. Other customers, eight times as many, then confirmed the plan.
type Certificate struct {
	Confirmed        bool   // every check is surely met on random numbers that had no part in finding the plan
	Seed             uint64 // of those
	Replications     int    // of those
	Attempts         int    // looks at fresh random numbers
	EdgeSeed         uint64 // of the customers of the edge
	EdgeReplications int    // of those
	// Margins are what requirements held on the customers of the edge beyond half their confidence interval: what fresh numbers
	// turned out to need, and what binding requirements had to spare, less than one seat is worth, when half of the work had found no use for it.
	Margins       []Margin
	Removals      int // single seats whose removal is refuted
	RemovalsAlone int // those of them that were simulated alone at this plan, not together with others far away
	Swaps         int // moves of a seat to a cheaper group in the same interval that were simulated and refuted
	SwapsAlone    int // those of them that were simulated alone at this plan
	Predicted     int // further such moves that the measured effects of single seats refute
	Open          int // changes that were not refuted when the search ended
}

// Margin is what a requirement had to hold on the customers of the edge beyond its confidence interval there.
type Margin struct {
	Check         // without an estimate
	Extra float64 // in units of the metric
}

// changes is the number of single changes that the certificate speaks of.
func (c *Certificate) changes() int { return c.Removals + c.Swaps + c.Predicted + c.Open }

// Least tells whether the plan is confirmed and no single change remains open.
func (c *Certificate) Least() bool { return c != nil && c.Confirmed && c.Open == 0 }

// newPlan fills what follows from the seats.
func (t *Task) newPlan(seats sim.Seats) *Plan {
	p := &Plan{Method: t.Method, Seats: seats, Feasible: true, SeatCost: cost(t.cells(), seats)}
	cells := map[[2]int]bool{}
	for _, k := range t.cells() {
		cells[[2]int{k.group, k.interval}] = true
	}
	warm := warmupIntervals(seats)
	p.Scheduled = seats.Map(func(g, i, n int) int {
		if !cells[[2]int{g, i - warm}] {
			return n
		}
		// The nudge keeps 9 ÷ 0.9 at 10.
		return int(math.Ceil(float64(n)/t.efficiency() - 1e-9))
	})
	staffed := t.Centre.WithSeats(seats)
	for g := range staffed.Groups {
		p.PaidHours += budget.PaidHours(staffed, g)
	}
	return p
}

// formulaPlan answers by Erlang C or Erlang A, each interval by itself.
func (t *Task) formulaPlan() *Plan {
	seats, short := propose(t, t.Method)
	p := t.newPlan(seats)
	p.Short, p.Feasible = short, len(short) == 0
	said := Beside(t.Centre.WithSeats(seats), nil)
	for _, r := range t.templates() {
		if r.queue == sim.None {
			continue
		}
		day := said.Queues[r.queue]
		theory := formulaOf(day.Formulas, t.Method)
		for _, row := range day.Intervals {
			if row.Index == r.Interval {
				theory = formulaOf(row.Formulas, t.Method)
			}
		}
		k := r.Check
		value := math.NaN()
		switch k.Metric {
		case sim.ServiceLevel:
			value = theory.ServiceLevel
		case sim.Abandonment:
			value = theory.Abandonment
		case sim.ASA:
			value = theory.ASASeconds
		}
		k.Estimate = sim.Estimate{Value: value, Low: value, High: value, SD: math.NaN()}
		p.Checks = append(p.Checks, k)
	}
	return p
}

func formulaOf(f Formulas, m Method) Theory {
	if m == ErlangC {
		return f.ErlangC
	}
	return f.ErlangA
}
