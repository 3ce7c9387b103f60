package report

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"agner/sim"
	"agner/staffing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) == string(want) {
		return
	}
	is, was := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(is), len(was)) {
		if i >= len(is) || i >= len(was) || is[i] != was[i] {
			t.Fatalf("%s differs from line %d: %q was %q; go test ./report -update writes it anew", path, i+1, at(is, i), at(was, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

func around(value, half, sd float64) sim.Estimate {
	return sim.Estimate{Value: value, Low: value - half, High: value + half, SD: sd}
}

// row builds a row in the order of metrics, NoData where nothing is given.
func row(metrics []sim.Metric, known map[sim.Metric]sim.Estimate) sim.Row {
	list := make([]sim.Estimate, len(metrics))
	for i, m := range metrics {
		e, ok := known[m]
		if !ok {
			e = sim.NoData()
		}
		list[i] = e
	}
	return sim.NewRow(metrics, list)
}

// madeUp is a run with invented numbers: a voice queue that misses its target,
// a chat that meets it, and a queue without target or traffic.
func madeUp() *Run {
	never := math.NaN()
	centre := &sim.Centre{Name: "campaign",
		Horizon: sim.Horizon{Length: sim.Day, Interval: 30 * sim.Minute, Open: []sim.Span{{From: 8 * sim.Hour, To: 9 * sim.Hour}}},
		Queues: []sim.Queue{
			{Name: "sales", Channel: sim.Voice, Open: []sim.Span{{From: 8 * sim.Hour, To: 9 * sim.Hour}}, Sources: []sim.Source{{Name: "sales", Rate: sim.Constant(4200.0 / 3600), DayCV: 0.12}},
				Handle: sim.Lognormal(300, 0.9), WrapUp: sim.Fixed(30), Patience: sim.Exponential(120), Balk: sim.Constant(0.01),
				Retry: &sim.Return{Probability: sim.Constant(0.6), After: sim.Exponential(600), Attempts: 3}, Target: &sim.Target{Level: 0.8, Awt: 20 * sim.Second, Short: 5 * sim.Second, MaxAbandonment: 0.05, MaxASASeconds: never}},
			{Name: "chat", Channel: sim.Chat, Target: &sim.Target{Level: 0.9, Awt: sim.Minute, Definition: sim.AbandonsIgnored, MaxAbandonment: never, MaxASASeconds: 45}},
			{Name: "fax", Channel: sim.Voice},
		},
		Groups: []sim.Group{{Name: "tier1", PaidPerSeat: sim.Constant(1.3), Skills: []sim.Skill{{Queue: 0}, {Queue: 1, Level: 2, AtOnce: 3}}, Slowdown: 0.15},
			{Name: "bpo", Skills: []sim.Skill{{Queue: 0, Speed: 0.8}}}},
		Seats: sim.Seats{Interval: 30 * sim.Minute, Count: [][]int{make([]int, 48), make([]int, 48)}},
	}
	for _, i := range []int{16, 17} {
		centre.Seats.Count[0][i], centre.Seats.Count[1][i] = 18, 4
	}
	return &Run{
		Name: "Spring campaign launch", Description: "A mailer to 200 000 customers.", File: "scenarios/campaign.yaml",
		Fingerprint: "sha256:0123", Version: "test", Start: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC),
		Centre: centre, Result: madeUpResult(), QueueLabels: []string{"Sales calls", "Chat 💬 客服", ""}, GroupLabels: []string{"First line", ""},
		Currency: "USD", FullTimeHours: 8, Limit: 25000,
		Measures: []string{"labor_cost", "total_cost", "cost_per_contact", "lost_value", "labor_cost:tier1", "labor_cost:bpo"},
		Beside: &staffing.Comparison{Queues: []staffing.FormulaDay{
			{Name: "sales", Formulas: staffing.Formulas{ErlangC: staffing.Theory{ServiceLevel: 0.923, ASASeconds: 6.1}, ErlangA: staffing.Theory{ServiceLevel: 0.851, ASASeconds: 9.4, Abandonment: 0.031}}, Intervals: formulaIntervals()},
			{Name: "chat", Formulas: staffing.Formulas{ErlangC: staffing.Theory{ASASeconds: math.Inf(1)}, ErlangA: staffing.Theory{ServiceLevel: 0.959, ASASeconds: 8, Abandonment: 0.02}}, Intervals: formulaIntervals()},
			{Name: "fax", Formulas: staffing.Formulas{ErlangC: staffing.Theory{ServiceLevel: never, ASASeconds: never, Abandonment: never}, ErlangA: staffing.Theory{ServiceLevel: never, ASASeconds: never, Abandonment: never}}},
		}},
		Frontier: []staffing.Point{
			point(0.9, around(22900, 20, 400), around(0.602, 0.008, 0.1)),
			point(1, around(25310, 40, 420), around(0.781, 0.006, 0.09)),
			point(1.1, around(27800, 45, 430), around(0.893, 0.004, 0.06)),
		},
		Defaults: []Default{{"queues.sales.priority", "1"}, {"routing.pick_agent", "longest_idle"}},
		Warnings: []string{"queues.sales: no day_cv stated; real days vary by 5 to 20%"},
	}
}

func formulaIntervals() []staffing.FormulaInterval {
	theory := staffing.Formulas{ErlangC: staffing.Theory{ServiceLevel: 0.92}, ErlangA: staffing.Theory{ServiceLevel: 0.85}}
	return []staffing.FormulaInterval{{Index: 16, Contacts: 100, Load: 18.4, Agents: 22, Formulas: theory}, {Index: 17, Contacts: 110, Load: 20.2, Agents: 22, Formulas: theory}}
}

func point(factor float64, cost, level sim.Estimate) staffing.Point {
	return staffing.Point{Factor: factor, PaidHours: around(364.7*factor, 0.5, 3), TotalCost: cost, LostValue: sim.NoData(), NetValue: sim.NoData(),
		ServiceLevel: level, ProbabilityOfTarget: around(0.5, 0.04, 0.3), Queues: []sim.Estimate{level, level, sim.NoData()},
		Checks: []staffing.Check{{Queue: "sales", Interval: staffing.Whole, Metric: sim.ServiceLevel, AtLeast: true, Bound: 0.8, Estimate: level}}}
}

func madeUpResult() *sim.Result {
	sales := map[sim.Metric]sim.Estimate{
		sim.Arrivals: around(4201.3, 9.2, 66.1), sim.Offered: around(4201.3, 9.2, 66.1), sim.Answered: around(3990.25, 8, 60),
		sim.AnsweredInAwt: around(3116.4, 20, 210), sim.Abandoned: around(211.05, 4, 41), sim.AbandonedInAwt: around(80, 2, 9),
		sim.ServiceLevel: around(0.7418, 0.0061, 0.061), sim.ServiceLevelAbandonsNegative: around(0.7418, 0.0061, 0.061), sim.ASA: around(24.13, 0.8, 8),
		sim.Abandonment: around(0.0502, 0.0009, 0.009), sim.WaitP90: around(63, 2, math.NaN()), sim.AHT: around(331, 0.4, 4),
		sim.ProbabilityOfTarget: around(0.41, 0.048, 0.49), sim.Messages: around(0, 0, 0), sim.Retries: around(12.5, 0.8, 8),
	}
	chat := map[sim.Metric]sim.Estimate{
		sim.Arrivals: around(640, 3, 30), sim.Offered: around(640, 3, 30), sim.Answered: around(630, 3, 30), sim.AnsweredInAwt: around(610, 3, 30),
		sim.Abandoned: around(10, 0.4, 4), sim.ServiceLevel: around(0.958, 0.002, 0.02), sim.ASA: around(11.2, 0.3, 3), sim.Abandonment: around(0.0156, 0.0004, 0.004),
		sim.WaitP90: around(33, 1, math.NaN()), sim.AHT: around(612, 1.1, 12), sim.ProbabilityOfTarget: around(0.9925, 0.0085, 0.086),
	}
	interval := func(i int, level float64) sim.IntervalRow {
		return sim.IntervalRow{Index: i, Row: row(sim.QueueIntervalMetrics(), map[sim.Metric]sim.Estimate{
			sim.Arrivals: around(100, 1, 10), sim.Offered: around(100, 1, 10), sim.Answered: around(95, 1, 10), sim.AnsweredInAwt: around(95*level, 1, 10),
			sim.Abandoned: around(5, 0.4, 4), sim.ServiceLevel: around(level, 0.01, 0.1), sim.ASA: around(20, 1, 9), sim.AHT: around(331, 1, 9),
			sim.WaitP50: around(4, 1, 1), sim.WaitP90: around(60, 2, 1), sim.WaitP95: around(80, 3, 1),
			sim.ServiceLevelP05: {Value: level - 0.1}, sim.ServiceLevelP50: {Value: level}, sim.ServiceLevelP95: {Value: level + 0.05}})}
	}
	group := func(hours float64) sim.GroupResult {
		known := map[sim.Metric]sim.Estimate{sim.Occupancy: around(0.87, 0.002, 0.02), sim.LoggedInHours: around(hours, 0, 0),
			sim.HandlingHours: around(0.87*hours, 0.2, 2), sim.PaidHours: around(1.3*hours, 0, 0), sim.Agents: around(hours, 0, 0)}
		return sim.GroupResult{Name: "tier1", Row: row(sim.GroupMetrics(), known),
			Intervals: []sim.IntervalRow{{Index: 16, Row: row(sim.GroupIntervalMetrics(), known)}}}
	}
	return &sim.Result{Seed: 1, Replications: 400, Queues: []sim.QueueResult{
		{Name: "sales", Row: row(sim.QueueMetrics(), sales), Intervals: []sim.IntervalRow{interval(16, 0.9), interval(17, 0.6)}},
		{Name: "chat", Row: row(sim.QueueMetrics(), chat), Intervals: []sim.IntervalRow{interval(16, 0.95), interval(17, 0.97)}},
		{Name: "fax", Row: row(sim.QueueMetrics(), map[sim.Metric]sim.Estimate{sim.Offered: around(0, 0, 0), sim.Arrivals: around(0, 0, 0)})},
	},
		Groups: []sim.GroupResult{group(240), group(40.5)},
		Total: sim.TotalResult{Row: row(sim.TotalMetrics(), map[sim.Metric]sim.Estimate{sim.Offered: around(4841, 10, 70), sim.ServiceLevel: around(0.77, 0.005, 0.05),
			sim.Abandonment: around(0.045, 0.0008, 0.008), sim.ProbabilityOfTarget: around(0.4, 0.05, 0.49), sim.PaidHours: around(364.7, 0, 0)})},
		Measures: []sim.Estimate{around(24100, 35, 380), around(25310, 40, 420), around(5.478, 0.012, 0.1), around(8100, 120, 1200), around(20000, 30, 300), around(4100, 5, 80)},
		Reached:  true, Warnings: []string{"the confidence interval of chat.service_level is wider than its margin"}}
}
