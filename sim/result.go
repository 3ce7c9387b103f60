package sim

// Result is what Run found. Queues and Groups are in the order of the Centre.
type Result struct {
	Seed         uint64
	Replications int
	Queues       []QueueResult
	Groups       []GroupResult
	Total        TotalResult
	// Measures are the estimates of Options.Measures, in their order.
	Measures []Estimate
	// PlainReplications is how many replications the total service level's
	// interval would have needed without stratified day factors and control variates.
	PlainReplications int
	// Reached is false when Options.Precision was asked for and the maximum of
	// replications came first.
	Reached  bool
	Warnings []string
}

// QueueResult is what happened on one queue.
type QueueResult struct {
	Name string
	Row
	Intervals []IntervalRow // the open ones, in order
}

// GroupResult is what happened to one group of agents.
type GroupResult struct {
	Name string
	Row
	Intervals []IntervalRow
}

// TotalResult is what happened in the whole centre.
type TotalResult struct {
	Row
	Intervals []IntervalRow
}

// IntervalRow holds the estimates of one interval.
type IntervalRow struct {
	Index int // interval of the horizon, from 0
	Row
}

// Row holds estimates by metric.
type Row struct {
	index     *[metrics]int8 // place of each metric in estimates, −1 where it is not kept
	estimates []Estimate
}

// Get returns the estimate of m, NoData where it is not kept or was never observed.
func (r Row) Get(m Metric) Estimate {
	if r.index == nil || r.index[m] < 0 {
		return NoData()
	}
	return r.estimates[r.index[m]]
}

// NewRow builds a row from metrics and their estimates, for results that are
// read back or made up in tests.
func NewRow(list []Metric, estimates []Estimate) Row {
	return Row{index: indexOf(list), estimates: estimates}
}

func indexOf(list []Metric) *[metrics]int8 {
	var index [metrics]int8
	for i := range index {
		index[i] = None
	}
	for i, m := range list {
		index[m] = int8(i)
	}
	return &index
}
