package charts

import (
	"math"
	"strings"
)

// Unit is what a measure is counted in.
type Unit int

// The units.
const (
	Fraction Unit = iota // shown as a percentage; differences in points
	Seconds
	Money
	Number // agents, contacts, erlangs
)

// Measure is the quantity that a general chart shows.
type Measure struct {
	Name          string // "service level", as it stands in the middle of a sentence
	Unit          Unit
	Currency      string // of Money
	LowerIsBetter bool   // waits, costs
}

// noun is the name of the measure in a sentence.
func (m Measure) noun() string {
	if name := clip(m.Name, 40); name != "" {
		return name
	}
	return "value"
}

// heading is the name of the measure at the start of a line.
func (m Measure) heading() string { return named("", m.noun()) }

// value writes a value of the measure.
func (m Measure) value(v float64) string {
	switch m.Unit {
	case Fraction:
		return percent(v, 1)
	case Seconds:
		return duration(v)
	case Money:
		return money(v, m.Currency, 3)
	}
	return count(v)
}

// brief writes a value where there is little room.
func (m Measure) brief(v float64) string {
	switch {
	case m.Unit == Fraction:
		return percent(v, 0)
	case m.Unit == Seconds && math.Abs(v) >= 119.5 && math.Abs(v) < 119.5*60:
		return plain(v/60, 1) + " min"
	case m.Unit == Seconds && math.Abs(v) >= 119.5*60:
		return plain(v/3600, 1) + " h"
	}
	return m.value(v)
}

// change writes a difference of the measure with its sign.
func (m Measure) change(v float64) string {
	sign := "+"
	if v < 0 {
		sign = minus
	}
	text := m.value(math.Abs(v))
	if m.Unit == Fraction {
		text = plain(100*math.Abs(v), 1) + " pts"
	}
	if strings.TrimLeft(text, "$€£0. %spt") == "" && v == 0 {
		return text
	}
	return sign + text
}

// better tells whether a is better than b.
func (m Measure) better(a, b float64) bool {
	if m.LowerIsBetter {
		return a < b
	}
	return a > b
}

// zeroAxis is an axis of the measure that contains 0, as bars need.
func (m Measure) zeroAxis(e extent, ticks int) axis {
	low, high := e.fromZero()
	return m.ticks(low, high, ticks)
}

// plainAxis is an axis of the measure over just the values it was shown.
func (m Measure) plainAxis(e extent, ticks int) axis {
	low, high := e.padded(max(math.Abs(e.high)*0.01, 1e-6))
	return m.ticks(low, high, ticks)
}

func (m Measure) ticks(low, high float64, ticks int) axis {
	switch m.Unit {
	case Fraction:
		return percentTicks(low, high, ticks)
	case Seconds:
		return secondsTicks(low, high, ticks)
	case Money:
		return moneyAxis(low, high, m.Currency, ticks)
	}
	step := niceStep(high-low, ticks)
	return ticked(low, high, step, axisNumber(step, max(math.Abs(low), math.Abs(high))))
}
