package budget

import (
	"math"
	"strings"
	"testing"

	"agner/sim"
)

// centre is two days of four-hour intervals, open 08:00-16:00 (sales) and
// 08:00-12:00 (email), with an in-house group for both, an outsourcer for sales
// and a group that only joins conferences.
func centre() *sim.Centre {
	open := func(from, to sim.Time) []sim.Span {
		return []sim.Span{{From: from * sim.Hour, To: to * sim.Hour}, {From: (24 + from) * sim.Hour, To: (24 + to) * sim.Hour}}
	}
	c := &sim.Centre{
		Horizon: sim.Horizon{Length: 2 * sim.Day, Interval: 4 * sim.Hour, Open: open(8, 16)},
		Queues: []sim.Queue{
			{Name: "sales", Channel: sim.Voice, Open: open(8, 16), Handle: sim.Fixed(240), WrapUp: sim.Fixed(60)},
			{Name: "email", Channel: sim.Email, Open: open(8, 12), Due: &sim.Due{Within: sim.Day}},
		},
		Groups: []sim.Group{
			{Name: "home", Skills: []sim.Skill{{Queue: 0}, {Queue: 1}}, PaidPerSeat: sim.Constant(1.25)},
			{Name: "bpo", Skills: []sim.Skill{{Queue: 0}}, Open: open(10, 24)},
			{Name: "experts"},
		},
	}
	c.Seats = sim.NewSeats(c.Horizon, 3)
	for i := range c.Seats.Count[0] {
		c.Seats.Count[0][i], c.Seats.Count[1][i], c.Seats.Count[2][i] = 10, 6, 1
	}
	return c
}

func money() Money {
	premium := make([]float64, 12)
	for i := range premium {
		premium[i] = 1
	}
	premium[3] = 1.5 // first day 12:00-16:00
	return Money{
		Currency: "EUR", Limit: &Amount{5000, PerDay}, LinePerMinute: 0.02, ContractHours: 40,
		Other:     []Cost{{"", Amount{700, PerWeek}}},
		Campaigns: []Cost{{"mailer", Amount{450, PerHorizon}}},
		Groups: []Pay{
			{Wage: 20, Overtime: 1.5, Premium: premium},
			{Tariff: &Tariff{Per: HandledMinute, Price: 0.5, Minimum: Amount{60.875, PerMonth}}},
			{Wage: 30},
		},
		Queues: []Value{{Answered: 12, Cost: Outcomes{Abandoned: 4, Late: 1}, Churn: Outcomes{Abandoned: 0.02, Unresolved: 0.01}, LifetimeValue: 1000}},
	}
}

// key names a counter of one queue or group over the whole horizon.
type key struct {
	counter sim.Counter
	index   int
}

// counts of one made-up replication.
func counts() map[key]float64 {
	return map[key]float64{
		{sim.CountAnswered, 0}: 1000, {sim.CountAnswered, 1}: 200,
		{sim.CountCentreHours, 0}: 100, {sim.CountCentreHours, 1}: 5000,
		{sim.CountIssuesResolved, 0}: 800, {sim.CountIssuesResolved, 1}: 200,
		{sim.CountIssuesAbandoned, 0}: 50, {sim.CountIssuesUnresolved, 0}: 30, {sim.CountIssuesLate, 0}: 100,
		{sim.CountOverrunHours, 0}: 2, {sim.CountOverrunHours, 2}: 1,
		{sim.CountHandledHours, 1}: 40, {sim.CountGroupTalkHours, 1}: 30, {sim.CountContactsHandled, 1}: 500, {sim.CountLoggedInHours, 1}: 70,
	}
}

// evaluate works a measure out for one replication, as sim does.
func evaluate(m sim.Measure, counts map[key]float64) float64 {
	total := func(sums []sim.Sum) float64 {
		all := 0.0
		for _, s := range sums {
			x := s.Const
			for _, t := range s.Terms {
				x += t.Weight * counts[key{t.Counter, t.Index}]
			}
			if s.Floor {
				x = max(x, s.AtLeast)
			}
			all += x
		}
		return all
	}
	if len(m.Den) == 0 {
		return total(m.Num)
	}
	return total(m.Num) / total(m.Den)
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// The day by hand. home: 10 seats × 8 h × 2 days = 160 seat hours × 1.25 × 20 =
// 4000; the premium adds half of 10 × 4 × 1.25 × 20 = 1000, so 500; overrun 2 × 20
// × 1.5 = 60: 4560. bpo: 40 h × 60 × 0.5 = 1200. experts: 1 × 8 h × 2 × 30 = 480,
// overrun 1 × 30 = 30: 510. Labour 6270. Telecom: 100 h × 60 × 0.02 = 120. Other:
// 700 × 2/7 = 200. Campaign 450. Total 7040. Lost: 50 × (4 + 20) + 30 × 10 + 100 × 1
// = 1600. Revenue 12 000.
func TestMeasuresByHand(t *testing.T) {
	want := []struct {
		name  string
		value float64
	}{
		{"labor_cost:home", 4560}, {"labor_cost:bpo", 1200}, {"labor_cost:experts", 510},
		{LaborCost, 6270}, {TelecomCost, 120}, {CampaignCost, 450}, {OtherCost, 200}, {TotalCost, 7040},
		{CostPerContact, 7040.0 / 1200}, {CostPerResolvedIssue, 7.04}, {BudgetVariance, 7040 - 10000},
		{LostValue, 1600}, {Revenue, 12000}, {NetValue, 12000 - 7040 - 1600},
	}
	got := money().Measures(centre())
	if len(got) != len(want) {
		t.Fatalf("got %d measures, want %d", len(got), len(want))
	}
	for i, w := range want {
		if value := evaluate(got[i], counts()); got[i].Name != w.name || !near(value, w.value) {
			t.Errorf("measure %d: got %s = %v, want %s = %v", i, got[i].Name, value, w.name, w.value)
		}
	}
}

func TestTariffs(t *testing.T) {
	for _, test := range []struct {
		tariff Tariff
		want   float64
	}{
		{Tariff{Per: HandledMinute, Price: 0.5}, 1200},
		{Tariff{Per: TalkMinute, Price: 0.5}, 900},
		{Tariff{Per: Contact, Price: 3}, 1500},
		{Tariff{Per: StaffedHour, Price: 19}, 1330},
		{Tariff{Per: StaffedHour, Price: 19, Minimum: Amount{1400, PerHorizon}}, 1400},
		// 30 437.5 a month is 1 000 a day.
		{Tariff{Per: Contact, Price: 3, Minimum: Amount{30437.5, PerMonth}}, 2000},
	} {
		m := Money{Groups: []Pay{{}, {Tariff: &test.tariff}}}
		i, ok := Find(m.Measures(centre()), LaborOf("bpo"))
		if !ok {
			t.Fatalf("%+v: no labour cost", test.tariff)
		}
		if got := evaluate(m.Measures(centre())[i], counts()); !near(got, test.want) {
			t.Errorf("%+v: got %v, want %v", test.tariff, got, test.want)
		}
	}
}

// A minimum charge is a floor inside the total, and net value must keep it.
func TestMinimumInNetValue(t *testing.T) {
	m := Money{Groups: []Pay{{}, {Tariff: &Tariff{Per: Contact, Price: 3, Minimum: Amount{9999, PerHorizon}}}},
		Queues: []Value{{Answered: 12}}}
	i, _ := Find(m.Measures(centre()), NetValue)
	if got := evaluate(m.Measures(centre())[i], counts()); !near(got, 12000-9999) {
		t.Errorf("got %v, want 2001", got)
	}
}

func TestNoFactsNoFigures(t *testing.T) {
	if got := (Money{}).Measures(centre()); len(got) != 0 {
		t.Errorf("got %d measures without any money facts", len(got))
	}
	limit := Money{Limit: &Amount{100, PerDay}, Other: []Cost{{"rent", Amount{30, PerDay}}}}
	names := ""
	for _, m := range limit.Measures(centre()) {
		names += m.Name + " "
	}
	if want := "other_cost total_cost cost_per_contact cost_per_resolved_issue budget_variance "; names != want {
		t.Errorf("got %s, want %s", names, want)
	}
}

func TestHours(t *testing.T) {
	c := centre()
	sums := func(v []float64) float64 {
		total := 0.0
		for _, h := range v {
			total += h
		}
		return total
	}
	for g, want := range []float64{160, 72, 16} { // bpo: 10:00-16:00, six seats, two days
		if got := sums(c.PlannedSeatHours(g)); !near(got, want) {
			t.Errorf("group %d: %v planned hours, want %v", g, got, want)
		}
	}
	if got := NeededHours(c, 1)[2]; !near(got, 2) {
		t.Errorf("bpo is needed %v h in 08:00-12:00, want 2", got)
	}
	if got := PaidHours(c, 0); !near(got, 200) {
		t.Errorf("%v paid hours, want 200", got)
	}
	// Only email is left for home: its shorter hours bound the seats.
	c.Groups[0].Skills = []sim.Skill{{Queue: 1}}
	if got := sums(c.PlannedSeatHours(0)); !near(got, 80) {
		t.Errorf("%v planned hours for email alone, want 80", got)
	}
}

func TestFTE(t *testing.T) {
	m := Money{ContractHours: 40}
	for _, test := range []struct {
		days  int
		hours float64
		want  float64
	}{{1, 80, 10}, {5, 400, 10}, {7, 400, 10}, {6, 400, 10}, {8, 480, 10}, {28, 1600, 10}} {
		got := m.FTE(test.hours, sim.Horizon{Length: sim.Time(test.days) * sim.Day})
		if !near(got, test.want) {
			t.Errorf("%v h in %d days: got %v FTE, want %v", test.hours, test.days, got, test.want)
		}
	}
	if got := (Money{}).FTE(80, sim.Horizon{Length: sim.Day}); got != 0 {
		t.Errorf("FTE without a contract: got %v, want 0", got)
	}
}

// One more seat changes the labour cost by exactly its seat cost.
func TestSeatCostsAreMarginalCosts(t *testing.T) {
	m, c := money(), centre()
	m.Groups[1] = Pay{Tariff: &Tariff{Per: StaffedHour, Price: 19}}
	c.Groups[0].PaidPerSeat = sim.Steps{At: []sim.Time{0, 12 * sim.Hour, 24 * sim.Hour}, Value: []float64{1.25, 1.5, 1.6}}
	seats := m.SeatCosts(c)
	if got := seats[0]; !near(got[2], 4*1.25*20) || !near(got[3], 4*1.5*20*1.5) || !near(got[8], 4*1.6*20) {
		t.Errorf("seat costs %v as shrinkage changes at noon and at midnight", got)
	}
	name := func(g int) string { return LaborOf(c.Groups[g].Name) }
	for _, g := range []int{0, 2} {
		for i := range seats[g] {
			more := c.WithSeats(c.Seats.Map(func(group, interval, n int) int {
				if group == g && interval == i {
					return n + 1
				}
				return n
			}))
			at, _ := Find(m.Measures(c), name(g))
			got := evaluate(m.Measures(more)[at], counts()) - evaluate(m.Measures(c)[at], counts())
			if !near(got, seats[g][i]) {
				t.Errorf("group %d interval %d: seat cost %v, the figure moves by %v", g, i, seats[g][i], got)
			}
		}
	}
	if got := seats[1][2]; !near(got, 2*19) {
		t.Errorf("staffed hour: got %v, want 38", got)
	}
	// 5 min a contact: 12 contacts an hour, 2 h.
	m.Groups[1] = Pay{Tariff: &Tariff{Per: Contact, Price: 3}}
	if got := m.SeatCosts(c)[1][2]; !near(got, 2*12*3) {
		t.Errorf("contact: got %v, want 72", got)
	}
	if got := (Money{}).SeatCosts(c)[0][2]; !near(got, 4*1.25) {
		t.Errorf("without money the cost is paid hours: got %v, want 5", got)
	}
}

// The lines of each figure add up to it.
func TestExplainAddsUp(t *testing.T) {
	m, c := money(), centre()
	lines, measures := m.Explain(c), m.Measures(c)
	for _, figure := range []string{LaborCost, TelecomCost, CampaignCost, OtherCost, LostValue, Revenue} {
		total := 0.0
		for _, line := range lines {
			if line.Figure == figure {
				total += evaluate(line.Measure, counts())
			}
		}
		i, ok := Find(measures, figure)
		if want := evaluate(measures[i], counts()); !ok || !near(total, want) {
			t.Errorf("%s: the lines add up to %v, the figure is %v", figure, total, want)
		}
	}
	if got, want := lines[0].About+": "+lines[0].Words, "home: 200 paid hours (160 planned seat hours × 1.25 paid per seat hour) × 20 an hour × 1.125 for premiums and changes of the wage on average"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, line := range lines { // what is certain counts nothing, the rest has a quantity
		if certain, counts := !math.IsNaN(line.Known), len(line.Quantity.Num) > 0; certain == counts {
			t.Errorf("%s %s: %s: known %v, quantity %+v", line.Figure, line.About, line.Words, line.Known, line.Quantity)
		}
	}
	if lines[0].Known != 4500 || !math.IsNaN(lines[1].Known) {
		t.Errorf("known before simulating: %v and %v, want 4500 and NaN", lines[0].Known, lines[1].Known)
	}
	if got, want := m.LimitWords(c.Horizon), "budget limit: 5,000 a day × 2 days = 10,000 EUR"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestValidate(t *testing.T) {
	if got := money().Validate(centre()); len(got) != 0 {
		t.Fatalf("valid facts are refused: %v", got)
	}
	bad := money()
	bad.LinePerMinute = math.NaN()
	bad.ContractHours = 400
	bad.Other[0].Value = -1
	bad.Groups[0].Overtime = 0.5
	bad.Groups[0].Premium = bad.Groups[0].Premium[1:]
	bad.Groups[1].Wage = 3
	bad.Groups[1].Tariff = &Tariff{Price: math.Inf(1)}
	bad.Queues[0].Churn.Late = 1.2
	bad.Queues[0].LifetimeValue = 0
	want := []string{"budget.line", "budget.contract", "budget.other", "groups.home.overtime", "groups.home.premiums", "groups.bpo.tariff",
		"groups.bpo.tariff.price", "queues.sales.value.churn.late", "queues.sales.value.lifetime_value"}
	var got []string
	for _, p := range bad.Validate(centre()) {
		got = append(got, p.Path)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestWarnings(t *testing.T) {
	if got := money().Warnings(centre()); len(got) != 0 {
		t.Errorf("warnings without cause: %v", got)
	}
	partly := Money{Groups: []Pay{{Wage: 20}}}
	if got := partly.Warnings(centre()); len(got) != 2 {
		t.Errorf("two groups without pay: got %v", got)
	}
	if got := (Money{Limit: &Amount{1, PerDay}}).Warnings(centre()); len(got) != 1 {
		t.Errorf("a limit without pay: got %v", got)
	}
}

// Amounts are written as people add them up: thousands apart, a single day in the singular, nothing that is zero.
func TestWordsOfAmounts(t *testing.T) {
	h := sim.Horizon{Length: sim.Day}
	for _, c := range []struct{ got, want string }{
		{Amount{Value: 3500, Per: PerDay}.words(h), "3,500 a day × 1 day"},
		{Amount{Value: 20000, Per: PerMonth}.words(h), "20,000 a month × 1 day ÷ 30.4375"},
		{number(20571.42857), "20,571.43"},
		{number(-1234567), "−1,234,567"},
		{number(0.6200), "0.62"},
		{lossWords(9, 0, 0), "9 stated cost"},
		{lossWords(0, 0.003, 2400), "(0.3% churn × 2,400 lifetime value)"},
		{lossWords(6, 0.005, 900), "(6 stated cost + 0.5% churn × 900 lifetime value)"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}
