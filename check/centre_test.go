package check

import (
	"math"
	"testing"

	"agner/sim"
)

// desk is a small centre, open four hours, whose days differ: about 200 calls for
// agents seats. It is fast enough for thousands of replications.
func desk(agents int, cv float64) *sim.Centre {
	h := sim.Horizon{Length: sim.Day, Interval: sim.Hour, Open: []sim.Span{{From: 9 * sim.Hour, To: 13 * sim.Hour}}}
	c := &sim.Centre{Name: "desk", Horizon: h}
	c.Queues = []sim.Queue{{Name: "calls", Channel: sim.Voice, Open: h.Open, Handle: sim.Exponential(180), Patience: sim.Exponential(120),
		Trunk: sim.None, Limit: sim.None, Sources: []sim.Source{{Name: "calls", Rate: sim.Constant(200.0 / (4 * 3600)), DayCV: cv}},
		Target: &sim.Target{Level: 0.8, Awt: 20 * sim.Second, MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}}}
	c.Groups = []sim.Group{{Name: "team", Skills: []sim.Skill{{Queue: 0}}, ContactLimit: sim.None}}
	c.Seats = sim.NewSeats(h, 1)
	for i := 9; i < 13; i++ {
		c.Seats.Count[0][i] = agents
	}
	return c
}

// names are those of desk and a variant of it.
func names() Names {
	return Names{Variants: []string{"more"}, Queues: func(string) []string { return []string{"calls"} },
		Groups: func(string) []string { return []string{"team"} }, Interval: sim.Hour}
}

// expect reads sentences that have no mistakes.
func expect(t testing.TB, sentences ...string) []Expectation {
	t.Helper()
	var out []Expectation
	for i, s := range sentences {
		e, problems := Read(s, Position{"desk.yaml", i + 1, 5}, names())
		if len(problems) > 0 {
			t.Fatalf("%s: %v", s, problems)
		}
		out = append(out, e)
	}
	return out
}

// suite is desk with 4 agents and the variant with 5, and their wages.
func suite(t testing.TB, seed uint64, sentences ...string) Suite {
	s := Suite{Name: "desk", Seed: seed, Expectations: expect(t, sentences...)}
	for name, agents := range map[string]int{Base: 4, "more": 5} {
		c := Case{Name: name, Centre: desk(agents, 0.2), Measures: []sim.Measure{{Name: "total_cost",
			Num: []sim.Sum{{Terms: []sim.Term{{Weight: 20, Counter: sim.CountLoggedInHours}}}}}}}
		if name == Base {
			s.Cases = append([]Case{c}, s.Cases...)
		} else {
			s.Cases = append(s.Cases, c)
		}
	}
	return s
}
