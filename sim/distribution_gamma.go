package sim

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// gammaUnit is gamma with shape k and scale 1/k; an Erlang law where k is the number of phases.
type gammaUnit struct {
	k      float64
	erlang bool
}

func (g gammaUnit) name() string {
	if g.erlang {
		return "erlang"
	}
	return "gamma"
}
func (g gammaUnit) survival(x float64) float64 { return mathext.GammaIncRegComp(g.k, g.k*x) }
func (g gammaUnit) quantile(p float64) float64 { return gammaQuantile(g.k, p) / g.k }

func (g gammaUnit) limited(n int, c float64) float64 {
	rising := 1.0 // E[Xⁿ]
	if n == 2 {
		rising = 1 + 1/g.k
	}
	return rising*gammaP(g.k+float64(n), g.k*c) + tailMoment(n, c, g.survivalTo(c))
}

func (g gammaUnit) survivalTo(c float64) float64 {
	if math.IsInf(c, 1) {
		return 0
	}
	return g.survival(c)
}

// draw: Marsaglia and Tsang 2000, "A simple method for generating gamma
// variables", ACM Transactions on Mathematical Software 26(3); for k < 1 with
// their boost by U^(1/k).
func (g gammaUnit) draw(w draws) float64 {
	k, boost := g.k, 1.0
	if k < 1 {
		boost = math.Exp(-w.exponential() / k)
		k++
	}
	d := k - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := w.normal()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		u := w.openUniform()
		x2 := x * x
		if u < 1-0.0331*x2*x2 || math.Log(u) < x2/2+d*(1-v+math.Log(v)) {
			return d * v * boost / g.k
		}
	}
}

// gammaP is the regularized lower incomplete gamma function P(a, x).
func gammaP(a, x float64) float64 {
	if math.IsInf(x, 1) {
		return 1
	}
	return mathext.GammaIncReg(a, x)
}

// gammaQuantile returns x with P(k, x) = p, the p-quantile of the gamma law
// with shape k and scale 1.
//
// Newton's method where it is nearly linear: on ln P against ln x below the
// median (P ~ xᵏ), on ln Q against x above (Q ~ e⁻ˣ), kept inside a bracket that
// every step tightens. The p of the result is right to 1e-10 of the smaller of p and 1 − p
// for 1e-4 ≤ k ≤ 1e6. gonum's GammaIncRegInv is not used: it fails for
// small k and loses the lower tail. p ≤ 0 gives 0, p ≥ 1 gives +Inf.
func gammaQuantile(k, p float64) float64 {
	switch {
	case p <= 0:
		return 0
	case p >= 1:
		return math.Inf(1)
	}
	lnGamma, _ := math.Lgamma(k)
	x := gammaQuantileGuess(k, p, lnGamma)
	if k*x < 1e-17 { // P(k, x) = xᵏ/Γ(k+1)·(1 − kx/(k+1) + …): the guess is exact
		return x
	}
	settled := 1e-7 / math.Sqrt(1+k)
	lo, hi := 0.0, math.Inf(1)
	for range 100 {
		slope := math.Exp((k-1)*math.Log(x) - x - lnGamma) // density at x
		var next float64
		var below bool
		if p < 0.5 {
			c := mathext.GammaIncReg(k, x)
			below = c < p
			next = x * math.Exp(-math.Log(c/p)*c/(slope*x))
		} else {
			c := mathext.GammaIncRegComp(k, x)
			below = c > 1-p
			next = x + math.Log(c/(1-p))*c/slope
		}
		if below {
			lo = x
		} else {
			hi = x
		}
		if math.Abs(next-x) <= settled*x { // the step after would be its square
			return next
		}
		if !(next > lo && next < hi) {
			next = min(lo+(hi-lo)/2, 2*x)
		}
		x = next
	}
	return x
}

// gammaQuantileGuess: the power law of the lower tail where it holds, elsewhere
// the cube of a normal (Wilson and Hilferty 1931).
func gammaQuantileGuess(k, p, lnGamma float64) float64 {
	z := mathext.NormalQuantile(p)
	c := 1 - 1/(9*k) + z/(3*math.Sqrt(k))
	if k > 0.5 && c > 0.3 {
		return k * c * c * c
	}
	return math.Exp((math.Log(p) + math.Log(k) + lnGamma) / k)
}
