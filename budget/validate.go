package budget

import (
	"fmt"
	"math"

	"agner/sim"
)

// Validate returns every mistake in m for the queues and groups of c, by path
// in the scenario language, in a fixed order.
func (m Money) Validate(c *sim.Centre) []sim.Problem {
	v := &validator{}
	if m.Limit != nil {
		v.notNegative("budget.limit", m.Limit.Value)
	}
	v.notNegative("budget.line", m.LinePerMinute)
	v.notNegative("budget.contract", m.ContractHours)
	if m.ContractHours > 168 {
		v.add("budget.contract", "a week has 168 hours, got %v", m.ContractHours)
	}
	for _, o := range m.Other {
		v.notNegative("budget.other", o.Value)
	}
	for _, o := range m.Campaigns {
		v.notNegative("events."+o.Name+".cost", o.Value)
	}
	for g := range m.Groups {
		if g >= len(c.Groups) {
			v.add("groups", "money is stated for %d groups, the centre has %d", len(m.Groups), len(c.Groups))
			break
		}
		v.pay("groups."+c.Groups[g].Name, m.Groups[g], c.Horizon.Intervals())
	}
	for q := range m.Queues {
		if q >= len(c.Queues) {
			v.add("queues", "value is stated for %d queues, the centre has %d", len(m.Queues), len(c.Queues))
			break
		}
		v.value("queues."+c.Queues[q].Name+".value", m.Queues[q])
	}
	return v.problems
}

// Warnings returns what is legal but makes a money figure smaller than it looks.
func (m Money) Warnings(c *sim.Centre) []string {
	var with, without []string
	for g := range c.Groups {
		if m.pay(g).stated() {
			with = append(with, c.Groups[g].Name)
		} else {
			without = append(without, c.Groups[g].Name)
		}
	}
	var out []string
	if len(with) > 0 {
		for _, name := range without {
			out = append(out, fmt.Sprintf("group %s has neither wage nor tariff: its agents cost nothing in labor_cost and total_cost", name))
		}
	}
	if m.Limit != nil && len(with) == 0 {
		out = append(out, "a budget limit is stated, but no group has a wage or a tariff")
	}
	return out
}

type validator struct{ problems []sim.Problem }

func (v *validator) add(path, format string, args ...any) {
	v.problems = append(v.problems, sim.Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

// notNegative asks for a finite number that is at least 0.
func (v *validator) notNegative(path string, x float64) {
	if !(x >= 0) || math.IsInf(x, 1) {
		v.add(path, "must be 0 or more, got %v", x)
	}
}

// fraction asks for a number between 0 and 1.
func (v *validator) fraction(path string, x float64) {
	if !(x >= 0 && x <= 1) {
		v.add(path, "must lie between 0%% and 100%%, got %v%%", 100*x)
	}
}

// finite asks for a number, negative ones included.
func (v *validator) finite(path string, x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		v.add(path, "must be a finite amount, got %v", x)
	}
}

func (v *validator) pay(path string, p Pay, intervals int) {
	v.notNegative(path+".wage", p.Wage)
	if p.Overtime != 0 && !(p.Overtime >= 1 && p.Overtime <= 100) {
		v.add(path+".overtime", "a factor on the wage of at least 1, for example 1.5; got %v", p.Overtime)
	}
	if p.Premium != nil && len(p.Premium) != intervals {
		v.add(path+".premiums", "one factor for each of the %d intervals, got %d", intervals, len(p.Premium))
	}
	for _, f := range p.Premium {
		if !(f >= 0) || math.IsInf(f, 1) {
			v.add(path+".premiums", "a premium must leave a wage of 0 or more, got factor %v", f)
			break
		}
	}
	if p.Tariff == nil {
		return
	}
	if p.Wage != 0 {
		v.add(path+".tariff", "state a wage or a tariff, not both")
	}
	v.notNegative(path+".tariff.price", p.Tariff.Price)
	v.notNegative(path+".tariff.minimum", p.Tariff.Minimum.Value)
}

func (v *validator) value(path string, w Value) {
	v.finite(path+".answered", w.Answered)
	v.notNegative(path+".cost.abandoned", w.Cost.Abandoned)
	v.notNegative(path+".cost.unresolved", w.Cost.Unresolved)
	v.notNegative(path+".cost.late", w.Cost.Late)
	v.fraction(path+".churn.abandoned", w.Churn.Abandoned)
	v.fraction(path+".churn.unresolved", w.Churn.Unresolved)
	v.fraction(path+".churn.late", w.Churn.Late)
	v.notNegative(path+".lifetime_value", w.LifetimeValue)
	if w.Churn != (Outcomes{}) && w.LifetimeValue == 0 {
		v.add(path+".lifetime_value", "churn is stated without the value that leaves with the customer")
	}
}
