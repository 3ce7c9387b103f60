package sim

// Outbound dialing. The rule (docs/scenario.md, "dialer"): when a watched agent has
// become free and found no waiting work, or logs in, or hours begin: if at
// least StartWhenIdle watched agents and one serving agent are idle, place
// max(0, DialsPerAgent × idle serving agents − dials ringing) dials.

type dialState struct {
	ringing int // previews included
	left    int // numbers on the list, or None
	ordinal uint64
	reached int64
	lost    int64 // reached but abandoned
	waiting bool  // a redial is planned
}

func dialList(d *Dialer) int {
	if d == nil {
		return 0
	}
	return d.List
}

// dialAfterFree lets the dialers that watch the agent's group try.
func (e *engine) dialAfterFree(agent int32) {
	for _, q := range e.plan.groups[e.agents[agent].group].watched {
		e.tryDialing(q)
	}
}

// tryDialing places as many dials as the rule says now.
func (e *engine) tryDialing(q int32) {
	plan, state := &e.plan.queues[q], &e.queues[q].dial
	d := plan.Dialer
	if !Contains(d.Hours, e.now-e.plan.origin) || e.now >= e.plan.end {
		return
	}
	serving := 0
	for _, g := range plan.serving {
		serving += int(e.groups[g].idle[0].count)
	}
	watched := 0
	for _, g := range plan.watchers {
		watched += int(e.groups[g].idle[0].count)
	}
	if serving == 0 || watched < d.StartWhenIdle {
		return
	}
	perAgent := d.DialsPerAgent
	if state.reached > 0 && float64(state.lost) > d.MaxAbandonment*float64(state.reached) {
		perAgent = min(perAgent, 1) // too many lost: one dial per idle agent until the share has fallen
	}
	n := int(perAgent*float64(serving)) - state.ringing
	if d.Mode != Predictive { // dials that ring have agents of their own, who count as idle with them
		n = min(int(perAgent*float64(serving+state.ringing))-state.ringing, serving)
	}
	for ; n > 0 && state.left != 0; n-- {
		e.dial(q)
	}
}

// dial tries the next number. Preview and progressive reserve an agent for it.
func (e *engine) dial(q int32) {
	plan, state := &e.plan.queues[q], &e.queues[q].dial
	h := e.newContact()
	if h == None {
		e.tally.overloaded = true
		return
	}
	if state.left != None {
		state.left--
	}
	state.ringing++
	c := &e.pool[h]
	c.base = hashKey(e.key, plan.key, uint64(purposeDial)) + state.ordinal*gamma
	state.ordinal++
	c.queue, c.flags = q, flagDialled
	if plan.Dialer.Mode == Predictive {
		e.ring(h)
		return
	}
	agent := e.pickIdle(e.firstLane(plan, c.base, 0), c.base)
	if agent == None { // the route does not name the idle ones: nobody to reserve
		state.ringing--
		e.release(h)
		return
	}
	e.unsetIdle(agent)
	c.partner = agent
	a := &e.agents[agent]
	a.contact, a.stage, a.busySince = h, stageReserved, e.now
	if plan.Dialer.Mode == Preview {
		a.stage = stagePreview
		e.tree.set(agent, e.now+plan.Dialer.Preview)
		return
	}
	e.ring(h)
}

// pickIdle is pick among agents with nothing in hand.
func (e *engine) pickIdle(lane *lanePlan, base uint64) int32 {
	for _, tier := range lane.tiers {
		best, bestKey, count := int32(None), 0.0, 0
		for _, g := range tier {
			list := &e.groups[g].idle[0]
			if from, to := e.reachableHands(g, lane.queue); list.count == 0 || from > 0 || to == 0 {
				continue
			}
			count += int(list.count)
			agent, key := list.head, e.pickKey(list.head)
			if e.plan.centre.PickAgent != LongestIdle {
				agent, key = e.bestIdle(list)
			}
			if best == None || e.preferred(agent, best, key, bestKey) {
				best, bestKey = agent, key
			}
		}
		if best != None && lane.random {
			w := keyed(base, purposePickAgent, 0)
			return e.nthFree(tier, lane.queue, 0, w.below(count))
		}
		if best != None {
			return best
		}
	}
	return None
}

func (e *engine) ring(h int32) {
	c := &e.pool[h]
	e.tally.queue(int(c.queue), int(e.bin))[qDialled]++
	e.timers.push(e.now+e.plan.queues[c.queue].Dialer.Ring, eventDial, h, c.gen)
}

// previewEnds starts the dial that the agent has prepared; the preview counts as handling.
func (e *engine) previewEnds(agent int32) {
	a := &e.agents[agent]
	a.handling += e.now - a.busySince
	e.spreadGroup(a.group, gHandling, a.busySince)
	a.stage = stageReserved
	e.tree.clear(agent)
	e.ring(a.contact)
}

// hangUp ends a dial, or its preview, without result.
func (e *engine) hangUp(h int32) {
	e.queues[e.pool[h].queue].dial.ringing--
	e.release(h)
}

// dialEnds ends the ringing: the customer is reached and enters the queue, or not.
func (e *engine) dialEnds() {
	h := e.dueContact()
	if h == None {
		return
	}
	c := &e.pool[h]
	q := c.queue
	if e.beyond(q) {
		e.hangUp(h)
		return
	}
	plan, state := &e.plan.queues[q], &e.queues[q].dial
	state.ringing--
	agent := c.partner
	c.partner = None
	w := e.keyed(c, purposeReach)
	reached := w.uniform() < plan.Dialer.Reach.ValueAt(e.now-plan.Dialer.Ring-e.plan.origin)
	if reached {
		state.reached++
		e.tally.contacts++
		if agent != None {
			e.countArrival(h)
			c.since, c.joined = e.now, e.now
			e.agents[agent].contact = None
			e.begin(agent, h)
		} else {
			e.start(h)
		}
	} else {
		e.release(h)
		if agent != None {
			e.backFromDial(agent)
		}
	}
	e.planRedial(q)
}

// backFromDial makes an agent free whose reserved dial failed; a failed dial
// triggers no dialing.
func (e *engine) backFromDial(agent int32) {
	a := &e.agents[agent]
	a.contact = None
	if e.groups[a.group].leaving == 0 {
		for h := e.nextContact(a.group, 0, 1); h != None; h = e.nextContact(a.group, 0, 1) {
			if e.reachable(h) {
				e.begin(agent, h)
				return
			}
		}
		a.stage = stageFree
		e.setIdle(agent, 0)
		return
	}
	e.next(agent)
}

// planRedial tries again after max(ring, 1 s) when nobody is busy and nothing rings.
func (e *engine) planRedial(q int32) {
	plan, state := &e.plan.queues[q], &e.queues[q].dial
	if state.ringing > 0 || state.waiting || state.left == 0 {
		return
	}
	for _, groups := range [][]int32{plan.serving, plan.watchers} {
		for _, g := range groups {
			if e.groups[g].idle[0].count < e.groups[g].loggedIn {
				return
			}
		}
	}
	state.waiting = true
	e.timers.push(e.now+max(plan.Dialer.Ring, Second), eventRedial, q, 0)
}

func (e *engine) redial() {
	q := e.timers.pop().what
	e.queues[q].dial.waiting = false
	if e.now < e.plan.end {
		e.tryDialing(q)
	}
}
