package sim

import (
	"context"
	"sync/atomic"
)

// Record is one contact of a traced replication, at its end. Times are
// relative to the horizon's start; negative in the warm-up.
type Record struct {
	Queue, Group string // Group is empty when no agent was reached
	Entered      Time   // the moment of offering to the queue
	Wait         Time
	Talk, WrapUp Time
	Outcome      string // answered, abandoned, disconnected, message, callback (accepted), flowed_out, waiting_at_end, in_service_at_end
	Customer     uint64 // the same for all contacts of one customer
}

// traceWriter hands out records. left holds those of contacts that were in
// their queue or in an agent's hands when the horizon ended, until they end after all.
type traceWriter struct {
	emit  func(Record)
	left  map[leg]Record
	order []leg
}

// leg is one contact of one customer.
type leg struct {
	base uint64
	leg  int32
}

// Trace simulates replication r and calls emit for every contact that was
// offered, in the order of their ends; those whom the end of the horizon left
// in the centre come last. It stops early when ctx is done.
func Trace(ctx context.Context, c *Centre, seed uint64, r int, emit func(Record)) error {
	p := compile(c)
	e := newEngine(p, seed)
	e.waits = newWaitRecord(p, false)
	e.trace = &traceWriter{emit: emit}
	e.stop = new(atomic.Bool)
	defer context.AfterFunc(ctx, func() { e.stop.Store(true) })()
	e.simulate(r, newTally(len(p.queues), len(p.groups), p.bins))
	return ctx.Err()
}

func (e *engine) traceEnd(h int32, outcome string, at Time) {
	if e.trace == nil {
		return
	}
	c := &e.pool[h]
	delete(e.trace.left, leg{c.base, c.leg})
	e.trace.emit(e.recordOf(h, outcome, at))
}

// traceAnswered records an answered contact at the end of its talk (or, where
// nobody looks at that moment, at its beginning).
func (e *engine) traceAnswered(h, g int32, talk, wrap Time) {
	if e.trace == nil {
		return
	}
	c := &e.pool[h]
	delete(e.trace.left, leg{c.base, c.leg})
	r := e.recordOf(h, "answered", c.answered)
	r.Group, r.Talk, r.WrapUp = e.plan.groups[g].Name, talk, wrap
	e.trace.emit(r)
}

// recordOf is the record of a contact whose wait ended at moment at.
func (e *engine) recordOf(h int32, outcome string, at Time) Record {
	c := &e.pool[h]
	return Record{Queue: e.plan.queues[c.queue].Name, Entered: c.since - e.plan.origin, Wait: at - c.since, Outcome: outcome, Customer: c.base}
}

func (e *engine) traceDirect(base uint64, q, g int32, talk, wrap Time) {
	e.trace.emit(Record{Queue: e.plan.queues[q].Name, Group: e.plan.groups[g].Name, Entered: e.now - e.plan.origin,
		Talk: talk, WrapUp: wrap, Outcome: "answered", Customer: base})
}

// traceLeft remembers r as the record of c unless it ends after all.
func (e *engine) traceLeft(c *contact, r Record) {
	key := leg{c.base, c.leg}
	if _, known := e.trace.left[key]; !known {
		if e.trace.left == nil {
			e.trace.left = map[leg]Record{}
		}
		e.trace.left[key] = r
		e.trace.order = append(e.trace.order, key)
	}
}

// traceOpen remembers everybody who is in a queue or in an agent's hands now.
func (e *engine) traceOpen() {
	if e.trace == nil {
		return
	}
	for q := range e.plan.queues {
		for _, l := range e.plan.queues[q].lanes {
			for h := e.lanes[l].head; h != None; h = e.pool[h].next {
				e.traceWaiting(h)
			}
		}
	}
	for agent := range e.agents {
		a := &e.agents[agent]
		group := e.plan.groups[a.group].Name
		switch a.stage {
		case stageTalk, stageConference:
			c := &e.pool[a.contact]
			r := e.recordOf(a.contact, "in_service_at_end", c.answered)
			r.Group, r.Talk = group, c.talk-(e.tree.endOf(int32(agent))-e.now)
			e.traceLeft(c, r)
		case stageShared:
			for h := a.first; h != None; h = e.pool[h].next {
				c := &e.pool[h]
				r := e.recordOf(h, "in_service_at_end", c.answered)
				r.Group, r.Talk = group, e.now-c.began
				if c.phase == phaseWrap { // the customer was done
					r.Outcome, r.Talk, r.WrapUp = "answered", c.talk, e.now-c.began
				}
				e.traceLeft(c, r)
			}
		}
	}
}

// traceWaiting remembers a contact that waits, or was put aside, as the horizon
// ends; a promised callback has its row.
func (e *engine) traceWaiting(h int32) {
	c := &e.pool[h]
	switch {
	case e.trace == nil || c.flags&flagCallback != 0:
	case c.flags&flagStarted != 0:
		r := e.recordOf(h, "in_service_at_end", c.answered)
		r.Talk = max(0, c.talk-Time(c.remaining))
		e.traceLeft(c, r)
	default:
		e.traceLeft(c, e.recordOf(h, "waiting_at_end", max(e.plan.end, c.since)))
	}
}

// traceRest hands out the records of all whom the end left in the centre.
func (e *engine) traceRest() {
	if e.trace == nil {
		return
	}
	e.traceOpen()
	for _, key := range e.trace.order {
		if r, open := e.trace.left[key]; open {
			e.trace.emit(r)
		}
	}
	e.trace.left, e.trace.order = nil, nil
}
