package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"agner/report"
	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

func explainCommand() *cli.Command {
	flags := append(flagsFor("", "out"),
		&cli.BoolFlag{Name: "money", Usage: "simulate as run does, and print every money figure with its arithmetic"},
		&cli.BoolFlag{Name: "diff", Usage: "say what differs in meaning between two files"})
	return &cli.Command{
		Name:      "explain",
		Usage:     "what a scenario means: the merged file, demand, staffing, the life of a customer, money",
		ArgsUsage: "FILE",
		Description: "Prints the scenario as it runs, with extends, variant and changes applied, then its meaning in plain words,\n" +
			"every value that was not stated, and what is risky. Nothing is simulated, except with --money, which\n" +
			"traces every money figure: planned hours to paid hours to wages, overtime, tariffs, lines, campaigns,\n" +
			"customers lost, each with its amount. With --diff it compares two scenarios value by value, whatever\n" +
			"their layout and comments.\n\n" +
			"agner explain scenarios/campaign-launch.yaml --variant more_agents\n" +
			"agner explain scenarios/campaign-launch.yaml --money\n" +
			"agner explain --diff last-week.yaml this-week.yaml",
		Flags:  flags,
		Action: explainFile,
	}
}

func explainFile(c *cli.Context) error {
	s, err := readSettings(c)
	if err != nil {
		return err
	}
	for _, name := range []string{"seed", "replications", "precision", "workers"} {
		if c.IsSet(name) && !c.Bool("money") {
			return usagef("--%s goes with --money: without it nothing is simulated", name)
		}
	}
	if c.Bool("diff") {
		if c.Bool("money") {
			return usagef("--diff and --money exclude each other")
		}
		return explainDiff(c, s)
	}
	if c.NArg() != 1 {
		return usagef("explain takes one scenario file: agner explain FILE, or agner explain --diff FILE FILE")
	}
	x, err := load(c.Args().First(), s)
	if err != nil {
		return usage(mistakes{err})
	}
	e, err := explanation(x)
	if err != nil {
		return err
	}
	if c.Bool("money") {
		if e.Accounts, err = account(c, x, s); err != nil {
			return err
		}
	}
	switch s.format {
	case "json":
		return report.WriteExplainJSON(c.App.Writer, e)
	case "csv":
		return report.WriteExplainCSV(c.App.Writer, e)
	case "markdown":
		return report.WriteExplainMarkdown(c.App.Writer, e)
	}
	return report.WriteExplainText(c.App.Writer, e, report.TextOptions{Width: terminalWidth(c.App.Writer), Color: colored(c.App.Writer)})
}

// explanation puts together what a scenario means.
func explanation(x *scenarios.Scenario) (*report.Explanation, error) {
	merged, err := scenarios.Effective(x)
	if err != nil {
		return nil, err
	}
	e := &report.Explanation{Merged: merged, Money: x.Money.Explain(x.Centre), Variants: x.Variants, Run: report.Run{Name: x.Name, Description: x.Description,
		File: x.File, Fingerprint: x.Fingerprint, Variant: x.Variant, Version: version, Start: x.Start, Centre: x.Centre,
		QueueLabels: x.QueueLabels, GroupLabels: x.GroupLabels, Currency: x.Money.Currency, Limit: limitOf(x), Warnings: x.Warnings}}
	for _, d := range x.Defaults {
		e.Defaults = append(e.Defaults, report.Default{Path: d.Path, Value: d.Value})
	}
	if words := x.Money.LimitWords(x.Centre.Horizon); words != "" {
		e.Notes = append(e.Notes, words)
	}
	for _, g := range x.Shrinkage {
		e.PaidTimes = append(e.PaidTimes, report.PaidTime{OutOfOffice: g.OutOfOffice, InOffice: g.InOffice, Adherence: g.Adherence})
	}
	for _, event := range x.Spec.Events {
		e.Events = append(e.Events, event.Words(x.Start))
	}
	return e, nil
}

// explainDiff says what differs between two scenarios.
func explainDiff(c *cli.Context, s settings) error {
	if c.NArg() != 2 {
		return usagef("--diff takes two scenario files: agner explain --diff FILE FILE")
	}
	if s.variant != "" || len(s.sets) > 0 {
		return usagef("--diff compares whole files, with their variants: --variant and --set do not go with it")
	}
	files := c.Args().Slice()
	jobs, err := loadJobs(files, s)
	if err != nil {
		return err
	}
	var parts [2][]scenarios.Part
	for i, j := range jobs {
		if parts[i], err = partsOf(j); err != nil {
			return err
		}
	}
	found := scenarios.Diff(jobs[0].scenario, jobs[1].scenario, parts[0], parts[1])
	return printDiff(c.App.Writer, s.format, files, found)
}

// partsOf reads the files that make up a scenario.
func partsOf(j job) ([]scenarios.Part, error) {
	root, err := os.OpenRoot(filepath.Dir(j.file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return scenarios.Merged(root.FS(), j.scenario)
}

// diffSchema names the version of the JSON of explain --diff.
const diffSchema = "agner/explain-diff/v1"

func printDiff(stdout io.Writer, format string, files []string, found []scenarios.Difference) error {
	switch format {
	case "json":
		type difference struct {
			Path   string  `json:"path"`
			Before *string `json:"before"`
			After  *string `json:"after"`
		}
		orNull := func(s string) *string {
			if s == "" {
				return nil
			}
			return &s
		}
		list := []difference{}
		for _, d := range found {
			list = append(list, difference{d.Path, orNull(d.Before), orNull(d.After)})
		}
		out := json.NewEncoder(stdout)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(struct {
			Schema      string       `json:"schema"`
			Before      string       `json:"before"`
			After       string       `json:"after"`
			Differences []difference `json:"differences"`
		}{diffSchema, files[0], files[1], list})
	case "csv":
		rows := [][]string{{"path", "before", "after"}}
		for _, d := range found {
			rows = append(rows, []string{d.Path, d.Before, d.After})
		}
		return csv.NewWriter(stdout).WriteAll(rows)
	}
	lead := map[string]string{"markdown": "- `", "text": ""}[format]
	trail := map[string]string{"markdown": "`", "text": ""}[format]
	for _, d := range found {
		line := d.String()
		if format == "markdown" {
			line = strings.ReplaceAll(line, "`", "'")
		}
		if _, err := fmt.Fprintln(stdout, lead+line+trail); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		_, err := fmt.Fprintf(stdout, "%s and %s mean the same.\n", files[0], files[1])
		return err
	}
	return nil
}
