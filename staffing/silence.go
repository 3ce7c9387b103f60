package staffing

import (
	"context"
	"fmt"

	"agner/budget"
	"agner/sim"
)

// Silence is what planning without knowledge of coming events costs: the
// same actual customers met by two staffings.
type Silence struct {
	Untold Point // staffed for what planning knew
	Told   Point // staffed for what really happens
	// Plans that led there.
	UntoldPlan, ToldPlan *Plan
	// Differences told − untold, paired by replication. NoData where nothing is stated.
	ServiceLevel, Abandonment      sim.Estimate
	TotalCost, LostValue, NetValue sim.Estimate
}

// PriceOfSilence staffs for actual (the centre with every event), and simulates that staffing and untold, the one that
// Solve found for the centre as planning knows it, in the actual
// centre. The two centres must have the same queues, groups and horizon.
func PriceOfSilence(ctx context.Context, actual *Task, untold *Plan, o SolveOptions, run Runner) (*Silence, error) {
	told, err := Solve(ctx, actual, o, run)
	if err != nil {
		return nil, fmt.Errorf("staffing with the events: %w", err)
	}
	var variants []sim.Variant
	for _, v := range []struct {
		name string
		plan *Plan
	}{{"untold", untold}, {"told", told}} {
		centre := actual.Centre.WithSeats(v.plan.Seats)
		variants = append(variants, sim.Variant{Name: v.name, Centre: centre, Measures: actual.Money.Measures(centre)})
	}
	final := o.Sim
	final.Precision, final.Measures = nil, nil
	final.Seed = seedFor(o.Sim.Seed, maxAttempts+1) // customers that neither plan has seen
	paired, err := run(ctx, variants, final)
	if err != nil {
		return nil, err
	}
	d := paired.Differences[1]
	return &Silence{Untold: pointOf(variants[0], paired.Results[0]), Told: pointOf(variants[1], paired.Results[1]),
		UntoldPlan: untold, ToldPlan: told,
		ServiceLevel: d.Total.Get(sim.ServiceLevel), Abandonment: d.Total.Get(sim.Abandonment),
		TotalCost: measure(variants[1], d, budget.TotalCost), LostValue: measure(variants[1], d, budget.LostValue), NetValue: measure(variants[1], d, budget.NetValue),
	}, nil
}
