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
		best := h.firstChild(i)
		if best >= n || !h.heap[best].before(last) {
			break
		}
		h.heap[i] = h.heap[best]
		i = best
	}
	h.heap[i] = last
	h.first = h.heap[0].at
	return top
}

// firstChild returns the child of i that is before the others; a place beyond the heap when it has none.
// Which child that is cannot be foreseen, so moments are compared without branches; only a tie has one.
func (h *timerHeap) firstChild(i int) int {
	first := 4*i + 1
	if first+4 > len(h.heap) {
		best := first
		for j := first + 1; j < len(h.heap); j++ {
			if h.heap[j].before(h.heap[best]) {
				best = j
			}
		}
		return best
	}
	c := h.heap[first : first+4 : first+4]
	a, b, x, y := 0, 2, c[0].at, c[2].at
	if c[1].at < x {
		a, x = 1, c[1].at
	}
	if c[3].at < y {
		b, y = 3, c[3].at
	}
	if y < x {
		a = b
	}
	if c[0].at == c[1].at || c[2].at == c[3].at || x == y {
		a = 0
		for j := 1; j < 4; j++ {
			if c[j].before(c[a]) {
				a = j
			}
		}
	}
	return first + a
}
