package sim

import (
	"fmt"
	"math"
	"testing"

	"agner/erlang"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// The theory tests hold estimates of the simulator against numbers that nobody
// simulated: closed forms, numerical solutions of Markov chains, and published
// figures. They never compare with what the simulator printed on another day.
//
// The rule is the same everywhere. An estimate from R independent replications
// may miss the truth by at most tolerance = 5 standard errors, the error being the one that the
// simulator itself states. For a right simulator a comparison fails with
// probability 2.5e-6 at R = 100 (Student's t, 99 degrees of freedom), 1e-6 at
// 400. All files together make about 600 comparisons at R ≥ 100, so
// other seeds would fail somewhere with a probability below 0.2 %. Seeds are fixed.
//
// A test that cannot see anything proves nothing: each comparison also fails
// when the tolerance is wider than the resolution asked for.
const tolerance = 5

// standardError returns the standard error behind e, an estimate from n replications.
func standardError(e Estimate, n int) float64 {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(0.975)
	return max(e.High-e.Value, e.Value-e.Low) / t // one side may be cut off at 0 or 1
}

// referee compares estimates of one run with the truth.
type referee struct {
	t    *testing.T
	what string
	n    int // replications
	// resolution is how far from the truth, relative to it, a comparison must
	// notice; what is nearer than floor in absolute terms need not be noticed.
	resolution, floor float64
}

// agrees fails unless e lies within the tolerance of truth, whose own standard
// error is known (0 for a formula).
func (r referee) agrees(name string, e Estimate, truth, known float64) {
	r.t.Helper()
	se := math.Hypot(standardError(e, r.n), known)
	distance := math.Abs(e.Value - truth)
	switch {
	case !(distance <= tolerance*se+1e-12*math.Abs(truth)):
		r.t.Errorf("%s, %s: %.6g ± %.2g (standard error) but the truth is %.6g, %.1f standard errors away", r.what, name, e.Value, se, truth, distance/se)
	case tolerance*se > max(r.resolution*math.Abs(truth), r.floor):
		r.t.Errorf("%s, %s: the test is blind: %d standard errors of %.2g at a truth of %.6g", r.what, name, tolerance, se, truth)
	}
}

// steady returns a centre that never closes: days are counted after a warm-up
// of a quarter of a day.
func steady(days int) Horizon {
	return Horizon{Length: Time(days) * Day, Interval: 6 * Hour, Warmup: 6 * Hour, Open: []Span{{-6 * Hour, Time(days+1) * Day}}}
}

// pool returns a centre with one queue and one group of n agents.
func pool(h Horizon, ratePerSecond float64, handle, patience Distribution, n int) *Centre {
	c := &Centre{Name: "pool", Horizon: h}
	c.Queues = []Queue{newQueue("calls", h.Open, Constant(ratePerSecond), handle, patience)}
	c.Groups = []Group{{Name: "agents", Skills: []Skill{{Queue: 0}}, ContactLimit: None}}
	c.Seats = flatSeats(h, n)
	return c
}

// daysFor returns how many days a replication needs for n contacts at a rate.
func daysFor(contacts, ratePerSecond float64) int {
	return max(1, int(math.Ceil(contacts/(ratePerSecond*86400))))
}

// exponentialOrEndless is a patience with the mean that erlang uses.
func exponentialOrEndless(mean float64) Distribution {
	if math.IsInf(mean, 1) {
		return EndlessPatience()
	}
	return Exponential(mean)
}

// measures compares what erlang says about a queue with its row.
func (r referee) measures(row Row, m erlang.Measures) {
	r.t.Helper()
	agrees := func(metric Metric, truth float64) {
		r.t.Helper()
		if !math.IsNaN(truth) {
			r.agrees(metric.String(), row.Get(metric), truth, 0)
		}
	}
	agrees(ASA, m.ASASeconds)
	agrees(MeanWait, m.MeanWaitSeconds)
	agrees(TimeToAbandon, m.TimeToAbandonSeconds)
	agrees(Abandonment, m.Abandonment)
	agrees(Delayed, m.Delayed)
	agrees(Blocking, m.Blocking)
	agrees(QueueLength, m.QueueLength)
	for _, d := range Definitions() {
		agrees(ServiceLevelBy(d), m.ServiceLevels.By(erlang.Definition(d.String())))
	}
}

// chain is a Markov chain in continuous time with states 0…n−1.
type chain struct {
	n    int
	rate *mat.Dense
}

func newChain(n int) chain { return chain{n, mat.NewDense(n, n, nil)} }

// add adds a transition.
func (c chain) add(from, to int, rate float64) {
	if from != to {
		c.rate.Set(from, to, c.rate.At(from, to)+rate)
		c.rate.Set(from, from, c.rate.At(from, from)-rate)
	}
}

// stationary solves π·Q = 0, Σπ = 1.
func (c chain) stationary() []float64 {
	a := mat.DenseCopyOf(c.rate.T())
	b := mat.NewVecDense(c.n, nil)
	for j := range c.n {
		a.Set(c.n-1, j, 1)
	}
	b.SetVec(c.n-1, 1)
	var pi mat.VecDense
	if err := pi.SolveVec(a, b); err != nil {
		panic(fmt.Sprintf("no stationary distribution: %v", err))
	}
	return pi.RawVector().Data
}

// mean returns Σ π(i)·f(i).
func mean(pi []float64, f func(i int) float64) float64 {
	sum := 0.0
	for i, p := range pi {
		sum += p * f(i)
	}
	return sum
}
