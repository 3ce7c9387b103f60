package sim

// groupState is what changes on a group during a replication.
type groupState struct {
	plan          *groupPlan
	idle          []idleList // by contacts in hand
	slots         []int32    // agents not logged in, the next to log in last
	interruptible []int32    // agents at work that may be put aside, in the order they began
	loggedIn      int32
	leaving       int32 // agents who leave on becoming free
	planned       int32 // seats of the plan
	present       int32 // of those, filled: absence takes some
	absent        []int32
	hold          bool        // seats stay until nobody waits
	taken         int         // contacts today
	row           *groupTally // of the bin
	before        *groupTally // of the bin before it
	spreading     bool        // agents take one waiting contact each, not all they can
	waking        bool        // an eventWake is planned
	touched       Time        // logged-in time is counted up to here
}

func (e *engine) resetGroup(g int32) {
	plan, state := &e.plan.groups[g], &e.groups[g]
	base := e.plan.groupBase[g]
	state.slots = state.slots[:0]
	for slot := plan.slots - 1; slot >= 0; slot-- {
		agent := base + int32(slot)
		state.slots = append(state.slots, agent)
		e.agents[agent] = agentState{group: g, lane: plan.only, contact: None, listed: None, first: None, next: None, prev: None}
	}
	state.interruptible, state.absent = state.interruptible[:0], state.absent[:0]
	state.loggedIn, state.leaving, state.planned, state.present = 0, 0, 0, 0
	state.hold, state.taken, state.touched, state.spreading, state.waking = false, 0, 0, false, false
}

// countTime counts the logged-in time of group g up to now. It is called
// before every change of it and at the end of every bin.
func (e *engine) countTime(g int32) {
	s := &e.groups[g]
	if span := int64(e.now - s.touched); span > 0 && s.loggedIn > 0 {
		t := e.tally.group(int(g), int(e.bin))
		t[gLoggedIn] += span * int64(s.loggedIn)
		t[gOverrun] += span * int64(max(0, s.loggedIn-s.present))
	}
	s.touched = e.now
}

// drawAbsence draws who fails to show up on the day that begins now:
// absent[n] counts the absent among the first n+1 seats.
func (e *engine) drawAbsence(g int32) {
	plan, s := &e.plan.groups[g], &e.groups[g]
	p := plan.Absence.ValueAt(e.now - e.plan.origin)
	s.absent = s.absent[:0]
	if p == 0 {
		return
	}
	base := hashKey(e.key, plan.key, uint64(purposeAbsence), uint64(e.plan.day(e.now)))
	count := int32(0)
	for slot := range plan.slots {
		w := keyed(base+uint64(slot)*gamma, purposeAbsence, 0)
		if w.uniform() < p {
			count++
		}
		s.absent = append(s.absent, count)
	}
}

// presentOf returns how many of the first n seats are filled today.
func (s *groupState) presentOf(n int32) int32 {
	if n == 0 || len(s.absent) == 0 {
		return n
	}
	return n - s.absent[n-1]
}

// setSeats changes the planned seats of group g and moves agents accordingly.
func (e *engine) setSeats(g, seats int32) {
	s := &e.groups[g]
	e.countTime(g)
	s.planned, s.present = seats, s.presentOf(seats)
	if s.hold {
		return
	}
	staying := s.loggedIn - s.leaving
	for ; staying > s.present; staying-- {
		e.sendHome(g)
	}
	if staying == s.present {
		return
	}
	s.spreading = true
	for ; staying < s.present; staying++ {
		if s.leaving > 0 {
			e.callBackIn(g)
		} else {
			e.login(g)
		}
	}
	s.spreading = false
	if e.plan.groups[g].shared {
		e.wake(g)
	}
}

// sendHome lets the longest idle agent leave, or the next who becomes free.
func (e *engine) sendHome(g int32) {
	s := &e.groups[g]
	if agent := s.idle[0].head; agent != None {
		e.unsetIdle(agent)
		e.logout(agent)
		return
	}
	s.leaving++
	if e.plan.groups[g].shared {
		e.markDraining(g, true)
	}
}

// callBackIn keeps one of those who would leave on becoming free.
func (e *engine) callBackIn(g int32) {
	e.groups[g].leaving--
	if e.plan.groups[g].shared {
		e.markDraining(g, false)
	}
}

// markDraining chooses the agent of a shared group who takes no more contacts
// because he leaves when empty: the one with the fewest in hand; or undoes it for the last so chosen.
func (e *engine) markDraining(g int32, draining bool) {
	best := int32(None)
	base := e.plan.groupBase[g]
	for agent := base; agent < base+int32(e.plan.groups[g].slots); agent++ {
		a := &e.agents[agent]
		if a.stage == stageShared && a.draining != draining && (best == None || a.hand < e.agents[best].hand) {
			best = agent
		}
	}
	if best == None {
		return // everybody left is busy with something else; the next free one leaves
	}
	a := &e.agents[best]
	a.draining = draining
	if draining && a.listed != None {
		e.unsetIdle(best)
	} else if !draining && a.listed == None {
		e.progress(best)
		e.takeMore(best)
	}
}

func (e *engine) login(g int32) {
	s := &e.groups[g]
	agent := s.slots[len(s.slots)-1]
	s.slots = s.slots[:len(s.slots)-1]
	s.loggedIn++
	a := &e.agents[agent]
	a.login, a.handling, a.contacts = e.now, 0, 0
	e.next(agent)
}

func (e *engine) logout(agent int32) {
	a := &e.agents[agent]
	s := &e.groups[a.group]
	e.countTime(a.group)
	s.loggedIn--
	a.draining = false
	s.slots = append(s.slots, agent)
}

// passBoundary handles the next boundary and returns the moment of the one after.
func (e *engine) passBoundary() Time {
	b := &e.plan.boundaries[e.boundary]
	e.boundary++
	if b.newBin {
		e.newBin(b)
	}
	for _, q := range b.opens {
		e.queues[q].closed = false
		e.queues[q].explicit = e.plan.queues[q].explicit
	}
	for _, q := range b.closes {
		if !b.opensToo(q) {
			e.closeQueue(q)
		}
	}
	if b.at == 0 {
		for q := range e.plan.queues {
			e.openBacklog(int32(q))
		}
	}
	if b.newDay {
		for g := range e.groups {
			e.drawAbsence(int32(g))
		}
	}
	for _, s := range b.seats {
		e.changeSeats(s)
	}
	if b.newDay {
		e.startDay()
	}
	for _, q := range b.dials {
		e.tryDialing(q)
	}
	if b.end {
		e.traceOpen()
		e.cut()
	}
	if e.boundary == len(e.plan.boundaries) {
		return Never
	}
	return e.plan.boundaries[e.boundary].at
}

func (b *boundary) opensToo(q int32) bool {
	for _, o := range b.opens {
		if o == q {
			return true
		}
	}
	return false
}

// newBin closes the books of the bin that ends.
func (e *engine) newBin(b *boundary) {
	for g := range e.groups {
		e.countTime(int32(g))
	}
	for q := range e.queues {
		if e.plan.queues[q].deferred && b.at > 0 {
			e.tally.queue(q, int(e.bin))[qOpen] = int64(e.queues[q].open)
		}
	}
	e.openBooks(b.bin, b.at)
}

// openBooks begins a bin.
func (e *engine) openBooks(bin int32, from Time) {
	e.bin, e.from = bin, from
	for q := range e.queues {
		e.queues[q].row = e.tally.queue(q, int(bin))
	}
	for g := range e.groups {
		e.groups[g].row, e.groups[g].before = e.tally.group(g, int(bin)), e.tally.group(g, max(int(bin)-1, 0))
	}
}

// startDay lets today's absence count and renews daily limits.
func (e *engine) startDay() {
	for g := range e.groups {
		s, plan := &e.groups[g], &e.plan.groups[g]
		if plan.Absence.Max() > 0 {
			e.setSeats(int32(g), s.planned)
		}
		if plan.limit != None && s.taken > 0 {
			s.taken = 0
			e.wake(int32(g))
		}
	}
}

// wake lets all agents of g who could take a contact look for work again: those
// with the fewest in hand first, one contact at a time, so that contacts spread.
func (e *engine) wake(g int32) {
	s := &e.groups[g]
	s.spreading = true
	for k := range s.idle {
		for agent := s.idle[k].head; agent != None; {
			following := e.agents[agent].next
			if h := e.nextForIdle(agent); h != None {
				e.serve(agent, h)
			}
			agent = following
		}
	}
	s.spreading = false
}

// nextForIdle is nextContact for an agent who stands in an idle list.
func (e *engine) nextForIdle(agent int32) int32 {
	a := &e.agents[agent]
	list := &e.groups[a.group].idle[a.listed]
	list.count-- // who takes a contact is not one of those kept free
	h := e.nextContact(a.group, a.listed, a.limit)
	for h != None && !e.reachable(h) {
		h = e.nextContact(a.group, a.listed, a.limit)
	}
	list.count++
	return h
}

// changeSeats applies a change of the plan. Seats that fall because everything
// closes stay while live contacts wait or are still to come over.
func (e *engine) changeSeats(c seatChange) {
	s := &e.groups[c.group]
	held := s.hold
	if held {
		s.hold = false
		e.holding--
	}
	if c.closing && c.seats == 0 && e.plan.centre.Horizon.AtClose == ServeOut && e.pendingFor(c.group) {
		s.hold = true
		e.holding++
		// Work that can be deferred is put off; agents who finish it leave then.
	}
	e.setSeats(c.group, c.seats)
	if held && !s.hold { // what was put off while it closed may go on
		e.wake(c.group)
	}
}

// pendingFor tells whether group g is still needed after closing.
func (e *engine) pendingFor(g int32) bool {
	if plan := &e.plan.groups[g]; plan.limit != None && e.groups[g].taken >= plan.limit {
		return false
	}
	for _, q := range e.plan.groups[g].helds {
		if s := &e.queues[q]; s.waiting+s.coming > 0 {
			return true
		}
	}
	return false
}

// releaseHolds sends home the groups that nobody waits for any longer.
func (e *engine) releaseHolds() {
	for g := range e.groups {
		if s := &e.groups[g]; s.hold && !e.pendingFor(int32(g)) {
			s.hold = false
			e.holding--
			e.setSeats(int32(g), s.planned)
		}
	}
}

// closeQueue ends fresh arrivals on q (their rate ends there too), makes
// abandonments events, since they may now end somebody's overtime, and cuts off who
// waits if the centre does so.
func (e *engine) closeQueue(q int32) {
	plan, state := &e.plan.queues[q], &e.queues[q]
	state.closed = true
	if plan.deferred || state.waiting == 0 && state.coming == 0 {
		return
	}
	if e.plan.centre.Horizon.AtClose == Disconnect {
		e.disconnectAll(q)
		return
	}
	if state.explicit {
		return
	}
	state.explicit = true
	for _, l := range plan.lanes {
		for h := e.lanes[l].head; h != None; {
			following := e.pool[h].next
			if c := &e.pool[h]; c.deadline < e.now {
				e.abandon(h, c.deadline)
			} else {
				e.schedule(h)
			}
			h = following
		}
	}
}

// disconnectAll cuts off everybody who waits on q; promised callbacks are dropped.
func (e *engine) disconnectAll(q int32) {
	for _, l := range e.plan.queues[q].lanes {
		for h := e.lanes[l].head; h != None; {
			following := e.pool[h].next
			switch c := &e.pool[h]; {
			case c.deadline < e.now:
				e.abandon(h, c.deadline)
			case c.flags&flagCallback != 0:
				e.leaveQueue(h, e.now)
				e.worsen(c, outcomeLost)
				e.release(h)
			default:
				e.disconnect(h)
			}
			h = following
		}
	}
}
