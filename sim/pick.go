package sim

// Who meets whom: the free agent for a contact, the contact for a free agent.

// idleList is agents of one group with the same number of contacts in hand
// that can take another one, longest so first.
type idleList struct {
	head, tail int32
	count      int32
}

// agentFor returns the agent who takes contact c in lane now: a free one, or,
// for a live contact, one who puts interruptible work aside. None when it must wait.
func (e *engine) agentFor(lane int32, c *contact) int32 {
	l := &e.plan.lanes[lane]
	agent := e.pick(l, c.base, int(c.leg))
	if agent == None && e.plan.interruptible && !e.plan.queues[c.queue].deferred {
		agent = e.interrupt(l)
	}
	return agent
}

// pick returns the free agent who takes a contact in lane, or None. base and
// leg key the draw when the choice is random.
func (e *engine) pick(lane *lanePlan, base uint64, leg int) int32 {
	if lane.solo != None {
		return e.groups[lane.solo].idle[0].head
	}
	for _, tier := range lane.tiers {
		if lane.random {
			if agent := e.pickRandom(tier, lane.queue, base, leg); agent != None {
				return agent
			}
			continue
		}
		best, bestHand, bestKey := int32(None), int32(0), 0.0
		for _, g := range tier {
			agent, hand := e.candidate(g, lane.queue)
			if agent == None {
				continue
			}
			if key := e.pickKey(agent); best == None || hand < bestHand || hand == bestHand && e.preferred(agent, best, key, bestKey) {
				best, bestHand, bestKey = agent, hand, key
			}
		}
		if best != None {
			return best
		}
	}
	return None
}

// candidate returns group g's choice for a contact of queue q and the contacts
// that agent has in hand.
func (e *engine) candidate(g, q int32) (agent, hand int32) {
	from, to := e.reachableHands(g, q)
	for k := from; k < to; k++ {
		list := &e.groups[g].idle[k]
		if list.count == 0 {
			continue
		}
		if e.plan.centre.PickAgent == LongestIdle {
			return list.head, k
		}
		best, _ := e.bestIdle(list)
		return best, k
	}
	return None, 0
}

// reachableHands returns from and to: an agent of group g with from to to−1
// contacts in hand may take one of queue q now.
func (e *engine) reachableHands(g, q int32) (from, to int32) {
	plan, state := &e.plan.groups[g], &e.groups[g]
	if plan.plain {
		return 0, 1
	}
	if plan.limit != None && state.taken >= plan.limit {
		return 0, 0
	}
	for _, r := range plan.reserves {
		if r.queue != q && state.idle[0].count <= r.keep {
			from = 1
		}
	}
	if plan.limits[q] > 1 && e.wholeWaits(g, q) {
		return from, 1
	}
	return from, plan.limits[q]
}

// pickKey is what PickAgent compares; smaller is better.
func (e *engine) pickKey(agent int32) float64 {
	a := &e.agents[agent]
	switch e.plan.centre.PickAgent {
	case LeastOccupied:
		if span := e.now - a.login; span > 0 {
			return float64(a.handling) / float64(span)
		}
		return 0
	case FewestContacts:
		return float64(a.contacts)
	}
	return float64(a.idleSince)
}

// preferred tells whether agent, with key, comes before best, with bestKey: on a
// tie whoever is idle longer, so that names of groups decide nothing.
func (e *engine) preferred(agent, best int32, key, bestKey float64) bool {
	return key < bestKey || key == bestKey && e.agents[agent].idleSince < e.agents[best].idleSince
}

// pickRandom draws uniformly among the free agents of tier with the fewest
// contacts in hand.
func (e *engine) pickRandom(tier []int32, q int32, base uint64, leg int) int32 {
	for k := int32(0); ; k++ {
		count, more := 0, false
		for _, g := range tier {
			from, to := e.reachableHands(g, q)
			if k >= from && k < to {
				count += int(e.groups[g].idle[k].count)
			}
			more = more || k+1 < to
		}
		if count > 0 {
			w := keyed(base, purposePickAgent, leg)
			return e.nthFree(tier, q, k, w.below(count))
		}
		if !more {
			return None
		}
	}
}

func (e *engine) nthFree(tier []int32, q, k int32, n int) int32 {
	for _, g := range tier {
		if from, to := e.reachableHands(g, q); k < from || k >= to {
			continue
		}
		list := &e.groups[g].idle[k]
		if n >= int(list.count) {
			n -= int(list.count)
			continue
		}
		return e.nthIdle(list, n)
	}
	panic("sim: fewer free agents than counted")
}

// nextContact returns the waiting contact that agent, with hand contacts in
// hand, takes next: best level, then priority, then longest wait (or least
// time left). None when nothing that waits is for him.
func (e *engine) nextContact(g, hand, limit int32) int32 {
	plan, state := &e.plan.groups[g], &e.groups[g]
	if plan.limit != None && state.taken >= plan.limit {
		return None
	}
	for i := range plan.ranks {
		best, bestKey := int32(None), Time(0)
		for _, l := range plan.ranks[i].lanes {
			h := e.front(l)
			if h == None {
				continue
			}
			q := e.plan.lanes[l].queue
			if !plan.plain && hand == 0 && e.reserved(g, q) || state.hold && e.plan.queues[q].deferred {
				continue
			}
			if key := e.urgency(h); best == None || key < bestKey {
				best, bestKey = h, key
			}
		}
		if best == None {
			continue
		}
		if hand > 0 {
			// The best-ranked contact must fit beside those in hand, or nothing is taken.
			if fits := plan.limits[e.pool[best].queue]; hand >= min(fits, limit) {
				return None
			}
		}
		return best
	}
	return None
}

// longestWaiting is nextContact for a free agent of a simple group that looks at several lanes.
func (e *engine) longestWaiting(plan *groupPlan) int32 {
	for i := range plan.ranks {
		best, since := int32(None), Never
		for _, l := range plan.ranks[i].lanes {
			if h := e.front(l); h != None && (best == None || e.pool[h].since < since) {
				best, since = h, e.pool[h].since
			}
		}
		if best != None {
			return best
		}
	}
	return None
}

// reserved tells whether an agent of g who is free now must stay free for others than queue q.
func (e *engine) reserved(g, q int32) bool {
	for _, r := range e.plan.groups[g].reserves {
		if r.queue != q && e.groups[g].idle[0].count+1 <= r.keep {
			return true
		}
	}
	return false
}

// urgency orders waiting contacts of equal rank; smaller goes first.
func (e *engine) urgency(h int32) Time {
	c := &e.pool[h]
	if e.plan.queues[c.queue].deferred && e.plan.centre.PickContact == MostUrgent {
		return c.due
	}
	return e.liveUrgency(c.queue, c.since)
}

// freshUrgency is the urgency of a contact that enters queue q now.
func (e *engine) freshUrgency(q int32) Time {
	if plan := &e.plan.queues[q]; plan.deferred && e.plan.centre.PickContact == MostUrgent {
		return dueMoment(plan, e.now)
	}
	return e.liveUrgency(q, e.now)
}

func (e *engine) liveUrgency(q int32, since Time) Time {
	plan := &e.plan.queues[q]
	switch {
	case e.plan.centre.PickContact != MostUrgent:
		return since
	case !plan.awtStated:
		return Never - 1
	}
	return since + plan.awt
}

// wholeWaits tells whether a contact waits that an agent of g would take
// before one of queue q and that needs the whole agent.
func (e *engine) wholeWaits(g, q int32) bool {
	plan := &e.plan.groups[g]
	for i := range plan.ranks {
		r := &plan.ranks[i]
		if r.level > plan.levels[q] || r.level == plan.levels[q] && r.priority > e.plan.queues[q].priority {
			return false
		}
		for _, l := range r.lanes {
			if plan.limits[e.plan.lanes[l].queue] > 1 {
				continue
			}
			if h := e.front(l); h != None && (r.level != plan.levels[q] || r.priority != e.plan.queues[q].priority || e.urgency(h) <= e.freshUrgency(q)) {
				return true
			}
		}
	}
	return false
}

// setIdle appends agent to the list of those with hand contacts in hand.
func (e *engine) setIdle(agent, hand int32) {
	a := &e.agents[agent]
	list := &e.groups[a.group].idle[hand]
	a.idleSince, a.listed = e.now, hand
	a.next, a.prev = None, list.tail
	if list.tail == None {
		list.head = agent
	} else {
		e.agents[list.tail].next = agent
	}
	list.tail = agent
	list.count++
}

// unsetIdle takes agent out of its list.
func (e *engine) unsetIdle(agent int32) {
	a := &e.agents[agent]
	list := &e.groups[a.group].idle[a.listed]
	if a.prev == None {
		list.head = a.next
	} else {
		e.agents[a.prev].next = a.next
	}
	if a.next == None {
		list.tail = a.prev
	} else {
		e.agents[a.next].prev = a.prev
	}
	a.listed = None
	list.count--
}
