package sim

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
)

// Shapes of mean 1. Partial moments E[Xⁿ; X ≤ c] are in closed form (Johnson, Kotz and
// Balakrishnan 1994, Continuous Univariate Distributions, 2nd ed.), and
// E[min(X, c)ⁿ] = E[Xⁿ; X ≤ c] + cⁿ·P(X > c).

// tailMoment returns cⁿ·s, the part of E[min(X, c)ⁿ] beyond c, 0 for c = +Inf.
func tailMoment(n int, c, survival float64) float64 {
	if math.IsInf(c, 1) {
		return 0
	}
	return math.Pow(c, float64(n)) * survival
}

type exponentialUnit struct{}

func (exponentialUnit) name() string               { return "exponential" }
func (exponentialUnit) draw(w draws) float64       { return w.exponential() }
func (exponentialUnit) survival(x float64) float64 { return math.Exp(-x) }
func (exponentialUnit) quantile(p float64) float64 { return -math.Log1p(-p) }

func (exponentialUnit) limited(n int, c float64) float64 {
	if n == 1 {
		return -math.Expm1(-c)
	}
	return 2*gammaP(3, c) + tailMoment(2, c, math.Exp(-c))
}

// lognormalUnit is exp(mu + sigma·Z) with mu = −sigma²/2.
type lognormalUnit struct{ mu, sigma float64 }

func newLognormal(sigma float64) lognormalUnit { return lognormalUnit{-sigma * sigma / 2, sigma} }

func (l lognormalUnit) name() string { return "lognormal" }
func (l lognormalUnit) draw(w draws) float64 {
	return exponent(l.mu + l.sigma*w.normal())
}
func (l lognormalUnit) survival(x float64) float64 {
	return normalSurvival((math.Log(x) - l.mu) / l.sigma)
}
func (l lognormalUnit) quantile(p float64) float64 {
	return math.Exp(l.mu + l.sigma*mathext.NormalQuantile(p))
}

// limited: E[Xⁿ; X ≤ c] = exp(n(n−1)σ²/2)·Φ((ln c − μ)/σ − nσ).
func (l lognormalUnit) limited(n int, c float64) float64 {
	s, f := l.sigma, float64(n)
	z := (math.Log(c) - l.mu) / s
	return math.Exp(f*(f-1)*s*s/2)*normalSurvival(f*s-z) + tailMoment(n, c, normalSurvival(z))
}

// normalSurvival returns P(Z > z), accurate in the tail.
func normalSurvival(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// uniformUnit is uniform on [lo, hi] with lo + hi = 2.
type uniformUnit struct{ lo, hi float64 }

func (u uniformUnit) name() string         { return "uniform" }
func (u uniformUnit) draw(w draws) float64 { return u.quantile(w.uniform()) }
func (u uniformUnit) survival(x float64) float64 {
	return min(max((u.hi-x)/(u.hi-u.lo), 0), 1)
}
func (u uniformUnit) quantile(p float64) float64 { return u.lo + p*(u.hi-u.lo) }
func (u uniformUnit) limited(n int, c float64) float64 {
	top := min(max(c, u.lo), u.hi)
	inside := gauss2(u.lo, top, func(x float64) float64 { return math.Pow(x, float64(n)) })
	return inside/(u.hi-u.lo) + tailMoment(n, c, u.survival(c))
}

// triangularUnit has a density that rises from lo to mode and falls to hi,
// lo + mode + hi = 3.
type triangularUnit struct{ lo, mode, hi float64 }

func (t triangularUnit) name() string         { return "triangular" }
func (t triangularUnit) draw(w draws) float64 { return t.quantile(w.uniform()) }

func (t triangularUnit) survival(x float64) float64 {
	switch {
	case x <= t.lo:
		return 1
	case x < t.mode:
		return 1 - (x-t.lo)/(t.hi-t.lo)*(x-t.lo)/(t.mode-t.lo)
	case x < t.hi:
		return (t.hi - x) / (t.hi - t.lo) * (t.hi - x) / (t.hi - t.mode)
	}
	return 0
}

func (t triangularUnit) quantile(p float64) float64 {
	width := t.hi - t.lo
	if p*width < t.mode-t.lo {
		return t.lo + math.Sqrt(p*width*(t.mode-t.lo))
	}
	return t.hi - math.Sqrt((1-p)*width*(t.hi-t.mode))
}

func (t triangularUnit) limited(n int, c float64) float64 {
	power := func(x float64) float64 { return math.Pow(x, float64(n)) }
	peak := 2 / (t.hi - t.lo)
	sum := tailMoment(n, c, t.survival(c))
	if top := min(c, t.mode); top > t.lo {
		sum += gauss2(t.lo, top, func(x float64) float64 { return power(x) * peak * (x - t.lo) / (t.mode - t.lo) })
	}
	if top := min(c, t.hi); top > t.mode {
		sum += gauss2(t.mode, top, func(x float64) float64 { return power(x) * peak * (t.hi - x) / (t.hi - t.mode) })
	}
	return sum
}

// gauss2 integrates f over [a, b], exactly if f is a polynomial of degree 3 or less.
func gauss2(a, b float64, f func(float64) float64) float64 {
	mid, half := (a+b)/2, (b-a)/2
	offset := half / math.Sqrt(3)
	return half * (f(mid-offset) + f(mid+offset))
}

// weibullUnit has survival exp(−(x/scale)ᵏ), scale = 1/Γ(1 + 1/k).
type weibullUnit struct{ k, scale float64 }

func newWeibull(k float64) weibullUnit { return weibullUnit{k, 1 / math.Gamma(1+1/k)} }

func (b weibullUnit) name() string { return "weibull" }
func (b weibullUnit) draw(w draws) float64 {
	return b.scale * exponent(math.Log(w.exponential())/b.k)
}
func (b weibullUnit) survival(x float64) float64 { return math.Exp(-math.Pow(x/b.scale, b.k)) }
func (b weibullUnit) quantile(p float64) float64 {
	return b.scale * math.Pow(-math.Log1p(-p), 1/b.k)
}

// limited: E[Xⁿ; X ≤ c] = scaleⁿ·Γ(a)·P(a, (c/scale)ᵏ) with a = 1 + n/k.
func (b weibullUnit) limited(n int, c float64) float64 {
	a := 1 + float64(n)/b.k
	inside := math.Pow(b.scale, float64(n)) * math.Gamma(a) * gammaP(a, math.Pow(c/b.scale, b.k))
	return inside + tailMoment(n, c, b.survival(c))
}

// loglogisticUnit has survival 1/(1 + (x/median)ᵏ), k > 1,
// median = sin(π/k)/(π/k).
type loglogisticUnit struct{ k, median float64 }

func newLoglogistic(k float64) loglogisticUnit {
	return loglogisticUnit{k, math.Sin(math.Pi/k) / (math.Pi / k)}
}

func (l loglogisticUnit) name() string { return "loglogistic" }
func (l loglogisticUnit) draw(w draws) float64 {
	u := w.openUniform()
	return l.median * exponent(math.Log(u/(1-u))/l.k)
}
func (l loglogisticUnit) survival(x float64) float64 {
	return 1 / (1 + math.Pow(x/l.median, l.k))
}
func (l loglogisticUnit) quantile(p float64) float64 {
	return l.median * math.Pow(p/(1-p), 1/l.k)
}

// limited: E[Xⁿ; X ≤ c] = medianⁿ·B(1+n/k, 1−n/k)·I_F(c)(1+n/k, 1−n/k) for n < k.
// A second moment that is infinite, or nearly, without c is integrated:
// the integrand is analytic far beyond each octave below c.
func (l loglogisticUnit) limited(n int, c float64) float64 {
	a := float64(n) / l.k
	switch {
	case math.IsInf(c, 1) && a >= 1:
		return c
	case math.IsInf(c, 1):
		return math.Pow(l.median, float64(n)) * math.Pi * a / math.Sin(math.Pi*a)
	case n == 1:
		return mathext.RegIncBeta(1+a, 1-a, 1-l.survival(c)) + tailMoment(n, c, l.survival(c))
	case l.k > 4:
		full := l.median * l.median * math.Pi * a / math.Sin(math.Pi*a)
		return full*mathext.RegIncBeta(1+a, 1-a, 1-l.survival(c)) + tailMoment(n, c, l.survival(c))
	}
	sum := 0.0
	for range 60 {
		sum += quad.Fixed(func(x float64) float64 { return 2 * x * l.survival(x) }, c/2, c, 16, quad.Legendre{}, 1)
		c /= 2
	}
	return sum
}

// hyperexponentialUnit is exponential of mean 1/(2p) with probability p, and of
// mean 1/(2q) with probability q = 1 − p ≤ p: each branch brings half of the
// mean ("balanced means", Whitt 1982, Operations Research 30(1)).
type hyperexponentialUnit struct{ p, q float64 }

// newHyperexponential: p = (1 + s)/2 with s² = (cv² − 1)/(cv² + 1), q without
// cancellation.
func newHyperexponential(cv float64) hyperexponentialUnit {
	c2 := cv * cv
	s := math.Sqrt((c2 - 1) / (c2 + 1))
	return hyperexponentialUnit{(1 + s) / 2, 1 / ((c2 + 1) * (1 + s))}
}

func (h hyperexponentialUnit) name() string { return "hyperexponential" }
func (h hyperexponentialUnit) draw(w draws) float64 {
	share := h.p
	if w.uniform() >= h.p {
		share = h.q
	}
	return w.exponential() / (2 * share)
}
func (h hyperexponentialUnit) survival(x float64) float64 {
	return h.p*math.Exp(-2*h.p*x) + h.q*math.Exp(-2*h.q*x)
}
func (h hyperexponentialUnit) quantile(p float64) float64 { return invertSurvival(h.survival, p) }
func (h hyperexponentialUnit) limited(n int, c float64) float64 {
	sum := 0.0
	for _, share := range [2]float64{h.p, h.q} {
		mean := 1 / (2 * share)
		sum += share * math.Pow(mean, float64(n)) * exponentialUnit{}.limited(n, c/mean)
	}
	return sum
}

// invertSurvival returns the least x ≥ 0 with 1 − survival(x) ≥ p, to the last
// bits, by bisection.
func invertSurvival(survival func(float64) float64, p float64) float64 {
	reached := func(x float64) bool {
		s := survival(x)
		if p < 0.5 {
			return 1-s >= p
		}
		return s <= 1-p
	}
	if reached(0) {
		return 0
	}
	hi := 1.0
	for !reached(hi) {
		hi *= 2
		if math.IsInf(hi, 1) {
			return hi
		}
	}
	lo := 0.0
	for {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			return hi
		}
		if reached(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
}
