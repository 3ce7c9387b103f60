package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"agner/charts"
	"agner/report"
)

// deliverable is what a command has found, in every format that it speaks.
type deliverable struct {
	json, csv, markdown func(io.Writer) error
	text                func(io.Writer, report.TextOptions) error
	jsonName, csvName   string // files of --out
	pictures            func() []report.Picture
}

// deliver makes a deliverable of v from its writers.
func deliver[T any](v T, json, csv, markdown func(io.Writer, T) error, text func(io.Writer, T, report.TextOptions) error) deliverable {
	with := func(write func(io.Writer, T) error) func(io.Writer) error {
		return func(w io.Writer) error { return write(w, v) }
	}
	return deliverable{json: with(json), csv: with(csv), markdown: with(markdown),
		text: func(w io.Writer, o report.TextOptions) error { return text(w, v, o) }}
}

// files names what --out writes.
func (d deliverable) files(jsonName, csvName string, pictures func() []report.Picture) deliverable {
	d.jsonName, d.csvName, d.pictures = jsonName, csvName, pictures
	return d
}

// print writes it to standard output in the wanted format.
func (d deliverable) print(stdout io.Writer, format string) error {
	switch format {
	case "json":
		return d.json(stdout)
	case "csv":
		return d.csv(stdout)
	case "markdown":
		return d.markdown(stdout)
	}
	return d.text(stdout, report.TextOptions{Width: terminalWidth(stdout), Color: colored(stdout)})
}

// save writes its files, each whole, and says so; nothing without --out.
func (d deliverable) save(ctx context.Context, f folder, quiet bool, stderr io.Writer) error {
	if f.path == "" {
		return nil
	}
	if err := f.write(d.jsonName, d.json); err != nil {
		return err
	}
	if err := f.write(d.csvName, d.csv); err != nil {
		return err
	}
	written := []string{d.jsonName, d.csvName}
	for _, p := range d.pictures() {
		if err := saveChart(ctx, f, p.Name, p.Draw); err != nil {
			return err
		}
		written = append(written, "charts/"+p.Name)
	}
	if !quiet {
		fmt.Fprintf(stderr, "Written to %s: %s\n", f.path, strings.Join(written, ", "))
	}
	return nil
}

// saveChart writes one chart in all its looks.
func saveChart(ctx context.Context, f folder, name string, draw func(io.Writer, charts.Options) error) error {
	for _, look := range looks() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.write(filepath.Join("charts", name+look.suffix), func(w io.Writer) error { return draw(w, look.options) }); err != nil {
			return err
		}
	}
	return nil
}
