package budget

import (
	"fmt"
	"math"
	"strconv"

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
	days := number(h.Length.Hours() / 24)
	switch a.Per {
	case PerDay:
		return fmt.Sprintf("%s a day × %s days", number(a.Value), days)
	case PerWeek:
		return fmt.Sprintf("%s a week × %s days ÷ 7", number(a.Value), days)
	case PerMonth:
		return fmt.Sprintf("%s a month × %s days ÷ %s", number(a.Value), days, number(daysPerMonth))
	}
	return fmt.Sprintf("%s for the horizon", number(a.Value))
}

// number writes x with up to four significant decimals and no trailing zeros.
func number(x float64) string {
	return strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64)
}
