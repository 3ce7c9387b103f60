package erlang

import "math"

// Square-root staffing: a load of a erlangs needs about a + β√a agents, where the grade β depends only on the
// service wanted, not on the size of the centre.

// SquareRootAgents is a + β√a.
func SquareRootAgents(load, beta float64) float64 { return load + beta*math.Sqrt(load) }

// HalfinWhittDelay is the limit of Erlang C's delay probability as a centre grows with grade β: 1 ÷ (1 + βΦ(β)/φ(β)).
// Without abandonment β must be positive; β ≤ 0 gives 1.
// Source: S. Halfin and W. Whitt, "Heavy-traffic limits for queues with many exponential servers", Operations Research 29, 1981.
func HalfinWhittDelay(beta float64) float64 {
	if beta <= 0 {
		return 1
	}
	return 1 / (1 + beta*normalCDF(beta)/normalPDF(beta))
}

// HalfinWhittBeta inverts HalfinWhittDelay: 0 for delayed = 1, +Inf for delayed = 0.
func HalfinWhittBeta(delayed float64) float64 {
	switch {
	case !(delayed >= 0 && delayed <= 1):
		return math.NaN()
	case delayed == 1:
		return 0
	case delayed == 0:
		return math.Inf(1)
	}
	return root(func(beta float64) float64 { return math.Log(delayed / HalfinWhittDelay(beta)) }, 0, 40)
}

// GarnettDelay is the limit of Erlang A's delay probability with grade β, any sign, and patience in units of the handle
// time: with r = √patience, 1 ÷ (1 + h(βr)/(r·h(−β))), h the hazard rate of the normal distribution. Patience +Inf is
// HalfinWhittDelay, patience 0 gives 0.
// Source: O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center with impatient customers", M&SOM 4, 2002.
func GarnettDelay(beta, patiencePerHandle float64) float64 {
	switch {
	case math.IsInf(patiencePerHandle, 1):
		return HalfinWhittDelay(beta)
	case patiencePerHandle == 0:
		return 0
	}
	r := math.Sqrt(patiencePerHandle)
	return 1 / (1 + normalHazard(beta*r)/(r*normalHazard(-beta)))
}

// GarnettAbandonment is the limit of √agents × abandonment of Erlang A: (h(βr)/r − β)·GarnettDelay.
func GarnettAbandonment(beta, patiencePerHandle float64) float64 {
	if patiencePerHandle == 0 {
		return normalHazard(-beta)
	}
	if math.IsInf(patiencePerHandle, 1) {
		return max(0, -beta)
	}
	r := math.Sqrt(patiencePerHandle)
	return (normalHazard(beta*r)/r - beta) * GarnettDelay(beta, patiencePerHandle)
}

// GarnettBeta inverts GarnettDelay in β.
func GarnettBeta(delayed, patiencePerHandle float64) float64 {
	switch {
	case !(delayed > 0 && delayed < 1) || !(patiencePerHandle > 0):
		return math.NaN()
	case math.IsInf(patiencePerHandle, 1):
		return HalfinWhittBeta(delayed)
	}
	return root(func(beta float64) float64 { return math.Log(delayed / GarnettDelay(beta, patiencePerHandle)) }, -40, 40)
}

func normalPDF(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// normalHazard is φ(x)/(1 − Φ(x)).
func normalHazard(x float64) float64 {
	if x > 0 {
		return math.Sqrt(2/math.Pi) / erfcx(x/math.Sqrt2)
	}
	return normalPDF(x) / normalCDF(-x)
}
