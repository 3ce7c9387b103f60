package staffing

import (
	"context"
	"math"
	"testing"

	"agner/erlang"
	"agner/sim"
)

// Formulas: each interval has the least agents of the formula, to the agent.
func TestFormulaPlan(t *testing.T) {
	c, money := day()
	for _, method := range []Method{ErlangC, ErlangA} {
		plan, err := Solve(context.Background(), &Task{Centre: c, Money: money, Method: method}, SolveOptions{}, theoryRunner)
		if err != nil || !plan.Feasible {
			t.Fatalf("%v: %v, feasible %v", method, err, plan.Feasible)
		}
		want := erlang.Target{ServiceLevel: 0.8, AWTSeconds: 20}
		for i := 16; i < 36; i++ {
			load := freshContacts(c, 0, i) / 10
			agents := erlang.MMn{Load: load, HandleSeconds: 180}.AgentsFor(want).Agents
			if method == ErlangA {
				agents = erlang.MMnM{Load: load, HandleSeconds: 180, PatienceSeconds: 120}.AgentsFor(want).Agents
			}
			if got := seatsIn(plan.Seats, 0, i); float64(got) != agents {
				t.Errorf("%v interval %d: %d agents, want %v", method, i, got, agents)
			}
		}
		if plan.Seats.Count[0][15] != 0 || plan.Seats.Count[0][36] != 0 {
			t.Errorf("%v: agents in closed time", method)
		}
		if len(plan.Checks) != 1 || plan.Checks[0].Value < 0.8 {
			t.Errorf("%v: checks %v", method, plan.Checks)
		}
	}
}

func TestFormulaPlanWithinBounds(t *testing.T) {
	c, money := day()
	task := &Task{Centre: c, Money: money, Method: ErlangA, Bounds: []Bounds{{Min: 12, Max: 20}}, ScheduleEfficiency: 0.9}
	plan, _ := Solve(context.Background(), task, SolveOptions{}, theoryRunner)
	if plan.Feasible || len(plan.Short) == 0 {
		t.Errorf("20 agents do not suffice at the peak: feasible %v, short in %v", plan.Feasible, plan.Short)
	}
	for i := 16; i < 36; i++ {
		n, scheduled := seatsIn(plan.Seats, 0, i), seatsIn(plan.Scheduled, 0, i)
		if n < 12 || n > 20 || scheduled != int(math.Ceil(float64(n)/0.9)) {
			t.Errorf("interval %d: %d required, %d scheduled", i, n, scheduled)
		}
	}
}

// The cheapest groups that can do the work are taken, and every queue has somebody.
func TestCoverTakesTheCheapestThatCan(t *testing.T) {
	cells := []cell{{group: 0, cost: 10, max: 100}, {group: 1, cost: 11, max: 100}, {group: 2, cost: 30, max: 100}}
	of := func(in ...int) []bool {
		out := make([]bool, 3)
		for _, k := range in {
			out[k] = true
		}
		return out
	}
	for _, test := range []struct {
		name  string
		needs []need
		want  [3]int
		max   int
	}{
		{"one set", []need{{of(0, 1, 2), 7.2}}, [3]int{8, 0, 0}, 100},
		{"two sets share the flexible group", []need{{of(0, 1), 5}, {of(1, 2), 5}}, [3]int{0, 5, 0}, 100},
		{"the whole is more than its parts", []need{{of(0), 3}, {of(2), 2}, {of(0, 1, 2), 6}}, [3]int{4, 0, 2}, 100},
		{"bounds send the rest elsewhere", []need{{of(0, 1), 7}}, [3]int{4, 3, 0}, 4},
	} {
		for k := range cells {
			cells[k].max = test.max
		}
		c := &cover{cells: cells, worth: []float64{1, 1, 1}, needs: test.needs}
		if ok := c.solve(); !ok || [3]int(c.seats) != test.want {
			t.Errorf("%s: got %v (covered %v), want %v", test.name, c.seats, ok, test.want)
		}
	}
	short := &cover{cells: cells[:1], worth: []float64{1}, needs: []need{{of(0)[:1], 9}}}
	if short.solve() {
		t.Error("4 seats cannot cover 9")
	}
}

func options(replications int) SolveOptions {
	return SolveOptions{Sim: sim.Options{Seed: 1, Replications: replications}}
}

// Against a model that is exact (and separable), the simulation method must find
// the optimum's cost to within the discreteness of a seat: the plan is
// confirmed, and certified that no seat can go.
func TestSolveDay(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Feasible || !plan.Certificate.Least() || plan.Checks[0].Low < 0.8 {
		t.Fatalf("not certified: %+v %v", plan.Certificate, plan.Checks)
	}
	if want := dayOptimum(c, plan.Checks[0].Value-plan.Checks[0].Low); total(plan.Seats) > want+1 {
		t.Errorf("%d seats, the optimum by dynamic programming has %d", total(plan.Seats), want)
	}
}

// dayOptimum finds the fewest seats for which the contacts-weighted Erlang A
// service level less half reaches 0.8. Service levels are concave in the seats where it matters, so
// greed from overload upwards is exact up to the last seat.
func dayOptimum(c *sim.Centre, half float64) int {
	level := func(i, n int) float64 {
		load := freshContacts(c, 0, i) / 10
		return freshContacts(c, 0, i) * erlang.MMnM{Load: load, HandleSeconds: 180, PatienceSeconds: 120, Agents: float64(n)}.Measures(20, 5).ServiceLevels.AbandonsNegative
	}
	all, good, count := 0.0, 0.0, 0
	seats := map[int]int{}
	for i := 16; i < 36; i++ {
		all += freshContacts(c, 0, i)
		seats[i] = int(freshContacts(c, 0, i) / 10)
		good += level(i, seats[i])
		count += seats[i]
	}
	for good/all < 0.8+half {
		best, gain := 0, 0.0
		for i := 16; i < 36; i++ {
			if g := level(i, seats[i]+1) - level(i, seats[i]); g > gain {
				best, gain = i, g
			}
		}
		seats[best]++
		good += gain
		count++
	}
	return count
}

// By interval, every interval stands alone in the fake: least agents, each.
func TestSolveInterval(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money, Meet: MeetInterval}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Certificate.Least() {
		t.Fatalf("not certified: %+v", plan.Certificate)
	}
	half := 2 * 0.05 / math.Sqrt(400)
	for i := 16; i < 36; i++ {
		load := freshContacts(c, 0, i) / 10
		want := erlang.MMnM{Load: load, HandleSeconds: 180, PatienceSeconds: 120}.AgentsFor(erlang.Target{ServiceLevel: 0.8 + half, AWTSeconds: 20}).Agents
		if got := seatsIn(plan.Seats, 0, i); float64(got) != want {
			t.Errorf("interval %d: %d agents, want %v", i, got, want)
		}
	}
}

func TestSolveShareOfDays(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money, Meet: MeetShare, Share: 0.9}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Certificate.Least() || plan.Checks[0].Metric != sim.ProbabilityOfTarget || plan.Checks[0].Low < 0.9 {
		t.Errorf("not certified: %+v %v", plan.Certificate, plan.Checks)
	}
}

func TestSolveInfeasible(t *testing.T) {
	c, money := day()
	plan, err := Solve(context.Background(), &Task{Centre: c, Money: money, Meet: MeetInterval, Bounds: []Bounds{{0, 21}}}, options(400), theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Feasible || len(plan.Relaxed) == 0 {
		t.Fatalf("21 agents do not suffice at the peak: relaxed %v", plan.Relaxed)
	}
	for _, r := range plan.Relaxed {
		if n := seatsIn(plan.Seats, 0, r.Interval); n != 21 {
			t.Errorf("interval %d misses its target with %d agents of 21", r.Interval, n)
		}
	}
	if n := seatsIn(plan.Seats, 0, 16); n >= 21 {
		t.Errorf("the quiet first interval has %d agents", n)
	}
}

func TestSolveInterrupted(t *testing.T) {
	c, money := day()
	ctx, stop := context.WithCancel(context.Background())
	calls := 0
	run := func(ctx context.Context, v []sim.Variant, o sim.Options) (*sim.Paired, error) {
		if calls++; calls == 4 {
			stop()
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return theoryRunner(ctx, v, o)
	}
	plan, err := Solve(ctx, &Task{Centre: c, Money: money}, options(400), run)
	if err != nil || plan == nil || !plan.Interrupted || plan.Certificate.Confirmed || total(plan.Seats) == 0 {
		t.Errorf("got %v, plan %+v", err, plan)
	}
}

func TestTaskValidate(t *testing.T) {
	c, money := day()
	good := Task{Centre: c, Money: money, Bounds: []Bounds{{2, sim.None}}, MaxOccupancy: []float64{math.NaN()}}
	if got := good.Validate(); len(got) != 0 {
		t.Errorf("a good task is refused: %v", got)
	}
	bad := Task{Centre: c, Meet: MeetShare, Share: 1.5, ScheduleEfficiency: 1.2, Bounds: []Bounds{{5, 2}}, MaxOccupancy: []float64{1.2}}
	if got := bad.Validate(); len(got) != 4 {
		t.Errorf("got %v, want four mistakes", got)
	}
	c.Queues[0].Target = nil
	if got := good.Validate(); len(got) != 1 {
		t.Errorf("no target: got %v", got)
	}
}
