package staffing

import (
	"cmp"
	"math"
	"slices"

	"agner/sim"
)

// edge is a confirmed staffing on some customers, on the way to where no single change is left that they would confirm.
type edge struct {
	at      *outcome
	effects *effects // of single seats, measured at this staffing or near
	// slack is what swaps may use up of each requirement: what these customers leave of the staffing at which the effects
	// were measured, less the effects of what has gone since, and no more than they leave of this staffing. Paths that
	// have once parted differ by chance for the rest of the day. Were a swap that met with luck to leave more to spare than before,
	// there would always be another one to make, and the staffing would suit these customers and nobody else.
	slack   []float64
	alone   map[change]bool // changes that a simulation of their own refuted, here or on the way
	reached bool
}

// toTheEdge takes seats from a confirmed staffing until no single change is
// left that the same customers would confirm, or gives up after many rounds.
//
// In each round one seat is taken in every cell, as effectsOf does, with all the
// replications of the confirmation. What those effects allow goes, as much as the
// customers bear together; where they allow nothing more, every change that they do not clearly refute is tried alone.
// What is refuted stays so, since what there is to spare only shrinks. Effects are measured anew when many seats
// have moved, as long as that is little work.
func (s *searcher) toTheEdge(o *outcome, e *effects) (*edge, error) {
	const rounds = 20
	g := &edge{at: o, effects: e, slack: s.slack(o), alone: map[change]bool{}}
	for { // what the search knows is rough: only what goes easily
		if s.exhausted() {
			return g, nil
		}
		changes := s.allowed(g)
		all, err := s.take(g, changes)
		if err != nil {
			return nil, err
		}
		if !all {
			break
		}
	}
	for round := 0; ; round++ {
		measured := g.at.seats
		var err error
		if g.effects, err = s.effectsOf("trying every single removal", g.at, g.at.reps, g.at.seed, func(int) int { return 1 }); err != nil {
			return nil, err
		}
		g.slack = s.slack(g.at)
		for s.contacts > s.edgeUntil || round == rounds || !s.stale(measured, g.at.seats) {
			before := g.at
			if err := s.drain(g); err != nil {
				return nil, err
			}
			if g.at == before {
				err = s.oneAlone(g)
			}
			if err != nil {
				return nil, err
			}
			if g.at == before || s.exhausted() {
				g.reached = true
				return g, nil
			}
		}
	}
}

// edgeContacts is the work after the first confirmation beyond which effects are not measured twice on the same
// customers, and swaps that chance alone may decide are not tried.
const edgeContacts = 5e7

// edgeLimit is the work beyond that after which the search ends where it is; the certificate then says how many changes
// are open. Only centres of hundreds of decisions come here.
const edgeLimit = 3e8

func (s *searcher) exhausted() bool { return s.contacts > s.edgeUntil+edgeLimit }

// stale tells whether effects measured at one staffing may have changed at another: more than a hundredth of the seats moved.
func (s *searcher) stale(measured, now sim.Seats) bool {
	moved, total := 0, 0
	for _, k := range s.cells {
		n := seatsIn(measured, k.group, k.interval)
		moved += abs(n - seatsIn(now, k.group, k.interval))
		total += n
	}
	return moved > total/100
}

func abs(n int) int { return max(n, -n) }

// drain makes the changes that the effects allow, again and again, until none of them is borne.
func (s *searcher) drain(g *edge) error {
	for {
		changes := s.allowed(g)
		if len(changes) == 0 || s.exhausted() {
			return nil
		}
		if _, err := s.take(g, changes); err != nil {
			return err
		}
	}
}

// allowed returns changes that the effects allow together, in the order in which they save most for the harm:
// removals, and where none is left, swaps. What was refuted alone is left out.
func (s *searcher) allowed(g *edge) []change {
	k := s.newSketch(g.at, g.effects)
	for c := range k.cells {
		if g.alone[change{c, sim.None}] {
			k.floor[c] = k.seats[c]
		}
	}
	var out []change
	for c := k.cheapestRemoval(true); c >= 0; c = k.cheapestRemoval(true) {
		k.remove(c)
		out = append(out, change{c, sim.None})
	}
	if len(out) > 0 {
		return out
	}
	return s.allowedSwaps(g)
}

// allowedSwaps returns swaps that the effects allow together, each at most once, in the order in which they save most for the harm.
func (s *searcher) allowedSwaps(g *edge) []change {
	_, swaps := s.changes(g.at.seats)
	swaps = slices.DeleteFunc(swaps, func(ch change) bool { return g.refuted(s, ch) })
	slack, seats := slices.Clone(g.slack), s.seatsByCell(g.at.seats)
	var out []change
	for {
		best, bestValue := -1, 0.0
		for i, ch := range swaps {
			if value := s.valueOfSwap(g, ch, slack, seats); value > bestValue*(1+1e-12) {
				best, bestValue = i, value
			}
		}
		if best < 0 {
			return out
		}
		ch := swaps[best]
		swaps = slices.Delete(swaps, best, best+1)
		seats[ch.from], seats[ch.to] = seats[ch.from]-1, seats[ch.to]+1
		for r := range slack {
			slack[r] -= s.lossOf(g, ch, r)
		}
		out = append(out, ch)
	}
}

// valueOfSwap returns what a swap saves for the slack that it uses up, 0 when it is out of bounds or leaves less than none.
func (s *searcher) valueOfSwap(g *edge, ch change, slack []float64, seats []int) float64 {
	from, to := &s.cells[ch.from], &s.cells[ch.to]
	if seats[ch.from] <= from.min || seats[ch.from] == 0 || seats[ch.to] >= to.max {
		return 0
	}
	used := 1e-9
	for r := range slack {
		if loss := s.lossOf(g, ch, r); loss > slack[r] && loss > 0 {
			return 0
		} else if loss > 0 {
			used += loss / slack[r]
		}
	}
	seats[ch.from], seats[ch.to] = seats[ch.from]-1, seats[ch.to]+1
	alone := uncovered(s.watch[ch.from], seats)
	seats[ch.from], seats[ch.to] = seats[ch.from]+1, seats[ch.to]-1
	if alone {
		return 0
	}
	return (from.cost - to.cost + 1e-9) / used
}

// take makes as many of the changes together as the customers of the edge still confirm, and tells whether that was
// all of them. Where a requirement is missed, half of the changes that cost it most are given up. One that is not even
// borne alone is noted.
func (s *searcher) take(g *edge, changes []change) (all bool, err error) {
	for n := len(changes); len(changes) > 0; {
		tried, err := s.try("taking what can go", s.confirmation, g.at.seed, s.apply(g.at.seats, changes...))
		if err != nil {
			return false, err
		}
		if confirmed(tried[0].checks) {
			s.advance(g, changes, tried[0])
			return len(changes) == n, nil
		}
		if len(changes) == 1 {
			g.alone[changes[0]] = true
		}
		changes = s.fewer(g, changes, tried[0])
	}
	return false, nil
}

// fewer gives up half of the changes that cost the missed requirements of o most, at least one.
func (s *searcher) fewer(g *edge, changes []change, o *outcome) []change {
	harm := make([]float64, len(changes))
	for r, slack := range s.slack(o) {
		if slack >= 0 {
			continue
		}
		for i, ch := range changes {
			harm[i] += max(s.lossOf(g, ch, r), 0) / -slack
		}
	}
	order := make([]int, len(changes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(harm[b], harm[a]) })
	guilty := 1
	for guilty < len(order) && harm[order[guilty]] > harm[order[0]]/10 {
		guilty++
	}
	given := order[:(guilty+1)/2]
	var out []change
	for i, ch := range changes {
		if !slices.Contains(given, i) {
			out = append(out, ch)
		}
	}
	return out
}

// advance moves the edge to o, from which the changes led.
func (s *searcher) advance(g *edge, changes []change, o *outcome) {
	actual := s.slack(o)
	for r := range g.slack {
		for _, ch := range changes {
			g.slack[r] -= s.lossOf(g, ch, r)
		}
		g.slack[r] = min(g.slack[r], actual[r])
	}
	g.at = o
}

// lossOf returns what requirement r loses by a change of seats. The seat that joins in a swap is taken to help as
// much as the one that leaves there would harm: the most that it can, since every further agent is worth less.
func (s *searcher) lossOf(g *edge, ch change, r int) float64 {
	if ch.swaps() {
		return g.effects.at(ch.from, r) - max(g.effects.at(ch.to, r), 0)
	}
	return g.effects.at(ch.from, r)
}

// oneAlone tries the changes that the effects do not clearly refute one by one, the least harmful first, until the
// customers confirm one.
func (s *searcher) oneAlone(g *edge) error {
	removals, swaps := s.changes(g.at.seats)
	open := slices.DeleteFunc(slices.Concat(removals, swaps), func(ch change) bool { return g.refuted(s, ch) })
	slices.SortStableFunc(open, func(a, b change) int { return cmp.Compare(s.spare(g, b), s.spare(g, a)) })
	for _, ch := range open {
		if s.exhausted() {
			break
		}
		if all, err := s.take(g, []change{ch}); err != nil || all {
			return err
		}
	}
	return nil
}

// refuted tells whether a change was refuted alone or clearly uses up more than there is to spare.
func (g *edge) refuted(s *searcher, ch change) bool {
	return g.alone[ch] || s.spare(g, ch) < 0 || s.tooNear(g, ch)
}

// tooNear tells whether a swap may not be tried: its harm lies within what chance makes of the measured effects, and the work that
// such trials may take is done. A large centre has hundreds of swaps that save a penny or lose one.
func (s *searcher) tooNear(g *edge, ch change) bool {
	if !ch.swaps() || s.contacts < s.edgeUntil {
		return false
	}
	for r, slack := range g.slack {
		noise := math.Hypot(g.effects.noise(ch.from, r), g.effects.noise(ch.to, r))
		if s.lossOf(g, ch, r)+2*noise > slack {
			return true
		}
	}
	return false
}

// chunk is how many plans are simulated together: their results are held in memory at once.
const chunk = 24

func (ch change) swaps() bool { return ch.to != sim.None }

// spare returns the least relative slack that a change leaves of what it uses. A removal counts for nineteen twentieths
// of its effect, which is known that well where seats of one group are taken together; a swap has been rounded up already.
func (s *searcher) spare(g *edge, ch change) float64 {
	left := s.slack(g.at)
	if ch.swaps() {
		left = slices.Clone(g.slack)
	}
	for r := range left {
		loss := s.lossOf(g, ch, r)
		if !ch.swaps() {
			loss *= 0.95
		}
		if loss > 0 {
			left[r] -= loss
		} else {
			left[r] = math.Inf(1)
		}
	}
	return slices.Min(s.relative(left))
}

// count writes into the certificate how the single changes of plan stand: all
// open, or, at an edge that was reached, all refuted.
func (s *searcher) count(certificate *Certificate, plan *outcome, g *edge) {
	removals, swaps := s.changes(plan.seats)
	c := certificate
	c.Removals, c.RemovalsAlone, c.Swaps, c.Predicted, c.Close, c.CloseSaving, c.Open = 0, 0, 0, 0, 0, 0, len(removals)+len(swaps)
	if g == nil || !g.reached || !sameSeats(g.at.seats, plan.seats) {
		return
	}
	s.atEdge = g.at
	c.EdgeSeed, c.Open = g.at.seed, 0
	for _, ch := range removals {
		switch {
		case g.alone[ch]:
			c.Removals++
			c.RemovalsAlone++
		case s.spare(g, ch) < 0:
			c.Removals++
		default:
			c.Open++
		}
	}
	for _, ch := range swaps {
		switch {
		case g.alone[ch]:
			c.Swaps++
		case s.spare(g, ch) < 0:
			c.Predicted++
		default:
			c.Close++
			c.CloseSaving = max(c.CloseSaving, s.cells[ch.from].cost-s.cells[ch.to].cost)
		}
	}
}
