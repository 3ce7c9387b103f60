package scenarios

import (
	"fmt"
	"math"
	"slices"

	"agner/sim"
)

// contradictions reports what cannot be meant, with the fix. Rules on single
// values live beside the types they guard; these look across sections.
func (t *translator) contradictions(c *sim.Centre) {
	fed := fedQueues(c)
	for q := range c.Queues {
		queue := &c.Queues[q]
		path := "queues." + queue.Name
		if !fed[q] {
			t.warn("%s: nothing reaches this queue: no arrivals, transfer, flow, retry, repeat or event", path)
			continue
		}
		if len(queue.Open) == 0 {
			if t.spec.Queues[q].Open.Parts != nil { // else the centre is closed, which has been reported
				t.fail(path+".open", "the queue is closed during the whole horizon")
			}
			continue
		}
		groups := reachable(c, q)
		switch {
		case t.doubt.skills || t.doubt.routes[q]:
		case len(groups) == 0:
			t.fail(path, "no group serves this queue; add %s to the skills of a group", queue.Name)
		case t.doubt.staff || t.doubt.queues[q] || slices.ContainsFunc(groups, func(g int) bool { return t.doubt.seats[g] }):
		case !queue.Deferrable():
			t.staffed(path, c, q, groups)
		case !anySeats(c, groups):
			t.fail(path, "the groups that serve this queue have no agents during the whole horizon")
		}
	}
	for g := range c.Groups {
		if c.Groups[g].Open != nil && len(c.Groups[g].Open) == 0 {
			t.fail("groups."+c.Groups[g].Name+".open", "the group is closed during the whole horizon")
		}
	}
	for i, r := range c.Reserves {
		path := indexed("reserve", i)
		if r.Group != sim.None && r.For != sim.None && !t.doubt.skills && !serves(c, r.Group, r.For) {
			t.fail(path+".for", "group %s does not have the skill %s", c.Groups[r.Group].Name, c.Queues[r.For].Name)
		}
	}
}

// staffed asks that whenever a live queue is open some group that serves it has
// agents, at least in the opening that the moment belongs to: opening hours
// without any agent are a contradiction, a break in them is too.
func (t *translator) staffed(path string, c *sim.Centre, q int, groups []int) {
	var idle []sim.Time
	h := c.Horizon
	for i := range c.Seats.Count[0] {
		at := c.Seats.From + sim.Time(i)*h.Interval
		if openTime(c.Queues[q].Open, at, at+h.Interval) == 0 {
			continue
		}
		if !slices.ContainsFunc(groups, func(g int) bool {
			return c.Seats.Count[g][i] > 0 && (c.Groups[g].Open == nil || openTime(c.Groups[g].Open, at, at+h.Interval) > 0)
		}) {
			idle = append(idle, at)
		}
	}
	if len(idle) == 0 {
		return
	}
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = c.Groups[g].Name
	}
	to := idle[0] + h.Interval
	n := 1
	for n < len(idle) && idle[n] == to {
		to += h.Interval
		n++
	}
	more := ""
	if n < len(idle) {
		more = fmt.Sprintf(" and in %s", count(len(idle)-n, "other interval", "other intervals"))
	}
	t.fail("groups."+names[0]+".agents", "queue %s is open from %s to %s%s without any agent of %s; add agents or shorten its hours",
		c.Queues[q].Name, t.axis.label(idle[0]), clockLabel(to), more, and(names))
}

// anySeats tells whether any of groups ever has an agent.
func anySeats(c *sim.Centre, groups []int) bool {
	return slices.ContainsFunc(groups, func(g int) bool { return slices.Max(c.Seats.Count[g]) > 0 })
}

func serves(c *sim.Centre, g, q int) bool {
	return slices.ContainsFunc(c.Groups[g].Skills, func(s sim.Skill) bool { return s.Queue == q })
}

// reachable returns the groups that may take contacts of queue q: those with
// the skill that its route names at some step.
func reachable(c *sim.Centre, q int) []int {
	named := func(g int) bool {
		r := c.Queues[q].Route
		if r == nil || r.Steps[0].To == nil && len(r.Split) == 0 {
			return true
		}
		return slices.ContainsFunc(r.Split, func(p sim.SplitPart) bool { return p.Group == g }) ||
			slices.ContainsFunc(r.Steps, func(s sim.Step) bool { return slices.Contains(s.To, g) })
	}
	var out []int
	for g := range c.Groups {
		if serves(c, g, q) && named(g) {
			out = append(out, g)
		}
	}
	return out
}

// fedQueues tells which queues contacts can reach at all.
func fedQueues(c *sim.Centre) []bool {
	fed := make([]bool, len(c.Queues))
	feed := func(q int) {
		if q != sim.None {
			fed[q] = true
		}
	}
	for i := range c.Queues {
		q := &c.Queues[i]
		if len(q.Sources) > 0 || q.Dialer != nil || q.Backlog != nil {
			fed[i] = true
		}
		for _, r := range q.Transfers {
			feed(r.To)
		}
		for _, r := range []*sim.Return{q.Retry, q.Repeat} {
			if r != nil && r.To != i {
				feed(r.To)
			}
		}
		if q.Route != nil {
			for _, s := range q.Route.Steps {
				feed(s.FlowTo)
			}
		}
	}
	return fed
}

// expected returns the fresh contacts of queue q over the counted horizon.
func expected(c *sim.Centre, q int) float64 {
	sum := 0.0
	for _, s := range c.Queues[q].Sources {
		if s.Process == sim.Replay {
			sum += float64(len(s.Trace))
			continue
		}
		for _, o := range c.Queues[q].Open {
			sum += s.Rate.Integral(max(o.From, 0), min(o.To, c.Horizon.Length))
		}
	}
	if math.IsNaN(sum) {
		return 0
	}
	return sum
}
