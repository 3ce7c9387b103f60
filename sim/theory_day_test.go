package sim

import (
	"fmt"
	"math"
	"testing"

	"agner/erlang"
)

// dayCentre is the centre whose numerical solution erlang.Day gives: one queue
// and one group, both changing from interval to interval.
func dayCentre(d erlang.Day, interval Time) *Centre {
	from := 8 * Hour
	open := openFrom(from, from+Time(len(d.Intervals))*interval)
	c := pool(day(open, interval), 0, Exponential(d.HandleSeconds), exponentialOrEndless(d.PatienceSeconds), 0)
	rate := Steps{}
	for i, span := range d.Intervals {
		at := from + Time(i)*interval
		rate.At = append(rate.At, at)
		rate.Value = append(rate.Value, span.ArrivalsPerSecond)
		c.Seats.Count[0][at/interval] = span.Agents
	}
	q := &c.Queues[0]
	q.Sources[0].Rate = rate
	q.Balk = Constant(d.Balk)
	if d.Lines > 0 {
		c.Trunks = []Trunk{{"lines", d.Lines}}
		q.Trunk = 0
	}
	return c
}

// TestDays: the queue M(t)/M/s(t)+M from empty to the last customer, by
// interval, against its numerical solution. The cases are a peak that the staff
// misses, agents who leave with a queue behind them, lines that run out, nobody
// who gives up, and W1. 1 000 replications (lines: 3 000) of 450 to 600 contacts (W1: 300 of 12 000); tolerance and odds
// as in theory_test.go; the resolution is 20 % or 0.1 contacts, seconds or hours in every interval.
func TestDays(t *testing.T) {
	span := func(seconds, perMinute float64, agents int) erlang.DayInterval {
		return erlang.DayInterval{Seconds: seconds, ArrivalsPerSecond: perMinute / 60, Agents: agents}
	}
	w1 := erlang.Day{HandleSeconds: 270, PatienceSeconds: 120}
	for range 5 {
		w1.Intervals = append(w1.Intervals, span(7200, 20, 90))
	}
	for _, c := range []struct {
		name string
		erlang.Day
		n int
	}{
		{"peak", erlang.Day{Intervals: []erlang.DayInterval{span(1800, 3, 11), span(1800, 7, 14), span(1800, 8, 20), span(1800, 2, 12)},
			HandleSeconds: 180, PatienceSeconds: 150, Balk: 0.05}, 1000},
		{"agents leave", erlang.Day{Intervals: []erlang.DayInterval{span(3600, 4, 16), span(3600, 4, 5), span(3600, 1, 14), span(3600, 0, 2)},
			HandleSeconds: 240, PatienceSeconds: 600}, 1000},
		{"lines", erlang.Day{Intervals: []erlang.DayInterval{span(1800, 2, 3), span(1800, 6, 8), span(1800, 6, 4), span(1800, 4, 6)},
			HandleSeconds: 120, PatienceSeconds: 200, Lines: 10}, 3000},
		{"nobody gives up", erlang.Day{Intervals: []erlang.DayInterval{span(3600, 3, 7), span(3600, 4, 7), span(3600, 2, 7)},
			HandleSeconds: 120, PatienceSeconds: math.Inf(1)}, 1000},
		{"W1", w1, 300},
	} {
		t.Run(c.name, func(t *testing.T) {
			centre := dayCentre(c.Day, FromSeconds(c.Intervals[0].Seconds))
			intervals, total := c.Measures(20, 5)
			result := mustRun(t, centre, Options{Seed: 31, Replications: c.n})
			r := referee{t, c.name, c.n, 0.2, 0.1}
			row := result.Queues[0].Row
			r.measures(row, erlang.Measures{ServiceLevels: total.ServiceLevels(), ASASeconds: total.ASASeconds(), MeanWaitSeconds: total.MeanWaitSeconds(),
				Abandonment: total.Abandonment(), Delayed: total.Delayed(), Blocking: total.Blocking(),
				QueueLength: math.NaN(), TimeToAbandonSeconds: math.NaN()})
			for i, m := range intervals {
				r.what = fmt.Sprintf("%s, interval %d", c.name, i)
				row := result.Queues[0].Intervals[i].Row
				r.agrees("arrivals", row.Get(Arrivals), m.Arrivals, 0)
				r.agrees("answered", row.Get(Answered), m.Answered, 0)
				r.agrees("answered in awt", row.Get(AnsweredInAwt), m.AnsweredInAWT, 0)
				r.agrees("abandoned", row.Get(Abandoned), m.Abandoned, 0)
				r.agrees("abandoned in awt", row.Get(AbandonedInAwt), m.AbandonedInAWT, 0)
				r.agrees("blocked", row.Get(Blocked), m.Blocked, 0)
				if m.Arrivals > 0 {
					r.agrees("asa", row.Get(ASA), m.ASASeconds(), 0)
					r.agrees("queue length", row.Get(QueueLength), m.QueueLength(), 0)
				}
				group := result.Groups[0].Intervals[i].Row
				r.agrees("handling hours", group.Get(HandlingHours), m.BusySeconds/3600, 0)
				r.agrees("logged-in hours", group.Get(LoggedInHours), m.LoggedInSeconds/3600, 0)
				r.agrees("occupancy", group.Get(Occupancy), m.Occupancy(), 0)
			}
		})
	}
}
