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
// Once a staffing is confirmed, every single change of it is tried on the
// customers that it satisfied most narrowly. Changes that still confirm are
// tried on further fresh numbers, together and alone, and taken when they confirm there too. A refuted change
// is not tried again: seats that a staffing cannot spare cannot be spared by one with
// fewer seats on the same customers.
func (s *searcher) confirm(o *outcome, e *effects) (*outcome, *Certificate, error) {
	plan, narrow, certificate, err := s.settle(o, e)
	if err != nil || !certificate.Confirmed {
		return plan, certificate, err
	}
	open, err := s.openChanges(narrow, e)
	if err != nil {
		return nil, nil, err
	}
	seed := narrow.seed
	for len(open) > 0 && certificate.Attempts < maxAttempts {
		certificate.Attempts++
		fresh := seedFor(s.o.Sim.Seed, certificate.Attempts)
		taken, better, left, err := s.freshLook(plan, e, open, seed, fresh)
		if err != nil {
			return nil, nil, err
		}
		open = left
		if better == nil {
			continue
		}
		plan, s.best = better, better
		certificate.Seed = fresh
		if slices.ContainsFunc(taken, change.swaps) { // not fewer seats but others: everything is to be tried anew
			open, err = s.changedAnew(plan, e, seed)
		} else {
			open, err = s.stillOpen(plan.seats, left, seed)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	s.count(certificate, plan, e, open)
	return plan, certificate, nil
}

// recentLooks is how many of the last looks are searched for the narrowest one.
const recentLooks = 4

// settle mends o until fresh random numbers confirm it, trims what it then
// has to spare on those customers, and mends and confirms again. It returns the
// staffing as fresh numbers saw it, and as the customers saw it that it satisfies most narrowly.
func (s *searcher) settle(o *outcome, e *effects) (plan, narrow *outcome, certificate *Certificate, err error) {
	certificate = &Certificate{Replications: s.confirmation}
	trimmed := false
	var seeds []uint64
	for candidate := o.seats; certificate.Attempts < maxAttempts; {
		certificate.Attempts++
		seed := seedFor(s.o.Sim.Seed, certificate.Attempts)
		tried, err := s.try("confirming on fresh random numbers", s.confirmation, seed, candidate)
		if err != nil {
			return nil, nil, nil, err
		}
		looked := tried[0]
		seeds = append(seeds, seed)
		next := candidate
		if confirmed(looked.checks) {
			certificate.Confirmed, certificate.Seed = true, seed
			plan, s.best = looked, looked
			if !trimmed {
				trimmed = true
				if next, err = s.trimmed(looked, e); err != nil {
					return nil, nil, nil, err
				}
			}
		} else {
			if plan == nil {
				o = looked
			}
			k := s.newSketch(looked, e)
			k.repair()
			next = k.plan(candidate)
		}
		if sameSeats(next, candidate) || (plan != nil && cost(s.cells, next) >= plan.cost) {
			break // nothing to trim, or nothing helps
		}
		candidate = next
	}
	if plan == nil {
		return o, nil, certificate, nil
	}
	narrow, err = s.narrowest(plan, seeds[max(0, len(seeds)-recentLooks):])
	return plan, narrow, certificate, err
}

// trimmed removes seats from a confirmed staffing while the same customers still confirm it: as
// many as the effects promise, half as many when that was too much, and so on.
func (s *searcher) trimmed(o *outcome, e *effects) (sim.Seats, error) {
	best := o
	for share := 1.0; share > 0.05; {
		k := s.newSketch(best, e)
		var going []int
		for c := k.cheapestRemoval(true); c >= 0; c = k.cheapestRemoval(true) {
			k.remove(c)
			going = append(going, c)
		}
		n := int(math.Ceil(share * float64(len(going))))
		if n == 0 {
			break
		}
		seats := best.seats
		for _, c := range going[:n] {
			seats = s.apply(seats, change{c, sim.None})
		}
		tried, err := s.try("trimming what is to spare", s.confirmation, o.seed, seats)
		if err != nil {
			return sim.Seats{}, err
		}
		if confirmed(tried[0].checks) {
			best = tried[0]
		} else {
			share /= 2
		}
		if n == 1 && best != tried[0] {
			break
		}
	}
	return best.seats, nil
}

// narrowest looks at plan on the customers of each seed and returns the look
// that confirms it with the least to spare.
func (s *searcher) narrowest(plan *outcome, seeds []uint64) (*outcome, error) {
	narrow := plan
	spare := func(o *outcome) float64 {
		least := math.Inf(1)
		for _, v := range s.relative(s.slack(o)) {
			least = min(least, v)
		}
		return least
	}
	for _, seed := range seeds {
		if seed == plan.seed {
			continue
		}
		tried, err := s.try("looking at the plan on earlier customers", s.confirmation, seed, plan.seats)
		if err != nil {
			return nil, err
		}
		if confirmed(tried[0].checks) && spare(tried[0]) < spare(narrow) {
			narrow = tried[0]
		}
	}
	return narrow, nil
}

// changedAnew tries every change of plan on the customers of seed.
func (s *searcher) changedAnew(plan *outcome, e *effects, seed uint64) ([]change, error) {
	tried, err := s.try("trying every single removal", s.confirmation, seed, plan.seats)
	if err != nil {
		return nil, err
	}
	return s.openChanges(tried[0], e)
}

func (ch change) swaps() bool { return ch.to != sim.None }

// freshLook tries the open changes of plan on fresh numbers: first as many
// together as the effects allow and the customers of seed bear; where that is
// too much, each alone. It returns the changes that were taken, the staffing with
// them as fresh numbers see it (nil when none confirms), and the changes not refuted so far, the taken
// ones included, since a second seat may go where a first one could.
func (s *searcher) freshLook(plan *outcome, e *effects, open []change, seed, fresh uint64) (taken []change, better *outcome, left []change, err error) {
	taken = s.combine(plan, e, open)
	for len(taken) > 1 {
		tried, err := s.try("trying what could go together", s.confirmation, seed, s.apply(plan.seats, taken...))
		if err != nil {
			return nil, nil, nil, err
		}
		if confirmed(tried[0].checks) {
			break
		}
		taken = taken[:len(taken)/2]
	}
	tried, err := s.try("confirming on fresh random numbers", s.confirmation, fresh, s.apply(plan.seats, taken...))
	if err != nil {
		return nil, nil, nil, err
	}
	if confirmed(tried[0].checks) {
		return taken, tried[0], open, nil
	}
	if len(taken) == 1 { // it was refuted; the others are next
		open = slices.DeleteFunc(slices.Clone(open), func(ch change) bool { return ch == taken[0] })
	}
	looks, err := s.each("trying each open change on fresh random numbers", plan.seats, open, fresh)
	if err != nil {
		return nil, nil, nil, err
	}
	for n, o := range looks {
		if confirmed(o.checks) {
			if better == nil {
				better, taken = o, open[n:n+1]
			}
			left = append(left, open[n])
		}
	}
	return taken, better, left, nil
}

// each tries single changes of seats on the customers of seed.
func (s *searcher) each(doing string, seats sim.Seats, changes []change, seed uint64) ([]*outcome, error) {
	var out []*outcome
	for part := range slices.Chunk(changes, chunk) {
		var plans []sim.Seats
		for _, ch := range part {
			plans = append(plans, s.apply(seats, ch))
		}
		tried, err := s.try(doing, s.confirmation, seed, plans...)
		if err != nil {
			return nil, err
		}
		out = append(out, tried...)
	}
	return out, nil
}

// stillOpen returns the changes that seats would still bear on the customers of seed.
func (s *searcher) stillOpen(seats sim.Seats, changes []change, seed uint64) ([]change, error) {
	removals, swaps := s.changes(seats)
	changes = slices.DeleteFunc(slices.Clone(changes), func(ch change) bool {
		return !slices.Contains(removals, ch) && !slices.Contains(swaps, ch)
	})
	tried, err := s.each("trying what could still go", seats, changes, seed)
	var out []change
	for n, o := range tried {
		if confirmed(o.checks) {
			out = append(out, changes[n])
		}
	}
	return out, err
}

// combine chooses open removals that the effects allow together, the most saving first; at least one change.
func (s *searcher) combine(plan *outcome, e *effects, open []change) []change {
	k := s.newSketch(plan, e)
	k.remove(open[0].from)
	taken := open[:1:1]
	if open[0].swaps() {
		return taken
	}
	for _, ch := range open[1:] {
		if !ch.swaps() && k.bearable(ch.from) {
			k.remove(ch.from)
			taken = append(taken, ch)
		}
	}
	return taken
}

// chunk is how many changes are simulated together: their results are held in memory at once.
const chunk = 24

// openChanges simulates every single change of plan on the customers that
// confirmed it and returns those that would still be confirmed, the most saving
// first. Many are refuted by a part of the replications: the paired
// difference to the plan is known long before the level is. Swaps that the
// measured effects put far out of reach are not simulated.
func (s *searcher) openChanges(plan *outcome, e *effects) ([]change, error) {
	removals, swaps := s.changes(plan.seats)
	swaps = slices.DeleteFunc(swaps, func(ch change) bool { return s.hopeless(plan, e, ch) })
	open := slices.Concat(removals, swaps)
	for _, part := range []int{4, 2} {
		var left []change
		for some := range slices.Chunk(open, chunk) {
			more, err := s.refute(plan, some, max(plan.reps/part, min(plan.reps, 20)))
			if err != nil {
				return nil, err
			}
			left = append(left, more...)
		}
		open = left
	}
	tried, err := s.each("trying every single removal", plan.seats, open, plan.seed)
	if err != nil {
		return nil, err
	}
	var still []change
	for n, o := range tried {
		if confirmed(o.checks) {
			still = append(still, open[n])
		}
	}
	open = still
	slices.SortStableFunc(open, func(a, b change) int { return cmp.Compare(s.saving(b), s.saving(a)) })
	return open, nil
}

// refute simulates changes with few replications and returns those that are not refuted yet.
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
		if !s.refuted(plan, paired.Differences[n+1]) {
			left = append(left, ch)
		}
	}
	return left, nil
}

// refuted tells whether even the hopeful end of the paired difference leaves some check unconfirmed.
func (s *searcher) refuted(plan *outcome, difference *sim.Result) bool {
	for r, d := range estimates(s.requirements, difference) {
		if !d.OK() || math.IsNaN(d.Low) || !plan.checks[r].OK() {
			continue
		}
		hope := d.High // of the metric; for a limit from above the lower end is the hopeful one
		if !s.requirements[r].AtLeast {
			hope = -d.Low
		}
		if plan.checks[r].surelyMargin()+hope < 0 {
			return true
		}
	}
	return false
}

// hopeless tells whether the measured effects put a swap far out of reach:
// even half of what it loses, less what it wins, is more than there is to spare.
func (s *searcher) hopeless(plan *outcome, e *effects, ch change) bool {
	for r := range s.requirements {
		if !plan.checks[r].OK() {
			continue
		}
		lost, won := e.at(ch.from, r), max(e.at(ch.to, r), 0)
		if lost > 2*won && plan.checks[r].surelyMargin()-lost/2+won < 0 {
			return true
		}
	}
	return false
}

// count writes into the certificate how every change of plan that is not open was refuted.
func (s *searcher) count(certificate *Certificate, plan *outcome, e *effects, open []change) {
	removals, swaps := s.changes(plan.seats)
	certificate.Open = len(open)
	certificate.Removals, certificate.Swaps, certificate.Predicted = 0, 0, 0
	for _, ch := range slices.Concat(removals, swaps) {
		switch {
		case slices.Contains(open, ch):
		case !ch.swaps():
			certificate.Removals++
		case s.hopeless(plan, e, ch):
			certificate.Predicted++
		default:
			certificate.Swaps++
		}
	}
}
