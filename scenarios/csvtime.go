package scenarios

import (
	"strings"
	"time"
)

var clockLayouts = []string{"15:04", "15:04:05", "15:04:05.999999", "3:04 PM", "3:04:05 PM", "3 PM", "3:04PM", "3:04:05PM", "3PM", "15.04", "1504"}

// parseClock reads a time of day of a data file: "08:30", "8:30:00", "8:30 AM",
// or an interval such as "08:00-08:30", which stands for its beginning.
func parseClock(s string) (Clock, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	for _, dash := range []string{" - ", "-", "–"} {
		if head, _, ok := strings.Cut(s, dash); ok {
			s = strings.TrimSpace(head)
			break
		}
	}
	s = strings.NewReplacer("A.M.", "AM", "P.M.", "PM").Replace(s)
	if s == "24:00" || s == "24:00:00" {
		return daySeconds, true
	}
	for _, layout := range clockLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Clock(t.Hour()*3600 + t.Minute()*60 + t.Second()), true
		}
	}
	return 0, false
}

// dateOrders are the ways to write a date. The order of day and month follows
// from the whole column: the first order that reads every row holds for all.
var dateOrders = [][]string{
	{"2006-01-02", "2006/01/02", "2006.01.02", "20060102"},
	{"02.01.2006", "2.1.2006", "02.01.06", "2.1.06"},
	{"01/02/2006", "1/2/2006", "01/02/06", "1/2/06", "01-02-2006"},
	{"02/01/2006", "2/1/2006", "02/01/06", "2/1/06", "02-01-2006"},
	{"2 Jan 2006", "02-Jan-2006", "2-Jan-06", "Jan 2, 2006", "January 2, 2006", "2 January 2006", "Mon 2 Jan 2006"},
}

func parseDate(s string, layouts []string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// splitStamp cuts "2027-03-01 08:00" or "2027-03-01T08:00:00" into date and
// clock; the clock is empty where there is none.
func splitStamp(s string) (date, clock string) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "Z")
	if head, tail, ok := strings.Cut(s, "T"); ok && strings.Contains(tail, ":") && strings.ContainsAny(head, "0123456789") {
		return head, tail
	}
	i := strings.IndexByte(s, ':')
	if i < 0 {
		return s, ""
	}
	j := strings.LastIndexByte(s[:i], ' ')
	if j < 0 {
		return s, ""
	}
	return strings.TrimRight(s[:j], " ,"), s[j+1:]
}

// parseDates reads a column of dates, each perhaps with a clock. It returns the
// first row that is no date, −1 when all are.
func parseDates(cells []string) (dates []time.Time, clocks []string, bad int) {
	heads := make([]string, len(cells))
	clocks = make([]string, len(cells))
	for i, c := range cells {
		heads[i], clocks[i] = splitStamp(c)
	}
	bad = 0
	for _, layouts := range dateOrders {
		dates = dates[:0]
		for _, s := range heads {
			d, ok := parseDate(s, layouts)
			if !ok {
				break
			}
			dates = append(dates, d)
		}
		if len(dates) == len(heads) {
			return dates, clocks, -1
		}
		bad = max(bad, len(dates))
	}
	return nil, nil, bad
}
