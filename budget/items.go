package budget

import (
	"fmt"
	"strings"

	"agner/sim"
)

// Names of the figures, as in reports. A group's labour is LaborOf its name.
const (
	LaborCost            = "labor_cost"
	TelecomCost          = "telecom_cost"
	CampaignCost         = "campaign_cost"
	OtherCost            = "other_cost"
	TotalCost            = "total_cost"
	CostPerContact       = "cost_per_contact"
	CostPerResolvedIssue = "cost_per_resolved_issue"
	BudgetVariance       = "budget_variance"
	LostValue            = "lost_value"
	Revenue              = "revenue"
	NetValue             = "net_value"
)

// Figures lists the money figures of the whole centre.
func Figures() []string {
	return []string{LaborCost, TelecomCost, CampaignCost, OtherCost, TotalCost, CostPerContact, CostPerResolvedIssue, BudgetVariance, LostValue, Revenue, NetValue}
}

// LaborOf returns the name of the labour cost of one group.
func LaborOf(group string) string { return LaborCost + ":" + group }

// item is one line of the arithmetic: an amount per replication, the figure it
// belongs to and how it comes about. Figures are sums of items and nothing
// else, so the words and the number cannot disagree.
type item struct {
	figure string
	group  int    // of labour; None otherwise
	about  string // the group, queue or cost; may be empty
	words  string
	sum    sim.Sum
	// unit turns the counter of a line into what its words count: 60 for minutes, of which counters hold
	// hours, and 1 for all others. It is 0 where the sum is certain.
	unit float64
}

// items returns every line of the arithmetic in report order.
func (m Money) items(c *sim.Centre) []item {
	var out []item
	for g := range c.Groups {
		out = append(out, m.laborItems(c, g)...)
	}
	out = append(out, m.telecomItems(c)...)
	out = append(out, m.statedItems(c.Horizon, CampaignCost, m.Campaigns)...)
	out = append(out, m.statedItems(c.Horizon, OtherCost, m.Other)...)
	out = append(out, m.lossItems(c)...)
	return append(out, m.revenueItems(c)...)
}

// laborItems returns what the agents of group g cost.
func (m Money) laborItems(c *sim.Centre, g int) []item {
	p, name := m.pay(g), c.Groups[g].Name
	line := func(s sim.Sum, unit float64, words string) item { return item{LaborCost, g, name, words, s, unit} }
	if p.Tariff != nil {
		return []item{line(p.Tariff.sum(g, c.Horizon), p.Tariff.Per.perCounted(), p.Tariff.words(c.Horizon))}
	}
	if p.Wage == 0 {
		return nil
	}
	seatHours := c.PlannedSeatHours(g)
	paid := c.PaidHours(g, seatHours)
	words := fmt.Sprintf("%s paid hours (%s paid per seat hour) × %s an hour", number(paid), paidWords(c.PaidParts(g, seatHours)), number(p.Wage))
	for i := range seatHours {
		seatHours[i] *= p.premium(i)
	}
	weighted := c.PaidHours(g, seatHours)
	if p.Premium != nil && paid > 0 {
		words += fmt.Sprintf(" × %s for premiums and changes of the wage on average", number(weighted/paid))
	}
	overrun := p.Wage * p.overtime()
	return []item{
		line(sim.Sum{Const: weighted * p.Wage}, 0, words),
		line(sim.Sum{Terms: []sim.Term{{Weight: overrun, Counter: sim.CountOverrunHours, Index: g}}}, 1,
			fmt.Sprintf("hours beyond the plan × %s an hour × %s for overtime", number(p.Wage), number(p.overtime()))),
	}
}

// paidWords writes "80 planned seat hours × 1.25 + 40 × 1.4286".
func paidWords(parts []sim.PaidPart) string {
	var out []string
	for i, p := range parts {
		hours := number(p.Hours)
		if i == 0 {
			hours += " planned seat hours"
		}
		out = append(out, hours+" × "+number(p.PerSeat))
	}
	return strings.Join(out, " + ")
}

// sum returns the tariff's charge for group g.
func (t *Tariff) sum(g int, h sim.Horizon) sim.Sum {
	term := sim.Term{Weight: t.Per.perCounted() * t.Price, Index: g}
	switch t.Per {
	case HandledMinute:
		term.Counter = sim.CountHandledHours
	case TalkMinute:
		term.Counter = sim.CountGroupTalkHours
	case Contact:
		term.Counter = sim.CountContactsHandled
	case StaffedHour:
		term.Counter = sim.CountLoggedInHours
	}
	minimum := t.Minimum.Over(h)
	return sim.Sum{Terms: []sim.Term{term}, Floor: minimum > 0, AtLeast: minimum}
}

// perCounted returns units per counted hour or contact.
func (u Unit) perCounted() float64 {
	if u == HandledMinute || u == TalkMinute {
		return 60
	}
	return 1
}

// words says how the tariff's charge comes about.
func (t *Tariff) words(h sim.Horizon) string {
	units := [tariffUnits]string{"handled minutes", "talk minutes", "contacts answered", "hours logged in"}
	words := fmt.Sprintf("%s × %s", units[t.Per], number(t.Price))
	if minimum := t.Minimum.Over(h); minimum > 0 {
		words += fmt.Sprintf(", at least %s (%s)", number(minimum), t.Minimum.words(h))
	}
	return words
}

// telecomItems returns the line cost of each live queue.
func (m Money) telecomItems(c *sim.Centre) []item {
	var out []item
	for q := range c.Queues {
		if m.LinePerMinute == 0 || c.Queues[q].Deferrable() {
			continue
		}
		out = append(out, item{TelecomCost, sim.None, c.Queues[q].Name, fmt.Sprintf("minutes of contacts in the centre × %s", number(m.LinePerMinute)),
			sim.Sum{Terms: []sim.Term{{Weight: 60 * m.LinePerMinute, Counter: sim.CountCentreHours, Index: q}}}, 60})
	}
	return out
}

// statedItems returns costs that are stated outright.
func (m Money) statedItems(h sim.Horizon, figure string, costs []Cost) []item {
	var out []item
	for _, o := range costs {
		out = append(out, item{figure, sim.None, o.Name, o.words(h), sim.Sum{Const: o.Over(h)}, 0})
	}
	return out
}

// lossItems returns what issues lose by their worst outcome.
func (m Money) lossItems(c *sim.Centre) []item {
	var out []item
	for q := range c.Queues {
		v := m.value(q)
		loss := v.LossPerIssue()
		for _, o := range []struct {
			name              string
			loss, cost, churn float64
			counter           sim.Counter
		}{
			{"abandoned", loss.Abandoned, v.Cost.Abandoned, v.Churn.Abandoned, sim.CountIssuesAbandoned},
			{"unresolved", loss.Unresolved, v.Cost.Unresolved, v.Churn.Unresolved, sim.CountIssuesUnresolved},
			{"late", loss.Late, v.Cost.Late, v.Churn.Late, sim.CountIssuesLate},
		} {
			if o.loss == 0 {
				continue
			}
			out = append(out, item{LostValue, sim.None, c.Queues[q].Name,
				fmt.Sprintf("issues %s at worst × %s", o.name, lossWords(o.cost, o.churn, v.LifetimeValue)),
				sim.Sum{Terms: []sim.Term{{Weight: o.loss, Counter: o.counter, Index: q}}}, 1})
		}
	}
	return out
}

// lossWords says what an issue loses.
func lossWords(cost, churn, lifetime float64) string {
	stated := number(cost) + " stated cost"
	left := fmt.Sprintf("%s%% churn × %s lifetime value", number(100*churn), number(lifetime))
	switch {
	case churn*lifetime == 0:
		return stated
	case cost == 0:
		return "(" + left + ")"
	}
	return "(" + stated + " + " + left + ")"
}

// revenueItems returns what answered contacts bring.
func (m Money) revenueItems(c *sim.Centre) []item {
	var out []item
	for q := range c.Queues {
		v := m.value(q)
		if v.Answered == 0 {
			continue
		}
		out = append(out, item{Revenue, sim.None, c.Queues[q].Name, fmt.Sprintf("answered contacts × %s", number(v.Answered)),
			sim.Sum{Terms: []sim.Term{{Weight: v.Answered, Counter: sim.CountAnswered, Index: q}}}, 1})
	}
	return out
}
