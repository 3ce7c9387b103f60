package sim

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// comoments are means and co-moments of numerator and denominator (Welford 1962).
type comoments struct {
	n          float64
	mx, my     float64
	xx, yy, xy float64 // Σ(x−mx)², Σ(y−my)², Σ(x−mx)(y−my)
}

func (m *comoments) push(r ratio) {
	m.n++
	dx, dy := r.x-m.mx, r.y-m.my
	m.mx += dx / m.n
	m.my += dy / m.n
	m.xx += dx * (r.x - m.mx)
	m.yy += dy * (r.y - m.my)
	m.xy += dx * (r.y - m.my)
}

// residual is Σ(x − R·y)² about its mean.
func (m *comoments) residual(r float64) float64 {
	return max(m.xx-2*r*m.xy+r*r*m.yy, 0)
}

// moments accumulates one ratio over replications, in index order: by
// replication, by block of replications (factors.go), and the spread of the
// replications' own ratios.
type moments struct {
	reps, blocks  comoments
	open          ratio   // sum over the block that is not complete
	ratios        float64 // replications with y > 0
	mean, squares float64 // of their ratios
}

// push adds a replication; endsBlock tells that it completes its block.
func (m *moments) push(r ratio, endsBlock bool) {
	m.reps.push(r)
	m.open.x += r.x
	m.open.y += r.y
	if endsBlock {
		m.blocks.push(m.open)
		m.open = ratio{}
	}
	if r.y != 0 {
		v := r.x / r.y
		m.ratios++
		d := v - m.mean
		m.mean += d / m.ratios
		m.squares += d * (v - m.mean)
	}
}

// crossSums are Σ(x−mx)(u−mu) and so on of two ratios x÷y and u÷v.
type crossSums struct{ xu, xv, yu, yv float64 }

// push comes before the moments of both are pushed.
func (c *crossSums) push(a, b *comoments, ra, rb ratio) {
	w := a.n / (a.n + 1)
	dx, dy := w*(ra.x-a.mx), w*(ra.y-a.my)
	du, dv := rb.x-b.mx, rb.y-b.my
	c.xu += dx * du
	c.xv += dx * dv
	c.yu += dy * du
	c.yv += dy * dv
}

// cross accumulates the co-moments of one ratio with the same ratio of another variant.
type cross struct{ reps, blocks crossSums }

// push comes before the moments of both are pushed.
func (c *cross) push(a, b *moments, ra, rb ratio, endsBlock bool) {
	c.reps.push(&a.reps, &b.reps, ra, rb)
	if endsBlock {
		c.blocks.push(&a.blocks, &b.blocks, ratio{a.open.x + ra.x, a.open.y + ra.y}, ratio{b.open.x + rb.x, b.open.y + rb.y})
	}
}

// units says what counts as independent: replications, or, where day factors
// are stratified, blocks of them, as soon as there are enough blocks. With
// fewer, replications are taken for independent, which errs on the wide side.
type units struct {
	quantile   studentT
	stratified bool
}

// fewBlocks is the least number of blocks that an interval is based on.
const fewBlocks = 10

func (u units) byBlocks(m *moments) bool { return u.stratified && m.blocks.n >= fewBlocks }

// halfWidth is the half-width of the 95 % interval of a mean of n units, given
// the sum of squares of their linearised values, scaled to all replications.
func (u units) halfWidth(squares, n, replications, size float64) float64 {
	return u.quantile.of(n-1) * math.Sqrt(squares/(n-1)/n*(n*size/replications))
}

// estimate is the ratio of sums Σx ÷ Σy with its interval by the delta method:
// the standard error is that of the mean of x − R·y, divided by the mean of y,
// and the quantile is Student's with one degree of freedom less than units (METRICS,
// "Estimates"; Law and Kelton 2000, section 9). lo and hi bound what is possible.
func (m *moments) estimate(u units, lo, hi float64) Estimate {
	e := NoData()
	n := m.reps.n
	if n == 0 || m.reps.my == 0 {
		return e
	}
	e.Value = m.reps.mx / m.reps.my
	if n < 2 {
		return e
	}
	by, size := &m.reps, 1.0
	if u.byBlocks(m) {
		by, size = &m.blocks, blockSize
	}
	half := u.halfWidth(by.residual(e.Value), by.n, n, size) / math.Abs(by.my)
	e.Low, e.High = max(e.Value-half, lo), min(e.Value+half, hi)
	if m.ratios > 1 {
		e.SD = math.Sqrt(m.squares / (m.ratios - 1))
	}
	return e
}

// difference is the estimate of a's ratio minus b's, paired by replication:
// the standard error is that of the mean of the difference of both linearised ratios.
func difference(a, b *moments, c *cross, u units) Estimate {
	e := NoData()
	n := a.reps.n
	if n == 0 || a.reps.my == 0 || b.reps.my == 0 {
		return e
	}
	ra, rb := a.reps.mx/a.reps.my, b.reps.mx/b.reps.my
	e.Value = ra - rb
	if n < 2 {
		return e
	}
	squares := linearised(&a.reps, &b.reps, &c.reps, ra, rb)
	e.SD = math.Sqrt(squares / (n - 1))
	half := u.halfWidth(squares, n, n, 1)
	if u.byBlocks(a) {
		half = u.halfWidth(linearised(&a.blocks, &b.blocks, &c.blocks, ra, rb), a.blocks.n, n, blockSize)
	}
	e.Low, e.High = e.Value-half, e.Value+half
	return e
}

// linearised is the sum of squares of (x − Ra·y)/ȳ − (u − Rb·v)/v̄ about its mean.
func linearised(a, b *comoments, c *crossSums, ra, rb float64) float64 {
	joint := (c.xu - rb*c.xv - ra*c.yu + ra*rb*c.yv) / (a.my * b.my)
	return max(a.residual(ra)/(a.my*a.my)+b.residual(rb)/(b.my*b.my)-2*joint, 0)
}

// gain is how many times as many replications without stratification the
// same interval would need.
func (m *moments) gain(u units) float64 {
	if !u.byBlocks(m) || m.reps.my == 0 {
		return 1
	}
	r := m.reps.mx / m.reps.my
	plain := m.reps.residual(r) / (m.reps.n - 1) / (m.reps.my * m.reps.my)
	strata := m.blocks.residual(r) / (m.blocks.n - 1) / (m.blocks.my * m.blocks.my) * blockSize
	if strata == 0 {
		return 1
	}
	return plain / strata
}

// studentT remembers the 97.5 % quantiles of Student's t that were asked for.
type studentT map[float64]float64

func (t studentT) of(degrees float64) float64 {
	q, ok := t[degrees]
	if !ok {
		q = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: degrees}.Quantile(0.975)
		t[degrees] = q
	}
	return q
}
