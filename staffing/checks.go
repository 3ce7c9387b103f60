package staffing

import (
	"fmt"
	"math"

	"agner/sim"
)

// Check is one part of a target held against an estimate.
type Check struct {
	Queue    string
	Group    string // in place of the queue, for occupancy
	Interval int    // of the horizon, or Whole
	Day      int    // 1 is the first day of the horizon; 0: not about a single day
	Metric   sim.Metric
	AtLeast  bool // the estimate must reach Bound; otherwise it must not exceed it
	Bound    float64
	sim.Estimate
}

// Whole stands for all intervals together.
const Whole = -1

// Margin returns how far the point estimate is on the right side of the bound:
// negative when it misses, NaN without data.
func (k Check) Margin() float64 {
	if k.AtLeast {
		return k.Value - k.Bound
	}
	return k.Bound - k.Value
}

// Verdict is what an estimate with its confidence interval says about a bound.
type Verdict uint8

const (
	Undecided Verdict = iota // the interval contains the bound
	Met
	Missed
)

var verdictNames = [...]string{"undecided", "met", "missed"}

// String returns the verdict's name.
func (v Verdict) String() string { return verdictNames[v] }

// Verdict tells on which side of the bound the whole confidence interval lies.
func (k Check) Verdict() Verdict {
	worst, best := k.Low-k.Bound, k.High-k.Bound
	if !k.AtLeast {
		worst, best = k.Bound-k.High, k.Bound-k.Low
	}
	switch {
	case worst >= 0:
		return Met
	case best < 0:
		return Missed
	}
	return Undecided // also without data
}

// String writes the check as a sentence of the scenario language with its estimate.
func (k Check) String() string {
	sign := "<="
	if k.AtLeast {
		sign = ">="
	}
	return fmt.Sprintf("%s.%s %s %.4g: %.4g (%.4g to %.4g)", k.Queue+k.Group, k.Metric, sign, k.Bound, k.Value, k.Low, k.High)
}

// Checks holds every stated target of c, over the whole horizon, against r.
func Checks(c *sim.Centre, r *sim.Result) []Check {
	var out []Check
	for q := range c.Queues {
		for _, part := range targetParts(&c.Queues[q]) {
			part.Estimate = r.Queues[q].Get(part.Metric)
			out = append(out, part)
		}
	}
	return out
}

// targetParts returns what the target of q states, without estimates.
func targetParts(q *sim.Queue) []Check {
	t := q.Target
	if t == nil {
		return nil
	}
	level := sim.ServiceLevel
	if q.Deferrable() {
		level = sim.CompletedInDue
	}
	var out []Check
	for _, part := range []Check{
		{Metric: level, AtLeast: true, Bound: t.Level},
		{Metric: sim.Abandonment, Bound: t.MaxAbandonment},
		{Metric: sim.ASA, Bound: t.MaxASASeconds},
	} {
		if !math.IsNaN(part.Bound) {
			part.Queue, part.Interval, part.Estimate = q.Name, Whole, sim.NoData()
			out = append(out, part)
		}
	}
	return out
}

// verdict joins checks: Met when all are, Missed when any is.
func verdict(checks []Check) Verdict {
	out := Met
	for _, k := range checks {
		switch k.Verdict() {
		case Missed:
			return Missed
		case Undecided:
			out = Undecided
		}
	}
	return out
}
