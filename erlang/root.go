package erlang

import "math"

// root returns a zero of an increasing function between low and high, to the last digit.
func root(f func(float64) float64, low, high float64) float64 { return rootWithin(f, low, high, 0) }

// rootWithin returns a point at which an increasing function is within the tolerance of zero. It is regula falsi with the
// Illinois rule, guarded by bisection. Where the function does not change sign it returns the nearer end.
func rootWithin(f func(float64) float64, low, high, tolerance float64) float64 {
	atLow, atHigh := f(low), f(high)
	if atLow >= -tolerance {
		return low
	}
	if atHigh <= tolerance {
		return high
	}
	side := 0
	for step := range 200 {
		at := high - atHigh*(high-low)/(atHigh-atLow)
		if step%4 == 3 || !(at > low && at < high) {
			at = low + (high-low)/2
		}
		if at <= low || at >= high {
			break
		}
		value := f(at)
		switch {
		case math.Abs(value) <= tolerance:
			return at
		case value < 0:
			low, atLow = at, value
			if side < 0 {
				atHigh /= 2
			}
			side = -1
		default:
			high, atHigh = at, value
			if side > 0 {
				atLow /= 2
			}
			side = 1
		}
		if high-low <= 4e-16*math.Abs(high) {
			break
		}
	}
	return low + (high-low)/2
}
