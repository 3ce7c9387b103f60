package erlang

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var changingDay = Day{
	Intervals:     []DayInterval{{600, 0.1, 25}, {900, 0.2, 18}, {600, 0.15, 40}, {600, 0.1, 20}, {200, 0.2, 0}, {600, 0.1, 25}},
	HandleSeconds: 180, PatienceSeconds: 100, Balk: 0.05, Lines: 40,
}

// The documented tolerance: halving the panels changes no count by more than 1e-9 of the interval's arrivals, and
// offered = answered + abandoned.
func TestDayTolerance(t *testing.T) {
	endless := Day{Intervals: []DayInterval{{600, 0.05, 10}, {400, 0.05, 3}, {400, 0.02, 12}}, HandleSeconds: 180, PatienceSeconds: math.Inf(1)}
	for _, d := range []Day{changingDay, endless} {
		coarse, _ := d.measures(20, 5, 1)
		fine, _ := d.measures(20, 5, 2)
		for i, c := range coarse {
			f := fine[i]
			for k, pair := range [][2]float64{{c.Answered, f.Answered}, {c.AnsweredInAWT, f.AnsweredInAWT}, {c.Abandoned, f.Abandoned},
				{c.AbandonedInAWT, f.AbandonedInAWT}, {c.AbandonedShort, f.AbandonedShort}, {c.Blocked, f.Blocked}, {c.DelayedCount, f.DelayedCount},
				{c.Answered + c.Abandoned, c.Offered}} {
				if math.Abs(pair[0]-pair[1]) > 1e-9*c.Arrivals {
					t.Errorf("interval %d, count %d: %v and %v", i, k, pair[0], pair[1])
				}
			}
			near(t, "wait", c.WaitSeconds, f.WaitSeconds, 1e-9)
			near(t, "busy", c.BusySeconds, f.BusySeconds, 1e-9)
		}
	}
}

// A long constant day settles in the stationary model, whose integrals were computed in an entirely different way.
func TestDaySettlesInErlangA(t *testing.T) {
	for _, q := range []MMnM{{90, 270, 120, 90, 0}, {10, 60, 30, 8, 12}, {3, 100, math.Inf(1), 5, 0}, {4, 60, 0, 4, 0}} {
		span := DayInterval{Seconds: 5 * 3600, ArrivalsPerSecond: q.Load / q.HandleSeconds, Agents: int(q.Agents)}
		last := span
		last.Seconds = 600
		intervals, _ := Day{Intervals: []DayInterval{span, last}, HandleSeconds: q.HandleSeconds, PatienceSeconds: q.PatienceSeconds, Lines: int(q.Lines)}.Measures(20, 5)
		got, want := intervals[1], q.Measures(20, 5)
		for _, d := range Definitions() {
			near(t, string(d), got.ServiceLevels().By(d), want.ServiceLevels.By(d), 1e-9)
		}
		near(t, "delayed", got.Delayed(), want.Delayed, 1e-9)
		near(t, "blocking", got.Blocking(), want.Blocking, 1e-9)
		near(t, "abandonment", got.Abandonment(), want.Abandonment, 1e-9)
		near(t, "asa", got.ASASeconds(), want.ASASeconds, 1e-9)
		near(t, "mean wait", got.MeanWaitSeconds(), want.MeanWaitSeconds, 1e-9)
		near(t, "queue length", got.QueueLength(), want.QueueLength, 1e-9)
		near(t, "occupancy", got.Occupancy(), want.Occupancy, 1e-9)
	}
}

// With agents for everyone the mean number in service obeys m′ = λ − m/h, the equation of the modified offered load.
func TestDayWithAmpleAgentsIsTheOfferedLoad(t *testing.T) {
	rates := []float64{0.05, 0.15, 0.1, 0.02}
	var intervals []DayInterval
	for _, rate := range rates {
		intervals = append(intervals, DayInterval{900, rate, 120})
	}
	measures, _ := Day{Intervals: intervals, HandleSeconds: 240, PatienceSeconds: 60}.Measures(20, 5)
	for i, load := range ModifiedOfferedLoads(rates, 900, 240) {
		near(t, "average load", measures[i].BusySeconds/900, load.Average, 1e-10)
	}
}

// endings is a heap of (end of service) times.
type endings []float64

func (e endings) Len() int           { return len(e) }
func (e endings) Less(i, j int) bool { return e[i] < e[j] }
func (e endings) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *endings) Push(x any)        { *e = append(*e, x.(float64)) }
func (e *endings) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// daySimulation is a plain simulation of the rules of Day.
type daySimulation struct {
	day    Day
	awt    float64
	random *rand.Rand
	result []DayMeasures

	now, next float64 // next arrival
	interval  int
	queue     []waitingContact
	busy      endings
}

type waitingContact struct {
	arrived, leaves float64
	interval        int
}

func (s *daySimulation) serve(w waitingContact) {
	heap.Push(&s.busy, s.now+s.random.ExpFloat64()*s.day.HandleSeconds)
	m := &s.result[w.interval]
	m.Answered++
	if s.now-w.arrived <= s.awt {
		m.AnsweredInAWT++
	}
}

func (s *daySimulation) fill() {
	for len(s.queue) > 0 && len(s.busy) < s.day.Intervals[s.interval].Agents {
		s.serve(s.queue[0])
		s.queue = s.queue[1:]
	}
}

func (s *daySimulation) arrive() {
	m := &s.result[s.interval]
	m.Arrivals++
	w := waitingContact{s.now, s.now + s.random.ExpFloat64()*s.day.PatienceSeconds, s.interval}
	switch {
	case len(s.busy)+len(s.queue) >= s.day.Lines:
		m.Blocked++
	case len(s.queue) == 0 && len(s.busy) < s.day.Intervals[s.interval].Agents:
		s.serve(w)
	case s.random.Float64() < s.day.Balk:
		m.Abandoned++
	default:
		s.queue = append(s.queue, w)
	}
}

// run lets the next event happen, an arrival, an end of service, a hang-up or a change of agents, until none is left.
func (s *daySimulation) run() {
	gap := func() float64 { return s.random.ExpFloat64() / s.day.Intervals[s.interval].ArrivalsPerSecond }
	end := s.day.Intervals[0].Seconds
	for s.next = gap(); ; {
		event, leaver := math.Inf(1), -1
		if len(s.busy) > 0 {
			event = s.busy[0]
		}
		for k, w := range s.queue {
			if w.leaves < event {
				event, leaver = w.leaves, k
			}
		}
		switch {
		case s.interval+1 < len(s.day.Intervals) && end <= min(event, s.next):
			s.now = end
			s.interval++
			end += s.day.Intervals[s.interval].Seconds
			s.next = s.now + gap()
			s.fill()
		case s.next < event && s.next < end:
			s.now = s.next
			s.next += gap()
			s.arrive()
		case math.IsInf(event, 1):
			return
		case leaver >= 0:
			s.now = event
			s.result[s.queue[leaver].interval].Abandoned++
			s.queue = slices.Delete(s.queue, leaver, leaver+1)
		default:
			s.now = heap.Pop(&s.busy).(float64)
			s.fill()
		}
	}
}

// 1500 simulated days against the solution. Each of 24 comparisons allows 5 standard errors (of a Poisson count, an
// overestimate): a right program fails with probability below 24 × 6e-7; seeds are fixed.
func TestDayAgainstSimulation(t *testing.T) {
	const days = 1500
	random := rand.New(rand.NewPCG(7, 7))
	simulated := make([]DayMeasures, len(changingDay.Intervals))
	for range days {
		(&daySimulation{day: changingDay, awt: 20, random: random, result: simulated}).run()
	}
	exact, _ := changingDay.Measures(20, 5)
	for i, s := range simulated {
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"blocked", s.Blocked, exact[i].Blocked}, {"answered", s.Answered, exact[i].Answered},
			{"answered within 20 s", s.AnsweredInAWT, exact[i].AnsweredInAWT}, {"abandoned", s.Abandoned, exact[i].Abandoned},
		} {
			if math.Abs(c.got-days*c.want) > 5*math.Sqrt(days*c.want)+1 {
				t.Errorf("interval %d, %s: simulated %v, solved %v", i, c.name, c.got/days, c.want)
			}
		}
	}
}

func TestDaySpecialCases(t *testing.T) {
	if intervals, total := (Day{HandleSeconds: 60}).Measures(20, 5); intervals != nil || total != (DayMeasures{}) {
		t.Error("a day without intervals has measures")
	}
	for name, d := range map[string]Day{
		"nobody":    {Intervals: []DayInterval{{600, 0, 3}}, HandleSeconds: 60, PatienceSeconds: 60},
		"no agents": {Intervals: []DayInterval{{600, 0.1, 0}}, HandleSeconds: 60, PatienceSeconds: 60},
		"stranded":  {Intervals: []DayInterval{{600, 0.1, 0}}, HandleSeconds: 60, PatienceSeconds: math.Inf(1)},
		"flood":     {Intervals: []DayInterval{{600, 2, 3}}, HandleSeconds: 60, PatienceSeconds: 60},
	} {
		_, m := d.Measures(20, 5)
		near(t, fmt.Sprintf("%s: arrivals", name), m.Arrivals, d.Intervals[0].ArrivalsPerSecond*600, 1e-12)
		if gone := m.Answered + m.Abandoned; name != "stranded" {
			near(t, name+": answered and abandoned", gone, m.Offered, 1e-9)
		}
	}
}

func BenchmarkDay(b *testing.B) {
	for b.Loop() {
		Day{Intervals: []DayInterval{{600 * 60, 20. / 60, 90}}, HandleSeconds: 270, PatienceSeconds: 120}.Measures(20, 5)
	}
}

// The differential equations of the number in the centre, p′_j = λp_{j−1} − (λ + d_j)p_j + d_{j+1}p_{j+1}, by the classical Runge–Kutta
// method and Simpson's rule: another way through the day than uniformisation. Agents only join, so that one number describes the state.
func TestDayAgainstRungeKutta(t *testing.T) {
	d := Day{Intervals: []DayInterval{{300, 0.1, 12}, {300, 0.25, 16}, {300, 0.2, 30}}, HandleSeconds: 100, PatienceSeconds: 60}
	const most, step = 110, 0.125
	p := make([]float64, most+2)
	p[0] = 1
	measures, _ := d.Measures(20, 5)
	for i, span := range d.Intervals {
		down := make([]float64, most+2)
		for j := range down {
			down[j] = float64(min(j, span.Agents))/d.HandleSeconds + float64(max(0, j-span.Agents))/d.PatienceSeconds
		}
		slope := func(p []float64) []float64 {
			out := make([]float64, most+2)
			for j := range most {
				flow := span.ArrivalsPerSecond*p[j] - down[j+1]*p[j+1] // from j to j + 1
				out[j], out[j+1] = out[j]-flow, out[j+1]+flow
			}
			return out
		}
		along := func(p, by []float64, part float64) []float64 {
			out := slices.Clone(p)
			for j := range out {
				out[j] += part * by[j]
			}
			return out
		}
		var queue, busy, delayed float64
		steps := int(span.Seconds / step)
		for k := range steps + 1 {
			weight := [2]float64{2, 4}[k%2] * step / 3
			if k == 0 || k == steps {
				weight = step / 3
			}
			for j, x := range p {
				queue += weight * float64(max(0, j-span.Agents)) * x
				busy += weight * float64(min(j, span.Agents)) * x
				if j >= span.Agents {
					delayed += weight * span.ArrivalsPerSecond * x
				}
			}
			if k < steps {
				a := slope(p)
				b := slope(along(p, a, step/2))
				c := slope(along(p, b, step/2))
				last := slope(along(p, c, step))
				for j := range p {
					p[j] += step / 6 * (a[j] + 2*b[j] + 2*c[j] + last[j])
				}
			}
		}
		near(t, "queue", measures[i].QueueSeconds, queue, 1e-8)
		near(t, "busy", measures[i].BusySeconds, busy, 1e-8)
		near(t, "delayed", measures[i].DelayedCount, delayed, 1e-8)
	}
}
