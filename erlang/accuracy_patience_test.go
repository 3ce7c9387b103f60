package erlang

import (
	"flag"
	"fmt"
	"math"
	"math/big"
	"testing"
)

var thorough = flag.Bool("thorough", false, "measure the errors of Erlang A on a grid that takes half an hour; with -errors for the tables above the functions")

// compareA holds every measure of a queue against the referee's sums over the states. A value so small that the referee's own
// cancellation (1 − …) matters is left out, as are those below 1e-300.
func compareA(errors *worst, q MMnM, awtSeconds, shortSeconds float64, bits uint) {
	m := arithmetic{bits}
	exact, got := m.erlangA(q, awtSeconds), q.Measures(awtSeconds, shortSeconds)
	row := fmt.Sprintf("n = %v", q.Agents)
	if q.Lines > 0 {
		row += " with lines"
	}
	smallest := max(1e-300, math.Ldexp(1, 120-int(bits)))
	note := func(name string, got float64, want *big.Float) {
		if value, _ := want.Float64(); value >= smallest {
			errors.note(row+": "+name, got, value)
		}
	}
	one := m.of(1)
	abandoned, levels := m.sub(one, exact.answered), got.ServiceLevels
	offered := m.mul(m.div(m.of(q.Load), m.of(q.HandleSeconds)), m.sub(one, exact.blocking)) // per second
	wait := m.div(exact.queue, offered)
	note("delayed", got.Delayed, exact.delayed)
	note("abandons negative", levels.AbandonsNegative, exact.answeredInAWT)
	note("abandons ignored", levels.AbandonsIgnored, m.div(exact.answeredInAWT, m.sub(one, exact.abandonedInAWT)))
	note("abandons positive", levels.AbandonsPositive, m.add(exact.answeredInAWT, exact.abandonedInAWT))
	note("answered only", levels.AnsweredOnly, m.div(exact.answeredInAWT, exact.answered))
	note("abandonment", got.Abandonment, abandoned)
	note("asa", got.ASASeconds, exact.answeredWait)
	note("mean wait", got.MeanWaitSeconds, wait)
	note("queue length", got.QueueLength, exact.queue)
	note("occupancy", got.Occupancy, m.div(m.mul(m.mul(offered, m.of(q.HandleSeconds)), exact.answered), m.of(q.Agents)))
	if value, _ := abandoned.Float64(); value >= smallest {
		note("time to abandon", got.TimeToAbandonSeconds, m.div(m.sub(wait, m.mul(exact.answeredWait, exact.answered)), abandoned))
	}
	if q.Lines > 0 {
		note("blocking", got.Blocking, exact.blocking)
	}
	if value, _ := exact.delayed.Float64(); value < 1e-300 {
		errors.note(row+": log delayed", q.LogDelayed(), logOf(exact.delayed))
	}
	if short := awtSeconds; q.Agents <= 50 { // the other wait of interest, by its own sums
		exact := m.erlangA(q, shortSeconds)
		levels := q.Measures(short/3, shortSeconds).ServiceLevels
		inTime := m.erlangA(q, short/3).answeredInAWT
		note("short abandons excluded", levels.ShortAbandonsExcluded, m.div(inTime, m.sub(one, exact.abandonedInAWT)))
		note("short abandons credited", levels.ShortAbandonsCredited, m.add(inTime, exact.abandonedInAWT))
	}
}

// typicalWait is the wait that everyone has in a large overloaded centre, where errors of large exponents would show most; else the usual 20 s.
func typicalWait(q MMnM) float64 {
	if q.Load > q.Agents {
		return q.PatienceSeconds * math.Log(q.Load/q.Agents)
	}
	return 20
}

func checkA(t *testing.T, errors *worst) {
	t.Helper()
	errors.show(t)
	for _, key := range errors.keys {
		if !(errors.errors[key] <= 1e-10) {
			t.Errorf("%s: relative error %.1e", key, errors.errors[key])
		}
	}
}

// Relative error at most 1e-10 for every measure of Erlang A, with and without a limit on lines; in fact about 1e-13.
func TestAccuracyA(t *testing.T) {
	var errors worst
	for _, n := range []float64{1, 2, 10, 50, 300, 2000} {
		for _, load := range accuracyLoads(n) {
			for _, patience := range []float64{6, 60, 600} {
				if n >= 2000 && patience == 600 || n >= 300 && load < n/2 && patience != 60 {
					continue // only to keep the test short
				}
				q := MMnM{Load: load, HandleSeconds: 60, PatienceSeconds: patience, Agents: n}
				compareA(&errors, q, 20, 5, 900)
				for _, places := range []float64{1, 7, 60, 500} {
					if n <= 50 && places <= 60 || places == 500 && n == 300 && patience == 60 {
						q.Lines = n + places
						compareA(&errors, q, 20, 5, 900)
					}
				}
			}
		}
	}
	for _, c := range []struct{ agents, load, patience, lines float64 }{ // seconds, per handle time of 60 s
		{10_000, 0.01, 60, 0}, {10_000, 3_000, 6, 0}, {10_000, 9_000, 600, 0}, {10_000, 9_800, 60, 0}, {10_000, 10_000, 6, 0}, {10_000, 10_100, 600, 0},
		{10_000, 12_000, 60, 0}, {10_000, 15_000, 60, 0}, {10_000, 9_800, 180, 10_200}, {10_000, 10_500, 600, 13_000}, {10_000, 15_000, 180, 15_000},
		{100_000, 0.01, 60, 0}, {100_000, 50_000, 180, 110_000}, {100_000, 99_000, 60, 0}, {100_000, 99_900, 120, 0}, {100_000, 101_000, 20, 0},
		{100_000, 101_000, 600, 103_000}, {100_000, 110_000, 6, 0}, {100_000, 150_000, 6, 0},
	} {
		q := MMnM{Load: c.load, HandleSeconds: 60, PatienceSeconds: c.patience, Agents: c.agents, Lines: c.lines}
		compareA(&errors, q, typicalWait(q), 5, 250)
	}
	checkA(t, &errors)
}

// The measurements for the tables: loads from 0.01 to 1.5·agents, patience from 0.01 to 100 handle times, up to thousands of
// waiting places.
func TestAccuracyAThoroughly(t *testing.T) {
	if !*thorough {
		t.Skip("only with -thorough")
	}
	for _, n := range []float64{1, 10, 100, 1_000, 10_000, 100_000} {
		var errors worst
		root := math.Sqrt(n)
		for _, patience := range []float64{0.01, 0.1, 1, 10, 100} {
			for _, load := range []float64{0.01, 0.1 * n, 0.6 * n, 0.9 * n, 0.98 * n, n - root, n, n + root, 1.05 * n, 1.2 * n, 1.5 * n} {
				for _, lines := range []float64{0, n + math.Ceil(root), n + math.Ceil(n/10), n + 5_000} {
					states := max(0, load-n)*patience + 10*math.Sqrt(n*max(1, patience))
					if load < 0.01 || lines == 0 && states > 400_000 {
						continue
					}
					q := MMnM{Load: load, HandleSeconds: 60, PatienceSeconds: 60 * patience, Agents: n, Lines: lines}
					compareA(&errors, q, typicalWait(q), 5, 300)
					if states < 5_000 {
						compareA(&errors, q, 0.6*typicalWait(q), 0.5, 1200)
					}
				}
			}
		}
		checkA(t, &errors)
	}
}
