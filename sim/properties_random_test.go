package sim

import (
	"context"
	"math"
	"testing"
)

// Properties that hold exactly, replication by replication, on any centre. The
// random centres are made once for all; a failure names the seed of its centre.

// replicate simulates replication r of c, and tells the seed of a centre that
// the engine's own checks find broken.
func replicate(t *testing.T, c *Centre, seed uint64, replications int, see func(p *plan, t *tally)) {
	t.Helper()
	if problems := c.Validate(); len(problems) > 0 {
		t.Fatalf("%s: %v", c.Name, problems)
	}
	defer func() {
		if broken := recover(); broken != nil {
			t.Errorf("%s: %v", c.Name, broken)
		}
	}()
	p := compile(c)
	e := newEngine(p, seed)
	e.waits = newWaitRecord(p, false)
	tally := newTally(len(p.queues), len(p.groups), p.bins)
	for r := range replications {
		tally.reset()
		e.simulate(r, tally)
		see(p, tally)
	}
}

// whole is all that a queue counted in a replication, warm-up and after the end included.
func (t *tally) whole(q int) queueTally {
	var sum queueTally
	for bin := range t.bins {
		sum.add(t.queue(q, bin))
	}
	return sum
}

// TestRandomCentres: 600 centres with everything switched on in odd
// combinations, two replications each. The engine itself checks conservation;
// here Little's law holds to the microsecond, and agents work as long as contacts are worked on.
func TestRandomCentres(t *testing.T) {
	contacts := int64(0)
	for seed := range uint64(600) {
		c := randomCentre(seed)
		replicate(t, c, seed, 2, func(p *plan, counted *tally) {
			contacts += counted.contacts
			littlesLaw(t, c, p, counted)
			workingTime(t, c, p, counted)
		})
	}
	if contacts < 500_000 {
		t.Errorf("the random centres had only %d contacts", contacts)
	}
}

// littlesLaw: the time integral of the number waiting is the sum of the waits.
// Left out are the opening backlog, whose wait began before the queue, and work
// put aside, which waits again after its answer.
func littlesLaw(t *testing.T, c *Centre, p *plan, counted *tally) {
	t.Helper()
	for q := range p.queues {
		if p.queues[q].Backlog != nil || p.queues[q].Interruptible {
			continue
		}
		s := counted.whole(q)
		if waits := s[tWaitAnswered] + s[tWaitAbandoned] + s[tWaitOther] - s[tWaitBefore]; waits != s[tArea] {
			t.Errorf("%s, %s: contacts waited %d µs, the queue stood %d", c.Name, p.queues[q].Name, waits, s[tArea])
		}
	}
}

// workingTime: the agents' time with contacts is the contacts' talk and wrap-up.
// It holds where the end of the horizon cuts nobody off and no agent works
// without a contact of his own (conferences, previews).
func workingTime(t *testing.T, c *Centre, p *plan, counted *tally) {
	t.Helper()
	var handled, talk, wrap, groupTalk int64
	for q := range p.queues {
		d := p.queues[q].Dialer
		if p.queues[q].Conference != nil || d != nil && d.Mode == Preview || Contains(p.queues[q].Open, c.Horizon.Length) {
			return
		}
		s := counted.whole(q)
		if s[qServiceAtEnd] > 0 {
			return
		}
		talk += s[tTalk]
		wrap += s[tWrap]
	}
	for g := range p.groups {
		for bin := range p.bins {
			s := counted.group(g, bin)
			groupTalk += s[gTalk]
			if p.groups[g].shared {
				handled += s[gHandled]
			} else {
				handled += s[gHandling]
			}
		}
	}
	if handled != talk+wrap || groupTalk != talk {
		t.Errorf("%s: agents handled %d µs and talked %d, contacts were talked to %d and wrapped up %d", c.Name, handled, groupTalk, talk, wrap)
	}
}

// TestOrderAndWorkers: the order of queues, groups, skills and lines in the file
// and the number of workers change no bit of the result.
func TestOrderAndWorkers(t *testing.T) {
	for seed := range uint64(50) {
		c := randomCentre(seed)
		o := Options{Seed: seed, Replications: 5, Workers: 1}
		want := mustRun(t, c, o)
		for _, workers := range []int{2, 3, 7} {
			o.Workers = workers
			sameEstimates(t, c.Name+", workers", want, mustRun(t, c, o))
		}
		other, queues, groups := permuted(c, seed)
		got := mustRun(t, other, o)
		back := *got
		back.Queues, back.Groups = make([]QueueResult, len(queues)), make([]GroupResult, len(groups))
		for i, q := range queues {
			back.Queues[q] = got.Queues[i]
		}
		for i, g := range groups {
			back.Groups[g] = got.Groups[i]
		}
		sameEstimates(t, c.Name+", order", want, &back)
	}
}

// TestWorkersWithPrecision: nor do workers change where a run with a precision goal stops.
func TestWorkersWithPrecision(t *testing.T) {
	o := Options{Seed: 3, Replications: 5, Precision: []Precision{{Metric: ServiceLevel, HalfWidth: 0.03}}, MaxReplications: 300, Workers: 1}
	want := mustRun(t, simpleMSK(), o)
	for _, workers := range []int{2, 3, 7} {
		o.Workers = workers
		got := mustRun(t, simpleMSK(), o)
		if got.Replications != want.Replications || want.Replications < 6 {
			t.Fatalf("%d workers stop after %d replications, one after %d", workers, got.Replications, want.Replications)
		}
		sameEstimates(t, "workers", want, got)
	}
}

// TestTraceTellsAll: the trace has one record for every contact that the tally
// counts, and a contact that an agent of a group took had a way to that group.
func TestTraceTellsAll(t *testing.T) {
	left := map[string]int64{}
	for seed := range uint64(150) {
		c := randomCentre(seed)
		replicate(t, c, seed, 1, func(p *plan, counted *tally) {
			type key struct{ queue, outcome string }
			got := map[key]int64{}
			err := Trace(context.Background(), c, seed, 0, func(r Record) {
				got[key{r.Queue, r.Outcome}]++
				left[r.Outcome]++
				if r.Wait < 0 || r.Talk < 0 || r.WrapUp < 0 {
					t.Errorf("%s: %+v", c.Name, r)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			for q := range p.queues {
				s := counted.whole(q)
				for outcome, want := range map[string]int64{"abandoned": s[qAbandoned], "disconnected": s[qDisconnected],
					"message": s[qMessages], "callback": s[qCallbacks], "flowed_out": s[qFlowed], "waiting_at_end": s[qWaitingAtEnd]} {
					if n := got[key{p.queues[q].Name, outcome}]; n != want {
						t.Errorf("%s, %s: %d records %s, %d counted", c.Name, p.queues[q].Name, n, outcome, want)
					}
				}
				open := got[key{p.queues[q].Name, "in_service_at_end"}]
				if n := got[key{p.queues[q].Name, "answered"}] + open; n != s[qAnswered] || open > s[qServiceAtEnd] {
					t.Errorf("%s, %s: %d records answered or in service at the end, %d counted; %d of %d in service", c.Name, p.queues[q].Name, n, s[qAnswered], open, s[qServiceAtEnd])
				}
			}
		})
	}
	if left["waiting_at_end"] == 0 || left["in_service_at_end"] == 0 {
		t.Errorf("no centre has anybody left at the end: %v", left)
	}
}

// TestRenaming: other names draw other random numbers for the same centre: all
// results agree within 5 standard errors of the difference. 200 replications of 5 200
// contacts on each side, about 250 comparisons: odds of a false alarm 2e-4.
func TestRenaming(t *testing.T) {
	const n = 200
	c := simpleMSK()
	renamed := *c
	renamed.Queues, renamed.Groups = append([]Queue(nil), c.Queues...), append([]Group(nil), c.Groups...)
	for i := range renamed.Queues {
		name := []string{"zebra", "ape", "cat"}[i]
		renamed.Queues[i].Name = name
		renamed.Queues[i].Sources = []Source{c.Queues[i].Sources[0]}
		renamed.Queues[i].Sources[0].Name = name
	}
	renamed.Groups[0].Name, renamed.Groups[1].Name = "south", "north"
	a := estimatesOf(mustRun(t, c, Options{Seed: 81, Replications: n}))
	b := estimatesOf(mustRun(t, &renamed, Options{Seed: 82, Replications: n}))
	compared := 0
	for i := range a {
		se := math.Hypot(standardError(a[i], n), standardError(b[i], n))
		if !(se > 0) {
			continue // nothing random, or no data
		}
		compared++
		if d := math.Abs(a[i].Value - b[i].Value); d > tolerance*se {
			t.Errorf("estimate %d: %v and %v, %.1f standard errors apart", i, a[i].Value, b[i].Value, d/se)
		}
	}
	if compared < 200 {
		t.Errorf("only %d estimates were compared", compared)
	}
}
