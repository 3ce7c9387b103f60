package sim

import (
	"context"
	"math"
	"slices"
	"testing"
)

// everySeries lists a series for every number of c that can be kept.
func everySeries(c *Centre) []Series {
	var out []Series
	add := func(of Subject, index int, list []Metric) {
		for _, m := range list {
			if _, quantile := IsWaitQuantile(m); !quantile {
				out = append(out, Series{Of: of, Index: index, Metric: m})
			}
		}
	}
	for q := range c.Queues {
		add(OfQueue, q, QueueMetrics())
	}
	for g := range c.Groups {
		add(OfGroup, g, GroupMetrics())
	}
	add(OfTotal, 0, TotalMetrics())
	return out
}

// estimateOf is the number that a series is about in a result.
func estimateOf(r *Result, s Series) Estimate {
	switch s.Of {
	case OfQueue:
		return r.Queues[s.Index].Get(s.Metric)
	case OfGroup:
		return r.Groups[s.Index].Get(s.Metric)
	}
	return r.Total.Get(s.Metric)
}

func sampled(t *testing.T, c *Centre, o Options, list []Series) *Paired {
	t.Helper()
	p, err := RunPaired(context.Background(), []Variant{{Name: "c", Centre: c, Series: list}}, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sumOf(samples []Sample) (s Sample) {
	for _, x := range samples {
		s.Num += x.Num
		s.Den += x.Den
	}
	return s
}

// TestSeriesAddUpToTheResult: ΣNum ÷ ΣDen of every series is the value of the
// result, on a centre with several queues and groups.
func TestSeriesAddUpToTheResult(t *testing.T) {
	c := workload4()
	list := everySeries(c)
	p := sampled(t, c, Options{Seed: 3, Replications: 4}, list)
	seen := 0
	for i, s := range list {
		sum, want := sumOf(p.Samples[0][i]), estimateOf(p.Results[0], s).Value
		got := sum.Num / sum.Den
		if sum.Den == 0 {
			got = math.NaN()
		}
		if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
			t.Errorf("%d of %d, %v: %v, in the result %v", s.Index, s.Of, s.Metric, got, want)
		}
		if !math.IsNaN(got) {
			seen++
		}
	}
	if seen < 40 {
		t.Errorf("only %d numbers", seen)
	}
}

// TestSeriesByInterval: a series of one interval is the interval's row; of all
// intervals together, counts add up.
func TestSeriesByInterval(t *testing.T) {
	c := workload2()
	at := mustRun(t, c, Options{Seed: 3, Replications: 1}).Queues[0].Intervals[5].Index
	var list []Series
	for _, m := range QueueIntervalMetrics() {
		if KeptByInterval(OfQueue, m) {
			list = append(list, Series{Of: OfQueue, Metric: m, Intervals: []int{at}})
		}
	}
	queues := len(list)
	for _, m := range GroupIntervalMetrics() {
		list = append(list, Series{Of: OfGroup, Metric: m, Intervals: []int{at}})
	}
	p := sampled(t, c, Options{Seed: 3, Replications: 5}, list)
	for i, s := range list {
		rows := p.Results[0].Queues[0].Intervals
		if i >= queues {
			rows = p.Results[0].Groups[0].Intervals
		}
		row := slices.IndexFunc(rows, func(r IntervalRow) bool { return r.Index == at })
		if row < 0 {
			t.Fatalf("interval %d is closed", at)
		}
		sum, want := sumOf(p.Samples[0][i]), rows[row].Get(s.Metric).Value
		if got := sum.Num / sum.Den; math.Abs(got-want) > 1e-9*(1+want) {
			t.Errorf("%v: %v, in the result %v", s.Metric, got, want)
		}
	}
}

// TestSeriesOfWaits: at the quantile that the result tells, the share of waits
// is at least its p, and well below it is less.
func TestSeriesOfWaits(t *testing.T) {
	c := workload2()
	result := sampled(t, c, Options{Seed: 5, Replications: 30}, nil).Results[0]
	for _, m := range []Metric{WaitP90, WaitP95, WaitP99} {
		p, _ := IsWaitQuantile(m)
		v := result.Queues[0].Get(m).Value
		if v == 0 {
			t.Fatalf("%v is 0: the test needs waits", m)
		}
		list := []Series{{Of: OfQueue, Metric: m, Within: FromSeconds(v)}, {Of: OfQueue, Metric: m, Within: FromSeconds(0.9 * v)},
			{Of: OfQueue, Metric: Answered}}
		samples := sampled(t, c, Options{Seed: 5, Replications: 30}, list).Samples[0]
		at, below := sumOf(samples[0]), sumOf(samples[1])
		if at.Num < p*at.Den || below.Num >= p*below.Den {
			t.Errorf("%v at %v s: share %v; at 0.9 of it %v", m, v, at.Num/at.Den, below.Num/below.Den)
		}
		if answered := sumOf(samples[2]).Num; at.Den != answered {
			t.Errorf("%v: %v waits of %v answered", m, at.Den, answered)
		}
	}
}

// TestContinued: an experiment in two parts is the same experiment.
func TestContinued(t *testing.T) {
	c := busyDays()
	list := everySeries(c)
	all := sampled(t, c, Options{Seed: 9, Replications: 40}, list)
	first := sampled(t, c, Options{Seed: 9, Replications: 20}, list)
	second := sampled(t, c, Options{Seed: 9, Replications: 20, First: 20, Workers: 3}, list)
	for i := range list {
		if got := slices.Concat(first.Samples[0][i], second.Samples[0][i]); !slices.Equal(got, all.Samples[0][i]) {
			t.Fatalf("%v differs", list[i].Metric)
		}
	}
	if n := second.Results[0].Replications; n != 20 {
		t.Errorf("the second part tells %d replications", n)
	}
}

func TestSeriesThatDoNotExist(t *testing.T) {
	c := busyDays()
	for name, s := range map[string]Series{
		"queue":     {Of: OfQueue, Index: 7, Metric: ASA},
		"metric":    {Of: OfGroup, Metric: ASA},
		"interval":  {Of: OfQueue, Metric: ASA, Intervals: []int{100_000}},
		"by day":    {Of: OfQueue, Metric: WaitMax, Intervals: []int{0}},
		"measure":   {Of: OfMeasure},
		"no metric": {Of: OfTotal, Metric: 255},
	} {
		_, err := RunPaired(context.Background(), []Variant{{Name: "c", Centre: c, Series: []Series{s}}}, Options{Replications: 1})
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Run(context.Background(), c, Options{Replications: 10, First: 5}); err == nil {
		t.Error("a first replication inside of a block is accepted")
	}
}

// TestProbabilityByInterval: the probability of an interval is the share of
// replications whose service level in it reaches the target.
func TestProbabilityByInterval(t *testing.T) {
	const n = 19 // plain sums
	c := workload2()
	list := []Series{{Of: OfQueue, Metric: ServiceLevel, Intervals: []int{17}}, {Of: OfQueue, Metric: ServiceLevel, Intervals: []int{30}}}
	p := sampled(t, c, Options{Seed: 6, Replications: n}, list)
	for i, at := range []int{17, 30} {
		met := 0
		for _, s := range p.Samples[0][i] {
			if s.Num >= c.Queues[0].Target.Level*s.Den {
				met++
			}
		}
		row := p.Results[0].Queues[0].Intervals[at-16] // open from interval 16 on
		if got := row.Get(ProbabilityOfTarget).Value; row.Index != at || math.Abs(got-float64(met)/n) > 1e-12 {
			t.Errorf("interval %d: probability %v, %d of %d replications meet the target", row.Index, got, met, n)
		}
		if met == 0 || met == n {
			t.Errorf("interval %d: met in %d of %d replications: the test needs both", at, met, n)
		}
	}
}

// TestNoWaits: without quantiles of waits everything else stays as it is.
func TestNoWaits(t *testing.T) {
	c := workload2()
	with, without := mustRun(t, c, Options{Seed: 3, Replications: 5}), mustRun(t, c, Options{Seed: 3, Replications: 5, NoWaits: true})
	for _, m := range QueueMetrics() {
		a, b := with.Queues[1].Get(m), without.Queues[1].Get(m)
		if _, quantile := IsWaitQuantile(m); quantile {
			if b.OK() {
				t.Errorf("%v is %v", m, b)
			}
		} else if a.OK() != b.OK() || a.OK() && a != b {
			t.Errorf("%v: %v and %v", m, a, b)
		}
	}
}
