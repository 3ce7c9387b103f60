package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"agner/charts"
	"agner/erlang"

	"github.com/urfave/cli/v2"
)

func chartFlag() cli.Flag {
	return &cli.StringFlag{Name: "chart", Usage: "draw the table of --sweep into `FILE`, a name ending in .svg, .png, -dark.svg or -dark.png"}
}

// readChart checks the file's name before anything is computed.
func readChart(r *flagReader) string {
	if !r.c.IsSet("chart") {
		return ""
	}
	file := r.c.String("chart")
	if _, ok := chartOptions(file); !ok {
		r.problem("--chart %q: the name of a picture ends in .svg or .png", file)
	}
	if !r.c.IsSet("sweep") {
		r.problem("--chart draws a table; add --sweep agents=10..20")
	}
	return file
}

// chartOptions are what a file's name says about the picture.
func chartOptions(file string) (charts.Options, bool) {
	for _, l := range looks() {
		if stem, ok := strings.CutSuffix(file, l.suffix); ok && filepath.Base(file) != l.suffix && (l.options.Theme == charts.Dark || !strings.HasSuffix(stem, "-dark")) {
			return l.options, true
		}
	}
	return charts.Options{}, false
}

// powerOfOne is the picture of a sweep: what one agent more or fewer does.
func (q centre) powerOfOne(steps []float64) charts.PowerOfOne {
	c := charts.PowerOfOne{
		Subtitle: strings.SplitN(q.title, ":", 2)[0] + " · " + strings.Join(q.given(), " · "),
		Current:  q.agents, Target: q.target.ServiceLevel, AwtSeconds: q.target.AWTSeconds,
	}
	for _, agents := range steps {
		m, _ := q.measures(q.load, agents, q.target.AWTSeconds)
		c.Points = append(c.Points, powerPoint(q, agents, m))
	}
	return c
}

func powerPoint(q centre, agents float64, m erlang.Measures) charts.PowerPoint {
	p := charts.PowerPoint{Agents: agents, Level: charts.NoData(), ASA: charts.NoData()}
	if q.awtGiven {
		p.Level = charts.Exactly(m.ServiceLevels.By(q.target.Definition))
	}
	if !math.IsInf(m.ASASeconds, 0) {
		p.ASA = charts.Exactly(m.ASASeconds)
	}
	return p
}

// draw writes the picture of a sweep, whole or not at all.
func (q centre) draw() error {
	options, _ := chartOptions(q.presentation.chart)
	picture := q.powerOfOne(q.presentation.steps())
	err := folder{filepath.Dir(q.presentation.chart)}.write(filepath.Base(q.presentation.chart), func(w io.Writer) error { return picture.Render(w, options) })
	if err != nil {
		return fmt.Errorf("--chart: %w", err)
	}
	return nil
}
