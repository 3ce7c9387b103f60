package erlang

import "math"

// poissonCount is a number k > 0, not necessarily whole, with which Poisson variables of many means are compared.
type poissonCount struct {
	k       float64
	tail    uniformTail // for k ≥ asymptoticFrom
	logRoot float64     // ½ ln 2πk
}

func newPoissonCount(k float64) *poissonCount {
	c := &poissonCount{k: k, logRoot: 0.5 * math.Log(2*math.Pi*k)}
	if k >= asymptoticFrom {
		c.tail = newUniformTail(k)
	}
	return c
}

// logBelow is ln P(N < k) for N Poisson with the given mean.
func (c *poissonCount) logBelow(mean float64) float64 {
	k := c.k
	if k >= asymptoticFrom && mean > 0.3*k && mean < 2.3*k {
		half := deviance(k, mean)
		if mean < k && half > 60 {
			return 0 // P(N ≥ k) is below e^−60
		}
		log := math.Log(c.tail.at(mean, half)) - c.logRoot
		if mean >= k {
			log -= half
		}
		return min(0, log)
	}
	logMass := logPoisson(k, mean)
	if mean < k && logMass < -60 {
		return 0
	}
	odds := idleOdds(mean, k)
	return min(0, logMass+odds.exponent+math.Log(odds.mantissa))
}

// logPoisson is the logarithm of e^−mean mean^k/k! for real k ≥ 0, by Loader's saddle-point form, which loses no digits
// where k and mean are large and close. Source: C. Loader, "Fast and accurate computation of binomial
// probabilities", 2000.
func logPoisson(k, mean float64) float64 {
	if mean == 0 {
		if k == 0 {
			return 0
		}
		return math.Inf(-1)
	}
	if k < 16 {
		logGamma, _ := math.Lgamma(k + 1)
		if k == 0 {
			return -mean
		}
		return k*math.Log(mean) - mean - logGamma
	}
	return -deviance(k, mean) - stirlingError(k) - 0.5*math.Log(2*math.Pi*k)
}

// poissonHazard is P(N = k − 1)/P(N < k) for N Poisson with the given mean.
func poissonHazard(k, mean float64) float64 {
	if mean == 0 {
		if k == 1 {
			return 1
		}
		return 0
	}
	odds := idleOdds(mean, k)
	return min(1, k/mean*math.Exp(-odds.exponent)/odds.mantissa)
}
