package main

import (
	"context"
	"errors"
	"fmt"

	"agner/report"
	"agner/sim"
	"agner/staffing"

	"github.com/urfave/cli/v2"
)

func frontierCommand() *cli.Command {
	return &cli.Command{
		Name:      "frontier",
		Usage:     "service level against budget, from the leanest staffing to the richest",
		ArgsUsage: "FILE",
		Description: "Looks for the cheapest staffing at ten levels of service around the targets, each optimised for itself, and\n" +
			"holds them against each other on the same customers: the cheapest that surely meets every target, the best\n" +
			"within the budget, where the net value is greatest, and what each further point of service costs. Ctrl-C writes\n" +
			"the staffings found so far (exit code 3).\n\n" +
			"agner frontier scenarios/small-support.yaml --out frontier",
		Flags: append(flagsFor("frontier.json, frontier.csv and the charts", "precision"),
			&cli.StringFlag{Name: "meet", Usage: "where targets must hold: `WHERE` is interval, day, or a share such as \"90% of days\" (default: the scenario's)"}),
		Action: frontierFile,
	}
}

// frontierFile draws the frontier of one scenario.
func frontierFile(c *cli.Context) error {
	w, target, err := newStaffWork(c)
	if err != nil {
		return err
	}
	w.task.Method = staffing.Simulation
	s := w.settings
	answer, err := w.frontier(c.Context)
	w.bar.close()
	if answer == nil {
		return interrupted(err, nil, 1)
	}
	found := deliver(answer, report.WriteFrontierJSON, report.WriteFrontierCSV, report.WriteFrontierMarkdown, report.WriteFrontierText).
		files("frontier.json", "frontier.csv", answer.Pictures)
	// After Ctrl-C the answer is worth a moment more: it took the time.
	if err := found.save(context.WithoutCancel(c.Context), target, s.quiet, c.App.ErrWriter); err != nil {
		return interrupted(err, nil, 1)
	}
	if err := found.print(c.App.Writer, s.format); err != nil || !answer.Interrupted {
		return err
	}
	said := fmt.Sprintf("interrupted: %d of %d staffings so far", len(answer.Frontier), staffing.Levels())
	if s.out != "" {
		said += "; they are saved in " + s.out
	}
	return errors.New(said)
}

// frontier finds the staffings from lean to rich. After an interruption it returns those found, nil when there are
// none, and the error.
func (w *staffWork) frontier(ctx context.Context) (*report.Budgets, error) {
	o := w.options()
	points, err := within(ctx, staffGrace, func() ([]staffing.Point, error) { return staffing.Frontier(ctx, w.task, o, sim.RunPaired) })
	if err != nil && (!errors.Is(err, context.Canceled) || len(points) == 0) {
		return nil, err
	}
	out := &report.Budgets{Run: *described(w.scenario, w.settings), Seed: o.Sim.Seed, Replications: o.Sim.Replications, Task: w.task}
	out.Centre, out.Frontier, out.Interrupted = w.task.Centre, points, err != nil
	return out, err
}
