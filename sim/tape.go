package sim

// A tape is the fresh customers of one replication as the first variant met
// them. Variants that differ in staffing or routing alone meet the same ones, and
// playing them from the tape spares half of the draws.
type tape struct {
	streams [][]taped
	length  int
	torn    bool // more customers than a tape holds: everybody draws anew
}

// taped is a fresh customer: arrival, key, and handle time as drawn at arrival.
type taped struct {
	at   Time
	base uint64
	work Time
}

// tapeLimit is the most customers on a tape: 6 MB for each worker.
const tapeLimit = 1 << 18

func (t *tape) rewind() {
	for i := range t.streams {
		t.streams[i] = t.streams[i][:0]
	}
	t.length, t.torn = 0, false
}

func (t *tape) add(stream int, c taped) {
	if t.length++; t.length > tapeLimit {
		t.torn = true
		return
	}
	t.streams[stream] = append(t.streams[stream], c)
}

// meetsSame tells whether the fresh customers of p are those of q: the same demand in the same hours.
func (p *plan) meetsSame(q *plan) bool {
	a, b := p.centre, q.centre
	return len(a.Queues) == len(b.Queues) && len(a.Queues) > 0 && &a.Queues[0] == &b.Queues[0] &&
		a.Busyness == b.Busyness && len(a.Correlations) == len(b.Correlations) && (len(a.Correlations) == 0 || &a.Correlations[0] == &b.Correlations[0]) &&
		a.Horizon.Length == b.Horizon.Length && a.Horizon.Interval == b.Horizon.Interval && a.Horizon.Warmup == b.Horizon.Warmup
}

// startPlaying puts stream i before its first customer on the tape.
func (e *engine) startPlaying(i int) {
	s, src := &e.streams[i], &e.plan.sources[i]
	*s = stream{source: src, queue: src.queue, next: Never}
	if list := e.tape.streams[i]; len(list) > 0 {
		s.next = list[0].at
	}
}

// takeTaped is take from or onto the tape.
func (e *engine) takeTaped(s *stream, plan *queuePlan) (base uint64, work Time) {
	if !e.playing {
		at := s.next
		base, work = e.draw(s, plan)
		e.tape.add(e.nextStream, taped{at, base, work})
		return base, work
	}
	list := e.tape.streams[e.nextStream]
	c := &list[s.at]
	s.at++
	s.next = Never
	if s.at < len(list) {
		s.next = list[s.at].at
	}
	return c.base, c.work
}
