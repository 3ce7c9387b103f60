package staffing

import (
	"cmp"
	"math"
	"slices"

	"agner/sim"
)

// edge is a staffing that holds its margins on some customers, on the way to
// where no single change is left that would hold them too.
type edge struct {
	at       *outcome
	effects  *effects         // of single seats, measured on the same customers at this staffing or near
	measured sim.Seats        // where
	felt     map[change]trial // changes that were simulated beside others too far away to be felt, since
	slack    []float64        // of slackOf under the margins of the moment
	slackOf  *outcome
	tight    bool             // half of the work is done: see tighten
	alone    map[change]trial // changes that were simulated alone, at this staffing or on the way
}

// trial is a change simulated alone.
type trial struct {
	from *outcome
	loss []float64 // by requirement
}

// toTheEdge takes seats and moves them to cheaper groups until the customers of
// the edge would bear no further single change, or the work is done that the search may take.
//
// What measured effects allow goes first, as much as the customers bear together. Where they allow nothing more, every
// change that they do not clearly refute is simulated beside others too far away to be felt, and what that does not refute is
// simulated alone. What is borne is taken: each change lowers the cost, so this ends.
func (s *searcher) toTheEdge(g *edge) error {
	for done := false; !done && !s.exhausted(); {
		if s.late() {
			s.tighten(g)
		}
		if g.measured.Count == nil || s.stale(g.measured, g.at.seats) && s.contacts < s.edgeUntil-s.edgeWork*3/4 {
			if err := s.measureEdge(g); err != nil {
				return err
			}
			if err := s.rearrange(g); err != nil {
				return err
			}
		}
		before := g.at
		if err := s.takeTogether(g); err != nil {
			return err
		}
		if g.at != before {
			continue
		}
		if g.tight {
			if err := s.feel(g); err != nil {
				return err
			}
		}
		var err error
		if done, err = s.takeAlone(g); err != nil {
			return err
		}
	}
	return nil
}

// The way to the edge may take as much work as one trial for each decision, every measurement and confirmation included, but at least
// leastContacts and at most mostContacts.
const (
	leastContacts = 2e7
	mostContacts  = 1.6e9
)

func (s *searcher) exhausted() bool { return s.contacts > s.edgeUntil }

// late tells whether half of the work is done.
func (s *searcher) late() bool { return s.contacts > s.edgeUntil-s.edgeWork/2 }

// tighten raises the margins of the requirements that bind to what the staffing holds: what they have to spare is
// less than one agent in one interval is worth, and half of the work found no use for it.
func (s *searcher) tighten(g *edge) {
	slack := s.slack(g.at)
	for r := range slack {
		worth := 0.0
		for c := range s.cells {
			worth = max(worth, g.effects.at(c, r))
		}
		if s.margins[r]+slack[r] < worth {
			s.margins[r] += slack[r]
		}
	}
	g.tight, g.slackOf = true, nil
}

// measureEdge measures the effects of single removals with all the customers of the edge.
func (s *searcher) measureEdge(g *edge) error {
	e, err := s.effectsOf("trying every single removal", g.at, s.half(g), g.at.seed, func(int) int { return 1 })
	if err != nil {
		return err
	}
	s.smooth(e)
	if g.measured.Count != nil {
		e = blend(g.effects, e)
	}
	g.effects, g.measured, g.felt = e.merged(), g.at.seats, map[change]trial{}
	return nil
}

// half returns half of the replications of the edge, at least 100 of them: enough to tell what single changes do.
func (s *searcher) half(g *edge) int { return min(max(g.at.reps/2, 100), g.at.reps) }

// rearrange moves many seats at once as the effects advise, and keeps that where the customers of the edge bear it at less cost.
func (s *searcher) rearrange(g *edge) error {
	s.stride = 0.25 // near the edge effects are not trusted far
	k := s.newSketch(g.at, g.effects)
	s.stride = 1
	if !k.improve() {
		return nil
	}
	tried, err := s.try("trading seats", g.at.reps, g.at.seed, k.plan(g.at.seats))
	if err != nil {
		return err
	}
	return s.takeMended(g, tried[0])
}

// stale tells whether effects measured at one staffing may have changed at another: more than three hundredths of the seats moved.
func (s *searcher) stale(measured, now sim.Seats) bool {
	moved, total := 0, 0
	for _, k := range s.cells {
		n := seatsIn(measured, k.group, k.interval)
		moved += abs(n - seatsIn(now, k.group, k.interval))
		total += n
	}
	return moved > total/33
}

func abs(n int) int { return max(n, -n) }

// takeTogether makes the changes that the effects allow together, or as many of them as the customers bear: all, half
// of them, and so on are tried at once.
func (s *searcher) takeTogether(g *edge) error {
	changes := s.allowed(g)
	if len(changes) < 2 {
		return nil
	}
	slices.SortStableFunc(changes, s.calmFirst)
	return s.takeFirst(g, changes)
}

// calmFirst orders changes by time. What a change does to the rest of its day is chance, so over the whole day the last ones
// are the best known; where every interval counts, the first ones leave the others time to be mended.
func (s *searcher) calmFirst(a, b change) int {
	order := cmp.Compare(s.cells[b.from].interval, s.cells[a.from].interval)
	if s.task.Meet == MeetInterval {
		return -order
	}
	return order
}

// takeFirst makes as many of the changes together, the first ones, as the customers of the edge bear: all, half of
// them, and so on are tried at once. Where all would save some seats more than those that are borne, they are mended.
func (s *searcher) takeFirst(g *edge, changes []change) error {
	var plans []sim.Seats
	for n := len(changes); n > 0 && len(plans) < 4; n = min(n-1, n/2) {
		plans = append(plans, s.apply(g.at.seats, changes[:n]...))
	}
	tried, err := s.try("taking what can go", g.at.reps, g.at.seed, plans...)
	if err != nil {
		return err
	}
	before := g.at
	for _, t := range tried {
		if s.holds(t) && s.cheaper(t, g.at) {
			s.advance(g, t)
		}
	}
	const seats = 3
	if tried[0].cost < g.at.cost-seats*s.cells[changes[0].from].cost {
		if err := s.takeMended(g, tried[0]); err != nil {
			return err
		}
	}
	if g.at == before && len(changes) < 8 {
		g.alone[changes[0]] = s.trialOf(before, tried[len(tried)-1])
	}
	return nil
}

// takeMended mends o, which may miss some requirements, and takes it if it is still cheaper than the staffing at the edge.
func (s *searcher) takeMended(g *edge, o *outcome) error {
	const rounds = 8
	other := &edge{at: o, effects: g.effects}
	for range rounds {
		if s.holds(other.at) || other.at.cost >= g.at.cost {
			break
		}
		if helps, err := s.mendOnce(other); err != nil || !helps {
			return err
		}
	}
	if s.holds(other.at) && s.cheaper(other.at, g.at) {
		s.advance(g, other.at)
	}
	return nil
}

// allowed returns changes that the effects allow together, in the order in which they save most for the harm:
// removals, and where there is none, swaps. What is refuted is left out.
func (s *searcher) allowed(g *edge) []change {
	k := s.newSketch(g.at, g.effects)
	for c := range k.cells {
		if s.refuted(g, change{c, sim.None}) {
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
	swaps = slices.DeleteFunc(swaps, func(ch change) bool { return s.refuted(g, ch) })
	slack, seats := slices.Clone(s.spare(g)), s.seatsByCell(g.at.seats)
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
			slack[r] -= g.effects.at(ch.from, r) - max(g.effects.at(ch.to, r), 0)
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
	for _, l := range g.losses(ch) {
		if l.amount > max(slack[l.requirement], 0) {
			return 0
		} else if l.amount > 0 {
			used += l.amount / slack[l.requirement]
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

// cheaper tells whether a costs less than b, or, where seats cost nothing, has fewer.
func (s *searcher) cheaper(a, b *outcome) bool {
	if math.Abs(a.cost-b.cost) > 1e-12*b.cost {
		return a.cost < b.cost
	}
	fewer := 0
	for _, k := range s.cells {
		fewer += seatsIn(b.seats, k.group, k.interval) - seatsIn(a.seats, k.group, k.interval)
	}
	return fewer > 0
}

// advance moves the edge to o, which holds its margins at less cost.
func (s *searcher) advance(g *edge, o *outcome) {
	g.at = o
	s.remember(o)
}

// trialsAtOnce is how many changes are tried alone in one simulation, on the same tape of customers.
const trialsAtOnce = 4

// takeAlone simulates changes alone, some at a time, until the customers bear one, the work is half done, or all of it. It
// tells whether there is none left to try.
func (s *searcher) takeAlone(g *edge) (done bool, err error) {
	for before := g.at; g.at == before; {
		untried := s.untried(g)
		if len(untried) == 0 {
			return true, nil
		}
		for part := range slices.Chunk(untried, trialsAtOnce) {
			if s.exhausted() || s.late() && !g.tight {
				return false, nil
			}
			if err := s.takeBorne(g, part); err != nil || g.at != before {
				return false, err
			}
		}
	}
	return false, nil
}

// takeBorne simulates changes alone and makes as many of those that the customers bear as they bear together.
func (s *searcher) takeBorne(g *edge, changes []change) error {
	borne, outcomes, err := s.borne(g, changes)
	if err != nil || len(borne) == 0 {
		return err
	}
	if len(borne) > 1 {
		if err := s.takeFirst(g, s.together(g.at.seats, borne)); err != nil {
			return err
		}
	}
	if s.cheaper(outcomes[0], g.at) {
		s.advance(g, outcomes[0])
	}
	return nil
}

// borne returns the changes that the customers of the edge bear, each alone, and the staffings that they make, the most
// saving first. What the others lose is noted.
func (s *searcher) borne(g *edge, changes []change) ([]change, []*outcome, error) {
	plans := make([]sim.Seats, len(changes))
	for i, ch := range changes {
		plans[i] = s.apply(g.at.seats, ch)
	}
	tried, err := s.try("trying changes one by one", g.at.reps, g.at.seed, plans...)
	if err != nil {
		return nil, nil, err
	}
	var kept []int
	for i, ch := range changes {
		g.alone[ch] = s.trialOf(g.at, tried[i])
		if s.holds(tried[i]) {
			kept = append(kept, i)
		}
	}
	slices.SortStableFunc(kept, func(a, b int) int { return cmp.Compare(tried[a].cost, tried[b].cost) })
	var out []change
	var outcomes []*outcome
	for _, i := range kept {
		out, outcomes = append(out, changes[i]), append(outcomes, tried[i])
	}
	return out, outcomes, nil
}

// together leaves out changes that are not allowed after those before them.
func (s *searcher) together(seats sim.Seats, changes []change) []change {
	var out []change
	for _, ch := range changes {
		if removals, swaps := s.changes(s.apply(seats, out...)); slices.Contains(removals, ch) || slices.Contains(swaps, ch) {
			out = append(out, ch)
		}
	}
	return out
}

// trialOf notes what a change from one staffing to another lost.
func (s *searcher) trialOf(from, to *outcome) trial {
	loss := s.slack(from)
	for r, left := range s.slack(to) {
		if loss[r] -= left; math.IsNaN(loss[r]) {
			loss[r] = 0 // nothing to judge, before and after
		}
	}
	return trial{from, loss}
}
