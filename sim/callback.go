package sim

// Callbacks (virtual hold): who accepts keeps the place in the queue and is
// called when an agent comes to it.

// offerCallback offers a callback to a waiting contact if the expected wait is long.
func (e *engine) offerCallback() {
	h := e.dueContact()
	if h == None {
		return
	}
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	c.flags |= flagOffered
	if !e.waitsOver(h, q.Callback.IfWaitOver) || !e.chance(c, purposeAccept, q.Callback.Accept) {
		e.schedule(h)
		return
	}
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[qCallbacks]++
	t[tWaitOther] += int64(e.now - c.since)
	e.queues[c.queue].waiting--
	e.queues[c.queue].coming++
	e.spreadQueue(c.queue, tArea, c.began, e.now)
	e.freeLine(c)
	c.gen++
	c.deadline = Never
	c.flags |= flagCallback
	e.traceEnd(h, "callback", e.now)
	if q.Callback.Within < Never-e.now {
		e.timers.push(e.now+q.Callback.Within, eventExpire, h, c.gen)
	}
	e.schedule(h) // its place goes on through the routing steps
}

// waitsOver tells whether the wait that the offer goes by is longer than limit: (contacts ahead + 1) × mean handle
// time ÷ logged-in agents with the skill. It counts no further than it must, for a queue may be long.
func (e *engine) waitsOver(h int32, limit Time) bool {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	agents := 0
	for _, g := range q.serving {
		agents += int(e.groups[g].loggedIn)
	}
	if agents == 0 {
		return limit < Never
	}
	mean := q.occupies
	if q.handle.varies || q.wrap.varies {
		mean = q.occupiesAt(e.now - e.plan.origin)
	}
	over := func(ahead int) bool { return FromSeconds(float64(ahead+1)*mean/float64(agents)) > limit }
	ahead := 0
	for _, l := range q.lanes {
		for other := e.lanes[l].head; other != None && other != h && !over(ahead); other = e.pool[other].next {
			if e.pool[other].since > c.since || l != c.lane && e.pool[other].since == c.since {
				break
			}
			ahead++
		}
	}
	return over(ahead)
}

// occupiesAt returns the mean of the seconds for which a contact of time t occupies its agent.
func (q *queuePlan) occupiesAt(t Time) float64 {
	mean := q.handle.MeanAt(t)
	if q.hasWrap {
		mean += q.wrap.MeanAt(t)
	}
	return mean
}

// reachable tells whether h can be served now. A callback is called: the
// reached customer enters as a new contact with wait 0, the other is gone.
func (e *engine) reachable(h int32) bool {
	c := &e.pool[h]
	if c.flags&flagCallback == 0 {
		return true
	}
	q := &e.plan.queues[c.queue]
	e.leaveQueue(h, e.now)
	c.flags &^= flagCallback
	if !e.chance(c, purposeReach, q.Callback.Reach) {
		e.worsen(c, outcomeLost)
		e.release(h)
		return false
	}
	c.gen++
	c.leg++
	e.tally.contacts++
	e.countArrival(h)
	c.since, c.joined = e.now, e.now
	return true
}

// callbackExpires drops a callback that was not made in time.
func (e *engine) callbackExpires() {
	h := e.dueContact()
	if h == None {
		return
	}
	e.leaveQueue(h, e.now)
	e.worsen(&e.pool[h], outcomeLost)
	e.release(h)
}
