package sim

import (
	"math"
	"testing"
)

// Published centres: what other people's simulators, written in other
// languages, printed for the same models. Both sides are random, so their
// standard errors add in quadrature; tolerance and odds as in theory_test.go.

// from95 is the standard error behind a published 95 % half-width.
func from95(halfWidth float64) float64 { return halfWidth / 1.96 }

// rounded fails unless e agrees with a number printed to a last digit worth 2·half.
func (r referee) rounded(name string, e Estimate, printed, half float64) {
	r.t.Helper()
	nearest := min(max(e.Value, printed-half), printed+half)
	r.agrees(name, e, nearest, 0)
}

// TestMMCAb: a day of 480 minutes from empty, 4.2 calls a minute, mean handle
// time 2 min, 12 agents, mean patience 1 min, served out. ContactCenters, example
// MMCAb, 1 000 days; here 1 000 days (2 million contacts).
func TestMMCAb(t *testing.T) {
	open := openFrom(8*Hour, 16*Hour)
	c := pool(day(open, Hour), 4.2/60, Exponential(120), Exponential(60), 12)
	c.Queues[0].Target.Definition = AbandonsIgnored
	const n = 1000
	row := mustRun(t, c, Options{Seed: 21, Replications: n}).Queues[0].Row
	r := referee{t, "MMCAb", n, 0.07, 1e-3}
	r.agrees("abandoned", row.Get(Abandoned), 58.609, from95(0.949))
	r.agrees("answered within 20 s", row.Get(AnsweredInAwt), 1906.008, from95(2.22))
	r.agrees("service level", row.Get(ServiceLevel), 0.968, math.Hypot(from95(0.0006), 0.0005))
}

// TestSSJCallCenter: 13 hours whose arrivals and agents change by the hour, a
// gamma day factor of shape 400, and one customer in ten who will not wait at all. SSJ
// tutorial (L'Ecuyer), 10 000 days; here 2 000 days (3.3 million contacts).
func TestSSJCallCenter(t *testing.T) {
	open := openFrom(8*Hour, 21*Hour)
	c := pool(day(open, Hour), 0, Exponential(100), Exponential(1000), 0)
	rate := Steps{}
	agents := []int{4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4}
	for i, perHour := range []float64{100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60} {
		rate.At = append(rate.At, Time(8+i)*Hour)
		rate.Value = append(rate.Value, perHour/3600)
		c.Seats.Count[0][8+i] = agents[i]
	}
	q := &c.Queues[0]
	q.Sources[0].Rate = rate
	q.Sources[0].DayCV = 1 / math.Sqrt(400)
	q.Balk = Constant(0.1)
	const n, expected = 2000, 1660
	perExpected := func(m ...Counter) Measure {
		sum := Sum{}
		for _, counter := range m {
			sum.Terms = append(sum.Terms, Term{Weight: 1.0 / expected, Counter: counter})
		}
		return Measure{Num: []Sum{sum}}
	}
	result := mustRun(t, c, Options{Seed: 22, Replications: n, Measures: []Measure{perExpected(CountAbandoned)}})
	row := result.Queues[0].Row
	r := referee{t, "SSJ call centre", n, 0.07, 1e-3}
	r.agrees("expected", row.Get(Arrivals), expected, 0)
	r.agrees("lost", result.Measures[0], 0.0200, math.Hypot(0.00007, 0.00005))
	r.agrees("mean wait", row.Get(MeanWait), 4.713, 0.020)
	// In time, lost ones included: the service level that credits abandonments within 20 s, times arrivals.
	level, arrivals := row.Get(ServiceLevelAbandonsPositive), row.Get(Arrivals)
	good := level
	scale := arrivals.Value / expected
	good.Value *= scale
	// Errors of both factors, added in the worst case.
	half := level.HalfWidth()*scale + level.Value*arrivals.HalfWidth()/expected
	good.Low, good.High = good.Value-half, good.Value+half
	r.agrees("good service", good, 0.925, math.Hypot(0.0004, 0.0005))
}

// simpleMSK is ContactCenters' example SimpleMSK: three queues, two groups,
// three intervals of two hours.
func simpleMSK() *Centre {
	open := openFrom(8*Hour, 14*Hour)
	c := &Centre{Name: "SimpleMSK", Horizon: day(open, 2*Hour), Busyness: 1 / math.Sqrt(28.7)}
	byInterval := func(values [3]float64, f func(float64) float64) Steps {
		return Steps{At: []Time{8 * Hour, 10 * Hour, 12 * Hour}, Value: []float64{f(values[0]), f(values[1]), f(values[2])}}
	}
	meanSeconds := func(perMinute float64) float64 { return 60 / perMinute }
	handle := Exponential(1).WithMean(byInterval([3]float64{0.5, 0.6, 0.4}, meanSeconds))
	patience := Exponential(1).WithMean(byInterval([3]float64{0.3, 0.4, 0.2}, meanSeconds))
	groups := [][]int{{0}, {0, 1}, {1}}
	for k, perMinute := range [][3]float64{{4.2, 5.3, 3.2}, {5.1, 4.3, 4.8}, {6.3, 5.2, 4.8}} {
		q := newQueue([]string{"a", "b", "c"}[k], open, byInterval(perMinute, func(v float64) float64 { return v / 60 }), handle, patience)
		q.Target.Definition = AbandonsIgnored
		q.Route = &Route{Steps: []Step{{To: groups[k], Order: Listed, FlowTo: None}}}
		c.Queues = append(c.Queues, q)
	}
	c.Groups = []Group{
		{Name: "g0", Skills: []Skill{{Queue: 0}, {Queue: 1}}, ContactLimit: None},
		{Name: "g1", Skills: []Skill{{Queue: 1}, {Queue: 2}}, ContactLimit: None},
	}
	c.Seats = NewSeats(c.Horizon, 2)
	for i := range 3 {
		c.Seats.Count[0][4+i] = []int{12, 18, 9}[i]
		c.Seats.Count[1][4+i] = []int{15, 20, 11}[i]
	}
	return c
}

// TestSimpleMSK compares with ContactCenters' 1 000 days; here 1 000 days (5
// million contacts), so that the error is nearly all theirs.
func TestSimpleMSK(t *testing.T) {
	const n = 1000
	result := mustRun(t, simpleMSK(), Options{Seed: 23, Replications: n, Measures: []Measure{
		{Num: []Sum{{Terms: []Term{{Weight: 1, Counter: CountAnswered, Index: 0}, {Weight: 1, Counter: CountAnswered, Index: 1}, {Weight: 1, Counter: CountAnswered, Index: 2}}}}},
	}})
	r := referee{t, "SimpleMSK", n, 0.6, 1e-3}
	r.agrees("answered", result.Total.Get(Answered), 4297.305, from95(27.2))
	r.agrees("answered, by a measure", result.Measures[0], 4297.305, from95(27.2))
	r.agrees("abandoned", result.Total.Get(Abandoned), 910.335, from95(34.2))
	r.agrees("service level", result.Total.Get(ServiceLevel), 0.501, from95(0.008))
	inAwt := [][3]float64{{170.2, 599.3, 15.5}, {262.9, 511.6, 34.7}, {259.8, 613.7, 24.9}}
	half := [][3]float64{{5.8, 5.2, 1.7}, {8.3, 5.4, 3.4}, {9.6, 6.1, 2.8}}
	for q := range inAwt {
		for i := range inAwt[q] {
			r.agrees(result.Queues[q].Name+": answered within 20 s", result.Queues[q].Intervals[i].Get(AnsweredInAwt), inAwt[q][i], from95(half[q][i]))
		}
	}
}

// TestWorkloadTruths: the benchmark workloads W1 and W2, whose truths are given to
// three digits: half a unit of the last one is allowed on top. 200 replications of 12 000 and 13 750 contacts.
func TestWorkloadTruths(t *testing.T) {
	const n = 200
	r := referee{t, "W1", n, 0.07, 1e-3}
	row := mustRun(t, workload1(90), Options{Seed: 24, Replications: n}).Queues[0].Row
	r.rounded("service level", row.Get(ServiceLevel), 0.851, 0.0005)
	r.rounded("mean wait", row.Get(MeanWait), 5.89, 0.005)
	r.rounded("abandonment", row.Get(Abandonment), 0.0491, 0.00005)
	r.what = "W2"
	result := mustRun(t, workload2(), Options{Seed: 25, Replications: n})
	for q, truth := range [][3]float64{{0.843, 6.15, 0.0514}, {0.814, 8.30, 0.0461}, {0.845, 7.61, 0.0315}} {
		row := result.Queues[q].Row
		r.rounded("service level", row.Get(ServiceLevel), truth[0], 0.0005)
		r.rounded("mean wait", row.Get(MeanWait), truth[1], 0.005)
		r.rounded("abandonment", row.Get(Abandonment), truth[2], 0.00005)
	}
}
