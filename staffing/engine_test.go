package staffing

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"agner/budget"
	"agner/erlang"
	"agner/sim"
)

// These tests simulate. Seeds are fixed, so they do not flicker; where a
// tolerance is statistical the comment says what it is made of.

// A long day of one stationary queue: the simulated requirement is the exact
// Erlang A requirement for the share that the confirmation's interval asks for, to the agent. The day
// starts empty, which helps a little in the first of 48 intervals.
func TestStationaryQueueNeedsErlangA(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	open := []sim.Span{{From: 0, To: sim.Day}}
	q := voice("calls", open, 180, 120)
	q.Sources[0].Rate = sim.Constant(200.0 / 3600)
	c := centreOf([]sim.Queue{q}, []sim.Group{group("g", 0)}, nil)
	c.Horizon.Interval = sim.Day // one decision for the whole day
	c.Seats = sim.NewSeats(c.Horizon, 1)
	plan, err := Solve(context.Background(), &Task{Centre: c}, options(200), sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	model := erlang.MMnM{Load: 10, HandleSeconds: 180, PatienceSeconds: 120}
	want := model.AgentsFor(erlang.Target{ServiceLevel: 0.8, AWTSeconds: 20}).Agents
	if got := float64(plan.Seats.Count[0][0]); got != want || !plan.Certificate.Least() {
		t.Errorf("%v agents (%+v), Erlang A asks for %v", got, plan.Certificate, want)
	}
	model.Agents = want
	exact := model.Measures(20, 5).ServiceLevels.AbandonsNegative
	if k := plan.Checks[0]; exact < k.Low-0.002 || exact > k.High+0.002 {
		t.Errorf("simulated %v, Erlang A says %v", k, exact)
	}
}

// smallCentre has two queues, a cheap group for each and a dear one for both.
func smallCentre(a, b []float64) (*sim.Centre, budget.Money) {
	open := openFrom8(len(a))
	queues := []sim.Queue{voice("a", open, 240, 120, a...), voice("b", open, 300, 180, b...)}
	queues[0].Sources[0].DayCV = 0.1
	seats := slices.Repeat([]int{4}, len(a))
	c := centreOf(queues, []sim.Group{group("ga", 0), group("gb", 1), group("both", 0, 1)}, seats, seats, seats)
	return c, budget.Money{Groups: []budget.Pay{{Wage: 20}, {Wage: 20}, {Wage: 24}}}
}

// bruteForce returns the least-cost staffing below the ceiling cost whose every
// target is confirmed on the customers of every seed; the ceiling when there is
// none. Only staffings that no added seat keeps under the ceiling are
// simulated: on the same customers a seat more does no harm, so all below them are covered; of
// those that confirm, seats are then taken as long as they still do.
func bruteForce(t *testing.T, task *Task, seeds []uint64, replications int, ceiling float64, most int) (least float64) {
	t.Helper()
	s := newSearcher(context.Background(), task, SolveOptions{Sim: sim.Options{Replications: replications}}, sim.RunPaired)
	var plans []sim.Seats
	var walk func(c int, plan sim.Seats, spent float64)
	walk = func(c int, plan sim.Seats, spent float64) {
		if c == len(s.cells) {
			plans = append(plans, clone(plan))
			return
		}
		k := s.cells[c]
		for n := 0; n <= most && spent+float64(n)*k.cost < ceiling-1e-9; n++ {
			setSeats(plan, k.group, k.interval, n)
			walk(c+1, plan, spent+float64(n)*k.cost)
		}
		setSeats(plan, k.group, k.interval, 0)
	}
	walk(0, sim.NewSeats(task.Centre.Horizon, len(task.Centre.Groups)), 0)
	slices.SortStableFunc(plans, func(a, b sim.Seats) int { return cmp.Compare(cost(s.cells, b), cost(s.cells, a)) })
	refuted := map[string]bool{}
	least = ceiling
	for _, plan := range plans { // from dear to cheap: what lies below a refuted staffing is refuted
		known := false
		for _, k := range s.cells {
			up := clone(plan)
			setSeats(up, k.group, k.interval, seatsIn(plan, k.group, k.interval)+1)
			known = known || refuted[keyOf(up)]
		}
		ok := !known
		for _, seed := range seeds {
			if !ok {
				break
			}
			tried, err := s.try("brute force", replications, seed, plan)
			if err != nil {
				t.Fatal(err)
			}
			ok = confirmed(tried[0].checks)
		}
		if !ok {
			refuted[keyOf(plan)] = true
		} else {
			least = min(least, cost(s.cells, plan))
		}
	}
	return least
}

func keyOf(s sim.Seats) string { return fmt.Sprint(s.Count) }

// Nothing that exhaustive search confirms on three further samples of
// customers is more than 2 % cheaper than the certified plan. (A single sample sometimes
// confirms a cheaper staffing by luck, as a single confirmation of the plan can.)
func TestBruteForceFindsNothingBetter(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	for _, contacts := range [][2]float64{{60, 20}, {40, 40}} {
		c, money := smallCentre([]float64{contacts[0]}, []float64{contacts[1]})
		task := &Task{Centre: c, Money: money}
		plan, err := Solve(context.Background(), task, options(200), sim.RunPaired)
		if err != nil {
			t.Fatal(err)
		}
		if !plan.Certificate.Least() {
			t.Errorf("%v: not certified: %+v", contacts, plan.Certificate)
		}
		if least := bruteForce(t, task, []uint64{101, 102, 103}, 200, plan.SeatCost, 14); least < 0.98*plan.SeatCost {
			t.Errorf("%v: the plan costs %v, exhaustive search finds %v", contacts, plan.SeatCost, least)
		}
	}
}

func TestPlanDoesNotDependOnWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	c, money := smallCentre([]float64{30, 60}, []float64{20, 20})
	var plans []*Plan
	for _, workers := range []int{1, 3} {
		o := options(60)
		o.Sim.Workers = workers
		plan, err := Solve(context.Background(), &Task{Centre: c, Money: money}, o, sim.RunPaired)
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, plan)
	}
	if a, b := plans[0], plans[1]; !sameSeats(a.Seats, b.Seats) || !reflect.DeepEqual(a.Certificate, b.Certificate) || a.Checks[0] != b.Checks[0] {
		t.Errorf("one worker: %v %+v, three: %v %+v", a.Seats, a.Certificate, b.Seats, b.Certificate)
	}
}

// Every model of an audit can be simulated, and the chain tells the story it
// should: Erlang C asks for the most agents here, busy days cost service, and
// the last step is the simulation itself.
func TestAuditOfASimulatedCentre(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	open := openFrom8(6)
	queues := []sim.Queue{voice("a", open, 240, 120, 60, 80, 90, 80, 60, 40), voice("b", open, 300, 180, 20, 30, 30, 20, 20, 10), voice("mail", open, 300, 0, 5, 5, 5, 5, 5, 5)}
	queues[0].Sources[0].DayCV = 0.25
	queues[0].Handle = sim.Lognormal(240, 1.3)
	queues[0].Retry = &sim.Return{Probability: sim.Constant(0.5), After: sim.Exponential(600), Attempts: 3, To: 0}
	queues[1].Transfers = []sim.Transfer{{Probability: sim.Constant(0.1), To: 0, Queue: true}}
	queues[2].Due = &sim.Due{Within: sim.Day}
	queues[2].Target = nil
	c := centreOf(queues, []sim.Group{group("ga", 0), group("gab", 0, 1), group("gm", 1, 2)},
		[]int{6, 7, 8, 7, 6, 5}, []int{6, 7, 7, 7, 6, 4}, []int{2, 3, 3, 2, 2, 2})
	o := sim.Options{Seed: 1, Replications: 60}
	steps, err := Audit(context.Background(), c, o, sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if !(s.ServiceLevel.Value > 0 && s.ServiceLevel.Value < 1) || !(s.Factor > 0.5 && s.Factor < 2.5) {
			t.Errorf("%s: service level %v, factor %v", s.Name, s.ServiceLevel, s.Factor)
		}
	}
	if !(steps[0].Factor > steps[1].Factor) {
		t.Errorf("Erlang C × %v, Erlang A × %v", steps[0].Factor, steps[1].Factor)
	}
	if !(steps[3].ServiceLevel.Value < steps[2].ServiceLevel.Value-0.01) {
		t.Errorf("busy days do not cost service: %v then %v", steps[2].ServiceLevel, steps[3].ServiceLevel)
	}
	alone, err := sim.Run(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	if last := steps[6].ServiceLevel; last != alone.Total.Get(sim.ServiceLevel) {
		t.Errorf("the last step says %v, the simulation %v", last, alone.Total.Get(sim.ServiceLevel))
	}
}

// A stationary hour from empty, long against the handle time: pooled and
// exponential, the first simulated step agrees with Erlang A within 2 points (its
// interval is about 1).
func TestAuditStartsWhereErlangAStands(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	open := openFrom8(16)
	flat := slices.Repeat([]float64{100}, 16)
	c := centreOf([]sim.Queue{voice("a", open, 180, 120, flat...)}, []sim.Group{group("g", 0)}, slices.Repeat([]int{11}, 16))
	points, err := changedPoints(context.Background(), c, pooledSteady, []float64{1}, sim.Options{Seed: 1, Replications: 100}, sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	exact := Beside(c, nil).Total.ErlangA.ServiceLevel
	if got := points[0].ServiceLevel.Value; got < exact-0.02 || got > exact+0.02 {
		t.Errorf("simulated %v, Erlang A %v", got, exact)
	}
}

func TestLadderAndRiskOfASimulatedCentre(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	c, money := smallCentre([]float64{60, 80}, []float64{30, 30})
	points, err := Ladder(context.Background(), c, money, LadderOptions{Sim: sim.Options{Seed: 1, Replications: 50}}, sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) < 5 || points[0].ServiceLevel.Value > 0.75 || points[len(points)-1].ServiceLevel.Value < 0.85 {
		t.Errorf("%d points from %v to %v", len(points), points[0].ServiceLevel, points[len(points)-1].ServiceLevel)
	}
	risk, err := AssessRisk(context.Background(), c, money, RiskOptions{Sim: sim.Options{Seed: 1, Replications: 50}}, sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	if len(risk.Queues) != 2 || !risk.Total.OK() || len(risk.Shares) != 4 || !(risk.Shares[0].Factor <= risk.Shares[2].Factor) {
		t.Errorf("risk %+v", risk)
	}
}

// Three days, the middle one twice as busy: every day meets its target by itself, none by the slack of another.
func TestEveryDayMeetsItsTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	var open []sim.Span
	rate := sim.Steps{}
	for day := range sim.Time(3) {
		from := day*sim.Day + 9*sim.Hour
		open = append(open, sim.Span{From: from, To: from + 2*sim.Hour})
		rate.At = append(rate.At, day*sim.Day)
		rate.Value = append(rate.Value, []float64{60, 120, 60}[day]/3600)
	}
	q := voice("a", open, 240, 120)
	q.Sources[0].Rate = rate
	c := &sim.Centre{Name: "days", Queues: []sim.Queue{q}, Groups: []sim.Group{group("g", 0)},
		Horizon: sim.Horizon{Length: 3 * sim.Day, Interval: sim.Hour, Open: open}}
	c.Seats = sim.NewSeats(c.Horizon, 1)
	plan, err := Solve(context.Background(), &Task{Centre: c}, options(200), sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Checks) != 3 || !plan.Certificate.Least() {
		t.Fatalf("%v %+v", plan.Checks, plan.Certificate)
	}
	hours := func(day int) int { return seatsIn(plan.Seats, 0, day*24+9) + seatsIn(plan.Seats, 0, day*24+10) }
	for day, k := range plan.Checks {
		if k.Day != day+1 || k.Low < 0.8 {
			t.Errorf("day %d: %v", day+1, k)
		}
	}
	// Twice the calls need less than twice the agents, but surely more than one and a half times.
	if a, b, z := hours(0), hours(1), hours(2); a != z && a != z+1 && a != z-1 || float64(b) < 1.5*float64(a) || b >= 2*a {
		t.Errorf("agent-hours by day: %d, %d, %d", a, b, z)
	}
}

// Deferrable work without a live customer in sight: far from its target no single agent changes anything, and the
// search must get there all the same.
func TestMailIsStaffed(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates")
	}
	open := openFrom8(16)
	flat := slices.Repeat([]float64{30}, 16)
	queues := []sim.Queue{voice("calls", open, 180, 120, flat...), voice("mail", open, 300, 0, flat...)}
	queues[1].Due = &sim.Due{Within: 2 * sim.Hour}
	queues[1].Target = target(0.95, 0)
	c := centreOf(queues, []sim.Group{group("callers", 0), group("mailers", 1)})
	plan, err := Solve(context.Background(), &Task{Centre: c}, options(100), sim.RunPaired)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Checks) != 2 || plan.Checks[1].Metric != sim.CompletedInDue || !plan.Certificate.Least() {
		t.Errorf("%v %+v", plan.Checks, plan.Certificate)
	}
	// Five erlangs of mail for eight hours, 95 % of it within two: somewhat under 80 seats, the last two hours may lag.
	mail := 0
	for i := range 48 {
		mail += seatsIn(plan.Seats, 1, i)
	}
	if mail < 55 || mail > 85 {
		t.Errorf("%d half-hour seats for 80 half-hours of mail", mail)
	}
}
