package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"agner/charts"
	"agner/check"
	"agner/report"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "verify expectations and baselines: does the staffing model still hold?",
		ArgsUsage: "FILE...",
		Description: "Decides every sentence of expect: on confidence: it simulates until each holds or fails for sure, or the\n" +
			"limit of replications or time is reached, which leaves it undecided. With --baseline DIR each scenario is also\n" +
			"held against what it was when agner check --update last wrote it, on the same customers.\n" +
			"Exit code 0: everything holds; 1: something failed, is undecided or has changed; 2: a mistake in a file; 3: the work could not be done.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "baseline", Usage: "hold each scenario against `DIR`/<name>.baseline"},
			&cli.BoolFlag{Name: "update", Usage: "write the baselines anew from the present scenarios"},
			&cli.StringFlag{Name: "junit", Usage: "write the verdicts to `FILE` as JUnit XML"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "of the verdicts on stdout: " + strings.Join(checkFormats(), ", ")},
			&cli.StringFlag{Name: "out", Usage: "write summary.md, and a chart of before and after for each scenario that has changed, to `DIR`"},
			&cli.DurationFlag{Name: "time-limit", Usage: "stop after `TIME`, such as 2m; what is open then is undecided"},
			&cli.StringFlag{Name: "cache", Usage: "remember verdicts of unchanged scenarios in `DIR`"},
			&cli.StringFlag{Name: "max-replications", Value: fmt.Sprint(check.DefaultMost), Usage: "undecided after `N` replications"},
			&cli.StringFlag{Name: "error-rate", Value: "1%", Usage: "the chance `P` that any verdict is wrong"},
			&cli.StringFlag{Name: "tolerance", Value: "0.5%", Usage: "change against the baseline that does not matter: `P`, absolute for fractions, relative otherwise"},
			&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that all random numbers follow from (default: the scenario's)"},
			&cli.StringFlag{Name: "workers", Value: "0", Usage: "replications at once, `N` (0: one per processor); the result does not depend on it"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress and no notes on stderr"},
		},
		Action: checkAction,
	}
}

func checkFormats() []string { return []string{"text", "json", "markdown", "github"} }

// checkSettings are the flags of check.
type checkSettings struct {
	baselines, junit, format, out, cache string
	update, quiet                        bool
	timeLimit                            time.Duration
	most, workers                        int
	errorRate, tolerance                 float64
	seed                                 uint64
	seedSet                              bool
}

func readCheckSettings(c *cli.Context) (checkSettings, error) {
	s := checkSettings{baselines: c.String("baseline"), junit: c.String("junit"), format: c.String("format"), out: c.String("out"), cache: c.String("cache"),
		update: c.Bool("update"), quiet: c.Bool("quiet"), timeLimit: c.Duration("time-limit"), seed: c.Uint64("seed"), seedSet: c.IsSet("seed")}
	for _, name := range []string{"baseline", "junit", "out", "cache"} {
		if c.IsSet(name) && c.String(name) == "" {
			return s, usagef("--%s needs a name", name)
		}
	}
	switch {
	case !slices.Contains(checkFormats(), s.format):
		return s, usagef("--format %q is none of %s%s", s.format, strings.Join(checkFormats(), ", "), didYouMean(s.format, checkFormats()))
	case s.update && s.baselines == "":
		return s, usagef("--update writes baselines: say where with --baseline DIR")
	case c.IsSet("time-limit") && s.timeLimit <= 0:
		return s, usagef("--time-limit must be more than 0, such as 2m")
	}
	var err error
	if s.most, err = wholeNumber("max-replications", c.String("max-replications"), 2*sim.BlockReplications, sim.MaxReplicationsLimit); err != nil {
		return s, err
	}
	if s.workers, err = wholeNumber("workers", c.String("workers"), 0, workersLimit); err != nil {
		return s, err
	}
	for name, p := range map[string]*float64{"error-rate": &s.errorRate, "tolerance": &s.tolerance} {
		if *p, err = parseFraction(c.String(name)); err != nil || !(*p > 0) || *p >= 0.5 {
			return s, usagef("--%s %q: write a fraction above 0 and below 50%%, such as 1%%", name, c.String(name))
		}
	}
	return s, nil
}

// checkAction verifies every file. Nothing runs before all files are read.
func checkAction(c *cli.Context) error {
	s, err := readCheckSettings(c)
	if err != nil {
		return err
	}
	files, err := expand(c.Args().Slice())
	if err != nil {
		return err
	}
	list, err := loadChecked(files, s)
	if err != nil {
		return err
	}
	folders, err := s.folders()
	if err != nil {
		return err
	}
	found := &report.Checks{Version: version, Error: s.errorRate}
	w := &checking{settings: s, folders: folders, sharing: expectationsIn(list), files: len(list), stderr: c.App.ErrWriter}
	deadline := time.Now().Add(s.timeLimit)
	for i, f := range list {
		ctx, cancel := c.Context, context.CancelFunc(func() {})
		if s.timeLimit > 0 { // what is left is shared by the files that are left
			ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(len(list)-i))
		}
		one, err := w.file(ctx, c.Context, f)
		cancel()
		if err != nil {
			return interruptedCheck(err, i, len(list))
		}
		found.Files = append(found.Files, one)
	}
	if err := writeChecks(c.App.Writer, s, folders, found); err != nil {
		return err
	}
	if !found.OK() {
		return &exitError{exitFailed, errors.New(unheld(found))}
	}
	return nil
}

// unheld says on stderr why the program ends with exit code 1.
func unheld(c *report.Checks) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Count(check.Failed), "expectations failed"}, {c.Count(check.Undecided), "expectations undecided"}, {c.Alarms(), "baselines not held"}} {
		if p.n == 1 {
			p.what = strings.Replace(p.what, "s ", " ", 1)
		}
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

func interruptedCheck(err error, done, of int) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("interrupted after %d of %d scenarios; nothing was written", done, of)
	}
	return err
}

// checkFolders are where check writes.
type checkFolders struct{ baselines, out, cache folder }

// folders opens what the flags name, so that nobody waits for verdicts that have no place.
func (s checkSettings) folders() (checkFolders, error) {
	var f checkFolders
	for _, k := range []struct {
		path string
		into *folder
	}{{map[bool]string{true: s.baselines}[s.update], &f.baselines}, {s.out, &f.out}, {s.cache, &f.cache}} {
		if k.path == "" {
			continue
		}
		var err error
		if *k.into, err = openFolder(k.path); err != nil {
			return f, err
		}
	}
	return f, nil
}

// writeChecks writes what was found in every form that was asked for.
func writeChecks(stdout io.Writer, s checkSettings, f checkFolders, found *report.Checks) error {
	if s.junit != "" {
		if err := writeFile(s.junit, func(w io.Writer) error { return report.WriteCheckJUnit(w, found) }); err != nil {
			return err
		}
	}
	if f.out.path != "" {
		if err := savePictures(f.out, found); err != nil {
			return err
		}
		if err := f.out.write("summary.md", func(w io.Writer) error { return report.WriteCheckMarkdown(w, found) }); err != nil {
			return err
		}
	}
	switch s.format {
	case "json":
		return report.WriteCheckJSON(stdout, found)
	case "markdown":
		return report.WriteCheckMarkdown(stdout, found)
	case "github":
		return report.WriteCheckGitHub(stdout, found)
	}
	return report.WriteCheckText(stdout, found, colored(stdout))
}

// savePictures draws before and after for every baseline that has changed.
func savePictures(f folder, found *report.Checks) error {
	for i := range found.Files {
		one := &found.Files[i]
		chart, ok := report.BeforeAfter(one)
		if !ok {
			continue
		}
		name := strings.TrimSuffix(filepath.Base(one.File), filepath.Ext(one.File)) + "-before-after.svg"
		if err := f.write(name, func(w io.Writer) error { return chart.Render(w, charts.Options{}) }); err != nil {
			return err
		}
		one.Baseline.Picture = name
	}
	return nil
}

// writeFile writes one file, whole or not at all.
func writeFile(name string, fill func(io.Writer) error) error {
	return folder{filepath.Dir(name)}.write(filepath.Base(name), fill)
}
