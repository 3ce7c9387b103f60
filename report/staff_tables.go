package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// tables returns the tables of a staffing in the order of reading.
func (s *Staff) tables() []table {
	var out []table
	for _, t := range []table{s.seatTable(), s.checkTable(), s.priceTable(), s.budgetTable(), s.auditTable(), s.sensitivityTable(),
		s.shareTable(), s.overtimeTable(), s.silenceTable()} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// seats returns the seats of group g in interval i of the horizon.
func (s *Staff) seats(of sim.Seats, g, i int) int {
	return of.At(g, sim.Time(i)*s.Centre.Horizon.Interval)
}

// openIntervals returns the intervals in which some group can be needed.
func (s *Staff) openIntervals() []int {
	var out []int
	needed := make([]bool, s.Centre.Horizon.Intervals())
	for g := range s.Centre.Groups {
		for i, hours := range budget.NeededHours(s.Centre, g) {
			needed[i] = needed[i] || hours > 0
		}
	}
	for i, open := range needed {
		if open {
			out = append(out, i)
		}
	}
	return out
}

// clock labels the span of intervals [from, to] of one day, with its date where
// the horizon has several.
func (s *Staff) clock(from, to int) string {
	layout := "15:04"
	end := s.at(to + 1).Format("15:04")
	if end == "00:00" {
		end = "24:00"
	}
	if s.days() > 1 {
		layout = "Mon 2 Jan 15:04"
	}
	return s.at(from).Format(layout) + "–" + end
}

// spansOf writes intervals as spans: "08:00–10:30, 13:00–13:30".
func (s *Staff) spansOf(intervals []int) string {
	var out []string
	for _, r := range s.stretches(intervals, func(a, b int) bool { return true }) {
		out = append(out, s.clock(r[0], r[1]))
	}
	const most = 6
	if len(out) > most {
		return strings.Join(out[:most], ", ") + " and " + plural(len(out)-most, "more span")
	}
	return strings.Join(out, ", ")
}

// stretches joins neighbouring intervals of one day that are the same.
func (s *Staff) stretches(intervals []int, same func(a, b int) bool) [][2]int {
	perDay := int(sim.Day / s.Centre.Horizon.Interval)
	var out [][2]int
	for _, i := range intervals {
		if n := len(out); n > 0 && out[n-1][1] == i-1 && i%perDay != 0 && same(i-1, i) {
			out[n-1][1] = i
			continue
		}
		out = append(out, [2]int{i, i})
	}
	return out
}

// seatTable is the requirement: agents by span and group, neighbours with equal
// numbers joined.
func (s *Staff) seatTable() table {
	p := s.Plan
	t := table{Title: "Agents required", Note: "Logged in. Spans with the same numbers are joined.", Columns: []string{"from – to"}}
	scheduled := s.Task.ScheduleEfficiency > 0 && s.Task.ScheduleEfficiency < 1
	for g := range s.Centre.Groups {
		t.Columns = append(t.Columns, s.groupLabel(g))
		if scheduled {
			t.Columns = append(t.Columns, "to schedule")
		}
	}
	several := len(s.Centre.Groups) > 1
	if several {
		t.Columns = append(t.Columns, "together")
	}
	t.Columns = append(t.Columns, "scenario states", "difference")
	all := func(of sim.Seats, i int) int {
		total := 0
		for g := range s.Centre.Groups {
			total += s.seats(of, g, i)
		}
		return total
	}
	same := func(a, b int) bool {
		for g := range s.Centre.Groups {
			if s.seats(p.Seats, g, a) != s.seats(p.Seats, g, b) || s.seats(p.Scheduled, g, a) != s.seats(p.Scheduled, g, b) ||
				s.seats(s.Centre.Seats, g, a) != s.seats(s.Centre.Seats, g, b) {
				return false
			}
		}
		return true
	}
	for _, r := range s.stretches(s.openIntervals(), same) {
		i := r[0]
		row := texts(s.clock(i, r[1]))
		for g := range s.Centre.Groups {
			row = append(row, cell{Text: whole(s.seats(p.Seats, g, i))})
			if scheduled {
				row = append(row, cell{Text: whole(s.seats(p.Scheduled, g, i))})
			}
		}
		required, stated := all(p.Seats, i), all(s.Centre.Seats, i)
		if several {
			row = append(row, cell{Text: whole(required)})
		}
		t.Rows = append(t.Rows, append(row, texts(whole(stated), signed(float64(required-stated), scale{1, "", 0}))...))
	}
	return t
}

func whole(n int) string { return number(float64(n), 0) }

// sentence writes what a check asks for: "Sales calls: service level ≥ 80% 08:00–08:30".
func (s *Staff) sentence(k staffing.Check) string {
	return s.of(k) + ": " + s.asked(k)
}

// asked writes what a check asks for without its queue or group.
func (s *Staff) asked(k staffing.Check) string {
	sign := "≤"
	if k.AtLeast {
		sign = "≥"
	}
	text := fmt.Sprintf("%s %s %s", metricWords(k.Metric), sign, s.value(k, k.Bound))
	if k.Interval != staffing.Whole || k.Day > 0 {
		text += ", " + s.where(k)
	}
	return text
}

// where names the interval or day of a check.
func (s *Staff) where(k staffing.Check) string {
	switch {
	case k.Interval != staffing.Whole:
		return s.clock(k.Interval, k.Interval)
	case k.Day > 0:
		return s.date(k.Day).Format("Mon 2 Jan")
	case s.days() == 1:
		return "the day"
	}
	return "whole horizon"
}

func metricWords(m sim.Metric) string {
	switch m {
	case sim.ASA:
		return "ASA"
	case sim.ProbabilityOfTarget:
		return "share of days on target"
	}
	return strings.ReplaceAll(m.String(), "_", " ")
}

// of names the queue or group of a check for people.
func (s *Staff) of(k staffing.Check) string {
	for q := range s.Centre.Queues {
		if k.Queue == s.Centre.Queues[q].Name {
			return s.queueLabel(q)
		}
	}
	for g := range s.Centre.Groups {
		if k.Group == s.Centre.Groups[g].Name {
			return s.groupLabel(g)
		}
	}
	return k.Queue + k.Group
}

func (s *Staff) value(k staffing.Check, v float64) string {
	if math.IsInf(v, 1) {
		return "endless"
	}
	sc := scaleOf(k.Metric, v)
	if s.Plan.Certificate == nil || v == k.Bound {
		return trimNumber(v*sc.factor) + sc.unit
	}
	return bare(v, sc)
}

// checkTable holds what was asked for against the confirmation.
func (s *Staff) checkTable() table {
	t := table{Title: "Targets", Columns: []string{"queue or group", "asked", "where", "reached", "verdict"}}
	if len(s.Plan.Seen) > 0 {
		t.Columns = []string{"queue or group", "asked", "where", "by formula", "verdict", "simulated", "verdict"}
	}
	seen := s.worst(s.Plan.Seen)
	switch {
	case s.Task.Meet == staffing.MeetInterval:
		t.Note = "Asked in every interval; the tightest is shown."
	case s.Task.Meet == staffing.MeetDay && s.days() > 1:
		t.Note = "Asked of every day; the tightest is shown."
	}
	if len(s.Plan.Relaxed) > 0 {
		t.Note = strings.TrimSpace(t.Note + " What the limits put out of reach is held to what they allow.")
	}
	for _, k := range s.worst(s.Plan.Checks) {
		sign := "≤ "
		if k.AtLeast {
			sign = "≥ "
		}
		tone := toneOf(k.Verdict())
		word := tone.word()
		if !k.OK() {
			tone, word = neutral, "no data"
		}
		t.Rows = append(t.Rows, []cell{{Text: s.of(k.Check)}, {Text: metricWords(k.Metric) + " " + sign + s.value(k.Check, k.Bound)}, {Text: s.where(k.Check)},
			{Text: withInterval(k.Estimate, scaleOf(k.Metric, k.Value)), Tone: tone}, {Text: word, Tone: tone}})
		for _, x := range seen {
			if x.Queue == k.Queue && x.Group == k.Group && x.Metric == k.Metric {
				last := &t.Rows[len(t.Rows)-1]
				tone := toneOf(x.Verdict())
				*last = append(*last, cell{Text: withInterval(x.Estimate, scaleOf(x.Metric, x.Value)), Tone: tone}, cell{Text: tone.word(), Tone: tone})
			}
		}
	}
	return t
}

// priceTable is what a further point of each binding target costs.
func (s *Staff) priceTable() table {
	t := table{Title: "What a further point costs", Note: "The price of one percentage point more (or one second less) where it is cheapest, at the rate of one agent in one interval. " +
		"A target that does not bind is reached with points to spare.",
		Columns: []string{"queue or group", "target", "binds", "price of a point", "bought from", "at"}}
	prices := slices.Clone(s.Plan.Prices)
	slices.SortStableFunc(prices, func(a, b staffing.Price) int {
		switch {
		case a.Binds != b.Binds:
			return map[bool]int{true: -1, false: 1}[a.Binds]
		case a.PerPoint > b.PerPoint:
			return -1
		case a.PerPoint < b.PerPoint:
			return 1
		}
		return 0
	})
	const most = 12
	if len(prices) > most {
		t.Note += " The " + whole(most) + " dearest of " + whole(len(prices)) + "."
		prices = prices[:most]
	}
	for _, p := range prices {
		unit := moneyScale(p.PerPoint, s.Currency)
		if !s.priced() {
			unit = scale{1, " paid h", 2}
		}
		at := none
		if p.Interval != staffing.Whole {
			at = s.clock(p.Interval, p.Interval)
		}
		t.Rows = append(t.Rows, texts(s.of(p.Check), s.asked(p.Check), yesNo(p.Binds), bare(p.PerPoint, unit), s.of(staffing.Check{Group: p.Group}), at))
	}
	return t
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// budgetTable is the plan beside the best within the budget.
func (s *Staff) budgetTable() table {
	t := table{Title: "Against the budget", Columns: []string{"staffing", "total cost", "over (+) or under (−) the budget", "paid hours", "service level, all queues", "every target"}}
	b := s.Plan.Budget
	if b == nil {
		return t
	}
	add := func(name string, p staffing.Point) {
		over := p.TotalCost.Value - b.Limit
		t.Rows = append(t.Rows, []cell{{Text: name}, {Text: money(p.TotalCost, s.Currency)}, {Text: signed(over, moneyScale(over, s.Currency)), Tone: againstLimit(p.TotalCost, b.Limit)},
			{Text: withInterval(p.PaidHours, scaleOf(sim.PaidHours, p.PaidHours.Value))}, {Text: withInterval(p.ServiceLevel, percent)},
			{Text: toneOf(p.Verdict()).word(), Tone: toneOf(p.Verdict())}})
	}
	add("this plan", s.Plan.Point)
	if b.Within != nil {
		add("the best within "+s.amount(b.Limit), *b.Within)
	}
	return t
}
