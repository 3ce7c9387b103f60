package sim

import "slices"

// PaidPart is planned time of a group that is paid alike.
type PaidPart struct {
	PerSeat float64 // paid time per planned seat time
	Hours   float64 // of planned seats
	From    Time    // start of the first interval that has some
}

// PaidPerSeatAt returns the paid time per planned seat time in the interval that begins at t.
func (g *Group) PaidPerSeatAt(t Time) float64 {
	if v := g.PaidPerSeat.ValueAt(t); v != 0 {
		return v
	}
	return 1
}

// PaidParts sorts hours, one entry for each interval of the horizon, by what a
// planned hour of group g takes in paid time, in order of time. Paid hours are
//
//	Σ PerSeat × Hours
//
// over the parts: one product for each different rate, so that they are what a reader multiplies by hand. Parts
// without hours are left out, unless there is nothing else.
func (c *Centre) PaidParts(g int, hours []float64) []PaidPart {
	var out []PaidPart
	for i, h := range hours {
		at := Time(i) * c.Horizon.Interval
		p := PaidPart{c.Groups[g].PaidPerSeatAt(at), h, at}
		k := slices.IndexFunc(out, func(o PaidPart) bool { return o.PerSeat == p.PerSeat })
		switch {
		case len(out) == 1 && out[0].Hours == 0 && h != 0:
			out[0] = p
		case k >= 0:
			out[k].Hours += h
		case h != 0 || len(out) == 0:
			out = append(out, p)
		}
	}
	return out
}

// PaidHours returns the paid time of hours planned for group g, one entry for each interval of the horizon.
func (c *Centre) PaidHours(g int, hours []float64) float64 {
	total := 0.0
	for _, p := range c.PaidParts(g, hours) {
		total += p.PerSeat * p.Hours
	}
	return total
}
