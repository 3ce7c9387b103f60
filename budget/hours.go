package budget

import "agner/sim"

// NeededHours returns, for each interval of the horizon, the hours of it in
// which a seat of group g counts: while a queue that the group serves is open
// (for a group without skills: while the centre is open) and the group's own
// hours allow it.
func NeededHours(c *sim.Centre, g int) []float64 {
	one := c.Seats.Map(func(group, _, _ int) int {
		if group == g {
			return 1
		}
		return 0
	})
	return c.WithSeats(one).PlannedSeatHours(g)
}

// PaidHours returns the paid hours that the planned seats of group g cause over
// the horizon: Σ over intervals of seat hours ÷ ((1 − out) × (1 − in) × adherence), without overrun.
func PaidHours(c *sim.Centre, g int) float64 {
	return c.PaidHours(g, c.PlannedSeatHours(g))
}
