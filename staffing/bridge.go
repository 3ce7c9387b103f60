package staffing

import (
	"context"
	"math"
)

// Need is what it takes to keep the promises of one scenario: a step of the way
// from one plan to another.
type Need struct {
	Plan      *Plan
	PaidHours float64 // of the required seats
	FTE       float64 // PaidHours in full-time contracts (budget.Money.FTE); NaN where no contract is stated
	// Cost over the horizon: the simulated total cost of the plan. NaN where nothing has a price.
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
	n := Need{Plan: plan, PaidHours: plan.PaidHours, FTE: math.NaN(), Cost: plan.Point.TotalCost.Value}
	if t.Money.ContractHours > 0 {
		n.FTE = t.Money.FTE(plan.PaidHours, t.Centre.Horizon)
	}
	return n, nil
}
