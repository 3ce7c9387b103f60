package scenarios

import (
	"slices"
	"sort"
	"strings"
	"time"

	"agner/sim"
)

// cell is a stretch of time with one value of a profile.
type cell struct {
	from, to sim.Time
	value    float64
}

// profileOn returns the profile that a calendar holds on day d.
func (t *translator) profileOn(c *Calendar, d int) *Profile {
	i := sort.Search(len(c.Eras), func(i int) bool { return c.Eras[i].From.After(t.axis.date(d)) })
	return &c.Eras[max(i-1, 0)].Profile
}

// partOn returns the part of a profile for a weekday, nil when it has none.
func (p *Profile) partOn(wd time.Weekday) *DayPart {
	for i := range p.Parts {
		if p.Parts[i].Days.Has(wd) {
			return &p.Parts[i]
		}
	}
	return nil
}

// cells returns what profile p says about day d of something with hours h, in
// order of time. Clocks hold in their own day; when the hours of d run past
// midnight, those before their end hold for the next morning too.
func (t *translator) cells(p *Profile, h Hours, d int, sum bool) []cell {
	if p.File != nil {
		return t.fileCells(p, h, d, sum)
	}
	wd, _ := t.axis.weekday(d)
	part := p.partOn(wd)
	switch {
	case part == nil:
		return nil
	case part.Clocks == nil:
		return t.listCells(part.Path, part.Values, h, d)
	}
	own := t.axis.owned(h, d)
	tail := t.axis.tail(h, d+1)
	var out []cell
	add := func(at sim.Time, v float64) {
		if n := len(out); n > 0 {
			out[n-1].to = at
		}
		out = append(out, cell{at, own.To, v})
	}
	for i, c := range part.Clocks {
		add(midnight(d)+c.time(), part.Values[i])
	}
	if len(part.Clocks) > 1 {
		for i, c := range part.Clocks {
			if c.time() < tail {
				add(midnight(d+1)+c.time(), part.Values[i])
			}
		}
	}
	return clip(out, own)
}

// clip keeps what of cells lies in span.
func clip(cells []cell, span sim.Span) []cell {
	var out []cell
	for _, c := range cells {
		c.from, c.to = max(c.from, span.From), min(c.to, span.To)
		if c.from < c.to {
			out = append(out, c)
		}
	}
	return out
}

// listCells gives one value to each open interval of the hours that begin on day d.
func (t *translator) listCells(path string, values []float64, h Hours, d int) []cell {
	open := t.axis.openIntervals(h, d)
	if len(open) == 0 {
		return nil
	}
	if len(values) != len(open) {
		if !t.simulated(d) {
			return nil
		}
		t.failOnce(path, "%d values for %s, which has %d open intervals of %s", len(values), t.axis.date(d).Weekday(), len(open), minutes(t.axis.interval))
		return nil
	}
	out := make([]cell, len(open))
	for i, at := range open {
		out[i] = cell{at, at + t.axis.interval, values[i]}
	}
	return out
}

// fileCells reads day d from the profile's file. A day that is open must be in it.
func (t *translator) fileCells(p *Profile, h Hours, d int, sum bool) []cell {
	s := t.series(p.File)
	if s == nil {
		return nil
	}
	if s.list != nil {
		values := make([]float64, len(s.list))
		for i, v := range s.list {
			values[i] = p.File.adjust(v)
		}
		return t.listCells(p.File.Path, values, h, d)
	}
	spans := t.openOn(h, d)
	if _, ok := s.on(t.axis, d); !ok && len(spans) > 0 && t.simulated(d) {
		t.failOnce(p.File.Path, "%s has no rows for %s (a %s)", p.File.File, t.axis.date(d).Format(time.DateOnly), t.axis.date(d).Weekday())
		return nil
	}
	cells, missing := s.cells(t.axis, d, sum, spans)
	if len(missing) > 0 && t.simulated(d) {
		t.gaps(p.File, missing)
	}
	return cells
}

// openOn returns what of the opening hours lies in calendar day d.
func (t *translator) openOn(h Hours, d int) []sim.Span {
	var out []sim.Span
	for _, s := range mergeSpans(append(t.axis.spansOf(h, d-1), t.axis.spansOf(h, d)...)) {
		s.From, s.To = max(s.From, midnight(d)), min(s.To, midnight(d+1))
		if s.From < s.To {
			out = append(out, s)
		}
	}
	return out
}

// simulated tells whether any of day d is simulated.
func (t *translator) simulated(d int) bool { return d < t.axis.days && midnight(d+1) > -t.axis.warmup }

// gaps remembers open intervals that a file does not have.
func (t *translator) gaps(ref *FileRef, missing []sim.Time) {
	i := slices.IndexFunc(t.missing, func(g gap) bool { return g.path == ref.Path })
	if i < 0 {
		t.missing = append(t.missing, gap{path: ref.Path, file: ref.File})
		i = len(t.missing) - 1
	}
	for _, at := range missing {
		if !slices.Contains(t.missing[i].at, at) {
			t.missing[i].at = append(t.missing[i].at, at)
		}
	}
}

type gap struct {
	path, file string
	at         []sim.Time
}

// warnGaps names the gaps in data files, the first few of each.
func (t *translator) warnGaps() {
	const named = 5
	for _, g := range t.missing {
		var at []string
		for _, m := range g.at[:min(named, len(g.at))] {
			at = append(at, t.axis.label(m))
		}
		more := ""
		if n := len(g.at) - named; n > 0 {
			more = " and " + count(n, "more interval", "more intervals")
		}
		t.warn("%s: %s has no complete rows for %s%s; contacts and agents are 0 there, other values those before", g.path, g.file, strings.Join(at, ", "), more)
	}
}

// level returns a mean or a fraction over time: it holds between its clocks,
// and the first value of a day extends backwards.
func (t *translator) level(c Calendar, h Hours) sim.Steps {
	if v, ok := c.single(); ok {
		return sim.Constant(v)
	}
	var b stepper
	for d := t.axis.firstDay(); d < t.axis.days; d++ {
		p := t.profileOn(&c, d)
		cells := t.cells(p, h, d, false)
		if len(cells) == 0 && t.simulated(d) && len(t.axis.spansOf(h, d)) > 0 && p.File == nil {
			t.failOnce(p.Path, "has no value for %s, on which it is open", t.axis.date(d).Weekday())
		}
		for i, c := range cells {
			if i == 0 && p.File == nil {
				c.from = min(c.from, t.axis.owned(h, d).From)
			}
			b.add(c.from, c.value)
		}
	}
	if len(b.steps.Value) == 1 {
		return sim.Constant(b.steps.Value[0])
	}
	return b.steps
}

// heads returns counts over time: 0 before the first clock of a day.
func (t *translator) heads(c Calendar, h Hours) sim.Steps {
	var b stepper
	for d := t.axis.firstDay(); d < t.axis.days; d++ {
		p := t.profileOn(&c, d)
		if p.File == nil {
			b.add(t.axis.owned(h, d).From, 0)
		} else if len(b.steps.At) == 0 {
			b.add(sim.Time(d)*sim.Day, 0) // a step function holds its first value backwards too
		}
		for _, c := range t.cells(p, h, d, false) {
			b.add(c.from, c.value)
			b.add(c.to, 0)
		}
	}
	return b.steps
}

// single returns the number that a calendar is at all times, if it is one.
func (c Calendar) single() (float64, bool) {
	if len(c.Eras) != 1 {
		return 0, false
	}
	p := c.Eras[0].Profile
	if p.File != nil || len(p.Parts) != 1 || p.Parts[0].Days != EveryDay || len(p.Parts[0].Values) != 1 || p.Parts[0].Clocks == nil {
		return 0, false
	}
	return p.Parts[0].Values[0], true
}
