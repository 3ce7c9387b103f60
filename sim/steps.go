package sim

// What the route does with a contact while it waits: further groups, messages,
// flow to another queue, disconnection.

// nextStep takes a waiting contact to its next routing step.
func (e *engine) nextStep() {
	h := e.dueContact()
	if h == None {
		return
	}
	c := &e.pool[h]
	q := &e.plan.queues[c.queue]
	c.step++
	step := &q.Route.Steps[c.step]
	if step.Message > 0 && c.flags&flagCallback == 0 {
		w := keyed(c.base, purposeMessage, int(c.leg)*64+int(c.step))
		if w.uniform() < step.Message {
			e.leaveMessage(h)
			return
		}
	}
	if step.FlowTo != None {
		e.flow(h, e.plan.queueIndex[step.FlowTo])
		return
	}
	if step.Disconnect {
		e.disconnect(h)
		return
	}
	e.unlink(h)
	lane := e.laneOf(q, c)
	e.push(lane, h)
	if agent := e.agentFor(lane, c); agent != None {
		e.serve(agent, h)
		return
	}
	e.schedule(h)
}

func (e *engine) leaveMessage(h int32) {
	c := &e.pool[h]
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[qMessages]++
	t[tWaitOther] += int64(e.now - c.since)
	e.leaveQueue(h, e.now)
	e.freeLine(c)
	e.traceEnd(h, "message", e.now)
	e.release(h)
}

// flow moves a waiting contact to another queue; its first entry and its
// patience stay.
func (e *engine) flow(h, to int32) {
	c := &e.pool[h]
	t := e.tally.queue(int(c.queue), int(c.bin))
	t[qFlowed]++
	t[tWaitOther] += int64(e.now - c.since)
	e.leaveQueue(h, e.now)
	e.traceEnd(h, "flowed_out", e.now)
	c.gen++
	c.queue, c.step = to, 0
	c.leg++
	e.tally.contacts++
	t = e.countArrival(h)
	if !e.swapLine(c) {
		t[qBlocked]++
		e.lose(h)
		return
	}
	c.joined = e.now
	e.join(h)
}

// swapLine gives c the line that its new queue names, if it names another.
func (e *engine) swapLine(c *contact) bool {
	to := int32(e.plan.queues[c.queue].trunk)
	if to == None || to == c.line {
		return true
	}
	e.freeLine(c)
	if e.linesUsed[to] >= e.plan.trunks[to] {
		return false
	}
	e.linesUsed[to]++
	c.line = to
	return true
}
