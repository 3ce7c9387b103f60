package erlang

import (
	"math"
	"testing"
)

// near fails unless got is within the relative tolerance of want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return
	}
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s = %.17g, want %.17g (relative error %.1e)", what, got, want, math.Abs(got/want-1))
	}
}

// The definition is a sum over the states; it is summed here by its classical recurrence 1/B(n) = 1 + n/a·1/B(n−1).
func TestBFromDefinition(t *testing.T) {
	for _, load := range []float64{0.01, 0.3, 1, 2.5, 10, 19.9, 21, 50, 333} {
		inverse := 1.0
		for lines := 1.0; lines <= 500; lines++ {
			inverse = 1 + lines/load*inverse
			if inverse > 1e300 {
				break
			}
			near(t, "B", B(load, lines), 1/inverse, 1e-12)
			near(t, "LogB", math.Exp(LogB(load, lines)), 1/inverse, 1e-12)
			near(t, "served", served(load, lines), (inverse-1)/inverse, 1e-12)
		}
	}
}

func TestLinesAndLoadInvertB(t *testing.T) {
	for _, blocking := range []float64{1e-9, 0.01, 0.02, 0.5, 0.9} {
		for _, load := range []float64{0.01, 1, 10, 345.6, 1e4, 1e6} {
			lines := LinesForBlocking(load, blocking)
			if B(load, lines) > blocking || lines > 0 && B(load, lines-1) <= blocking {
				t.Errorf("LinesForBlocking(%v, %v) = %v is not the least", load, blocking, lines)
			}
			if fraction := FractionalLinesForBlocking(load, blocking); fraction > 0 {
				near(t, "B(fractional lines)", B(load, fraction), blocking, 1e-11)
			}
		}
		for _, lines := range []float64{1, 2, 15, 200, 1e4, 1e6} {
			near(t, "B(LoadForBlocking)", B(LoadForBlocking(lines, blocking), lines), blocking, 1e-9)
		}
	}
}
