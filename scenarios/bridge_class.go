package scenarios

import "slices"

// classOf returns the class of the fact at a path. Not ok: it is a table of facts
// that may be of several classes.
func (b *bridge) classOf(at []string, old, new *node) (class, bool) {
	if len(at) == 0 {
		return "", false
	}
	switch at[0] {
	case "name", "description", "experiment", "expect":
		return ignoredFacts, true
	case "horizon", "staffing":
		if len(at) == 1 {
			return "", false
		}
		return ofSetting(at[0], at[1]), true
	case "queues":
		return b.ofQueue(at, old, new)
	case "groups":
		return b.ofGroup(at, old, new)
	case "events":
		if len(at) == 1 {
			return "", false
		}
		return ofEvents(old, new), true
	case "busyness":
		return volumeFacts, true
	case "routing", "lines", "reserve":
		return skillFacts, true
	case "budget":
		return priceFacts, true
	}
	return otherFacts, true
}

// ofSetting classes what horizon and staffing say. The first day decides which dated volumes, weekdays and
// growth apply.
func ofSetting(section, key string) class {
	switch section + "." + key {
	case "horizon.start":
		return volumeFacts
	case "horizon.open", "horizon.holidays", "horizon.at_close":
		return openingFacts
	case "staffing.meet", "staffing.schedule_efficiency":
		return targetFacts
	case "staffing.method":
		return ignoredFacts
	}
	return otherFacts
}

func (b *bridge) ofQueue(at []string, old, new *node) (class, bool) {
	switch {
	case len(at) <= 2:
		return ofMember(at, old, new)
	case len(at) == 3 && at[2] == "arrivals" && areTables(old, new):
		return "", false
	case len(at) == 4 && at[3] == "includes": // it is required by what it names
		return customerFacts, true
	}
	return ofQueueFact(at[2]), true
}

// ofMember is the class of a section or of one of its queues or groups: decided here only where that is new or gone.
func ofMember(at []string, old, new *node) (class, bool) {
	if len(at) == 2 && (old == nil || new == nil) {
		return memberFacts, true
	}
	return "", false
}

func ofQueueFact(key string) class {
	switch key {
	case "label":
		return ignoredFacts
	case "arrivals", "self_service", "opening_backlog", "dialer":
		return volumeFacts
	case "handle_time", "wrap_up", "aht", "conference":
		return handleFacts
	case "patience", "retry", "repeat", "callback":
		return customerFacts
	case "due", "target":
		return targetFacts
	case "priority", "interruptible", "lines", "queue_limit", "transfers":
		return skillFacts
	case "open":
		return openingFacts
	case "value":
		return priceFacts
	}
	return otherFacts
}

func (b *bridge) ofGroup(at []string, old, new *node) (class, bool) {
	switch {
	case len(at) <= 2:
		return ofMember(at, old, new)
	case at[2] == "skills" && b.sameSkills(at[1]):
		if len(at) == 5 {
			return ofSkillFact(at[4]), true
		}
		return "", false
	case at[2] == "slowdown" && !b.sameSkills(at[1]): // it is required by at_once
		return skillFacts, true
	case at[2] == "agents" && b.decides(at[1]):
		return ignoredFacts, true
	}
	return ofGroupFact(at[2]), true
}

func ofGroupFact(key string) class {
	switch key {
	case "label", "site", "agents_are":
		return ignoredFacts
	case "skills":
		return skillFacts
	case "slowdown":
		return handleFacts
	case "shrinkage", "adherence", "absence":
		return shrinkageFacts
	case "max_occupancy":
		return targetFacts
	case "open":
		return openingFacts
	case "wage", "overtime", "premiums", "tariff":
		return priceFacts
	}
	return otherFacts
}

func ofSkillFact(key string) class {
	if key == "level" {
		return skillFacts
	}
	return handleFacts // speed and contacts at once
}

// sameSkills tells whether a group serves the same queues in both, by tables whose parts can be told apart.
func (b *bridge) sameSkills(group string) bool {
	old, new := b.old.get("groups").get(group).get("skills"), b.new.get("groups").get(group).get("skills")
	if !areTables(old, new) || len(old.entries) != len(new.entries) {
		return false
	}
	return !slices.ContainsFunc(old.entries, func(e entry) bool { return !areTables(e.value, new.get(e.key)) })
}

func areTables(a, b *node) bool {
	return a != nil && b != nil && a.kind == keyed && b.kind == keyed
}

// decides tells whether staffing decides the agents of a group: it serves a queue, and no event changes its
// stated agents, which would then have to be there.
func (b *bridge) decides(group string) bool {
	for _, root := range []*node{b.old, b.new} {
		if g := root.get("groups").get(group); g != nil && (!servesSome(g) || changedAgents(root, group)) {
			return false
		}
	}
	return true
}

func servesSome(group *node) bool {
	n := group.get("skills")
	return n != nil && len(n.entries)+len(n.items) > 0
}

// changedAgents tells whether a change event touches the agents of a group.
func changedAgents(root *node, group string) bool {
	events := root.get("events")
	if events == nil {
		return false
	}
	return slices.ContainsFunc(events.entries, func(ev entry) bool {
		set := ev.value.get("set")
		return set != nil && slices.ContainsFunc(set.entries, func(e entry) bool {
			steps, err := parsePath(e.key)
			return err == nil && len(steps) > 2 && steps[0].key == "groups" && steps[1].key == group && steps[2].key == "agents"
		})
	})
}

// withAnyAgents replaces the agents that staffing decides by a number.
func withAnyAgents(root *node) *node {
	out := *root
	out.entries = slices.Clone(root.entries)
	for i, section := range out.entries {
		if section.key != "groups" {
			continue
		}
		groups := *section.value
		groups.entries = slices.Clone(groups.entries)
		for k, g := range groups.entries {
			if servesSome(g.value) && !changedAgents(root, g.key) {
				groups.entries[k].value = g.value.withAgents("100")
			}
		}
		out.entries[i].value = &groups
	}
	return &out
}

// withAgents returns a group with so many agents all the time.
func (n *node) withAgents(count string) *node {
	number := &node{src: n.src, line: n.line, column: n.column, text: count}
	out := *n
	out.entries = slices.DeleteFunc(slices.Clone(n.entries), func(e entry) bool { return e.key == "agents" })
	out.entries = append(out.entries, entry{"agents", number.named("agents"), number})
	return &out
}

// ofEvents classes an event that is in one of the scenarios or in both.
func ofEvents(old, new *node) class {
	switch {
	case old == nil:
		return ofEvent(new)
	case new == nil || ofEvent(old) == ofEvent(new):
		return ofEvent(old)
	}
	return otherFacts
}

// ofEvent classes an event by what it changes.
func ofEvent(n *node) class {
	kind := n.get("kind")
	if kind == nil {
		return otherFacts
	}
	switch kind.text {
	case "campaign", "surge", "shift":
		return volumeFacts
	case "absence":
		return shrinkageFacts
	}
	found := ignoredFacts
	if set := n.get("set"); set != nil {
		for _, e := range set.entries {
			c := ofPath(e.key)
			if found != ignoredFacts && c != found {
				return otherFacts
			}
			found = c
		}
	}
	if found == ignoredFacts {
		return otherFacts
	}
	return found
}

// ofPath classes a path that a change event sets.
func ofPath(text string) class {
	steps, err := parsePath(text)
	if err != nil || len(steps) < 2 {
		return otherFacts
	}
	switch first := steps[0].key; {
	case first == "horizon" || first == "staffing":
		return ofSetting(first, steps[1].key)
	case first == "queues" && len(steps) > 2:
		return ofQueueFact(steps[2].key)
	case first == "groups" && len(steps) == 5 && steps[2].key == "skills":
		return ofSkillFact(steps[4].key)
	case first == "groups" && len(steps) > 2:
		return ofGroupFact(steps[2].key)
	case first == "busyness":
		return volumeFacts
	case first == "routing" || first == "lines" || first == "reserve":
		return skillFacts
	case first == "budget":
		return priceFacts
	}
	return otherFacts
}
