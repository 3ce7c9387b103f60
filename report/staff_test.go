package report

import (
	"bytes"
	"io"
	"math"
	"strings"
	"testing"

	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// madeUpStaff is a staffing with invented numbers: two groups over an hour, a
// price of silence, a target that binds and a budget that is exceeded.
func madeUpStaff() *Staff {
	run := *madeUp()
	run.Result = nil
	c := run.Centre
	seats := func(counts ...int) sim.Seats {
		out := sim.NewSeats(c.Horizon, len(c.Groups))
		return out.Map(func(g, i, _ int) int {
			if i == 16 || i == 17 {
				return counts[g] + i - 16
			}
			return 0
		})
	}
	centre := *c
	centre.Seats = seats(make([]int, len(c.Groups))...).Map(func(_, i, n int) int { return 3 + i - 16 })
	run.Centre = &centre
	more := make([]int, len(c.Groups))
	for g := range more {
		more[g] = 5 + g
	}
	level := staffing.Check{Queue: "sales", Interval: staffing.Whole, Metric: sim.ServiceLevel, AtLeast: true, Bound: 0.8, Estimate: around(0.812, 0.008, 0.05)}
	tight := staffing.Check{Queue: "chat", Interval: 17, Metric: sim.ASA, Bound: 45, Estimate: around(44, 2, 9)}
	point := staffing.Point{Factor: math.NaN(), Seats: seats(more...), PaidHours: around(30, 0.1, 0.4), TotalCost: around(900, 4, 20), LostValue: around(70, 5, 30),
		NetValue: around(-970, 6, 40), ServiceLevel: around(0.83, 0.01, 0.06), ProbabilityOfTarget: around(0.62, 0.04, 0.4), Checks: []staffing.Check{level, tight}}
	leaner := point
	leaner.TotalCost, leaner.ServiceLevel = around(790, 4, 20), around(0.74, 0.01, 0.06)
	plan := &staffing.Plan{Seats: point.Seats, Scheduled: seats(more...).Map(func(_, _, n int) int { return (n*10 + 8) / 9 }), SeatCost: 850, PaidHours: 30, Point: point,
		Checks: point.Checks, Feasible: true, Simulated: 4200, Certificate: &staffing.Certificate{Confirmed: true, Seed: 77, Replications: 400, Attempts: 1,
			EdgeSeed: 76, EdgeReplications: 50, Margins: []staffing.Margin{{Check: level, Extra: 0.0012}}, Removals: 4, Swaps: 2, SwapsAlone: 1, Predicted: 3},
		Prices: []staffing.Price{{Check: level, PerPoint: 28.2, Binds: true, Group: c.Groups[0].Name, Interval: 16}}, Budget: &staffing.BudgetGap{Limit: 800, Over: 100, Within: &leaner}}
	swing := func(name string, v float64) staffing.Swing {
		return staffing.Swing{Change: name, ServiceLevel: around(v, 0.004, 0), Abandonment: around(-v/2, 0.002, 0), TotalCost: around(900*v, 2, 0), NetValue: sim.NoData()}
	}
	return &Staff{Run: run, Seed: 1, Task: &staffing.Task{Centre: &centre, Meet: staffing.MeetShare, Share: 0.9, ScheduleEfficiency: 0.9, Bounds: []staffing.Bounds{{Min: 2, Max: 40}}},
		Plan: plan, Simulated: 300, Unknown: []string{"mailer"},
		Audit: []staffing.AuditStep{{Name: "Erlang C", Why: "everyone waits", ServiceLevel: around(0.7, 0, 0), Factor: 1.1, SeatHours: 33},
			{Name: "full simulation", Why: "as it is", ServiceLevel: around(0.83, 0.01, 0.06), Factor: 1, SeatHours: 30}},
		Sensitivities: []staffing.Sensitivity{{Factor: "volume", Less: swing("−10 %", 0.06), More: swing("+10 %", -0.07)}, {Factor: "patience", Less: swing("−10 %", 0.001), More: swing("+10 %", -0.001)}},
		Risk: &staffing.Risk{Total: around(0.62, 0.04, 0.4), Queues: []staffing.QueueRisk{{Name: "sales", Day: around(0.62, 0.04, 0.4),
			Intervals: []staffing.IntervalRisk{{Index: 16, Met: sim.NoData(), Bad: 0.5, Usual: 0.8, Good: 0.95}, {Index: 17, Met: sim.NoData(), Bad: 0.6, Usual: 0.82, Good: 0.96}}}},
			Shares:   []staffing.ShareStaffing{{Share: 0.8, Factor: 1.07, Point: staffing.Point{Factor: 1.1, PaidHours: around(33, 0.1, 0.4), TotalCost: around(990, 4, 20), ProbabilityOfTarget: around(0.84, 0.03, 0.3)}}, {Share: 0.95, Factor: math.NaN()}},
			Overtime: []staffing.Overtime{{Hours: 1.5, Without: around(0.62, 0.04, 0.4), With: around(0.7, 0.04, 0.4), HoursUsed: 0.57, CostOnCall: 18.8, CostEveryDay: 33, Saved: 14.2, PointsOfDays: 8}}},
		Silence: &staffing.Silence{Untold: leaner, Told: point, UntoldPlan: plan, ToldPlan: plan, ServiceLevel: around(0.09, 0.01, 0), Abandonment: around(-0.03, 0.01, 0),
			TotalCost: around(110, 3, 0), LostValue: around(-1, 3, 0), NetValue: around(-109, 5, 0)}}
}

func TestStaffGolden(t *testing.T) {
	s := madeUpStaff()
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"staff.txt", func(w io.Writer) error { return WriteStaffText(w, s, TextOptions{}) }},
		{"staff.md", func(w io.Writer) error { return WriteStaffMarkdown(w, s) }},
		{"staff.json", func(w io.Writer) error { return WriteStaffJSON(w, s) }},
		{"staff.csv", func(w io.Writer) error { return WriteStaffCSV(w, s) }},
	} {
		var out bytes.Buffer
		if err := f.write(&out); err != nil {
			t.Fatal(err)
		}
		golden(t, f.name, out.Bytes())
	}
}

// A plan that cannot be what was asked for says so first, and what it says follows
// the worst of what is wrong.
func TestStaffProblems(t *testing.T) {
	s := madeUpStaff()
	if s.status() != "over_budget" || !strings.Contains(s.Problem(), "100 ") {
		t.Errorf("status %s: %s", s.status(), s.Problem())
	}
	s.Plan.Budget = nil
	if s.status() != "certified" || s.Problem() != "" {
		t.Errorf("status %s: %s", s.status(), s.Problem())
	}
	s.Plan.Certificate.Open = 1
	if s.status() != "confirmed" || s.Problem() != "" {
		t.Errorf("status %s: %s", s.status(), s.Problem())
	}
	s.Plan.Certificate.Confirmed = false
	if s.status() != "unconfirmed" || s.Problem() == "" {
		t.Errorf("status %s: %s", s.status(), s.Problem())
	}
	s.Plan.Feasible, s.Plan.Relaxed = false, []staffing.Relaxed{{Check: s.Plan.Checks[1], Attained: 50}}
	if f := s.findings(); s.status() != "infeasible" || f[0].Tone != bad || !strings.Contains(f[1].Text, "ASA ≤ 45 s, 08:30–09:00") {
		t.Errorf("status %s, findings %v", s.status(), f)
	}
	s.Plan.Interrupted = true
	if s.status() != "interrupted" {
		t.Errorf("status %s", s.status())
	}
}

func TestStaffPictures(t *testing.T) {
	pictures := madeUpStaff().Pictures()
	if len(pictures) < 5 {
		t.Fatalf("%d pictures", len(pictures))
	}
	for _, p := range pictures {
		var out bytes.Buffer
		if err := p.Draw(&out, charts.Options{}); err != nil || !strings.Contains(out.String(), "<svg") || strings.Contains(out.String(), "No data") {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

func madeUpBudgets() *Budgets {
	s := madeUpStaff()
	lean, rich := *s.Plan.Budget.Within, s.Plan.Point
	lean.PaidHours = around(26, 0.1, 0.4)
	lean.Checks = []staffing.Check{{Queue: "sales", Interval: staffing.Whole, Metric: sim.ServiceLevel, AtLeast: true, Bound: 0.8, Estimate: around(0.74, 0.01, 0.05)}}
	rich.Checks = s.Plan.Checks[:1]
	b := &Budgets{Run: s.Run, Seed: 1, Replications: 300, Task: s.Task}
	b.Frontier = []staffing.Point{lean, rich}
	b.Limit = 800
	return b
}

func TestFrontierGolden(t *testing.T) {
	b := madeUpBudgets()
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"frontier.txt", func(w io.Writer) error { return WriteFrontierText(w, b, TextOptions{}) }},
		{"frontier.json", func(w io.Writer) error { return WriteFrontierJSON(w, b) }},
		{"frontier.csv", func(w io.Writer) error { return WriteFrontierCSV(w, b) }},
	} {
		var out bytes.Buffer
		if err := f.write(&out); err != nil {
			t.Fatal(err)
		}
		golden(t, f.name, out.Bytes())
	}
	for _, p := range b.Pictures() {
		var out bytes.Buffer
		if err := p.Draw(&out, charts.Options{}); err != nil || strings.Contains(out.String(), "No data") {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}
