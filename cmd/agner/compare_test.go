package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withSections is the small scenario with what follows.
func withSections(t *testing.T, sections string) string {
	t.Helper()
	data, err := os.ReadFile(small)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.yaml")
	if err := os.WriteFile(file, append(data, sections...), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

const twoVariants = "variants:\n  richer: {groups.tier1.agents: +4}\n  other_queue: {queues.mail: {channel: email, arrivals: {volume: 10/day}, due: {within: 4h}, handle_time: 2m}, groups.tier1.skills: [sales, mail]}\n"

func TestCompareVariants(t *testing.T) {
	file := withSections(t, twoVariants)
	code, out, err := agner(t, "compare", file)
	if code != exitDone || !strings.Contains(out, "richer: +") || !strings.Contains(out, "points of service level for +") {
		t.Fatalf("exit %d, %s\n%s", code, err, out)
	}
	code, out, err = agner(t, "compare", file, "--format", "json", "--variant", "richer", "--replications", "10")
	var got struct {
		Schema, Base string
		Replications int
		Variants     []struct {
			Name  string
			Total map[string]any
		}
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil {
		t.Fatalf("exit %d, %s, %v", code, err, e)
	}
	if got.Schema != "agner/compare/v1" || got.Base != "base" || got.Replications != 10 || len(got.Variants) != 2 {
		t.Errorf("%+v", got)
	}
	// The same customers: no ordinary day separates base and variant, only what the change does.
	if d := got.Variants[1].Total["service_level_difference"].(map[string]any); !(d["low"].(float64) > 0) {
		t.Errorf("doubled agents do not raise the service level: %v", d)
	}
}

func TestCompareAgreesWithRun(t *testing.T) {
	file := withSections(t, twoVariants)
	alone := runObject(t, file, "--variant", "richer")["total"].(map[string]any)["service_level"]
	_, out, _ := agner(t, "compare", file, "--format", "json")
	var got struct {
		Variants []struct{ Total map[string]any }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	beside := got.Variants[1].Total["service_level"]
	if a, b := alone.(map[string]any)["value"], beside.(map[string]any)["value"]; a != b {
		t.Errorf("alone %v, in company %v", a, b)
	}
}

func TestCompareFiles(t *testing.T) {
	code, out, err := agner(t, "compare", small, withSections(t, ""), "--format", "csv")
	if code != exitDone || !strings.Contains(out, "\nown,total,,service_level,") {
		t.Fatalf("exit %d, %s", code, err)
	}
	for line := range strings.SplitSeq(out, "\n") { // the same scenario under another name
		if strings.HasPrefix(line, "own,") && (strings.Contains(line, ",better,") || strings.Contains(line, ",worse,")) {
			t.Error(line)
		}
	}
}

func TestCompareWritesFiles(t *testing.T) {
	dir := t.TempDir()
	code, _, err := agner(t, "compare", withSections(t, twoVariants), "--out", dir)
	if code != exitDone || !strings.Contains(err, dir) {
		t.Fatalf("exit %d, %s", code, err)
	}
	for _, name := range []string{"compare.json", "compare.csv", "charts/compare.svg", "charts/compare.png", "charts/compare-dark.svg", "charts/compare-dark.png"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	two := withSections(t, "variants: {longer: {horizon.days: 2}}\n")
	for _, c := range []struct{ args, want string }{
		{"compare", "needs a scenario file"},
		{"compare " + small, "has no variants"},
		{"compare " + two, "the same horizon"},
		{"compare " + two, "covers 1 day and longer 2 days"},
		{"compare " + withSections(t, "variants: {sound: {groups.tier1.agents: +1}, unserved: {groups.tier1.skills: []}}\n"), "in variant unserved"},
		{"compare " + small + " nowhere.yaml", "nowhere.yaml"},
		{"compare " + withSections(t, twoVariants) + " --variant riches", `did you mean "richer"`},
		{"compare " + small + " " + two + " --set budget.currency=USD --format yaml", "--format"},
	} {
		code, out, err := agner(t, strings.Fields(c.args)...)
		if code != exitUsage || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.args, code, out, err)
		}
	}
}
