package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTrace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "contacts.csv")
	got := runObject(t, small, "--trace", file, "--replications", "1")
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := "entered queue group wait talk wrap_up outcome customer"; strings.Join(rows[0], " ") != want {
		t.Errorf("columns %v, want %s", rows[0], want)
	}
	outcomes := map[string]float64{}
	for _, row := range rows[1:] {
		outcomes[row[6]]++
	}
	// The traced replication is the first of the run: its counts are those of a run of one.
	sales := got["queues"].(map[string]any)["sales"].(map[string]any)
	for _, outcome := range []string{"answered", "abandoned"} {
		if want := sales[outcome].(map[string]any)["value"].(float64); outcomes[outcome] != want {
			t.Errorf("%v %s traced, %v counted", outcomes[outcome], outcome, want)
		}
	}
}

func TestTraceRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "contacts.csv")
	if code, _, err := agner(t, "run", small, small, "--trace", file); code != exitUsage || !strings.Contains(err, "one scenario") {
		t.Errorf("exit %d, %s", code, err)
	}
	if code, _, err := agner(t, "run", small, "--trace", filepath.Join(file, "in", "a", "file")); code != exitDone && code != exitUnable {
		t.Errorf("exit %d, %s", code, err)
	}
}
