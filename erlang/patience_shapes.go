package erlang

import (
	"math"
	"slices"
)

// ConstantPatience hangs up after exactly this time.
type ConstantPatience struct{ Seconds float64 }

// CDF is 0 before the time and 1 from it on.
func (p ConstantPatience) CDF(seconds float64) (probability, integral float64) {
	if seconds < p.Seconds {
		return 0, 0
	}
	return 1, seconds - p.Seconds
}

// Mean is the time.
func (p ConstantPatience) Mean() float64 { return p.Seconds }

// Breaks is the time at which everyone hangs up.
func (p ConstantPatience) Breaks() []float64 { return []float64{p.Seconds} }

// MixedPatience is a mixture: a share of customers for each kind of patience. Shares must add up to 1. Mixtures of
// exponentials are the hyperexponential distributions.
type MixedPatience []PatienceShare

// PatienceShare is a part of a mixture.
type PatienceShare struct {
	Share    float64
	Patience Patience
}

// CDF is the weighted mean of the parts.
func (p MixedPatience) CDF(seconds float64) (probability, integral float64) {
	for _, part := range p {
		partly, partlyIntegral := part.Patience.CDF(seconds)
		probability += part.Share * partly
		integral += part.Share * partlyIntegral
	}
	return probability, integral
}

// Mean is the weighted mean of the parts.
func (p MixedPatience) Mean() float64 {
	mean := 0.0
	for _, part := range p {
		if part.Share > 0 {
			mean += part.Share * part.Patience.Mean()
		}
	}
	return mean
}

// Breaks are those of the parts.
func (p MixedPatience) Breaks() []float64 {
	var breaks []float64
	for _, part := range p {
		breaks = append(breaks, part.Patience.Breaks()...)
	}
	return breaks
}

// PatienceOf makes a Patience of any distribution function on t ≥ 0 with the given mean, finite and positive. It integrates
// the function numerically: on panels that grow by a factor of two (four near 0) and never cross the given breaks, where the function
// may jump or bend, to about 1e-10 for a smooth function. It calls the function some thousand times to prepare.
func PatienceOf(meanSeconds float64, cdf func(seconds float64) float64, breaks ...float64) Patience {
	p := numericPatience{cdf: cdf, mean: meanSeconds, ends: []float64{0}}
	for at := meanSeconds * 0x1p-50; at < meanSeconds*0x1p26; at *= 2 {
		if at < meanSeconds/64 {
			at *= 2
		}
		p.ends = append(p.ends, at)
	}
	for _, at := range breaks {
		if at > 0 && !math.IsInf(at, 1) {
			p.ends = append(p.ends, at)
		}
	}
	slices.Sort(p.ends)
	p.ends = slices.Compact(p.ends)
	p.sums = make([]float64, len(p.ends))
	for i, end := range p.ends[1:] {
		panel := integralSeries(cdf, p.ends[i], end)
		p.panels = append(p.panels, panel)
		p.sums[i+1] = p.sums[i] + panel.at(end)
	}
	return p
}

// numericPatience holds ∫ cdf up to each panel's end, and within each panel as a series.
type numericPatience struct {
	cdf        func(float64) float64
	mean       float64
	ends, sums []float64
	panels     []chebyshev
}

// CDF is the function and its integral.
func (p numericPatience) CDF(seconds float64) (probability, integral float64) {
	i, found := slices.BinarySearch(p.ends, seconds)
	if found {
		return p.cdf(seconds), p.sums[i]
	}
	i--
	if i == len(p.ends)-1 { // far beyond the mean
		return p.cdf(seconds), max(0, seconds-p.mean)
	}
	return p.cdf(seconds), p.sums[i] + p.panels[i].at(seconds)
}

// Mean is the mean patience.
func (p numericPatience) Mean() float64 { return p.mean }

// Breaks are the panels' ends.
func (p numericPatience) Breaks() []float64 { return p.ends[1:] }

// chebyshev is a function on a panel as Σ coefficients[k]·T_k(x), x = (t − middle)/half.
type chebyshev struct {
	middle, half float64
	coefficients [chebyshevTerms + 1]float64
}

const chebyshevTerms = 32

// integralSeries is ∫ f from the panel's low end: f is interpolated in the zeros of T_32, which lie inside the panel, and its series
// integrated term by term. Source: C. W. Clenshaw and A. R. Curtis, "A method for numerical integration on an automatic computer",
// Numerische Mathematik 2, 1960.
func integralSeries(f func(float64) float64, low, high float64) chebyshev {
	const n = chebyshevTerms
	c := chebyshev{middle: (low + high) / 2, half: (high - low) / 2}
	var cosines [4 * n]float64 // cos(πm/2n)
	for m := range cosines {
		cosines[m] = math.Cos(math.Pi * float64(m) / (2 * n))
	}
	var series [n + 2]float64
	for j := range n {
		value := f(c.middle + c.half*cosines[2*j+1])
		for k := range n {
			series[k] += 2. / n * value * cosines[k*(2*j+1)%(4*n)]
		}
	}
	for k := 1; k <= n; k++ {
		c.coefficients[k] = c.half * (series[k-1] - series[k+1]) / (2 * float64(k))
	}
	c.coefficients[0] = -c.at(low)
	return c
}

// at sums the series by Clenshaw's recurrence.
func (c *chebyshev) at(t float64) float64 {
	x := (t - c.middle) / c.half
	above, upper := 0.0, 0.0
	for k := chebyshevTerms; k > 0; k-- {
		above, upper = c.coefficients[k]+2*x*above-upper, above
	}
	return c.coefficients[0] + x*above - upper
}

// remembered keeps the last value of a patience: the integrator asks for each moment several times in a row.
type remembered struct {
	Patience
	seconds, probability, integral float64
}

// CDF is that of the patience.
func (r *remembered) CDF(seconds float64) (probability, integral float64) {
	if seconds != r.seconds {
		r.seconds = seconds
		r.probability, r.integral = r.Patience.CDF(seconds)
	}
	return r.probability, r.integral
}

// excessFrom is that of the patience, where it has its own.
func (r *remembered) excessFrom(origin float64) func(t float64) float64 {
	if exact, ok := r.Patience.(exactExcess); ok {
		return exact.excessFrom(origin)
	}
	return excessOfCDF(r, origin)
}
