package sim

import (
	"math/rand/v2"
	"slices"
)

// permuted returns c with its queues, groups and trunks in another order, and
// which of c's queues and groups stand at each place.
func permuted(c *Centre, seed uint64) (out *Centre, queues, groups []int) {
	r := rand.New(rand.NewPCG(seed, 5))
	queues, groups = r.Perm(len(c.Queues)), r.Perm(len(c.Groups))
	trunks := r.Perm(len(c.Trunks))
	toQueue := func(i int) int { return slices.Index(queues, i) }
	toGroup := func(i int) int { return slices.Index(groups, i) }
	each := func(list []int, f func(int) int) []int {
		list = slices.Clone(list)
		for i, x := range list {
			list[i] = f(x)
		}
		return list
	}
	copied := *c
	out = &copied
	out.Queues, out.Groups, out.Trunks = nil, nil, nil
	out.Seats.Count = nil
	for _, i := range trunks {
		out.Trunks = append(out.Trunks, c.Trunks[i])
	}
	for _, i := range queues {
		out.Queues = append(out.Queues, permutedQueue(c.Queues[i], toQueue, toGroup, each, trunks))
	}
	for _, i := range groups {
		g := c.Groups[i]
		g.Skills = slices.Clone(g.Skills)
		for s := range g.Skills {
			g.Skills[s].Queue = toQueue(g.Skills[s].Queue)
		}
		r.Shuffle(len(g.Skills), func(a, b int) { g.Skills[a], g.Skills[b] = g.Skills[b], g.Skills[a] })
		out.Groups = append(out.Groups, g)
		out.Seats.Count = append(out.Seats.Count, c.Seats.Count[i])
	}
	out.Reserves = slices.Clone(c.Reserves)
	for i, x := range out.Reserves {
		out.Reserves[i].Group, out.Reserves[i].For = toGroup(x.Group), toQueue(x.For)
	}
	out.Correlations = slices.Clone(c.Correlations)
	for i, x := range out.Correlations {
		out.Correlations[i].A, out.Correlations[i].B = toQueue(x.B), toQueue(x.A)
	}
	return out, queues, groups
}

func permutedQueue(q Queue, toQueue, toGroup func(int) int, each func([]int, func(int) int) []int, trunks []int) Queue {
	for _, to := range []**Return{&q.Retry, &q.Repeat} {
		if *to != nil {
			r := **to
			r.To = toQueue(r.To)
			*to = &r
		}
	}
	q.Transfers = slices.Clone(q.Transfers)
	for i := range q.Transfers {
		q.Transfers[i].To = toQueue(q.Transfers[i].To)
	}
	if q.Conference != nil {
		k := *q.Conference
		k.With = toGroup(k.With)
		q.Conference = &k
	}
	if q.Trunk != None {
		q.Trunk = slices.Index(trunks, q.Trunk)
	}
	if q.Dialer != nil && q.Dialer.Watch != nil {
		d := *q.Dialer
		d.Watch = each(d.Watch, toGroup)
		q.Dialer = &d
	}
	if q.Route != nil {
		route := Route{Split: slices.Clone(q.Route.Split), Steps: slices.Clone(q.Route.Steps)}
		for i := range route.Split {
			route.Split[i].Group = toGroup(route.Split[i].Group)
		}
		for i, step := range route.Steps {
			if step.To != nil {
				route.Steps[i].To = each(step.To, toGroup)
			}
			if step.FlowTo != None {
				route.Steps[i].FlowTo = toQueue(step.FlowTo)
			}
		}
		q.Route = &route
	}
	return q
}
