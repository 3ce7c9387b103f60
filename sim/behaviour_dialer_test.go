package sim

import (
	"math"
	"testing"
)

// outbound is a queue that is dialled: everybody is reached after 15 s of ringing, talks 60 s and
// waits 5 s at most. Two dials per idle agent, the first as soon as one is idle.
func outbound(mode DialMode, list int) Queue {
	q := script("out", 60)
	q.Channel, q.Patience = Outbound, Fixed(5)
	q.Dialer = &Dialer{Mode: mode, Hours: openFrom(0, openHour), List: list, Reach: always(), DialsPerAgent: 2, StartWhenIdle: 1,
		Ring: 15 * Second, MaxAbandonment: math.NaN()}
	return q
}

// Two agents log in at 0: four dials, which ring until 15. Two customers are answered, two have to wait and are
// gone at 20. The first agent is free at 75 and finds no work: two dials; the
// second, at the same moment: 2 × 2 − 2 = 2 more, and the list of eight is at its end. The two
// answered talk from 90 to 150, when nobody is left to dial.
func TestPredictiveDialer(t *testing.T) {
	p := play(t, one(outbound(Predictive, 8), 2))
	p.log(`
		15s out answered 0s g 60s
		15s out answered 0s g 60s
		15s out abandoned 5s
		15s out abandoned 5s
		90s out answered 0s g 60s
		90s out answered 0s g 60s
		90s out abandoned 5s
		90s out abandoned 5s`)
	p.queue("out", "arrivals 8, answered 4, in_awt 4, immediate 4, abandoned 4, abandoned_in_awt 4, short 4, dialled 8, "+
		"issues 8, issue_contacts 8, issues_answered 4, issues_first 4, issues_resolved 4, issues_lost 4")
}

// Three agents, dialing starts when two are idle. The inbound call of 0 comes after the dials of that
// moment. First login: one idle, no dials; second: 4; third: 6 − 4 = 2 more. At 15 two of six are
// answered, as one agent talks inbound until 40: idle alone then, no dials. At 75 both are free: the first
// makes two idle: 2 × 2 = 4 dials; the second, 6 − 4 = 2. The list of 12 is at its end.
func TestDialingStartsWhenEnoughAreIdle(t *testing.T) {
	q := outbound(Predictive, 12)
	q.Dialer.StartWhenIdle = 2
	p := play(t, scene([]Queue{q, script("in", 40, 0)}, []Group{crew("g", 0, 1)}, 3))
	p.queue("out", "arrivals 12, answered 5, in_awt 5, immediate 5, abandoned 7, abandoned_in_awt 7, short 7, dialled 12, "+
		"issues 12, issue_contacts 12, issues_answered 5, issues_first 5, issues_resolved 5, issues_lost 7")
	if at := p.records[len(p.records)-1].Entered; at != 90*Second {
		t.Errorf("the last dial was answered at %s, not at 90", inSeconds(at))
	}
}

// Nobody is reached. Dials of 0 fail at 15; nobody is busy, nothing rings: again at 30 (max(ring, 1 s)
// later), 60 and 90, until the hours end at 100: four times four.
func TestFailedDialsAreRepeated(t *testing.T) {
	q := outbound(Predictive, None)
	q.Dialer.Reach, q.Dialer.Hours = Steps{}, openFrom(0, 100*Second)
	play(t, one(q, 2)).queue("out", "dialled 16")
	// Without ringing: 0, 1 and 2 s, until the hours end at 3.
	q.Dialer.Ring, q.Dialer.Hours = 0, openFrom(0, 3*Second)
	play(t, one(q, 2)).queue("out", "dialled 12")
}

// A failed dial triggers nothing while somebody is busy: the inbound call of 0 keeps one of two agents
// until 200. Four dials at 0 fail at 15; the idle agent does not dial again before 200, when the other is free:
// four dials, and the hours are over.
func TestFailedDialTriggersNothing(t *testing.T) {
	q := outbound(Predictive, None)
	q.Dialer.Reach, q.Dialer.Hours = Steps{}, openFrom(0, 210*Second)
	play(t, scene([]Queue{q, script("in", 200, 0)}, []Group{crew("g", 0, 1)}, 2)).queue("out", "dialled 8")
}

// Whether a customer is reached goes by the moment of the dial: nobody before 20. Dials at 0 fail at 15, those of 30
// are answered at 45.
func TestReachByTheMomentOfTheDial(t *testing.T) {
	q := outbound(Predictive, 2)
	q.Dialer.Reach = Steps{At: []Time{0, 20 * Second}, Value: []float64{0, 1}}
	q.Dialer.DialsPerAgent = 1
	p := play(t, one(q, 1))
	p.log(`45s out answered 0s g 60s`)
	p.queue("out", "arrivals 1, answered 1, in_awt 1, immediate 1, dialled 2, issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
}

// Hours begin at 600: dialing starts then, without any agent moving.
func TestDialingHoursBegin(t *testing.T) {
	q := outbound(Predictive, 1)
	q.Dialer.Hours = openFrom(600*Second, openHour)
	play(t, one(q, 1)).log(`615s out answered 0s g 60s`)
}

// The dialer watches h, who takes inbound calls, and fills o's time. While h is busy (0 to
// 100) nothing is dialled, although o is idle and logged in. At 100 it is: one agent of o, two dials.
func TestDialerWatchesOthers(t *testing.T) {
	q := outbound(Predictive, None)
	q.Dialer.Watch, q.Dialer.Hours = []int{1}, openFrom(10*Second, 110*Second)
	play(t, scene([]Queue{q, script("in", 100, 0)}, []Group{crew("o", 0), crew("h", 1)}, 1, 1)).log(`
		0s in answered 0s h 100s
		115s out answered 0s o 60s
		115s out abandoned 5s`)
}

// Progressive: one agent is kept for each dial, so nobody who is reached has to wait. Both
// agents are reserved from 0 to 15; the inbound call of 5 waits. Nobody is reached: the agent whose dial failed first
// takes the call at 15.
func TestProgressiveDialer(t *testing.T) {
	q := outbound(Progressive, 2)
	c := scene([]Queue{q, script("in", 40, 5)}, []Group{crew("g", 0, 1)}, 2)
	p := play(t, c)
	p.log(`
		5s in answered 70s g 40s
		15s out answered 0s g 60s
		15s out answered 0s g 60s`)
	p.group("g", "contacts 3, handling 160s, logged in 7200s, overrun 0s")
	q.Dialer.Reach = Steps{}
	p = play(t, c)
	p.log(`5s in answered 10s g 40s`)
	p.queue("out", "dialled 2")
	p.group("g", "contacts 1, handling 40s, logged in 7200s, overrun 0s")
}

// One dial an agent: three agents dial at 0, before the inbound call of that moment, which so waits until
// the dials fail at 15. Whoever takes it is free at 55 and dials once more, the others having failed.
func TestProgressiveDialerGoesOn(t *testing.T) {
	q := outbound(Progressive, 4)
	q.Dialer.DialsPerAgent = 1
	q.Dialer.Reach = Steps{At: []Time{0, 20 * Second}, Value: []float64{0, 1}}
	p := play(t, scene([]Queue{q, script("in", 40, 0)}, []Group{crew("g", 0, 1)}, 3))
	p.log(`
		0s in answered 15s g 40s
		70s out answered 0s g 60s`)
	p.queue("out", "arrivals 1, answered 1, in_awt 1, immediate 1, dialled 4, issues 1, issue_contacts 1, issues_answered 1, issues_first 1, issues_resolved 1")
}

// Preview: 30 s of reading count as handling, then it rings until 45 (which does not), then 60 s of talk.
func TestPreviewDialer(t *testing.T) {
	q := outbound(Preview, 1)
	q.Dialer.Preview = 30 * Second
	p := play(t, one(q, 1))
	p.log(`45s out answered 0s g 60s`)
	p.group("g", "contacts 1, handling 90s, logged in 3600s, overrun 0s")
}

// One agent, three dials each time: at 0 (answered 15–75), 75, 150 and 225 until the hours end at 300: 12 dials, 8 of
// them lost. With a cap of 10 % the two lost of the first three slow it down to one dial at a time.
func TestDialerCapsAbandonment(t *testing.T) {
	q := outbound(Predictive, None)
	q.Dialer.DialsPerAgent, q.Dialer.Hours = 3, openFrom(0, 300*Second)
	p := play(t, one(q, 1))
	p.queue("out", "arrivals 12, answered 4, in_awt 4, immediate 4, abandoned 8, abandoned_in_awt 8, short 8, dialled 12, "+
		"issues 12, issue_contacts 12, issues_answered 4, issues_first 4, issues_resolved 4, issues_lost 8")
	q.Dialer.MaxAbandonment = 0.1
	p = play(t, one(q, 1))
	p.queue("out", "arrivals 6, answered 4, in_awt 4, immediate 4, abandoned 2, abandoned_in_awt 2, short 2, dialled 6, "+
		"issues 6, issue_contacts 6, issues_answered 4, issues_first 4, issues_resolved 4, issues_lost 2")
}

// The horizon ends while numbers ring: nobody enters, and agents kept for them were not at work.
func TestEndOfTheHorizonWhileItRings(t *testing.T) {
	for _, mode := range []DialMode{Predictive, Progressive, Preview} {
		q := outbound(mode, 1)
		q.Dialer.Hours = openFrom(Day-10*Second, 2*Day)
		q.Dialer.Preview = 4 * Second
		p := play(t, roundTheClock(one(q, 1)))
		p.queue("out", "dialled 1")
		want := "contacts 0, handling 0s, logged in 86400s, overrun 0s"
		if mode == Preview {
			want = "contacts 0, handling 4s, logged in 86400s, overrun 0s"
		}
		p.group("g", want)
	}
}

// An agent who is to leave does so when the dial fails.
func TestReservedAgentLeaves(t *testing.T) {
	q := outbound(Progressive, 1)
	q.Dialer.Hours, q.Dialer.Reach = openFrom(1790*Second, openHour), Steps{}
	p := play(t, seated(one(q, 0), 0, 30, 1, 0))
	p.queue("out", "dialled 1")
	p.group("g", "contacts 0, handling 0s, logged in 1805s, overrun 5s")
}
