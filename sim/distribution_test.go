package sim

import (
	"math"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
)

// law returns a law with the fields that set states.
func law(shape string, set func(l *Law)) Law {
	l := NewLaw()
	l.Shape = shape
	set(&l)
	return l
}

// must returns the distribution of a law without mistakes.
func must(t testing.TB, l Law) Distribution {
	t.Helper()
	d, problems := l.Distribution()
	if len(problems) > 0 {
		t.Fatalf("%+v: %v", l, problems)
	}
	return d
}

func meanCV(shape string, mean, cv float64) Law {
	return law(shape, func(l *Law) { l.Mean, l.CV = mean, cv })
}

// continuousLaws have no atoms; every shape, every way to state it.
func continuousLaws() []Law {
	out := []Law{
		law("", func(l *Law) { l.Mean = 120 }),
		law("", func(l *Law) { l.Median = 120 }),
		law("", func(l *Law) { l.Mean, l.CV = 300, 0.9 }),
		law("", func(l *Law) { l.Median, l.P90 = 200, 700 }),
		law("exponential", func(l *Law) { l.Mean = 90 }),
		law("uniform", func(l *Law) { l.Min, l.Max = 10, 130 }),
		law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 10, 30, 130 }),
		law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 0, 0, 100 }),
		law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 0, 100, 100 }),
		law("erlang", func(l *Law) { l.Mean, l.Phases = 60, 3 }),
		law("erlang", func(l *Law) { l.Median, l.Phases = 60, 1 }),
		law("lognormal", func(l *Law) { l.Mu, l.Sigma = 5, 0.6 }),
		law("lognormal", func(l *Law) { l.Median, l.Sigma = 60, 0.6 }),
		law("loglogistic", func(l *Law) { l.Scale, l.K = 60, 1.5 }),
	}
	for _, shape := range []string{"gamma", "weibull", "loglogistic", "lognormal", "hyperexponential"} {
		for _, cv := range []float64{0.2, 0.9, 1, 1.7, 4} {
			if shape != "hyperexponential" || cv >= 1 {
				out = append(out, meanCV(shape, 250, cv))
			}
		}
		out = append(out, law(shape, func(l *Law) { l.Median, l.P90 = 60, 230 }))
	}
	for _, shape := range []string{"gamma", "weibull", "loglogistic"} {
		out = append(out, law(shape, func(l *Law) { l.Scale, l.K = 60, 2.5 }),
			law(shape, func(l *Law) { l.Mean, l.K = 60, 1.25 }),
			law(shape, func(l *Law) { l.Median, l.CV = 60, 0.5 }))
	}
	return append(out, law("mixture", func(l *Law) {
		l.Parts = []Part{{3, meanCV("gamma", 30, 0.8)}, {0, meanCV("gamma", 1e6, 2)}, {1, meanCV("weibull", 600, 0.5)}}
	}))
}

// atomicLaws put probability on single values.
func atomicLaws() []Law {
	return []Law{
		law("constant", func(l *Law) { l.Mean = 30 }),
		law("", func(l *Law) { l.Mean, l.CV = 30, 0 }),
		law("empirical", func(l *Law) { l.Values = []float64{20, 0, 5, 20} }),
		law("empirical", func(l *Law) { l.Values, l.Weights = []float64{9, 3, 6, 1}, []float64{1, 2, 0, 5} }),
		law("exponential", func(l *Law) { l.Mean, l.Cap = 90, 100 }),
		law("lognormal", func(l *Law) { l.Mean, l.CV, l.Cap = 90, 2, 300 }),
		law("mixture", func(l *Law) {
			l.Parts = []Part{{0.2, law("", func(l *Law) { l.Mean = 0 })},
				{0.3, law("", func(l *Law) { l.Mean, l.Cap = 50, 60 })},
				{0.5, law("constant", func(l *Law) { l.Mean = 200 })}}
			l.Cap = 150
		}),
	}
}

// Draws follow the survival function: 50 000 of each law; odds 2e-9 each. That sample rounds
// those draws is another test.
func TestSamplesFollowTheSurvivalFunction(t *testing.T) {
	for i, l := range continuousLaws() {
		d := must(t, l)
		checkLaw(t, strconv.Itoa(i)+" "+d.Shape(), 50_000, d.Survival, func(w draws) float64 {
			return d.drawMicros(w) / 1e6 // a microsecond is coarse where cv is 4
		})
	}
}

// Atoms come as often as they should: P(X > x) just below and at each of some
// points, 100 000 draws, 6 standard deviations.
func TestAtomsComeAsOftenAsTheyShould(t *testing.T) {
	const n = 100_000
	for _, l := range atomicLaws() {
		d := must(t, l)
		for _, p := range []float64{0.05, 0.15, 0.3, 0.5, 0.7, 0.95} {
			x := d.Quantile(p)
			for _, at := range []float64{x, x - 1e-3} {
				above := 0
				for i := range uint64(n) {
					if d.sample(keyed(hashKey(12)+i*gamma, purposePatience, 0), 0).Seconds() > at+1e-6 {
						above++
					}
				}
				want := d.Survival(at + 1e-6)
				if sd := math.Sqrt(want * (1 - want) / n); math.Abs(float64(above)/n-want) > 6*sd {
					t.Errorf("%s: %d of %d above %v, not %v", d.Shape(), above, n, at, want*n)
				}
			}
		}
	}
}

// The facts that a law states come back from its distribution.
func TestFactsComeBack(t *testing.T) {
	near := func(got, want, tolerance float64) bool {
		return math.IsNaN(want) || math.Abs(got/want-1) < tolerance
	}
	for _, l := range continuousLaws() {
		d := must(t, l)
		if m := d.MeanSeconds(); !near(m, l.Mean, 1e-12) {
			t.Errorf("%+v: mean %v", l, m)
		}
		if m := d.Quantile(0.5); !near(m, l.Median, 1e-10) {
			t.Errorf("%+v: median %v", l, m)
		}
		if p := d.Quantile(0.9); !near(p, l.P90, 1e-10) {
			t.Errorf("%+v: p90 %v", l, p)
		}
		if c := d.CV(); !near(c, l.CV, 1e-9) {
			t.Errorf("%+v: cv %v", l, c)
		}
		if l.Shape != "" && d.Shape() != l.Shape {
			t.Errorf("%+v: shape %s", l, d.Shape())
		}
	}
	for _, cv := range []float64{1e-3, 0.01, 0.1, 10, 100} {
		for _, shape := range []string{"gamma", "weibull", "loglogistic", "lognormal", "hyperexponential"} {
			if shape == "hyperexponential" && cv < 1 {
				continue
			}
			if c := must(t, meanCV(shape, 60, cv)).CV(); !near(c, cv, 1e-8) {
				t.Errorf("%s: cv %v for %v", shape, c, cv)
			}
		}
	}
}

// Native parameters mean what their definitions say, evaluated directly.
func TestNativeParameters(t *testing.T) {
	for _, x := range []float64{1, 20, 60, 200} {
		for _, c := range []struct {
			law  Law
			want float64
		}{
			{law("weibull", func(l *Law) { l.K, l.Scale = 1.7, 60 }), math.Exp(-math.Pow(x/60, 1.7))},
			{law("loglogistic", func(l *Law) { l.K, l.Scale = 1.7, 60 }), 1 / (1 + math.Pow(x/60, 1.7))},
			{law("gamma", func(l *Law) { l.K, l.Scale = 2, 60 }), math.Exp(-x/60) * (1 + x/60)},
			{law("erlang", func(l *Law) { l.Phases, l.Mean = 3, 180 }), math.Exp(-x/60) * (1 + x/60 + x*x/7200)},
			{law("lognormal", func(l *Law) { l.Mu, l.Sigma = 4, 0.5 }), math.Erfc((math.Log(x)-4)/0.5/math.Sqrt2) / 2},
			{law("uniform", func(l *Law) { l.Min, l.Max = 0, 240 }), 1 - x/240},
			{law("exponential", func(l *Law) { l.Mean = 60 }), math.Exp(-x / 60)},
			{law("hyperexponential", func(l *Law) { l.Mean, l.CV = 60, math.Sqrt(3) }), // p = (1 + √½)/2
				0.8535533905932737*math.Exp(-2*0.8535533905932737*x/60) + 0.1464466094067263*math.Exp(-2*0.1464466094067263*x/60)},
		} {
			if got := must(t, c.law).Survival(x); math.Abs(got-c.want) > 1e-13 {
				t.Errorf("%s: P(X > %v) = %v, not %v", c.law.Shape, x, got, c.want)
			}
		}
	}
}

// Quantile and Survival invert one another, and both are monotone.
func TestQuantileInvertsSurvival(t *testing.T) {
	for _, l := range continuousLaws() {
		d := must(t, l)
		last := 0.0
		for _, p := range []float64{1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 1 - 1e-9} {
			x := d.Quantile(p)
			if x < last {
				t.Errorf("%+v: quantile falls to %v at %v", l, x, p)
			}
			last = x
			s := d.Survival(x)
			if math.Abs(s-(1-p)) > 1e-13+1e-7*min(p, 1-p) {
				t.Errorf("%+v: P(X > %v) = %v, not %v", l, x, s, 1-p)
			}
		}
	}
	for _, l := range atomicLaws() { // the least x with P(X ≤ x) ≥ p
		d := must(t, l)
		for p := 0.025; p < 1; p += 0.05 {
			x := d.Quantile(p)
			if at, before := 1-d.Survival(x), 1-d.Survival(x*(1-1e-12)-1e-12); at < p-1e-12 || before > p+1e-9 {
				t.Errorf("%+v: quantile %v is %v, where P(X ≤ x) rises from %v to %v", l, p, x, before, at)
			}
		}
	}
}

// Moments under a cap equal ∫ n·xⁿ⁻¹·P(X > x) dx, integrated numerically.
func TestMomentsIntegrateTheSurvivalFunction(t *testing.T) {
	check := func(l Law, tolerance float64) {
		t.Helper()
		for _, cap := range []float64{7, 45, 100, 1000} {
			l.Cap = cap
			d := must(t, l)
			first := integrate(cap, d.Survival)
			second := integrate(cap, func(x float64) float64 { return 2 * x * d.Survival(x) })
			if m := d.MeanSeconds(); math.Abs(m/first-1) > tolerance {
				t.Errorf("%+v: mean %v, not %v", l, m, first)
			}
			if m2 := d.limited(2, math.Inf(1)); math.Abs(m2/second-1) > tolerance {
				t.Errorf("%+v: second moment %v, not %v", l, m2, second)
			}
			if cv := d.CV(); math.Abs(cv*cv-second/(first*first)+1) > 4*tolerance*(1+cv*cv) {
				t.Errorf("%+v: cv %v, not that of moments %v and %v", l, cv, first, second)
			}
		}
	}
	for _, l := range continuousLaws() {
		check(l, 1e-5) // the corners of a triangular law fall within panels
	}
	for _, l := range atomicLaws() {
		check(l, 1e-2)
	}
}

// integrate sums f over (0, c) in panels of 4 points with x = c·y⁴, which
// crowds them where shapes with a large cv change fast. A jump of f costs up
// to the width of a panel.
func integrate(c float64, f func(float64) float64) float64 {
	const panels = 400
	g := func(y float64) float64 { return f(c*y*y*y*y) * 4 * c * y * y * y }
	sum := 0.0
	for i := range panels {
		sum += quad.Fixed(g, float64(i)/panels, float64(i+1)/panels, 4, quad.Legendre{}, 1)
	}
	return sum
}

// The gamma quantile against chi-square tables, the exponential and itself.
func TestGammaQuantile(t *testing.T) {
	for _, c := range []struct{ degrees, p, want float64 }{ // tables of chi-square
		{1, 0.95, 3.841458820694124}, {1, 0.05, 0.003932140000019522}, {2, 0.99, 9.210340371976182},
		{10, 0.99, 23.209251158954356}, {10, 0.005, 2.155856481304692}, {100, 0.95, 124.34211340400407},
	} {
		if x := 2 * gammaQuantile(c.degrees/2, c.p); math.Abs(x/c.want-1) > 1e-12 {
			t.Errorf("chi-square with %v degrees at %v is %v, not %v", c.degrees, c.p, x, c.want)
		}
	}
	for _, k := range []float64{1e-4, 0.01, 0.05, 0.3, 0.5, 1, 2, 3.3, 10, 30, 100, 1e3, 1e4, 1e5, 1e6} {
		last := 0.0
		for _, p := range []float64{1e-300, 1e-30, 1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.3, 0.5 - 1e-9, 0.5, 0.7, 0.9, 0.99, 1 - 1e-6, 1 - 1e-12} {
			x := gammaQuantile(k, p)
			if x < last {
				t.Errorf("k = %v: quantile falls to %v at %v", k, x, p)
			}
			last = x
			if x < 1e-300 { // xᵏ/Γ(k+1) = p below the smallest number
				if lg, _ := math.Lgamma(k + 1); (math.Log(p)+lg)/k > math.Log(1e-299) {
					t.Errorf("k = %v: quantile %v vanishes", k, p)
				}
				continue
			}
			below, above := mathext.GammaIncReg(k, x), mathext.GammaIncRegComp(k, x)
			if p < 0.5 && math.Abs(below/p-1) > 1e-10 || p >= 0.5 && math.Abs(above/(1-p)-1) > 1e-10 {
				t.Errorf("k = %v: P(X ≤ quantile %v) = %v, P(X > it) = %v", k, p, below, above)
			}
		}
	}
	if gammaQuantile(2, 0) != 0 || !math.IsInf(gammaQuantile(2, 1), 1) {
		t.Error("quantiles 0 and 1 of a gamma law")
	}
}

// gammaFactor has mean 1 and the cv asked for: integrals over a standard normal
// z with u = Φ(z), by the trapezoidal rule, which converges exponentially here.
func TestGammaFactor(t *testing.T) {
	if gammaFactor(0.3, 0) != 1 {
		t.Error("cv 0 varies")
	}
	for _, cv := range []float64{1e-3, 0.02, 0.12, 0.5, 1} { // z beyond 8 holds 1e-9 of the mean at cv 1
		mean, square := 0.0, 0.0
		const step = 0.02
		for z := -8.0; z <= 8; z += step {
			weight := step * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
			g := gammaFactor(normalSurvival(-z), cv)
			mean += weight * g
			square += weight * g * g
		}
		if math.Abs(mean-1) > 1e-8 || math.Abs(math.Sqrt(square-mean*mean)/cv-1) > 1e-6 {
			t.Errorf("cv %v: mean %v, cv %v", cv, mean, math.Sqrt(square-mean*mean))
		}
	}
}
