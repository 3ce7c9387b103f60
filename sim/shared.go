package sim

import "math"

// Agents who hold several contacts at once. With k in hand each contact runs at
// 1 ÷ (1 + slowdown·(k − 1)) of its pace alone; whenever one joins or leaves,
// the work done so far is kept and the pace of the others changes. remaining is
// the work left of a contact in microseconds at its pace alone.

// beginShared adds h to the contacts that agent has in hand, and as many more
// waiting ones as the agent may take beside it.
func (e *engine) beginShared(agent, h int32) {
	a, c := &e.agents[agent], &e.pool[h]
	plan := &e.plan.groups[a.group]
	if a.hand == 0 {
		a.busySince, a.touched, a.first, a.limit, a.stage = e.now, e.now, None, plan.maxHand, stageShared
	}
	e.progress(agent)
	c.phase, c.began = phaseService, e.now
	if c.flags&flagStarted != 0 { // put aside by an agent of another group: the work left stays
		c.flags &^= flagStarted
		e.expect(c, 1)
	} else {
		e.answer(c, a)
		talk := e.talkTime(&e.plan.queues[c.queue], c.base, int(c.leg), c.joined, c.drawn(), e.scaleOf(c), plan.speeds[c.queue])
		c.remaining = float64(talk)
	}
	e.hold(a, h)
	e.takeMore(agent)
}

// hold links h into the agent's hands.
func (e *engine) hold(a *agentState, h int32) {
	c := &e.pool[h]
	c.next = a.first
	a.first = h
	a.hand++
	a.limit = min(a.limit, e.plan.groups[a.group].limits[c.queue])
}

// takeMore lets the agent take the waiting contact that fits beside those in
// hand, if any, and plans the next end of one of them.
func (e *engine) takeMore(agent int32) {
	a := &e.agents[agent]
	for a.hand < a.limit && !a.draining && !e.groups[a.group].spreading {
		h := e.nextContact(a.group, a.hand, a.limit)
		if h == None {
			break
		}
		if e.reachable(h) {
			e.begin(agent, h) // comes back here with one more in hand
			return
		}
	}
	if a.hand < a.limit && !a.draining {
		e.setIdle(agent, a.hand)
	}
	first := math.Inf(1)
	for h := a.first; h != None; h = e.pool[h].next {
		first = min(first, e.pool[h].remaining)
	}
	e.tree.set(agent, e.now+Time(math.Ceil(max(first, 0)*e.pace(a))))
}

// planWake lets the agents of shared group g who have contacts in hand look for
// more, once the present event is over: a contact that needed a whole agent,
// and kept them from taking others, waits no longer.
func (e *engine) planWake(g int32) {
	s := &e.groups[g]
	if s.waking {
		return
	}
	for k := 1; k < len(s.idle); k++ {
		if s.idle[k].count > 0 {
			s.waking = true
			e.timers.push(e.now, eventWake, g, 0)
			return
		}
	}
}

func (e *engine) wakeShared() {
	g := e.timers.pop().what
	e.groups[g].waking = false
	e.wake(g)
}

// pace is how many times longer a contact takes than alone.
func (e *engine) pace(a *agentState) float64 {
	return 1 + e.plan.groups[a.group].Slowdown*float64(a.hand-1)
}

// progress brings the work left of all contacts in hand up to now.
func (e *engine) progress(agent int32) {
	a := &e.agents[agent]
	if a.hand > 0 && e.now > a.touched {
		done := float64(e.now-a.touched) / e.pace(a)
		for h := a.first; h != None; h = e.pool[h].next {
			e.pool[h].remaining -= done
		}
	}
	a.touched = e.now
}

// sharedEnds ends the talk, conference or wrap-up of the contact in hand with
// the least work left.
func (e *engine) sharedEnds(agent int32) {
	a := &e.agents[agent]
	e.progress(agent)
	h := a.first
	for other := e.pool[h].next; other != None; other = e.pool[other].next {
		if e.pool[other].remaining <= e.pool[h].remaining { // the earlier taken on a tie
			h = other
		}
	}
	if a.listed != None {
		e.unsetIdle(agent)
	}
	c := &e.pool[h]
	if c.phase == phaseWrap {
		e.tally.queue(int(c.queue), int(c.bin))[tWrap] += int64(e.now - c.began)
		e.traceAnswered(h, a.group, c.talk, e.now-c.began)
		e.letGo(agent, h)
		e.release(h)
	} else {
		e.sharedTalkEnds(agent, h)
		if a.listed != None { // a partner who left at this moment let this agent stay and take more
			e.unsetIdle(agent)
		}
	}
	if a.hand > 0 {
		e.takeMore(agent)
		return
	}
	e.free(agent)
}

// sharedTalkEnds ends a talk or a conference.
func (e *engine) sharedTalkEnds(agent, h int32) {
	a, c := &e.agents[agent], &e.pool[h]
	q := &e.plan.queues[c.queue]
	if c.partner != None {
		partner := c.partner
		c.partner = None
		e.partnerLeaves(partner)
	} else {
		if q.deferred {
			e.workDone(agent, h)
		}
		if q.conf != None {
			if partner, length := e.conference(agent, c, q); partner != None {
				c.partner, c.remaining = partner, float64(length)
				return
			}
		}
	}
	talk := e.now - c.began
	e.countTalk(c, a.group, talk)
	e.letGo(agent, h)
	wrap := e.wrapTime(q, c.base, int(c.leg), c.joined)
	if rest := e.newContact(); wrap > 0 && rest != None {
		w, c := &e.pool[rest], &e.pool[h] // newContact may have moved the pool
		w.queue, w.bin, w.phase, w.began, w.remaining = c.queue, c.bin, phaseWrap, e.now, float64(wrap)
		w.base, w.leg, w.since, w.answered, w.talk = c.base, c.leg, c.since, c.answered, talk // its row is written when this ends
		e.hold(a, rest)
	} else {
		e.traceAnswered(h, a.group, talk, 0)
		if rest != None {
			e.release(rest)
		}
	}
	e.customerLeaves(h)
}

// letGo takes h out of the agent's hands and counts the time it was there.
func (e *engine) letGo(agent, h int32) {
	a := &e.agents[agent]
	e.tally.group(int(a.group), int(e.bin))[gHandled] += int64(e.now - e.pool[h].began)
	at := &a.first
	for *at != h {
		at = &e.pool[*at].next
	}
	*at = e.pool[h].next
	e.pool[h].next = None
	a.hand--
	a.limit = e.plan.groups[a.group].maxHand
	for other := a.first; other != None; other = e.pool[other].next {
		a.limit = min(a.limit, e.plan.groups[a.group].limits[e.pool[other].queue])
	}
}

// bestIdle returns the agent of list that PickAgent prefers, the longest idle on a tie.
func (e *engine) bestIdle(list *idleList) (int32, float64) {
	best, bestKey := list.head, e.pickKey(list.head)
	for a := e.agents[best].next; a != None; a = e.agents[a].next {
		if key := e.pickKey(a); key < bestKey {
			best, bestKey = a, key
		}
	}
	return best, bestKey
}

func (e *engine) nthIdle(list *idleList, n int) int32 {
	a := list.head
	for range n {
		a = e.agents[a].next
	}
	return a
}
