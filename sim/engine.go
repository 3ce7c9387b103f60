package sim

import "sync/atomic"

// eventKind orders what happens at the same instant. Boundaries come first: a
// contact that arrives at 10:00 belongs to the interval that begins then, an
// agent whose shift ends then takes nothing more. Service ends come before
// arrivals: an agent freed at 10:00 takes a contact that arrives at 10:00.
// Deadlines come last: who would be answered just when patience ends is answered.
type eventKind uint8

const (
	eventBoundary eventKind = iota // interval, day, opening hours, planned seats
	eventService                   // an agent's talk, conference or wrap-up ends
	eventEntry                     // a contact comes back, over, or out of self-service
	eventDial                      // a dialled number rings out
	eventWake                      // agents with contacts in hand may take more
	eventArrival                   // a fresh contact
	eventPatience                  // a waiting contact gives up
	eventOffer                     // a callback is offered
	eventStep                      // a waiting contact reaches its next routing step
	eventExpire                    // a promised callback is too late
	eventRedial                    // the dialer tries again
)

// maxContacts is the most contacts in the centre at once: 0.6 GB for each worker, and twice as much again while their
// memory grows. More is an overload that no result could make sense of.
const maxContacts = 4_000_000

// engine simulates one replication after another of one plan. All its memory
// is kept from one to the next.
type engine struct {
	plan        *plan
	seed        uint64
	key         uint64 // of the seed and replication
	replication int
	now         Time
	bin         int32
	from        Time // start of the bin

	tree        *winnerTree
	timers      timerHeap
	streams     []stream
	nextArrival Time
	nextStream  int
	boundary    int

	pool        []contact
	freeContact int32
	lanes       []laneState
	queues      []queueState
	groups      []groupState
	agents      []agentState
	idle        []idleList // group × contacts in hand
	linesUsed   []int
	holding     int // groups whose seats stay until nobody waits
	ended       bool

	pooled poolState

	tape    *tape // of the worker's variants, or nil
	playing bool  // customers come from the tape; else they go onto it

	tally *tally
	waits *waitRecord
	trace *traceWriter
	stop  *atomic.Bool // not nil and true: give up at the next boundary
}

// queueState is what changes on a queue during a replication.
type queueState struct {
	plan     *queuePlan
	waiting  int32 // contacts that wait, callbacks not included
	coming   int32 // live contacts in self-service, on their way over or promised a callback
	open     int32 // deferrable contacts not completed
	explicit bool  // abandonments are events now
	closed   bool
	row      *queueTally // of the bin
	dial     dialState
}

func newEngine(p *plan, seed uint64) *engine {
	e := &engine{plan: p, seed: seed, tree: newWinnerTree(p.agents), streams: make([]stream, len(p.sources)),
		lanes: make([]laneState, len(p.lanes)), queues: make([]queueState, len(p.queues)), groups: make([]groupState, len(p.groups)),
		agents: make([]agentState, p.agents), linesUsed: make([]int, len(p.trunks))}
	most := int32(1)
	for g := range p.groups {
		most = max(most, p.groups[g].maxHand)
	}
	e.idle = make([]idleList, len(p.groups)*int(most))
	for g := range p.groups {
		e.groups[g].plan = &p.groups[g]
		e.groups[g].idle = e.idle[g*int(most) : (g+1)*int(most)]
		e.groups[g].slots = make([]int32, 0, p.groups[g].slots)
	}
	return e
}

// reset puts the engine before replication r.
func (e *engine) reset(r int, t *tally) {
	p := e.plan
	e.key, e.replication = hashKey(e.seed, uint64(r)), r
	e.now, e.bin, e.from, e.boundary, e.ended, e.holding = 0, 0, 0, 0, false, 0
	e.tree.reset()
	e.timers.reset()
	for i := range e.pool {
		e.pool[i].gen = 0
	}
	e.pool, e.freeContact = e.pool[:0], None
	for i := range e.lanes {
		e.lanes[i] = laneState{None, None}
	}
	for i := range e.queues {
		e.queues[i] = queueState{plan: &p.queues[i], explicit: p.queues[i].explicit, closed: true}
		e.queues[i].dial.left = dialList(p.queues[i].Dialer)
	}
	for i := range e.idle {
		e.idle[i] = idleList{None, None, 0}
	}
	for g := range e.groups {
		e.resetGroup(int32(g))
	}
	clear(e.linesUsed)
	e.tally = t
	e.openBooks(0, 0)
	if e.tape != nil && !e.playing {
		e.tape.rewind()
	}
	for i := range e.streams {
		if e.playing {
			e.startPlaying(i)
		} else {
			e.startStream(&e.streams[i], &p.sources[i])
		}
	}
	e.findNextArrival()
}

// simulate runs replication r into t.
func (e *engine) simulate(r int, t *tally) {
	if e.plan.fast && e.trace == nil {
		e.simulatePool(r, t)
		return
	}
	e.reset(r, t)
	boundaries := e.plan.boundaries
	next := boundaries[0].at
	for {
		// Nearly always a service end or an arrival, and which of them cannot be foreseen: the only branch that the
		// processor mispredicts.
		service, arrival := e.tree.end(), e.nextArrival
		if first := min(service, arrival); first < min(next, e.timers.first, lastMoment) {
			e.now = first
			if service <= arrival {
				e.serviceEnds(e.tree.agent())
			} else {
				e.arrive()
			}
			if e.holding > 0 {
				e.releaseHolds()
			}
			continue
		}
		at, kind := e.earliest(next)
		if at == Never {
			break
		}
		e.now = at
		switch kind {
		case eventBoundary:
			next = e.passBoundary()
			if e.stop != nil && e.stop.Load() {
				return
			}
		case eventService:
			e.serviceEnds(e.tree.agent())
		case eventArrival:
			e.arrive()
		case eventWake:
			e.wakeShared()
		case eventEntry:
			e.enter()
		case eventDial:
			e.dialEnds()
		case eventPatience:
			e.patienceEnds()
		case eventOffer:
			e.offerCallback()
		case eventStep:
			e.nextStep()
		case eventExpire:
			e.callbackExpires()
		case eventRedial:
			e.redial()
		}
		if e.holding > 0 {
			e.releaseHolds()
		}
	}
	e.traceRest()
	e.finish(r)
}

// earliest returns the moment and kind of the earliest event, on a tie the lower
// kind, when the next boundary is at moment next; Never when nothing is left.
func (e *engine) earliest(next Time) (Time, eventKind) {
	service, arrival := e.tree.end(), e.nextArrival
	at, kind := next, eventBoundary
	if service < at && !e.tree.empty() {
		at, kind = service, eventService
	}
	if arrival < at {
		at, kind = arrival, eventArrival
	}
	if e.timers.first != Never {
		if h := &e.timers.heap[0]; h.at < at || h.at == at && h.kind() < kind {
			at, kind = h.at, h.kind()
		}
	}
	return at, kind
}

// due takes the first timer off the heap and returns its contact; None when
// the contact has moved on.
func (e *engine) dueContact() int32 {
	t := e.timers.pop()
	if e.pool[t.what].gen != t.gen {
		return None
	}
	return t.what
}

// findNextArrival finds the stream that brings the next fresh contact.
func (e *engine) findNextArrival() {
	e.nextArrival, e.nextStream = Never, None
	for i := range e.streams {
		if e.streams[i].next < e.nextArrival {
			e.nextArrival, e.nextStream = e.streams[i].next, i
		}
	}
}

// spreadGroup adds the time since from to a counter of group g, bin by bin.
func (e *engine) spreadGroup(g int32, counter int, from Time) {
	if from >= e.from-e.plan.interval { // nearly always: neither a division nor a branch that cannot be foreseen
		s := &e.groups[g]
		s.before[counter] += int64(max(e.from-from, 0))
		s.row[counter] += int64(e.now - max(e.from, from))
		return
	}
	e.plan.eachBin(from, e.now, func(bin int, d Time) { e.tally.group(int(g), bin)[counter] += int64(d) })
}

// spreadQueue adds the time between from and to, which is not after now, to a
// counter of queue q, bin by bin.
func (e *engine) spreadQueue(q int32, counter int, from, to Time) {
	if from >= e.from {
		e.queues[q].row[counter] += int64(to - from)
		return
	}
	e.plan.eachBin(from, to, func(bin int, d Time) { e.tally.queue(int(q), bin)[counter] += int64(d) })
}

// eachBin cuts the time from from to to at the ends of the bins; what lies
// before the simulated time is left out, the last bin has no end.
func (p *plan) eachBin(from, to Time, add func(bin int, d Time)) {
	for at := max(from, 0); at < to; {
		bin := p.bin(at)
		next := to
		if bin < p.bins-1 {
			next = min(to, Time(bin+1)*p.interval)
		}
		add(bin, next-at)
		at = next
	}
}
