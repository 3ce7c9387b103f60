package main

import (
	"fmt"
	"slices"

	"agner/report"

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
	return contest(c, s, all, func(done *report.Comparison) deliverable {
		return deliver(done, report.WriteCompareJSON, report.WriteCompareCSV, report.WriteCompareMarkdown, report.WriteCompareText).
			files("compare.json", "compare.csv", done.Pictures)
	})
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
	names := base.Variants
	if wanted != "" {
		names = []string{wanted}
	}
	if len(names) == 0 {
		return nil, usagef("%s has no variants to compare: give it a section variants, or name a second file", file)
	}
	var points []point
	for _, name := range names {
		s.variant = name
		points = append(points, point{name, s})
	}
	return loadPoints(file, base, points)
}
