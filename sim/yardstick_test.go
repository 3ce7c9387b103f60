package sim

import "testing"

// BenchmarkW1ByHand is W1 written out by hand for this one centre, with nothing
// but four counters: an event loop over a winner tree, a ring of those who wait, a
// stack of the idle. It measures the machine: the cost of the engine relative to it,
// within one run, does not drift from hour to hour as nanoseconds do. PERFORMANCE gives 54 ns
// for it and 75 ns as the target of the general engine: 1.39 times as much.
func BenchmarkW1ByHand(b *testing.B) {
	var h byHand
	contacts, inAwt := 0, 0
	r := uint64(0)
	for b.Loop() {
		h = byHand{random: draws(hashKey(1, r))}
		h.day()
		contacts += h.contacts
		inAwt += h.inAwt
		r++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(contacts), "ns/contact")
	if share := float64(inAwt) / float64(contacts); r > 100 && (share < 0.83 || share > 0.87) {
		b.Errorf("%.3f answered in 20 s, 0.851 expected", share)
	}
}

type byHand struct {
	random                             draws
	node                               [256]uint64
	idle                               [90]int32
	ring                               [1024]struct{ at, deadline Time }
	contacts, answered, inAwt, abandon int
	wait                               Time
}

func (h *byHand) set(agent uint64, key uint64) {
	i := 128 + agent&127
	h.node[i] = key
	for i > 1 {
		key = min(key, h.node[i^1])
		i >>= 1
		h.node[i] = key
	}
}

func (h *byHand) draw(mean float64) Time {
	u := h.random.next()
	x, sure := sureExponential(u)
	if !sure {
		x = h.random.exponentialEdge(u)
	}
	return Time(x * mean)
}

func (h *byHand) day() {
	const gap, handle, patience, end = 3e6, 270e6, 120e6, 600 * Minute
	for i := range h.node {
		h.node[i] = idleKey
	}
	free := 0
	for ; free < len(h.idle); free++ {
		h.idle[free] = int32(free)
	}
	head, tail := 0, 0
	next := h.draw(gap)
	for {
		key := h.node[1]
		at := Time(key >> agentBits)
		if next <= at && next < end {
			at = next
			next += h.draw(gap)
			h.contacts++
			if free > 0 {
				free--
				h.answered++
				h.inAwt++
				agent := uint64(h.idle[free])
				h.set(agent, uint64(at+h.draw(handle))<<agentBits|agent)
				continue
			}
			c := &h.ring[tail%len(h.ring)]
			c.at, c.deadline = at, at+h.draw(patience)
			tail++
			continue
		}
		if key == idleKey {
			return
		}
		agent := key & (1<<agentBits - 1)
		for head < tail && h.ring[head%len(h.ring)].deadline < at {
			h.abandon++
			head++
		}
		if head == tail {
			h.idle[free] = int32(agent)
			free++
			h.set(agent, idleKey)
			continue
		}
		wait := at - h.ring[head%len(h.ring)].at
		head++
		h.answered++
		h.wait += wait
		if wait <= 20*Second {
			h.inAwt++
		}
		h.set(agent, uint64(at+h.draw(handle))<<agentBits|agent)
	}
}
