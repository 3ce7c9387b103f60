package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// The tests of behaviours follow a handful of contacts by hand: moments are in
// seconds after the start of the horizon, the comment above each case works the
// day out, and what the engine recorded must be exactly that.

// openHour is how long the hand-made centres are open unless a case says otherwise.
const openHour = Hour

// script returns a voice queue, open for the first hour, whose contacts arrive at the given
// seconds, talk for handle seconds and wait for ever. Target: 20 s; short: 5 s.
func script(name string, handle float64, at ...float64) Queue {
	q := newQueue(name, openFrom(0, openHour), Steps{}, Fixed(handle), EndlessPatience())
	q.Sources = nil
	if len(at) > 0 {
		s := Source{Name: name, Process: Replay}
		for _, x := range at {
			s.Trace = append(s.Trace, FromSeconds(x))
		}
		q.Sources = []Source{s}
	}
	return q
}

// crew returns a group that serves the queues with these indexes, all at one level.
func crew(name string, queues ...int) Group {
	g := Group{Name: name, ContactLimit: None}
	for _, q := range queues {
		g.Skills = append(g.Skills, Skill{Queue: q, Level: 1})
	}
	return g
}

// stage returns a centre of one day, open for the first hour, in half hours, with seats[g] agents in group g.
func scene(queues []Queue, groups []Group, seats ...int) *Centre {
	c := &Centre{Name: "by hand", Horizon: day(openFrom(0, openHour), 30*Minute), Queues: queues, Groups: groups}
	c.Seats = flatSeats(c.Horizon, seats...)
	return c
}

// one returns a centre with one queue and one group of so many agents.
func one(q Queue, agents int) *Centre {
	return scene([]Queue{q}, []Group{crew("g", 0)}, agents)
}

// always is a probability of 1 at all times.
func always() Steps { return Constant(1) }

// played is a replication that was simulated.
type played struct {
	t       *testing.T
	plan    *plan
	tally   *tally
	records []Record
}

// play simulates replication 0 of c with seed 1.
func play(t *testing.T, c *Centre) *played {
	t.Helper()
	return playSeed(t, c, 1)
}

func playSeed(t *testing.T, c *Centre, seed uint64) *played {
	t.Helper()
	if problems := c.Validate(); len(problems) > 0 {
		t.Fatalf("the centre is not valid: %v", problems)
	}
	p := compile(c)
	out := &played{t: t, plan: p, tally: newTally(len(p.queues), len(p.groups), p.bins)}
	e := newEngine(p, seed)
	e.waits = newWaitRecord(p, false)
	e.trace = &traceWriter{emit: func(r Record) { out.records = append(out.records, r) }}
	e.simulate(0, out.tally)
	slices.SortStableFunc(out.records, func(a, b Record) int {
		return cmp.Or(cmp.Compare(a.Entered, b.Entered), cmp.Compare(a.Queue, b.Queue), cmp.Compare(a.Wait, b.Wait))
	})
	return out
}

// log says what happened to each offered contact, in order of entry:
// "ENTERED QUEUE OUTCOME WAIT", and for the answered "GROUP TALK" and "+WRAP-UP" if any.
func (p *played) log(want string) {
	p.t.Helper()
	var got []string
	for _, r := range p.records {
		line := fmt.Sprintf("%s %s %s %s", inSeconds(r.Entered), r.Queue, r.Outcome, inSeconds(r.Wait))
		if r.Group != "" {
			line += fmt.Sprintf(" %s %s", r.Group, inSeconds(r.Talk))
		}
		if r.WrapUp > 0 {
			line += "+" + inSeconds(r.WrapUp)
		}
		got = append(got, line)
	}
	p.same("contacts", strings.Join(got, "\n"), lines(want))
}

// queue checks every counter of a queue over the horizon: "NAME COUNT, …", those that are 0 left out.
func (p *played) queue(name, want string) {
	p.t.Helper()
	t := p.queueTally(name)
	var got []string
	for i, counter := range countNames() {
		if counter != "" && t[i] != 0 {
			got = append(got, fmt.Sprintf("%s %d", counter, t[i]))
		}
	}
	p.same("queue "+name, strings.Join(got, ", "), want)
}

func (p *played) queueTally(name string) queueTally {
	p.t.Helper()
	var sum queueTally
	q := slices.IndexFunc(p.plan.queues, func(q queuePlan) bool { return q.Name == name })
	for bin := p.plan.warm; bin < p.plan.bins; bin++ {
		sum.add(p.tally.queue(q, bin))
	}
	sum[qOpen] = p.tally.queue(q, p.plan.bins-2)[qOpen]
	return sum
}

// countNames names the counters of a queue that count contacts or issues.
func countNames() [queueCounters]string {
	return [queueCounters]string{qArrivals: "arrivals", qBlocked: "blocked", qSelfServed: "self_served", qAnswered: "answered",
		qInAwt: "in_awt", qImmediate: "immediate", qAbandoned: "abandoned", qAbandonedInAwt: "abandoned_in_awt", qBalked: "balked",
		qShort: "short", qMessages: "messages", qCallbacks: "callbacks", qDisconnected: "disconnected", qFlowed: "flowed_out",
		qWaitingAtEnd: "waiting_at_end", qServiceAtEnd: "service_at_end", qDialled: "dialled", qRetries: "retries",
		qRepeats: "repeats", qTransfers: "transfers_in", qOpening: "opening", qOpen: "open", qCompleted: "completed",
		qDueMet: "due_met", qDueAll: "due", qIssues: "issues", qIssueContacts: "issue_contacts", qIssuesAnswered: "issues_answered",
		qIssuesFirst: "issues_first", qIssuesResolved: "issues_resolved", qIssuesLate: "issues_late",
		qIssuesUnresolved: "issues_unresolved", qIssuesLost: "issues_lost"}
}

// times checks the total times of a queue: waits of the answered, of the
// abandoned and of the others; talk; wrap-up; self-service; and the area under the queue length.
func (p *played) times(name, want string) {
	p.t.Helper()
	t := p.queueTally(name)
	got := fmt.Sprintf("answered %s, abandoned %s, others %s, talk %s, wrap-up %s, bot %s, area %s", inSeconds(Time(t[tWaitAnswered])),
		inSeconds(Time(t[tWaitAbandoned])), inSeconds(Time(t[tWaitOther])), inSeconds(Time(t[tTalk])), inSeconds(Time(t[tWrap])),
		inSeconds(Time(t[tBot])), inSeconds(Time(t[tArea])))
	p.same("times of "+name, got, want)
}

// group checks what the agents of a group did: contacts, handling, logged in and beyond the plan.
func (p *played) group(name, want string) {
	p.t.Helper()
	var t groupTally
	g := slices.IndexFunc(p.plan.groups, func(g groupPlan) bool { return g.Name == name })
	for bin := p.plan.warm; bin < p.plan.bins; bin++ {
		t.add(p.tally.group(g, bin))
	}
	got := fmt.Sprintf("contacts %d, handling %s, logged in %s, overrun %s", t[gContacts], inSeconds(Time(t[gHandling])),
		inSeconds(Time(t[gLoggedIn])), inSeconds(Time(t[gOverrun])))
	p.same("group "+name, got, want)
}

func (p *played) same(what, got, want string) {
	p.t.Helper()
	if got != want {
		p.t.Errorf("%s:\n got  %s\n want %s", what, strings.ReplaceAll(got, "\n", "\n      "), strings.ReplaceAll(want, "\n", "\n      "))
	}
}

// inSeconds writes t as 90s or 1.5s.
func inSeconds(t Time) string {
	if t == Never {
		return "never"
	}
	d := time.Duration(t) * time.Microsecond
	return fmt.Sprintf("%gs", d.Seconds())
}

// lines strips the indentation of a literal of several lines.
func lines(s string) string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
