package sim

import (
	"math"
	"testing"
)

func profile() Steps {
	return Steps{At: []Time{0, Hour, 2 * Hour}, Value: []float64{100, 300, 0}}
}

// The unit value does not depend on the mean: f times the mean is f times every
// draw, to the rounding of a microsecond.
func TestDrawsScaleWithTheMean(t *testing.T) {
	for _, l := range append(continuousLaws(), atomicLaws()...) {
		d := must(t, l)
		d.cap = 0
		m := d.Mean().Value[0]
		double, scaled := d.WithMean(Constant(2*m)), d.Scaled(2)
		for i := range uint64(2000) {
			w := keyed(hashKey(13)+i*gamma, purposeHandle, 0)
			x, y := d.sample(w, 0), double.sample(w, 0)
			if y-2*x < -1 || y-2*x > 1 {
				t.Fatalf("%s: %v becomes %v", d.Shape(), x, y)
			}
			if z := scaled.sample(w, 0); z != y {
				t.Fatalf("%s: Scaled gives %v, WithMean %v", d.Shape(), z, y)
			}
		}
	}
}

// Shapes that are drawn by inversion of one uniform or one exponential rise
// with it, so that a change of cv too moves customers together.
func TestInversionIsMonotone(t *testing.T) {
	for _, l := range []Law{
		law("uniform", func(l *Law) { l.Min, l.Max = 1, 2 }), meanCV("loglogistic", 60, 0.7),
		law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 1, 2, 5 }),
		law("empirical", func(l *Law) { l.Values, l.Weights = []float64{5, 1, 3}, []float64{1, 4, 2} }),
	} {
		d := must(t, l)
		last := Time(0)
		for i := range uint64(1000) {
			x := d.sample(before(i<<54|i), 0)
			if x < last {
				t.Fatalf("%s: falls to %v", d.Shape(), x)
			}
			last = x
			w := before(i<<54 | i)
			if want := d.Quantile(w.openUniform()); math.Abs(x.Seconds()-want) > 2e-6 {
				t.Fatalf("%s: %v is not the quantile %v", d.Shape(), x.Seconds(), want)
			}
		}
	}
}

func TestMeanOverTime(t *testing.T) {
	d := Exponential(1).WithMean(profile())
	w := keyed(hashKey(14), purposeHandle, 0)
	first, second, third := d.sample(w, 59*Minute), d.sample(w, Hour), d.sample(w, Day)
	if d.sample(w, -Hour) != first || third != 0 || first == 0 {
		t.Errorf("draws %v, %v, %v", first, second, third)
	}
	if diff := second - 3*first; diff < -2 || diff > 2 {
		t.Errorf("a third of %v is not %v", second, first)
	}
	if m := d.MeanAt(90 * Minute); m != 300 {
		t.Errorf("mean %v at 1:30", m)
	}
	if m := d.MeanSeconds(); m != 100 {
		t.Errorf("first mean %v", m)
	}
	if !math.IsNaN(d.Quantile(1.5)) || !math.IsNaN(d.Quantile(math.NaN())) {
		t.Error("quantiles beyond 0 and 1")
	}
	if s := d.At(Hour).Survival(300); math.Abs(s-1/math.E) > 1e-15 {
		t.Errorf("P(X > 300 s) = %v at 1:00", s)
	}
}

func TestCap(t *testing.T) {
	d := must(t, law("", func(l *Law) { l.Mean, l.Cap = 100, 50 }))
	capped := 0
	for i := range uint64(1000) {
		x := d.sample(keyed(hashKey(15)+i*gamma, purposeHandle, 0), 0)
		if x > 50*Second {
			t.Fatalf("%v is beyond the cap", x)
		}
		if x == 50*Second {
			capped++
		}
	}
	if capped < 500 || capped > 700 { // 607 expected, sd 15: odds 1e-9
		t.Errorf("%d of 1000 at the cap", capped)
	}
	if d.CapSeconds() != 50 || d.Survival(50) != 0 || d.Quantile(1) != 50 || d.Scaled(2).CapSeconds() != 100 {
		t.Error("the cap is not where it should be")
	}
	if m, want := d.MeanSeconds(), 100*(1-math.Exp(-0.5)); math.Abs(m-want) > 1e-12 {
		t.Errorf("mean %v, not %v", m, want)
	}
}

func TestEndlessAndZero(t *testing.T) {
	e := EndlessPatience()
	if !e.Endless() || e.IsZero() || e.sample(draws(1), 0) != Never || e.Shape() != "never" || !e.Scaled(2).Endless() {
		t.Error("endless patience ends")
	}
	if !math.IsInf(e.MeanSeconds(), 1) || e.Survival(1e300) != 1 || !math.IsInf(e.Quantile(0.1), 1) || !math.IsNaN(e.CV()) {
		t.Error("endless patience has moments")
	}
	var z Distribution
	for _, d := range []Distribution{z, Fixed(0), Exponential(0), z.Scaled(3), Lognormal(300, 0.5).Scaled(0)} {
		if !d.IsZero() || d.Endless() || d.sample(draws(1), 0) != 0 || d.MeanSeconds() != 0 || d.CV() != 0 ||
			d.Survival(0) != 0 || d.Quantile(0.7) != 0 {
			t.Errorf("%+v is not zero", d)
		}
	}
	if d := Exponential(1).WithMean(profile()); d.IsZero() {
		t.Error("a profile with one zero is zero")
	}
}

func TestConstructors(t *testing.T) {
	if d := Fixed(90); d.sample(draws(1), 0) != 90*Second || d.CV() != 0 || d.Shape() != "constant" {
		t.Error("Fixed(90)")
	}
	if d := Lognormal(300, 0); d.sample(draws(1), 0) != 300*Second {
		t.Error("Lognormal without spread varies")
	}
	if d := Lognormal(300, 0.8); d.MeanSeconds() != 300 || math.Abs(d.CV()-0.8) > 1e-14 || d.Shape() != "lognormal" {
		t.Error("Lognormal(300, 0.8)")
	}
	if d := Exponential(300); d.MeanSeconds() != 300 || d.CV() != 1 || d.Shape() != "exponential" {
		t.Error("Exponential(300)")
	}
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a mean of %v is accepted", bad)
				}
			}()
			Exponential(bad)
		}()
	}
}

// A draw beyond the range of Time is Never, not a negative time.
func TestHugeDurations(t *testing.T) {
	for _, d := range []Distribution{Fixed(1e13), Exponential(1e15), Fixed(math.MaxFloat64)} {
		if x := d.sample(keyed(hashKey(16), purposeHandle, 0), 0); x != Never {
			t.Errorf("%v", x)
		}
	}
}

// Draws are rounded to the nearest microsecond, not down.
func TestRounding(t *testing.T) {
	for _, c := range []struct {
		seconds float64
		want    Time
	}{{1.4e-6, 1}, {1.6e-6, 2}, {0.4e-6, 0}, {12.3456789, 12345679}} {
		d := Fixed(c.seconds)
		if x := d.sample(draws(1), 0); x != c.want {
			t.Errorf("%v s is %d µs", c.seconds, x)
		}
	}
}

func TestSampleAllocatesNothing(t *testing.T) {
	for _, l := range append(continuousLaws(), atomicLaws()...) {
		d := must(t, l)
		varying := d.WithMean(profile())
		base, total := hashKey(17), Time(0)
		if n := testing.AllocsPerRun(500, func() {
			base += gamma
			total += d.sample(keyed(base, purposeHandle, 0), 0) + varying.sample(keyed(base, purposeWrap, 1), Hour)
		}); n != 0 {
			t.Errorf("%s: %v allocations a draw (%v)", d.Shape(), n, total)
		}
	}
}
