package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestErlangChart(t *testing.T) {
	dir := t.TempDir()
	for _, example := range []struct{ args, file, says string }{
		{"c --arrivals 200/h --aht 180s --target 80% --awt 20s --agents 13 --sweep agents=9..20", "c.svg", "One agent more lifts service level from 79.6% to 89%"},
		{"c --arrivals 200/h --aht 180s --target 80% --awt 20s --sweep agents=9..20", "c-dark.svg", "80% in 20 s takes 14 agents; with 13 it is 79.6%"},
		{"a --arrivals 48/min --aht 1m --patience 2m --target 90% --awt 20s --sweep agents=44..54", "a.svg", "90% in 20 s takes 49 agents; with 48 it is 89.6%"},
		{"x --arrivals 48/min --aht 1m --patience 2m --retry 60% --lines 80 --awt 20s --sweep agents=44..54", "x.svg", "60% call again"},
		{"chat --arrivals 240/h --aht 5m --patience 2m --at-once 3 --slowdown 15% --awt 30s --sweep agents=5..14", "chat.svg", "slowdown 15%"},
		{"b --load 20 --blocking 1% --sweep lines=20..40:2", "b.svg", "At most 1% blocked takes 30 lines; 28 block 1.9%"},
		{"b --load 20 --lines 28 --sweep lines=26..31", "planned.svg", "One line more cuts blocking from 1.9% to 1.3%, one fewer lifts it to 2.7%"},
		{"b --load 20 --sources 60 --sweep lines=20..26", "engset.svg", "a group of 60 callers"},
		{"priority --class vip=40/h:90%:10s --class others=160/h:80%:30s --aht 180s --sweep agents=11..16", "p.svg", "All targets together take 14 agents; with 13, vip has 85% instead of 90% in 10 s"},
		{"priority --class vip=40/h --class others=160/h --aht 180s --awt 20s --sweep agents=11..16", "p-dark.png", ""},
	} {
		file := filepath.Join(dir, "pictures", example.file) // a folder that is not there yet, as with --out
		if _, err := calculator(t, example.args+" --chart "+file); err != nil {
			t.Fatalf("%s: %v", example.args, err)
		}
		picture, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".png") != bytes.HasPrefix(picture, []byte("\x89PNG")) {
			t.Errorf("%s is not what its name says", file)
		}
		words := strings.ReplaceAll(string(picture), "</text>", "")
		if !strings.Contains(words, example.says) {
			t.Errorf("%s does not say %q", file, example.says)
		}
	}
	blocked := filepath.Join(dir, "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := calculator(t, "c --arrivals 200/h --aht 180s --sweep agents=9..20 --chart "+blocked+"/power.svg"); exitCode(err) != exitUnable {
		t.Errorf("a picture in a folder that cannot be: %v", err)
	}
}

// A number given beside a sweep is the planned one: it is marked in the table, in JSON and in the picture.
func TestErlangPlanned(t *testing.T) {
	for args, want := range map[string]string{
		"c --arrivals 200/h --aht 180s --target 80% --awt 20s --agents 14 --sweep agents=13..15":              "← planned, first to meet 80% in 20 s",
		"c --arrivals 200/h --aht 180s --target 80% --awt 20s --agents 17 --sweep agents=16..18":              "← meets 80% in 20 s",
		"b --load 20 --blocking 5% --lines 28 --sweep lines=27..31":                                           "← blocks at most 5%",
		"b --load 20 --lines 28 --sweep lines=26..31":                                                         "← planned",
		"priority --class vip=40/h:90%:10s --class others=160/h --aht 180s --agents 13 --sweep agents=13..14": "planned, misses 90% in 10 s",
	} {
		out, err := calculator(t, args)
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v, no %q in\n%s", args, err, want, out)
		}
		if values := calculated(t, args); values["planned"] == nil {
			t.Errorf("%s: JSON does not say what is planned", args)
		}
	}
}

// A number beside a limit never reads as if it stood on the other side.
func TestErlangNumbersBesideLimits(t *testing.T) {
	for _, example := range []struct{ args, want string }{
		{"c --arrivals 200/h --aht 180s --target 79.57% --awt 20s", "With 13: 79.56% in 20 s. Service level binds."},
		{"c --arrivals 200/h --aht 180s --agents 13 --target 79.6% --awt 20s", "Target missed: 79.56% in 20 s; wanted 79.6% in 20 s"},
		{"c --arrivals 200/h --aht 180s --agents 14 --max-asa 7830ms", "Target missed: an ASA of 7.84 s; wanted an ASA of at most 7.83 s"},
		{"c --arrivals 6/h --aht 6m --max-occupancy 60%", "With 0: no occupancy, a queue without end."},
		{"b --load 10 --blocking 2.23%", "With 16: 2.2302%."},
	} {
		out, err := calculator(t, example.args)
		if err != nil || !strings.Contains(out, example.want) {
			t.Errorf("%s: %v, no %q in\n%s", example.args, err, example.want, out)
		}
	}
	for _, example := range []struct{ got, want string }{
		{share(1.5e-12), "1.5e-10%"}, {duration(1.5e-10), "1.5e-10 s"}, {shareBeside(0.79999996, 0.8), "79.999996%"}, {shareBeside(0.8, 0.8), "80%"},
		{durationBeside(120.001, 120), "2.00002 min"}, {durationGiven(150), "2.5 min"}, {durationGiven(131), "131 s"}, {shareGiven(0.79955), "79.955%"},
	} {
		if example.got != example.want {
			t.Errorf("%q, want %q", example.got, example.want)
		}
	}
}
