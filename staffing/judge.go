package staffing

import (
	"cmp"
	"math"
	"slices"

	"agner/sim"
)

func (ch change) swaps() bool { return ch.to != sim.None }

// losses returns what the requirements lose by a change of seats, by the effects; those that lose nothing for sure are left out.
// The seat that joins in a swap is taken to help as much as the one that leaves there would harm: the most that it can,
// since every further agent is worth less.
func (g *edge) losses(ch change) []loss {
	there := g.effects.of[ch.from]
	if !ch.swaps() {
		return there
	}
	out := slices.Clone(there)
	for i := range out {
		l := &out[i]
		l.amount -= max(g.effects.at(ch.to, l.requirement), 0)
		l.noise = math.Hypot(l.noise, g.effects.noise(ch.to, l.requirement))
	}
	return out
}

// surely is how many standard errors what the effects of its seats say of a swap must lie outside of what holds every margin for
// the swap to be refuted without being simulated.
const surely = 1.5

// refuted tells whether a change needs no further trial at this staffing: it was simulated alone and not
// borne, here or at another staffing in a way that refutes it here too; or the effects refute it clearly.
func (s *searcher) refuted(g *edge, ch change) bool {
	if t, ok := g.alone[ch]; ok {
		return t.from == g.at || t.short(s.spare(g))
	}
	if t, ok := g.felt[ch]; ok && t.short(s.spare(g)) {
		return true
	}
	return s.distance(g, ch) > surely
}

// spare returns the slack of the staffing at the edge. It is asked for once for every change.
func (s *searcher) spare(g *edge) []float64 {
	if g.slackOf != g.at {
		g.slack, g.slackOf = s.slack(g.at), g.at
	}
	return g.slack
}

// short tells whether the loss leaves some requirement less than none of the slack.
func (t trial) short(slack []float64) bool {
	for r, loss := range t.loss {
		if slack[r] < loss {
			return true
		}
	}
	return false
}

// distance returns how far from holding every margin the effects say a change leads, in standard errors: the root of
// the sum of squares over the requirements that fall short, each relative to the noise of its effect (the
// statistic of a one-sided test of several means at once; Perlman 1969). It is 0 where none falls short.
func (s *searcher) distance(g *edge, ch change) float64 {
	total := 0.0
	slack := s.spare(g)
	for _, l := range g.losses(ch) {
		if left := slack[l.requirement] - l.amount; left < 0 {
			total += left * left / (l.noise*l.noise + 1e-18)
		}
	}
	return math.Sqrt(total)
}

// untried lists the changes that nothing refutes so far, and where there are none and all changes are little work, those that were
// not simulated alone at this staffing.
func (s *searcher) untried(g *edge) []change {
	removals, swaps := s.changes(g.at.seats)
	all := slices.Concat(removals, swaps)
	open := slices.DeleteFunc(slices.Clone(all), func(ch change) bool { return s.refuted(g, ch) })
	if work := float64(len(all)*g.at.reps) * s.perDay; len(open) == 0 && s.contacts+work < s.edgeUntil-s.edgeWork*3/4 {
		open = slices.DeleteFunc(all, func(ch change) bool { return g.alone[ch].from == g.at })
	}
	slices.SortStableFunc(open, func(a, b change) int { return cmp.Or(s.calmFirst(a, b), cmp.Compare(s.saving(b), s.saving(a))) })
	return open
}

// saving returns what a change saves.
func (s *searcher) saving(ch change) float64 {
	if ch.swaps() {
		return s.cells[ch.from].cost - s.cells[ch.to].cost
	}
	return s.cells[ch.from].cost
}

// count writes into the certificate how the single changes of the staffing at the edge stand.
func (s *searcher) count(c *Certificate, g *edge) {
	removals, swaps := s.changes(g.at.seats)
	c.Removals, c.RemovalsAlone, c.Swaps, c.SwapsAlone, c.Predicted, c.Open = 0, 0, 0, 0, 0, 0
	for _, ch := range slices.Concat(removals, swaps) {
		tried, ok := g.alone[ch]
		alone := ok && tried.from == g.at
		_, beside := g.felt[ch]
		switch {
		case !s.refuted(g, ch):
			c.Open++
		case !ch.swaps():
			c.Removals++
			c.RemovalsAlone += one(alone)
		case ok || beside:
			c.Swaps++
			c.SwapsAlone += one(alone)
		default:
			c.Predicted++
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
