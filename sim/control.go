package sim

import "slices"

// The control variate of a run: the work that customers brought, beyond what was
// to be expected.
//
// For every stream, work W is the sum of the handle times of its fresh contacts,
// drawn whether they are answered or not, and E is its expectation given the factors of the
// days: mean handle time × integral of the rate. Where the mean handle time
// changes over time, W is the number of contacts times its mean. The control
//
//	c = Σ over streams of (W − E)
//
// has mean 0 whatever the staffing, for it depends on customers alone, and days
// with more work than usual are days of worse service. Of the R replications,
// number r gets the weight of linear regression on c
//
//	w_r = 1/R − c̄·(c_r − c̄) ÷ Σ(c − c̄)²
//
// in every numerator and denominator of the result alike, so that estimates
// stay ratios of sums, Σwx ÷ Σwy, and counts add up as before (Lavenberg and Welch 1981, "A
// perspective on the use of control variables", Management Science 27).
// Variants that share customers with the first are controlled by the work of the first, so that
// what is the same in both comes out the same to the last digit.
// It is used as soon as there are enough replications and no weight is negative.

// fewControlled is the least number of replications for which the control is used:
// below, the degree of freedom that it costs may be worth more than what it saves.
const fewControlled = 20

// streamControl is what the control needs to know about one stream: warm-up not included.
type streamControl struct {
	work     float64 // microseconds drawn
	fresh    float64 // contacts of the days that are over
	expected float64 // contacts
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

// endDay closes the control's books of the stream's day.
func (s *stream) endDay() {
	if s.day < 0 {
		s.control = streamControl{}
		return
	}
	s.control.fresh += float64(s.ordinal)
}

// control returns c of the replication that was simulated, in microseconds.
func (e *engine) control() float64 {
	sum := 0.0
	for i := range e.streams {
		s := &e.streams[i]
		if s.source.Process == Replay || s.source.work == 0 {
			continue
		}
		s.endDay()
		work := s.control.work
		if !s.source.worked {
			work = s.control.fresh * s.source.work
		}
		sum += work*s.source.scale - s.control.expected*s.source.work*s.source.scale
	}
	return sum
}

// controls are the moments of the control over replications and over blocks of them.
type controls struct {
	reps, blocks controlMoments
	open         float64 // sum over the block that is not complete
	low, high    float64 // least and greatest of the replications
}

type controlMoments struct{ n, mean, squares float64 }

func (m *controlMoments) push(c float64) {
	m.n++
	d := c - m.mean
	m.mean += d / m.n
	m.squares += d * (c - m.mean)
}

func (k *controls) push(c float64, endsBlock bool) {
	if k.reps.n == 0 {
		k.low, k.high = c, c
	}
	k.low, k.high = min(k.low, c), max(k.high, c)
	k.reps.push(c)
	k.open += c
	if endsBlock {
		k.blocks.push(k.open)
		k.open = 0
	}
}

// used tells whether the control is used: enough replications, all weights positive.
func (k *controls) used() bool {
	m := &k.reps
	if m.n < fewControlled || !(m.squares > 0) {
		return false
	}
	least := max(m.mean*(k.high-m.mean), m.mean*(k.low-m.mean)) / m.squares
	return least < 1/m.n
}

// lever is the factor by which an estimate's variance grows because the slope is estimated.
func (k *controls) lever() float64 {
	if !k.used() {
		return 1
	}
	return 1 + k.reps.n*k.reps.mean*k.reps.mean/k.reps.squares
}

// slopes are the regression coefficients of numerator and denominator on the control.
type slopes struct{ x, y float64 }

func (k *controls) slopes(m *comoments) slopes {
	if !k.used() {
		return slopes{}
	}
	return slopes{m.xc / k.reps.squares, m.yc / k.reps.squares}
}

// less returns the co-moments of x − b.x·c and y − b.y·c.
func (m comoments) less(b slopes, c *controlMoments) comoments {
	if b == (slopes{}) {
		return m
	}
	m.mx -= b.x * c.mean
	m.my -= b.y * c.mean
	m.xx = max(m.xx-2*b.x*m.xc+b.x*b.x*c.squares, 0)
	m.yy = max(m.yy-2*b.y*m.yc+b.y*b.y*c.squares, 0)
	m.xy += -b.x*m.yc - b.y*m.xc + b.x*b.y*c.squares
	return m
}

// less returns the sums of the adjusted ratios x÷y (slopes b on c) and u÷v
// (slopes d on the other's control); both are Σ(c−c̄)(d−d̄) of the two controls.
func (s crossSums) less(b, d slopes, both float64) crossSums {
	if b == (slopes{}) && d == (slopes{}) {
		return s
	}
	s.xu += -b.x*s.cu - d.x*s.xd + b.x*d.x*both
	s.xv += -b.x*s.cv - d.y*s.xd + b.x*d.y*both
	s.yu += -b.y*s.cu - d.x*s.yd + b.y*d.x*both
	s.yv += -b.y*s.cv - d.y*s.yd + b.y*d.y*both
	return s
}

// crossControl are Σ(c−c̄)(d−d̄) of the controls of two variants.
type crossControl struct{ reps, blocks float64 }

// push comes before the controls of both are pushed.
func (x *crossControl) push(a, b *controls, ca, cb float64, endsBlock bool) {
	x.reps += a.reps.n / (a.reps.n + 1) * (ca - a.reps.mean) * (cb - b.reps.mean)
	if endsBlock {
		n := a.blocks.n
		x.blocks += n / (n + 1) * (a.open + ca - a.blocks.mean) * (b.open + cb - b.blocks.mean)
	}
}

// rounded is a sum of squares that may be nothing but rounding errors of parts as large as scale.
func rounded(squares, scale float64) float64 {
	if squares < 1e-12*scale {
		return 0
	}
	return squares
}
