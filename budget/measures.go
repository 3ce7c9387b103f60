package budget

import (
	"slices"

	"agner/sim"
)

// Measures returns the money figures of c as ratios of linear weights over the
// simulation's counters, per replication of the whole horizon and in the
// scenario's currency. A figure without any stated fact is left out rather than
// called 0:
//
//	labor_cost:GROUP         planned seat hours × paid per seat hour × wage × premium + overrun hours × wage × overtime, or the tariff
//	labor_cost               Σ over groups
//	telecom_cost             minutes of live contacts in the centre × line price
//	campaign_cost            stated costs of campaigns
//	other_cost               other stated costs
//	total_cost               labor + telecom + campaign + other
//	cost_per_contact         total cost ÷ answered
//	cost_per_resolved_issue  total cost ÷ issues settled
//	budget_variance          total cost − budget limit scaled to the horizon
//	lost_value               Σ issues by worst outcome × (stated cost + churn × lifetime value)
//	revenue                  Σ answered × value.answered
//	net_value                revenue − total cost − lost value
func (m Money) Measures(c *sim.Centre) []sim.Measure {
	parts := m.items(c)
	var out []sim.Measure
	add := func(name string, num []sim.Sum, den ...sim.Sum) {
		if len(num) > 0 {
			out = append(out, sim.Measure{Name: name, Num: num, Den: den})
		}
	}
	for g := range c.Groups {
		add(LaborOf(c.Groups[g].Name), pick(parts, func(it item) bool { return it.group == g }))
	}
	for _, figure := range []string{LaborCost, TelecomCost, CampaignCost, OtherCost} {
		add(figure, pick(parts, func(it item) bool { return it.figure == figure }))
	}
	total := pick(parts, item.isCost)
	add(TotalCost, total)
	add(CostPerContact, total, overQueues(c, sim.CountAnswered))
	add(CostPerResolvedIssue, total, overQueues(c, sim.CountIssuesResolved))
	if limit, ok := m.LimitOver(c.Horizon); ok {
		add(BudgetVariance, append(slices.Clip(total), sim.Sum{Const: -limit}))
	}
	lost := pick(parts, func(it item) bool { return it.figure == LostValue })
	revenue := pick(parts, func(it item) bool { return it.figure == Revenue })
	add(LostValue, lost)
	add(Revenue, revenue)
	if len(lost)+len(revenue) > 0 {
		// A minimum charge makes the total a sum of maxima, which no negative
		// weights express: the value is −(total + lost − revenue).
		loss := slices.Concat(total, lost)
		for _, s := range revenue {
			loss = append(loss, negated(s))
		}
		add(NetValue, loss, sim.Sum{Const: -1})
	}
	return out
}

// isCost tells whether the item is cash spent.
func (it item) isCost() bool { return it.figure != LostValue && it.figure != Revenue }

// pick returns the sums of the items that match.
func pick(parts []item, match func(item) bool) []sim.Sum {
	var out []sim.Sum
	for _, it := range parts {
		if match(it) {
			out = append(out, it.sum)
		}
	}
	return out
}

// overQueues returns the counter summed over all queues.
func overQueues(c *sim.Centre, counter sim.Counter) sim.Sum {
	var s sim.Sum
	for q := range c.Queues {
		s.Terms = append(s.Terms, sim.Term{Weight: 1, Counter: counter, Index: q})
	}
	return s
}

// negated returns −s for a sum without a floor.
func negated(s sim.Sum) sim.Sum {
	out := sim.Sum{Const: -s.Const, Terms: slices.Clone(s.Terms)}
	for i := range out.Terms {
		out.Terms[i].Weight = -out.Terms[i].Weight
	}
	return out
}

// Find returns the position of the measure called name, and whether there is one.
func Find(measures []sim.Measure, name string) (int, bool) {
	i := slices.IndexFunc(measures, func(m sim.Measure) bool { return m.Name == name })
	return i, i >= 0
}
