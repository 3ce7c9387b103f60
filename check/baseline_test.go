package check

import (
	"bytes"
	"context"
	"math"
	"reflect"
	"strings"
	"testing"

	"agner/sim"
)

func aBaseline(t *testing.T) *Baseline {
	t.Helper()
	c := suite(t, 0).Cases[0]
	figures, err := Measure(context.Background(), "desk", c, 4, 200, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &Baseline{Scenario: "desk", Version: "0.1.0", Fingerprint: "sha256:00", Seed: 4, Replications: 200, Figures: figures,
		Verdicts: []StoredVerdict{{Passed, "calls.asa <= 20s"}, {Undecided, "calls.service_level >= 80%"}},
		Parts:    []Part{{"desk.yaml", []byte("queues:\n  a: 1\n")}, {"below/d.csv", []byte("x,y\n\n1,2\n")}}}
}

func written(t *testing.T, b *Baseline) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestBaselineIsReadBack: what is read is what was written, figures to the
// stored digits, and writing it again gives the same bytes.
func TestBaselineIsReadBack(t *testing.T) {
	b := aBaseline(t)
	text := written(t, b)
	got, err := ReadBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Figures {
		if want := b.Figures[i]; f.Name != want.Name || f.Unit != want.Unit || math.Abs(f.Value-want.Value) > 1e-6*math.Abs(want.Value) {
			t.Errorf("%+v, want %+v", f, want)
		}
	}
	if again := written(t, got); !bytes.Equal(again, text) {
		t.Errorf("written again:\n%s\nfirst:\n%s", again, text)
	}
	got.Figures, b.Figures = nil, nil
	if !reflect.DeepEqual(got, b) {
		t.Errorf("%+v\nwant %+v", got, b)
	}
}

// TestDamagedBaseline: whatever is cut off or changed, it is refused or read, never a panic.
func TestDamagedBaseline(t *testing.T) {
	text := written(t, aBaseline(t))
	for cut := range text {
		if _, err := ReadBaseline(text[:cut]); err == nil && cut < bytes.Index(text, []byte("-- desk.yaml")) {
			t.Errorf("cut after %d bytes it is accepted", cut)
		}
		changed := bytes.Clone(text)
		changed[cut] ^= 1
		_, _ = ReadBaseline(changed)
	}
	for _, bad := range []string{"", "queues: {}\n", baselineTitle + "\nseed x\n", baselineTitle + "\nfigure\na b c d e\n", baselineTitle + "\nfigure\na 1q 2\n"} {
		if _, err := ReadBaseline([]byte(bad)); err == nil || !strings.Contains(err.Error(), "--update") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	b := aBaseline(t)
	b.Parts[1].Data = []byte("a\n-- b --\n")
	if err := b.Write(&bytes.Buffer{}); err == nil {
		t.Error("a file that looks like the begin of another is written")
	}
}

func kinds(c *Comparison) map[string]Kind {
	out := map[string]Kind{}
	for _, x := range c.Changes {
		out[x.Name] = x.Kind
	}
	return out
}

func TestCompare(t *testing.T) {
	b := aBaseline(t)
	s := suite(t, 0)
	compare := func(after *Case, tolerance float64) *Comparison {
		found, err := Compare(context.Background(), b, s.Cases[0], after, CompareOptions{Tolerance: tolerance})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	same := compare(nil, 0)
	for _, d := range same.Drifts {
		if !d.Same || d.Drifted {
			t.Errorf("%s drifted without a change: %+v", d.Name, d)
		}
	}
	if same.Alarm() || len(same.Changes) == 0 {
		t.Errorf("alarm without a change: %v", kinds(same))
	}
	more := compare(&s.Cases[1], 0)
	if k := kinds(more); k["calls.service_level"] != Changed || k["calls.offered"] != Unchanged || !more.Alarm() {
		t.Errorf("another agent: %v", k)
	}
	if k := kinds(compare(&s.Cases[1], 0.45)); k["calls.service_level"] != WithinTolerance {
		t.Errorf("another agent with much tolerance: %v", k)
	}
	renamed := s.Cases[0]
	centre := *renamed.Centre
	centre.Queues = append([]sim.Queue{}, centre.Queues...)
	centre.Queues[0].Name = "lines"
	renamed.Centre = &centre
	if k := kinds(compare(&renamed, 0)); k["lines.offered"] != Added || k["calls.offered"] != Removed {
		t.Errorf("renamed: %v", k)
	}
	// Drift: stored figures that this program would not give.
	b.Figures[0].Value *= 1.2
	b.Figures[1].Value += b.Figures[1].StdErr / 10
	found := compare(nil, 0)
	if d := found.Drifts; !d[0].Drifted || d[1].Drifted || d[1].Same || !found.Alarm() {
		t.Errorf("drifts %+v", d[:2])
	}
}
