package erlang

import "math"

// Staffing rules for a day whose load changes: each turns the arrival rates of equal intervals into one load per interval,
// to which a stationary model (MMn, MMnM, …) is then applied interval by interval.

// SIPPLoads is the stationary independent period by period rule: rate × mean handle time of the same interval.
func SIPPLoads(arrivalsPerSecond []float64, handleSeconds float64) []float64 {
	loads := make([]float64, len(arrivalsPerSecond))
	for i, rate := range arrivalsPerSecond {
		loads[i] = rate * handleSeconds
	}
	return loads
}

// LaggedLoads is lagged SIPP: the rates are averaged over each interval shifted back by the mean handle time, since
// contacts keep agents busy after they arrived. Nothing arrives before the first interval.
// Source: L. V. Green, P. J. Kolesar and J. Soares, "Improving the SIPP approach for staffing service systems that have cyclic
// demands", Operations Research 49, 2001.
func LaggedLoads(arrivalsPerSecond []float64, intervalSeconds, handleSeconds float64) []float64 {
	cumulative := func(at float64) float64 { // arrivals up to a moment
		sum := 0.0
		for i, rate := range arrivalsPerSecond {
			sum += rate * min(intervalSeconds, max(0, at-float64(i)*intervalSeconds))
		}
		return sum
	}
	loads := make([]float64, len(arrivalsPerSecond))
	for i := range loads {
		start := float64(i)*intervalSeconds - handleSeconds
		loads[i] = (cumulative(start+intervalSeconds) - cumulative(start)) / intervalSeconds * handleSeconds
	}
	return loads
}

// OfferedLoad is the load that would be in service at a moment if there were no limit on agents (M(t)/M/∞), the heart of
// the modified offered load approximation. Average and Peak are taken over the interval.
type OfferedLoad struct{ Average, Peak, End float64 }

// ModifiedOfferedLoads solves m′ = λ(t) − m/h from an empty centre: in an interval of rate λ the load moves from its
// value at the start towards λh, m(t) = λh + (m₀ − λh)e^(−t/h).
// Source: O. B. Jennings, A. Mandelbaum, W. A. Massey and W. Whitt, "Server staffing to meet time-varying demand", Management
// Science 42, 1996.
func ModifiedOfferedLoads(arrivalsPerSecond []float64, intervalSeconds, handleSeconds float64) []OfferedLoad {
	loads := make([]OfferedLoad, len(arrivalsPerSecond))
	load := 0.0
	for i, rate := range arrivalsPerSecond {
		goal := rate * handleSeconds
		reached := -math.Expm1(-intervalSeconds / handleSeconds) // share of the way to the goal
		end := load + (goal-load)*reached
		loads[i] = OfferedLoad{
			Average: goal + (load-goal)*reached*handleSeconds/intervalSeconds,
			Peak:    max(load, end),
			End:     end,
		}
		load = end
	}
	return loads
}
