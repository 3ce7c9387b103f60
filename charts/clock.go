package charts

import (
	"math"
	"time"
)

// Times are the intervals of a chart over time: their starts in ascending order and their common length. Closed time is simply missing; the
// axis folds gaps of more than three hours, so that five days of office hours fill the picture.
type Times struct {
	Starts []time.Time
	Length time.Duration
}

// foldGap is the longest gap that is drawn to scale: a lunch break is, a night is not.
const foldGap = 3 * time.Hour

// timeline maps intervals to minutes of drawn time.
type timeline struct {
	times    Times
	from, to []float64 // of each interval
	run      []int     // intervals of one run follow each other without a gap
	days     []daySpan
	end      float64
}

// daySpan is the part of the axis that shows one date.
type daySpan struct {
	date     time.Time
	from, to float64
}

func newTimeline(t Times) timeline {
	if t.Length <= 0 {
		t.Length = 30 * time.Minute
		if len(t.Starts) > 1 {
			if d := t.Starts[1].Sub(t.Starts[0]); d > 0 {
				t.Length = min(d, 24*time.Hour)
			}
		}
	}
	tl := timeline{times: t}
	length, position := t.Length.Minutes(), 0.0
	for i, start := range t.Starts {
		if i > 0 {
			gap := start.Sub(t.Starts[i-1].Add(t.Length))
			run := tl.run[i-1]
			if gap > 0 {
				run++
				if gap > foldGap {
					gap = min(gap, max(t.Length, 30*time.Minute))
				}
				position += gap.Minutes()
			}
			tl.run = append(tl.run, run)
		} else {
			tl.run = append(tl.run, 0)
		}
		tl.from = append(tl.from, position)
		position += length
		tl.to = append(tl.to, position)
		tl.addToDay(i)
	}
	tl.end = position
	return tl
}

func (tl *timeline) addToDay(i int) {
	y, m, d := tl.times.Starts[i].Date()
	date := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if n := len(tl.days); n == 0 || !tl.days[n-1].date.Equal(date) {
		tl.days = append(tl.days, daySpan{date, tl.from[i], tl.to[i]})
	}
	tl.days[len(tl.days)-1].to = tl.to[i]
}

func (tl timeline) len() int               { return len(tl.from) }
func (tl timeline) middle(i int) float64   { return (tl.from[i] + tl.to[i]) / 2 }
func (tl timeline) severalDays() bool      { return len(tl.days) > 1 }
func (tl timeline) endOf(i int) time.Time  { return tl.times.Starts[i].Add(tl.times.Length) }
func (tl timeline) intervalLength() string { return duration(tl.times.Length.Seconds()) }

// name is how a sentence calls an interval: "11:00", or "Mon 1 Mar 11:00" where there are several days.
func (tl timeline) name(i int) string {
	start := tl.times.Starts[i]
	if tl.severalDays() {
		return dayText(start) + " " + clockText(start)
	}
	return clockText(start)
}

// moment is how a sentence says when: "at 11:00", or "on Mon 1 Mar at 11:00".
func (tl timeline) moment(i int) string {
	start := tl.times.Starts[i]
	if tl.severalDays() {
		return "on " + dayText(start) + " at " + clockText(start)
	}
	return "at " + clockText(start)
}

// span is how a sentence calls the intervals i to j.
func (tl timeline) span(i, j int) string {
	end := tl.endOf(j)
	if tl.severalDays() && dayText(tl.times.Starts[i]) != dayText(tl.times.Starts[j]) {
		return "from " + tl.name(i) + " to " + dayText(tl.times.Starts[j]) + " " + endClock(end)
	}
	return "from " + tl.name(i) + " to " + endClock(end)
}

// endClock is a clock time that ends something: midnight is 24:00.
func endClock(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return "24:00"
	}
	return clockText(t)
}

// axis chooses clock ticks that stand at least apart pixels from each other on an axis of the given width.
func (tl timeline) axis(width, apart float64) axis {
	a := axis{min: 0, max: max(tl.end, 1)}
	if tl.len() == 0 {
		return a
	}
	perMinute := width / a.max
	longest := 0.0
	for _, d := range tl.days {
		longest = max(longest, d.to-d.from)
	}
	if tl.severalDays() && longest*perMinute < 2*apart {
		return a // the names of the days are enough
	}
	step := 0
	for _, s := range []int{5, 10, 15, 30, 60, 120, 180, 240, 360, 720} {
		if float64(s)*perMinute >= apart {
			step = s
			break
		}
	}
	ends := !tl.severalDays()
	if step == 0 && !ends {
		return a
	}
	marks := tl.clockMarks(step, ends)
	a.ticks = thinned(marks, apart/perMinute, ends)
	return a
}

// clockMarks are all moments at multiples of step (in minutes of the day), and the two ends of the axis when they are asked for.
func (tl timeline) clockMarks(step int, ends bool) []tick {
	var out []tick
	n := tl.len()
	if ends {
		out = append(out, tick{0, clockText(tl.times.Starts[0])})
	}
	for i := range n {
		start := tl.times.Starts[i]
		minute := start.Hour()*60 + start.Minute()
		if step == 0 {
			break
		}
		for m := (minute + step - 1) / step * step; float64(m-minute) < tl.to[i]-tl.from[i]; m += step {
			midnight := m%(24*60) == 0
			at := tl.from[i] + float64(m-minute)
			if (midnight && tl.severalDays()) || (ends && (at == 0 || at == tl.end)) {
				continue
			}
			out = append(out, tick{at, clockText(start.Add(time.Duration(m-minute) * time.Minute))})
		}
	}
	if ends {
		out = append(out, tick{tl.end, endClock(tl.endOf(n - 1))})
	}
	return out
}

// thinned drops ticks that stand too close to the one before, and, when the last must stay, those too close to it.
func thinned(ticks []tick, apart float64, keepLast bool) []tick {
	const slack = 1e-6
	var out []tick
	last := math.Inf(1)
	if keepLast && len(ticks) > 0 {
		last = ticks[len(ticks)-1].value
	}
	for i, t := range ticks {
		isLast := keepLast && i == len(ticks)-1
		if len(out) > 0 && t.value-out[len(out)-1].value < apart-slack && !isLast {
			continue
		}
		if !isLast && last-t.value < apart-slack && i > 0 {
			continue
		}
		out = append(out, t)
	}
	return out
}

// boundaries are the places between two days.
func (tl timeline) boundaries() []float64 {
	var out []float64
	for i := 1; i < len(tl.days); i++ {
		out = append(out, (tl.days[i-1].to+tl.days[i].from)/2)
	}
	return out
}

// line returns the runs of values at the middles of their intervals; a run ends at missing data and at closed time.
func (tl timeline) line(values func(int) float64) [][]point {
	return tl.runs(func(i int) []point {
		if v := values(i); known(v) {
			return []point{{tl.middle(i), v}}
		}
		return nil
	})
}

// steps returns the runs of values that hold from the start to the end of their intervals.
func (tl timeline) steps(values func(int) float64) [][]point {
	return tl.runs(func(i int) []point {
		if v := values(i); known(v) {
			return []point{{tl.from[i], v}, {tl.to[i], v}}
		}
		return nil
	})
}

func (tl timeline) runs(points func(int) []point) [][]point {
	var out [][]point
	open := false
	for i := range tl.len() {
		p := points(i)
		if len(p) == 0 {
			open = false
			continue
		}
		if !open || (i > 0 && tl.run[i] != tl.run[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p...)
		open = true
	}
	return out
}
