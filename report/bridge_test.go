package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"agner/charts"
	"agner/staffing"
)

// madeUpBridge is a bridge with invented numbers: figures whose halves round up, a step without effect, and one
// that cannot be staffed.
func madeUpBridge() *Bridge {
	step := func(name string, hours, fte, cost float64, feasible bool, changed ...string) BridgeStep {
		return BridgeStep{name, changed, staffing.Need{Plan: &staffing.Plan{Method: staffing.ErlangA, Feasible: feasible}, PaidHours: hours, FTE: fte, Cost: cost}}
	}
	return &Bridge{Old: "Signed | January", New: "Today", OldFile: "january.yaml", NewFile: "today.yaml", Version: "test", Currency: "EUR", Days: 5, Seed: 1,
		Method: staffing.ErlangA, Steps: []BridgeStep{
			step("Signed | January", 1000.04, 25.001, 22000.4, true),
			step("volume", 1100.06, 27.5015, 24200.9, true, "queues.sales.arrivals.volume", "events.mailer"),
			step("targets", 1100.06, 27.5015, 24200.9, true, "staffing.meet"),
			step("wages and prices", 1100.06, 27.5015, 23100.4, false, "a", "b", "c", "d", "e", "f", "g", "h"),
			step("other", 1090.25, 27.25625, 23000.6, true, "horizon.interval"),
		}, Same: []string{"handle time", "opening hours"}, Notes: []string{"One FTE is 40 hours."}, Warnings: []string{"sales: <risky>"}}
}

func TestBridgeGolden(t *testing.T) {
	b := madeUpBridge()
	for _, k := range []struct {
		file  string
		write func(*bytes.Buffer) error
	}{
		{"bridge.json", func(w *bytes.Buffer) error { return WriteBridgeJSON(w, b) }},
		{"bridge.csv", func(w *bytes.Buffer) error { return WriteBridgeCSV(w, b) }},
		{"bridge.txt", func(w *bytes.Buffer) error { return WriteBridgeText(w, b, TextOptions{Width: 100}) }},
		{"bridge.md", func(w *bytes.Buffer) error { return WriteBridgeMarkdown(w, b) }},
	} {
		var out bytes.Buffer
		if err := k.write(&out); err != nil {
			t.Fatal(err)
		}
		switch k.file {
		case "bridge.json":
			if !json.Valid(out.Bytes()) {
				t.Error("no JSON")
			}
		case "bridge.csv":
			if _, err := csv.NewReader(&out).ReadAll(); err != nil {
				t.Error(err)
			}
			_ = k.write(&out)
		}
		golden(t, k.file, out.Bytes())
	}
}

// What is printed adds up, whatever is rounded.
func TestBridgeChangesAddUpAsPrinted(t *testing.T) {
	b := madeUpBridge()
	for _, f := range b.figures() {
		sum := b.rounded(f, 0)
		for i := 1; i <= b.last(); i++ {
			sum += b.change(f, i)
		}
		if math.Abs(sum-b.rounded(f, b.last())) > 1e-9 {
			t.Errorf("%s: %v, want %v", f.key, sum, b.rounded(f, b.last()))
		}
	}
}

func TestBridgePictures(t *testing.T) {
	b := madeUpBridge()
	var names []string
	for _, p := range b.Pictures() {
		names = append(names, p.Name)
		var out bytes.Buffer
		if err := p.Draw(&out, charts.Options{}); err != nil || !strings.Contains(out.String(), "volume") {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	if got := strings.Join(names, " "); got != "bridge-fte bridge-cost" {
		t.Errorf("pictures %s", got)
	}
	for i := range b.Steps { // without contract and prices there are the hours
		b.Steps[i].Need.FTE, b.Steps[i].Need.Cost = math.NaN(), math.NaN()
	}
	if p := b.Pictures(); len(p) != 1 || p[0].Name != "bridge-paid-hours" {
		t.Errorf("%v", p)
	}
	b.Steps = b.Steps[:1]
	if len(b.Pictures()) != 0 {
		t.Error("a waterfall of nothing")
	}
}
