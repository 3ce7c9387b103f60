package charts

import "math"

// tick is a labelled position on an axis.
type tick struct {
	value float64
	label string
}

// axis is a range of values with its ticks. Ticks lie within the range, which is a little wider than the data.
type axis struct {
	min, max float64
	ticks    []tick
	name     string
}

// extent is the smallest range that contains what it was shown. The zero value is empty.
type extent struct {
	low, high float64
	some      bool
}

func (e *extent) add(values ...float64) {
	for _, v := range values {
		switch {
		case !known(v):
		case !e.some:
			e.low, e.high, e.some = v, v, true
		default:
			e.low, e.high = min(e.low, v), max(e.high, v)
		}
	}
}

func (e *extent) addEstimate(v Estimate) {
	e.add(v.Value)
	if v.interval() {
		e.add(v.Low, v.High)
	}
}

func (e *extent) addBand(b Band) {
	if b.known() {
		e.add(b.Low, b.High)
	}
}

// headroom is the share of the range left free beyond the data.
const headroom = 0.04

// room widens a range of fractions by shares of its span, for the labels of its lowest and highest points, without passing 0 or 100 %.
func (e *extent) room(below, above float64) {
	span := max(e.high-e.low, 0.1)
	e.add(max(e.low-below*span, min(e.low, 0)), min(e.high+above*span, max(e.high, 1)))
}

// niceStep returns the smallest of 1, 2, 5 × 10ⁿ (2.5 as well where quarters read well) that divides a span into at most n parts.
func niceStep(span float64, n int) float64 {
	raw := span / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// multiples returns the multiples of step in [low, high], computed from integers so that no rounding error accumulates.
func multiples(low, high, step float64) []float64 {
	var out []float64
	const slack = 1e-9
	first, last := math.Ceil(low/step-slack), math.Floor(high/step+slack)
	for k := first; k <= last && len(out) < 200; k++ {
		v := k * step
		if k == 0 {
			v = 0
		}
		out = append(out, v)
	}
	return out
}

// ticked fills an axis with ticks at multiples of step.
func ticked(low, high, step float64, label func(float64) string) axis {
	a := axis{min: low, max: high}
	for _, v := range multiples(low, high, step) {
		a.ticks = append(a.ticks, tick{v, label(v)})
	}
	return a
}

// padded widens a range by the headroom; a range of one value becomes a range around it.
func (e extent) padded(least float64) (float64, float64) {
	low, high := e.low, e.high
	if span := high - low; span < least {
		middle := low + span/2
		low, high = middle-least/2, middle+least/2
	}
	pad := (high - low) * headroom
	return low - pad, high + pad
}

// percentAxis is an axis of fractions. It starts at 0 when the data come near it and never passes 100 % by more than the headroom.
func percentAxis(e extent, ticks int) axis {
	if !e.some {
		e.add(0, 1)
	}
	low, high := e.padded(0.1)
	if e.high <= 1 {
		high = min(high, 1+headroom*(1-low))
	}
	if e.low >= 0 && (low < 0 || e.low < 0.2) {
		low = 0
	}
	return percentTicks(low, high, ticks)
}

// percentTicks is an axis of fractions over exactly that range.
func percentTicks(low, high float64, ticks int) axis {
	step := niceStep(high-low, ticks)
	number := axisNumber(step*100, max(-low, high)*100)
	return ticked(low, high, step, func(v float64) string {
		if v == 0 {
			return "0"
		}
		return number(v*100) + "%"
	})
}

// fromZero is the range of a quantity whose zero matters: from 0, or from below where there are negative values.
func (e extent) fromZero() (float64, float64) {
	if !e.some {
		return 0, 1
	}
	low, high := min(e.low, 0), max(e.high, 0)
	if high-low <= 0 {
		high = 1
	}
	pad := (high - low) * headroom
	if low < 0 {
		low -= pad
	}
	if high > 0 {
		high += pad
	}
	return low, high
}

// countAxis is an axis of contacts, erlangs or agents from zero.
func countAxis(e extent, ticks int) axis {
	low, high := e.fromZero()
	step := niceStep(high-low, ticks)
	if high > 2 {
		step = max(1, step)
	}
	if step == 2.5 {
		step = 5
	}
	return ticked(low, high, step, axisNumber(step, max(-low, high)))
}

// moneyAxis is an axis of amounts from low to high.
func moneyAxis(low, high float64, currency string, ticks int) axis {
	step := niceStep(high-low, ticks)
	number := axisNumber(step, max(math.Abs(low), math.Abs(high)))
	return ticked(low, high, step, func(v float64) string {
		switch {
		case v == 0:
			return "0"
		case v < 0:
			return minus + currencySign(currency) + number(-v)
		}
		return currencySign(currency) + number(v)
	})
}

// axisNumber writes all ticks of an axis in one unit with as many decimals as the step needs; zero reads 0.
func axisNumber(step, magnitude float64) func(float64) string {
	if magnitude >= 1e15 {
		return func(v float64) string { return compact(v, 3) }
	}
	unit, suffix := unitOf(magnitude)
	decimals := 0
	for d := step / unit; decimals < 10 && math.Abs(d-math.Round(d)) > 1e-6*d; decimals++ {
		d *= 10
	}
	return func(v float64) string {
		if v == 0 {
			return "0"
		}
		return grouped(plain(v/unit, decimals)) + suffix
	}
}

// secondsAxis is an axis of durations from zero, in seconds, minutes, hours or days.
func secondsAxis(e extent, ticks int) axis {
	low, high := e.fromZero()
	return secondsTicks(low, high, ticks)
}

// secondsTicks is an axis of durations over exactly that range.
func secondsTicks(low, high float64, ticks int) axis {
	raw := (high - low) / float64(ticks)
	step := niceStep(high-low, ticks)
	for _, s := range []float64{10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 3 * 3600, 6 * 3600, 12 * 3600, 86400} {
		if raw > 5 && s >= raw {
			step = s
			break
		}
	}
	if raw > 86400 {
		step = 86400 * niceStep((high-low)/86400, ticks)
	}
	unit, name := 1.0, " s"
	switch {
	case step >= 86400:
		unit, name = 86400, " d"
	case step >= 3600:
		unit, name = 3600, " h"
	case step >= 60:
		unit, name = 60, " min"
	}
	number := axisNumber(step/unit, max(-low, high)/unit)
	return ticked(low, high, step, func(v float64) string {
		if v == 0 {
			return "0"
		}
		return number(v/unit) + name
	})
}
