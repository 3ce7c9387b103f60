package erlang

import "math"

// Engset returns the blocking of a finite group of sources (customers who call again after each idle time), of which
// each offers the given load in erlangs while it is idle (mean handle time ÷ mean idle time):
//
//	time congestion E(n, N, α) = C(N, n) αⁿ ÷ Σ_{k≤n} C(N, k) α^k, the share of time in which all n lines are busy;
//	call congestion = E(n, N − 1, α), the share of attempts that are blocked.
//
// Special cases: no more sources than lines are never blocked (call congestion 0); zero lines block everyone; lines and
// sources are rounded down; a negative or NaN argument gives NaN. As the number of sources grows with sources·α fixed at
// a, both tend to B(a, n). Source: T. O. Engset 1918; ITU-D SG 2/16, Teletraffic Engineering Handbook, ch. 8.
func Engset(sources, lines, loadPerIdleSource float64) (timeCongestion, callCongestion float64) {
	if !(sources >= 0) || !(lines >= 0) || !(loadPerIdleSource >= 0) {
		return math.NaN(), math.NaN()
	}
	sources, lines = math.Floor(sources), math.Floor(lines)
	return allBusy(sources, lines, loadPerIdleSource), allBusy(sources-1, lines, loadPerIdleSource)
}

// allBusy is the truncated binomial probability E(n, N, α). It is pmf ÷ (1 − upper tail) where the lines lie above the mean
// number of busy sources, and the inverse of a sum of falling terms where they lie below: no loop is longer than the
// few standard deviations that matter.
func allBusy(sources, lines, load float64) float64 {
	switch {
	case lines > sources:
		return 0
	case lines == 0:
		return 1
	case load == 0:
		return 0
	}
	share := load / (1 + load)
	if lines <= sources*share {
		sum, term := 1.0, 1.0
		for k := lines; k > 0 && term > sum*1e-17; k-- {
			term *= k / ((sources - k + 1) * load)
			sum += term
		}
		return 1 / sum
	}
	tail, term := 0.0, 1.0 // P(more than n busy) ÷ P(n busy)
	for k := lines + 1; k <= sources; k++ {
		term *= (sources - k + 1) * load / k
		tail += term
		if term <= tail*1e-17 {
			break
		}
	}
	mass := math.Exp(logBinomial(sources, lines, share, 1/(1+load)))
	return mass / (1 - mass*tail)
}

// logBinomial is ln of C(n, k) p^k q^(n−k), 0 < k ≤ n, in Loader's form.
func logBinomial(n, k, p, q float64) float64 {
	rest := n - k
	if rest == 0 {
		return n * math.Log(p)
	}
	spread := 0.5 * math.Log(n/(2*math.Pi*k*rest))
	return spread + stirlingAny(n) - stirlingAny(k) - stirlingAny(rest) - deviance(k, n*p) - deviance(rest, n*q)
}

// stirlingAny is stirlingError for any x > 0.
func stirlingAny(x float64) float64 {
	if x >= 16 {
		return stirlingError(x)
	}
	logGamma, _ := math.Lgamma(x + 1)
	return logGamma - (x+0.5)*math.Log(x) + x - 0.5*math.Log(2*math.Pi)
}
