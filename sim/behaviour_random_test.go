package sim

import (
	"slices"
	"testing"
)

// TestNothingIsLeftBehind looks into the engine after random centres: whoever still waits stands in a lane, no
// number rings, and a second replication on the same engine gives the same counters as the first.
func TestNothingIsLeftBehind(t *testing.T) {
	for seed := range uint64(200) {
		c := randomCentre(seed)
		p := compile(c)
		e := newEngine(p, seed)
		e.waits = newWaitRecord(p)
		first, second := newTally(len(p.queues), len(p.groups), p.bins), newTally(len(p.queues), len(p.groups), p.bins)
		e.simulate(0, first)
		e.simulate(0, second)
		if !slices.Equal(first.queues, second.queues) || !slices.Equal(first.groups, second.groups) {
			t.Errorf("%s: the second replication on the same engine differs", c.Name)
		}
		if p.fast {
			continue // it keeps no contacts
		}
		for q := range p.queues {
			inLanes := int32(0)
			for _, l := range p.queues[q].lanes {
				for h := e.lanes[l].head; h != None; h = e.pool[h].next {
					inLanes++
				}
			}
			state := &e.queues[q]
			if !p.queues[q].deferred && state.pending != inLanes || state.waiting < 0 || state.waiting > inLanes || state.open < 0 {
				t.Errorf("%s, %s: %d in lanes, %d pending, %d waiting, %d open", c.Name, p.queues[q].Name, inLanes, state.pending, state.waiting, state.open)
			}
			if state.dial.ringing != 0 {
				t.Errorf("%s, %s: %d numbers ring", c.Name, p.queues[q].Name, state.dial.ringing)
			}
		}
	}
}
