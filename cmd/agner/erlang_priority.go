package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/erlang"

	"github.com/urfave/cli/v2"
)

// erlangPriority is the queue with classes of priority.
func erlangPriority() *cli.Command {
	return &cli.Command{
		Name: "priority", Usage: "Erlang C with classes of priority: the first class is served first",
		Description: "agner erlang priority --class vip=40/h:90%:10s --class others=160/h:80%:30s --aht 180s",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "class", Usage: "`NAME=RATE[:TARGET:AWT]`, such as vip=40/h:90%:10s; the highest priority first, once for each class"},
			&cli.StringFlag{Name: "aht", Usage: "average handle `TIME` of every class, wrap-up included"},
			&cli.StringFlag{Name: "agents", Usage: "`NUMBER` of agents"},
			&cli.StringFlag{Name: "target", Usage: "service level of classes that do not state theirs, a `FRACTION`"},
			&cli.StringFlag{Name: "awt", Usage: "acceptable waiting `TIME` of classes that do not state theirs"},
		}, outputFlags()...),
		Action: func(c *cli.Context) error {
			q, err := readClasses(c)
			if err != nil {
				return err
			}
			return q.calculate(c.App.Writer)
		},
	}
}

// classes is the question to the priority model.
type classes struct {
	names         []string
	queue         erlang.Priorities
	targets       []erlang.Target
	awtGiven      []bool
	agents        float64
	presentation  presentation
	handleSeconds float64
}

func readClasses(c *cli.Context) (classes, error) {
	r := &flagReader{c: c}
	if c.Args().Present() {
		r.problem("erlang priority takes flags only, not %q", c.Args().First())
	}
	q := classes{agents: r.read("agents", parseCount), handleSeconds: r.read("aht", parsePositiveDuration)}
	level, awt := r.read("target", parseShare), r.read("awt", parseDuration)
	if !c.IsSet("aht") {
		r.problem("--aht is missing: how long is a contact handled on average?")
	}
	if !c.IsSet("class") {
		r.problem("--class is missing; write --class vip=40/h --class others=160/h, the highest priority first")
	}
	for _, text := range c.StringSlice("class") {
		if err := q.addClass(text, level, awt); err != nil {
			r.problem("--class %q: %w", text, err)
		}
	}
	q.queue.HandleSeconds = q.handleSeconds
	q.presentation = readPresentation(r, "agents", q.agents)
	for i, target := range q.targets {
		if target.ServiceLevel > 0 && !q.awtGiven[i] {
			r.problem("class %s has a target without a time: add --awt 20s, or write %s=RATE:80%%:20s", q.names[i], q.names[i])
		}
	}
	if len(r.problems) == 0 && math.IsNaN(q.agents) && !q.presentation.sweeping() {
		for i, target := range q.targets {
			if target.ServiceLevel == 0 || !q.awtGiven[i] {
				r.problem("--agents is missing, and class %s has no target to find it from; write %s=RATE:80%%:20s", q.names[i], q.names[i])
			}
		}
	}
	return q, r.err()
}

// addClass reads NAME=RATE[:TARGET:AWT]; level and awt apply where the class does not state its own.
func (q *classes) addClass(text string, level, awt float64) error {
	name, rest, ok := strings.Cut(text, "=")
	parts := strings.Split(rest, ":")
	if !ok || strings.TrimSpace(name) == "" || len(parts) != 1 && len(parts) != 3 {
		return fmt.Errorf("write NAME=RATE or NAME=RATE:TARGET:AWT, such as vip=40/h:90%%:10s")
	}
	if slices.Contains(q.names, name) {
		return fmt.Errorf("there is already a class %s", name)
	}
	arrivals, err := parseIntensity(parts[0])
	if err != nil {
		return err
	}
	load, err := offeredLoad(arrivals, q.handleSeconds)
	if err != nil {
		return err
	}
	if len(parts) == 3 {
		if level, err = parseShare(parts[1]); err != nil {
			return err
		}
		if awt, err = parseDuration(parts[2]); err != nil {
			return err
		}
	}
	if level == 1 {
		return fmt.Errorf("no number of agents makes every wait short; write 99.9%%")
	}
	q.names = append(q.names, name)
	q.queue.Loads = append(q.queue.Loads, load)
	q.targets = append(q.targets, erlang.Target{ServiceLevel: orZero(level), AWTSeconds: orZero(awt)})
	q.awtGiven = append(q.awtGiven, !math.IsNaN(awt))
	return nil
}

func (q classes) waits() []float64 {
	waits := make([]float64, len(q.targets))
	for i, target := range q.targets {
		waits[i] = target.AWTSeconds
	}
	return waits
}

func (q classes) title() string { return "Erlang C with priorities" }

// given says the question in words.
func (q classes) given() []string {
	total := 0.0
	for _, load := range q.queue.Loads {
		total += load
	}
	return []string{plural(total, "erlang") + " of " + durationGiven(q.handleSeconds)}
}

func (q classes) calculate(w io.Writer) error {
	t := table{model: "priority", key: "classes", title: q.title() + ": nobody hangs up", given: q.given(), facts: q.presentation.facts()}
	steps := []float64{q.agents}
	switch {
	case q.presentation.sweeping():
		steps = q.presentation.steps()
		if err := q.presentation.draw(q.powerByClass(steps)); err != nil {
			return err
		}
	case math.IsNaN(q.agents):
		agents, binding := q.queue.AgentsFor(q.targets)
		if math.IsNaN(agents) {
			return &exitError{exitFailed, fmt.Errorf("no number of agents meets every target")}
		}
		steps[0] = agents
		t.facts = append(t.facts, pair{"agents", agents})
		text := "Fewest agents that meet every target: " + count(agents) + "."
		if binding >= 0 {
			text += " With one fewer, " + q.names[binding] + " misses."
			t.facts = append(t.facts, pair{"binding_class", q.names[binding]})
		}
		t.given = append(t.given, text)
	}
	for _, agents := range steps {
		q.queue.Agents = agents
		for i, m := range q.queue.Measures(q.waits()) {
			t.rows = append(t.rows, q.row(i, m))
			mark := ""
			if target := q.targets[i]; target.ServiceLevel > 0 && q.awtGiven[i] {
				mark = "meets "
				if len(target.Missed(m)) > 0 {
					mark = "misses "
				}
				mark += shareGiven(target.ServiceLevel) + " in " + durationGiven(target.AWTSeconds)
			}
			t.marks = append(t.marks, strings.TrimPrefix(q.presentation.mark(agents, mark), "← "))
		}
	}
	return t.write(w, q.presentation.format)
}

func (q classes) row(i int, m erlang.Measures) []field {
	row := []field{
		{key: "class", label: "class", word: q.names[i]},
		{key: "agents", label: "agents", value: m.Agents, unit: inAgents},
		{key: "load", label: "load", value: m.Load},
		{key: "occupancy", label: "occupancy", value: m.Occupancy, unit: inShare},
		{key: "delayed", label: "delayed", value: m.Delayed, unit: inShare},
	}
	level := m.ServiceLevels.AbandonsNegative
	if !q.awtGiven[i] {
		level = math.NaN()
	}
	row = append(row, field{key: "service_level", label: "service level", value: level, unit: inShare}, field{key: "asa", label: "ASA", value: m.ASASeconds, unit: inSeconds},
		field{key: "mean_wait", value: m.MeanWaitSeconds},
		field{key: "queue_length", label: "queue", value: m.QueueLength})
	if wage := q.presentation.wageHourly; !math.IsNaN(wage) {
		row = append(row, field{key: "cost_per_hour", label: "cost per hour", value: m.Agents * wage, unit: inMoney})
	}
	return row
}
