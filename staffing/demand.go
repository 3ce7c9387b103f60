package staffing

import (
	"math"
	"sort"

	"agner/budget"
	"agner/sim"
)

// demand is what reaches for agents, and when agents are needed.
type demand struct {
	// contacts by queue and interval of the horizon. Deferrable and dialled queues have none: their work waits for
	// idle agents, so formulas of waiting do not apply to them.
	contacts [][]float64
	// needed holds, by group and interval, the hours in which a seat counts.
	needed [][]float64
}

// newDemand returns no contacts yet.
func newDemand(c *sim.Centre) demand {
	d := demand{contacts: make([][]float64, len(c.Queues))}
	for q := range d.contacts {
		d.contacts[q] = make([]float64, c.Horizon.Intervals())
	}
	for g := range c.Groups {
		d.needed = append(d.needed, budget.NeededHours(c, g))
	}
	return d
}

// waits tells whether the contacts of queue q wait for agents while a customer holds on.
func waits(q *sim.Queue) bool { return !q.Deferrable() && q.Dialer == nil }

// expectedDemand returns what the scenario states: fresh contacts less those
// that self-service contains, and transfers at once. Customers who come back
// are left out, because how many do depends on the service they met.
func expectedDemand(c *sim.Centre) demand {
	d := newDemand(c)
	for i := range c.Horizon.Intervals() {
		fresh := make([]float64, len(c.Queues))
		for q := range c.Queues {
			if waits(&c.Queues[q]) {
				fresh[q] = freshContacts(c, q, i)
			}
		}
		for q, contacts := range withTransfers(c, fresh, intervalStart(c, i)) {
			if waits(&c.Queues[q]) {
				d.contacts[q][i] = contacts
			}
		}
	}
	return d
}

// simulatedDemand returns the mean offered contacts that the simulation saw,
// customers who came back included.
func simulatedDemand(c *sim.Centre, r *sim.Result) demand {
	d := newDemand(c)
	for q := range c.Queues {
		if !waits(&c.Queues[q]) {
			continue
		}
		for _, row := range r.Queues[q].Intervals {
			if e := row.Get(sim.Offered); e.OK() {
				d.contacts[q][row.Index] = e.Value
			}
		}
	}
	return d
}

func intervalStart(c *sim.Centre, i int) sim.Time { return sim.Time(i) * c.Horizon.Interval }

// freshContacts returns the expected first attempts on queue q in interval i that pass self-service.
func freshContacts(c *sim.Centre, q, i int) float64 {
	contacts := 0.0
	for s := range c.Queues[q].Sources {
		contacts += sourceContacts(c, q, s, i)
	}
	if service := c.Queues[q].SelfService; service != nil {
		contacts *= 1 - service.Containment.ValueAt(intervalStart(c, i))
	}
	return contacts
}

// sourceContacts returns the expected contacts of one source in interval i.
func sourceContacts(c *sim.Centre, q, s, i int) float64 {
	source := &c.Queues[q].Sources[s]
	from := intervalStart(c, i)
	to := from + c.Horizon.Interval
	contacts := 0.0
	if source.Process == sim.Replay {
		for _, t := range source.Trace {
			if t >= from && t < to {
				contacts++
			}
		}
		return contacts
	}
	for _, open := range spansIn(c.Queues[q].Open, from, to) {
		contacts += integral(source.Rate, max(from, open.From), min(to, open.To))
	}
	return contacts
}

// spansIn returns those of the sorted, disjoint spans that overlap [from, to).
func spansIn(spans []sim.Span, from, to sim.Time) []sim.Span {
	first := sort.Search(len(spans), func(k int) bool { return spans[k].To > from })
	last := first + sort.Search(len(spans)-first, func(k int) bool { return spans[first+k].From >= to })
	return spans[first:last]
}

// integral is s.Integral(from, to) without a look at the steps outside, of
// which a long horizon has many.
func integral(s sim.Steps, from, to sim.Time) float64 {
	first := max(sort.Search(len(s.At), func(k int) bool { return s.At[k] > from })-1, 0)
	last := max(sort.Search(len(s.At), func(k int) bool { return s.At[k] >= to }), min(first+1, len(s.At)))
	return sim.Steps{At: s.At[first:last], Value: s.Value[first:last]}.Integral(from, to)
}

// handleScale returns the mean factor on the talk of queue q in interval i: contacts of a campaign may take longer.
func handleScale(c *sim.Centre, q, i int) float64 {
	contacts, scaled := 0.0, 0.0
	for s := range c.Queues[q].Sources {
		n := sourceContacts(c, q, s, i)
		contacts += n
		if f := c.Queues[q].Sources[s].HandleScale; f != 0 {
			n *= f
		}
		scaled += n
	}
	if contacts == 0 {
		return 1
	}
	return scaled / contacts
}

// withTransfers solves λ = fresh + Pᵀλ, P the transfer probabilities at time t,
// by iteration. Loops of certain transfer would have no solution: the
// iteration stops after passes that a real centre never needs.
func withTransfers(c *sim.Centre, fresh []float64, t sim.Time) []float64 {
	const passes = 200
	lambda := append([]float64(nil), fresh...)
	for range passes {
		next := append([]float64(nil), fresh...)
		change := 0.0
		for q := range c.Queues {
			for _, transfer := range c.Queues[q].Transfers {
				next[transfer.To] += lambda[q] * transfer.Probability.ValueAt(t)
			}
		}
		for q := range next {
			change = max(change, math.Abs(next[q]-lambda[q]))
		}
		lambda = next
		if change < 1e-9 {
			break
		}
	}
	return lambda
}

// openHours returns how long queue q is open in interval i.
func openHours(c *sim.Centre, q, i int) float64 {
	from := intervalStart(c, i)
	to := from + c.Horizon.Interval
	var open sim.Time
	for _, s := range spansIn(c.Queues[q].Open, from, to) {
		open += min(s.To, to) - max(s.From, from)
	}
	return open.Hours()
}
