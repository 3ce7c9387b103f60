package sim

import (
	"math"
	"testing"

	"agner/erlang"
)

// TestErlang: Erlang A, B and C, with and without a limit on lines, in steady
// state. 100 replications of at least 10 000 contacts each; tolerance and odds as in
// theory_test.go; the resolution is 10 % of each number, or 0.001.
func TestErlang(t *testing.T) {
	endless := math.Inf(1)
	for _, c := range []struct {
		name string
		erlang.MMnM
		contacts float64 // per replication
	}{
		{"M/M/1", erlang.MMnM{Load: 0.6, HandleSeconds: 60, PatienceSeconds: endless, Agents: 1}, 10_000},
		{"M/M/4", erlang.MMnM{Load: 3.2, HandleSeconds: 120, PatienceSeconds: endless, Agents: 4}, 20_000},
		{"M/M/14", erlang.MMnM{Load: 10, HandleSeconds: 180, PatienceSeconds: endless, Agents: 14}, 20_000},
		{"M/M/30", erlang.MMnM{Load: 24, HandleSeconds: 300, PatienceSeconds: endless, Agents: 30}, 40_000},
		{"M/M/2+M, patient", erlang.MMnM{Load: 1.8, HandleSeconds: 60, PatienceSeconds: 600, Agents: 2}, 10_000},
		{"M/M/12+M, overloaded", erlang.MMnM{Load: 20, HandleSeconds: 240, PatienceSeconds: 60, Agents: 12}, 10_000},
		{"M/M/90+M, W1", erlang.MMnM{Load: 90, HandleSeconds: 270, PatienceSeconds: 120, Agents: 90}, 20_000},
		{"M/M/8+M, nobody waits", erlang.MMnM{Load: 7, HandleSeconds: 200, PatienceSeconds: 0, Agents: 8}, 10_000},
		{"M/M/10+M/15", erlang.MMnM{Load: 11, HandleSeconds: 150, PatienceSeconds: 200, Agents: 10, Lines: 15}, 10_000},
		{"M/M/6/18", erlang.MMnM{Load: 6.3, HandleSeconds: 90, PatienceSeconds: endless, Agents: 6, Lines: 18}, 15_000},
		{"M/M/1/1", erlang.MMnM{Load: 0.5, HandleSeconds: 100, PatienceSeconds: endless, Agents: 1, Lines: 1}, 10_000},
		{"M/M/40/40", erlang.MMnM{Load: 44, HandleSeconds: 180, PatienceSeconds: endless, Agents: 40, Lines: 40}, 10_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			rate := c.Load / c.HandleSeconds
			centre := pool(steady(daysFor(c.contacts, rate)), rate, Exponential(c.HandleSeconds), exponentialOrEndless(c.PatienceSeconds), int(c.Agents))
			if c.Lines > 0 {
				centre.Queues[0].Limit = int(c.Lines - c.Agents)
			}
			const n = 100
			result := mustRun(t, centre, Options{Seed: 11, Replications: n})
			r := referee{t, c.name, n, 0.1, 1e-3}
			m := c.Measures(20, 5)
			r.measures(result.Queues[0].Row, m)
			r.agrees("occupancy", result.Groups[0].Get(Occupancy), m.Occupancy, 0)
			r.agrees("total service level", result.Total.Get(ServiceLevel), m.ServiceLevels.AbandonsNegative, 0)
			r.quantiles(result.Queues[0].Row, c.MMnM)
		})
	}
}

// quantiles compares the wait quantiles of answered contacts: histogram error
// 1 %, and 7 standard errors by sectioning, since their intervals have only
// 19 degrees of freedom (P(|t| > 7) = 1.2e-6).
func (r referee) quantiles(row Row, q erlang.MMnM) {
	r.t.Helper()
	for _, m := range []Metric{WaitP50, WaitP90, WaitP95, WaitP99} {
		if q.Lines > 0 && q.Lines <= q.Agents || q.PatienceSeconds == 0 {
			continue // nobody is answered after a wait
		}
		truth := q.WaitQuantileSeconds(waitShare(m))
		e := row.Get(m)
		se := (e.High - e.Value) / 2.093
		if limit := 0.01*truth + 7*se; !(math.Abs(e.Value-truth) <= limit) {
			r.t.Errorf("%s, %s: %.5g but the truth is %.5g, tolerance %.2g", r.what, m, e.Value, truth, limit)
		} else if limit > max(0.25*truth, 0.5) {
			r.t.Errorf("%s, %s: the test is blind: tolerance %.2g at a truth of %.5g", r.what, m, limit, truth)
		}
	}
}
