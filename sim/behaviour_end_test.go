package sim

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestWhoEnteredInTheWarmUpIsNotInTheSystem: a centre that never closes, cut at midnight. Ample lines
// make its queue one whose contacts are followed to their end; they change nothing else. Services that began in the
// warm-up and last beyond the horizon are nobody's.
func TestWhoEnteredInTheWarmUpIsNotInTheSystem(t *testing.T) {
	plain := workload1(30)
	plain.Horizon.Warmup = 6 * Hour
	plain.Horizon.Open = []Span{{-6 * Hour, 30 * Hour}}
	plain.Queues[0].Open = plain.Horizon.Open
	plain.Queues[0].Sources[0].Rate = Constant(0.0005)
	plain.Queues[0].Handle = Lognormal(40_000, 1)
	plain.Queues[0].Patience = EndlessPatience()
	plain.Seats = flatSeats(plain.Horizon, 30)
	lines := clone(plain)
	lines.Trunks = []Trunk{{"lines", maxContacts}}
	lines.Queues[0].Trunk = 0
	o := Options{Seed: 5, Replications: 10}
	a, b := mustRun(t, plain, o).Queues[0], mustRun(t, lines, o).Queues[0]
	for _, m := range []Metric{InSystem, Answered, Offered} {
		if x, y := a.Get(m), b.Get(m); x != y || !(x.Value > 0) {
			t.Errorf("%v: %v plain, %v with lines", m, x, y)
		}
	}
	if in, offered := a.Get(InSystem).Value, a.Get(Offered).Value; in > offered {
		t.Errorf("%v in the system of %v offered", in, offered)
	}
}

// TestInterruptedTraceEnds: a trace looks at its context at every interval, here after the first
// of 12 000 contacts.
func TestInterruptedTraceEnds(t *testing.T) {
	c := workload1(90)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	records := 0
	err := Trace(ctx, c, 1, 0, func(Record) {
		records++
		if records == 1 {
			cancel()
			time.Sleep(100 * time.Millisecond) // for the news to arrive
		}
	})
	if !errors.Is(err, context.Canceled) || records > 6_000 {
		t.Errorf("%v after %d records", err, records)
	}
}
