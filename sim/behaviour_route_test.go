package sim

import "testing"

// to is a routing step.
func to(after float64, order Order, groups ...int) Step {
	return Step{After: FromSeconds(after), To: groups, Order: order, FlowTo: None}
}

// routed gives q a route of these steps.
func routed(q Queue, steps ...Step) Queue {
	q.Route = &Route{Steps: steps}
	return q
}

// Two groups with an agent each, calls at 0, 10, 70 and 140 of 60 s.
// Listed (b, a): b (until 60), a (until 70), b again, as both are free, b again.
// Together: a and b have been idle since 0, the first by name is a (until 60);
// b (until 70); at 70 a is idle since 60 and b since 70, the agent freed at that instant: a
// (until 130); at 140 b, idle since 70.
// By level (a has level 2, b level 1): the same as listed.
func TestOrderOfGroups(t *testing.T) {
	calls := script("calls", 60, 0, 10, 70, 140)
	groups := []Group{crew("a", 0), crew("b", 0)}
	p := play(t, scene([]Queue{routed(calls, to(0, Listed, 1, 0))}, groups, 1, 1))
	listed := `
		0s calls answered 0s b 60s
		10s calls answered 0s a 60s
		70s calls answered 0s b 60s
		140s calls answered 0s b 60s`
	p.log(listed)
	p = play(t, scene([]Queue{routed(calls, to(0, Together, 1, 0))}, groups, 1, 1))
	p.log(`
		0s calls answered 0s a 60s
		10s calls answered 0s b 60s
		70s calls answered 0s a 60s
		140s calls answered 0s b 60s`)
	leveled := []Group{crew("a", 0), crew("b", 0)}
	leveled[0].Skills[0].Level = 2
	play(t, scene([]Queue{calls}, leveled, 1, 1)).log(listed)
}

// A random order is uniform over free agents, not groups: with 1 agent in a and 3
// in b the first call goes to a in about a quarter of 400 replications. A fair
// choice stays between 60 and 145 except once in 20 000 000 times (100 ± 5.2 standard deviations of 8.66).
func TestRandomOrder(t *testing.T) {
	c := scene([]Queue{routed(script("calls", 60, 0), to(0, Random, 0, 1))}, []Group{crew("a", 0), crew("b", 0)}, 1, 3)
	n := 0
	for seed := range uint64(400) {
		if playSeed(t, c, seed).records[0].Group == "a" {
			n++
		}
	}
	if n < 60 || n > 145 {
		t.Errorf("%d of 400 calls went to the single agent of a, about 100 expected", n)
	}
}

// Both queues wait when the agent is freed at 60. The agent's best level is sales:
// the sales call of 20 goes before the support call of 10. At equal levels
// the queue with the smaller priority goes first, and without either the longest wait.
func TestWhomAFreedAgentTakes(t *testing.T) {
	run := func(salesLevel, supportLevel, salesPriority, supportPriority int) *played {
		sales, support := script("sales", 60, 0, 20), script("support", 60, 10)
		sales.Priority, support.Priority = salesPriority, supportPriority
		g := crew("g", 0, 1)
		g.Skills[0].Level, g.Skills[1].Level = salesLevel, supportLevel
		return play(t, scene([]Queue{sales, support}, []Group{g}, 1))
	}
	salesFirst := `
		0s sales answered 0s g 60s
		10s support answered 110s g 60s
		20s sales answered 40s g 60s`
	supportFirst := `
		0s sales answered 0s g 60s
		10s support answered 50s g 60s
		20s sales answered 100s g 60s`
	run(1, 2, 1, 1).log(salesFirst)
	run(1, 1, 1, 2).log(salesFirst)
	run(1, 1, 1, 1).log(supportFirst)
	run(2, 1, 1, 2).log(supportFirst) // levels come before priorities
}

// Most urgent: the call of sales (10) has 60 s, so until 70; the one of
// support (20) has 20 s, until 40. Freed at 60, the agent takes support first; by wait it would be sales.
func TestMostUrgent(t *testing.T) {
	sales, support := script("sales", 60, 0, 10), script("support", 60, 20)
	sales.Target = target(60 * Second)
	c := scene([]Queue{sales, support}, []Group{crew("g", 0, 1)}, 1)
	c.PickContact = MostUrgent
	play(t, c).log(`
		0s sales answered 0s g 60s
		10s sales answered 110s g 60s
		20s support answered 40s g 60s`)
	c.PickContact = LongestWait
	play(t, c).log(`
		0s sales answered 0s g 60s
		10s sales answered 50s g 60s
		20s support answered 100s g 60s`)
}

// Group a is busy with the call of 0 until 100. Group b may help from 30 s on.
// The call of 10 waits until 40 although b is idle, and is answered by b then (until
// 140). The call of 20 reaches its second step at 50, b is busy; a is freed first, at 100. The call of 70
// (second step at 100, the instant a takes the call of 20) is served by b at 140.
func TestWidening(t *testing.T) {
	c := scene([]Queue{routed(script("calls", 100, 0, 10, 20, 70), to(0, Together, 0), to(30, Together, 0, 1))},
		[]Group{crew("a", 0), crew("b", 0)}, 1, 1)
	play(t, c).log(`
		0s calls answered 0s a 100s
		10s calls answered 30s b 100s
		20s calls answered 80s a 100s
		70s calls answered 70s b 100s`)
}

// Agent b, freed at 30 by a call of its own queue, must not take the call of 10,
// whose step does not name b before 10 + 30 = 40. It takes it at 40.
func TestFreedAgentSeesOnlyItsSteps(t *testing.T) {
	c := scene([]Queue{routed(script("calls", 100, 0, 10), to(0, Together, 0), to(30, Together, 0, 1)), script("own", 30, 0)},
		[]Group{crew("a", 0), crew("b", 0, 1)}, 1, 1)
	play(t, c).log(`
		0s calls answered 0s a 100s
		0s own answered 0s b 30s
		10s calls answered 30s b 100s`)
}

// After 30 s everybody still waiting leaves a message. Of the calls of 10, 20 and 30
// the agent, freed at 40 and 80, answers the first at its 30th second (service
// ends come before steps) and meets nobody else: the others left at 50 and 60.
func TestMessages(t *testing.T) {
	message := Step{After: 30 * Second, Message: 1, FlowTo: None}
	p := play(t, one(routed(script("calls", 40, 0, 10, 20, 30), to(0, Together, 0), message), 1))
	p.log(`
		0s calls answered 0s g 40s
		10s calls answered 30s g 40s
		20s calls message 30s
		30s calls message 30s`)
	p.queue("calls", "arrivals 4, answered 2, in_awt 1, immediate 1, messages 2")
	p.times("calls", "answered 30s, abandoned 0s, others 60s, talk 80s, wrap-up 0s, bot 0s, area 90s")

	// Patience of 30 s ends at the same instants: it comes before the step.
	q := routed(script("calls", 40, 0, 20), to(0, Together, 0), message)
	q.Patience = Fixed(15)
	q.Route.Steps[1].After = 15 * Second
	play(t, one(q, 1)).queue("calls", "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1, abandoned_in_awt 1")
}

// Calls flow to overflow after 30 s with a patience of 60 from their arrival. Group a
// (calls) is busy until 200, b (overflow) until 50. The call of 10 flows at 40 and is answered by b at 50:
// it waited 40 s since its first entry. The call of 20 flows at 50, and gives up at 80 as b is busy until
// 150; overflow's own patience of 1 s does not count for it.
func TestFlow(t *testing.T) {
	calls := routed(script("calls", 200, 0, 10, 20), to(0, Together, 0), Step{After: 30 * Second, FlowTo: 1})
	calls.Patience = Fixed(60)
	overflow := script("overflow", 100)
	overflow.Patience = Fixed(1)
	busy := script("busy", 50, 0)
	c := scene([]Queue{calls, overflow, busy}, []Group{crew("a", 0), crew("b", 1, 2)}, 1, 1)
	p := play(t, c)
	p.log(`
		0s busy answered 0s b 50s
		0s calls answered 0s a 200s
		10s calls flowed_out 30s
		10s overflow answered 40s b 100s
		20s calls flowed_out 30s
		20s overflow abandoned 60s`)
	p.queue("calls", "arrivals 3, answered 1, in_awt 1, immediate 1, flowed_out 2, "+
		"issues 3, issue_contacts 5, issues_answered 2, issues_first 2, issues_resolved 2, issues_late 1, issues_lost 1")
	p.queue("overflow", "arrivals 2, answered 1, abandoned 1")
	p.times("overflow", "answered 40s, abandoned 60s, others 0s, talk 100s, wrap-up 0s, bot 0s, area 40s")
	m := Measure{Num: []Sum{{Terms: []Term{{Weight: 3600, Counter: CountCentreHours, Index: 0}, {Weight: 3600, Counter: CountCentreHours, Index: 1}}}}}
	r := mustRun(t, c, Options{Seed: 1, Replications: 1, Measures: []Measure{m}})
	// In the centre: 200 s and 40 + 100 s of the answered, 60 s of the lost one: no second counts twice.
	if got := r.Measures[0].Value; got < 399.999 || got > 400.001 {
		t.Errorf("%v seconds in the centre", got)
	}
}

// Who would be turned away in the first step is offered to its groups before: the
// first caller meets a free agent, the second is refused at once and not blocked, whatever the limit.
func TestFirstStepRefuses(t *testing.T) {
	refuse := to(0, Together, 0)
	refuse.Disconnect = true
	q := routed(script("calls", 60, 0, 30, 60), refuse)
	q.Limit = 0
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		30s calls disconnected 0s
		60s calls answered 0s g 60s`)
	p.queue("calls", "arrivals 3, answered 2, in_awt 2, immediate 2, disconnected 1")

	// The same with flow_to: the second finds b free at once.
	onward := to(0, Together, 0)
	onward.FlowTo = 1
	p = play(t, scene([]Queue{routed(script("calls", 60, 0, 30), onward), script("overflow", 60)}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		0s calls answered 0s a 60s
		30s calls flowed_out 0s
		30s overflow answered 0s b 60s`)
}

// A step that names groups and disconnects tries the groups at that moment: b is
// free for the call of 10 at 40, and busy for the call of 20 at 50.
func TestStepTriesItsGroupsFirst(t *testing.T) {
	last := to(30, Together, 1)
	last.Disconnect = true
	play(t, scene([]Queue{routed(script("calls", 100, 0, 10, 20), to(0, Together, 0), last)}, []Group{crew("a", 0), crew("b", 0)}, 1, 1)).log(`
		0s calls answered 0s a 100s
		10s calls answered 30s b 100s
		20s calls disconnected 30s`)
}

// Everybody is split to b: the call of 10 waits for b although a is idle, until
// it may be taken by both groups after 30 s.
func TestSplit(t *testing.T) {
	q := script("calls", 100, 0, 10)
	q.Route = &Route{Split: []SplitPart{{Group: 0, Share: 0}, {Group: 1, Share: 1}},
		Steps: []Step{{FlowTo: None}, to(30, Together, 0, 1)}}
	play(t, scene([]Queue{q}, []Group{crew("a", 0), crew("b", 0)}, 1, 1)).log(`
		0s calls answered 0s b 100s
		10s calls answered 30s a 100s`)
}

// The last two free agents of g are kept for sales. With three agents support may
// have one: its call of 0 is served, that of 10 waits; sales (20, 30) take the two others. At 60 the
// first agent is freed; then 1 is not more than 2: support goes on waiting. At 80 the second
// is freed (2 of 2), at 90 the third: now support is served, after 80 s.
func TestReserve(t *testing.T) {
	c := scene([]Queue{script("sales", 60, 20, 30), script("support", 60, 0, 10)}, []Group{crew("g", 0, 1)}, 3)
	c.Reserves = []Reserve{{Group: 0, For: 0, KeepFree: 2}}
	play(t, c).log(`
		0s support answered 0s g 60s
		10s support answered 80s g 60s
		20s sales answered 0s g 60s
		30s sales answered 0s g 60s`)
}

// Queues that hand their contacts round at once are a mistake; with a wait between they are not.
func TestContactsMustNotFlowInACircle(t *testing.T) {
	onward := func(q int) Step { return Step{FlowTo: q} }
	c := scene([]Queue{routed(script("a", 1, 0), onward(1)), routed(script("b", 1), onward(0))}, []Group{crew("g", 0, 1)}, 1)
	if len(c.Validate()) != 2 {
		t.Errorf("problems %v, want one for each queue", c.Validate())
	}
	c.Queues[1].Route.Steps = []Step{{FlowTo: None}, {After: Minute, FlowTo: 0}}
	if len(c.Validate()) != 0 {
		t.Errorf("problems %v", c.Validate())
	}
}
