package sim

import "fmt"

// BlockReplications is the number of consecutive replications, counted from 0,
// whose sums are independent of those of other blocks: day factors are
// stratified within a block (factors.go).
const BlockReplications = blockSize

// Subject says what a Series is about.
type Subject uint8

const (
	OfTotal Subject = iota
	OfQueue
	OfGroup
	OfMeasure
)

// Series names a number that RunPaired hands out replication by replication,
// for tests that need more than an interval of 95 %: sequential tests, many
// statements at once, combinations of numbers.
type Series struct {
	Of      Subject
	Index   int      // of the queue or group
	Metric  Metric   // not with OfMeasure
	Measure *Measure // with OfMeasure
	// Intervals are the numbers of the reporting intervals that are pooled, nil
	// for the whole horizon. Only metrics that are kept by interval as ratios of
	// counters have them (KeptByInterval).
	Intervals []int
	// Within turns a quantile of waits (wait_p50 to wait_p99 of a queue) into the
	// share of answered contacts that waited at most so long, to the bucket of the
	// histogram (relative error at most 1 %): the p-quantile is at most Within
	// exactly when that share is at least p.
	Within Time
}

// Sample is the numerator and denominator of a Series in one replication, as
// counted: the estimate over replications is ΣNum ÷ ΣDen, without the weights of the control
// (control.go), so that samples are independent. Both are 0 where there was nothing to see.
type Sample struct{ Num, Den float64 }

// IsWaitQuantile tells whether m is a quantile of pooled waits, and of which share.
func IsWaitQuantile(m Metric) (share float64, ok bool) {
	if m < WaitP50 || m > WaitP99 {
		return 0, false
	}
	return waitShare(m), true
}

// KeptByInterval tells whether a Series of m may pool Intervals.
func KeptByInterval(of Subject, m Metric) bool {
	index := map[Subject]*[metrics]int8{OfTotal: totalIntervalIndexes, OfQueue: queueIntervalIndexes, OfGroup: groupIntervalIndexes}[of]
	return index != nil && index[m] >= 0 && isRatio(m) && m != Backlogged
}

// problem says why the series cannot be kept for c, or nothing.
func (s *Series) problem(c *Centre) string {
	_, quantile := IsWaitQuantile(s.Metric)
	kept := map[Subject]*[metrics]int8{OfTotal: totalIndexes, OfQueue: queueIndexes, OfGroup: groupIndexes}[s.Of]
	switch {
	case s.Of == OfMeasure:
		if s.Measure == nil || s.Intervals != nil {
			return "a series of a measure has a measure and no intervals"
		}
	case s.Metric >= metrics || kept == nil || kept[s.Metric] < 0:
		return "there is no such metric"
	case s.Of == OfQueue && (s.Index < 0 || s.Index >= len(c.Queues)), s.Of == OfGroup && (s.Index < 0 || s.Index >= len(c.Groups)):
		return "there is no such queue or group"
	case s.Intervals != nil && !KeptByInterval(s.Of, s.Metric):
		return s.Metric.String() + " is not kept by interval"
	case quantile && s.Of != OfQueue:
		return s.Metric.String() + " is kept by queue"
	}
	for _, i := range s.Intervals {
		if i < 0 || i >= c.Horizon.Intervals() {
			return fmt.Sprintf("there is no interval %d", i)
		}
	}
	return ""
}

// waitCounts adds sign × the waits recorded so far to the samples of wait
// quantiles: what a replication adds is the difference of after and before.
func (w *worker) waitCounts(v int, list []Series, sign float64, out []Sample) {
	for i := range list {
		s := &list[i]
		if _, quantile := IsWaitQuantile(s.Metric); !quantile || s.Of != OfQueue {
			continue
		}
		h := &w.waits[v].sections[w.waits[v].section][w.collectors[v].p.queueIndex[s.Index]]
		out[i].Num += sign * float64(h.upTo(s.Within))
		out[i].Den += sign * float64(h.count())
	}
}

// upTo returns the number of durations in buckets up to that of t.
func (h *histogram) upTo(t Time) uint64 {
	n := h.zeros
	if t <= 0 {
		return n
	}
	last, place := bucketOf(t)
	for i, p := range h.pages[:last+1] {
		if p == nil {
			continue
		}
		for j, c := range p {
			if i < last || j <= place {
				n += uint64(c)
			}
		}
	}
	return n
}

// series fills out with the samples of one replication. It follows collect,
// whose sums it reads; wait quantiles are left to waitCounts.
func (c *collector) series(t *tally, list []Series, out []Sample) {
	for i := range list {
		s := &list[i]
		if _, quantile := IsWaitQuantile(s.Metric); quantile && s.Of == OfQueue {
			continue
		}
		r := c.sample(t, s)
		out[i] = Sample{r.x, r.y}
	}
}

func (c *collector) sample(t *tally, s *Series) ratio {
	switch {
	case s.Of == OfMeasure:
		return c.measure(t, s.Measure)
	case s.Intervals == nil:
		return c.whole(t, s)
	}
	switch s.Of {
	case OfQueue:
		q := int(c.p.queueIndex[s.Index])
		sum, open := c.queueOver(t, q, s.Intervals)
		return c.p.queues[q].ratio(s.Metric, &sum, open)
	case OfGroup:
		g := int(c.p.groupIndex[s.Index])
		var sum groupTally
		for _, i := range s.Intervals {
			sum.add(t.group(g, i+c.p.warm))
		}
		return c.p.groups[g].ratio(s.Metric, &sum, openOver(c.spans.groupBins[g], s.Intervals, c.p.warm), 0)
	}
	return c.pooled(s.Metric, func(q int) *queueTally {
		sum, _ := c.queueOver(t, q, s.Intervals)
		return &sum
	})
}

func (c *collector) queueOver(t *tally, q int, intervals []int) (sum queueTally, open int64) {
	for _, i := range intervals {
		sum.add(t.queue(q, i+c.p.warm))
	}
	return sum, openOver(c.spans.queueBins[q], intervals, c.p.warm)
}

// openOver returns the open microseconds of the intervals.
func openOver(bins []openBin, intervals []int, warm int) int64 {
	open := int64(0)
	for _, i := range intervals {
		for _, b := range bins {
			if b.bin == i+warm {
				open += b.open
			}
		}
	}
	return open
}

// whole reads the series from the numbers that collect has just computed.
func (c *collector) whole(t *tally, s *Series) ratio {
	p, at := c.p, 0
	ratios := func(list []Metric) (n int) {
		for _, m := range list {
			if isRatio(m) {
				n++
			}
		}
		return n
	}
	perQueue, perQueueBin := ratios(QueueMetrics()), ratios(QueueIntervalMetrics())
	queues := len(p.queues)
	if s.Of == OfQueue {
		queues = int(p.queueIndex[s.Index])
	}
	for q := range queues {
		at += perQueue + len(c.spans.queueBins[q])*perQueueBin
	}
	if s.Of == OfQueue {
		return c.out[at+ratiosBefore(QueueMetrics(), s.Metric)]
	}
	groups := len(p.groups)
	if s.Of == OfGroup {
		groups = int(p.groupIndex[s.Index])
	}
	for g := range groups {
		at += len(GroupMetrics()) + len(c.spans.groupBins[g])*len(GroupIntervalMetrics())
	}
	if s.Of == OfGroup {
		return c.out[at+ratiosBefore(GroupMetrics(), s.Metric)]
	}
	return c.out[at+ratiosBefore(TotalMetrics(), s.Metric)]
}

// ratiosBefore is the number of ratios before m in list.
func ratiosBefore(list []Metric, m Metric) (n int) {
	for _, other := range list {
		if other == m {
			return n
		}
		if isRatio(other) {
			n++
		}
	}
	panic("sim: " + m.String() + " is not in the list")
}
