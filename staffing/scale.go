package staffing

import (
	"math"

	"agner/sim"
)

// Scale returns the seats of c times factor, as whole agents. It is monotone
// (more factor, nowhere fewer seats), is exact at factor 1, and keeps at least
// one seat wherever there is one. Fractions are rounded against thresholds that
// are spread evenly over the intervals (multiples of the golden ratio, modulo
// 1), so that a factor of 1.03 on ten agents adds one agent in three intervals of
// ten rather than none anywhere: the total of every group stays within a few
// seats of factor × total.
func Scale(c *sim.Centre, factor float64) sim.Seats {
	return c.Seats.Map(func(group, interval, seats int) int { return scaledSeats(seats, factor, group, interval) })
}

// scaledSeats is one entry of Scale.
func scaledSeats(seats int, factor float64, group, interval int) int {
	if seats == 0 {
		return 0
	}
	const golden = 0.6180339887498949
	// Groups start at different thresholds, so that they do not all round up at once.
	_, threshold := math.Modf(golden * float64(interval+1+7*group))
	// The nudge keeps products that are whole in exact arithmetic whole.
	return max(1, int(math.Floor(factor*float64(seats)+threshold*(1-1e-9)+1e-9*(1-threshold))))
}
