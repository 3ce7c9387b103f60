package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// agner runs the program as a shell would.
func agner(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(context.Background(), strings.NewReader(""), &out, &err, args)
	return code, out.String(), err.String()
}

func TestVersion(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}} {
		code, out, _ := agner(t, args...)
		if code != 0 || !strings.HasPrefix(out, "agner "+version+" ") {
			t.Errorf("%v: exit %d, %q", args, code, out)
		}
	}
}

func TestHelpIsOnStdout(t *testing.T) {
	for _, args := range [][]string{{}, {"help"}, {"--help"}, {"version", "--help"}, {"help", "version"}, {"version", "-h"}} {
		code, out, err := agner(t, args...)
		if code != 0 || !strings.Contains(out, "USAGE") || err != "" {
			t.Errorf("%v: exit %d, stdout %q, stderr %q", args, code, out, err)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	for _, c := range []struct {
		args string
		want string
	}{
		{"verson", "did you mean version?"},
		{"teleport", `there is no command "teleport"`},
		{"--seed 3 version", "stands before the command"},
		{"version now", "takes no arguments"},
		{"version --quite", "version has no flag --quite"},
	} {
		code, out, err := agner(t, strings.Fields(c.args)...)
		if code != exitUsage || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.args, code, out, err)
		}
	}
}

func TestArrange(t *testing.T) {
	app := &cli.App{Commands: []*cli.Command{
		{Name: "run", Flags: commonFlags()},
		{Name: "erlang", Subcommands: []*cli.Command{{Name: "c", Flags: commonFlags()}}},
	}}
	for _, c := range []struct{ args, want string }{
		{"run a.yaml --seed 3", "run --seed=3 -- a.yaml"},
		{"run --seed 3 a.yaml --quiet b.yaml", "run --seed=3 --quiet -- a.yaml b.yaml"},
		{"run a.yaml --set=x=-4 --set y=+8", "run --set=x=-4 --set=y=+8 -- a.yaml"},
		{"run a.yaml --set -4", "run --set=-4 -- a.yaml"},
		{"run -q -- --odd.yaml -", "run --q -- --odd.yaml -"},
		{"run a.yaml --help", "run --help -- a.yaml"},
		{"erlang c --seed 3 a", "erlang c --seed=3 -- a"},
		{"erlang --help", "erlang --help"},
		{"help run", "run --help"},
	} {
		got, err := arrange(app, strings.Fields(c.args))
		if err != nil || !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s: %q, %v", c.args, got, err)
		}
	}
	for args, want := range map[string]string{
		"run a.yaml --replication 3": "did you mean --replications?", "run a.yaml --seed": "needs a value", "erlang c --sed 3": "erlang c has no flag --sed; did you mean --seed?",
		"erlang d": `no command "erlang d"; agner help`, "rum": "did you mean run?",
	} {
		if _, err := arrange(app, strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestSettings(t *testing.T) {
	read := func(args ...string) (s settings, err error) {
		app := newApp(nil, io.Discard, io.Discard)
		app.Commands = prepared(&cli.Command{Name: "try", Flags: commonFlags(), Action: func(c *cli.Context) error { s, err = readSettings(c); return nil }})
		arranged, failed := arrange(app, append([]string{"try"}, args...))
		if failed == nil {
			failed = app.Run(append([]string{"agner"}, arranged...))
		}
		if failed != nil {
			err = failed
		}
		return s, err
	}
	s, err := read("--seed", "7", "--set", "a.b={08:00: 1, 09:00: 2}", "--set", "c=-4", "--workers", "2", "--precision", "service_level=0.5%", "--format", "json")
	if err != nil || s.seed != 7 || !s.seedSet || len(s.sets) != 2 || s.sets[0] != "a.b={08:00: 1, 09:00: 2}" || s.workers != 2 ||
		len(s.precision) != 1 || s.precision[0].HalfWidth != 0.005 {
		t.Errorf("%+v, %v", s, err)
	}
	for args, want := range map[string]string{
		"--replications 0": "between 1 and 1000000", "--replications 1000000000": "between 1 and 1000000", "--replications -3": "between 1", "--replications 1e3": "not a whole number",
		"--replications 99999999999999999999": "between 1", "--workers -1": "between 0", "--format jsn": "did you mean json?", "--set novalue": "PATH=VALUE",
		"--precision service_levl=1%": "did you mean service_level?", "--precision total_cots=1%": "did you mean total_cost?", "--precision asa": "METRIC=HALFWIDTH", "--precision asa=0": "between 0 and 1", "--precision asa=NaN": "between 0 and 1",
		"--precision asa=200%": "between 0 and 1", "--replications 10 --precision asa=1%": "exclude each other", "--out=": "name of a folder", "--seed x": "seed",
	} {
		if _, err := read(strings.Fields(args)...); exitCode(err) != exitUsage || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

func TestFolderKeepsOldFilesWhole(t *testing.T) {
	dir := t.TempDir()
	out, err := openFolder(filepath.Join(dir, "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if err := out.write("charts/x.svg", text("old")); err != nil {
		t.Fatal(err)
	}
	err = out.write("charts/x.svg", func(w io.Writer) error { io.WriteString(w, "half"); return io.ErrUnexpectedEOF })
	if err == nil || !strings.Contains(err.Error(), "x.svg was not written") {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "a/b/charts/x.svg")); string(got) != "old" {
		t.Errorf("file holds %q", got)
	}
	if list, _ := os.ReadDir(filepath.Join(dir, "a/b/charts")); len(list) != 1 {
		t.Errorf("left behind: %v", list)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "below"), "/proc/agner"} {
		if _, err := openFolder(path); err == nil || exitCode(err) != exitUnable {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestBarFits(t *testing.T) {
	for _, done := range []int{0, 1, 399, 400, 500} {
		if line := bar(strings.Repeat("x", 200), done, 400, 60); len([]rune(line)) >= 60 {
			t.Errorf("%d done: %q", done, line)
		}
	}
	if got := bar("w1", 200, 400, 80); !strings.Contains(got, " 50 % w1") {
		t.Errorf("%q", got)
	}
}
