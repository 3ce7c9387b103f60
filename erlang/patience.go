package erlang

import "math"

// Patience is the distribution of the time that a customer waits before hanging up.
type Patience interface {
	// CDF is P(patience ≤ t) and its integral ∫₀^t P(patience ≤ u) du = t − E[min(patience, t)].
	// P(patience ≤ +Inf) below 1 means that some customers never hang up.
	CDF(seconds float64) (probability, integral float64)
	// Mean is the mean patience, +Inf where it has none.
	Mean() float64
	// Breaks are times at which the CDF jumps or changes its scale; integration never crosses one.
	Breaks() []float64
}

// within is P(patience ≤ seconds).
func within(p Patience, seconds float64) float64 {
	probability, _ := p.CDF(seconds)
	return probability
}

// excessFrom(p, origin)(t) is ∫ (P(patience ≤ u) − P(patience ≤ origin)) du for u from origin to t. Where the density of
// the wait has its peak, this small number is all that shapes it.
func excessFrom(p Patience, origin float64) func(t float64) float64 {
	if exact, ok := p.(exactExcess); ok {
		return exact.excessFrom(origin)
	}
	return excessOfCDF(p, origin)
}

// exactExcess is a patience that computes its excess without the cancellation of excessOfCDF.
type exactExcess interface {
	excessFrom(origin float64) func(float64) float64
}

func excessOfCDF(p Patience, origin float64) func(t float64) float64 {
	probability, integral := p.CDF(origin)
	return func(t float64) float64 {
		_, further := p.CDF(t)
		return further - integral - probability*(t-origin)
	}
}

// ExponentialPatience has the given mean; 0 hangs up at once, +Inf never.
type ExponentialPatience struct{ MeanSeconds float64 }

// CDF is 1 − e^(−s) with the integral mean·(s + e^−s − 1), s = t/mean.
func (p ExponentialPatience) CDF(seconds float64) (probability, integral float64) {
	s := seconds / p.MeanSeconds
	switch {
	case p.MeanSeconds == 0:
		return 1, seconds
	case math.IsInf(p.MeanSeconds, 1):
		return 0, 0
	case s > 0.5:
		probability = -math.Expm1(-s)
		return probability, p.MeanSeconds * (s - probability)
	}
	rest := exponentialRest(s)
	return s * (1 - s*rest), p.MeanSeconds * s * s * rest
}

// excessFrom is e^(−origin/mean)·mean·(s + e^−s − 1), s = (t − origin)/mean.
func (p ExponentialPatience) excessFrom(origin float64) func(t float64) float64 {
	if p.MeanSeconds == 0 || math.IsInf(p.MeanSeconds, 1) {
		return func(float64) float64 { return 0 }
	}
	scale := p.MeanSeconds * math.Exp(-origin/p.MeanSeconds)
	return func(t float64) float64 {
		s := (t - origin) / p.MeanSeconds
		if math.Abs(s) <= 0.5 {
			return scale * s * s * exponentialRest(s)
		}
		return scale*(s-1) + p.MeanSeconds*math.Exp(-t/p.MeanSeconds)
	}
}

// exponentialRest is (s + e^−s − 1)/s² for |s| ≤ ½ by its Taylor series: no cancellation, no division.
func exponentialRest(s float64) float64 {
	last, rest := len(reciprocalFactorials)-1, 0.0
	if math.Abs(s) < 0.01 {
		last = 6 // the rest is below 1e-18
	}
	for k := last; k >= 0; k-- {
		rest = reciprocalFactorials[k] - s*rest
	}
	return rest
}

// reciprocalFactorials are 1/2!, 1/3!, ….
var reciprocalFactorials = [...]float64{
	1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800,
	1. / 479001600, 1. / 6227020800, 1. / 87178291200,
}

// Mean is the mean patience.
func (p ExponentialPatience) Mean() float64 { return p.MeanSeconds }

// Breaks are a few multiples of the mean.
func (p ExponentialPatience) Breaks() []float64 {
	m := p.MeanSeconds
	return []float64{1.25 * m, 2.5 * m, 5 * m, 10 * m, 20 * m, 40 * m}
}

// BalkingPatience is a Patience of which the share Balk, on top, hangs up at once when it has to wait.
type BalkingPatience struct {
	Balk float64
	Patience
}

// CDF is balk + (1 − balk)·P(patience ≤ t).
func (p BalkingPatience) CDF(seconds float64) (probability, integral float64) {
	probability, integral = p.Patience.CDF(seconds)
	return p.Balk + (1-p.Balk)*probability, p.Balk*seconds + (1-p.Balk)*integral
}

// Mean is the mean over all customers.
func (p BalkingPatience) Mean() float64 {
	if p.Balk == 1 {
		return 0
	}
	return (1 - p.Balk) * p.Patience.Mean()
}

func (p BalkingPatience) excessFrom(origin float64) func(t float64) float64 {
	rest := excessFrom(p.Patience, origin)
	return func(t float64) float64 { return (1 - p.Balk) * rest(t) }
}
