package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"agner/scenarios"
)

func TestExamples(t *testing.T) {
	code, list, err := agner(t, "examples")
	if code != exitDone || len(strings.Split(strings.TrimSpace(list), "\n")) != len(scenarios.Names()) {
		t.Fatalf("exit %d, %s\n%s", code, err, list)
	}
	for _, name := range scenarios.Names() {
		code, text, err := agner(t, "examples", name)
		if code != exitDone || !strings.Contains(text, "queues:") {
			t.Errorf("%s: exit %d, %s", name, code, err)
		}
	}
	if code, _, err := agner(t, "examples", "smal-support"); code != exitUsage || !strings.Contains(err, "did you mean small-support?") {
		t.Errorf("exit %d, %s", code, err)
	}
}

// TestExamplesRun simulates every shipped scenario a few times, from its name.
func TestExamplesRun(t *testing.T) {
	for _, name := range scenarios.Names() {
		path := filepath.Join("..", "..", "scenarios", name+".yaml")
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		code, out, err := agner(t, "run", path, "--replications", "3")
		if code != exitDone || strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
			t.Errorf("%s: exit %d, %s\n%s", name, code, err, out)
		}
	}
}
