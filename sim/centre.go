package sim

// Centre is a contact centre over one horizon. Indexes of queues and groups in
// its parts refer to Queues and Groups. It is not modified by Run.
type Centre struct {
	Name    string
	Horizon Horizon
	// Busyness is the coefficient of variation of one gamma factor of mean 1 a
	// day that multiplies the arrivals of every queue.
	Busyness     float64
	Correlations []Correlation
	Queues       []Queue
	Groups       []Group
	// Seats are the planned logged-in agents by group and interval.
	Seats       Seats
	Trunks      []Trunk
	Reserves    []Reserve
	PickAgent   PickAgent
	PickContact PickContact
}

// Horizon is the stretch of time that one replication simulates.
type Horizon struct {
	Length   Time // a whole number of days
	Interval Time // the reporting and staffing interval, a divisor of a day
	// Warmup is simulated before time 0 and not counted; a whole number of intervals.
	Warmup Time
	// Open says when the centre is open. Sorted, disjoint. A span that reaches
	// beyond Length does not close at the end of the horizon: the simulation
	// just stops looking there.
	Open    []Span
	AtClose AtClose
}

// Intervals returns the number of counted intervals, Length ÷ Interval.
func (h Horizon) Intervals() int { return int(h.Length / h.Interval) }

// WarmupIntervals returns the number of intervals before time 0.
func (h Horizon) WarmupIntervals() int { return int(h.Warmup / h.Interval) }

// AtClose says what happens to waiting live contacts when their queue closes.
type AtClose uint8

const (
	ServeOut   AtClose = iota // the last seats stay until nobody waits
	Disconnect                // waiting contacts are cut off
)

// Correlation couples the day factors of two queues (Gaussian copula).
type Correlation struct {
	A, B int
	Rho  float64
}

// Channel is how a queue's customers reach the centre.
type Channel string

const (
	Voice      Channel = "voice"
	Chat       Channel = "chat"
	Email      Channel = "email"
	Social     Channel = "social"
	Messaging  Channel = "messaging"
	BackOffice Channel = "back_office"
	Outbound   Channel = "outbound"
)

// Queue is one stream of contacts and what happens to them.
type Queue struct {
	Name     string
	Channel  Channel
	Priority int    // smaller is served first
	Open     []Span // as Horizon.Open, for this queue
	Sources  []Source

	SelfService *SelfService
	Handle      Distribution // talk and hold
	WrapUp      Distribution // after-contact work; the zero Distribution is none
	Patience    Distribution // time to abandonment; Never for deferrable work
	Balk        Steps        // probability of leaving at once on having to wait
	Retry       *Return      // after abandonment, blocking or disconnection
	Repeat      *Return      // after an answered contact that did not settle the issue
	Transfers   []Transfer
	Conference  *Conference
	Trunk       int // index into Centre.Trunks, or None
	Limit       int // contacts that may wait, or None for no limit
	Callback    *Callback
	Due         *Due // not nil makes the queue deferrable
	Backlog     *Backlog
	// Interruptible work may be put aside for live contacts and resumed.
	Interruptible bool
	Target        *Target
	Dialer        *Dialer
	// Route holds the routing steps; nil is the default: every group with the
	// skill, best level first.
	Route *Route
}

// None stands for "no such index" and "no limit".
const None = -1

// Deferrable tells whether the queue's work waits in a backlog until due.
func (q *Queue) Deferrable() bool { return q.Due != nil }

// Source is one stream of fresh contacts into a queue: the queue's own demand,
// or that of a campaign. Its Name keys its random numbers.
type Source struct {
	Name string
	// Rate is the expected contacts per second. It is counted only while the queue is open.
	Rate       Steps
	DayCV      float64 // cv of one gamma factor of mean 1 a day
	IntervalCV float64 // cv of a further gamma factor an interval
	ForecastCV float64 // cv of one gamma factor for the whole horizon
	// ForecastKey keys that factor, so that sources may share it; empty: Name.
	ForecastKey string
	NoBusyness  bool // true: Centre.Busyness does not apply
	Process     Process
	Trace       []Time  // arrival moments, sorted, for Process Trace
	HandleScale float64 // factor on the handle time of this source's contacts; 0 means 1
}

// Process is the law of arrivals given their rate.
type Process uint8

const (
	Poisson Process = iota
	Counts          // the expected number, randomly rounded per interval, uniformly placed
	Replay          // the moments of Source.Trace
)

// SelfService is an IVR or a bot that a contact meets before the queue.
type SelfService struct {
	Containment Steps // probability that the contact ends there
	Time        Distribution
	// FalseContainment is the share of the contained whose issue is not solved:
	// they return after ReturnsAfter and then want an agent.
	FalseContainment Steps
	ReturnsAfter     Distribution
}

// Return describes customers who come back.
type Return struct {
	Probability Steps
	After       Distribution
	Attempts    int // further tries after the first; unused for repeats
	To          int // queue
}

// Transfer sends a served customer on to another queue.
type Transfer struct {
	Probability Steps
	To          int
	Queue       bool // false: the customer leaves unless an agent is free
}

// Conference calls an agent of another group in at the end of talk; both are
// held for Time. It is skipped when nobody is free.
type Conference struct {
	Probability Steps
	With        int // group
	Time        Distribution
}

// Callback is the offer to be called back instead of waiting.
type Callback struct {
	OfferAfter Time
	IfWaitOver Time
	Accept     Steps
	Reach      Steps
	Within     Time
}

// Due is the promise on deferrable work.
type Due struct {
	Within Time
	Clock  DueClock
}

// DueClock says which time counts towards Due.Within.
type DueClock uint8

const (
	Elapsed DueClock = iota
	OpenHours
	WorkingDays
)

// Backlog is the deferrable work that waits when the horizon (or its warm-up) begins.
type Backlog struct {
	Items int
	Age   Distribution
}

// Definition is a formula for the service level; see docs/metrics.md.
type Definition uint8

const (
	AbandonsNegative Definition = iota
	AbandonsIgnored
	AbandonsPositive
	ShortAbandonsExcluded
	ShortAbandonsCredited
	AnsweredOnly
	definitions
)

var definitionNames = [definitions]string{"abandons_negative", "abandons_ignored", "abandons_positive",
	"short_abandons_excluded", "short_abandons_credited", "answered_only"}

// String returns the name that scenarios and reports use.
func (d Definition) String() string { return definitionNames[d] }

// Definitions returns all definitions in their documented order.
func Definitions() []Definition {
	out := make([]Definition, definitions)
	for i := range out {
		out[i] = Definition(i)
	}
	return out
}

// Target is the service promised on a queue. Parts that are not stated are NaN.
type Target struct {
	Level          float64 // share to be answered (or, deferrable, completed) in time; NaN: not stated
	Awt            Time    // acceptable waiting time
	Definition     Definition
	Short          Time // abandonments up to here are short
	Per            Per
	MaxAbandonment float64 // NaN: not stated
	MaxASASeconds  float64 // NaN: not stated
}

// Per is the span over which a target must hold.
type Per uint8

const (
	PerDay Per = iota
	PerInterval
	PerWeek
	PerHorizon
)

var perNames = [...]string{"day", "interval", "week", "horizon"}

// String returns the name that scenarios use.
func (p Per) String() string { return perNames[p] }

// Dialer places outbound calls; its rule is stated in docs/scenario.md (dialer).
type Dialer struct {
	Mode           DialMode
	Hours          []Span
	List           int // numbers to call, or None for no end
	Reach          Steps
	DialsPerAgent  float64
	StartWhenIdle  int
	Watch          []int // groups; nil: those that serve the queue
	Preview        Time
	Ring           Time
	MaxAbandonment float64 // NaN: no cap
}

// DialMode is how a dialer uses agents.
type DialMode uint8

const (
	Predictive DialMode = iota
	Progressive
	Preview
)

// Route is what happens to a waiting contact over time.
type Route struct {
	Split []SplitPart // one group is drawn per contact; nil: none
	Steps []Step      // the first has After 0
}

// SplitPart is one branch of a percentage split.
type SplitPart struct {
	Group int
	Share float64
}

// Step is one routing step, reached After that wait.
type Step struct {
	After      Time
	To         []int // groups that may take the contact; nil keeps those of the step before
	Order      Order
	Message    float64 // probability of leaving a message at this instant
	FlowTo     int     // queue, or None
	Disconnect bool
}

// Order says how a step chooses among the free agents of its groups.
type Order uint8

const (
	Together Order = iota // all groups together by PickAgent
	Listed                // the first listed group with a free agent, then PickAgent
	Random                // uniform over free agents
	ByLevel               // best skill level first, then PickAgent (the default without a route)
)

// Group is a set of interchangeable agents.
type Group struct {
	Name     string
	Site     string
	Skills   []Skill // none: joins conferences only
	Slowdown float64 // with k contacts in hand each runs at 1 ÷ (1 + Slowdown·(k − 1)) of its pace alone
	// Absence is the probability that an agent fails to show up, read at the start of the day.
	Absence Steps
	Open    []Span // hours of the group; nil: no hours of its own
	// PaidPerSeat is paid ÷ planned seat time, 1 ÷ ((1 − out) × (1 − in) × adherence), read as an interval begins; 0 means 1.
	PaidPerSeat  Steps
	ContactLimit int // contacts a day, or None
}

// Skill is what a group can serve.
type Skill struct {
	Queue  int
	Level  int     // smaller first
	Speed  float64 // 0 means 1; talk runs this much faster, wrap-up does not
	AtOnce int     // 0 or 1: takes the whole agent
}

// Trunk is a group of lines shared by queues.
type Trunk struct {
	Name  string
	Lines int
}

// Reserve keeps free agents of a group for one queue.
type Reserve struct {
	Group, For, KeepFree int
}

// PickAgent chooses among free agents.
type PickAgent uint8

const (
	LongestIdle PickAgent = iota
	LeastOccupied
	RandomAgent
	FewestContacts
)

// PickContact chooses among waiting contacts of equal level and priority.
type PickContact uint8

const (
	LongestWait PickContact = iota
	MostUrgent
)

// Seats is the common type of staffing: planned logged-in agents by group and
// interval. Count[g][i] covers the interval that starts at From + i·Interval;
// outside there are none.
type Seats struct {
	From     Time // −Warmup
	Interval Time
	Count    [][]int
}

// NewSeats returns empty seats for the groups and horizon of c.
func NewSeats(h Horizon, groups int) Seats {
	s := Seats{From: -h.Warmup, Interval: h.Interval, Count: make([][]int, groups)}
	for g := range s.Count {
		s.Count[g] = make([]int, h.WarmupIntervals()+h.Intervals())
	}
	return s
}

// At returns the seats of group g at time t.
func (s Seats) At(g int, t Time) int {
	if t < s.From {
		return 0
	}
	if i := int((t - s.From) / s.Interval); i < len(s.Count[g]) {
		return s.Count[g][i]
	}
	return 0
}

// Map returns seats with f applied to every count.
func (s Seats) Map(f func(group, interval, seats int) int) Seats {
	out := Seats{From: s.From, Interval: s.Interval, Count: make([][]int, len(s.Count))}
	for g := range s.Count {
		out.Count[g] = make([]int, len(s.Count[g]))
		for i, n := range s.Count[g] {
			out.Count[g][i] = f(g, i, n)
		}
	}
	return out
}

// WithSeats returns a copy of c that has other seats and shares everything else.
func (c *Centre) WithSeats(s Seats) *Centre {
	out := *c
	out.Seats = s
	return &out
}
