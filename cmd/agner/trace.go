package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"agner/report"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

func traceFlag() cli.Flag {
	return &cli.StringFlag{Name: "trace", Usage: "also write every contact offered in the first replication to `FILE`, as CSV: entry, queue, group, wait, talk, wrap-up, outcome; of a contact that flows on, each row counts entry and wait from the first queue (docs/metrics.md)"}
}

// traceJob writes the contacts of the first replication. Without a file it does nothing.
func traceJob(ctx context.Context, file string, jobs []job, s settings) error {
	switch info, err := os.Stat(file); {
	case file == "":
		return nil
	case len(jobs) != 1:
		return usagef("--trace: a file holds the contacts of one scenario, not of %d", len(jobs))
	case err == nil && info.IsDir():
		return fmt.Errorf("--trace: %s is a folder", file)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("--trace: cannot make the folder: %w", err)
	}
	x := jobs[0].scenario
	seed := simOptions(x, s).Seed
	return folder{filepath.Dir(file)}.write(filepath.Base(file), func(w io.Writer) error {
		return report.WriteTrace(w, x.Start, func(emit func(sim.Record)) error { return sim.Trace(ctx, x.Centre, seed, 0, emit) })
	})
}
