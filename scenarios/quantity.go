package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"agner/sim"
)

// quantity is a kind of number that the language has: how it is written, and
// which values it may have.
type quantity struct {
	name string // "a duration", for messages
	// parse reads a text into base units, without a sign. The Unit is Plain
	// but for volumes. A problem says what is wrong and how to write it.
	parse       func(text string) (v float64, unit Unit, problem string)
	least, most float64 // both allowed
	whole       bool
	points      bool // +5pts makes sense
	units       bool // a single number means nothing without its unit
	show        func(v float64) string
	form        string // of its text, for editors; empty: they are told nothing
	needsUnit   bool   // a plain number other than 0 is a mistake
}

// Forms of numbers for editors: whatever parse takes, and little else.
const (
	plainForm    = `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`
	percentForm  = plainForm + ` *%?`
	durationText = `([0-9]+(\.[0-9]+)?[wdhms])+`
	volumeForm   = plainForm + ` *(/ *(s|min|h|day|week))?`
)

// Bounds of quantities; beyond them a unit was mistaken.
const (
	maxSeconds = 3660 * 86_400 // ten years
	maxCount   = 1e9
	maxMoney   = 1e15
)

func plain(parse func(string) (float64, string)) func(string) (float64, Unit, string) {
	return func(text string) (float64, Unit, string) {
		v, problem := parse(text)
		return v, Plain, problem
	}
}

func number(name string, least, most float64) quantity {
	return quantity{name: name, parse: plain(parseNumber), least: least, most: most, show: showNumber, form: plainForm}
}

// The quantities of the language.
func durations() quantity {
	return quantity{name: "a duration", parse: plain(parseDuration), most: maxSeconds, show: showSeconds, form: durationText, needsUnit: true}
}

func fractions() quantity {
	return quantity{name: "a fraction", parse: plain(parseFraction), most: 1, points: true, show: showPercent, form: percentForm}
}

// spreads are coefficients of variation of demand: 200% already says that most days are quiet
// and a few are many times the mean, so what is larger is a percentage without its sign.
func spreads() quantity {
	q := ratios()
	q.most = 2
	return q
}

// ratios are fractions that may be larger than 1: coefficients of variation.
func ratios() quantity {
	return quantity{name: "a coefficient of variation", parse: plain(parseFraction), most: 100, points: true, show: showPercent, form: percentForm}
}

func factors() quantity { return number("a factor", 0, 1000) }

func counts(name string, least float64) quantity {
	q := number(name, least, maxCount)
	q.whole = true
	return q
}

func heads() quantity { return number("a number of agents", 0, 200_000) }

func money() quantity {
	q := number("an amount", -maxMoney, maxMoney)
	q.parse = plain(parseMoney)
	return q
}

func hourlyPrices() quantity { return prices("a price per hour", "h", 3600) }

func minutePrices() quantity { return prices("a price per minute", "min", 60) }

// prices are amounts per time, in units of seconds.
func prices(name, unit string, seconds float64) quantity {
	return quantity{name: name, most: maxMoney, form: plainForm + " */ *(h|min)", needsUnit: true, show: func(v float64) string { return showNumber(v) + "/" + unit },
		parse: plain(func(text string) (float64, string) {
			amount, per, ok := strings.Cut(text, "/")
			if !ok {
				if _, problem := parseMoney(text); problem != "" {
					return 0, problem
				}
				return 0, fmt.Sprintf("%s has no unit: write %s/%s", quote(text), text, unit)
			}
			v, problem := parseMoney(strings.TrimSpace(amount))
			switch strings.TrimSpace(per) {
			case "h":
				return v * seconds / 3600, problem
			case "min":
				return v * seconds / 60, problem
			}
			return 0, fmt.Sprintf("%s is not %s: write it like %s/%s", quote(text), name, strings.TrimSpace(amount), unit)
		})}
}

func volumes() quantity {
	return quantity{name: "a volume", parse: parseVolume, most: 1e12, show: showNumber, units: true, form: volumeForm, needsUnit: true}
}

var (
	numberForm   = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)
	groupedForm  = regexp.MustCompile(`^-?[0-9]{1,3}([,_' ][0-9]{3})+(\.[0-9]+)?$`)
	commaForm    = regexp.MustCompile(`^-?[0-9]+,[0-9]+$`)
	durationForm = regexp.MustCompile(`^([0-9]+(\.[0-9]+)?[a-z]+)+$`)
	durationPart = regexp.MustCompile(`[0-9]+(\.[0-9]+)?|[a-z]+`)
)

// parseNumber reads a plain decimal number.
func parseNumber(text string) (float64, string) {
	lower := strings.ToLower(strings.TrimLeft(text, "+-"))
	switch plain := numberForm.MatchString(text); {
	case text == "":
		return 0, "a number is missing"
	case lower == ".nan" || lower == "nan" || lower == ".inf" || lower == "inf" || lower == "infinity":
		return 0, fmt.Sprintf("%s is not a number of the scenario language: every number is finite", quote(text))
	case text[0] == '+':
		return 0, fmt.Sprintf("%s has a sign: a relative change stands in variants, sweep or --set as path: %s", quote(text), text)
	case plain && len(lower) > 1 && lower[0] == '0' && lower[1] >= '0' && lower[1] <= '9':
		return 0, fmt.Sprintf("%s begins with 0, which some programs read as octal: write %s", quote(text), strings.TrimLeft(lower, "0"))
	case plain:
	case groupedForm.MatchString(text):
		return 0, fmt.Sprintf("%s: write a number without separators between thousands: %s", quote(text), strings.NewReplacer(",", "", "_", "", "'", "", " ", "").Replace(text))
	case commaForm.MatchString(text):
		return 0, fmt.Sprintf("%s: write the decimal point as a point: %s", quote(text), strings.Replace(text, ",", ".", 1))
	default:
		return 0, fmt.Sprintf("%s is not a number", quote(text))
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, fmt.Sprintf("%s is too large a number", quote(text))
	}
	return v, ""
}

// parseFraction reads "80%" or "0.8".
func parseFraction(text string) (float64, string) {
	digits, percent := cutUnit(text, "%")
	v, problem := parseNumber(digits)
	switch {
	case problem != "" && percent:
		return 0, problem
	case problem != "":
		return 0, problem + orNothing(!strings.Contains(problem, "write") && !strings.Contains(problem, "finite"), ": write a fraction as 80% or 0.8")
	case percent:
		return v / 100, ""
	}
	return v, ""
}

func orNothing(condition bool, s string) string {
	if condition {
		return s
	}
	return ""
}

// secondsOf returns the length of a unit of durations.
func secondsOf(unit string) (float64, bool) {
	switch unit {
	case "s":
		return 1, true
	case "m":
		return 60, true
	case "h":
		return 3600, true
	case "d":
		return 86_400, true
	case "w":
		return 7 * 86_400, true
	}
	return 0, false
}

// parseDuration reads "4m30s" into seconds.
func parseDuration(text string) (float64, string) {
	if text == "0" {
		return 0, ""
	}
	if !durationForm.MatchString(text) {
		return 0, noDuration(text)
	}
	parts := durationPart.FindAllString(text, -1)
	total, last := 0.0, math.Inf(1)
	for i := 0; i+1 < len(parts); i += 2 {
		size, ok := secondsOf(parts[i+1])
		if !ok {
			return 0, fmt.Sprintf("%s is not a duration: %s is no unit%s", quote(text), quote(parts[i+1]), unitHint(parts[i+1]))
		}
		if size >= last {
			return 0, fmt.Sprintf("%s is not a duration: larger units come first, each once", quote(text))
		}
		v, problem := parseNumber(parts[i])
		if problem != "" && v == 0 && strings.Contains(problem, "octal") {
			v, problem = 0, ""
			v, _ = strconv.ParseFloat(parts[i], 64) // 4m05s is plain to read
		}
		if problem != "" {
			return 0, problem
		}
		total, last = total+v*size, size
	}
	return total, ""
}

// noDuration says why text has not the form of a duration.
func noDuration(text string) string {
	body, negative := strings.CutPrefix(text, "-")
	v, problem := parseNumber(text)
	switch joined := strings.ToLower(strings.ReplaceAll(text, " ", "")); {
	case negative && durationForm.MatchString(body), problem == "" && v < 0:
		return fmt.Sprintf("%s is negative: a duration is 0 or more", quote(text))
	case problem == "":
		return fmt.Sprintf("%s has no unit: write %ss, %sm or %sh", quote(text), text, text, text)
	case text == "never":
		return "never makes no sense here: write a duration such as 20s or 4m30s"
	case strings.Contains(problem, "sign") || strings.Contains(problem, "finite"):
		return problem
	case durationForm.MatchString(joined):
		return fmt.Sprintf("%s is not a duration: write it in small letters without spaces, such as %s", quote(text), shortUnits(joined))
	}
	return fmt.Sprintf("%s is not a duration: write 20s, 4m30s, 2.5m, 1h, 2d or 6w", quote(text))
}

// unitMeant returns the unit that a word such as minutes stands for, else nothing.
func unitMeant(word string) string {
	for _, u := range []struct{ word, unit string }{
		{"mins", "m"}, {"minutes", "m"}, {"secs", "s"}, {"seconds", "s"}, {"hrs", "h"}, {"hours", "h"}, {"days", "d"}, {"weeks", "w"},
	} {
		if strings.HasPrefix(u.word, word) {
			return u.unit
		}
	}
	return ""
}

// shortUnits writes 4min30sec as 4m30s.
func shortUnits(text string) string {
	return durationPart.ReplaceAllStringFunc(text, func(part string) string {
		if unit := unitMeant(part); unit != "" {
			return unit
		}
		return part
	})
}

// unitHint names the unit that was meant.
func unitHint(unit string) string {
	if u := unitMeant(unit); u != "" {
		return "; write " + u
	}
	if unit == "mo" || strings.HasPrefix("months", unit) || strings.HasPrefix("years", unit) {
		return "; the longest is w for weeks"
	}
	return "; units are s, m, h, d and w"
}

// parseVolume reads "20/min", "120/h", "4200/day", "9000/week" or a plain
// number of contacts per interval. Intensities come back per second.
func parseVolume(text string) (float64, Unit, string) {
	amount, per, slash := strings.Cut(text, "/")
	v, problem := parseNumber(strings.TrimSpace(amount))
	if !slash || problem != "" {
		return v, Plain, problem
	}
	switch per = strings.TrimSpace(per); per {
	case "s":
		return v, PerSecond, ""
	case "min":
		return v / 60, PerSecond, ""
	case "h":
		return v / 3600, PerSecond, ""
	case "day":
		return v, PerDay, ""
	case "week":
		return v, PerWeek, ""
	}
	return 0, Plain, fmt.Sprintf("%s is not a volume: write /min or /h for an intensity while open, /day or /week for a total", quote(text))
}

// parseMoney reads an amount in the currency of the budget.
func parseMoney(text string) (float64, string) {
	v, problem := parseNumber(text)
	if problem == "" {
		return v, ""
	}
	digits := strings.TrimSpace(strings.Trim(text, "$€£¥ABCDEFGHIJKLMNOPQRSTUVWXYZ "))
	if w, other := parseNumber(digits); other == "" && digits != text {
		return w, fmt.Sprintf("%s: write amounts without a currency: %s; budget.currency names it", quote(text), digits)
	}
	return 0, problem
}

func showNumber(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) <= maxMoney {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

func showPercent(v float64) string { return showNumber(100*v) + "%" }

func showSeconds(v float64) string {
	if v < 0 {
		return "-" + minutes(sim.FromSeconds(-v))
	}
	return minutes(sim.FromSeconds(v))
}
