package erlang

import (
	"math"
	"slices"
)

// Backlog is deferrable work, such as email: contacts flow in evenly within an interval and are completed oldest first,
// as fast as the interval's capacity allows. It is a flow without chance, solved exactly.
//
// Special cases: without capacity nothing is completed; negative, NaN or infinite numbers and lists of different length
// give NaN measures and no intervals.
type Backlog struct {
	IntervalSeconds   float64
	Arrivals          []float64 // contacts that arrive in each interval
	Capacity          []float64 // contacts that can be completed in each interval
	DueSeconds        float64   // a contact shall be completed within this time of its arrival
	Opening           float64   // contacts open at the start …
	OpeningAgeSeconds float64   // … which arrived evenly over this time before it
}

// BacklogInterval is what happens in an interval.
type BacklogInterval struct {
	Completed     float64 // contacts
	Backlog       float64 // contacts open at the end
	OldestSeconds float64 // age of the oldest of them; 0 without any
}

// BacklogMeasures describe the whole span.
type BacklogMeasures struct {
	Intervals      []BacklogInterval
	CompletedInDue float64 // completed within due ÷ contacts that fall due within the span; NaN without any
	MeanAgeSeconds float64 // from arrival to completion, of completed contacts; NaN without any
	Utilization    float64 // completed ÷ capacity; NaN without capacity
}

// Measures lets the work flow.
func (b Backlog) Measures() BacklogMeasures {
	if !b.valid() {
		return BacklogMeasures{CompletedInDue: math.NaN(), MeanAgeSeconds: math.NaN(), Utilization: math.NaN()}
	}
	var m BacklogMeasures
	arrived, completed := b.flows()
	capacity := 0.0
	done := 0.0
	for i := range b.Arrivals {
		end := float64(i+1) * b.IntervalSeconds
		now := completed.countAt(end)
		interval := BacklogInterval{Completed: now - done, Backlog: arrived.countAt(end) - now}
		if interval.Backlog > 0 {
			interval.OldestSeconds = end - arrived.when(now)
		}
		m.Intervals = append(m.Intervals, interval)
		capacity += b.Capacity[i]
		done = now
	}
	m.Utilization = done / capacity
	m.MeanAgeSeconds, m.CompletedInDue = b.ages(arrived, completed)
	return m
}

func (b Backlog) valid() bool {
	sound := func(x float64) bool { return x >= 0 && !math.IsInf(x, 1) }
	ok := b.IntervalSeconds > 0 && sound(b.IntervalSeconds) && b.DueSeconds >= 0 && sound(b.Opening) && sound(b.OpeningAgeSeconds) && len(b.Arrivals) == len(b.Capacity)
	for i := range b.Arrivals {
		ok = ok && sound(b.Arrivals[i]) && i < len(b.Capacity) && sound(b.Capacity[i])
	}
	return ok
}

// flows are the cumulative arrivals and completions; the opening backlog arrives before time 0.
func (b Backlog) flows() (arrived, completed flowCurve) {
	if b.OpeningAgeSeconds > 0 {
		arrived.add(-b.OpeningAgeSeconds, 0)
	}
	arrived.add(0, b.Opening)
	completed.add(0, 0)
	total, done := b.Opening, 0.0
	for i, volume := range b.Arrivals {
		start, open, capacity := float64(i)*b.IntervalSeconds, total-done, b.Capacity[i]
		total += volume
		if capacity >= open+volume && open > 0 {
			// The backlog is cleared within the interval; from then on work is completed as it arrives.
			cleared := b.IntervalSeconds * open / (capacity - volume)
			completed.add(start+cleared, done+open+volume*cleared/b.IntervalSeconds)
		}
		if done += capacity; capacity >= open+volume {
			done = total
		}
		arrived.add(start+b.IntervalSeconds, total)
		completed.add(start+b.IntervalSeconds, done)
	}
	return arrived, completed
}

// ages goes through the contacts in order of arrival. Between the corners of both curves the age at completion is linear in
// the contact's number.
func (b Backlog) ages(arrived, completed flowCurve) (meanSeconds, inDue float64) {
	end := float64(len(b.Arrivals)) * b.IntervalSeconds
	done := completed.countAt(end)
	// Contacts that fall due within the span: they arrived between −due and end − due.
	first, last := arrived.countAt(math.Nextafter(-b.DueSeconds, math.Inf(-1))), arrived.countAt(end-b.DueSeconds)
	if -b.DueSeconds < arrived.at[0] {
		first = 0
	}
	if end-b.DueSeconds < arrived.at[0] {
		last = 0
	}
	corners := slices.Concat(arrived.count, completed.count, []float64{0, first, last})
	slices.Sort(corners)
	corners = slices.Compact(corners)
	total, good := 0.0, 0.0
	for i, high := range corners[1:] {
		low := corners[i]
		if high > done {
			break
		}
		age := func(part float64) float64 {
			number := low + (high-low)*part
			return completed.when(number) - arrived.when(number)
		}
		early, late := age(0.25), age(0.75)
		total += (high - low) * (early + late) / 2
		if low >= first && high <= last {
			slope := 2 * (late - early)
			good += (high - low) * shareBelow(early-slope/4, slope, b.DueSeconds)
		}
	}
	return total / done, good / (last - first)
}

// shareBelow is the share of x in [0, 1] with start + slope·x ≤ limit.
func shareBelow(start, slope, limit float64) float64 {
	const slack = 1e-12 // a contact completed at its due moment is in time, rounding or not
	limit += slack * (1 + math.Abs(limit))
	switch {
	case max(start, start+slope) <= limit:
		return 1
	case min(start, start+slope) > limit:
		return 0
	case slope > 0:
		return (limit - start) / slope
	}
	return 1 - (limit-start)/slope
}

// flowCurve is a piecewise linear cumulative count of contacts over time.
type flowCurve struct{ at, count []float64 }

func (c *flowCurve) add(at, count float64) {
	c.at, c.count = append(c.at, at), append(c.count, count)
}

// countAt is the count at a moment, constant beyond both ends.
func (c flowCurve) countAt(at float64) float64 {
	i, _ := slices.BinarySearch(c.at, at)
	switch {
	case i == 0:
		return c.count[0]
	case i == len(c.at):
		return c.count[i-1]
	}
	return c.count[i-1] + (c.count[i]-c.count[i-1])*(at-c.at[i-1])/(c.at[i]-c.at[i-1])
}

// when is the moment at which the count is reached, the latest one where the curve is flat.
func (c flowCurve) when(count float64) float64 {
	i, _ := slices.BinarySearchFunc(c.count, count, func(at, wanted float64) int {
		if at <= wanted {
			return -1
		}
		return 1
	})
	switch {
	case i == 0:
		return c.at[0]
	case i == len(c.at):
		return c.at[i-1]
	}
	return c.at[i-1] + (c.at[i]-c.at[i-1])*(count-c.count[i-1])/(c.count[i]-c.count[i-1])
}
