package report

import (
	"math"

	"agner/sim"
)

// Verdict tells whether a target is met, as far as the simulation can know.
type Verdict uint8

// Verdicts. A target is met or missed when the whole 95 % confidence interval
// lies on that side of it; otherwise more replications would have to tell.
const (
	NoTarget Verdict = iota
	Met
	Undecided
	Missed
)

var verdictNames = [...]string{none, "met", "undecided", "missed"}

// String returns the word that reports use.
func (v Verdict) String() string { return verdictNames[v] }

// part is one stated part of a target and what became of it.
type part struct {
	metric  sim.Metric
	promise float64
	got     sim.Estimate
	verdict Verdict
}

// parts returns the stated parts of the target of queue q.
func (r *Run) parts(q int) []part {
	target := r.Centre.Queues[q].Target
	if target == nil {
		return nil
	}
	row := r.Result.Queues[q].Row
	service := sim.ServiceLevel
	if r.Centre.Queues[q].Deferrable() {
		service = sim.CompletedInDue
	}
	var out []part
	for _, p := range []struct {
		metric  sim.Metric
		promise float64
		atLeast bool
	}{
		{service, target.Level, true},
		{sim.Abandonment, target.MaxAbandonment, false},
		{sim.ASA, target.MaxASASeconds, false},
	} {
		if stated(p.promise) {
			got := row.Get(p.metric)
			out = append(out, part{p.metric, p.promise, got, judge(got, p.promise, p.atLeast)})
		}
	}
	return out
}

// judge compares an estimate with a limit. Without data or without an interval
// nothing is decided.
func judge(e sim.Estimate, limit float64, atLeast bool) Verdict {
	low, high := e.Low, e.High
	if !atLeast {
		low, high, limit = -high, -low, -limit
	}
	switch {
	case !e.OK() || math.IsNaN(low) || math.IsNaN(high):
		return Undecided
	case low >= limit:
		return Met
	case high < limit:
		return Missed
	}
	return Undecided
}

// verdict returns the verdict on the whole target of queue q: missed when any
// part is missed, met when every part is met.
func (r *Run) verdict(q int) Verdict {
	worst := NoTarget
	for _, p := range r.parts(q) {
		worst = max(worst, p.verdict)
	}
	return worst
}

// overall returns the verdict on all targets of the centre together.
func (r *Run) overall() Verdict {
	worst := NoTarget
	for q := range r.Centre.Queues {
		worst = max(worst, r.verdict(q))
	}
	return worst
}
