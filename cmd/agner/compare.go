package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"agner/report"
	"agner/scenarios"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:      "compare",
		Usage:     "variants or files side by side on the same customers, with a verdict on each difference",
		ArgsUsage: "FILE...",
		Description: "One file: its variants against the file itself. Several files: the first is the base of the others.\n" +
			"All meet the same customers, so that differences are paired and their intervals narrow. ~ marks a\n" +
			"difference that is no more than chance. With --out DIR it also writes compare.json, compare.csv and\n" +
			"the chart of all variants on the plane of cost and service level.\n\n" +
			"--bridge OLD NEW answers another question: what changed since the plan that was signed. It staffs OLD,\n" +
			"then takes over one class of facts from NEW after another (volume, handle time, patience, shrinkage,\n" +
			"targets, skills and routing, opening hours, prices, the rest) and splits the difference in paid hours,\n" +
			"FTE and cost. With --out DIR it writes bridge.json, bridge.csv and waterfall charts. When limits put the\n" +
			"targets of a step out of reach, the exit code is 1. One file with --variant NAME is a bridge to it.\n\n" +
			"agner compare scenarios/campaign-launch.yaml\n" +
			"agner compare monday.yaml tuesday.yaml --set groups.tier1.agents=+2\n" +
			"agner compare --bridge signed.yaml today.yaml --method erlang_a",
		Flags: append(flagsFor("compare.json, compare.csv and the chart"),
			&cli.BoolFlag{Name: "bridge", Usage: "what changed between two scenarios: paid hours, FTE and cost, one step at a time"},
			&cli.StringFlag{Name: "method", Usage: "of staffing each step of a bridge: `METHOD` simulation, erlang_c or erlang_a (default: NEW's)"},
			&cli.StringFlag{Name: "meet", Usage: "where targets must hold in a bridge: `WHERE` is interval, day, or a share such as \"90% of days\" (default: the scenario's)"}),
		Action: compareFiles,
	}
}

// flagsFor are the common flags of a command that writes certain files with --out.
func flagsFor(files string, without ...string) []cli.Flag {
	var out []cli.Flag
	for _, f := range commonFlags() {
		if o, ok := f.(*cli.StringFlag); ok && o.Name == "out" {
			o.Usage = "write " + files + " to `DIR`"
		}
		if !slices.Contains(without, f.Names()[0]) {
			out = append(out, f)
		}
	}
	return out
}

// compareFiles simulates all variants on the same customers.
func compareFiles(c *cli.Context) error {
	s, err := readSettings(c)
	if err != nil {
		return err
	}
	if c.Bool("bridge") {
		return bridgeFiles(c, s)
	}
	for _, name := range []string{"method", "meet"} {
		if c.IsSet(name) {
			return usagef("--%s goes with --bridge: compare itself simulates the agents that are stated", name)
		}
	}
	all, err := loadVariants(c.Args().Slice(), s)
	if err != nil {
		return err
	}
	if err := alike(all); err != nil {
		return err
	}
	target, err := wantedFolder(s.out)
	if err != nil {
		return err
	}
	done, err := simulateVariants(c.Context, all, s, c.App.ErrWriter)
	if err != nil {
		return interrupted(err, nil, 1)
	}
	found := deliver(done, report.WriteCompareJSON, report.WriteCompareCSV, report.WriteCompareMarkdown, report.WriteCompareText).
		files("compare.json", "compare.csv", done.Pictures)
	if err := found.save(c.Context, target, s.quiet, c.App.ErrWriter); err != nil {
		return interrupted(err, nil, 1)
	}
	return found.print(c.App.Writer, s.format)
}

// contender is one scenario that is compared, under a name of its own.
type contender struct {
	name     string
	scenario *scenarios.Scenario
}

// loadVariants reads what is to be compared, the base first: the variants of one
// file (or the one that --variant names), or several files.
func loadVariants(files []string, s settings) ([]contender, error) {
	switch len(files) {
	case 0:
		return nil, usagef("compare needs a scenario file: agner compare FILE")
	case 1:
		return loadOwnVariants(files[0], s)
	}
	jobs, err := loadJobs(files, s)
	if err != nil {
		return nil, err
	}
	var out []contender
	for _, j := range jobs {
		name := j.name()
		if slices.ContainsFunc(jobs, func(o job) bool { return o.file != j.file && o.name() == name }) {
			name = j.file
		}
		for n := 2; slices.ContainsFunc(out, func(o contender) bool { return o.name == name }); n++ {
			name = fmt.Sprintf("%s (%d)", j.name(), n)
		}
		out = append(out, contender{name, j.scenario})
	}
	return out, nil
}

func loadOwnVariants(file string, s settings) ([]contender, error) {
	wanted := s.variant
	s.variant = ""
	base, err := load(file, s)
	if err != nil {
		return nil, usage(mistakes{err})
	}
	out := []contender{{"base", base}}
	names := base.Variants
	if wanted != "" {
		names = []string{wanted}
	}
	if len(names) == 0 {
		return nil, usagef("%s has no variants to compare: give it a section variants, or name a second file", file)
	}
	var problems []error
	for _, name := range names {
		s.variant = name
		x, err := load(file, s)
		if err != nil {
			problems = append(problems, inVariant(name, err))
			continue
		}
		out = append(out, contender{name, x})
	}
	if len(problems) > 0 {
		return nil, usage(mistakes{errors.Join(problems...)})
	}
	return out, nil
}

// inVariant says which variant mistakes come from: the base is sound, so what they point at looks right by itself.
func inVariant(name string, err error) error {
	var found scenarios.Errors
	if !errors.As(err, &found) {
		return err
	}
	found = slices.Clone(found)
	for i := range found {
		found[i].Message += ", in variant " + name
	}
	return found
}

// alike refuses scenarios whose sums do not mean the same.
func alike(all []contender) error {
	base := all[0].scenario
	for _, o := range all[1:] {
		x := o.scenario
		if a, b := base.Centre.Horizon.Length, x.Centre.Horizon.Length; a != b {
			return usagef("%s covers %s and %s %s: give both the same horizon, for example with --set horizon.days=1",
				all[0].name, daysOf(a), o.name, daysOf(b))
		}
		if a, b := base.Money.Currency, x.Money.Currency; a != b && a != "" && b != "" {
			return usagef("%s counts money in %s and %s in %s: sums in different currencies cannot be compared", all[0].name, a, o.name, b)
		}
	}
	return nil
}

// daysOf writes a length in days.
func daysOf(length sim.Time) string {
	if length == sim.Day {
		return "1 day"
	}
	return fmt.Sprintf("%g days", length.Seconds()/86400)
}

// simulateVariants runs all variants, replication by replication, with the
// experiment of the base.
func simulateVariants(ctx context.Context, all []contender, s settings, stderr io.Writer) (*report.Comparison, error) {
	base := all[0].scenario
	bar := newProgress(stderr, base.Name+": "+fmt.Sprint(len(all))+" variants", s.quiet)
	defer bar.close()
	o := simOptions(base, s)
	o.Progress = bar.report
	var variants []sim.Variant
	for _, v := range all {
		variants = append(variants, sim.Variant{Name: v.name, Centre: v.scenario.Centre, Measures: v.scenario.Money.Measures(v.scenario.Centre)})
	}
	paired, err := promptly(ctx, func() (*sim.Paired, error) { return sim.RunPaired(ctx, variants, o) })
	if err != nil {
		return nil, err
	}
	out := &report.Comparison{Name: base.Name, Version: version, Currency: base.Money.Currency, Limit: limitOf(base)}
	for i, v := range all {
		x := v.scenario
		compared := report.Compared{Name: v.name, Scenario: x.Name, File: x.File, Fingerprint: x.Fingerprint, Centre: x.Centre, Result: paired.Results[i],
			Difference: paired.Differences[i], QueueLabels: x.QueueLabels, Warnings: x.Warnings}
		for _, m := range variants[i].Measures {
			compared.Measures = append(compared.Measures, m.Name)
		}
		out.Variants = append(out.Variants, compared)
	}
	return out, nil
}
