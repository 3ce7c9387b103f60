package scenarios

import (
	"agner/budget"
	"agner/sim"
)

// money translates the budget, pay and values.
func (t *translator) money() budget.Money {
	b := &t.spec.Budget
	m := budget.Money{
		Currency:      b.Currency,
		LinePerMinute: value(b.LinePerMinute, 0),
	}
	if b.Limit != nil {
		limit := t.amount("budget.limit", *b.Limit)
		m.Limit = &limit
	}
	if b.Other != nil {
		m.Other = []budget.Cost{{Amount: t.amount("budget.other", *b.Other)}}
	}
	if b.Contract != nil {
		m.ContractHours = b.Contract.Hours()
	}
	for i := range t.spec.Groups {
		m.Groups = append(m.Groups, t.pay(&t.spec.Groups[i]))
	}
	for i := range t.spec.Queues {
		m.Queues = append(m.Queues, t.worth(t.spec.Queues[i].Value))
	}
	return m
}

// amount translates money for a period.
func (t *translator) amount(path string, a Amount) budget.Amount {
	switch a.Per {
	case "day":
		return budget.Amount{Value: a.Value, Per: budget.PerDay}
	case "week":
		return budget.Amount{Value: a.Value, Per: budget.PerWeek}
	case "month":
		return budget.Amount{Value: a.Value, Per: budget.PerMonth}
	case "year":
		return budget.Amount{Value: a.Value / 12, Per: budget.PerMonth}
	case "", "horizon":
		return budget.Amount{Value: a.Value, Per: budget.PerHorizon}
	}
	t.fail(path, "money is per day, week, month, year or horizon, not per %s", a.Per)
	return budget.Amount{}
}

// pay translates what the agents of a group cost. A wage that changes over the
// horizon goes into the premiums: factors on the first wage.
func (t *translator) pay(g *GroupSpec) budget.Pay {
	var p budget.Pay
	if g.Tariff != nil {
		p.Tariff = t.tariff(g)
	}
	if !g.Wage.IsSet() {
		if len(g.Premiums) > 0 {
			t.fail(g.Premiums[0].Path, "premiums raise a wage, and none is stated")
		}
		return p
	}
	p.Overtime = withDefault(t, g.Overtime, g.Path+".overtime", "1", 1)
	wage := t.level(g.Wage, t.hours(g.Open))
	p.Wage = wage.ValueAt(0)
	if len(g.Premiums) == 0 && wage.Max() == p.Wage && len(wage.Value) == 1 {
		return p
	}
	if p.Wage <= 0 {
		t.fail(g.Wage.Path, "premiums and changes of the wage need a wage over 0 at the start")
		return p
	}
	p.Premium = make([]float64, t.axis.days*int(sim.Day/t.axis.interval))
	for i := range p.Premium {
		at := sim.Time(i) * t.axis.interval
		p.Premium[i] = wage.ValueAt(at) / p.Wage * t.premium(g, at)
	}
	return p
}

// premium returns the factor of the premiums on the wage over the interval at
// time at: premiums add up, and a span counts by its share of the interval.
func (t *translator) premium(g *GroupSpec, at sim.Time) float64 {
	d := int((at - floorMod(at, sim.Day)) / sim.Day)
	factor := 1.0
	for _, p := range g.Premiums {
		share := 1.0
		switch {
		case p.Holiday && !t.axis.isHoliday(d):
			share = 0
		case p.Days != 0 && !p.Days.Has(t.axis.date(d).Weekday()):
			share = 0
		case p.Span != nil:
			share = spanShare(*p.Span, at-midnight(d), t.axis.interval)
		}
		factor += share * p.Factor
	}
	return factor
}

// spanShare returns the share of the interval from clock at that lies in a span of the day.
func spanShare(s ClockSpan, at, interval sim.Time) float64 {
	spans := []sim.Span{{From: s.From.time(), To: s.To.time()}}
	if s.To <= s.From { // over midnight: the evening and the morning of the same date
		spans = []sim.Span{{From: 0, To: s.To.time()}, {From: s.From.time(), To: sim.Day}}
	}
	return float64(openTime(spans, at, at+interval)) / float64(interval)
}

func (t *translator) tariff(g *GroupSpec) *budget.Tariff {
	unit, _ := budget.UnitByName(g.Tariff.Per)
	out := &budget.Tariff{Per: unit, Price: g.Tariff.Price}
	if g.Tariff.Minimum != nil {
		out.Minimum = t.amount(g.Tariff.Path+".minimum", *g.Tariff.Minimum)
	}
	return out
}

// worth translates what service on a queue is worth.
func (t *translator) worth(v *ValueSpec) budget.Value {
	if v == nil {
		return budget.Value{}
	}
	outcomes := func(o OutcomesSpec) budget.Outcomes {
		return budget.Outcomes{Abandoned: value(o.Abandoned, 0), Unresolved: value(o.Unresolved, 0), Late: value(o.Late, 0)}
	}
	return budget.Value{Answered: value(v.Answered, 0), Cost: outcomes(v.Cost), Churn: outcomes(v.Churn), LifetimeValue: value(v.LifetimeValue, 0)}
}
