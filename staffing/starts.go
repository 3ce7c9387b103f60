package staffing

import (
	"slices"

	"agner/sim"
)

// starts returns the staffings from which a search may begin: what the formula proposes for skills pooled, what it
// proposes when every queue has a team of its own, and what the centre states. The first is best where agents of many
// skills cost little more, the second where they cost much more; which, simulation tells. Where no group shares a queue with another there is nothing to choose.
func (s *searcher) starts(pooled sim.Seats) []sim.Seats {
	out := []sim.Seats{pooled}
	if !slices.ContainsFunc(s.teams, func(team []int) bool { return len(team) > 1 }) {
		return out
	}
	for _, other := range []sim.Seats{specialists(s.task), s.scaled(s.task.Centre.Seats, 1)} {
		if s.covers(other) && !slices.ContainsFunc(out, func(seats sim.Seats) bool { return sameSeats(seats, other) }) {
			out = append(out, other)
		}
	}
	return out
}

// covers tells whether every open queue has somebody in every interval.
func (s *searcher) covers(seats sim.Seats) bool {
	byCell := s.seatsByCell(seats)
	return !slices.ContainsFunc(s.watch, func(watch [][]int) bool { return uncovered(watch, byCell) })
}

// specialists returns the seats by Erlang A when every queue is served for itself, at least cost over the groups that can.
func specialists(t *Task) sim.Seats {
	c := t.Centre
	cells := t.cells()
	seats := clone(c.Seats)
	for _, k := range cells {
		setSeats(seats, k.group, k.interval, 0)
	}
	byInterval := make([][]cell, c.Horizon.Intervals())
	for _, k := range cells {
		k.min = 0 // asked of the sum
		byInterval[k.interval] = append(byInterval[k.interval], k)
	}
	d, deferred := expectedDemand(c), deferredLoads(c)
	for q := range c.Queues {
		alone := pool{queues: []int{q}}
		for g := range c.Groups {
			if slices.ContainsFunc(c.Groups[g].Skills, func(s sim.Skill) bool { return s.Queue == q }) {
				alone.groups = append(alone.groups, g)
			}
		}
		for i := range byInterval {
			problem := t.coverIn(alone, byInterval[i], d, deferred, i, ErlangA)
			problem.solve()
			for k, n := range problem.seats {
				g := problem.cells[k].group
				setSeats(seats, g, i, seatsIn(seats, g, i)+n)
			}
		}
	}
	for _, k := range cells {
		setSeats(seats, k.group, k.interval, min(max(seatsIn(seats, k.group, k.interval), k.min), k.max))
	}
	return seats
}

// secure scales o up to where no requirement is short: what a search has to show that is interrupted early.
func (s *searcher) secure(o *outcome) error {
	var plans []sim.Seats
	for _, factor := range []float64{1.02, 1.08} {
		plans = append(plans, s.scaled(o.seats, factor))
	}
	tried, err := s.try("scaling the best so far", s.search, s.o.Sim.Seed, plans...)
	for _, t := range tried {
		s.remember(t)
	}
	return err
}
