package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const grid = "sweep: {groups.tier1.agents: [-1, +0, +3], queues.sales.arrivals.volume: [-20%, +0%]}\n"

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	code, out, err := agner(t, "sweep", withSections(t, grid), "--format", "json", "--out", dir)
	if code != exitDone {
		t.Fatalf("exit %d, %s", code, err)
	}
	var got struct {
		Schema string
		Axes   []struct{ Values []string }
		Base   struct{ Total map[string]any }
		Points []struct {
			Settings map[string]string
			Total    map[string]any
		}
	}
	if e := json.Unmarshal([]byte(out), &got); e != nil || got.Schema != "agner/sweep/v1" || len(got.Axes) != 2 || len(got.Points) != 6 {
		t.Fatalf("%v\n%s", e, out)
	}
	level := func(total map[string]any) float64 {
		return total["service_level"].(map[string]any)["value"].(float64)
	}
	for _, p := range got.Points {
		// The point without a change met the same customers as the scenario itself.
		if p.Settings["groups.tier1.agents"] == "+0" && p.Settings["queues.sales.arrivals.volume"] == "+0%" && level(p.Total) != level(got.Base.Total) {
			t.Errorf("no change: %v, base %v", level(p.Total), level(got.Base.Total))
		}
	}
	if lean, rich := level(got.Points[1].Total), level(got.Points[4].Total); lean >= rich {
		t.Errorf("fewer agents and more calls %v, more agents and fewer calls %v", lean, rich)
	}
	for _, name := range []string{"sweep.json", "sweep.csv", "charts/sweep-service-level.svg", "charts/sweep-total-cost-dark.png"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSweepPrintsTables(t *testing.T) {
	file := withSections(t, grid)
	for format, want := range map[string]string{"text": "Down: groups.tier1.agents.", "markdown": "## Every point", "csv": "groups.tier1.agents,queues.sales.arrivals.volume,scope"} {
		code, out, err := agner(t, "sweep", file, "--format", format, "--replications", "2")
		if code != exitDone || !strings.Contains(out, want) {
			t.Errorf("%s: exit %d, %s\n%s", format, code, err, out)
		}
	}
}

func TestSweepRefuses(t *testing.T) {
	var agents, volumes []string
	for n := range 25 {
		agents, volumes = append(agents, fmt.Sprint(n+1)), append(volumes, fmt.Sprintf("%d/h", n+1))
	}
	many := fmt.Sprintf("sweep: {groups.tier1.agents: [%s], queues.sales.arrivals.volume: [%s]}\n", strings.Join(agents, ", "), strings.Join(volumes, ", "))
	for _, c := range []struct{ file, want string }{
		{small, "has no section sweep"},
		{withSections(t, many), "625 points"},
		{withSections(t, "sweep: {groups.tier9.agents: [+1]}\n"), "groups.tier9 is not written"},
	} {
		code, out, err := agner(t, "sweep", c.file)
		if code != exitUsage || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.want, code, out, err)
		}
	}
	if code, _, err := agner(t, "sweep"); code != exitUsage || !strings.Contains(err, "one scenario file") {
		t.Errorf("exit %d, %s", code, err)
	}
}
