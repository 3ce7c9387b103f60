package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"agner/scenarios"
)

// model writes small.yaml with expectations into a new folder and returns its path.
func model(t *testing.T, expectations ...string) string {
	t.Helper()
	text, err := os.ReadFile(small)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "model.yaml")
	body := string(text)
	if len(expectations) > 0 {
		body += "\nexpect:\n  - " + strings.Join(expectations, "\n  - ") + "\n"
	}
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// replaceIn changes a file.
func replaceIn(t *testing.T, name, old, by string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s has no %q", name, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, by, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

const (
	holds = "sales.service_level >= 1%"
	fails = "sales.service_level <= 1%"
)

func TestCheckExitCodes(t *testing.T) {
	good, bad := model(t, holds), model(t, holds, fails)
	for name, k := range map[string]struct {
		code   int
		args   []string
		stdout string
		stderr string
	}{
		"holds":               {exitDone, []string{good}, "1 passed in 1 scenario", ""},
		"fails":               {exitFailed, []string{good, bad}, "✗ " + bad, "1 expectation failed"},
		"pattern":             {exitDone, []string{filepath.Join(filepath.Dir(good), "*.yaml")}, "1 passed", ""},
		"no match":            {exitUsage, []string{"nothing-*.yaml"}, "", "no file matches"},
		"no file":             {exitUsage, nil, "", "agner check FILE"},
		"nothing to check":    {exitUsage, []string{model(t)}, "", "nothing to check"},
		"mistake":             {exitUsage, []string{model(t, "sales.service_levle >= 80%")}, "", `did you mean "service_level"?`},
		"update without":      {exitUsage, []string{good, "--update"}, "", "--baseline"},
		"format":              {exitUsage, []string{good, "--format", "jsn"}, "", "did you mean json?"},
		"error rate":          {exitUsage, []string{good, "--error-rate", "0"}, "", "--error-rate"},
		"time limit":          {exitUsage, []string{good, "--time-limit", "-1s"}, "", "--time-limit"},
		"out of time":         {exitFailed, []string{good, "--time-limit", "1ns"}, "undecided", "1 expectation undecided"},
		"missing baseline":    {exitFailed, []string{good, "--baseline", t.TempDir()}, "there is no baseline", "1 baseline not held"},
		"github":              {exitFailed, []string{bad, "--format", "github"}, "::error file=" + bad + ",line=", ""},
		"markdown":            {exitDone, []string{good, "--format", "markdown"}, "## All expectations hold", ""},
		"folder of baselines": {exitUnable, []string{good, "--baseline", filepath.Join(good, "x"), "--update"}, "", "cannot make the folder"},
	} {
		code, out, err := agner(t, append([]string{"check"}, k.args...)...)
		if code != k.code || !strings.Contains(out, k.stdout) || !strings.Contains(err, k.stderr) {
			t.Errorf("%s: exit %d, want %d\nstdout: %s\nstderr: %s", name, code, k.code, out, err)
		}
	}
}

// TestFailuresComeFirst: what failed stands above what passed, with its line.
func TestFailuresComeFirst(t *testing.T) {
	name := model(t, holds, fails)
	_, out, _ := agner(t, "check", name)
	first, _, _ := strings.Cut(out, "\n")
	if !strings.HasPrefix(first, "✗ "+name+":") || !strings.HasSuffix(first, fails) {
		t.Errorf("the first line is %q", first)
	}
	line := 0
	text, _ := os.ReadFile(name)
	for i, l := range strings.Split(string(text), "\n") {
		if strings.Contains(l, fails) {
			line = i + 1
		}
	}
	_, out, _ = agner(t, "check", name, "--format", "json")
	var got struct {
		Schema    string
		OK        bool
		Scenarios []struct {
			Expectations []struct {
				Line   int
				Status string
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if e := got.Scenarios[0].Expectations; got.Schema != "agner/check/v1" || got.OK || e[1].Line != line || e[1].Status != "failed" || e[0].Status != "passed" {
		t.Errorf("%+v; the line is %d", got, line)
	}
}

// TestBaseline: written, held, changed with the cause, and damaged.
func TestBaseline(t *testing.T) {
	name, base := model(t, holds), filepath.Join(t.TempDir(), "baselines")
	stored := filepath.Join(base, "model.baseline")
	run := func(args ...string) (int, string, string) {
		return agner(t, append([]string{"check", name, "--baseline", base}, args...)...)
	}
	if code, out, err := run("--update"); code != exitDone || !strings.Contains(out, "written") {
		t.Fatalf("update: exit %d %s %s", code, out, err)
	}
	first, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	run("--update")
	if again, _ := os.ReadFile(stored); string(again) != string(first) {
		t.Error("the same scenario gives another baseline")
	}
	if code, out, _ := run(); code != exitDone || !strings.Contains(out, "no change found") {
		t.Errorf("unchanged: exit %d %s", code, out)
	}
	folder, junit := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "junit.xml")
	replaceIn(t, name, "patience: ", "# a comment changes nothing\n    patience: ")
	replaceIn(t, name, "wage: ", "wage: 1")
	code, out, _ := run("--out", folder, "--junit", junit)
	if code != exitFailed || !strings.Contains(out, "total.total_cost changed") || !strings.Contains(out, "groups.tier1.wage: ") || strings.Contains(out, "patience") {
		t.Errorf("changed: exit %d %s", code, out)
	}
	for file, want := range map[string]string{filepath.Join(folder, "summary.md"): "![Before and after](model-before-after.svg)",
		filepath.Join(folder, "model-before-after.svg"): "<svg", junit: `<failure type="changed"`} {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: no %q in %s (%v)", file, want, text, err)
		}
	}
	replaceIn(t, stored, "replications ", "replikations ")
	if code, _, stderr := run(); code != exitUsage || !strings.Contains(stderr, "model.baseline: line 6") {
		t.Errorf("damaged: exit %d %s", code, stderr)
	}
}

// TestProgramDrift: a stored number that the stored scenario does not give any
// more is told apart from a change of the scenario.
func TestProgramDrift(t *testing.T) {
	name, base := model(t, holds), t.TempDir()
	agner(t, "check", name, "--baseline", base, "--update")
	stored := filepath.Join(base, "model.baseline")
	text, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "sales.offered" {
			lines[i] = "sales.offered 99999 1"
		}
	}
	if err := os.WriteFile(stored, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, _ := agner(t, "check", name, "--baseline", base)
	if code != exitFailed || !strings.Contains(out, "the program has drifted") || strings.Contains(out, "what differs") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

// TestCacheIsSafe: a second run gives the same bytes from the cache; an entry
// that is cut, changed or empty is computed anew, never believed.
func TestCacheIsSafe(t *testing.T) {
	name, cache, base := model(t, holds, "sales.asa <= 5h", fails), filepath.Join(t.TempDir(), "cache"), t.TempDir()
	agner(t, "check", name, "--baseline", base, "--update")
	run := func() string {
		code, out, err := agner(t, "check", name, "--baseline", base, "--cache", cache, "--format", "json")
		if code != exitFailed {
			t.Fatalf("exit %d %s", code, err)
		}
		return out
	}
	first := run()
	entries, err := os.ReadDir(cache)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if run() != first {
		t.Error("the cache changes the result")
	}
	for _, e := range entries {
		file := filepath.Join(cache, e.Name())
		sound, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		flipped := append([]byte{}, sound...)
		flipped[len(flipped)/2] ^= 0x10
		for _, damaged := range [][]byte{nil, sound[:len(sound)/2], flipped, []byte("text")} {
			if err := os.WriteFile(file, damaged, 0o644); err != nil {
				t.Fatal(err)
			}
			if run() != first {
				t.Errorf("%d damaged bytes change the result", len(damaged))
			}
			if now, _ := os.ReadFile(file); string(now) != string(sound) {
				t.Error("the entry was not mended")
			}
		}
	}
	replaceIn(t, name, holds, "sales.service_level >= 2%")
	run()
	if entries, _ := os.ReadDir(cache); len(entries) != 3 {
		t.Errorf("another sentence: %d entries", len(entries))
	}
}

// TestPowerOnRetailBank: 1 % more calls on the shipped bank are found against
// its baseline, paired, within the time of a pipeline step.
func TestPowerOnRetailBank(t *testing.T) {
	folder, base := t.TempDir(), t.TempDir()
	for _, name := range []string{"retail-bank.yaml", "bank-half-hours.csv"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "scenarios", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(folder, "retail-bank.yaml")
	if code, _, err := agner(t, "check", file, "--baseline", base, "--update", "--time-limit", "3m"); code == exitUsage {
		t.Fatal(err)
	}
	replaceIn(t, file, "time: start}", "time: start}\n      weekdays: {mon: 1.01}")
	began := time.Now()
	code, out, _ := agner(t, "check", file, "--baseline", base, "--time-limit", "3m")
	if code != exitFailed || !strings.Contains(out, "bank.offered changed") || !strings.Contains(out, "bank.service_level changed") ||
		!strings.Contains(out, "queues.bank.arrivals.weekdays.mon: added 1.01") {
		t.Errorf("exit %d after %v\n%s", code, time.Since(began), out)
	}
}

func TestCheckInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	code := run(ctx, strings.NewReader(""), &out, &errs, []string{"check", model(t, holds)})
	if code != exitUnable || !strings.Contains(errs.String(), "interrupted") || out.Len() > 0 {
		t.Errorf("exit %d, %s%s", code, out.String(), errs.String())
	}
}

func TestMemoryFiles(t *testing.T) {
	m := memory{"a.yaml": []byte("x"), "below/b.csv": []byte("yy")}
	for name, data := range m {
		got, err := fs.ReadFile(m, name)
		if err != nil || string(got) != string(data) {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	if _, err := scenarios.Load(m, "b.yaml", scenarios.Options{}); err == nil {
		t.Error("a file that is not there is read")
	}
}
