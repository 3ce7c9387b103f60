package scenarios

import (
	"slices"
	"strings"
)

// eventKeys are the keys of each kind of event besides kind and known.
func eventKeys(kind string) []string {
	switch kind {
	case "campaign":
		return []string{"at", "audience", "contact_rate", "curve", "closed", "queues", "cost", "handle_time"}
	case "surge":
		return []string{"at", "for", "queues", "patience", "handle_time", "cost"}
	case "absence":
		return []string{"on", "groups"}
	case "change":
		return []string{"from", "set"}
	case "shift":
		return []string{"from", "move", "induced", "take_up"}
	}
	return nil
}

func (r *reader) events(n *node, path string) []EventSpec {
	var out []EventSpec
	r.each(n, path, "events", "event", func(e entry, p string) {
		if ev, ok := r.event(e, p); ok {
			out = append(out, ev)
		}
	})
	return out
}

func (r *reader) event(e entry, path string) (EventSpec, bool) {
	ev := EventSpec{Path: path, Name: e.key}
	n := e.value
	if !r.isTable(n, "event "+e.key) {
		return ev, false
	}
	kind := n.get("kind")
	if kind == nil || kind.kind == nothing {
		r.fail(n, "event %s needs kind: campaign, surge, absence, change or shift", quote(e.key))
		return ev, false
	}
	if ev.Kind = r.choice(kind, "a kind of event", "campaign", "surge", "absence", "change", "shift"); ev.Kind == "" {
		return ev, false
	}
	readers := r.eventReaders(&ev)
	fields := []field{{"kind", func(*node, string) {}}, {"known", func(v *node, _ string) { ev.Known = r.known(v) }}}
	for _, key := range eventKeys(ev.Kind) {
		fields = append(fields, field{key, readers[key]})
	}
	r.table(n, path, "an event of kind "+ev.Kind, fields...)
	switch ev.Kind {
	case "campaign":
		r.require(n, "a campaign", "at", "audience", "contact_rate", "curve", "queues")
	case "surge":
		r.require(n, "a surge", "at", "for", "queues")
	case "absence":
		r.require(n, "an absence", "on", "groups")
	case "change":
		r.require(n, "a change", "from", "set")
	case "shift":
		r.require(n, "a shift", "from", "move")
	}
	return ev, true
}

// eventReaders returns what reads each key of ev, whose kind is known.
func (r *reader) eventReaders(ev *EventSpec) map[string]func(*node, string) {
	c, s, sh := &CampaignSpec{}, &SurgeSpec{}, &ShiftSpec{}
	readers := map[string]func(*node, string){}
	moment := func(v *node, _ string) { ev.At, _ = r.moment(v, "a date with a clock time", readMoment) }
	for _, key := range []string{"at", "on", "from"} {
		readers[key] = moment
	}
	switch ev.Kind {
	case "campaign":
		ev.Campaign = c
		readers["audience"] = func(v *node, _ string) { c.Audience, _, _ = r.number(v, counts("an audience", 0)) }
		readers["contact_rate"] = func(v *node, p string) { r.contactRate(v, p, c) }
		readers["curve"] = func(v *node, p string) { r.curve(v, p, c) }
		readers["closed"] = r.choiceInto(&c.Closed, "what happens in closed time", "next_opening", "lost")
		readers["queues"] = func(v *node, p string) { c.Queues = r.shares(v, p, "queues", "queue") }
		readers["cost"] = r.floatInto(&c.Cost, money())
		readers["handle_time"] = r.factorInto(&c.Handle)
	case "surge":
		ev.Surge = s
		readers["for"] = func(v *node, _ string) { s.For, _ = r.duration(v) }
		readers["queues"] = func(v *node, p string) { s.Queues = r.additions(v, p) }
		readers["patience"] = r.factorInto(&s.Patience)
		readers["handle_time"] = r.factorInto(&s.Handle)
		readers["cost"] = r.floatInto(&s.Cost, money())
	case "absence":
		readers["groups"] = func(v *node, p string) { ev.Absence = r.eachShare(v, p, "groups", "group") }
	case "change":
		ev.Change = &ChangeSpec{}
		readers["set"] = func(v *node, p string) { ev.Change.Sets = r.sets(v, p) }
	case "shift":
		ev.Shift = sh
		readers["move"] = func(v *node, p string) { r.move(v, p, sh) }
		readers["induced"] = func(v *node, p string) { r.induced(v, p, sh) }
		readers["take_up"] = r.durationInto(&sh.TakeUp)
	}
	return readers
}

// known reads always, never, or a notice such as 10d.
func (r *reader) known(n *node) *KnownSpec {
	switch {
	case n.kind == single && n.text == "always":
		return &KnownSpec{Always: true}
	case n.kind == single && n.text == "never":
		return &KnownSpec{Never: true}
	}
	d, ok := r.duration(n)
	if !ok {
		return nil
	}
	return &KnownSpec{Notice: d}
}

// contactRate reads 1.5% or {mean: 1.5%, cv: 30%}.
func (r *reader) contactRate(n *node, path string, c *CampaignSpec) {
	if n.kind != keyed {
		c.ContactRate, _, _ = r.number(n, fractions())
		return
	}
	r.table(n, path, "contact_rate",
		field{"mean", func(v *node, _ string) { c.ContactRate, _, _ = r.number(v, fractions()) }},
		field{"cv", func(v *node, _ string) { c.RateCV, _, _ = r.number(v, spreads()) }})
	r.require(n, "contact_rate", "mean")
}

// curve reads {peak, half_life} or {days: [shares]}.
func (r *reader) curve(n *node, path string, c *CampaignSpec) {
	r.table(n, path, "curve",
		field{"peak", r.durationInto(&c.Peak)},
		field{"half_life", r.durationInto(&c.HalfLife)},
		field{"days", func(v *node, p string) { c.DayShares = r.numbers(v, p, "days", fractions()) }})
	if n.kind != keyed {
		return
	}
	if days := n.get("days"); days != nil {
		for _, other := range []string{"peak", "half_life"} {
			if at := n.get(other); at != nil {
				r.fail(at, "a curve has peak and half_life, or days, not both")
			}
		}
		total := 0.0
		for _, f := range c.DayShares {
			total += f
		}
		if len(c.DayShares) == len(days.items) && (total < 1-1e-6 || total > 1+1e-6) {
			r.fail(days, "the days of a curve add up to %s, not to 100%%", showPercent(total))
		}
		return
	}
	r.require(n, "curve", "half_life")
	if c.HalfLife != nil && *c.HalfLife == 0 {
		r.fail(n.get("half_life"), "a half_life of 0 is over at once: state a time such as 8h")
	}
}

// eachShare reads {name: fraction}.
func (r *reader) eachShare(n *node, path, section, what string) []Share {
	var out []Share
	r.each(n, path, section, what, func(e entry, p string) {
		f, _, _ := r.number(e.value, fractions())
		out = append(out, Share{p, e.key, f})
	})
	return out
}

// shares reads fractions that add up to 100 %.
func (r *reader) shares(n *node, path, section, what string) []Share {
	before := len(r.mistakes)
	out := r.eachShare(n, path, section, what)
	total := 0.0
	for _, s := range out {
		total += s.Fraction
	}
	if len(r.mistakes) == before && (total < 1-1e-6 || total > 1+1e-6) {
		r.fail(n, "the shares of the queues add up to %s, not to 100%%", showPercent(total))
	}
	return out
}

// additions reads {queue: +250%}.
func (r *reader) additions(n *node, path string) []Share {
	var out []Share
	r.each(n, path, "queues", "queue", func(e entry, p string) {
		f, _ := r.added(e.value)
		out = append(out, Share{p, e.key, f})
	})
	return out
}

// sets reads {path: value} of a change; the values are applied and read with the scenario.
func (r *reader) sets(n *node, path string) []SetSpec {
	if !r.isTable(n, "set") {
		return nil
	}
	var out []SetSpec
	for _, e := range n.entries {
		if _, err := parsePath(e.key); err != nil {
			r.fail(e.at, "%s", err)
			continue
		}
		if root, _, _ := strings.Cut(e.key, "."); !slices.Contains([]string{"queues", "groups", "routing", "lines", "reserve", "budget"}, root) {
			r.fail(e.at, "a change from a date on is to queues, groups, routing, lines, reserve or budget, not to %s", quote(root))
			continue
		}
		out = append(out, SetSpec{Where: join(path, e.key), Path: e.key, Value: e.value.text})
	}
	return out
}

func (r *reader) move(n *node, path string, s *ShiftSpec) {
	r.table(n, path, "move",
		field{"from", r.nameInto(&s.From)},
		field{"to", r.nameInto(&s.To)},
		field{"share", func(v *node, _ string) { s.Share, _, _ = r.number(v, fractions()) }})
	r.require(n, "move", "from", "to", "share")
	if s.From != "" && s.From == s.To {
		r.fail(n.get("to"), "demand moves from one queue to another, not to itself")
	}
}

// induced reads {share: 8%, of: moved}.
func (r *reader) induced(n *node, path string, s *ShiftSpec) {
	of := ""
	share := fractions()
	share.most = 10
	r.table(n, path, "induced",
		field{"share", r.floatInto(&s.Induced, share)},
		field{"of", r.choiceInto(&of, "what induced demand is a share of", "moved")})
	r.require(n, "induced", "share")
}

// changedSpecs gives every change event the scenario as it is from then on: with
// its own changes and those of the events that begin before it, in order of
// time. The base is the scenario without events.
func (r *reader) changedSpecs(s *Spec) {
	var changes []*EventSpec
	for i := range s.Events {
		if s.Events[i].Change != nil {
			changes = append(changes, &s.Events[i])
		}
	}
	slices.SortStableFunc(changes, func(a, b *EventSpec) int { return a.At.Compare(b.At) })
	root := s.tree.without("events")
	for _, ev := range changes {
		root = r.applyAll(root, s.tree.get("events").get(ev.Name).get("set"))
		inner := reader{}
		ev.Change.Changed = inner.decode(root)
		r.mistakes = append(r.mistakes, inner.mistakes...)
	}
}

// applyAll applies the entries {path: value} of a table.
func (r *reader) applyAll(root, sets *node) *node {
	if sets == nil {
		return root
	}
	for _, e := range sets.entries {
		root = apply(root, e.at, e.value, r.fail)
	}
	return root
}

// without returns a table without a key.
func (n *node) without(key string) *node {
	out := *n
	out.entries = slices.DeleteFunc(slices.Clone(n.entries), func(e entry) bool { return e.key == key })
	return &out
}
