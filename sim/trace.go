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
	Outcome      string // answered, abandoned, disconnected, message, callback (accepted), flowed_out
	Customer     uint64 // the same for all contacts of one customer
}

type traceWriter struct{ emit func(Record) }

// Trace simulates replication r and calls emit for every contact that was
// offered, in the order of their ends. It stops early when ctx is done.
func Trace(ctx context.Context, c *Centre, seed uint64, r int, emit func(Record)) error {
	p := compile(c)
	e := newEngine(p, seed)
	e.waits = newWaitRecord(p, false)
	e.trace = &traceWriter{emit}
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
	e.trace.emit(Record{Queue: e.plan.queues[c.queue].Name, Entered: c.since - e.plan.origin, Wait: at - c.since,
		Outcome: outcome, Customer: c.base})
}

// traceAnswered records an answered contact at the end of its talk (or, where
// nobody looks at that moment, at its beginning).
func (e *engine) traceAnswered(h, g int32, talk, wrap Time) {
	if e.trace == nil {
		return
	}
	c := &e.pool[h]
	wait := c.answered - c.since
	e.trace.emit(Record{Queue: e.plan.queues[c.queue].Name, Group: e.plan.groups[g].Name, Entered: c.since - e.plan.origin,
		Wait: wait, Talk: talk, WrapUp: wrap, Outcome: "answered", Customer: c.base})
}

func (e *engine) traceDirect(base uint64, q, g int32, talk, wrap Time) {
	e.trace.emit(Record{Queue: e.plan.queues[q].Name, Group: e.plan.groups[g].Name, Entered: e.now - e.plan.origin,
		Talk: talk, WrapUp: wrap, Outcome: "answered", Customer: base})
}
