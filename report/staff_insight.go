package report

import (
	"math"
	"slices"

	"agner/sim"
	"agner/staffing"
)

// auditTable is "why not Erlang C?" step by step.
func (s *Staff) auditTable() table {
	t := table{Title: "Why not Erlang C? One assumption at a time", Note: "Each model predicts this plan's service, and the agent-hours at which it would call the targets met: " +
		"the plan's agents, scaled alike in every interval.", Columns: []string{"model", "what it adds", "service level it predicts", "agent-hours it asks for", "change"}}
	before := math.NaN()
	for _, a := range s.Audit {
		change := none
		if !math.IsNaN(a.SeatHours) && !math.IsNaN(before) {
			change = signed(100*(a.SeatHours/before-1), scale{1, "%", 1})
		}
		if !math.IsNaN(a.SeatHours) {
			before = a.SeatHours
		}
		t.Rows = append(t.Rows, texts(a.Name, a.Why, withInterval(a.ServiceLevel, percent), bare(a.SeatHours, scale{1, " h", 0}), change))
	}
	return t
}

// sensitivityTable is what matters most.
func (s *Staff) sensitivityTable() table {
	t := table{Title: "What matters most", Note: "This plan with one thing changed, on the same customers. ± 1 agent is in every interval that has any.",
		Columns: []string{"input", "change", "service level", "abandoned"}}
	priced := false
	for _, x := range s.Sensitivities {
		priced = priced || x.More.TotalCost.OK()
	}
	if priced {
		t.Columns = append(t.Columns, "total cost")
	}
	for _, x := range s.Sensitivities {
		for i, w := range []staffing.Swing{x.Less, x.More} {
			name := ""
			if i == 0 {
				name = x.Factor
			}
			row := texts(name, w.Change, difference(w.ServiceLevel, points), difference(w.Abandonment, points))
			if priced {
				row = append(row, cell{Text: difference(w.TotalCost, moneyScale(w.TotalCost.Value, s.Currency))})
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// difference writes a paired difference with its sign and interval; one that cannot
// be told from none is marked ~.
func difference(e sim.Estimate, sc scale) string {
	if !e.OK() {
		return none
	}
	text := withInterval(e, sc)
	switch {
	case e.Low <= 0 && e.High >= 0:
		return "~ " + text
	case e.Value > 0:
		return "+" + text
	}
	return text
}

// shareTable is what reliability costs.
func (s *Staff) shareTable() table {
	t := table{Title: "Staffing for more of the days", Note: "The plan scaled alike in every interval until every target is met on that share of the days.",
		Columns: []string{"days on target", "staffing, about", "simulated at", "days on target there", "paid hours"}}
	if s.Risk == nil || !s.Risk.Total.OK() {
		return t
	}
	priced := s.priced()
	if priced {
		t.Columns = append(t.Columns, "total cost")
	}
	add := func(name, about string, p staffing.Point) {
		row := texts(name, about, bare(p.Factor, scale{100, "%", 0}), withInterval(p.ProbabilityOfTarget, percent), withInterval(p.PaidHours, scaleOf(sim.PaidHours, p.PaidHours.Value)))
		if priced {
			row = append(row, cell{Text: money(p.TotalCost, s.Currency)})
		}
		t.Rows = append(t.Rows, row)
	}
	here := s.simulatedPoint()
	here.Factor, here.ProbabilityOfTarget = 1, s.Risk.Total
	add("this plan", "100%", here)
	for _, x := range s.Risk.Shares {
		if math.IsNaN(x.Factor) {
			add(share(x.Share), "not within 70% to 160%", staffing.Point{Factor: math.NaN(), ProbabilityOfTarget: sim.NoData(), PaidHours: sim.NoData(), TotalCost: sim.NoData()})
			continue
		}
		add(share(x.Share), number(100*x.Factor, 1)+"%", x.Point)
	}
	return t
}

// priced tells whether the staffing has a simulated cost.
func (s *Staff) priced() bool {
	if s.simulatedPoint().TotalCost.OK() {
		return true
	}
	return s.Risk != nil && slices.ContainsFunc(s.Risk.Shares, func(x staffing.ShareStaffing) bool {
		return !math.IsNaN(x.Factor) && x.Point.TotalCost.OK()
	})
}

// overtimeTable is what hours on call would save.
func (s *Staff) overtimeTable() table {
	t := table{Title: "Overtime called on bad days", Note: "Agent-hours on call, used only on days that would miss a target without them, against the same hours every day.",
		Columns: []string{"hours on call", "days on target without", "with", "hours used a run", "cost on call", "cost every day", "saved"}}
	if s.Risk == nil || !s.Risk.Total.OK() {
		return t
	}
	unit := func(v float64) scale {
		if !s.priced() {
			return scale{1, " paid h", 1}
		}
		return moneyScale(v, s.Currency)
	}
	for _, o := range s.Risk.Overtime {
		t.Rows = append(t.Rows, texts(number(o.Hours, 1)+" h", withInterval(o.Without, percent), withInterval(o.With, percent), number(o.HoursUsed, 1)+" h",
			bare(o.CostOnCall, unit(o.CostOnCall)), bare(o.CostEveryDay, unit(o.CostEveryDay)), bare(o.Saved, unit(o.Saved))))
	}
	return t
}

// silenceTable is the plan that was not told beside the one that was.
func (s *Staff) silenceTable() table {
	t := table{Title: "The price of silence", Columns: []string{"", "planned without", "told in time", "difference"}}
	x := s.Silence
	if x == nil {
		return t
	}
	t.Note = "Both meet the same customers, the events included."
	add := func(name string, a, b, d sim.Estimate, sc scale) {
		if a.OK() || b.OK() {
			t.Rows = append(t.Rows, texts(name, withInterval(a, sc), withInterval(b, sc), difference(d, spread(sc))))
		}
	}
	add("service level", x.Untold.ServiceLevel, x.Told.ServiceLevel, x.ServiceLevel, percent)
	add("chance that every target is met", x.Untold.ProbabilityOfTarget, x.Told.ProbabilityOfTarget, sim.NoData(), percent)
	for _, m := range []struct {
		name    string
		a, b, d sim.Estimate
	}{{"total cost", x.Untold.TotalCost, x.Told.TotalCost, x.TotalCost}, {"lost value", x.Untold.LostValue, x.Told.LostValue, x.LostValue},
		{"net value", x.Untold.NetValue, x.Told.NetValue, x.NetValue}} {
		add(m.name, m.a, m.b, m.d, moneyScale(m.b.Value, s.Currency))
	}
	hours := scale{1, " h", 0}
	t.Rows = append(t.Rows, texts("paid hours", bare(x.UntoldPlan.PaidHours, hours), bare(x.ToldPlan.PaidHours, hours), signed(x.ToldPlan.PaidHours-x.UntoldPlan.PaidHours, hours)))
	return t
}
