package budget

import (
	"context"
	"math"
	"testing"

	"agner/sim"
)

// The figures as the simulation estimates them: they agree with its own
// metrics and with each other, in every replication and so in the mean.
func TestFiguresOfASimulatedDay(t *testing.T) {
	open := []sim.Span{{From: 8 * sim.Hour, To: 12 * sim.Hour}}
	target := &sim.Target{Level: 0.8, Awt: 20 * sim.Second, Short: 5 * sim.Second, MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}
	c := &sim.Centre{Name: "money", Horizon: sim.Horizon{Length: sim.Day, Interval: 30 * sim.Minute, Open: open},
		Queues: []sim.Queue{{Name: "calls", Channel: sim.Voice, Open: open, Sources: []sim.Source{{Name: "calls", Rate: sim.Constant(100.0 / 3600)}},
			Handle: sim.Exponential(200), WrapUp: sim.Exponential(20), Patience: sim.Exponential(120), Trunk: sim.None, Limit: sim.None, Target: target}},
		Groups: []sim.Group{
			{Name: "home", Skills: []sim.Skill{{Queue: 0}}, PaidPerSeat: sim.Constant(1.25), ContactLimit: sim.None},
			{Name: "bpo", Skills: []sim.Skill{{Queue: 0}}, ContactLimit: sim.None},
		}}
	c.Seats = sim.NewSeats(c.Horizon, 2).Map(func(g, i, _ int) int { return []int{4, 3}[g] })
	m := Money{LinePerMinute: 0.02, Limit: &Amount{500, PerDay}, Groups: []Pay{{Wage: 20}, {Tariff: &Tariff{Per: HandledMinute, Price: 0.5, Minimum: Amount{275, PerDay}}}},
		Queues: []Value{{Answered: 5, Cost: Outcomes{Abandoned: 4, Late: 1}}}}
	measures := m.Measures(c)
	r, err := sim.Run(context.Background(), c, sim.Options{Seed: 1, Replications: 40, Measures: measures})
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string) float64 {
		i, ok := Find(measures, name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		return r.Measures[i].Value
	}
	home, bpo := r.Groups[0], r.Groups[1]
	if got := PaidHours(c, 0); !near(got, 4*4*1.25) || !(home.Get(sim.PaidHours).Value >= got) {
		t.Errorf("%v paid hours planned, want 20; simulated %v", got, home.Get(sim.PaidHours))
	}
	queue := r.Queues[0]
	answered := queue.Get(sim.Answered).Value
	total := of(TotalCost)
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"home: wage × paid hours", of(LaborOf("home")), 20 * home.Get(sim.PaidHours).Value},
		{"labour adds up", of(LaborCost), of(LaborOf("home")) + of(LaborOf("bpo"))},
		{"total adds up", total, of(LaborCost) + of(TelecomCost)},
		{"variance", of(BudgetVariance), total - 500},
		{"cost per contact", of(CostPerContact), total / answered},
		{"revenue", of(Revenue), 5 * answered},
		{"lost value", of(LostValue), 4*queue.Get(sim.Abandoned).Value + answered - queue.Get(sim.AnsweredInAwt).Value},
		{"net value", of(NetValue), of(Revenue) - total - of(LostValue)},
	} {
		if !near(test.got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
	// The minimum binds on some days and not on others, so the mean lies above both.
	plain := 0.5 * 60 * bpo.Get(sim.HandlingHours).Value
	if got := of(LaborOf("bpo")); !(got > plain) || !(got > 275) {
		t.Errorf("tariff with a minimum of 275: %v, without %v", got, plain)
	}
	if half := r.Measures[len(measures)-1].HalfWidth(); !(half > 0) {
		t.Errorf("net value has no interval: %v", r.Measures[len(measures)-1])
	}
}
