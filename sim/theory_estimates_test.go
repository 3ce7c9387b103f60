package sim

import (
	"context"
	"math"
	"testing"

	"agner/erlang"
)

// twoHours is a small day whose numerical solution takes no time, with n agents.
func twoHours(n int) erlang.Day {
	return erlang.Day{HandleSeconds: 180, PatienceSeconds: 120, Intervals: []erlang.DayInterval{
		{Seconds: 3600, ArrivalsPerSecond: 1.0 / 60, Agents: n}, {Seconds: 3600, ArrivalsPerSecond: 1.4 / 60, Agents: n}}}
}

func mustPair(t *testing.T, o Options, centres ...*Centre) *Paired {
	t.Helper()
	var variants []Variant
	for _, c := range centres {
		variants = append(variants, Variant{Name: c.Name, Centre: c})
	}
	p, err := RunPaired(context.Background(), variants, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestCoverage: 95 % intervals of a ratio, of a count and of paired differences contain the
// truth in about 95 % of runs. 1 200 runs of 40 replications of 144
// contacts. The share of runs is binomial with standard deviation 0.6 % at
// 95 %; ratios and Student's t are approximate for skewed data, which may cost 1 % at
// this size. Allowed are 91.5 to 98 %: beyond 3.6 standard deviations even at
// 94 %, less than 2e-4 for each of nine intervals.
func TestCoverage(t *testing.T) {
	const runs, n = 1200, 40
	few, more := twoHours(4), twoHours(5)
	_, a := few.Measures(20, 5)
	_, b := more.Measures(20, 5)
	centres := []*Centre{dayCentre(few, Hour), dayCentre(more, Hour)}
	truth := func(m erlang.DayMeasures) map[Metric]float64 {
		return map[Metric]float64{ServiceLevel: m.ServiceLevels().AbandonsNegative, ASA: m.ASASeconds(), Abandonment: m.Abandonment(), Answered: m.Answered, Delayed: m.Delayed()}
	}
	want, wantMore := truth(a), truth(b)
	covered, difference := map[Metric]int{}, map[Metric]int{}
	within := func(e Estimate, truth float64) int {
		if e.Low <= truth && truth <= e.High {
			return 1
		}
		return 0
	}
	for run := range runs {
		p := mustPair(t, Options{Seed: uint64(7000 + run), Replications: n, Workers: 2}, centres...)
		for m := range want {
			covered[m] += within(p.Results[0].Queues[0].Get(m), want[m])
			difference[m] += within(p.Differences[1].Queues[0].Get(m), wantMore[m]-want[m])
		}
	}
	for m := range want {
		for what, count := range map[string]int{m.String(): covered[m], "difference of " + m.String(): difference[m]} {
			if share := float64(count) / runs; share < 0.915 || share > 0.98 {
				t.Errorf("%s: %.1f %% of the 95 %% intervals contain the truth", what, 100*share)
			}
		}
	}
}

// TestPairing: on the same customers the difference between two staffings is
// estimated without bias and much more narrowly than from runs apart. 400 pairs of
// 1 200 contacts; tolerance and odds as in theory_test.go.
func TestPairing(t *testing.T) {
	const n = 400
	span := func(agents int) erlang.Day {
		return erlang.Day{HandleSeconds: 240, PatienceSeconds: 150, Intervals: []erlang.DayInterval{
			{Seconds: 7200, ArrivalsPerSecond: 0.08, Agents: agents}, {Seconds: 7200, ArrivalsPerSecond: 0.09, Agents: agents + 1}}}
	}
	_, a := span(20).Measures(20, 5)
	_, b := span(21).Measures(20, 5)
	p := mustPair(t, Options{Seed: 72, Replications: n}, dayCentre(span(20), 2*Hour), dayCentre(span(21), 2*Hour))
	r := referee{t, "pairing", n, 0.15, 1e-3}
	rows := [2]Row{p.Results[0].Queues[0].Row, p.Results[1].Queues[0].Row}
	d := p.Differences[1].Queues[0].Row
	for m, truth := range map[Metric]float64{
		ServiceLevel: b.ServiceLevels().AbandonsNegative - a.ServiceLevels().AbandonsNegative,
		ASA:          b.ASASeconds() - a.ASASeconds(),
		MeanWait:     b.MeanWaitSeconds() - a.MeanWaitSeconds(),
		Abandoned:    b.Abandoned - a.Abandoned,
	} {
		r.agrees("difference of "+m.String(), d.Get(m), truth, 0)
		e, f := rows[0].Get(m), rows[1].Get(m)
		if got := d.Get(m).Value; math.Abs(got-(f.Value-e.Value)) > 1e-9*math.Abs(f.Value) {
			t.Errorf("%s: the difference is %v, that of the results %v", m, got, f.Value-e.Value)
		}
		if paired, apart := d.Get(m).HalfWidth(), math.Hypot(e.HalfWidth(), f.HalfWidth()); paired > 0.5*apart {
			t.Errorf("%s: paired half-width %.3g, unpaired %.3g", m, paired, apart)
		}
	}
	// The same customers: not one more or less.
	if e := d.Get(Arrivals); e.Value != 0 || e.HalfWidth() != 0 {
		t.Errorf("arrivals differ by %v", e)
	}
}

// TestSelfDifference: a centre does not differ from itself.
func TestSelfDifference(t *testing.T) {
	c := simpleMSK()
	p := mustPair(t, Options{Seed: 73, Replications: 30}, c, c)
	for i, e := range estimatesOf(p.Differences[1]) {
		if e.OK() && (e.Value != 0 || e.SD > 1e-4) {
			t.Fatalf("number %d differs by %+v", i, e)
		}
	}
}

// TestPrecision: a run with a precision goal stops as soon as a look finds it
// reached, on every queue, and is then byte for byte the run of that many replications; or
// it stops at its maximum and says so.
func TestPrecision(t *testing.T) {
	c := workload2()
	goal := Precision{Metric: ServiceLevel, HalfWidth: 0.006}
	o := Options{Seed: 74, Replications: 10, Precision: []Precision{goal}, MaxReplications: 2000}
	result := mustRun(t, c, o)
	n := result.Replications
	if !result.Reached || n <= 10 || n >= 2000 {
		t.Fatalf("%d replications, reached %v", n, result.Reached)
	}
	for _, q := range result.Queues {
		if half := q.Get(ServiceLevel).HalfWidth(); half > 0.006 {
			t.Errorf("%s: half-width %.4g", q.Name, half)
		}
	}
	sameEstimates(t, "fixed number of replications", result, mustRun(t, c, Options{Seed: 74, Replications: n}))
	// The look before was not precise enough: the steps are a half of what is done, to the end of a block.
	before := 10
	for next := before; next < n; next = (next + next/2 + blockSize - 1) / blockSize * blockSize {
		before = next
	}
	wide := false
	for _, q := range mustRun(t, c, Options{Seed: 74, Replications: before}).Queues {
		wide = wide || q.Get(ServiceLevel).HalfWidth() > 0.006
	}
	if !wide {
		t.Errorf("%d replications would have been enough, %d were made", before, n)
	}
	o.MaxReplications = 25
	if result := mustRun(t, c, o); result.Reached || result.Replications != 25 {
		t.Errorf("with at most 25: %d replications, reached %v", result.Replications, result.Reached)
	}
	// Relative to the value for what is no fraction.
	o = Options{Seed: 75, Replications: 10, Precision: []Precision{{Metric: ASA, HalfWidth: 0.1}, {Metric: Abandonment, HalfWidth: 0.01}}, MaxReplications: 2000}
	result = mustRun(t, c, o)
	for _, q := range result.Queues {
		if e := q.Get(ASA); e.HalfWidth() > 0.1*e.Value || q.Get(Abandonment).HalfWidth() > 0.01 {
			t.Errorf("%s: asa %.4g ± %.4g after %d replications", q.Name, e.Value, e.HalfWidth(), result.Replications)
		}
	}
}

// estimatesOf returns every estimate of r in a fixed order.
func estimatesOf(r *Result) []Estimate {
	var out []Estimate
	add := func(row Row, intervals []IntervalRow) {
		out = append(out, row.estimates...)
		for _, i := range intervals {
			out = append(out, i.estimates...)
		}
	}
	for _, q := range r.Queues {
		add(q.Row, q.Intervals)
	}
	for _, g := range r.Groups {
		add(g.Row, g.Intervals)
	}
	add(r.Total.Row, r.Total.Intervals)
	return append(out, r.Measures...)
}

// sameEstimates fails unless a and b hold the same bits.
func sameEstimates(t *testing.T, what string, a, b *Result) {
	t.Helper()
	x, y := estimatesOf(a), estimatesOf(b)
	if len(x) != len(y) {
		t.Fatalf("%s: %d estimates and %d", what, len(x), len(y))
	}
	bits := func(e Estimate) [4]uint64 {
		return [4]uint64{math.Float64bits(e.Value), math.Float64bits(e.Low), math.Float64bits(e.High), math.Float64bits(e.SD)}
	}
	for i := range x {
		if bits(x[i]) != bits(y[i]) {
			t.Fatalf("%s: estimate %d of %d differs: %v and %v", what, i, len(x), x[i], y[i])
		}
	}
}

// TestTapeChangesNothing: a variant that plays the customers of the first from the tape has the estimates of a run of
// its own, to the last bit, on random centres; too few replications for the control, which variants share.
func TestTapeChangesNothing(t *testing.T) {
	for seed := range uint64(60) {
		c := randomCentre(seed)
		other := c.WithSeats(c.Seats.Map(func(_, _, n int) int {
			if n > 0 {
				n++
			}
			return n
		}))
		o := Options{Seed: seed, Replications: 4, Workers: 2}
		p := mustPair(t, o, c, other)
		sameEstimates(t, c.Name, p.Results[1], mustRun(t, other, o))
	}
}

// TestTornTape: more customers than the tape holds are drawn anew.
func TestTornTape(t *testing.T) {
	c := workload1(3000)
	other := c.WithSeats(c.Seats.Map(func(_, _, n int) int { return n + 10 }))
	o := Options{Seed: 2, Replications: 2, Workers: 1}
	p := mustPair(t, o, c, other)
	if got := p.Results[0].Queues[0].Get(Arrivals).Value; got < tapeLimit {
		t.Fatalf("%v arrivals are no more than the tape holds", got)
	}
	sameEstimates(t, "torn tape", p.Results[1], mustRun(t, other, o))
}
