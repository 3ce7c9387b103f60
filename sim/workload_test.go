package sim

import (
	"context"
	"math"
	"runtime"
	"testing"
)

// openFrom is one opening of one day.
func openFrom(from, to Time) []Span { return []Span{{from, to}} }

// newQueue returns a queue with everything optional switched off.
func newQueue(name string, open []Span, rate Steps, handle, patience Distribution) Queue {
	return Queue{Name: name, Channel: Voice, Open: open, Sources: []Source{{Name: name, Rate: rate}}, Handle: handle, Patience: patience,
		Trunk: None, Limit: None, Target: target(20 * Second)}
}

func target(awt Time) *Target {
	return &Target{Level: 0.8, Awt: awt, Short: 5 * Second, MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}
}

// day returns a horizon of one day that is open in the given span.
func day(open []Span, interval Time) Horizon {
	return Horizon{Length: Day, Interval: interval, Open: open}
}

// flatSeats gives every group n agents at all times.
func flatSeats(h Horizon, n ...int) Seats {
	return NewSeats(h, len(n)).Map(func(g, _, _ int) int { return n[g] })
}

// workload1 is W1 (20 calls a minute for ten hours, 90 agents) with scale times its agents and arrivals.
func workload1(agents int) *Centre {
	open := openFrom(8*Hour, 18*Hour)
	perMinute := 20 * float64(agents) / 90
	c := &Centre{Name: "W1", Horizon: day(open, 30*Minute)}
	c.Queues = []Queue{newQueue("calls", open, Constant(perMinute/60), Exponential(270), Exponential(120))}
	c.Groups = []Group{{Name: "agents", Skills: []Skill{{Queue: 0}}, ContactLimit: None}}
	c.Seats = flatSeats(c.Horizon, agents)
	return c
}

// workload2 is W2: three queues, four groups, twenty half-hours of a sine-shaped day.
func workload2() *Centre {
	open := openFrom(8*Hour, 18*Hour)
	c := &Centre{Name: "W2", Horizon: day(open, 30*Minute)}
	mix, mean, patience := []float64{0.5, 0.3, 0.2}, []float64{240, 300, 360}, []float64{120, 180, 240}
	share := []float64{0.35, 0.25, 0.25, 0.15}
	groupsOf := [][]int{{0, 1, 3}, {1, 2, 3}, {2, 3}}
	queuesOf := [][]int{{0}, {1, 0}, {2, 1}, {2, 1, 0}}
	factor := func(i int) float64 { return 0.35 + 0.65*math.Sin(math.Pi*(float64(i)+0.5)/20) }
	for k, name := range []string{"a", "b", "c"} {
		rate := Steps{}
		for i := range 20 {
			rate.At = append(rate.At, 8*Hour+Time(i)*30*Minute)
			rate.Value = append(rate.Value, 30*mix[k]*factor(i)/60)
		}
		q := newQueue(name, open, rate, Lognormal(mean[k], 0.8), Exponential(patience[k]))
		q.Route = &Route{Steps: []Step{{To: groupsOf[k], Order: Listed, FlowTo: None}}}
		c.Queues = append(c.Queues, q)
	}
	c.Seats = NewSeats(c.Horizon, 4)
	for g, name := range []string{"g0", "g1", "g2", "g3"} {
		group := Group{Name: name, ContactLimit: None}
		for level, q := range queuesOf[g] {
			group.Skills = append(group.Skills, Skill{Queue: q, Level: level + 1})
		}
		c.Groups = append(c.Groups, group)
		for i := range 20 {
			c.Seats.Count[g][16+i] = int(math.Floor(141*factor(i)*share[g] + 0.5))
		}
	}
	return c
}

func mustRun(t testing.TB, c *Centre, o Options) *Result {
	t.Helper()
	r, err := Run(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// benchmark reports the cost of one simulated contact.
func benchmark(b *testing.B, c *Centre, general bool) {
	b.Helper()
	p := compile(c)
	p.fast = p.fast && !general
	p.respond()
	e := newEngine(p, 1)
	e.waits = newWaitRecord(p, false)
	t := newTally(len(p.queues), len(p.groups), p.bins)
	collector := newCollector(p)
	sum := newAccumulator(p, nil)
	contacts := int64(0)
	replicate := func(r int) {
		t.reset()
		e.simulate(r, t)
		e.waits.addImmediate(t)
		sum.push(collector.collect(t, nil), e.control(), r%blockSize == blockSize-1)
		contacts += t.contacts
	}
	for r := range 30 {
		replicate(r)
	}
	contacts = 0
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := 30
	for b.Loop() {
		replicate(r)
		r++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(contacts), "ns/contact")
	b.ReportMetric(float64(contacts)/b.Elapsed().Seconds(), "contacts/s")
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(contacts), "allocs/contact")
}

func BenchmarkW1(b *testing.B)     { benchmark(b, workload1(90), true) }
func BenchmarkW1Fast(b *testing.B) { benchmark(b, workload1(90), false) }
func BenchmarkW2(b *testing.B)     { benchmark(b, workload2(), true) }

func BenchmarkW3(b *testing.B) {
	for _, c := range []struct {
		name   string
		agents int
	}{{"10", 10}, {"100", 100}, {"1000", 1000}, {"10000", 10000}} {
		b.Run(c.name, func(b *testing.B) { benchmark(b, workload1(c.agents), true) })
	}
}
