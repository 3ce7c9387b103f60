package check

import (
	"agner/budget"
	"agner/sim"
)

// Expectation is one sentence of `expect:`, read and with its names resolved.
type Expectation struct {
	Text string // as written
	At   Position
	// Variant is the one that states it; references without a variant mean that one.
	Variant   string
	Condition Condition
}

// Position is where a sentence stands, for people and for annotations. Line and
// Column count from 1.
type Position struct {
	File         string
	Line, Column int
}

// Condition holds Sum against Limit.
type Condition struct {
	Sum      []Term
	Relation Relation
	Limit    float64 // in base units: fractions, seconds, hours, money
	Unit     Unit
}

// Term is Factor times a number, or times the probability that Inside holds in
// one replication of the horizon.
type Term struct {
	Factor float64
	Ref    Ref
	Inside *Condition // nil: the number that Ref names
}

// Ref names one number of one variant.
type Ref struct {
	Variant string // never empty: "base" for the scenario itself
	Place   string // a queue, a group or "total"
	Metric  string
	Span    *Span
	// Of says what Place is; Money that Metric is a money figure.
	Of    sim.Subject
	Money bool
}

// Span is a stretch of every day of the horizon, in seconds after midnight. To
// below From ends on the next day.
type Span struct{ From, To int }

// Base is the name of the scenario itself among its variants.
const Base = "base"

// Total is the place that stands for the whole centre.
const Total = "total"

// Relation is how a number must stand with its limit.
type Relation uint8

const (
	AtLeast Relation = iota
	AtMost
	Above
	Below
)

// String returns the relation as it is written.
func (r Relation) String() string { return [...]string{">=", "<=", ">", "<"}[r] }

// holds tells whether v stands in the relation to limit.
func (r Relation) holds(v, limit float64) bool {
	switch r {
	case AtLeast:
		return v >= limit
	case AtMost:
		return v <= limit
	case Above:
		return v > limit
	}
	return v < limit
}

// Unit is what a number counts.
type Unit uint8

const (
	Count Unit = iota
	Fraction
	Seconds
	Hours
	Ratio
	Money
)

func unitOf(m sim.Metric) Unit {
	return map[sim.Unit]Unit{sim.UnitCount: Count, sim.UnitFraction: Fraction, sim.UnitSeconds: Seconds,
		sim.UnitHours: Hours, sim.UnitRatio: Ratio}[m.Unit()]
}

// metricsOf lists the names that a place knows.
func metricsOf(of sim.Subject) []string {
	list := map[sim.Subject][]sim.Metric{sim.OfQueue: sim.QueueMetrics(), sim.OfGroup: sim.GroupMetrics(), sim.OfTotal: sim.TotalMetrics()}[of]
	var out []string
	for _, m := range list {
		out = append(out, m.String())
	}
	switch of {
	case sim.OfTotal:
		out = append(out, budget.Figures()...)
	case sim.OfGroup:
		out = append(out, budget.LaborCost)
	}
	return out
}
