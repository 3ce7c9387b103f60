package erlang

import "math"

// etaOf is the variable η of Temme's expansion, ½η² = λ − 1 − ln λ, λ = load/lines; half is deviance(lines, load).
func etaOf(load, lines, half float64) float64 {
	return math.Copysign(math.Sqrt(2*half/lines), load-lines)
}

// temmeTerms is the number of terms of S that matter at η.
func temmeTerms(x, eta float64) int {
	if x > 500 && math.Abs(eta) < 0.1 {
		return 12 // the rest is below 1e-18
	}
	return len(temmeCoefficients) - 1
}

// temmeSeries is S(η) = Σ β_n η^n with β_{n−1} = f_n + (n+1) β_{n+1}/x. The recurrence follows from η·S − S′/x = f/Γ* − 1, the
// differential equation of the expansion's correction term, of which it leaves out a factor 1/Γ*.
func temmeSeries(x, eta float64) float64 {
	above, upper := 0.0, 0.0 // β_{n+1}, β_n
	sum := 0.0
	for n := temmeTerms(x, eta); n >= 1; n-- {
		beta := temmeCoefficients[n] + float64(n+1)*above/x
		sum = sum*eta + beta
		above, upper = upper, beta
	}
	return sum
}

// uniformTail is Temme's expansion of P(N < x), N Poisson, for one x ≥ asymptoticFrom and many means.
type uniformTail struct {
	x, root      float64                             // x, √(πx/2)
	coefficients [len(temmeCoefficients) - 1]float64 // of S/Γ* in powers of η
}

func newUniformTail(x float64) uniformTail {
	u := uniformTail{x: x, root: math.Sqrt(math.Pi * x / 2)}
	factor := math.Exp(-stirlingError(x))
	above, upper := 0.0, 0.0 // as in temmeSeries
	for n := len(u.coefficients); n >= 1; n-- {
		beta := temmeCoefficients[n] + float64(n+1)*above/x
		u.coefficients[n-1] = beta * factor
		above, upper = upper, beta
	}
	return u
}

// at is √(2πx)·P(N < x)·e^half for a mean of at least x, and without the factor e^half for a smaller one; half is deviance(x, mean).
func (u *uniformTail) at(mean, half float64) float64 {
	eta := etaOf(mean, u.x, half)
	correction := 0.0
	for n := temmeTerms(u.x, eta) - 1; n >= 0; n-- {
		correction = correction*eta + u.coefficients[n]
	}
	if eta >= 0 {
		return u.root*erfcx(math.Sqrt(half)) + correction
	}
	return u.root*math.Erfc(-math.Sqrt(half)) + math.Exp(-half)*correction
}

// temmeCoefficients are the Taylor coefficients f_n of f(η) = η/(λ−1), which solves f³ + ηf² + ηf′ = f:
// f_0 = 1 and f_n = −([f³ without 3f_n]_n + [f²]_{n−1})/(n+2). A test recomputes them.
var temmeCoefficients = [...]float64{
	1,
	-1. / 3,
	1. / 12,
	-2. / 135,
	0.0011574074074074073,
	0.0003527336860670194,
	-0.0001787551440329218,
	3.919263178522438e-05,
	-2.185448510679992e-06,
	-1.85406221071516e-06,
	8.296711340953087e-07,
	-1.7665952736826078e-07,
	6.707853543401498e-09,
	1.0261809784240309e-08,
	-4.382036018453353e-09,
	9.14769958223679e-10,
	-2.5514193994946248e-11,
	-5.830772132550426e-11,
	2.4361948020667415e-11,
	-5.0276692801141755e-12,
	1.1004392031956135e-13,
	3.371763262400985e-13,
	-1.392388722418162e-13,
	2.8534893807047445e-14,
	-5.139111834242572e-16,
	-1.9752288294349442e-15,
	8.099521156704561e-16,
	-1.6522531216398162e-16,
	2.5305430097478883e-18,
	1.1686939738559576e-17,
	-4.770037049820485e-18,
	9.699126059056237e-19,
	-1.2932565538038175e-20,
}
