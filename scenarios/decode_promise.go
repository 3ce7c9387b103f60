package scenarios

import "agner/sim"

// target reads the service promised on a queue.
func (r *reader) target(n *node, path string) *TargetSpec {
	t := &TargetSpec{Path: path}
	var definitions []string
	for _, d := range sim.Definitions() {
		definitions = append(definitions, d.String())
	}
	level := fractions()
	level.name = "a service level"
	r.table(n, path, "target",
		field{"level", r.floatInto(&t.Level, level)},
		field{"within", r.durationInto(&t.Within)},
		field{"definition", r.choiceInto(&t.Definition, "a definition of the service level", definitions...)},
		field{"short_abandon", r.durationInto(&t.ShortAbandon)},
		field{"per", r.choiceInto(&t.Per, "a span", "interval", "day", "week", "horizon")},
		field{"max_abandonment", r.floatInto(&t.MaxAbandonment, fractions())},
		field{"max_asa", r.durationInto(&t.MaxASA)})
	if n.kind != keyed {
		return t
	}
	if r.meant[n] == "" && n.get("level") == nil && n.get("max_abandonment") == nil && n.get("max_asa") == nil {
		r.fail(n, "target promises nothing: state level, max_abandonment or max_asa")
	}
	if n.get("within") != nil && n.get("level") == nil {
		r.require(n, "target with within", "level")
	}
	if t.Level != nil && *t.Level == 0 {
		r.fail(n.get("level"), "a service level of 0 promises nothing: leave the target out")
	}
	return t
}

// value reads what service on a queue is worth.
func (r *reader) value(n *node, path string) *ValueSpec {
	v := &ValueSpec{Path: path}
	worth := money()
	r.table(n, path, "value",
		field{"answered", r.floatInto(&v.Answered, worth)},
		field{"cost", func(c *node, p string) { v.Cost = r.outcomes(c, p, "cost", worth) }},
		field{"churn", func(c *node, p string) { v.Churn = r.outcomes(c, p, "churn", fractions()) }},
		field{"lifetime_value", r.floatInto(&v.LifetimeValue, worth)})
	if n.get("churn") != nil {
		r.require(n, "value with churn", "lifetime_value")
	}
	return v
}

func (r *reader) outcomes(n *node, path, what string, q quantity) OutcomesSpec {
	var o OutcomesSpec
	r.table(n, path, what,
		field{"abandoned", r.floatInto(&o.Abandoned, q)},
		field{"unresolved", r.floatInto(&o.Unresolved, q)},
		field{"late", r.floatInto(&o.Late, q)})
	return o
}

// dialer reads the outbound dialer of a queue.
func (r *reader) dialer(n *node, path string) *DialerSpec {
	d := &DialerSpec{Path: path}
	dials := number("a number of dials", 0, 100)
	r.table(n, path, "dialer",
		field{"mode", r.choiceInto(&d.Mode, "a mode", "preview", "progressive", "predictive")},
		field{"hours", r.hoursInto(&d.Hours)},
		field{"list", func(v *node, p string) {
			if v.kind == single && v.text == "unlimited" && len(v.changes) == 0 {
				d.Unlimited = true
				return
			}
			r.countInto(&d.List, counts("a number of customers", 0))(v, p)
		}},
		field{"reach", r.calendarInto(&d.Reach, fractions(), false)},
		field{"dials_per_agent", r.floatInto(&d.DialsPerAgent, dials)},
		field{"start_when_idle", r.countInto(&d.StartWhenIdle, counts("a number of agents", 0))},
		field{"watch", func(v *node, _ string) { d.WatchSaid = true; d.Watch = r.names(v, "groups to watch") }},
		field{"preview", r.durationInto(&d.Preview)},
		field{"ring", r.durationInto(&d.Ring)},
		field{"max_abandonment", r.floatInto(&d.MaxAbandonment, fractions())})
	r.require(n, "dialer", "mode", "reach")
	if d.Mode != "" && d.Mode != "preview" && n.get("preview") != nil {
		r.fail(n.get("preview"), "preview is the time before a dial in mode preview, not in mode %s", d.Mode)
	}
	if d.DialsPerAgent != nil && *d.DialsPerAgent == 0 {
		r.fail(n.get("dials_per_agent"), "with 0 dials per agent nobody is called")
	}
	return d
}
