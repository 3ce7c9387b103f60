package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

const (
	maxRounds   = 8  // of measuring effects and moving seats
	maxAttempts = 12 // of confirming on fresh random numbers
	// freshFactor is how many times the replications of the edge a confirmation takes. A staffing at the edge holds hardly more than the
	// margin of its own customers, and it was chosen on them; so many fresh customers need a third of that
	// margin, which leaves two thirds for what the choice made look too good.
	freshFactor = 8
)

// confirm takes o to the edge on customers of its own and confirms it on fresh random numbers. e are effects measured near o.
//
// Each requirement holds a margin on the customers of the edge: at first half its confidence interval there, as in a
// confirmation. Where fresh numbers refute the staffing, the requirements that they found short must hold as much more as
// was missing and a little, the staffing is mended and goes to the edge once more, and the next confirmation takes new numbers. So
// what the certificate says of the edge is exact, and the numbers that confirm the staffing had no part in finding it.
func (s *searcher) confirm(o *outcome, e *effects) (*outcome, *Certificate, error) {
	c := &Certificate{Replications: freshFactor * s.confirmation, EdgeSeed: seedFor(s.o.Sim.Seed, 0), EdgeReplications: s.confirmation}
	s.certificate = c
	s.margins = make([]float64, len(s.requirements))
	s.edgeWork = min(max(float64(len(s.cells)*s.confirmation)*s.perDay, leastContacts), mostContacts)
	s.edgeUntil = s.contacts + s.edgeWork
	tried, err := s.try("mending what is missing", s.confirmation, c.EdgeSeed, o.seats)
	if err != nil {
		return nil, nil, err
	}
	g := &edge{at: tried[0], effects: e, alone: map[change]trial{}}
	s.best, s.shortageOfBest = g.at, s.shortage(g.at)
	for {
		if err := s.mend(g); err != nil {
			return nil, nil, err
		}
		s.yield(g)
		held := s.holds(g.at)
		if held {
			if err := s.toTheEdge(g); err != nil {
				return nil, nil, err
			}
		}
		c.Attempts++
		c.Seed = seedFor(s.o.Sim.Seed, c.Attempts)
		tried, err := s.try("confirming on fresh random numbers", c.Replications, c.Seed, g.at.seats)
		if err != nil {
			return nil, nil, err
		}
		looked := tried[0]
		s.settleFor(looked)
		c.Confirmed = confirmed(looked.checks)
		if c.Confirmed || !held || c.Attempts == maxAttempts {
			s.atEdge, s.best = g.at, looked
			if s.count(c, g); !held {
				c.Removals, c.RemovalsAlone, c.Swaps, c.SwapsAlone, c.Predicted, c.Open = 0, 0, 0, 0, 0, c.changes()
			}
			c.Margins = s.raised()
			return looked, c, nil
		}
		s.raise(g, looked)
		s.shortageOfBest = s.shortage(s.best)
		s.edgeUntil = max(s.edgeUntil, s.contacts+s.edgeWork/4)
	}
}

// mend adds seats until the customers of the edge bear the staffing or nothing more helps. Where it is far from there, effects are
// measured anew, and where those mislead, agents are added wherever one could serve.
func (s *searcher) mend(g *edge) error {
	const (
		rounds = 24
		anew   = 4
	)
	missing := math.Inf(1)
	for round := 1; !s.holds(g.at) && round <= rounds; round++ {
		helps, err := s.mendOnce(g)
		if err != nil {
			return err
		}
		if helps && round%anew != 0 {
			continue
		}
		now := s.shortage(g.at)
		if !helps && g.measured.Count != nil && sameSeats(g.measured, g.at.seats) || now > missing/2 {
			if helps, err = s.reinforce(g); err == nil && !helps {
				break
			}
		} else {
			err = s.measureEdge(g)
		}
		if missing = now; err != nil {
			return err
		}
	}
	s.remember(g.at)
	return nil
}

// reinforce adds an agent wherever one could serve what is missing, for when measured effects see no help in any single one, and
// tells whether the limits allowed that.
func (s *searcher) reinforce(g *edge) (bool, error) {
	seats := clone(g.at.seats)
	for r, slack := range s.slack(g.at) {
		q := s.requirements[r]
		for _, k := range s.cells {
			serves := k.group == q.group || slices.ContainsFunc(s.task.Centre.Groups[k.group].Skills, func(skill sim.Skill) bool { return skill.Queue == q.queue })
			if now := seatsIn(g.at.seats, k.group, k.interval); slack < 0 && serves && k.interval >= q.from && k.interval < q.to {
				setSeats(seats, k.group, k.interval, min(now+1, k.max))
			}
		}
	}
	return s.mendTo(g, seats)
}

// mendOnce adds the seats that the effects ask for and tells whether there were any.
func (s *searcher) mendOnce(g *edge) (bool, error) {
	k := s.newSketch(g.at, g.effects)
	k.repair()
	return s.mendTo(g, k.plan(g.at.seats))
}

// mendTo moves the edge to other seats on the same customers and tells whether they are others.
func (s *searcher) mendTo(g *edge, seats sim.Seats) (bool, error) {
	if sameSeats(seats, g.at.seats) {
		return false, nil
	}
	tried, err := s.try("mending what is missing", g.at.reps, g.at.seed, seats)
	if err != nil {
		return false, err
	}
	g.at = tried[0]
	return true, nil
}

// yield holds what is out of reach and still missed to what is reached.
func (s *searcher) yield(g *edge) {
	for r, slack := range s.slack(g.at) {
		if slack < 0 && s.relaxedAt(r) != nil {
			bound := g.at.checks[r].sure()
			s.requirements[r].Bound, g.at.checks[r].Bound, s.relaxedAt(r).Attained, s.margins[r] = bound, bound, bound, 0
		}
	}
	g.slackOf = nil
}

// relaxedAt returns what is said of requirement r when the limits put it out of reach, nil when they do not.
func (s *searcher) relaxedAt(r int) *Relaxed {
	for i := range s.relaxed {
		if k := &s.relaxed[i]; k.of(s.requirements[r].Check) {
			return k
		}
	}
	return nil
}

// settleFor holds what is out of reach to what fresh numbers found in o.
func (s *searcher) settleFor(o *outcome) {
	for r := range o.checks {
		if k := &o.checks[r]; !k.settled() && s.relaxedAt(r) != nil {
			k.Bound = k.sure()
			s.relaxedAt(r).Attained = k.Bound
		}
	}
}

// raise sets the margins that the requirements must hold on the customers of the edge which the fresh numbers of looked
// found short: as much more than the staffing held there as is missing and a quarter of the fresh confidence interval.
func (s *searcher) raise(g *edge, looked *outcome) {
	slack := s.slack(g.at)
	for r, k := range looked.checks {
		more := max(slack[r], 0) - k.surelyMargin() + k.HalfWidth()/2
		if !k.settled() && !math.IsInf(more, 0) && !math.IsNaN(more) {
			s.margins[r] += more
		}
	}
	g.slackOf = nil
}

// raised lists the margins above the confidence intervals.
func (s *searcher) raised() []Margin {
	var out []Margin
	for r, extra := range s.margins {
		if extra > 0 {
			out = append(out, Margin{s.requirements[r].Check, extra})
		}
	}
	return out
}
