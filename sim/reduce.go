package sim

import (
	"math"
	"slices"
)

// accumulator holds the moments of every number of one variant's result, in
// the collector's order, and the spread of interval service levels.
type accumulator struct {
	slots  []moments
	k      controls
	spread []spread // one per interval service level, in slot order
	at     []int    // their slots
	places []place  // what each slot is
}

// spread counts replications by the service level of one interval, in steps of
// half a percentage point.
type spread [201]uint32

func newAccumulator(p *plan, measures []Measure) *accumulator {
	a := &accumulator{}
	c := newCollector(p)
	t := newTally(len(p.queues), len(p.groups), p.bins)
	a.slots = make([]moments, len(c.collect(t, measures)))
	b := &builder{p: p, sum: a, slot: func(i int, _, _ float64) Estimate { return NoData() }, onLevel: func(slot int) { a.at = append(a.at, slot) },
		onSlot: func(at place) { a.places = append(a.places, at) }}
	b.build(measures)
	if len(a.at) <= maxWaitBins {
		a.spread = make([]spread, len(a.at))
	}
	return a
}

// push adds the ratios of one replication, whose controls are c.
func (a *accumulator) push(ratios []ratio, c control, endsBlock bool) {
	blockC := a.k.open.plus(c)
	a.k.push(c, endsBlock)
	dc, blockDC := c.minus(a.k.reps.mean), blockC.minus(a.k.blocks.mean)
	for i := range ratios {
		a.slots[i].push(ratios[i], endsBlock, dc, blockDC)
	}
	for i := range a.spread {
		if r := ratios[a.at[i]]; r.y > 0 {
			a.spread[i][int(math.Round(200*r.x/r.y))]++
		}
	}
}

// quantile returns the p-quantile of the replications' service levels.
func (s *spread) quantile(p float64) Estimate {
	n := 0
	for _, c := range s {
		n += int(c)
	}
	e := NoData()
	if n == 0 {
		return e
	}
	rank, seen := max(int(math.Ceil(p*float64(n))), 1), 0
	for i, c := range s {
		if seen += int(c); seen >= rank {
			e.Value = float64(i) / 200
			break
		}
	}
	return e
}

// builder turns accumulated numbers into a Result: it walks the metrics in the
// collector's order and asks slot for each.
type builder struct {
	p       *plan
	sum     *accumulator
	waits   *waitRecord // nil: no quantiles
	t       studentT
	slot    func(i int, lo, hi float64) Estimate
	onLevel func(slot int)   // told of the slots of interval service levels
	onSlot  func(what place) // told what each slot in turn is
	where   place
	next    int
	level   int // of sum.spread
	overall int // slot of the total service level
}

// place says what a slot estimates: a metric of a queue, group or the total
// over the horizon (bin None) or in a bin, or a measure.
type place struct {
	kind   placeKind
	name   string
	bin    int
	metric Metric
}

type placeKind uint8

const (
	ofQueue placeKind = iota
	ofGroup
	ofTotal
	ofMeasure
)

var (
	queueIndexes         = indexOf(QueueMetrics())
	queueIntervalIndexes = indexOf(QueueIntervalMetrics())
	groupIndexes         = indexOf(GroupMetrics())
	groupIntervalIndexes = indexOf(GroupIntervalMetrics())
	totalIndexes         = indexOf(TotalMetrics())
	totalIntervalIndexes = indexOf(TotalIntervalMetrics())
)

func (b *builder) build(measures []Measure) *Result {
	p := b.p
	l := p.layout()
	out := &Result{Queues: make([]QueueResult, len(p.queues)), Groups: make([]GroupResult, len(p.groups))}
	for q := range p.queues {
		r := &out.Queues[p.queueOrder[q]]
		r.Name = p.queues[q].Name
		b.where = place{kind: ofQueue, name: r.Name, bin: None}
		r.Row = Row{queueIndexes, b.list(QueueMetrics(), q)}
		for _, bin := range l.queueBins[q] {
			b.where.bin = bin.bin
			r.Intervals = append(r.Intervals, IntervalRow{bin.bin - p.warm, Row{queueIntervalIndexes, b.interval(QueueIntervalMetrics(), q, bin.bin)}})
		}
	}
	for g := range p.groups {
		r := &out.Groups[p.groupOrder[g]]
		r.Name = p.groups[g].Name
		b.where = place{kind: ofGroup, name: r.Name, bin: None}
		r.Row = Row{groupIndexes, b.list(GroupMetrics(), None)}
		for _, bin := range l.groupBins[g] {
			b.where.bin = bin.bin
			r.Intervals = append(r.Intervals, IntervalRow{bin.bin - p.warm, Row{groupIntervalIndexes, b.list(GroupIntervalMetrics(), None)}})
		}
	}
	b.where = place{kind: ofTotal, bin: None}
	b.overall = b.next + slices.Index(TotalMetrics(), ServiceLevel)
	out.Total.Row = Row{totalIndexes, b.list(TotalMetrics(), None)}
	for _, bin := range l.totalBins {
		b.where.bin = bin.bin
		out.Total.Intervals = append(out.Total.Intervals,
			IntervalRow{bin.bin - p.warm, Row{totalIntervalIndexes, b.interval(TotalIntervalMetrics(), None, bin.bin)}})
	}
	for i := range measures {
		b.where = place{kind: ofMeasure, name: measures[i].Name, bin: None}
		out.Measures = append(out.Measures, b.take(math.Inf(-1), math.Inf(1)))
	}
	return out
}

// levelGain is the gain of strata and control on the total service level.
func (b *builder) levelGain(u units) float64 { return b.sum.slots[b.overall].gain(u, &b.sum.k) }

// take returns the estimate of the next slot.
func (b *builder) take(lo, hi float64) Estimate {
	if b.onSlot != nil {
		b.onSlot(b.where)
	}
	b.next++
	return b.slot(b.next-1, lo, hi)
}

func (b *builder) takeMetric(m Metric) Estimate {
	b.where.metric = m
	if m.Unit() == UnitFraction && m != Utilization {
		return b.take(0, 1)
	}
	return b.take(0, math.Inf(1))
}

// list takes the horizon's metrics of queue q, or of a group or the total.
func (b *builder) list(list []Metric, q int) []Estimate {
	out := make([]Estimate, len(list))
	for i, m := range list {
		if m >= WaitP50 && m <= WaitP99 {
			out[i] = b.waitQuantile(q, m)
			continue
		}
		out[i] = b.takeMetric(m)
	}
	return out
}

// interval takes the metrics of one bin.
func (b *builder) interval(list []Metric, q, bin int) []Estimate {
	out := make([]Estimate, len(list))
	for i, m := range list {
		switch {
		case isRatio(m):
			if m == ServiceLevel && b.onLevel != nil {
				b.onLevel(b.next)
			}
			out[i] = b.takeMetric(m)
		case m >= ServiceLevelP05:
			out[i] = NoData()
			if b.waits != nil && b.level < len(b.sum.spread) { // no difference of quantiles
				out[i] = b.sum.spread[b.level].quantile(spreadShare(m))
			}
			if m == ServiceLevelP95 {
				b.level++
			}
		default:
			out[i] = b.intervalWait(q, bin, m)
		}
	}
	return out
}

func spreadShare(m Metric) float64 {
	return [...]float64{0.05, 0.5, 0.95}[m-ServiceLevelP05]
}

func waitShare(m Metric) float64 { return [...]float64{0.5, 0.9, 0.95, 0.99}[m-WaitP50] }

// waitQuantile is the quantile of the pooled waits of queue q; its interval is
// by sectioning: the quantiles of the batches of replications, Student's t
// (Asmussen and Glynn 2007, section III.5).
func (b *builder) waitQuantile(q int, m Metric) Estimate {
	e := NoData()
	if b.waits == nil || q == None {
		return e
	}
	var pool histogram
	var section comoments
	p := waitShare(m)
	for s := range b.waits.sections {
		h := &b.waits.sections[s][q]
		pool.merge(h)
		if v, ok := h.quantile(p); ok {
			section.push(ratio{v, 1}, control{})
		}
	}
	v, ok := pool.quantile(p)
	if !ok {
		return e
	}
	e.Value = v
	if section.n > 1 {
		sd := math.Sqrt(section.xx / (section.n - 1))
		half := b.t.of(section.n-1) * sd / math.Sqrt(section.n)
		perSection := b.sum.slots[0].reps.n / section.n
		e.Low, e.High, e.SD = max(v-half, 0), v+half, sd*math.Sqrt(max(perSection, 1))
	}
	return e
}

// intervalWait is the quantile of the waits of those who entered in bin.
func (b *builder) intervalWait(q, bin int, m Metric) Estimate {
	e := NoData()
	if b.waits == nil || b.waits.bins == 0 || q == None {
		return e
	}
	if v, ok := b.waits.byBin[q*b.waits.bins+bin].quantile(waitShare(m)); ok {
		e.Value = v
	}
	return e
}
