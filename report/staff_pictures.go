package report

import (
	"io"
	"math"

	"agner/charts"
	"agner/sim"
)

// Pictures returns the charts of a staffing in the order of reading: agents
// required against those that the scenario states, the audit, what matters most,
// and the service level of bad days by interval.
func (s *Staff) Pictures() []Picture {
	var out []Picture
	used := map[string]bool{}
	add := func(name string, draw func(io.Writer, charts.Options) error) {
		out = append(out, Picture{fileName(name, used), sim.None, draw})
	}
	all := make([]int, len(s.Centre.Groups))
	for g := range all {
		all[g] = g
	}
	add("requirement", s.requirementChart(s.title(), all).Render)
	if len(all) > 1 {
		for g := range s.Centre.Groups {
			add("requirement-"+s.Centre.Groups[g].Name, s.requirementChart(s.groupLabel(g), []int{g}).Render)
		}
	}
	if len(s.Audit) > 0 {
		add("audit", s.auditChart().Render)
		add("audit-service", s.auditServiceChart().Render)
	}
	if len(s.Sensitivities) > 0 && s.simulatedPoint().ServiceLevel.OK() {
		add("sensitivity", s.tornado().Render)
	}
	if s.Risk != nil && s.Risk.Total.OK() {
		add("bad-days", s.badDaysChart().Render)
	}
	return out
}

// requirementChart is agents required against those that the scenario states.
func (s *Staff) requirementChart(name string, groups []int) charts.Requirement {
	c := charts.Requirement{Name: name, Subtitle: "Logged-in agents by interval: required, and scheduled in the scenario; orange: short, pale blue: spare"}
	var rows []sim.IntervalRow
	for _, i := range s.openIntervals() {
		required, scheduled := 0, 0
		for _, g := range groups {
			required += s.seats(s.Plan.Seats, g, i)
			scheduled += s.seats(s.Centre.Seats, g, i)
		}
		rows = append(rows, sim.IntervalRow{Index: i})
		c.Required = append(c.Required, float64(required))
		c.Scheduled = append(c.Scheduled, float64(scheduled))
	}
	c.Times = s.times(rows)
	return c
}

// auditChart is the agents that each model asks for.
func (s *Staff) auditChart() charts.Waterfall {
	c := charts.Waterfall{Name: s.title(), Measure: charts.Measure{Name: "agent-hours required", Unit: charts.Number, LowerIsBetter: true}, End: "this centre",
		Subtitle: "Agent-hours at which each model calls the targets met, one assumption put right at a time"}
	for _, a := range s.Audit {
		c.Steps = append(c.Steps, charts.WaterfallStep{Name: a.Name, Value: charts.Exactly(a.SeatHours)})
	}
	return c
}

// auditServiceChart is the service that each model predicts for the plan.
func (s *Staff) auditServiceChart() charts.Waterfall {
	c := charts.Waterfall{Name: s.title(), Measure: charts.Measure{Name: "service level", Unit: charts.Fraction}, End: "this centre",
		Subtitle: "Service level that each model predicts for the same agents, one assumption put right at a time"}
	for _, a := range s.Audit {
		c.Steps = append(c.Steps, charts.WaterfallStep{Name: a.Name, Value: estimate(a.ServiceLevel)})
	}
	return c
}

// tornado is how far single changes move the service level.
func (s *Staff) tornado() charts.Tornado {
	c := charts.Tornado{Name: s.title(), Measure: charts.Measure{Name: "the service level", Unit: charts.Fraction}, Base: s.Plan.Point.ServiceLevel.Value, Replications: s.Simulated}
	for _, x := range s.Sensitivities {
		c.Bars = append(c.Bars, charts.TornadoBar{Name: x.Factor, Less: x.Less.Change, More: x.More.Change,
			OnLess: estimate(x.Less.ServiceLevel), OnMore: estimate(x.More.ServiceLevel)})
	}
	return c
}

// badDaysChart is the service level of each queue and interval on one day in twenty.
func (s *Staff) badDaysChart() charts.Heat {
	c := charts.Heat{Name: s.title(), Measure: charts.Measure{Name: "service level on a bad day", Unit: charts.Fraction}, XName: "interval", YName: "queue", Target: math.NaN(),
		Subtitle: "The level that one day in twenty stays below, by queue and interval"}
	open := s.openIntervals()
	for _, i := range open {
		label := s.at(i).Format("15:04")
		if s.days() > 1 {
			label = s.at(i).Format("Mon 15:04")
		}
		c.X = append(c.X, label)
	}
	for _, q := range s.Risk.Queues {
		row := make([]float64, len(open))
		for n, i := range open {
			row[n] = math.NaN()
			for _, x := range q.Intervals {
				if x.Index == i {
					row[n] = x.Bad
				}
			}
		}
		for k := range s.Centre.Queues {
			if s.Centre.Queues[k].Name == q.Name {
				c.Y = append(c.Y, s.queueLabel(k))
			}
		}
		c.Values = append(c.Values, row)
	}
	return c
}
