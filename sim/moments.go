package sim

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// moments accumulates one ratio over replications, in index order: means and
// co-moments of numerator and denominator (Welford 1962), and the spread of the
// replications' own ratios.
type moments struct {
	n             float64
	mx, my        float64
	xx, yy, xy    float64 // Σ(x−mx)², Σ(y−my)², Σ(x−mx)(y−my)
	ratios        float64 // replications with y > 0
	mean, squares float64 // of their ratios
}

func (m *moments) push(r ratio) {
	m.n++
	dx, dy := r.x-m.mx, r.y-m.my
	m.mx += dx / m.n
	m.my += dy / m.n
	m.xx += dx * (r.x - m.mx)
	m.yy += dy * (r.y - m.my)
	m.xy += dx * (r.y - m.my)
	if r.y != 0 {
		v := r.x / r.y
		m.ratios++
		d := v - m.mean
		m.mean += d / m.ratios
		m.squares += d * (v - m.mean)
	}
}

// cross accumulates the co-moments of one ratio with the same ratio of
// another variant. push comes before the moments of both are pushed.
type cross struct{ xx, xy, yx, yy float64 }

func (c *cross) push(a, b *moments, ra, rb ratio) {
	w := a.n / (a.n + 1)
	dx, dy := w*(ra.x-a.mx), w*(ra.y-a.my)
	ex, ey := rb.x-b.mx, rb.y-b.my
	c.xx += dx * ex
	c.xy += dx * ey
	c.yx += dy * ex
	c.yy += dy * ey
}

// estimate is the ratio of sums Σx ÷ Σy with its interval by the delta method:
// the standard error is that of the mean of x − R·y, divided by the mean of y,
// and the quantile is Student's with n − 1 degrees of freedom (METRICS,
// "Estimates"; Law and Kelton 2000, section 9). lo and hi bound what is possible.
func (m *moments) estimate(t studentT, lo, hi float64) Estimate {
	if m.n == 0 || m.my == 0 {
		return NoData()
	}
	e := NoData()
	e.Value = m.mx / m.my
	if m.n < 2 {
		return e
	}
	half := t.of(m.n-1) * math.Sqrt(m.residual(e.Value)/(m.n-1)/m.n) / math.Abs(m.my)
	e.Low, e.High = max(e.Value-half, lo), min(e.Value+half, hi)
	if m.ratios > 1 {
		e.SD = math.Sqrt(m.squares / (m.ratios - 1))
	}
	return e
}

// residual is Σ(x − R·y)² about its mean.
func (m *moments) residual(r float64) float64 {
	return max(m.xx-2*r*m.xy+r*r*m.yy, 0)
}

// difference is the estimate of a's ratio minus b's, paired by replication:
// the standard error is that of the mean of the difference of both linearised ratios.
func difference(a, b *moments, c *cross, t studentT) Estimate {
	if a.n == 0 || a.my == 0 || b.my == 0 {
		return NoData()
	}
	ra, rb := a.mx/a.my, b.mx/b.my
	e := NoData()
	e.Value = ra - rb
	if a.n < 2 {
		return e
	}
	joint := (c.xx - rb*c.xy - ra*c.yx + ra*rb*c.yy) / (a.my * b.my)
	sum := a.residual(ra)/(a.my*a.my) + b.residual(rb)/(b.my*b.my) - 2*joint
	e.SD = math.Sqrt(max(sum, 0) / (a.n - 1))
	half := t.of(a.n-1) * e.SD / math.Sqrt(a.n)
	e.Low, e.High = e.Value-half, e.Value+half
	return e
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
