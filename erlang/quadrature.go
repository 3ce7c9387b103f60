package erlang

import (
	"math"
	"slices"
)

// moments is the number of weighted integrals that one pass over a density yields.
const moments = 4

// negligible is the drop of the log density beyond which its mass is ignored: e^−42 is 6e-19.
const negligible = 42

// negligiblePanel is the share of the range within which breaks beside its left end are passed over: distributions that begin like a root
// name ever finer ones.
const negligiblePanel = 1e-8

// logConcave is a density e^logDensity(t) on t ≥ 0 whose logarithm is concave, so that it has one mode and tails that
// fall at least geometrically. That is all the integrator needs to know to place its panels.
type logConcave struct {
	logDensity func(t float64) float64
	slope      func(t float64) float64 // derivative of logDensity
	// from(origin)(t) is logDensity(t) − logDensity(origin), computed without the cancellation of that difference.
	from    func(origin float64) func(t float64) float64
	weights func(t float64) [moments]float64
	breaks  []float64 // times at which the density or its weights change character
	step    float64   // a first guess of the density's time scale
}

// segment holds integrals over one range; they share the factor e^exponent.
type segment struct {
	exponent float64
	sums     [moments]float64
}

// integrate returns ∫ weights(t)·e^logDensity(t) dt over [low, high], high possibly +Inf. It finds the mode within the
// range, the points where the density has become negligible, and applies a 16-point Gauss–Legendre rule to three panels on
// either side of the mode, divided further at the breaks. All terms are positive where the weights are, so that the
// relative error stays near the rounding error of the density.
func (d logConcave) integrate(low, high float64) segment {
	if !(low < high) {
		return segment{exponent: math.Inf(-1)}
	}
	mode := d.mode(low, high)
	peak := d.logDensity(mode)
	if math.IsInf(peak, -1) {
		return segment{exponent: peak}
	}
	ends := make([]float64, 0, 32)
	rise := d.from(mode)
	left, right := d.reach(rise, mode, low), d.reach(rise, mode, high)
	for third := range 4 {
		part := float64(third) / 3
		ends = append(ends, left+(mode-left)*part, mode+(right-mode)*part)
	}
	for _, at := range d.breaks {
		if left+negligiblePanel*(right-left) < at && at < right {
			ends = append(ends, at)
		}
	}
	slices.Sort(ends)
	result := segment{exponent: peak}
	for i, end := range ends[1:] {
		middle, half := (ends[i]+end)/2, (end-ends[i])/2
		if half == 0 {
			continue
		}
		for _, node := range gaussLegendre {
			for _, t := range [2]float64{middle - half*node.at, middle + half*node.at} {
				mass := half * node.weight * math.Exp(rise(t))
				for k, weight := range d.weights(t) {
					result.sums[k] += mass * weight
				}
			}
		}
	}
	return result
}

// mode returns a point of [low, high] whose log density is within a fraction of the maximum.
func (d logConcave) mode(low, high float64) float64 {
	if d.slope(low) <= 0 {
		return low
	}
	step := d.step
	right := min(high, low+step)
	for d.slope(right) > 0 {
		if right == high {
			return high
		}
		step *= 2
		low, right = right, min(high, right+step)
	}
	for range 200 {
		middle := low + (right-low)/2
		slope := d.slope(middle)
		// By concavity the maximum is at most |slope|·(right − low) above.
		if middle == low || middle == right || math.Abs(slope)*(right-low) < 0.5 {
			return middle
		}
		if slope > 0 {
			low = middle
		} else {
			right = middle
		}
	}
	return low
}

// reach goes from the mode towards the limit and returns where the density has become negligible, or the limit.
func (d logConcave) reach(rise func(float64) float64, mode, limit float64) float64 {
	falls := func(t float64) bool { return !(rise(t) > -negligible) }
	if mode == limit || !math.IsInf(limit, 1) && !falls(limit) {
		return limit
	}
	direction := math.Copysign(1, limit-mode)
	step := d.step
	near, far := mode, mode
	for {
		far = mode + direction*step
		if (far-limit)*direction >= 0 {
			far = limit
			break
		}
		if falls(far) {
			break
		}
		near = far
		step *= 2
	}
	for math.Abs(far-near) > 0.2*math.Abs(far-mode) || !falls(far) {
		middle := near + (far-near)/2
		if middle == near || middle == far {
			break
		}
		if falls(middle) {
			far = middle
		} else {
			near = middle
		}
	}
	return far
}

// gaussLegendre is the positive half of the 16-point rule on [−1, 1]. A test integrates polynomials with it.
var gaussLegendre = [...]struct{ at, weight float64 }{
	{0.09501250983763744, 0.1894506104550685},
	{0.2816035507792589, 0.18260341504492358},
	{0.45801677765722737, 0.16915651939500254},
	{0.6178762444026438, 0.14959598881657674},
	{0.755404408355003, 0.12462897125553388},
	{0.8656312023878318, 0.09515851168249279},
	{0.9445750230732326, 0.062253523938647894},
	{0.9894009349916499, 0.027152459411754096},
}
