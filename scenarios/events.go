package scenarios

import (
	"slices"
	"time"

	"agner/budget"
	"agner/sim"
)

// withEvents returns the centre as it will be, with every event, and as
// planners know it: without the events that they do not learn of in time. It
// adds the costs of events to the money.
func (t *translator) withEvents(base *sim.Centre, m *budget.Money) (felt, planned *sim.Centre) {
	if len(t.spec.Events) == 0 {
		return base, base
	}
	var all, known []*EventSpec
	for i := range t.spec.Events {
		e := &t.spec.Events[i]
		t.checkEvent(e, m)
		all = append(all, e)
		if t.knownInTime(e) {
			known = append(known, e)
		}
	}
	felt = t.apply(base, all)
	if len(known) == len(all) {
		return felt, felt
	}
	return felt, t.apply(base, known)
}

// knownInTime tells whether those who plan at the start of the horizon know of an event.
func (t *translator) knownInTime(e *EventSpec) bool {
	switch {
	case e.Known == nil:
		t.useDefault(e.Path+".known", "always")
		return true
	case e.Known.Always:
		return true
	case e.Known.Never:
		return false
	}
	return t.moment(e.At)-e.Known.Notice <= 0
}

// moment returns a date with its clock on the time axis.
func (t *translator) moment(at time.Time) sim.Time {
	return sim.Time(at.Sub(t.axis.start)/time.Microsecond) * sim.Microsecond
}

// checkEvent names what an event gets wrong across sections, and books its cost.
func (t *translator) checkEvent(e *EventSpec, m *budget.Money) {
	if at := t.moment(e.At); at >= midnight(t.axis.days) {
		t.warn("%s: it begins on %s, after the horizon ends: no effect", e.Path, t.axis.label(at))
	}
	cost := func(c *float64) {
		if c != nil {
			m.Campaigns = append(m.Campaigns, budget.Cost{Name: e.Name, Amount: budget.Amount{Value: *c}})
		}
	}
	shares := func(parts []Share, resolve func(path, name string) int) {
		for _, s := range parts {
			resolve(s.Path, s.Name)
		}
	}
	switch e.Kind {
	case "campaign":
		cost(e.Campaign.Cost)
		t.checkCampaign(e)
	case "surge":
		shares(e.Surge.Queues, t.queue)
		cost(e.Surge.Cost)
		for _, s := range e.Surge.Queues {
			if i, ok := t.queues[s.Name]; ok && t.spec.Queues[i].Arrivals == nil {
				t.fail(s.Path, "queue %s has no arrivals that could surge", s.Name)
			} else if ok && t.spec.Queues[i].Arrivals.Process == "trace" {
				t.fail(s.Path, "the arrivals of queue %s are recorded one by one: they cannot surge", s.Name)
			}
		}
	case "absence":
		shares(e.Absence, t.group)
	case "shift":
		t.checkShift(e)
	}
}

func (t *translator) checkShift(e *EventSpec) {
	s := e.Shift
	from, to := t.queue(e.Path+".move.from", s.From), t.queue(e.Path+".move.to", s.To)
	if from == to && from != sim.None {
		t.fail(e.Path+".move.to", "contacts cannot move to the queue they come from")
	}
	if from != sim.None {
		if a := t.spec.Queues[from].Arrivals; a == nil || a.Process == "trace" {
			t.fail(e.Path+".move.from", "queue %s has no rate of arrivals that could move", s.From)
		}
	}
}

// apply returns base with events, in a fixed order of kinds: changes first, then
// shifts, campaigns, surges and absences, each in the order of the file.
func (t *translator) apply(base *sim.Centre, events []*EventSpec) *sim.Centre {
	c := *base
	c.Queues = slices.Clone(base.Queues)
	c.Groups = slices.Clone(base.Groups)
	for q := range c.Queues {
		c.Queues[q].Sources = slices.Clone(c.Queues[q].Sources)
	}
	c.Seats = base.Seats.Map(func(_, _, seats int) int { return seats })
	t.changes(&c, base, events)
	own := make([]sim.Steps, len(c.Queues)) // the queue's own demand
	for q := range c.Queues {
		if len(c.Queues[q].Sources) > 0 {
			own[q] = c.Queues[q].Sources[0].Rate
		}
	}
	for _, kind := range []string{"shift", "campaign", "surge", "absence"} {
		for _, e := range events {
			if e.Kind != kind {
				continue
			}
			switch kind {
			case "shift":
				t.shift(&c, e)
			case "campaign":
				t.campaign(&c, e, own)
			case "surge":
				t.surge(&c, e)
			case "absence":
				t.absence(&c, e)
			}
		}
	}
	return &c
}

// window returns the step function that is v in [from, to) and other outside.
func window(from, to sim.Time, v, other float64) sim.Steps {
	var b stepper
	b.add(min(from, 0)-1, other)
	b.add(from, v)
	b.add(to, other)
	return b.steps
}

// surge multiplies the queue's own demand, patience and handle time for a while.
func (t *translator) surge(c *sim.Centre, e *EventSpec) {
	from := t.moment(e.At)
	to := from + e.Surge.For
	for _, s := range e.Surge.Queues {
		i, ok := t.queues[s.Name]
		if !ok || len(c.Queues[i].Sources) == 0 {
			continue
		}
		q := &c.Queues[i]
		q.Sources[0].Rate = times(q.Sources[0].Rate, window(from, to, 1+s.Fraction, 1))
		q.Patience = during(q.Patience, from, to, e.Surge.Patience)
		q.Handle = during(q.Handle, from, to, e.Surge.Handle)
	}
}

// during changes the mean of a distribution in [from, to).
func during(d sim.Distribution, from, to sim.Time, f *Factor) sim.Distribution {
	if f == nil || d.Endless() || d.IsZero() {
		return d
	}
	return d.WithMean(combine(func(v []float64) float64 {
		if v[1] == 0 {
			return v[0]
		}
		return max(0, f.of(v[0]))
	}, d.Mean(), window(from, to, 1, 0)))
}

// of applies a relative change to a mean in seconds.
func (f *Factor) of(mean float64) float64 {
	if f.Times != 0 {
		mean *= f.Times
	}
	return mean + f.PlusSeconds
}

// absence adds to the probability that an agent fails to show up on a date.
func (t *translator) absence(c *sim.Centre, e *EventSpec) {
	d := t.axis.day(dateOf(e.At))
	for _, s := range e.Absence {
		if g, ok := t.groups[s.Name]; ok {
			c.Groups[g].Absence = combine(func(v []float64) float64 { return min(1, v[0]+v[1]) },
				c.Groups[g].Absence, window(midnight(d), midnight(d+1), s.Fraction, 0))
		}
	}
}

// shift moves a share of the demand of one queue to another while that is open,
// growing linearly over take_up, and adds what the new way induces.
func (t *translator) shift(c *sim.Centre, e *EventSpec) {
	from, ok := t.queues[e.Shift.From]
	to, ok2 := t.queues[e.Shift.To]
	if !ok || !ok2 || len(c.Queues[from].Sources) == 0 {
		return
	}
	moved := combine(func(v []float64) float64 { return v[0] * v[1] }, t.takeUp(e), openSteps(c.Queues[to].Open))
	source := &c.Queues[from].Sources[0]
	out := sim.Source{
		Name:       e.Name + "/" + e.Shift.To,
		Rate:       times(source.Rate, moved).Map(func(v float64) float64 { return v * (1 + value(e.Shift.Induced, 0)) }),
		DayCV:      source.DayCV,
		IntervalCV: source.IntervalCV,
		ForecastCV: source.ForecastCV,
		Process:    source.Process,
	}
	source.Rate = times(source.Rate, moved.Map(func(v float64) float64 { return 1 - v }))
	c.Queues[to].Sources = append(c.Queues[to].Sources, out)
}

// takeUp returns the share that has moved over time.
func (t *translator) takeUp(e *EventSpec) sim.Steps {
	begin := t.moment(e.At)
	end := midnight(t.axis.days) + sim.Day
	if !e.Until.IsZero() {
		end = t.moment(dateOf(e.Until).AddDate(0, 0, 1))
	}
	ramp := value(e.Shift.TakeUp, 0)
	var b stepper
	b.add(min(begin, -t.axis.warmup)-1, 0)
	if ramp == 0 {
		b.add(begin, e.Shift.Share)
	} else {
		for at := begin - floorMod(begin, t.axis.interval); at < min(end, begin+ramp, midnight(t.axis.days)); at += t.axis.interval {
			middle := float64(max(0, at+t.axis.interval/2-begin)) / float64(ramp)
			b.add(max(at, begin), e.Shift.Share*min(1, middle))
		}
		if begin+ramp < end {
			b.add(begin+ramp, e.Shift.Share)
		}
	}
	b.add(end, 0)
	return b.steps
}

// openSteps is 1 while spans are open, else 0.
func openSteps(spans []sim.Span) sim.Steps {
	var b stepper
	for i, s := range spans {
		if i == 0 {
			b.add(s.From-1, 0)
		}
		b.add(s.From, 1)
		b.add(s.To, 0)
	}
	return b.steps
}
