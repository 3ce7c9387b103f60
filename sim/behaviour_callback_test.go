package sim

import "testing"

// callback offers a callback at once to who would wait more than over seconds; everybody accepts and is reached.
func callback(over float64) *Callback {
	return &Callback{IfWaitOver: FromSeconds(over), Accept: always(), Reach: always(), Within: 2 * Hour}
}

// One agent, calls of 60 s at 0, 10, 20 and 30. The expected wait is (contacts ahead
// + 1) × 60 s: 60 for the second, 120 for the third, 180 for the fourth, since a
// callback keeps its place. Over 100 s a callback is accepted. The agent serves the second at
// 60, calls the third at 120 and the fourth at 180: new arrivals with wait 0.
func TestCallbacks(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 30)
	q.Callback = callback(100)
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls callback 0s
		30s calls callback 0s
		120s calls answered 0s g 60s
		180s calls answered 0s g 60s`)
	p.queue("calls", "arrivals 6, answered 4, in_awt 3, immediate 3, callbacks 2, "+
		"issues 4, issue_contacts 6, issues_answered 4, issues_first 4, issues_resolved 4, issues_late 1")
	p.times("calls", "answered 50s, abandoned 0s, others 0s, talk 240s, wrap-up 0s, bot 0s, area 50s")
}

// The wait must be over the limit: with 120 s only the fourth call (180) is
// offered a callback. With two agents expected waits halve: 30, 60 and so on, nobody is offered one.
func TestCallbackCondition(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 30)
	q.Callback = callback(120)
	play(t, one(q, 1)).log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls answered 100s g 60s
		30s calls callback 0s
		180s calls answered 0s g 60s`)
	play(t, one(q, 2)).queue("calls", "arrivals 4, answered 4, in_awt 2, immediate 2, "+
		"issues 4, issue_contacts 4, issues_answered 4, issues_first 4, issues_resolved 4, issues_late 2")
	// Handle time is talk and wrap-up: 40 + 20 s give the same waits as 60.
	q.Handle, q.WrapUp = Fixed(40), Fixed(20)
	play(t, one(q, 1)).queue("calls", "arrivals 5, answered 4, in_awt 2, immediate 2, callbacks 1, "+
		"issues 4, issue_contacts 5, issues_answered 4, issues_first 4, issues_resolved 4, issues_late 2")
}

// Only the third accepts (nobody who enters from 25 on does). It keeps its place
// before the fourth: called at 120, while the fourth waits until 180. Two calls at the same moment: the
// second of them has the first ahead.
func TestCallbackKeepsItsPlace(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 30)
	q.Callback = callback(100)
	q.Callback.Accept = until(25)
	play(t, one(q, 1)).log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls callback 0s
		30s calls answered 150s g 60s
		120s calls answered 0s g 60s`)

	q = script("calls", 60, 0, 10, 10)
	q.Callback = callback(100)
	play(t, one(q, 1)).log(`
		0s calls answered 0s g 60s
		10s calls callback 0s
		10s calls answered 50s g 60s
		120s calls answered 0s g 60s`)
}

// Offered after 30 s: the third call (20) is asked at 50 with one ahead, accepts after
// 30 s of waiting and is called at 120. With a patience of 30 s it gives up at that very moment instead.
func TestCallbackOfferAfter(t *testing.T) {
	q := script("calls", 60, 0, 10, 20)
	q.Callback = callback(100)
	q.Callback.OfferAfter = 30 * Second
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls callback 30s
		120s calls answered 0s g 60s`)
	p.times("calls", "answered 50s, abandoned 0s, others 30s, talk 180s, wrap-up 0s, bot 0s, area 80s")
	q.Patience = Fixed(30) // ends at the instant of the offer: it comes before
	play(t, one(q, 1)).queue("calls", "arrivals 3, answered 1, in_awt 1, immediate 1, abandoned 2, "+
		"issues 3, issue_contacts 3, issues_answered 1, issues_first 1, issues_resolved 1, issues_lost 2")
}

// Within 100 s: the promise of 20 ends at 120, the instant the agent is freed: it is
// kept, for service ends come first. The promise of 30 ends at 130 and is broken;
// at 180 nobody is left. That customer is lost.
func TestCallbackWithin(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 30)
	q.Callback = callback(100)
	q.Callback.Within = 100 * Second
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls callback 0s
		30s calls callback 0s
		120s calls answered 0s g 60s`)
	p.queue("calls", "arrivals 5, answered 3, in_awt 2, immediate 2, callbacks 2, "+
		"issues 4, issue_contacts 5, issues_answered 3, issues_first 3, issues_resolved 3, issues_late 1, issues_lost 1")
}

// Nobody is reached: freed at 120, the agent tries both and turns at once to the call of 100.
func TestCallbackReach(t *testing.T) {
	q := script("calls", 60, 0, 10, 20, 30, 100)
	q.Callback = callback(100)
	q.Callback.Reach, q.Callback.Accept = Steps{}, until(50)
	p := play(t, one(q, 1))
	p.log(`
		0s calls answered 0s g 60s
		10s calls answered 50s g 60s
		20s calls callback 0s
		30s calls callback 0s
		100s calls answered 20s g 60s`)
	p.queue("calls", "arrivals 5, answered 3, in_awt 2, immediate 1, callbacks 2, "+
		"issues 5, issue_contacts 5, issues_answered 3, issues_first 3, issues_resolved 3, issues_late 1, issues_lost 2")
}

// A callback gives its line back and its place among those who may wait, and goes on
// through the routing steps: from 40 s on group b, idle, may serve it. Accepted at
// 10, called by b at 50. Messages do not concern it.
func TestCallbackWidens(t *testing.T) {
	q := script("calls", 60, 0, 10, 20)
	q.Trunk, q.Limit, q.Callback = 0, 1, callback(20) // expected: (0 ahead + 1) × 60 s ÷ 2 agents = 30 s
	q.Callback.Accept = until(15)
	last := to(40, Together, 0, 1)
	last.Message = 1
	c := scene([]Queue{routed(q, to(0, Together, 0), last)}, []Group{crew("a", 0), crew("b", 0)}, 1, 1)
	c.Trunks = []Trunk{{Name: "main", Lines: 2}}
	p := play(t, c)
	p.log(`
		0s calls answered 0s a 60s
		10s calls callback 0s
		20s calls answered 40s a 60s
		50s calls answered 0s b 60s`)
	p.queue("calls", "arrivals 4, answered 3, in_awt 2, immediate 2, callbacks 1, "+
		"issues 3, issue_contacts 4, issues_answered 3, issues_first 3, issues_resolved 3, issues_late 1")
}
