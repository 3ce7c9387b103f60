package main

import (
	"agner/report"
	"agner/scenarios"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

// account simulates a scenario as run does and fills in the arithmetic of every money figure.
func account(c *cli.Context, x *scenarios.Scenario, s settings) (*report.Accounts, error) {
	lines, figures := x.Money.Explain(x.Centre), x.Money.Measures(x.Centre)
	o := simOptions(x, s)
	o.Measures = figures
	for _, f := range figures {
		o.Measures = append(o.Measures, sim.Measure{Name: "divisor of " + f.Name, Num: f.Den})
	}
	for _, l := range lines {
		o.Measures = append(o.Measures, l.Measure, l.Quantity)
	}
	bar := newProgress(c.App.ErrWriter, x.Name, s.quiet)
	defer bar.close()
	o.Progress = bar.report
	result, err := promptly(c.Context, func() (*sim.Result, error) { return sim.Run(c.Context, x.Centre, o) })
	if err != nil {
		return nil, interrupted(err, nil, 1)
	}
	out := &report.Accounts{Replications: result.Replications, Seed: result.Seed}
	estimates := result.Measures
	for i, f := range figures {
		t := report.AccountTotal{Name: f.Name, Amount: estimates[i], Over: sim.NoData()}
		if len(f.Den) > 0 {
			t.Over = estimates[len(figures)+i]
		}
		out.Totals = append(out.Totals, t)
	}
	for i, l := range lines {
		at := 2*len(figures) + 2*i
		line := report.AccountLine{Line: l, Quantity: estimates[at+1], Amount: estimates[at]}
		if len(l.Quantity.Num) == 0 {
			line.Quantity = sim.NoData()
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}
