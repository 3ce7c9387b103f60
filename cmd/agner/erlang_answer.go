package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"agner/erlang"
)

// unit says how a value is written for people.
type unit int

const (
	inNumber unit = iota
	inAgents
	inErlangs
	inShare
	inSeconds
	inMoney
)

// field is one value of an answer. Without a key it is for people only, without a label for programs only.
type field struct {
	key, label string
	word       string // instead of a value
	value      float64
	unit       unit
	note       string
	parts      []field // an object of values instead of one
}

// answer is what the calculator found out.
type answer struct {
	model, title string
	given        []string // the question in words
	findings     []string
	binding      []erlang.Constraint
	fields       []field
}

func (a *answer) finding(format string, args ...any) {
	a.findings = append(a.findings, fmt.Sprintf(format, args...))
}

// write writes the answer in the chosen format.
func (p presentation) write(w io.Writer, a answer) error {
	switch p.format {
	case "json":
		return writeJSON(w, a.json())
	case "csv":
		return writeRecords(w, [][]field{a.fields}, a.model)
	case "markdown":
		return a.writeMarkdown(w)
	}
	return a.writeText(w)
}

// json is the answer as key and value pairs in order.
func (a answer) json() object {
	o := object{{"model", a.model}}
	o = append(o, objectOf(a.fields)...)
	if len(a.binding) > 0 {
		o = append(o, pair{"binding", constraintNames(a.binding)})
	}
	return o
}

func (a answer) writeText(w io.Writer) error {
	var b strings.Builder
	b.WriteString(a.title + "\n")
	if len(a.given) > 0 {
		b.WriteString(strings.Join(a.given, " · ") + "\n")
	}
	if len(a.findings) > 0 {
		b.WriteString("\n" + strings.Join(a.findings, "\n") + "\n")
	}
	b.WriteString("\n")
	var rows [][]string
	for _, f := range a.fields {
		if f.label != "" {
			rows = append(rows, []string{f.label, f.text(), f.note})
		}
	}
	writeColumns(&b, "lrl", rows)
	_, err := io.WriteString(w, b.String())
	return err
}

// headline is the model and the question as a paragraph of Markdown.
func headline(title string, given []string) string {
	if len(given) == 0 {
		return "**" + title + "**\n\n"
	}
	return "**" + title + "** – " + strings.Join(given, " · ") + "\n\n"
}

func (a answer) writeMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString(headline(a.title, a.given))
	for _, finding := range a.findings {
		b.WriteString(finding + "\n\n")
	}
	b.WriteString("| measure | value | |\n|---|---:|---|\n")
	for _, f := range a.fields {
		if f.label != "" {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", f.label, f.text(), f.note)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// text writes the value with its unit.
func (f field) text() string {
	if f.word != "" {
		return f.word
	}
	switch f.unit {
	case inShare:
		return sharePrecisely(f.value)
	case inSeconds:
		return durationPrecisely(f.value)
	case inErlangs:
		return count(f.value) + " erlangs"
	}
	return count(f.value)
}

// writeColumns aligns rows: align says l or r for each column.
func writeColumns(b *strings.Builder, align string, rows [][]string) {
	widths := make([]int, len(align))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if align[i] == 'r' {
				line.WriteString(gap + cell + "  ")
			} else {
				line.WriteString(cell + gap + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// pair and object are JSON whose keys keep their order.
type pair struct {
	key   string
	value any
}

type object []pair

// MarshalJSON keeps the order of the keys.
func (o object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.WriteString(strconv.Quote(p.key) + ":" + string(value))
	}
	return []byte(b.String() + "}"), nil
}

func objectOf(fields []field) object {
	var o object
	for _, f := range fields {
		switch {
		case f.key == "":
		case f.word != "":
			o = append(o, pair{f.key, f.word})
		case f.parts != nil:
			o = append(o, pair{f.key, objectOf(f.parts)})
		case math.IsNaN(f.value) || math.IsInf(f.value, 0):
			o = append(o, pair{f.key, nil})
		default:
			o = append(o, pair{f.key, f.value})
		}
	}
	return o
}

func writeJSON(w io.Writer, value any) error {
	text, err := json.MarshalIndent(value, "", "  ")
	if err == nil {
		_, err = w.Write(append(text, '\n'))
	}
	return err
}

// writeRecords writes rows of fields as CSV with a header.
func writeRecords(w io.Writer, rows [][]field, model string) error {
	out := csv.NewWriter(w)
	for i, row := range rows {
		header, record := []string{"model"}, []string{model}
		for _, p := range objectOf(row) {
			if _, nested := p.value.(object); nested {
				continue
			}
			header = append(header, p.key)
			cell := ""
			switch value := p.value.(type) {
			case float64:
				cell = strconv.FormatFloat(value, 'g', -1, 64)
			case string:
				cell = value
			}
			record = append(record, cell)
		}
		if i == 0 {
			out.Write(header)
		}
		out.Write(record)
	}
	out.Flush()
	return out.Error()
}
