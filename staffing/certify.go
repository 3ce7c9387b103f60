package staffing

import (
	"cmp"
	"math"
	"slices"

	"agner/sim"
)

// change is one single change of a staffing: a seat leaves cell from, and, in a
// swap, one joins cell to of the same interval; to is None for a removal.
type change struct{ from, to int }

// apply returns seats with the change made.
func (s *searcher) apply(seats sim.Seats, ch change) sim.Seats {
	out := clone(seats)
	move := func(c, by int) {
		k := s.cells[c]
		setSeats(out, k.group, k.interval, seatsIn(out, k.group, k.interval)+by)
	}
	move(ch.from, -1)
	if ch.to != sim.None {
		move(ch.to, +1)
	}
	return out
}

// saving returns what the change saves.
func (s *searcher) saving(ch change) float64 {
	if ch.to == sim.None {
		return s.cells[ch.from].cost
	}
	return s.cells[ch.from].cost - s.cells[ch.to].cost
}

// changes lists every single change of seats that is allowed and saves cost
// (or, where seats cost nothing, a seat): all removals, then all swaps.
func (s *searcher) changes(seats sim.Seats) (removals, swaps []change) {
	counts := make([]int, len(s.cells))
	for c, k := range s.cells {
		counts[c] = seatsIn(seats, k.group, k.interval)
	}
	for from, k := range s.cells {
		if counts[from] <= k.min || counts[from] == 0 {
			continue
		}
		if !lastSeat(s.watch[from], counts) {
			removals = append(removals, change{from, sim.None})
		}
		for to, other := range s.cells {
			if other.interval != k.interval || other.cost >= k.cost*(1-1e-9) || counts[to] >= other.max {
				continue
			}
			counts[from], counts[to] = counts[from]-1, counts[to]+1
			if !uncovered(s.watch[from], counts) {
				swaps = append(swaps, change{from, to})
			}
			counts[from], counts[to] = counts[from]+1, counts[to]-1
		}
	}
	return removals, swaps
}

// uncovered tells whether some open queue has no seat at all among the cells that serve it.
func uncovered(watch [][]int, seats []int) bool {
	return slices.ContainsFunc(watch, func(cells []int) bool {
		return !slices.ContainsFunc(cells, func(c int) bool { return seats[c] > 0 })
	})
}

// confirm looks for a staffing that fresh random numbers confirm and that no
// single change improves. e are effects measured near o.
func (s *searcher) confirm(o *outcome, e *effects) (*outcome, *Certificate, error) {
	var plan *outcome // the confirmed one
	var open []change // changes of plan that may improve it
	certificate := &Certificate{}
	refuted := map[string]bool{} // changed staffings that fresh numbers did not confirm
	candidate := o.seats
	for attempt := 1; attempt <= maxAttempts; attempt++ {
		seed := seedFor(s.o.Sim.Seed, attempt)
		tried, err := s.try("confirming on fresh random numbers", s.o.Sim.Replications, seed, candidate)
		if err != nil {
			return nil, nil, err
		}
		looked := tried[0]
		certificate.Attempts = attempt
		switch {
		case confirmed(looked.checks): // at first, or after a change for the better
			plan, s.best = looked, looked
			*certificate = Certificate{Confirmed: true, Seed: seed, Replications: looked.reps, Attempts: attempt}
			if open, err = s.openChanges(plan, e, certificate); err != nil {
				return nil, nil, err
			}
		case plan != nil:
			refuted[keyOf(candidate)] = true
		default: // mend what this look found missing and look again
			k := s.newSketch(looked, e)
			if !k.repair() || slices.Equal(k.seats, k.base) {
				return looked, s.failed(certificate, looked), nil
			}
			o, candidate = looked, k.plan(candidate)
			continue
		}
		open = slices.DeleteFunc(open, func(ch change) bool { return refuted[keyOf(s.apply(plan.seats, ch))] })
		certificate.Open = len(open)
		if len(open) == 0 {
			return plan, certificate, nil
		}
		candidate = s.combine(plan, e, open)
		if refuted[keyOf(candidate)] { // together they were too much: one at a time
			candidate = s.apply(plan.seats, open[0])
		}
	}
	if plan == nil {
		return o, s.failed(certificate, o), nil
	}
	return plan, certificate, nil
}

// failed completes the certificate of a staffing that was never confirmed.
func (s *searcher) failed(certificate *Certificate, o *outcome) *Certificate {
	certificate.Confirmed, certificate.Seed, certificate.Replications = false, o.seed, o.reps
	return certificate
}

// combine makes as many of the open changes as the effects allow together, the most saving first; at least one.
func (s *searcher) combine(plan *outcome, e *effects, open []change) sim.Seats {
	k := s.newSketch(plan, e)
	out := s.apply(plan.seats, open[0])
	for _, l := range e.of[open[0].from] {
		k.slack[l.requirement] -= l.amount
	}
	for _, ch := range open[1:] {
		if ch.to == sim.None && k.bearable(ch.from) && seatsIn(out, s.cells[ch.from].group, s.cells[ch.from].interval) > s.cells[ch.from].min {
			k.remove(ch.from)
			out = s.apply(out, ch)
		}
	}
	return out
}

// chunk is how many changes are simulated together: their results are held in memory at once.
const chunk = 24

// openChanges simulates every single change of plan on the confirmation's
// customers and returns those that would still be confirmed, the most saving
// first. Most are refuted by a few replications: the paired difference to the
// plan is known long before the level is. Swaps that the measured effects put
// far out of reach are not simulated, only counted.
func (s *searcher) openChanges(plan *outcome, e *effects, certificate *Certificate) ([]change, error) {
	removals, swaps := s.changes(plan.seats)
	certificate.Removals, certificate.Swaps, certificate.Predicted = 0, 0, 0
	near := slices.DeleteFunc(slices.Clone(swaps), func(ch change) bool { return s.hopeless(plan, e, ch) })
	certificate.Predicted = len(swaps) - len(near)
	open := slices.Concat(removals, near)
	for _, replications := range []int{plan.reps / 8, plan.reps / 2, plan.reps} {
		if replications < min(20, plan.reps) {
			continue
		}
		var left []change
		for part := range slices.Chunk(open, chunk) {
			still, err := s.refute(plan, part, replications)
			if err != nil {
				return nil, err
			}
			left = append(left, still...)
		}
		open = left
	}
	isSwap := func(ch change) bool { return ch.to != sim.None }
	openSwaps := 0
	for _, ch := range open {
		if isSwap(ch) {
			openSwaps++
		}
	}
	certificate.Swaps = len(near) - openSwaps
	certificate.Removals = len(removals) - (len(open) - openSwaps)
	slices.SortStableFunc(open, func(a, b change) int { return cmp.Compare(s.saving(b), s.saving(a)) })
	return open, nil
}

// refute simulates changes and returns those that the replications do not refute.
func (s *searcher) refute(plan *outcome, changes []change, replications int) ([]change, error) {
	plans := []sim.Seats{plan.seats}
	for _, ch := range changes {
		plans = append(plans, s.apply(plan.seats, ch))
	}
	paired, err := s.simulate("trying every single removal", plans, replications, plan.seed)
	if err != nil {
		return nil, err
	}
	var left []change
	for n, ch := range changes {
		if replications == plan.reps {
			if confirmed(checksOf(s.requirements, paired.Results[n+1])) {
				left = append(left, ch)
			}
		} else if !s.refuted(plan, paired.Differences[n+1]) {
			left = append(left, ch)
		}
	}
	return left, nil
}

// refuted tells whether even the hopeful end of the paired difference leaves some check unconfirmed.
func (s *searcher) refuted(plan *outcome, difference *sim.Result) bool {
	for r, q := range s.requirements {
		d := q.estimate(difference)
		if !d.OK() || math.IsNaN(d.Low) || !plan.checks[r].OK() {
			continue
		}
		hope := d.High // of the metric; for a limit from above the lower end is the hopeful one
		if !q.AtLeast {
			hope = -d.Low
		}
		if plan.checks[r].surelyMargin()+hope < 0 {
			return true
		}
	}
	return false
}

// hopeless tells whether the measured effects put a swap far out of reach: it
// would miss some check by more than it uses up.
func (s *searcher) hopeless(plan *outcome, e *effects, ch change) bool {
	for r := range s.requirements {
		if !plan.checks[r].OK() {
			continue
		}
		lost, won := e.at(ch.from, r), e.at(ch.to, r)
		if slack := plan.checks[r].surelyMargin(); lost > 2*max(won, 0) && slack-lost/2+max(won, 0) < 0 {
			return true
		}
	}
	return false
}

// keyOf identifies a staffing.
func keyOf(s sim.Seats) string {
	var out []byte
	for _, counts := range s.Count {
		for _, n := range counts {
			out = append(out, byte(n), byte(n>>8), byte(n>>16))
		}
	}
	return string(out)
}
