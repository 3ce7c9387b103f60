package sim

import "testing"

// roundTheClock leaves c and its queues open from the start of the warm-up to beyond the end.
func roundTheClock(c *Centre) *Centre {
	c.Horizon.Open = openFrom(-c.Horizon.Warmup, c.Horizon.Length+Day)
	for q := range c.Queues {
		c.Queues[q].Open = c.Horizon.Open
	}
	return c
}

// A day of 86400 s that goes on. The talk of 86300 would end at 86500, the call of 86350
// waits: one is in service, one waiting at the end; the agent has been
// logged in for exactly a day and handled 100 s.
func TestEndOfAHorizonThatGoesOn(t *testing.T) {
	q := script("calls", 200, 86300, 86350)
	for _, tracked := range []bool{false, true} {
		want := "arrivals 2, answered 1, in_awt 1, immediate 1, waiting_at_end 1, service_at_end 1"
		if tracked {
			q.Repeat = &Return{After: Fixed(1)}
			want += ", issues 2, issue_contacts 2, issues_answered 1"
		}
		c := roundTheClock(one(q, 1))
		p := play(t, c)
		p.queue("calls", want)
		p.times("calls", "answered 0s, abandoned 0s, others 50s, talk 200s, wrap-up 0s, bot 0s, area 50s")
		p.group("g", "contacts 1, handling 100s, logged in 86400s, overrun 0s")
		if got := metric(t, c, 0, InSystem); got != 2 {
			t.Errorf("in system %v", got)
		}
	}
}

// At the end a caller is in self-service (until 86410), one in a conference of a and b, one in
// wrap-up, and one would come back at 86420. The first was offered and never answered, the second is in
// service, the third is gone, and the return of the fourth, still unresolved, does not happen.
func TestEndOfTheHorizonInEveryPlace(t *testing.T) {
	bot := script("bot", 60, 86380)
	bot.SelfService = &SelfService{Time: Fixed(30)}
	meeting := script("meeting", 10, 86300)
	meeting.Conference = &Conference{Probability: always(), With: 1, Time: Fixed(1000)}
	paper := script("paper", 60, 86330)
	paper.WrapUp = Fixed(100)
	paper.Repeat = &Return{Probability: Steps{}, After: Fixed(1), To: 2}
	again := script("again", 60, 86300)
	again.Repeat = &Return{Probability: always(), After: Fixed(60), To: 3}
	c := roundTheClock(scene([]Queue{bot, meeting, paper, again}, []Group{crew("a", 0, 1, 2, 3), crew("b", 0)}, 4, 1))
	p := play(t, c)
	p.queue("bot", "arrivals 1, waiting_at_end 1, issues 1, issue_contacts 1")
	p.queue("meeting", "arrivals 1, answered 1, in_awt 1, immediate 1, service_at_end 1")
	p.queue("paper", "arrivals 1, answered 1, in_awt 1, immediate 1, issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
	p.queue("again", "arrivals 1, answered 1, in_awt 1, immediate 1, issues 1, issue_contacts 1, issues_answered 1, issues_unresolved 1")
	p.group("a", "contacts 3, handling 230s, logged in 345600s, overrun 0s") // 100 of the meeting, 70 of paper, 60
	p.group("b", "contacts 0, handling 90s, logged in 86400s, overrun 0s")
}

// Group b's hours end with the horizon while the centre goes on. It was joined in a
// conference at 86310 that lasts until 87310: cut at the end, it leaves then. The
// other way round, a's queue closes at the end and is served out until 87310, while b's day goes
// on and is cut: a's overtime counts, b's time ends with the horizon.
func TestConferenceAcrossTheEnd(t *testing.T) {
	meeting := script("meeting", 10, 86300)
	meeting.Conference = &Conference{Probability: always(), With: 1, Time: Fixed(1000)}
	build := func() *Centre {
		return roundTheClock(scene([]Queue{meeting, script("other", 60)}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	}
	c := build()
	c.Groups[1].Open = openFrom(0, Day)
	p := play(t, c)
	p.group("a", "contacts 1, handling 100s, logged in 86400s, overrun 0s")
	p.group("b", "contacts 0, handling 90s, logged in 86400s, overrun 0s")

	c = build()
	c.Queues[0].Open = openFrom(0, Day)
	p = play(t, c)
	p.group("a", "contacts 1, handling 1010s, logged in 87310s, overrun 910s")
	p.group("b", "contacts 0, handling 90s, logged in 86400s, overrun 0s")
}

// A queue that closes with the horizon is served out; what it hands on to a queue
// that stays open is beyond the horizon: still waiting there at the end.
func TestTransferBeyondTheEnd(t *testing.T) {
	sales, support := script("sales", 200, 86300), script("support", 60)
	sales.Transfers = []Transfer{{Probability: always(), To: 1, Queue: true}}
	support.Patience = Fixed(5)
	c := roundTheClock(scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	c.Queues[0].Open = openFrom(0, Day)
	p := play(t, c)
	p.queue("support", "arrivals 1, waiting_at_end 1, transfers_in 1")
	p.group("a", "contacts 1, handling 200s, logged in 86500s, overrun 100s")
}

// An hour of warm-up. The calls of −100 and −30 entered in it and do not count,
// though the second, answered at 0, talks until 60; the call of 10 waits until 60 and counts. Handling counts by the second it falls in: 60 + 60 after the start.
func TestWarmup(t *testing.T) {
	c := one(script("calls", 100, -100, -30, 10), 1)
	c.Queues[0].Handle = Fixed(0).WithMean(Steps{At: []Time{-Hour, -50 * Second}, Value: []float64{100, 60}})
	c.Horizon.Warmup = Hour
	c = roundTheClock(c)
	c.Seats = flatSeats(c.Horizon, 1)
	p := play(t, c)
	p.log(`
		-100s calls answered 0s g 100s
		-30s calls answered 30s g 60s
		10s calls answered 50s g 60s`)
	p.queue("calls", "arrivals 1, answered 1")
	p.times("calls", "answered 50s, abandoned 0s, others 0s, talk 60s, wrap-up 0s, bot 0s, area 50s")
	p.group("g", "contacts 2, handling 120s, logged in 86400s, overrun 0s")
	if got := metric(t, c, 0, WaitMax); got != 50 {
		t.Errorf("longest wait %v", got)
	}
	c.Queues[0].Handle = Fixed(0).WithMean(Steps{At: []Time{-Hour, -50 * Second}, Value: []float64{110, 5}})
	if got := metric(t, c, 0, WaitMax); got != 5 { // −30 waited 40 s but entered in the warm-up; 10 waits until 15
		t.Errorf("longest wait %v", got)
	}
}

// The night shift began at 22:00 of the day before the horizon and goes on until 3600: the
// queue is open at 0. The call of 10 waits until 60 and is not cut off by a centre that disconnects.
func TestOpenSinceBeforeTheHorizon(t *testing.T) {
	c := one(script("calls", 60, 0, 10), 1)
	c.Horizon.AtClose = Disconnect
	c.Queues[0].Open = openFrom(-2*Hour, openHour)
	c.Horizon.Open = c.Queues[0].Open
	c.Queues[0].SelfService = &SelfService{Time: Fixed(1)}
	play(t, c).log(`
		1s calls answered 0s g 60s
		11s calls answered 50s g 60s`)
}
