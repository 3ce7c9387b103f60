package scenarios

import (
	"slices"
	"strings"
)

// references reports names of queues, groups and lines that do not exist, for
// a scenario that has other mistakes: so that all are told at once. (In a sound
// scenario the translation resolves names and reports them.)
func (r *reader) references(s *Spec) {
	check := func(kind, path, name string, known []string) {
		if name == "" || known == nil {
			return
		}
		for _, k := range known {
			if k == name {
				return
			}
		}
		r.fail(r.locate(path), "there is no %s %s%s", kind, quote(name), suggestion(name, known))
	}
	queues, groups, lines := r.keysOf("queues"), r.keysOf("groups"), r.keysOf("lines")
	queue := func(path, name string) { check("queue", path, name, queues) }
	group := func(path, name string) { check("group", path, name, groups) }
	for _, q := range s.Queues {
		for _, back := range []*ReturnSpec{q.Retry, q.Repeat} {
			if back != nil {
				queue(back.Path+".to", back.To)
			}
		}
		for _, t := range q.Transfers {
			queue(t.Path+".to", t.To)
		}
		if q.Conference != nil {
			group(q.Conference.Path+".with", q.Conference.With)
		}
		check("trunk group", q.Path+".lines", q.Lines, lines)
		if q.Dialer != nil {
			for _, g := range q.Dialer.Watch {
				group(q.Dialer.Path+".watch", g)
			}
		}
		if q.Arrivals != nil {
			for _, c := range q.Arrivals.With {
				queue(c.Path, c.Queue)
			}
		}
	}
	for _, g := range s.Groups {
		for _, skill := range g.Skills {
			queue(skill.Path, skill.Queue)
		}
	}
	for _, route := range s.Routing.Routes {
		queue(route.Path, route.Queue)
		for _, step := range route.Steps {
			for _, g := range step.To {
				group(step.Path+".to", g)
			}
			for _, part := range step.Split {
				group(part.Path, part.Group)
			}
			queue(step.Path+".flow_to", step.FlowTo)
		}
	}
	for i := range s.Events {
		s.Events[i].references(queue, group)
	}
	for _, g := range s.Staffing.Groups {
		group(g.Path, g.Name)
	}
	for _, reserve := range s.Reserve {
		group(reserve.Path+".group", reserve.Group)
		queue(reserve.Path+".for", reserve.For)
	}
}

// references hands the names of an event to those who check them.
func (e *EventSpec) references(queue, group func(path, name string)) {
	var queues []Share
	if e.Campaign != nil {
		queues = e.Campaign.Queues
	}
	if e.Surge != nil {
		queues = append(slices.Clip(queues), e.Surge.Queues...)
	}
	for _, s := range queues {
		queue(s.Path, s.Name)
	}
	for _, s := range e.Absence {
		group(s.Path, s.Name)
	}
	if e.Shift != nil {
		queue(e.Path+".move.from", e.Shift.From)
		queue(e.Path+".move.to", e.Shift.To)
	}
}

// keysOf returns the keys of a top-level section, nil when it is no table.
func (r *reader) keysOf(section string) []string {
	n := r.root.get(section)
	switch {
	case n == nil && strings.Contains(r.meant[r.root], quote(section)):
		return nil // it is there in another spelling, which has been reported
	case n == nil:
		return []string{}
	case n.kind != keyed:
		return nil
	}
	return n.keys()
}
