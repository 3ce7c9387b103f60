package sim

import (
	"math"
	"sort"
)

// Time is a moment or a duration in microseconds. Moments count from the start
// of the horizon; the warm-up lies before zero.
type Time int64

const (
	Microsecond Time = 1
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
	Week             = 7 * Day

	// Never is later than every event.
	Never Time = math.MaxInt64
)

// Seconds returns t in seconds.
func (t Time) Seconds() float64 { return float64(t) / float64(Second) }

// Hours returns t in hours.
func (t Time) Hours() float64 { return float64(t) / float64(Hour) }

// FromSeconds rounds s seconds to the nearest microsecond; +Inf and anything
// beyond the range of Time become Never.
func FromSeconds(s float64) Time {
	us := s * float64(Second)
	if !(us < math.MaxInt64/4) { // also +Inf and NaN
		return Never
	}
	return Time(math.Floor(us + 0.5))
}

// Span is the half-open stretch of time [From, To).
type Span struct{ From, To Time }

// Contains tells whether t lies in one of spans, which are sorted and disjoint.
func Contains(spans []Span, t Time) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].To > t })
	return i < len(spans) && spans[i].From <= t
}

// Steps is a right-continuous step function of time: Value[i] holds from At[i]
// until At[i+1], Value[0] also before At[0]. At is strictly increasing. The
// zero Steps is 0 everywhere.
type Steps struct {
	At    []Time
	Value []float64
}

// Constant returns the step function that is v at all times.
func Constant(v float64) Steps { return Steps{At: []Time{0}, Value: []float64{v}} }

// ValueAt returns the value of s at time t.
func (s Steps) ValueAt(t Time) float64 {
	switch len(s.Value) {
	case 0:
		return 0
	case 1:
		return s.Value[0]
	}
	i := sort.Search(len(s.At), func(i int) bool { return s.At[i] > t })
	return s.Value[max(i-1, 0)]
}

// Map returns s with f applied to every value.
func (s Steps) Map(f func(float64) float64) Steps {
	out := Steps{At: s.At, Value: make([]float64, len(s.Value))}
	for i, v := range s.Value {
		out.Value[i] = f(v)
	}
	return out
}

// Max returns the largest value, 0 for the zero Steps.
func (s Steps) Max() float64 {
	m := 0.0
	for i, v := range s.Value {
		if i == 0 || v > m {
			m = v
		}
	}
	return m
}

// Integral returns ∫ s(t) dt over [from, to) with t in seconds.
func (s Steps) Integral(from, to Time) float64 {
	if to <= from || len(s.Value) == 0 {
		return 0
	}
	sum := 0.0
	for i, v := range s.Value {
		lo, hi := from, to
		if i > 0 {
			lo = max(lo, s.At[i])
		}
		if i+1 < len(s.At) {
			hi = min(hi, s.At[i+1])
		}
		if hi > lo {
			sum += v * (hi - lo).Seconds()
		}
	}
	return sum
}
