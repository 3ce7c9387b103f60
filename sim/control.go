package sim

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// The control variates of a run: what customers brought beyond what was to be expected.
//
// The first is work. For every stream, W is the sum of the handle times of its fresh
// contacts, drawn whether they are answered or not, and E is its expectation given the factors of the
// days: mean handle time × integral of the rate. Where the mean handle time
// changes over time, W is the number of contacts times its mean. The second is the factors x: what E is beyond its
// own mean. The others are service: what a formula in the spirit of Erlang expects of a day with factor x, beyond
// its mean over all days, with lean and with rich staffing (response.go).
//
//	c = (Σ W − E, Σ E − Ē, Σ g(x) − ḡ + g'(x)·(W − E)) over streams and days
//
// has mean 0 whatever the staffing, for it depends on customers alone, and days
// with more work than usual are days of worse service. Of the R replications,
// number r gets the weight of linear regression on c
//
//	w_r = 1/R − c̄·S⁻¹·(c_r − c̄), S = Σ(c − c̄)(c − c̄)ᵀ
//
// in every numerator and denominator of the result alike, so that estimates
// stay ratios of sums, Σwx ÷ Σwy, and counts add up as before (Lavenberg and Welch 1981, "A
// perspective on the use of control variables", Management Science 27).
// Variants that share customers with the first are controlled by those of the first, so that
// what is the same in both comes out the same to the last digit.
// All are used as soon as there are enough replications and no weight is negative; or work alone, or none.

// fewControlled is the least number of replications for which a control is used, and all of them from fewForAll:
// below, the degrees of freedom that they cost may be worth more than what they save, and intervals become a little too
// narrow, since service bends more than a regression on few days can tell.
const (
	fewControlled = 20
	fewForAll     = 10 * controlCount
)

// control is the controls of a replication: in microseconds of work, the same, and contacts.
type control [controlCount]float64

const (
	controlWork = iota
	controlFactor
	controlService // and the following, one for each grade
	controlCount   = controlService + len(grades)
)

func (c control) minus(d control) control {
	for i := range c {
		c[i] -= d[i]
	}
	return c
}

func (c control) plus(d control) control {
	for i := range c {
		c[i] += d[i]
	}
	return c
}

func (c control) times(f float64) control {
	for i := range c {
		c[i] *= f
	}
	return c
}

func (c *control) dot(d *control) (sum float64) {
	for i := range c {
		sum += c[i] * d[i]
	}
	return sum
}

// matrix is square.
type matrix [controlCount]control

func (m *matrix) times(c *control) (out control) {
	for i := range m {
		out[i] = m[i].dot(c)
	}
	return out
}

// between returns c·m·d.
func (m *matrix) between(c, d *control) float64 {
	out := m.times(d)
	return c.dot(&out)
}

// add adds the outer product of c and d.
func (m *matrix) add(c, d control) {
	for i := range m {
		for j := range m[i] {
			m[i][j] += c[i] * d[j]
		}
	}
}

// streamControl is what the controls need to know about one stream: warm-up not included.
type streamControl struct {
	sum      control // of the days that are over
	work     float64 // microseconds drawn today
	expected float64 // contacts of today
}

// expectedWork returns the mean handle time of queue q in microseconds, and
// whether it is the same at all times.
func (p *plan) expectedWork(q int32) (constant bool, micros float64) {
	h := &p.queues[q].handle
	if h.Endless() {
		return false, 0
	}
	mean := h.MeanSeconds() * float64(Second)
	return !h.varies, mean
}

// sharesCustomers tells whether some source is in both plans.
func (p *plan) sharesCustomers(q *plan) bool {
	return slices.ContainsFunc(p.sources, func(s sourcePlan) bool {
		return slices.ContainsFunc(q.sources, func(t sourcePlan) bool { return s.key == t.key })
	})
}

// drawWork draws the handle time of a fresh contact; 0 when its mean depends on
// when it will join its queue.
func (e *engine) drawWork(s *stream, q *queuePlan, base uint64) Time {
	if !s.source.worked {
		return 0
	}
	work := q.handle.sample(keyed(base, purposeHandle, 0), 0)
	s.control.work += float64(work)
	return work
}

// endDay closes the controls' books of the stream's day.
func (s *stream) endDay() {
	sum := s.control.sum
	if src := s.source; s.day >= 0 && src.work > 0 && src.Process != Replay {
		work := s.control.work
		if !src.worked {
			work = float64(s.ordinal) * src.work
		}
		beyond := work - s.control.expected*src.work
		sum[controlWork] += beyond * src.scale
		sum[controlFactor] += (s.factor - 1) * src.responses.contacts(s.day) * src.work * src.scale
		for i, v := range src.responses.beyond(s.day, s.factor, beyond/src.work) {
			sum[controlService+i] += v
		}
	}
	s.control = streamControl{sum: sum}
}

// control returns c of the replication that was simulated.
func (e *engine) control() control {
	var sum control
	for i := range e.streams {
		s := &e.streams[i]
		s.endDay()
		s.day = math.MinInt64 // closed
		sum = sum.plus(s.control.sum)
	}
	return sum
}

// controls are the moments of the controls over replications and over blocks of them.
type controls struct {
	reps, blocks controlMoments
	open         control   // sum over the block that is not complete
	low, high    control   // least and greatest of the replications
	kept         []control // of the first replications
	solved       solution
}

// controlsKept is for how many replications the weights are looked at one by one; beyond, bounds do.
const controlsKept = 4096

// controlMoments are means and co-moments.
type controlMoments struct {
	n       float64
	mean    control
	squares matrix
}

func (m *controlMoments) push(c control) {
	m.n++
	d := c.minus(m.mean)
	m.mean = m.mean.plus(d.times(1 / m.n))
	m.squares.add(d, c.minus(m.mean))
}

func (k *controls) push(c control, endsBlock bool) {
	if k.reps.n == 0 {
		k.low, k.high = c, c
	}
	for i := range c {
		k.low[i], k.high[i] = min(k.low[i], c[i]), max(k.high[i], c[i])
	}
	if len(k.kept) < controlsKept {
		k.kept = append(k.kept, c)
	}
	k.reps.push(c)
	k.open = k.open.plus(c)
	if endsBlock {
		k.blocks.push(k.open)
		k.open = control{}
	}
}

// solution is the regression on the controls that are used.
type solution struct {
	n       float64 // replications that it is for
	count   int     // of controls used
	inverse matrix  // of the squares of those used, 0 elsewhere
	lever   float64 // by which an estimate's variance grows because slopes are estimated
}

// solution returns the regression for the replications so far: on all controls that are not
// made up for by others, or on work alone, or on none.
func (k *controls) solution() *solution {
	if k.solved.n == k.reps.n && k.solved.lever > 0 {
		return &k.solved
	}
	k.solved = solution{n: k.reps.n, lever: 1}
	if k.reps.n < fewControlled {
		return &k.solved
	}
	for _, use := range [][]int{{controlWork, controlFactor, controlService, controlService + 1}, {controlWork}} {
		if len(use) > 1 && k.reps.n < float64(fewForAll) {
			continue
		}
		inverse, count := k.reps.squares.inverse(use)
		by := inverse.times(&k.reps.mean)
		if count > 0 && k.positive(&by) {
			k.solved.inverse, k.solved.count, k.solved.lever = inverse, count, 1+k.reps.n*by.dot(&k.reps.mean)
			break
		}
	}
	return &k.solved
}

// inverse returns the inverse of the rows and columns in use, without those that the ones before make up for, 0 elsewhere, and
// how many were inverted. Numbers are scaled to correlations first.
func (m *matrix) inverse(use []int) (out matrix, count int) {
	var used []int
	var factor mat.Cholesky
	for _, i := range use {
		if !(m[i][i] > 0) {
			continue
		}
		tried := append(used, i)
		corr := mat.NewSymDense(len(tried), nil)
		for a, i := range tried {
			for b, j := range tried[:a+1] {
				corr.SetSym(a, b, m[i][j]/math.Sqrt(m[i][i]*m[j][j]))
			}
		}
		var f mat.Cholesky
		if f.Factorize(corr) && f.Cond() < 1e9 {
			used, factor = tried, f
		}
	}
	if len(used) == 0 {
		return out, 0
	}
	var inverse mat.SymDense
	if err := factor.InverseTo(&inverse); err != nil {
		return out, 0
	}
	for a, i := range used {
		for b, j := range used {
			out[i][j] = inverse.At(a, b) / math.Sqrt(m[i][i]*m[j][j])
		}
	}
	return out, len(used)
}

// positive tells whether no replication's weight is negative: by·(c − c̄) < 1/R for all.
func (k *controls) positive(by *control) bool {
	most := math.Inf(-1)
	if int(k.reps.n) == len(k.kept) {
		for _, c := range k.kept {
			d := c.minus(k.reps.mean)
			most = max(most, by.dot(&d))
		}
	} else {
		low, high := k.low.minus(k.reps.mean), k.high.minus(k.reps.mean)
		most = 0
		for i := range by {
			most += max(by[i]*low[i], by[i]*high[i])
		}
	}
	return most < 1/k.reps.n
}

// slopes are the regression coefficients of numerator and denominator on the controls.
type slopes struct{ x, y control }

func (k *controls) slopes(m *comoments) slopes {
	inverse := &k.solution().inverse
	return slopes{inverse.times(&m.xc), inverse.times(&m.yc)}
}

// less returns the co-moments of x − b.x·c and y − b.y·c.
func (m comoments) less(b slopes, c *controlMoments) comoments {
	if b == (slopes{}) {
		return m
	}
	m.mx -= b.x.dot(&c.mean)
	m.my -= b.y.dot(&c.mean)
	m.xx = max(m.xx-2*b.x.dot(&m.xc)+c.squares.between(&b.x, &b.x), 0)
	m.yy = max(m.yy-2*b.y.dot(&m.yc)+c.squares.between(&b.y, &b.y), 0)
	m.xy += -b.x.dot(&m.yc) - b.y.dot(&m.xc) + c.squares.between(&b.x, &b.y)
	return m
}

// less returns the sums of the adjusted ratios x÷y (slopes b on c) and u÷v
// (slopes d on the other's controls); both are Σ(c−c̄)(d−d̄)ᵀ of the two.
func (s crossSums) less(b, d slopes, both *matrix) crossSums {
	if b == (slopes{}) && d == (slopes{}) {
		return s
	}
	s.xu += -b.x.dot(&s.cu) - d.x.dot(&s.xd) + both.between(&b.x, &d.x)
	s.xv += -b.x.dot(&s.cv) - d.y.dot(&s.xd) + both.between(&b.x, &d.y)
	s.yu += -b.y.dot(&s.cu) - d.x.dot(&s.yd) + both.between(&b.y, &d.x)
	s.yv += -b.y.dot(&s.cv) - d.y.dot(&s.yd) + both.between(&b.y, &d.y)
	return s
}

// crossControl are Σ(c−c̄)(d−d̄)ᵀ of the controls of two variants.
type crossControl struct{ reps, blocks matrix }

// push comes before the controls of both are pushed.
func (x *crossControl) push(a, b *controls, ca, cb control, endsBlock bool) {
	x.reps.addWeighted(a.reps.n, ca.minus(a.reps.mean), cb.minus(b.reps.mean))
	if endsBlock {
		x.blocks.addWeighted(a.blocks.n, a.open.plus(ca).minus(a.blocks.mean), b.open.plus(cb).minus(b.blocks.mean))
	}
}

// addWeighted adds the part of one more pair to co-moments of n.
func (m *matrix) addWeighted(n float64, c, d control) {
	w := n / (n + 1)
	m.add(c.times(w), d)
}

// rounded is a sum of squares that may be nothing but rounding errors of parts as large as scale.
func rounded(squares, scale float64) float64 {
	if squares < 1e-12*scale {
		return 0
	}
	return squares
}
