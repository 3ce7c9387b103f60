package sim

import "fmt"

// cut ends the horizon for what stays open beyond it: whoever waits or is
// served there is counted as in the system and looked at no further. What
// closed before is served out as announced.
func (e *engine) cut() {
	e.ended = true
	for g := range e.groups {
		if e.groups[g].planned > 0 {
			e.freeze(int32(g))
		}
	}
	for agent := range e.agents { // whose conference was cut, but who is not
		a := &e.agents[agent]
		if a.stage == stagePartner && e.agents[a.contact].stage != stageConference && e.agents[a.contact].stage != stageShared {
			e.free(int32(agent))
		}
	}
	for q := range e.plan.queues {
		plan := &e.plan.queues[q]
		if e.queues[q].closed && !plan.deferred {
			continue
		}
		for _, l := range plan.lanes {
			for e.front(l) != None {
				h := e.lanes[l].head
				e.leaveQueue(h, e.now)
				e.remain(h)
			}
		}
	}
}

// beyond tells that queue q is looked at no further: the horizon is over, and the queue stays open or can wait.
func (e *engine) beyond(q int32) bool {
	return e.ended && (!e.queues[q].closed || e.plan.queues[q].deferred)
}

// remain counts an offered contact as still in the system at the end.
func (e *engine) remain(h int32) {
	c := &e.pool[h]
	if c.flags&flagCallback == 0 {
		e.countWaiting(c)
	}
	e.freeLine(c)
	e.release(h)
}

// overdue tells the issue of deferrable work that is not done by the end, though it was due.
func (e *engine) overdue(c *contact) {
	if e.plan.queues[c.queue].deferred && c.due <= e.plan.end {
		e.worsen(c, outcomeLate)
	}
}

func (e *engine) countWaiting(c *contact) {
	e.overdue(c)
	t := e.tally.queue(int(c.queue), int(c.bin))
	if c.flags&flagStarted != 0 { // answered before it was put aside
		t[qServiceAtEnd]++
		return
	}
	t[qWaitingAtEnd]++
	t[tWaitOther] += int64(max(e.plan.end, c.began) - c.since) // who came after the end waits no time
}

// freeze stops the clock of every agent of g.
func (e *engine) freeze(g int32) {
	e.countTime(g)
	base := e.plan.groupBase[g]
	for agent := base; agent < base+int32(e.plan.groups[g].slots); agent++ {
		a := &e.agents[agent]
		if a.listed != None {
			e.unsetIdle(agent)
		}
		switch a.stage {
		case stageFree:
			continue
		case stagePlain:
			e.tally.queue(int(a.queue), int(a.bin))[qServiceAtEnd]++
		case stageTalk, stageConference:
			e.freezeContact(a.contact)
		case stageReserved, stagePreview:
			e.hangUp(a.contact)
			if a.stage == stageReserved { // was waiting, not handling
				a.busySince = e.now
			}
		case stageShared:
			for h := a.first; h != None; {
				following := e.pool[h].next
				e.tally.group(int(g), int(e.bin-1))[gHandled] += int64(e.now - e.pool[h].began)
				e.freezeShared(h)
				h = following
			}
			a.first, a.hand = None, 0
		}
		e.spreadGroup(g, gHandling, a.busySince)
		e.tree.clear(agent)
		a.stage, a.contact = stageFree, None
	}
	s := &e.groups[g]
	s.interruptible = s.interruptible[:0]
	s.loggedIn, s.leaving, s.planned, s.present = 0, 0, 0, 0
}

func (e *engine) freezeContact(h int32) {
	c := &e.pool[h]
	e.overdue(c)
	e.tally.queue(int(c.queue), int(c.bin))[qServiceAtEnd]++
	e.expect(c, -1)
	e.freeLine(c)
	e.release(h)
}

func (e *engine) freezeShared(h int32) {
	c := &e.pool[h]
	t := e.tally.queue(int(c.queue), int(c.bin))
	if c.phase == phaseWrap {
		t[tWrap] += int64(e.now - c.began)
		e.release(h)
		return
	}
	t[tTalk] += int64(e.now - c.began)
	e.freezeContact(h)
}

// finish counts what is left at the end of the replication and checks that
// nothing was lost or made.
func (e *engine) finish(r int) {
	for g := range e.groups {
		if s := &e.groups[g]; s.hold { // held for somebody whom nobody serves
			s.hold = false
			e.setSeats(int32(g), 0)
		}
	}
	for q := range e.plan.queues {
		for _, l := range e.plan.queues[q].lanes {
			for h := e.lanes[l].head; h != None; h = e.pool[h].next {
				c := &e.pool[h]
				e.freeLine(c)
				if c.flags&flagCallback == 0 {
					e.countWaiting(c)
					e.spreadQueue(c.queue, tArea, c.began, max(c.began, e.plan.end))
				}
			}
		}
	}
	e.checkConservation(r)
}

// checkConservation checks, for every queue,
// offered + opening backlog = answered + abandoned + messages + callbacks +
// disconnected + flowed out + waiting at the end; that every trunk line was given
// back; and that nobody handled more time than logged in.
func (e *engine) checkConservation(r int) {
	for q := range e.plan.queues {
		var t queueTally
		for bin := range e.plan.bins {
			t.add(e.tally.queue(q, bin))
		}
		in := t.offered() + t[qOpening]
		out := t[qAnswered] + t[qAbandoned] + t.others() + t[qWaitingAtEnd]
		if in != out {
			e.broken(r, fmt.Sprintf("queue %s: %d contacts in, %d out", e.plan.queues[q].Name, in, out))
		}
	}
	for i, used := range e.linesUsed {
		if used != 0 {
			e.broken(r, fmt.Sprintf("%d of the lines %s were not given back", used, e.plan.centre.Trunks[i].Name))
		}
	}
	for g := range e.plan.groups {
		var t groupTally
		for bin := range e.plan.bins {
			t.add(e.tally.group(g, bin))
		}
		if t[gHandling] > t[gLoggedIn] {
			e.broken(r, fmt.Sprintf("group %s handled %v of %v logged in", e.plan.groups[g].Name, t[gHandling], t[gLoggedIn]))
		}
		if s := &e.groups[g]; s.loggedIn != 0 || s.leaving != 0 {
			e.broken(r, fmt.Sprintf("group %s: %d agents never left", e.plan.groups[g].Name, s.loggedIn))
		}
	}
}

func (e *engine) broken(r int, what string) {
	panic(fmt.Sprintf("sim: %s, seed %d, replication %d: %s", e.plan.centre.Name, e.seed, r, what))
}
