package erlang

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Erlang X against its own story told attempt by attempt: start from the fresh load, add the retries of what is lost, and
// repeat until nothing changes (the slow way that bracketing replaces).
func TestErlangXIsTheFixedPoint(t *testing.T) {
	for _, q := range []ErlangX{
		{48, 60, 120, 0.6, 50, 80}, {48, 60, 120, 0.95, 45, 60}, {10, 300, 60, 0.3, 8, 0}, {0.5, 60, 30, 0.5, 1, 2}, {200, 200, math.Inf(1), 0.5, 180, 190},
	} {
		load := q.FreshLoad
		for range 100_000 {
			m := MMnM{load, q.HandleSeconds, q.PatienceSeconds, q.Agents, q.Lines}.Measures(20, 5)
			next := q.FreshLoad + q.Retry*load*(m.Blocking+(1-m.Blocking)*m.Abandonment)
			if math.Abs(next-load) < 1e-13*load {
				break
			}
			load = next
		}
		x := q.Measures(20, 5)
		near(t, "total load", x.Load, load, 1e-10)
		carried := x.Occupancy * q.Agents
		near(t, "served at last", x.Served, carried/q.FreshLoad, 1e-9)
		near(t, "attempts", x.Attempts, x.Load/q.FreshLoad, 1e-12)
	}
}

// The loss by its sum over the waiting places against the integrals of Measures, from idle to overloaded, from few places to
// more than the sum is used for, and where weights pass the largest float64.
func TestLossBySumIsLossByIntegrals(t *testing.T) {
	for _, agents := range []float64{1, 2, 30, 1_000, 10_000, 100_000} {
		for _, places := range []float64{0, 1, 7, 100, 500, 9_999, 10_001} {
			for _, load := range []float64{0.3, 0.95, 1, 1.02, 1.6} {
				for _, patience := range []float64{6, 120, 6_000, math.Inf(1)} {
					q := MMnM{load * agents, 60, patience, agents, agents + places}
					if want := lossOf(q.Measures(0, 0)); want > 1e-290 {
						near(t, "loss", q.loss(), want, 1e-11)
					} else if q.loss() > 1e-289 {
						t.Errorf("%+v: loss %v, want %v", q, q.loss(), want)
					}
				}
			}
		}
	}
}

// At the size of the largest centres the total load must still be fresh + retry·lost, lost by the integrals of Measures.
func TestErlangXConvergesInLargeCentres(t *testing.T) {
	for _, retry := range []float64{0.1, 0.6, 0.99} {
		for _, load := range []float64{8_000, 9_900, 10_000, 12_000} {
			for _, lines := range []float64{0, 10_000, 10_050, 10_500} {
				x := ErlangX{load, 60, 120, retry, 10_000, lines}.Measures(20, 5)
				near(t, "total load", x.Load, load+retry*x.Load*lossOf(x.Measures), 1e-12)
			}
		}
	}
}

// The time of "how many agents" is the number of evaluations; the limit of 1 ms at 10 000 agents allows about a dozen.
func TestHowManyAgentsNeedsFewEvaluations(t *testing.T) {
	patience := ExponentialPatience{120}
	for _, awt := range []float64{0, 5, 20, 60} {
		for _, lines := range []float64{0, 10_050, 10_100, 10_500, 12_000} {
			target := Target{ServiceLevel: 0.8, AWTSeconds: awt}
			evaluations := 0
			found := LeastAgents(target, agentsGuess(target, 9_990, patience, 60, lines), lineLimit(lines), func(agents float64) Measures {
				evaluations++
				return MMnM{9_990, 60, 120, agents, lines}.Measures(awt, 5)
			})
			if !found.OK() || evaluations > 12 {
				t.Errorf("awt %v s, %v lines: %v agents after %d evaluations", awt, lines, found.Agents, evaluations)
			}
		}
	}
}

func TestErlangXAgentsForAnEndlessWait(t *testing.T) {
	for _, lines := range []float64{0, 60} {
		q := ErlangX{FreshLoad: 40, HandleSeconds: 60, PatienceSeconds: 120, Retry: 1, Lines: lines}
		target := Target{ServiceLevel: 0.8, AWTSeconds: math.Inf(1)}
		found := q.AgentsFor(target)
		if !found.OK() || len(target.Missed(found.Measures)) > 0 {
			t.Errorf("%v lines: %+v", lines, found)
		}
	}
}

func TestErlangXSpecialCases(t *testing.T) {
	plain := ErlangX{48, 60, 120, 0, 50, 80}.Measures(20, 5)
	if want := (MMnM{48, 60, 120, 50, 80}).Measures(20, 5); plain.Measures != want || plain.Attempts != 1 {
		t.Errorf("without redialling %+v, want Erlang A %+v", plain, want)
	}
	eager := ErlangX{40, 60, 120, 1, 50, 0}.Measures(20, 5)
	near(t, "served by calling until answered", eager.Served, 1, 1e-9)
	near(t, "served of a queue without end", ErlangX{10, 60, math.Inf(1), 0.5, 9, 0}.Measures(20, 5).Served, 0.9, 1e-15)
	if hopeless := (ErlangX{60, 60, 120, 1, 50, 0}).Measures(20, 5); !math.IsInf(hopeless.Load, 1) || !math.IsNaN(hopeless.Delayed) {
		t.Errorf("60 erlangs that never give up on 50 agents: %+v", hopeless)
	}
}

func TestExtendedB(t *testing.T) {
	for _, c := range [][3]float64{{10, 10, 0.5}, {100, 90, 0.8}, {0.1, 1, 0.3}, {10, 12, 1}, {5, 0, 0.5}} {
		load, lines, recall := c[0], c[1], c[2]
		blocking, total := ExtendedB(load, lines, recall)
		near(t, "total load", total, load+recall*total*blocking, 1e-12)
		near(t, "blocking", blocking, B(total, lines), 1e-12)
	}
	if blocking, total := ExtendedB(10, 10, 1); blocking != 1 || !math.IsInf(total, 1) {
		t.Errorf("10 erlangs that all come back to 10 lines: %v, %v", blocking, total)
	}
	// Nearly all of T erlangs are blocked and 10/T of a line is idle: T = 10 ÷ (10 − load), to within 10/T. The load's own digits leave 1e-8.
	_, total := ExtendedB(10-1e-7, 10, 1)
	near(t, "total load beside the limit", total, 1e8, 1e-6)
	if blocking, total := ExtendedB(7, 10, 0); blocking != B(7, 10) || total != 7 {
		t.Errorf("without recall: %v, %v", blocking, total)
	}
}

// Engset's definition as a sum of binomial weights, and its limit.
func TestEngset(t *testing.T) {
	direct := func(sources, lines int, load float64) float64 {
		weight, sum := 1.0, 1.0
		for k := 1; k <= lines; k++ {
			weight *= float64(sources-k+1) / float64(k) * load
			sum += weight
		}
		return weight / sum
	}
	for _, sources := range []int{1, 2, 11, 60, 500} {
		for _, lines := range []int{1, 2, 10, 40, 200, 499} {
			if lines > sources {
				continue
			}
			for _, load := range []float64{0.001, 0.1, 0.5, 1, 3} {
				time, call := Engset(float64(sources), float64(lines), load)
				if want := direct(sources, lines, load); want > 1e-290 && !math.IsInf(want, 0) && !math.IsNaN(want) {
					near(t, "time congestion", time, want, 1e-11)
				}
				if sources == lines {
					near(t, "call congestion", call, 0, 0)
				} else if want := direct(sources-1, lines, load); want > 1e-290 && !math.IsNaN(want) {
					near(t, "call congestion", call, want, 1e-11)
				}
			}
		}
	}
	_, call := Engset(1e9, 100, 95/1e9)
	near(t, "many sources", call, B(95, 100), 1e-6)
}

func TestPatienceIsFoundAgain(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	for range 100 {
		q := MMnM{Load: 1 + 100*random.Float64(), HandleSeconds: 200, PatienceSeconds: 10 + 500*random.Float64()}
		q.Agents = math.Ceil(q.Load * (0.8 + 0.3*random.Float64()))
		m := q.Measures(20, 5)
		if m.Abandonment < 1e-6 {
			continue
		}
		near(t, "patience from abandonment and wait", PatienceFromWait(m.Abandonment, m.MeanWaitSeconds), q.PatienceSeconds, 1e-9)
		near(t, "patience from abandonment", PatienceForAbandonment(q, m.Abandonment), q.PatienceSeconds, 1e-7)
		near(t, "patience from ASA", PatienceForASA(q, m.ASASeconds), q.PatienceSeconds, 1e-7)
	}
	q := MMnM{Load: 10, HandleSeconds: 60, Agents: 8}
	if none := PatienceForAbandonment(q, 0.9); none != 0 {
		t.Errorf("90 %% abandonment beyond what no patience gives: %v", none)
	}
	if endless := PatienceForAbandonment(q, 0.1); !math.IsInf(endless, 1) {
		t.Errorf("10 %% abandonment where 20 %% cannot be served: %v", endless)
	}
}
