package scenarios

import (
	"math"
	"slices"

	"agner/sim"
)

// flow is a stream of contacts that other contacts cause: share × contacts of
// queue from enter queue to.
type flow struct {
	kind     string // repeats | retries | transfers
	from, to int
	share    func(at sim.Time) float64
}

// flows returns everything that contacts of one queue cause on another or on
// itself. The shares take contacts as answered, but for those that
// self-service settles and, where retries are modelled, for an assumed share that gives up.
func (t *translator) flows(c *sim.Centre) []flow {
	var out []flow
	for i := range c.Queues {
		q := &c.Queues[i]
		lost := 0.0
		if q.Retry != nil {
			lost = t.lostShare(&t.spec.Queues[i])
		}
		answered := func(at sim.Time) float64 {
			if s := q.SelfService; s != nil {
				return (1 - lost) * (1 - s.Containment.ValueAt(at)*(1-s.FalseContainment.ValueAt(at)))
			}
			return 1 - lost
		}
		for k := range q.Transfers {
			r := &q.Transfers[k]
			out = append(out, flow{"transfers", i, r.To, func(at sim.Time) float64 { return answered(at) * r.Probability.ValueAt(at) }})
		}
		if r := q.Repeat; r != nil {
			out = append(out, flow{"repeats", i, r.To, func(at sim.Time) float64 {
				stay := 1.0
				for _, x := range q.Transfers {
					stay -= x.Probability.ValueAt(at)
				}
				return answered(at) * stay * r.Probability.ValueAt(at)
			}})
		}
		if r := q.Retry; r != nil {
			out = append(out, flow{"retries", i, r.To, func(at sim.Time) float64 { return lost * r.Probability.ValueAt(at) }})
		}
	}
	return slices.DeleteFunc(out, func(f flow) bool { return f.to == sim.None })
}

// lostShare returns the share of contacts that give up, to clean figures that
// include retries: as observed, else the most that the target allows, else 5 %.
func (t *translator) lostShare(q *QueueSpec) float64 {
	if q.Patience != nil && q.Patience.Observed != nil {
		return q.Patience.Observed.Abandonment
	}
	if q.Target != nil && q.Target.MaxAbandonment != nil {
		return *q.Target.MaxAbandonment
	}
	return assumedAbandonment
}

// firstAttempts takes out of the stated rates what they say they include. At
// every moment the contacts T of all queues solve
//
//	T(q) = stated(q) + Σ share(f)·T(from f)   over flows f into q that are not included
//
// and the first attempts are stated(q) − Σ share(f)·T(from f) over those that
// are. With repeats alone that is stated × (1 − p). Delays are left out: what
// comes back tomorrow is taken out of today's curve.
func (t *translator) firstAttempts(c *sim.Centre, stated []sim.Steps) []sim.Steps {
	flows := t.flows(c)
	if !t.checkIncludes(flows) {
		return stated
	}
	at := changeTimes(c, stated)
	out := make([]stepper, len(stated))
	negative := make([]bool, len(stated))
	v := make([]float64, len(stated))
	for _, now := range at {
		for q := range stated {
			v[q] = stated[q].ValueAt(now)
		}
		total := t.allContacts(flows, v, now)
		for _, f := range flows {
			if t.includes(f) {
				v[f.to] -= f.share(now) * total[f.from]
			}
		}
		for q := range v {
			if v[q] < 0 {
				negative[q] = true
			}
			out[q].add(now, max(0, v[q]))
		}
	}
	rates := make([]sim.Steps, len(stated))
	for q := range out {
		if a := t.spec.Queues[q].Arrivals; a != nil && a.Process != "trace" {
			rates[q] = out[q].steps
		}
		if negative[q] {
			t.warn("queues.%s.arrivals.includes: more repeats, retries and transfers are expected than the figures contain; nothing is left for first attempts at times", c.Queues[q].Name)
		}
	}
	return rates
}

// allContacts solves the flow equations by iteration from the stated figures.
func (t *translator) allContacts(flows []flow, v []float64, now sim.Time) []float64 {
	total := slices.Clone(v)
	for range 1000 {
		next := slices.Clone(v)
		for _, f := range flows {
			if !t.includes(f) {
				next[f.to] += f.share(now) * total[f.from]
			}
		}
		moved := 0.0
		for q := range next {
			moved = max(moved, math.Abs(next[q]-total[q]))
		}
		total = next
		if moved <= 1e-12 {
			break
		}
	}
	return total
}

// includes tells whether the stated figures of the flow's target contain it.
func (t *translator) includes(f flow) bool {
	a := t.spec.Queues[f.to].Arrivals
	return a != nil && slices.Contains(a.Includes, f.kind)
}

// checkIncludes asks every queue with arrivals and modelled returns to say what
// its figures contain. It returns whether anything must be taken out.
func (t *translator) checkIncludes(flows []flow) bool {
	any := false
	for q := range t.spec.Queues {
		a := t.spec.Queues[q].Arrivals
		if a == nil {
			continue
		}
		var kinds []string
		for _, f := range flows {
			if f.to == q && !slices.Contains(kinds, f.kind) {
				kinds = append(kinds, f.kind)
			}
		}
		switch {
		case len(kinds) == 0:
		case !a.IncludesSaid && a.Process != "trace":
			t.fail(a.Path, "includes is required, because %s into this queue are modelled: write includes: [%s] if the figures contain them, includes: [] if they are first attempts only", and(kinds), list(kinds))
		}
		for _, k := range a.Includes {
			switch {
			case !slices.Contains(kinds, k):
				t.warn("%s.includes: no %s into %s are modelled, so none are taken out", a.Path, k, t.spec.Queues[q].Name)
			default:
				any = true
				if k == "retries" {
					t.assumeLost(q, flows)
				}
			}
		}
	}
	return any
}

// assumeLost lists the share of contacts that is taken to give up.
func (t *translator) assumeLost(to int, flows []flow) {
	for _, f := range flows {
		if f.to == to && f.kind == "retries" {
			q := &t.spec.Queues[f.from]
			t.useDefault(q.Retry.Path+" (contacts that give up, for includes: [retries])", percent(t.lostShare(q)))
		}
	}
}

// changeTimes returns all moments at which a stated rate or a share may change.
func changeTimes(c *sim.Centre, stated []sim.Steps) []sim.Time {
	var at []sim.Time
	for i := range c.Queues {
		q := &c.Queues[i]
		at = append(at, stated[i].At...)
		for _, r := range []*sim.Return{q.Repeat, q.Retry} {
			if r != nil {
				at = append(at, r.Probability.At...)
			}
		}
		for _, r := range q.Transfers {
			at = append(at, r.Probability.At...)
		}
		if s := q.SelfService; s != nil {
			at = append(append(at, s.Containment.At...), s.FalseContainment.At...)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

// and joins names as "a, b and c".
func and(names []string) string {
	if n := len(names); n > 1 {
		return list(names[:n-1]) + " and " + names[n-1]
	}
	return list(names)
}
