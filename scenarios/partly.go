package scenarios

import "agner/sim"

// contradictionsOfSoundParts reports what cannot be meant of a scenario that
// has been decoded with mistakes, so that all mistakes are told at once: of the
// queues and groups in which nothing is broken, and across them where it follows from sound parts alone.
// Names are resolved silently, for references reports them.
func contradictionsOfSoundParts(s *Spec, broken map[string]bool, d *data, fail failure) {
	t := newTranslator(s, d, fail)
	t.trusting, t.quiet = true, true
	t.number()
	if broken["horizon"] {
		return
	}
	t.horizon()
	if t.mistakes > 0 {
		return
	}
	c := t.frame()
	for i := range s.Queues {
		c.Queues = append(c.Queues, t.soundQueue(i, broken))
	}
	for i := range s.Groups {
		c.Groups = append(c.Groups, t.soundGroup(i, broken, c.Seats.Count[i]))
	}
	if t.doubt.skills || broken["routing"] || !t.complete() {
		return
	}
	t.routes(c)
	if !broken["reserve"] {
		c.Reserves = t.reserves()
	}
	t.contradictions(c)
}

// complete tells whether every entry of queues and groups was read, and there are some: skills may mean
// a queue, and a queue a group, that was not.
func (t *translator) complete() bool {
	entries := func(section string) int {
		if n := t.spec.tree.get(section); n != nil {
			return len(n.entries)
		}
		return 0
	}
	return len(t.spec.Groups) > 0 && len(t.spec.Queues) == entries("queues") && len(t.spec.Groups) == entries("groups")
}

// soundQueue translates a queue with its demand. Of one with mistakes it returns no more than how contacts reach it.
func (t *translator) soundQueue(i int, broken map[string]bool) sim.Queue {
	q := &t.spec.Queues[i]
	before := t.mistakes
	out := sim.Queue{Name: q.Name, Open: t.axis.spans(t.axis.hours), Trunk: sim.None, Limit: sim.None}
	if broken[q.Path] {
		t.doubt.queues[i] = true
	} else {
		out = t.queuePart(q)
		t.soundDemand(q)
	}
	t.doubt.queues[i] = t.doubt.queues[i] || t.mistakes > before
	if q.Arrivals != nil {
		out.Sources = []sim.Source{{}}
	}
	return out
}

// soundDemand reports what is wrong with the demand of a queue alone.
func (t *translator) soundDemand(q *QueueSpec) {
	switch a := q.Arrivals; {
	case a == nil:
	case a.Process == "trace":
		t.trace(a)
		t.replayed(a)
	default:
		t.volume(q)
	}
}

// soundGroup translates a group with its seats. Of one with mistakes it returns no more than its skills.
func (t *translator) soundGroup(i int, broken map[string]bool, seats []int) sim.Group {
	g := &t.spec.Groups[i]
	before := t.mistakes
	if !broken[g.Path] {
		out := t.groupPart(g)
		t.seats(g, &out, seats)
		t.pay(g)
		t.doubt.seats[i] = t.mistakes > before
		return out
	}
	t.doubt.seats[i] = true
	out := sim.Group{Name: g.Name}
	if t.doubt.skills = t.doubt.skills || !g.SkillsSaid || broken[g.Path+".skills"]; t.doubt.skills {
		return out
	}
	for k := range g.Skills {
		s := t.skill(&g.Skills[k], g.ByLevel)
		t.doubt.skills = t.doubt.skills || s.Queue == sim.None
		out.Skills = append(out.Skills, s)
	}
	return out
}
