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
	e.unlink(h)
	lane := e.laneOf(q, c)
	e.push(lane, h)
	if step.To != nil {
		if agent := e.agentFor(lane, c); agent != None {
			if !e.reachable(h) { // the promised call reached nobody
				h = e.nextForIdle(agent)
			}
			if h != None {
				e.serve(agent, h)
			}
			return
		}
	}
	if c.flags&flagCallback != 0 || !e.act(h, step) {
		e.schedule(h)
	}
}

// act does what a routing step does to a contact that none of its groups could
// take; true when the contact has left the queue.
func (e *engine) act(h int32, step *Step) bool {
	c := &e.pool[h]
	if step.Message > 0 {
		w := keyed(c.base, purposeMessage, int(c.leg)*64+int(c.step))
		if w.uniform() < step.Message {
			e.stopWaiting(h, qMessages, "message")
			e.freeLine(c)
			e.release(h)
			return true
		}
	}
	switch {
	case step.FlowTo != None:
		e.flow(h, e.plan.queueIndex[step.FlowTo])
	case step.Disconnect:
		e.disconnect(h)
	default:
		return false
	}
	return true
}

// flow moves a contact to another queue; its first entry and its patience stay.
func (e *engine) flow(h, to int32) {
	c := &e.pool[h]
	e.stopWaiting(h, qFlowed, "flowed_out")
	c.gen++
	c.queue, c.step = to, 0
	c.leg++
	e.tally.contacts++
	t := e.countArrival(h)
	c.flags |= flagFlowed
	if !e.swapLine(c) {
		t[qBlocked]++
		e.lose(h)
		return
	}
	t[tWaitBefore] += int64(e.now - c.since)
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

// refuses tells whether the first step turns away whom no group can take at once.
func (r *Route) refuses() bool {
	return r != nil && (r.Steps[0].Message > 0 || r.Steps[0].FlowTo != None || r.Steps[0].Disconnect)
}
