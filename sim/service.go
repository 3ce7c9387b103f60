package sim

// stage is what an agent who is not free is doing.
type stage uint8

const (
	stageFree       stage = iota
	stagePlain            // a service whose end nobody looks at
	stageTalk             // with a contact
	stageConference       // with a contact and a partner
	stagePartner          // joined in somebody's conference
	stageWrap             // after-contact work
	stageReserved         // kept free for a dialled number
	stagePreview          // looks at the record before the dialer dials
	stageShared           // several contacts in hand (shared.go)
)

// agentState is one agent (one seat) of a group.
type agentState struct {
	// What a plain service looks at comes first.
	busySince  Time
	idleSince  Time
	handling   Time  // handled since login
	next, prev int32 // idle list
	listed     int32 // contacts in hand of the idle list it stands in, or None
	group      int32
	lane       int32 // the one lane that its group looks at (groupPlan.only), or None
	queue, bin int32 // of the contact in a plain service; bin of its entry
	contacts   int32
	stage      stage
	draining   bool  // leaves when empty; shared groups only
	contact    int32 // in hand; of a partner in conference: the agent who called
	hand       int32 // contacts in hand; shared groups only
	limit      int32 // most contacts that those in hand allow
	first      int32 // contacts in hand, linked by next
	login      Time
	touched    Time // progress of contacts in hand is up to date at this moment
}

// answerAtOnce serves a fresh contact of a plain queue that finds agent free.
func (e *engine) answerAtOnce(agent int32, q *queuePlan, queue int32, base uint64, source int32, work Time) {
	t := e.queues[queue].row
	talk, wrap := e.startPlain(agent, queue, t, q, base, e.now, work, e.plan.sources[source].scale)
	e.agents[agent].bin = e.bin
	e.unsetIdle(agent)
	t[qArrivals]++
	t[qAnswered]++
	t[qInAwt]++
	t[qImmediate]++
	if e.trace != nil {
		e.traceDirect(base, queue, e.agents[agent].group, talk, wrap)
	}
}

// startPlain begins a service of a plain queue, with nothing to come but its end,
// and counts it: into t, the counters of the contact, and for the agent.
func (e *engine) startPlain(agent, queue int32, t *queueTally, q *queuePlan, base uint64, joined, work Time, scale float64) (talk, wrap Time) {
	a := &e.agents[agent]
	g := &e.groups[a.group]
	talk, wrap = e.talkTime(q, base, 0, joined, work, scale, g.plan.speeds[queue]), e.wrapTime(q, base, 0, joined)
	e.tree.set(agent, e.now+talk+wrap)
	t[tTalk] += int64(talk)
	t[tWrap] += int64(wrap)
	g.row[gContacts]++
	g.row[gTalk] += int64(talk)
	g.taken++
	a.contacts++
	a.busySince, a.stage, a.queue = e.now, stagePlain, queue
	return talk, wrap
}

// serve gives contact h to a free agent.
func (e *engine) serve(agent, h int32) {
	e.unsetIdle(agent)
	e.begin(agent, h)
}

// begin starts the service of h by agent, who stands in no idle list.
func (e *engine) begin(agent, h int32) {
	c, a := &e.pool[h], &e.agents[agent]
	if c.lane != None {
		e.leaveQueue(h, e.now)
	}
	if e.plan.groups[a.group].shared {
		e.beginShared(agent, h)
		return
	}
	a.busySince = e.now
	q := &e.plan.queues[c.queue]
	if c.flags&flagStarted != 0 {
		e.resume(agent, h)
		return
	}
	if q.plain {
		e.servePlain(agent, h, false)
		return
	}
	e.answer(c, a)
	talk := e.talkTime(q, c.base, int(c.leg), c.joined, c.drawn(), e.scaleOf(c), e.plan.groups[a.group].speeds[c.queue])
	e.countTalk(c, a.group, talk)
	c.talk = talk
	a.stage, a.contact, a.queue = stageTalk, h, c.queue
	c.phase = phaseService
	if q.deferred && q.Interruptible {
		g := &e.groups[a.group]
		g.interruptible = append(g.interruptible, agent)
	}
	e.tree.set(agent, e.now+talk)
}

// servePlain serves a contact of a plain queue: one that waits in it leaves it, or it has left before. The
// service begins first and the books are kept then, since the choice of the next event
// waits for the tree.
func (e *engine) servePlain(agent, h int32, waiting bool) {
	c := &e.pool[h]
	queue, bin := c.queue, int(c.bin)
	state := &e.queues[queue]
	t := e.tally.queue(int(queue), bin)
	talk, wrap := e.startPlain(agent, queue, t, state.plan, c.base, c.joined, c.work, e.scaleOf(c))
	e.agents[agent].bin = c.bin
	if waiting {
		state.waiting--
		e.spreadQueue(queue, tArea, c.began, e.now)
		e.unlink(h)
	}
	t[qAnswered]++
	if wait := e.now - c.since; wait > 0 {
		e.countWaited(state.plan, queue, bin, wait)
	} else {
		t[qImmediate]++
		t[qInAwt]++
	}
	if e.trace != nil {
		c.answered = e.now
		e.traceAnswered(h, e.agents[agent].group, talk, wrap)
	}
	e.release(h)
}

// scaleOf is the factor of c's source on its handle time, until it is first answered.
func (e *engine) scaleOf(c *contact) float64 {
	if c.source == None || c.flags&flagAnswered != 0 {
		return 1
	}
	return e.plan.sources[c.source].scale
}

// drawn is the handle time drawn at arrival, 0 when there is none for this contact of the customer.
func (c *contact) drawn() Time {
	if c.leg > 0 {
		return 0
	}
	return c.work
}

// answer counts that c reached agent a after its wait.
func (e *engine) answer(c *contact, a *agentState) {
	q := &e.plan.queues[c.queue]
	wait := e.now - c.since
	c.answered = e.now
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[qAnswered]++
	if wait == 0 {
		t[qImmediate]++
		t[qInAwt]++
	} else {
		e.countWaited(q, c.queue, int(c.bin), wait)
		if wait > q.awt && q.issues {
			e.worsen(c, outcomeLate)
		}
	}
	g := &e.groups[a.group]
	g.row[gContacts]++
	g.taken++
	a.contacts++
	if !q.issues {
		return
	}
	c.transfer = e.drawTransfer(c, q)
	e.expect(c, 1)
	if c.flags&flagAnswered == 0 {
		e.issue(c)[qIssuesAnswered]++
	}
}

// countWaited counts the positive wait of an answered contact.
func (e *engine) countWaited(q *queuePlan, queue int32, bin int, wait Time) {
	t := e.tally.queue(int(queue), bin)
	t[tWaitAnswered] += int64(wait)
	e.waits.add(int(queue), bin, wait)
	if bin >= e.plan.warm {
		e.tally.waitMax[queue] = max(e.tally.waitMax[queue], wait)
	}
	inAwt := int64(0) // not a branch: nobody foresees it
	if wait <= q.awt {
		inAwt = 1
	}
	t[qInAwt] += inAwt
}

// talkTime draws the talk of a contact that entered its queue at joined, scaled
// by its source and by the group's speed; work is the talk if it was drawn before.
func (e *engine) talkTime(q *queuePlan, base uint64, leg int, joined, work Time, scale, speed float64) Time {
	talk := work
	if talk == 0 {
		talk = q.handle.sample(keyed(base, purposeHandle, leg), joined-e.plan.origin)
	}
	if scale != 1 || speed != 1 {
		talk = Time(float64(talk)*(scale/speed) + 0.5)
	}
	return talk
}

// wrapTime draws the wrap-up of a contact that entered its queue at joined.
func (e *engine) wrapTime(q *queuePlan, base uint64, leg int, joined Time) Time {
	if !q.hasWrap {
		return 0
	}
	return q.wrap.sample(keyed(base, purposeWrap, leg), joined-e.plan.origin)
}

// serviceEnds handles the end of what agent is doing.
func (e *engine) serviceEnds(agent int32) {
	a := &e.agents[agent]
	if a.stage == stagePlain {
		g := &e.groups[a.group]
		if g.plan.simple && g.leaving == 0 {
			e.nextPlain(agent, a, g)
			return
		}
		e.free(agent)
		return
	}
	switch a.stage {
	case stageWrap:
		e.free(agent)
	case stageTalk:
		e.talkEnds(agent)
	case stageConference:
		e.conferenceEnds(agent)
	case stagePreview:
		e.previewEnds(agent)
	case stageShared:
		e.sharedEnds(agent)
	default:
		panic("sim: an agent without work ended it")
	}
}

// talkEnds ends the talk with a contact; a conference may follow.
func (e *engine) talkEnds(agent int32) {
	a := &e.agents[agent]
	h := a.contact
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	if q.deferred {
		e.workDone(agent, h)
	}
	if q.conf != None {
		if partner, length := e.conference(agent, c, q); partner != None {
			c.partner = partner
			a.stage = stageConference
			t := e.tally.queue(int(c.queue), int(c.bin))
			t[tTalk] += int64(length)
			e.tally.group(int(a.group), int(e.bin))[gTalk] += int64(length)
			c.talk += length
			e.tree.set(agent, e.now+length)
			return
		}
	}
	e.talkOver(agent)
}

// talkOver lets the customer go and leaves the agent with the wrap-up.
func (e *engine) talkOver(agent int32) {
	a := &e.agents[agent]
	h := a.contact
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	wrap := e.wrapTime(q, c.base, int(c.leg), c.joined)
	e.tally.queue(int(c.queue), int(c.bin))[tWrap] += int64(wrap)
	e.traceAnswered(h, a.group, c.talk, wrap)
	a.contact = None
	e.customerLeaves(h)
	if wrap > 0 {
		a.stage = stageWrap
		e.tree.set(agent, e.now+wrap)
		return
	}
	e.free(agent)
}

// free ends the agent's busy spell; the agent leaves, takes the next contact or becomes idle.
func (e *engine) free(agent int32) {
	a := &e.agents[agent]
	a.handling += e.now - a.busySince
	e.spreadGroup(a.group, gHandling, a.busySince)
	e.next(agent)
}

// nextPlain is free for an agent of a simple group who stays; the books of the spell that ends are kept last (servePlain).
func (e *engine) nextPlain(agent int32, a *agentState, g *groupState) {
	since := a.busySince
	h := int32(None)
	if a.lane != None {
		h = e.front(a.lane)
	} else {
		h = e.longestWaiting(g.plan)
	}
	if h != None {
		e.servePlain(agent, h, true)
	} else {
		e.tree.clear(agent)
		a.stage = stageFree
		e.setIdle(agent, 0)
	}
	a.handling += e.now - since
	e.spreadGroup(a.group, gHandling, since)
}

// next gives the agent, who stands in no list, the next thing to do.
func (e *engine) next(agent int32) {
	a := &e.agents[agent]
	a.stage, a.contact = stageFree, None
	g := &e.groups[a.group]
	if g.leaving > 0 {
		g.leaving--
		if e.plan.groups[a.group].shared && !a.draining {
			e.markDraining(a.group, false) // who was to leave may stay
		}
		e.tree.clear(agent)
		e.logout(agent)
		return
	}
	for {
		h := e.nextContact(a.group, 0, 1)
		if h == None {
			break
		}
		if e.reachable(h) {
			e.begin(agent, h)
			return
		}
	}
	e.tree.clear(agent)
	e.setIdle(agent, 0)
	if e.plan.groups[a.group].watched != nil {
		e.dialAfterFree(agent)
	}
}
