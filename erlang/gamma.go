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

// idleOddsUniform evaluates Γ*(x)·√(πx/2)·erfcx(η√(x/2)) + S(η) with ½η² = λ − 1 − ln λ, λ = load/lines.
func idleOddsUniform(load, lines float64) scaled {
	half := deviance(lines, load) // ½η²·x
	eta := etaOf(load, lines, half)
	complement := math.Exp(stirlingError(lines)) * math.Sqrt(math.Pi*lines/2)
	if eta >= 0 {
		return scaled{complement*erfcx(math.Sqrt(half)) + temmeSeries(lines, eta), 0}
	}
	return scaled{complement*math.Erfc(-math.Sqrt(half)) + math.Exp(-half)*temmeSeries(lines, eta), half}
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
