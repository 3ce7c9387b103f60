package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"agner/sim"
)

// office is the least scenario that a test builds on: Monday 2027-03-01, 08:00 to 18:00.
const office = `
horizon: {start: 2027-03-01, open: 08:00-18:00}
queues:
  calls:
    channel: voice
    arrivals: {volume: 1000/day, day_cv: 10%}
    handle_time: 5m
    patience: 2m
groups:
  team: {agents: 20, skills: [calls]}
`

// loaded reads a scenario and its data files; it fails the test on a mistake.
func loaded(t *testing.T, text string, files ...string) *Scenario {
	t.Helper()
	s, err := tryLoad(text, nil, files...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tryLoad reads a scenario with changes; files are pairs of name and text.
func tryLoad(text string, sets []string, files ...string) (*Scenario, error) {
	fsys := fstest.MapFS{"scenario.yaml": {Data: []byte(text)}}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return Load(fsys, "scenario.yaml", Options{Sets: sets})
}

// changed returns the office scenario with changes.
func changed(t *testing.T, sets ...string) *Scenario {
	t.Helper()
	s, err := tryLoad(office, sets)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// contacts returns the expected contacts of all sources of a queue in [from,
// to), as the simulation counts them: while the queue is open.
func contacts(q *sim.Queue, from, to sim.Time) float64 {
	sum := 0.0
	for _, s := range q.Sources {
		for _, o := range q.Open {
			sum += s.Rate.Integral(max(o.From, from), min(o.To, to))
		}
	}
	return sum
}

// daily returns the expected contacts of each day.
func daily(s *Scenario, queue int) []float64 {
	var out []float64
	for d := sim.Time(0); d < s.Centre.Horizon.Length; d += sim.Day {
		out = append(out, contacts(&s.Centre.Queues[queue], d, d+sim.Day))
	}
	return out
}

func nearly(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func allNear(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !nearly(a[i], b[i]) {
			return false
		}
	}
	return true
}

func TestVolumes(t *testing.T) {
	cases := []struct {
		name string
		sets []string
		want []float64 // contacts by day
	}{
		{"a total a day", nil, []float64{1000}},
		{"round the clock", []string{"horizon.open=24h"}, []float64{1000}},
		{"only while open", []string{"horizon.days=7", "horizon.open={mon-fri: 08:00-18:00}"}, []float64{1000, 1000, 1000, 1000, 1000, 0, 0}},
		{"an intensity", []string{"queues.calls.arrivals.volume=2/min"}, []float64{1200}},
		{"a profile of intensities, 0 before the first clock", []string{"queues.calls.arrivals.volume={09:00: 60/h, 12:00: 30/h}"}, []float64{3*60 + 6*30}},
		{"a profile of contacts per interval", []string{"queues.calls.arrivals.volume={08:00: 12, 10:00: 18}"}, []float64{4*12 + 16*18}},
		{"one value per open interval", []string{"horizon.interval=1h", "queues.calls.arrivals.volume=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"}, []float64{55}},
		{"an interval that opens late gets all of its contacts", []string{"horizon.open=08:45-10:30", "horizon.interval=1h", "queues.calls.arrivals.volume=[10, 20, 30]"}, []float64{60}},
		{"weekday factors", []string{"horizon.days=3", "queues.calls.arrivals.weekdays={mon: 1.2, wed: 0.5}"}, []float64{1200, 1000, 500}},
		{"by weekday", []string{"horizon.days=2", "queues.calls.arrivals.volume={mon: {08:00: 10}, tue: {08:00: 20}}"}, []float64{200, 400}},
		{"a week spread over its open days", []string{"horizon.days=7", "horizon.open={mon-fri: 08:00-18:00, sat: 08:00-13:00}", "queues.calls.arrivals.volume=11000/week"},
			[]float64{2000, 2000, 2000, 2000, 2000, 1000, 0}},
		{"a week keeps its total under weekday factors", []string{"horizon.days=7", "queues.calls.arrivals.volume=8000/week", "queues.calls.arrivals.weekdays={sun: 2}"},
			[]float64{1000, 1000, 1000, 1000, 1000, 1000, 2000}},
		{"a holiday of the week is lost", []string{"horizon.days=2", "horizon.holidays=[2027-03-02]", "queues.calls.arrivals.volume=7000/week"}, []float64{1000, 0}},
		{"a holiday runs like a Sunday", []string{"horizon.days=2", "horizon.holidays={2027-03-02: sun}", "queues.calls.arrivals.weekdays={sun: 0.3}"}, []float64{1000, 300}},
		{"growth compounds from the start", []string{"horizon.days=3", "queues.calls.arrivals.growth=7%/week"}, []float64{1000, 1000 * math.Pow(1.07, 1./7), 1000 * math.Pow(1.07, 2./7)}},
		{"a calendar", []string{"horizon.days=3", "queues.calls.arrivals.volume={2027-01-01: 1000/day, 2027-03-02: 500/day}"}, []float64{1000, 500, 500}},
		{"first attempts: every answered contact repeats with 20 %", []string{"queues.calls.arrivals.includes=[repeats]", "queues.calls.repeat={probability: 20%, after: 1h}"}, []float64{800}},
		{"first attempts as stated", []string{"queues.calls.arrivals.includes=[]", "queues.calls.repeat={probability: 20%, after: 1h}"}, []float64{1000}},
		{"retries of the 5 % that are taken to give up", []string{"queues.calls.arrivals.includes=[retries]", "queues.calls.retry={probability: 60%, after: 10m}"}, []float64{1000 * (1 - 0.05*0.6)}},
		{"retries of those that the target allows to give up", []string{"queues.calls.arrivals.includes=[retries]", "queues.calls.retry={probability: 50%, after: 10m}", "queues.calls.target={max_abandonment: 8%}"}, []float64{1000 * (1 - 0.08*0.5)}},
	}
	for _, c := range cases {
		s, err := tryLoad(office, c.sets)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := daily(s, 0); !allNear(got, c.want) {
			t.Errorf("%s: %v contacts, want %v", c.name, got, c.want)
		}
	}
}

// Hours past midnight: the opening belongs to the day on which it begins.
func TestNightVolume(t *testing.T) {
	s := changed(t, "horizon.open=22:00-06:00", "horizon.days=2", "queues.calls.arrivals.volume=800/day", "horizon.warmup=1d")
	q := &s.Centre.Queues[0]
	if got := contacts(q, 0, 6*sim.Hour); !nearly(got, 600) {
		t.Errorf("the morning has %v contacts of the night before, want 600", got)
	}
	if got := contacts(q, 22*sim.Hour, 30*sim.Hour); !nearly(got, 800) {
		t.Errorf("the first night has %v contacts, want 800", got)
	}
	// 22:00 4 agents, from 02:00 2: both nights, also the morning before the first evening.
	s = changed(t, "horizon.open=22:00-06:00", "groups.team.agents={22:00: 4, 02:00: 2}", "queues.calls.arrivals.volume=1/h")
	for _, c := range []struct {
		at   sim.Time
		want int
	}{{sim.Hour, 4}, {3 * sim.Hour, 2}, {22 * sim.Hour, 4}, {23*sim.Hour + 30*sim.Minute, 4}} {
		if got := s.Centre.Seats.At(0, c.at); got != c.want {
			t.Errorf("at %v h there are %d agents, want %d", c.at.Hours(), got, c.want)
		}
	}
}

func TestShape(t *testing.T) {
	s, err := tryLoad(office, []string{"horizon.interval=1h", "queues.calls.arrivals.shape={file: day.csv, column: share, time: from}"},
		"day.csv", "from;share\n08:00;10,5%\n09:00;9,5%\n10:00;10%\n11:00;10%\n12:00;10%\n13:00;10%\n14:00;10%\n15:00;10%\n16:00;10%\n17:00;10%\n")
	if err != nil {
		t.Fatal(err)
	}
	q := &s.Centre.Queues[0]
	if a, b := contacts(q, 8*sim.Hour, 9*sim.Hour), contacts(q, 9*sim.Hour, 10*sim.Hour); !nearly(a, 105) || !nearly(b, 95) {
		t.Errorf("the first hours have %v and %v contacts, want 105 and 95", a, b)
	}
}

// Transfers into a queue whose figures include them: 1000 calls a day, 10 % of
// them transferred to experts, whose 300 a day contain those 100.
func TestIncludedTransfers(t *testing.T) {
	s := changed(t, "queues.calls.transfers=[{probability: 10%, to: experts}]",
		"queues.experts={channel: voice, arrivals: {volume: 300/day, includes: [transfers]}, handle_time: 5m, patience: never}",
		"groups.team.skills=[calls, experts]")
	if got := daily(s, 1); !allNear(got, []float64{200}) {
		t.Errorf("%v first attempts, want 200", got)
	}
}

func TestSeats(t *testing.T) {
	cases := []struct {
		name string
		sets []string
		want string // seats at 07:30, 08:00, 12:00 and 17:30
		paid float64
	}{
		{"a number", nil, "[20 20 20 20]", 1},
		{"a profile", []string{"groups.team.agents={08:00: 10, 12:00: 24, 17:30: 8}"}, "[0 10 24 8]", 1},
		{"scheduled: 20 × 0.9 × 0.95 = 17.1", []string{"groups.team.agents_are=scheduled", "groups.team.shrinkage={out_of_office: 20%, in_office: 10%}", "groups.team.adherence=95%"}, "[17 17 17 17]", 1 / (0.8 * 0.9 * 0.95)},
		{"paid: 20 × 0.8 × 0.9 × 0.95 = 13.68", []string{"groups.team.agents_are=paid", "groups.team.shrinkage={out_of_office: {leave: 15%, sickness: 5%}, in_office: 10%}", "groups.team.adherence=95%"}, "[14 14 14 14]", 1 / (0.8 * 0.9 * 0.95)},
		{"logged in with one fraction", []string{"groups.team.shrinkage=30%"}, "[20 20 20 20]", 1 / 0.7},
		{"half up: 5 × 0.9 = 4.5", []string{"groups.team.agents=5", "groups.team.agents_are=paid", "groups.team.shrinkage=10%"}, "[5 5 5 5]", 1 / 0.9},
	}
	for _, c := range cases {
		s, err := tryLoad(office, c.sets)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []int
		for _, at := range []sim.Time{7*sim.Hour + 30*sim.Minute, 8 * sim.Hour, 12 * sim.Hour, 17*sim.Hour + 30*sim.Minute} {
			got = append(got, s.Centre.Seats.At(0, at))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: seats %v, want %s", c.name, got, c.want)
		}
		if p := s.Centre.Groups[0].PaidPerSeatAt(0); !nearly(p, c.paid) {
			t.Errorf("%s: %v paid per seat, want %v", c.name, p, c.paid)
		}
	}
}

func TestDistributions(t *testing.T) {
	s := changed(t, "queues.calls.patience={observed: {abandonment: 5%, mean_wait: 12s}}")
	if p := s.Centre.Queues[0].Patience; !nearly(p.MeanSeconds(), 240) || p.Shape() != "exponential" {
		t.Errorf("observed patience is %s of mean %v s, want exponential of 240 s", p.Shape(), p.MeanSeconds())
	}
	text := strings.Replace(office, "handle_time: 5m", "aht: {mean: 330s, wrap_up: 30s, cv: 0.9}", 1)
	q := &loaded(t, text).Centre.Queues[0]
	if !nearly(q.Handle.MeanSeconds(), 300) || !nearly(q.WrapUp.MeanSeconds(), 30) || !nearly(q.Handle.CV(), 0.9) {
		t.Errorf("aht gives %v s (cv %v) and %v s of wrap-up, want 300 (0.9) and 30", q.Handle.MeanSeconds(), q.Handle.CV(), q.WrapUp.MeanSeconds())
	}
	s = changed(t, "queues.calls.handle_time={mean: {10:00: 300s, 14:00: 240s}, cv: 0.5}")
	mean := s.Centre.Queues[0].Handle.Mean()
	for at, want := range map[sim.Time]float64{8 * sim.Hour: 300, 11 * sim.Hour: 300, 15 * sim.Hour: 240} {
		if got := mean.ValueAt(at); got != want {
			t.Errorf("mean handle time at %v h is %v s, want %v", at.Hours(), got, want)
		}
	}
}

func TestNoneWhereAbsent(t *testing.T) {
	s := changed(t, "queues.calls.target={level: 80%, within: 20s}", "routing.routes={calls: [{to: [team]}, {after: 1m, message: 30%}]}")
	q := &s.Centre.Queues[0]
	if q.Trunk != sim.None || q.Limit != sim.None || s.Centre.Groups[0].ContactLimit != sim.None {
		t.Errorf("trunk %d, limit %d, contact limit %d; want none", q.Trunk, q.Limit, s.Centre.Groups[0].ContactLimit)
	}
	for i, step := range q.Route.Steps {
		if step.FlowTo != sim.None {
			t.Errorf("step %d flows to %d", i, step.FlowTo)
		}
	}
	if !math.IsNaN(q.Target.MaxAbandonment) || !math.IsNaN(q.Target.MaxASASeconds) || q.Target.Awt != 20*sim.Second || q.Target.Short != 5*sim.Second {
		t.Errorf("target %+v", *q.Target)
	}
}

func TestPremiums(t *testing.T) {
	s := changed(t, "horizon.days=7", "horizon.open=24h", "horizon.interval=1h", "horizon.holidays={2027-03-02: tue}",
		"groups.team.wage=20/h", "groups.team.premiums={22:00-06:00: 25%, sun: 50%, holiday: 100%}")
	p := s.Money.Groups[0].Premium
	for hour, want := range map[int]float64{3: 1.25, 12: 1, 23: 1.25, 24 + 12: 2, 24 + 23: 2.25, 6*24 + 12: 1.5, 6*24 + 2: 1.75} {
		if !nearly(p[hour], want) {
			t.Errorf("the premium factor in hour %d is %v, want %v", hour, p[hour], want)
		}
	}
}

func TestDefaultsAreListed(t *testing.T) {
	s := loaded(t, office)
	listed := map[string]string{}
	for _, d := range s.Defaults {
		if _, twice := listed[d.Path]; twice {
			t.Errorf("%s is listed twice", d.Path)
		}
		listed[d.Path] = d.Value
	}
	for path, want := range map[string]string{
		"horizon.days": "1", "horizon.interval": "30m", "horizon.at_close": "serve_out", "queues.calls.wrap_up": "0",
		"queues.calls.arrivals.shape": "flat", "queues.calls.arrivals.process": "poisson", "queues.calls.priority": "1",
		"groups.team.agents_are": "logged_in", "groups.team.shrinkage": "0", "groups.team.adherence": "100%", "experiment.replications": "400",
	} {
		if listed[path] != want {
			t.Errorf("default of %s is listed as %q, want %q", path, listed[path], want)
		}
	}
	if _, ok := listed["queues.calls.arrivals.day_cv"]; ok {
		t.Error("day_cv is written, but listed as a default")
	}
}

// Whole agents are planned; what rounding did is a default, and a warning where it is much.
func TestRoundingOfAgentsIsTold(t *testing.T) {
	for _, c := range []struct {
		agents    string
		told      bool
		warned    bool
		agentsAre string
	}{{"7", false, false, "logged_in"}, {"40.4", true, false, "logged_in"}, {"2.5", true, true, "logged_in"}, {"10", true, false, "scheduled"}, {"2", true, true, "paid"}} {
		s, err := tryLoad(office, []string{"groups.team.agents=" + c.agents, "groups.team.agents_are=" + c.agentsAre, "groups.team.shrinkage=30%"})
		if err != nil {
			t.Fatal(err)
		}
		told := slices.ContainsFunc(s.Defaults, func(d Default) bool { return strings.Contains(d.Path, "rounding") })
		warned := slices.ContainsFunc(s.Warnings, func(w string) bool { return strings.Contains(w, "rounded to whole") })
		if told != c.told || warned != c.warned {
			t.Errorf("%s agents %s: told %v, warned %v", c.agents, c.agentsAre, told, warned)
		}
	}
}

func TestChannelByDefault(t *testing.T) {
	s, err := tryLoad("queues: {q: {arrivals: {volume: 9/h}, handle_time: 3m, patience: 2m}, w: {arrivals: {volume: 9/h}, handle_time: 3m, due: {within: 8h}}}\ngroups: {g: {agents: 3, skills: [q, w]}}\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := s.Centre.Queues[0].Channel, s.Centre.Queues[1].Channel; a != sim.Voice || b != sim.BackOffice {
		t.Errorf("channels %s and %s", a, b)
	}
}
