package erlang

import "math"

// asymptoticFrom is the number of lines from which the uniform asymptotic expansion is exact to double precision.
const asymptoticFrom = 20

// scaled is the non-negative number mantissa × e^exponent; it neither overflows nor underflows.
type scaled struct{ mantissa, exponent float64 }

// idleOdds returns P(some line idle) ÷ P(all lines busy) = 1/B(load, lines) − 1 of Erlang's loss model, for
// load > 0 and lines ≥ 0, lines not necessarily whole.
//
//	1/B(a, x) − 1 = x ∫₀^∞ e^(−at) (1+t)^(x−1) dt = Γ(x+1)·Q(x, a) ÷ (e^−a a^x)
//
// with Q the regularised upper incomplete gamma function. Cost is constant: there is no loop over lines.
// Method: recurrence for few lines; otherwise Temme's uniform asymptotic expansion where load and lines are comparable
// (DLMF 8.12; N. M. Temme, "A set of algorithms for the incomplete gamma functions", Probability in the Engineering
// and Informational Sciences 8, 1994) and rapidly converging series elsewhere.
func idleOdds(load, lines float64) scaled {
	ratio := load / lines
	switch {
	case lines < asymptoticFrom:
		return idleOddsFewLines(load, lines)
	case ratio > 2.3:
		return scaled{overloadSeries(load, lines), 0}
	case ratio < 0.3:
		// 1/B = 1/pmf − tail series; load is far below lines, so the series is short and the difference benign.
		exponent := -logPoisson(lines, load)
		return scaled{1 - math.Exp(-exponent)*(1+tailSeries(load, lines)), exponent}
	default:
		return idleOddsUniform(load, lines)
	}
}

// idleOddsUniform evaluates Γ*(x)·[√(πx/2)·erfcx(η√(x/2)) + S(η)] with ½η² = λ − 1 − ln λ, λ = load/lines.
func idleOddsUniform(load, lines float64) scaled {
	half := deviance(lines, load) // ½η²·x
	odds := scaled{math.Exp(stirlingError(lines)) * uniformTail(load, lines, half), 0}
	if load < lines {
		odds.exponent = half
	}
	return odds
}

// uniformTail is √(2πx)·Q(x, a)·e^half where load ≥ lines, and without the factor e^half where load < lines.
func uniformTail(load, lines, half float64) float64 {
	eta := math.Copysign(math.Sqrt(2*half/lines), load-lines)
	root := math.Sqrt(math.Pi * lines / 2)
	// The correction series carries a factor 1/Γ* that its recurrence leaves out.
	correction := temmeSeries(lines, eta) * math.Exp(-stirlingError(lines))
	if eta >= 0 {
		return root*erfcx(math.Sqrt(half)) + correction
	}
	return root*math.Erfc(-math.Sqrt(half)) + math.Exp(-half)*correction
}

// idleOddsFewLines climbs D(x) = (x/a)·(1 + D(x−1)) from the fractional part of lines.
func idleOddsFewLines(load, lines float64) scaled {
	whole, fraction := math.Modf(lines)
	odds, exponent := idleOddsBelowOne(load, fraction), 0.0
	one := 1.0 // the "1 +" of the recurrence in the current scale
	for step := 1; step <= int(whole); step++ {
		odds = (fraction + float64(step)) / load * (one + odds)
		if odds > 1e100 {
			log := math.Log(odds)
			odds, exponent, one = 1, exponent+log, 0
		}
	}
	return scaled{odds, exponent}
}

// idleOddsBelowOne is idleOdds for 0 ≤ lines < 1.
func idleOddsBelowOne(load, lines float64) float64 {
	if lines == 0 {
		return 0
	}
	if load < 1 {
		inverse := math.Gamma(lines+1) * math.Exp(load) * math.Pow(load, -lines)
		return max(0, inverse-tailSeries(load, lines)-1)
	}
	// Legendre's continued fraction for the upper incomplete gamma function (DLMF 8.9.2), evaluated by Lentz's method.
	denominator := load + 1 - lines
	c, d := 1e300, 1/denominator
	value := d
	for k := 1.0; k < 500; k++ {
		numerator := -k * (k - lines)
		denominator += 2
		d = 1 / (denominator + numerator*d)
		c = denominator + numerator/c
		factor := c * d
		value *= factor
		if math.Abs(factor-1) < 1e-16 {
			break
		}
	}
	return lines * value
}

// overloadSeries is Σ_{k≥1} x(x−1)…(x−k+1)/a^k = 1/B − 1, for a well above x. For a whole number of lines the sum is
// finite; otherwise it is asymptotic and stops at its negligible smallest term.
func overloadSeries(load, lines float64) float64 {
	sum, term := 0.0, 1.0
	for k := lines; k > 0; k-- {
		term *= k / load
		sum += term
		if !(term >= sum*1e-17) {
			break
		}
	}
	return sum
}

// tailSeries is Σ_{k≥1} a^k/((x+1)…(x+k)) = P(N > x)/P(N = x) of a Poisson variable with mean a ≤ x or a small.
func tailSeries(load, lines float64) float64 {
	sum, term := 0.0, 1.0
	for k := lines + 1; ; k++ {
		term *= load / k
		sum += term
		if !(term > sum*1e-17) {
			return sum
		}
	}
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

// deviance is x ln(x/m) + m − x ≥ 0, accurate to a few units in the last place also where x and m are close.
func deviance(x, mean float64) float64 {
	v := (x - mean) / (x + mean)
	if math.Abs(v) > 0.3 {
		if x == 0 {
			return mean
		}
		ratio := math.Log(x / mean)
		if math.IsInf(ratio, 0) { // beyond the range of numbers
			ratio = math.Log(x) - math.Log(mean)
		}
		return x*ratio + mean - x
	}
	// ln(x/m) = 2 atanh(v); the leading terms cancel exactly.
	sum, power, square := (x-mean)*v, 2*x*v, v*v
	for k := 3.0; k < 60; k += 2 { // v² ≤ 0.09: at most 16 terms matter
		power *= square
		next := sum + power/k
		if next == sum {
			break
		}
		sum = next
	}
	return sum
}

// stirlingError is ln Γ(x+1) − (x+½)ln x + x − ½ln 2π for x ≥ 16.
func stirlingError(x float64) float64 {
	i := 1 / x
	s := i * i
	return i * (1./12 - s*(1./360-s*(1./1260-s*(1./1680-s*(1./1188-s*691./360360)))))
}

// erfcx is e^(z²) erfc(z) for z ≥ 0.
func erfcx(z float64) float64 {
	if z < 6.5 {
		return math.Exp(z*z) * math.Erfc(z)
	}
	// Asymptotic series (DLMF 7.12.1); its smallest term is below e^−42.
	s := -0.5 / (z * z)
	sum, term := 1.0, 1.0
	for k := 1.0; k < 50; k += 2 {
		term *= s * k
		if math.Abs(term) < 1e-17 {
			break
		}
		sum += term
	}
	return sum / (z * math.SqrtPi)
}

// temmeSeries is Σ β_n η^n with β_{n−1} = f_n + (n+1) β_{n+1}/x. The recurrence follows from η·S − S′/x = f/Γ* − 1, the
// differential equation of the expansion's correction term.
func temmeSeries(x, eta float64) float64 {
	last := len(temmeCoefficients) - 1
	if x > 500 && math.Abs(eta) < 0.1 {
		last = 12 // the rest is below 1e-18
	}
	above, upper := 0.0, 0.0 // β_{n+1}, β_n
	sum := 0.0
	for n := last; n >= 1; n-- {
		beta := temmeCoefficients[n] + float64(n+1)*above/x
		sum = sum*eta + beta
		above, upper = upper, beta
	}
	return sum
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

// logPoissonBelow is ln P(N < k) for N Poisson with the given mean, k > 0 not necessarily whole.
func logPoissonBelow(k, mean float64) float64 {
	if ratio := mean / k; k >= asymptoticFrom && ratio > 0.3 && ratio < 2.3 {
		half := deviance(k, mean)
		if mean < k && half > 60 {
			return 0 // P(N ≥ k) is below e^−60
		}
		log := math.Log(uniformTail(mean, k, half)) - 0.5*math.Log(2*math.Pi*k)
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
