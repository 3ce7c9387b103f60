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
// the function numerically: on panels that grow by a factor of four and never cross the given breaks, where the function
// may jump or bend, to about 1e-10 for a smooth function.
func PatienceOf(meanSeconds float64, cdf func(seconds float64) float64, breaks ...float64) Patience {
	p := numericPatience{cdf: cdf, mean: meanSeconds, ends: []float64{0}}
	for at := meanSeconds * 0x1p-26; at < meanSeconds*0x1p26; at *= 4 {
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
		p.sums[i+1] = p.sums[i] + gaussIntegral(cdf, p.ends[i], end)
	}
	return p
}

// numericPatience holds ∫ cdf up to each panel's end.
type numericPatience struct {
	cdf        func(float64) float64
	mean       float64
	ends, sums []float64
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
	return p.cdf(seconds), p.sums[i] + gaussIntegral(p.cdf, p.ends[i], seconds)
}

// Mean is the mean patience.
func (p numericPatience) Mean() float64 { return p.mean }

// Breaks are the panels' ends.
func (p numericPatience) Breaks() []float64 { return p.ends[1:] }

// gaussIntegral is the 16-point Gauss–Legendre rule.
func gaussIntegral(f func(float64) float64, low, high float64) float64 {
	middle, half := (low+high)/2, (high-low)/2
	sum := 0.0
	for _, node := range gaussLegendre {
		sum += node.weight * (f(middle-half*node.at) + f(middle+half*node.at))
	}
	return half * sum
}
