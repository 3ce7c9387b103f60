package main

import (
	"math"

	"agner/erlang"

	"github.com/urfave/cli/v2"
)

// erlangB is the loss model: load, lines and blocking, one of them to be found.
func erlangB() *cli.Command {
	return &cli.Command{
		Name: "b", Usage: "Erlang B: lines, load and blocking; whoever finds all lines busy is lost",
		Flags: append(append(demandFlags(),
			&cli.StringFlag{Name: "lines", Usage: "`NUMBER` of lines"},
			&cli.StringFlag{Name: "blocking", Usage: "share of contacts that find every line busy, a `FRACTION`"},
			&cli.StringFlag{Name: "recall", Usage: "share of blocked contacts that tries again, a `FRACTION` (extended Erlang B)"},
			&cli.StringFlag{Name: "sources", Usage: "a finite group of `NUMBER` callers; the load is what they offer while all are idle (Engset)"},
			&cli.BoolFlag{Name: "fractional", Usage: "do not round lines up to whole ones"},
		), outputFlags()...),
		Action: func(c *cli.Context) error {
			t, err := readTrunks(c)
			if err != nil {
				return err
			}
			if t.presentation.sweeping() {
				return t.sweep(c)
			}
			return t.presentation.write(c.App.Writer, t.solve())
		},
	}
}

// trunks is the question to a loss model; NaN is what was not given.
type trunks struct {
	load, lines, blocking float64
	recall, sources       float64
	fractional            bool
	presentation          presentation
}

func readTrunks(c *cli.Context) (trunks, error) {
	r := &flagReader{c: c}
	if c.Args().Present() {
		r.problem("erlang b takes flags only, not %q", c.Args().First())
	}
	t := trunks{
		load: r.read("load", parseCount), lines: r.read("lines", parseCount), blocking: r.read("blocking", parseShare),
		recall: r.read("recall", parseShare), sources: r.read("sources", parseWhole), fractional: c.Bool("fractional"),
	}
	arrivals, handle := r.read("arrivals", parseIntensity), r.read("aht", parsePositiveDuration)
	switch {
	case c.IsSet("arrivals") && c.IsSet("load"):
		r.problem("--arrivals and --load say the same thing; give one of them")
	case c.IsSet("arrivals") != c.IsSet("aht"):
		r.problem("--arrivals and --aht make the load together; give both, or --load")
	case c.IsSet("arrivals"):
		var err error
		if t.load, err = offeredLoad(arrivals, handle); err != nil {
			r.problem("--arrivals: %w", err)
		}
	}
	t.presentation = readPresentation(r, "lines", t.lines)
	if len(r.problems) > 0 {
		return t, r.err()
	}
	open := 0
	for _, value := range []float64{t.load, t.lines, t.blocking} {
		if math.IsNaN(value) {
			open++
		}
	}
	special := !math.IsNaN(t.recall) || !math.IsNaN(t.sources)
	switch {
	case t.presentation.sweeping() && math.IsNaN(t.load):
		r.problem("--sweep needs --load, or --arrivals and --aht")
	case !t.presentation.sweeping() && open != 1:
		r.problem("give two of --load, --lines and --blocking: the third is found")
	case !math.IsNaN(t.recall) && !math.IsNaN(t.sources):
		r.problem("--recall and --sources belong to different models")
	case t.fractional && !math.IsNaN(t.lines):
		r.problem("--fractional is for lines to be found; --lines says how many there are")
	case t.blocking == 0 && math.IsNaN(t.lines):
		r.problem("--blocking 0: no number of lines is never all busy")
	case t.lines == 0 && math.IsNaN(t.load):
		r.problem("--lines 0: without lines everyone is blocked, whatever the load")
	case t.blocking == 1 && math.IsNaN(t.load):
		r.problem("--blocking 100%%: no load blocks everyone")
	case special && t.fractional, !math.IsNaN(t.sources) && t.lines != math.Trunc(t.lines) && !math.IsNaN(t.lines):
		r.problem("this model knows whole lines only")
	}
	return t, r.err()
}

// measures returns the blocking of an attempt and what only this variant has.
func (t trunks) measures(load, lines float64) (blocking float64, carried float64, extra []field) {
	switch {
	case !math.IsNaN(t.sources):
		perSource := load / t.sources
		time, call := erlang.Engset(t.sources, lines, perSource)
		// Each source is busy for α(1 − blocked) of the time that it is idle.
		carried = t.sources * perSource * (1 - call) / (1 + perSource*(1-call))
		if math.IsInf(perSource, 1) {
			carried = min(t.sources, lines)
		}
		return call, carried, []field{{key: "time_congestion", label: "All lines busy", value: time, unit: inShare, note: "share of time"}}
	case !math.IsNaN(t.recall):
		blocking, total := erlang.ExtendedB(load, lines, t.recall)
		carried = total * (1 - blocking)
		if math.IsInf(total, 1) { // and no line ever rests
			carried = lines
		}
		return blocking, carried, []field{{key: "total_load", label: "Load with redialling", value: total, unit: inErlangs}}
	}
	blocking = erlang.B(load, lines)
	return blocking, load * (1 - blocking), nil
}

func (t trunks) blockingOf(load, lines float64) float64 {
	blocking, _, _ := t.measures(load, lines)
	return blocking
}

// solve finds the value that was left out.
func (t trunks) solve() answer {
	a := answer{model: "b", title: t.title()}
	plain := math.IsNaN(t.recall) && math.IsNaN(t.sources)
	switch {
	case math.IsNaN(t.lines) && t.fractional:
		t.lines = erlang.FractionalLinesForBlocking(t.load, t.blocking)
		a.finding("Lines that block exactly %s: %s.", shareGiven(t.blocking), count(t.lines))
	case math.IsNaN(t.lines):
		wanted := t.blocking
		t.lines = erlang.Least(func(lines float64) bool { return t.blockingOf(t.load, lines) <= wanted*(1+1e-13) }) // rounding apart
		a.finding("Fewest lines for at most %s blocking: %s.", shareGiven(wanted), count(t.lines))
		if t.lines >= 1 {
			a.finding("With %s: %s.", count(t.lines-1), shareBeside(t.blockingOf(t.load, t.lines-1), wanted))
			a.binding = []erlang.Constraint{erlang.BlockingConstraint}
		}
	case math.IsNaN(t.load):
		if t.load = erlang.LoadForBlocking(t.lines, t.blocking); !plain {
			t.load = erlang.Largest(1e12, func(load float64) bool { return t.blockingOf(load, t.lines) <= t.blocking })
		}
		if math.IsInf(t.load, 1) {
			a.finding("%s never block %s, whatever the load.", plural(t.lines, "line"), plural(t.sources, "caller"))
		} else {
			a.finding("%s can take %s at %s blocking.", plural(t.lines, "line"), plural(t.load, "erlang"), shareGiven(t.blocking))
		}
	}
	a.given = t.given()[1:] // the load stands among the answers
	blocking, carried, extra := t.measures(t.load, t.lines)
	a.fields = append([]field{
		{key: "lines", label: "Lines", value: t.lines, unit: inAgents},
		{key: "load", label: "Load", value: t.load, unit: inErlangs},
		{key: "blocking", label: "Blocked", value: blocking, unit: inShare, note: "found every line busy"},
		{key: "occupancy", label: "Occupancy", value: carried / t.lines, unit: inShare, note: "of a line"},
	}, extra...)
	return a
}

// model is the name of the model.
func (t trunks) model() string {
	switch {
	case !math.IsNaN(t.sources):
		return "Engset"
	case !math.IsNaN(t.recall):
		return "Extended Erlang B"
	}
	return "Erlang B"
}

func (t trunks) title() string {
	if !math.IsNaN(t.recall) {
		return t.model() + ": some of those who find all lines busy try again"
	}
	return t.model() + ": whoever finds all lines busy is lost"
}

// given says the question in words.
func (t trunks) given() []string {
	parts := []string{plural(t.load, "erlang")}
	if !math.IsNaN(t.sources) {
		parts = append(parts, "a group of "+plural(t.sources, "caller"))
	}
	if !math.IsNaN(t.recall) {
		parts = append(parts, shareGiven(t.recall)+" of the blocked try again")
	}
	return parts
}

// sweep tabulates blocking by lines.
func (t trunks) sweep(c *cli.Context) error {
	out := table{model: "b", key: "sweep", title: t.title(), given: t.given(), facts: t.presentation.facts()}
	met := false
	for i, lines := range t.presentation.steps() {
		blocking, carried, _ := t.measures(t.load, lines)
		row := []field{
			{key: "lines", label: "lines", value: lines, unit: inAgents},
			{key: "blocking", label: "blocked", value: blocking, unit: inShare},
			{key: "occupancy", label: "occupancy", value: carried / lines, unit: inShare},
		}
		if wage := t.presentation.wageHourly; !math.IsNaN(wage) {
			row = append(row, field{key: "cost_per_hour", label: "cost per hour", value: lines * wage, unit: inMoney})
		}
		mark := ""
		if !met && blocking <= t.blocking {
			met, mark = true, firstOf(i, lines, "first to block at most ", "blocks at most ")+shareGiven(t.blocking)
		}
		out.rows, out.marks = append(out.rows, row), append(out.marks, t.presentation.mark(lines, mark))
	}
	if err := t.presentation.draw(t.blockingChart(t.presentation.steps())); err != nil {
		return err
	}
	return out.write(c.App.Writer, t.presentation.format)
}
