package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"agner/check"
	"agner/report"
	"agner/scenarios"
)

// expand replaces patterns such as models/*.yaml, which a shell leaves alone in
// quotes and on Windows, by the files that match; each file counts once.
func expand(args []string) ([]string, error) {
	if len(args) == 0 {
		return nil, usagef("check needs a scenario file: agner check FILE")
	}
	var out []string
	seen := map[string]bool{}
	for _, arg := range args {
		names := []string{arg}
		if _, err := os.Stat(arg); err != nil && strings.ContainsAny(arg, "*?[") {
			matches, err := filepath.Glob(arg)
			if err != nil {
				return nil, usagef("%s: %w", arg, err)
			}
			if len(matches) == 0 {
				return nil, usagef("no file matches %s", arg)
			}
			names = matches
		}
		for _, name := range names {
			if clean := filepath.Clean(name); !seen[clean] {
				seen[clean] = true
				out = append(out, name)
			}
		}
	}
	return out, nil
}

// checkedFile is one scenario to check.
type checkedFile struct {
	file     string
	scenario *scenarios.Scenario
	suite    check.Suite
	prints   []string // fingerprints of the cases
	parts    []scenarios.Part
}

// name is what its baseline is called.
func (f checkedFile) name() string {
	return strings.TrimSuffix(filepath.Base(f.file), filepath.Ext(f.file))
}

// loadChecked reads all files with the variants that their expectations name,
// and reports the mistakes of all at once.
func loadChecked(files []string, s checkSettings) ([]checkedFile, error) {
	var out []checkedFile
	var problems []error
	names := map[string]string{}
	for _, file := range files {
		f, err := loadOne(file, s)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if len(f.suite.Expectations) == 0 && s.baselines == "" {
			problems = append(problems, fmt.Errorf("%s: nothing to check: state what you expect, such as expect: [%s.service_level >= 80%%], or give --baseline",
				file, f.scenario.Centre.Queues[0].Name))
		}
		if other, taken := names[f.name()]; taken && s.baselines != "" {
			problems = append(problems, fmt.Errorf("%s: its baseline would have the name of that of %s: rename one", file, other))
		}
		names[f.name()] = file
		out = append(out, f)
	}
	if len(problems) > 0 {
		return nil, usage(mistakes{errors.Join(problems...)})
	}
	return out, nil
}

func loadOne(file string, s checkSettings) (checkedFile, error) {
	f := checkedFile{file: file}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return f, fmt.Errorf("%s: there is no such folder", file)
	}
	defer root.Close()
	o := scenarios.Options{Folder: filepath.Dir(file)}
	if f.scenario, err = scenarios.Load(root.FS(), filepath.Base(file), o); err != nil {
		return f, err
	}
	x := f.scenario
	f.suite = check.Suite{Name: x.Name, Expectations: x.Expect, Seed: x.Experiment.Seed}
	if s.seedSet {
		f.suite.Seed = s.seed
	}
	for _, name := range check.Variants(x.Expect) {
		o.Variant, o.Again = name, true
		v := x
		if name != check.Base {
			if v, err = scenarios.Load(root.FS(), filepath.Base(file), o); err != nil {
				return f, err
			}
		}
		f.suite.Cases = append(f.suite.Cases, caseOf(v))
		f.prints = append(f.prints, v.Fingerprint)
	}
	if s.baselines != "" {
		f.parts, err = scenarios.Merged(root.FS(), x)
	}
	return f, err
}

func caseOf(x *scenarios.Scenario) check.Case {
	return check.Case{Name: x.Variant, Centre: x.Centre, Measures: x.Money.Measures(x.Centre)}
}

func expectationsIn(list []checkedFile) (n int) {
	for _, f := range list {
		n += len(f.suite.Expectations)
	}
	return n
}

// checking is one agner check in progress.
type checking struct {
	settings checkSettings
	folders  checkFolders
	sharing  int // expectations of all files
	files    int
	stderr   io.Writer
}

// file checks one scenario. ctx may have a deadline; whole has none.
func (w *checking) file(ctx, whole context.Context, f checkedFile) (report.CheckedFile, error) {
	x := f.scenario
	out := report.CheckedFile{Name: x.Name, File: x.File, Fingerprint: x.Fingerprint, Currency: x.Money.Currency, Seed: f.suite.Seed}
	if len(f.suite.Expectations) > 0 {
		outcome, err := w.evaluate(ctx, whole, f)
		if err != nil {
			return out, err
		}
		out.Outcome = outcome
	}
	if w.settings.baselines == "" {
		return out, nil
	}
	var err error
	out.Baseline, err = w.baseline(ctx, whole, f, out.Outcome)
	return out, err
}

// evaluate decides the expectations, or remembers how they were decided.
func (w *checking) evaluate(ctx, whole context.Context, f checkedFile) (*check.Outcome, error) {
	o := check.Options{Error: w.settings.errorRate, Sharing: w.sharing, Most: w.settings.most, Workers: w.settings.workers}
	var sentences []string
	for _, e := range f.suite.Expectations {
		sentences = append(sentences, e.Variant, e.Text)
	}
	k := newCacheKey(w.folders.cache, "outcome", f.suite.Seed, o.Error, o.Sharing, o.Most, f.prints, sentences)
	var outcome check.Outcome
	if k.read(&outcome) && len(outcome.Verdicts) == len(f.suite.Expectations) {
		for i := range outcome.Verdicts { // lines may have moved
			outcome.Verdicts[i].Expectation = f.suite.Expectations[i]
		}
		return &outcome, nil
	}
	bar := newProgress(w.stderr, f.name(), w.settings.quiet)
	defer bar.close()
	o.Progress = bar.report
	got, err := promptly(whole, func() (*check.Outcome, error) { return check.Evaluate(ctx, f.suite, o) })
	if err != nil {
		return nil, err
	}
	if !got.OutOfTime {
		k.write(got)
	}
	return got, nil
}
