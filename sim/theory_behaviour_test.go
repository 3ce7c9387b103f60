package sim

import (
	"math"
	"testing"

	"agner/erlang"
)

// Behaviours whose long-run effect follows from a short argument. 100
// replications unless said otherwise; tolerance and odds as in theory_test.go.

const behaviourReplications = 100

// TestCallbackLoad: who must wait is offered a callback at once and
// accepts with probability ½. Since a callback keeps its place and is always
// reached, agents see the same M/M/n as without; a callback is one more contact, which does not wait.
func TestCallbackLoad(t *testing.T) {
	const h, rate, agents, accept = 150.0, 0.06, 11, 0.5
	m := erlang.MMn{Load: rate * h, HandleSeconds: h, Agents: agents}.Measures(20)
	c := pool(steady(daysFor(15_000, rate)), rate, Exponential(h), EndlessPatience(), agents)
	c.Queues[0].Callback = &Callback{Accept: Constant(accept), Reach: Constant(1), Within: 10 * Day}
	result := mustRun(t, c, Options{Seed: 101, Replications: behaviourReplications})
	r := referee{t, "callback", behaviourReplications, 0.12, 1e-3}
	row := result.Queues[0].Row
	called := accept * m.Delayed
	contacts := rate * c.Horizon.Length.Seconds()
	r.agrees("callbacks", row.Get(Callbacks), contacts*called, 0)
	r.agrees("arrivals", row.Get(Arrivals), contacts*(1+called), 0)
	r.agrees("answered", row.Get(Answered), contacts, 0)
	r.agrees("mean wait", row.Get(MeanWait), (1-accept)*m.MeanWaitSeconds/(1+called), 0)
	r.agrees("asa", row.Get(ASA), (1-accept)*m.ASASeconds, 0)
	r.agrees("queue length", row.Get(QueueLength), (1-accept)*m.QueueLength, 0)
	r.agrees("occupancy", result.Groups[0].Get(Occupancy), m.Occupancy, 0)
}

// TestDialerOfOneAgent: preview and progressive dialing is a renewal process.
// A dial takes the preview p (handling) and the ring r; a failed one, with
// probability 1 − q, is followed by the pause max(r, 1 s); a customer reached is handled for h. So a
// cycle from one handling to the next lasts h + (p + r)/q + (1/q − 1)·pause.
func TestDialerOfOneAgent(t *testing.T) {
	const h, ring, preview, reach = 180.0, 15.0, 25.0, 0.3
	hz := steady(6)
	for mode, preview := range map[DialMode]float64{Progressive: 0, Preview: preview} {
		c := pool(hz, 0, Exponential(h), Exponential(60), 1)
		q := &c.Queues[0]
		q.Sources, q.Channel = nil, Outbound
		q.Dialer = &Dialer{Mode: mode, Hours: hz.Open, List: None, Reach: Constant(reach), DialsPerAgent: 1, StartWhenIdle: 1,
			Preview: FromSeconds(preview), Ring: FromSeconds(ring), MaxAbandonment: math.NaN()}
		result := mustRun(t, c, Options{Seed: 102, Replications: behaviourReplications})
		r := referee{t, "dialer", behaviourReplications, 0.02, 1e-3}
		cycle := h + (preview+ring)/reach + (1/reach-1)*ring
		cycles := hz.Length.Seconds() / cycle
		r.agrees("answered", result.Queues[0].Get(Answered), cycles, 0)
		r.agrees("dialled", result.Queues[0].Get(Dialled), cycles/reach, 0)
		r.agrees("occupancy", result.Groups[0].Get(Occupancy), (h+preview/reach)/cycle, 0)
	}
}

// TestConferenceLoad: with agents in plenty calls end in a Poisson stream
// (Burke 1956), of which the share p looks for one of m partners: an Erlang loss system.
func TestConferenceLoad(t *testing.T) {
	const rate, h, p, length, agents, partners = 0.05, 120.0, 0.4, 150.0, 60, 4
	c := pool(steady(4), rate, Exponential(h), EndlessPatience(), 0)
	c.Groups = append(c.Groups, Group{Name: "partners", ContactLimit: None})
	c.Seats = flatSeats(c.Horizon, agents, partners)
	c.Queues[0].Conference = &Conference{Probability: Constant(p), With: 1, Time: lawOf(t, func(l *Law) { l.Shape, l.Min, l.Max = "uniform", 0, 2*length })}
	result := mustRun(t, c, Options{Seed: 103, Replications: behaviourReplications})
	r := referee{t, "conference", behaviourReplications, 0.02, 1e-3}
	joined := p * (1 - erlang.B(rate*p*length, partners))
	r.agrees("aht", result.Queues[0].Get(AHT), h+joined*length, 0)
	r.agrees("occupancy of the agents", result.Groups[0].Get(Occupancy), rate*(h+joined*length)/agents, 0)
	r.agrees("occupancy of the partners", result.Groups[1].Get(Occupancy), rate*joined*length/partners, 0)
}

// TestLinesAreHeld: a line is held from entry through self-service, talk and a
// transfer until the customer leaves, but not during wrap-up. With agents in plenty two
// queues that share the lines are an Erlang loss system of their total load.
func TestLinesAreHeld(t *testing.T) {
	const rate, other, bot, contained, talk, moved, second, lines = 0.04, 0.02, 60.0, 0.3, 150.0, 0.25, 200.0, 14
	c := pool(steady(4), rate, Lognormal(talk, 0.7), EndlessPatience(), 80)
	c.Trunks = []Trunk{{"lines", lines}}
	c.Queues = append(c.Queues, newQueue("second line", c.Horizon.Open, Constant(other), Exponential(second), EndlessPatience()))
	c.Groups[0].Skills = []Skill{{Queue: 0}, {Queue: 1}}
	c.Queues[0].Trunk, c.Queues[1].Trunk = 0, 0
	c.Queues[0].WrapUp = Exponential(100)
	c.Queues[0].SelfService = &SelfService{Containment: Constant(contained), Time: Fixed(bot)}
	c.Queues[0].Transfers = []Transfer{{Probability: Constant(moved), To: 1, Queue: true}}
	result := mustRun(t, c, Options{Seed: 104, Replications: behaviourReplications})
	load := rate*(bot+(1-contained)*(talk+moved*second)) + other*second
	r := referee{t, "lines", behaviourReplications, 0.08, 1e-3}
	blocked := erlang.B(load, lines)
	first := result.Queues[0].Row
	r.agrees("blocking", first.Get(Blocking), blocked, 0)
	// Transfers keep their line and are never blocked.
	in := rate * (1 - contained) * moved * (1 - blocked)
	r.agrees("blocking of the second line", result.Queues[1].Get(Blocking), other*blocked/(other+in), 0)
	r.agrees("self-served", first.Get(SelfServed), rate*c.Horizon.Length.Seconds()*contained*(1-blocked), 0)
}

// TestConservationLaw: whatever the order of service, as long as it looks at no handle time and
// nobody leaves, the mean wait over all contacts of M/M/n stays (Kleinrock 1965).
// Most urgent first with targets far apart is one such order: the wait of the urgent is shorter.
func TestConservationLaw(t *testing.T) {
	const h, agents = 120.0, 5
	rates := []float64{0.015, 0.02}
	all := erlang.MMn{Load: (rates[0] + rates[1]) * h, HandleSeconds: h, Agents: agents}.Measures(20)
	c := pool(steady(6), rates[0], Exponential(h), EndlessPatience(), agents)
	c.Queues = append(c.Queues, newQueue("patient", c.Horizon.Open, Constant(rates[1]), Exponential(h), EndlessPatience()))
	c.Groups[0].Skills = []Skill{{Queue: 0}, {Queue: 1}}
	c.Queues[1].Target.Awt = 10 * Minute
	c.PickContact = MostUrgent
	result := mustRun(t, c, Options{Seed: 105, Replications: behaviourReplications})
	r := referee{t, "most urgent", behaviourReplications, 0.12, 1e-3}
	r.agrees("mean wait of all", result.Total.Get(MeanWait), all.MeanWaitSeconds, 0)
	r.agrees("occupancy", result.Groups[0].Get(Occupancy), all.Occupancy, 0)
	urgent, patient := result.Queues[0].Get(MeanWait), result.Queues[1].Get(MeanWait)
	first := erlang.Priorities{Loads: []float64{rates[0] * h, rates[1] * h}, HandleSeconds: h, Agents: agents}.Measures([]float64{20, 20})
	if !(urgent.High < patient.Low) || !(urgent.Low > first[0].MeanWaitSeconds/1.1) {
		t.Errorf("the urgent wait %v, the patient %v; with strict priority the urgent would wait %.4g", urgent, patient, first[0].MeanWaitSeconds)
	}
}

// TestArrivalVariance: the variance of a replication's arrivals. With m
// expected, one gamma factor of cv c makes it m + (c·m)²; factors by interval,
// by day and for the whole horizon add up as their parts do; the process Counts
// leaves only the rounding. 4 000 replications: the relative standard error of a standard deviation is
// √((κ − 1)/4n), 1.4 % for a kurtosis κ up to 4.2 (gamma factors with cv ≤ 0.4); 6 % is allowed, 4 errors, for
// eight numbers: odds 5e-4.
func TestArrivalVariance(t *testing.T) {
	const n, perDay = 4000, 72.0
	build := func(days int, set func(c *Centre)) *Centre {
		h := Horizon{Length: Time(days) * Day, Interval: Hour}
		for d := range days {
			h.Open = append(h.Open, Span{Time(d)*Day + 8*Hour, Time(d)*Day + 12*Hour})
		}
		c := pool(h, perDay/(4*3600), Fixed(1), EndlessPatience(), 50)
		set(c)
		return c
	}
	source := func(set func(s *Source)) func(c *Centre) {
		return func(c *Centre) { set(&c.Queues[0].Sources[0]) }
	}
	second := func(c *Centre) {
		q := c.Queues[0]
		q.Name, q.Sources = "other", []Source{{Name: "other", Rate: q.Sources[0].Rate, DayCV: 0.3}}
		c.Queues[0].Sources[0].DayCV = 0.3
		c.Queues = append(c.Queues, q)
	}
	const m = perDay
	for name, k := range map[string]struct {
		centre   *Centre
		variance float64
	}{
		"Poisson":            {build(1, func(*Centre) {}), m},
		"day factor":         {build(1, source(func(s *Source) { s.DayCV = 0.3 })), m + math.Pow(0.3*m, 2)},
		"day factor, 3 days": {build(3, source(func(s *Source) { s.DayCV = 0.3 })), 3 * (m + math.Pow(0.3*m, 2))},
		"forecast, 3 days":   {build(3, source(func(s *Source) { s.ForecastCV = 0.2 })), 3*m + math.Pow(0.2*3*m, 2)},
		"interval factors":   {build(1, source(func(s *Source) { s.IntervalCV = 0.4 })), m + 4*math.Pow(0.4*m/4, 2)},
		"busyness of two queues": {build(1, func(c *Centre) {
			second(c)
			c.Queues[0].Sources[0].DayCV, c.Queues[1].Sources[0].DayCV = 0, 0
			c.Busyness = 0.25
		}), 2*m + math.Pow(0.25*2*m, 2)},
		"two queues apart": {build(1, second), 2*m + 2*math.Pow(0.3*m, 2)},
		"rounded counts":   {build(1, source(func(s *Source) { s.Process, s.Rate = Counts, Constant(18.3/3600) })), 4 * 0.3 * 0.7},
	} {
		e := mustRun(t, k.centre, Options{Seed: 106, Replications: n}).Total.Get(Arrivals)
		if want := math.Sqrt(k.variance); math.Abs(e.SD/want-1) > 0.06 {
			t.Errorf("%s: standard deviation %.4g between replications, not %.4g", name, e.SD, want)
		}
	}
}
