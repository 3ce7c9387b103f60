package sim

import (
	"context"
	"testing"
)

// A metric over all intervals is the metric itself, and differences of it are paired like any other.
func TestMetricOverIntervals(t *testing.T) {
	c := workload2()
	n := c.Horizon.Intervals()
	of := func(m Metric, q, g, from, to int) Measure {
		return Measure{Name: "m", Of: &MetricOf{m, q, g, from, to}}
	}
	measures := []Measure{of(ServiceLevel, 1, None, 0, n), of(ASA, 2, None, 0, n), of(Occupancy, None, 3, 0, n), of(ServiceLevel, 0, None, 20, 21), of(ASA, 0, None, 0, 5)}
	less := c.WithSeats(c.Seats.Map(func(_, _, n int) int { return n * 9 / 10 }))
	paired, err := RunPaired(context.Background(), []Variant{{Name: "a", Centre: c, Measures: measures}, {Name: "b", Centre: less, Measures: measures}},
		Options{Seed: 4, Replications: 5})
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*Result{"plan": paired.Results[0], "fewer": paired.Results[1], "difference": paired.Differences[1]} {
		interval := NoData()
		for _, row := range r.Queues[0].Intervals {
			if row.Index == 20 {
				interval = row.Get(ServiceLevel)
			}
		}
		for i, want := range []Estimate{r.Queues[1].Get(ServiceLevel), r.Queues[2].Get(ASA), r.Groups[3].Get(Occupancy), interval} {
			got := r.Measures[i]
			if d := got.Value - want.Value; d > 1e-12 || d < -1e-12 {
				t.Errorf("%s: measure %d is %v, the metric %v", name, i, got, want)
			}
		}
		if r.Measures[4].OK() {
			t.Errorf("%s: a closed morning has ASA %v", name, r.Measures[4])
		}
	}
}
