package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const small = "testdata/small.yaml"

// runObject runs the program with --format json and returns what it prints.
func runObject(t *testing.T, args ...string) map[string]any {
	t.Helper()
	code, out, err := agner(t, append([]string{"run", "--format", "json"}, args...)...)
	if code != exitDone {
		t.Fatalf("%v: exit %d, %s", args, code, err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestRunPrintsATable(t *testing.T) {
	code, out, err := agner(t, "run", small)
	if code != exitDone || err != "" {
		t.Fatalf("exit %d, %s", code, err)
	}
	for _, want := range []string{"Small\n", "80% in 20 s", "Erlang C says", "occupancy", "EUR", "budget limit", "chance to meet it"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("colours in a pipe")
	}
}

func TestFlagsAfterTheFileCount(t *testing.T) {
	got := runObject(t, small, "--seed", "3", "--replications", "7", "--set", "groups.tier1.agents=+2")
	if got["seed"] != 3.0 || got["replications"] != 7.0 {
		t.Errorf("seed %v, replications %v", got["seed"], got["replications"])
	}
	for _, d := range got["defaults"].([]any) {
		if path := d.(map[string]any)["path"].(string); strings.HasPrefix(path, "experiment.") {
			t.Errorf("%s counts as a default although a flag states it", path)
		}
	}
	cost := func(o map[string]any) float64 {
		return o["groups"].(map[string]any)["tier1"].(map[string]any)["paid_hours"].(map[string]any)["value"].(float64)
	}
	if more, base := cost(got), cost(runObject(t, small)); more < base+3.5 {
		t.Errorf("two more agents for two hours: %v after %v paid hours", more, base)
	}
}

func TestWorkersDoNotChangeABit(t *testing.T) {
	_, one, _ := agner(t, "run", small, "--format", "json", "--workers", "1")
	_, many, _ := agner(t, "run", small, "--format", "json", "--workers", "5")
	if one != many || one == "" {
		t.Error("the result depends on the number of workers")
	}
}

func TestOutWritesEverything(t *testing.T) {
	dir := t.TempDir()
	code, _, err := agner(t, "run", small, "--out", dir, "--replications", "5")
	if code != exitDone || !strings.Contains(err, dir) {
		t.Fatalf("exit %d, %s", code, err)
	}
	names := []string{"report.html", "results.json", "intervals.csv", "report.xlsx"}
	for _, chart := range []string{"frontier", "service-sales", "waits-sales", "load-sales"} {
		for _, suffix := range []string{".svg", ".png", "-dark.svg", "-dark.png"} {
			names = append(names, "charts/"+chart+suffix)
		}
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	data, _ := os.ReadFile(filepath.Join(dir, "results.json"))
	var got struct{ Frontier []any }
	if err := json.Unmarshal(data, &got); err != nil || len(got.Frontier) < 9 {
		t.Errorf("%d points of the frontier, %v", len(got.Frontier), err)
	}
}

func TestSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	code, out, err := agner(t, "run", small, small, "--out", dir, "--replications", "2", "--format", "json", "--quiet")
	if code != exitDone || err != "" {
		t.Fatalf("exit %d, %s", code, err)
	}
	var list []any
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list) != 2 {
		t.Errorf("%d objects, %v", len(list), err)
	}
	for _, name := range []string{"small", "small-2"} {
		if _, err := os.Stat(filepath.Join(dir, name, "report.html")); err != nil {
			t.Error(err)
		}
	}
}

// TestBadInput holds the exit code and the answer to each kind of bad input.
func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no file", nil, exitUsage, "needs a scenario file"},
		{"missing file", []string{filepath.Join(dir, "none.yaml")}, exitUsage, "none.yaml"},
		{"missing folder", []string{filepath.Join(dir, "none", "none.yaml")}, exitUsage, "none.yaml"},
		{"folder", []string{dir}, exitUsage, filepath.Base(dir)},
		{"empty", []string{file("empty.yaml", "")}, exitUsage, "empty.yaml"},
		{"binary", []string{file("binary.yaml", "\x00\x01\xff\xfe")}, exitUsage, "binary.yaml"},
		{"unknown key", []string{file("key.yaml", "name: x\nqueus: {}\n")}, exitUsage, "key.yaml:2:1"},
		{"replications", []string{small, "--replications", "0"}, exitUsage, "between 1 and 1000000"},
		{"too many replications", []string{small, "--replications", "1000000000"}, exitUsage, "between 1 and 1000000"},
		{"variant", []string{small, "--variant", "none"}, exitUsage, "none"},
		{"set", []string{small, "--set", "groups.tier2.agents=3"}, exitUsage, "tier2"},
		{"unwritable folder", []string{small, "--out", "/proc/agner"}, exitUnable, "--out"},
	} {
		code, out, err := agner(t, append([]string{"run"}, c.args...)...)
		if code != c.code || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %.80q, stderr %q", c.name, code, out, err)
		}
	}
}

// TestExtremesRun holds that extreme but legal centres are simulated and said to be what they are.
func TestExtremesRun(t *testing.T) {
	for _, c := range []struct{ name, set, want string }{
		{"no contacts", "queues.sales.arrivals.volume=0/day", "no contacts, so nothing to judge"},
		{"300% load", "queues.sales.arrivals.volume=480/day", "Target missed"},
	} {
		code, out, err := agner(t, "run", small, "--set", c.set)
		if code != exitDone || !strings.Contains(out, c.want) || strings.Contains(out, "NaN") {
			t.Errorf("%s: exit %d, %s\n%s", c.name, code, err, out)
		}
	}
	if code, _, err := agner(t, "run", small, "--set", "groups.tier1.agents=0"); code != exitUsage || !strings.Contains(err, "without any agent") {
		t.Errorf("no agents: exit %d, %s", code, err)
	}
}

func TestMistakesOfAllFilesAtOnce(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"a.yaml", "b.yaml"} {
		files = append(files, filepath.Join(dir, name))
		if err := os.WriteFile(files[len(files)-1], []byte("nonsense: 1\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	code, _, err := agner(t, append([]string{"run"}, files...)...)
	if code != exitUsage || !strings.Contains(err, "a.yaml:1:1") || !strings.Contains(err, "b.yaml:1:1") {
		t.Errorf("exit %d, %s", code, err)
	}
	if strings.HasPrefix(err, "agner:") {
		t.Errorf("a position is not at the start of its line: %s", err)
	}
}

// TestInterrupted stops a long run as Ctrl-C does: within a second, with exit
// code 3, and with the old files whole.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	if code, _, err := agner(t, "run", small, "--out", dir, "--replications", "2", "-q"); code != exitDone {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(filepath.Join(dir, "results.json"))
	ctx, cancel := context.WithCancel(context.Background())
	stopped := make(chan time.Time, 1)
	time.AfterFunc(200*time.Millisecond, func() { stopped <- time.Now(); cancel() })
	var out, err bytes.Buffer
	code := run(ctx, strings.NewReader(""), &out, &err, []string{"run", small, "--out", dir, "--replications", "1000000"})
	if late := time.Since(<-stopped); late > time.Second {
		t.Errorf("stopped after %v", late)
	}
	if code != exitUnable || out.Len() > 0 || !strings.Contains(err.String(), "interrupted") {
		t.Errorf("exit %d, stdout %q, stderr %q", code, out.String(), err.String())
	}
	after, _ := os.ReadFile(filepath.Join(dir, "results.json"))
	if !bytes.Equal(before, after) {
		t.Error("the old file was touched")
	}
	if files, _ := filepath.Glob(filepath.Join(dir, ".*")); slices.ContainsFunc(files, func(f string) bool { return strings.Contains(f, "tmp") }) {
		t.Errorf("left behind: %v", files)
	}
}

// TestBusyWorkIsAbandoned: work that never looks up stands for a replication of a huge centre.
func TestBusyWorkIsAbandoned(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	blocked := make(chan struct{})
	defer close(blocked)
	go func() {
		_, err := promptly(ctx, func() (int, error) { <-blocked; return 1, nil })
		done <- err
	}()
	cancel()
	select {
	case err := <-done:
		if err != context.Canceled {
			t.Error(err)
		}
	case <-time.After(time.Second):
		t.Error("still waiting a second after the interruption")
	}
}

// A file that is read is sound in all its parts, whichever of them is asked for, and each mistake is told once.
func TestMistakesOfVariantsAreToldBeforeTheyAreAskedFor(t *testing.T) {
	file := withSections(t, "variants: {sound: {groups.tier1.agents: +1}, unserved: {groups.tier1.skills: []}, early: {groups.tier1.open: 09:00-10:00}}\n")
	for _, args := range [][]string{{"run"}, {"explain"}, {"staff"}, {"check"}, {"compare"}, {"run", "--variant", "sound"}, {"run", "--variant", "unserved"}, {"run", "--set", "groups.tier1.agents=+1"}} {
		code, out, err := agner(t, append(args, file)...)
		if code != exitUsage || out != "" || strings.Count(err, "in variant unserved: no group serves this queue") != 1 || strings.Count(err, "in variant early: ") != 1 {
			t.Errorf("%v: exit %d, stdout %.80q, stderr\n%s", args, code, out, err)
		}
	}
	// What is wrong with the file itself is not said of the variant.
	if _, _, err := agner(t, "run", withSections(t, "variants: {sound: {groups.tier1.wage: 23/h}}\nlines: {main: 5}\nreserve: [{group: tier1, for: support, keep_free: 1}]\n"), "--variant", "sound"); !strings.Contains(err, "support") || strings.Contains(err, "in variant") {
		t.Error(err)
	}
	// What a flag makes of a variant that is not asked for is not looked at, and a flag may mend the file.
	other := withSections(t, "variants: {bare: {queues.sales.target: null}}\n")
	if code, _, err := agner(t, "run", other, "--set", "queues.sales.target.level=70%", "--replications", "2"); code != exitDone {
		t.Errorf("exit %d, %s", code, err)
	}
	broken := withSections(t, "variants: {more: {groups.tier1.wage: 22/h}}\nreserve: [{group: tier1, for: sales, keep_free: 1}, {group: tier2, for: sales, keep_free: 1}]\n")
	for set, want := range map[string]int{"": exitUsage, "reserve=null": exitDone} {
		args := []string{"run", broken, "--replications", "2"}
		if set != "" {
			args = append(args, "--set", set)
		}
		if code, _, err := agner(t, args...); code != want {
			t.Errorf("%s: exit %d, %s", set, code, err)
		}
	}
}
