package staffing

import (
	"context"
	"math"
	"testing"

	"agner/budget"
	"agner/sim"
)

func day() (*sim.Centre, budget.Money) {
	open := openFrom8(20)
	contacts, seats := make([]float64, 20), make([]int, 20)
	for i := range contacts {
		f := 0.35 + 0.65*math.Sin(math.Pi*(float64(i)+0.5)/20)
		contacts[i], seats[i] = 200*f, int(23*f)
	}
	c := centreOf([]sim.Queue{voice("sales", open, 180, 120, contacts...)}, []sim.Group{group("a", 0)}, seats)
	return c, budget.Money{Groups: []budget.Pay{{Wage: 20}}}
}

func total(s sim.Seats) int {
	n := 0
	for _, counts := range s.Count {
		for _, k := range counts {
			n += k
		}
	}
	return n
}

func TestScale(t *testing.T) {
	c, _ := day()
	c.Groups = append(c.Groups, group("single", 0))
	ones := make([]int, 48)
	for i := 10; i < 40; i++ {
		ones[i] = 1
	}
	c.Seats.Count = append(c.Seats.Count, ones)
	if !sameSeats(Scale(c, 1), c.Seats) {
		t.Error("factor 1 changes the seats")
	}
	for k := 1; k <= 60; k++ {
		before, after := Scale(c, float64(k-1)/20), Scale(c, float64(k)/20)
		for g := range after.Count {
			sum, want := 0, 0.0
			for i, n := range after.Count[g] {
				if n < before.Count[g][i] {
					t.Fatalf("factor %v: group %d interval %d falls from %d to %d", float64(k)/20, g, i, before.Count[g][i], n)
				}
				if (n == 0) != (c.Seats.Count[g][i] == 0) {
					t.Fatalf("factor %v: %d seats become %d", float64(k)/20, c.Seats.Count[g][i], n)
				}
				sum += n
				want += float64(k) / 20 * float64(c.Seats.Count[g][i])
			}
			// Below one seat each the floor of one takes over.
			if k >= 20 && math.Abs(float64(sum)-want) > 3 {
				t.Errorf("factor %v: group %d has %d seats, want about %v", float64(k)/20, g, sum, want)
			}
		}
	}
}

func TestLadderSpansTheTarget(t *testing.T) {
	c, money := day()
	for _, factor := range []float64{0.4, 0.8, 1, 1.3, 3} { // the scenario itself may be far off
		scaled := c.WithSeats(Scale(c, factor))
		points, err := Ladder(context.Background(), scaled, money, LadderOptions{Sim: sim.Options{Replications: 100}}, theoryRunner)
		if err != nil {
			t.Fatal(err)
		}
		own := 0
		for i, p := range points {
			if p.Factor == 1 {
				own++
			}
			if i > 0 && !(p.Factor > points[i-1].Factor && p.TotalCost.Value >= points[i-1].TotalCost.Value && p.ServiceLevel.Value >= points[i-1].ServiceLevel.Value-1e-9) {
				t.Errorf("× %v: point %d is not richer than the one before", factor, i)
			}
		}
		first, last := points[0].ServiceLevel.Value, points[len(points)-1].ServiceLevel.Value
		if len(points) < 9 || own != 1 || first > 0.7 || last < 0.85 {
			t.Errorf("× %v: %d points from %.3f to %.3f, %d of them the scenario's own", factor, len(points), first, last, own)
		}
		cheapest := Cheapest(points)
		if cheapest < 1 || points[cheapest].ServiceLevel.Low < 0.8 || points[cheapest-1].ServiceLevel.Low >= 0.8 {
			t.Errorf("× %v: cheapest point that meets the target is %d", factor, cheapest)
		}
	}
}

func TestLadderHoldsTheBudgetLimit(t *testing.T) {
	c, money := day()
	cost := 20 * 0.5 * float64(total(c.Seats))
	money.Limit = &budget.Amount{Value: 1.3 * cost, Per: budget.PerDay}
	points, err := Ladder(context.Background(), c, money, LadderOptions{Sim: sim.Options{Replications: 100}}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	limit, _ := money.LimitOver(c.Horizon)
	if last := points[len(points)-1]; last.TotalCost.Value < limit {
		t.Errorf("the richest point costs %v, the limit is %v", last.TotalCost.Value, limit)
	}
	best := BestWithin(points, limit)
	if best < 0 || points[best].TotalCost.High > limit || points[best+1].TotalCost.High <= limit {
		t.Errorf("best within the budget: point %d", best)
	}
	if got := BestWithin(points, points[0].TotalCost.Value-1); got != -1 {
		t.Errorf("nothing lies within the budget, got point %d", got)
	}
}

func TestLadderWithoutTarget(t *testing.T) {
	c, money := day()
	c.Queues[0].Target = nil
	points, err := Ladder(context.Background(), c, money, LadderOptions{Sim: sim.Options{Replications: 100}, Points: 9}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	if points[0].Factor != 0.8 || points[len(points)-1].Factor != 1.25 || Cheapest(points) != -1 {
		t.Errorf("got factors %v to %v, cheapest %d; want 0.8 to 1.25 and none", points[0].Factor, points[len(points)-1].Factor, Cheapest(points))
	}
}

// A centre so small that few factors change anything still gives a ladder without twins.
func TestLadderOfOneAgent(t *testing.T) {
	open := openFrom8(1)
	c := centreOf([]sim.Queue{voice("a", open, 180, 120, 10)}, []sim.Group{group("g", 0)}, []int{1})
	points, err := Ladder(context.Background(), c, budget.Money{}, LadderOptions{Sim: sim.Options{Replications: 100}}, theoryRunner)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range points {
		if n := total(p.Seats); seen[n] {
			t.Errorf("two points with %d seats", n)
		} else {
			seen[n] = true
		}
	}
	if !seen[1] || !seen[2] {
		t.Errorf("seats seen: %v, want one and two", seen)
	}
}

func TestVerdicts(t *testing.T) {
	level := func(low, high float64) Check {
		return Check{AtLeast: true, Bound: 0.8, Estimate: sim.Estimate{Value: (low + high) / 2, Low: low, High: high}}
	}
	wait := func(low, high float64) Check {
		return Check{Bound: 30, Estimate: sim.Estimate{Value: (low + high) / 2, Low: low, High: high}}
	}
	for _, test := range []struct {
		checks []Check
		want   Verdict
	}{
		{nil, Met},
		{[]Check{level(0.8, 0.82)}, Met}, {[]Check{level(0.79, 0.82)}, Undecided}, {[]Check{level(0.7, 0.799)}, Missed},
		{[]Check{wait(20, 30)}, Met}, {[]Check{wait(20, 31)}, Undecided}, {[]Check{wait(31, 40)}, Missed},
		{[]Check{level(0.9, 0.92), wait(20, 31)}, Undecided}, {[]Check{wait(20, 31), level(0.7, 0.75)}, Missed},
		{[]Check{{AtLeast: true, Bound: 0.8, Estimate: sim.NoData()}}, Undecided},
	} {
		if got := verdict(test.checks); got != test.want {
			t.Errorf("%v: got %v, want %v", test.checks, got, test.want)
		}
	}
}
