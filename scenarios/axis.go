package scenarios

import (
	"slices"
	"time"

	"agner/sim"
)

const daySeconds = 86400

// axis is the horizon as a time axis: days numbered from the start (negative in
// the warm-up), with their weekdays, holidays and opening hours.
type axis struct {
	start    time.Time // UTC midnight of day 0
	days     int       // counted days are 0 … days−1
	interval sim.Time
	warmup   sim.Time
	holidays map[int]time.Weekday // by day; closed for −1
	hours    Hours                // of the centre
}

// closedDay marks a holiday that does not run like a weekday.
const closedDay time.Weekday = -1

func newAxis(start time.Time, days int, interval, warmup sim.Time, hours Hours, holidays []Holiday) *axis {
	a := &axis{start: start, days: days, interval: interval, warmup: warmup, hours: hours, holidays: map[int]time.Weekday{}}
	for _, h := range holidays {
		a.holidays[a.day(h.Date)] = h.Like
	}
	return a
}

// day returns the number of a date.
func (a *axis) day(date time.Time) int { return int(date.Sub(a.start) / (24 * time.Hour)) }

// date returns the date of day d.
func (a *axis) date(d int) time.Time { return a.start.AddDate(0, 0, d) }

// firstDay is the first day that begins at or before the warm-up, with the day
// before it, whose hours may reach over midnight.
func (a *axis) firstDay() int { return -int((a.warmup+sim.Day-1)/sim.Day) - 1 }

func midnight(d int) sim.Time { return sim.Time(d) * sim.Day }

func (c Clock) time() sim.Time { return sim.Time(c) * sim.Second }

// weekday returns the weekday that day d runs like, and false when it is closed.
func (a *axis) weekday(d int) (time.Weekday, bool) {
	like, holiday := a.holidays[d]
	switch {
	case !holiday:
		return a.date(d).Weekday(), true
	case like == closedDay:
		return a.date(d).Weekday(), false
	}
	return like, true
}

// isHoliday tells whether day d is listed among the holidays.
func (a *axis) isHoliday(d int) bool { _, ok := a.holidays[d]; return ok }

// spansOf returns the spans that begin on day d, sorted, disjoint and merged;
// what reaches into a closed holiday is cut off at its midnight.
func (a *axis) spansOf(h Hours, d int) []sim.Span {
	wd, open := a.weekday(d)
	if !open {
		return nil
	}
	_, nextOpen := a.weekday(d + 1)
	var out []sim.Span
	for _, s := range h.on(wd) {
		span := sim.Span{From: midnight(d) + s.From.time(), To: midnight(d) + s.To.time()}
		if s.To <= s.From {
			span.To += sim.Day
		}
		if !nextOpen {
			span.To = min(span.To, midnight(d+1))
		}
		out = append(out, span)
	}
	return mergeSpans(out)
}

// on returns the spans written for weekday wd.
func (h Hours) on(wd time.Weekday) []ClockSpan {
	if h.Parts == nil {
		return []ClockSpan{{0, daySeconds}}
	}
	for _, p := range h.Parts {
		if p.Days.Has(wd) {
			return p.Spans
		}
	}
	return nil
}

// spans returns when something with hours h is open, from the warm-up on. A
// span that is still open right after the horizon reaches beyond its end; one
// that closes with it ends there.
func (a *axis) spans(h Hours) []sim.Span {
	var all []sim.Span
	for d := a.firstDay(); d <= a.days; d++ {
		all = append(all, a.spansOf(h, d)...)
	}
	length := midnight(a.days)
	out := []sim.Span{}
	for _, s := range mergeSpans(all) {
		s.From = max(s.From, -a.warmup)
		if s.From < s.To && s.From < length {
			out = append(out, s)
		}
	}
	return out
}

// mergeSpans sorts spans and joins those that touch or overlap.
func mergeSpans(spans []sim.Span) []sim.Span {
	slices.SortFunc(spans, func(a, b sim.Span) int {
		if a.From != b.From {
			return int(min(max(a.From-b.From, -1), 1))
		}
		return int(min(max(a.To-b.To, -1), 1))
	})
	var out []sim.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// tail returns how far the hours of day d−1 reach into day d, 0 when they end
// by midnight. That morning belongs to the opening of the day before.
func (a *axis) tail(h Hours, d int) sim.Time {
	spans := a.spansOf(h, d-1)
	if n := len(spans); n > 0 {
		return min(max(0, spans[n-1].To-midnight(d)), sim.Day)
	}
	return 0
}

// owned returns the stretch of time whose values the profile of day d decides:
// the day itself, without the morning that belongs to the day before, and with
// the morning into which its own hours reach.
func (a *axis) owned(h Hours, d int) sim.Span {
	return sim.Span{From: midnight(d) + a.tail(h, d), To: midnight(d+1) + a.tail(h, d+1)}
}

// openIntervals returns the starts of the intervals that are open, at least in
// part, in the hours that begin on day d.
func (a *axis) openIntervals(h Hours, d int) []sim.Time {
	var out []sim.Time
	for _, s := range a.spansOf(h, d) {
		at := s.From - floorMod(s.From, a.interval)
		if n := len(out); n > 0 && out[n-1] == at {
			at += a.interval
		}
		for ; at < s.To; at += a.interval {
			out = append(out, at)
		}
	}
	return out
}

func floorMod(t, by sim.Time) sim.Time {
	if r := t % by; r < 0 {
		return r + by
	} else {
		return r
	}
}

// openTime returns how much of spans lies in [from, to).
func openTime(spans []sim.Span, from, to sim.Time) sim.Time {
	i, _ := slices.BinarySearchFunc(spans, from, func(s sim.Span, t sim.Time) int {
		if s.To <= t {
			return -1
		}
		return 1
	})
	var total sim.Time
	for ; i < len(spans) && spans[i].From < to; i++ {
		total += max(0, min(spans[i].To, to)-max(spans[i].From, from))
	}
	return total
}

// label writes time t as a date and clock.
func (a *axis) label(t sim.Time) string {
	return a.start.Add(time.Duration(t/sim.Microsecond) * time.Microsecond).Format("2006-01-02 15:04")
}

// clock writes the time of day of t.
func clockLabel(t sim.Time) string {
	s := floorMod(t, sim.Day) / sim.Second
	out := [5]byte{byte('0' + s/36000), byte('0' + s/3600%10), ':', byte('0' + s%3600/600), byte('0' + s%600/60)}
	return string(out[:])
}

// stepper builds a step function from left to right, dropping steps that change nothing.
type stepper struct{ steps sim.Steps }

// add says that v holds from at on; at is not before the last one.
func (b *stepper) add(at sim.Time, v float64) {
	n := len(b.steps.At)
	if n > 0 {
		at = max(at, b.steps.At[n-1])
	}
	if n > 0 && b.steps.At[n-1] == at {
		b.steps.Value[n-1] = v
		if n > 1 && b.steps.Value[n-2] == v {
			b.steps.At, b.steps.Value = b.steps.At[:n-1], b.steps.Value[:n-1]
		}
		return
	}
	if n > 0 && b.steps.Value[n-1] == v {
		return
	}
	b.steps.At = append(b.steps.At, at)
	b.steps.Value = append(b.steps.Value, v)
}

// combine returns f of several step functions at every moment where one changes.
func combine(f func(v []float64) float64, parts ...sim.Steps) sim.Steps {
	var at []sim.Time
	for _, p := range parts {
		at = append(at, p.At...)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	var b stepper
	next := make([]int, len(parts))
	v := make([]float64, len(parts))
	for i, p := range parts {
		if len(p.Value) > 0 {
			v[i] = p.Value[0]
		}
	}
	for _, t := range at {
		for i, p := range parts {
			for next[i] < len(p.At) && p.At[next[i]] <= t {
				v[i] = p.Value[next[i]]
				next[i]++
			}
		}
		b.add(t, f(v))
	}
	return b.steps
}

// times returns the product of two step functions.
func times(a, b sim.Steps) sim.Steps {
	return combine(func(v []float64) float64 { return v[0] * v[1] }, a, b)
}
