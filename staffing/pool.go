package staffing

import (
	"slices"

	"agner/sim"
)

// pool is a set of queues and the groups that serve them, connected through
// shared skills. Formulas treat its agents as one team that takes every contact
// in order of arrival: the most that skills could do.
type pool struct{ queues, groups []int }

// pools returns the connected components of the queues that wait and the groups
// that link admits, in order of their first queue.
func pools(c *sim.Centre, link func(group int) bool) []pool {
	root := make([]int, len(c.Queues)) // of each queue: the smallest queue of its pool
	for q := range root {
		root[q] = q
	}
	served := func(g int) []int {
		var queues []int
		for _, s := range c.Groups[g].Skills {
			if waits(&c.Queues[s.Queue]) {
				queues = append(queues, s.Queue)
			}
		}
		return queues
	}
	for g := range c.Groups {
		queues := served(g)
		if !link(g) || len(queues) == 0 {
			continue
		}
		for _, q := range queues[1:] {
			a, b := root[queues[0]], root[q]
			for k := range root {
				if root[k] == max(a, b) {
					root[k] = min(a, b)
				}
			}
		}
	}
	var out []pool
	for first := range root {
		p := pool{}
		for q, r := range root {
			if r == first && waits(&c.Queues[q]) {
				p.queues = append(p.queues, q)
			}
		}
		if len(p.queues) == 0 {
			continue
		}
		for g := range c.Groups {
			if queues := served(g); link(g) && len(queues) > 0 && slices.Contains(p.queues, queues[0]) {
				p.groups = append(p.groups, g)
			}
		}
		out = append(out, p)
	}
	return out
}

// staffed admits the groups that have any seat in the horizon.
func staffed(c *sim.Centre) func(group int) bool {
	return func(g int) bool { return slices.Max(append([]int{0}, c.Seats.Count[g]...)) > 0 }
}

// team is a pool in one interval as the formulas see it.
type team struct {
	load          float64 // erlangs
	handleSeconds float64 // mean over contacts
	agents        float64
	openHours     float64
}

// teamIn returns pool p in interval i under demand d.
//
//   - An agent's speed shortens the talk of a queue by the seats-weighted mean of 1/speed over the groups that serve it.
//   - Absence and hours of the group's own lower the number of agents.
//   - An agent who holds k contacts at once, each at 1 ÷ (1 + s(k − 1)) of its pace, does the work of
//     k ÷ (1 + s(k − 1)) agents when full. That is the effective concurrency by which a seat counts, averaged over the
//     queues of the group by load. It states the capacity exactly and the chance of waiting a little too high,
//     because k places are harder to fill than the agents they are worth.
func teamIn(c *sim.Centre, p pool, d demand, i int) team {
	t := team{}
	contacts := 0.0
	loads := make([]float64, len(c.Queues)) // erlangs while open
	for _, q := range p.queues {
		open := openHours(c, q, i)
		if open == 0 || d.contacts[q][i] == 0 {
			continue
		}
		t.openHours = max(t.openHours, open)
		loads[q] = d.contacts[q][i] * handleSeconds(c, q, p.groups, i) / 3600 / open
		t.load += loads[q]
		contacts += d.contacts[q][i] / open
	}
	if contacts > 0 {
		t.handleSeconds = t.load * 3600 / contacts
	}
	for _, g := range p.groups {
		t.agents += float64(c.Seats.At(g, intervalStart(c, i))) * seatWorth(c, d, g, i, loads, t.openHours)
	}
	return t
}

// handleSeconds returns the mean handle time of queue q in interval i for the agents seated then.
func handleSeconds(c *sim.Centre, q int, groups []int, i int) float64 {
	at := intervalStart(c, i)
	queue := &c.Queues[q]
	pace := meanPace(c, q, groups, func(g int) float64 { return float64(c.Seats.At(g, at)) })
	return queue.Handle.MeanAt(at)*pace*handleScale(c, q, i) + queue.WrapUp.MeanAt(at)
}

// meanPace returns the mean of 1 ÷ speed over the groups that serve queue q, weighted by their seats; 1 without any.
func meanPace(c *sim.Centre, q int, groups []int, seats func(group int) float64) float64 {
	total, slowness := 0.0, 0.0
	for _, g := range groups {
		for _, s := range c.Groups[g].Skills {
			if s.Queue == q {
				n := seats(g)
				total += n
				slowness += n / speed(s)
			}
		}
	}
	if total == 0 {
		return 1
	}
	return slowness / total
}

func speed(s sim.Skill) float64 {
	if s.Speed == 0 {
		return 1
	}
	return s.Speed
}

// seatWorth returns how many agents of the formulas a seat of group g is worth
// in interval i, given the load of each queue and the pool's open hours.
func seatWorth(c *sim.Centre, d demand, g, i int, loads []float64, open float64) float64 {
	group := &c.Groups[g]
	worth, load, plain := 0.0, 0.0, 0.0
	for _, s := range group.Skills {
		k := float64(max(s.AtOnce, 1))
		concurrency := k / (1 + group.Slowdown*(k-1))
		worth += concurrency * loads[s.Queue]
		load += loads[s.Queue]
		plain += concurrency
	}
	if load > 0 {
		worth /= load
	} else {
		worth = plain / float64(len(group.Skills))
	}
	worth *= 1 - group.Absence.ValueAt(intervalStart(c, i))
	if group.Open != nil && open > 0 {
		worth *= min(1, d.needed[g][i]/open)
	}
	return worth
}
