package report

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"agner/sim"
)

// WriteCSV writes one row per number: scope, name, metric, value, low, high,
// sd, unit. Several runs get a first column that names the file. Numbers have
// full precision in the units of METRICS; cells without data are empty.
func WriteCSV(w io.Writer, runs ...*Run) error {
	t := newTidy(w, len(runs) > 1, "scope", "name", "metric")
	for _, r := range runs {
		t.file = r.File
		for _, part := range r.parties() {
			for _, m := range part.metrics {
				t.write(part.row.Get(m), unitName(m.Unit()), part.scope, part.name, m.String())
			}
		}
		for i, name := range r.Measures {
			measure, group, of := strings.Cut(name, ":")
			scope := "total"
			if of {
				scope = "group"
			}
			t.write(r.Result.Measures[i], r.Currency, scope, group, measure)
		}
	}
	return t.close()
}

// WriteIntervals writes the numbers of every open interval in the same form,
// with a column for the interval's start.
func WriteIntervals(w io.Writer, r *Run) error {
	t := newTidy(w, false, "scope", "name", "start", "metric")
	for _, part := range r.parties() {
		for _, row := range part.intervals {
			start := stamp(r.at(row.Index))
			for _, m := range part.intervalMetrics {
				t.write(row.Get(m), unitName(m.Unit()), part.scope, part.name, start, m.String())
			}
		}
	}
	return t.close()
}

// party is a queue, a group or the whole centre, and what is kept of it.
type party struct {
	scope, name     string
	row             sim.Row
	metrics         []sim.Metric
	intervals       []sim.IntervalRow
	intervalMetrics []sim.Metric
}

// parties returns queues, groups and total, in the order of the centre.
func (r *Run) parties() []party {
	var out []party
	for q, result := range r.Result.Queues {
		out = append(out, party{"queue", r.Centre.Queues[q].Name, result.Row, sim.QueueMetrics(), result.Intervals, sim.QueueIntervalMetrics()})
	}
	for g, result := range r.Result.Groups {
		out = append(out, party{"group", r.Centre.Groups[g].Name, result.Row, sim.GroupMetrics(), result.Intervals, sim.GroupIntervalMetrics()})
	}
	total := r.Result.Total
	return append(out, party{"total", "", total.Row, sim.TotalMetrics(), total.Intervals, sim.TotalIntervalMetrics()})
}

// unitName is the unit of a number in files.
func unitName(u sim.Unit) string {
	switch u {
	case sim.UnitFraction:
		return "fraction"
	case sim.UnitSeconds:
		return "s"
	case sim.UnitHours:
		return "h"
	case sim.UnitRatio:
		return "ratio"
	}
	return "count"
}

// tidy writes rows of a key, an estimate and its unit.
type tidy struct {
	out   *csv.Writer
	named bool // the file comes first
	file  string
}

func newTidy(w io.Writer, named bool, key ...string) *tidy {
	t := &tidy{out: csv.NewWriter(w), named: named, file: "file"}
	t.record(append(key, "value", "low", "high", "sd", "unit"))
	return t
}

func (t *tidy) write(e sim.Estimate, unit string, key ...string) {
	t.record(append(key, decimal(e.Value), decimal(e.Low), decimal(e.High), decimal(e.SD), unit))
}

// record leaves errors to close: csv.Writer keeps the first.
func (t *tidy) record(fields []string) {
	if t.named {
		fields = append([]string{t.file}, fields...)
	}
	_ = t.out.Write(fields)
}

func (t *tidy) close() error {
	t.out.Flush()
	return t.out.Error()
}

// decimal writes v at full precision, nothing for NaN.
func decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v+0, 'g', -1, 64)
}
