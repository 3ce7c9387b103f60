package sim

// How contacts are lost, and how customers come back.

func (e *engine) patienceEnds() {
	if h := e.dueContact(); h != None {
		e.abandon(h, e.now)
	}
}

// abandon ends a wait by the customer's own patience at moment at.
func (e *engine) abandon(h int32, at Time) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	e.countAbandoned(q, e.tally.queue(int(c.queue), int(c.bin)), at-c.since)
	if c.flags&flagDialled != 0 && c.leg == 0 {
		e.queues[c.queue].dial.lost++
	}
	e.leaveQueue(h, at)
	e.dropWork(c)
	e.traceEnd(h, "abandoned", at)
	e.lose(h)
}

func (e *engine) countAbandoned(q *queuePlan, t *queueTally, wait Time) {
	t[qAbandoned]++
	t[tWaitAbandoned] += int64(wait)
	if wait <= q.awt {
		t[qAbandonedInAwt]++
	}
	if wait <= q.short {
		t[qShort]++
	}
}

// disconnect cuts the contact off.
func (e *engine) disconnect(h int32) {
	e.stopWaiting(h, qDisconnected, "disconnected")
	e.lose(h)
}

// stopWaiting ends the time on its queue of a contact that was offered and not
// answered. It may wait or be about to.
func (e *engine) stopWaiting(h int32, counter int, outcome string) {
	c := &e.pool[h]
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[counter]++
	t[tWaitOther] += int64(e.now - c.since)
	if c.phase == phaseWaiting {
		e.leaveQueue(h, e.now)
	}
	e.dropWork(c)
	e.traceEnd(h, outcome, e.now)
	c.phase = phaseReturning
}

// lose ends a contact that was not served; the customer may try again.
func (e *engine) lose(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	e.freeLine(c)
	e.worsen(c, outcomeLost)
	r := q.retry
	if r == nil || int(c.tries) >= r.Attempts || !e.chance(c, purposeRetry, r.Probability) {
		e.release(h)
		return
	}
	after := r.After.sample(e.keyed(c, purposeRetryAfter), e.now-e.plan.origin)
	c.tries++
	c.flags |= flagRetry
	e.comeBack(h, r.to, after)
}

// comeBack schedules the customer's next contact, on queue to, after some
// time. A return into closed time enters somewhere in the first interval of
// the next opening; beyond the horizon it is lost.
func (e *engine) comeBack(h, to int32, after Time) {
	c := &e.pool[h]
	at := Never
	if after < e.plan.end-e.now {
		at = e.openTime(c, to, e.now+after)
	}
	if at >= e.plan.end {
		e.release(h)
		return
	}
	c.gen++ // timers of the earlier contact are void
	c.queue, c.phase, c.transfer = to, phaseReturning, None
	c.deadline, c.step = Never, 0
	c.flags &^= flagFlowed
	c.leg++
	e.timers.push(at, eventEntry, h, c.gen)
}

// openTime returns at when queue to is open then, or a place in the first
// interval of its next opening, or Never.
func (e *engine) openTime(c *contact, to int32, at Time) Time {
	for _, s := range e.plan.queues[to].open {
		if at >= s.To {
			continue
		}
		if at >= s.From {
			return at
		}
		w := e.keyed(c, purposeReturnPlace)
		return s.From + Time(w.uniform()*float64(min(e.plan.interval, s.To-s.From)))
	}
	return Never
}
