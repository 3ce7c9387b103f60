package scenarios

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	clockForm = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?$`)
	dateForm  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	nearDate  = regexp.MustCompile(`^[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}$`)
)

// readClock reads "08:00", and "24:00" for the end of the day.
func readClock(text string) (Clock, string) {
	m := clockForm.FindStringSubmatch(text)
	if m == nil {
		return 0, fmt.Sprintf("%s is not a clock time such as 08:00", quote(text))
	}
	part := func(i int) int { v, _ := strconv.Atoi(m[i]); return v } // digits, or nothing
	h, minute, s := part(1), part(2), part(3)
	if minute > 59 || s > 59 || h > 24 || h == 24 && minute+s > 0 {
		return 0, fmt.Sprintf("%s is not a clock time: the day has 00:00 to 24:00", quote(text))
	}
	return Clock(h*3600 + minute*60 + s), ""
}

// readSpan reads "08:00-20:00", "22:00-06:00" or "24h".
func readSpan(text string) (ClockSpan, string) {
	if text == "24h" {
		return ClockSpan{0, daySeconds}, ""
	}
	from, to, ok := strings.Cut(text, "-")
	if !ok && strings.ContainsAny(text, "–—−") {
		return ClockSpan{}, fmt.Sprintf("%s has a dash: write the hyphen of the keyboard, such as 08:00-20:00", quote(text))
	}
	if !ok {
		return ClockSpan{}, fmt.Sprintf("%s is not a span of the day such as 08:00-20:00, 22:00-06:00 or 24h", quote(text))
	}
	a, problem := readClock(strings.TrimSpace(from))
	if problem != "" {
		return ClockSpan{}, problem
	}
	b, problem := readClock(strings.TrimSpace(to))
	switch {
	case problem != "":
		return ClockSpan{}, problem
	case a == daySeconds:
		return ClockSpan{}, fmt.Sprintf("%s begins at the end of the day: write 00:00", quote(text))
	case a == b:
		return ClockSpan{}, fmt.Sprintf("%s is empty: for the whole day write 24h", quote(text))
	}
	return ClockSpan{a, b}, ""
}

// readDate reads "2027-03-01".
func readDate(text string) (time.Time, string) {
	if !dateForm.MatchString(text) {
		if nearDate.MatchString(text) {
			return time.Time{}, fmt.Sprintf("%s: write dates as year-month-day, such as 2027-03-01", quote(text))
		}
		return time.Time{}, fmt.Sprintf("%s is not a date such as 2027-03-01", quote(text))
	}
	d, err := time.Parse("2006-01-02", text)
	if err != nil {
		return time.Time{}, fmt.Sprintf("there is no %s in the calendar", text)
	}
	if d.Year() < 1900 || d.Year() > 2200 {
		return time.Time{}, fmt.Sprintf("%s lies outside of 1900 to 2200", text)
	}
	return d, ""
}

// readMoment reads "2027-03-02 09:00" or a date, which is its midnight.
func readMoment(text string) (time.Time, string) {
	date, clock, ok := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	d, problem := readDate(date)
	if problem != "" || !ok {
		return d, problem
	}
	c, problem := readClock(strings.TrimSpace(clock))
	return d.Add(time.Duration(c) * time.Second), problem
}

// dayNames are the weekdays from time.Sunday on.
func dayNames() []string { return []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} }

// readWeekday reads "mon".
func readWeekday(text string) (time.Weekday, bool) {
	for d, name := range dayNames() {
		if name == text {
			return time.Weekday(d), true
		}
	}
	return 0, false
}

// readWeekdays reads "mon" or "mon-fri"; "sat-mon" goes around the week's end.
func readWeekdays(text string) (Weekdays, bool) {
	from, to, span := strings.Cut(text, "-")
	a, ok := readWeekday(from)
	if !ok {
		return 0, false
	}
	if !span {
		return OnDay(a), true
	}
	b, ok := readWeekday(to)
	if !ok {
		return 0, false
	}
	days := OnDay(a)
	for d := a; d != b; {
		d = (d + 1) % 7
		days |= OnDay(d)
	}
	return days, true
}

// weekdayProblem says why a text is not a weekday.
func weekdayProblem(text string) string {
	return fmt.Sprintf("%s is not a weekday such as mon or mon-fri%s", quote(text), suggestion(strings.ToLower(text[:min(3, len(text))]), dayNames()))
}

// date reads a date.
func (r *reader) date(n *node) (time.Time, bool) { return r.moment(n, "a date", readDate) }

// moment reads a date or a date with a clock time.
func (r *reader) moment(n *node, what string, read func(string) (time.Time, string)) (time.Time, bool) {
	if !r.scalar(n, what) || !r.unchanged(n, what) {
		return time.Time{}, false
	}
	t, problem := read(n.text)
	if problem != "" {
		r.fail(n, "%s", problem)
		return time.Time{}, false
	}
	return t, true
}

// hours reads opening hours: a span, a list of spans, closed, or these by weekday.
func (r *reader) hours(n *node, path string) Hours {
	h := Hours{Path: path}
	if !r.unchanged(n, "opening hours") {
		return h
	}
	if n.kind != keyed {
		h.Parts = []DayHours{{Path: path, Days: EveryDay, Spans: r.spans(n)}}
		return h
	}
	if len(n.entries) == 0 {
		r.fail(n, "opening hours are empty: write 24h, a span such as 08:00-20:00, or spans by weekday")
	}
	var seen Weekdays
	for _, e := range n.entries {
		days, ok := readWeekdays(e.key)
		switch {
		case !ok:
			r.fail(e.at, "%s", weekdayProblem(e.key))
			continue
		case days&seen != 0:
			r.fail(e.at, "%s: a weekday has hours already in an entry above", e.key)
			continue
		}
		seen |= days
		h.Parts = append(h.Parts, DayHours{Path: join(path, e.key), Days: days, Spans: r.spans(e.value)})
	}
	return h
}

func (r *reader) hoursInto(p *Hours) func(*node, string) {
	return func(n *node, path string) { *p = r.hours(n, path) }
}

// spans reads one span of the day, a list of them, or closed.
func (r *reader) spans(n *node) []ClockSpan {
	items := []*node{n}
	switch {
	case n.kind == listed:
		items = n.items
	case n.kind == single && n.text == "closed":
		return nil
	case !r.scalar(n, "a span of the day such as 08:00-20:00"):
		return nil
	}
	var out []ClockSpan
	for _, item := range items {
		if !r.scalar(item, "a span of the day such as 08:00-20:00") {
			continue
		}
		span, problem := readSpan(item.text)
		if problem != "" {
			r.fail(item, "%s", problem)
			continue
		}
		out = append(out, span)
	}
	return out
}
