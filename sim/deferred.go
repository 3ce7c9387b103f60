package sim

// Deferrable work: due times, the opening backlog, work put aside.

// openWork counts a piece of deferrable work in and sets its due moment.
func (e *engine) openWork(h int32) {
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	e.queues[c.queue].open++
	c.due = dueMoment(q, c.since)
	if c.due >= e.plan.origin && c.due <= e.plan.end {
		e.tally.queue(int(c.queue), int(c.bin))[qDueAll]++
	}
}

// dropWork takes deferrable work off the open count that leaves without being done.
func (e *engine) dropWork(c *contact) {
	if e.plan.queues[c.queue].deferred {
		e.queues[c.queue].open--
	}
}

// dueMoment returns since + within on the queue's clock; Never when its clock
// stops before that.
func dueMoment(q *queuePlan, since Time) Time {
	left := q.Due.Within
	if q.clockOpen == nil {
		return since + left
	}
	at := since
	if at < 0 { // age before the simulated time is taken as it is
		left += at
		at = 0
	}
	for _, s := range q.clockOpen {
		if s.To <= at {
			continue
		}
		at = max(at, s.From)
		if left <= s.To-at {
			return at + left
		}
		left -= s.To - at
	}
	return Never
}

// workDone completes deferrable work at the end of its handling.
func (e *engine) workDone(agent, h int32) {
	c, a := &e.pool[h], &e.agents[agent]
	q := &e.plan.queues[c.queue]
	e.queues[c.queue].open--
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[qCompleted]++
	if e.now > c.due {
		e.worsen(c, outcomeLate)
	} else if c.due >= e.plan.origin && c.due <= e.plan.end {
		t[qDueMet]++
	}
	c.due = Never
	if q.Interruptible && !e.plan.groups[a.group].shared {
		e.dropInterruptible(agent)
	}
}

func (e *engine) dropInterruptible(agent int32) {
	g := &e.groups[e.agents[agent].group]
	for i, other := range g.interruptible {
		if other == agent {
			g.interruptible = append(g.interruptible[:i], g.interruptible[i+1:]...)
			return
		}
	}
	panic("sim: interruptible work is not on its list")
}

// interrupt frees an agent of lane's groups who works on something that may be
// put aside: in the first group (in the lane's order) that has one, the one who
// began last. None without one.
func (e *engine) interrupt(lane *lanePlan) int32 {
	for _, tier := range lane.tiers {
		for _, group := range tier {
			g := &e.groups[group]
			plan := &e.plan.groups[group]
			if len(g.interruptible) == 0 || plan.limit != None && g.taken >= plan.limit {
				continue
			}
			agent := g.interruptible[len(g.interruptible)-1]
			g.interruptible = g.interruptible[:len(g.interruptible)-1]
			e.putAside(agent)
			return agent
		}
	}
	return None
}

// putAside returns the agent's work to the head of its queue and makes the agent idle.
func (e *engine) putAside(agent int32) {
	a := &e.agents[agent]
	h := a.contact
	c := &e.pool[h]
	left := e.tree.endOf(agent) - e.now
	c.remaining = float64(left)
	e.countTalk(c, a.group, -left)
	c.flags |= flagStarted
	e.expect(c, -1)
	c.phase, c.deadline = phaseAside, Never
	e.push(e.laneOf(&e.plan.queues[c.queue], c), h)
	e.queues[c.queue].waiting++
	c.began = e.now // the queue's length counts it again from now
	a.handling += e.now - a.busySince
	e.spreadGroup(a.group, gHandling, a.busySince)
	a.stage, a.contact = stageFree, None
	e.tree.clear(agent)
	if other := e.pick(&e.plan.lanes[c.lane], c.base, int(c.leg)); other != None { // idle, but no help for live contacts
		e.serve(other, h)
	}
	e.setIdle(agent, 0)
}

// countTalk counts talk time with c by an agent of group g.
func (e *engine) countTalk(c *contact, g int32, talk Time) {
	e.tally.queue(int(c.queue), int(c.bin))[tTalk] += int64(talk)
	e.tally.group(int(g), int(e.bin))[gTalk] += int64(talk)
}

// resume goes on with work that was put aside.
func (e *engine) resume(agent, h int32) {
	c, a := &e.pool[h], &e.agents[agent]
	c.flags &^= flagStarted
	e.expect(c, 1)
	c.phase = phaseService
	e.countTalk(c, a.group, Time(c.remaining))
	a.stage, a.contact, a.queue = stageTalk, h, c.queue
	g := &e.groups[a.group]
	g.interruptible = append(g.interruptible, agent)
	e.tree.set(agent, e.now+Time(c.remaining))
}

// openBacklog puts the opening backlog of queue q into the queue, oldest first
// by nature of the lanes.
func (e *engine) openBacklog(q int32) {
	plan := &e.plan.queues[q]
	if plan.Backlog == nil {
		return
	}
	base := hashKey(e.key, plan.key, uint64(purposeBacklogAge))
	for i := range plan.Backlog.Items {
		h := e.newContact()
		if h == None {
			e.tally.overloaded = true
			return
		}
		c := &e.pool[h]
		c.base, c.queue = base+uint64(i)*gamma, q
		age := plan.Backlog.Age.sample(keyed(c.base, purposeBacklogAge, 0), 0)
		c.since, c.joined = -age, 0
		c.bin = 0
		t := e.tally.queue(int(q), 0)
		t[qOpening]++
		if plan.issues {
			c.firstQueue = q
			t[qIssues]++
			t[qIssueContacts]++
		}
		e.openWork(h)
		e.queues[q].waiting++
		e.push(e.laneOf(plan, c), h)
		c.phase = phaseWaiting
	}
}
