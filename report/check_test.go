package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"agner/charts"
	"agner/check"
)

// madeChecks holds every outcome that there is.
func madeChecks() *Checks {
	nan := math.NaN()
	sentence := func(line int, text string) check.Expectation {
		return check.Expectation{Text: text, At: check.Position{File: "models/launch.yaml", Line: line, Column: 5}, Variant: check.Base}
	}
	difference := sentence(97, "more.calls.service_level - calls.service_level >= 5pts")
	difference.Condition.Sum = make([]check.Term, 2)
	outcome := &check.Outcome{Replications: 3200, Verdicts: []check.Verdict{
		{Expectation: sentence(90, "calls.service_level >= 80%"), Status: check.Failed, Value: 0.551, Low: 0.54, High: 0.562, Unit: check.Fraction, Limit: 0.8, Replications: 200},
		{Expectation: sentence(91, "calls.asa <= 20s"), Status: check.Undecided, Value: 20.02, Low: 19.8, High: 20.3, Unit: check.Seconds, Limit: 20, Replications: 3200, Needed: 48_000},
		{Expectation: sentence(92, "total.total_cost <= 24000"), Status: check.Passed, Value: 22136, Low: 22100, High: 22170, Unit: check.Money, Limit: 24000, Replications: 200},
		{Expectation: sentence(93, "calls.completed_in_due >= 95%"), Status: check.Failed, Value: nan, Low: nan, High: nan, Unit: check.Fraction, Limit: 0.95,
			Replications: 200, Reason: "no data: nothing was observed in 200 replications"},
		{Expectation: sentence(94, "calls.wait_p90 <= 60s"), Status: check.Passed, Value: 0.93, Low: 0.92, High: 0.94, Unit: check.Fraction, Share: true, Limit: 0.9, Replications: 400},
		{Expectation: sentence(95, "chats.asa <= 20s"), Status: check.Undecided, Value: nan, Low: nan, High: nan, Unit: check.Seconds, Limit: 20},
		{Expectation: difference, Status: check.Passed, Value: 0.0773, Low: 0.071, High: 0.0831, Unit: check.Fraction, Limit: 0.05, Replications: 200},
		{Expectation: sentence(96, "calls.delayed <= 50%"), Status: check.Undecided, Value: 0.5, Low: 0.49, High: 0.51, Unit: check.Fraction, Limit: 0.5, Replications: 3200},
	}}
	changed := &check.Comparison{
		Changes: []check.Change{
			{Name: "calls.offered", Unit: check.Count, Kind: check.Changed, Before: 4340.2, After: 4383.6, Difference: 43.4, Low: 41, High: 45.8},
			{Name: "total.service_level", Unit: check.Fraction, Kind: check.WithinTolerance, Before: 0.584, After: 0.58, Difference: -0.004, Low: -0.0045, High: -0.0035},
			{Name: "phones.occupancy", Unit: check.Fraction, Kind: check.Unchanged, Before: 0.888, After: 0.888, Difference: 0, Low: 0, High: 0},
			{Name: "total.total_cost", Unit: check.Money, Kind: check.Added, Before: nan, After: 22136, Difference: nan, Low: nan, High: nan},
			{Name: "chats.asa", Unit: check.Seconds, Kind: check.Removed, Before: 22, After: nan, Difference: nan, Low: nan, High: nan},
		},
		Drifts: []check.Drift{{Name: "calls.asa", Unit: check.Seconds, Stored: check.Figure{Value: 21, StdErr: 0.1}, Again: check.Figure{Value: 25, StdErr: 0.1}, Drifted: true}}}
	return &Checks{Version: "0.1.0", Error: 0.01, Files: []CheckedFile{
		{Name: "Campaign launch", File: "models/launch.yaml", Fingerprint: "sha256:01", Currency: "USD", Seed: math.MaxUint64, Outcome: outcome,
			Baseline: &CheckedBaseline{File: "base/launch.baseline", Version: "0.0.9", Comparison: changed,
				Differences: []string{"queues.calls.arrivals.volume: 4200/day → 4242/day"},
				Verdicts:    []VerdictChange{{"calls.service_level >= 80%", check.Passed, check.Failed}}}},
		{Name: "Quiet, with: a colon", File: "models/quiet.yaml", Baseline: &CheckedBaseline{File: "base/quiet.baseline", Missing: true}},
		{Name: "New", File: "models/new.yaml", Baseline: &CheckedBaseline{File: "base/new.baseline", Written: true}},
	}}
}

// TestCheckGolden pins the exact bytes of every form.
func TestCheckGolden(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *Checks) error{
		"check.txt":        func(w io.Writer, c *Checks) error { return WriteCheckText(w, c, false) },
		"check-color.txt":  func(w io.Writer, c *Checks) error { return WriteCheckText(w, c, true) },
		"check.json":       WriteCheckJSON,
		"check.junit.xml":  WriteCheckJUnit,
		"check.md":         WriteCheckMarkdown,
		"check.github.txt": WriteCheckGitHub,
	} {
		var out bytes.Buffer
		if err := write(&out, madeChecks()); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
		switch {
		case strings.HasSuffix(name, ".json") && !json.Valid(out.Bytes()):
			t.Error("the JSON is not valid")
		case strings.HasSuffix(name, ".xml"):
			if err := xml.Unmarshal(out.Bytes(), new(junitSuites)); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestAnnotationsStayOnTheirLine: GitHub reads one command a line, and a colon or
// comma in a property ends it.
func TestAnnotationsStayOnTheirLine(t *testing.T) {
	c := madeChecks()
	c.Files[0].Outcome.Verdicts[0].Expectation.Text = "a,b:c\n::error::x"
	var out bytes.Buffer
	if err := WriteCheckGitHub(&out, c); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "::") && strings.Count(line, "::") != 2 {
			t.Errorf("not one command: %s", line)
		}
	}
}

func TestBeforeAfter(t *testing.T) {
	c := madeChecks()
	f := &c.Files[0]
	f.Baseline.Comparison.Drifts = nil
	if _, ok := BeforeAfter(f); ok {
		t.Error("a chart without a cost before")
	}
	f.Baseline.Comparison.Changes[3] = check.Change{Name: "total.total_cost", Unit: check.Money, Kind: check.Changed, Before: 22136, After: 22500, Difference: 364, Low: 350, High: 370}
	chart, ok := BeforeAfter(f)
	if !ok {
		t.Fatal("no chart")
	}
	var out bytes.Buffer
	if err := chart.Render(&out, charts.Options{}); err != nil || !strings.Contains(out.String(), "<svg") {
		t.Errorf("%v", err)
	}
	if _, ok := BeforeAfter(&c.Files[1]); ok {
		t.Error("a chart without a baseline")
	}
}
