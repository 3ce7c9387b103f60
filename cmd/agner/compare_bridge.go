package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"agner/report"
	"agner/scenarios"
	"agner/sim"
	"agner/staffing"

	"github.com/urfave/cli/v2"
)

// bridgeFiles says what changed between two scenarios, one class of facts at a time.
func bridgeFiles(c *cli.Context, s settings) error {
	if len(s.precision) > 0 {
		return usagef("--precision does not go with --bridge: a staffing is simulated until it is decided; state --replications for at most so many")
	}
	sides, closing, err := bridgeSides(c.Args().Slice(), s)
	defer closing()
	if err != nil {
		return err
	}
	tasks, err := bridgeEnds(c, sides)
	if err != nil {
		return err
	}
	target, err := wantedFolder(s.out)
	if err != nil {
		return err
	}
	work := &bridgeWork{before: sides[0].Scenario, after: sides[1].Scenario, settings: s, method: tasks[1].Method, sameMethod: tasks[0].Method == tasks[1].Method}
	b, err := work.solve(c, scenarios.NewBridge(sides[0], sides[1]))
	if err != nil {
		return interrupted(err, nil, 1)
	}
	found := deliver(b, report.WriteBridgeJSON, report.WriteBridgeCSV, report.WriteBridgeMarkdown, report.WriteBridgeText).
		files("bridge.json", "bridge.csv", b.Pictures)
	if err := found.save(c.Context, target, s.quiet, c.App.ErrWriter); err != nil {
		return interrupted(err, nil, 1)
	}
	if err := found.print(c.App.Writer, s.format); err != nil {
		return err
	}
	if problem := b.Problem(); problem != "" {
		return &exitError{exitFailed, errors.New(problem)}
	}
	return nil
}

// bridgeSides loads both ends: two files, or one file and its variant. The folders stay open
// until closing is called.
func bridgeSides(files []string, s settings) (sides [2]scenarios.BridgeSide, closing func(), err error) {
	var roots []*os.Root
	closing = func() {
		for _, r := range roots {
			r.Close()
		}
	}
	variants := [2]string{s.variant, s.variant}
	switch {
	case len(files) == 1 && s.variant != "":
		files, variants[0] = []string{files[0], files[0]}, ""
	case len(files) != 2:
		return sides, closing, usagef("--bridge takes the scenario that was signed and the one of today: agner compare --bridge OLD NEW, or FILE with --variant NAME")
	}
	var problems []error
	for i, file := range files {
		s.variant = variants[i]
		x, err := load(file, s)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		root, err := os.OpenRoot(filepath.Dir(file))
		if err != nil {
			return sides, closing, err
		}
		roots = append(roots, root)
		sides[i] = scenarios.BridgeSide{Scenario: x, Files: fs.FS(root.FS())}
	}
	if len(problems) > 0 {
		return sides, closing, usage(mistakes{errors.Join(problems...)})
	}
	names := bridgeNames(sides[0].Scenario, sides[1].Scenario)
	return sides, closing, alike([]contender{{names[0], sides[0].Scenario}, {names[1], sides[1].Scenario}})
}

// bridgeEnds are the staffing questions of both ends, which must be sound.
func bridgeEnds(c *cli.Context, sides [2]scenarios.BridgeSide) (tasks [2]*staffing.Task, err error) {
	var problems []error
	for i, side := range sides {
		if tasks[i], err = taskOf(c, side.Scenario); err != nil {
			problems = append(problems, err)
		}
	}
	if len(problems) > 0 {
		return tasks, usage(mistakes{errors.Join(problems...)})
	}
	return tasks, nil
}

// bridgeNames names both ends, apart from each other.
func bridgeNames(before, after *scenarios.Scenario) [2]string {
	base := func(x *scenarios.Scenario) string {
		return strings.TrimSuffix(filepath.Base(x.File), filepath.Ext(x.File))
	}
	out := [2]string{before.Name, after.Name}
	if out[0] == out[1] {
		out = [2]string{base(before), base(after)}
	}
	if out[0] == out[1] {
		out = [2]string{before.File, after.File}
	}
	if out[0] == out[1] {
		out = [2]string{before.Variant, after.Variant}
	}
	if out[0] == out[1] {
		out = [2]string{"old", "new"}
	}
	return out
}

// bridgeWork solves the scenarios of a bridge.
type bridgeWork struct {
	before, after *scenarios.Scenario
	settings      settings
	method        staffing.Method
	sameMethod    bool
}

// defaultContract is the week of a full-time contract where neither scenario states one.
const defaultContract = 40

func (w *bridgeWork) solve(c *cli.Context, way *scenarios.Bridge) (*report.Bridge, error) {
	names := bridgeNames(w.before, w.after)
	out := &report.Bridge{Old: names[0], New: names[1], OldFile: w.before.File, NewFile: w.after.File, Version: version,
		Currency: orOther(w.after.Money.Currency, w.before.Money.Currency), Days: int(w.after.Centre.Horizon.Length / sim.Day), Method: w.method, Same: way.Same}
	o := staffing.SolveOptions{Sim: simOptions(w.after, w.settings)}
	o.Sim.Precision = nil
	out.Seed = o.Sim.Seed
	steps := append([]scenarios.BridgeStep{{Name: names[0], Scenario: w.before}}, way.Steps...)
	for i, step := range steps {
		bar := newProgress(c.App.ErrWriter, fmt.Sprintf("step %d of %d, %s", i, len(steps)-1, step.Name), w.settings.quiet)
		o.Progress = func(doing string, done, planned int) {
			bar.doing(fmt.Sprintf("step %d of %d, %s: %s", i, len(steps)-1, step.Name, doing), done, planned)
		}
		t, err := taskOf(c, step.Scenario)
		if err != nil {
			return nil, err
		}
		t.Method, t.Money.ContractHours = w.method, w.contract(t.Money.ContractHours)
		need, err := promptly(c.Context, func() (staffing.Need, error) { return staffing.SolveNeed(c.Context, t, o, sim.RunPaired) })
		bar.close()
		if err != nil {
			return nil, err
		}
		out.Steps = append(out.Steps, report.BridgeStep{Name: step.Name, Changed: step.Changed, Need: need})
	}
	out.Notes = w.notes(out)
	for _, x := range []*scenarios.Scenario{w.before, w.after} {
		for _, text := range x.Warnings {
			if !slices.Contains(out.Warnings, text) {
				out.Warnings = append(out.Warnings, text)
			}
		}
	}
	return out, nil
}

// contract returns the weekly hours of one FTE: as stated, else as the other scenario states, else usual ones.
func (w *bridgeWork) contract(stated float64) float64 {
	for _, hours := range []float64{stated, w.after.Money.ContractHours, w.before.Money.ContractHours} {
		if hours > 0 {
			return hours
		}
	}
	return defaultContract
}

// notes say what the figures rest on.
func (w *bridgeWork) notes(b *report.Bridge) []string {
	var out []string
	if w.before.Money.ContractHours == 0 && w.after.Money.ContractHours == 0 {
		out = append(out, fmt.Sprintf("No contract is stated: one FTE is taken as %d hours a week (budget.contract).", defaultContract))
	}
	if !w.sameMethod {
		out = append(out, "The two ask for different methods of staffing: all steps use that of "+b.New+".")
	}
	unknown := w.before.Unknown()
	for _, name := range w.after.Unknown() {
		if !slices.Contains(unknown, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		out = append(out, "Left out, for planning does not know of them in time: "+strings.Join(unknown, ", ")+".")
	}
	if w.method == staffing.Simulation {
		out = append(out, "Each staffing is found by a search on the seed and replications of "+b.New+": a difference of a seat or two may be the search's. --method erlang_a is quicker, and blind to what formulas leave out.")
	} else {
		out = append(out, "Cost is that of the required agents and of what is stated outright; tariffs by the minute are taken as if agents were busy throughout.")
	}
	return append(out, "The agents that the scenarios state play no part: each step is staffed anew. Attrition has no step, for the scenario language does not state it yet.")
}

func orOther(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
