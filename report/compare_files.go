package report

import (
	"encoding/csv"
	"io"
	"strings"

	"agner/sim"
)

// compareSchema names the version of the JSON of a comparison.
const compareSchema = "agner/compare/v1"

// WriteCompareJSON writes a comparison as one object: the variants in their given
// order with every number, its paired difference to the base (null for the base and
// where there is none), and the verdict on it: better, worse, higher, lower, same or
// undecided. Units are those of WriteJSON.
func WriteCompareJSON(w io.Writer, c *Comparison) error {
	j := &jsonWriter{first: true}
	order, by := c.ranking()
	rank := make([]int, len(c.Variants))
	for place, i := range order {
		rank[i] = place + 1
	}
	j.object("", func() {
		j.text("schema", compareSchema)
		j.text("scenario", c.Name)
		j.text("version", c.Version)
		j.seed("seed", c.base().Result.Seed)
		j.number("replications", float64(c.base().Result.Replications))
		j.number("horizon_days", float64(c.days()))
		j.text("currency", c.Currency)
		j.number("budget_limit", c.Limit)
		j.text("base", c.base().Name)
		j.text("ranked_by", by)
		j.array("ranking", func() {
			for _, i := range order {
				j.next()
				j.string(c.Variants[i].Name)
			}
		})
		j.array("variants", func() {
			for i, v := range c.Variants {
				j.object("", func() { c.writeVariant(j, v, rank[i]) })
			}
		})
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

// writeVariant writes one variant; the base has rank 0, written as null.
func (c *Comparison) writeVariant(j *jsonWriter, v Compared, rank int) {
	j.text("name", v.Name)
	j.text("scenario", v.Scenario)
	j.text("file", v.File)
	j.text("fingerprint", v.Fingerprint)
	if rank == 0 {
		j.null("rank")
		j.null("verdict")
	} else {
		j.number("rank", float64(rank))
		j.text("verdict", c.sentence(v).Text)
	}
	j.number("cost_per_point", v.perPoint())
	v.writeNumbers(j)
	j.array("warnings", func() {
		for _, list := range [][]string{v.Warnings, v.Result.Warnings} {
			for _, text := range list {
				j.next()
				j.string(text)
			}
		}
	})
}

// writeNumbers writes every number of the centre, its queues and its groups, each
// with its difference and verdict.
func (v Compared) writeNumbers(j *jsonWriter) {
	write := func(name string, f contrast) {
		j.estimate(name, f.estimate)
		j.estimate(name+"_difference", f.difference)
		if verdict := f.verdict(); verdict != "" {
			j.text(name+"_verdict", verdict)
		} else {
			j.null(name + "_verdict")
		}
	}
	j.object("total", func() {
		for _, m := range sim.TotalMetrics() {
			write(m.String(), v.total(m))
		}
		for _, name := range totalMeasures() {
			write(name, v.money(name))
		}
	})
	j.object("queues", func() {
		for q := range v.Centre.Queues {
			j.object(v.Centre.Queues[q].Name, func() {
				for _, m := range differing(sim.QueueMetrics()) {
					write(m.String(), v.queue(q, m))
				}
			})
		}
	})
	j.object("groups", func() {
		for g := range v.Centre.Groups {
			j.object(v.Centre.Groups[g].Name, func() {
				for _, m := range sim.GroupMetrics() {
					write(m.String(), v.group(g, m))
				}
				write("labor_cost", v.money("labor_cost:"+v.Centre.Groups[g].Name))
			})
		}
	})
}

// differing are the metrics without the other definitions of the service level.
func differing(list []sim.Metric) []sim.Metric {
	var out []sim.Metric
	for _, m := range list {
		if !isDefinition(m) {
			out = append(out, m)
		}
	}
	return out
}

// WriteCompareCSV writes one row per variant and number: variant, scope, name, metric,
// the estimate, its paired difference to the base, the verdict, and the unit.
func WriteCompareCSV(w io.Writer, c *Comparison) error {
	out := csv.NewWriter(w)
	record := func(fields ...string) { _ = out.Write(fields) } // csv.Writer keeps the first error
	record(append([]string{"variant"}, contrastColumns()...)...)
	for _, v := range c.Variants {
		v.records(c.Currency, func(fields ...string) { record(append([]string{v.Name}, fields...)...) })
	}
	out.Flush()
	return out.Error()
}

// contrastColumns are the columns of a number and its difference in CSV.
func contrastColumns() []string {
	return []string{"scope", "name", "metric", "value", "low", "high", "sd", "difference", "difference_low", "difference_high", "verdict", "unit"}
}

// records gives every number as scope, name, metric, the estimate, its difference,
// the verdict and the unit.
func (v Compared) records(currency string, record func(fields ...string)) {
	write := func(scope, name, metric, unit string, f contrast) {
		e, d := f.estimate, f.difference
		record(scope, name, metric, decimal(e.Value), decimal(e.Low), decimal(e.High), decimal(e.SD),
			decimal(d.Value), decimal(d.Low), decimal(d.High), f.verdict(), unit)
	}
	for q := range v.Centre.Queues {
		for _, m := range sim.QueueMetrics() {
			write("queue", v.Centre.Queues[q].Name, m.String(), unitName(m.Unit()), v.queue(q, m))
		}
	}
	for g := range v.Centre.Groups {
		for _, m := range sim.GroupMetrics() {
			write("group", v.Centre.Groups[g].Name, m.String(), unitName(m.Unit()), v.group(g, m))
		}
	}
	for _, m := range sim.TotalMetrics() {
		write("total", "", m.String(), unitName(m.Unit()), v.total(m))
	}
	for _, name := range v.Measures {
		measure, group, of := strings.Cut(name, ":")
		write(map[bool]string{true: "group", false: "total"}[of], group, measure, currency, v.money(name))
	}
}
