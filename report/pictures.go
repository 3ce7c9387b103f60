package report

import (
	"io"

	"agner/charts"
)

// Picture is one chart of a run.
type Picture struct {
	Name  string // of its file, without extension
	Queue int    // that it shows, sim.None for the whole centre
	Draw  func(w io.Writer, o charts.Options) error
}

// Pictures returns the charts of a run in the order of reading.
func (r *Run) Pictures() []Picture { return nil }
