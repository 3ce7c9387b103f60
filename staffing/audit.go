package staffing

import (
	"cmp"
	"context"
	"math"
	"slices"

	"agner/sim"
)

// AuditStep is one model of the centre, with one assumption of the step before
// put right.
type AuditStep struct {
	Name string
	Why  string // what the step adds, in words
	// ServiceLevel is what the model predicts for the centre's own seats: the total of the live queues with a
	// target. For formulas Low and High equal Value.
	ServiceLevel sim.Estimate
	// Factor is the multiple of the centre's seats at which the model says that every target is just met, NaN when
	// none in the range does; SeatHours are the planned hours of that.
	Factor    float64
	SeatHours float64
}

// auditModel is a step before it is worked out. predict returns points of multiples of the centre's seats.
type auditModel struct {
	name, why string
	predict   func(factors []float64) ([]Point, error)
}

// Audit answers "why not Erlang C?" for this centre. It predicts service, and
// the agents that the targets need, by a chain of models from Erlang C to the full
// simulation, each with one assumption of the one before put right. Agents are
// counted as multiples of the centre's own seats, so that steps differ in nothing but their assumptions.
func Audit(ctx context.Context, c *sim.Centre, o sim.Options, run Runner) ([]AuditStep, error) {
	formula := func(m Method) func([]float64) ([]Point, error) {
		return func(factors []float64) ([]Point, error) { return formulaPoints(c, m, factors), nil }
	}
	simulated := func(change func(c *sim.Centre) *sim.Centre) func([]float64) ([]Point, error) {
		return func(factors []float64) ([]Point, error) { return changedPoints(ctx, c, change, factors, o, run) }
	}
	models := []auditModel{
		{"Erlang C", "each interval by itself, everyone waits, skills pooled", formula(ErlangC)},
		{"abandonment", "customers hang up (Erlang A)", formula(ErlangA)},
		{"changing day", "each interval starts with the queue that the one before left", simulated(pooledSteady)},
		{"day variability", "busy days and quiet days", simulated(pooledVariable)},
		{"shape of times", "handle times and patience as they are, not exponential", simulated(pooledShaped)},
		{"skills and routing", "agents serve the queues they can, in the order of routing; absence", simulated(withoutExtras)},
		{"full simulation", "returning customers, transfers, lines, callbacks, deferrable and dialled work", simulated(func(c *sim.Centre) *sim.Centre { return c })},
	}
	var steps []AuditStep
	near := 1.0
	for _, m := range models {
		step, err := m.work(c, near)
		if err != nil {
			return nil, err
		}
		if !math.IsNaN(step.Factor) {
			near = step.Factor
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// work finds the service at factor 1 and the factor that just meets the targets, looking around near first.
func (m auditModel) work(c *sim.Centre, near float64) (AuditStep, error) {
	step := AuditStep{Name: m.name, Why: m.why, Factor: math.NaN(), SeatHours: math.NaN()}
	factors := []float64{1}
	for _, k := range []float64{0.8, 0.9, 1, 1.1, 1.25} {
		factors = append(factors, k*near)
	}
	points, err := m.predict(factors)
	if err != nil {
		return step, err
	}
	step.ServiceLevel = points[0].ServiceLevel
	for range 4 {
		slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.Factor, b.Factor) })
		crossing := slices.IndexFunc(points, func(p Point) bool { return p.shortfall() <= 0 })
		first, last := points[0].Factor, points[len(points)-1].Factor
		switch {
		case len(points[0].Checks) == 0:
			return step, nil // no target
		case crossing < 0 && last*1.5 <= mostFactor:
			factors = []float64{last * 1.2, last * 1.5}
		case crossing == 0 && first/1.5 >= leastFactor:
			factors = []float64{first / 1.5, first / 1.2}
		case crossing <= 0:
			return step, nil
		default:
			a, b := points[crossing-1], points[crossing]
			if b.Factor-a.Factor < 0.03 {
				step.Factor = between(a.Factor, b.Factor, a.margin(), b.margin(), 0)
				step.SeatHours = step.Factor * plannedSeatHours(c)
				return step, nil
			}
			width := b.Factor - a.Factor
			factors = []float64{a.Factor + width/4, a.Factor + width/2, a.Factor + 3*width/4}
		}
		more, err := m.predict(factors)
		if err != nil {
			return step, err
		}
		points = append(points, more...)
	}
	return step, nil
}

// margin is the smallest margin of any check: where it crosses zero the targets are just met.
func (p Point) margin() float64 {
	least := math.Inf(1)
	for _, k := range p.Checks {
		if m := k.Margin(); !math.IsNaN(m) {
			least = min(least, m)
		}
	}
	return least
}

// changedPoints simulates multiples of the seats of c in a changed centre.
func changedPoints(ctx context.Context, c *sim.Centre, change func(*sim.Centre) *sim.Centre, factors []float64, o sim.Options, run Runner) ([]Point, error) {
	o.Precision, o.Measures = nil, nil
	variants := make([]sim.Variant, len(factors))
	for i, f := range factors {
		variants[i] = sim.Variant{Name: "audit", Centre: change(c.WithSeats(Scale(c, f)))}
	}
	paired, err := run(ctx, variants, o)
	if err != nil {
		return nil, err
	}
	points := make([]Point, len(factors))
	for i, r := range paired.Results {
		points[i] = pointOf(variants[i], r)
		points[i].Factor = factors[i]
		// Deferrable work is not part of any model but the last, which may not be asked for more than the others.
		points[i].Checks = liveChecks(c, points[i].Checks)
	}
	return points, nil
}

// liveChecks drops the checks of deferrable and dialled queues.
func liveChecks(c *sim.Centre, checks []Check) []Check {
	return slices.DeleteFunc(slices.Clone(checks), func(k Check) bool {
		return slices.ContainsFunc(c.Queues, func(q sim.Queue) bool { return q.Name == k.Queue && !waits(&q) })
	})
}

// formulaPoints predicts multiples of the seats of c by formula.
func formulaPoints(c *sim.Centre, m Method, factors []float64) []Point {
	exactly := func(x float64) sim.Estimate { return sim.Estimate{Value: x, Low: x, High: x, SD: math.NaN()} }
	var points []Point
	for _, f := range factors {
		said := Beside(c.WithSeats(Scale(c, f)), nil)
		p := Point{Factor: f, ServiceLevel: exactly(formulaOf(said.Total.Formulas, m).ServiceLevel)}
		for q := range c.Queues {
			theory := formulaOf(said.Queues[q].Formulas, m)
			for _, k := range targetParts(&c.Queues[q]) {
				switch k.Metric {
				case sim.ServiceLevel:
					k.Estimate = exactly(theory.ServiceLevel)
				case sim.Abandonment:
					k.Estimate = exactly(theory.Abandonment)
				case sim.ASA:
					k.Estimate = exactly(theory.ASASeconds)
				}
				p.Checks = append(p.Checks, k)
			}
		}
		p.Checks = liveChecks(c, p.Checks)
		points = append(points, p)
	}
	return points
}
