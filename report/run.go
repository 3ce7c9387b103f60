// Package report writes what a run found: as a table on a terminal, as JSON,
// CSV, Markdown, one self-contained HTML page, or a spreadsheet.
//
// Every writer takes the same Run, a struct of plain values, and computes
// nothing but its presentation: verdicts against the target, differences from
// the Erlang formulas, and the sentences that say so. The tables are built once
// (tables.go) and laid out for terminal, Markdown and HTML. Names come from
// users; each writer escapes them for its own format.
package report

import (
	"math"
	"time"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// Run is everything that the reports of one run say.
type Run struct {
	Name        string // of the scenario
	Description string
	File        string // as the user wrote it
	Fingerprint string
	Variant     string // empty: the file itself
	Version     string // of the program
	Start       time.Time
	Centre      *sim.Centre
	Result      *sim.Result
	// QueueLabels and GroupLabels are the names for people, in the order of the
	// Centre; an empty or missing one stands for the name in the scenario.
	QueueLabels, GroupLabels []string
	Currency                 string
	// Limit is the budget for the whole horizon, NaN when none is stated.
	Limit float64
	// FullTimeHours are the paid hours of one full-time contract over the horizon, 0 when no contract is stated.
	FullTimeHours float64
	// Measures names Result.Measures, in their order: labor_cost, total_cost,
	// labor_cost:GROUP and so on.
	Measures []string
	// Beside is what Erlang's formulas would have said, nil when nobody asked.
	Beside *staffing.Comparison
	// Frontier is the same day with leaner and richer staffing, in order of its factor.
	Frontier []staffing.Point
	// Defaults are the values that nobody stated.
	Defaults []Default
	// Warnings of the scenario; those of the Result are added by the writers.
	Warnings []string
}

// Default is a value that a scenario left out and what was used instead.
type Default struct{ Path, Value string }

// measure returns the named measure, NoData where it was not asked for.
func (r *Run) measure(name string) sim.Estimate {
	for i, n := range r.Measures {
		if n == name && i < len(r.Result.Measures) {
			return r.Result.Measures[i]
		}
	}
	return sim.NoData()
}

// fte returns paid hours in full-time contracts, NoData when no contract is stated.
func (r *Run) fte(paidHours sim.Estimate) sim.Estimate {
	if r.FullTimeHours <= 0 {
		return sim.NoData()
	}
	for _, x := range []*float64{&paidHours.Value, &paidHours.Low, &paidHours.High, &paidHours.SD} {
		*x /= r.FullTimeHours
	}
	return paidHours
}

// queueLabel returns the name for people of queue q.
func (r *Run) queueLabel(q int) string { return labelAt(r.QueueLabels, q, r.Centre.Queues[q].Name) }

// groupLabel returns the name for people of group g.
func (r *Run) groupLabel(g int) string { return labelAt(r.GroupLabels, g, r.Centre.Groups[g].Name) }

func labelAt(labels []string, i int, name string) string {
	if i < len(labels) && labels[i] != "" {
		return labels[i]
	}
	return name
}

// title returns the scenario's name with its variant.
func (r *Run) title() string {
	if r.Variant == "" || r.Variant == "base" {
		return r.Name
	}
	return r.Name + " · " + r.Variant
}

// days returns the length of the horizon.
func (r *Run) days() int { return int(r.Centre.Horizon.Length / sim.Day) }

// at returns the clock at the start of interval i. Clocks are labels: every day
// has 24 hours.
func (r *Run) at(i int) time.Time {
	return r.Start.Add(time.Duration(int64(i)*int64(r.Centre.Horizon.Interval/sim.Microsecond)) * time.Microsecond)
}

// warnings returns all warnings, the scenario's first, each once.
func (r *Run) warnings() []string {
	var out []string
	seen := map[string]bool{}
	for _, list := range [][]string{r.Warnings, r.Result.Warnings} {
		for _, w := range list {
			if !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
	}
	return out
}

// hasMoney tells whether any cost was estimated.
func (r *Run) hasMoney() bool { return r.measure(budget.TotalCost).OK() }

// service returns the share that the target of queue q is about: answered in
// time, or completed in time for deferrable work.
func (r *Run) service(q int) sim.Metric {
	if r.Centre.Queues[q].Deferrable() {
		return sim.CompletedInDue
	}
	return sim.ServiceLevel
}

// stated tells whether a part of a target is stated.
func stated(v float64) bool { return !math.IsNaN(v) }
