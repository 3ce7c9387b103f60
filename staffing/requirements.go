package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

// requirement is a check of a task before there is an estimate, with the
// positions of what it looks at. One of queue and group is None.
type requirement struct {
	Check
	queue, group int
}

// templates returns everything that the task asks for, in a fixed order.
func (t *Task) templates() []requirement { return t.templatesFor(t.Meet) }

// templatesFor returns what the task would ask for if its targets were to be met in another way.
func (t *Task) templatesFor(meet Meet) []requirement {
	var out []requirement
	d := expectedDemand(t.Centre)
	for q := range t.Centre.Queues {
		queue := &t.Centre.Queues[q]
		parts := targetParts(queue)
		if len(parts) > 0 && meet == MeetShare {
			parts = []Check{{Queue: queue.Name, Interval: Whole, Metric: sim.ProbabilityOfTarget, AtLeast: true, Bound: t.Share, Estimate: sim.NoData()}}
		}
		for _, part := range parts {
			if meet != MeetInterval || !waits(queue) {
				out = append(out, requirement{part, q, sim.None})
				continue
			}
			for i, contacts := range d.contacts[q] {
				if contacts > 0 {
					part.Interval = i
					out = append(out, requirement{part, q, sim.None})
				}
			}
		}
	}
	return append(out, t.occupancyTemplates(meet)...)
}

// occupancyTemplates returns the limits on occupancy.
func (t *Task) occupancyTemplates(meet Meet) []requirement {
	var out []requirement
	cells := t.cells()
	for g := range t.Centre.Groups {
		limit := t.maxOccupancy(g)
		if math.IsNaN(limit) {
			continue
		}
		part := Check{Group: t.Centre.Groups[g].Name, Interval: Whole, Metric: sim.Occupancy, Bound: limit, Estimate: sim.NoData()}
		if meet != MeetInterval {
			out = append(out, requirement{part, sim.None, g})
			continue
		}
		for _, k := range cells {
			if k.group == g {
				part.Interval = k.interval
				out = append(out, requirement{part, sim.None, g})
			}
		}
	}
	return out
}

// estimate returns what r says of the requirement.
func (r requirement) estimate(result *sim.Result) sim.Estimate {
	return r.at(result, r.Interval, r.Metric)
}

// at returns the estimate of metric m of the requirement's queue or group in interval i, or Whole.
func (r requirement) at(result *sim.Result, i int, m sim.Metric) sim.Estimate {
	row, intervals := sim.Row{}, []sim.IntervalRow(nil)
	if r.group == sim.None {
		row, intervals = result.Queues[r.queue].Row, result.Queues[r.queue].Intervals
	} else {
		row, intervals = result.Groups[r.group].Row, result.Groups[r.group].Intervals
	}
	if i == Whole {
		return row.Get(m)
	}
	k, ok := slices.BinarySearchFunc(intervals, i, func(a sim.IntervalRow, b int) int { return a.Index - b })
	if !ok {
		return sim.NoData()
	}
	return intervals[k].Get(m)
}

// check returns the requirement held against result. Where contacts came but the
// metric has no value (an ASA when nobody was answered), the target is missed
// as badly as can be.
func (r requirement) check(result *sim.Result) Check {
	out := r.Check
	out.Estimate = r.estimate(result)
	if !out.OK() && r.queue != sim.None && r.at(result, r.Interval, sim.Offered).Value > 0 {
		worst := math.Inf(1)
		if r.AtLeast {
			worst = 0
		}
		out.Estimate = sim.Estimate{Value: worst, Low: worst, High: worst, SD: 0}
	}
	return out
}

// checksOf holds every requirement against result.
func checksOf(all []requirement, result *sim.Result) []Check {
	out := make([]Check, len(all))
	for i, r := range all {
		out[i] = r.check(result)
	}
	return out
}

// settled tells whether the check may stand: it is surely met, or there was
// nothing to judge in the whole run.
func (k Check) settled() bool { return k.Verdict() == Met || !k.OK() }

// confirmed tells whether every check is settled.
func confirmed(checks []Check) bool {
	return !slices.ContainsFunc(checks, func(k Check) bool { return !k.settled() })
}

// surelyMargin returns the margin of the worse end of the confidence interval.
func (k Check) surelyMargin() float64 {
	if k.AtLeast {
		return k.Low - k.Bound
	}
	return k.Bound - k.High
}
