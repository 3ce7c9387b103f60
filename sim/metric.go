package sim

// Metric names a number that Agner reports. Its String is the key used in every format.
type Metric uint8

// Metrics of queues. Counts are per replication.
const (
	Arrivals Metric = iota
	Blocked
	SelfServed
	Offered
	Answered
	AnsweredInAwt
	Abandoned
	AbandonedInAwt
	Balked
	ShortAbandoned
	Messages
	Callbacks
	Disconnected
	FlowedOut
	InSystem
	Dialled
	Retries
	Repeats
	TransfersIn
	OpeningBacklog
	ServiceLevel
	ServiceLevelAbandonsNegative
	ServiceLevelAbandonsIgnored
	ServiceLevelAbandonsPositive
	ServiceLevelShortAbandonsExcluded
	ServiceLevelShortAbandonsCredited
	ServiceLevelAnsweredOnly
	ASA
	MeanWait
	TimeToAbandon
	WaitP50
	WaitP90
	WaitP95
	WaitP99
	WaitMax
	Abandonment
	AbandonmentExcludingShort
	Delayed
	Blocking
	AHT
	QueueLength
	Backlogged
	CompletedInDue
	IntervalsOnTarget
	ProbabilityOfTarget
	FirstContactResolution
	CustomersServed
	ContactsPerIssue
	// of groups
	Occupancy
	Utilization
	LoggedInHours
	HandlingHours
	PaidHours
	Shrinkage
	Concurrency
	Agents
	ContactsHandled
	OverrunHours
	// by interval only: the day-to-day spread of the service level
	ServiceLevelP05
	ServiceLevelP50
	ServiceLevelP95
	metrics
)

// Unit says how a metric is written.
type Unit uint8

const (
	UnitCount Unit = iota
	UnitFraction
	UnitSeconds
	UnitHours
	UnitRatio
)

// info is the dictionary entry of a metric.
type info struct {
	name    string
	unit    Unit
	formula string
}

var metricInfo = [metrics]info{
	Arrivals:       {"arrivals", UnitCount, "contacts that tried to enter the queue, new and returning"},
	Blocked:        {"blocked", UnitCount, "arrivals that found every line busy or the queue full"},
	SelfServed:     {"self_served", UnitCount, "arrivals fully handled by self-service"},
	Offered:        {"offered", UnitCount, "arrivals − blocked − self_served"},
	Answered:       {"answered", UnitCount, "offered contacts that reached an agent"},
	AnsweredInAwt:  {"answered_in_awt", UnitCount, "answered within the acceptable waiting time"},
	Abandoned:      {"abandoned", UnitCount, "offered contacts that left the queue by their own patience"},
	AbandonedInAwt: {"abandoned_in_awt", UnitCount, "abandoned within the acceptable waiting time"},
	Balked:         {"balked", UnitCount, "abandoned at once because they had to wait"},
	ShortAbandoned: {"short_abandoned", UnitCount, "abandoned within short_abandon of the target"},
	Messages:       {"messages", UnitCount, "left a message after the wait that the route allows"},
	Callbacks:      {"callbacks", UnitCount, "accepted a callback offer instead of waiting"},
	Disconnected:   {"disconnected", UnitCount, "cut off at closing, or refused by a route step"},
	FlowedOut:      {"flowed_out", UnitCount, "moved to another queue while waiting"},
	InSystem:       {"in_system", UnitCount, "still waiting or in service at the end of the horizon"},
	Dialled:        {"dialled", UnitCount, "numbers that the dialer tried"},
	Retries:        {"retries", UnitCount, "arrivals that came back after abandonment, blocking or disconnection"},
	Repeats:        {"repeats", UnitCount, "arrivals that came back after an unresolved service"},
	TransfersIn:    {"transfers_in", UnitCount, "arrivals from another queue's agents"},
	OpeningBacklog: {"opening_backlog", UnitCount, "deferrable contacts open before the horizon began: they stand beside offered"},
	ServiceLevel:   {"service_level", UnitFraction, "the service level under the target's definition"},
	ServiceLevelAbandonsNegative: {"service_level_abandons_negative", UnitFraction,
		"answered_in_awt ÷ (answered + abandoned)"},
	ServiceLevelAbandonsIgnored: {"service_level_abandons_ignored", UnitFraction,
		"answered_in_awt ÷ (answered + abandoned after awt)"},
	ServiceLevelAbandonsPositive: {"service_level_abandons_positive", UnitFraction,
		"(answered_in_awt + abandoned_in_awt) ÷ (answered + abandoned)"},
	ServiceLevelShortAbandonsExcluded: {"service_level_short_abandons_excluded", UnitFraction,
		"answered_in_awt ÷ (answered + abandoned − short_abandoned)"},
	ServiceLevelShortAbandonsCredited: {"service_level_short_abandons_credited", UnitFraction,
		"(answered_in_awt + short_abandoned) ÷ (answered + abandoned)"},
	ServiceLevelAnsweredOnly:  {"service_level_answered_only", UnitFraction, "answered_in_awt ÷ answered"},
	ASA:                       {"asa", UnitSeconds, "total wait of answered ÷ answered"},
	MeanWait:                  {"mean_wait", UnitSeconds, "total wait of all offered ÷ offered"},
	TimeToAbandon:             {"time_to_abandon", UnitSeconds, "total wait of abandoned ÷ abandoned"},
	WaitP50:                   {"wait_p50", UnitSeconds, "median wait of answered contacts"},
	WaitP90:                   {"wait_p90", UnitSeconds, "90th percentile of the wait of answered contacts"},
	WaitP95:                   {"wait_p95", UnitSeconds, "95th percentile of the wait of answered contacts"},
	WaitP99:                   {"wait_p99", UnitSeconds, "99th percentile of the wait of answered contacts"},
	WaitMax:                   {"wait_max", UnitSeconds, "longest wait of an answered contact in a replication, averaged over replications"},
	Abandonment:               {"abandonment", UnitFraction, "abandoned ÷ offered"},
	AbandonmentExcludingShort: {"abandonment_excluding_short", UnitFraction, "(abandoned − short) ÷ (offered − short)"},
	Delayed:                   {"delayed", UnitFraction, "offered contacts not answered at once ÷ offered"},
	Blocking:                  {"blocking", UnitFraction, "blocked ÷ arrivals"},
	AHT:                       {"aht", UnitSeconds, "(talk + hold + wrap-up) of answered ÷ answered"},
	QueueLength:               {"queue_length", UnitCount, "time average of the number waiting while open"},
	Backlogged:                {"backlog", UnitCount, "deferrable contacts open at the end of the interval"},
	CompletedInDue:            {"completed_in_due", UnitFraction, "completed within due ÷ arrivals whose due moment lies within the horizon"},
	IntervalsOnTarget:         {"intervals_on_target", UnitFraction, "open intervals in which the target's level was met ÷ open intervals"},
	ProbabilityOfTarget:       {"probability_of_target", UnitFraction, "open spans in which every part of the target is met ÷ open spans"},
	FirstContactResolution:    {"first_contact_resolution", UnitFraction, "issues closed by their first answered contact ÷ issues answered at least once"},
	CustomersServed:           {"customers_served", UnitFraction, "customers answered at last ÷ customers who tried"},
	ContactsPerIssue:          {"contacts_per_issue", UnitRatio, "contacts ÷ issues"},
	Occupancy:                 {"occupancy", UnitFraction, "time handling ÷ (handling + available)"},
	Utilization:               {"utilization", UnitFraction, "time handling ÷ paid time"},
	LoggedInHours:             {"logged_in_hours", UnitHours, "time logged in"},
	HandlingHours:             {"handling_hours", UnitHours, "time with at least one contact in hand, wrap-up included"},
	PaidHours:                 {"paid_hours", UnitHours, "planned seat time ÷ ((1 − out) × (1 − in) × adherence) + overrun as worked"},
	Shrinkage:                 {"shrinkage", UnitFraction, "paid time not available for contacts ÷ paid time: 1 − logged in ÷ paid"},
	Concurrency:               {"concurrency", UnitRatio, "handling time summed over contacts ÷ time with at least one contact in hand"},
	Agents:                    {"agents", UnitCount, "logged-in agents, time average"},
	ContactsHandled:           {"contacts_handled", UnitCount, "contacts answered by the group"},
	OverrunHours:              {"overrun_hours", UnitHours, "time logged in beyond the planned seats"},
	ServiceLevelP05:           {"service_level_p05", UnitFraction, "5th percentile over replications of the interval's service level"},
	ServiceLevelP50:           {"service_level_p50", UnitFraction, "median over replications of the interval's service level"},
	ServiceLevelP95:           {"service_level_p95", UnitFraction, "95th percentile over replications of the interval's service level"},
}

// String returns the metric's key.
func (m Metric) String() string { return metricInfo[m].name }

// Unit returns the unit of the metric's values.
func (m Metric) Unit() Unit { return metricInfo[m].unit }

// Formula returns the metric's definition in words.
func (m Metric) Formula() string { return metricInfo[m].formula }

// MetricByName finds a metric by its key.
func MetricByName(name string) (Metric, bool) {
	for m := range metrics {
		if metricInfo[m].name == name {
			return m, true
		}
	}
	return 0, false
}

// ServiceLevelBy returns the metric of the service level under definition d.
func ServiceLevelBy(d Definition) Metric { return ServiceLevelAbandonsNegative + Metric(d) }

// QueueMetrics lists what is estimated for a queue over the horizon, in report order.
func QueueMetrics() []Metric { return metricRange(Arrivals, ContactsPerIssue) }

// QueueIntervalMetrics lists what is estimated for a queue in each interval.
func QueueIntervalMetrics() []Metric {
	return []Metric{Arrivals, Offered, Answered, AnsweredInAwt, Abandoned, AbandonedInAwt, Blocked, ServiceLevel, ASA,
		Abandonment, AHT, QueueLength, Backlogged, ProbabilityOfTarget, WaitP50, WaitP90, WaitP95, ServiceLevelP05, ServiceLevelP50, ServiceLevelP95}
}

// GroupMetrics lists what is estimated for a group over the horizon.
func GroupMetrics() []Metric { return metricRange(Occupancy, OverrunHours) }

// GroupIntervalMetrics lists what is estimated for a group in each interval.
func GroupIntervalMetrics() []Metric {
	return []Metric{Agents, Occupancy, HandlingHours, LoggedInHours}
}

// TotalMetrics lists what is estimated for the centre over the horizon. Waits,
// service level and abandonment pool the live queues.
func TotalMetrics() []Metric {
	return []Metric{Arrivals, Offered, Answered, Abandoned, Blocked, ServiceLevel, ASA, MeanWait, Abandonment,
		FirstContactResolution, CustomersServed, ContactsPerIssue, ProbabilityOfTarget, Occupancy, Shrinkage, LoggedInHours, HandlingHours, PaidHours, OverrunHours}
}

// TotalIntervalMetrics lists what is estimated for the centre in each interval.
func TotalIntervalMetrics() []Metric {
	return []Metric{Arrivals, Offered, Answered, Abandoned, ServiceLevel, ASA, Abandonment, ServiceLevelP05, ServiceLevelP50, ServiceLevelP95}
}

func metricRange(first, last Metric) []Metric {
	var out []Metric
	for m := first; m <= last; m++ {
		out = append(out, m)
	}
	return out
}
