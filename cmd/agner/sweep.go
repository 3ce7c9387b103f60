package main

import (
	"slices"
	"strings"

	"agner/report"
	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

// sweepLimit is the most points of one sweep: each is simulated as long as a run.
const sweepLimit = 500

func sweepCommand() *cli.Command {
	return &cli.Command{
		Name:      "sweep",
		Usage:     "every combination of the values in the scenario's sweep",
		ArgsUsage: "FILE",
		Description: "Simulates the grid that the section sweep spans, all points on the same customers, and the scenario as\n" +
			"it is. With --out DIR it also writes sweep.json, sweep.csv and, for two axes, heat maps.\n\n" +
			"  sweep: {groups.tier1.agents: [-4, +0, +4], queues.sales.arrivals.volume: [-10%, +0%, +10%]}",
		Flags:  flagsFor("sweep.json, sweep.csv and heat maps"),
		Action: sweepFile,
	}
}

func sweepFile(c *cli.Context) error {
	s, err := readSettings(c)
	if err != nil {
		return err
	}
	if c.NArg() != 1 {
		return usagef("sweep takes one scenario file: agner sweep FILE")
	}
	all, axes, err := loadGrid(c.Args().First(), s)
	if err != nil {
		return err
	}
	return contest(c, s, all, func(done *report.Comparison) deliverable {
		result := &report.Sweep{Comparison: *done}
		for _, a := range axes {
			result.Axes = append(result.Axes, report.SweepAxis(a))
		}
		return deliver(result, report.WriteSweepJSON, report.WriteSweepCSV, report.WriteSweepMarkdown, report.WriteSweepText).
			files("sweep.json", "sweep.csv", result.Pictures)
	})
}

// loadGrid reads the scenario as it is and at every point, the last axis changing fastest.
func loadGrid(file string, s settings) ([]contender, []scenarios.Axis, error) {
	base, err := load(file, s)
	if err != nil {
		return nil, nil, usage(mistakes{err})
	}
	if len(base.Sweep) == 0 {
		return nil, nil, usagef("%s has no section sweep: write one such as sweep: {groups.tier1.agents: [-4, +0, +4]}", file)
	}
	size := 1
	for _, a := range base.Sweep {
		size *= len(a.Values)
	}
	if size > sweepLimit {
		return nil, nil, usagef("the sweep of %s has %d points; at most %d are simulated: list fewer values", file, size, sweepLimit)
	}
	given := s.sets
	var points []point
	for i := range size {
		sets := settingsAt(base.Sweep, i)
		s.sets = slices.Concat(given, sets)
		points = append(points, point{strings.Join(sets, ", "), s})
	}
	all, err := loadPoints(file, base, points)
	return all, base.Sweep, err
}

// settingsAt returns "path=value" of every axis at point i of the grid.
func settingsAt(axes []scenarios.Axis, i int) []string {
	out := make([]string, len(axes))
	for a := len(axes) - 1; a >= 0; a-- {
		n := len(axes[a].Values)
		out[a], i = axes[a].Path+"="+axes[a].Values[i%n], i/n
	}
	return out
}
