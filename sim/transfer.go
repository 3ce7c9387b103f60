package sim

// What follows a service: a transfer to another queue, a repeat contact, or nothing.

// customerLeaves decides what the customer does after talk and conference: go
// on to another queue, come back later, or be done.
func (e *engine) customerLeaves(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	first := c.flags&flagAnswered == 0
	c.flags |= flagAnswered
	if c.transfer != None {
		c.phase = phaseTransfer
		c.gen++
		// As an event of its own: whoever is freed at this instant is free for the transferred.
		e.timers.push(e.now, eventEntry, h, c.gen)
		return
	}
	e.freeLine(c)
	if r := q.repeat; r != nil && e.chance(c, purposeRepeat, r.Probability) {
		e.worsen(c, outcomeUnresolved)
		after := r.After.sample(e.keyed(c, purposeRepeatAfter), e.now-e.plan.origin)
		c.flags |= flagRepeat
		c.tries = 0
		e.comeBack(h, r.to, after)
		return
	}
	if q.issues {
		t := e.issue(c)
		t[qIssuesResolved]++
		if first {
			t[qIssuesFirst]++
		}
	}
	e.release(h)
}

// arriveByTransfer brings a customer from an agent of one queue to another queue.
func (e *engine) arriveByTransfer(h int32) {
	c := &e.pool[h]
	e.expect(c, -1)
	tr := &e.plan.queues[c.queue].transfers[c.transfer]
	c.queue, c.transfer, c.deadline, c.step, c.tries = tr.to, None, Never, 0, 0
	c.flags &^= flagFlowed
	c.leg++
	t := e.countArrival(h)
	t[qTransfers]++
	if !e.swapLine(c) {
		t[qBlocked]++
		e.lose(h)
		return
	}
	if tr.Queue {
		e.offer(h)
		return
	}
	c.since, c.joined, c.phase = e.now, e.now, phaseTransfer
	q := &e.plan.queues[c.queue]
	if q.deferred {
		e.openWork(h)
	}
	c.branch = e.branch(q, c.base, int(c.leg))
	if agent := e.agentFor(e.laneOf(q, c), c); agent != None {
		e.serve(agent, h)
		return
	}
	e.disconnect(h)
}

// expect adds n to the contacts that are on their way to where c goes after its
// service: the group there must not leave before.
func (e *engine) expect(c *contact, n int32) {
	if c.transfer != None {
		e.queues[e.plan.queues[c.queue].transfers[c.transfer].to].coming += n
	}
}

// drawTransfer draws what follows the service; None when the contact is done.
func (e *engine) drawTransfer(c *contact, q *queuePlan) int32 {
	if len(q.transfers) == 0 {
		return None
	}
	w := e.keyed(c, purposeTransfer)
	u := w.uniform()
	for i := range q.transfers {
		u -= q.transfers[i].Probability.ValueAt(c.joined - e.plan.origin)
		if u < 0 {
			return int32(i)
		}
	}
	return None
}
