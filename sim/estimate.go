package sim

import "math"

// Estimate is a point with its 95 % confidence interval for the long-run value
// and the standard deviation between replications. All four are NaN where
// there is no data; Low, High and SD are NaN for one replication.
type Estimate struct{ Value, Low, High, SD float64 }

// NoData is the estimate of what was never observed.
func NoData() Estimate {
	n := math.NaN()
	return Estimate{n, n, n, n}
}

// OK tells whether there is a value.
func (e Estimate) OK() bool { return !math.IsNaN(e.Value) }

// HalfWidth returns half the width of the confidence interval.
func (e Estimate) HalfWidth() float64 { return (e.High - e.Low) / 2 }
