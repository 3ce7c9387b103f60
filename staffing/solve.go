package staffing

import (
	"context"
	"errors"
	"math"
	"slices"

	"agner/sim"
)

// Solve finds integer agents by group and interval at least cost such that every
// target of the task is met.
//
// By formula (ErlangC, ErlangA) each interval stands alone: every pool of shared
// skills gets the agents that the formula asks for, at least cost over its
// groups, enough for the load of every set of queues.
//
// What the formula chose is then simulated once, so that every method shows what to expect and what it costs.
//
// By simulation the formula's answer is a start. It is scaled, groups are
// weighed against each other, and seats that matter little are traded for seats
// that matter more, by the measured effect of an agent in every cell. The best
// staffing is confirmed on random numbers that had no part in finding it, with the whole
// confidence interval of every target on the right side, and it stands at the
// edge: on some sample of customers no single seat can go, nor move to a
// cheaper group, without losing confirmation. On small centres exhaustive search finds nothing notably cheaper.
//
// The result depends on the task, the seed and the replications alone. When ctx
// ends, the best staffing so far is returned with Interrupted set. The task must be valid.
func Solve(ctx context.Context, t *Task, o SolveOptions, run Runner) (*Plan, error) {
	s := newSearcher(ctx, t, o, run)
	if t.Method != Simulation {
		return s.simulatedFormula()
	}
	if len(s.cells) == 0 {
		return nil, errNothingToStaff
	}
	plan, err := s.solve()
	if err != nil && ctx.Err() != nil && s.best != nil {
		if s.certificate == nil || !s.certificate.Confirmed {
			s.certificate = &Certificate{Seed: s.best.seed, Replications: s.best.reps}
		}
		plan = s.planOf(s.best, s.certificate)
		plan.Interrupted = true
		err = nil
	}
	if plan != nil {
		plan.Simulated = s.simulated
	}
	return plan, err
}

// simulatedFormula is the formula's plan with what the simulation says of it.
func (s *searcher) simulatedFormula() (*Plan, error) {
	plan := s.task.formulaPlan()
	tried, err := s.try("simulating what the formula chose", s.confirmation, s.o.Sim.Seed, plan.Seats)
	if err != nil {
		return nil, err
	}
	plan.Point, plan.Seen, plan.Simulated = tried[0].point, tried[0].checks, s.simulated
	if limit, ok := s.task.Money.LimitOver(s.task.Centre.Horizon); ok && plan.Point.TotalCost.OK() {
		plan.Budget = &BudgetGap{Limit: limit, Over: plan.Point.TotalCost.Value - limit}
	}
	return plan, nil
}

func (s *searcher) solve() (*Plan, error) {
	start, short := propose(s.task, ErlangA)
	s.short = short
	var err error
	if s.relaxed, err = s.relax(start); err != nil {
		return nil, err
	}
	best, err := s.approach(s.starts(start)...)
	if err != nil {
		return nil, err
	}
	best, e, err := s.descend(best, maxRounds)
	if err != nil {
		return nil, err
	}
	if best, e, err = s.polish(best, e); err != nil {
		return nil, err
	}
	best, certificate, err := s.confirm(best, e)
	if err != nil {
		return nil, err
	}
	plan := s.planOf(best, certificate)
	plan.Prices = s.prices(best, e)
	return plan, s.compareBudget(plan, best, e)
}

// approach turns the cheapest of some starts into a staffing near what is asked for, by
// steps that move many seats at once. They look at the day as a whole: the balance between groups does
// not depend on where the targets are to be met.
func (s *searcher) approach(starts ...sim.Seats) (*outcome, error) {
	asked := s.requirements
	s.requirements = s.coarse
	var o *outcome
	var err error
	for _, start := range starts {
		var levelled *outcome
		if levelled, err = s.level(start); err != nil {
			break
		}
		if o == nil || s.balance(levelled) >= 0 && (levelled.cost < o.cost || s.balance(o) < 0) {
			o = levelled
			if err = s.secure(o); err != nil {
				break
			}
		}
	}
	if err == nil {
		o, err = s.weighGroups(o)
	}
	s.requirements, s.shortageOfBest = asked, math.Inf(1)
	if err != nil || s.task.Meet == MeetDay {
		return o, err
	}
	return s.level(o.seats)
}

// planOf writes a simulated staffing as a plan.
func (s *searcher) planOf(o *outcome, certificate *Certificate) *Plan {
	p := s.task.newPlan(o.seats)
	p.Point, p.Checks, p.Certificate = o.point, o.checks, certificate
	p.Short, p.Relaxed, p.Feasible = s.short, s.relaxed, len(s.relaxed) == 0
	return p
}

// relax looks at the most seats that the bounds allow. A target that even they
// surely miss is replaced by what they reach, so that the search finds the best partial answer.
func (s *searcher) relax(start sim.Seats) ([]Relaxed, error) {
	most := clone(start)
	for _, k := range s.cells {
		setSeats(most, k.group, k.interval, min(k.max, 2*seatsIn(start, k.group, k.interval)+20))
	}
	asked := s.requirements
	var relaxed []Relaxed
	for _, list := range [][]requirement{s.coarse, asked} {
		s.requirements = list
		tried, err := s.try("looking at the most that the limits allow", s.search, s.o.Sim.Seed, most)
		if err != nil {
			return nil, err
		}
		relaxed = s.relaxTo(tried[0])
		s.best, s.shortageOfBest = tried[0], math.Inf(1)
	}
	return relaxed, nil
}

// relaxTo lowers the bounds of the requirements to what o is expected to confirm.
func (s *searcher) relaxTo(o *outcome) []Relaxed {
	var out []Relaxed
	for i, k := range o.checks {
		q := &s.requirements[i]
		missing := -s.slackOf(k, o.reps) * (1 + 1e-9)
		if !(missing > 0) {
			continue
		}
		r := Relaxed{Check: k, Attained: q.Bound - missing}
		if !k.AtLeast {
			r.Attained = q.Bound + missing
		}
		if math.IsInf(r.Attained, 0) { // nothing at all is reached
			r.Attained = k.Value
		}
		q.Bound = r.Attained
		out = append(out, r)
	}
	return out
}

// remember keeps the best staffing so far, for an interrupted search: the
// least shortage, then the least cost.
func (s *searcher) remember(o *outcome) {
	now := s.shortage(o)
	if s.best == nil || now < s.shortageOfBest || (now == s.shortageOfBest && o.cost < s.best.cost) {
		s.best, s.shortageOfBest = o, now
	}
}

// level scales start to where the requirements are met on average: what one
// queue has too much of and another lacks is for the rounds that follow.
func (s *searcher) level(start sim.Seats) (*outcome, error) {
	const steps = 5
	for lean, rich := 0.8, 1.2; ; {
		var plans []sim.Seats
		for k := range steps {
			plans = append(plans, s.scaled(start, lean+(rich-lean)*float64(k)/(steps-1)))
		}
		tried, err := s.try("scaling the formula's answer", s.search, s.o.Sim.Seed, plans...)
		if err != nil {
			return nil, err
		}
		first := steps
		for k := steps - 1; k >= 0; k-- {
			s.remember(tried[k])
			if s.balance(tried[k]) >= 0 {
				first = k
			}
		}
		width := (rich - lean) / (steps - 1)
		switch {
		case first == steps && rich < mostFactor:
			lean, rich = rich, 1.5*rich
		case first == steps:
			return tried[steps-1], nil
		case first == 0 && lean > leastFactor && s.balance(tried[0]) > 0.02:
			lean, rich = lean/1.5, lean
		case first == 0 || width < 0.03:
			return tried[first], nil
		default:
			lean, rich = lean+width*float64(first-1), lean+width*float64(first)
		}
	}
}

// balance is the mean of the relative slack, none of which counts for more than a tenth.
func (s *searcher) balance(o *outcome) float64 {
	total := 0.0
	slack := s.relative(s.slack(o))
	for _, v := range slack {
		total += min(max(v, -0.1), 0.1)
	}
	return total / float64(len(slack))
}

// scaled returns start times factor within the bounds.
func (s *searcher) scaled(start sim.Seats, factor float64) sim.Seats {
	all := Scale(s.task.Centre.WithSeats(start), factor)
	out := clone(start)
	for _, k := range s.cells {
		setSeats(out, k.group, k.interval, min(max(seatsIn(all, k.group, k.interval), k.min), k.max))
	}
	return out
}

// descend improves o in at most so many rounds of measuring and moving. It
// returns the staffing that promises the least cost once it is mended, and the effects
// around it: the mean of those measured so far, the last ones counting most. Where a round gains nothing,
// the next one takes half the step; a second one in vain is the last.
func (s *searcher) descend(o *outcome, rounds int) (*outcome, *effects, error) {
	var e *effects
	s.stride = 1
	for range rounds {
		measured, err := s.measureEffects(o)
		if err != nil {
			return nil, nil, err
		}
		e = blend(e, measured)
		next, err := s.step(o, e)
		if err != nil {
			return nil, nil, err
		}
		s.remember(next)
		further, err := s.try("going further the same way", s.search, s.o.Sim.Seed, s.beyond(o, next, 2), s.beyond(o, next, 4))
		if err != nil {
			return nil, nil, err
		}
		for _, f := range further {
			s.remember(f)
			if s.mendedCost(f, e) < s.mendedCost(next, e) {
				next = f
			}
		}
		if gain := 1 - s.mendedCost(next, e)/s.mendedCost(o, e); gain > 0 {
			o = next
			if gain > 5e-4 {
				continue
			}
		}
		if s.stride /= 2; s.stride < 0.3 {
			break
		}
	}
	s.stride = 1
	return o, e, nil
}

// beyond goes on from a through b to factor times the distance.
func (s *searcher) beyond(a, b *outcome, factor int) sim.Seats {
	out := clone(b.seats)
	for _, k := range s.cells {
		from, to := seatsIn(a.seats, k.group, k.interval), seatsIn(b.seats, k.group, k.interval)
		least := max(k.min, min(to, 1)) // never below one seat where there was one
		setSeats(out, k.group, k.interval, min(max(from+factor*(to-from), least), k.max))
	}
	return out
}

// mendedCost is the cost of o after the repairs that the effects around it ask
// for: what makes staffings comparable that miss a little. What they have to spare is not counted: promised
// savings are too good to be compared with real ones.
func (s *searcher) mendedCost(o *outcome, e *effects) float64 {
	k := s.newSketch(o, e)
	if !k.repair() {
		return math.Inf(1)
	}
	return k.cost
}

// step moves seats as the effects advise, simulates, and mends what the advice got wrong.
func (s *searcher) step(o *outcome, e *effects) (*outcome, error) {
	k := s.newSketch(o, e)
	k.improve()
	var next *outcome
	for range 3 {
		tried, err := s.try("trading seats", s.search, s.o.Sim.Seed, k.plan(o.seats))
		if err != nil {
			return nil, err
		}
		next = tried[0]
		if k.slack = s.slack(next); shortage(k.slack) == 0 {
			break
		}
		if before := slices.Clone(k.seats); !k.repair() || slices.Equal(before, k.seats) {
			break
		}
	}
	return next, nil
}

// prices returns what a further point of each requirement costs. A requirement that still has more to spare than three
// agents make up does not bind: the next point of it is free.
func (s *searcher) prices(o *outcome, e *effects) []Price {
	var out []Price
	slack := s.slack(o)
	if s.atEdge != nil { // the customers on which the plan is the least
		slack = s.slack(s.atEdge)
	}
	for r, check := range o.checks {
		if !check.OK() {
			continue
		}
		p := Price{Check: check, PerPoint: math.Inf(1), Interval: Whole}
		largest := 0.0
		for c, k := range s.cells {
			loss := e.at(c, r)
			largest = max(largest, loss)
			if price := k.cost / loss; loss > 2*e.noise(c, r) && price < p.PerPoint && seatsIn(o.seats, k.group, k.interval) < k.max {
				p.PerPoint, p.Group, p.Interval = price, s.task.Centre.Groups[k.group].Name, k.interval
			}
		}
		p.Binds = !(slack[r] > 3*largest)
		if math.IsInf(p.PerPoint, 1) {
			continue // nothing that may be added helps
		}
		if check.Metric.Unit() == sim.UnitFraction {
			p.PerPoint /= 100
		}
		out = append(out, p)
	}
	return out
}

// compareBudget holds the plan's total cost against the budget limit and, when
// it is over, looks for the best staffing within it.
func (s *searcher) compareBudget(p *Plan, o *outcome, e *effects) error {
	limit, ok := s.task.Money.LimitOver(s.task.Centre.Horizon)
	if !ok || !p.Point.TotalCost.OK() {
		return nil
	}
	p.Budget = &BudgetGap{Limit: limit, Over: p.Point.TotalCost.Value - limit}
	k := s.newSketch(o, e)
	for c := range k.floor {
		k.floor[c] = k.cells[c].min
	}
	for saved := p.Budget.Over; saved > 0; {
		for o.cost-k.cost < saved {
			c := k.cheapestRemoval(false)
			if c < 0 || k.cells[c].cost <= 0 {
				return nil // even the fewest seats cost more than the limit
			}
			k.remove(c)
		}
		tried, err := s.try("looking for the best within the budget", s.confirmation, o.seed, k.plan(o.seats))
		if err != nil {
			return err
		}
		within := tried[0].point
		if over := within.TotalCost.High - limit; over > 0 {
			saved += over
			continue
		}
		p.Budget.Within = &within
		return nil
	}
	return nil
}

var errNothingToStaff = errors.New("staffing: no group serves a queue, so there is nothing to decide")
