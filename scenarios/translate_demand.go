package scenarios

import (
	"math"
	"slices"
	"time"

	"agner/sim"
)

// demand gives every queue with arrivals its source of fresh contacts.
func (t *translator) demand(c *sim.Centre) {
	stated := make([]sim.Steps, len(t.spec.Queues))
	for i := range t.spec.Queues {
		q := &t.spec.Queues[i]
		a := q.Arrivals
		if a == nil {
			continue
		}
		s := sim.Source{
			Name:       q.Name,
			Process:    choose[sim.Process](t, a.Process, a.Path+".process", "poisson", "counts", "trace"),
			IntervalCV: withDefault(t, a.IntervalCV, a.Path+".interval_cv", "0", 0),
			ForecastCV: withDefault(t, a.ForecastError, a.Path+".forecast_error", "0", 0),
		}
		if s.Process == sim.Replay {
			s.Trace = t.trace(a)
			s.IntervalCV, s.ForecastCV, s.NoBusyness = 0, 0, true
			t.replayed(a)
		} else {
			s.DayCV = withDefault(t, a.DayCV, a.Path+".day_cv", "0", 0)
			stated[i] = t.volume(q)
		}
		c.Queues[i].Sources = append(c.Queues[i].Sources, s)
	}
	rates := t.firstAttempts(c, stated)
	for i := range c.Queues {
		for s := range c.Queues[i].Sources {
			c.Queues[i].Sources[s].Rate = rates[i]
		}
	}
}

// replayed refuses what has no meaning for recorded arrivals.
func (t *translator) replayed(a *ArrivalsSpec) {
	switch {
	case a.Volume.IsSet():
		t.fail(a.Volume.Path, "process: trace replays recorded arrivals; remove volume")
	case value(a.DayCV, 0) > 0 || value(a.IntervalCV, 0) > 0 || value(a.ForecastError, 0) > 0:
		t.fail(a.Path, "process: trace replays recorded arrivals; remove day_cv, interval_cv and forecast_error")
	case len(a.Includes) > 0:
		t.fail(a.Path+".includes", "recorded arrivals are replayed one by one: nothing can be taken out; write includes: []")
	}
}

// trace returns the recorded moments of arrival that lie in the horizon.
func (t *translator) trace(a *ArrivalsSpec) []sim.Time {
	ref := *a.Trace
	if ref.Date == "" {
		ref.Date = ref.Column
	}
	s, err := t.data.trace(&ref)
	if err != nil {
		t.failOnce(ref.Path, "%s", err)
		return nil
	}
	var out []sim.Time
	for i, d := range s.dates {
		at := midnight(t.axis.day(d)) + s.clocks[i]
		if at >= -t.axis.warmup && at < midnight(t.axis.days) {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	if len(out) == 0 {
		t.fail(ref.Path, "%s has no arrivals between %s and %s", ref.File, t.axis.label(-t.axis.warmup), t.axis.label(midnight(t.axis.days)))
	}
	return out
}

// volume returns the stated contacts per second of a queue over time: the volume
// spread over open time, times weekday factors and growth.
func (t *translator) volume(q *QueueSpec) sim.Steps {
	a, h := q.Arrivals, t.hours(q.Open)
	if a.Growth == nil {
		t.useDefault(a.Path+".growth", "0")
	}
	if a.Shape == nil && t.hasTotal(&a.Volume) {
		t.useDefault(a.Path+".shape", "flat")
	}
	if a.Shape != nil && !t.hasTotal(&a.Volume) {
		t.fail(a.Shape.Path, "shape spreads a total such as 4200/day; this volume says itself when contacts come")
	}
	var b stepper
	b.add(midnight(t.axis.firstDay()), 0) // before its first step a rate would extend backwards
	for d := t.axis.firstDay(); d < t.axis.days; d++ {
		factor := t.growth(a, d) * t.weekdayFactor(a, d)
		for _, c := range t.demandOn(a, h, d) {
			if !(c.value >= 0) || math.IsInf(c.value, 1) {
				t.failOnce(a.Volume.Path, "must be 0 or more, got %v at %s", c.value, t.axis.label(c.from))
				return sim.Steps{}
			}
			b.add(c.from, c.value*factor)
			b.add(c.to, 0)
		}
	}
	t.warnClosed(a, h)
	return b.steps
}

// warnClosed says how much of a file of contacts stands outside of opening hours, where that is more than a
// trifle: opening hours are stated wrongly, or the clocks of the file are.
func (t *translator) warnClosed(a *ArrivalsSpec, h Hours) {
	const trifle = 0.01
	all, closed, name := 0.0, 0.0, ""
	open := t.axis.spans(h)
	for d := range t.axis.days {
		p := t.profileOn(&a.Volume, d)
		if p.File == nil || t.unit(p) != Plain {
			continue
		}
		s := t.series(p.File)
		if s == nil || s.width == 0 || s.dated == nil && len(t.axis.spansOf(h, d)) == 0 {
			continue // a file without dates says nothing of closed days
		}
		name = p.File.File
		for _, c := range t.cells(p, h, d, true) {
			all += c.value
			if openTime(open, c.from, c.to) == 0 {
				closed += c.value
			}
		}
	}
	if closed > trifle*all {
		t.warn("%s: %s of the contacts in %s fall into closed time and are left out: check opening hours and clocks", a.Volume.Path, percent(math.Round(1000*closed/all)/1000), name)
	}
}

// hasTotal tells whether a volume has totals to be spread.
func (t *translator) hasTotal(c *Calendar) bool {
	return slices.ContainsFunc(c.Eras, func(e Era) bool { return t.unit(&e.Profile) >= PerDay })
}

// unit returns what the numbers of a volume count. A file without clocks but
// with dates holds daily totals.
func (t *translator) unit(p *Profile) Unit {
	if p.File != nil && p.Unit == Plain {
		if s := t.series(p.File); s != nil && s.list == nil && s.width == 0 {
			return PerDay
		}
	}
	return p.Unit
}

// growth returns the compounded factor of day d.
func (t *translator) growth(a *ArrivalsSpec, d int) float64 {
	if a.Growth == nil {
		return 1
	}
	return math.Pow(1+a.Growth.Fraction, float64(d)/a.Growth.Per.Days())
}

// weekdayFactor returns the factor of the weekday that day d runs like.
func (t *translator) weekdayFactor(a *ArrivalsSpec, d int) float64 {
	wd, _ := t.axis.weekday(d)
	return a.weekday(wd)
}

func (a *ArrivalsSpec) weekday(wd time.Weekday) float64 {
	for _, w := range a.Weekdays {
		if w.Day == wd {
			return w.Factor
		}
	}
	return 1
}

// demandOn returns the contacts per second during the opening hours that begin
// on day d, without weekday factor and growth.
func (t *translator) demandOn(a *ArrivalsSpec, h Hours, d int) []cell {
	p := t.profileOn(&a.Volume, d)
	unit := t.unit(p)
	switch unit {
	case Plain:
		return t.perOpenSecond(t.openCells(p, h, d, true), h, d)
	case PerSecond:
		return t.openCells(p, h, d, false)
	}
	cells := t.cells(p, h, d, true)
	if len(cells) == 0 {
		return nil
	}
	total := cells[0].value
	if slices.ContainsFunc(cells, func(c cell) bool { return c.value != total }) {
		t.failOnce(p.Path, "a total for a day or week is one number; to say when contacts come, add a shape or write intensities such as 20/min")
		return nil
	}
	weights := t.weights(a, h, d)
	sum := integral(weights)
	if unit == PerWeek {
		sum = t.weekOf(a, h, d)
	}
	if sum == 0 {
		if len(weights) > 0 && total > 0 {
			t.failOnce(a.Shape.Path, "has only zeros for %s, so that %v contacts have no place", t.axis.date(d).Weekday(), total)
		}
		return nil
	}
	for i := range weights {
		weights[i].value *= total / sum
	}
	return weights
}

// weights returns the shape of day d over its open time, in weight per second.
func (t *translator) weights(a *ArrivalsSpec, h Hours, d int) []cell {
	if a.Shape == nil {
		var out []cell
		for _, s := range t.axis.spansOf(h, d) {
			out = append(out, cell{s.From, s.To, 1})
		}
		return out
	}
	out := t.perOpenSecond(t.openCells(a.Shape, h, d, true), h, d)
	for _, c := range out {
		if !(c.value >= 0) {
			t.failOnce(a.Shape.Path, "a shape has no negative weights, got %v", c.value)
			return nil
		}
	}
	return out
}

// weekOf returns the weight of the calendar week (Monday to Sunday) around day
// d as it would be without holidays, weekday factors included: what falls on a
// closed holiday is lost, not moved to other days.
func (t *translator) weekOf(a *ArrivalsSpec, h Hours, d int) float64 {
	regular := *t
	ax := *t.axis
	ax.holidays = nil
	regular.axis = &ax
	monday := d - (int(ax.date(d).Weekday())+6)%7
	sum := 0.0
	for i := range 7 {
		sum += a.weekday(ax.date(monday+i).Weekday()) * integral(regular.weights(a, h, monday+i))
	}
	t.missing = regular.missing
	return sum
}

// openCells returns what profile p says about day d, cut at open time.
func (t *translator) openCells(p *Profile, h Hours, d int, sum bool) []cell {
	cells := t.cells(p, h, d, sum)
	if p.File != nil && t.axis.tail(h, d+1) > 0 {
		// A file goes by calendar days: the hours that begin on d need the next, too.
		cells = append(cells, t.cells(p, h, d+1, sum)...)
	}
	var out []cell
	for _, s := range t.axis.spansOf(h, d) {
		out = append(out, clip(cells, s)...)
	}
	return out
}

// perOpenSecond turns contacts per interval into contacts per second of the
// interval's open time, so that an interval that opens late still gets all of its contacts.
func (t *translator) perOpenSecond(cells []cell, h Hours, d int) []cell {
	spans := t.axis.spansOf(h, d)
	var out []cell
	for _, c := range cells {
		for from := c.from; from < c.to; {
			start := from - floorMod(from, t.axis.interval)
			to := min(c.to, start+t.axis.interval)
			out = append(out, cell{from, to, c.value / openTime(spans, start, start+t.axis.interval).Seconds()})
			from = to
		}
	}
	return out
}

// integral returns the sum of value × seconds.
func integral(cells []cell) float64 {
	sum := 0.0
	for _, c := range cells {
		sum += c.value * (c.to - c.from).Seconds()
	}
	return sum
}
