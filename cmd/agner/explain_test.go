package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	file := withSections(t, twoVariants)
	code, out, err := agner(t, "explain", file, "--variant", "richer")
	if code != exitDone || err != "" {
		t.Fatalf("exit %d, %s", code, err)
	}
	for _, want := range []string{"agents: 4 # then +4\n", "What happens to a customer: sales", "8 agents logged in", "Promised: 80% within 20 s", "queues.sales.priority: 1",
		"09:00   30.0      3.0      8"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	code, out, err = agner(t, "explain", file, "--format", "json")
	var got struct {
		Schema   string
		Variants []string
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil || got.Schema != "agner/explain/v1" || len(got.Variants) != 2 {
		t.Errorf("exit %d, %s, %v, %+v", code, err, e, got)
	}
}

func TestExplainDiff(t *testing.T) {
	other := withSections(t, twoVariants)
	code, out, err := agner(t, "explain", "--diff", small, other)
	if code != exitDone || err != "" || !strings.Contains(out, "variants.richer.groups.tier1.agents: added +4\n") {
		t.Errorf("exit %d, %s\n%s", code, err, out)
	}
	if code, out, _ = agner(t, "explain", "--diff", small, small); code != exitDone || !strings.Contains(out, "mean the same") {
		t.Errorf("exit %d\n%s", code, out)
	}
	code, out, _ = agner(t, "explain", small, other, "--diff", "--format", "json")
	var got struct {
		Schema      string
		Differences []struct{ Path, After string }
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil || got.Schema != "agner/explain-diff/v1" || len(got.Differences) == 0 {
		t.Errorf("exit %d, %v\n%s", code, e, out)
	}
}

func TestExplainRefuses(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"explain", "one scenario file"},
		{"explain --diff " + small, "two scenario files"},
		{"explain --diff " + small + " " + small + " --variant a", "--variant and --set do not go with it"},
		{"explain nowhere.yaml", "nowhere.yaml"},
		{"explain " + small + " --format xml", "--format"},
		{"explain " + small + " --seed 3", "--seed goes with --money"},
		{"explain --diff " + small + " " + small + " --money", "exclude each other"},
	} {
		code, out, err := agner(t, strings.Fields(c.args)...)
		if code != exitUsage || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.args, code, out, err)
		}
	}
}
