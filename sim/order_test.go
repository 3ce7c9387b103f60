package sim

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The two structures that put events in order, against a plain list.

// Timers come by moment, then kind, then in the order in which they were set. Few moments
// and kinds make nearly every comparison a tie.
func TestTimersComeInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var h timerHeap
		h.reset()
		moments, kinds := 1+random.IntN(40), 1+random.IntN(3)
		var waiting []timer
		for step := range int32(400) {
			if len(waiting) == 0 || random.IntN(5) < 3 {
				h.push(Time(random.IntN(moments)), eventKind(random.IntN(kinds)), step, uint32(step))
				waiting = append(waiting, h.latest(step))
				continue
			}
			first := slices.MinFunc(waiting, func(a, b timer) int {
				if a.before(b) {
					return -1
				}
				return 1
			})
			if h.first != first.at {
				t.Fatalf("the first timer is said to be at %v, it is at %v", h.first, first.at)
			}
			if got := h.pop(); got != first {
				t.Fatalf("got %+v, want %+v", got, first)
			}
			waiting = slices.DeleteFunc(waiting, func(w timer) bool { return w == first })
		}
		for range waiting {
			h.pop()
		}
		if h.first != Never || len(h.heap) != 0 {
			t.Fatalf("an empty heap says that its first timer is at %v", h.first)
		}
	}
}

// latest returns the timer that was set for what.
func (h *timerHeap) latest(what int32) timer {
	return h.heap[slices.IndexFunc(h.heap, func(t timer) bool { return t.what == what })]
}

// The winner is the agent whose service ends first, the lower number on a tie.
func TestTheTreeFindsTheFirst(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, agents := range []int{1, 2, 3, 64, 65, 300} {
		w := newWinnerTree(agents)
		ends := map[int32]Time{}
		for range 2000 {
			agent := int32(random.IntN(agents))
			if random.IntN(3) == 0 {
				w.clear(agent)
				delete(ends, agent)
			} else {
				ends[agent] = Time(random.IntN(50))
				w.set(agent, ends[agent])
			}
			first, at := int32(None), Never
			for agent := range int32(agents) {
				if end, ok := ends[agent]; ok && end < at {
					first, at = agent, end
				}
			}
			if w.empty() != (first == None) {
				t.Fatalf("%d agents: empty is %v with %d busy", agents, w.empty(), len(ends))
			}
			if first != None && (w.agent() != first || w.end() != at) {
				t.Fatalf("%d agents: agent %d at %v, want %d at %v", agents, w.agent(), w.end(), first, at)
			}
		}
	}
}

// The short way to draw an exponential gives what the long way gives.
func TestQuickDrawsAreTheSame(t *testing.T) {
	for _, d := range []Distribution{Exponential(270), Exponential(0), Exponential(1e-9), Exponential(1e12), Exponential(60).capped(30),
		Exponential(60).WithMean(Steps{At: []Time{0, Hour}, Value: []float64{10, 20}}), Exponential(60).capped(30).Scaled(3), Fixed(5), Lognormal(60, 0.8)} {
		for i := range uint64(20_000) {
			w := keyed(hashKey(17)+i*gamma, purposeHandle, 0)
			if got, want := d.sample(w, 2*Hour), d.sampleAny(w, 2*Hour); got != want {
				t.Fatalf("%s with mean %v: %v, want %v", d.Shape(), d.Mean(), got, want)
			}
		}
	}
}
