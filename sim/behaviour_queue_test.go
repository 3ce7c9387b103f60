package sim

import "testing"

// Two agents, five contacts at 0, 10, 20, 30 and 40 s, 60 s each. The first two
// are served at once, until 60 and 70. The agent freed at 60 takes the third (it
// came first, waited 40), the one freed at 70 the fourth (40), and the one
// freed at 120 the fifth (80). The half hour is long over when the last ends at 180.
func TestFirstComeFirstServed(t *testing.T) {
	p := play(t, one(script("calls", 60, 0, 10, 20, 30, 40), 2))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 0s g 60s
		20s calls answered 40s g 60s
		30s calls answered 40s g 60s
		40s calls answered 80s g 60s`)
	p.queue("calls", "arrivals 5, answered 5, in_awt 2, immediate 2")
	p.times("calls", "answered 160s, abandoned 0s, others 0s, talk 300s, wrap-up 0s, bot 0s, area 160s")
	p.group("g", "contacts 5, handling 300s, logged in 7200s, overrun 0s")
}

// One agent. At 60 the agent is freed and the second contact arrives: service
// ends come before arrivals, so it does not wait. The third arrives at 61, waits
// exactly until 120: 59 s. The fourth arrives at 160 and waits 20 s: within
// 20 s, since that includes equality. The fifth waits from 219 to 240: 21 s, too long.
func TestFreedAtTheInstantOfArrival(t *testing.T) {
	p := play(t, one(script("calls", 60, 0, 60, 61, 160, 219), 1))
	p.log(`
		0s calls answered 0s g 60s
		60s calls answered 0s g 60s
		61s calls answered 59s g 60s
		160s calls answered 20s g 60s
		219s calls answered 21s g 60s`)
	p.queue("calls", "arrivals 5, answered 5, in_awt 3, immediate 2")
}

// One agent busy until 60. Patience of 50: who came at 10 would give up at 60,
// the very moment the agent is freed: answered, for deadlines come after service ends.
// Who came at 9 gave up at 59, before. Who came at 30 sees the agent busy until
// 120 and gives up at 80. Abandoned: 50 + 50 = 100 s of waiting; area: 50 + 50 + 50.
func TestPatienceEndsWhenAnAgentIsFreed(t *testing.T) {
	q := script("calls", 60, 0, 9, 10, 30)
	q.Patience = Fixed(50)
	for _, explicit := range []bool{false, true} { // abandonment as a deadline, and as an event of its own
		if explicit {
			q.Limit = 1000
		}
		p := play(t, one(q, 1))
		p.log(`
			0s calls answered 0s g 60s
			9s calls abandoned 50s
			10s calls answered 50s g 60s
			30s calls abandoned 50s`)
		p.queue("calls", "arrivals 4, answered 2, in_awt 1, immediate 1, abandoned 2")
		p.times("calls", "answered 50s, abandoned 100s, others 0s, talk 120s, wrap-up 0s, bot 0s, area 150s")
	}
}

// Patience of 4 s counts as a short abandonment (at most 5) and within the
// target's 20 s; of 20 s as within the target only; of 21 s as neither.
func TestShortAbandonments(t *testing.T) {
	for _, c := range []struct {
		patience float64
		want     string
	}{
		{4, "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1, abandoned_in_awt 1, short 1"},
		{5, "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1, abandoned_in_awt 1, short 1"},
		{20, "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1, abandoned_in_awt 1"},
		{21, "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1"},
	} {
		q := script("calls", 60, 0, 1)
		q.Patience = Fixed(c.patience)
		play(t, one(q, 1)).queue("calls", c.want)
	}
}

// Everybody who has to wait balks. The first finds the agent free, the second
// and third leave at once, the fourth arrives when the agent is freed at 60.
func TestBalking(t *testing.T) {
	q := script("calls", 60, 0, 10, 59, 60)
	q.Balk = always()
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls abandoned 0s
		59s calls abandoned 0s
		60s calls answered 0s g 60s`)
	p.queue("calls", "arrivals 4, answered 2, in_awt 2, immediate 2, abandoned 2, abandoned_in_awt 2, balked 2, short 2")
}

// One may wait. The second contact does, the third is blocked. At 60 the second
// is answered, so the fourth, which arrives at that instant, may wait (until
// 120); the fifth at 119 is blocked, the sixth at 120 may wait until 180.
func TestQueueLimit(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 60, 119, 120)
	q.Limit = 1
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		60s calls answered 60s g 60s
		120s calls answered 60s g 60s`)
	p.queue("calls", "arrivals 6, blocked 2, answered 4, in_awt 1, immediate 1")
}

// Nobody may wait: a loss system. The second is lost, the third arrives as the agent is freed.
func TestQueueLimitZero(t *testing.T) {
	q := script("calls", 60, 0, 30, 60)
	q.Limit = 0
	play(t, one(q, 1)).queue("calls", "arrivals 3, blocked 1, answered 2, in_awt 2, immediate 2")
}

// The patience of an answered contact is over: both wait, the second from 10
// until 60 with patience until 70, and talks until 120; at 70 nothing happens.
func TestPatienceEndsWithTheWait(t *testing.T) {
	q := script("calls", 60, 0, 10)
	q.Patience, q.Limit = Fixed(60), 5
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s`)
	q.Retry = &Return{Probability: always(), After: Fixed(100), Attempts: 3, To: 0}
	p = play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s`)
	p.queue("calls", "arrivals 2, answered 2, in_awt 1, immediate 1, issues 2, issue_contacts 2, issues_answered 2, issues_first 2, "+
		"issues_resolved 2, issues_late 1")
}
