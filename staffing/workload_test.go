package staffing

import (
	"context"
	"math"
	"testing"

	"agner/budget"
	"agner/sim"
)

// workload2 is a centre of three queues and four groups over twenty half-hours with about 13 750 contacts a day times its size.
func workload2(size float64) *Task {
	open := openFrom8(20)
	factor := func(i int) float64 { return 0.35 + 0.65*math.Sin(math.Pi*(float64(i)+0.5)/20) }
	mix, mean, patience := []float64{0.5, 0.3, 0.2}, []float64{240, 300, 360}, []float64{120, 180, 240}
	to := [][]int{{0, 1, 3}, {1, 2, 3}, {2, 3}}
	var queues []sim.Queue
	for k, name := range []string{"a", "b", "c"} {
		var contacts []float64
		for i := range 20 {
			contacts = append(contacts, 30*30*size*mix[k]*factor(i))
		}
		q := voice(name, open, mean[k], patience[k], contacts...)
		q.Handle = sim.Lognormal(mean[k], 0.8)
		q.Route = &sim.Route{Steps: []sim.Step{{To: to[k], Order: sim.Listed, FlowTo: sim.None}}}
		queues = append(queues, q)
	}
	var groups []sim.Group
	var seats [][]int
	share := []float64{0.35, 0.25, 0.25, 0.15}
	for g, skills := range [][]int{{0}, {1, 0}, {2, 1}, {2, 1, 0}} {
		one := sim.Group{Name: []string{"g0", "g1", "g2", "g3"}[g], ContactLimit: sim.None}
		for level, q := range skills {
			one.Skills = append(one.Skills, sim.Skill{Queue: q, Level: level + 1})
		}
		groups = append(groups, one)
		var n []int
		for i := range 20 {
			n = append(n, int(math.Floor(141*size*factor(i)*share[g]+0.5)))
		}
		seats = append(seats, n)
	}
	money := budget.Money{Groups: []budget.Pay{{Wage: 20}, {Wage: 21}, {Wage: 22}, {Wage: 23}}}
	return &Task{Centre: centreOf(queues, groups, seats...), Money: money}
}

// A centre of eighty decisions is certified with a bounded number of simulations, every removal and every move to a cheaper
// group refuted. Here at a twentieth of its size and with few replications, which take the same steps.
func TestManyDecisionsTakeBoundedWork(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	task, o := workload2(0.05), options(50)
	plan, err := Solve(context.Background(), task, o, sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	if c := plan.Certificate; !c.Least() || c.Removals < 40 || c.Swaps+c.Predicted < 40 {
		t.Errorf("%+v", c)
	}
	verify(t, "a twentieth of W2", task, o, plan)
	if plan.Simulated > 60_000 { // three full-size searches of 20 000 replications
		t.Errorf("%d replications were simulated", plan.Simulated)
	}
}

// Whoever stops a search early gets a staffing that meets the targets on the customers so far, and one that costs little more
// than what is found much later: a quarter when the formula's answer has been scaled, a tenth once groups have been weighed.
func TestEarlyInterruptionHasSomethingGood(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	stopped := func(after int) *Plan {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		calls := 0
		plan, err := Solve(ctx, workload2(0.05), options(50), func(ctx context.Context, v []sim.Variant, o sim.Options) (*sim.Paired, error) {
			if calls++; calls > after {
				stop()
			}
			return sim.RunPaired(ctx, v, o)
		})
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	late := stopped(100).SeatCost
	for _, test := range []struct {
		after int
		most  float64
	}{{10, 1.25}, {40, 1.1}} {
		plan := stopped(test.after)
		if !plan.Interrupted || plan.Certificate.Confirmed || plan.SeatCost > test.most*late {
			t.Errorf("after %d simulations the plan costs %v, after a hundred %v", test.after, plan.SeatCost, late)
		}
		for _, k := range plan.Checks {
			if k.Margin() < 0 {
				t.Errorf("after %d simulations: %v", test.after, k)
			}
		}
	}
}
