package sim

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// comoments are means and co-moments of numerator and denominator (Welford
// 1962), and their co-moments with the controls c (control.go).
type comoments struct {
	n          float64
	mx, my     float64
	xx, yy, xy float64 // Σ(x−mx)², Σ(y−my)², Σ(x−mx)(y−my)
	xc, yc     control // Σ(x−mx)(c−mc), Σ(y−my)(c−mc)
}

// push adds r; dc is c − mc, its own c included in mc.
func (m *comoments) push(r ratio, dc control) {
	m.n++
	dx, dy := r.x-m.mx, r.y-m.my
	m.mx += dx / m.n
	m.my += dy / m.n
	m.xx += dx * (r.x - m.mx)
	m.yy += dy * (r.y - m.my)
	m.xy += dx * (r.y - m.my)
	for i, d := range dc {
		m.xc[i] += dx * d
		m.yc[i] += dy * d
	}
}

// residual is Σ(x − R·y)² about its mean.
func (m *comoments) residual(r float64) float64 {
	return rounded(m.xx-2*r*m.xy+r*r*m.yy, m.xx+r*r*m.yy)
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

// push adds a replication; endsBlock tells that it completes its block. dc and
// blockDC are the deviations of the controls of the replication and its block.
func (m *moments) push(r ratio, endsBlock bool, dc, blockDC control) {
	m.reps.push(r, dc)
	m.open.x += r.x
	m.open.y += r.y
	if endsBlock {
		m.blocks.push(m.open, blockDC)
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

// crossSums are Σ(x−mx)(u−mu) and so on of two ratios x÷y and u÷v, whose
// controls are c and d.
type crossSums struct {
	xu, xv, yu, yv float64
	xd, yd, cu, cv control
}

// push comes before the moments of both are pushed; dc and dd are the
// deviations of both controls from their means so far.
func (s *crossSums) push(a, b *comoments, ra, rb ratio, dc, dd control) {
	w := a.n / (a.n + 1)
	dx, dy := w*(ra.x-a.mx), w*(ra.y-a.my)
	du, dv := rb.x-b.mx, rb.y-b.my
	s.xu += dx * du
	s.xv += dx * dv
	s.yu += dy * du
	s.yv += dy * dv
	for i := range dc {
		s.xd[i] += dx * dd[i]
		s.yd[i] += dy * dd[i]
		s.cu[i] += w * dc[i] * du
		s.cv[i] += w * dc[i] * dv
	}
}

// cross accumulates the co-moments of one ratio with the same ratio of another variant.
type cross struct{ reps, blocks crossSums }

// push comes before the moments and controls of both are pushed; c and d are the
// controls of the replication.
func (x *cross) push(a, b *moments, ra, rb ratio, endsBlock bool, ka, kb *controls, c, d control) {
	x.reps.push(&a.reps, &b.reps, ra, rb, c.minus(ka.reps.mean), d.minus(kb.reps.mean))
	if endsBlock {
		x.blocks.push(&a.blocks, &b.blocks, ratio{a.open.x + ra.x, a.open.y + ra.y}, ratio{b.open.x + rb.x, b.open.y + rb.y},
			ka.open.plus(c).minus(ka.blocks.mean), kb.open.plus(d).minus(kb.blocks.mean))
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
// lever and count are those of the controls: 1 and 0 without.
func (u units) halfWidth(squares, n, replications, size, lever float64, count int) float64 {
	freedom := n - 1
	if size == 1 {
		freedom -= float64(count) // for the slopes, which are of replications
	}
	return u.quantile.of(freedom) * math.Sqrt(squares/freedom/n*lever*(n*size/replications))
}

// estimate is the ratio of sums Σx ÷ Σy, weighted by the controls k, with its interval by the delta method:
// the standard error is that of the mean of x − R·y, divided by the mean of y,
// and the quantile is Student's with one degree of freedom less than units, and one less for each control (METRICS,
// "Estimates"; Law and Kelton 2000, section 9). lo and hi bound what is possible.
func (m *moments) estimate(u units, k *controls, lo, hi float64) Estimate {
	e := NoData()
	n := m.reps.n
	b := k.slopes(&m.reps)
	reps := m.reps.less(b, &k.reps)
	if n == 0 || reps.my == 0 {
		return e
	}
	e.Value = min(max(reps.mx/reps.my, lo), hi) // beyond by rounding only: no weight is negative
	if n < 2 {
		return e
	}
	by, size := reps, 1.0
	if u.byBlocks(m) {
		by, size = m.blocks.less(b, &k.blocks), blockSize
	}
	half := u.halfWidth(by.residual(e.Value), by.n, n, size, k.solution().lever, k.solution().count) / math.Abs(by.my)
	e.Low, e.High = max(e.Value-half, lo), min(e.Value+half, hi)
	if m.ratios > 1 {
		e.SD = math.Sqrt(m.squares / (m.ratios - 1))
	}
	return e
}

// difference is the estimate of a's ratio minus b's, paired by replication:
// the standard error is that of the mean of the difference of both linearised ratios.
func difference(a, b *moments, x *cross, u units, ka, kb *controls, both *crossControl) Estimate {
	e := NoData()
	n := a.reps.n
	sa, sb := ka.slopes(&a.reps), kb.slopes(&b.reps)
	ma, mb := a.reps.less(sa, &ka.reps), b.reps.less(sb, &kb.reps)
	if n == 0 || ma.my == 0 || mb.my == 0 {
		return e
	}
	ra, rb := ma.mx/ma.my, mb.mx/mb.my
	e.Value = ra - rb
	if n < 2 {
		return e
	}
	plain := linearised(&a.reps, &b.reps, x.reps, a.reps.mx/a.reps.my, b.reps.mx/b.reps.my)
	e.SD = math.Sqrt(plain / (n - 1))
	lever, count := max(ka.solution().lever, kb.solution().lever), max(ka.solution().count, kb.solution().count)
	half := 0.0
	if u.byBlocks(a) {
		ba, bb := a.blocks.less(sa, &ka.blocks), b.blocks.less(sb, &kb.blocks)
		half = u.halfWidth(linearised(&ba, &bb, x.blocks.less(sa, sb, &both.blocks), ra, rb), ba.n, n, blockSize, lever, count)
	} else {
		half = u.halfWidth(linearised(&ma, &mb, x.reps.less(sa, sb, &both.reps), ra, rb), n, n, 1, lever, count)
	}
	e.Low, e.High = e.Value-half, e.Value+half
	return e
}

// linearised is the sum of squares of (x − Ra·y)/ȳ − (u − Rb·v)/v̄ about its mean.
func linearised(a, b *comoments, c crossSums, ra, rb float64) float64 {
	joint := (c.xu - rb*c.xv - ra*c.yu + ra*rb*c.yv) / (a.my * b.my)
	own, other := a.residual(ra)/(a.my*a.my), b.residual(rb)/(b.my*b.my)
	return rounded(own+other-2*joint, own+other)
}

// gain is how many times as many replications without strata and controls the
// same interval would need.
func (m *moments) gain(u units, k *controls) float64 {
	if m.reps.n < 2 || m.reps.my == 0 {
		return 1
	}
	b := k.slopes(&m.reps)
	by, size := m.reps.less(b, &k.reps), 1.0
	r := by.mx / by.my
	if u.byBlocks(m) {
		by, size = m.blocks.less(b, &k.blocks), blockSize
	}
	plain := m.reps.residual(r) / (m.reps.n - 1) / (m.reps.my * m.reps.my)
	kept := by.residual(r) / (by.n - 1) / (by.my * by.my) * size * k.solution().lever
	if kept == 0 {
		return 1
	}
	return plain / kept
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
