package staffing

import (
	"context"
	"errors"
	"math"
	"testing"

	"agner/budget"
	"agner/sim"
)

// By formula the cost is that of the seats and of what is stated outright; one FTE is a contract's week.
func TestNeedByFormula(t *testing.T) {
	c, money := day()
	money.Groups = []budget.Pay{{Wage: 20}}
	money.Other = []budget.Cost{{Amount: budget.Amount{Value: 500, Per: budget.PerDay}}}
	money.Campaigns = []budget.Cost{{Name: "mailer", Amount: budget.Amount{Value: 1000}}}
	task := &Task{Centre: c, Money: money, Method: ErlangA}
	need, err := SolveNeed(context.Background(), task, SolveOptions{}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if want := 20*need.PaidHours + 1500; need.PaidHours == 0 || math.Abs(need.Cost-want) > 1e-9*want {
		t.Errorf("cost %v, want %v", need.Cost, want)
	}
	if !math.IsNaN(need.FTE) {
		t.Errorf("%v FTE without a contract", need.FTE)
	}
	task.Money.ContractHours = 40 // of a week of five days: one day takes 8
	if need, _ = SolveNeed(context.Background(), task, SolveOptions{}, theoryRunner); math.Abs(need.FTE-need.PaidHours/8) > 1e-9 {
		t.Errorf("%v FTE for %v hours", need.FTE, need.PaidHours)
	}
	task.Money = budget.Money{}
	if need, _ = SolveNeed(context.Background(), task, SolveOptions{}, theoryRunner); !math.IsNaN(need.Cost) {
		t.Errorf("cost %v without any price", need.Cost)
	}
}

// By simulation it is the total cost of the confirmed plan, and an interrupted search is no answer.
func TestNeedBySimulation(t *testing.T) {
	c, money := day()
	task := &Task{Centre: c, Money: money}
	need, err := SolveNeed(context.Background(), task, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if e := need.Plan.Point.TotalCost; !e.OK() || need.Cost != e.Value {
		t.Errorf("cost %v, the confirmation says %v", need.Cost, e.Value)
	}
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	stopping := func(ctx context.Context, variants []sim.Variant, o sim.Options) (*sim.Paired, error) {
		if calls++; calls > 3 {
			cancel()
			return nil, ctx.Err()
		}
		return theoryRunner(ctx, variants, o)
	}
	if need, err := SolveNeed(ctx, task, options(400), stopping); !errors.Is(err, context.Canceled) || need.Plan != nil {
		t.Errorf("%+v, %v", need, err)
	}
}
