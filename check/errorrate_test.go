package check

import (
	"context"
	"testing"
)

// runs is the number of seeds.
const runs = 200

// TestFalseAlarms: two true expectations whose limits are the long-run values
// themselves (the worst case), 200 seeds, error rate 20 % so that errors can be counted. The alarms (runs in which
// any is called failed) are at most Binomial(200, 20 %) = 40 ± 5.7: more than 60 has odds of 1 in 2 000 for a sound
// test. That some alarm occurs shows that the limits are sharp; the looks share the error by Bonferroni, so alarms
// are fewer than 40, but none at all would have odds below 1 in 1 000 if only one in thirty runs alarmed.
func TestFalseAlarms(t *testing.T) {
	truth := evaluated(t, suite(t, 99, "calls.service_level >= 1%", "calls.abandonment <= 99%"), Options{First: 20_000, Most: 20_000})
	alarms := 0
	for seed := range uint64(runs) {
		s := suite(t, 1000+seed, "calls.service_level >= 50%", "calls.abandonment <= 50%")
		for i := range s.Expectations {
			s.Expectations[i].Condition.Limit = truth.Verdicts[i].Value
		}
		out := evaluated(t, s, Options{Error: 0.2, First: 100, Most: 400})
		if out.Verdicts[0].Status == Failed || out.Verdicts[1].Status == Failed {
			alarms++
		}
	}
	t.Logf("%d alarms in %d runs", alarms, runs)
	if alarms > 60 || alarms == 0 {
		t.Errorf("%d alarms in %d runs at an error rate of 20 %%", alarms, runs)
	}
}

// TestDriftAlarms: a baseline stored under one seed against the same scenario
// under another, 200 times, unpaired, error rate 20 % over all figures: at most 40 ± 5.7 alarms; more than 60 has odds of
// 1 in 2 000. The figures of one scenario are strongly related, so alarms are fewer; none at all would show an empty test.
func TestDriftAlarms(t *testing.T) {
	c := suite(t, 0).Cases[0]
	alarms := 0
	for seed := range uint64(runs) {
		figures, err := Measure(context.Background(), "desk", c, 5000+seed, 200, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b := &Baseline{Scenario: "desk", Seed: 9000 + seed, Replications: 200, Figures: figures}
		found, err := Compare(context.Background(), b, c, nil, CompareOptions{Options: Options{Error: 0.2}})
		if err != nil {
			t.Fatal(err)
		}
		if found.Alarm() {
			alarms++
		}
	}
	t.Logf("%d alarms in %d comparisons", alarms, runs)
	if alarms > 60 || alarms == 0 {
		t.Errorf("%d alarms in %d comparisons at an error rate of 20 %%", alarms, runs)
	}
}
