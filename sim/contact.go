package sim

// contact is one attempt of a customer while it is in the centre or on its way
// back. Contacts live in a pool; a handle is an index into it. gen counts the
// lives of a handle, so that a timer of an earlier life is ignored.
type contact struct {
	base       uint64 // key of the customer's random numbers
	since      Time   // the wait counts from here
	joined     Time   // when it joined its present queue
	deadline   Time   // patience ends
	due        Time
	talk       Time // talk time so far
	work       Time // handle time drawn at arrival, before speed; 0: not drawn yet
	began      Time // of the wait that counts to the queue's length; of the service, in a shared group
	answered   Time // the moment an agent was reached
	remaining  float64
	next, prev int32
	gen        uint32
	lane       int32
	queue      int32
	bin        int32 // of entry into its queue
	firstQueue int32 // where its issue began
	firstBin   int32
	source     int32
	line       int32 // trunk held, or None
	branch     int32 // of the route's split
	transfer   int32 // transfer that follows the service, or None
	leg        int32 // contacts of this customer before this one
	partner    int32 // agent joined in conference, or None
	step       int16
	tries      int16 // retries so far
	phase      phase
	worst      outcome
	flags      contactFlags
}

// phase is what a contact outside an agent's hands is doing.
type phase uint8

const (
	phaseReturning phase = iota // on its way back: enters as a new contact
	phaseBot                    // in self-service, not contained
	phaseContained              // in self-service, contained
	phaseTransfer               // on its way to another queue
	phaseWaiting
	phaseService
	phaseWrap
	phaseAside // interrupted
)

type contactFlags uint16

const (
	flagRetry contactFlags = 1 << iota
	flagRepeat
	flagSkipBot  // wants an agent
	flagAnswered // some earlier contact of the issue was answered
	flagCallback // waits for its callback
	flagOffered  // the callback offer was made
	flagStarted  // deferrable work begun and put aside
	flagDialled  // reached by the dialer
	flagFlowed   // came from another queue while waiting
)

// outcome is the worst that has happened to an issue so far.
type outcome uint8

const (
	outcomeGood outcome = iota
	outcomeLate
	outcomeUnresolved
	outcomeLost
)

// laneState is the contacts that wait in one lane, in order of since.
type laneState struct{ head, tail int32 }

// newContact takes a handle from the pool; None when the centre is full.
func (e *engine) newContact() int32 {
	h := e.freeContact
	if h != None {
		e.freeContact = e.pool[h].next
	} else {
		if len(e.pool) >= maxContacts {
			return None
		}
		e.pool = append(e.pool, contact{})
		h = int32(len(e.pool) - 1)
	}
	c := &e.pool[h]
	gen := c.gen
	*c = contact{} // in place: a literal with fields would be built on the stack and copied
	c.gen, c.deadline = gen, Never
	c.next, c.prev, c.lane, c.line, c.source, c.transfer, c.partner = None, None, None, None, None, None, None
	return h
}

// release gives the handle back.
func (e *engine) release(h int32) {
	c := &e.pool[h]
	c.gen++
	c.next = e.freeContact
	e.freeContact = h
}

// push puts h into lane l in order of since, behind its equals.
func (e *engine) push(l int32, h int32) {
	lane, c := &e.lanes[l], &e.pool[h]
	c.lane = l
	after := lane.tail
	if c.since < e.now { // else nobody came later
		if lane.head != None && c.since < e.pool[lane.head].since {
			after = None // work put aside, older than all that wait
		}
		for after != None && e.pool[after].since > c.since {
			after = e.pool[after].prev
		}
	}
	c.prev = after
	if after == None {
		c.next = lane.head
		lane.head = h
	} else {
		c.next = e.pool[after].next
		e.pool[after].next = h
	}
	if c.next == None {
		lane.tail = h
	} else {
		e.pool[c.next].prev = h
	}
}

// unlink takes h out of its lane.
func (e *engine) unlink(h int32) {
	c := &e.pool[h]
	lane := &e.lanes[c.lane]
	if c.prev == None {
		lane.head = c.next
	} else {
		e.pool[c.prev].next = c.next
	}
	if c.next == None {
		lane.tail = c.prev
	} else {
		e.pool[c.next].prev = c.prev
	}
	c.lane, c.next, c.prev = None, None, None
}

// front returns the contact that has waited longest in lane l, None when
// nobody waits. Contacts whose patience has run out unseen are taken out on the way.
func (e *engine) front(l int32) int32 {
	for {
		h := e.lanes[l].head
		if h == None || e.pool[h].deadline >= e.now {
			return h
		}
		e.abandon(h, e.pool[h].deadline)
	}
}
