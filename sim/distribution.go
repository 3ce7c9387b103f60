package sim

import "math"

// Distribution is the law of a duration: a shape of mean 1, times a mean in seconds that
// may change over time, cut off at a cap. It is a value; nothing changes it.
// The zero Distribution is no duration at all, always 0.
//
//	X = min(mean(t)·unit, cap)
//
// Make one from a Law, or by Exponential, Fixed, Lognormal and EndlessPatience.
type Distribution struct {
	kind   kind
	varies bool    // the mean changes over time
	micros float64 // the mean in microseconds, unless it varies
	cap    float64 // in microseconds; 0: none
	quick  float64 // micros where one product makes a draw: exponential, always the same mean, no cap; else 0
	mu     float64 // lognormal: unit = exp(mu + sigma·normal)
	sigma  float64
	mean   Steps // seconds, of the shape before the cap
	unit   unit  // nil for constant and endless
}

// kind tells the fast branches of sample apart.
type kind uint8

const (
	kindConstant kind = iota
	kindExponential
	kindLognormal
	kindOther // sampled through unit
	kindEndless
)

// unit is a shape of mean 1.
type unit interface {
	name() string
	// draw must not depend on anything but w.
	draw(w draws) float64
	// survival returns P(X > x) for x ≥ 0.
	survival(x float64) float64
	// quantile returns the least x with P(X ≤ x) ≥ p for 0 ≤ p ≤ 1.
	quantile(p float64) float64
	// limited returns E[min(X, c)ⁿ] for n = 1, 2 and 0 < c ≤ +Inf.
	limited(n int, c float64) float64
}

// maxMicros is where a duration becomes Never, as in FromSeconds.
const maxMicros = math.MaxInt64 / 4

// sample returns the duration of the customer with draws w who meets the law at
// time at, rounded to the nearest microsecond; Never if endless. The unit value
// depends on w alone, so another mean moves every draw the same way.
func (d *Distribution) sample(w draws, at Time) Time {
	if d.quick != 0 { // the commonest law, in few enough words to be inlined
		v := w
		if x, sure := sureExponential(v.next()); sure {
			return Time(d.quick*x + 0.5)
		}
	}
	return d.sampleAny(w, at)
}

// sampleAny is sample for every law.
func (d *Distribution) sampleAny(w draws, at Time) Time {
	x := d.micros
	if d.varies {
		x = d.mean.ValueAt(at) * float64(Second)
	}
	switch d.kind {
	case kindExponential:
		u := w.next()
		e, sure := sureExponential(u)
		if !sure {
			e = w.exponentialEdge(u)
		}
		x *= e
	case kindLognormal:
		u := w.next()
		z, sure := sureNormal(u)
		if !sure {
			z = w.normalEdge(u)
		}
		x *= exponent(d.mu + d.sigma*z)
	case kindConstant:
	case kindOther:
		x *= d.unit.draw(w)
	default:
		return Never
	}
	if d.cap > 0 && x > d.cap {
		x = d.cap
	}
	if !(x < maxMicros) {
		return Never
	}
	return Time(x + 0.5)
}

// drawMicros returns the duration in microseconds, not rounded, of a law whose
// mean does not change and is not endless.
func (d *Distribution) drawMicros(w draws) float64 {
	x := d.micros
	if d.unit != nil {
		x *= d.unit.draw(w)
	}
	if d.cap > 0 {
		x = min(x, d.cap)
	}
	return x
}

// Exponential returns the exponential law of a mean in seconds.
func Exponential(mean float64) Distribution {
	return newDistribution(exponentialUnit{}).WithMean(Constant(mean))
}

// Fixed returns the law that is always v seconds.
func Fixed(v float64) Distribution { return Distribution{}.WithMean(Constant(v)) }

// Lognormal returns the lognormal law with a mean in seconds and a coefficient
// of variation; cv 0 is Fixed.
func Lognormal(mean, cv float64) Distribution {
	if cv == 0 {
		return Fixed(mean)
	}
	return newDistribution(newLognormal(lognormalSigma(cv))).WithMean(Constant(mean))
}

// EndlessPatience returns the law of those who never leave.
func EndlessPatience() Distribution { return Distribution{kind: kindEndless} }

// newDistribution returns the law of u with mean 0; nil is constant.
func newDistribution(u unit) Distribution {
	d := Distribution{unit: u, kind: kindOther}
	switch u := u.(type) {
	case nil:
		d.kind = kindConstant
	case exponentialUnit:
		d.kind = kindExponential
	case lognormalUnit:
		d.kind, d.mu, d.sigma = kindLognormal, u.mu, u.sigma
	}
	return d
}

// WithMean returns d with another mean in seconds, before the cap; shape and
// cap stay. A duration that is endless stays endless. It panics on a mean that
// is negative, NaN or infinite.
func (d Distribution) WithMean(mean Steps) Distribution {
	for _, v := range mean.Value {
		if !(v >= 0 && v <= math.MaxFloat64) {
			panic("sim: mean of a duration is negative or not a number")
		}
	}
	if d.kind == kindEndless {
		return d
	}
	d.mean = mean
	d.varies = len(mean.Value) > 1
	d.micros = 0
	if len(mean.Value) == 1 {
		d.micros = mean.Value[0] * float64(Second)
	}
	return d.quickened()
}

// quickened returns d with quick set for its other fields. A sure exponential is less than 8.
func (d Distribution) quickened() Distribution {
	d.quick = 0
	if d.kind == kindExponential && !d.varies && d.cap == 0 && 8*d.micros < maxMicros {
		d.quick = d.micros
	}
	return d
}

// Scaled returns the law of f·X, cap included. It panics unless 0 ≤ f < ∞.
func (d Distribution) Scaled(f float64) Distribution {
	d.cap *= f
	return d.WithMean(d.mean.Map(func(v float64) float64 { return f * v }))
}

// capped returns the law of min(X, seconds), seconds > 0, of an X that ends.
func (d Distribution) capped(seconds float64) Distribution {
	if c := seconds * float64(Second); d.cap == 0 || c < d.cap {
		d.cap = c
	}
	return d.quickened()
}

// At returns the law that holds at time t, whose mean does not change.
func (d Distribution) At(t Time) Distribution {
	if !d.varies {
		return d
	}
	return d.WithMean(Constant(d.mean.ValueAt(t)))
}

// Shape returns the name of the shape, as in Law.
func (d Distribution) Shape() string {
	switch {
	case d.kind == kindEndless:
		return "never"
	case d.unit == nil:
		return "constant"
	}
	return d.unit.name()
}

// Mean returns the mean in seconds over time, before the cap.
func (d Distribution) Mean() Steps { return d.mean }

// CapSeconds returns the cap, +Inf if there is none.
func (d Distribution) CapSeconds() float64 {
	if d.cap == 0 {
		return math.Inf(1)
	}
	return d.cap / float64(Second)
}

// Endless tells whether the duration never ends.
func (d Distribution) Endless() bool { return d.kind == kindEndless }

// IsZero tells whether the duration is always 0.
func (d Distribution) IsZero() bool { return !d.Endless() && d.mean.Max() == 0 }

// The following describe X itself, cap included. Where the mean changes over
// time they speak of its first value; use At for another time.

// MeanSeconds returns E[X]; +Inf if endless.
func (d Distribution) MeanSeconds() float64 { return d.limited(1, math.Inf(1)) }

// MeanAt returns E[X] at time t; +Inf if endless.
func (d Distribution) MeanAt(t Time) float64 { return d.At(t).MeanSeconds() }

// CV returns the coefficient of variation √Var[X] ÷ E[X]: 0 for a constant, +Inf where the
// variance is infinite, NaN if endless.
func (d Distribution) CV() float64 {
	if d.Endless() {
		return math.NaN()
	}
	m := d.firstMean()
	if d.unit == nil || m == 0 {
		return 0
	}
	c := d.CapSeconds() / m
	first, second := d.unit.limited(1, c), d.unit.limited(2, c)
	return math.Sqrt(max(second/(first*first)-1, 0))
}

// Survival returns P(X > seconds).
func (d Distribution) Survival(seconds float64) float64 {
	m := d.firstMean()
	switch {
	case seconds < 0 || d.Endless():
		return 1
	case seconds >= d.CapSeconds() || m == 0:
		return 0
	case d.unit == nil:
		if seconds < m {
			return 1
		}
		return 0
	}
	return d.unit.survival(seconds / m)
}

// Quantile returns the least x with P(X ≤ x) ≥ p, in seconds; NaN unless
// 0 ≤ p ≤ 1, +Inf if endless.
func (d Distribution) Quantile(p float64) float64 {
	m := d.firstMean()
	switch {
	case !(p >= 0 && p <= 1):
		return math.NaN()
	case d.Endless():
		return math.Inf(1)
	case d.unit != nil && m > 0:
		m *= d.unit.quantile(p)
	}
	return min(m, d.CapSeconds())
}

// limited returns E[min(X, seconds)ⁿ].
func (d Distribution) limited(n int, seconds float64) float64 {
	if d.Endless() {
		return math.Pow(seconds, float64(n))
	}
	m, c := d.firstMean(), min(seconds, d.CapSeconds())
	switch {
	case m == 0 || c == 0:
		return 0
	case d.unit == nil:
		return math.Pow(min(m, c), float64(n))
	}
	return math.Pow(m, float64(n)) * d.unit.limited(n, c/m)
}

func (d Distribution) firstMean() float64 {
	if len(d.mean.Value) == 0 {
		return 0
	}
	return d.mean.Value[0]
}
