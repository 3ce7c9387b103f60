package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// presentation is how an answer is written, and over what range.
type presentation struct {
	format     string
	from, to   float64 // of a sweep; NaN: none
	step       float64
	wageHourly float64 // NaN: no costs
	planned    float64 // the number that a sweep marks; NaN: none
	chart      string  // file of the picture, "" for none
}

// maxSweep is the most rows of a table.
const maxSweep = 10_000

func (p presentation) sweeping() bool { return !math.IsNaN(p.from) }

// readPresentation reads the flags of the output; swept is the flag that a sweep may vary, given its own value.
func readPresentation(r *flagReader, swept string, given float64) presentation {
	p := presentation{format: r.c.String("format"), from: math.NaN(), to: math.NaN(), step: 1, wageHourly: r.read("wage", parsePrice), planned: math.NaN()}
	if !slices.Contains(formats(), p.format) {
		r.problem("--format %q is none of %s%s", p.format, strings.Join(formats(), ", "), didYouMean(p.format, formats()))
	}
	if r.c.IsSet("sweep") {
		if err := p.parseSweep(r.c.String("sweep"), swept); err != nil {
			r.problem("--sweep %q: %w", r.c.String("sweep"), err)
		} else if slices.Contains(p.steps(), given) {
			p.planned = given
		} else if !math.IsNaN(given) && !r.c.IsSet("abandonment") { // which was observed with that number
			r.problem("--%s %s marks the planned row of the table, and --sweep %s has no such row", swept, count(given), r.c.String("sweep"))
		}
		if r.c.Bool("fractional") {
			r.problem("--fractional: a table has whole numbers of %s", swept)
		}
	}
	if r.c.IsSet("wage") && !r.c.IsSet("sweep") {
		r.problem("--wage prices the rows of a table; add --sweep %s=10..20", swept)
	}
	p.chart = readChart(r, swept)
	return p
}

// parseSweep reads agents=10..20 or agents=100..200:10.
func (p *presentation) parseSweep(text, swept string) error {
	name, span, ok := strings.Cut(text, "=")
	span, step, stepped := strings.Cut(span, ":")
	from, to, dots := strings.Cut(span, "..")
	if !ok || !dots {
		return fmt.Errorf("write %s=10..20, or %s=10..20:2 for every second one", swept, swept)
	}
	if name != swept {
		return fmt.Errorf("this model varies %s, not %s", swept, name)
	}
	var errs [3]error
	p.from, errs[0] = wholeFrom(from, 0)
	p.to, errs[1] = wholeFrom(to, 0)
	if stepped {
		p.step, errs[2] = wholeFrom(step, 1)
	}
	switch err := errors.Join(errs[:]...); {
	case err != nil:
		return err
	case p.to < p.from:
		return errors.New("the range runs backwards")
	case (p.to-p.from)/p.step >= maxSweep:
		return fmt.Errorf("more than %d rows; add a step, such as %s:%s", maxSweep, text, count(math.Ceil((p.to-p.from)/100)))
	}
	return nil
}

func wholeFrom(text string, least int64) (float64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > 1e9 {
		return 0, fmt.Errorf("%q is not a whole number from %d to 1000000000", text, least)
	}
	return float64(n), nil
}

// steps are the values of a sweep.
func (p presentation) steps() []float64 {
	var out []float64
	for x := p.from; x <= p.to; x += p.step {
		out = append(out, x)
	}
	return out
}

// facts are what JSON says about a sweep besides its rows.
func (p presentation) facts() object {
	if math.IsNaN(p.planned) {
		return nil
	}
	return object{{"planned", p.planned}}
}

// firstOf is what to say of the first row that keeps a limit: below the first row of all there may be others.
func firstOf(row int, number float64, first, atLeast string) string {
	if row == 0 && number > 0 {
		return atLeast
	}
	return first
}

// mark is what stands at the end of a row for people: that it is planned, and what else there is to say.
func (p presentation) mark(number float64, text string) string {
	var parts []string
	if number == p.planned {
		parts = append(parts, "planned")
	}
	if text != "" {
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return "← " + strings.Join(parts, ", ")
}

// table is a sweep: rows of fields that all have the same columns.
type table struct {
	model, title string
	key          string // of the rows in JSON
	given        []string
	facts        object // of the whole table, in JSON
	rows         [][]field
	marks        []string // at the end of each row, for people
}

// sweep tabulates service and cost by agents.
func (q centre) sweep(w io.Writer) error {
	t := table{model: q.model, key: "sweep", title: q.title, given: q.given(), facts: q.presentation.facts()}
	met := false
	for i, agents := range q.presentation.steps() {
		m, _ := q.measures(q.load, agents, q.target.AWTSeconds)
		row := []field{{key: "agents", label: "agents", value: agents, unit: inAgents}}
		if q.awtGiven {
			row = append(row, field{key: "service_level", value: m.ServiceLevels.AbandonsNegative},
				field{label: "service level", value: m.ServiceLevels.By(q.target.Definition), unit: inShare})
		}
		row = append(row,
			field{key: "asa", label: "ASA", value: m.ASASeconds, unit: inSeconds},
			field{key: "occupancy", label: "occupancy", value: m.Occupancy, unit: inShare})
		if q.model != "c" {
			row = append(row, field{key: "abandonment", label: "abandoned", value: m.Abandonment, unit: inShare})
			if !math.IsNaN(q.lines) {
				row = append(row, field{key: "blocking", label: "blocked", value: m.Blocking, unit: inShare})
			}
		}
		if wage := q.presentation.wageHourly; !math.IsNaN(wage) {
			row = append(row, field{key: "cost_per_hour", label: "cost per hour", value: agents * wage, unit: inMoney})
		}
		mark := ""
		if !met && q.wanted() != "" && len(q.target.Missed(m)) == 0 {
			met = true
			mark = firstOf(i, agents, "first to meet ", "meets ") + q.wanted()
		}
		t.rows, t.marks = append(t.rows, row), append(t.marks, q.presentation.mark(agents, mark))
	}
	if err := q.presentation.draw(q.powerOfOne(q.presentation.steps())); err != nil {
		return err
	}
	return t.write(w, q.presentation.format)
}

// write writes the table in the chosen format.
func (t table) write(w io.Writer, format string) error {
	switch format {
	case "json":
		rows := make([]object, len(t.rows))
		for i, row := range t.rows {
			rows[i] = objectOf(row)
		}
		return writeJSON(w, append(append(object{{"model", t.model}}, t.facts...), pair{t.key, rows}))
	case "csv":
		return writeRecords(w, t.rows, t.model)
	}
	cells := make([][]string, len(t.rows)+1)
	for _, f := range t.rows[0] {
		if f.label != "" {
			cells[0] = append(cells[0], f.label)
		}
	}
	cells[0] = append(cells[0], "")
	for i, row := range t.rows {
		for _, f := range row {
			if f.label != "" {
				cells[i+1] = append(cells[i+1], f.text())
			}
		}
		cells[i+1] = append(cells[i+1], t.marks[i])
	}
	var b strings.Builder
	if format == "markdown" {
		b.WriteString(headline(t.title, t.given))
		for i, line := range cells {
			b.WriteString("| " + strings.Join(line, " | ") + " |\n")
			if i == 0 {
				b.WriteString(strings.Repeat("|---:", len(line)-1) + "|---|\n")
			}
		}
	} else {
		b.WriteString(t.title + "\n" + strings.Join(t.given, " · ") + "\n\n")
		writeColumns(&b, strings.Repeat("r", len(cells[0])-1)+"l", cells)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
