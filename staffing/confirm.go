package staffing

import (
	"cmp"
	"math"
	"slices"

	"agner/sim"
)

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
	var plan, hardest *outcome
	var edge *outcome
	var atEdge *effects // around edge; nil where the search for it was given up
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
		if edge == nil || !sameSeats(edge.seats, candidate) {
			atEdge = nil
		}
		if s.count(c, plan, atEdge); atEdge != nil || c.Open == 0 {
			return plan, c, nil
		}
		if hardest == nil {
			hardest = looked
		}
		if edge, atEdge, err = s.toTheEdge(hardest, e); err != nil {
			return nil, nil, err
		}
		c.EdgeSeed, hardest = edge.seed, edge
		if sameSeats(edge.seats, candidate) { // nothing was taken, so the fresh numbers are still fresh
			s.count(c, plan, atEdge)
			return plan, c, nil
		}
		candidate = edge.seats
	}
	if plan == nil {
		return o, c, nil
	}
	return plan, c, nil
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

// toTheEdge takes seats from a confirmed staffing until no single change is
// left that the same customers would confirm. It returns the effects of single
// seats there, nil when it did not get there.
//
// In each round one seat is taken in every cell, as effectsOf does, with all the
// replications of the confirmation. What those effects allow goes, as much as the
// customers bear together; where they allow nothing, every change that they do not clearly refute is tried alone.
func (s *searcher) toTheEdge(o *outcome, e *effects) (*outcome, *effects, error) {
	const rounds = 8
	o, err := s.drained(o, e)
	for round := 0; err == nil && round < rounds; round++ {
		if e, err = s.effectsOf("trying every single removal", o, o.reps, o.seed, func(int) int { return 1 }); err != nil {
			break
		}
		removals, swaps := s.changes(o.seats)
		open := slices.DeleteFunc(slices.Concat(removals, swaps), func(ch change) bool { return s.hopeless(o, e, ch) })
		if len(open) == 0 {
			return o, e, nil
		}
		next, err := s.drained(o, e)
		if err == nil && next == o {
			next, err = s.oneAlone(o, e, open)
		}
		if err != nil {
			return nil, nil, err
		}
		if next == o {
			return o, e, nil
		}
		o = next
	}
	return o, nil, err
}

// drained takes what the effects allow, again and again, until nothing of it is borne.
func (s *searcher) drained(o *outcome, e *effects) (*outcome, error) {
	for {
		next, err := s.taken(o, s.allowed(o, e))
		if err != nil || next == o {
			return next, err
		}
		o = next
	}
}

// allowed returns removals that the effects allow together, in the order in which they save most for the harm.
func (s *searcher) allowed(o *outcome, e *effects) []change {
	k := s.newSketch(o, e)
	var out []change
	for c := k.cheapestRemoval(true); c >= 0; c = k.cheapestRemoval(true) {
		k.remove(c)
		out = append(out, change{c, sim.None})
	}
	return out
}

// taken makes as many of the changes together as the customers of o still
// confirm: all, or the first half, a quarter, and so on. It returns o itself when not one is borne.
func (s *searcher) taken(o *outcome, changes []change) (*outcome, error) {
	for ; len(changes) > 0; changes = changes[:len(changes)/2] {
		tried, err := s.try("taking what can go", s.confirmation, o.seed, s.apply(o.seats, changes...))
		if err != nil {
			return nil, err
		}
		if confirmed(tried[0].checks) {
			return tried[0], nil
		}
	}
	return o, nil
}

// oneAlone tries the changes one by one, the least harmful first, and returns the staffing with the first that the
// customers of o still confirm; o itself when none is borne.
func (s *searcher) oneAlone(o *outcome, e *effects, changes []change) (*outcome, error) {
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(s.spare(o, e, b), s.spare(o, e, a)) })
	for _, ch := range changes {
		next, err := s.taken(o, []change{ch})
		if err != nil || next != o {
			return next, err
		}
	}
	return o, nil
}

// chunk is how many plans are simulated together: their results are held in memory at once.
const chunk = 24

func (ch change) swaps() bool { return ch.to != sim.None }

// hopeless tells whether a change clearly uses up more than there is to spare.
func (s *searcher) hopeless(o *outcome, e *effects, ch change) bool { return s.spare(o, e, ch) < 0 }

// spare returns the least relative margin that a change leaves when it loses
// only nineteen twentieths of what the effects say.
func (s *searcher) spare(o *outcome, e *effects, ch change) float64 {
	const surely = 0.95
	left := make([]float64, len(o.checks))
	for r, k := range o.checks {
		left[r] = math.Inf(1)
		if !k.OK() {
			continue
		}
		left[r] = k.surelyMargin() - surely*e.at(ch.from, r)
		if ch.swaps() {
			left[r] += max(e.at(ch.to, r), 0)
		}
	}
	return slices.Min(s.relative(left))
}

// count writes into the certificate how the single changes of plan stand: all
// open, or, at an edge with effects e, all refuted.
func (s *searcher) count(certificate *Certificate, plan *outcome, e *effects) {
	removals, swaps := s.changes(plan.seats)
	certificate.Removals, certificate.Swaps, certificate.Predicted, certificate.Open = 0, 0, 0, len(removals)+len(swaps)
	if e == nil {
		return
	}
	certificate.Removals, certificate.Open = len(removals), 0
	for _, ch := range swaps {
		if s.hopeless(plan, e, ch) {
			certificate.Predicted++
		} else {
			certificate.Swaps++
		}
	}
}
