package staffing

import (
	"context"
	"fmt"
	"math"
	"slices"

	"agner/budget"
	"agner/sim"
)

// Risk says how reliable a staffing is from day to day.
type Risk struct {
	Queues   []QueueRisk
	Total    sim.Estimate // share of days (or other target spans) on which every queue meets its target
	Shares   []ShareStaffing
	Overtime []Overtime
}

// QueueRisk is the probability of meeting the target of one queue.
type QueueRisk struct {
	Name      string
	Day       sim.Estimate
	Intervals []IntervalRisk // the open ones
}

// IntervalRisk is one interval of a queue: how its service level spreads over the days.
type IntervalRisk struct {
	Index            int
	Met              sim.Estimate // share of days on which the interval meets the target's level
	Bad, Usual, Good float64      // 5th, 50th and 95th percentile of the service level
}

// ShareStaffing is the staffing, as a multiple of the given one, that meets
// every target on a share of the days.
type ShareStaffing struct {
	Share  float64
	Factor float64 // NaN when no factor in the range reaches it
	Point  Point   // the leanest simulated staffing that reaches it
}

// Overtime is what having h seat-hours on call is worth: they are called only
// on the days that would miss a target without them.
type Overtime struct {
	Hours         float64 // seat-hours on call
	Without, With sim.Estimate
	HoursUsed     float64 // expected per horizon: (1 − Without) × Hours
	CostOnCall    float64 // of the hours used, at the overtime rate
	CostEveryDay  float64 // of staffing the same hours every day
	Saved         float64 // CostEveryDay − CostOnCall
	PointsOfDays  float64 // With − Without, in percentage points
}

// RiskOptions says what to look at.
type RiskOptions struct {
	Sim    sim.Options
	Shares []float64 // nil: 50, 80, 90 and 95 % of days
	// OvertimeHours are amounts of seat-hours on call over the horizon, nil: 2, 5 and 10 % of the seat-hours.
	OvertimeHours []float64
	OvertimeRate  float64 // factor on the wage; 0 means 1.5
}

// AssessRisk simulates c from its own staffing to ever richer and leaner ones on the same customers.
//
// Overtime assumes that a bad day is recognised early enough to spread the
// hours over the day like the plan's seats, and that a day that is met without
// overtime is met with it too.
func AssessRisk(ctx context.Context, c *sim.Centre, money budget.Money, o RiskOptions, run Runner) (*Risk, error) {
	if o.Shares == nil {
		o.Shares = []float64{0.5, 0.8, 0.9, 0.95}
	}
	seatHours := plannedSeatHours(c)
	if o.OvertimeHours == nil {
		o.OvertimeHours = []float64{0.02 * seatHours, 0.05 * seatHours, 0.1 * seatHours}
	}
	factors := []float64{1}
	for _, h := range o.OvertimeHours {
		factors = append(factors, 1+h/seatHours)
	}
	base, results, err := riskPoints(ctx, c, money, factors, o.Sim, run)
	if err != nil {
		return nil, err
	}
	points, err := reliabilityLadder(ctx, c, money, slices.Max(o.Shares), o.Sim, run)
	if err != nil {
		return nil, err
	}
	risk := &Risk{Queues: queueRisks(c, results[0]), Total: base[0].ProbabilityOfTarget}
	for _, share := range o.Shares {
		risk.Shares = append(risk.Shares, shareStaffing(share, points))
	}
	rate := o.OvertimeRate
	if rate == 0 {
		rate = 1.5
	}
	price := meanSeatPrice(c, money)
	for i, h := range o.OvertimeHours {
		risk.Overtime = append(risk.Overtime, overtimeOf(h, base[0], base[i+1], price, rate))
	}
	return risk, nil
}

// reliabilityLadder simulates the centre's staffing from 70 % to what meets every target on
// the highest share of days, or to the most that is tried.
func reliabilityLadder(ctx context.Context, c *sim.Centre, money budget.Money, share float64, o sim.Options, run Runner) ([]Point, error) {
	var points []Point
	for percent := 70; percent <= 100*mostFactor; {
		var factors []float64
		for range 10 {
			factors = append(factors, float64(percent)/100)
			percent += max(5, percent/20) // steps of 5 %, of the factor where that is more
		}
		more, _, err := riskPoints(ctx, c, money, factors, o, run)
		if err != nil {
			return nil, err
		}
		points = append(points, more...)
		if slices.ContainsFunc(points, func(p Point) bool { return !(p.ProbabilityOfTarget.Value < share) }) {
			break // reached, or nothing to reach
		}
	}
	return points, nil
}

// riskPoints simulates multiples of the seats of c.
func riskPoints(ctx context.Context, c *sim.Centre, money budget.Money, factors []float64, o sim.Options, run Runner) ([]Point, []*sim.Result, error) {
	var variants []sim.Variant
	for _, f := range factors {
		centre := c.WithSeats(Scale(c, f))
		variants = append(variants, sim.Variant{Name: fmt.Sprintf("× %.2f", f), Centre: centre, Measures: money.Measures(centre)})
	}
	paired, err := run(ctx, variants, o)
	if err != nil {
		return nil, nil, err
	}
	points := make([]Point, len(factors))
	for i, r := range paired.Results {
		points[i] = pointOf(variants[i], r)
		points[i].Factor = factors[i]
	}
	return points, paired.Results, nil
}

// queueRisks reads the base result.
func queueRisks(c *sim.Centre, r *sim.Result) []QueueRisk {
	var out []QueueRisk
	for q := range c.Queues {
		if c.Queues[q].Target == nil {
			continue
		}
		risk := QueueRisk{Name: c.Queues[q].Name, Day: r.Queues[q].Get(sim.ProbabilityOfTarget)}
		for _, row := range r.Queues[q].Intervals {
			risk.Intervals = append(risk.Intervals, IntervalRisk{row.Index, row.Get(sim.ProbabilityOfTarget),
				row.Get(sim.ServiceLevelP05).Value, row.Get(sim.ServiceLevelP50).Value, row.Get(sim.ServiceLevelP95).Value})
		}
		out = append(out, risk)
	}
	return out
}

// shareStaffing interpolates the factor at which the probability reaches share. Points are lean to rich.
func shareStaffing(share float64, points []Point) ShareStaffing {
	out := ShareStaffing{Share: share, Factor: math.NaN()}
	for i, p := range points {
		if !(p.ProbabilityOfTarget.Value >= share) {
			continue
		}
		out.Point, out.Factor = p, p.Factor
		if i > 0 {
			before := points[i-1]
			out.Factor = between(before.Factor, p.Factor, before.ProbabilityOfTarget.Value, p.ProbabilityOfTarget.Value, share)
		}
		return out
	}
	return out
}

// overtimeOf compares hours on call with hours every day.
func overtimeOf(hours float64, without, with Point, price, rate float64) Overtime {
	o := Overtime{Hours: hours, Without: without.ProbabilityOfTarget, With: with.ProbabilityOfTarget}
	o.HoursUsed = (1 - o.Without.Value) * hours
	o.CostOnCall = o.HoursUsed * price * rate
	o.CostEveryDay = hours * price
	o.Saved = o.CostEveryDay - o.CostOnCall
	o.PointsOfDays = 100 * (o.With.Value - o.Without.Value)
	return o
}

// plannedSeatHours returns the seat-hours of all groups.
func plannedSeatHours(c *sim.Centre) float64 {
	total := 0.0
	for g := range c.Groups {
		for _, h := range c.PlannedSeatHours(g) {
			total += h
		}
	}
	return total
}

// meanSeatPrice returns the planned cost of a seat-hour, the average over the staffing of c.
func meanSeatPrice(c *sim.Centre, money budget.Money) float64 {
	total := 0.0
	for g, costs := range money.SeatCosts(c) {
		for i, price := range costs {
			total += price * float64(seatsIn(c.Seats, g, i))
		}
	}
	return total / plannedSeatHours(c)
}
