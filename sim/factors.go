package sim

import (
	"math"
	"slices"
)

// dayFactor returns the product of the source's own gamma day factor and the
// centre's busyness on day, each of mean 1.
func (e *engine) dayFactor(s *sourcePlan, day int64) float64 {
	factor := 1.0
	if s.DayCV > 0 {
		factor = gammaFactor(e.dayUniform(s, day), s.DayCV)
	}
	if s.busy {
		factor *= gammaFactor(e.stratified(uint64(purposeBusyness), uint64(day)), e.plan.centre.Busyness)
	}
	return factor
}

// dayUniform is the uniform whose gamma quantile is the source's day factor.
// Correlated queues share it through a Gaussian copula.
func (e *engine) dayUniform(s *sourcePlan, day int64) float64 {
	if s.latent == None {
		return e.stratified(uint64(purposeDayFactor), s.key, uint64(day))
	}
	z := 0.0
	for i, weight := range e.plan.copula[s.latent] {
		if weight != 0 {
			own := e.stratified(uint64(purposeDayFactor), e.plan.queues[e.plan.coupled[i]].key, uint64(day))
			z += weight * math.Sqrt2 * math.Erfinv(2*own-1)
		}
	}
	// Kept inside (0, 1) so that the quantile is finite and positive.
	return min(max(normalBelow(z), 0x1p-53), 1-0x1p-53)
}

// normalBelow is Φ, the distribution function of the standard normal.
func normalBelow(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// blockSize is the number of replications over which factors are stratified.
const blockSize = 10

// stratified returns the uniform of this replication for the factor that key
// names. Within a block of blockSize replications each of as many equal parts of
// (0, 1) is met once, in an order drawn for the factor and block: a Latin
// hypercube over all factors (McKay, Beckman and Conover 1979). Each replication
// alone is as random as ever, so means stay unbiased, but slow days and busy
// days come in their true proportion in every block.
func (e *engine) stratified(key ...uint64) float64 {
	block, place := uint64(e.replication/blockSize), e.replication%blockSize
	order := draws(hashKey(append([]uint64{e.seed, block}, key...)...))
	var strata [blockSize]int8
	for i := range strata {
		j := order.below(i + 1)
		strata[i] = strata[j]
		strata[j] = int8(i)
	}
	w := draws(hashKey(append([]uint64{e.key}, key...)...))
	return (float64(strata[place]) + w.openUniform()) / blockSize
}

// stratifies tells whether some factor of the plan is stratified.
func (p *plan) stratifies() bool {
	return slices.ContainsFunc(p.sources, func(s sourcePlan) bool { return s.busy || s.DayCV > 0 || s.ForecastCV > 0 })
}

// compileCopula factors the correlations of day factors by Cholesky. Coupled
// queues are in the order of their names; weights below the diagonal only, so a
// queue that is added later in that order disturbs none before it.
func (p *plan) compileCopula() {
	for _, c := range p.centre.Correlations {
		for _, q := range []int32{p.queueIndex[c.A], p.queueIndex[c.B]} {
			if !slices.Contains(p.coupled, q) {
				p.coupled = append(p.coupled, q)
			}
		}
	}
	slices.Sort(p.coupled)
	rho := p.centre.correlationMatrix(func(q int) int { return slices.Index(p.coupled, p.queueIndex[q]) }, len(p.coupled))
	p.copula, _ = cholesky(rho)
}

// correlationMatrix returns the n × n matrix of Correlations; at maps a queue
// to its row.
func (c *Centre) correlationMatrix(at func(q int) int, n int) [][]float64 {
	rho := make([][]float64, n)
	for i := range rho {
		rho[i] = make([]float64, n)
		rho[i][i] = 1
	}
	for _, k := range c.Correlations {
		i, j := at(k.A), at(k.B)
		rho[i][j], rho[j][i] = k.Rho, k.Rho
	}
	return rho
}

// cholesky returns the lower triangular l with l·lᵀ = a; ok is false when a is
// not positive definite (up to rounding).
func cholesky(a [][]float64) (l [][]float64, ok bool) {
	n := len(a)
	l = make([][]float64, n)
	for i := range n {
		l[i] = make([]float64, n)
		for j := range i + 1 {
			sum := a[i][j]
			for k := range j {
				sum -= l[i][k] * l[j][k]
			}
			if i == j {
				if sum < -1e-9 {
					return l, false
				}
				l[i][i] = math.Sqrt(max(sum, 0))
			} else if l[j][j] > 1e-9 {
				l[i][j] = sum / l[j][j]
			} else if math.Abs(sum) > 1e-6 {
				return l, false
			}
		}
	}
	return l, true
}
