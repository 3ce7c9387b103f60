package scenarios

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"agner/sim"
)

// sections are the keys of the top level in their documented order.
func sections() []string {
	return []string{"name", "description", "extends", "horizon", "busyness", "queues", "groups", "routing", "lines", "reserve", "events",
		"budget", "experiment", "expect", "variants", "sweep", "staffing", "shifts", "capacity"}
}

// decode reads a merged scenario. The Spec is usable only if r has no mistakes.
func (r *reader) decode(root *node) *Spec {
	r.root, r.broken, r.meant = root, map[string]bool{}, map[*node]string{}
	s := &Spec{tree: root}
	unsupported := func(n *node, path string) {
		r.fail(n, "the section %s is not supported yet: leave it out", path)
	}
	skip := func(*node, string) {} // read before the merge
	readers := map[string]func(*node, string){
		"name": r.textInto(&s.Name), "description": r.textInto(&s.Description), "extends": skip, "variants": skip, "sweep": skip,
		"horizon":  func(n *node, p string) { r.horizon(n, p, &s.Horizon) },
		"busyness": func(n *node, p string) { s.BusynessCV = r.busyness(n, p) },
		"queues":   func(n *node, p string) { s.Queues = r.queues(n, p) },
		"groups":   func(n *node, p string) { s.Groups = r.groups(n, p) },
		"routing":  func(n *node, p string) { r.routing(n, p, &s.Routing) },
		"lines":    func(n *node, p string) { s.Lines = r.lines(n, p) },
		"reserve":  func(n *node, p string) { s.Reserve = r.reserves(n, p) },
		"events":   func(n *node, p string) { s.Events = r.events(n, p) },
		"budget":   func(n *node, p string) { r.budget(n, p, &s.Budget) },
		"experiment": func(n *node, p string) {
			r.experiment(n, p, &s.Experiment)
		},
		"expect": skip, "staffing": func(n *node, p string) { r.staffing(n, p, &s.Staffing) },
		"shifts": unsupported, "capacity": unsupported,
	}
	var fields []field
	for _, key := range sections() {
		fields = append(fields, field{key, readers[key]})
	}
	r.table(root, "", "a scenario", fields...)
	r.require(root, "a scenario", "queues", "groups")
	return s
}

// misplaced reports a section that every scenario needs, indented into another one.
func (r *reader) misplaced(e entry, path string) bool {
	root := r.root
	if path == e.key || strings.Contains(path, ".") || e.key != "queues" && e.key != "groups" || root == nil || root.get(e.key) != nil {
		return false
	}
	r.meant[root] += quote(e.key)
	r.fail(e.at, "%s is a section of the scenario, not one of the %s: indent it as far as %s", e.key, path, path)
	return true
}

// Has tells whether the scenario writes something at a path.
func (s *Spec) Has(path string) bool {
	n := s.tree
	steps, err := parsePath(path)
	if err != nil {
		return false
	}
	for _, st := range steps {
		switch {
		case n == nil:
			return false
		case st.key != "":
			n = n.get(st.key)
		case st.index < len(n.items):
			n = n.items[st.index]
		default:
			return false
		}
	}
	return n != nil
}

func (r *reader) horizon(n *node, path string, h *HorizonSpec) {
	r.table(n, path, "horizon",
		field{"start", func(v *node, _ string) { h.Start, _ = r.date(v) }},
		field{"days", r.countInto(&h.Days, wholeUpTo("a number of days", 1, 366))},
		field{"interval", func(v *node, _ string) { h.Interval = r.interval(v) }},
		field{"open", r.hoursInto(&h.Open)},
		field{"holidays", func(v *node, p string) { h.Holidays = r.holidays(v, p) }},
		field{"at_close", r.choiceInto(&h.AtClose, "a way to close", "serve_out", "disconnect")},
		field{"warmup", r.durationInto(&h.Warmup)})
}

func wholeUpTo(name string, least, most float64) quantity {
	q := counts(name, least)
	q.most = most
	return q
}

// interval reads a divisor of a day from 1m to 1d.
func (r *reader) interval(n *node) *sim.Time {
	d, ok := r.duration(n)
	if !ok {
		return nil
	}
	if d < sim.Minute || d > sim.Day || sim.Day%d != 0 || d%sim.Second != 0 {
		r.fail(n, "%s is no interval: it must divide a day, from 1m to 1d, such as 15m, 30m or 1h", quote(n.text))
		return nil
	}
	return &d
}

// holidays reads a list of closed dates, or a table from date to weekday or closed.
func (r *reader) holidays(n *node, path string) []Holiday {
	var out []Holiday
	add := func(at *node, h Holiday, ok bool) {
		if ok && slices.ContainsFunc(out, func(o Holiday) bool { return o.Date.Equal(h.Date) }) {
			r.fail(at, "%s is a holiday already in an entry above", h.Date.Format("2006-01-02"))
		} else if ok {
			out = append(out, h)
		}
	}
	if n.kind != keyed {
		r.eachItem(n, path, "holidays", func(item *node, p string) {
			d, ok := r.date(item)
			add(item, Holiday{Path: p, Date: d, Like: -1}, ok)
		})
		return out
	}
	for _, e := range n.entries {
		d, problem := readDate(e.key)
		if problem != "" {
			r.fail(e.at, "%s", problem)
			continue
		}
		if r.empty(e) || !r.scalar(e.value, "a weekday such as sun, or closed") {
			continue
		}
		h := Holiday{Path: join(path, e.key), Date: d, Like: -1}
		if e.value.text != "closed" {
			day, ok := readWeekday(e.value.text)
			if !ok {
				r.fail(e.value, "a holiday runs like one weekday, such as sun, or is closed: %s is neither%s", quote(e.value.text), suggestion(e.value.text, dayNames()))
				continue
			}
			h.Like = day
		}
		add(e.at, h, true)
	}
	return out
}

func (r *reader) busyness(n *node, path string) *float64 {
	var cv *float64
	if n.kind == single && n.text == "0" && len(n.changes) == 0 {
		return new(float64)
	}
	r.table(n, path, "busyness", field{"cv", r.floatInto(&cv, spreads())})
	r.require(n, "busyness", "cv")
	return cv
}

func (r *reader) lines(n *node, path string) []LineSpec {
	var out []LineSpec
	r.each(n, path, "lines", "trunk group", func(e entry, p string) {
		count, _, _ := r.number(e.value, wholeUpTo("a number of lines", 1, 1e6))
		out = append(out, LineSpec{Path: p, Name: e.key, Count: int(count)})
	})
	return out
}

func (r *reader) reserves(n *node, path string) []ReserveSpec {
	var out []ReserveSpec
	r.eachItem(n, path, "reserve", func(v *node, p string) {
		s := ReserveSpec{Path: p}
		var keep *int
		r.table(v, p, "a reserve",
			field{"group", r.nameInto(&s.Group)},
			field{"for", r.nameInto(&s.For)},
			field{"keep_free", r.countInto(&keep, counts("a number of agents", 1))})
		r.require(v, "a reserve", "group", "for", "keep_free")
		if keep != nil {
			s.KeepFree = *keep
		}
		out = append(out, s)
	})
	return out
}

func (r *reader) budget(n *node, path string, b *BudgetSpec) {
	per := ""
	r.table(n, path, "budget",
		field{"currency", r.textInto(&b.Currency)},
		field{"limit", r.amountInto(&b.Limit)},
		field{"per", r.choiceInto(&per, "a period", "day", "week", "month", "year", "horizon")},
		field{"line", r.floatInto(&b.LinePerMinute, minutePrices())},
		field{"other", r.amountInto(&b.Other)},
		field{"contract", func(v *node, _ string) { b.Contract = r.contract(v) }})
	switch {
	case per == "" || b.Limit == nil && n.get("limit") != nil:
	case b.Limit == nil:
		r.fail(n.get("per"), "per is the period of a limit: state the limit too")
	case b.Limit.Per != "" && b.Limit.Per != per:
		r.fail(n.get("per"), "the limit is stated per %s already", b.Limit.Per)
	case per != "horizon":
		b.Limit = &Amount{b.Limit.Value, per}
	}
}

func (r *reader) contract(n *node) *sim.Time {
	d, ok := r.duration(n)
	if !ok {
		return nil
	}
	if d < sim.Hour || d > sim.Week {
		r.fail(n, "%s are not the weekly hours of one full-time contract: between 1h and 168h", quote(n.text))
		return nil
	}
	return &d
}

func (r *reader) experiment(n *node, path string, x *ExperimentSpec) {
	r.table(n, path, "experiment",
		field{"seed", func(v *node, _ string) { x.Seed = r.seed(v) }},
		field{"replications", r.countInto(&x.Replications, wholeUpTo("a number of replications", 1, sim.MaxReplicationsLimit))},
		field{"precision", func(v *node, p string) { x.Precision = r.precision(v, p) }},
		field{"max_replications", r.countInto(&x.MaxReplications, wholeUpTo("a number of replications", 1, sim.MaxReplicationsLimit))})
	switch {
	case n.get("replications") != nil && n.get("precision") != nil:
		r.fail(n.get("precision"), "replications and precision exclude each other: state how many replications or how precise")
	case n.get("max_replications") != nil && n.get("precision") == nil:
		r.fail(n.get("max_replications"), "max_replications bounds precision: state the precision too")
	}
}

func (r *reader) seed(n *node) *uint64 {
	if !r.scalar(n, "a seed") || !r.unchanged(n, "a seed") {
		return nil
	}
	v, err := strconv.ParseUint(n.text, 10, 64)
	if err != nil {
		r.fail(n, "%s is not a seed: a whole number from 0 to %d", quote(n.text), uint64(math.MaxUint64))
		return nil
	}
	return &v
}

// precision reads {metric: half-width}.
func (r *reader) precision(n *node, path string) []sim.Precision {
	half := fractions()
	half.name = "a half-width"
	var out []sim.Precision
	if n.kind == keyed && len(n.entries) == 0 {
		r.fail(n, "precision names at least one metric, such as service_level: 0.5%%")
	}
	r.each(n, path, "precision", "metric", func(e entry, _ string) {
		goal, ok := PrecisionOf(e.key)
		if !ok {
			r.fail(e.at, "there is no metric %s of queues, groups or money%s", quote(e.key), suggestion(e.key, PrecisionNames()))
			return
		}
		h, _, ok := r.number(e.value, half)
		if ok && h == 0 {
			r.fail(e.value, "a half-width of 0 is never reached: write one such as 0.5%%")
		}
		goal.HalfWidth = h
		out = append(out, goal)
	})
	return out
}
