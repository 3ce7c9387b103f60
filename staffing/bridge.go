package staffing

import (
	"context"
	"math"

	"agner/budget"
)

// Need is what it takes to keep the promises of one scenario: a step of the way
// from one plan to another.
type Need struct {
	Plan      *Plan
	PaidHours float64 // of the required seats
	FTE       float64 // PaidHours in full-time contracts (budget.Money.FTE); NaN where no contract is stated
	// Cost over the horizon. Simulated plans: the total cost of the confirmation. Formulas: the seats by
	// budget.SeatCosts and what is stated outright (campaigns, other costs). NaN where nothing has a price.
	Cost float64
}

// SolveNeed finds the least-cost staffing of t, like Solve, and what it takes.
func SolveNeed(ctx context.Context, t *Task, o SolveOptions, run Runner) (Need, error) {
	plan, err := Solve(ctx, t, o, run)
	if err != nil {
		return Need{}, err
	}
	if plan.Interrupted {
		return Need{}, ctx.Err()
	}
	n := Need{Plan: plan, PaidHours: plan.PaidHours, FTE: math.NaN(), Cost: t.planned(plan)}
	if t.Money.ContractHours > 0 {
		n.FTE = t.Money.FTE(plan.PaidHours, t.Centre.Horizon)
	}
	return n, nil
}

// planned returns the cost of a plan.
func (t *Task) planned(p *Plan) float64 {
	if p.Point.TotalCost.OK() && p.Certificate != nil {
		return p.Point.TotalCost.Value
	}
	if !t.Money.PricesLabor(t.Centre) {
		return math.NaN()
	}
	cost := p.SeatCost
	for _, line := range t.Money.Explain(t.Centre) {
		if line.Figure == budget.CampaignCost || line.Figure == budget.OtherCost {
			cost += line.Known
		}
	}
	return cost
}
