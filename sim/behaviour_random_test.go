package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawnCentre is a small centre drawn at random with any mixture of behaviours. place
// says where queue i of the draw stands in the centre, so that the same centre can be written in another order.
type drawnCentre struct {
	*rand.Rand
	place []int
	n     int
}

func (d *drawnCentre) one(in int) bool    { return d.IntN(in) == 0 }
func (d *drawnCentre) share() Steps       { return Constant(float64(d.IntN(5)) / 4) }
func (d *drawnCentre) queue() int         { return d.place[d.IntN(d.n)] }
func (d *drawnCentre) time(most int) Time { return Time(d.IntN(most)) * Second }
func (d *drawnCentre) law(mean int) Distribution {
	switch d.IntN(3) {
	case 0:
		return Fixed(float64(d.IntN(mean)))
	case 1:
		return Lognormal(float64(1+d.IntN(mean)), 1)
	}
	return Exponential(float64(1 + d.IntN(mean)))
}

// drawCentre draws centre number seed, its queues in reverse order if so told.
func drawCentre(seed uint64, reversed bool) *Centre {
	d := &drawnCentre{Rand: rand.New(rand.NewPCG(seed, 1))}
	d.n = 1 + d.IntN(4)
	for i := range d.n {
		d.place = append(d.place, i)
	}
	if reversed {
		slices.Reverse(d.place)
	}
	days := Time(1 + d.IntN(2))
	c := &Centre{Name: fmt.Sprintf("drawn %d", seed), Horizon: Horizon{Length: days * Day, Interval: Hour, AtClose: AtClose(d.IntN(2))},
		Trunks: []Trunk{{"few", 1 + d.IntN(4)}, {"many", 20}}, PickAgent: PickAgent(d.IntN(4)), PickContact: PickContact(d.IntN(2))}
	if d.one(3) {
		c.Horizon.Warmup = Time(d.IntN(4)) * Hour
	}
	c.Horizon.Open = d.hours(days, c.Horizon.Warmup)
	c.Queues = make([]Queue, d.n)
	groups := 1 + d.IntN(3)
	for i := range d.n {
		c.Queues[d.place[i]] = d.drawQueue(fmt.Sprintf("q%d", i), days, c.Horizon, groups, d.place[i])
	}
	for g := range groups {
		c.Groups = append(c.Groups, d.drawGroup(g, c.Horizon.Open))
	}
	if d.one(3) {
		c.Reserves = []Reserve{{Group: d.IntN(groups), For: d.queue(), KeepFree: d.IntN(2)}}
	}
	c.Seats = NewSeats(c.Horizon, groups)
	for g := range groups {
		for i := range c.Seats.Count[g] {
			c.Seats.Count[g][i] = d.IntN(5)
		}
	}
	for q := range c.Queues { // groups named by a route must have the skill
		if r := c.Queues[q].Route; r != nil {
			for s := range r.Steps {
				r.Steps[s].To = slices.DeleteFunc(r.Steps[s].To, func(g int) bool {
					return !slices.ContainsFunc(c.Groups[g].Skills, func(k Skill) bool { return k.Queue == q })
				})
			}
		}
	}
	return c
}

// hours are round the clock, of the day or of the night.
func (d *drawnCentre) hours(days, warmup Time) []Span {
	switch d.IntN(3) {
	case 0:
		return openFrom(-warmup, days*Day+Hour)
	case 1:
		var out []Span
		for i := range days {
			out = append(out, Span{i*Day + 9*Hour, i*Day + 17*Hour + 20*Minute})
		}
		return out
	}
	out := openFrom(-2*Hour, 6*Hour)
	for i := range days {
		out = append(out, Span{i*Day + 22*Hour, i*Day + 30*Hour})
	}
	return out
}

func (d *drawnCentre) drawQueue(name string, days Time, h Horizon, groups, self int) Queue {
	q := newQueue(name, h.Open, Constant(float64(d.IntN(40))/3600), d.law(600), d.law(300))
	if d.one(3) {
		q.Open = d.hours(days, h.Warmup)
	}
	q.Priority = d.IntN(2)
	if d.one(3) {
		q.WrapUp = d.law(60)
	}
	if d.one(4) {
		q.Patience = EndlessPatience()
	}
	if d.one(4) {
		q.Balk = d.share()
	}
	if d.one(4) {
		q.Limit = d.IntN(4)
	}
	if d.one(3) {
		q.Trunk = d.IntN(2)
	}
	if d.one(3) {
		q.Retry = &Return{Probability: d.share(), After: d.law(1000), Attempts: d.IntN(4), To: d.queue()}
	}
	if d.one(3) {
		q.Repeat = &Return{Probability: Constant(0.5), After: d.law(3000), To: d.queue()}
	}
	if d.one(3) {
		q.SelfService = &SelfService{Containment: d.share(), Time: d.law(100), FalseContainment: d.share(), ReturnsAfter: d.law(3000)}
	}
	for range d.IntN(3) {
		q.Transfers = append(q.Transfers, Transfer{Probability: Constant(0.3), To: d.queue(), Queue: d.one(2)})
	}
	if d.one(4) {
		q.Conference = &Conference{Probability: d.share(), With: d.IntN(groups), Time: d.law(100)}
	}
	if d.one(4) {
		q.Callback = &Callback{OfferAfter: d.time(60), IfWaitOver: d.time(100), Accept: d.share(), Reach: d.share(), Within: d.time(7200)}
	}
	if d.one(3) {
		d.deferrable(&q)
	} else if d.one(4) {
		q.Sources, q.Dialer = nil, &Dialer{Mode: DialMode(d.IntN(3)), Hours: q.Open, List: d.IntN(300) - 1, Reach: d.share(), DialsPerAgent: float64(d.IntN(6)) / 2,
			StartWhenIdle: d.IntN(3), Preview: d.time(30), Ring: d.time(30), MaxAbandonment: math.NaN()}
		if d.one(3) {
			q.Dialer.MaxAbandonment = 0.1
		}
	}
	if d.one(2) {
		q.Route = d.drawRoute(groups, self)
	}
	return q
}

func (d *drawnCentre) deferrable(q *Queue) {
	q.Due = &Due{Within: Hour + d.time(80_000), Clock: DueClock(d.IntN(3))}
	q.Target.Awt, q.Interruptible, q.Callback = Never, d.one(2), nil
	if d.one(2) {
		q.Patience = EndlessPatience()
	}
	if d.one(2) {
		q.Backlog = &Backlog{Items: d.IntN(50), Age: d.law(100_000)}
	}
}

func (d *drawnCentre) drawRoute(groups, self int) *Route {
	r := &Route{}
	after := Time(0)
	for i := range 1 + d.IntN(4) {
		s := Step{After: after, FlowTo: None, Order: Order(d.IntN(3))}
		if i == 0 || d.one(2) {
			s.To = d.Perm(groups)[:1+d.IntN(groups)]
		}
		if d.one(4) {
			s.Message = 0.5
		}
		if to := d.queue(); i > 0 && to != self && d.one(4) {
			s.FlowTo = to
		}
		s.Disconnect = d.one(8)
		after += Second + d.time(100)
		r.Steps = append(r.Steps, s)
	}
	return r
}

func (d *drawnCentre) drawGroup(g int, open []Span) Group {
	out := Group{Name: fmt.Sprintf("g%d", g), ContactLimit: None, Slowdown: 0.3}
	for _, q := range d.place {
		if d.one(3) {
			continue
		}
		s := Skill{Queue: q, Level: 1 + d.IntN(2), Speed: 0.5 + d.Float64()}
		if d.one(3) {
			s.AtOnce = 1 + d.IntN(3)
		}
		out.Skills = append(out.Skills, s)
	}
	if d.one(4) {
		out.Absence = d.share()
	}
	if d.one(5) {
		out.ContactLimit = d.IntN(50)
	}
	if d.one(4) {
		out.Open = []Span{{open[0].From, open[0].From + 5*Hour}}
	}
	return out
}

// checkEngine checks what must hold after any replication: the area under the length of a live queue is
// the waiting time spent in it, every line and dial is given back, nobody is counted as waiting who is not.
func checkEngine(e *engine) (problems []string) {
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	for q := range e.plan.queues {
		plan, state := &e.plan.queues[q], &e.queues[q]
		var t queueTally
		for bin := range e.plan.bins {
			t.add(e.tally.queue(q, bin))
		}
		waited := t[tWaitAnswered] + t[tWaitAbandoned] + t[tWaitOther] - t[tWaitBefore]
		if !plan.deferred && waited != t[tArea] {
			fail("%s: waits of %v, area of %v", plan.Name, Time(waited), Time(t[tArea]))
		}
		if t[tWaitAnswered] < 0 || t[tWaitAbandoned] < 0 || t[tWaitOther] < 0 || t[tWaitBefore] < 0 {
			fail("%s: negative waits %v", plan.Name, t)
		}
		inLanes := int32(0)
		for _, l := range plan.lanes {
			for h := e.lanes[l].head; h != None; h = e.pool[h].next {
				inLanes++
			}
		}
		if !plan.deferred && state.pending != inLanes {
			fail("%s: %d pending, %d in its lanes", plan.Name, state.pending, inLanes)
		}
		if state.open < 0 || state.waiting < 0 || state.waiting > inLanes || state.dial.ringing != 0 {
			fail("%s: %d open, %d waiting of %d, %d ringing", plan.Name, state.open, state.waiting, inLanes, state.dial.ringing)
		}
		issues := plan.issueCounts(&t)
		if issues.answered > issues.all || issues.first > issues.resolved || issues.resolved > issues.answered+t[qOpening] ||
			issues.lost+issues.unresolved+issues.late > issues.all || issues.contacts < issues.all {
			fail("%s: issues %+v", plan.Name, issues)
		}
	}
	return problems
}

// TestDrawnCentres simulates 300 centres with random mixtures of behaviours. The engine itself panics where
// contacts, lines or agents are lost. The order of queues must change nothing, nor must a limit that is
// never reached: with one, every abandonment is an event of its own and no fast path is taken.
func TestDrawnCentres(t *testing.T) {
	for seed := range uint64(300) {
		c := drawCentre(seed, false)
		if problems := c.Validate(); len(problems) > 0 {
			t.Fatalf("centre %d is not valid: %v", seed, problems)
		}
		e := simulated(c, seed)
		for _, p := range checkEngine(e) {
			t.Errorf("centre %d: %s", seed, p)
		}
		other := simulated(drawCentre(seed, true), seed)
		if !slices.Equal(e.tally.queues, other.tally.queues) || !slices.Equal(e.tally.groups, other.tally.groups) {
			t.Errorf("centre %d depends on the order of its queues", seed)
		}
		for q := range c.Queues {
			if c.Queues[q].Limit == None && !c.Queues[q].Deferrable() {
				c.Queues[q].Limit = maxContacts
			}
		}
		other = simulated(c, seed)
		if !slices.Equal(e.tally.queues, other.tally.queues) || !slices.Equal(e.tally.groups, other.tally.groups) {
			t.Errorf("centre %d: abandonments seen late and seen at once give different results", seed)
		}
		if t.Failed() {
			return
		}
	}
}

// simulated runs replication 0 twice on one engine, so that whatever the first leaves behind shows.
func simulated(c *Centre, seed uint64) *engine {
	p := compile(c)
	e := newEngine(p, seed)
	e.waits = newWaitRecord(p)
	first := newTally(len(p.queues), len(p.groups), p.bins)
	e.simulate(0, first)
	e.simulate(0, newTally(len(p.queues), len(p.groups), p.bins))
	if !slices.Equal(first.queues, e.tally.queues) || !slices.Equal(first.groups, e.tally.groups) {
		panic(c.Name + ": the second replication on the same engine differs")
	}
	return e
}
