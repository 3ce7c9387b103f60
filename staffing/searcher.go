package staffing

import (
	"context"
	"fmt"
	"math"
	"slices"

	"agner/sim"
)

// SolveOptions says how hard to search.
type SolveOptions struct {
	// Sim holds the seed, the workers and the most replications of any step; its Precision and Measures are ignored.
	Sim sim.Options
	// Edge is the replications on which every single change is tried, which takes the most work. 0 takes as many as simulate 4.2 million
	// contacts, at least 100. The confirmation takes eight times as many.
	Edge int
	// Search is the replications of a step of the search; 0 takes as many as simulate 0.56 million contacts, at least 40
	// and at most two fifths of those of the edge, but 20.
	Search int
	// Progress, when not nil, is told what is being done and how many replications of it are done and planned.
	Progress func(doing string, done, planned int)
}

// searcher holds what the steps of a search share.
type searcher struct {
	ctx          context.Context
	task         *Task
	run          Runner
	o            SolveOptions
	cells        []cell
	watch        [][][]int // see watchers
	teams        [][]int   // cells of an interval whose groups share queues, one way or another
	requirements []requirement
	margins      []float64 // what each requirement must hold on the customers of the edge beyond its confidence interval; nil before
	edgeWork     float64   // contacts that the way to the edge may take, and those at which they are spent
	edgeUntil    float64
	perDay       float64 // contacts of a replication
	search       int     // replications of a step
	confirmation int     // replications of a confirmation
	simulated    int     // replications so far
	contacts     float64 // of them, as many as the scenario states
	best         *outcome
	stride       float64       // how far a step may go, 1 at first
	coarse       []requirement // the targets of the whole day, for the first steps
	atEdge       *outcome      // the plan on the customers of its edge
	certificate  *Certificate  // of best, once there is a confirmation
	short        []int         // see Plan
	relaxed      []Relaxed
	// shortageOfBest is that of best under the requirements of its time.
	shortageOfBest float64
}

// outcome is a simulated staffing.
type outcome struct {
	seats  sim.Seats
	cost   float64 // of the decided cells
	checks []Check
	result *sim.Result
	point  Point
	seed   uint64
	reps   int
}

func newSearcher(ctx context.Context, t *Task, o SolveOptions, run Runner) *searcher {
	s := &searcher{ctx: ctx, task: t, run: run, o: o, cells: t.cells(), requirements: t.templates(), coarse: t.templatesFor(MeetDay), search: o.Search, stride: 1}
	s.watch = watchers(t.Centre, s.cells)
	s.teams = teamsOf(t.Centre, s.cells)
	s.perDay = max(expectedContacts(t.Centre), 1)
	most := max(o.Sim.Replications, 1)
	if s.confirmation = o.Edge; s.confirmation == 0 {
		s.confirmation = max(int(edgeContacts/s.perDay), 100)
	}
	s.confirmation = min(s.confirmation, most)
	if s.search == 0 {
		s.search = max(min(max(int(searchedContacts/s.perDay), 40), 2*s.confirmation/5), 20)
	}
	s.search = min(s.search, s.confirmation)
	return s
}

// edgeContacts and searchedContacts are the work of simulating one staffing at the edge and in the search.
const (
	edgeContacts     = 2.8e6
	searchedContacts = 5.6e5
)

// expectedContacts returns the contacts of a replication that the scenario states.
func expectedContacts(c *sim.Centre) float64 {
	total := 0.0
	for q := range c.Queues {
		for i := range c.Horizon.Intervals() {
			total += freshContacts(c, q, i)
		}
	}
	return total
}

// simulate runs plans on the same customers.
func (s *searcher) simulate(doing string, plans []sim.Seats, replications int, seed uint64) (*sim.Paired, error) {
	o := s.o.Sim
	o.Seed, o.Replications, o.Precision, o.Measures, o.Progress, o.NoWaits = seed, replications, nil, nil, nil, true
	if s.o.Progress != nil {
		o.Progress = func(done, planned int) { s.o.Progress(doing, done, planned) }
	}
	variants := make([]sim.Variant, len(plans))
	for i, plan := range plans {
		centre := s.task.Centre.WithSeats(plan)
		variants[i] = sim.Variant{Name: fmt.Sprintf("staffing %d", i+1), Centre: centre, Measures: s.measures(centre)}
	}
	paired, err := s.run(s.ctx, variants, o)
	if err != nil {
		return nil, fmt.Errorf("staffing: %s: %w", doing, err)
	}
	s.simulated += replications * len(plans)
	s.contacts += float64(replications*len(plans)) * s.perDay
	return paired, nil
}

// measures returns the money figures of a centre and what the requirements of the moment and the coarse ones need.
func (s *searcher) measures(centre *sim.Centre) []sim.Measure {
	return append(s.task.Money.Measures(centre), dayMeasures(s.requirements)...)
}

// try simulates plans and holds each against the requirements.
func (s *searcher) try(doing string, replications int, seed uint64, plans ...sim.Seats) ([]*outcome, error) {
	paired, err := s.simulate(doing, plans, replications, seed)
	if err != nil {
		return nil, err
	}
	out := make([]*outcome, len(plans))
	for i, plan := range plans {
		r := paired.Results[i]
		centre := s.task.Centre.WithSeats(plan)
		out[i] = &outcome{seats: plan, cost: cost(s.cells, plan), checks: checksOf(s.requirements, r), result: r, seed: seed, reps: replications,
			point: pointOf(sim.Variant{Centre: centre, Measures: s.task.Money.Measures(centre)}, r)}
	}
	return out, nil
}

// slack returns for each requirement the margin that a confirmation may be
// expected to find: the point estimate less the half-width that the
// confirmation's number of replications would have. At least 0 everywhere means
// that the staffing will probably be confirmed.
func (s *searcher) slack(o *outcome) []float64 {
	out := make([]float64, len(o.checks))
	for i, k := range o.checks {
		if out[i] = s.slackOf(k, o.reps); s.margins != nil {
			out[i] -= s.margins[i]
		}
	}
	return out
}

// holds tells whether no requirement of o has less than no slack.
func (s *searcher) holds(o *outcome) bool {
	return !slices.ContainsFunc(s.slack(o), func(v float64) bool { return v < 0 })
}

func (s *searcher) slackOf(k Check, replications int) float64 {
	switch {
	case !k.OK():
		return math.Inf(1)
	case math.IsNaN(k.Low): // one replication has no interval
		return k.Margin()
	}
	shrink := math.Sqrt(float64(replications) / float64(s.confirmation))
	return k.Margin() - (k.Margin()-k.surelyMargin())*shrink
}

// relative turns slack into comparable numbers: fractions stay, a time is
// taken relative to its bound.
func (s *searcher) relative(slack []float64) []float64 {
	out := make([]float64, len(slack))
	for r, v := range slack {
		out[r] = v
		if s.requirements[r].Metric.Unit() != sim.UnitFraction {
			out[r] = v / max(s.requirements[r].Bound, 1)
		}
	}
	return out
}

// shortage returns what is missing in total, 0 when every requirement of o is expected to be confirmed.
func (s *searcher) shortage(o *outcome) float64 { return shortage(s.relative(s.slack(o))) }

func shortage(slack []float64) float64 {
	total := 0.0
	for _, v := range slack {
		total += max(0, -v)
	}
	return total
}

// seedFor returns the seed of the n-th fresh look, by a step of SplitMix64 (Steele, Lea and Flood 2014), so
// that no confirmation shares its customers with the search or another confirmation.
func seedFor(seed uint64, n int) uint64 {
	z := seed + uint64(n)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// watchers returns for each cell, and each live queue that its group serves and
// that is open in its interval, the cells that serve that queue then. An open
// queue keeps at least one seat.
func watchers(c *sim.Centre, cells []cell) [][][]int {
	serving := map[[2]int][]int{} // queue, interval
	queues := make([][]int, len(cells))
	for n, k := range cells {
		for _, s := range c.Groups[k.group].Skills {
			if waits(&c.Queues[s.Queue]) && openHours(c, s.Queue, k.interval) > 0 {
				serving[[2]int{s.Queue, k.interval}] = append(serving[[2]int{s.Queue, k.interval}], n)
				queues[n] = append(queues[n], s.Queue)
			}
		}
	}
	out := make([][][]int, len(cells))
	for n, k := range cells {
		for _, q := range queues[n] {
			out[n] = append(out[n], serving[[2]int{q, k.interval}])
		}
	}
	return out
}

// teamsOf returns the cells of every interval by pool of queues.
func teamsOf(c *sim.Centre, cells []cell) [][]int {
	var out [][]int
	for _, p := range allPools(c, func(int) bool { return true }) {
		byInterval := make([][]int, c.Horizon.Intervals())
		for n, k := range cells {
			if slices.Contains(p.groups, k.group) {
				byInterval[k.interval] = append(byInterval[k.interval], n)
			}
		}
		out = append(out, slices.DeleteFunc(byInterval, func(team []int) bool { return len(team) == 0 })...)
	}
	return out
}

// lastSeat tells whether some open queue has no more than one seat among the cells that serve it.
func lastSeat(watch [][]int, seats []int) bool {
	for _, cells := range watch {
		total := 0
		for _, c := range cells {
			total += seats[c]
		}
		if total <= 1 {
			return true
		}
	}
	return false
}
