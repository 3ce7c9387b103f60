package charts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

const minus = "−"

// plain writes a number with at most the given decimals and a true minus sign, without trailing zeros; zero reads 0.
func plain(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return strings.Replace(s, "-", minus, 1)
}

// signed writes a change with its sign; no change reads 0.
func signed(v float64, decimals int) string {
	if s := plain(v, decimals); v <= 0 || s == "0" {
		return s
	}
	return "+" + plain(v, decimals)
}

// percent writes a fraction as a percentage.
func percent(v float64, decimals int) string { return plain(100*v, decimals) + "%" }

// percentBeside writes a fraction with as few decimals as keep it on its side of a reference: 79.96 % never reads 80% beside a target of 80 %.
func percentBeside(v, reference float64) string {
	for decimals := range 3 {
		shown, target := rounded(100*v, decimals), rounded(100*reference, decimals)
		if (v < reference) == (shown < target) {
			return percent(v, decimals)
		}
	}
	return percent(v, 3)
}

func rounded(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}

// count writes a number of contacts or agents: whole from 100 on, with one decimal below when it has one.
func count(v float64) string {
	if math.Abs(v) >= 1e6 {
		return compact(v, 3)
	}
	decimals := 1
	if math.Abs(v) >= 100 {
		decimals = 0
	}
	return grouped(plain(v, decimals))
}

// grouped sets commas between thousands.
func grouped(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	digits := strings.TrimPrefix(whole, minus)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if strings.HasPrefix(whole, minus) {
		digits = minus + digits
	}
	if rest != "" {
		return digits + "." + rest
	}
	return digits
}

// unitOf returns the power of ten and the suffix in which a magnitude is written.
func unitOf(magnitude float64) (float64, string) {
	switch m := math.Abs(magnitude); {
	case m >= 999.95e6:
		return 1e9, "bn"
	case m >= 999.95e3:
		return 1e6, "M"
	case m >= 1e4:
		return 1e3, "k"
	}
	return 1, ""
}

// compact writes a number with that many significant digits: 950, 9,870, 12.4k, 1.25M, 3bn.
func compact(v float64, digits int) string {
	if math.Abs(v) >= 1e15 {
		return strings.Replace(strconv.FormatFloat(v, 'g', digits, 64), "-", minus, 1)
	}
	unit, suffix := unitOf(v)
	scaled := v / unit
	decimals := 0
	if scaled != 0 {
		decimals = max(0, digits-1-int(math.Floor(math.Log10(math.Abs(scaled)))))
	}
	if unit == 1 && math.Abs(v) >= 100 {
		decimals = 0
	}
	return grouped(plain(scaled, min(decimals, 6))) + suffix
}

// currencySign returns what stands before an amount: a symbol, or the code and a space.
func currencySign(currency string) string {
	switch code := clip(strings.ToUpper(currency), 8); code {
	case "USD":
		return "$"
	case "EUR":
		return "€"
	case "GBP":
		return "£"
	case "":
		return ""
	default:
		return code + " "
	}
}

// money writes an amount: $12.4k.
func money(v float64, currency string, digits int) string {
	s := compact(math.Abs(v), digits)
	if v < 0 && strings.Trim(s, "0.") != "" {
		return minus + currencySign(currency) + s
	}
	return currencySign(currency) + s
}

// digitsApart is the fewest significant digits, three or more, that tell an amount from each of the others.
func digitsApart(amount float64, others ...float64) int {
	for digits := 3; digits < 7; digits++ {
		if !slices.ContainsFunc(others, func(o float64) bool { return o != amount && compact(o, digits) == compact(amount, digits) }) {
			return digits
		}
	}
	return 7
}

// per writes the period of an amount: " per day", or nothing.
func per(period string) string {
	if period = clip(period, 20); period == "" {
		return ""
	}
	return " per " + period
}

// duration writes seconds as people say them: 0.4 s, 45 s, 3 min 20 s, 25 min, 2 h 10 min, 3.5 days.
func duration(seconds float64) string {
	switch v := math.Abs(seconds); {
	case seconds < 0:
		return minus + duration(-seconds)
	case v < 9.95:
		return plain(v, 1) + " s"
	case v < 119.5:
		return plain(v, 0) + " s"
	case v < 599.5:
		return twoParts(int(math.Round(v)), 60, "min", "s")
	case v < 119.5*60 && math.Round(v/60) != 60:
		return plain(v/60, 0) + " min"
	case v < 47.99*3600:
		return twoParts(int(math.Round(v/60)), 60, "h", "min")
	default:
		return compact(v/86400, 3) + " days"
	}
}

func twoParts(n, base int, big, small string) string {
	if n%base == 0 {
		return fmt.Sprintf("%d %s", n/base, big)
	}
	return fmt.Sprintf("%d %s %d %s", n/base, big, n%base, small)
}

// plural writes a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(strconv.Itoa(n)) + " " + noun + "s"
}

// counted is plural for numbers of a chart, which need not be whole.
func counted(v float64, noun string) string {
	if v == 1 {
		return "1 " + noun
	}
	return count(v) + " " + noun + "s"
}

func clockText(t time.Time) string { return t.Format("15:04") }
func dayText(t time.Time) string   { return t.Format("Mon 2 Jan") }
