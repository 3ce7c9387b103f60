package sim

import (
	"math"
	"testing"
)

// busyDays is a small centre whose day factor dominates: 200 calls a day expected.
func busyDays() *Centre {
	open := openFrom(9*Hour, 13*Hour)
	c := &Centre{Name: "busy days", Horizon: day(open, Hour)}
	q := newQueue("calls", open, Constant(200.0/(4*3600)), Exponential(180), Exponential(120))
	q.Sources[0].DayCV = 0.2
	c.Queues = []Queue{q}
	c.Groups = []Group{{Name: "agents", Skills: []Skill{{Queue: 0}}, ContactLimit: None}}
	c.Seats = flatSeats(c.Horizon, 4)
	return c
}

// TestStrataAreMetOnce: every block meets each tenth of (0, 1) once, for every
// factor in an order of its own.
func TestStrataAreMetOnce(t *testing.T) {
	e := newEngine(compile(busyDays()), 3)
	same := 0
	for block := range 200 {
		var met [2][blockSize]bool
		for i := range blockSize {
			e.reset(block*blockSize+i, newTally(1, 1, e.plan.bins))
			a, b := e.stratified(1), e.stratified(2)
			met[0][int(a*blockSize)], met[1][int(b*blockSize)] = true, true
			if int(a*blockSize) == int(b*blockSize) {
				same++
			}
		}
		for f, strata := range met {
			for s, ok := range strata {
				if !ok {
					t.Fatalf("block %d never met stratum %d of factor %d", block, s, f)
				}
			}
		}
	}
	// Two independent orders agree in one of ten places: 200 ± 14 of 2000; six
	// standard deviations have false-alarm odds of 2 in 10⁹.
	if same < 116 || same > 284 {
		t.Errorf("the orders of two factors agree in %d of 2000 places, 200 expected", same)
	}
}

// TestStratifiedRunsAreUnbiasedAndHonest: 200 runs of 200 replications each with
// seeds of their own. The expected arrivals are known: 200 a day. The mean of the
// runs lies within 5 of its standard errors (odds 6 in 10⁷), and the 95 %
// intervals miss it in 10 ± 3.1 of 200 runs; more than 25 misses have odds below 10⁻⁴.
func TestStratifiedRunsAreUnbiasedAndHonest(t *testing.T) {
	const runs, replications, truth = 200, 200, 200.0
	c := busyDays()
	var means comoments
	misses := 0
	for seed := range uint64(runs) {
		r := mustRun(t, c, Options{Seed: seed, Replications: replications})
		e := r.Queues[0].Get(Arrivals)
		means.push(ratio{e.Value, 1}, control{})
		if e.Low > truth || e.High < truth {
			misses++
		}
	}
	se := math.Sqrt(means.xx / (runs - 1) / runs)
	if math.Abs(means.mx-truth) > 5*se {
		t.Errorf("mean arrivals %v, standard error %v, %v expected", means.mx, se, truth)
	}
	if misses > 25 {
		t.Errorf("%d of %d intervals miss the truth", misses, runs)
	}
	// Without strata the variance of a run's mean is (200 + (0.2·200)²)/200 = 9;
	// the strata must save at least half of it (its estimate from 200 runs is within ±30 %).
	if got := means.xx / (runs - 1); got > 4.5 {
		t.Errorf("variance of a run's mean arrivals %v, at most half of 9 expected", got)
	}
}

// TestGainIsReported: the run says how many plain replications it is worth.
func TestGainIsReported(t *testing.T) {
	r := mustRun(t, busyDays(), Options{Seed: 1, Replications: 400})
	if r.PlainReplications < 500 {
		t.Errorf("400 stratified replications are said to be worth %d plain ones; at least 500 expected", r.PlainReplications)
	}
	same := busyDays()
	same.Queues[0].Sources[0].DayCV = 0
	if r := mustRun(t, same, Options{Seed: 1, Replications: 400}); r.PlainReplications < 600 {
		t.Errorf("400 replications of equal days are said to be worth %d plain ones by their control; at least 600 expected", r.PlainReplications)
	}
	if r := mustRun(t, same, Options{Seed: 1, Replications: fewControlled - 1}); r.PlainReplications != fewControlled-1 {
		t.Errorf("%d replications without strata and control are worth %d", fewControlled-1, r.PlainReplications)
	}
}
