package sim

import (
	"cmp"
	"slices"
)

// compileLanes makes a lane for every step (and branch of a split) of every queue.
func (p *plan) compileLanes() {
	for i := range p.queues {
		q := &p.queues[i]
		route := q.Route
		if route == nil {
			route = &Route{Steps: []Step{{Order: ByLevel, To: p.outerGroups(q.serving), FlowTo: None}}}
		}
		q.stepCount = len(route.Steps)
		branches := []int32{None}
		if len(route.Split) > 0 {
			branches = branches[:0]
			total, sum := 0.0, 0.0
			for _, part := range route.Split {
				total += part.Share
			}
			for _, part := range route.Split {
				sum += part.Share / total
				q.splitCum = append(q.splitCum, sum)
				branches = append(branches, p.groupIndex[part.Group])
			}
		}
		for _, branch := range branches {
			var groups []int32
			order := ByLevel
			for n, step := range route.Steps {
				if step.To != nil {
					groups, order = p.innerGroups(step.To), step.Order
				} else if n == 0 && branch != None {
					groups, order = []int32{branch}, Together
				} else if n == 0 {
					groups = slices.Clone(q.serving)
				}
				q.lanes = append(q.lanes, int32(len(p.lanes)))
				p.lanes = append(p.lanes, p.lane(int32(i), n, branch, groups, order))
			}
		}
	}
}

func (p *plan) outerGroups(inner []int32) []int {
	out := make([]int, len(inner))
	for i, g := range inner {
		out[i] = p.groupOrder[g]
	}
	return out
}

func (p *plan) innerGroups(outer []int) []int32 {
	out := make([]int32, len(outer))
	for i, g := range outer {
		out[i] = p.groupIndex[g]
	}
	return out
}

// lane orders groups into tiers: the first tier with a free agent is taken.
func (p *plan) lane(queue int32, step int, branch int32, groups []int32, order Order) lanePlan {
	l := lanePlan{queue: queue, step: step, branch: branch, groups: groups, solo: None,
		random: order == Random || p.centre.PickAgent == RandomAgent}
	switch order {
	case Listed:
		for _, g := range groups {
			l.tiers = append(l.tiers, []int32{g})
		}
	case Together, Random:
		sorted := slices.Sorted(slices.Values(groups))
		l.tiers = [][]int32{sorted}
	case ByLevel:
		sorted := slices.Clone(groups)
		slices.SortStableFunc(sorted, func(a, b int32) int {
			return cmp.Or(cmp.Compare(p.groups[a].levels[queue], p.groups[b].levels[queue]), cmp.Compare(a, b))
		})
		for i, g := range sorted {
			if i > 0 && p.groups[g].levels[queue] == p.groups[sorted[i-1]].levels[queue] {
				l.tiers[len(l.tiers)-1] = append(l.tiers[len(l.tiers)-1], g)
			} else {
				l.tiers = append(l.tiers, []int32{g})
			}
		}
	}
	if len(groups) == 1 && p.groups[groups[0]].plain && !l.random && p.centre.PickAgent == LongestIdle {
		l.solo = groups[0]
	}
	return l
}

// compileRanks sorts, for every group, the lanes that name it by level, then
// by the queue's priority.
func (p *plan) compileRanks() {
	for i := range p.groups {
		g := &p.groups[i]
		for at := range p.lanes {
			l := &p.lanes[at]
			if !slices.Contains(l.groups, int32(i)) {
				continue
			}
			level, priority := g.levels[l.queue], p.queues[l.queue].priority
			n := slices.IndexFunc(g.ranks, func(r rank) bool { return r.level == level && r.priority == priority })
			if n < 0 {
				n = len(g.ranks)
				g.ranks = append(g.ranks, rank{level: level, priority: priority})
			}
			g.ranks[n].lanes = append(g.ranks[n].lanes, int32(at))
		}
		slices.SortStableFunc(g.ranks, func(a, b rank) int {
			return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.priority, b.priority))
		})
	}
}
