package scenarios

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write the expected messages of testdata/errors anew")

// TestErrorCorpus reads every wrong scenario of testdata/errors and compares
// what it says with NAME.out. A case is added by adding a file and running the
// test with -update, and reading what it wrote.
func TestErrorCorpus(t *testing.T) {
	folder := filepath.Join("testdata", "errors")
	names, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil || len(names) < 120 {
		t.Fatalf("%d cases: %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml"), func(t *testing.T) {
			_, err := Load(os.DirFS(folder), filepath.Base(name), Options{})
			checkErrors(t, err)
			if t.Failed() {
				return
			}
			got := err.Error() + "\n"
			out := strings.TrimSuffix(name, ".yaml") + ".out"
			if *update {
				if err := os.WriteFile(out, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// checkErrors demands Errors, each with its place in a text that exists.
func checkErrors(t *testing.T, err error) {
	t.Helper()
	var all Errors
	if !errors.As(err, &all) || len(all) == 0 {
		t.Fatalf("error %v (%T) is not Errors", err, err)
	}
	for i, m := range all {
		if m.File == "" || m.Line < 1 || m.Column < 1 || m.Message == "" {
			t.Errorf("mistake without a place: %+v", m)
		}
		if m.Column > len([]rune(m.Source))+1 {
			t.Errorf("column %d lies outside of %q", m.Column, m.Source)
		}
		if i > 0 && all[i-1] == m {
			t.Errorf("told twice: %v", m)
		}
	}
}

// small is a sound scenario; tests replace parts of it.
const small = `horizon: {start: 2027-03-01, open: 08:00-18:00}
queues:
  sales:
    channel: voice
    arrivals: {volume: 60/h, day_cv: 10%}
    handle_time: {mean: 5m, cv: 0.9}
    patience: 3m
    target: {level: 80%, within: 20s}
groups:
  tier1:
    agents: {08:00: 7, 12:00: 9}
    skills: [sales]
    wage: 20/h
`

// with returns small with each pair of texts replaced.
func with(t testing.TB, pairs ...string) string {
	t.Helper()
	text := small
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("small has no %q", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// load loads files, the first of pairs of name and text, and wants it sound.
func load(t testing.TB, o Options, pairs ...string) *Scenario {
	t.Helper()
	files := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		files[pairs[i]] = file(pairs[i+1])
	}
	s, err := Load(files, pairs[0], o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return s
}

// mistakes loads files and wants mistakes.
func mistakes(t testing.TB, o Options, pairs ...string) string {
	t.Helper()
	files := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		files[pairs[i]] = file(pairs[i+1])
	}
	s, err := Load(files, pairs[0], o)
	if err == nil {
		t.Fatalf("no mistake in %s: %+v", pairs[1], s)
	}
	return err.Error()
}

func TestShippedScenariosLoad(t *testing.T) {
	if len(Names()) == 0 {
		t.Fatal("no scenarios")
	}
	for _, name := range Names() {
		s, err := Load(Library(), name+".yaml", Options{})
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, v := range s.Variants {
			if _, err := Load(Library(), name+".yaml", Options{Variant: v}); err != nil {
				t.Errorf("%s, variant %s: %v", name, v, err)
			}
		}
	}
}

func TestMixtureForShort(t *testing.T) {
	short, err := tryLoad(office, []string{"queues.calls.handle_time={mixture: [{weight: 1, mean: 2m}, {weight: 3, mean: 4m}]}"})
	if err != nil {
		t.Fatal(err)
	}
	if got := short.Centre.Queues[0].Handle.MeanAt(0); !nearly(got, 210) {
		t.Errorf("mean %v s, want 210", got)
	}
	if _, err := tryLoad(office, []string{"queues.calls.handle_time={shape: gamma, mixture: [{weight: 1, mean: 2m}]}"}); err == nil {
		t.Error("a gamma mixture was read")
	}
}
