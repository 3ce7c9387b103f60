package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strings"

	"agner/budget"
	"agner/sim"
)

// Accounts are all money figures of a scenario with the arithmetic that leads to
// them, filled in by simulating it as a run does.
type Accounts struct {
	Replications int
	Seed         uint64
	Lines        []AccountLine // those of a figure add up to it
	Totals       []AccountTotal
}

// AccountLine is one line of the arithmetic.
type AccountLine struct {
	budget.Line
	Quantity sim.Estimate // what its words count; no data where the amount is certain
	Amount   sim.Estimate
}

// AccountTotal is a figure that reports print, in their order.
type AccountTotal struct {
	Name   string
	Amount sim.Estimate
	Over   sim.Estimate // what a figure such as cost_per_contact is divided by; no data for sums
}

// PaidTime is why a group's planned hour takes more than an hour of pay.
type PaidTime struct{ OutOfOffice, InOffice, Adherence sim.Steps }

// moneyChapters are the summary, or everything when the accounts are there.
func (x *Explanation) moneyChapters() []chapter {
	switch {
	case len(x.Money) == 0 && x.Accounts == nil:
		return nil
	case len(x.Money) == 0:
		return []chapter{{title: "Money", lines: []string{"Nothing has a price: no wage, tariff, line price, other cost or value is stated."}}}
	case x.Accounts == nil:
		return []chapter{{title: "Money", lines: x.moneySummary()}}
	}
	a := x.Accounts
	head := fmt.Sprintf("Amounts are means of %s of %s, seed %d: what agner run prints. The lines of a figure add up to it.", plural(a.Replications, "replication"), plural(x.days(), "day"), a.Seed)
	return []chapter{{title: "Money, line by line", lines: append([]string{head}, x.accountLines()...)}, {title: "Money, the figures", lines: x.accountTotals()}}
}

// moneySummary says what is certain before simulating, and where the rest is found.
func (x *Explanation) moneySummary() []string {
	out := append([]string(nil), x.Notes...)
	for _, figure := range accountFigures() {
		known, certain, open := 0.0, 0, 0
		for _, l := range x.Money {
			switch {
			case l.Figure != figure:
			case stated(l.Known):
				known, certain = known+l.Known, certain+1
			default:
				open++
			}
		}
		var said []string
		if certain > 0 {
			said = append(said, bare(known, moneyScale(known, x.Currency))+" as planned or stated")
		}
		switch {
		case open == 1:
			said = append(said, "1 line that depends on what happens")
		case open > 1:
			said = append(said, plural(open, "line")+" that depend on what happens")
		}
		if len(said) > 0 {
			out = append(out, spaced(figure)+": "+strings.Join(said, ", and "))
		}
	}
	return append(out, "With --money every figure is simulated and shown with its arithmetic.")
}

// accountFigures are the figures that lines belong to, in the order of reports.
func accountFigures() []string {
	return []string{budget.LaborCost, budget.TelecomCost, budget.CampaignCost, budget.OtherCost, budget.LostValue, budget.Revenue}
}

// spaced is the name of a figure in words, as the other tables write it.
func spaced(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "_", " "), "labor", "labour")
}

// cents writes an amount to the cent, so that lines can be added up by hand.
func (x *Explanation) cents(v float64) string {
	return bare(v, scale{1, moneyScale(0, x.Currency).unit, 2})
}

// accountLines are the paid hours of each group and then every line of money.
func (x *Explanation) accountLines() []string {
	var out []string
	for g := range x.Centre.Groups {
		out = append(out, x.paidWords(g))
	}
	for _, l := range x.Accounts.Lines {
		text := spaced(l.Figure)
		if l.About != "" {
			text += ", " + l.About
		}
		text += ": "
		if l.Quantity.OK() {
			text += trimNumber(l.Quantity.Value) + " "
		}
		out = append(out, text+l.Words+" = "+x.cents(l.Amount.Value))
	}
	return out
}

// paidWords is the way from seats to paid hours of group g; where shrinkage changes, each part of it has its own.
func (x *Explanation) paidWords(g int) string {
	hours := x.Centre.PlannedSeatHours(g)
	seat := 0.0
	for _, h := range hours {
		seat += h
	}
	text := fmt.Sprintf("paid hours, %s: %s planned seat hours (the sum of seats × %s while open)", x.groupLabel(g), trimNumber(seat), short(x.Centre.Horizon.Interval.Seconds()))
	parts := x.Centre.PaidParts(g, hours)
	if len(parts) == 1 {
		return text + x.grossUp(g, parts[0]) + " = " + trimNumber(budget.PaidHours(x.Centre, g))
	}
	var said []string
	for _, p := range parts {
		said = append(said, trimNumber(p.Hours)+x.grossUp(g, p))
	}
	return text + ": " + strings.Join(said, " + ") + " = " + trimNumber(budget.PaidHours(x.Centre, g))
}

// grossUp is what makes paid hours of the planned ones of p: " ÷ ((1 − 13% out of office) × 95% adherence)". An event that
// changes shrinkage is beyond what the group states, and only the factor is known.
func (x *Explanation) grossUp(g int, p sim.PaidPart) string {
	out, in, adherence := 0.0, 0.0, 1.0
	if g < len(x.PaidTimes) {
		t := &x.PaidTimes[g]
		out, in, adherence = t.OutOfOffice.ValueAt(p.From), t.InOffice.ValueAt(p.From), t.Adherence.ValueAt(p.From)
	}
	if p.PerSeat <= 1 {
		return ""
	}
	if math.Abs((1-out)*(1-in)*adherence*p.PerSeat-1) > 1e-9 {
		return " × " + number(p.PerSeat, 4) + " paid per seat hour"
	}
	var parts []string
	if out > 0 {
		parts = append(parts, "(1 − "+share(out)+" out of office)")
	}
	if in > 0 {
		parts = append(parts, "(1 − "+share(in)+" in office)")
	}
	if adherence < 1 {
		parts = append(parts, share(adherence)+" adherence")
	}
	if len(parts) == 1 {
		return " ÷ " + parts[0]
	}
	return " ÷ (" + strings.Join(parts, " × ") + ")"
}

// accountTotals are the figures with what they are made of.
func (x *Explanation) accountTotals() []string {
	var out []string
	for _, t := range x.Accounts.Totals {
		name, group, _ := strings.Cut(t.Name, ":")
		text := spaced(name)
		if group != "" {
			text += ", " + group
		}
		if made := x.madeOf(t); made != "" {
			text += ": " + made
		}
		amount := x.cents(t.Amount.Value)
		if half := t.Amount.HalfWidth(); half > 0 {
			amount = bare(t.Amount.Value, scale{1, "", 2}) + " ± " + x.cents(half)
		}
		out = append(out, text+" = "+amount)
	}
	return append(out, x.Notes...)
}

// madeOf says from which lines or figures a figure follows.
func (x *Explanation) madeOf(t AccountTotal) string {
	amount := func(name string) string {
		for _, o := range x.Accounts.Totals {
			if o.Name == name {
				return spaced(name) + " " + bare(o.Amount.Value, scale{1, "", 2})
			}
		}
		return ""
	}
	join := func(sign string, names ...string) string {
		var parts []string
		for _, name := range names {
			if text := amount(name); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, sign)
	}
	switch t.Name {
	case budget.TotalCost:
		return join(" + ", budget.LaborCost, budget.TelecomCost, budget.CampaignCost, budget.OtherCost)
	case budget.NetValue:
		if text := join(" − ", budget.Revenue, budget.TotalCost, budget.LostValue); amount(budget.Revenue) != "" {
			return text
		} else {
			return "− " + text
		}
	case budget.BudgetVariance:
		return amount(budget.TotalCost) + " − budget limit " + bare(x.Limit, scale{1, "", 2})
	case budget.CostPerContact:
		return amount(budget.TotalCost) + " ÷ " + trimNumber(t.Over.Value) + " answered contacts"
	case budget.CostPerResolvedIssue:
		return amount(budget.TotalCost) + " ÷ " + trimNumber(t.Over.Value) + " issues settled"
	}
	return ""
}

// writeAccountsCSV writes one row per line (part "line"), which add up to their figures, and per figure, about
// the group that it is of.
func (x *Explanation) writeAccountsCSV(w io.Writer) error {
	rows := [][]string{{"part", "figure", "about", "arithmetic", "quantity", "amount", "low", "high", "sd", "unit"}}
	add := func(part, figure, about, words string, quantity, e sim.Estimate) {
		rows = append(rows, []string{part, figure, about, words, decimal(quantity.Value), decimal(e.Value), decimal(e.Low), decimal(e.High), decimal(e.SD), x.Currency})
	}
	for _, l := range x.Accounts.Lines {
		add("line", l.Figure, l.About, l.Words, l.Quantity, l.Amount)
	}
	for _, t := range x.Accounts.Totals {
		figure, group, _ := strings.Cut(t.Name, ":")
		add("figure", figure, group, x.madeOf(t), t.Over, t.Amount)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// writeAccounts writes the arithmetic of every figure, null without it. An amount without a quantity is certain.
func (x *Explanation) writeAccounts(j *jsonWriter) {
	a := x.Accounts
	if a == nil {
		j.null("money")
		return
	}
	j.object("money", func() {
		j.seed("seed", a.Seed)
		j.number("replications", float64(a.Replications))
		j.array("lines", func() {
			for _, l := range a.Lines {
				j.object("", func() {
					j.text("figure", l.Figure)
					j.text("about", l.About)
					j.text("words", l.Words)
					j.estimate("quantity", l.Quantity)
					j.estimate("amount", l.Amount)
				})
			}
		})
		j.array("figures", func() {
			for _, t := range a.Totals {
				j.object("", func() {
					j.text("figure", t.Name)
					j.text("made_of", x.madeOf(t))
					j.estimate("divided_by", t.Over)
					j.estimate("amount", t.Amount)
				})
			}
		})
	})
}
