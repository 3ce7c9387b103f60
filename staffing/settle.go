package staffing

import (
	"cmp"
	"slices"

	"agner/sim"
)

// settleContacts is the work that may go into swaps that measured effects leave too close to call.
const settleContacts = 1.2e8

// settle simulates the swaps of a certified plan that measured effects leave
// too close to call, each alone: on the customers of the edge and, where they would confirm it, on those
// that confirmed the plan. What either refuses is refuted. What both confirm is taken, as far as both
// bear it together, and stays if fresh numbers confirm that too and the staffing is still at the edge. Where it is not, or all of this would be
// too much work, such swaps stay too close to call.
func (s *searcher) settle(c *Certificate, plan *outcome, g *edge) (*outcome, error) {
	for until := s.contacts + settleContacts; c.Open == 0 && c.Close > 0; {
		open := s.tooClose(g)
		if s.contacts+float64(len(open)*s.confirmation)*s.perDay > until {
			return plan, nil
		}
		held, err := s.borne(g, open, g.at)
		if err == nil {
			held, err = s.borne(g, held, plan)
		}
		if err != nil {
			return nil, err
		}
		before, stood := *c, *g
		next, err := s.takeSwaps(c, plan, g, held)
		if err != nil {
			return nil, err
		}
		if next != nil {
			s.count(c, next, g)
		}
		if next == nil || c.Open > 0 { // lucky swaps may leave more to spare than before: then the plan stays at its edge
			*c, *g = before, stood
			s.count(c, plan, g)
			return plan, nil
		}
		plan, s.best = next, next
	}
	return plan, nil
}

// tooClose lists the swaps at the edge that neither a simulation nor the measured effects refute.
func (s *searcher) tooClose(g *edge) []change {
	_, swaps := s.changes(g.at.seats)
	return slices.DeleteFunc(swaps, func(ch change) bool { return g.alone[ch] || s.spare(g, ch) < 0 })
}

// borne returns the changes that the customers of o confirm, each alone, and notes the others as refuted.
func (s *searcher) borne(g *edge, changes []change, o *outcome) ([]change, error) {
	var out []change
	for part := range slices.Chunk(changes, chunk) {
		plans := make([]sim.Seats, 0, len(part))
		for _, ch := range part {
			plans = append(plans, s.apply(o.seats, ch))
		}
		tried, err := s.try("trying moves to cheaper groups", o.reps, o.seed, plans...)
		if err != nil {
			return nil, err
		}
		for i, ch := range part {
			if confirmed(tried[i].checks) {
				out = append(out, ch)
			} else {
				g.alone[ch] = true
			}
		}
	}
	return out, nil
}

// takeSwaps makes as many of the swaps together, the most saving first, as the
// customers of the edge and of the plan bear: all, or half of them, and so on. It returns the staffing on fresh
// numbers if they confirm it, with the edge moved there; nil when there is nothing to take or they do not.
func (s *searcher) takeSwaps(c *Certificate, plan *outcome, g *edge, held []change) (*outcome, error) {
	slices.SortStableFunc(held, func(a, b change) int {
		return cmp.Compare(s.cells[b.from].cost-s.cells[b.to].cost, s.cells[a.from].cost-s.cells[a.to].cost)
	})
	for held = s.together(plan.seats, held); len(held) > 0 && c.Attempts < maxAttempts; held = held[:len(held)/2] {
		seats := s.apply(plan.seats, held...)
		other, err := s.try("trying moves to cheaper groups", plan.reps, plan.seed, seats)
		if err != nil {
			return nil, err
		}
		if !confirmed(other[0].checks) {
			continue
		}
		at, err := s.try("trying moves to cheaper groups", g.at.reps, g.at.seed, seats)
		if err != nil {
			return nil, err
		}
		if !confirmed(at[0].checks) {
			continue
		}
		c.Attempts++
		seed := seedFor(s.o.Sim.Seed, c.Attempts)
		fresh, err := s.try("confirming on fresh random numbers", s.confirmation, seed, seats)
		if err != nil {
			return nil, err
		}
		if confirmed(fresh[0].checks) {
			s.advance(g, held, at[0])
			c.Seed = seed
			return fresh[0], nil
		}
	}
	return nil, nil
}

// together leaves out swaps that are not allowed after those before them.
func (s *searcher) together(seats sim.Seats, swaps []change) []change {
	var out []change
	for _, ch := range swaps {
		if _, allowed := s.changes(s.apply(seats, out...)); slices.Contains(allowed, ch) {
			out = append(out, ch)
		}
	}
	return out
}
