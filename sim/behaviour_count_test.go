package sim

import (
	"math"
	"testing"
)

// Counts: 3 contacts expected in every half hour are 3; 2.5 are 2 or 3. In the hour that is open.
func TestCountsProcess(t *testing.T) {
	q := script("calls", 10)
	q.Sources = []Source{{Name: "calls", Process: Counts, Rate: Steps{At: []Time{0, 1800 * Second}, Value: []float64{3.0 / 1800, 2.5 / 1800}}}}
	two := 0
	for seed := range uint64(100) {
		p := playSeed(t, one(q, 10), seed)
		first, second := p.tally.queue(0, 0)[qArrivals], p.tally.queue(0, 1)[qArrivals]
		if first != 3 || second != 2 && second != 3 || int64(len(p.records)) != first+second {
			t.Fatalf("seed %d: %d and %d arrivals of %d", seed, first, second, len(p.records))
		}
		if second == 2 {
			two++
		}
	}
	if two < 25 || two > 75 { // 50 ± 5
		t.Errorf("2 contacts %d times of 100", two)
	}
}

// The call of 1790 waits from the first half hour into the second (until 1820) and counts in the first, wherever it
// is answered; its wait stands in the queue for 10 s of the first and 20 of the second, and agents
// handle in the half hour in which they do: 10 + 90 of the first call, 100 of the second.
func TestIntervalOfEntryCounts(t *testing.T) {
	p := play(t, one(script("calls", 100, 1720, 1790), 1))
	for bin, want := range [][4]Time{{2, 2, 10 * Second, 80 * Second}, {0, 0, 20 * Second, 120 * Second}} {
		q, g := p.tally.queue(0, bin), p.tally.group(0, bin)
		if got := [4]Time{Time(q[qArrivals]), Time(q[qAnswered]), Time(q[tArea]), Time(g[gHandling])}; got != want {
			t.Errorf("half hour %d: arrivals, answered, area, handling %v, want %v", bin, got, want)
		}
	}
}

// Answered after 0, 20 and 50 s, abandoned after 5, 20 and 30 s: with 20 s and 5 s promised,
// H = 3, H≤T = 2, B = 3, B≤T = 2, B≤s = 1. The six definitions by METRICS.
func TestServiceLevelDefinitions(t *testing.T) {
	q := script("calls", 100, 0, 10, 20, 50, 180, 230)
	q.Patience = Fixed(0).WithMean(Steps{At: []Time{0, 10 * Second, 20 * Second, 50 * Second, 180 * Second, 230 * Second},
		Value: []float64{500, 5, 30, 500, 500, 20}})
	q.Transfers = nil
	c := one(q, 1)
	play(t, c).log(`
		0s calls answered 0s g 100s
		10s calls abandoned 5s
		20s calls abandoned 30s
		50s calls answered 50s g 100s
		180s calls answered 20s g 100s
		230s calls abandoned 20s`)
	for d, want := range map[Definition]float64{AbandonsNegative: 2.0 / 6, AbandonsIgnored: 2.0 / 4, AbandonsPositive: 4.0 / 6,
		ShortAbandonsExcluded: 2.0 / 5, ShortAbandonsCredited: 3.0 / 6, AnsweredOnly: 2.0 / 3} {
		c.Queues[0].Target.Definition = d
		if got := metric(t, c, 0, ServiceLevel); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
		if got := metric(t, c, 0, ServiceLevelBy(d)); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s by its own name: %v, want %v", d, got, want)
		}
	}
	for m, want := range map[Metric]float64{ASA: 70.0 / 3, MeanWait: 125.0 / 6, TimeToAbandon: 55.0 / 3, Abandonment: 0.5, AbandonmentExcludingShort: 0.4,
		Delayed: 5.0 / 6, AHT: 100, QueueLength: 125.0 / 3600, CustomersServed: 0.5, FirstContactResolution: 1, ContactsPerIssue: 1, WaitMax: 50} {
		if got := metric(t, c, 0, m); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", m, got, want)
		}
	}
}

// Who leaves by message, disconnection or flow stands in the denominator, never in the numerator, whatever the definition:
// one answered at once, one message. Answered only leaves it out.
func TestOthersStandInTheDenominator(t *testing.T) {
	c := one(routed(script("calls", 100, 0, 10), to(0, Together, 0), Step{After: 10 * Second, Message: 1, FlowTo: None}), 1)
	for _, d := range Definitions() {
		want := 0.5
		if d == AnsweredOnly {
			want = 1
		}
		if got := metric(t, c, 0, ServiceLevelBy(d)); got != want {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
	}
}

// Two days; on the first 1 of 2 calls is answered in time, on the second 2 of 2, with 80 % promised: the
// interval targets hold in 1 of 2 half hours with calls, the daily target on 1 of 2 days, and over the horizon (3 of 4) not.
func TestTargetsBySpan(t *testing.T) {
	day2 := 86400.0
	c := twoDays(one(script("calls", 100, 0, 10, day2, day2+200), 1))
	for per, want := range map[Per]float64{PerInterval: 0.5, PerDay: 0.5, PerWeek: 0, PerHorizon: 0} {
		c.Queues[0].Target.Per = per
		if got := metric(t, c, 0, ProbabilityOfTarget); got != want {
			t.Errorf("per %s: %v, want %v", per, got, want)
		}
	}
	if got := metric(t, c, 0, IntervalsOnTarget); got != 0.5 {
		t.Errorf("intervals on target %v", got)
	}
	c.Queues[0].Target.Per = PerDay
	c.Queues[0].Target.MaxASASeconds = 44 // 45 s on the first day
	c.Queues[0].Target.Level = 0.5
	if got := metric(t, c, 0, ProbabilityOfTarget); got != 0.5 {
		t.Errorf("with the level of 50 %% and an ASA of 44 s: %v", got)
	}
}

// Transfers that hand every contact round for ever would never end; neither would the simulation.
func TestTransfersMustEnd(t *testing.T) {
	a, b := script("a", 10, 0), script("b", 10)
	a.Transfers = []Transfer{{Probability: Constant(0.5), To: 1, Queue: true}, {Probability: Constant(0.5), To: 0, Queue: true}}
	b.Transfers = []Transfer{{Probability: always(), To: 0, Queue: true}}
	c := scene([]Queue{a, b}, []Group{crew("g", 0, 1)}, 1)
	if len(c.Validate()) != 2 {
		t.Errorf("problems %v, want one for each queue", c.Validate())
	}
	c.Queues[1].Transfers[0].Probability = until(100) // from then on it ends
	if len(c.Validate()) != 0 {
		t.Errorf("problems %v", c.Validate())
	}
}

// A service of ten thousand days ends beyond what a key of the tree can hold: then it ends last.
func TestServiceWithoutEnd(t *testing.T) {
	q := script("calls", 86400*10000, 0, 10)
	q.Patience = Fixed(100)
	play(t, one(q, 2)).queue("calls", "arrivals 2, answered 2, in_awt 2, immediate 2")
	play(t, one(q, 1)).queue("calls", "arrivals 2, answered 1, in_awt 1, immediate 1, abandoned 1")
}

// TestShrinkage: two seats for ten hours are 20 h logged in; each seat hour costs
// 1.25 paid hours: 25 h paid, of which 5 h are not there for contacts.
func TestShrinkage(t *testing.T) {
	c := workload1(2)
	c.Queues[0].Sources[0].Rate = Constant(0)
	c.Groups[0].PaidPerSeat = Constant(1.25)
	r := mustRun(t, c, Options{Replications: 1})
	for name, e := range map[string]Estimate{"group": r.Groups[0].Get(Shrinkage), "total": r.Total.Get(Shrinkage)} {
		if math.Abs(e.Value-0.2) > 1e-12 {
			t.Errorf("shrinkage of the %s: %v", name, e.Value)
		}
	}
	if got := r.Groups[0].Get(PaidHours).Value; math.Abs(got-25) > 1e-12 {
		t.Errorf("%v h paid", got)
	}
}
