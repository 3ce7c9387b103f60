package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"agner/check"
	"agner/report"
	"agner/scenarios"
)

// baselineReplications bounds what a baseline is measured with: enough to find
// half a per cent on paired customers.
const (
	leastBaseline = 200
	mostBaseline  = 400
)

// baseline holds one scenario against what it was, or writes what it is.
func (w *checking) baseline(ctx, whole context.Context, f checkedFile, outcome *check.Outcome) (*report.CheckedBaseline, error) {
	name := f.name() + ".baseline"
	out := &report.CheckedBaseline{File: filepath.Join(w.settings.baselines, name), Version: version}
	bar := newProgress(w.stderr, f.name()+": baseline", w.settings.quiet)
	defer bar.close()
	o := check.CompareOptions{Options: check.Options{Error: w.settings.errorRate, Sharing: w.files, Workers: w.settings.workers, Progress: bar.report},
		Tolerance: w.settings.tolerance}
	if w.settings.update {
		out.Written = true
		return out, w.updateBaseline(whole, f, name, outcome, o.Options)
	}
	data, err := os.ReadFile(out.File)
	if errors.Is(err, fs.ErrNotExist) {
		out.Missing = true
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := check.ReadBaseline(data)
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", out.File, err))
	}
	out.Version = b.Version
	stored, err := loadStored(b, out.File)
	if err != nil {
		return nil, err
	}
	out.Differences = differences(stored, f, b)
	out.Verdicts = verdictChanges(b, outcome)
	k := newCacheKey(w.folders.cache, "comparison", o.Error, o.Sharing, o.Tolerance, string(data), f.scenario.Fingerprint)
	var kept check.Comparison
	if k.read(&kept) {
		out.Comparison = &kept
		return out, nil
	}
	var after *check.Case
	if b.Fingerprint != f.scenario.Fingerprint {
		c := caseOf(f.scenario)
		after = &c
	}
	out.Comparison, err = promptly(whole, func() (*check.Comparison, error) { return check.Compare(ctx, b, caseOf(stored), after, o) })
	if errors.Is(err, context.DeadlineExceeded) {
		out.OutOfTime = true
		return out, nil
	}
	if err == nil {
		k.write(out.Comparison)
	}
	return out, err
}

// updateBaseline writes the baseline of the present scenario.
func (w *checking) updateBaseline(ctx context.Context, f checkedFile, name string, outcome *check.Outcome, o check.Options) error {
	x := f.scenario
	replications := min(max(x.Experiment.Replications, leastBaseline), mostBaseline)
	b := &check.Baseline{Scenario: x.Name, Version: version, Fingerprint: x.Fingerprint, Seed: f.suite.Seed, Replications: replications}
	var err error
	if b.Figures, err = promptly(ctx, func() ([]check.Figure, error) {
		return check.Measure(ctx, x.Name, caseOf(x), b.Seed, b.Replications, o)
	}); err != nil {
		return err
	}
	if outcome != nil {
		for _, v := range outcome.Verdicts {
			b.Verdicts = append(b.Verdicts, check.StoredVerdict{Status: v.Status, Text: v.Expectation.Text})
		}
	}
	for _, p := range f.parts {
		b.Parts = append(b.Parts, check.Part(p))
	}
	return w.folders.baselines.write(name, func(out io.Writer) error { return b.Write(out) })
}

// loadStored reads the scenario that a baseline holds.
func loadStored(b *check.Baseline, name string) (*scenarios.Scenario, error) {
	files := memory{}
	for _, p := range b.Parts {
		files[p.Name] = p.Data
	}
	x, err := scenarios.Load(files, b.Parts[0].Name, scenarios.Options{Folder: name, Again: true})
	if err != nil {
		return nil, usage(mistakes{fmt.Errorf("%w\n%s: the stored scenario is not one of this version any more: read the change, then --update", err, name)})
	}
	return x, nil
}

// differences compares the stored scenario with the present one by meaning.
func differences(stored *scenarios.Scenario, f checkedFile, b *check.Baseline) []string {
	var parts []scenarios.Part
	for _, p := range b.Parts {
		parts = append(parts, scenarios.Part(p))
	}
	var out []string
	for _, d := range scenarios.Diff(stored, f.scenario, parts, f.parts) {
		out = append(out, d.String())
	}
	return out
}

// verdictChanges lists the sentences that were judged otherwise.
func verdictChanges(b *check.Baseline, outcome *check.Outcome) []report.VerdictChange {
	if outcome == nil {
		return nil
	}
	var out []report.VerdictChange
	for _, v := range outcome.Verdicts {
		for _, was := range b.Verdicts {
			if was.Text == v.Expectation.Text && was.Status != v.Status {
				out = append(out, report.VerdictChange{Text: was.Text, Before: was.Status, Now: v.Status})
			}
		}
	}
	return out
}

// memory is a file system of texts that are in memory.
type memory map[string][]byte

func (m memory) Open(name string) (fs.File, error) {
	data, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{Reader: bytes.NewReader(data), name: name, size: int64(len(data))}, nil
}

type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) Name() string               { return filepath.Base(f.name) }
func (f *memoryFile) Size() int64                { return f.size }
func (f *memoryFile) Mode() fs.FileMode          { return 0o444 }
func (f *memoryFile) ModTime() time.Time         { return time.Time{} }
func (f *memoryFile) IsDir() bool                { return false }
func (f *memoryFile) Sys() any                   { return nil }
