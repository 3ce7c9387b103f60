package report

import (
	"math"
	"strings"

	"agner/sim"
)

// table is a table before it has a format. The first column names the row.
type table struct {
	title   string
	note    string // what the reader must know to read it
	columns []string
	rows    [][]cell
}

// cell is one entry. Its text comes from users where it is a name, so every
// format escapes it.
type cell struct {
	text string
	tone Verdict // how it is coloured
}

// texts returns cells without a tone.
func texts(list ...string) []cell {
	out := make([]cell, len(list))
	for i, t := range list {
		out[i] = cell{text: t}
	}
	return out
}

// tables returns the tables of a run in the order of reading.
func (r *Run) tables() []table {
	out := []table{r.queueTable()}
	for _, t := range []table{r.fateTable(), r.besideTable(), r.groupTable(), r.totalTable(), r.frontierTable()} {
		if len(t.rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// queueTable is service on each queue.
func (r *Run) queueTable() table {
	t := table{title: "Service", note: "ASA: average wait of the answered. AHT: talk, hold and wrap-up. Chance to meet it: share of the simulated " +
		"spans in which every part of the target held.", columns: []string{"queue", "offered", "service level", "target", "verdict",
		"chance to meet it", "ASA", "90 % wait ≤", "abandoned", "AHT"}}
	for q := range r.Centre.Queues {
		row := r.Result.Queues[q].Row
		verdict := r.verdict(q)
		t.rows = append(t.rows, []cell{
			{text: r.queueLabel(q)},
			{text: metric(row, sim.Offered)},
			{text: withInterval(r.serviceLevel(q), percent), tone: r.levelVerdict(q)},
			{text: r.promise(q)},
			{text: verdict.String(), tone: verdict},
			{text: r.chance(q)},
			{text: metric(row, sim.ASA)},
			{text: metric(row, sim.WaitP90)},
			{text: metric(row, sim.Abandonment)},
			{text: metric(row, sim.AHT)},
		})
	}
	return t
}

// levelVerdict is the verdict on the level alone.
func (r *Run) levelVerdict(q int) Verdict {
	for _, p := range r.parts(q) {
		if p.metric == sim.ServiceLevel || p.metric == sim.CompletedInDue {
			return p.verdict
		}
	}
	return NoTarget
}

// promise says the target of queue q: "80 % in 20 s, abandoned at most 5 %".
func (r *Run) promise(q int) string {
	queue := r.Centre.Queues[q]
	if queue.Target == nil {
		return "none stated"
	}
	var out []string
	for _, p := range r.parts(q) {
		switch p.metric {
		case sim.ServiceLevel:
			out = append(out, share(p.promise)+" in "+short(queue.Target.Awt.Seconds()))
		case sim.CompletedInDue:
			out = append(out, share(p.promise)+" done in "+short(queue.Due.Within.Seconds()))
		case sim.Abandonment:
			out = append(out, "abandoned ≤ "+share(p.promise))
		case sim.ASA:
			out = append(out, "ASA ≤ "+short(p.promise))
		}
	}
	return strings.Join(out, ", ")
}

// chance says how often the target is met: "41.0 ± 4.8 % of days".
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
	t := table{title: "What became of the contacts", note: "Mean over the simulated horizon of " + plural(r.days(), "day") +
		"; every contact counts in the interval in which it entered its queue.", columns: []string{"queue"}}
	shown := fates[:0]
	for _, f := range fates {
		if f.always || r.everHappened(f.metric) {
			shown = append(shown, f)
			t.columns = append(t.columns, f.head)
		}
	}
	for q := range r.Centre.Queues {
		line := texts(r.queueLabel(q))
		for _, f := range shown {
			line = append(line, cell{text: metric(r.Result.Queues[q].Row, f.metric)})
		}
		t.rows = append(t.rows, line)
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
	t := table{title: "Beside the simulation: what Erlang's formulas would have said for the same day",
		note: "Interval by interval with the same volumes, handle times and agents. A difference is formula minus simulation: " +
			"+ promises more than customers will get, ~ is within the simulation's ±.",
		columns: []string{"queue", "simulated", "Erlang C says", "difference", "Erlang A says", "difference", "abandoned: simulated", "Erlang A says"}}
	for _, b := range r.Beside {
		row := r.Result.Queues[b.Queue].Row
		simulated := row.Get(sim.ServiceLevel)
		t.rows = append(t.rows, texts(r.queueLabel(b.Queue),
			withInterval(simulated, percent),
			bare(b.ErlangC.ServiceLevel, percent), apart(b.ErlangC.ServiceLevel, simulated),
			bare(b.ErlangA.ServiceLevel, percent), apart(b.ErlangA.ServiceLevel, simulated),
			metric(row, sim.Abandonment), bare(b.ErlangA.Abandonment, percent)))
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
	t := table{title: "Agents", columns: []string{"group", "logged in", "paid", "handling", "occupancy"}}
	costs := r.Currency != "" || r.hasMoney()
	if costs {
		t.columns = append(t.columns, "labour cost")
	}
	for g := range r.Centre.Groups {
		row := r.Result.Groups[g].Row
		line := texts(r.groupLabel(g), metric(row, sim.LoggedInHours), metric(row, sim.PaidHours),
			metric(row, sim.HandlingHours), metric(row, sim.Occupancy))
		if costs {
			line = append(line, cell{text: money(r.measure("labor_cost:"+r.Centre.Groups[g].Name), r.Currency)})
		}
		t.rows = append(t.rows, line)
	}
	return t
}

// totalTable is the centre as a whole, with its money.
func (r *Run) totalTable() table {
	t := table{title: "Total", columns: []string{"over " + plural(r.days(), "day"), "value", "day to day (sd)"}}
	total := r.Result.Total.Row
	for _, m := range []struct {
		metric sim.Metric
		head   string
	}{
		{sim.Offered, "offered contacts"}, {sim.ServiceLevel, "service level of the live queues"}, {sim.Abandonment, "abandoned"},
		{sim.ASA, "average wait of the answered (ASA)"}, {sim.ProbabilityOfTarget, "chance that every target is met"}, {sim.Occupancy, "occupancy"}, {sim.PaidHours, "paid hours"},
		{sim.OverrunHours, "of them beyond the plan"},
	} {
		if e := total.Get(m.metric); e.OK() {
			s := scaleOf(m.metric, e.Value)
			t.rows = append(t.rows, texts(m.head, withInterval(e, s), bare(e.SD, spread(s))))
		}
	}
	for _, m := range []struct{ name, head string }{
		{"labor_cost", "labour cost"}, {"telecom_cost", "telecom cost"}, {"total_cost", "total cost"}, {"cost_per_contact", "cost per answered contact"},
		{"revenue", "revenue"}, {"lost_value", "lost value (not cash)"}, {"net_value", "net value"},
	} {
		if e := r.measure(m.name); e.OK() {
			s := moneyScale(e.Value, r.Currency)
			t.rows = append(t.rows, texts(m.head, withInterval(e, s), bare(e.SD, s)))
		}
	}
	if e := r.measure("total_cost"); e.OK() && stated(r.Limit) {
		verdict := judge(e, r.Limit, false)
		against := sim.Estimate{Value: e.Value - r.Limit, Low: e.Low - r.Limit, High: e.High - r.Limit, SD: e.SD}
		t.rows = append(t.rows, texts("budget limit", bare(r.Limit, moneyScale(r.Limit, r.Currency)), ""),
			[]cell{{text: "over (+) or under (−) the budget"}, {text: money(against, r.Currency), tone: verdict}, {text: ""}})
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

// frontierTable is service level against budget.
func (r *Run) frontierTable() table {
	t := table{title: "Service level against budget",
		note:    "The same customers meet each staffing: the scenario's agents in every interval, scaled and rounded.",
		columns: []string{"staffing", "total cost", "service level", "every target"}}
	for _, p := range r.Frontier {
		name := number(p.Scale*100, 0) + " %"
		if math.Abs(p.Scale-1) < 1e-9 {
			name += " (as planned)"
		}
		t.rows = append(t.rows, []cell{{text: name}, {text: money(p.Cost, r.Currency)},
			{text: withInterval(p.ServiceLevel, percent)}, {text: p.Meets.String(), tone: p.Meets}})
	}
	return t
}
