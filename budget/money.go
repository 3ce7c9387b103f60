// Package budget says what staffing costs and what service is worth: the money
// facts of a scenario, turned into linear weights over the counters that a
// simulation keeps, so that every money figure is an honest estimate and every
// figure can be traced to its arithmetic.
package budget

import "agner/sim"

// Money holds all money facts of a scenario, in one currency. Groups and Queues
// are in the order of the Centre's; a missing tail has no facts.
type Money struct {
	Currency string
	Limit    *Amount // nil: no budget limit
	// LinePerMinute is the telecom price of a live contact's minute in the centre.
	LinePerMinute float64
	Other         []Cost // stated costs that do not depend on staffing
	Campaigns     []Cost
	ContractHours float64 // weekly hours of one full-time contract; 0: not stated
	Groups        []Pay
	Queues        []Value
}

// Amount is a sum of money for a period.
type Amount struct {
	Value float64
	Per   Period
}

// Period is the span of time that an amount is for.
type Period uint8

// Periods. A month is a twelfth of 365.25 days.
const (
	PerHorizon Period = iota // once, whatever the length of the horizon
	PerDay
	PerWeek
	PerMonth
	periods
)

const daysPerMonth = 365.25 / 12

var periodNames = [periods]string{"horizon", "day", "week", "month"}

// String returns the name that scenarios use.
func (p Period) String() string { return periodNames[p] }

// Over returns the part of a that falls on horizon h, by calendar days: closed
// days count like open ones.
func (a Amount) Over(h sim.Horizon) float64 {
	days := h.Length.Hours() / 24
	switch a.Per {
	case PerDay:
		return a.Value * days
	case PerWeek:
		return a.Value * days / 7
	case PerMonth:
		return a.Value * days / daysPerMonth
	}
	return a.Value
}

// Cost is a named amount.
type Cost struct {
	Name string
	Amount
}

// Pay is what the agents of one group cost: a wage or a tariff, not both.
type Pay struct {
	Wage     float64 // per paid hour; 0: not stated
	Overtime float64 // factor on the wage for time beyond the plan; 0 means 1
	// Premium holds a factor on the wage for each interval of the horizon (1 is
	// none); nil: no premiums. Overtime is paid without them.
	Premium []float64
	Tariff  *Tariff
}

// Tariff is what an outsourcer charges.
type Tariff struct {
	Per     Unit
	Price   float64
	Minimum Amount // charged in any case; zero: no minimum
}

// Unit is what a tariff is charged for.
type Unit uint8

// Units of tariffs.
const (
	HandledMinute Unit = iota // talk, hold and wrap-up, summed over contacts
	TalkMinute                // talk and hold, summed over contacts
	Contact                   // an answered contact
	StaffedHour               // an hour logged in
	tariffUnits
)

var unitNames = [tariffUnits]string{"handled_minute", "talk_minute", "contact", "staffed_hour"}

// String returns the name that scenarios use.
func (u Unit) String() string { return unitNames[u] }

// UnitByName finds a tariff unit by the name that scenarios use.
func UnitByName(name string) (Unit, bool) {
	for u, n := range unitNames {
		if n == name {
			return Unit(u), true
		}
	}
	return 0, false
}

// Value is what service on one queue is worth. Costs and churn fall once on a
// customer's issue, by its worst outcome.
type Value struct {
	Answered      float64  // revenue of an answered contact
	Cost          Outcomes // stated cost of an issue by its worst outcome
	Churn         Outcomes // probability that the customer leaves for good
	LifetimeValue float64
}

// Outcomes holds a number for each bad outcome of an issue, most severe first.
type Outcomes struct{ Abandoned, Unresolved, Late float64 }

// LossPerIssue returns what one issue with each worst outcome loses: stated
// cost + churn × lifetime value.
func (v Value) LossPerIssue() Outcomes {
	return Outcomes{
		Abandoned:  v.Cost.Abandoned + v.Churn.Abandoned*v.LifetimeValue,
		Unresolved: v.Cost.Unresolved + v.Churn.Unresolved*v.LifetimeValue,
		Late:       v.Cost.Late + v.Churn.Late*v.LifetimeValue,
	}
}

// LimitOver returns the budget limit scaled to horizon h, and whether one is stated.
func (m Money) LimitOver(h sim.Horizon) (float64, bool) {
	if m.Limit == nil {
		return 0, false
	}
	return m.Limit.Over(h), true
}

// FTE returns the full-time contracts that paidHours over horizon h fill:
//
//	paid hours ÷ (contract hours a week × weeks)
//
// Each begun week of the horizon counts by its days up to five of them, so one
// day is a fifth of a contract, and five days are a whole one like seven. It is
// 0 when no contract is stated.
func (m Money) FTE(paidHours float64, h sim.Horizon) float64 {
	hours := m.FullTimeHours(h)
	if hours <= 0 {
		return 0
	}
	return paidHours / hours
}

// FullTimeHours returns the hours of one full-time contract over horizon h: contract
// hours a week × weeks, counted as FTE does; 0 when no contract is stated.
func (m Money) FullTimeHours(h sim.Horizon) float64 {
	days := int(h.Length / sim.Day)
	weeks := float64(days/7) + float64(min(days%7, 5))/5
	return max(m.ContractHours, 0) * weeks
}

// pay returns the facts of group g, none when they are not stated.
func (m Money) pay(g int) Pay {
	if g < len(m.Groups) {
		return m.Groups[g]
	}
	return Pay{}
}

// value returns the facts of queue q, none when they are not stated.
func (m Money) value(q int) Value {
	if q < len(m.Queues) {
		return m.Queues[q]
	}
	return Value{}
}

// stated tells whether the pay of the group is known at all.
func (p Pay) stated() bool { return p.Wage != 0 || p.Tariff != nil }

// overtime returns the factor for time beyond the plan.
func (p Pay) overtime() float64 {
	if p.Overtime == 0 {
		return 1
	}
	return p.Overtime
}

// premium returns the factor on the wage in interval i.
func (p Pay) premium(i int) float64 {
	if i < len(p.Premium) {
		return p.Premium[i]
	}
	return 1
}
