package sim

// Options says how much to simulate and what to estimate beyond the metrics.
type Options struct {
	Seed         uint64
	Replications int // at least 1; with Precision the first look
	// First is the number of the first replication, a multiple of
	// BlockReplications: an experiment is continued where another stopped. Not with Precision.
	First   int
	Workers int // 0: one per processor; the result does not depend on it
	// Precision asks for more replications until every goal is reached for the
	// total and every queue or group that has the metric, or MaxReplications.
	Precision       []Precision
	MaxReplications int
	Measures        []Measure
	// NoWaits leaves the quantiles of waits without data: for searches that look at many plans and need none.
	NoWaits bool
	// Progress, when not nil, is called from one goroutine with the replications done and planned.
	Progress func(done, planned int)
	// Name is told in panics, so that a violated invariant names its scenario.
	Name string
}

// MaxReplicationsLimit is the most replications that one run accepts.
const MaxReplicationsLimit = 1_000_000

// Measure is a number made of counters per replication: a ratio of two sums,
// or, without Den, a sum per replication. Money is expressed this way. With Of it
// is that metric instead.
type Measure struct {
	Name string
	Num  []Sum
	Den  []Sum
	Of   *MetricOf
}

// MetricOf is a metric of one queue, or of one group, over the intervals
// [From, To) of the horizon: for example the service level of one day. Quantiles, shares of
// spans on target and queue_length are not kept that way.
type MetricOf struct {
	Metric       Metric
	Queue, Group int // one of them None
	From, To     int
}

// Sum is Const plus weighted counters, but never below AtLeast (for example
// an outsourcer's minimum; the zero value for no minimum is AtLeast 0 with
// Floor false).
type Sum struct {
	Const   float64
	Terms   []Term
	Floor   bool
	AtLeast float64
}

// Term is Weight times a counter of one queue or group, over the horizon or,
// when From < To, over the intervals [From, To).
type Term struct {
	Weight   float64
	Counter  Counter
	Index    int // queue or group, as the counter says
	From, To int // intervals; both 0: the whole horizon, time after its end included
}

// Counter names what a replication counts. Times are in hours.
type Counter uint8

// Counters of queues.
const (
	CountArrivals Counter = iota
	CountBlocked
	CountSelfServed
	CountAnswered
	CountAbandoned
	CountMessages
	CountDisconnected
	CountDialled
	CountCentreHours // hours of contacts in the centre, from entry until the customer leaves
	CountTalkHours
	CountCompleted
	CountIssues
	CountIssuesAnswered // issues answered at least once
	CountIssuesResolved // issues answered at least once and settled
	// Issues by their worst outcome, most severe first.
	CountIssuesAbandoned  // some attempt was lost (abandoned, blocked or disconnected)
	CountIssuesUnresolved // never lost, but some service did not settle it
	CountIssuesLate       // never lost nor unresolved, but answered after awt (or due) once
	// Counters of groups.
	CountHandlingHours
	CountHandledHours // summed over contacts
	CountGroupTalkHours
	CountLoggedInHours
	CountOverrunHours
	CountContactsHandled
	counters
)

// OfGroup tells whether the counter belongs to groups rather than queues.
func (c Counter) OfGroup() bool { return c >= CountHandlingHours }
