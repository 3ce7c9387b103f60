package sim

// The life of one contact, in the order in which it happens: arrive or enter,
// self-service, offer, wait, then service (service.go) or a loss, and perhaps a return.

// arrive brings the next fresh contact of a source.
func (e *engine) arrive() {
	s := &e.streams[e.nextStream]
	q := s.queue
	source := int32(e.nextStream)
	state := &e.queues[q]
	plan := state.plan
	base, work := e.take(s, plan)
	if len(e.streams) == 1 {
		e.nextArrival = s.next
	} else {
		e.findNextArrival()
	}
	e.tally.contacts++
	if plan.plain {
		// Nothing stands between the customer and the queue: who finds a free agent needs no contact.
		branch := e.branch(plan, base, 0)
		lane := plan.lanes[int(branch)*plan.stepCount]
		l := &e.plan.lanes[lane]
		agent := e.pick(l, base, 0)
		if agent == None && !e.plan.interruptible {
			if h := e.freshContact(q, base, source); h != None {
				c := &e.pool[h]
				c.branch, c.bin, c.since, c.joined, c.work = branch, e.bin, e.now, e.now, work
				state.row[qArrivals]++
				e.wait(h, lane)
			}
			return
		}
		if agent != None && (l.solo != None || !e.groups[e.agents[agent].group].plan.shared) {
			e.answerAtOnce(agent, plan, q, base, source, work)
			return
		}
	}
	if h := e.freshContact(q, base, source); h != None {
		e.pool[h].work = work
		e.start(h)
	}
}

// freshContact makes the contact of a new customer; None, and the arrival
// counted as blocked, when the overloaded centre has no room for it.
func (e *engine) freshContact(q int32, base uint64, source int32) int32 {
	h := e.newContact()
	if h == None {
		e.refuse(q)
		return None
	}
	c := &e.pool[h]
	c.base, c.queue, c.source = base, q, source
	return h
}

// refuse counts an arrival that finds no room.
func (e *engine) refuse(q int32) {
	t := e.tally.queue(int(q), int(e.bin))
	t[qArrivals]++
	t[qBlocked]++
	t[qIssues]++
	t[qIssueContacts]++
	t[qIssuesLost]++
	e.tally.overloaded = true
}

// enter takes a timer's contact into its queue, or out of self-service.
func (e *engine) enter() {
	h := e.dueContact()
	if h == None {
		return
	}
	switch c := &e.pool[h]; c.phase {
	case phaseReturning:
		e.tally.contacts++
		e.start(h)
	case phaseTransfer:
		e.tally.contacts++
		e.arriveByTransfer(h)
	default:
		e.leaveBot(h)
	}
}

// start counts the arrival, takes a line and begins self-service or the queue.
func (e *engine) start(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	t := e.countArrival(h)
	if q.trunk != None {
		if e.linesUsed[q.trunk] >= e.plan.trunks[q.trunk] {
			t[qBlocked]++
			e.lose(h)
			return
		}
		e.linesUsed[q.trunk]++
		c.line = int32(q.trunk)
	}
	if q.SelfService != nil && c.flags&flagSkipBot == 0 {
		e.enterBot(h)
		return
	}
	e.offer(h)
}

// countArrival counts contact h into its queue now, and opens its issue.
func (e *engine) countArrival(h int32) *queueTally {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	c.bin, c.joined = e.bin, e.now
	t := e.queues[c.queue].row
	t[qArrivals]++
	if c.flags&flagRetry != 0 {
		t[qRetries]++
	}
	if c.flags&flagRepeat != 0 {
		t[qRepeats]++
	}
	c.flags &^= flagRetry | flagRepeat
	if q.issues {
		if c.leg == 0 {
			c.firstQueue, c.firstBin = c.queue, c.bin
			t[qIssues]++
		}
		e.issue(c)[qIssueContacts]++
	}
	return t
}

// issue returns the counters on which c's issue is kept: those of its first contact.
func (e *engine) issue(c *contact) *queueTally {
	return e.tally.queue(int(c.firstQueue), int(c.firstBin))
}

// worsen raises the worst outcome of c's issue to at least o.
func (e *engine) worsen(c *contact, o outcome) {
	if o <= c.worst || !e.plan.queues[c.queue].issues {
		return
	}
	t := e.issue(c)
	counters := [...]int{outcomeLate: qIssuesLate, outcomeUnresolved: qIssuesUnresolved, outcomeLost: qIssuesLost}
	if c.worst != outcomeGood {
		t[counters[c.worst]]--
	}
	t[counters[o]]++
	c.worst = o
}

func (e *engine) keyed(c *contact, p purpose) draws { return keyed(c.base, p, int(c.leg)) }

// chance draws whether something of a probability happens, which is read at the
// contact's entry into its queue.
func (e *engine) chance(c *contact, p purpose, probability Steps) bool {
	w := e.keyed(c, p)
	return w.uniform() < probability.ValueAt(c.joined-e.plan.origin)
}

// enterBot begins self-service. The draw of containment is made now.
func (e *engine) enterBot(h int32) {
	c := &e.pool[h]
	bot := e.plan.queues[c.queue].SelfService
	c.phase = phaseBot
	if e.chance(c, purposeContain, bot.Containment) {
		c.phase = phaseContained
	}
	e.queues[c.queue].coming++
	length := bot.Time.sample(e.keyed(c, purposeBotTime), e.now-e.plan.origin)
	e.tally.queue(int(c.queue), int(c.bin))[tBot] += int64(length)
	e.timers.push(e.now+length, eventEntry, h, c.gen)
}

// leaveBot ends self-service: the contained leave (some come back for an
// agent), the others are offered to the queue.
func (e *engine) leaveBot(h int32) {
	c := &e.pool[h]
	e.queues[c.queue].coming--
	if c.phase == phaseBot {
		e.offer(h)
		return
	}
	bot := e.plan.queues[c.queue].SelfService
	e.tally.queue(int(c.queue), int(c.bin))[qSelfServed]++
	e.freeLine(c)
	if !e.chance(c, purposeFalseContain, bot.FalseContainment) {
		e.release(h)
		return
	}
	e.worsen(c, outcomeUnresolved)
	after := bot.ReturnsAfter.sample(e.keyed(c, purposeBotReturn), e.now-e.plan.origin)
	c.flags |= flagSkipBot | flagRepeat
	e.comeBack(h, c.queue, after)
}

func (e *engine) freeLine(c *contact) {
	if c.line != None {
		e.linesUsed[c.line]--
		c.line = None
	}
}

// offer brings the contact to its queue: an agent, or a wait.
func (e *engine) offer(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	c.since, c.joined = e.now, e.now
	if e.queues[c.queue].closed && e.plan.centre.Horizon.AtClose == Disconnect && !q.deferred {
		e.disconnect(h)
		return
	}
	e.join(h)
}

// join puts the contact into its queue's first lane, or into an agent's hands.
func (e *engine) join(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	if e.beyond(c.queue) {
		c.began = e.now
		e.traceWaiting(h)
		e.remain(h)
		return
	}
	if q.deferred {
		e.openWork(h)
	}
	c.step, c.flags = 0, c.flags&^flagOffered
	c.branch = e.branch(q, c.base, int(c.leg))
	lane := e.laneOf(q, c)
	if agent := e.agentFor(lane, c); agent != None {
		e.serve(agent, h)
		return
	}
	if q.Route != nil {
		e.drawPatience(c, q)
		if e.act(h, &q.Route.Steps[0]) {
			return
		}
	}
	e.wait(h, lane)
}

// branch draws the branch of a percentage split, 0 without one.
func (e *engine) branch(q *queuePlan, base uint64, leg int) int32 {
	if q.splitCum == nil {
		return 0
	}
	w := keyed(base, purposeSplit, leg)
	u := w.uniform()
	for i, cum := range q.splitCum {
		if u < cum {
			return int32(i)
		}
	}
	return int32(len(q.splitCum) - 1)
}

// firstLane is the lane that a contact of q joins on entry.
func (e *engine) firstLane(q *queuePlan, base uint64, leg int) *lanePlan {
	return &e.plan.lanes[q.lanes[int(e.branch(q, base, leg))*q.stepCount]]
}

func (e *engine) laneOf(q *queuePlan, c *contact) int32 {
	return q.lanes[int(c.branch)*q.stepCount+int(c.step)]
}

// wait makes the contact wait in lane, unless the queue is full or it balks.
func (e *engine) wait(h, lane int32) {
	c := &e.pool[h]
	state := &e.queues[c.queue]
	q := state.plan
	if q.limit != None && int(state.waiting) >= q.limit {
		t := e.tally.queue(int(c.queue), int(c.bin))
		t[qBlocked]++
		if c.flags&flagFlowed != 0 { // its wait is all that of the queue before
			t[tWaitBefore] -= int64(e.now - c.since)
		}
		e.dropWork(c)
		e.lose(h)
		return
	}
	state.waiting++
	e.push(lane, h)
	c.phase, c.began = phaseWaiting, e.now
	if q.hasBalk && c.flags&flagFlowed == 0 && e.chance(c, purposeBalk, q.Balk) {
		e.tally.queue(int(c.queue), int(c.bin))[qBalked]++
		e.abandon(h, e.now)
		return
	}
	e.drawPatience(c, q)
	if state.explicit || q.stepCount > 1 || q.Callback != nil {
		e.schedule(h)
	}
}

// drawPatience draws when the contact gives up, on the first queue it waits in:
// who flows on to another keeps that moment.
func (e *engine) drawPatience(c *contact, q *queuePlan) {
	if q.endless || c.flags&flagFlowed != 0 {
		return
	}
	if patience := q.patience.sample(e.keyed(c, purposePatience), c.joined-e.plan.origin); patience < Never-e.now {
		c.deadline = c.since + patience
	}
}

// schedule sets the next timer of a waiting contact: the end of its patience,
// a callback offer or a routing step, in this order on a tie.
func (e *engine) schedule(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	at, kind := Never, eventPatience
	if e.queues[c.queue].explicit {
		at = c.deadline
	}
	if q.Callback != nil && c.flags&(flagOffered|flagCallback) == 0 {
		if t := c.joined + q.Callback.OfferAfter; t < at {
			at, kind = t, eventOffer
		}
	}
	if int(c.step)+1 < q.stepCount && e.now < e.plan.end+Day { // later nobody is there for it
		if t := c.joined + q.Route.Steps[c.step+1].After; t < at {
			at, kind = t, eventStep
		}
	}
	if at != Never {
		e.timers.push(max(at, e.now), kind, h, c.gen)
	}
}

// leaveQueue takes a waiting contact out of its queue at moment at; its wait
// up to then counts to the queue's length. The timers of its wait are void.
func (e *engine) leaveQueue(h int32, at Time) {
	c := &e.pool[h]
	c.gen++
	if c.flags&flagCallback == 0 {
		e.queues[c.queue].waiting--
		e.spreadQueue(c.queue, tArea, c.began, at)
	} else {
		e.queues[c.queue].coming--
	}
	e.unlink(h)
	for _, g := range e.plan.queues[c.queue].wholeIn {
		e.planWake(g)
	}
}
