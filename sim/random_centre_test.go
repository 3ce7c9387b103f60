package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A random centre is legal and has everything that a centre may have, in odd
// combinations: the engine's own conservation checks are the oracle of whatever runs on it.

// dice draws the parts of a random centre.
type dice struct {
	*rand.Rand
	c *Centre
}

func (d dice) maybe(p float64) bool           { return d.Float64() < p }
func (d dice) between(lo, hi float64) float64 { return lo + (hi-lo)*d.Float64() }
func (d dice) minutes(lo, hi int) Time        { return Time(lo+d.IntN(hi-lo+1)) * Minute }
func (d dice) seconds(lo, hi int) Time        { return Time(lo+d.IntN(hi-lo+1)) * Second }
func (d dice) queue() int                     { return d.IntN(len(d.c.Queues)) }
func (d dice) group() int                     { return d.IntN(len(d.c.Groups)) }
func (d dice) chance(most float64) (chance Steps) {
	return d.steps(func() float64 { return d.between(0, most) })
}

// steps is constant or changes a few times at odd moments.
func (d dice) steps(value func() float64) Steps {
	if d.maybe(0.6) {
		return Constant(value())
	}
	s := Steps{}
	at := Time(0)
	for range 1 + d.IntN(4) {
		s.At, s.Value = append(s.At, at), append(s.Value, value())
		at += d.seconds(1, 30_000)
	}
	return s
}

func (d dice) duration(mean float64) Distribution {
	switch d.IntN(6) {
	case 0:
		return Fixed(float64(int(mean/10)) * 10) // makes ties
	case 1:
		return Lognormal(mean, d.between(0.2, 2))
	case 2:
		return Exponential(1).WithMean(d.steps(func() float64 { return mean * d.between(0.5, 1.5) }))
	case 3:
		return Distribution{}
	}
	return Exponential(mean)
}

// randomCentre returns the centre of a seed.
func randomCentre(seed uint64) *Centre {
	d := dice{rand.New(rand.NewPCG(seed, 99)), &Centre{Name: fmt.Sprintf("random centre %d", seed)}}
	c := d.c
	d.horizon()
	c.Queues = make([]Queue, 1+d.IntN(5))
	c.Groups = make([]Group, 1+d.IntN(4))
	names := d.Perm(10)
	for i := range c.Queues {
		c.Queues[i].Name = fmt.Sprintf("queue %d", names[i])
	}
	for i := range c.Groups {
		c.Groups[i].Name = fmt.Sprintf("group %d", names[9-i])
	}
	for range d.IntN(3) {
		c.Trunks = append(c.Trunks, Trunk{Name: fmt.Sprintf("trunk %d", len(c.Trunks)), Lines: d.IntN(12)})
	}
	if d.maybe(0.3) {
		c.Busyness = d.between(0, 0.5)
	}
	c.PickAgent, c.PickContact = PickAgent(d.IntN(4)), PickContact(d.IntN(2))
	for q := range c.Queues {
		d.fillQueue(q)
	}
	for g := range c.Groups {
		d.fillGroup(g)
	}
	for q := range c.Queues {
		d.addRoute(q)
	}
	if len(c.Queues) > 1 && d.maybe(0.3) {
		c.Correlations = []Correlation{{A: 0, B: 1, Rho: d.between(-0.9, 0.9)}}
	}
	for range d.IntN(2) {
		c.Reserves = append(c.Reserves, Reserve{Group: d.group(), For: d.queue(), KeepFree: d.IntN(3)})
	}
	return c
}

// horizon is one to three days of one or two openings, or round the clock.
func (d dice) horizon() {
	h := &d.c.Horizon
	days := 1 + d.IntN(3)
	h.Length, h.Interval = Time(days)*Day, []Time{15 * Minute, 30 * Minute, Hour, 2 * Hour, 6 * Hour}[d.IntN(5)]
	h.Warmup = Time(d.IntN(5)) * h.Interval
	h.AtClose = AtClose(d.IntN(2))
	switch d.IntN(4) {
	case 0:
		h.Open = []Span{{-h.Warmup, h.Length + Day}}
	case 1: // through the night
		for day := -1; day < days; day++ {
			h.Open = append(h.Open, Span{Time(day)*Day + 22*Hour, Time(day+1)*Day + 6*Hour})
		}
	default:
		from, to := d.minutes(0, 600), d.minutes(700, 1440)
		for day := range days {
			at := Time(day) * Day
			if lunch := d.minutes(610, 690); d.maybe(0.3) {
				h.Open = append(h.Open, Span{at + from, at + lunch}, Span{at + lunch + d.minutes(0, 1)*5, at + to})
				continue
			}
			h.Open = append(h.Open, Span{at + from, at + to})
		}
	}
	h.Open = slices.DeleteFunc(h.Open, func(s Span) bool { return s.To <= -h.Warmup || s.From >= s.To })
}

func (d dice) fillQueue(q int) {
	c := d.c
	out := &c.Queues[q]
	out.Channel, out.Priority = Voice, 1+d.IntN(3)
	out.Open = c.Horizon.Open
	if d.maybe(0.2) { // shorter hours
		out.Open = slices.Clone(out.Open)
		for i := range out.Open {
			out.Open[i].To -= min(d.minutes(1, 120), (out.Open[i].To-out.Open[i].From)/2)
		}
	}
	out.Handle, out.WrapUp = d.duration(d.between(60, 400)), Distribution{}
	if d.maybe(0.4) {
		out.WrapUp = d.duration(40)
	}
	out.Patience = d.duration(d.between(20, 400))
	if d.maybe(0.2) {
		out.Patience = EndlessPatience()
	}
	if d.maybe(0.3) {
		out.Balk = d.chance(0.5)
	}
	out.Trunk, out.Limit = None, None
	if len(c.Trunks) > 0 && d.maybe(0.6) {
		out.Trunk = d.IntN(len(c.Trunks))
	}
	if d.maybe(0.3) {
		out.Limit = d.IntN(8)
	}
	if d.maybe(0.9) {
		out.Target = target(d.seconds(0, 60))
		out.Target.Definition, out.Target.Per = Definition(d.IntN(int(definitions))), Per(d.IntN(4))
	}
	switch {
	case d.maybe(0.2):
		d.makeDeferrable(out)
	case d.maybe(0.2):
		d.makeOutbound(out)
	}
	if out.Dialer == nil && d.maybe(0.9) {
		for n := range 1 + d.IntN(2) {
			out.Sources = append(out.Sources, d.source(fmt.Sprintf("%s, source %d", out.Name, n)))
		}
	}
	d.addReturns(out)
}

func (d dice) source(name string) Source {
	s := Source{Name: name, Rate: d.steps(func() float64 { return d.between(0, 0.012) }), Process: Process(d.IntN(3)), NoBusyness: d.maybe(0.2)}
	for _, cv := range []*float64{&s.DayCV, &s.IntervalCV, &s.ForecastCV} {
		if d.maybe(0.3) {
			*cv = d.between(0, 0.8)
		}
	}
	if d.maybe(0.3) {
		s.HandleScale = d.between(0.5, 2)
	}
	if s.Process == Replay {
		for at := -d.c.Horizon.Warmup; at < d.c.Horizon.Length; at += d.seconds(0, 600) {
			s.Trace = append(s.Trace, at)
		}
	}
	return s
}

func (d dice) makeDeferrable(q *Queue) {
	q.Channel, q.Patience, q.Balk, q.Limit, q.Trunk = Email, EndlessPatience(), Steps{}, None, None
	q.Due = &Due{Within: d.minutes(10, 2000), Clock: DueClock(d.IntN(3))}
	q.Interruptible = d.maybe(0.5)
	if d.maybe(0.5) {
		q.Backlog = &Backlog{Items: d.IntN(60), Age: d.duration(20_000)}
	}
}

func (d dice) makeOutbound(q *Queue) {
	q.Channel = Outbound
	o := &Dialer{Mode: DialMode(d.IntN(3)), List: d.IntN(3000), Reach: d.chance(1), DialsPerAgent: d.between(0.5, 3), StartWhenIdle: d.IntN(4),
		Preview: d.seconds(0, 30), Ring: d.seconds(0, 20), MaxAbandonment: d.between(0, 0.2)}
	for _, s := range d.c.Horizon.Open {
		o.Hours = append(o.Hours, Span{s.From, s.From + (s.To-s.From)/2 + Time(d.IntN(2))*Hour})
	}
	if d.maybe(0.4) {
		o.Watch = d.Perm(len(d.c.Groups))[:1+d.IntN(len(d.c.Groups))]
	}
	for i := 1; i < len(o.Hours); i++ {
		o.Hours[i-1].To = min(o.Hours[i-1].To, o.Hours[i].From)
	}
	q.Dialer = o
}

// addReturns adds what brings customers back, over, or away.
func (d dice) addReturns(q *Queue) {
	if d.maybe(0.4) {
		q.Retry = &Return{Probability: d.chance(1), After: d.duration(600), Attempts: d.IntN(4), To: d.queue()}
	}
	if d.maybe(0.3) {
		q.Repeat = &Return{Probability: d.chance(0.6), After: d.duration(3000), To: d.queue()}
	}
	for range d.IntN(3) {
		if d.maybe(0.5) {
			q.Transfers = append(q.Transfers, Transfer{Probability: d.chance(0.4), To: d.queue(), Queue: d.maybe(0.6)})
		}
	}
	if d.maybe(0.25) {
		q.Conference = &Conference{Probability: d.chance(0.5), With: d.group(), Time: d.duration(60)}
	}
	if q.Deferrable() {
		return
	}
	if d.maybe(0.25) {
		q.SelfService = &SelfService{Containment: d.chance(0.6), Time: d.duration(60), FalseContainment: d.chance(0.5), ReturnsAfter: d.duration(900)}
	}
	if d.maybe(0.25) {
		q.Callback = &Callback{OfferAfter: d.seconds(0, 40), IfWaitOver: d.seconds(0, 200), Accept: d.chance(1), Reach: d.chance(1), Within: d.minutes(1, 100)}
	}
}

func (d dice) fillGroup(g int) {
	c := d.c
	out := &c.Groups[g]
	out.ContactLimit = None
	for _, q := range d.Perm(len(c.Queues))[:d.IntN(len(c.Queues)+1)] {
		skill := Skill{Queue: q, Level: d.IntN(3)}
		if d.maybe(0.3) {
			skill.Speed = d.between(0.5, 2)
		}
		if d.maybe(0.25) {
			skill.AtOnce = 1 + d.IntN(4)
		}
		out.Skills = append(out.Skills, skill)
	}
	out.Slowdown = d.between(0, 0.6)
	if d.maybe(0.3) {
		out.Absence = d.chance(0.4)
	}
	if d.maybe(0.2) {
		out.ContactLimit = d.IntN(80)
	}
	if d.maybe(0.2) {
		for _, s := range c.Horizon.Open {
			out.Open = append(out.Open, Span{s.From + (s.To-s.From)/4, s.To - (s.To-s.From)/5})
		}
	}
	out.PaidPerSeat = Constant(d.between(1, 1.5))
	if c.Seats.Count == nil {
		c.Seats = NewSeats(c.Horizon, len(c.Groups))
	}
	n := d.IntN(5)
	for i := range c.Seats.Count[g] {
		if d.maybe(0.2) {
			n = d.IntN(6)
		}
		c.Seats.Count[g][i] = n
	}
}

// addRoute gives some queues steps of every kind, but never a ring of flows that
// could turn for ever.
func (d dice) addRoute(q int) {
	if d.maybe(0.5) {
		return
	}
	c := d.c
	var able []int
	for g := range c.Groups {
		if slices.ContainsFunc(c.Groups[g].Skills, func(s Skill) bool { return s.Queue == q }) {
			able = append(able, g)
		}
	}
	if len(able) == 0 {
		return
	}
	some := func() []int {
		d.Shuffle(len(able), func(i, j int) { able[i], able[j] = able[j], able[i] })
		return slices.Clone(able[:1+d.IntN(len(able))])
	}
	route := &Route{Steps: []Step{{To: some(), Order: Order(d.IntN(4)), FlowTo: None}}}
	if d.maybe(0.2) {
		for _, g := range some() {
			route.Split = append(route.Split, SplitPart{g, d.between(0.1, 1)})
		}
		route.Steps[0].To = nil
	}
	at := Time(0)
	for range d.IntN(3) {
		at += d.seconds(1, 90)
		step := Step{After: at, FlowTo: None, Order: Order(d.IntN(4))}
		if d.maybe(0.6) {
			step.To = some()
		}
		d.turnAway(q, &step)
		route.Steps = append(route.Steps, step)
	}
	if d.maybe(0.2) {
		d.turnAway(q, &route.Steps[0])
	}
	c.Queues[q].Route = route
}

// turnAway lets a step send contacts of queue q away, or on.
func (d dice) turnAway(q int, step *Step) {
	c := d.c
	switch {
	case c.Queues[q].Deferrable():
	case d.maybe(0.3):
		step.Message = d.between(0, 1)
	case d.maybe(0.3) && q+1 < len(c.Queues) && !c.Queues[q+1].Deferrable():
		step.FlowTo = q + 1
	case d.maybe(0.2):
		step.Disconnect = true
	}
}
