package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

// unitsOfBlock is the number of units into which the staffing of a group is
// divided while whole groups are weighed against each other.
const unitsOfBlock = 50

// weighGroups improves o in a few rounds that look at whole groups only: a
// round needs one variant for each group, so it mends quickly what the formula got wrong about
// who helps whom. A centre of one group has nothing to weigh.
func (s *searcher) weighGroups(o *outcome) (*outcome, error) {
	const rounds = 5
	var groups []int
	for _, k := range s.cells {
		if !slices.Contains(groups, k.group) {
			groups = append(groups, k.group)
		}
	}
	if len(groups) < 2 {
		return o, nil
	}
	for range rounds {
		k, err := s.measureBlocks(o, groups)
		if err != nil {
			return nil, err
		}
		asItIs := k.cost
		k.improve()
		tried, err := s.try("weighing groups against each other", s.search, s.o.Sim.Seed, s.blockPlan(o.seats, groups, k.seats))
		if err != nil {
			return nil, err
		}
		settled := s.shortage(o) == 0 && k.cost > asItIs*0.995
		o = tried[0]
		s.remember(o)
		if err := s.secure(o); err != nil {
			return nil, err
		}
		if settled {
			break
		}
	}
	return o, nil
}

// measureBlocks returns a sketch whose cells are whole groups.
func (s *searcher) measureBlocks(o *outcome, groups []int) (*sketch, error) {
	const taken = 2 // units in a variant: 4 % of the group
	k := &sketch{effects: &effects{of: make([][]loss, len(groups))}, slack: s.slack(o), cost: o.cost}
	plans := []sim.Seats{o.seats}
	for n, g := range groups {
		spent, cells, seats := 0.0, 0, 0
		for _, c := range s.cells {
			if c.group == g {
				here := seatsIn(o.seats, g, c.interval)
				spent += c.cost * float64(here)
				seats += here
				cells++
			}
		}
		k.cells = append(k.cells, cell{group: g, interval: Whole, cost: spent / unitsOfBlock})
		k.base = append(k.base, unitsOfBlock)
		k.floor = append(k.floor, unitsOfBlock*7/10)
		k.ceiling = append(k.ceiling, unitsOfBlock*13/10)
		if seats == 0 {
			k.floor[n], k.ceiling[n] = unitsOfBlock, unitsOfBlock
		}
		unit := float64(seats) / float64(cells) / unitsOfBlock // seats of a cell
		k.fade = append(k.fade, math.Sqrt(unit/unitsOfBlock))
		less := slices.Repeat([]int{unitsOfBlock}, len(groups))
		less[n] -= taken
		plans = append(plans, s.blockPlan(o.seats, groups, less))
	}
	k.seats = slices.Clone(k.base)
	paired, err := s.simulate("weighing groups against each other", plans, s.search, s.o.Sim.Seed)
	if err != nil {
		return nil, err
	}
	for n := range groups {
		for r, change := range estimates(s.requirements, paired.Differences[n+1]) {
			k.effects.note(n, r, s.requirements[r].worse(change.Value)/taken, 0)
		}
	}
	s.guess(k, groups)
	return k, nil
}

// guess fills in for what cannot be measured: a target so far away that a few
// agents change nothing (no mail is done in time while the backlog grows all
// day). Each group that serves the queue is then taken to close the gap with a sixth of its staffing.
func (s *searcher) guess(k *sketch, groups []int) {
	for r, q := range s.requirements {
		if k.slack[r] >= 0 || q.queue == sim.None {
			continue
		}
		most := 0.0
		for n := range groups {
			most = max(most, k.effects.at(n, r))
		}
		if most*unitsOfBlock > -k.slack[r] {
			continue
		}
		for n, g := range groups {
			if slices.ContainsFunc(s.task.Centre.Groups[g].Skills, func(skill sim.Skill) bool { return skill.Queue == q.queue }) {
				k.effects.note(n, r, 6*-k.slack[r]/unitsOfBlock-k.effects.at(n, r), 0)
			}
		}
	}
}

// blockPlan returns seats with every group multiplied by its units.
func (s *searcher) blockPlan(seats sim.Seats, groups []int, units []int) sim.Seats {
	out := clone(seats)
	for _, c := range s.cells {
		factor := float64(units[slices.Index(groups, c.group)]) / unitsOfBlock
		n := scaledSeats(seatsIn(seats, c.group, c.interval), factor, c.group, c.interval)
		setSeats(out, c.group, c.interval, min(max(n, c.min), c.max))
	}
	return out
}
