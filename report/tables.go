package report

import (
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// table is a table before it has a format. The first column names the row.
type table struct {
	Title   string
	Note    string // what the reader must know to read it
	Columns []string
	Rows    [][]cell
}

// cell is one entry. Its text comes from users where it is a name, so every
// format escapes it.
type cell struct {
	Text string
	Tone tone // how it is coloured
}

// texts returns cells without a tone.
func texts(list ...string) []cell {
	out := make([]cell, len(list))
	for i, t := range list {
		out[i] = cell{Text: t}
	}
	return out
}

// tables returns the tables of a run in the order of reading.
func (r *Run) tables() []table {
	out := []table{r.queueTable()}
	for _, t := range []table{r.fateTable(), r.besideTable(), r.groupTable(), r.totalTable(), r.frontierTable()} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// queueTable is service on each queue.
func (r *Run) queueTable() table {
	t := table{Title: "Service", Note: "ASA: average wait of the answered. AHT: talk, hold and wrap-up. Chance to meet it: share of the simulated " +
		"spans in which every part of the target held.", Columns: []string{"queue", "offered", "service level", "target", "verdict",
		"chance to meet it", "ASA", "90% wait ≤", "abandoned", "AHT"}}
	for q := range r.Centre.Queues {
		row := r.Result.Queues[q].Row
		verdict := r.verdict(q)
		t.Rows = append(t.Rows, []cell{
			{Text: r.queueLabel(q)},
			{Text: metric(row, sim.Offered)},
			{Text: metric(row, r.service(q)), Tone: r.levelTone(q)},
			{Text: r.promise(q)},
			{Text: r.verdictWord(q), Tone: verdict},
			{Text: r.chance(q)},
			{Text: metric(row, sim.ASA)},
			{Text: metric(row, sim.WaitP90)},
			{Text: metric(row, sim.Abandonment)},
			{Text: metric(row, sim.AHT)},
		})
	}
	return t
}

// levelTone is the verdict on the level alone.
func (r *Run) levelTone(q int) tone {
	for _, k := range r.checks(q) {
		if k.Metric == r.service(q) {
			return toneOf(k.Verdict())
		}
	}
	return neutral
}

// promise says the target of queue q: "80% in 20 s, abandoned at most 5%".
func (r *Run) promise(q int) string {
	queue := r.Centre.Queues[q]
	if queue.Target == nil {
		return "none stated"
	}
	var out []string
	for _, k := range r.checks(q) {
		switch k.Metric {
		case sim.ServiceLevel:
			out = append(out, share(k.Bound)+" in "+short(queue.Target.Awt.Seconds()))
		case sim.CompletedInDue:
			out = append(out, share(k.Bound)+" done in "+short(queue.Due.Within.Seconds()))
		case sim.Abandonment:
			out = append(out, "abandoned ≤ "+share(k.Bound))
		case sim.ASA:
			out = append(out, "ASA ≤ "+short(k.Bound))
		}
	}
	return strings.Join(out, ", ")
}

// chance says how often the target is met: "41.0 ± 4.8% of days".
func (r *Run) chance(q int) string {
	target := r.Centre.Queues[q].Target
	e := r.Result.Queues[q].Get(sim.ProbabilityOfTarget)
	if target == nil || !e.OK() {
		return none
	}
	return withInterval(e, percent) + " of " + spans(target.Per)
}

// spans names the spans over which a target must hold.
func spans(p sim.Per) string {
	switch p {
	case sim.PerDay:
		return "days"
	case sim.PerInterval:
		return "intervals"
	case sim.PerWeek:
		return "weeks"
	}
	return "runs"
}

// fateTable is what became of the contacts: one column for every fate that
// befell any.
func (r *Run) fateTable() table {
	fates := []struct {
		metric sim.Metric
		head   string
		always bool
	}{
		{sim.Arrivals, "arrivals", true}, {sim.Blocked, "blocked", false}, {sim.SelfServed, "self-served", false},
		{sim.Answered, "answered", true}, {sim.AnsweredInAwt, "answered in time", true}, {sim.Abandoned, "abandoned", true},
		{sim.Balked, "of them at once", false}, {sim.ShortAbandoned, "of them shortly", false},
		{sim.Messages, "left a message", false}, {sim.Callbacks, "took a callback", false},
		{sim.Disconnected, "cut off", false}, {sim.FlowedOut, "flowed to another queue", false},
		{sim.InSystem, "still open at the end", false}, {sim.Dialled, "dialled", false}, {sim.Retries, "retries", false},
		{sim.Repeats, "repeats", false}, {sim.TransfersIn, "transferred in", false},
	}
	t := table{Title: "What became of the contacts", Note: "Mean over the simulated horizon of " + plural(r.days(), "day") +
		"; every contact counts in the interval in which it entered its queue.", Columns: []string{"queue"}}
	shown := fates[:0]
	for _, f := range fates {
		if f.always || r.everHappened(f.metric) {
			shown = append(shown, f)
			t.Columns = append(t.Columns, f.head)
		}
	}
	for q := range r.Centre.Queues {
		line := texts(r.queueLabel(q))
		for _, f := range shown {
			line = append(line, cell{Text: metric(r.Result.Queues[q].Row, f.metric)})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func (r *Run) everHappened(m sim.Metric) bool {
	for q := range r.Result.Queues {
		if r.Result.Queues[q].Get(m).Value > 0 {
			return true
		}
	}
	return false
}

// besideTable holds the simulation against Erlang's formulas.
func (r *Run) besideTable() table {
	t := table{Title: "Beside the simulation: what Erlang's formulas would have said for the same day",
		Note: "Interval by interval with the same volumes, handle times and agents. A difference is formula minus simulation: " +
			"+ promises more than customers will get, ~ is within the simulation's ±.",
		Columns: []string{"queue", "simulated", "Erlang C says", "difference", "Erlang A says", "difference", "abandoned: simulated", "Erlang A says"}}
	if r.Beside == nil {
		return t
	}
	for q, f := range r.Beside.Queues {
		row := r.Result.Queues[q].Row
		simulated := row.Get(sim.ServiceLevel)
		if !simulated.OK() || !stated(f.ErlangC.ServiceLevel) {
			continue
		}
		t.Rows = append(t.Rows, texts(r.queueLabel(q), withInterval(simulated, percent),
			bare(f.ErlangC.ServiceLevel, percent), apart(f.ErlangC.ServiceLevel, simulated),
			bare(f.ErlangA.ServiceLevel, percent), apart(f.ErlangA.ServiceLevel, simulated),
			metric(row, sim.Abandonment), bare(f.ErlangA.Abandonment, percent)))
	}
	return t
}

// apart writes formula minus simulation; a difference that the simulation
// cannot tell from none is ~, never a number that looks like a finding.
func apart(formula float64, simulated sim.Estimate) string {
	if formula >= simulated.Low && formula <= simulated.High {
		return "~"
	}
	return signed(formula-simulated.Value, points)
}

// groupTable is the agents.
func (r *Run) groupTable() table {
	t := table{Title: "Agents", Columns: []string{"group", "logged in", "paid", "handling", "occupancy"}}
	costs := r.Currency != "" || r.hasMoney()
	if costs {
		t.Columns = append(t.Columns, "labour cost")
	}
	for g := range r.Centre.Groups {
		row := r.Result.Groups[g].Row
		line := texts(r.groupLabel(g), metric(row, sim.LoggedInHours), metric(row, sim.PaidHours),
			metric(row, sim.HandlingHours), metric(row, sim.Occupancy))
		if costs {
			line = append(line, cell{Text: money(r.measure(budget.LaborOf(r.Centre.Groups[g].Name)), r.Currency)})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// totalTable is the centre as a whole, with its money.
func (r *Run) totalTable() table {
	t := table{Title: "Total", Columns: []string{"over " + plural(r.days(), "day"), "value", "day to day (sd)"}}
	total := r.Result.Total.Row
	for _, m := range []struct {
		metric sim.Metric
		head   string
	}{
		{sim.Offered, "offered contacts"}, {sim.ServiceLevel, "service level of the live queues"}, {sim.Abandonment, "abandoned"},
		{sim.ASA, "average wait (ASA)"}, {sim.ProbabilityOfTarget, "chance that every target is met"}, {sim.Occupancy, "occupancy"}, {sim.PaidHours, "paid hours"},
		{sim.OverrunHours, "of them beyond the plan"},
	} {
		if e := total.Get(m.metric); e.OK() {
			s := scaleOf(m.metric, e.Value)
			t.Rows = append(t.Rows, texts(m.head, withInterval(e, s), bare(e.SD, spread(s))))
		}
	}
	for _, m := range []struct{ name, head string }{
		{budget.LaborCost, "labour cost"}, {budget.TelecomCost, "telecom cost"}, {budget.CampaignCost, "campaign cost"}, {budget.OtherCost, "other cost"},
		{budget.TotalCost, "total cost"}, {budget.CostPerContact, "cost per answered contact"},
		{budget.Revenue, "revenue"}, {budget.LostValue, "lost value (not cash)"}, {budget.NetValue, "net value"},
	} {
		if e := r.measure(m.name); e.OK() {
			s := moneyScale(e.Value, r.Currency)
			t.Rows = append(t.Rows, texts(m.head, withInterval(e, s), bare(e.SD, s)))
		}
	}
	if e := r.measure(budget.TotalCost); e.OK() && stated(r.Limit) {
		against := sim.Estimate{Value: e.Value - r.Limit, Low: e.Low - r.Limit, High: e.High - r.Limit, SD: e.SD}
		t.Rows = append(t.Rows, texts("budget limit", bare(r.Limit, moneyScale(r.Limit, r.Currency)), ""),
			[]cell{{Text: "over (+) or under (−) the budget"}, {Text: money(against, r.Currency), Tone: againstLimit(e, r.Limit)}, {Text: ""}})
	}
	return t
}

// spread is the scale of a standard deviation: that of the value, but a share's
// spread is in points.
func spread(s scale) scale {
	if s == percent {
		return points
	}
	return s
}

// factors write staffings as shares of the scenario's, "110%", with as many
// decimals as it takes to tell them apart.
func factors(points []staffing.Point) []string {
	out := make([]string, len(points))
	for _, decimals := range []int{0, 1} {
		seen := map[string]bool{}
		for i, p := range points {
			out[i] = number(p.Factor*100, decimals) + "%"
			seen[out[i]] = true
		}
		if len(seen) == len(points) {
			break
		}
	}
	return out
}

// frontierTable is service level against budget.
func (r *Run) frontierTable() table {
	t := table{Title: "Service level against budget", Note: "The same customers meet each staffing: the scenario's agents in every interval, scaled and rounded.",
		Columns: []string{"staffing", "paid hours"}}
	priced := slices.ContainsFunc(r.Frontier, func(p staffing.Point) bool { return p.TotalCost.OK() })
	worth := slices.ContainsFunc(r.Frontier, func(p staffing.Point) bool { return p.LostValue.Value > 0 })
	if priced {
		t.Columns = append(t.Columns, "total cost")
	}
	if worth {
		t.Columns = append(t.Columns, "net value")
	}
	t.Columns = append(t.Columns, "service level, all queues", "chance that all hold", "every target")
	names := factors(r.Frontier)
	for i, p := range r.Frontier {
		name := names[i]
		if p.Factor == 1 {
			name += " (as planned)"
		}
		line := texts(name, withInterval(p.PaidHours, scaleOf(sim.PaidHours, p.PaidHours.Value)))
		if priced {
			line = append(line, cell{Text: money(p.TotalCost, r.Currency)})
		}
		if worth {
			line = append(line, cell{Text: money(p.NetValue, r.Currency)})
		}
		verdict := neutral
		if len(p.Checks) > 0 {
			verdict = toneOf(p.Verdict())
		}
		t.Rows = append(t.Rows, append(line, cell{Text: withInterval(p.ServiceLevel, percent)},
			cell{Text: withInterval(p.ProbabilityOfTarget, percent)}, cell{Text: verdict.word(), Tone: verdict}))
	}
	return t
}
