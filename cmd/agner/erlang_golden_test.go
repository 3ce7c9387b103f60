package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var updateErlang = flag.Bool("update-erlang", false, "write the calculator's golden files")

// The exact bytes that a planner sees.
func TestErlangGolden(t *testing.T) {
	for name, args := range map[string]string{
		"c.txt":        "c --arrivals 200/h --aht 180s --agents 14 --awt 20s",
		"c-agents.txt": "c --arrivals 200/h --aht 180s --target 80% --awt 20s --max-asa 5s --max-occupancy 70%",
		"c-over.txt":   "c --arrivals 200/h --aht 180s --agents 9 --awt 20s",
		"c-load.txt":   "c --aht 180s --agents 14 --target 80% --awt 20s",
		"a.txt":        "a --arrivals 48/min --aht 1m --patience 2m --balk 1% --agents 50 --awt 20s --target 95% --definition abandons_ignored",
		"a-sweep.txt":  "a --arrivals 48/min --aht 1m --patience 2m --awt 20s --target 90% --sweep agents=44..54 --wage 22/h",
		"a-sweep.md":   "a --arrivals 48/min --aht 1m --patience 2m --awt 20s --sweep agents=44..46 --format markdown",
		"b.txt":        "b --load 10 --blocking 2%",
		"b.md":         "b --load 20 --lines 10 --sources 40 --format markdown",
		"x.txt":        "x --arrivals 48/min --aht 1m --patience 2m --retry 60% --lines 80 --agents 50 --awt 20s",
		"chat.txt":     "chat --arrivals 240/h --aht 5m --patience 2m --at-once 3 --slowdown 15% --target 80% --awt 30s",
		"priority.txt": "priority --class vip=40/h:90%:10s --class others=160/h:80%:30s --aht 180s",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := calculator(t, args)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "erlang", name)
			if *updateErlang {
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("agner erlang %s\ngot:\n%s\nwant:\n%s", args, got, want)
			}
		})
	}
}
