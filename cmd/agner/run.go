package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"agner/report"
	"agner/scenarios"
	"agner/sim"
	"agner/staffing"

	"github.com/urfave/cli/v2"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "simulate scenarios: what customers wait, what it costs, how sure that is",
		ArgsUsage: "FILE...",
		Description: "Prints the results as a table. With --out DIR it also writes report.html, charts, results.json,\n" +
			"intervals.csv and report.xlsx, and tries leaner and richer staffing for the chart of service level\n" +
			"against budget. Several files are written to DIR/<name>/.",
		Flags:  append(commonFlags(), traceFlag()),
		Action: runFiles,
	}
}

// runFiles simulates every file. Nothing runs before all files are read and
// all folders are known to take the results.
func runFiles(c *cli.Context) error {
	s, err := readSettings(c)
	if err != nil {
		return err
	}
	files := c.Args().Slice()
	if len(files) == 0 {
		return usagef("run needs a scenario file: agner run FILE")
	}
	jobs, err := loadJobs(files, s)
	if err != nil {
		return err
	}
	if err := openFolders(jobs, s.out); err != nil {
		return err
	}
	if err := traceJob(c.Context, c.String("trace"), jobs, s); err != nil {
		return interrupted(err, nil, len(jobs))
	}
	var done []*report.Run
	for i, j := range jobs {
		r, err := j.run(c.Context, s, c.App.ErrWriter)
		if err != nil {
			return interrupted(err, jobs[:i], len(jobs))
		}
		if s.format == "text" {
			if err := printText(c.App.Writer, r, i > 0); err != nil {
				return err
			}
		}
		done = append(done, r)
		if j.folder.path != "" && !s.quiet {
			fmt.Fprintf(c.App.ErrWriter, "Written to %s: report.html, charts, results.json, intervals.csv, report.xlsx\n", j.folder.path)
		}
	}
	return printRuns(c.App.Writer, s.format, done)
}

// job is one scenario to simulate and where its files go.
type job struct {
	file     string // as the user wrote it
	scenario *scenarios.Scenario
	folder   folder // without a path: no files are wanted
}

// name of the job's folder and of its progress bar.
func (j job) name() string {
	base := filepath.Base(j.file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// loadJobs reads all files and reports the mistakes of all of them at once.
func loadJobs(files []string, s settings) ([]job, error) {
	var out []job
	var problems []error
	for _, file := range files {
		scenario, err := load(file, s)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		out = append(out, job{file: file, scenario: scenario})
	}
	if len(problems) > 0 {
		return nil, usage(mistakes{errors.Join(problems...)})
	}
	return out, nil
}

// load reads one scenario; what it names is found in its folder and below, and nowhere else.
func load(file string, s settings) (*scenarios.Scenario, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, fmt.Errorf("%s: there is no such folder", file)
	}
	defer root.Close()
	return scenarios.Load(root.FS(), filepath.Base(file), scenarios.Options{Variant: s.variant, Sets: s.sets, Folder: filepath.Dir(file), Again: s.again})
}

// openFolders gives every job its folder: DIR itself for a single one, else
// DIR/<name>, numbered where two files have the same name.
func openFolders(jobs []job, out string) error {
	if out == "" {
		return nil
	}
	used := map[string]bool{}
	for i := range jobs {
		path := out
		if len(jobs) > 1 {
			path = filepath.Join(out, jobs[i].name())
			for n := 2; used[path]; n++ {
				path = filepath.Join(out, fmt.Sprintf("%s-%d", jobs[i].name(), n))
			}
			used[path] = true
		}
		var err error
		if jobs[i].folder, err = openFolder(path); err != nil {
			return err
		}
	}
	return nil
}

// run simulates one scenario and writes its files.
func (j job) run(ctx context.Context, s settings, stderr io.Writer) (*report.Run, error) {
	r, err := j.simulate(ctx, s, stderr)
	if err != nil {
		return nil, err
	}
	if j.folder.path == "" {
		return r, nil
	}
	bar := newProgress(stderr, j.name()+": service level against budget", s.quiet)
	defer bar.close()
	o := staffing.LadderOptions{Sim: sim.Options{Seed: r.Result.Seed, Replications: min(r.Result.Replications, ladderReplications),
		Workers: s.workers, Progress: bar.report, Name: r.Name}}
	r.Frontier, err = promptly(ctx, func() ([]staffing.Point, error) {
		return staffing.Ladder(ctx, r.Centre, j.scenario.Money, o, sim.RunPaired)
	})
	if err != nil {
		return nil, err
	}
	return r, save(ctx, j.folder, r)
}

// ladderReplications are enough for a chart: its points are paired.
const ladderReplications = 400

// simulate runs the scenario and puts what reports need beside the result.
func (j job) simulate(ctx context.Context, s settings, stderr io.Writer) (*report.Run, error) {
	bar := newProgress(stderr, j.name(), s.quiet)
	defer bar.close()
	x := j.scenario
	o := simOptions(x, s)
	o.Progress = bar.report
	o.Measures = x.Money.Measures(x.Centre)
	result, err := promptly(ctx, func() (*sim.Result, error) { return sim.Run(ctx, x.Centre, o) })
	if err != nil {
		return nil, err
	}
	beside := staffing.Beside(x.Centre, result)
	r := described(x, s)
	r.Centre, r.Result, r.Beside = x.Centre, result, &beside
	for _, m := range o.Measures {
		r.Measures = append(r.Measures, m.Name)
	}
	return r, nil
}

// described holds what every report says of a scenario.
func described(x *scenarios.Scenario, s settings) *report.Run {
	r := &report.Run{Name: x.Name, Description: x.Description, File: x.File, Fingerprint: x.Fingerprint, Variant: x.Variant, Version: version,
		Start: x.Start, QueueLabels: x.QueueLabels, GroupLabels: x.GroupLabels, Currency: x.Money.Currency, Limit: limitOf(x), FullTimeHours: x.Money.FullTimeHours(x.Centre.Horizon), Warnings: x.Warnings}
	for _, d := range x.Defaults {
		if d.Path == "experiment.seed" && s.seedSet || d.Path == "experiment.replications" && (s.replications > 0 || len(s.precision) > 0) {
			continue // a flag stated it
		}
		r.Defaults = append(r.Defaults, report.Default{Path: d.Path, Value: d.Value})
	}
	return r
}

// simOptions are the experiment of the scenario as the flags change it.
func simOptions(x *scenarios.Scenario, s settings) sim.Options {
	e := x.Experiment
	o := sim.Options{Seed: e.Seed, Replications: e.Replications, Precision: e.Precision, MaxReplications: e.MaxReplications, Workers: s.workers, Name: x.Name}
	if s.seedSet {
		o.Seed = s.seed
	}
	switch {
	case s.replications > 0:
		o.Replications, o.Precision = s.replications, nil
	case len(s.precision) > 0:
		o.Precision = s.precision
	}
	return o
}
