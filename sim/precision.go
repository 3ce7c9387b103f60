package sim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Precision asks that the 95 % half-width of Metric, or of the measure named
// Measure where that is not empty, be at most HalfWidth: absolute for fractions,
// relative to the value otherwise.
type Precision struct {
	Metric    Metric
	HalfWidth float64
	Measure   string
}

// String returns the key of what is to be precise.
func (p Precision) String() string {
	if p.Measure != "" {
		return p.Measure
	}
	return p.Metric.String()
}

func (p Precision) absolute() bool { return p.Measure == "" && p.Metric.Unit() == UnitFraction }

// half returns the half-width of e on the scale of HalfWidth: the wider side of
// the interval, NaN for one replication.
func (p Precision) half(e Estimate) float64 {
	half := max(e.High-e.Value, e.Value-e.Low)
	if p.absolute() || half == 0 {
		return half
	}
	return half / math.Abs(e.Value)
}

// miss is a goal that was not reached, and where.
type miss struct {
	goal   Precision
	places []missed // the widest first
}

// missed is one estimate that is less precise than asked.
type missed struct {
	name string
	half float64
}

// misses returns the goals that the total, a queue or a group misses.
func (r *Result) misses(goals []Precision, measures []Measure) []miss {
	var out []miss
	for _, goal := range goals {
		m := miss{goal: goal}
		look := func(name string, e Estimate) {
			if half := goal.half(e); e.OK() && !(half <= goal.HalfWidth) { // missed for NaN
				m.places = append(m.places, missed{name, half})
			}
		}
		if goal.Measure != "" {
			if at := measureAt(measures, goal.Measure); at != None {
				look("the total", r.Measures[at])
			}
		} else {
			look("the total", r.Total.Get(goal.Metric))
			for q := range r.Queues {
				look("queue "+r.Queues[q].Name, r.Queues[q].Get(goal.Metric))
			}
			for g := range r.Groups {
				look("group "+r.Groups[g].Name, r.Groups[g].Get(goal.Metric))
			}
		}
		if len(m.places) > 0 {
			slices.SortStableFunc(m.places, func(a, b missed) int { return cmp.Compare(b.half, a.half) })
			out = append(out, m)
		}
	}
	return out
}

// measureAt returns the place of the measure called name, or None.
func measureAt(measures []Measure, name string) int {
	return slices.IndexFunc(measures, func(m Measure) bool { return m.Name == name })
}

// namedPlaces is how many places of a goal a warning names.
const namedPlaces = 3

// warning says in words what n replications did not reach, and how many would
// be needed: half-widths fall with the root of the replications.
func (m miss) warning(n int) string {
	width := func(half float64) string {
		switch {
		case math.IsNaN(half) || math.IsInf(half, 0):
			return "an interval without a width"
		case m.goal.absolute():
			return fmt.Sprintf("±%.3g points", 100*half)
		}
		return fmt.Sprintf("±%.3g%%", 100*half)
	}
	var reached []string
	for _, p := range m.places[:min(len(m.places), namedPlaces)] {
		reached = append(reached, p.name+" has "+width(p.half))
	}
	if more := len(m.places) - namedPlaces; more > 0 {
		reached = append(reached, fmt.Sprintf("%d more have less than that", more))
	}
	ratio := m.places[0].half / m.goal.HalfWidth
	need := float64(n) * ratio * ratio
	advice := fmt.Sprintf("more than the %d that one run takes would be needed: ask for less", MaxReplicationsLimit)
	switch {
	case math.IsNaN(need) || math.IsInf(need, 0):
		advice = "how many would be needed cannot be told from them"
	case need <= MaxReplicationsLimit:
		step := math.Pow(10, max(0, math.Floor(math.Log10(need))-1)) // two digits say how little is known of it
		advice = fmt.Sprintf("about %.0f would be needed (experiment.max_replications)", math.Ceil(need/step)*step)
	}
	return fmt.Sprintf("the precision of %s was not reached: %s was asked for, and after %d replications %s; %s", m.goal, width(m.goal.HalfWidth), n, strings.Join(reached, ", "), advice)
}
