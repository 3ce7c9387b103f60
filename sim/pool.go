package sim

import "slices"

// The fast path: one live queue served first come first served by one group of
// equal agents, where nothing looks at who is free or how many wait. Which of
// the agents serves is then of no account, and one pass over the contacts
// suffices: each starts at the earliest moment an agent is free (the recursion
// of Kiefer and Wolfowitz 1955), unless its patience ends before. Agents are
// leaves of the winner tree that hold the moment they become free.
//
// Staff changes at boundaries only, so what would start at or after the next
// boundary waits for it undecided. The tally gets the same integers as from the
// general engine; a test compares the bytes.

// poolState is what the fast path keeps between boundaries.
type poolState struct {
	waiting []pooled // in order of arrival; none can start before the next boundary
	next    Time     // the next boundary
	leaving []uint64 // tree keys of the agents who leave when free, ascending
	last    Time     // the latest moment at which a waiting contact left the queue
	clip    Time     // handling is counted up to here: the end, where that cuts the agents off
}

// pooled is a contact that waits.
type pooled struct {
	base     uint64
	since    Time
	deadline Time
	work     Time // handle time drawn at arrival, or 0
	source   int32
	bin      int32
}

// single tells whether the fast path applies.
func (p *plan) single() bool {
	if len(p.queues) != 1 || len(p.groups) != 1 || len(p.lanes) != 1 {
		return false
	}
	q := &p.queues[0]
	return q.plain && !q.explicit && p.lanes[0].solo == 0 && p.centre.Horizon.AtClose == ServeOut
}

// simulatePool is simulate on the fast path.
func (e *engine) simulatePool(r int, t *tally) {
	e.reset(r, t)
	s := &e.pooled
	s.waiting, s.leaving, s.last = s.waiting[:0], s.leaving[:0], 0
	s.clip = Never
	if e.plan.cutsSeats {
		s.clip = e.plan.end
	}
	for i := range e.plan.boundaries {
		b := &e.plan.boundaries[i]
		for e.nextArrival < b.at {
			e.now = e.nextArrival
			e.arrivePooled()
		}
		s.next = Never
		if i+1 < len(e.plan.boundaries) {
			s.next = e.plan.boundaries[i+1].at
		}
		e.passPooled(b)
		if e.stop != nil && e.stop.Load() {
			return
		}
	}
	for i := range s.waiting { // nobody ever came to serve them
		e.countPooledLeft(&s.waiting[i])
	}
	e.departures(Never)
	e.finish(r)
}

// arrivePooled decides the next fresh contact, or lets it wait for the next boundary.
func (e *engine) arrivePooled() {
	s := &e.pooled
	stream := &e.streams[e.nextStream]
	c := pooled{since: e.now, source: int32(e.nextStream), bin: e.bin}
	c.base, c.work = e.take(stream, &e.plan.queues[0])
	if len(e.streams) == 1 {
		e.nextArrival = stream.next
	} else {
		e.findNextArrival()
	}
	e.tally.contacts++
	e.tally.queues[e.bin][qArrivals]++
	key := e.tree.node[1]
	free := Time(key >> agentBits)
	if free <= e.now {
		e.servePooled(&c, e.now, key)
		return
	}
	if len(s.waiting) >= maxContacts {
		t := &e.tally.queues[e.bin]
		t[qBlocked]++
		e.tally.overloaded = true
		return
	}
	q := &e.plan.queues[0]
	c.deadline = Never
	if q.hasBalk {
		if w := keyed(c.base, purposeBalk, 0); w.uniform() < q.Balk.ValueAt(c.since-e.plan.origin) {
			e.tally.queues[c.bin][qBalked]++
			c.deadline = c.since
			e.abandonPooled(&c)
			return
		}
	}
	if !q.endless {
		if patience := q.patience.sample(keyed(c.base, purposePatience, 0), c.since-e.plan.origin); patience < Never-e.now {
			c.deadline = c.since + patience
		}
	}
	if e.decide(&c, len(s.waiting) > 0) {
		return
	}
	s.waiting = append(s.waiting, c)
}

// decide starts the service of waiting contact c, or ends its patience, when
// that is certain before the next boundary. behind tells that somebody stays
// ahead of it until then.
func (e *engine) decide(c *pooled, behind bool) bool {
	s := &e.pooled
	key := e.tree.node[1]
	start := max(Time(key>>agentBits), e.now)
	if behind || key == idleKey || start >= s.next {
		if c.deadline >= s.next {
			return false
		}
		e.abandonPooled(c)
		return true
	}
	if c.deadline < start {
		e.abandonPooled(c)
		return true
	}
	e.servePooled(c, start, key)
	return true
}

func (e *engine) abandonPooled(c *pooled) {
	e.countAbandoned(&e.plan.queues[0], &e.tally.queues[c.bin], c.deadline-c.since)
	e.spreadTo(e.tally.queues, int(c.bin), tArea, c.since, c.deadline)
	e.pooled.last = max(e.pooled.last, c.deadline)
}

// servePooled starts the service of c at start by the agent of key.
func (e *engine) servePooled(c *pooled, start Time, key uint64) {
	q := &e.plan.queues[0]
	t := &e.tally.queues[c.bin]
	wait := start - c.since
	t[qAnswered]++
	if wait == 0 {
		t[qImmediate]++
		t[qInAwt]++
	} else {
		e.countWaited(q, 0, int(c.bin), wait)
		e.spreadTo(e.tally.queues, int(c.bin), tArea, c.since, start)
		e.pooled.last = max(e.pooled.last, start)
	}
	talk := e.talkTime(q, c.base, 0, c.since, c.work, e.plan.sources[c.source].scale, e.plan.groups[0].speeds[0])
	wrap := e.wrapTime(q, c.base, 0, c.since)
	t[tTalk] += int64(talk)
	t[tWrap] += int64(wrap)
	g := &e.tally.groups[e.bin]
	g[gContacts]++
	g[gTalk] += int64(talk)
	e.groups[0].taken++
	end := start + talk + wrap
	agent := int32(key & (1<<agentBits - 1))
	e.tree.set(agent, end)
	e.agents[agent].bin = c.bin
	from := e.from
	if end <= from+e.plan.interval && int(e.bin) < e.plan.bins-1 {
		g[gHandling] += int64(min(end, e.pooled.clip) - start)
		return
	}
	e.plan.eachBin(start, min(end, e.pooled.clip), func(bin int, d Time) { e.tally.groups[bin][gHandling] += int64(d) })
}

// spreadTo adds the time from from to to to a counter, bin by bin. bin is
// that of from.
func (e *engine) spreadTo(tallies []queueTally, bin, counter int, from, to Time) {
	interval := e.plan.interval
	for last := e.plan.bins - 1; from < to; bin++ {
		next := to
		if bin < last {
			next = min(to, Time(bin+1)*interval)
		}
		tallies[bin][counter] += int64(next - from)
		from = next
	}
}

// passPooled handles boundary b: departures before it, opening, seats, and
// then whatever of the waiting can be decided up to the next.
func (e *engine) passPooled(b *boundary) {
	e.departures(b.at)
	e.now = b.at
	if b.newBin {
		e.newBin(b)
	}
	state, g := &e.queues[0], &e.groups[0]
	for range b.opens {
		state.closed = false
	}
	for range b.closes {
		state.closed = len(b.opens) == 0
	}
	if b.newDay {
		e.drawAbsence(0)
	}
	for _, c := range b.seats {
		g.hold = c.closing && c.seats == 0 && len(e.pooled.waiting) > 0
		e.setSeatsPooled(c.seats)
	}
	if b.newDay && len(b.seats) == 0 {
		e.setSeatsPooled(g.planned)
	}
	if b.end {
		e.cutPooled()
	}
	e.resolve()
}

// resolve decides the waiting contacts up to the next boundary.
func (e *engine) resolve() {
	s := &e.pooled
	if len(s.waiting) > 0 {
		kept := 0
		for i := range s.waiting {
			if !e.decide(&s.waiting[i], kept > 0) {
				s.waiting[kept] = s.waiting[i]
				kept++
			}
		}
		s.waiting = s.waiting[:kept]
	}
	if g := &e.groups[0]; g.hold && len(s.waiting) == 0 {
		g.hold = false
		e.now = max(e.now, s.last)
		e.setSeatsPooled(g.planned)
	}
}

// departures lets those go who left on becoming free before moment before.
func (e *engine) departures(before Time) {
	s, g := &e.pooled, &e.groups[0]
	n := 0
	for ; n < len(s.leaving) && Time(s.leaving[n]>>agentBits) < before; n++ {
		e.now = Time(s.leaving[n] >> agentBits)
		e.countTime(0)
		g.loggedIn--
		g.slots = append(g.slots, int32(s.leaving[n]&(1<<agentBits-1)))
	}
	s.leaving = slices.Delete(s.leaving, 0, n)
	g.leaving = int32(len(s.leaving))
}

// setSeatsPooled is setSeats on the fast path.
func (e *engine) setSeatsPooled(seats int32) {
	s, g := &e.pooled, &e.groups[0]
	e.countTime(0)
	g.planned, g.present = seats, g.presentOf(seats)
	if g.hold {
		return
	}
	staying := g.loggedIn - int32(len(s.leaving))
	for ; staying > g.present; staying-- {
		key := e.tree.node[1]
		agent := int32(key & (1<<agentBits - 1))
		e.tree.clear(agent)
		if Time(key>>agentBits) < e.now { // idle
			g.loggedIn--
			g.slots = append(g.slots, agent)
			continue
		}
		s.leaving = append(s.leaving, key)
	}
	for ; staying < g.present; staying++ {
		if n := len(s.leaving); n > 0 {
			key := s.leaving[n-1]
			s.leaving = s.leaving[:n-1]
			e.tree.replay(int32(key&(1<<agentBits-1)), key)
			continue
		}
		agent := g.slots[len(g.slots)-1]
		g.slots = g.slots[:len(g.slots)-1]
		g.loggedIn++
		e.tree.set(agent, e.now)
	}
	g.leaving = int32(len(s.leaving))
}

// cutPooled is cut on the fast path.
func (e *engine) cutPooled() {
	s, g := &e.pooled, &e.groups[0]
	if g.planned > 0 {
		e.countTime(0)
		for _, key := range e.tree.node[e.tree.size:] {
			if key != idleKey && Time(key>>agentBits) >= e.now {
				s.leaving = append(s.leaving, key)
			}
		}
		for _, key := range s.leaving {
			e.tally.queues[e.agents[key&(1<<agentBits-1)].bin][qServiceAtEnd]++
		}
		s.leaving = s.leaving[:0]
		e.tree.reset()
		g.loggedIn, g.leaving, g.planned, g.present = 0, 0, 0, 0
	}
	if e.queues[0].closed {
		return
	}
	for i := range s.waiting {
		e.countPooledLeft(&s.waiting[i])
	}
	s.waiting = s.waiting[:0]
}

// countPooledLeft counts c as waiting at the end of the horizon.
func (e *engine) countPooledLeft(c *pooled) {
	t := &e.tally.queues[c.bin]
	t[qWaitingAtEnd]++
	t[tWaitOther] += int64(e.plan.end - c.since)
	e.spreadTo(e.tally.queues, int(c.bin), tArea, c.since, e.plan.end)
}
