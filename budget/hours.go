package budget

import (
	"slices"

	"agner/sim"
)

// NeededHours returns, for each interval of the horizon, the hours of it in
// which a seat of group g counts: while a queue that the group serves is open
// (for a group without skills: while the centre is open) and the group's own
// hours allow it.
func NeededHours(c *sim.Centre, g int) []float64 {
	h := c.Horizon
	needed := groupOpen(c, g)
	hours := make([]float64, h.Intervals())
	for i := range hours {
		from := sim.Time(i) * h.Interval
		hours[i] = overlap(needed, sim.Span{From: from, To: from + h.Interval}).Hours()
	}
	return hours
}

// PlannedHours returns the planned seat hours of group g in each interval of the horizon.
func PlannedHours(c *sim.Centre, g int) []float64 {
	hours := NeededHours(c, g)
	for i := range hours {
		hours[i] *= float64(c.Seats.At(g, sim.Time(i)*c.Horizon.Interval))
	}
	return hours
}

// PaidHours returns the paid hours that the planned seats of group g cause over
// the horizon: seat hours ÷ ((1 − out) × (1 − in) × adherence), without overrun.
func PaidHours(c *sim.Centre, g int) float64 {
	return sum(PlannedHours(c, g)) * paidPerSeat(&c.Groups[g])
}

// paidPerSeat returns the paid time per planned seat time.
func paidPerSeat(g *sim.Group) float64 {
	if g.PaidPerSeat == 0 {
		return 1
	}
	return g.PaidPerSeat
}

// groupOpen returns the spans in which the seats of group g count.
func groupOpen(c *sim.Centre, g int) []sim.Span {
	group := &c.Groups[g]
	var spans []sim.Span
	for _, s := range group.Skills {
		spans = append(spans, c.Queues[s.Queue].Open...)
	}
	if len(group.Skills) == 0 {
		spans = c.Horizon.Open
	}
	spans = union(spans)
	if group.Open != nil {
		spans = intersect(spans, group.Open)
	}
	return spans
}

// union returns spans sorted and merged.
func union(spans []sim.Span) []sim.Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b sim.Span) int { return int(min(max(a.From-b.From, -1), 1)) })
	var out []sim.Span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// intersect returns what lies both in a and in b, each sorted and disjoint.
func intersect(a, b []sim.Span) []sim.Span {
	var out []sim.Span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if from, to := max(a[i].From, b[j].From), min(a[i].To, b[j].To); from < to {
			out = append(out, sim.Span{From: from, To: to})
		}
		if a[i].To < b[j].To {
			i++
		} else {
			j++
		}
	}
	return out
}

// overlap returns how much of span s lies in spans, which are disjoint.
func overlap(spans []sim.Span, s sim.Span) sim.Time {
	var total sim.Time
	for _, p := range spans {
		total += max(0, min(p.To, s.To)-max(p.From, s.From))
	}
	return total
}

func sum(values []float64) float64 {
	total := 0.0
	for _, v := range values {
		total += v
	}
	return total
}
