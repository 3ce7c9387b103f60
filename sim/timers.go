package sim

// timer is an event that is neither a fresh arrival, a service end nor a
// boundary. Timers of contacts that have moved on are left in the heap and
// ignored by their generation.
type timer struct {
	at    Time
	order uint64 // kind<<56 | sequence: the total order at one instant
	what  int32  // contact or dialer
	gen   uint32
}

func (t timer) kind() eventKind { return eventKind(t.order >> 56) }

func (t timer) before(u timer) bool {
	return t.at < u.at || t.at == u.at && t.order < u.order
}

// timerHeap is a 4-ary heap: for every i > 0, heap[(i−1)/4] is before heap[i].
type timerHeap struct {
	heap     []timer
	first    Time // of the heap; Never when it is empty
	sequence uint64
}

func (h *timerHeap) reset() { h.heap, h.first, h.sequence = h.heap[:0], Never, 0 }

func (h *timerHeap) push(at Time, kind eventKind, what int32, gen uint32) {
	h.sequence++
	t := timer{at: at, order: uint64(kind)<<56 | h.sequence, what: what, gen: gen}
	h.heap = append(h.heap, t)
	i := len(h.heap) - 1
	for i > 0 {
		parent := (i - 1) / 4
		if !t.before(h.heap[parent]) {
			break
		}
		h.heap[i] = h.heap[parent]
		i = parent
	}
	h.heap[i] = t
	h.first = h.heap[0].at
}

func (h *timerHeap) pop() timer {
	top := h.heap[0]
	last := h.heap[len(h.heap)-1]
	h.heap = h.heap[:len(h.heap)-1]
	n := len(h.heap)
	if n == 0 {
		h.first = Never
		return top
	}
	i := 0
	for {
		first := 4*i + 1
		if first >= n {
			break
		}
		best := first
		for j := first + 1; j < min(first+4, n); j++ {
			if h.heap[j].before(h.heap[best]) {
				best = j
			}
		}
		if !h.heap[best].before(last) {
			break
		}
		h.heap[i] = h.heap[best]
		i = best
	}
	h.heap[i] = last
	h.first = h.heap[0].at
	return top
}
