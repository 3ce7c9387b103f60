package sim

import (
	"strings"
	"testing"
)

// TestMissedPrecision: what a run did not reach is told with where, what was
// asked, what was reached, and the replications that would do; a run of so many reaches it.
func TestMissedPrecision(t *testing.T) {
	c := workload2()
	total := Measure{Name: "answers", Num: []Sum{{Terms: []Term{{Weight: 1, Counter: CountAnswered}}}}}
	goals := []Precision{{Metric: ASA, HalfWidth: 0.002}, {Metric: ServiceLevel, HalfWidth: 0.5}, {Metric: Occupancy, HalfWidth: 0.0001}, {Measure: "answers", HalfWidth: 0.0001}}
	result := mustRun(t, c, Options{Seed: 5, Replications: 20, MaxReplications: 60, Precision: goals, Measures: []Measure{total}})
	if result.Reached || len(result.Warnings) != 3 {
		t.Fatalf("reached %v, warnings %q", result.Reached, result.Warnings)
	}
	for i, want := range [][]string{{"the precision of asa ", "±0.2% was asked", "after 60 replications", "queue "}, {"occupancy", "±0.01 points", "group "}, {"answers", "±0.01%", "the total"}} {
		for _, part := range append(want, "would be needed") {
			if !strings.Contains(result.Warnings[i], part) {
				t.Errorf("%q does not say %q", result.Warnings[i], part)
			}
		}
	}
	worst := 0.0
	for _, q := range result.Queues {
		if e := q.Get(ASA); e.OK() {
			worst = max(worst, max(e.High-e.Value, e.Value-e.Low)/e.Value)
		}
	}
	if at := result.misses(goals[:1], nil)[0].places[0].half; at != worst {
		t.Errorf("the widest is ±%v, told is ±%v", worst, at)
	}
	// Four times the replications for half the width.
	if w := (miss{goals[0], []missed{{"queue a", 0.004}}}).warning(100); !strings.Contains(w, "about 400 would") || !strings.Contains(w, "±0.4%") {
		t.Error(w)
	}
	if w := (miss{goals[0], []missed{{"queue a", 2}}}).warning(100); !strings.Contains(w, "more than the 1000000") {
		t.Error(w)
	}
}

// TestPrecisionOfGroupsAndMeasures: a goal of groups or of a measure is worked for until
// it is reached, and one of a measure that nobody has is a mistake.
func TestPrecisionOfGroupsAndMeasures(t *testing.T) {
	c := workload2()
	o := Options{Seed: 5, Replications: 10, MaxReplications: 2000, Precision: []Precision{{Metric: Occupancy, HalfWidth: 0.004}, {Measure: "answers", HalfWidth: 0.02}},
		Measures: []Measure{{Name: "answers", Num: []Sum{{Terms: []Term{{Weight: 1, Counter: CountAnswered}}}}}}}
	result := mustRun(t, c, o)
	if e := result.Measures[0]; !result.Reached || result.Replications <= 10 || e.HalfWidth() > 0.02*e.Value || len(result.Warnings) > 0 {
		t.Errorf("%d replications, reached %v, ±%v of %v, warnings %q", result.Replications, result.Reached, e.HalfWidth(), e.Value, result.Warnings)
	}
	for _, g := range result.Groups {
		if half := g.Get(Occupancy).HalfWidth(); half > 0.004 {
			t.Errorf("%s: ±%v", g.Name, half)
		}
	}
	o.Measures = nil
	if _, err := Run(t.Context(), c, o); err == nil || !strings.Contains(err.Error(), "there is no answers here") {
		t.Error(err)
	}
}
