package check

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"agner/sim"
)

// words says what numbers of the unit are.
func (u Unit) words() string {
	return [...]string{"a number", "a fraction such as 80%", "a duration such as 20s", "a number of hours", "a ratio such as 1.2", "an amount of money"}[u]
}

// limit reads what the sum is compared with, in the unit of the sum.
func (r *sentence) limit(p piece, c *Condition) {
	if p.text == "" {
		r.fail(p, "there is nothing right of the relation: %s", howToWrite)
		return
	}
	if rest := strings.TrimSpace(strings.TrimLeft(p.text, "<>=")); p.text[0] == '=' && !strings.ContainsAny(rest, "<>=") {
		r.fail(p, "write the relation without a space: <= or >=")
		return
	}
	if strings.ContainsAny(p.text, "<>=") {
		r.fail(p, "one sentence compares once: write two")
		return
	}
	text, sign := p.text, 1.0
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		text, sign = strings.TrimSpace(rest), -1
	}
	v, problem := 0.0, ""
	difference := len(c.Sum) > 1 || c.Sum[0].Factor != 1
	switch c.Unit {
	case Fraction:
		v, problem = parseFraction(text, difference)
		if problem == "" && !difference && unbounded(c.Sum[0]) {
			break
		}
		if problem == "" && (v > 1 || sign < 0) && !difference {
			problem = fmt.Sprintf("%s lies outside of 0%% to 100%%", p.text)
			if v > 1 && v <= 100 && !strings.HasSuffix(text, "%") {
				problem += "; did you mean " + text + "%?"
			}
		}
	case Seconds:
		v, problem = parseDuration(text)
	case Hours:
		if v, problem = parseNumber(text); problem != "" {
			if v, problem = parseDuration(text); problem == "" {
				v /= 3600
			}
		}
	default:
		v, problem = parseNumber(text)
	}
	if problem != "" {
		r.fail(p, "%s (the left side is %s)", problem, c.Unit.words())
		return
	}
	c.Limit = sign * v
}

// unbounded tells whether the fraction may exceed 100 %: work beyond paid time.
func unbounded(t Term) bool { return t.Inside == nil && t.Ref.Metric == sim.Utilization.String() }

func parseNumber(text string) (float64, string) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(text, "_xXpP") {
		return 0, fmt.Sprintf("%q is not a number", text)
	}
	return v, ""
}

// parseFraction reads 80% or 0.8, of differences also 5pts.
func parseFraction(text string, difference bool) (float64, string) {
	digits, percent := strings.CutSuffix(text, "%")
	if !percent && difference {
		digits, percent = strings.CutSuffix(text, "pts")
	}
	v, problem := parseNumber(strings.TrimSpace(digits))
	if problem != "" {
		return 0, fmt.Sprintf("%q is not a fraction", text)
	}
	if percent {
		v /= 100
	}
	return v, ""
}

// parseDuration reads 20s, 4m30s, 1h, 2d, 6w and 0, in seconds.
func parseDuration(text string) (float64, string) {
	bad := fmt.Sprintf("%q is not a duration", text)
	if text == "0" {
		return 0, ""
	}
	total := 0.0
	for rest := text; rest != ""; {
		i := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if i <= 0 {
			return 0, bad
		}
		v, problem := parseNumber(rest[:i])
		seconds, ok := map[byte]float64{'s': 1, 'm': 60, 'h': 3600, 'd': 86_400, 'w': 604_800}[rest[i]]
		if problem != "" || !ok {
			return 0, bad
		}
		total += v * seconds
		rest = rest[i+1:]
	}
	if text == "" {
		return 0, bad
	}
	return total, ""
}

// span reads 10:00-12:00.
func (r *sentence) span(p piece, ref *Ref) bool {
	from, to, found := strings.Cut(p.text, "-")
	a, okA := parseClock(strings.TrimSpace(from))
	b, okB := parseClock(strings.TrimSpace(to))
	m, known := sim.MetricByName(ref.Metric)
	each := int(r.names.Interval.Seconds())
	switch {
	case !found || !okA || !okB || a == b || a == 86_400:
		r.fail(p, "%q is not a span of the day such as 10:00-12:00", p.text)
	case ref.Money || !known || !sim.KeptByInterval(ref.Of, m):
		r.fail(p, "%s is not kept by interval: leave [%s] out; by interval there are %s", ref.Metric, p.text, strings.Join(byInterval(ref.Of), ", "))
	case each > 0 && (a%each != 0 || b%each != 0):
		r.fail(p, "%s cuts intervals of %d minutes apart: begin and end with one", p.text, each/60)
	default:
		ref.Span = &Span{a, b}
		return true
	}
	return false
}

func byInterval(of sim.Subject) []string {
	var out []string
	for _, name := range metricsOf(of) {
		if m, ok := sim.MetricByName(name); ok && sim.KeptByInterval(of, m) {
			out = append(out, name)
		}
	}
	return out
}

func parseClock(text string) (int, bool) {
	h, m, ok := strings.Cut(text, ":")
	hours, err := strconv.Atoi(h)
	minutes, err2 := strconv.Atoi(m)
	if !ok || err != nil || err2 != nil || len(m) != 2 || hours < 0 || hours > 24 || minutes < 0 || minutes > 59 || hours == 24 && minutes > 0 {
		return 0, false
	}
	return hours*3600 + minutes*60, true
}

// intervals lists the intervals of the horizon that lie in the span, on every day.
func (s *Span) intervals(h sim.Horizon) []int {
	var out []int
	for i := range h.Intervals() {
		clock := int((sim.Time(i) * h.Interval % sim.Day) / sim.Second)
		in := clock >= s.From && clock < s.To
		if s.To < s.From {
			in = clock >= s.From || clock < s.To
		}
		if in {
			out = append(out, i)
		}
	}
	return out
}
