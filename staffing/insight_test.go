package staffing

import (
	"context"
	"math"
	"testing"

	"agner/budget"
	"agner/erlang"
	"agner/sim"
)

func TestFrontierIsOptimisedAndOrdered(t *testing.T) {
	c, money := day()
	points, err := Frontier(context.Background(), &Task{Centre: c, Money: money}, options(200), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) < 9 || points[0].ServiceLevel.Value > 0.6 || points[len(points)-1].ServiceLevel.Value < 0.9 {
		t.Fatalf("%d points from %v to %v", len(points), points[0].ServiceLevel.Value, points[len(points)-1].ServiceLevel.Value)
	}
	prices := MarginalPrices(points)
	if !math.IsNaN(prices[0]) {
		t.Errorf("the first point has no price, got %v", prices[0])
	}
	for i := 1; i < len(points); i++ {
		if points[i].ServiceLevel.Value <= points[i-1].ServiceLevel.Value || points[i].TotalCost.Value <= points[i-1].TotalCost.Value {
			t.Errorf("point %d does not buy service", i)
		}
	}
	// The dearer the service, the dearer the next point of it: the ends show it beyond the steps of whole agents.
	if last := prices[len(prices)-1]; !(last > 1.5*prices[1]) {
		t.Errorf("a point of service costs %v at first and %v at last", prices[1], last)
	}
	// Optimised staffing is nowhere beaten by the scenario's own staffing scaled to the same cost.
	ladder, _ := Ladder(context.Background(), c, money, LadderOptions{Sim: sim.Options{Replications: 200}}, theoryRunner)
	compared := 0
	for _, l := range ladder {
		for i := 1; i < len(points); i++ {
			a, b := points[i-1], points[i]
			if a.TotalCost.Value <= l.TotalCost.Value && l.TotalCost.Value < b.TotalCost.Value {
				share := (l.TotalCost.Value - a.TotalCost.Value) / (b.TotalCost.Value - a.TotalCost.Value)
				level := a.ServiceLevel.Value + share*(b.ServiceLevel.Value-a.ServiceLevel.Value)
				compared++
				if level < l.ServiceLevel.Value-0.01 { // the chord lies a little below the curve
					t.Errorf("cost %v: scaling reaches %v, the frontier only %v", l.TotalCost.Value, l.ServiceLevel.Value, level)
				}
			}
		}
	}
	if compared < 5 {
		t.Errorf("only %d points compared", compared)
	}
}

func TestSensitivities(t *testing.T) {
	c, money := day()
	c.Groups[0].Absence = sim.Constant(0.05)
	c.Groups[0].PaidPerSeat = sim.Constant(1.25)
	c.Groups = append(c.Groups, group("nobody", 0))
	c.Seats.Count = append(c.Seats.Count, make([]int, 48))
	got, err := Sensitivities(context.Background(), c, money, sim.Options{Replications: 100}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Sensitivity{}
	for i, s := range got {
		found[s.Factor] = s
		if i > 0 && s.Size() > got[i-1].Size() {
			t.Errorf("%s is longer than the bar above it", s.Factor)
		}
	}
	if len(got) != 6 {
		t.Errorf("got %d factors, want agents of a, volume, handle time, patience, shrinkage and absence", len(got))
	}
	for name, sign := range map[string]float64{"agents of a": 1, "volume": -1, "handle time": -1, "shrinkage": -1, "absence": -1} {
		if s := found[name]; s.More.ServiceLevel.Value*sign <= 0 || s.Less.ServiceLevel.Value*sign >= 0 {
			t.Errorf("%s: less gives %v, more %v", name, s.Less.ServiceLevel.Value, s.More.ServiceLevel.Value)
		}
	}
	// A fifth of the paid time is shrinkage; a tenth more of it takes 2 % of the paid time, so one seat in 40.
	seats := 0
	changed := copyOf(c)
	scaleShrinkage(changed, 1.1)
	for i, n := range changed.Seats.Count[0] {
		seats += c.Seats.Count[0][i] - n
	}
	if want := float64(total(c.Seats)) / 40; math.Abs(float64(seats)-want) > 2 || math.Abs(changed.Groups[0].PaidPerSeatAt(0)-1/0.78) > 1e-12 {
		t.Errorf("shrinkage: %d seats fewer, want %v; paid per seat %v", seats, want, changed.Groups[0].PaidPerSeatAt(0))
	}
}

// Only where paid time is lost do seats follow: from noon on a fifth is, and doubling that leaves 0.6 ÷ 0.8 of the seats.
func TestShrinkageThatChangesIsScaledWhereItHolds(t *testing.T) {
	c, _ := day()
	c.Groups[0].PaidPerSeat = sim.Steps{At: []sim.Time{0, 12 * sim.Hour}, Value: []float64{1, 1.25}}
	changed := copyOf(c)
	scaleShrinkage(changed, 2)
	noon, before, after := 24, 0, 0
	for i, n := range changed.Seats.Count[0] {
		if i < noon && n != c.Seats.Count[0][i] {
			t.Errorf("%d seats became %d in the morning", c.Seats.Count[0][i], n)
		}
		if i >= noon {
			before, after = before+c.Seats.Count[0][i], after+n
		}
	}
	if want := 0.75 * float64(before); math.Abs(float64(after)-want) > 4 { // rounding to whole seats, twelve times
		t.Errorf("%d seats became %d, want about %v", before, after, want)
	}
	g := &changed.Groups[0]
	if a, b := g.PaidPerSeatAt(0), g.PaidPerSeatAt(13*sim.Hour); a != 1 || math.Abs(b-1/0.6) > 1e-12 {
		t.Errorf("paid per seat %v and %v, want 1 and 1 ÷ 0.6", a, b)
	}
}

func TestPriceOfSilence(t *testing.T) {
	known, money := day()
	actual := copyOf(known)
	actual.Queues[0].Sources = append(actual.Queues[0].Sources, sim.Source{Name: "mailer", Rate: sim.Constant(20.0 / 1800)})
	untold, err := Solve(context.Background(), &Task{Centre: known, Money: money}, options(200), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	got, err := PriceOfSilence(context.Background(), &Task{Centre: actual, Money: money}, untold, options(200), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if got.Told.Verdict() != Met || got.Untold.Verdict() != Missed {
		t.Errorf("told %v, untold %v", got.Told.Checks, got.Untold.Checks)
	}
	if got.ServiceLevel.Value < 0.1 {
		t.Errorf("knowing wins %v of service level", got.ServiceLevel.Value)
	}
	if cost := got.Told.TotalCost.Value - got.Untold.TotalCost.Value; cost <= 0 {
		t.Errorf("staffing for more contacts costs %v more", cost)
	}
}

func TestRisk(t *testing.T) {
	c, money := day()
	got, err := AssessRisk(context.Background(), c, money, RiskOptions{Sim: sim.Options{Replications: 400}, OvertimeHours: []float64{10}}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range got.Shares {
		if !(s.Point.ProbabilityOfTarget.Value >= s.Share) || (i > 0 && s.Factor <= got.Shares[i-1].Factor) {
			t.Errorf("%v of days: factor %v with probability %v", s.Share, s.Factor, s.Point.ProbabilityOfTarget.Value)
		}
	}
	o := got.Overtime[0]
	p0 := got.Total.Value
	if !(o.With.Value > o.Without.Value) || !near(o.HoursUsed, 10*(1-p0)) || !near(o.CostEveryDay, 200) || !near(o.Saved, 200-1.5*20*10*(1-p0)) {
		t.Errorf("overtime %+v without %v", o, p0)
	}
	if len(got.Queues) != 1 || len(got.Queues[0].Intervals) != 20 {
		t.Errorf("queues %+v", got.Queues)
	}
}

// The formula steps are Beside; steps whose assumption does not matter here agree with the one before.
func TestAudit(t *testing.T) {
	c, _ := day()
	steps, err := Audit(context.Background(), c, sim.Options{Replications: 100}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	said := Beside(c, nil).Total
	if len(steps) != 7 || !near(steps[0].ServiceLevel.Value, said.ErlangC.ServiceLevel) || !near(steps[1].ServiceLevel.Value, said.ErlangA.ServiceLevel) {
		t.Fatalf("got %+v", steps)
	}
	for _, s := range steps[2:] { // the fake simulation is Erlang A, whatever the centre
		if math.Abs(s.ServiceLevel.Value-said.ErlangA.ServiceLevel) > 1e-9 || math.Abs(s.Factor-steps[1].Factor) > 0.01 {
			t.Errorf("%s: %v at factor %v, Erlang A says %v at %v", s.Name, s.ServiceLevel.Value, s.Factor, said.ErlangA.ServiceLevel, steps[1].Factor)
		}
	}
	if !(steps[0].Factor > steps[1].Factor) {
		t.Errorf("Erlang C needs × %v, Erlang A × %v", steps[0].Factor, steps[1].Factor)
	}
	at := formulaPoints(c, ErlangA, []float64{steps[1].Factor})[0].ServiceLevel.Value
	if math.Abs(at-0.8) > 0.01 {
		t.Errorf("at its factor Erlang A predicts %v, the target is 0.8", at)
	}
}

// The simpler models keep the work that the centre has.
func TestAuditModelsKeepTheLoad(t *testing.T) {
	open := openFrom8(2)
	queues := []sim.Queue{voice("a", open, 180, 120, 60, 80), voice("b", open, 240, 60, 30, 10), voice("mail", open, 300, 0, 50, 50)}
	queues[0].SelfService = &sim.SelfService{Containment: sim.Constant(0.25)}
	queues[0].WrapUp = sim.Exponential(20)
	queues[0].Handle = sim.Lognormal(160, 1.5)
	queues[0].Transfers = []sim.Transfer{{Probability: sim.Constant(0.1), To: 1, Queue: true}}
	queues[0].Sources[0].DayCV = 0.2
	queues[1].Sources = nil // fed by transfers alone
	queues[2].Due = &sim.Due{Within: sim.Day}
	c := centreOf(queues, []sim.Group{group("ga", 0), group("gab", 0, 1), group("mail", 2)}, []int{5, 5}, []int{9, 9}, []int{3, 3})
	c.Groups[1].Skills[0].Speed = 1.25
	c.Groups[0].Absence = sim.Constant(0.2)
	c.Busyness = 0.1
	want := Beside(c, nil)
	for name, change := range map[string]func(*sim.Centre) *sim.Centre{"extras": withoutExtras, "shaped": pooledShaped, "variable": pooledVariable, "steady": pooledSteady} {
		got := Beside(change(c), nil)
		for q := range queues[:2] {
			for i, row := range got.Queues[q].Intervals {
				w := want.Queues[q].Intervals[i]
				// Speed is averaged over the day instead of the interval, agents are rounded.
				if math.Abs(row.Contacts-w.Contacts) > 1e-6 || math.Abs(row.Load-w.Load) > 0.02*w.Load || math.Abs(row.Agents-w.Agents) > 1 {
					t.Errorf("%s queue %d interval %d: %+v, want %+v", name, q, i, row, w)
				}
			}
		}
		if n := sourceCount(change(c), 2); n != 0 {
			t.Errorf("%s: deferrable work still arrives", name)
		}
	}
	if steady := pooledSteady(c); steady.Busyness != 0 || steady.Queues[0].Sources[0].DayCV != 0 || steady.Queues[0].Handle.CV() != 1 {
		t.Error("the steady model still has busy days or shaped times")
	}
	if shaped := pooledShaped(c); shaped.Busyness != 0.1 || shaped.Queues[0].Sources[0].DayCV != 0.2 || math.Abs(shaped.Queues[0].Handle.CV()-1.5) > 1e-9 {
		t.Error("the shaped model lost its busy days or its shapes")
	}
}

func sourceCount(c *sim.Centre, q int) int { return len(c.Queues[q].Sources) }

func TestSpeakingForTheBudget(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Budget != nil {
		t.Error("no limit is stated")
	}
	money.Limit = &budget.Amount{Value: 0.9 * plan.Point.TotalCost.Value}
	short, err := Solve(context.Background(), &Task{Centre: c, Money: money}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	b := short.Budget
	if b == nil || b.Over <= 0 || b.Within == nil || b.Within.TotalCost.Value > b.Limit {
		t.Fatalf("got %+v", b)
	}
	// The best within the budget is close to what the formula can do for the money: no worse than plain scaling.
	scaled := Beside(c.WithSeats(Scale(c.WithSeats(plan.Seats), 0.9)), nil).Total.ErlangA.ServiceLevel
	if b.Within.ServiceLevel.Value < scaled-0.005 {
		t.Errorf("within the budget %v, plain scaling gives %v", b.Within.ServiceLevel.Value, scaled)
	}
}

// The price of a point is the cost of an agent ÷ the points that it brings.
func TestPrices(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money}, options(400), theoryRunner)
	if err != nil || len(plan.Prices) != 1 {
		t.Fatalf("%v %+v", err, plan)
	}
	p := plan.Prices[0]
	i := p.Interval
	load, n := freshContacts(c, 0, i)/10, seatsIn(plan.Seats, 0, i)
	level := func(n int) float64 {
		return erlang.MMnM{Load: load, HandleSeconds: 180, PatienceSeconds: 120, Agents: float64(n)}.Measures(20, 5).ServiceLevels.AbandonsNegative
	}
	all := 0.0
	for i := 16; i < 36; i++ {
		all += freshContacts(c, 0, i)
	}
	points := 100 * (level(n) - level(n-1)) * freshContacts(c, 0, i) / all
	if want := 10 / points; p.PerPoint < 0.7*want || p.PerPoint > 1.4*want || p.Group != "a" {
		t.Errorf("%v a point, an agent-interval of 10 brings %v points: want about %v", p.PerPoint, points, want)
	}
}
