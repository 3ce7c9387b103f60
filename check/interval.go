package check

import (
	"math"

	"agner/sim"

	"gonum.org/v1/gonum/stat/distuv"
)

// column is one term of a sum over replications: factor × Σnum ÷ Σden.
type column struct {
	factor  float64
	samples []sim.Sample
	chance  bool
}

// standing is what samples say about a sum of ratios.
type standing struct {
	value float64 // NaN: no data
	// of the value: standard error, skewness of the blocks' linearised values, and
	// their number less one.
	se, skew, degrees float64
	// Of a single fraction: what a bound for shares that were never, or always,
	// seen is based on. 0: no such bound.
	trials float64
}

// stand estimates Σ factor × Σnum ÷ Σden. The standard error is that of the mean
// of the linearised values (delta method, as in METRICS "Estimates") over blocks of
// sim.BlockReplications, whose sums are independent although the replications
// within a block are not.
func stand(columns []column, fraction bool) standing {
	s := standing{}
	blocks := len(columns[0].samples) / sim.BlockReplications
	linear := make([]float64, blocks)
	for _, c := range columns {
		var x, y float64
		for _, v := range c.samples {
			x += v.Num
			y += v.Den
		}
		if y == 0 {
			return standing{value: math.NaN()}
		}
		ratio := x / y
		s.value += c.factor * ratio
		perBlock := y / float64(len(c.samples)) * sim.BlockReplications
		for b := range blocks {
			for _, v := range c.samples[b*sim.BlockReplications : (b+1)*sim.BlockReplications] {
				linear[b] += c.factor * (v.Num - ratio*v.Den) / perBlock
			}
		}
		if len(columns) == 1 && fraction && c.factor == 1 {
			s.trials = y
			if c.chance { // days of one replication follow one another
				s.trials = math.Min(y, float64(len(c.samples)))
			}
		}
	}
	s.spread(linear)
	return s
}

// spread sets standard error and skewness from the blocks' values, whose mean is 0.
func (s *standing) spread(linear []float64) {
	n := float64(len(linear))
	var m2, m3 float64
	for _, v := range linear {
		m2 += v * v
		m3 += v * v * v
	}
	s.degrees = n - 1
	if m2 > 1e-24*n*math.Max(1, s.value*s.value) { // beyond rounding
		s.se = math.Sqrt(m2 / (n - 1) / n)
		s.skew = m3 / n / math.Pow(m2/n, 1.5)
	}
}

// bounds returns one-sided bounds of the long-run value, each wrong with at most
// the chance tail: Student's t, widened on the side to which the blocks are
// skewed (Johnson 1978, "Modified t tests and confidence intervals for asymmetrical
// populations", eq. 2.5 to first order). Shares that were hardly ever seen to differ from 0 or 1
// get the bound of Clopper and Pearson (1934) as well.
func (s standing) bounds(tail float64) (low, high float64) {
	low, high = s.value, s.value
	if s.se > 0 {
		q := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: s.degrees}.Quantile(1 - tail)
		tilt := s.skew / (6 * math.Sqrt(s.degrees+1)) * (2*q*q + 1)
		low -= s.se * (q + math.Max(-tilt, 0))
		high += s.se * (q + math.Max(tilt, 0))
	}
	if s.trials > 0 {
		l, h := shareBounds(s.value*s.trials, s.trials, tail)
		if rare := math.Min(s.value, 1-s.value) * s.trials; rare < fewEvents {
			low, high = math.Min(low, l), math.Max(high, h)
		}
		low, high = math.Max(low, 0), math.Min(high, 1)
	}
	return low, high
}

// fewEvents is the number below which a share's distribution is too lopsided for t.
const fewEvents = 10

// shareBounds are the bounds of Clopper and Pearson for k of n.
func shareBounds(k, n, tail float64) (low, high float64) {
	low, high = 0, 1
	if k > 0 {
		low = distuv.Beta{Alpha: k, Beta: n - k + 1}.Quantile(tail)
	}
	if k < n {
		high = distuv.Beta{Alpha: k + 1, Beta: n - k}.Quantile(1 - tail)
	}
	return low, high
}

// needed is the number of replications at which an interval of the same spread
// would no longer hold the limit; 0 when that cannot be told.
func (s standing) needed(limit, tail float64, replications int) int {
	margin := math.Abs(s.value - limit)
	low, high := s.bounds(tail)
	half := high - s.value
	if limit < s.value {
		half = s.value - low
	}
	n := float64(replications) * math.Pow(half/margin, 2)
	if !(n <= sim.MaxReplicationsLimit) {
		return 0
	}
	digit := math.Pow(10, math.Max(math.Floor(math.Log10(n))-1, 1)) // an estimate: two digits are more than it deserves
	return max(int(math.Ceil(n/digit)*digit), replications+sim.BlockReplications)
}
