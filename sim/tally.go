package sim

// Counters of one queue in one bin. Times are in microseconds. Everything is
// counted in the bin in which the contact entered its queue, except area, which
// is spread over the time it describes, and open, a snapshot.
const (
	qArrivals = iota
	qBlocked
	qSelfServed
	qAnswered
	qInAwt
	qImmediate
	qAbandoned
	qAbandonedInAwt
	qBalked
	qShort
	qMessages
	qCallbacks
	qDisconnected
	qFlowed
	qWaitingAtEnd
	qServiceAtEnd
	qDialled
	qRetries
	qRepeats
	qTransfers
	tWaitAnswered
	tWaitAbandoned
	tWaitOther
	tWaitBefore // of those who flowed in: part of their wait that the queue before counts too
	tTalk
	tWrap
	tBot
	tArea
	qOpening // contacts of the opening backlog
	qOpen    // deferrable contacts open when the bin ends
	qCompleted
	qDueMet
	qDueAll
	qIssues
	qIssueContacts
	qIssuesAnswered
	qIssuesFirst
	qIssuesResolved
	qIssuesLate
	qIssuesUnresolved
	qIssuesLost
	queueCounters
)

// Counters of one group in one bin, spread over the time they describe.
const (
	gHandling = iota // microseconds with at least one contact in hand
	gHandled         // microseconds summed over contacts; kept for shared groups only
	gTalk
	gLoggedIn
	gOverrun
	gContacts
	groupCounters
)

type (
	queueTally [queueCounters]int64
	groupTally [groupCounters]int64
)

// offered returns arrivals − blocked − self_served.
func (t *queueTally) offered() int64 { return t[qArrivals] - t[qBlocked] - t[qSelfServed] }

// others returns the offered contacts that were neither answered nor abandoned
// but left: they stand in the denominator of the service level.
func (t *queueTally) others() int64 {
	return t[qMessages] + t[qCallbacks] + t[qDisconnected] + t[qFlowed]
}

func (t *queueTally) add(u *queueTally) {
	for i, v := range u {
		t[i] += v
	}
}

func (t *groupTally) add(u *groupTally) {
	for i, v := range u {
		t[i] += v
	}
}

// tally is everything counted in one replication.
type tally struct {
	bins    int
	queues  []queueTally // queue × bin
	groups  []groupTally // group × bin
	waitMax []Time       // by queue: longest wait of an answered contact
	// overloaded tells that the limit of contacts in the centre was met.
	overloaded bool
	// contacts counts entries into queues, for speed figures.
	contacts int64
}

func newTally(queues, groups, bins int) *tally {
	return &tally{bins: bins, queues: make([]queueTally, queues*bins), groups: make([]groupTally, groups*bins),
		waitMax: make([]Time, queues)}
}

func (t *tally) reset() {
	clear(t.queues)
	clear(t.groups)
	clear(t.waitMax)
	t.overloaded, t.contacts = false, 0
}

func (t *tally) queue(q, bin int) *queueTally { return &t.queues[q*t.bins+bin] }
func (t *tally) group(g, bin int) *groupTally { return &t.groups[g*t.bins+bin] }

// ratio is the numerator and denominator of one metric in one replication.
type ratio struct{ x, y float64 }

// serviceLevel returns the numerator and denominator of the service level
// under definition d (docs/metrics.md, "Service").
func (t *queueTally) serviceLevel(d Definition) ratio {
	h, b, others := t[qAnswered], t[qAbandoned], t.others()
	num, den := t[qInAwt], h+b+others
	switch d {
	case AbandonsIgnored:
		den -= t[qAbandonedInAwt]
	case AbandonsPositive:
		num += t[qAbandonedInAwt]
	case ShortAbandonsExcluded:
		den -= t[qShort]
	case ShortAbandonsCredited:
		num += t[qShort]
	case AnsweredOnly:
		den = h
	}
	return ratio{float64(num), float64(den)}
}
