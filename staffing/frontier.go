package staffing

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"agner/sim"
)

// allowances are the multiples of what each target allows to go wrong (late
// contacts, abandonments, wait) at which the frontier is drawn, lean to rich;
// 1 is the target itself.
var allowances = [...]float64{3, 2.4, 1.9, 1.5, 1.2, 1, 0.85, 0.7, 0.55, 0.4}

// Frontier returns the least-cost staffings for targets from far looser to far
// stricter than the task's, simulated on the same customers: what each further
// unit of budget buys. Unlike the Ladder every point is optimised for its own
// level of service, by the method of Solve without its certificate. Points are in order of cost. When ctx ends, those found
// so far come with its error.
func Frontier(ctx context.Context, t *Task, o SolveOptions, run Runner) ([]Point, error) {
	start, _ := propose(t, ErlangA)
	shape, err := optimised(ctx, t, o, run, start, 1, maxRounds) // the shape that the others start from
	if err != nil {
		return nil, err
	}
	final := o.Sim
	final.Precision, final.Measures = nil, nil
	var points []Point
	for n, allowance := range allowances {
		best, err := optimised(ctx, t, o, run, shape, allowance, 2)
		if err != nil {
			return points, err
		}
		if slices.ContainsFunc(points, func(p Point) bool { return sameSeats(p.Seats, best) }) {
			continue
		}
		if o.Progress != nil {
			final.Progress = func(done, planned int) {
				o.Progress(fmt.Sprintf("simulating staffing %d of %d", n+1, len(allowances)), done, planned)
			}
		}
		more, err := simulateSeats(ctx, t.Centre, t.Money, []sim.Seats{best}, final, run)
		if err != nil {
			return points, err
		}
		points = append(points, more...)
		slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.price(), b.price()) })
	}
	return points, nil
}

// Levels is the number of levels of service at which Frontier looks for a staffing.
func Levels() int { return len(allowances) }

// optimised returns the cheapest staffing found for targets loosened by allowance, starting from the shape of start.
func optimised(ctx context.Context, t *Task, o SolveOptions, run Runner, start sim.Seats, allowance float64, rounds int) (sim.Seats, error) {
	s := newSearcher(ctx, t, o, run)
	if len(s.cells) == 0 {
		return sim.Seats{}, errNothingToStaff
	}
	for _, list := range [][]requirement{s.requirements, s.coarse} {
		for r := range list {
			list[r].Bound = loosened(list[r], allowance)
		}
	}
	best, err := s.approach(start)
	if err != nil {
		return sim.Seats{}, err
	}
	best, _, err = s.descend(best, rounds)
	if err != nil {
		return sim.Seats{}, err
	}
	return best.seats, nil
}

// loosened returns the bound of a requirement that allows a multiple of what may go wrong.
func loosened(r requirement, allowance float64) float64 {
	switch {
	case r.AtLeast:
		return max(0.01, 1-(1-r.Bound)*allowance)
	case r.group != sim.None: // occupancy: the idle share is what is asked for
		return max(0.01, 1-(1-r.Bound)/allowance)
	}
	return r.Bound * allowance
}

// MarginalPrices returns for each point of a frontier, in its order, what the
// last percentage point of service level cost: the difference of total cost (or
// paid hours) to the point before ÷ the points gained. It is NaN for the first, and +Inf where more
// money bought no service.
func MarginalPrices(points []Point) []float64 {
	out := make([]float64, len(points))
	for i := range points {
		if i == 0 {
			out[i] = math.NaN()
			continue
		}
		gained := 100 * (points[i].ServiceLevel.Value - points[i-1].ServiceLevel.Value)
		out[i] = math.Inf(1)
		if gained > 0 {
			out[i] = (points[i].price() - points[i-1].price()) / gained
		}
	}
	return out
}
