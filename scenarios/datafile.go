package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"agner/sim"
)

// series is a column of a data file on the clock: what each date, each weekday or
// every day holds.
type series struct {
	ref   *FileRef
	every []reading // neither dates nor weekdays
	dated map[int64][]reading
	byDay map[time.Weekday][]reading
	width Clock     // of a reading: the least distance between two clocks; 0 without clocks
	list  []float64 // neither dates nor clocks: the rows in order
}

// reading is one row: value holds from a clock on. Rows of several dates are averaged.
type reading struct {
	clock Clock
	value float64
	line  int
}

// readSeries reads the column that ref names.
func readSeries(t *table, ref *FileRef) (series, error) {
	s := series{ref: ref}
	column, err := t.column(ref.Column)
	if err != nil {
		return s, err
	}
	t, err = t.where(ref.Where)
	if err != nil {
		return s, err
	}
	values, err := t.numbers(column)
	if err != nil {
		return s, err
	}
	dates, clocks, err := t.moments(ref)
	if err != nil {
		return s, err
	}
	if dates == nil && clocks == nil {
		if ref.WeekdayMean {
			return s, fmt.Errorf("use: weekday_mean needs a column of dates (date: COLUMN)")
		}
		s.list = values
		return s, nil
	}
	rows := make([]reading, len(values))
	for i := range rows {
		rows[i] = reading{value: values[i], line: t.lines[i]}
		if clocks != nil {
			rows[i].clock = clocks[i]
		}
	}
	if clocks != nil {
		s.width = clockWidth(clocks)
	}
	return s, s.sort(t, dates, rows)
}

// sort files the rows under their dates or weekdays.
func (s *series) sort(t *table, dates []time.Time, rows []reading) error {
	if dates == nil {
		if s.ref.WeekdayMean {
			return fmt.Errorf("use: weekday_mean needs a column of dates (date: COLUMN)")
		}
		s.every = rows
		return sortReadings(t, s.every, "", false)
	}
	s.dated = map[int64][]reading{}
	var order []int64
	for i, r := range rows {
		k := dates[i].Unix()
		if _, ok := s.dated[k]; !ok {
			order = append(order, k)
		}
		s.dated[k] = append(s.dated[k], r)
	}
	slices.Sort(order)
	for _, k := range order {
		if err := sortReadings(t, s.dated[k], time.Unix(k, 0).UTC().Format(time.DateOnly)+" ", s.width == 0); err != nil {
			return err
		}
	}
	if s.ref.WeekdayMean {
		s.average(order)
	}
	return nil
}

// sortReadings orders the rows of one day and refuses two for the same moment,
// because a forgotten `where` would add unrelated rows up.
func sortReadings(t *table, rows []reading, date string, untimed bool) error {
	slices.SortStableFunc(rows, func(a, b reading) int { return int(a.clock - b.clock) })
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1], rows[i]
		if a.clock == b.clock && untimed {
			return fmt.Errorf("%s has two rows for %s(lines %d and %d); name the column of clock times, time: COLUMN, or choose one with where: {COLUMN: VALUE}",
				t.name, date, a.line, b.line)
		}
		if a.clock == b.clock {
			return fmt.Errorf("%s has two rows for %s%s (lines %d and %d); choose one with where: {COLUMN: VALUE}",
				t.name, date, clockLabel(a.clock.time()), a.line, b.line)
		}
	}
	return nil
}

// average replaces dates by the mean of each weekday and clock.
func (s *series) average(order []int64) {
	type key struct {
		day   time.Weekday
		clock Clock
	}
	sum, count := map[key]float64{}, map[key]int{}
	s.byDay = map[time.Weekday][]reading{}
	for _, k := range order {
		day := time.Unix(k, 0).UTC().Weekday()
		for _, r := range s.dated[k] {
			at := key{day, r.clock}
			if count[at] == 0 {
				s.byDay[day] = append(s.byDay[day], r)
			}
			sum[at] += r.value
			count[at]++
		}
	}
	for day, rows := range s.byDay {
		for i, r := range rows {
			rows[i].value = sum[key{day, r.clock}] / float64(count[key{day, r.clock}])
		}
		slices.SortFunc(rows, func(a, b reading) int { return int(a.clock - b.clock) })
	}
	s.dated = nil
}

// where returns the table with the rows that meet every condition.
func (t *table) where(conditions []Condition) (*table, error) {
	out := *t
	for _, c := range conditions {
		column, err := t.column(c.Column)
		if err != nil {
			return nil, err
		}
		rows, lines := out.rows, out.lines
		out.rows, out.lines = nil, nil
		for i, row := range rows {
			if strings.EqualFold(row[column], c.Value) {
				out.rows, out.lines = append(out.rows, row), append(out.lines, lines[i])
			}
		}
		if len(out.rows) == 0 {
			return nil, fmt.Errorf("%s has no row with %s = %s", t.name, c.Column, c.Value)
		}
	}
	return &out, nil
}

// moments returns the date and the clock of every row, nil where the file has none.
func (t *table) moments(ref *FileRef) (dates []time.Time, clocks []Clock, err error) {
	var stamps []string
	if ref.Date != "" {
		column, err := t.column(ref.Date)
		if err != nil {
			return nil, nil, err
		}
		if dates, stamps, err = parseDates(t, column); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case ref.Time != "":
		column, err := t.column(ref.Time)
		if err != nil {
			return nil, nil, err
		}
		stamps = make([]string, len(t.rows))
		for i, row := range t.rows {
			stamps[i] = row[column]
			if head, clock := splitStamp(row[column]); clock != "" && !strings.Contains(head, ":") {
				stamps[i] = clock
			}
		}
	case !slices.ContainsFunc(stamps, func(s string) bool { return s != "" }):
		return dates, nil, nil
	}
	clocks = make([]Clock, len(stamps))
	for i, s := range stamps {
		c, ok := parseClock(s)
		if !ok {
			return nil, nil, fmt.Errorf("%s:%d: %q is not a time of day such as 08:30", t.name, t.lines[i], s)
		}
		clocks[i] = c
	}
	return dates, clocks, nil
}

// stamps returns the date and the time of day of every row, to the microsecond.
func (t *table) stamps(ref *FileRef) (s stamps, err error) {
	column, err := t.column(ref.Date)
	if err != nil {
		return s, err
	}
	dates, cells, err := parseDates(t, column)
	if err != nil {
		return s, err
	}
	if ref.Time != "" {
		if column, err = t.column(ref.Time); err != nil {
			return s, err
		}
		for i, row := range t.rows {
			cells[i] = row[column]
		}
	}
	s = stamps{dates, make([]sim.Time, len(cells))}
	for i, cell := range cells {
		seconds, ok := parseElapsed(cell, true)
		if c, isClock := parseClock(cell); isClock && (!ok || strings.Count(cell, ":") < 2) {
			seconds, ok = float64(c), true
		}
		if !ok || seconds >= daySeconds {
			return s, fmt.Errorf("%s:%d: %q is not a time of day such as 08:30:15", t.name, t.lines[i], cell)
		}
		s.clocks[i] = sim.FromSeconds(seconds)
	}
	return s, nil
}

// clockWidth returns the least distance between two different clocks, a day
// where there is but one.
func clockWidth(clocks []Clock) Clock {
	sorted := slices.Clone(clocks)
	slices.Sort(sorted)
	width := Clock(daySeconds)
	for i := 1; i < len(sorted); i++ {
		if d := sorted[i] - sorted[i-1]; d > 0 {
			width = min(width, d)
		}
	}
	return width
}

// on returns the rows of day d of the axis, and whether the file has that day.
func (s *series) on(a *axis, d int) ([]reading, bool) {
	switch {
	case s.dated != nil:
		rows, ok := s.dated[a.date(d).Unix()]
		return rows, ok
	case s.byDay != nil:
		day, _ := a.weekday(d)
		rows, ok := s.byDay[day]
		return rows, ok
	}
	return s.every, true
}

// adjust applies the relative changes of the scenario to a number of the file.
func (r *FileRef) adjust(v float64) float64 {
	if r.Times != 0 {
		v *= r.Times
	}
	return v + r.Plus
}

// cells returns the values of day d by interval: finer rows are added up (sum)
// or averaged, coarser ones shared out evenly or repeated. missing counts the
// open intervals for which the file has nothing.
func (s *series) cells(a *axis, d int, sum bool, spans []sim.Span) (out []cell, missing []sim.Time) {
	rows, _ := s.on(a, d)
	if s.width == 0 {
		for _, r := range rows {
			out = append(out, cell{midnight(d), midnight(d + 1), s.ref.adjust(r.value)})
		}
		return out, nil
	}
	step := Clock(a.interval / sim.Second)
	for from := Clock(0); from < daySeconds; from += step {
		total, covered := 0.0, Clock(0)
		for len(rows) > 0 && rows[0].clock+s.width <= from {
			rows = rows[1:]
		}
		for _, r := range rows {
			if r.clock >= from+step {
				break
			}
			overlap := min(r.clock+s.width, from+step) - max(r.clock, from)
			covered += overlap
			if sum {
				total += r.value * float64(overlap) / float64(s.width)
			} else {
				total += r.value * float64(overlap)
			}
		}
		at := midnight(d) + from.time()
		if covered < step && openTime(spans, at, at+a.interval) > 0 {
			missing = append(missing, at)
		}
		if covered == 0 {
			continue
		}
		if !sum {
			total /= float64(covered)
		}
		out = append(out, cell{at, at + a.interval, s.ref.adjust(total)})
	}
	return out, missing
}
