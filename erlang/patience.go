package erlang

import "math"

// Patience is the distribution of the time that a customer waits before hanging up.
type Patience interface {
	// CDF is P(patience ≤ t). CDF(+Inf) below 1 means that some customers never hang up.
	CDF(seconds float64) float64
	// CDFIntegral is ∫₀^t P(patience ≤ u) du = t − E[min(patience, t)].
	CDFIntegral(seconds float64) float64
	// Mean is the mean patience, +Inf where it has none.
	Mean() float64
	// Breaks are times at which the CDF jumps or changes its scale; integration never crosses one.
	Breaks() []float64
}

// ExponentialPatience has the given mean; 0 hangs up at once, +Inf never.
type ExponentialPatience struct{ MeanSeconds float64 }

// CDF is 1 − e^(−t/mean).
func (p ExponentialPatience) CDF(seconds float64) float64 {
	if p.MeanSeconds == 0 {
		return 1
	}
	return -math.Expm1(-seconds / p.MeanSeconds)
}

// CDFIntegral is mean·(s + e^−s − 1), s = t/mean.
func (p ExponentialPatience) CDFIntegral(seconds float64) float64 {
	switch {
	case p.MeanSeconds == 0:
		return seconds
	case math.IsInf(p.MeanSeconds, 1):
		return 0
	}
	return p.MeanSeconds * expm1Excess(seconds/p.MeanSeconds)
}

// Mean is the mean patience.
func (p ExponentialPatience) Mean() float64 { return p.MeanSeconds }

// Breaks are a few multiples of the mean.
func (p ExponentialPatience) Breaks() []float64 {
	return []float64{5 * p.MeanSeconds, 15 * p.MeanSeconds, 40 * p.MeanSeconds}
}

// expm1Excess is e^−s − 1 + s for s ≥ 0, without cancellation.
func expm1Excess(s float64) float64 {
	if s > 0.5 {
		return math.Expm1(-s) + s
	}
	sum, term := 0.0, s
	for k := 2.0; k < 20; k++ {
		term *= -s / k
		sum -= term
		if math.Abs(term) < 1e-17*sum {
			break
		}
	}
	return sum
}
