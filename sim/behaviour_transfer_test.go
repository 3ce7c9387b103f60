package sim

import "testing"

// Sales and support share two lines and one agent; every answered sales call goes on
// to support. The sales call of 0 holds a line until it has been through support, the support
// call of 10 takes the second. Blocked therefore: sales of 20 and, since the first
// caller waits on support from 60 with the line still held, sales of 70. At 120 the agent ends the
// support call of 10: a line is free for the sales call of that instant, which waits until
// the first caller is done at 180, talks until 240 and is served by support at once.
func TestLinesAreHeldAcrossTransfers(t *testing.T) {
	sales, support := script("sales", 60, 0, 20, 70, 120), script("support", 60, 10)
	sales.Transfers = []Transfer{{Probability: always(), To: 1, Queue: true}}
	sales.Trunk, support.Trunk = 0, 0
	c := scene([]Queue{sales, support}, []Group{crew("g", 0, 1)}, 1)
	c.Trunks = []Trunk{{Name: "main", Lines: 2}}
	p := play(t, c)
	p.log(`
		0s sales answered 0s g 60s
		10s support answered 50s g 60s
		60s support answered 60s g 60s
		120s sales answered 60s g 60s
		240s support answered 0s g 60s`)
	p.queue("sales", "arrivals 4, blocked 2, answered 2, in_awt 1, immediate 1, "+
		"issues 4, issue_contacts 6, issues_answered 2, issues_resolved 2, issues_late 2, issues_lost 2")
	p.queue("support", "arrivals 3, answered 3, in_awt 1, immediate 1, transfers_in 2, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1, issues_late 1")
}

// Support has lines of its own: the transferred caller swaps. With one line there, taken by
// the support call of 10 until 110, the caller transferred at 60 is blocked on support.
// Its old line is free again: the sales call of 61 gets the only one of sales.
func TestLinesAreSwapped(t *testing.T) {
	sales, support := script("sales", 60, 0, 61), script("support", 100, 10)
	sales.Transfers = []Transfer{{Probability: until(50), To: 1, Queue: true}}
	sales.Trunk, support.Trunk = 0, 1
	c := scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1)
	c.Trunks = []Trunk{{Name: "sales", Lines: 1}, {Name: "support", Lines: 1}}
	p := play(t, c)
	p.log(`
		0s sales answered 0s a 60s
		10s support answered 0s b 100s
		61s sales answered 0s a 60s`)
	p.queue("sales", "arrivals 2, answered 2, in_awt 2, immediate 2, "+
		"issues 2, issue_contacts 3, issues_answered 2, issues_first 1, issues_resolved 1, issues_lost 1")
	p.queue("support", "arrivals 2, blocked 1, answered 1, in_awt 1, immediate 1, transfers_in 1, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
}

// One line. The bot holds it from 0 to 30, so the call of 10 is blocked; the call of 30
// finds it free. It leaves the bot at 60, waits for the agent (busy with another queue until 200)
// and gives up at 100: the call of 99 is blocked, that of 101 is not.
func TestLinesAreHeldBySelfServiceAndWaits(t *testing.T) {
	q := script("calls", 60, 0, 10, 30, 99, 101)
	q.Patience, q.Trunk = Fixed(40), 0
	q.SelfService = &SelfService{Containment: until(20), Time: Fixed(30)}
	c := scene([]Queue{q, script("other", 200, 0)}, []Group{crew("g", 0, 1)}, 1)
	c.Trunks = []Trunk{{Name: "main", Lines: 1}}
	p := play(t, c)
	p.log(`
		0s other answered 0s g 200s
		60s calls abandoned 40s
		131s calls abandoned 40s`)
	p.queue("calls", "arrivals 5, blocked 2, self_served 1, abandoned 2, issues 5, issue_contacts 5, issues_lost 4")
}

// Wrap-up runs beside the transfer: at 60 the caller goes to b, who is free,
// while a writes until 90; the call of 70 waits for a until then, talks until 150 and waits for b until
// 160. The third talks from 180 to 240 and waits for b, who has the second until 260.
func TestWrapUpRunsBesideTheTransfer(t *testing.T) {
	sales, support := script("sales", 60, 0, 70, 180), script("support", 100)
	sales.WrapUp = Fixed(30)
	sales.Transfers = []Transfer{{Probability: Steps{}, To: 0, Queue: true}, {Probability: always(), To: 1, Queue: true}}
	p := play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		0s sales answered 0s a 60s+30s
		60s support answered 0s b 100s
		70s sales answered 20s a 60s+30s
		150s support answered 10s b 100s
		180s sales answered 0s a 60s+30s
		240s support answered 20s b 100s`)
	p.group("a", "contacts 3, handling 270s, logged in 3600s, overrun 0s")
	p.group("b", "contacts 3, handling 300s, logged in 3600s, overrun 0s")
}

// A transfer that does not queue: at 60 support is free; at 160 its agent is
// busy until 170 with a call of its own, and the caller leaves, counted disconnected on support, and
// lost. Talks are 60 s, support takes 70.
func TestTransferWithoutQueue(t *testing.T) {
	sales, support := script("sales", 60, 0, 100), script("support", 70, 100)
	sales.Transfers = []Transfer{{Probability: always(), To: 1}}
	p := play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		0s sales answered 0s a 60s
		60s support answered 0s b 70s
		100s sales answered 0s a 60s
		100s support answered 30s b 70s
		160s support disconnected 0s`)
	p.queue("support", "arrivals 3, answered 2, in_awt 1, immediate 1, disconnected 1, transfers_in 2, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1, issues_late 1")
	p.queue("sales", "arrivals 2, answered 2, in_awt 2, immediate 2, "+
		"issues 2, issue_contacts 4, issues_answered 2, issues_resolved 1, issues_lost 1")
}

// The centre closes at 3600; the talks of 3580 and 3590 go on to support at 3640 and 3650, where nobody may
// queue. b stays for both: with talks of 5 s until 3655. With talks of 60 s, b has the first until 3700, and the
// second finds nobody free and leaves.
func TestTransferWithoutQueueAfterClosing(t *testing.T) {
	for _, support := range []float64{5, 60} {
		first, second := script("sales", 60, 3580, 3590), script("support", support)
		first.Transfers = []Transfer{{Probability: always(), To: 1}}
		p := play(t, scene([]Queue{first, second}, []Group{crew("a", 0), crew("b", 1)}, 2, 1))
		if support == 5 {
			p.queue("support", "arrivals 2, answered 2, in_awt 2, immediate 2, transfers_in 2")
			p.group("b", "contacts 2, handling 10s, logged in 3655s, overrun 55s")
			continue
		}
		p.queue("support", "arrivals 2, answered 1, in_awt 1, immediate 1, disconnected 1, transfers_in 2")
		p.group("b", "contacts 1, handling 60s, logged in 3700s, overrun 100s")
	}
}

// An agent freed at the very instant of a transfer is free for it: b ends its own call at 60 as well.
func TestTransferMeetsAgentFreedAtThatInstant(t *testing.T) {
	sales, support := script("sales", 60, 0), script("support", 60, 0)
	sales.Transfers = []Transfer{{Probability: always(), To: 1}}
	play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1)).log(`
		0s sales answered 0s a 60s
		0s support answered 0s b 60s
		60s support answered 0s b 60s`)
}

// The caller of 10 gives up once and returns; that is one retry. Answered at 100
// and transferred, it gives up on support twice more, which allows two retries of its own: the try on
// support is the first there.
func TestTriesStartAfreshOnTheNextQueue(t *testing.T) {
	sales, support := script("sales", 60, 0, 10), script("support", 1000, 0)
	sales.Patience, support.Patience = Fixed(20), Fixed(20)
	sales.Retry = &Return{Probability: always(), After: Fixed(30), Attempts: 1, To: 0}
	support.Retry = &Return{Probability: always(), After: Fixed(30), Attempts: 2, To: 1}
	sales.Transfers = []Transfer{{Probability: Steps{At: []Time{0, 5 * Second}, Value: []float64{0, 1}}, To: 1, Queue: true}}
	p := play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		0s sales answered 0s a 60s
		0s support answered 0s b 1000s
		10s sales abandoned 20s
		60s sales answered 0s a 60s
		120s support abandoned 20s
		170s support abandoned 20s
		220s support abandoned 20s`)
	p.queue("support", "arrivals 4, answered 1, in_awt 1, immediate 1, abandoned 3, abandoned_in_awt 3, retries 2, transfers_in 1, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
}

// After 60 s of talk a calls b in for 30 s: both are busy until 90, then a writes
// until 110. The call of b's own queue at 70 waits until 90 and keeps b until 190. The second sales
// call, answered at 110, ends its talk at 170: nobody of b is free, the conference is skipped.
func TestConference(t *testing.T) {
	sales, books := script("sales", 60, 0, 100), script("books", 100, 70)
	sales.WrapUp = Fixed(20)
	sales.Conference = &Conference{Probability: always(), With: 1, Time: Fixed(30)}
	p := play(t, scene([]Queue{sales, books}, []Group{crew("a", 0), crew("b", 1)}, 1, 1))
	p.log(`
		0s sales answered 0s a 90s+20s
		70s books answered 20s b 100s
		100s sales answered 10s a 60s+20s`)
	p.times("sales", "answered 10s, abandoned 0s, others 0s, talk 150s, wrap-up 40s, bot 0s, area 10s")
	p.group("a", "contacts 2, handling 190s, logged in 3600s, overrun 0s")
	p.group("b", "contacts 1, handling 130s, logged in 3600s, overrun 0s")
}

// A conference comes before the transfer, and may be with a group without skills, whose seats count
// while the centre is open. It ends at 90; then the caller goes to b.
func TestConferenceThenTransfer(t *testing.T) {
	sales, support := script("sales", 60, 0), script("support", 40)
	sales.Conference = &Conference{Probability: always(), With: 2, Time: Fixed(30)}
	sales.Transfers = []Transfer{{Probability: always(), To: 1, Queue: true}}
	p := play(t, scene([]Queue{sales, support}, []Group{crew("a", 0), crew("b", 1), crew("experts")}, 1, 1, 1))
	p.log(`
		0s sales answered 0s a 90s
		90s support answered 0s b 40s`)
	p.group("experts", "contacts 0, handling 30s, logged in 3600s, overrun 0s")
}
