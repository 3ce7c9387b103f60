package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"agner/charts"
	"agner/erlang"
)

// readChart checks the file's name before anything is computed; swept is what a sweep varies.
func readChart(r *flagReader, swept string) string {
	if !r.c.IsSet("chart") {
		return ""
	}
	file := r.c.String("chart")
	if _, ok := chartOptions(file); !ok {
		r.problem("--chart %q: the name of a picture ends in .svg or .png", file)
	}
	if !r.c.IsSet("sweep") {
		r.problem("--chart draws a table; add --sweep %s=10..20", swept)
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
		Subtitle: subtitle(q.title, q.given()), Current: q.presentation.planned, Target: q.target.ServiceLevel, AwtSeconds: q.target.AWTSeconds,
	}
	if d := q.target.Definition; d != "" && d != erlang.AbandonsNegative {
		c.Subtitle += " · " + strings.ReplaceAll(string(d), "_", " ")
	}
	for _, agents := range steps {
		m, _ := q.measures(q.load, agents, q.target.AWTSeconds)
		c.Points = append(c.Points, powerPoint(agents, m, q.awtGiven, q.target.Definition))
	}
	return c
}

// subtitle is the model and the question in words.
func subtitle(title string, given []string) string {
	model, _, _ := strings.Cut(title, ":")
	return model + " · " + strings.Join(given, " · ")
}

func powerPoint(agents float64, m erlang.Measures, awtGiven bool, definition erlang.Definition) charts.PowerPoint {
	p := charts.PowerPoint{Agents: agents, Level: charts.NoData(), ASA: charts.NoData()}
	if awtGiven {
		p.Level = charts.Exactly(m.ServiceLevels.By(definition))
	}
	if !math.IsInf(m.ASASeconds, 0) {
		p.ASA = charts.Exactly(m.ASASeconds)
	}
	return p
}

// blockingChart is the picture of a sweep over lines.
func (t trunks) blockingChart(steps []float64) charts.Blocking {
	c := charts.Blocking{Subtitle: subtitle(t.model(), t.given()), Current: t.presentation.planned, Limit: t.blocking}
	for _, lines := range steps {
		blocked, carried, _ := t.measures(t.load, lines)
		c.Points = append(c.Points, charts.BlockingPoint{Lines: lines, Blocked: blocked, Occupancy: carried / lines})
	}
	return c
}

// powerByClass is the picture of a sweep over the agents that classes of priority share.
func (q classes) powerByClass(steps []float64) charts.PowerByClass {
	c := charts.PowerByClass{Subtitle: subtitle(q.title(), q.given()), Current: q.presentation.planned}
	for i, name := range q.names {
		class := charts.PowerClass{Name: name, Target: q.targets[i].ServiceLevel, AwtSeconds: q.targets[i].AWTSeconds}
		for _, agents := range steps {
			q.queue.Agents = agents
			class.Points = append(class.Points, powerPoint(agents, q.queue.Measures(q.waits())[i], q.awtGiven[i], ""))
		}
		c.Classes = append(c.Classes, class)
	}
	return c
}

// picture is a chart of the charts package.
type picture interface {
	Render(w io.Writer, o charts.Options) error
}

// draw writes the picture of a sweep, where one is wanted, whole or not at all.
func (p presentation) draw(c picture) error {
	if p.chart == "" {
		return nil
	}
	options, _ := chartOptions(p.chart)
	err := folder{filepath.Dir(p.chart)}.write(filepath.Base(p.chart), func(w io.Writer) error { return c.Render(w, options) })
	if err != nil {
		return fmt.Errorf("--chart: %w", err)
	}
	return nil
}
