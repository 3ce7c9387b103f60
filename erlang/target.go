package erlang

import "math"

// Target is what a queue has to achieve. A part left at 0 is not asked for.
type Target struct {
	ServiceLevel        float64 // at least this fraction …
	AWTSeconds          float64 // … within this wait (0 is legal: answered at once) …
	Definition          Definition
	ShortAbandonSeconds float64 // for the definitions that look at short abandonments

	ASASeconds  float64 // at most
	Abandonment float64 // at most
	Delayed     float64 // at most
	Occupancy   float64 // at most
	Blocking    float64 // at most
}

// Constraint names a part of a Target by the name of its measure.
type Constraint string

// The parts of a target.
const (
	ServiceLevelConstraint Constraint = "service_level"
	ASAConstraint          Constraint = "asa"
	AbandonmentConstraint  Constraint = "abandonment"
	DelayedConstraint      Constraint = "delayed"
	OccupancyConstraint    Constraint = "occupancy"
	BlockingConstraint     Constraint = "blocking"
	StabilityConstraint    Constraint = "stability" // the queue would grow without end
)

// Missed lists the parts of the target that the measures do not meet. A measure that does not exist (NaN) misses.
func (t Target) Missed(m Measures) []Constraint {
	var missed []Constraint
	atMost := func(limit, value float64, name Constraint) {
		if limit != 0 && !(value <= limit) {
			missed = append(missed, name)
		}
	}
	if t.ServiceLevel != 0 && !(m.ServiceLevels.By(t.Definition) >= t.ServiceLevel) {
		missed = append(missed, ServiceLevelConstraint)
	}
	atMost(t.ASASeconds, m.ASASeconds, ASAConstraint)
	atMost(t.Abandonment, m.Abandonment, AbandonmentConstraint)
	atMost(t.Delayed, m.Delayed, DelayedConstraint)
	atMost(t.Occupancy, m.Occupancy, OccupancyConstraint)
	atMost(t.Blocking, m.Blocking, BlockingConstraint)
	if math.IsInf(m.MeanWaitSeconds, 1) {
		missed = append(missed, StabilityConstraint)
	}
	return missed
}

// possible is false for a target that no number of agents meets.
func (t Target) possible() bool {
	positive := t.ASASeconds >= 0 && t.Abandonment >= 0 && t.Delayed >= 0 && t.Occupancy >= 0 && t.Blocking >= 0
	return t.ServiceLevel >= 0 && t.ServiceLevel < 1 && t.AWTSeconds >= 0 && positive
}

// Staffing is the answer to "how many agents".
type Staffing struct {
	Agents   float64      // the least number that meets the target; NaN if none does
	Measures Measures     // with that many agents
	Binding  []Constraint // what would be missed with one agent fewer; empty if nothing would
}

// OK tells whether any number of agents meets the target.
func (s Staffing) OK() bool { return !math.IsNaN(s.Agents) }

// maxAgents is the largest number of agents that a search considers.
const maxAgents = 1 << 30

// leastAgents finds the least whole number of agents in [0, limit] that meets the target, for measures that improve with
// every agent. Answers lie within a few √load of the load, so it steps away from the load in strides that begin at √load/4
// and double, and then bisects.
func leastAgents(target Target, load, limit float64, measures func(agents float64) Measures) Staffing {
	limit = min(limit, maxAgents)
	none := Staffing{Agents: math.NaN(), Measures: notANumber()}
	if !target.possible() || !(load >= 0) || !(limit >= 0) {
		return none
	}
	meets := func(agents float64) bool { return len(target.Missed(measures(agents))) == 0 }
	low, high := -1.0, min(limit, math.Ceil(load)) // low misses, high meets
	firstStride := max(1, math.Floor(math.Sqrt(load)/4))
	for stride := firstStride; ; stride *= 2 {
		if meets(high) {
			break
		}
		if high == limit {
			return none
		}
		low, high = high, min(limit, high+stride)
	}
	if low < 0 { // the first guess met: look below it
		for stride := firstStride; high > 0; stride *= 2 {
			below := max(0, high-stride)
			if !meets(below) {
				low = below
				break
			}
			high = below
		}
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if meets(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	result := Staffing{Agents: high, Measures: measures(high)}
	if high > 0 {
		result.Binding = target.Missed(measures(high - 1))
	}
	return result
}

// fractionalAgents refines a whole answer downwards to the real number of agents that just meets the target.
func fractionalAgents(target Target, whole Staffing, measures func(agents float64) Measures) Staffing {
	if !whole.OK() || whole.Agents == 0 {
		return whole
	}
	low, high := whole.Agents-1, whole.Agents
	for high-low > 1e-9*whole.Agents {
		middle := (low + high) / 2
		if len(target.Missed(measures(middle))) == 0 {
			high = middle
		} else {
			low = middle
		}
	}
	return Staffing{Agents: high, Measures: measures(high), Binding: target.Missed(measures(low))}
}

// AgentsFor returns the least whole number of agents that meets the target.
func (q MMn) AgentsFor(target Target) Staffing {
	return leastAgents(target, q.Load, math.Inf(1), q.withAgents(target))
}

// FractionalAgentsFor returns the least real number of agents that meets the target, by the continuous extension of
// Erlang C, so that many small queues need not each round up. Source of the extension: see B.
func (q MMn) FractionalAgentsFor(target Target) Staffing {
	return fractionalAgents(target, q.AgentsFor(target), q.withAgents(target))
}

func (q MMn) withAgents(target Target) func(float64) Measures {
	return func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds)
	}
}

// AgentsFor returns the least whole number of agents that meets the target, never more than there are lines.
func (q MMnM) AgentsFor(target Target) Staffing {
	return leastAgents(target, q.Load, lineLimit(q.Lines), q.withAgents(target))
}

// FractionalAgentsFor is AgentsFor without rounding up.
func (q MMnM) FractionalAgentsFor(target Target) Staffing {
	return fractionalAgents(target, q.AgentsFor(target), q.withAgents(target))
}

func (q MMnM) withAgents(target Target) func(float64) Measures {
	return func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds, target.ShortAbandonSeconds)
	}
}

// AgentsFor returns the least whole number of agents that meets the target, never more than there are lines.
func (q MMnG) AgentsFor(target Target) Staffing {
	return leastAgents(target, q.Load, lineLimit(q.Lines), func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds, target.ShortAbandonSeconds)
	})
}

func lineLimit(lines float64) float64 {
	if lines == 0 {
		return math.Inf(1)
	}
	return lines
}
