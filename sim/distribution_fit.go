package sim

import "math"

// Parameters of the shapes from a coefficient of variation, or from p90 ÷
// median. Each returns NaN where the shape cannot have it.

const z90 = 1.2815515655446004 // the 0.9 quantile of the standard normal

// gammaKFromCV: cv² = 1/k.
func gammaKFromCV(cv float64) float64 { return 1 / (cv * cv) }

// gammaKFromRatio inverts p90 ÷ median, which falls from ∞ to 1 in k.
func gammaKFromRatio(ratio float64) float64 {
	return math.Exp(solve(-10, 30, func(lnK float64) float64 {
		k := math.Exp(lnK)
		return math.Log(ratio) - math.Log(gammaQuantile(k, 0.9)/gammaQuantile(k, 0.5))
	}))
}

// lognormalSigma: cv² = exp(σ²) − 1.
func lognormalSigma(cv float64) float64 { return math.Sqrt(math.Log1p(cv * cv)) }

// lognormalSigmaFromRatio: p90 ÷ median = exp(z90·σ).
func lognormalSigmaFromRatio(ratio float64) float64 { return math.Log(ratio) / z90 }

// weibullKFromCV inverts 1 + cv² = Γ(1 + 2/k) ÷ Γ(1 + 1/k)².
func weibullKFromCV(cv float64) float64 {
	target := math.Log1p(cv * cv)
	return 1 / solve(0, 170, func(s float64) float64 {
		one, _ := math.Lgamma(1 + s)
		two, _ := math.Lgamma(1 + 2*s)
		return two - 2*one - target
	})
}

// weibullKFromRatio: p90 ÷ median = (ln 10 ÷ ln 2)^(1/k).
func weibullKFromRatio(ratio float64) float64 { return math.Log(math.Log2(10)) / math.Log(ratio) }

// loglogisticKFromCV inverts 1 + cv² = tan(b)/b with b = π/k, which grows from 1
// at b = 0 (constant) to ∞ at b = π/2 (k = 2).
func loglogisticKFromCV(cv float64) float64 {
	return math.Pi / solve(0, math.Pi/2, func(b float64) float64 {
		return tanExcess(b) - cv*cv
	})
}

// tanExcess returns tan(b)/b − 1.
func tanExcess(b float64) float64 {
	if b < 1e-2 {
		b2 := b * b
		return b2 / 3 * (1 + b2*2/5*(1+b2*17/42))
	}
	return math.Tan(b)/b - 1
}

// loglogisticKFromRatio: p90 ÷ median = 9^(1/k).
func loglogisticKFromRatio(ratio float64) float64 { return math.Log(9) / math.Log(ratio) }

func hyperexponentialCV(cv float64) float64 {
	if cv < 1 {
		return math.NaN()
	}
	return cv
}

// hyperexponentialCVFromRatio inverts p90 ÷ median of balanced means on its
// rising side: it grows from that of the exponential at cv 1 to its largest
// value and then falls, because the long branch gets rarer than one in ten.
// Of the two laws that fit this is the one with less spread.
func hyperexponentialCVFromRatio(ratio float64) float64 {
	of := func(cv float64) float64 {
		h := newHyperexponential(cv)
		return h.quantile(0.9) / h.quantile(0.5)
	}
	lo, hi := 1.0, maxCV*1.0
	for range 100 { // ternary search for the largest ratio
		a, b := lo+(hi-lo)/3, hi-(hi-lo)/3
		if of(a) < of(b) {
			lo = a
		} else {
			hi = b
		}
	}
	const rounding = 1e-12
	if ratio < of(1)-rounding || ratio > of(lo) {
		return math.NaN()
	}
	return solve(1, lo, func(cv float64) float64 { return of(cv) - ratio })
}

// solve returns the root of an increasing f in [lo, hi] to the last bits, by
// bisection; the nearer end where there is none.
func solve(lo, hi float64, f func(float64) float64) float64 {
	for {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			return mid
		}
		if f(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
}
