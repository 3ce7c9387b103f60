package scenarios

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"agner/sim"
)

// sideOf loads a scenario with its data files.
func sideOf(t *testing.T, text string, data ...string) BridgeSide {
	t.Helper()
	files := fstest.MapFS{"a.yaml": file(text)}
	for i := 0; i < len(data); i += 2 {
		files[data[i]] = file(data[i+1])
	}
	s, err := Load(files, "a.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	return BridgeSide{s, files}
}

// what returns the names of the steps of a bridge.
func (b *Bridge) what() []string {
	var out []string
	for _, s := range b.Steps {
		out = append(out, s.Name)
	}
	return out
}

const signed = `horizon: {start: 2027-03-01, open: 08:00-18:00}
queues:
  sales:
    arrivals: {volume: 600/day, day_cv: 10%, includes: [repeats]}
    handle_time: {mean: 5m, cv: 0.9}
    patience: 3m
    repeat: {probability: 10%, after: 1h}
    target: {level: 80%, within: 20s}
groups:
  tier1:
    agents: {08:00: 7, 12:00: 9}
    skills: {sales: {level: 1, speed: 1}}
    wage: 20/h
    shrinkage: 30%
budget: {currency: EUR, contract: 40h}
staffing: {method: erlang_a}
`

// Each fact belongs to one class, and one that has no part in what staffing takes to none.
func TestBridgeClasses(t *testing.T) {
	old := sideOf(t, signed)
	for _, c := range []struct{ from, to, want string }{
		{"600/day", "700/day", "volume"},
		{"day_cv: 10%", "day_cv: 20%", "volume"},
		{"2027-03-01, ", "2027-03-02, ", "volume"},
		{"staffing:", "busyness: {cv: 5%}\nstaffing:", "volume"},
		{"staffing:", "events: {tv: {kind: surge, at: 2027-03-01 10:00, for: 1h, queues: {sales: +50%}}}\nstaffing:", "volume"},
		{"mean: 5m", "mean: 6m", "handle time"},
		{"    patience", "    wrap_up: 20s\n    patience", "handle time"},
		{"speed: 1}", "speed: 1.1}", "handle time"},
		{"staffing:", "events: {crm: {kind: change, from: 2027-03-01, set: {queues.sales.handle_time.mean: 4m}}}\nstaffing:", "handle time"},
		{"patience: 3m", "patience: 2m", "patience, retries and repeats"},
		{"probability: 10%", "probability: 12%", "patience, retries and repeats"},
		{"[repeats]", "[]", "patience, retries and repeats"},
		{"shrinkage: 30%", "shrinkage: 32%", "shrinkage and absence"},
		{"shrinkage: 30%", "shrinkage: 30%\n    absence: 3%", "shrinkage and absence"},
		{"staffing:", "events: {flu: {kind: absence, on: 2027-03-01, groups: {tier1: 5%}}}\nstaffing:", "shrinkage and absence"},
		{"level: 80%", "level: 90%", "targets"},
		{"erlang_a}", "erlang_a, meet: interval}", "targets"},
		{"level: 1,", "level: 2,", "skills and routing"},
		{"staffing:", "routing: {pick_agent: random}\nstaffing:", "skills and routing"},
		{"08:00-18:00", "08:00-20:00", "opening hours"},
		{"20/h", "21/h", "wages and prices"},
		{"40h", "38h", "wages and prices"},
		{"18:00}", "18:00, interval: 15m}", "other"},
		{"12:00: 9", "12:00: 12", ""}, // stated agents
		{"erlang_a", "erlang_c", ""},  // the method of the later one is used throughout
		{"staffing:", "experiment: {seed: 7}\nstaffing:", ""},
	} {
		if !strings.Contains(signed, c.from) {
			t.Fatalf("no %q", c.from)
		}
		b := NewBridge(old, sideOf(t, strings.Replace(signed, c.from, c.to, 1)))
		if got := strings.Join(b.what(), "|"); got != c.want {
			t.Errorf("%s → %s: steps %q, want %q", c.from, c.to, got, c.want)
		}
		if want := len(classes()) - 1 - len(b.Steps); len(b.Same) != want || slices.Contains(b.Same, c.want) {
			t.Errorf("%s → %s: the same are %q", c.from, c.to, b.Same)
		}
	}
}

// Every step has the facts of its class and of those before it from the later scenario, the others from the earlier.
func TestBridgeSteps(t *testing.T) {
	text := strings.NewReplacer("600/day", "700/day", "mean: 5m", "mean: 6m", "30%", "33%", "level: 80%", "level: 90%", "18:00}", "20:00}", "20/h", "21/h").Replace(signed)
	after := sideOf(t, text)
	b := NewBridge(sideOf(t, signed), after)
	want := []string{"volume", "handle time", "shrinkage and absence", "targets", "opening hours", "wages and prices"}
	if got := b.what(); !slices.Equal(got, want) {
		t.Fatalf("steps %q, want %q", got, want)
	}
	for i, step := range b.Steps {
		c := step.Scenario.Centre
		taken := func(k int, old, new float64) float64 { return map[bool]float64{true: new, false: old}[i >= k] }
		for _, f := range []struct {
			name      string
			got, want float64
		}{
			// Of the stated contacts a tenth are repeats; the first attempts are the rest.
			{"contacts", expected(c, 0), taken(0, 540, 630)},
			{"handle time", c.Queues[0].Handle.MeanAt(0), taken(1, 300, 360)},
			{"paid per seat", c.Groups[0].PaidPerSeatAt(0), taken(2, 1/0.7, 1/0.67)},
			{"level", c.Queues[0].Target.Level, taken(3, 0.8, 0.9)},
			{"closing", c.Horizon.Open[0].To.Hours(), taken(4, 18, 20)},
			{"wage", step.Scenario.Money.Groups[0].Wage, taken(5, 20, 21)},
		} {
			if math.Abs(f.got-f.want) > 1e-6 {
				t.Errorf("%s: %s is %v, want %v", step.Name, f.name, f.got, f.want)
			}
		}
	}
	if b.Steps[len(b.Steps)-1].Scenario != after.Scenario {
		t.Error("the last step is not the later scenario itself")
	}
	if got := b.Steps[0].Changed; !slices.Equal(got, []string{"queues.sales.arrivals.volume"}) {
		t.Errorf("volume differs in %q", got)
	}
}

// Queues and groups that come or go have a step of their own, with the skills and routes that name them.
func TestBridgeOfAddedAndRemovedQueues(t *testing.T) {
	chat := "  chat: {channel: chat, arrivals: {volume: 60/day, day_cv: 10%}, handle_time: 8m, patience: 3m, target: {level: 80%, within: 60s}}\ngroups:"
	with := strings.NewReplacer("groups:", chat, "skills: {sales: {level: 1, speed: 1}}", "skills: [sales, chat]", "600/day", "700/day").Replace(signed)
	for _, c := range []struct{ from, to string }{{signed, with}, {with, signed}} {
		b := NewBridge(sideOf(t, c.from), sideOf(t, c.to))
		if got := b.what(); !slices.Equal(got, []string{"queues and groups", "volume"}) {
			t.Fatalf("steps %q", got)
		}
		if slices.Contains(b.Same, string(skillFacts)) {
			t.Error("skills are said to be the same")
		}
		names := func(s *Scenario) (out []string) {
			for _, q := range s.Centre.Queues {
				out = append(out, q.Name)
			}
			return out
		}
		if got, want := names(b.Steps[0].Scenario), names(b.Steps[1].Scenario); !slices.Equal(got, want) {
			t.Errorf("after the first step the queues are %q, want %q", got, want)
		}
	}
	// An event that names a queue keeps the step from standing alone until the event goes, too.
	surge := strings.Replace(with, "staffing:", "events: {tv: {kind: surge, at: 2027-03-01 10:00, for: 1h, queues: {chat: +50%}}}\nstaffing:", 1)
	if got := NewBridge(sideOf(t, surge), sideOf(t, signed)).what(); !slices.Equal(got, []string{"queues and groups + volume"}) {
		t.Errorf("steps %q", got)
	}
}

// Files are read from the folder of the scenario that names them, and compared by what they hold.
func TestBridgeReadsFilesOfBothSides(t *testing.T) {
	text := strings.Replace(signed, "volume: 600/day", "volume: {file: calls.csv, column: offered, time: Time}", 1)
	table := func(n string) string { return "Time,offered\n08:00," + n + "\n12:00," + n + "\n" }
	old, new := sideOf(t, text, "calls.csv", table("30")), sideOf(t, strings.Replace(text, "20/h", "21/h", 1), "calls.csv", table("45"))
	b := NewBridge(old, new)
	if got := b.what(); !slices.Equal(got, []string{"volume", "wages and prices"}) {
		t.Fatalf("steps %q", got)
	}
	if got, want := expected(b.Steps[0].Scenario.Centre, 0), expected(new.Scenario.Centre, 0); got != want || got <= expected(old.Scenario.Centre, 0) {
		t.Errorf("%v contacts after the volume was taken over, want %v", got, want)
	}
	if got := NewBridge(old, old).what(); len(got) != 0 {
		t.Errorf("a scenario differs from itself in %q", got)
	}
}

// Agents stated for shorter hours do not contradict the longer hours of a step.
func TestBridgeDoesNotNeedStatedAgents(t *testing.T) {
	old := strings.Replace(signed, "{08:00: 7, 12:00: 9}", "{08:00: 7, 18:00: 0}", 1)
	new := strings.NewReplacer("18:00}", "21:00}", "{08:00: 7, 12:00: 9}", "{08:00: 7, 20:30: 1}", "20/h", "21/h").Replace(signed)
	b := NewBridge(sideOf(t, new), sideOf(t, old))
	if got := b.what(); !slices.Equal(got, []string{"opening hours", "wages and prices"}) {
		t.Errorf("steps %q", got)
	}
	// Agents who serve no queue are no decision of staffing: theirs is a difference.
	experts := "  experts: {agents: 2, skills: []}\nbudget:"
	b = NewBridge(sideOf(t, strings.Replace(signed, "budget:", experts, 1)), sideOf(t, strings.Replace(signed, "budget:", strings.Replace(experts, "2", "3", 1), 1)))
	if got := b.what(); !slices.Equal(got, []string{"other"}) {
		t.Errorf("steps %q", got)
	}
	if n := b.Steps[0].Scenario.Centre.Seats.At(1, 9*sim.Hour); n != 3 {
		t.Errorf("%d experts", n)
	}
}
