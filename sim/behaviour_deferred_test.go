package sim

import (
	"math"
	"testing"
)

// mails returns a script of deferrable work that is due within some time on a clock.
func mails(handle float64, within Time, clock DueClock, at ...float64) Queue {
	q := script("mail", handle, at...)
	q.Channel, q.Due = Email, &Due{Within: within, Clock: clock}
	q.Target = &Target{Level: 0.95, Awt: Never, MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}
	return q
}

// twoDays opens c and its queues for the first hour of two days.
func twoDays(c *Centre) *Centre {
	c.Horizon.Length = 2 * Day
	c.Horizon.Open = []Span{{0, openHour}, {Day, Day + openHour}}
	for q := range c.Queues {
		c.Queues[q].Open = c.Horizon.Open
	}
	seats := c.Seats
	c.Seats = NewSeats(c.Horizon, len(c.Groups)).Map(func(g, _, _ int) int { return seats.At(g, 0) })
	return c
}

// Mails of 200 s at 3300, 3400 and 3450. The agent finishes the second after closing, at
// 3700, and goes home: work that can wait is no reason to stay. The third is done on the next
// morning. Due within a day of opening hours: (300 + 3300 s) next day at 3300, and so on, all met.
func TestWorkIsCarriedOverNight(t *testing.T) {
	p := play(t, twoDays(one(mails(200, Hour, OpenHours, 3300, 3400, 3450), 1)))
	p.log(`
		3300s mail answered 0s g 200s
		3400s mail answered 100s g 200s
		3450s mail answered 82950s g 200s`)
	p.queue("mail", "arrivals 3, answered 3, in_awt 3, immediate 1, completed 3, due_met 3, due 3")
	p.group("g", "contacts 3, handling 600s, logged in 7300s, overrun 100s")
	for i, want := range map[int]int64{0: 0, 1: 2, 47: 1, 48: 0} { // open at the end of the intervals; the second is in hand at 3600
		if got := p.tally.queue(0, i)[qOpen]; got != want {
			t.Errorf("backlog after interval %d: %d, want %d", i, got, want)
		}
	}
}

// Mails of 100 s at 0, 10 and 20, due within 190 s: done at 100, at 200 (due at 200: in time, on the
// tick) and at 300 (due at 210: late). The mail of 86300 is due after the horizon and counts nowhere.
func TestDue(t *testing.T) {
	q := mails(100, 190*Second, Elapsed, 0, 10, 20, 86300)
	c := roundTheClock(one(q, 1))
	p := play(t, c)
	p.queue("mail", "arrivals 4, answered 4, in_awt 4, immediate 2, service_at_end 1, open 1, completed 3, due_met 2, due 3")
	if got := metric(t, c, 0, CompletedInDue); got != 2.0/3 {
		t.Errorf("completed in due %v", got)
	}
}

// A queue that opens Monday to Friday, 8 to 18, from a Monday on.
func TestDueClocks(t *testing.T) {
	q := mails(100, 4*Hour, OpenHours)
	q.Open = nil
	for d := range Time(10) {
		if d != 5 && d != 6 {
			q.Open = append(q.Open, Span{d*Day + 8*Hour, d*Day + 18*Hour})
		}
	}
	c := one(q, 1)
	c.Horizon.Length = 10 * Day
	c.Seats = flatSeats(c.Horizon, 1)
	friday, saturday, monday := 4*Day, 5*Day, 7*Day
	for _, k := range []struct {
		clock               DueClock
		within, since, want Time
	}{
		{Elapsed, 4 * Hour, friday + 16*Hour, friday + 20*Hour},
		{OpenHours, 4 * Hour, friday + 9*Hour, friday + 13*Hour},
		{OpenHours, 4 * Hour, friday + 14*Hour, friday + 18*Hour},   // just before closing
		{OpenHours, 4 * Hour, friday + 16*Hour, monday + 10*Hour},   // 2 h on Friday, 2 on Monday
		{OpenHours, 4 * Hour, saturday + 12*Hour, monday + 12*Hour}, // the clock starts on Monday at 8
		{OpenHours, 4 * Hour, friday + 18*Hour, monday + 12*Hour},
		{WorkingDays, Day, friday + 16*Hour, monday + 16*Hour},     // the rest of Friday, then Monday
		{WorkingDays, 2 * Day, saturday + 12*Hour, monday + 2*Day}, // all of Monday and Tuesday
		{WorkingDays, Day, monday + 20*Hour, monday + Day + 20*Hour},
		{WorkingDays, Day, 9*Day + 16*Hour, Never}, // the plan knows of no tenth day
	} {
		c.Queues[0].Due = &Due{Within: k.within, Clock: k.clock}
		p := compile(c)
		if got := dueMoment(&p.queues[0], k.since); got != k.want {
			t.Errorf("clock %d, %v h from %v h: due at %v h, want %v h", k.clock, k.within.Hours(), k.since.Hours(), got.Hours(), k.want.Hours())
		}
	}
}

// Three mails, an hour old, wait when the day begins: they come before the mail of 0. Done at
// 100, 200, 300, 400. Due within 3700 s: the old ones at 100 (met, on the tick, once), the new one at 3700. Their
// waits count from their age.
func TestOpeningBacklog(t *testing.T) {
	q := mails(100, 3700*Second, Elapsed, 0)
	q.Backlog = &Backlog{Items: 3, Age: Fixed(3600)}
	p := play(t, one(q, 1))
	p.log(`
		-3600s mail answered 3600s g 100s
		-3600s mail answered 3700s g 100s
		-3600s mail answered 3800s g 100s
		0s mail answered 300s g 100s`)
	p.queue("mail", "arrivals 1, answered 4, in_awt 4, opening 3, completed 4, due_met 2, due 4")
	p.times("mail", "answered 11400s, abandoned 0s, others 0s, talk 400s, wrap-up 0s, bot 0s, area 600s")
}

// With an open clock the age is taken as it is: half an hour old, due within an hour of opening hours: at 1800.
func TestAgeOfTheBacklogOnAnOpenClock(t *testing.T) {
	q := mails(1000, Hour, OpenHours)
	q.Backlog = &Backlog{Items: 2, Age: Fixed(1800)}
	p := play(t, one(q, 1)) // done at 1000 and 2000
	p.queue("mail", "answered 2, in_awt 2, opening 2, completed 2, due_met 1, due 2")
}

// A mail of 100 s begun at 0 is put aside at 30 for a call of 60 s, and again at 100 for
// the call of that moment: 30 s + 10 s (90 to 100) are done, the last 60 s go from 160 to 220. A mail that
// came at 50 waits until then.
func TestWorkIsPutAside(t *testing.T) {
	mail, calls := mails(100, Day, Elapsed, 0, 50), script("calls", 60, 30, 100)
	mail.Interruptible = true
	c := scene([]Queue{mail, calls}, []Group{crew("g", 0, 1)}, 1)
	p := play(t, c)
	p.log(`
		0s mail answered 0s g 100s
		30s calls answered 0s g 60s
		50s mail answered 170s g 100s
		100s calls answered 0s g 60s`)
	p.queue("mail", "arrivals 2, answered 2, in_awt 2, immediate 1, completed 2, due_met 1, due 1")
	p.times("mail", "answered 170s, abandoned 0s, others 0s, talk 200s, wrap-up 0s, bot 0s, area 290s") // 60 + 60 aside, 170
	p.group("g", "contacts 4, handling 320s, logged in 3600s, overrun 0s")

	// Otherwise the agent ends the mail at 100 and takes whoever waits longest: 30, 50, 100.
	c.Queues[0].Interruptible = false
	play(t, c).log(`
		0s mail answered 0s g 100s
		30s calls answered 70s g 60s
		50s mail answered 110s g 100s
		100s calls answered 160s g 60s`)
}

// Two agents with mails since 0 and 10: the call of 30 interrupts the one who began
// last. The mail of 0 is done at 100; that of 10, with 20 s done, goes on with whoever is free first: at 90.
func TestWhoIsInterrupted(t *testing.T) {
	mail, calls := mails(100, 160*Second, Elapsed, 0, 10), script("calls", 60, 30)
	mail.Interruptible = true
	c := scene([]Queue{mail, calls}, []Group{crew("g", 0, 1)}, 2)
	p := play(t, c)
	p.queue("mail", "arrivals 2, answered 2, in_awt 2, immediate 2, completed 2, due_met 2, due 2") // at 100 and 170, due at 160 and 170
	p.group("g", "contacts 3, handling 260s, logged in 7200s, overrun 0s")
	c.Queues[0].Due.Within = 159 * Second
	play(t, c).queue("mail", "arrivals 2, answered 2, in_awt 2, immediate 2, completed 2, due_met 1, due 2")
}

// Wrap-up is not put aside: mail 0–100, wrap-up until 150. The call of 120 waits until then.
func TestWrapUpIsNotPutAside(t *testing.T) {
	mail, calls := mails(100, Day, Elapsed, 0), script("calls", 60, 120)
	mail.Interruptible, mail.WrapUp = true, Fixed(50)
	play(t, scene([]Queue{mail, calls}, []Group{crew("g", 0, 1)}, 1)).log(`
		0s mail answered 0s g 100s+50s
		120s calls answered 30s g 60s`)
}

// Work put aside when the horizon ends was answered: it is in service, and in the backlog.
func TestWorkPutAsideAtTheEnd(t *testing.T) {
	mail, calls := mails(100, 50*Second, Elapsed, 86300), script("calls", 200, 86320)
	mail.Interruptible = true
	mail.Repeat = &Return{After: Fixed(1)} // so that issues are followed one by one
	p := play(t, roundTheClock(scene([]Queue{mail, calls}, []Group{crew("g", 0, 1)}, 1)))
	p.queue("mail", "arrivals 1, answered 1, in_awt 1, immediate 1, service_at_end 1, open 1, due 1, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_late 1")
}

// At closing (3600) a call of 3500 and a mail of 3550 are in hand until 3700 and 3650; a call of 3590 and a
// mail of 3595 wait. Freed at 3650, an agent stays for the call until 3710; the other leaves at 3700. The mail
// waits for another day, which never comes.
func TestMailsDoNotHoldAnybody(t *testing.T) {
	mail, calls := mails(100, Day, Elapsed, 3550, 3595), script("calls", 200, 3500, 3590)
	p := play(t, scene([]Queue{mail, calls}, []Group{crew("g", 0, 1)}, 2))
	p.log(`
		3500s calls answered 0s g 200s
		3550s mail answered 0s g 100s
		3590s calls answered 60s g 200s
		3595s mail waiting_at_end 82805s`)
	p.queue("mail", "arrivals 2, answered 1, in_awt 1, immediate 1, waiting_at_end 1, open 1, completed 1")
	p.group("g", "contacts 3, handling 500s, logged in 7550s, overrun 350s")
}

// Of the mails of 0, 10 and 20 one is done, one waits and one is blocked by the limit: it is not in the backlog.
// Mails that leave a message or flow on are not either.
func TestBacklogForgetsWhatLeaves(t *testing.T) {
	q := mails(100, 2*Day, Elapsed, 0, 10, 20)
	q.Limit = 1
	play(t, one(q, 1)).queue("mail", "arrivals 3, blocked 1, answered 2, in_awt 2, immediate 1, completed 2, "+
		"issues 3, issue_contacts 3, issues_answered 2, issues_first 2, issues_resolved 2, issues_lost 1")
	q.Limit = None
	q = routed(q, to(0, Together, 0), Step{After: 50 * Second, FlowTo: None, Disconnect: true})
	play(t, one(q, 1)).queue("mail", "arrivals 3, answered 1, in_awt 1, immediate 1, disconnected 2, completed 1, "+
		"issues 3, issue_contacts 3, issues_answered 1, issues_first 1, issues_resolved 1, issues_lost 2")
}

// A call that ends at 60 is handed to the back office without queueing: free, it does the work until 160.
func TestTransferToTheBackOffice(t *testing.T) {
	mail, calls := mails(100, 100*Second, Elapsed, 200), script("calls", 60, 0, 200)
	calls.Transfers = []Transfer{{Probability: always(), To: 0}}
	p := play(t, scene([]Queue{mail, calls}, []Group{crew("g", 1), crew("h", 0)}, 1, 1))
	p.queue("mail", "arrivals 3, answered 2, in_awt 2, immediate 2, disconnected 1, transfers_in 2, completed 2, due_met 2, due 3, "+
		"issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
}
