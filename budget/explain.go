package budget

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"agner/sim"
)

// Line is one line of the arithmetic behind a figure: in words, and as a
// measure that a simulation can fill in. The lines of a figure add up to it.
type Line struct {
	Figure string // labor_cost, telecom_cost, campaign_cost, other_cost, lost_value or revenue
	About  string // the group, queue or cost that the line is about; empty when the figure says it
	Words  string // begin with what is counted where Quantity counts something
	// Known is the amount when it is certain before any simulation; NaN otherwise.
	Known   float64
	Measure sim.Measure
	// Quantity measures what Words count, such as the minutes of a tariff; without
	// sums when the amount is certain.
	Quantity sim.Measure
}

// Explain returns the arithmetic of every money figure of c. total_cost adds
// the four costs, net_value is revenue − total_cost − lost_value.
func (m Money) Explain(c *sim.Centre) []Line {
	var out []Line
	for _, it := range m.items(c) {
		line := Line{Figure: it.figure, About: it.about, Words: it.words, Known: math.NaN(),
			Measure: sim.Measure{Name: it.figure + ": " + it.about + ": " + it.words, Num: []sim.Sum{it.sum}}}
		if it.unit == 0 {
			line.Known = it.sum.Const
		} else {
			count := it.sum.Terms[0]
			count.Weight = it.unit
			line.Quantity = sim.Measure{Name: "quantity of " + line.Measure.Name, Num: []sim.Sum{{Terms: []sim.Term{count}}}}
		}
		out = append(out, line)
	}
	return out
}

// LimitWords says how the budget limit is scaled to horizon h; empty without a limit.
func (m Money) LimitWords(h sim.Horizon) string {
	if m.Limit == nil {
		return ""
	}
	return fmt.Sprintf("budget limit: %s = %s %s", m.Limit.words(h), number(m.Limit.Over(h)), m.Currency)
}

// words says how the amount is scaled to horizon h.
func (a Amount) words(h sim.Horizon) string {
	days := number(h.Length.Hours()/24) + " days"
	if days == "1 days" {
		days = "1 day"
	}
	switch a.Per {
	case PerDay:
		return fmt.Sprintf("%s a day × %s", number(a.Value), days)
	case PerWeek:
		return fmt.Sprintf("%s a week × %s ÷ 7", number(a.Value), days)
	case PerMonth:
		return fmt.Sprintf("%s a month × %s ÷ %s", number(a.Value), days, number(daysPerMonth))
	}
	return fmt.Sprintf("%s for the horizon", number(a.Value))
}

// number writes x with up to four decimals (two from a thousand on), no trailing zeros, and a comma between thousands.
func number(x float64) string {
	places := 1e4
	if math.Abs(x) >= 1000 {
		places = 100
	}
	whole, fraction, dotted := strings.Cut(strconv.FormatFloat(math.Round(math.Abs(x)*places)/places, 'f', -1, 64), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		whole += "." + fraction
	}
	if x < 0 {
		whole = "−" + whole
	}
	return whole
}
