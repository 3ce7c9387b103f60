package erlang

import "math"

// B returns Erlang's loss probability: the fraction of contacts that find all lines busy and are lost,
//
//	B(a, n) = (aⁿ/n!) ÷ Σ_{k≤n} a^k/k!
//
// for a load of a erlangs and n lines. Lines need not be whole: 1/B(a, x) = a ∫₀^∞ e^(−at)(1+t)^x dt (Fortet).
// It depends on the handle time only through its mean (M/G/n/n).
//
// Largest relative error against a sum over the states with 128 bits, some 70 loads from 0.01 to 1.5·lines for each number:
//
//	lines              B        LogB, where B < 1e-300
//	1, 2 … 13          5e-16
//	16 … 19            2e-15
//	20, 21, 25, 35     3e-14
//	60, 100, 250       1e-13    4e-16
//	1 000, 3 000       4e-13    5e-16
//	10 000, 30 000     2e-13    8e-16
//	100 000            1e-13    6e-16
//
// The larger errors belong to B below 1e-10: the exponent's rounding. The time is about 0.1 µs, whatever the size.
//
// Special cases: B(0, 0) = 1, B(0, n) = 0, B(a, 0) = 1, B(+Inf, n) = 1; a negative or NaN argument gives NaN.
// Source: A. K. Erlang 1917; D. L. Jagerman, "Some properties of the Erlang loss function", BSTJ 53, 1974.
func B(load, lines float64) float64 {
	if value, special := specialB(load, lines); special {
		return value
	}
	odds := idleOdds(load, lines)
	busy := math.Exp(-odds.exponent)
	return busy / (odds.mantissa + busy)
}

// LogB is the natural logarithm of B, also where B itself is too small for a float64.
func LogB(load, lines float64) float64 {
	if value, special := specialB(load, lines); special {
		return math.Log(value)
	}
	odds := idleOdds(load, lines)
	return -odds.exponent - math.Log(odds.mantissa+math.Exp(-odds.exponent))
}

// specialB handles the edges of the domain.
func specialB(load, lines float64) (value float64, special bool) {
	switch {
	case !(load >= 0) || !(lines >= 0):
		return math.NaN(), true
	case lines == 0 || math.IsInf(load, 1):
		return 1, true
	case load == 0 || math.IsInf(lines, 1):
		return 0, true
	}
	return 0, false
}

// served is 1 − B(load, lines) without cancellation.
func served(load, lines float64) float64 {
	if value, special := specialB(load, lines); special {
		return 1 - value
	}
	odds := idleOdds(load, lines)
	return odds.mantissa / (odds.mantissa + math.Exp(-odds.exponent))
}

// LinesForBlocking returns the least whole number of lines whose blocking does not exceed the given one (by more than rounding,
// 1e-13 of it), and +Inf where no number does (blocking 0 and load > 0).
func LinesForBlocking(load, blocking float64) float64 {
	switch {
	case !(load >= 0) || math.IsInf(load, 1) || !(blocking >= 0):
		return math.NaN()
	case blocking >= 1:
		return 0
	case load == 0:
		return 1
	case blocking == 0:
		return math.Inf(1)
	}
	return Least(func(lines float64) bool { return B(load, lines) <= blocking*(1+rounding) })
}

// FractionalLinesForBlocking returns the real number of lines at which the continuous extension of B equals blocking,
// with the special cases of LinesForBlocking.
func FractionalLinesForBlocking(load, blocking float64) float64 {
	whole := LinesForBlocking(load, blocking)
	if !(whole >= 1) || math.IsInf(whole, 1) || load == 0 {
		return whole
	}
	goal := math.Log(blocking)
	return root(func(lines float64) float64 { return goal - LogB(load, lines) }, whole-1, whole)
}

// LoadForBlocking returns the load in erlangs that the lines carry at exactly the given blocking: 0 for no lines or
// blocking 0, +Inf for blocking 1.
func LoadForBlocking(lines, blocking float64) float64 {
	switch {
	case !(lines >= 0) || !(blocking >= 0 && blocking <= 1):
		return math.NaN()
	case blocking == 0 || lines == 0:
		return 0
	case blocking == 1 || math.IsInf(lines, 1):
		return math.Inf(1)
	}
	// B ≥ 1 − n/a bounds the load from above. B ≤ aⁿ/n! bounds it from below.
	high := math.Log(lines) - math.Log1p(-blocking)
	logFactorial, _ := math.Lgamma(lines + 1)
	low := min(high-1e-12, (math.Log(blocking)+logFactorial)/lines)
	goal := math.Log(blocking)
	return math.Exp(root(func(logLoad float64) float64 { return LogB(math.Exp(logLoad), lines) - goal }, low, high))
}
