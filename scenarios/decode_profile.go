package scenarios

import (
	"path"
	"slices"
	"strings"
)

// calendar reads a value that may change over the day, over the weeks, or come
// from a file. dated tells that dates are legal as keys.
func (r *reader) calendar(n *node, at string, q quantity, dated bool) Calendar {
	c := Calendar{Path: at}
	if n.kind != keyed || len(n.entries) == 0 || !dateForm.MatchString(n.entries[0].key) {
		c.Eras = []Era{{Profile: r.profile(n, at, q)}}
		return c
	}
	if !dated {
		r.fail(n.entries[0].at, "%s: this value cannot change by date; use an event of kind change", n.entries[0].key)
		return c
	}
	for _, e := range n.entries {
		d, problem := readDate(e.key)
		if problem != "" {
			r.fail(e.at, "%s", problem)
			continue
		}
		if r.empty(e) {
			continue
		}
		c.Eras = append(c.Eras, Era{From: d, Profile: r.profile(e.value.with(n.changes), join(at, e.key), q)})
	}
	slices.SortStableFunc(c.Eras, func(a, b Era) int { return a.From.Compare(b.From) })
	return c
}

func (r *reader) calendarInto(p *Calendar, q quantity, dated bool) func(*node, string) {
	return func(n *node, at string) { *p = r.calendar(n, at, q, dated) }
}

// empty reports an entry without a value.
func (r *reader) empty(e entry) bool {
	if e.value.kind == nothing {
		r.fail(e.value, "%s has no value: give it one, or leave it out", e.key)
		return true
	}
	return false
}

// profile reads a value over the day.
func (r *reader) profile(n *node, at string, q quantity) Profile {
	p := Profile{Path: at}
	switch {
	case n.kind == keyed && n.get("file") != nil:
		p.File = r.fileRef(n, at, q)
	case n.kind == keyed && len(n.entries) > 0 && startsWithWeekday(n.entries[0].key):
		r.byWeekday(n, &p, q)
	default:
		p.Parts = []DayPart{{Path: at, Days: EveryDay}}
		p.Unit = r.dayPart(n, &p.Parts[0], q)
	}
	return p
}

func startsWithWeekday(key string) bool {
	_, ok := readWeekday(key[:min(3, len(key))])
	return ok
}

// byWeekday reads the parts of a profile with weekdays as keys.
func (r *reader) byWeekday(n *node, p *Profile, q quantity) {
	var seen Weekdays
	for _, e := range n.entries {
		days, ok := readWeekdays(e.key)
		switch {
		case !ok:
			r.fail(e.at, "%s", weekdayProblem(e.key))
			continue
		case days&seen != 0:
			r.fail(e.at, "%s: a weekday has a value already in an entry above", e.key)
			continue
		case r.empty(e):
			continue
		}
		seen |= days
		part := DayPart{Path: join(p.Path, e.key), Days: days}
		unit := r.dayPart(e.value.with(n.changes), &part, q)
		r.sameUnit(e.value, p, unit, len(p.Parts) == 0)
		p.Parts = append(p.Parts, part)
	}
}

// sameUnit reports a part of a volume in another unit than the parts before it.
func (r *reader) sameUnit(n *node, p *Profile, unit Unit, first bool) {
	if first {
		p.Unit = unit
	} else if unit != p.Unit {
		r.fail(n, "all parts of a volume must be in one unit: all per minute or hour, all per day, all per week, or all contacts per interval")
	}
}

// dayPart reads the values of one day: single, by clock, or one per open interval.
func (r *reader) dayPart(n *node, part *DayPart, q quantity) (unit Unit) {
	add := func(c Clock, v float64) {
		part.Clocks, part.Values = append(part.Clocks, c), append(part.Values, v)
	}
	switch {
	case n.kind == single:
		v, unit, ok := r.number(n, q)
		if ok && unit == Plain && v != 0 && q.units {
			r.fail(n, "%s has no unit: write %s/h while open, %s/day in total, or a list with one number per open interval", quote(n.text), n.text, n.text)
		}
		add(0, v)
		return unit
	case n.kind == nothing:
		r.fail(n, "expected %s, not nothing", q.name)
		return Plain
	case len(n.entries)+len(n.items) == 0:
		r.fail(n, "expected %s, or values by clock such as {08:00: 12}, not an empty %s", q.name, map[bool]string{true: "list", false: "table"}[n.kind == listed])
		return Plain
	case n.kind == listed:
		for i, item := range n.items {
			v, of, ok := r.number(item.with(n.changes), q)
			if i > 0 && ok && of != unit {
				r.fail(item, "all values must be in one unit")
			}
			unit = of
			part.Values = append(part.Values, v)
		}
		return unit
	}
	return r.byClock(n, part, q)
}

// byClock reads the values of a day with clock times as keys.
func (r *reader) byClock(n *node, part *DayPart, q quantity) (unit Unit) {
	type moment struct {
		clock Clock
		value float64
	}
	var moments []moment
	for _, e := range n.entries {
		c, problem := readClock(e.key)
		switch {
		case problem != "" && len(moments) == 0 && len(n.entries) == 1 && !strings.ContainsAny(e.key, "0123456789"):
			r.fail(e.at, "unexpected key %s; expected %s, a profile such as {08:00: …}, weekdays, or a file%s", quote(e.key), q.name, suggestion(e.key, []string{"file"}))
			continue
		case problem != "":
			r.fail(e.at, "%s", problem)
			continue
		case c == daySeconds:
			r.fail(e.at, "24:00 is the end of the day: no value begins there")
			continue
		case slices.ContainsFunc(moments, func(m moment) bool { return m.clock == c }):
			r.fail(e.at, "%s stands twice in this profile", e.key)
			continue
		case r.empty(e):
			continue
		}
		v, of, ok := r.number(e.value.with(n.changes), q)
		if len(moments) > 0 && ok && of != unit {
			r.fail(e.value, "all values must be in one unit")
		}
		unit = of
		moments = append(moments, moment{c, v})
	}
	slices.SortFunc(moments, func(a, b moment) int { return int(a.clock - b.clock) })
	for _, m := range moments {
		part.Clocks, part.Values = append(part.Clocks, m.clock), append(part.Values, m.value)
	}
	return unit
}

// fileRef reads {file, column, where, date, time, use} and applies changes to
// the numbers that the file will give. More fields may belong to the table.
func (r *reader) fileRef(n *node, at string, q quantity, more ...field) *FileRef {
	f := FileRef{Path: at, Times: 1}
	for _, c := range n.changes {
		unchanged, ok := r.changed(0, Plain, c, q)
		if !ok {
			continue
		}
		if c.times != 0 {
			f.Times, f.Plus = f.Times*c.times, f.Plus*c.times
		} else {
			f.Plus += unchanged
		}
	}
	bare := *n
	bare.changes = nil
	use := ""
	fields := []field{
		{"file", func(v *node, _ string) { f.File = r.filePath(v) }},
		{"column", r.textInto(&f.Column)},
		{"where", func(v *node, p string) { f.Where = r.conditions(v) }},
		{"date", r.textInto(&f.Date)},
		{"time", r.textInto(&f.Time)},
		{"use", r.choiceInto(&use, "a use of dates", "dated", "weekday_mean")},
	}
	r.table(&bare, at, "a file", append(fields, more...)...)
	r.require(&bare, "a file", "file", "column")
	f.WeekdayMean = use == "weekday_mean"
	return &f
}

// filePath reads the name of a file: inside the folder tree of the file that names it.
func (r *reader) filePath(n *node) string {
	text := r.text(n)
	if text == "" {
		if n.kind == single {
			r.fail(n, "the name of the file is missing")
		}
		return ""
	}
	return r.inTree(n, text)
}

// inTree resolves a file name against the folder of the file that n stands in.
// It may lie anywhere in the tree of the scenario.
func (r *reader) inTree(n *node, name string) string {
	clean := strings.ReplaceAll(name, `\`, "/")
	joined := path.Join(n.src.dir, clean)
	switch {
	case path.IsAbs(clean) || strings.Contains(clean, ":"):
		r.fail(n, "%s is an absolute path: name files relative to the scenario", quote(name))
	case joined == ".." || strings.HasPrefix(joined, "../"):
		r.fail(n, "%s leaves the folder of the scenario: put the file beside it or below", quote(name))
	case joined == "." || strings.HasSuffix(clean, "/"):
		r.fail(n, "%s is a folder, not a file", quote(name))
	default:
		return joined
	}
	return ""
}

// conditions reads where: {column: value}.
func (r *reader) conditions(n *node) []Condition {
	if !r.isTable(n, "where") {
		return nil
	}
	var out []Condition
	for _, e := range n.entries {
		if r.empty(e) {
			continue
		}
		out = append(out, Condition{e.key, r.text(e.value)})
	}
	return out
}
