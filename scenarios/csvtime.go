package scenarios

import (
	"fmt"
	"slices"
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

// parseDates reads a column of dates, each perhaps with a clock. Where the
// order of day and month stays open, it refuses to guess.
func parseDates(t *table, column int) (dates []time.Time, clocks []string, err error) {
	heads := make([]string, len(t.rows))
	clocks = make([]string, len(t.rows))
	for i, row := range t.rows {
		heads[i], clocks[i] = splitStamp(row[column])
	}
	bad := 0
	for _, layouts := range dateOrders {
		read, n := readDates(heads, layouts)
		bad = max(bad, n)
		switch {
		case n < len(heads):
		case dates == nil:
			dates = read
		case !slices.Equal(dates, read):
			return nil, nil, fmt.Errorf("%s: dates such as %q in column %s can be read in two ways; write them as %s",
				t.name, heads[0], t.header[column], dates[0].Format(time.DateOnly))
		}
	}
	if dates == nil {
		return nil, nil, fmt.Errorf("%s:%d: %q in column %s is not a date such as 2027-03-01", t.name, t.lines[bad], t.rows[bad][column], t.header[column])
	}
	return dates, clocks, nil
}

// readDates reads heads until the first that is no date in these layouts.
func readDates(heads, layouts []string) ([]time.Time, int) {
	var out []time.Time
	for i, s := range heads {
		d, ok := parseDate(s, layouts)
		if !ok {
			return out, i
		}
		out = append(out, d)
	}
	return out, len(heads)
}
