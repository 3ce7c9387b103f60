package staffing

import (
	"fmt"
	"math"
	"slices"

	"agner/sim"
)

// requirement is a check of a task before there is an estimate, with the
// positions of what it looks at. One of queue and group is None.
type requirement struct {
	Check
	queue, group int
	from, to     int // intervals that it is about
}

// templates returns everything that the task asks for, in a fixed order.
func (t *Task) templates() []requirement { return t.templatesFor(t.Meet) }

// templatesFor returns what the task would ask for if its targets were to be met in another way.
func (t *Task) templatesFor(meet Meet) []requirement {
	var out []requirement
	d := expectedDemand(t.Centre)
	perDay := int(sim.Day / t.Centre.Horizon.Interval)
	days := t.Centre.Horizon.Intervals() / perDay
	for q := range t.Centre.Queues {
		queue := &t.Centre.Queues[q]
		parts := targetParts(queue)
		if len(parts) > 0 && meet == MeetShare {
			parts = []Check{{Queue: queue.Name, Interval: Whole, Metric: sim.ProbabilityOfTarget, AtLeast: true, Bound: t.Share, Estimate: sim.NoData()}}
		}
		for _, part := range parts {
			switch {
			case meet == MeetInterval && waits(queue):
				for i, contacts := range d.contacts[q] {
					if contacts > 0 {
						part.Interval = i
						out = append(out, requirement{part, q, sim.None, i, i + 1})
					}
				}
			case meet == MeetDay && waits(queue) && days > 1:
				for day := range days {
					if from := day * perDay; slices.Max(d.contacts[q][from:from+perDay]) > 0 {
						part.Day = day + 1
						out = append(out, requirement{part, q, sim.None, from, from + perDay})
					}
				}
			default:
				out = append(out, requirement{part, q, sim.None, 0, days * perDay})
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
			out = append(out, requirement{part, sim.None, g, 0, t.Centre.Horizon.Intervals()})
			continue
		}
		for _, k := range cells {
			if k.group == g {
				part.Interval = k.interval
				out = append(out, requirement{part, sim.None, g, k.interval, k.interval + 1})
			}
		}
	}
	return out
}

// dayMeasures are what results must hold beyond the metrics: those of single days.
func dayMeasures(all []requirement) []sim.Measure {
	var out []sim.Measure
	for _, r := range all {
		if r.Day > 0 {
			out = append(out, sim.Measure{Name: fmt.Sprintf("%s:%s:day %d", r.Queue, r.Metric, r.Day),
				Of: &sim.MetricOf{Metric: r.Metric, Queue: r.queue, Group: sim.None, From: r.from, To: r.to}})
		}
	}
	return out
}

// estimates reads all requirements from a result whose last measures are their dayMeasures.
func estimates(all []requirement, result *sim.Result) []sim.Estimate {
	out := make([]sim.Estimate, len(all))
	measure := len(result.Measures)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Day == 0 {
			out[i] = all[i].at(result, all[i].Interval, all[i].Metric)
			continue
		}
		measure--
		out[i] = result.Measures[measure]
	}
	return out
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

// check returns the requirement with its estimate. Where contacts came but the
// metric has no value (an ASA when nobody was answered), the target is missed
// as badly as can be.
func (r requirement) check(e sim.Estimate, result *sim.Result) Check {
	out := r.Check
	out.Estimate = e
	if !e.OK() && r.queue != sim.None && r.at(result, r.Interval, sim.Offered).Value > 0 {
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
	for i, e := range estimates(all, result) {
		out[i] = all[i].check(e, result)
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

// sure returns the worse end of the confidence interval.
func (k Check) sure() float64 {
	if k.AtLeast {
		return k.Low
	}
	return k.High
}

// of tells whether both checks hold the same metric of the same thing against a bound.
func (k Check) of(other Check) bool {
	return k.Queue == other.Queue && k.Group == other.Group && k.Interval == other.Interval && k.Day == other.Day && k.Metric == other.Metric
}
