package sim

import "testing"

// seated gives group g of c these seats in the first intervals, and none later. The interval is set to minutes.
func seated(c *Centre, g int, minutes Time, seats ...int) *Centre {
	c.Horizon.Interval = minutes * Minute
	old := c.Seats
	c.Seats = NewSeats(c.Horizon, len(c.Groups))
	for other := range c.Groups {
		for i := range c.Seats.Count[other] {
			c.Seats.Count[other][i] = old.At(other, 0)
		}
	}
	clear(c.Seats.Count[g])
	copy(c.Seats.Count[g], seats)
	return c
}

// From three agents to one at 1800. Talks from 1700 to 2000 keep one busy; of the
// other two both leave at once. Logged in: 3 × 1800 + 1800.
func TestIdleAgentsLeaveFirst(t *testing.T) {
	p := play(t, seated(one(script("calls", 300, 1700, 1850), 0), 0, 30, 3, 1))
	p.log(`
		1700s calls answered 0s g 300s
		1850s calls answered 150s g 300s`)
	p.group("g", "contacts 2, handling 600s, logged in 7200s, overrun 0s")
}

// From two to one at 1800, both busy (until 1900 and 1950), one call waiting since
// 1800. The first to become free leaves although somebody waits; the other takes
// the call at 1950. Logged in 2 × 1800 + 1800 + 100 s beyond the plan.
func TestAgentFinishesTheContactInHand(t *testing.T) {
	p := play(t, seated(one(script("calls", 200, 1700, 1750, 1800), 0), 0, 30, 2, 1))
	p.log(`
		1700s calls answered 0s g 200s
		1750s calls answered 0s g 200s
		1800s calls answered 150s g 200s`)
	p.group("g", "contacts 3, handling 600s, logged in 5500s, overrun 100s")
}

// Seats by ten minutes: 2, 1, 2, 1, 1, 1. Both agents are busy from 500 and 550 for
// 800 s. One is to leave from 600 on, but at 1200, before either is free, there are two seats again:
// both stay. Beyond the plan: 600 s. Freed at 1300 and 1350, both are idle when seats fall at 1800.
func TestSeatsRiseAgain(t *testing.T) {
	p := play(t, seated(one(script("calls", 800, 500, 550, 1310), 0), 0, 10, 2, 1, 2, 1, 1, 1))
	p.log(`
		500s calls answered 0s g 800s
		550s calls answered 0s g 800s
		1310s calls answered 0s g 800s`)
	p.group("g", "contacts 3, handling 2400s, logged in 5400s, overrun 600s")
}

// An agent whose service ends at the very moment the seats fall still counts as busy then (boundaries come first)
// and leaves as it becomes free, not with the call that waits.
func TestShiftEndsAsTheServiceEnds(t *testing.T) {
	q := script("calls", 100, 1700, 1750)
	q.Patience = Fixed(300)
	p := play(t, seated(one(q, 0), 0, 30, 1, 0))
	p.log(`
		1700s calls answered 0s g 100s
		1750s calls abandoned 300s`)
	p.group("g", "contacts 1, handling 100s, logged in 1800s, overrun 0s")
}

// Closing at 3600, served out: two agents, busy until 3700 and 3710, and a call that
// waits since 3550: answered at 3700 until 3900, when nobody waits any more: the other agent leaves
// at 3710. Logged in 3900 + 3710.
func TestServeOut(t *testing.T) {
	c := one(script("calls", 200, 3500, 3510, 3550), 2)
	p := play(t, c)
	p.log(`
		3500s calls answered 0s g 200s
		3510s calls answered 0s g 200s
		3550s calls answered 150s g 200s`)
	p.group("g", "contacts 3, handling 600s, logged in 7610s, overrun 410s")

	// Cut off: the waiting call is disconnected at 3600; agents finish what they have.
	c.Horizon.AtClose = Disconnect
	p = play(t, c)
	p.log(`
		3500s calls answered 0s g 200s
		3510s calls answered 0s g 200s
		3550s calls disconnected 50s`)
	p.queue("calls", "arrivals 3, answered 2, in_awt 2, immediate 2, disconnected 1")
	p.group("g", "contacts 2, handling 400s, logged in 7410s, overrun 210s")
}

// Agent b serves support only; the sales call (with a until 3900) goes on to support, so b, idle,
// stays until the transfer of 3900 has been served at 3960. And where the call of 3550 could not be
// taken by b before its step of 1000 s, b stays until it gives up at 3650, and no longer.
func TestServeOutKeepsWhoMayBeNeeded(t *testing.T) {
	sales, support := script("sales", 400, 3500), script("support", 60)
	sales.Transfers = []Transfer{{Probability: always(), To: 1, Queue: true}}
	p := play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		3500s sales answered 0s a 400s
		3900s support answered 0s b 60s`)
	p.group("a", "contacts 1, handling 400s, logged in 3900s, overrun 300s")
	p.group("b", "contacts 1, handling 60s, logged in 3960s, overrun 360s")

	q := script("calls", 400, 3500, 3550)
	q.Patience = Fixed(100)
	p = play(t, scene([]Queue{routed(q, to(0, Together, 0), to(1000, Together, 0, 1))}, []Group{crew("a", 0), crew("b", 0)}, 1, 1))
	p.log(`
		3500s calls answered 0s a 400s
		3550s calls abandoned 100s`)
	p.group("b", "contacts 0, handling 0s, logged in 3650s, overrun 50s")
}

// Support closes at 1800, sales at 3600. The arrivals of support at 1800 and later do not exist.
// g serves both: it stays. h serves support only: it leaves at 1800, the call of 1790
// in g's queue being served out by g at 1850, when h is kept as long as it waits.
func TestQueuesHaveTheirOwnHours(t *testing.T) {
	sales, support := script("sales", 100, 1750, 3590), script("support", 100, 1700, 1790, 1800, 1900)
	support.Open = openFrom(0, 1800*Second)
	p := play(t, scene([]Queue{sales, support}, []Group{crew("g", 0, 1), crew("h", 1)}, 1, 1))
	p.log(`
		1700s support answered 0s g 100s
		1750s sales answered 50s g 100s
		1790s support answered 0s h 100s
		3590s sales answered 0s g 100s`)
	p.group("g", "contacts 3, handling 300s, logged in 3690s, overrun 90s")
	p.group("h", "contacts 1, handling 100s, logged in 1890s, overrun 90s")
}

// The group's own hours end at 1800 while the queue stays open: an ordinary fall of
// seats. The agent leaves on becoming free at 1900; the call of 1750 is not served out then.
func TestGroupsHaveTheirOwnHours(t *testing.T) {
	q := script("calls", 200, 1700, 1750)
	q.Patience = Fixed(500)
	c := one(q, 1)
	c.Groups[0].Open = openFrom(0, 1800*Second)
	p := play(t, c)
	p.log(`
		1700s calls answered 0s g 200s
		1750s calls abandoned 500s`)
	p.group("g", "contacts 1, handling 200s, logged in 1900s, overrun 100s")
}

// Two days. Everybody is absent on the second: the call of that day finds nobody and gives up.
func TestAbsence(t *testing.T) {
	day2 := 86400.0
	q := script("calls", 60, 0, day2+10)
	q.Open = []Span{{0, openHour}, {Day, Day + openHour}}
	q.Patience = Fixed(30)
	c := one(q, 2)
	c.Horizon.Length, c.Horizon.Open = 2*Day, q.Open
	c.Seats = flatSeats(c.Horizon, 2)
	c.Groups[0].Absence = Steps{At: []Time{0, Day}, Value: []float64{0, 1}}
	p := play(t, c)
	p.log(`
		0s calls answered 0s g 60s
		86410s calls abandoned 30s`)
	p.group("g", "contacts 1, handling 60s, logged in 7200s, overrun 0s")
	// Absence takes seats from the floor, not from the payroll.
	if r := mustRun(t, c, Options{Seed: 1, Replications: 1}); r.Groups[0].Get(PaidHours).Value != 4 {
		t.Errorf("paid hours %v, planned were 4", r.Groups[0].Get(PaidHours).Value)
	}
}

// Each of four agents is absent with 25 %, independently, for the whole day: the logged-in hours are
// whole numbers, and all present happens with 0.75⁴ = 31.6 %: 127 of 400 days, ± 9.3. A fair draw leaves
// 80 … 174 once in two million times.
func TestAbsenceIsDrawnPerAgent(t *testing.T) {
	c := one(script("calls", 60), 4)
	c.Groups[0].Absence = Constant(0.25)
	full := 0
	for seed := range uint64(400) {
		p := playSeed(t, c, seed)
		hours := p.tally.group(0, 0)[gLoggedIn] + p.tally.group(0, 1)[gLoggedIn]
		if hours%int64(Hour) != 0 {
			t.Fatalf("seed %d: somebody was there for a part of the day", seed)
		}
		if hours == 4*int64(Hour) {
			full++
		}
	}
	if full < 80 || full > 174 {
		t.Errorf("everybody was there on %d of 400 days", full)
	}
}

// The outsourcer takes two contacts a day. On the first day the calls of 0 and 100 are
// answered, those of 200 and 3590 give up (the last at 3640: nobody is kept for it, since
// the outsourcer may not take it). At midnight the limit is renewed.
func TestContactLimit(t *testing.T) {
	day2 := 86400.0
	q := script("calls", 60, 0, 100, 200, 3590, day2, day2+10)
	q.Open = []Span{{0, openHour}, {Day, Day + openHour}}
	q.Patience = Fixed(50)
	c := one(q, 1)
	c.Horizon.Length, c.Horizon.Open = 2*Day, q.Open
	c.Seats = flatSeats(c.Horizon, 1)
	c.Groups[0].ContactLimit = 2
	p := play(t, c)
	p.log(`
		0s calls answered 0s g 60s
		100s calls answered 0s g 60s
		200s calls abandoned 50s
		3590s calls abandoned 50s
		86400s calls answered 0s g 60s
		86410s calls answered 50s g 60s`)
	p.group("g", "contacts 4, handling 240s, logged in 7200s, overrun 0s")
}

// Round the clock: the agent has used up the limit of one contact; the call of 23:59:50
// waits 10 s until the new day allows another.
func TestContactLimitIsRenewedAtMidnight(t *testing.T) {
	end := 86400.0
	c := one(script("calls", 60, end-200, end-10), 1)
	c.Queues[0].Open = openFrom(0, 3*Day)
	c.Horizon.Length, c.Horizon.Open = 2*Day, c.Queues[0].Open
	c.Seats = flatSeats(c.Horizon, 1)
	c.Groups[0].ContactLimit = 1
	play(t, c).log(`
		86200s calls answered 0s g 60s
		86390s calls answered 10s g 60s`)
}

// Who is picked: two groups of one agent, a and b. The first talk takes 100 s, the second
// (at 10) 10 s, the others 5 s each. At 30 only b is free.
//   - longest idle: 0 a, 10 b, 30 b; at 105 a is idle since 100, b since 35: b (until 110); at 120 a (since 100) until
//     125; at 130 b (since 110).
//   - least occupied: at 105 a has handled 100 s, b 15: b; and again b at 120 (20 s) and 130 (25 s).
//   - fewest contacts: at 105 a (1 against 2) until 110; at 120 two each: b, idle longer (since 35), not a, the first by
//     name; at 130 a (2 against 3).
func TestPickAgent(t *testing.T) {
	q := script("calls", 0, 0, 10, 30, 105, 120, 130)
	q.Handle = Fixed(0).WithMean(Steps{At: []Time{0, 10 * Second, 20 * Second}, Value: []float64{100, 10, 5}})
	c := scene([]Queue{q}, []Group{crew("a", 0), crew("b", 0)}, 1, 1)
	for pick, want := range map[PickAgent]string{LongestIdle: "abbbab", LeastOccupied: "abbbbb", FewestContacts: "abbaba"} {
		c.PickAgent = pick
		got := ""
		for _, r := range play(t, c).records {
			got += r.Group
		}
		if got != want {
			t.Errorf("pick agent %d: %s, want %s", pick, got, want)
		}
	}
	// The same within one group: by name of the agent's group nothing can be told, so count what each handled.
	c = one(q, 2)
	for pick, want := range map[PickAgent][2]Time{LongestIdle: {105 * Second, 25 * Second}, LeastOccupied: {100 * Second, 30 * Second},
		FewestContacts: {110 * Second, 20 * Second}} {
		c.PickAgent = pick
		p := compile(c)
		e := newEngine(p, 1)
		e.waits = newWaitRecord(p, false)
		e.trace = &traceWriter{emit: func(Record) {}}
		e.simulate(0, newTally(len(p.queues), len(p.groups), p.bins))
		if got := [2]Time{e.agents[0].handling, e.agents[1].handling}; got != want {
			t.Errorf("pick agent %d: handled %v, want %v", pick, got, want)
		}
	}
}

// A random agent: each of two idle agents is taken in about half of 400 replications
// (200 ± 10); outside 147 … 253 once in 10 million times.
func TestPickRandomAgent(t *testing.T) {
	c := scene([]Queue{script("calls", 60, 0)}, []Group{crew("a", 0), crew("b", 0)}, 1, 1)
	c.PickAgent = RandomAgent
	n := 0
	for seed := range uint64(400) {
		if playSeed(t, c, seed).records[0].Group == "a" {
			n++
		}
	}
	if n < 147 || n > 253 {
		t.Errorf("a was picked %d times of 400", n)
	}
}

// Speed 1.25: 100 s of talk take 80, the wrap-up of 20 s stays; a campaign's contacts
// take 20 % more: 96 s.
func TestSpeed(t *testing.T) {
	q := script("calls", 100, 0)
	q.WrapUp = Fixed(20)
	q.Sources = append(q.Sources, Source{Name: "campaign", Process: Replay, Trace: []Time{200 * Second}, HandleScale: 1.2})
	c := one(q, 1)
	c.Groups[0].Skills[0].Speed = 1.25
	p := play(t, c)
	p.log(`
		0s calls answered 0s g 80s+20s
		200s calls answered 0s g 96s+20s`)
	p.times("calls", "answered 0s, abandoned 0s, others 0s, talk 176s, wrap-up 40s, bot 0s, area 0s")
}
