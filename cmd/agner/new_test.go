package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"agner/scenarios"
)

func TestNewWritesAScenarioThatRuns(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plans", "autumn")
	code, out, err := agner(t, "new", path)
	if code != exitDone || !strings.Contains(out, path+".yaml") {
		t.Fatalf("exit %d, %s%s", code, out, err)
	}
	got := runObject(t, path+".yaml", "--replications", "3")
	if got["scenario"] != "autumn" {
		t.Errorf("scenario %v", got["scenario"])
	}
	if warnings := got["warnings"].([]any); len(warnings) > 0 {
		t.Errorf("a first scenario should not warn: %v", warnings)
	}
	for _, args := range []string{"compare --replications 3", "sweep --replications 3", "explain"} {
		if code, _, err := agner(t, append(strings.Fields(args), path+".yaml")...); code != exitDone {
			t.Errorf("%s: exit %d, %s", args, code, err)
		}
	}
}

func TestNewFromEveryExample(t *testing.T) {
	dir := t.TempDir()
	for _, name := range scenarios.Names() {
		path := filepath.Join(dir, "my-"+name+".yaml")
		if code, _, err := agner(t, "new", path, "--from", name); code != exitDone {
			t.Fatalf("%s: exit %d, %s", name, code, err)
		}
		x, err := scenarios.Load(os.DirFS(dir), "my-"+name+".yaml", scenarios.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if x.Name != "my-"+name {
			t.Errorf("%s is called %s", name, x.Name)
		}
	}
}

func TestNewNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte("precious"), 0o666); err != nil {
		t.Fatal(err)
	}
	code, _, err := agner(t, "new", path)
	if data, _ := os.ReadFile(path); code != exitUsage || !strings.Contains(err, "not overwritten") || string(data) != "precious" {
		t.Errorf("exit %d, %s, %s", code, err, data)
	}
	for _, c := range []struct{ args, want string }{
		{"new", "one name"}, {"new a b", "one name"}, {"new x --from campain-launch", "did you mean campaign-launch?"}, {"new folder/", "not a name"},
	} {
		if code, _, err := agner(t, strings.Fields(c.args)...); code != exitUsage || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, code, err)
		}
	}
}
