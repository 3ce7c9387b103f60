package scenarios

import (
	"cmp"
	"reflect"
	"slices"

	"agner/sim"
)

// changes puts the scenario of each change event in the place of the base from
// the event's moment on. A change holds until its end or the end of the
// horizon; the scenario of a later one contains those before it.
func (t *translator) changes(c, base *sim.Centre, events []*EventSpec) {
	var list []*EventSpec
	for _, e := range events {
		if e.Kind == "change" && e.Change != nil && e.Change.Changed != nil {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *EventSpec) int { return cmp.Compare(t.moment(a.At), t.moment(b.At)) })
	for i, e := range list {
		next := t.changedCentre(e)
		if next == nil {
			continue
		}
		s := splice{t: t, path: e.Path, from: t.moment(e.At), to: t.endOf(e)}
		for _, later := range list[i+1:] {
			if end := s.to; end < t.endOf(later) && t.moment(later.At) < end {
				t.fail(later.Path, "it begins while %s holds, which ends before it does; give both the same end, or begin after", e.Name)
			}
		}
		s.centre(c, next)
		if s.to < midnight(t.axis.days) {
			back := splice{t: t, path: e.Path, from: s.to, to: sim.Never}
			back.centre(c, base)
		}
	}
}

// endOf returns when a change or shift ends.
func (t *translator) endOf(e *EventSpec) sim.Time {
	if e.Until.IsZero() {
		return sim.Never
	}
	return t.moment(dateOf(e.Until).AddDate(0, 0, 1))
}

// changedCentre translates the scenario that holds after a change.
func (t *translator) changedCentre(e *EventSpec) *sim.Centre {
	sub := newTranslator(e.Change.Changed, t.data, t.fail)
	sub.quiet = true
	sub.names()
	if sub.mistakes > 0 {
		return nil
	}
	sub.horizon()
	if sub.mistakes > 0 {
		return nil
	}
	out := sub.centre()
	if sub.mistakes > 0 {
		return nil
	}
	if !reflect.DeepEqual(t.money0(), sub.money0()) {
		t.fail(e.Path+".set", "money cannot change by an event; write the wage as a calendar, for example wage: {2027-01-01: 22/h, 2027-07-01: 23/h}")
		return nil
	}
	return out
}

// money0 is the money without listing its defaults again.
func (t *translator) money0() any {
	listed := t.quiet
	t.quiet = true
	defer func() { t.quiet = listed }()
	m := t.money()
	m.Campaigns = nil
	return m
}

// splice replaces what a centre holds in [from, to) by what another does.
type splice struct {
	t        *translator
	path     string // of the event
	from, to sim.Time
}

func (s splice) centre(c, next *sim.Centre) {
	if len(c.Queues) != len(next.Queues) || len(c.Groups) != len(next.Groups) {
		s.cannot("the list of queues or groups")
		return
	}
	if !sameHorizon(c, next) || c.Busyness != next.Busyness || !reflect.DeepEqual(c.Correlations, next.Correlations) ||
		!reflect.DeepEqual(c.Trunks, next.Trunks) || !reflect.DeepEqual(c.Reserves, next.Reserves) ||
		c.PickAgent != next.PickAgent || c.PickContact != next.PickContact {
		s.cannot("horizon, busyness, correlations, lines, reserve and pick rules")
	}
	for i := range c.Queues {
		s.queue(&c.Queues[i], &next.Queues[i])
	}
	for g := range c.Groups {
		s.group(&c.Groups[g], &next.Groups[g])
		for i := range c.Seats.Count[g] {
			if at := c.Seats.From + sim.Time(i)*c.Seats.Interval; at >= s.from && at < s.to {
				c.Seats.Count[g][i] = next.Seats.Count[g][i]
			}
		}
	}
}

// sameHorizon compares all but opening hours, which queues and groups carry.
func sameHorizon(a, b *sim.Centre) bool {
	x, y := a.Horizon, b.Horizon
	x.Open, y.Open = nil, nil
	return reflect.DeepEqual(x, y)
}

func (s splice) cannot(what string) {
	s.t.failOnce(s.path+".set", "cannot change during the horizon: %s; make it a variant", what)
}

func (s splice) queue(q, next *sim.Queue) {
	q.Open = s.spans(q.Open, next.Open)
	q.Balk = s.steps(q.Balk, next.Balk)
	name := "queues." + q.Name
	q.Handle = s.dist(name+".handle_time", q.Handle, next.Handle)
	q.WrapUp = s.dist(name+".wrap_up", q.WrapUp, next.WrapUp)
	q.Patience = s.dist(name+".patience", q.Patience, next.Patience)
	s.sources(name, q, next)
	s.selfService(name, q, next)
	q.Retry = s.returns(name+".retry", q.Retry, next.Retry)
	q.Repeat = s.returns(name+".repeat", q.Repeat, next.Repeat)
	s.transfers(name, q, next)
	if q.Conference != nil && next.Conference != nil && q.Conference.With == next.Conference.With {
		out := *q.Conference
		out.Probability = s.steps(out.Probability, next.Conference.Probability)
		out.Time = s.dist(name+".conference.time", out.Time, next.Conference.Time)
		q.Conference = &out
	} else if q.Conference != nil || next.Conference != nil {
		s.same(name+".conference", q.Conference, next.Conference)
	}
	if q.Callback != nil && next.Callback != nil {
		out := *q.Callback
		out.Accept, out.Reach = s.steps(out.Accept, next.Callback.Accept), s.steps(out.Reach, next.Callback.Reach)
		s.same(name+".callback", []sim.Time{out.OfferAfter, out.IfWaitOver, out.Within}, []sim.Time{next.Callback.OfferAfter, next.Callback.IfWaitOver, next.Callback.Within})
		q.Callback = &out
	} else {
		s.same(name+".callback", q.Callback, next.Callback)
	}
	s.same(name+".priority", q.Priority, next.Priority)
	s.same(name+".queue_limit", q.Limit, next.Limit)
	s.same(name+".lines", q.Trunk, next.Trunk)
	s.same(name+".due", q.Due, next.Due)
	s.same(name+".opening_backlog", q.Backlog, next.Backlog)
	s.same(name+".interruptible", q.Interruptible, next.Interruptible)
	if !sameTarget(q.Target, next.Target) {
		s.cannot(name + ".target")
	}
	s.same(name+".channel", q.Channel, next.Channel)
	s.same("routing.routes."+q.Name, q.Route, next.Route)
	s.dialer(name, q, next)
}

// same asks that a part which cannot change over time is the same.
func (s splice) same(path string, a, b any) {
	if !reflect.DeepEqual(a, b) {
		s.cannot(path)
	}
}

// sameTarget compares targets, whose parts may be NaN.
func sameTarget(a, b *sim.Target) bool {
	if a == nil || b == nil {
		return a == b
	}
	eq := func(x, y float64) bool { return x == y || x != x && y != y }
	return eq(a.Level, b.Level) && eq(a.MaxAbandonment, b.MaxAbandonment) && eq(a.MaxASASeconds, b.MaxASASeconds) &&
		a.Awt == b.Awt && a.Definition == b.Definition && a.Short == b.Short && a.Per == b.Per
}

func (s splice) sources(name string, q, next *sim.Queue) {
	if len(q.Sources) == 0 && len(next.Sources) == 0 {
		return
	}
	if len(q.Sources) != 1 || len(next.Sources) != 1 {
		s.cannot(name + ".arrivals as a whole")
		return
	}
	a, b := &q.Sources[0], next.Sources[0]
	a.Rate = s.steps(a.Rate, b.Rate)
	b.Rate = a.Rate
	s.same(name+".arrivals but for volume, shape, weekdays and growth", *a, b)
}

func (s splice) selfService(name string, q, next *sim.Queue) {
	if q.SelfService == nil && next.SelfService == nil {
		return
	}
	a, b := q.SelfService, next.SelfService
	if a == nil {
		a = &sim.SelfService{Containment: sim.Constant(0), ReturnsAfter: b.ReturnsAfter, Time: b.Time.WithMean(sim.Constant(0))}
	}
	if b == nil {
		b = &sim.SelfService{Containment: sim.Constant(0), ReturnsAfter: a.ReturnsAfter, Time: a.Time.WithMean(sim.Constant(0))}
	}
	q.SelfService = &sim.SelfService{
		Containment:      s.steps(a.Containment, b.Containment),
		Time:             s.dist(name+".self_service.time", a.Time, b.Time),
		FalseContainment: s.steps(a.FalseContainment, b.FalseContainment),
		ReturnsAfter:     s.dist(name+".self_service.returns_after", a.ReturnsAfter, b.ReturnsAfter),
	}
}

func (s splice) returns(name string, a, b *sim.Return) *sim.Return {
	if a == nil && b == nil {
		return nil
	}
	if a == nil {
		a = &sim.Return{Probability: sim.Constant(0), After: b.After, Attempts: b.Attempts, To: b.To}
	}
	if b == nil {
		b = &sim.Return{Probability: sim.Constant(0), After: a.After, Attempts: a.Attempts, To: a.To}
	}
	if a.To != b.To || a.Attempts != b.Attempts {
		s.cannot(name + ".to and attempts")
	}
	return &sim.Return{Probability: s.steps(a.Probability, b.Probability), After: s.dist(name+".after", a.After, b.After), Attempts: a.Attempts, To: a.To}
}

// transfers splices transfers by their targets; one that only one side has is 0 on the other.
func (s splice) transfers(name string, q, next *sim.Queue) {
	var out []sim.Transfer
	for i, a := range q.Transfers {
		if i < len(next.Transfers) {
			if b := next.Transfers[i]; a.To != b.To || a.Queue != b.Queue {
				s.cannot(name + ".transfers but for their probabilities")
				return
			}
			a.Probability = s.steps(a.Probability, next.Transfers[i].Probability)
		} else {
			a.Probability = s.steps(a.Probability, sim.Constant(0))
		}
		out = append(out, a)
	}
	for _, b := range next.Transfers[min(len(q.Transfers), len(next.Transfers)):] {
		b.Probability = s.steps(sim.Constant(0), b.Probability)
		out = append(out, b)
	}
	q.Transfers = out
}

func (s splice) dialer(name string, q, next *sim.Queue) {
	if q.Dialer == nil || next.Dialer == nil {
		s.same(name+".dialer", q.Dialer, next.Dialer)
		return
	}
	a, b := *q.Dialer, *next.Dialer
	a.Reach = s.steps(a.Reach, b.Reach)
	a.Hours = s.spans(a.Hours, b.Hours)
	if x, y := a.MaxAbandonment, b.MaxAbandonment; x != y && (x == x || y == y) {
		s.cannot(name + ".dialer.max_abandonment")
	}
	keep := a
	b.Reach, b.Hours, b.MaxAbandonment, a.MaxAbandonment = a.Reach, a.Hours, 0, 0
	s.same(name+".dialer but for reach and hours", a, b)
	q.Dialer = &keep
}

func (s splice) group(g, next *sim.Group) {
	name := "groups." + g.Name
	g.Absence = s.steps(g.Absence, next.Absence)
	g.PaidPerSeat = s.steps(g.PaidPerSeat, next.PaidPerSeat)
	if g.Open != nil && next.Open != nil {
		g.Open = s.spans(g.Open, next.Open)
	} else {
		s.same(name+".open", g.Open, next.Open)
	}
	s.same(name+".skills", g.Skills, next.Skills)
	s.same(name+".slowdown", g.Slowdown, next.Slowdown)
	s.same(name+".limit", g.ContactLimit, next.ContactLimit)
}

// steps returns b in [from, to) and a outside.
func (s splice) steps(a, b sim.Steps) sim.Steps {
	if reflect.DeepEqual(a, b) {
		return a
	}
	return combine(func(v []float64) float64 {
		if v[2] == 1 {
			return v[1]
		}
		return v[0]
	}, a, b, window(s.from, s.to, 1, 0))
}

// spans returns what of a lies outside [from, to) and what of b lies in it.
func (s splice) spans(a, b []sim.Span) []sim.Span {
	if slices.Equal(a, b) {
		return a
	}
	var out []sim.Span
	keep := func(spans []sim.Span, from, to sim.Time) {
		for _, p := range spans {
			if p.From, p.To = max(p.From, from), min(p.To, to); p.From < p.To {
				out = append(out, p)
			}
		}
	}
	const always = -sim.Never
	keep(a, always, s.from)
	keep(b, s.from, s.to)
	keep(a, s.to, sim.Never)
	return mergeSpans(out)
}

// dist splices the means of two laws of the same shape.
func (s splice) dist(path string, a, b sim.Distribution) sim.Distribution {
	if reflect.DeepEqual(a, b) {
		return a
	}
	one := sim.Constant(1)
	switch {
	case a.Endless() || b.Endless():
		s.cannot(path + ": never")
	case a.IsZero():
		return b.WithMean(s.steps(sim.Constant(0), b.Mean()))
	case b.IsZero():
		return a.WithMean(s.steps(a.Mean(), sim.Constant(0)))
	case reflect.DeepEqual(a.WithMean(one), b.WithMean(one)):
		return a.WithMean(s.steps(a.Mean(), b.Mean()))
	default:
		s.cannot("the shape of " + path)
	}
	return a
}
