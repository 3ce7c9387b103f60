package staffing

import "slices"

// confirm looks for a staffing that fresh random numbers confirm and that no
// single change improves. e are effects measured near o.
//
// A staffing that fresh numbers do not confirm is mended on them, and they are
// the hardest customers so far. One that they do confirm is taken to the edge
// on the hardest customers: seats go until not one more can. What remains needs
// fresh numbers again, and so on, until a staffing stands at the edge on some
// customers and is confirmed by others that had no part in finding it.
func (s *searcher) confirm(o *outcome, e *effects) (*outcome, *Certificate, error) {
	c := &Certificate{Replications: s.confirmation}
	s.certificate = c
	s.edgeUntil = s.contacts + edgeContacts
	var plan, hardest *outcome
	var g *edge // of the hardest customers so far
	candidate := o.seats
	for c.Attempts < maxAttempts {
		c.Attempts++
		seed := seedFor(s.o.Sim.Seed, c.Attempts)
		tried, err := s.try("confirming on fresh random numbers", s.confirmation, seed, candidate)
		if err != nil {
			return nil, nil, err
		}
		looked := tried[0]
		if !confirmed(looked.checks) {
			if hardest, err = s.mended(looked, e); err != nil {
				return nil, nil, err
			}
			if plan == nil {
				o = hardest
			}
			if sameSeats(hardest.seats, candidate) {
				break // nothing helps
			}
			candidate = hardest.seats
			continue
		}
		plan, s.best = looked, looked
		c.Confirmed, c.Seed = true, seed
		if s.count(c, plan, g); c.Open == 0 || s.exhausted() {
			plan, err = s.close(c, plan, g)
			return plan, c, err
		}
		if hardest == nil {
			hardest = looked
		}
		if g, err = s.toTheEdge(hardest, e); err != nil {
			return nil, nil, err
		}
		e, hardest = g.effects, g.at
		if s.count(c, plan, g); c.Open == 0 || s.exhausted() { // nothing was taken, so the fresh numbers are still fresh
			plan, err = s.close(c, plan, g)
			return plan, c, err
		}
		candidate = g.at.seats
	}
	if plan == nil {
		return o, c, nil
	}
	plan, err := s.close(c, plan, g)
	return plan, c, err
}

// close ends the certificate: of a plan at the edge, the swaps that are too close to call are tried; of one that the
// search could not take there, every change is held against the customers that confirmed it.
func (s *searcher) close(c *Certificate, plan *outcome, g *edge) (*outcome, error) {
	if c.Open == 0 {
		return s.settle(c, plan, g)
	}
	e, err := s.effectsOf("trying every single removal", plan, plan.reps, plan.seed, func(int) int { return 1 })
	if err != nil {
		return nil, err
	}
	s.count(c, plan, &edge{at: plan, effects: e, slack: s.slack(plan), reached: true})
	return plan, nil
}

// mended adds seats until the customers of o confirm it, or nothing more helps.
func (s *searcher) mended(o *outcome, e *effects) (*outcome, error) {
	for range 4 {
		k := s.newSketch(o, e)
		k.repair()
		if slices.Equal(k.seats, k.base) {
			return o, nil
		}
		tried, err := s.try("mending what is missing", s.confirmation, o.seed, k.plan(o.seats))
		if err != nil {
			return nil, err
		}
		if o = tried[0]; confirmed(o.checks) {
			return o, nil
		}
	}
	return o, nil
}
