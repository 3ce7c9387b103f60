package sim

import (
	"math"
	"testing"
)

// TestFactorLawsAreExact: the mean of lines through the nodes over the law of one to three factors,
// against the average over 100 000 draws of the factors by inversion, within 5 standard
// errors (odds 6e-7 for each of 36 means, 2e-5 over all).
func TestFactorLawsAreExact(t *testing.T) {
	const draws = 100_000
	shapes := map[string]func(x float64) float64{
		"x":    func(x float64) float64 { return x },
		"x²":   func(x float64) float64 { return x * x },
		"step": func(x float64) float64 { return math.Erfc((x-1.02)/0.02) / 2 },
		"saw":  func(x float64) float64 { return math.Mod(37*x, 1) },
	}
	for _, cvs := range [][]float64{{0, 0, 0}, {0.001, 0, 0}, {0.05, 0, 0}, {0.3, 0, 0}, {1.5, 0, 0}, {0.08, 0.05, 0}, {0.05, 0.05, 0.05}, {0.1, 0.4, 0.02}, {0.02, 0.03, 0}} {
		l := newFactorLaw(cvs)
		for name, f := range shapes {
			at := make([]float64, responseNodes)
			for i := range at {
				at[i] = f(l.least + float64(i)*l.step)
			}
			var m controlMoments
			for i := range uint64(draws / 10) {
				for j := range 10 { // ten strata of the first factor: a sharper test
					w := keyed(hashKey(91)+i*gamma, purposeDayFactor, j+1)
					x := 1.0
					for n, cv := range cvs {
						u := w.openUniform()
						if n == 0 {
							u = (float64(j) + u) / 10
						}
						if cv > 0 {
							x *= gammaFactor(u, cv)
						}
					}
					value, _ := l.line(at, x)
					m.push(control{value})
				}
			}
			got, se := l.meanOf(at), math.Sqrt(m.squares[0][0])/draws
			if math.Abs(got-m.mean[0]) > 5*se+1e-12 {
				t.Errorf("cv %v, %s: mean %.9f, drawn %.9f ± %.2g", cvs, name, got, m.mean[0], se)
			}
		}
	}
}

// TestFactorLawsHaveTheirMoments: probabilities add up to 1 and the mean is 1 but for what lies beyond the nodes.
func TestFactorLawsHaveTheirMoments(t *testing.T) {
	for _, cvs := range [][]float64{{0}, {0.05}, {0.3}, {0.05, 0.05}, {0.2, 0.1, 0.05}} {
		l := newFactorLaw(cvs)
		probability, mean := l.below+l.above, 0.0
		for i := range l.share {
			probability += l.share[i]
			mean += l.partial[i]
		}
		if math.Abs(probability-1) > 1e-12 || math.Abs(mean-1) > 1e-6 {
			t.Errorf("cv %v: probability %v, mean %v", cvs, probability, mean)
		}
	}
}

// TestServiceControlFollowsService: on random days the control that looks at service explains most of
// what day factors do to it: 400 replications of one pool with a day cv of 10 % are worth far more than 6 000 plain ones
// (10 000 to 15 000 over a few seeds).
func TestServiceControlFollowsService(t *testing.T) {
	c := workload1(90)
	c.Queues[0].Sources[0].DayCV = 0.1
	if r := mustRun(t, c, Options{Seed: 3, Replications: 400}); r.PlainReplications < 6000 {
		t.Errorf("400 replications are worth %d", r.PlainReplications)
	}
}

// TestResponseIsWhatItsDocumentationSays: one interval of 180 contacts and 10 erlangs, on the mean day and far from it.
func TestResponseIsWhatItsDocumentationSays(t *testing.T) {
	open := openFrom(8*Hour, 8*Hour+30*Minute)
	q := newQueue("a", open, Constant(0.1), Exponential(100), Exponential(60))
	q.Sources[0].DayCV = 0.2
	c := &Centre{Name: "one", Horizon: day(open, 30*Minute), Queues: []Queue{q}, Groups: []Group{crew("g", 0)}}
	c.Seats = flatSeats(c.Horizon, 20)
	p := compile(c)
	p.respond()
	r := p.sources[0].responses
	phi := func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
	for i, grade := range grades {
		n := 10 + grade*math.Sqrt(10)
		for _, node := range []int{0, 40, 96} {
			x := r.law.least + float64(node)*r.law.step
			want := 180 * x * (phi((n-10*x)/math.Sqrt(10*x)) - phi(grade))
			if got := r.days[0].at[i][node]; math.Abs(got-want) > 1e-9 {
				t.Errorf("grade %v: g(%v) is %v, want %v", grade, x, got, want)
			}
		}
	}
	if got := r.contacts(0); math.Abs(got-180) > 1e-9 {
		t.Errorf("%v contacts", got)
	}
}

// TestCoverageOnRandomDays: with a day cv of 10 %, strata and all controls, 95 % intervals of 100
// replications contain the truth, which a run of 40 000 replications tells within a twentieth of their width. 400
// runs: the share is binomial with standard deviation 1.2 % at 93.5 %; below 88.5 % has odds below 1e-4.
func TestCoverageOnRandomDays(t *testing.T) {
	const runs = 400
	open := openFrom(8*Hour, 9*Hour)
	c := workload1(30)
	c.Queues[0].Open, c.Horizon.Open = open, open
	c.Queues[0].Sources[0].DayCV = 0.1
	truth := mustRun(t, c, Options{Seed: 999, Replications: 40_000}).Queues[0]
	covered := map[Metric]int{}
	for run := range uint64(runs) {
		r := mustRun(t, c, Options{Seed: run, Replications: 100}).Queues[0]
		for _, m := range []Metric{ServiceLevel, ASA, Abandonment, Answered} {
			if e, want := r.Get(m), truth.Get(m).Value; e.Low <= want && want <= e.High {
				covered[m]++
			}
		}
	}
	for m, n := range covered {
		if share := float64(n) / runs; share < 0.885 {
			t.Errorf("%v: %.1f %% of the intervals contain the truth", m, 100*share)
		}
	}
}
