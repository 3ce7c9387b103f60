package main

import (
	"math"
	"strconv"
	"strings"

	"agner/erlang"
)

// missing is written where there is no value.
const missing = "–"

// count writes a number with thousands separated and as many decimals as help.
func count(x float64) string {
	switch size := math.Abs(x); {
	case math.IsNaN(x):
		return missing
	case math.IsInf(x, 1):
		return "∞"
	case x == math.Trunc(x) || size >= 1000:
		return thousands(strconv.FormatFloat(x, 'f', 0, 64))
	case size >= 100:
		return trimZeros(strconv.FormatFloat(x, 'f', 1, 64))
	case size >= 0.01:
		return trimZeros(strconv.FormatFloat(x, 'f', 2, 64))
	}
	return strconv.FormatFloat(x, 'g', 2, 64)
}

func thousands(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func trimZeros(text string) string {
	if strings.Contains(text, ".") && !strings.Contains(text, "e") {
		return strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// share writes a fraction in percent for a sentence: 80%.
func share(x float64) string {
	number, percent := strings.CutSuffix(sharePrecisely(x), "%")
	if !percent {
		return number
	}
	return trimZeros(number) + "%"
}

// duration writes seconds for a sentence: 20 s.
func duration(seconds float64) string {
	number, unit, found := strings.Cut(durationPrecisely(seconds), " ")
	if !found {
		return number
	}
	return trimZeros(number) + " " + unit
}

// shareGiven repeats a fraction that the planner wrote, with all its digits.
func shareGiven(x float64) string { return trimZeros(strconv.FormatFloat(100*x, 'f', 9, 64)) + "%" }

// durationGiven repeats a time that the planner wrote, to the millisecond (below a second, the microsecond): in a large unit where that is short.
func durationGiven(seconds float64) string {
	text := duration(seconds)
	if short, err := parseDuration(strings.ReplaceAll(text, " ", "")); err == nil && math.Abs(short-seconds) <= 1e-9*seconds {
		return text
	}
	decimals := 3
	if seconds < 1 {
		decimals = 6
	}
	return trimZeros(strconv.FormatFloat(seconds, 'f', decimals, 64)) + " s"
}

// shareBeside writes a fraction with as many decimals as keep it on its side of a limit: 79.96% never reads 80% beside 80%.
func shareBeside(x, limit float64) string {
	if math.IsNaN(x) {
		return "no"
	}
	return beside(share(x), "%", 100*x, 100*limit)
}

// durationBeside does the same for seconds.
func durationBeside(seconds, limit float64) string {
	text := duration(seconds)
	_, unit, _ := strings.Cut(text, " ")
	if length := secondsIn(unit); length > 0 {
		return beside(text, " "+unit, seconds/length, limit/length)
	}
	return text
}

// beside returns the text of a value, or one with more decimals where the text does not stand on the value's side of the limit.
func beside(text, unit string, value, limit float64) string {
	for decimals := 2; decimals < 15; decimals++ {
		shown, err := strconv.ParseFloat(strings.TrimSuffix(text, unit), 64)
		if err == nil && (shown < limit) == (value < limit) && (shown > limit) == (value > limit) {
			break
		}
		text = strconv.FormatFloat(value, 'f', decimals, 64) + unit
	}
	return text
}

// sharePrecisely writes a fraction in percent for a column: 80.0%, with more decimals near 0 and 1.
func sharePrecisely(x float64) string {
	percent := 100 * x
	distance := min(percent, 100-percent)
	switch {
	case math.IsNaN(x):
		return missing
	case distance == 0:
		return strconv.FormatFloat(percent, 'f', 0, 64) + "%"
	case distance >= 1:
		return strconv.FormatFloat(percent, 'f', 1, 64) + "%"
	case distance >= 0.1:
		return strconv.FormatFloat(percent, 'f', 2, 64) + "%"
	case distance >= 0.01:
		return strconv.FormatFloat(percent, 'f', 3, 64) + "%"
	case percent > 50:
		return "above 99.99%"
	}
	return strconv.FormatFloat(percent, 'g', 2, 64) + "%"
}

// durationPrecisely writes seconds for a column, in the unit that people would use.
func durationPrecisely(seconds float64) string {
	number := func(x float64, unit string) string { return strconv.FormatFloat(x, 'f', 1, 64) + " " + unit }
	switch {
	case math.IsNaN(seconds):
		return missing
	case math.IsInf(seconds, 1):
		return "∞"
	case seconds == 0:
		return "0 s"
	case seconds < 0.05:
		return strconv.FormatFloat(seconds, 'g', 2, 64) + " s"
	case seconds < 120:
		return number(seconds, "s")
	case seconds < 7200:
		return number(seconds/60, "min")
	}
	return number(seconds/3600, "h")
}

// plural writes "1 agent" or "14 agents".
func plural(n float64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}

// binds says which parts of a target decide: "Service level binds."
func binds(constraints []erlang.Constraint) string {
	text := strings.ReplaceAll(strings.Join(constraintNames(constraints), " and "), "_", " ")
	text = strings.ReplaceAll(text, "asa", "ASA")
	text = strings.ToUpper(text[:1]) + text[1:]
	if len(constraints) == 1 {
		return text + " binds."
	}
	return text + " bind."
}

func constraintNames(constraints []erlang.Constraint) []string {
	names := make([]string, len(constraints))
	for i, c := range constraints {
		names[i] = string(c)
	}
	return names
}

// wanted says the target in words, "" without one.
func (q centre) wanted() string {
	var parts []string
	add := func(asked float64, text string) {
		if asked > 0 {
			parts = append(parts, text)
		}
	}
	level := shareGiven(q.target.ServiceLevel)
	if q.awtGiven {
		level += " in " + durationGiven(q.target.AWTSeconds)
	}
	add(q.target.ServiceLevel, level)
	add(q.target.ASASeconds, "an ASA of at most "+durationGiven(q.target.ASASeconds))
	add(q.target.Delayed, "at most "+shareGiven(q.target.Delayed)+" delayed")
	add(q.target.Abandonment, "at most "+shareGiven(q.target.Abandonment)+" abandoned")
	add(q.target.Occupancy, "at most "+shareGiven(q.target.Occupancy)+" occupancy")
	add(q.target.Blocking, "at most "+shareGiven(q.target.Blocking)+" blocked")
	return strings.Join(parts, ", ")
}

// missedText says what the missed measures are.
func (q centre) missedText(m erlang.Measures, missed []erlang.Constraint) string {
	var parts []string
	for _, constraint := range missed {
		switch constraint {
		case erlang.ServiceLevelConstraint:
			parts = append(parts, shareBeside(m.ServiceLevels.By(q.target.Definition), q.target.ServiceLevel)+" in "+durationGiven(q.target.AWTSeconds))
		case erlang.ASAConstraint:
			parts = append(parts, "an ASA of "+durationBeside(m.ASASeconds, q.target.ASASeconds))
		case erlang.DelayedConstraint:
			parts = append(parts, shareBeside(m.Delayed, q.target.Delayed)+" delayed")
		case erlang.AbandonmentConstraint:
			parts = append(parts, shareBeside(m.Abandonment, q.target.Abandonment)+" abandoned")
		case erlang.OccupancyConstraint:
			parts = append(parts, shareBeside(m.Occupancy, q.target.Occupancy)+" occupancy")
		case erlang.BlockingConstraint:
			parts = append(parts, shareBeside(m.Blocking, q.target.Blocking)+" blocked")
		case erlang.StabilityConstraint:
			parts = append(parts, "a queue without end")
		}
	}
	return strings.Join(parts, ", ")
}

// given says the question in words.
func (q centre) given() []string {
	parts := []string{plural(q.load/q.handleSeconds*3600, "contact") + " an hour × " + durationGiven(q.handleSeconds) + " = " + plural(q.load, "erlang")}
	switch {
	case q.model == "c" && !math.IsNaN(q.handleCV):
		parts = append(parts, "handle time cv "+count(q.handleCV)+" (approximation)")
	case q.model == "c":
	case math.IsInf(q.patienceSeconds, 1):
		parts = append(parts, "endless patience")
	default:
		parts = append(parts, "patience "+duration(q.patienceSeconds))
	}
	if q.balk > 0 {
		parts = append(parts, shareGiven(q.balk)+" balk")
	}
	if !math.IsNaN(q.lines) {
		parts = append(parts, plural(q.lines, "line"))
	}
	if q.model == "x" {
		parts = append(parts, shareGiven(q.retry)+" call again")
	}
	if q.model == "chat" {
		parts = append(parts, count(q.slots)+" at once, slowdown "+shareGiven(q.slowdown))
	}
	return parts
}

// fields are the values of a waiting model under the names of METRICS.
func (q centre) fields(m erlang.Measures, extra []field) []field {
	out := []field{{key: "agents", label: "Agents", value: m.Agents, unit: inAgents}}
	limited := !math.IsNaN(q.lines)
	if limited || q.model == "x" {
		out = append(out, field{key: "lines", label: labelIf(limited, "Lines"), value: q.lines})
	}
	out = append(out,
		field{key: "load", label: "Load", value: m.Load, unit: inErlangs},
		field{key: "occupancy", label: "Occupancy", value: m.Occupancy, unit: inShare},
		field{key: "delayed", label: "Delayed", value: m.Delayed, unit: inShare, note: "not answered at once"})
	if q.awtGiven {
		note := "answered within " + durationGiven(q.target.AWTSeconds)
		levels := field{key: "service_level_by_definition"}
		for _, d := range erlang.Definitions() {
			levels.parts = append(levels.parts, field{key: string(d), value: m.ServiceLevels.By(d)})
		}
		out = append(out, field{key: "service_level", label: "Service level", value: m.ServiceLevels.AbandonsNegative, unit: inShare, note: note})
		if d := q.target.Definition; d != "" && d != erlang.AbandonsNegative {
			out = append(out, field{label: "Service level", value: m.ServiceLevels.By(d), unit: inShare, note: note + ", " + strings.ReplaceAll(string(d), "_", " ")})
		}
		out = append(out, levels)
	}
	out = append(out,
		field{key: "asa", label: "ASA", value: m.ASASeconds, unit: inSeconds, note: "average speed of answer"},
		field{key: "mean_wait", label: labelIf(q.model != "c", "Mean wait"), value: m.MeanWaitSeconds, unit: inSeconds, note: "of all, abandoned ones included"})
	if q.model != "c" {
		out = append(out, field{key: "abandonment", label: "Abandoned", value: m.Abandonment, unit: inShare})
		out = append(out, field{key: "blocking", label: labelIf(limited, "Blocked"), value: m.Blocking, unit: inShare, note: "found every line busy"})
		if !math.IsInf(q.patienceSeconds, 1) {
			out = append(out, field{key: "patience", value: q.patienceSeconds})
		}
	}
	out = append(out, field{key: "queue_length", label: "Queue length", value: m.QueueLength, note: "contacts waiting on average"})
	return append(out, extra...)
}

// labelIf is the label where it is wanted.
func labelIf(wanted bool, label string) string {
	if wanted {
		return label
	}
	return ""
}
