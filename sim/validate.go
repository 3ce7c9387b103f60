package sim

import (
	"fmt"
	"math"
)

// Limits that keep times, agents and memory within what the engine's keys hold.
const (
	MaxDays = 366
	// MaxAgents is the most seats of all groups together.
	MaxAgents = maxAgents
	// MaxArrivals is the most fresh contacts expected of a queue in one
	// replication: minutes of work even for a fast machine.
	MaxArrivals = 1e9
)

// Validate returns every mistake that would make c meaningless or unsafe to
// simulate. Paths are those of the scenario language.
func (c *Centre) Validate() []Problem {
	v := &validator{c: c}
	v.horizon()
	for i := range c.Queues {
		v.queue(&c.Queues[i], "queues."+c.Queues[i].Name)
	}
	for i := range c.Groups {
		v.group(&c.Groups[i], "groups."+c.Groups[i].Name)
	}
	v.names()
	v.seats()
	v.parts()
	v.circles()
	v.rounds()
	return v.problems
}

type validator struct {
	c        *Centre
	problems []Problem
}

func (v *validator) fail(path, format string, args ...any) {
	v.problems = append(v.problems, Problem{path, fmt.Sprintf(format, args...)})
}

func (v *validator) horizon() {
	h := v.c.Horizon
	switch {
	case h.Length <= 0 || h.Length%Day != 0:
		v.fail("horizon.days", "the horizon is a whole number of days, at least 1")
	case h.Length+h.Warmup > MaxDays*Day:
		v.fail("horizon.days", "the horizon with its warm-up is at most %d days", MaxDays)
	}
	if h.Interval < Minute || h.Interval > Day || Day%h.Interval != 0 {
		v.fail("horizon.interval", "the interval divides a day and is 1m to 1d")
		return
	}
	if h.Warmup < 0 || h.Warmup%h.Interval != 0 {
		v.fail("horizon.warmup", "the warm-up is a whole number of intervals")
	}
	v.spans("horizon.open", h.Open)
}

func (v *validator) spans(path string, spans []Span) {
	for i, s := range spans {
		if s.To <= s.From || i > 0 && s.From < spans[i-1].To {
			v.fail(path, "spans are not empty, in order and do not overlap")
			return
		}
	}
}

func (v *validator) names() {
	seen := map[string]bool{}
	for _, q := range v.c.Queues {
		if seen["q"+q.Name] {
			v.fail("queues."+q.Name, "two queues have this name")
		}
		seen["q"+q.Name] = true
	}
	for _, g := range v.c.Groups {
		if seen["g"+g.Name] {
			v.fail("groups."+g.Name, "two groups have this name")
		}
		seen["g"+g.Name] = true
	}
}

func (v *validator) fraction(path string, s Steps) {
	for _, x := range s.Value {
		if !(x >= 0 && x <= 1) {
			v.fail(path, "a fraction lies between 0 and 100 %%")
			return
		}
	}
}

func (v *validator) atLeastZero(path string, x float64) {
	if !(x >= 0) || math.IsInf(x, 0) {
		v.fail(path, "must be a number of at least 0")
	}
}

func (v *validator) index(path string, i, n int) {
	if i < 0 || i >= n {
		v.fail(path, "refers to something that does not exist")
	}
}

func (v *validator) queue(q *Queue, path string) {
	v.spans(path+".open", q.Open)
	for _, s := range q.Sources {
		for _, cv := range []float64{s.DayCV, s.IntervalCV, s.ForecastCV, s.HandleScale} {
			v.atLeastZero(path+".arrivals", cv)
		}
		for _, r := range s.Rate.Value {
			v.atLeastZero(path+".arrivals", r)
		}
	}
	if n := v.fresh(q); n > MaxArrivals {
		v.fail(path+".arrivals", "%.2g contacts are expected over the horizon, more than the %.0g that can be simulated: check the unit", n, float64(MaxArrivals))
	}
	v.fraction(path+".patience.balk", q.Balk)
	queues := len(v.c.Queues)
	for i, r := range []*Return{q.Retry, q.Repeat} {
		name := [...]string{"retry", "repeat"}[i]
		if r != nil {
			v.fraction(path+"."+name+".probability", r.Probability)
			v.index(path+"."+name+".to", r.To, queues)
		}
	}
	if q.SelfService != nil {
		v.fraction(path+".self_service.containment", q.SelfService.Containment)
		v.fraction(path+".self_service.false_containment", q.SelfService.FalseContainment)
	}
	total := 0.0
	for _, t := range q.Transfers {
		v.fraction(path+".transfers", t.Probability)
		v.index(path+".transfers", t.To, queues)
		total += t.Probability.Max()
	}
	if total > 1+1e-9 {
		v.fail(path+".transfers", "the probabilities total more than 100 %%")
	}
	if q.Conference != nil {
		v.index(path+".conference.with", q.Conference.With, len(v.c.Groups))
		v.fraction(path+".conference.probability", q.Conference.Probability)
	}
	if q.Trunk != None {
		v.index(path+".lines", q.Trunk, len(v.c.Trunks))
	}
	if q.Limit < None {
		v.fail(path+".queue_limit", "must be at least 0")
	}
	if q.Backlog != nil && !q.Deferrable() {
		v.fail(path+".opening_backlog", "only deferrable queues (with `due`) have a backlog")
	}
	if q.Callback != nil && q.Deferrable() {
		v.fail(path+".callback", "work that can wait is not called back; only live queues have callbacks")
	}
	if q.Dialer != nil && q.Deferrable() {
		v.fail(path+".dialer", "calls that are dialled cannot be deferred")
	}
	if q.Route != nil {
		v.route(q.Route, path)
	}
}

// fresh returns the contacts expected of the rates of q, warm-up included.
func (v *validator) fresh(q *Queue) float64 {
	sum, h := 0.0, v.c.Horizon
	for _, s := range q.Sources {
		for _, o := range q.Open {
			if from, to := max(o.From, -h.Warmup), min(o.To, h.Length); from < to && s.Process != Replay {
				sum += s.Rate.Integral(from, to)
			}
		}
	}
	return sum
}

func (v *validator) route(r *Route, path string) {
	if len(r.Steps) == 0 || r.Steps[0].After != 0 {
		v.fail(path, "the first routing step has no `after`")
		return
	}
	if len(r.Steps) > 64 {
		v.fail(path, "at most 64 routing steps")
	}
	for i, s := range r.Steps {
		if i > 0 && s.After <= r.Steps[i-1].After {
			v.fail(path, "each routing step comes later than the one before")
		}
		for _, g := range s.To {
			v.index(path, g, len(v.c.Groups))
		}
		if s.FlowTo != None {
			v.index(path, s.FlowTo, len(v.c.Queues))
		}
		if !(s.Message >= 0 && s.Message <= 1) {
			v.fail(path, "the share of messages lies between 0 and 100 %%")
		}
	}
	for _, s := range r.Split {
		v.index(path, s.Group, len(v.c.Groups))
		v.atLeastZero(path, s.Share)
	}
}

func (v *validator) group(g *Group, path string) {
	v.fraction(path+".absence", g.Absence)
	v.atLeastZero(path+".slowdown", g.Slowdown)
	for _, x := range g.PaidPerSeat.Value {
		v.atLeastZero(path+".shrinkage", x)
	}
	v.spans(path+".open", g.Open)
	for _, s := range g.Skills {
		v.index(path+".skills", s.Queue, len(v.c.Queues))
		v.atLeastZero(path+".skills", s.Speed)
		if s.AtOnce < 0 || s.AtOnce > 100 {
			v.fail(path+".skills", "at_once is 1 to 100 contacts")
		}
	}
}

func (v *validator) seats() {
	if len(v.c.Seats.Count) != len(v.c.Groups) {
		v.fail("groups", "seats are stated for %d of %d groups", len(v.c.Seats.Count), len(v.c.Groups))
		return
	}
	total := 0
	for g, counts := range v.c.Seats.Count {
		most := 0
		for _, n := range counts {
			if n < 0 {
				v.fail("groups."+v.c.Groups[g].Name+".agents", "a number of agents is at least 0")
				break
			}
			most = max(most, n)
		}
		total += most
	}
	if total > MaxAgents {
		v.fail("groups", "at most %d agents at a time, this centre has %d", MaxAgents, total)
	}
}

// circles finds queues whose first steps hand a contact round without end.
func (v *validator) circles() {
	for i := range v.c.Queues {
		at := i
		for range v.c.Queues {
			r := v.c.Queues[at].Route
			if r == nil || len(r.Steps) == 0 || r.Steps[0].FlowTo < 0 || r.Steps[0].FlowTo >= len(v.c.Queues) {
				break
			}
			if at = r.Steps[0].FlowTo; at == i {
				v.fail("routing.routes."+v.c.Queues[i].Name, "its contacts flow in a circle without ever waiting: give one of the steps an `after`")
				break
			}
		}
	}
}

// rounds finds queues from which no contact ever leaves the centre, since each is handed on for certain.
func (v *validator) rounds() {
	ends := make([]bool, len(v.c.Queues))
	for range v.c.Queues {
		for i := range v.c.Queues {
			total := 0.0
			for _, t := range v.c.Queues[i].Transfers {
				p := t.Probability.ValueAt(Never) // what holds in the end
				total += p
				ends[i] = ends[i] || p > 0 && t.To >= 0 && t.To < len(ends) && ends[t.To]
			}
			ends[i] = ends[i] || total < 1
		}
	}
	for i := range ends {
		if !ends[i] {
			v.fail("queues."+v.c.Queues[i].Name+".transfers", "every contact is handed on for ever: let the probabilities total less than 100 %% somewhere on the way")
		}
	}
}

func (v *validator) parts() {
	for _, t := range v.c.Trunks {
		if t.Lines < 0 {
			v.fail("lines."+t.Name, "a number of lines is at least 0")
		}
	}
	for _, r := range v.c.Reserves {
		v.index("reserve", r.Group, len(v.c.Groups))
		v.index("reserve", r.For, len(v.c.Queues))
	}
	if v.c.Busyness < 0 || v.c.Busyness != v.c.Busyness {
		v.fail("busyness.cv", "must be at least 0")
	}
	for _, k := range v.c.Correlations {
		if !(k.Rho >= -1 && k.Rho <= 1) {
			v.fail("queues."+v.c.Queues[k.A].Name+".arrivals.with", "a correlation lies between -1 and 1")
			return
		}
	}
	if len(v.c.Correlations) > 0 {
		if _, ok := cholesky(v.c.correlationMatrix(func(q int) int { return q }, len(v.c.Queues))); !ok {
			v.fail("queues."+v.c.Queues[v.c.Correlations[0].A].Name+".arrivals.with", "these correlations contradict each other: no joint distribution has them")
		}
	}
}
