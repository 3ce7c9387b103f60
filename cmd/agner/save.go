package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"agner/charts"
	"agner/report"
	"agner/scenarios"
)

// limitOf returns the budget for the horizon, NaN when none is stated.
func limitOf(x *scenarios.Scenario) float64 {
	if limit, ok := x.Money.LimitOver(x.Centre.Horizon); ok {
		return limit
	}
	return math.NaN()
}

// save writes all files of a run, each whole.
func save(ctx context.Context, f folder, r *report.Run) error {
	files := []struct {
		name string
		fill func(io.Writer) error
	}{
		{"results.json", func(w io.Writer) error { return report.WriteJSON(w, r) }},
		{"intervals.csv", func(w io.Writer) error { return report.WriteIntervals(w, r) }},
		{"report.xlsx", func(w io.Writer) error { return report.WriteXLSX(w, r) }},
		{"report.html", func(w io.Writer) error { return report.WriteHTML(w, r) }},
	}
	for _, p := range r.Pictures() {
		for _, look := range looks() {
			files = append(files, struct {
				name string
				fill func(io.Writer) error
			}{filepath.Join("charts", p.Name+look.suffix), func(w io.Writer) error { return p.Draw(w, look.options) }})
		}
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.write(file.name, file.fill); err != nil {
			return err
		}
	}
	return nil
}

type look struct {
	suffix  string
	options charts.Options
}

func looks() []look {
	return []look{
		{".svg", charts.Options{}},
		{".png", charts.Options{Format: charts.PNG}},
		{"-dark.svg", charts.Options{Theme: charts.Dark}},
		{"-dark.png", charts.Options{Format: charts.PNG, Theme: charts.Dark}},
	}
}

// printText writes the table of one run as soon as it is there.
func printText(stdout io.Writer, r *report.Run, following bool) error {
	if following {
		if _, err := fmt.Fprintln(stdout); err != nil {
			return err
		}
	}
	return report.WriteText(stdout, r, report.TextOptions{Width: terminalWidth(stdout), Color: colored(stdout)})
}

// printRuns writes all runs in the formats that hold them together.
func printRuns(stdout io.Writer, format string, runs []*report.Run) error {
	switch format {
	case "json":
		return report.WriteJSON(stdout, runs...)
	case "csv":
		return report.WriteCSV(stdout, runs...)
	case "markdown":
		for i, r := range runs {
			if i > 0 {
				fmt.Fprintln(stdout)
			}
			if err := report.WriteMarkdown(stdout, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// interrupted says what is there when the work stopped before its end.
func interrupted(err error, saved []job, all int) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	var where []string
	for _, j := range saved {
		if j.folder.path != "" {
			where = append(where, j.folder.path)
		}
	}
	if len(where) == 0 {
		return errors.New("interrupted: nothing was saved")
	}
	return fmt.Errorf("interrupted after %d of %d files: saved %s", len(saved), all, strings.Join(where, ", "))
}
