package sim

// collector turns the tally of one replication into ratios, one per number of
// the result, in a fixed order that the report of results follows (reduce.go).
type collector struct {
	p     *plan
	out   []ratio
	spans layout
	// sums of the replication in hand
	queues []queueTally
	groups []groupTally
}

// layout is what of the horizon is open, in plan order.
type layout struct {
	queueBins [][]openBin
	groupBins [][]openBin
	totalBins []openBin
	queueOpen []int64 // microseconds
	groupOpen []int64
	paidHours []float64 // planned, by group
}

// openBin is a bin of the horizon and the microseconds of it that are open.
type openBin struct {
	bin  int
	open int64
}

func newCollector(p *plan) *collector {
	c := &collector{p: p, queues: make([]queueTally, len(p.queues)), groups: make([]groupTally, len(p.groups))}
	c.spans = p.layout()
	return c
}

func (p *plan) layout() layout {
	l := layout{}
	all := make([]int64, p.bins)
	seatHours := p.seatHours()
	for q := range p.queues {
		open := p.openByBin(p.queues[q].open)
		for bin, n := range open {
			all[bin] = max(all[bin], n)
		}
		bins, total := p.openBins(open)
		l.queueBins, l.queueOpen = append(l.queueBins, bins), append(l.queueOpen, total)
	}
	for g := range p.groups {
		group := &p.groups[g]
		open := make([]int64, p.bins)
		for _, q := range group.queues {
			for bin, n := range p.openByBin(p.queues[q].open) {
				open[bin] = max(open[bin], n)
			}
		}
		if len(group.queues) == 0 {
			open = p.openByBin(p.shift(p.centre.Horizon.Open))
		}
		bins, total := p.openBins(open)
		l.groupBins, l.groupOpen = append(l.groupBins, bins), append(l.groupOpen, total)
		own := p.groupOrder[g]
		l.paidHours = append(l.paidHours, p.centre.PaidHours(own, seatHours[own]))
	}
	l.totalBins, _ = p.openBins(all)
	return l
}

func (p *plan) openByBin(spans []Span) []int64 {
	out := make([]int64, p.bins)
	for _, s := range spans {
		for at, to := max(s.From, 0), min(s.To, p.end); at < to; {
			next := min(to, (at/p.interval+1)*p.interval)
			out[p.bin(at)] += int64(next - at)
			at = next
		}
	}
	return out
}

// openBins lists the counted bins that are open at some time.
func (p *plan) openBins(open []int64) (bins []openBin, total int64) {
	for bin := p.warm; bin < p.bins-1; bin++ {
		if open[bin] > 0 {
			bins = append(bins, openBin{bin, open[bin]})
			total += open[bin]
		}
	}
	return bins, total
}

// collect returns the ratios of t. The slice is valid until the next call.
func (c *collector) collect(t *tally, measures []Measure) []ratio {
	c.out = c.out[:0]
	c.sum(t)
	for q := range c.p.queues {
		c.queue(q, t)
	}
	for g := range c.p.groups {
		c.group(g, t)
	}
	c.total(t)
	for i := range measures {
		c.out = append(c.out, c.measure(t, &measures[i]))
	}
	return c.out
}

// sum adds up the counted bins.
func (c *collector) sum(t *tally) {
	clear(c.queues)
	clear(c.groups)
	for q := range c.queues {
		for bin := c.p.warm; bin < t.bins; bin++ {
			c.queues[q].add(t.queue(q, bin))
		}
		c.queues[q][qOpen] = t.queue(q, t.bins-2)[qOpen]
	}
	for g := range c.groups {
		for bin := c.p.warm; bin < t.bins; bin++ {
			c.groups[g].add(t.group(g, bin))
		}
	}
}

func (c *collector) queue(q int, t *tally) {
	plan := &c.p.queues[q]
	for _, m := range QueueMetrics() {
		switch m {
		case WaitP50, WaitP90, WaitP95, WaitP99:
		case WaitMax:
			r := ratio{t.waitMax[q].Seconds(), 1}
			if c.queues[q][qAnswered] == 0 {
				r = ratio{}
			}
			c.out = append(c.out, r)
		case IntervalsOnTarget:
			c.out = append(c.out, c.onTarget(q, t))
		case ProbabilityOfTarget:
			c.out = append(c.out, c.targetMet(q, t))
		case QueueLength:
			area := int64(0)
			for _, b := range c.spans.queueBins[q] {
				area += t.queue(q, b.bin)[tArea]
			}
			c.out = append(c.out, share(area, c.spans.queueOpen[q]))
		default:
			c.out = append(c.out, plan.ratio(m, &c.queues[q], c.spans.queueOpen[q]))
		}
	}
	for _, b := range c.spans.queueBins[q] {
		for _, m := range QueueIntervalMetrics() {
			if isRatio(m) {
				c.out = append(c.out, plan.ratio(m, t.queue(q, b.bin), b.open))
			}
		}
	}
}

// isRatio tells whether an interval metric is a ratio of counters rather than
// a quantile over contacts or replications.
func isRatio(m Metric) bool {
	return !(m >= WaitP50 && m <= WaitP99) && m < ServiceLevelP05
}

func (c *collector) group(g int, t *tally) {
	plan := &c.p.groups[g]
	for _, m := range GroupMetrics() {
		c.out = append(c.out, plan.ratio(m, &c.groups[g], c.spans.groupOpen[g], c.spans.paidHours[g]))
	}
	for _, b := range c.spans.groupBins[g] {
		for _, m := range GroupIntervalMetrics() {
			c.out = append(c.out, plan.ratio(m, t.group(g, b.bin), b.open, 0))
		}
	}
}

// onTarget is the share of open intervals in which the queue's level was met.
func (c *collector) onTarget(q int, t *tally) ratio {
	var r ratio
	for _, b := range c.spans.queueBins[q] {
		met := c.p.queues[q].probability(t.queue(q, b.bin))
		r.x += met.x
		r.y += met.y
	}
	return r
}

// targetMet is the share of the target's spans in which every part is met.
func (c *collector) targetMet(q int, t *tally) ratio {
	plan := &c.p.queues[q]
	if plan.Target == nil {
		return ratio{}
	}
	var r ratio
	for from := c.p.warm; from < t.bins; {
		to := c.spanEnd(plan.Target.Per, from)
		var sum queueTally
		for bin := from; bin < to; bin++ {
			sum.add(t.queue(q, bin))
		}
		met := plan.probability(&sum)
		r.x += met.x
		r.y += met.y
		from = to
	}
	return r
}

// spanEnd returns the bin after the last one of the target span that begins
// with bin from; what happens after the horizon belongs to its last span.
func (c *collector) spanEnd(per Per, from int) int {
	p := c.p
	length := 1
	switch per {
	case PerDay:
		length = int(Day / p.interval)
	case PerWeek:
		length = int(Week / p.interval)
	case PerHorizon:
		length = p.bins
	}
	if to := from + length; to < p.bins-1 {
		return to
	}
	return p.bins
}

// total pools the centre: counts over all queues, waits and service over the live ones.
func (c *collector) total(t *tally) {
	for _, m := range TotalMetrics() {
		switch m {
		case ProbabilityOfTarget:
			c.out = append(c.out, c.allMet(t))
		case Occupancy, Shrinkage, LoggedInHours, HandlingHours, PaidHours, OverrunHours:
			var sum ratio
			for g := range c.p.groups {
				r := c.p.groups[g].ratio(m, &c.groups[g], c.spans.groupOpen[g], c.spans.paidHours[g])
				sum.x += r.x
				sum.y += r.y
			}
			if m != Occupancy && m != Shrinkage {
				sum.y = 1
			}
			c.out = append(c.out, sum)
		default:
			c.out = append(c.out, c.pooled(m, func(q int) *queueTally { return &c.queues[q] }))
		}
	}
	for _, b := range c.spans.totalBins {
		for _, m := range TotalIntervalMetrics() {
			if isRatio(m) {
				c.out = append(c.out, c.pooled(m, func(q int) *queueTally { return t.queue(q, b.bin) }))
			}
		}
	}
}

// pooled adds up numerators and denominators over the queues that m speaks of.
func (c *collector) pooled(m Metric, at func(q int) *queueTally) ratio {
	var sum ratio
	count := m.Unit() == UnitCount
	for q := range c.p.queues {
		if !count && c.p.queues[q].deferred && m != FirstContactResolution && m != CustomersServed && m != ContactsPerIssue {
			continue
		}
		r := c.p.queues[q].ratio(m, at(q), 0)
		sum.x += r.x
		sum.y += r.y
	}
	if count {
		sum.y = 1
	}
	return sum
}

// allMet is the share of days on which every queue met its target.
func (c *collector) allMet(t *tally) ratio {
	var r ratio
	for from := c.p.warm; from < t.bins; {
		to := c.spanEnd(PerDay, from)
		all, any := true, false
		for q := range c.p.queues {
			var sum queueTally
			for bin := from; bin < to; bin++ {
				sum.add(t.queue(q, bin))
			}
			met, defined := c.p.queues[q].met(&sum)
			any = any || defined
			all = all && (met || !defined)
		}
		if any {
			r.y++
			if all {
				r.x++
			}
		}
		from = to
	}
	return r
}
