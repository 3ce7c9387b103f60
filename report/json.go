package report

import (
	"io"
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// schema names the version of the JSON of a run.
const schema = "agner/run/v1"

// WriteJSON writes one run as an object, several as an array of objects, in the
// form that METRICS describes: durations in seconds, shares in [0, 1], money in
// the scenario's currency, null where there is no data. Every key is always there.
func WriteJSON(w io.Writer, runs ...*Run) error {
	j := &jsonWriter{first: true}
	switch len(runs) {
	case 1:
		j.object("", func() { runs[0].writeJSON(j) })
	default:
		j.array("", func() {
			for _, r := range runs {
				j.object("", func() { r.writeJSON(j) })
			}
		})
	}
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

func (r *Run) writeJSON(j *jsonWriter) {
	j.text("schema", schema)
	j.text("scenario", r.Name)
	j.text("file", r.File)
	j.text("fingerprint", r.Fingerprint)
	variant := r.Variant
	if variant == "" {
		variant = "base"
	}
	j.text("variant", variant)
	j.seed("seed", r.Result.Seed)
	j.number("replications", float64(r.Result.Replications))
	j.number("plain_replications", float64(r.Result.PlainReplications))
	j.number("horizon_days", float64(r.days()))
	j.number("interval_seconds", r.Centre.Horizon.Interval.Seconds())
	j.text("version", r.Version)
	j.text("currency", r.Currency)
	j.number("budget_limit", r.Limit)
	j.object("queues", func() {
		for q := range r.Centre.Queues {
			j.object(r.Centre.Queues[q].Name, func() { r.writeQueue(j, q) })
		}
	})
	j.object("groups", func() {
		for g := range r.Centre.Groups {
			j.object(r.Centre.Groups[g].Name, func() { r.writeGroup(j, g) })
		}
	})
	j.object("total", func() { r.writeTotal(j) })
	j.array("frontier", func() { r.writeFrontier(j) })
	j.array("defaults", func() {
		for _, d := range r.Defaults {
			j.object("", func() { j.text("path", d.Path); j.text("value", d.Value) })
		}
	})
	j.texts("warnings", r.warnings())
}

func (r *Run) writeQueue(j *jsonWriter, q int) {
	queue, result := r.Centre.Queues[q], r.Result.Queues[q]
	j.text("label", r.queueLabel(q))
	j.text("channel", string(queue.Channel))
	writeTarget(j, &queue)
	for _, m := range sim.QueueMetrics() {
		if isDefinition(m) {
			continue
		}
		j.estimate(m.String(), result.Get(m))
		if m == sim.ServiceLevel {
			j.object("service_level_by_definition", func() {
				for _, d := range sim.Definitions() {
					j.estimate(d.String(), result.Get(sim.ServiceLevelBy(d)))
				}
			})
		}
	}
	r.writeBeside(j, q)
	r.writeIntervals(j, result.Intervals, sim.QueueIntervalMetrics())
}

// isDefinition tells whether m is a service level that stands under
// service_level_by_definition.
func isDefinition(m sim.Metric) bool {
	return m >= sim.ServiceLevelAbandonsNegative && m <= sim.ServiceLevelAnsweredOnly
}

func writeTarget(j *jsonWriter, queue *sim.Queue) {
	t := queue.Target
	if t == nil {
		j.null("target")
		return
	}
	awt := t.Awt
	if queue.Deferrable() {
		awt = queue.Due.Within
	}
	j.object("target", func() {
		j.number("level", t.Level)
		j.number("awt", awt.Seconds())
		j.text("definition", t.Definition.String())
		j.number("short_abandon", t.Short.Seconds())
		j.text("per", t.Per.String())
		j.number("max_abandonment", t.MaxAbandonment)
		j.number("max_asa", t.MaxASASeconds)
	})
}

// writeBeside writes what the formulas would have said, null without them.
func (r *Run) writeBeside(j *jsonWriter, q int) {
	theory := staffing.Formulas{}
	if r.Beside != nil {
		theory = r.Beside.Queues[q].Formulas
	}
	for _, f := range []struct {
		name string
		staffing.Theory
	}{{"erlang_c", theory.ErlangC}, {"erlang_a", theory.ErlangA}} {
		if r.Beside == nil {
			j.null(f.name)
			continue
		}
		j.object(f.name, func() {
			j.number("service_level", f.ServiceLevel)
			j.number("asa", f.ASASeconds)
			j.number("abandonment", f.Abandonment)
		})
	}
}

func (r *Run) writeGroup(j *jsonWriter, g int) {
	result := r.Result.Groups[g]
	j.text("label", r.groupLabel(g))
	for _, m := range sim.GroupMetrics() {
		j.estimate(m.String(), result.Get(m))
	}
	j.estimate("fte", r.fte(result.Get(sim.PaidHours)))
	j.estimate("labor_cost", r.measure(budget.LaborOf(r.Centre.Groups[g].Name)))
	r.writeIntervals(j, result.Intervals, sim.GroupIntervalMetrics())
}

// totalMeasures are the sums of money that are always there, null where the
// scenario states no prices.
func totalMeasures() []string {
	return []string{budget.LaborCost, budget.TelecomCost, budget.CampaignCost, budget.OtherCost, budget.TotalCost, budget.CostPerContact,
		budget.CostPerResolvedIssue, budget.BudgetVariance, budget.LostValue, budget.Revenue, budget.NetValue}
}

func (r *Run) writeTotal(j *jsonWriter) {
	for _, m := range sim.TotalMetrics() {
		j.estimate(m.String(), r.Result.Total.Get(m))
	}
	j.estimate("fte", r.fte(r.Result.Total.Get(sim.PaidHours)))
	known := totalMeasures()
	for _, name := range known {
		j.estimate(name, r.measure(name))
	}
	for _, name := range r.Measures {
		if !slices.Contains(known, name) && !strings.Contains(name, ":") {
			j.estimate(name, r.measure(name))
		}
	}
	r.writeIntervals(j, r.Result.Total.Intervals, sim.TotalIntervalMetrics())
}

func (r *Run) writeIntervals(j *jsonWriter, rows []sim.IntervalRow, metrics []sim.Metric) {
	j.array("intervals", func() {
		for _, row := range rows {
			j.object("", func() {
				j.text("start", stamp(r.at(row.Index)))
				for _, m := range metrics {
					j.estimate(m.String(), row.Get(m))
				}
			})
		}
	})
}

func (r *Run) writeFrontier(j *jsonWriter) {
	for _, p := range r.Frontier {
		j.object("", func() {
			j.number("factor", p.Factor)
			j.estimate("paid_hours", p.PaidHours)
			j.estimate("total_cost", p.TotalCost)
			j.estimate("lost_value", p.LostValue)
			j.estimate("net_value", p.NetValue)
			j.estimate("service_level", p.ServiceLevel)
			j.estimate("probability_of_target", p.ProbabilityOfTarget)
			j.text("targets", p.Verdict().String())
		})
	}
}
