package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"agner/report"
	"agner/scenarios"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

// contender is one scenario that is compared, under a name of its own.
type contender struct {
	name     string
	scenario *scenarios.Scenario
}

// contest simulates all on the same customers, prints what show makes of it, and saves it where --out says.
func contest(c *cli.Context, s settings, all []contender, show func(*report.Comparison) deliverable) error {
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
	found := show(done)
	if err := found.save(c.Context, target, s.quiet, c.App.ErrWriter); err != nil {
		return interrupted(err, nil, 1)
	}
	return found.print(c.App.Writer, s.format)
}

// point is how a file that has been loaded is changed to be compared with itself.
type point struct {
	name     string
	settings settings
}

// loadPoints reads file once more for each point, and puts base first. The mistakes of all points are told at once.
func loadPoints(file string, base *scenarios.Scenario, points []point) ([]contender, error) {
	out := []contender{{"base", base}}
	var problems []error
	for _, p := range points {
		p.settings.again = true
		x, err := load(file, p.settings)
		if err != nil {
			problems = append(problems, fmt.Errorf("with %s:\n%w", p.name, err))
			continue
		}
		out = append(out, contender{p.name, x})
	}
	if len(problems) > 0 {
		return nil, usage(mistakes{errors.Join(problems...)})
	}
	return out, nil
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
