package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestMergedIsTheSameScenario: every shipped scenario, written as one file with
// its data, loads as the same scenario; and so does one that extends another in a
// folder below, whose data lie beside it.
func TestMergedIsTheSameScenario(t *testing.T) {
	demand := "start,calls\n08:00,40\n09:00,50\n10:00,60\n11:00,50\n12:00,40\n13:00,40\n14:00,40\n15:00,40\n16:00,30\n17:00,20\n"
	files := fstest.MapFS{
		"below/base.yaml": file(with(t, "volume: 60/h", "volume: {file: demand.csv, column: calls, time: start}", "open: 08", "interval: 1h, open: 08") +
			"variants: {other: {queues.sales.arrivals.volume.file: other.csv}}\n"),
		"below/demand.csv": file(demand),
		"below/other.csv":  file(strings.Replace(demand, "40", "50", 1)),
		"top.yaml": file("extends: below/base.yaml\ndescription: |\n  two\n  lines\ngroups: {tier1: {agents: 9}}\nvariants: {more: {groups.tier1.agents: +2}}\n" +
			"expect: [\"sales.service_level[09:00-10:00] >= 10%\"]\n"),
	}
	reload := func(t *testing.T, s *Scenario, parts []Part) *Scenario {
		alone := fstest.MapFS{}
		for _, p := range parts {
			alone[p.Name] = &fstest.MapFile{Data: p.Data}
		}
		again, err := Load(alone, parts[0].Name, Options{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, parts[0].Data)
		}
		if d := Diff(s, again, parts, parts); len(d) != 0 && s.File != "top.yaml" {
			t.Errorf("differs: %v", d)
		}
		if len(again.Expect) != len(s.Expect) || len(again.Variants) != len(s.Variants) {
			t.Errorf("expectations or variants were lost in\n%s", parts[0].Data)
		}
		return again
	}
	for _, name := range Names() {
		s, err := Load(Library(), name+".yaml", Options{})
		if err != nil {
			t.Fatal(err)
		}
		parts, err := Merged(Library(), s)
		if err != nil {
			t.Fatal(err)
		}
		if again := reload(t, s, parts); again.Fingerprint != s.Fingerprint {
			t.Errorf("%s: another fingerprint; merged\n%s", name, parts[0].Data)
		}
	}
	s := load(t, Options{}, "top.yaml", string(files["top.yaml"].Data), "below/base.yaml", string(files["below/base.yaml"].Data),
		"below/demand.csv", string(files["below/demand.csv"].Data), "below/other.csv", string(files["below/other.csv"].Data))
	parts, err := Merged(files, s)
	if err != nil {
		t.Fatal(err)
	}
	again := reload(t, s, parts)
	twice, err := Merged(fstest.MapFS{"top.yaml": file(string(parts[0].Data)), "below/demand.csv": files["below/demand.csv"], "below/other.csv": files["below/other.csv"]}, again)
	if err != nil || string(twice[0].Data) != string(parts[0].Data) {
		t.Errorf("merged twice (%v):\n%s\nonce:\n%s", err, twice[0].Data, parts[0].Data)
	}
}

func TestDiff(t *testing.T) {
	data := "start,calls\n08:00,40\n09:00,50\n"
	a := load(t, Options{}, "a.yaml", small+"expect: [sales.asa <= 20s, sales.abandonment <= 5%]\n")
	b := load(t, Options{}, "a.yaml", with(t, "60/h", "66/h", "    wage: 20/h\n", "    adherence: 90%\n")+"expect: [sales.asa <= 20s]\n")
	got := Diff(a, b, []Part{{"a.yaml", nil}, {"d.csv", []byte(data)}}, []Part{{"a.yaml", nil}, {"d.csv", []byte(strings.Replace(data, "50", "55", 1))}, {"e.csv", []byte("x\n")}})
	var lines []string
	for _, d := range got {
		lines = append(lines, d.String())
	}
	want := `queues.sales.arrivals.volume: 60/h → 66/h
groups.tier1.adherence: added 90%
groups.tier1.wage: removed, was 20/h
expect: sales.abandonment <= 5%: removed, was this sentence
d.csv, 1 of 3 lines, the first is line 3: "09:00,50" → "09:00,55"
e.csv: added 1 lines`
	if text := strings.Join(lines, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}
