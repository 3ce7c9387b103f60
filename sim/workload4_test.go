package sim

import (
	"math"
	"testing"
)

// workload4 has every behaviour of the engine switched on: two days with day
// and interval factors, correlated queues, a bot, shared lines, retries, repeats,
// callbacks, transfers, conferences, widening routes with messages and overflow,
// chats three at a time, deferrable and interruptible work with a backlog, a
// dialer, absence, a reserve and a daily limit. About 19 000 contacts.
func workload4() *Centre {
	days := []Span{{8 * Hour, 18 * Hour}, {32 * Hour, 42 * Hour}}
	c := &Centre{Name: "W4", Horizon: Horizon{Length: 2 * Day, Interval: 30 * Minute, Open: days}, Busyness: 0.05,
		Trunks:       []Trunk{{"main", 160}},
		Correlations: []Correlation{{A: 0, B: 1, Rho: 0.6}},
		Reserves:     []Reserve{{Group: 0, For: 0, KeepFree: 1}}}
	c.Queues = []Queue{w4Sales(days), w4Support(days), w4Chat(days), w4Email(days), w4Outbound(days)}
	skill := func(q, level, atOnce int, speed float64) Skill {
		return Skill{Queue: q, Level: level, AtOnce: atOnce, Speed: speed}
	}
	c.Groups = []Group{
		{Name: "first", Skills: []Skill{skill(0, 1, 1, 1), skill(1, 2, 1, 0.9), skill(3, 3, 1, 1)}, Absence: Constant(0.04), ContactLimit: None},
		{Name: "second", Skills: []Skill{skill(1, 1, 1, 1.1), skill(0, 2, 1, 1), skill(3, 3, 1, 1)}, Absence: Constant(0.04), ContactLimit: None},
		{Name: "writers", Skills: []Skill{skill(2, 1, 3, 1), skill(1, 2, 1, 1)}, Slowdown: 0.2, ContactLimit: None},
		{Name: "outside", Skills: []Skill{skill(0, 1, 1, 0.95)}, ContactLimit: 1500},
		{Name: "callers", Skills: []Skill{skill(4, 1, 1, 1)}, ContactLimit: None},
		{Name: "experts", ContactLimit: None},
	}
	c.Seats = flatSeats(c.Horizon, 26, 31, 5, 4, 8, 3)
	return c
}

func w4Return(p, afterSeconds float64, to int) *Return {
	return &Return{Probability: Constant(p), After: Exponential(afterSeconds), Attempts: 3, To: to}
}

func w4Sales(open []Span) Queue {
	q := newQueue("sales", open, Constant(8.0/60), Lognormal(260, 0.8), Exponential(150))
	q.Sources[0].DayCV, q.Sources[0].IntervalCV = 0.08, 0.05
	q.WrapUp, q.Balk, q.Trunk = Exponential(25), Constant(0.02), 0
	q.Retry, q.Repeat = w4Return(0.5, 600, 0), w4Return(0.1, 7200, 1)
	q.Callback = &Callback{OfferAfter: 40 * Second, IfWaitOver: 90 * Second, Accept: Constant(0.4), Reach: Constant(0.85), Within: 2 * Hour}
	q.Route = &Route{Steps: []Step{
		{To: []int{0}, Order: Together, FlowTo: None},
		{After: 20 * Second, To: []int{0, 1, 3}, Order: Listed, FlowTo: None},
		{After: 2 * Minute, Message: 0.3, FlowTo: None},
		{After: 3 * Minute, FlowTo: 1}}}
	return q
}

func w4Support(open []Span) Queue {
	q := newQueue("support", open, Constant(7.0/60), Lognormal(320, 1), Exponential(240))
	q.Sources[0].DayCV = 0.1
	q.SelfService = &SelfService{Containment: Constant(0.15), Time: Exponential(60), FalseContainment: Constant(0.1), ReturnsAfter: Exponential(1800)}
	q.Trunk, q.Limit, q.Repeat = 0, 60, w4Return(0.12, 3600, 1)
	q.Transfers = []Transfer{{Probability: Constant(0.06), To: 0, Queue: true}, {Probability: Constant(0.02), To: 2, Queue: false}}
	q.Conference = &Conference{Probability: Constant(0.05), With: 5, Time: Exponential(60)}
	return q
}

func w4Chat(open []Span) Queue {
	q := newQueue("chat", open, Constant(2.0/60), Lognormal(480, 0.7), Exponential(180))
	q.Channel, q.WrapUp, q.Retry = Chat, Fixed(15), w4Return(0.3, 300, 1)
	return q
}

func w4Email(open []Span) Queue {
	q := newQueue("email", open, Constant(1.2/60), Lognormal(300, 0.6), EndlessPatience())
	q.Channel, q.Priority, q.Interruptible = Email, 5, true
	q.Due = &Due{Within: 24 * Hour, Clock: Elapsed}
	q.Backlog = &Backlog{Items: 150, Age: Exponential(36_000)}
	q.Target = &Target{Level: 0.95, Awt: Never, MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}
	return q
}

func w4Outbound(open []Span) Queue {
	q := newQueue("outbound", open, Steps{}, Exponential(200), Exponential(8))
	q.Sources = nil
	q.Channel = Outbound
	q.Dialer = &Dialer{Mode: Predictive, Hours: open, List: None, Reach: Constant(0.3), DialsPerAgent: 2, StartWhenIdle: 1,
		Ring: 15 * Second, MaxAbandonment: math.NaN()}
	return q
}

func BenchmarkW4(b *testing.B) { benchmark(b, workload4(), true) }

// TestEveryBehaviourHappens keeps workload 4 honest: each of its behaviours is met.
func TestEveryBehaviourHappens(t *testing.T) {
	r := mustRun(t, workload4(), Options{Seed: 1, Replications: 5})
	want := map[int][]Metric{
		0: {Retries, TransfersIn, Balked, Messages, Callbacks, FlowedOut},
		1: {SelfServed, Abandoned, Repeats, Retries}, 2: {Abandoned, TransfersIn}, 3: {Backlogged, CompletedInDue}, 4: {Dialled, Answered}}
	for q, list := range want {
		for _, m := range list {
			if e := r.Queues[q].Get(m); !(e.Value > 0) {
				t.Errorf("%s: %s is %v", r.Queues[q].Name, m, e.Value)
			}
		}
	}
	if e := r.Groups[2].Get(Concurrency); !(e.Value > 1) {
		t.Errorf("writers hold %v contacts at once", e.Value)
	}
}
