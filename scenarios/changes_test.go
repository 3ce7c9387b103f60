package scenarios

import (
	"strings"
	"testing"

	"agner/sim"
)

// profileAt returns the value of a profile at a clock of an ordinary day, for tests.
func profileAt(t *testing.T, c Calendar, clock Clock) float64 {
	t.Helper()
	if len(c.Eras) != 1 || len(c.Eras[0].Profile.Parts) != 1 {
		t.Fatalf("%+v is no single profile", c)
	}
	part, v := c.Eras[0].Profile.Parts[0], 0.0
	for i, from := range part.Clocks {
		if from <= clock {
			v = part.Values[i]
		}
	}
	return v
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if d := got - want; d > 1e-9*(1+want) || d < -1e-9*(1+want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestRelativeChanges holds every form of a change against what docs/scenario.md says of it.
func TestRelativeChanges(t *testing.T) {
	eight, noon := Clock(8*3600), Clock(12*3600)
	agents := func(s *Spec) Calendar { return s.Groups[0].Agents }
	volume := func(s *Spec) Calendar { return s.Queues[0].Arrivals.Volume }
	for _, c := range []struct {
		set   string
		value func(s *Spec) float64
		want  float64
	}{
		{"groups.tier1.agents=+8", func(s *Spec) float64 { return profileAt(t, agents(s), eight) }, 15},
		{"groups.tier1.agents=+8", func(s *Spec) float64 { return profileAt(t, agents(s), noon) }, 17},
		{"groups.tier1.agents=-4", func(s *Spec) float64 { return profileAt(t, agents(s), eight) }, 3},
		{"groups.tier1.agents=+10%", func(s *Spec) float64 { return profileAt(t, agents(s), noon) }, 9.9},
		{"groups.tier1.agents=12", func(s *Spec) float64 { return profileAt(t, agents(s), eight) }, 12},
		{"groups.tier1.agents.08:00=+1", func(s *Spec) float64 { return profileAt(t, agents(s), eight) }, 8},
		{"groups.tier1.agents.08:00=+1", func(s *Spec) float64 { return profileAt(t, agents(s), noon) }, 9},
		{"groups.tier1.agents={08:00: 3}", func(s *Spec) float64 { return profileAt(t, agents(s), noon) }, 3},
		{"queues.sales.arrivals.volume=-10%", func(s *Spec) float64 { return profileAt(t, volume(s), noon) }, 54. / 3600},
		{"queues.sales.arrivals.volume=+1/min", func(s *Spec) float64 { return profileAt(t, volume(s), noon) }, 120. / 3600},
		{"queues.sales.handle_time.mean=-10%", func(s *Spec) float64 { return s.Queues[0].Handle.Law.Mean }, 270},
		{"queues.sales.handle_time=-10%", func(s *Spec) float64 { return s.Queues[0].Handle.Law.Mean }, 270},
		{"queues.sales.handle_time=-10%", func(s *Spec) float64 { return s.Queues[0].Handle.Law.CV }, 0.9},
		{"queues.sales.handle_time.cv=+10pts", func(s *Spec) float64 { return s.Queues[0].Handle.Law.CV }, 1},
		{"queues.sales.patience=+30s", func(s *Spec) float64 { return s.Queues[0].Patience.Dist.Law.Mean }, 210},
		{"queues.sales.patience.mean=+30s", func(s *Spec) float64 { return s.Queues[0].Patience.Dist.Law.Mean }, 210},
		{"queues.sales.patience.cv=1.5", func(s *Spec) float64 { return s.Queues[0].Patience.Dist.Law.CV }, 1.5},
		{"queues.sales.patience.balk=2%", func(s *Spec) float64 { return s.Queues[0].Patience.Dist.Law.Mean }, 180},
		{"queues.sales.target.level=+5pts", func(s *Spec) float64 { return *s.Queues[0].Target.Level }, 0.85},
		{"queues.sales.target.level=-10%", func(s *Spec) float64 { return *s.Queues[0].Target.Level }, 0.72},
		{"queues.sales.target.within=-5s", func(s *Spec) float64 { return s.Queues[0].Target.Within.Seconds() }, 15},
		{"groups.tier1.wage=+2/h", func(s *Spec) float64 { return profileAt(t, s.Groups[0].Wage, noon) }, 22},
		{"groups.tier1.skills[0]=sales", func(s *Spec) float64 { return float64(len(s.Groups[0].Skills)) }, 1},
		{"queues.sales.self_service={containment: 35%, time: 90s}", func(s *Spec) float64 { return profileAt(t, s.Queues[0].SelfService.Containment, noon) }, 0.35},
		{"horizon.days=2", func(s *Spec) float64 { return float64(*s.Horizon.Days) }, 2},
	} {
		s := load(t, Options{Sets: []string{c.set}}, "a.yaml", small)
		near(t, c.set, c.value(s.Spec), c.want)
	}
}

func TestChangesCompose(t *testing.T) {
	s := load(t, Options{Variant: "more", Sets: []string{"groups.tier1.agents=+10%", "groups.tier1.agents=-2"}},
		"a.yaml", small+"variants: {more: {groups.tier1.agents: +3}}\n")
	near(t, "agents", profileAt(t, s.Spec.Groups[0].Agents, 8*3600), (7+3)*1.1-2)
	if s.Variant != "more" || len(s.Variants) != 1 || s.Variants[0] != "more" {
		t.Errorf("variant %q of %q", s.Variant, s.Variants)
	}
	base := load(t, Options{Variant: "base"}, "a.yaml", small+"variants: {more: {groups.tier1.agents: +3}}\n")
	near(t, "agents of the base", profileAt(t, base.Spec.Groups[0].Agents, 8*3600), 7)
	if base.Variant != "base" {
		t.Errorf("variant %q", base.Variant)
	}
}

// TestChangesReachFiles checks number × Times + Plus after several changes.
func TestChangesReachFiles(t *testing.T) {
	text := with(t, "volume: 60/h", "volume: {file: calls.csv, column: offered, time: Time}")
	csv := "Time,offered\n08:00,30\n12:00,20\n"
	s := load(t, Options{Sets: []string{"queues.sales.arrivals.volume=+10%", "queues.sales.arrivals.volume=+4", "queues.sales.arrivals.volume=-50%"}},
		"a.yaml", text, "calls.csv", csv)
	f := s.Spec.Queues[0].Arrivals.Volume.Eras[0].Profile.File
	near(t, "factor", f.Times, 0.55)
	near(t, "addition", f.Plus, 2)
}

func TestMistakesOfOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Sets: []string{"groups.tier2.agents=+4"}}, `--set:1:1: groups.tier2 is not written: there is nothing to change; did you mean "tier1"?`},
		{Options{Sets: []string{"groups.tier1.agents=many"}}, `--set:1:21: "many" is not a number`},
		{Options{Sets: []string{"groups.tier1.agents="}}, "--set:1:1: \"groups.tier1.agents=\": write PATH=VALUE"},
		{Options{Sets: []string{"agents"}}, "write PATH=VALUE"},
		{Options{Sets: []string{"queues.sales.target={level: 80}"}}, "--set:1:29: 80 is over 100%"},
		{Options{Sets: []string{"queues.sales.patience=null", "queues.sales.patience=3"}}, "--set:1:23: \"3\" has no unit"},
		{Options{Variant: "mor"}, `--variant:1:1: the scenario has no variant "mor"; it has base, more; did you mean "more"?`},
		{Options{Variant: "more", Folder: "plans"}, ""},
	} {
		text := small + "variants: {more: {groups.tier1.agents: +3}}\n"
		if c.want == "" {
			if s := load(t, c.o, "a.yaml", text); s.File != "plans/a.yaml" {
				t.Errorf("file %q", s.File)
			}
			continue
		}
		if got := mistakes(t, c.o, "a.yaml", text); !strings.Contains(got, c.want) {
			t.Errorf("%+v: got\n%s\nwant %s", c.o, got, c.want)
		}
	}
}

func TestExtends(t *testing.T) {
	got := mistakes(t, Options{}, "a.yaml", "extends: eu/b.yaml\n", "eu/b.yaml", "extends: ../../c.yaml\n")
	if !strings.Contains(got, "eu/b.yaml:1:10: ") || !strings.Contains(got, "leaves the folder") {
		t.Error(got)
	}
	s := load(t, Options{},
		"top.yaml", "extends: eu/mid.yaml\ngroups: {tier1: {agents: {12:00: 10}, wage: null}}\n",
		"eu/mid.yaml", "name: middle\nextends: ../low.yaml\nqueues: {sales: {patience: 4m}}\n",
		"low.yaml", small)
	if s.Name != "top" {
		t.Errorf("name %q: a name is not handed down", s.Name)
	}
	if s.Spec.Groups[0].Wage.IsSet() || s.Spec.Has("groups.tier1.wage") {
		t.Error("null did not remove the wage")
	}
	near(t, "agents at 8", profileAt(t, s.Spec.Groups[0].Agents, 8*3600), 7)
	near(t, "agents at 12", profileAt(t, s.Spec.Groups[0].Agents, 12*3600), 10)
	near(t, "patience", s.Spec.Queues[0].Patience.Dist.Law.Mean, 240)
	got = mistakes(t, Options{}, "a.yaml", "extends: b.yaml\n", "b.yaml", "extends: a.yaml\n")
	if want := "b.yaml:1:10: this file extends itself: a.yaml → b.yaml → a.yaml"; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestDataBesideExtendedFile: files are relative to the file that names them.
func TestDataBesideExtendedFile(t *testing.T) {
	load(t, Options{}, "a.yaml", "extends: eu/base.yaml\n",
		"eu/base.yaml", with(t, "volume: 60/h", "volume: {file: calls.csv, column: offered, time: Time}"),
		"eu/calls.csv", "Time,offered\n08:00,30\n12:00,20\n")
}

func TestAnchorsAndMerges(t *testing.T) {
	s := load(t, Options{}, "a.yaml", `queues:
  a: &q
    channel: voice
    arrivals: {volume: 60/h, day_cv: 10%}
    handle_time: &h 5m
    patience: 3m
  b: {<<: *q, patience: *h}
groups: {g: {agents: 30, skills: [a, b]}}
`)
	near(t, "own key beats merged", s.Spec.Queues[1].Patience.Dist.Law.Mean, 300)
	near(t, "merged", s.Spec.Queues[1].Handle.Law.Mean, 300)
}

func TestFingerprint(t *testing.T) {
	csv := "Time,offered\n08:00,30\n12:00,20\n"
	text := with(t, "volume: 60/h", "volume: {file: calls.csv, column: offered, time: Time}")
	of := func(o Options, text, csv string) string {
		return load(t, o, "a.yaml", text, "calls.csv", csv).Fingerprint
	}
	first := of(Options{}, text, csv)
	if !strings.HasPrefix(first, "sha256:") || len(first) != len("sha256:")+64 {
		t.Fatalf("fingerprint %q", first)
	}
	reordered := strings.Replace(text, "{level: 80%, within: 20s}", "{'within': 20s, level: \"80%\"} # the promise", 1)
	for _, same := range []string{reordered, text + "variants: {v: {groups.tier1.agents: +1}}\n", text + "description: other words\n"} {
		if of(Options{}, same, csv) != first {
			t.Errorf("another fingerprint for\n%s", same)
		}
	}
	for _, other := range []string{
		of(Options{}, text, csv+"13:00,1\n"), of(Options{Sets: []string{"groups.tier1.agents=+1"}}, text, csv),
		of(Options{}, strings.Replace(text, "3m", "4m", 1), csv),
	} {
		if other == first {
			t.Error("the same fingerprint for another scenario")
		}
	}
}

func TestSweep(t *testing.T) {
	s := load(t, Options{}, "a.yaml", small+"sweep: {groups.tier1.agents: [-4, +0, +4], queues.sales.patience: [2m, 4m]}\n")
	if len(s.Sweep) != 2 || s.Sweep[0].Path != "groups.tier1.agents" || strings.Join(s.Sweep[0].Values, " ") != "-4 +0 +4" {
		t.Errorf("%+v", s.Sweep)
	}
	for _, v := range s.Sweep[0].Values {
		load(t, Options{Sets: []string{s.Sweep[0].Path + "=" + v}}, "a.yaml", small)
	}
}

// TestChangeEventsAccumulate: the scenario of each change event holds the
// changes of all events before it, in order of time.
func TestChangeEventsAccumulate(t *testing.T) {
	s := load(t, Options{}, "a.yaml", strings.Replace(small, "open:", "days: 5, open:", 1)+`events:
  second: {kind: change, from: 2027-03-04, set: {queues.sales.handle_time.mean: +60s}}
  first: {kind: change, from: 2027-03-03, set: {queues.sales.handle_time.mean: -10%}}
`)
	for _, ev := range s.Spec.Events {
		want := map[string]float64{"first": 270, "second": 330}[ev.Name]
		near(t, ev.Name, ev.Change.Changed.Queues[0].Handle.Law.Mean, want)
	}
}

func TestAht(t *testing.T) {
	s := load(t, Options{}, "a.yaml", with(t, "handle_time: {mean: 5m, cv: 0.9}", "aht: {mean: 330s, wrap_up: 30s, cv: 0.9}"))
	q := s.Spec.Queues[0]
	near(t, "talk", q.Handle.Law.Mean, 300)
	near(t, "cv of talk", q.Handle.Law.CV, 0.9)
	near(t, "wrap-up", q.WrapUp.Law.Mean, 30)
}

func TestOfficialForms(t *testing.T) {
	s := load(t, Options{}, "a.yaml", with(t, "open: 08:00-18:00", `interval: 15m, days: 7, open: {mon-fri: 08:00-20:00, sat: [10:00-12:00, 13:00-16:00]}, holidays: {2027-03-05: sat}`,
		"wage: 20/h", "wage: 0.4/min\n    premiums: {22:00-06:00: 25%, sun: 50%, holiday: 100%}",
		"patience: 3m", "patience: {shape: mixture, parts: [{weight: 1, mean: 10s}, {weight: 9, shape: weibull, mean: 3m, cv: 2}], balk: 1%}")).Spec
	h := s.Horizon
	if *h.Interval != 15*sim.Minute || len(h.Open.Parts) != 2 || len(h.Open.Parts[1].Spans) != 2 || h.Holidays[0].Like != 6 {
		t.Errorf("horizon %+v", h)
	}
	near(t, "wage", profileAt(t, s.Groups[0].Wage, 0), 24)
	if p := s.Groups[0].Premiums; len(p) != 3 || p[0].Span == nil || p[1].Days != OnDay(0) || !p[2].Holiday {
		t.Errorf("premiums %+v", p)
	}
	if l := s.Queues[0].Patience.Dist.Law; l.Shape != "mixture" || len(l.Parts) != 2 || l.Parts[1].Law.CV != 2 {
		t.Errorf("patience %+v", l)
	}
}

// TestQuotedChange: a change in quotes is text; the mistake names the quotes.
func TestQuotedChange(t *testing.T) {
	for change, want := range map[string]string{`'+1'`: `"+1" is in quotes, so it is no relative change: write +1 without them`, `"+10%"`: "write +10% without them"} {
		_, err := tryLoad(office+"variants:\n  more: {groups.team.agents: "+change+"}\n", nil)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "stands in variants") {
			t.Errorf("%s: %v, want %q", change, err, want)
		}
	}
}
