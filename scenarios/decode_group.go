package scenarios

import (
	"slices"

	"agner/sim"
)

func (r *reader) groups(n *node, path string) []GroupSpec {
	var out []GroupSpec
	r.each(n, path, "groups", "group", func(e entry, p string) {
		g := GroupSpec{Path: p, Name: e.key}
		if e.key == "total" {
			r.fail(e.at, "a group cannot be called total: that is what all groups together are called")
		}
		r.group(e.value, p, &g)
		out = append(out, g)
	})
	return out
}

func (r *reader) group(n *node, path string, g *GroupSpec) {
	r.table(n, path, "group "+g.Name,
		field{"label", r.textInto(&g.Label)},
		field{"agents", func(v *node, p string) { r.agents(v, p, g) }},
		field{"agents_are", r.choiceInto(&g.AgentsAre, "what agents can be", "logged_in", "scheduled", "paid")},
		field{"skills", func(v *node, p string) { r.skills(v, p, g) }},
		field{"slowdown", r.floatInto(&g.Slowdown, slowdowns())},
		field{"shrinkage", func(v *node, p string) { g.Shrinkage = r.shrinkage(v, p) }},
		field{"adherence", r.calendarInto(&g.Adherence, fractions(), false)},
		field{"absence", r.calendarInto(&g.Absence, fractions(), false)},
		field{"max_occupancy", r.floatInto(&g.MaxOccupancy, fractions())},
		field{"wage", r.calendarInto(&g.Wage, hourlyPrices(), true)},
		field{"overtime", r.floatInto(&g.Overtime, number("an overtime factor", 0, 100))},
		field{"premiums", func(v *node, p string) { g.Premiums = r.premiums(v, p) }},
		field{"site", r.textInto(&g.Site)},
		field{"open", r.hoursInto(&g.Open)},
		field{"tariff", func(v *node, p string) { g.Tariff = r.tariff(v, p) }},
		field{"limit", func(v *node, p string) { g.ContactLimit = r.contactLimit(v, p) }})
	if n.get("wage") != nil && n.get("tariff") != nil {
		r.fail(n.get("tariff"), "a group has a wage or a tariff, not both")
	}
}

func slowdowns() quantity {
	q := fractions()
	q.name, q.most = "a slowdown", 10
	return q
}

func (r *reader) agents(n *node, path string, g *GroupSpec) {
	if n.kind == keyed && n.get("from") != nil || n.kind == single && n.text == "from: shifts" {
		r.fail(n, "agents from shifts are not supported yet: state their number")
		return
	}
	g.Agents = r.calendar(n, path, heads(), false)
}

// skills reads a list of queues, or queues with their levels.
func (r *reader) skills(n *node, path string, g *GroupSpec) {
	g.SkillsSaid, g.ByLevel = true, n.kind == keyed
	if n.kind != keyed {
		if n.kind == listed {
			r.names(n, "skills")
			for i, item := range n.items {
				g.Skills = append(g.Skills, SkillSpec{Path: path + (step{index: i}).String(), Queue: item.text})
			}
			return
		}
		r.fail(n, "skills must be a list of queues such as [sales, support], or a table of queues with levels")
		return
	}
	r.each(n, path, "skills", "skill", func(e entry, p string) {
		s := SkillSpec{Path: p, Queue: e.key}
		r.table(e.value, p, "a skill",
			field{"level", r.countInto(&s.Level, wholeUpTo("a level", 0, 1000))},
			field{"speed", r.floatInto(&s.Speed, number("a speed", 0.01, 100))},
			field{"at_once", r.countInto(&s.AtOnce, wholeUpTo("a number of contacts at once", 1, 100))})
		g.Skills = append(g.Skills, s)
	})
}

// shrinkage reads one fraction, or out_of_office and in_office with their parts.
func (r *reader) shrinkage(n *node, path string) *ShrinkageSpec {
	s := &ShrinkageSpec{Path: path}
	if n.kind != keyed || n.get("out_of_office") == nil && n.get("in_office") == nil && !isNameLike(n.keys()) {
		s.All = r.calendar(n, path, fractions(), true)
		return s
	}
	s.Parts = true
	r.table(n, path, "shrinkage",
		field{"out_of_office", func(v *node, p string) { s.Out = r.shrinkageParts(v, p) }},
		field{"in_office", func(v *node, p string) { s.In = r.shrinkageParts(v, p) }})
	return s
}

// isNameLike tells keys that are names, rather than those of profiles, calendars and files.
func isNameLike(keys []string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool {
		return k == "file" || clockForm.MatchString(k) || dateForm.MatchString(k) || startsWithWeekday(k) && !hasLongWord(k)
	})
}

func hasLongWord(k string) bool { _, ok := readWeekdays(k); return !ok }

func (r *reader) shrinkageParts(n *node, path string) []PartSpec {
	if n.kind != keyed || !isNameLike(n.keys()) || len(n.entries) == 0 {
		return []PartSpec{{Path: path, Fraction: r.calendar(n, path, fractions(), true)}}
	}
	var out []PartSpec
	r.each(n, path, "this level of shrinkage", "a part", func(e entry, p string) {
		out = append(out, PartSpec{Path: p, Name: e.key, Fraction: r.calendar(e.value, p, fractions(), true)})
	})
	return out
}

// premiums reads surcharges by span of the day, weekday, or holiday.
func (r *reader) premiums(n *node, path string) []PremiumSpec {
	q := fractions()
	q.name, q.most = "a premium", 10
	var out []PremiumSpec
	r.each(n, path, "premiums", "premium", func(e entry, p string) {
		s := PremiumSpec{Path: p}
		s.Factor, _, _ = r.number(e.value, q)
		days, ok := readWeekdays(e.key)
		switch {
		case e.key == "holiday":
			s.Holiday = true
		case ok:
			s.Days = days
		default:
			span, problem := readSpan(e.key)
			if problem != "" {
				r.fail(e.at, "%s is no time of a premium: write a span such as 22:00-06:00, a weekday such as sun, or holiday", quote(e.key))
				return
			}
			s.Span = &span
		}
		out = append(out, s)
	})
	return out
}

func (r *reader) tariff(n *node, path string) *TariffSpec {
	t := &TariffSpec{Path: path}
	price := money()
	price.name, price.least = "a price", 0
	var p *float64
	r.table(n, path, "tariff",
		field{"per", r.choiceInto(&t.Per, "a unit of a tariff", "handled_minute", "talk_minute", "contact", "staffed_hour")},
		field{"price", r.floatInto(&p, price)},
		field{"minimum", r.amountInto(&t.Minimum)})
	r.require(n, "tariff", "per", "price")
	if p != nil {
		t.Price = *p
	}
	return t
}

// contactLimit reads {contacts: 1500/day}.
func (r *reader) contactLimit(n *node, path string) *int {
	var out *int
	q := counts("a number of contacts", 0)
	q.form, q.needsUnit = volumeForm, true
	q.parse = func(text string) (float64, Unit, string) {
		v, unit, problem := parseVolume(text)
		if problem == "" && unit != PerDay {
			problem = quote(text) + ": the contacts of a group are limited per day, such as 1500/day"
		}
		return v, unit, problem
	}
	r.table(n, path, "limit", field{"contacts", r.countInto(&out, q)})
	r.require(n, "limit", "contacts")
	return out
}

// routing reads the section routing.
func (r *reader) routing(n *node, path string, s *RoutingSpec) {
	r.table(n, path, "routing",
		field{"pick_agent", r.choiceInto(&s.PickAgent, "a way to pick an agent", "longest_idle", "least_occupied", "random", "fewest_contacts")},
		field{"pick_contact", r.choiceInto(&s.PickContact, "a way to pick a contact", "longest_wait", "most_urgent")},
		field{"routes", func(v *node, p string) {
			r.each(v, p, "routes", "route", func(e entry, p string) {
				s.Routes = append(s.Routes, r.route(e, p))
			})
		}})
}

func (r *reader) route(e entry, path string) RouteSpec {
	route := RouteSpec{Path: path, Queue: e.key}
	if e.value.kind == listed && len(e.value.items) == 0 {
		r.fail(e.value, "the route of %s has no step: leave it out for the default", quote(e.key))
	}
	var last sim.Time
	r.eachItem(e.value, path, "a route", func(n *node, p string) {
		s := r.step(n, p)
		if s.After != nil {
			if at := n.get("after"); *s.After < last {
				r.fail(at, "steps stand in the order of their time: this one comes before the one above")
			}
			last = *s.After
		}
		route.Steps = append(route.Steps, s)
	})
	return route
}

func (r *reader) step(n *node, path string) StepSpec {
	s := StepSpec{Path: path}
	disconnect := new(bool)
	r.table(n, path, "a step",
		field{"after", r.durationInto(&s.After)},
		field{"to", func(v *node, _ string) { s.ToSaid = true; s.To = r.names(v, "groups") }},
		field{"order", r.choiceInto(&s.Order, "an order", "listed", "random")},
		field{"message", r.floatInto(&s.Message, fractions())},
		field{"flow_to", r.nameInto(&s.FlowTo)},
		field{"disconnect", r.truthInto(&disconnect)},
		field{"split", func(v *node, p string) { s.Split = r.split(v, p) }})
	s.Disconnect = *disconnect
	if n.kind == keyed && len(n.entries) == 0 {
		r.fail(n, "this step does nothing: give it to, message, flow_to, disconnect or split")
	}
	if s.ToSaid && len(s.To) == 0 && n.get("to").kind == listed && len(n.get("to").items) == 0 {
		r.fail(n.get("to"), "this step names no group: leave to out to keep the groups of the step before")
	}
	if s.FlowTo != "" && s.Disconnect {
		r.fail(n.get("flow_to"), "a contact flows to another queue or is disconnected, not both")
	}
	return s
}

func (r *reader) split(n *node, path string) []SplitSpec {
	var out []SplitSpec
	total := 0.0
	r.each(n, path, "split", "group", func(e entry, p string) {
		share, _, _ := r.number(e.value, fractions())
		total += share
		out = append(out, SplitSpec{p, e.key, share})
	})
	if len(out) > 0 && (total < 1-1e-6 || total > 1+1e-6) {
		r.fail(n, "the shares of a split add up to %s, not to 100%%", showPercent(total))
	}
	return out
}
