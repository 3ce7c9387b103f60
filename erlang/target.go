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

// rounding is the relative error that measures are allowed when they are held against a limit. Without it six contacts an hour of six
// minutes, which are 0.6 erlangs and a little more in binary numbers, would need two agents for an occupancy of at most 60 %.
const rounding = 1e-13

// Missed lists the parts of the target that the measures do not meet, by more than rounding (1e-13 of the limit). A measure that does
// not exist (NaN) misses.
func (t Target) Missed(m Measures) []Constraint {
	var missed []Constraint
	atMost := func(limit, value float64, name Constraint) {
		if limit != 0 && !(value <= limit*(1+rounding)) {
			missed = append(missed, name)
		}
	}
	if t.ServiceLevel != 0 && !(m.ServiceLevels.By(t.Definition) >= t.ServiceLevel*(1-rounding)) {
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

// slack is how far the measures are on the good side of the target: at least 0 exactly where nothing is missed.
func (t Target) slack(m Measures) float64 {
	slack := 1.0
	if t.ServiceLevel != 0 {
		slack = m.ServiceLevels.By(t.Definition) - t.ServiceLevel
	}
	for _, part := range [...]struct{ limit, value float64 }{
		{t.ASASeconds, m.ASASeconds}, {t.Abandonment, m.Abandonment}, {t.Delayed, m.Delayed}, {t.Occupancy, m.Occupancy}, {t.Blocking, m.Blocking},
	} {
		if part.limit != 0 {
			slack = min(slack, 1-part.value/part.limit)
		}
	}
	if len(t.Missed(m)) > 0 { // also decides ties in rounding and the unstable queue
		if math.IsNaN(slack) {
			return -1
		}
		return max(-1, min(slack, -1e-16))
	}
	return max(slack, 0)
}

// trial is one number of agents tried in a search.
type trial struct {
	agents, slack float64
	measures      Measures
}

// LeastAgents finds the least whole number of agents in [0, limit] that meets the target, for any model whose measures improve with
// every agent; the models' own AgentsFor call it. Blocking may instead get worse with every agent, as it does where customers hang up
// sooner than agents finish with them. (A service level that credits short abandonments with a bound above the awt is best with very
// many agents and with none; either may be the answer.)
func LeastAgents(target Target, guess, limit float64, measures func(agents float64) Measures) Staffing {
	limit = min(limit, maxAgents)
	if !target.possible() || !(guess >= 0) || !(limit >= 0) {
		return Staffing{Agents: math.NaN(), Measures: notANumber()}
	}
	rest := target
	rest.Blocking = 0
	least := leastAgents(rest, guess, limit, measures)
	if !least.OK() || len(target.Missed(least.Measures)) == 0 {
		return least
	}
	// More agents, if that helps: with one on every line blocking is at its best, or at its worst and fewer would not have done either.
	low := trial{least.Agents, target.slack(least.Measures), least.Measures}
	most := measures(limit)
	high := trial{limit, target.slack(most), most}
	if high.slack < 0 {
		return Staffing{Agents: math.NaN(), Measures: notANumber()}
	}
	return between(target, low, high, measures)
}

// leastAgents is LeastAgents for measures that all improve. Answers lie within a few √guess of a good guess, so it steps away from the
// guess in strides that begin at √guess/4 and double.
func leastAgents(target Target, guess, limit float64, measures func(agents float64) Measures) Staffing {
	try := func(agents float64) trial {
		m := measures(agents)
		return trial{agents, target.slack(m), m}
	}
	low := trial{agents: -1, slack: -1} // misses
	high := try(min(limit, math.Ceil(guess)))
	firstStride := max(1, math.Floor(math.Sqrt(guess)/4))
	for stride := firstStride; high.slack < 0; stride *= 2 {
		if high.agents == limit {
			return Staffing{Agents: math.NaN(), Measures: notANumber()}
		}
		low, high = high, try(min(limit, high.agents+stride))
	}
	for stride := firstStride; low.agents < 0 && high.agents > 0; stride *= 2 { // the guess met: look below it
		if below := try(max(0, high.agents-stride)); below.slack < 0 {
			low = below
		} else {
			high = below
		}
	}
	return between(target, low, high, measures)
}

// between finds the least number above low, which misses the target, up to high, which meets it: it alternates interpolation and bisection.
func between(target Target, low, high trial, measures func(agents float64) Measures) Staffing {
	for step := 0; high.agents-low.agents > 1; step++ {
		gap := high.agents - low.agents
		at := math.Floor(low.agents + gap/2)
		if step%3 != 2 {
			at = math.Floor(low.agents + gap*low.slack/(low.slack-high.slack))
			at = min(high.agents-1, max(low.agents+1, at))
		}
		m := measures(at)
		if middle := (trial{at, target.slack(m), m}); middle.slack < 0 {
			low = middle
			high.slack /= 2 // the Illinois rule: keeps one end from standing still
		} else {
			high = middle
			low.slack /= 2
		}
	}
	result := Staffing{Agents: high.agents, Measures: high.measures}
	if low.agents >= 0 {
		result.Binding = target.Missed(low.measures)
	}
	return result
}

// FractionalAgents refines a whole answer of LeastAgents downwards to the real number of agents that just meets the target.
func FractionalAgents(target Target, whole Staffing, measures func(agents float64) Measures) Staffing {
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
	return LeastAgents(target, q.Load, math.Inf(1), q.withAgents(target))
}

// FractionalAgentsFor returns the least real number of agents that meets the target, by the continuous extension of
// Erlang C, so that many small queues need not each round up. Source of the extension: see B.
func (q MMn) FractionalAgentsFor(target Target) Staffing {
	return FractionalAgents(target, q.AgentsFor(target), q.withAgents(target))
}

func (q MMn) withAgents(target Target) func(float64) Measures {
	return func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds)
	}
}

// AgentsFor returns the least whole number of agents that meets the target, never more than there are lines.
func (q MMnM) AgentsFor(target Target) Staffing {
	guess := agentsGuess(target, q.Load, ExponentialPatience{q.PatienceSeconds}, q.HandleSeconds, q.Lines)
	return LeastAgents(target, guess, lineLimit(q.Lines), q.withAgents(target))
}

// FractionalAgentsFor is AgentsFor without rounding up.
func (q MMnM) FractionalAgentsFor(target Target) Staffing {
	return FractionalAgents(target, q.AgentsFor(target), q.withAgents(target))
}

func (q MMnM) withAgents(target Target) func(float64) Measures {
	return func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds, target.ShortAbandonSeconds)
	}
}

// AgentsFor returns the least whole number of agents that meets the target, never more than there are lines.
func (q MMnG) AgentsFor(target Target) Staffing {
	return LeastAgents(target, agentsGuess(target, q.Load, q.Patience, q.HandleSeconds, q.Lines), lineLimit(q.Lines), func(agents float64) Measures {
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

// agentsGuess is the number of agents at which, in a large centre without chance, everyone waits T = longestWait(target): because
// just the customers whose patience is shorter are lost or, with a limit on lines, because more would not find a line. With
// G(t) = P(patience > t) the n agents answer n ÷ handle time = Λ·G(T) of the Λ that find a line, of whom Λ·∫₀ᵀ G(t)dt wait:
// lines = n + n·∫₀ᵀ G(t)dt ÷ (handle time·G(T)).
func agentsGuess(target Target, load float64, patience Patience, handleSeconds, lines float64) float64 {
	if target.ServiceLevel == 0 {
		return load
	}
	wait := target.longestWait(patience)
	lost, integral := patience.CDF(wait)
	guess := load * (1 - lost)
	waitingPerAgent := (wait - integral) / (handleSeconds * (1 - lost))
	if lines > 0 && waitingPerAgent >= 0 { // NaN for an endless wait
		guess = min(guess, lines/(1+waitingPerAgent))
	}
	return guess
}

// longestWait is the wait that everyone could have and the service level still be met: the awt, or less where that would
// make more customers hang up than the service level allows.
func (t Target) longestWait(patience Patience) float64 {
	low, high := 0.0, t.AWTSeconds
	negative := t.Definition == "" || t.Definition == AbandonsNegative
	if !negative || math.IsInf(high, 1) || within(patience, high) <= 1-t.ServiceLevel {
		return high
	}
	for range 40 {
		if middle := (low + high) / 2; within(patience, middle) > 1-t.ServiceLevel {
			high = middle
		} else {
			low = middle
		}
	}
	return low
}

// LargestLoad returns the greatest load (to twelve digits) at which measures, which get worse with load, still meet the
// target; 0 if none does, +Inf if every load up to 1e12 erlangs does. Use it with a model as in
//
//	LargestLoad(target, func(load float64) Measures { return MMn{load, 180, 14}.Measures(target.AWTSeconds) })
func LargestLoad(target Target, measures func(load float64) Measures) float64 {
	return Largest(1e12, func(load float64) bool { return len(target.Missed(measures(load))) == 0 })
}

// Least returns the least whole number from which on a condition holds, and +Inf if that is beyond 2⁶⁰.
func Least(holds func(n float64) bool) float64 {
	if holds(0) {
		return 0
	}
	low, high := 0.0, 1.0
	for !holds(high) {
		if high >= 1<<60 {
			return math.Inf(1)
		}
		low, high = high, high*2
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// Largest returns the greatest x > 0 (to twelve digits) for which a condition holds that holds up to some x and never
// beyond: 0 if that is below 1e-12, +Inf if it still holds at the limit.
func Largest(limit float64, holds func(x float64) bool) float64 {
	low, high := math.Log(1e-12), math.Log(limit)
	switch {
	case !holds(math.Exp(low)):
		return 0
	case holds(limit):
		return math.Inf(1)
	}
	for high-low > 1e-13*max(1, math.Abs(high)) {
		middle := (low + high) / 2
		if middle == low || middle == high {
			break
		}
		if holds(math.Exp(middle)) {
			low = middle
		} else {
			high = middle
		}
	}
	return math.Exp(low)
}
