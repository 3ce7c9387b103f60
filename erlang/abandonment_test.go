package erlang

import (
	"math"
	"testing"
)

// Sums over the states of the birth–death process are the definition of M/M/n+M; the wait follows from Little's law.
func TestMMnMFromBalanceEquations(t *testing.T) {
	for _, q := range []MMnM{
		{90, 270, 120, 90, 0}, {48, 60, 120, 50, 80}, {5, 60, 30, 3, 0}, {0.5, 300, 600, 1, 0}, {30, 100, 1000, 20, 25}, {2, 1, 50, 3, 0},
	} {
		arrivals, service, patience := q.Load/q.HandleSeconds, 1/q.HandleSeconds, 1/q.PatienceSeconds
		states := 2000
		if q.Lines > 0 {
			states = int(q.Lines)
		}
		weight, total, delayed, queue := 1.0, 0.0, 0.0, 0.0
		for k := 0; k <= states; k++ {
			if k > 0 {
				weight *= arrivals / (min(float64(k), q.Agents)*service + max(0, float64(k)-q.Agents)*patience)
			}
			total += weight
			if float64(k) >= q.Agents && (q.Lines == 0 || k < states) {
				delayed += weight
			}
			queue += weight * max(0, float64(k)-q.Agents)
		}
		blocking := 0.0
		if q.Lines > 0 {
			blocking = weight / total
		}
		m := q.Measures(20, 5)
		near(t, "Blocking", m.Blocking, blocking, 1e-11)
		near(t, "Delayed", m.Delayed, delayed/total/(1-blocking), 1e-11)
		near(t, "QueueLength", m.QueueLength, queue/total, 1e-11)
		near(t, "Abandonment", m.Abandonment, queue/total*patience/(arrivals*(1-blocking)), 1e-11)
	}
}

func TestMMnMWithoutAbandonmentIsErlangC(t *testing.T) {
	endless := MMnM{48, 60, math.Inf(1), 50, 0}.Measures(20, 5)
	patient := MMnM{48, 60, 1e12, 50, 0}.Measures(20, 5)
	near(t, "ServiceLevel", patient.ServiceLevels.AbandonsNegative, endless.ServiceLevels.AbandonsNegative, 1e-9)
	near(t, "ASA", patient.ASASeconds, endless.ASASeconds, 1e-8)
}

func TestMMnMWithoutPatienceIsErlangB(t *testing.T) {
	m := MMnM{48, 60, 0, 50, 0}.Measures(20, 5)
	near(t, "Abandonment", m.Abandonment, B(48, 50), 1e-13)
	near(t, "ServiceLevel", m.ServiceLevels.AbandonsNegative, 1-B(48, 50), 1e-13)
}

func TestAgentsForIsLeast(t *testing.T) {
	target := Target{ServiceLevel: 0.8, AWTSeconds: 20}
	for _, load := range []float64{0.01, 0.7, 10, 333, 1e4} {
		for _, q := range []MMnM{{Load: load, HandleSeconds: 180, PatienceSeconds: 120}, {Load: load, HandleSeconds: 180, PatienceSeconds: math.Inf(1)}} {
			answer := q.AgentsFor(target)
			q.Agents = answer.Agents - 1
			if len(target.Missed(answer.Measures)) != 0 || q.Agents >= 0 && len(target.Missed(q.Measures(20, 0))) == 0 {
				t.Errorf("load %v: %v agents are not the least", load, answer.Agents)
			}
		}
	}
	if answer := (MMn{Load: 10, HandleSeconds: 180}).AgentsFor(target); answer.Agents != 14 {
		t.Errorf("10 erlangs of 180 s at 80 %% in 20 s need %v agents, want 14", answer.Agents)
	}
}

// Customers who hang up sooner than agents finish with them leave lines free: blocking grows with every agent. The answer is held
// against trying every number.
func TestAgentsForWhereBlockingGrowsWithAgents(t *testing.T) {
	for _, lines := range []float64{3, 11, 14, 18} {
		for _, patience := range []float64{3, 60, 170, 400} {
			for _, target := range []Target{
				{Blocking: 0.001}, {Blocking: 0.2}, {ASASeconds: 30, Blocking: 0.01}, {ServiceLevel: 0.6, AWTSeconds: 20, Blocking: 0.02},
			} {
				q := MMnM{Load: 10, HandleSeconds: 180, PatienceSeconds: patience, Lines: lines}
				least := math.NaN()
				for agents := lines; agents >= 0; agents-- {
					q.Agents = agents
					if len(target.Missed(q.Measures(target.AWTSeconds, 0))) == 0 {
						least = agents
					}
				}
				if got := q.AgentsFor(target).Agents; got != least && !(math.IsNaN(got) && math.IsNaN(least)) {
					t.Errorf("%g lines, patience %g, %+v: %g agents, want %g", lines, patience, target, got, least)
				}
			}
		}
	}
}
