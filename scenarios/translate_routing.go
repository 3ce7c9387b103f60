package scenarios

import (
	"slices"

	"agner/sim"
)

// routes translates the routes of queues; the others keep the default.
func (t *translator) routes(c *sim.Centre) {
	if len(t.spec.Routing.Routes) == 0 {
		t.useDefault("routing.routes", "every group with the skill, best level first")
	}
	for i := range t.spec.Routing.Routes {
		r := &t.spec.Routing.Routes[i]
		q := t.queue(r.Path, r.Queue)
		if q == sim.None {
			continue
		}
		c.Queues[q].Route = t.route(r, c, q)
	}
}

func (t *translator) route(r *RouteSpec, c *sim.Centre, q int) *sim.Route {
	out := &sim.Route{}
	if first := &r.Steps[0]; value(first.After, 0) > 0 {
		// Until the first written step the default holds.
		out.Steps = append(out.Steps, sim.Step{FlowTo: sim.None})
	}
	for i := range r.Steps {
		s := &r.Steps[i]
		step := t.step(s, c, q)
		if s.Split != nil {
			if i > 0 || step.After > 0 || s.ToSaid {
				t.fail(s.Path, "split draws the group when the contact arrives: it stands alone in the first step")
			}
			out.Split = t.split(s.Split, c, q)
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

func (t *translator) step(s *StepSpec, c *sim.Centre, q int) sim.Step {
	out := sim.Step{
		After:      value(s.After, 0),
		Order:      order(t, s.Order, s.Path+".order", "", "listed", "random"),
		Message:    value(s.Message, 0),
		FlowTo:     sim.None,
		Disconnect: s.Disconnect,
	}
	if s.FlowTo != "" {
		out.FlowTo = t.queue(s.Path+".flow_to", s.FlowTo)
		if out.FlowTo == q {
			t.fail(s.Path+".flow_to", "a contact cannot flow to the queue it waits in")
		}
	}
	if !s.ToSaid {
		if s.Order != "" {
			t.fail(s.Path+".order", "order chooses among the groups of `to`, which this step does not state")
		}
		return out
	}
	out.To = []int{}
	for i, name := range s.To {
		path := indexed(s.Path+".to", i)
		g := t.group(path, name)
		switch {
		case g == sim.None:
			t.doubt.routes[q] = true
		case slices.Contains(out.To, g):
			t.fail(path, "group %s is listed twice", name)
		default:
			t.hasSkill(path, c, g, q)
			out.To = append(out.To, g)
		}
	}
	return out
}

// order translates the order of a step, without listing a default: leaving order out is a choice.
func order(t *translator, written, path string, names ...string) sim.Order {
	i := slices.Index(names, written)
	if i < 0 {
		t.fail(path, "%q is not one of %s", written, list(names[1:]))
		return sim.Together
	}
	return sim.Order(i)
}

func (t *translator) split(parts []SplitSpec, c *sim.Centre, q int) []sim.SplitPart {
	var out []sim.SplitPart
	for _, p := range parts {
		g := t.group(p.Path, p.Group)
		if g == sim.None {
			t.doubt.routes[q] = true
			continue
		}
		t.hasSkill(p.Path, c, g, q)
		out = append(out, sim.SplitPart{Group: g, Share: p.Share})
	}
	return out
}

// hasSkill asks that a group named by a route can serve the queue.
func (t *translator) hasSkill(path string, c *sim.Centre, g, q int) {
	if !t.doubt.skills && !serves(c, g, q) {
		t.doubt.routes[q] = true
		t.fail(path, "group %s does not have the skill %s; add it to groups.%s.skills", c.Groups[g].Name, c.Queues[q].Name, c.Groups[g].Name)
	}
}
