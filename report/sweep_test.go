package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"testing"
)

// madeUpSweep is a grid of two by two points; its base is none of them.
func madeUpSweep() *Sweep {
	c := madeUpComparison()
	s := &Sweep{Comparison: *c, Axes: []SweepAxis{{"groups.tier1.agents", []string{"+0", "+4"}}, {"queues.sales.arrivals.volume", []string{"-10%", "+0%"}}}}
	return s
}

func TestSweepSettings(t *testing.T) {
	s := madeUpSweep()
	want := [][]string{{"+0", "-10%"}, {"+0", "+0%"}, {"+4", "-10%"}, {"+4", "+0%"}}
	for i := range s.points() {
		if got := s.settings(i); !slices.Equal(got, want[i]) {
			t.Errorf("point %d: %v, want %v", i, got, want[i])
		}
	}
}

func TestNeutralSetting(t *testing.T) {
	for text, want := range map[string]bool{"+0": true, "-0": true, "+0%": true, "-0.0%": true, "+0pts": true, "0": false, "+1": false, "": false, "+": false, "+0s": true, "+1s": false} {
		if neutralSetting(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestPathWords(t *testing.T) {
	for path, want := range map[string]string{"groups.tier1.agents": "agents of tier1", "queues.sales.arrivals.volume": "volume of sales", "queues.sales.handle_time.mean": "handle time of sales",
		"events.mailer.contact_rate.mean": "contact rate of mailer", "queues.sales.target.level": "target level of sales", "busyness.cv": "busyness cv", "horizon.days": "horizon days"} {
		if got := pathWords(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestHeatMaps(t *testing.T) {
	s := madeUpSweep()
	maps := s.HeatMaps()
	if len(maps) != 3 {
		t.Fatalf("%d heat maps", len(maps))
	}
	cost := maps[1].Chart
	if maps[1].Name != "sweep-total-cost" || cost.Target != 25000 || cost.BaseX != "+0%" || cost.BaseY != "+0" {
		t.Errorf("%+v", maps[1])
	}
	// By row (first axis), then column: the points in their order.
	if want := []float64{25720, 24410}; !slices.Equal(cost.Values[0], want) {
		t.Errorf("first row %v, want %v", cost.Values[0], want)
	}
	if want := []float64{25360, 25310}; !slices.Equal(cost.Values[1], want) {
		t.Errorf("second row %v, want %v", cost.Values[1], want)
	}
	s.Axes = s.Axes[:1]
	if s.HeatMaps() != nil {
		t.Error("a heat map of one axis")
	}
}

func TestSweepGolden(t *testing.T) {
	s := madeUpSweep()
	for _, k := range []struct {
		file  string
		write func(*bytes.Buffer) error
	}{
		{"sweep.json", func(b *bytes.Buffer) error { return WriteSweepJSON(b, s) }},
		{"sweep.txt", func(b *bytes.Buffer) error { return WriteSweepText(b, s, TextOptions{Width: 120}) }},
		{"sweep.md", func(b *bytes.Buffer) error { return WriteSweepMarkdown(b, s) }},
	} {
		var b bytes.Buffer
		if err := k.write(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, k.file, b.Bytes())
	}
}

func TestSweepFilesAreWellFormed(t *testing.T) {
	s := madeUpSweep()
	var j, c bytes.Buffer
	if err := WriteSweepJSON(&j, s); err != nil || !json.Valid(j.Bytes()) {
		t.Errorf("no JSON: %v", err)
	}
	if err := WriteSweepCSV(&c, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&c).ReadAll()
	if err != nil || rows[0][0] != "groups.tier1.agents" || rows[0][1] != "queues.sales.arrivals.volume" || rows[0][2] != "scope" {
		t.Errorf("%v, %v", rows[0], err)
	}
	if first := rows[1]; first[0] != "+0" || first[1] != "-10%" {
		t.Errorf("%v", first)
	}
}
