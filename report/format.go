package report

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"agner/sim"
)

// none is written where there is no data: never 0, never 100%.
const none = "–"

// scale turns a number into the unit that people read it in.
type scale struct {
	factor   float64
	unit     string // with its leading space
	decimals int    // at most
}

var (
	percent = scale{100, "%", 1}
	points  = scale{100, " points", 1}
)

// durationScale chooses the unit of a duration by its size: seconds below two
// minutes, minutes below two hours, then hours, days from two days on.
func durationScale(seconds float64) scale {
	switch s := math.Abs(seconds); {
	case s < 120:
		return scale{1, " s", 1}
	case s < 2*3600:
		return scale{1.0 / 60, " min", 1}
	case s < 48*3600:
		return scale{1.0 / 3600, " h", 1}
	}
	return scale{1.0 / 86400, " days", 1}
}

// scaleOf returns how values of metric m are written.
func scaleOf(m sim.Metric, value float64) scale {
	switch m.Unit() {
	case sim.UnitFraction:
		return percent
	case sim.UnitSeconds:
		return durationScale(value)
	case sim.UnitHours:
		return scale{1, " h", 1}
	case sim.UnitRatio:
		return scale{1, "", 2}
	}
	return scale{1, "", 1}
}

// metric writes the estimate of metric m in row.
func metric(row sim.Row, m sim.Metric) string {
	e := row.Get(m)
	return withInterval(e, scaleOf(m, e.Value))
}

// withInterval writes "78.1 ± 0.6%": the value, half its 95% confidence
// interval, and the unit of both. Without an interval, or
// when it is too small to be seen at that many digits, the ± is left out.
func withInterval(e sim.Estimate, s scale) string {
	if !e.OK() {
		return none
	}
	value, half := e.Value*s.factor, e.HalfWidth()*s.factor
	decimals := s.decimals
	switch {
	case math.Abs(value) >= 1000:
		decimals = 0
	case math.Abs(value) < 100 && half > 0 && half < 0.05 && decimals == 1:
		decimals = 2 // what would read ± 0.0
	}
	margin := number(half, decimals)
	if math.IsNaN(half) || !strings.ContainsAny(margin, "123456789") {
		return number(value, decimals) + s.unit
	}
	return number(value, decimals) + " ± " + margin + s.unit
}

// bare writes a number without an interval, such as a formula's answer.
func bare(v float64, s scale) string {
	if math.IsNaN(v) {
		return none
	}
	return number(v*s.factor, s.decimals) + s.unit
}

// signed writes a difference with its sign, "+14.2 points".
func signed(v float64, s scale) string {
	text := bare(v, s)
	if v > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// money writes an amount with its currency; cents only where they matter.
func money(e sim.Estimate, currency string) string {
	return withInterval(e, moneyScale(e.Value, currency))
}

func moneyScale(v float64, currency string) scale {
	decimals := 0
	if math.Abs(v) < 100 {
		decimals = 2
	}
	return scale{1, strings.TrimRight(" "+plain(currency), " "), decimals}
}

// number writes v with decimals digits after the point, thousands set apart by
// commas, a true minus sign, and no "-0".
func number(v float64, decimals int) string {
	if math.IsInf(v, 0) {
		return "∞"
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	if v < 0 && strings.ContainsAny(whole, "123456789") {
		return "−" + whole
	}
	return whole
}

var numberAndUnit = regexp.MustCompile(`(\d) ((?:s|min|h|days?|points|[A-Z]{3})\b)`)

// bind keeps a number, its ± and its unit on one line: it puts no-break spaces
// between them.
func bind(s string) string {
	return numberAndUnit.ReplaceAllString(strings.ReplaceAll(s, " ± ", "\u00a0±\u00a0"), "$1\u00a0$2")
}

// short writes a duration of a target: "20 s", "1.5 min", "48 h".
func short(seconds float64) string {
	s := durationScale(seconds)
	return trimNumber(seconds*s.factor) + s.unit
}

// share writes a stated fraction: "80%", "99.5%".
func share(f float64) string { return trimNumber(f*100) + "%" }

// trimNumber writes at most two decimals and no trailing zeros.
func trimNumber(v float64) string {
	text := number(v, 2)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// plural writes "1 queue", "2 queues".
func plural(n int, noun string) string {
	text := number(float64(n), 0) + " " + noun
	if n != 1 {
		text += "s"
	}
	return text
}

// stamp is the clock label of an interval in files.
func stamp(t time.Time) string { return t.Format("2006-01-02T15:04") }
