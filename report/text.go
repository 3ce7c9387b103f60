package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// TextOptions say how a table is laid out on a terminal.
type TextOptions struct {
	Width int  // columns of the terminal; 0: no limit
	Color bool // ANSI colours
}

// nameCells is the most room that the name of a queue or group gets.
const nameCells = 32

// minimumWidth is the narrowest layout: below it lines are left to the terminal.
const minimumWidth = 40

// WriteText writes the tables of a run as a planner reads them on a terminal:
// findings first, warnings last. Columns that do not fit the width continue in
// a further block under the same names.
func WriteText(w io.Writer, r *Run, o TextOptions) error {
	p := &textPage{options: o}
	p.heading(plain(r.title()))
	p.paragraph(r.provenance())
	p.blank()
	for _, f := range r.findings() {
		p.bullet(f)
	}
	for _, t := range r.tables() {
		p.blank()
		p.table(t)
	}
	p.closing(r)
	_, err := w.Write(p.out.Bytes())
	return err
}

// closing says what was assumed and what to be wary of.
func (p *textPage) closing(r *Run) {
	if n := len(r.Defaults); n > 0 {
		p.blank()
		p.paragraph(plural(n, "value") + " of the scenario language were not stated and took their defaults; the report lists them.")
	}
	p.warnings(r.warnings())
}

// warnings writes what to be wary of, at the end of a page.
func (p *textPage) warnings(list []string) {
	if len(list) == 0 {
		return
	}
	p.blank()
	p.heading("Warnings")
	for _, text := range list {
		p.bullet(finding{plain(text), neutral})
	}
}

// textPage collects lines.
type textPage struct {
	options TextOptions
	out     bytes.Buffer
}

func (p *textPage) blank() { p.out.WriteByte('\n') }

func (p *textPage) heading(s string) { fmt.Fprintln(&p.out, p.paint(s, "1")) }

func (p *textPage) paragraph(s string) {
	for _, line := range p.wrap(s, 0) {
		fmt.Fprintln(&p.out, line)
	}
}

// bullet writes a finding behind a mark that needs no colour to be told apart.
func (p *textPage) bullet(f finding) {
	for i, line := range p.wrap(f.Text, 2) {
		lead := "  "
		if i == 0 {
			lead = p.tone(f.Tone.Mark(), f.Tone) + " "
		}
		fmt.Fprintln(&p.out, lead+line)
	}
}

// wrap breaks s between words so that it fits beside an indent.
func (p *textPage) wrap(s string, indent int) []string {
	if p.options.Width < minimumWidth {
		return []string{s}
	}
	var out []string
	line, used := "", 0
	for word := range strings.SplitSeq(bind(s), " ") {
		w := displayWidth(word)
		if used > 0 && used+1+w > p.options.Width-indent {
			out = append(out, line)
			line, used = "", 0
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+strings.ReplaceAll(word, "\u00a0", " "), used+w
	}
	return append(out, line)
}

// table writes t in as many blocks of columns as the width asks for.
func (p *textPage) table(t table) {
	p.heading(t.Title)
	if t.Note != "" {
		p.paragraph(t.Note)
	}
	widths := columnWidths(t)
	for from := 1; from < len(t.Columns); {
		to, used := from, widths[0]
		for to < len(t.Columns) && (to == from || p.options.Width < minimumWidth || used+2+widths[to] <= p.options.Width) {
			used += 2 + widths[to]
			to++
		}
		if from > 1 {
			p.blank()
		}
		p.block(t, widths, from, to)
		from = to
	}
}

// block writes the first column and the columns [from, to).
func (p *textPage) block(t table, widths []int, from, to int) {
	heads := make([]cell, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = cell{Text: c}
	}
	p.line(heads, widths, from, to)
	for _, row := range t.Rows {
		p.line(row, widths, from, to)
	}
}

func (p *textPage) line(row []cell, widths []int, from, to int) {
	first := clip(plain(row[0].Text), nameCells)
	p.out.WriteString(first)
	gap := widths[0] - displayWidth(first)
	for i := from; i < to; i++ {
		text := plain(row[i].Text)
		pad := widths[i] - displayWidth(text)
		p.out.WriteString(strings.Repeat(" ", gap+2+pad))
		p.out.WriteString(p.tone(text, row[i].Tone))
		gap = 0
	}
	p.out.Truncate(len(bytes.TrimRight(p.out.Bytes(), " ")))
	p.blank()
}

// columnWidths returns the cells that each column needs. All columns but the
// first are aligned right.
func columnWidths(t table) []int {
	out := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = displayWidth(c)
	}
	for _, row := range t.Rows {
		for i, c := range row {
			out[i] = max(out[i], displayWidth(plain(c.Text)))
		}
	}
	out[0] = min(out[0], nameCells)
	return out
}

// tone colours s by a verdict: green, yellow, red.
func (p *textPage) tone(s string, t tone) string {
	switch t {
	case good:
		return p.paint(s, "32")
	case unsure:
		return p.paint(s, "33")
	case bad:
		return p.paint(s, "31")
	}
	return s
}

func (p *textPage) paint(s, code string) string {
	if !p.options.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
