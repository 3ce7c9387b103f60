package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"agner/report"
	"agner/scenarios"
	"agner/sim"
	"agner/staffing"

	"github.com/urfave/cli/v2"
)

func staffCommand() *cli.Command {
	return &cli.Command{
		Name:      "staff",
		Usage:     "how many agents each group needs in each interval to meet the targets at least cost",
		ArgsUsage: "FILE",
		Description: "Theory proposes a staffing, simulation improves it, tries every removal of an agent from it and every\n" +
			"move to a cheaper group, and confirms it on fresh random numbers. The answer comes with that certificate, with what a further point of service\n" +
			"costs, why Erlang C says something else, what matters most, how many days it holds on, and what events\n" +
			"cost that planning is not told of. When limits or the budget put the targets out of reach, the best\n" +
			"partial answer is written and the exit code is 1. Ctrl-C writes the best so far (exit code 3).\n\n" +
			"--format csv prints the agents by interval, one column per group, ready to be read back:\n" +
			"agents: {file: seats.csv, column: GROUP, date: date, time: start, use: dated}\n\n" +
			"agner staff scenarios/retail-bank.yaml\n" +
			"agner staff bank.yaml --method erlang_c --meet interval\n" +
			"agner staff bank.yaml --meet \"90% of days\" --set groups.agents.wage=+5%",
		Flags: append(flagsFor("staff.json, seats.csv and the charts", "precision"),
			&cli.StringFlag{Name: "method", Usage: "`METHOD` simulation, erlang_c or erlang_a (default: the scenario's)"},
			&cli.StringFlag{Name: "meet", Usage: "where targets must hold: `WHERE` is interval, day, or a share such as \"90% of days\" (default: the scenario's)"},
			&cli.BoolFlag{Name: "brief", Usage: "the plan alone: no audit, no sensitivities, no risk"}),
		Action: staffFile,
	}
}

// staffFile staffs one scenario.
func staffFile(c *cli.Context) error {
	w, target, err := newStaffWork(c)
	if err != nil {
		return err
	}
	s := w.settings
	answer, err := w.staff(c.Context, c.Bool("brief"))
	w.bar.close()
	if answer == nil {
		return interrupted(err, nil, 1)
	}
	found := deliver(answer, report.WriteStaffJSON, report.WriteStaffCSV, report.WriteStaffMarkdown, report.WriteStaffText).
		files("staff.json", "seats.csv", answer.Pictures)
	// After Ctrl-C the answer is worth a moment more: it took the time.
	if err := found.save(context.WithoutCancel(c.Context), target, s.quiet, c.App.ErrWriter); err != nil {
		return err
	}
	if err := found.print(c.App.Writer, s.format); err != nil {
		return err
	}
	switch problem := answer.Problem(); {
	case err != nil:
		return fmt.Errorf("interrupted: %s", partly(answer, s))
	case problem != "":
		return &exitError{exitFailed, errors.New(problem)}
	}
	return nil
}

// newStaffWork reads what a command that staffs is to do and where its files go.
func newStaffWork(c *cli.Context) (*staffWork, folder, error) {
	s, err := readSettings(c)
	if err != nil {
		return nil, folder{}, err
	}
	x, err := loadOnly(c, s)
	if err != nil {
		return nil, folder{}, err
	}
	task, err := taskOf(c, x)
	if err != nil {
		return nil, folder{}, err
	}
	target, err := wantedFolder(s.out)
	if err != nil {
		return nil, folder{}, err
	}
	return &staffWork{scenario: x, settings: s, task: task, bar: newProgress(c.App.ErrWriter, x.Name, s.quiet)}, target, nil
}

// partly says what is there after an interruption.
func partly(answer *report.Staff, s settings) string {
	said := "the plan is complete, what follows from it is not"
	if answer.Plan.Interrupted {
		said = "the plan is the best so far and not confirmed"
	}
	if s.out != "" {
		said += "; it is saved in " + s.out
	}
	return said
}

// loadOnly reads the only file of a command.
func loadOnly(c *cli.Context, s settings) (*scenarios.Scenario, error) {
	files := c.Args().Slice()
	if len(files) != 1 {
		return nil, usagef("%s needs one scenario file: agner %s FILE", c.Command.Name, c.Command.Name)
	}
	jobs, err := loadJobs(files, s)
	if err != nil {
		return nil, err
	}
	return jobs[0].scenario, nil
}

// taskOf is the staffing question of the scenario as planners know it, as flags change it.
func taskOf(c *cli.Context, x *scenarios.Scenario) (*staffing.Task, error) {
	t := x.Task(x.Planned)
	var problem string
	if c.IsSet("method") {
		if t.Method, problem = scenarios.ReadMethod(c.String("method")); problem != "" {
			return nil, usagef("--method %s", problem)
		}
	}
	if c.IsSet("meet") {
		if t.Meet, t.Share, problem = scenarios.ReadMeet(c.String("meet")); problem != "" {
			return nil, usagef("--meet %s", problem)
		}
	}
	var said []string
	for _, p := range t.Validate() {
		said = append(said, fmt.Sprintf("%s: %s: %s", x.File, p.Path, p.Message))
	}
	if len(said) > 0 {
		return nil, usage(mistakes{errors.New(strings.Join(said, "\n"))})
	}
	return t, nil
}

// staffWork is one staffing in the making.
type staffWork struct {
	scenario *scenarios.Scenario
	settings settings
	task     *staffing.Task
	bar      *progress
}

// staffGrace is how long a search may take after Ctrl-C to hand over the best so far.
const staffGrace = 800 * time.Millisecond

// staff finds the plan and what is said of it. After an interruption it returns
// what there is, nil when there is nothing, and the error.
func (w *staffWork) staff(ctx context.Context, brief bool) (*report.Staff, error) {
	o := w.options()
	plan, err := within(ctx, staffGrace, func() (*staffing.Plan, error) { return staffing.Solve(ctx, w.task, o, sim.RunPaired) })
	if err != nil || plan == nil {
		return nil, err
	}
	out := &report.Staff{Run: *described(w.scenario, w.settings), Seed: o.Sim.Seed, Task: w.task, Plan: plan, Unknown: w.scenario.Unknown()}
	out.Centre = w.task.Centre
	if plan.Interrupted {
		return out, ctx.Err()
	}
	if brief {
		return out, nil
	}
	for _, step := range []func(context.Context, *report.Staff) error{w.audit, w.sensitivities, w.risk, w.silence} {
		if _, err := promptly(ctx, func() (*report.Staff, error) { return nil, step(ctx, out) }); err != nil {
			return out, err
		}
	}
	return out, nil
}

// options of the search; what is simulated is told on the bar.
func (w *staffWork) options() staffing.SolveOptions {
	o := staffing.SolveOptions{Sim: simOptions(w.scenario, w.settings)}
	o.Sim.Precision = nil
	o.Progress = func(doing string, done, planned int) { w.bar.doing(w.scenario.Name+": "+doing, done, planned) }
	return o
}

// insight returns options for a look at the plan that simulates about so many
// contacts a staffing, within the scenario's replications.
func (w *staffWork) insight(doing string, contacts float64, least int) sim.Options {
	o := simOptions(w.scenario, w.settings)
	o.Precision = nil
	o.Replications = min(max(int(contacts/max(contactsOf(w.task.Centre), 1)), least), max(o.Replications, 1))
	o.Progress = func(done, planned int) { w.bar.doing(w.scenario.Name+": "+doing, done, planned) }
	return o
}

// contactsOf returns the contacts that the scenario states for one replication.
func contactsOf(c *sim.Centre) float64 {
	total := 0.0
	for _, q := range staffing.Beside(c, nil).Queues {
		for _, i := range q.Intervals {
			total += i.Contacts
		}
	}
	return total
}

func (w *staffWork) audit(ctx context.Context, out *report.Staff) (err error) {
	out.Audit, err = staffing.Audit(ctx, w.planned(out), w.insight("checking Erlang's assumptions", 6e5, 20), sim.RunPaired)
	return err
}

func (w *staffWork) sensitivities(ctx context.Context, out *report.Staff) (err error) {
	o := w.insight("looking at what matters most", 1e6, 30)
	out.Simulated = o.Replications
	out.Sensitivities, err = staffing.Sensitivities(ctx, w.planned(out), w.task.Money, o, sim.RunPaired)
	return err
}

func (w *staffWork) risk(ctx context.Context, out *report.Staff) (err error) {
	o := staffing.RiskOptions{Sim: w.insight("looking at good and bad days", 2e6, 50)}
	out.Risk, err = staffing.AssessRisk(ctx, w.planned(out), w.task.Money, o, sim.RunPaired)
	return err
}

func (w *staffWork) silence(ctx context.Context, out *report.Staff) (err error) {
	if w.scenario.Planned == w.scenario.Centre {
		return nil
	}
	actual := *w.task
	actual.Centre = w.scenario.Centre
	out.Silence, err = staffing.PriceOfSilence(ctx, &actual, out.Plan, w.options(), sim.RunPaired)
	return err
}

// planned is the centre as planning knows it, with the plan's agents.
func (w *staffWork) planned(out *report.Staff) *sim.Centre {
	return w.task.Centre.WithSeats(out.Plan.Seats)
}
