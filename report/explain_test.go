package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"agner/budget"
	"agner/sim"
)

func madeUpExplanation() *Explanation {
	r := madeUp()
	r.Result = nil
	c := *r.Centre
	c.Queues = append([]sim.Queue(nil), c.Queues...)
	for q := range c.Queues {
		c.Queues[q].Trunk, c.Queues[q].Limit = sim.None, sim.None
		c.Queues[q].Open = c.Horizon.Open
	}
	c.Trunks = []sim.Trunk{{Name: "main", Lines: 40}}
	sales := &c.Queues[0]
	sales.Trunk, sales.Limit = 0, 50
	sales.SelfService = &sim.SelfService{Containment: sim.Constant(0.25), Time: sim.Exponential(90), FalseContainment: sim.Constant(0.1), ReturnsAfter: sim.Exponential(7200)}
	sales.Route = &sim.Route{Steps: []sim.Step{{To: []int{0}, FlowTo: sim.None}, {After: 30 * sim.Second, To: []int{0, 1}, Order: sim.Listed, FlowTo: sim.None},
		{After: 2 * sim.Minute, Message: 0.3, FlowTo: 1}}}
	sales.Transfers = []sim.Transfer{{Probability: sim.Constant(0.05), To: 1}}
	sales.Conference = &sim.Conference{Probability: sim.Constant(0.2), With: 1, Time: sim.Fixed(60)}
	sales.Callback = &sim.Callback{OfferAfter: sim.Minute, IfWaitOver: 3 * sim.Minute, Accept: sim.Constant(0.4), Reach: sim.Constant(0.85), Within: 2 * sim.Hour}
	c.Queues[2].Channel = sim.Email
	c.Queues[2].Due = &sim.Due{Within: 48 * sim.Hour, Clock: sim.OpenHours}
	c.Queues[2].Backlog = &sim.Backlog{Items: 900, Age: sim.Exponential(72000)}
	r.Centre = &c
	return &Explanation{Run: *r, Merged: "name: Spring campaign launch\n", Events: []string{"mailer: campaign from 2027-03-01 09:00 on."}, Notes: []string{"budget limit: 25000"},
		Money: []budget.Line{{Figure: budget.LaborCost, About: "tier1", Words: "18 hours × 22", Known: 396}, {Figure: budget.TelecomCost, About: "sales", Words: "minutes × 0.02", Known: math.NaN()}}}
}

// withAccounts is the made-up explanation with invented accounts.
func withAccounts() *Explanation {
	x := madeUpExplanation()
	none := sim.NoData()
	x.PaidTimes = []PaidTime{{OutOfOffice: sim.Constant(0.2), Adherence: sim.Constant(1 / (1.3 * 0.8))}, {Adherence: sim.Constant(1)}}
	x.Accounts = &Accounts{Replications: 400, Seed: 7,
		Lines: []AccountLine{{x.Money[0], none, around(396, 0, 0)}, {x.Money[1], around(1210.5, 3, 30), around(24.21, 0.06, 0.6)}},
		Totals: []AccountTotal{{budget.LaborOf("tier1"), around(396, 0, 0), none}, {budget.LaborCost, around(396, 0, 0), none}, {budget.TelecomCost, around(24.21, 0.06, 0.6), none},
			{budget.TotalCost, around(420.21, 0.06, 0.6), none}, {budget.CostPerContact, around(4.2021, 0.01, 0.1), around(100, 1, 10)},
			{budget.BudgetVariance, around(-24579.79, 0.06, 0.6), none}, {budget.LostValue, around(30, 2, 20), none}, {budget.NetValue, around(-450.21, 2, 20), none}}}
	return x
}

// Who asks for money that nobody stated is told so.
func TestExplainWithoutPrices(t *testing.T) {
	x := madeUpExplanation()
	x.Money = nil
	if got := x.moneyChapters(); got != nil {
		t.Errorf("%+v", got)
	}
	x.Accounts = &Accounts{}
	if got := x.moneyChapters(); len(got) != 1 || !strings.Contains(got[0].lines[0], "Nothing has a price") {
		t.Errorf("%+v", got)
	}
}

// 4200 contacts an hour, a quarter of them contained, work 300 + 30 s each.
func TestOfferedLoad(t *testing.T) {
	x := madeUpExplanation()
	loads := x.loads()
	if len(loads) != 2 || loads[0].index != 16 {
		t.Fatalf("%+v", loads)
	}
	if got, want := loads[0].contacts[0], 4200*0.5*0.75; math.Abs(got-want) > 1e-9 {
		t.Errorf("%v contacts, want %v", got, want)
	}
	if got, want := loads[0].erlangs[0], 4200*0.75*330/3600; math.Abs(got-want) > 1e-9 {
		t.Errorf("%v erlangs, want %v", got, want)
	}
	if loads[0].agents[0] != 18 {
		t.Errorf("%d agents", loads[0].agents[0])
	}
}

func TestSourceContactsOfATrace(t *testing.T) {
	q := &sim.Queue{Sources: []sim.Source{{Process: sim.Replay, Trace: []sim.Time{0, 5, 10, 10, 20}}}}
	if got := sourceContacts(q, &q.Sources[0], 5, 20); got != 3 {
		t.Errorf("%v contacts in [5, 20), want 3", got)
	}
}

func TestLongHorizonsAreShownByDay(t *testing.T) {
	days := byDay([]load{{3, []float64{10}, []float64{1}, []int{4}}, {4, []float64{20}, []float64{3}, []int{6}}, {48, []float64{7}, []float64{2}, []int{1}}}, 48)
	if len(days) != 2 || days[0].contacts[0] != 30 || days[0].erlangs[0] != 2 || days[0].agents[0] != 6 || days[1].index != 1 || days[1].contacts[0] != 7 {
		t.Errorf("%+v", days)
	}
}

func TestExplainGolden(t *testing.T) {
	x := madeUpExplanation()
	for _, k := range []struct {
		file  string
		write func(*bytes.Buffer) error
	}{
		{"explain.json", func(b *bytes.Buffer) error { return WriteExplainJSON(b, x) }},
		{"explain.txt", func(b *bytes.Buffer) error { return WriteExplainText(b, x, TextOptions{Width: 100}) }},
		{"explain.md", func(b *bytes.Buffer) error { return WriteExplainMarkdown(b, x) }},
		{"explain.csv", func(b *bytes.Buffer) error { return WriteExplainCSV(b, x) }},
		{"explain-money.txt", func(b *bytes.Buffer) error { return WriteExplainText(b, withAccounts(), TextOptions{Width: 100}) }},
		{"explain-money.csv", func(b *bytes.Buffer) error { return WriteExplainCSV(b, withAccounts()) }},
		{"explain-money.json", func(b *bytes.Buffer) error { return WriteExplainJSON(b, withAccounts()) }},
	} {
		var b bytes.Buffer
		if err := k.write(&b); err != nil {
			t.Fatal(err)
		}
		switch k.file {
		case "explain.json", "explain-money.json":
			if !json.Valid(b.Bytes()) {
				t.Error("no JSON")
			}
		case "explain.csv":
			if _, err := csv.NewReader(strings.NewReader(b.String())).ReadAll(); err != nil {
				t.Error(err)
			}
		}
		golden(t, k.file, b.Bytes())
	}
}
