package staffing

import (
	"math"
	"slices"

	"agner/erlang"
	"agner/sim"
)

// propose returns the least-cost seats by formula: in each interval every set
// of connected queues is served by as many agents as Erlang C or A asks for
// the set alone, and by enough to carry its load with the deferrable work. short lists the intervals in which the
// bounds leave too few agents.
func propose(t *Task, method Method) (seats sim.Seats, short []int) {
	c := t.Centre
	cells := t.cells()
	seats = clone(c.Seats)
	for _, k := range cells {
		setSeats(seats, k.group, k.interval, k.min)
	}
	byInterval := make([][]cell, c.Horizon.Intervals())
	for _, k := range cells {
		byInterval[k.interval] = append(byInterval[k.interval], k)
	}
	d, deferred := expectedDemand(c), deferredLoads(c)
	everyone := func(g int) bool { return t.bounds(g).Max > 0 }
	for _, p := range allPools(c, everyone) {
		for i := range byInterval {
			problem := t.coverIn(p, byInterval[i], d, deferred, i, method)
			if !problem.solve() {
				short = append(short, i)
			}
			for k, n := range problem.seats {
				setSeats(seats, problem.cells[k].group, i, n)
			}
		}
	}
	return seats, short
}

// allPools returns the pools of all queues, deferrable ones included: the work
// that waits for idle agents still needs somebody to do it.
func allPools(c *sim.Centre, link func(group int) bool) []pool {
	patient := *c
	patient.Queues = append([]sim.Queue(nil), c.Queues...)
	for q := range patient.Queues {
		patient.Queues[q].Due, patient.Queues[q].Dialer = nil, nil
	}
	return pools(&patient, link)
}

// deferredOccupancy is how busy agents may be with deferrable work for it to be done in time, more or less.
const deferredOccupancy = 0.95

// deferredLoads returns for each deferrable queue the agents that its work
// takes, spread evenly over the queue's open time.
func deferredLoads(c *sim.Centre) []float64 {
	loads := make([]float64, len(c.Queues))
	for q := range c.Queues {
		queue := &c.Queues[q]
		if !queue.Deferrable() {
			continue
		}
		contacts, hours := 0.0, 0.0
		if queue.Backlog != nil {
			contacts = float64(queue.Backlog.Items)
		}
		for i := range c.Horizon.Intervals() {
			contacts += freshContacts(c, q, i)
			hours += openHours(c, q, i)
		}
		if hours > 0 {
			loads[q] = contacts * handleSeconds(c, q, nil, 0) / 3600 / hours / deferredOccupancy
		}
	}
	return loads
}

// coverIn states what pool p needs in interval i.
func (t *Task) coverIn(p pool, candidates []cell, d demand, deferred []float64, i int, method Method) *cover {
	c := t.Centre
	problem := &cover{}
	var live pool
	for _, q := range p.queues {
		if waits(&c.Queues[q]) {
			live.queues = append(live.queues, q)
		}
	}
	live.groups = p.groups
	tm := teamIn(c, live, d, i)
	loads := make([]float64, len(c.Queues))
	for _, q := range p.queues {
		open := openHours(c, q, i)
		switch {
		case open == 0:
		case waits(&c.Queues[q]):
			loads[q] = d.contacts[q][i] * handleSeconds(c, q, p.groups, i) / 3600 / open
		default:
			loads[q] = deferred[q]
		}
	}
	for _, k := range candidates {
		if slices.Contains(p.groups, k.group) {
			problem.cells = append(problem.cells, k)
			problem.worth = append(problem.worth, seatWorth(c, d, k.group, i, loads, tm.openHours))
		}
	}
	for _, q := range live.queues { // somebody is there for every open queue
		if openHours(c, q, i) > 0 {
			problem.add(problem.serving(c, []int{q}), someone)
		}
	}
	// Whoever can serve a set of queues must suffice for that set even if nobody else asks for them.
	for _, set := range subsets(p.queues) {
		load := 0.0
		alone := pool{groups: p.groups}
		for _, q := range set {
			load += loads[q]
			if waits(&c.Queues[q]) {
				alone.queues = append(alone.queues, q)
			}
		}
		problem.add(problem.serving(c, set), load)
		problem.add(problem.serving(c, alone.queues), t.formulaAgents(alone, teamIn(c, alone, d, i), i, method))
	}
	return problem
}

// formulaAgents returns the least number of agents (a fraction is possible) with
// which team tm meets the target of every queue of pool p in interval i, by formula.
func (t *Task) formulaAgents(p pool, tm team, i int, method Method) float64 {
	if tm.load == 0 {
		return 0
	}
	agents := 0.0
	for _, q := range p.queues {
		queue := &t.Centre.Queues[q]
		if openHours(t.Centre, q, i) == 0 {
			continue
		}
		want := t.formulaTarget(p, queue)
		var found erlang.Staffing
		at := intervalStart(t.Centre, i)
		patience, balk := patienceSeconds(queue, at), queue.Balk.ValueAt(at)
		switch {
		case method == ErlangC || math.IsInf(patience, 1) && balk == 0:
			found = erlang.MMn{Load: tm.load, HandleSeconds: tm.handleSeconds}.FractionalAgentsFor(want)
		case balk > 0:
			law := erlang.BalkingPatience{Balk: balk, Patience: erlang.ExponentialPatience{MeanSeconds: patience}}
			found = erlang.MMnG{Load: tm.load, HandleSeconds: tm.handleSeconds, Patience: law}.AgentsFor(want)
		default:
			found = erlang.MMnM{Load: tm.load, HandleSeconds: tm.handleSeconds, PatienceSeconds: patience}.FractionalAgentsFor(want)
		}
		if !found.OK() { // no number of agents meets it: as many as make the chance of waiting negligible
			found.Agents = tm.load + 8*math.Sqrt(tm.load) + 8
		}
		agents = max(agents, found.Agents)
	}
	return agents
}

// formulaTarget writes the target of a queue of pool p in the words of the formulas.
func (t *Task) formulaTarget(p pool, q *sim.Queue) erlang.Target {
	stated := func(x float64) float64 {
		if math.IsNaN(x) {
			return 0
		}
		return x
	}
	want := erlang.Target{}
	if q.Target != nil {
		want = erlang.Target{ServiceLevel: stated(q.Target.Level), AWTSeconds: q.Target.Awt.Seconds(),
			Definition: erlang.Definition(q.Target.Definition.String()), ShortAbandonSeconds: q.Target.Short.Seconds(),
			ASASeconds: stated(q.Target.MaxASASeconds), Abandonment: stated(q.Target.MaxAbandonment)}
	}
	for _, g := range p.groups {
		if limit := t.maxOccupancy(g); !math.IsNaN(limit) && (want.Occupancy == 0 || limit < want.Occupancy) {
			want.Occupancy = limit
		}
	}
	return want
}

// someone is so little work that any seat covers it.
const someone = 1e-6

// maxSubsetQueues bounds the queues of a pool whose every subset is looked at.
const maxSubsetQueues = 6

// subsets returns every non-empty subset of queues, or single ones, pairs and the whole when there are many.
func subsets(queues []int) [][]int {
	var out [][]int
	if len(queues) <= maxSubsetQueues {
		for mask := 1; mask < 1<<len(queues); mask++ {
			var set []int
			for k, q := range queues {
				if mask>>k&1 == 1 {
					set = append(set, q)
				}
			}
			out = append(out, set)
		}
		return out
	}
	for k, q := range queues {
		out = append(out, []int{q})
		for _, r := range queues[k+1:] {
			out = append(out, []int{q, r})
		}
	}
	return append(out, queues)
}
