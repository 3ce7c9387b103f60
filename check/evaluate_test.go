package check

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"agner/sim"
)

func evaluated(t testing.TB, s Suite, o Options) *Outcome {
	t.Helper()
	out, err := Evaluate(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEvaluate: sentences with a wide margin are decided at the first look, those
// without are not. All odds of a wrong verdict are at most 1 % in theory; the margins here are
// many standard errors wide.
func TestEvaluate(t *testing.T) {
	for sentence, want := range map[string]Status{
		"calls.service_level >= 50%":                             Passed,
		"calls.service_level >= 95%":                             Failed,
		"calls.service_level[10:00-12:00] >= 40%":                Passed,
		"calls.wait_p90 <= 10m":                                  Passed,
		"calls.wait_p90 <= 1s":                                   Failed,
		"calls.wait_p50 >= 5m":                                   Failed,
		"calls.wait_p50 >= 0":                                    Failed, // more than half do not wait at all
		"more.calls.service_level - calls.service_level >= 5pts": Passed,
		"more.total.total_cost - base.total.total_cost <= 81":    Passed, // an agent for four hours and what is left of calls at 20
		"more.total.total_cost - base.total.total_cost <= 70":    Failed,
		"probability(calls.service_level >= 20%) >= 50%":         Passed,
		"probability(calls.target) >= 99%":                       Failed,
		"calls.blocking <= 0.1%":                                 Passed, // never seen in 40 000 calls
		"calls.completed_in_due >= 10%":                          Failed, // no data
		"total.net_value >= 0":                                   Failed, // no data: nothing states it
		"calls.service_level[02:00-04:00] >= 10%":                Failed, // closed
		"team.labor_cost >= 0":                                   Failed, // no data
	} {
		v := evaluated(t, suite(t, 5, sentence), Options{Most: 400}).Verdicts[0]
		if v.Status != want {
			t.Errorf("%s: %v, want %v (%v in %v to %v) %s", sentence, v.Status, want, v.Value, v.Low, v.High, v.Reason)
		}
		if strings.Contains(v.Reason, "no data") != math.IsNaN(v.Value) {
			t.Errorf("%s: value %v with reason %q", sentence, v.Value, v.Reason)
		}
	}
}

// TestUndecided: 200 replications do not decide a limit nearby, and four times the
// number that they call for do (it is told from an estimated margin and spread).
func TestUndecided(t *testing.T) {
	long := evaluated(t, suite(t, 5, "calls.service_level >= 50%"), Options{First: 10_000, Most: 10_000}).Verdicts[0]
	near := suite(t, 5, "calls.service_level >= 50%")
	near.Expectations[0].Condition.Limit = long.Value - 0.007
	v := evaluated(t, near, Options{First: 200, Most: 200}).Verdicts[0]
	if v.Status != Undecided || v.Needed <= 200 {
		t.Fatalf("%v, needed %d", v.Status, v.Needed)
	}
	more := evaluated(t, near, Options{First: 4 * v.Needed, Most: 4 * v.Needed}).Verdicts[0]
	if more.Status == Undecided {
		t.Errorf("%d replications were said to decide; %d did not: %v to %v", v.Needed, 4*v.Needed, more.Low, more.High)
	}
}

// TestSameForAnyWorkers: verdicts do not depend on the number of workers.
func TestSameForAnyWorkers(t *testing.T) {
	s := suite(t, 7, "calls.service_level >= 74%", "more.calls.asa <= 20s", "probability(calls.target) >= 40%")
	one, three := evaluated(t, s, Options{Most: 800, Workers: 1}), evaluated(t, s, Options{Most: 800, Workers: 3})
	if !reflect.DeepEqual(one, three) {
		t.Errorf("one worker %+v\nthree %+v", one, three)
	}
}

func TestOutOfTimeIsUndecided(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	out, err := Evaluate(ctx, suite(t, 1, "calls.service_level >= 50%"), Options{})
	if err != nil || !out.OutOfTime || out.Verdicts[0].Status != Undecided {
		t.Errorf("%+v %v", out, err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Evaluate(stopped, suite(t, 1, "calls.service_level >= 50%"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestSharesNeverSeen: a share that was never seen has the bound of Clopper and
// Pearson, 1 − tail^(1/n), and one that was always seen tail^(1/n).
func TestSharesNeverSeen(t *testing.T) {
	for _, share := range []float64{0, 1} {
		samples := make([]sim.Sample, 100)
		for i := range samples {
			samples[i] = sim.Sample{Num: share, Den: 1}
		}
		low, high := stand([]column{{factor: 1, samples: samples, chance: true}}, true).bounds(0.01)
		wantLow, wantHigh := 0.0, 1-math.Pow(0.01, 0.01)
		if share == 1 {
			wantLow, wantHigh = math.Pow(0.01, 0.01), 1
		}
		if math.Abs(low-wantLow) > 1e-9 || math.Abs(high-wantHigh) > 1e-9 {
			t.Errorf("share %v: %v to %v, want %v to %v", share, low, high, wantLow, wantHigh)
		}
	}
}
