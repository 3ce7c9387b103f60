package report

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"agner/staffing"
)

// bridgeSchema names the version of the JSON of a bridge.
const bridgeSchema = "agner/bridge/v1"

// WriteBridgeJSON writes a bridge as one object. The first step is the old
// scenario, its changes are null; changes of the others are against the step
// before. A figure is null where it is not stated what it needs: fte without a
// contract, cost without prices. Money is for the whole horizon.
func WriteBridgeJSON(w io.Writer, b *Bridge) error {
	j := &jsonWriter{first: true}
	j.object("", func() {
		j.text("schema", bridgeSchema)
		j.text("old", b.Old)
		j.text("old_file", b.OldFile)
		j.text("new", b.New)
		j.text("new_file", b.NewFile)
		j.text("version", b.Version)
		j.text("currency", b.Currency)
		j.number("horizon_days", float64(b.Days))
		j.seed("seed", b.Seed)
		j.text("method", b.Method.String())
		if problem := b.Problem(); problem != "" {
			j.text("problem", problem)
		} else {
			j.null("problem")
		}
		j.array("steps", func() {
			for i := range b.Steps {
				j.object("", func() { b.writeStep(j, i) })
			}
		})
		j.object("change", func() {
			for _, f := range b.allFigures() {
				j.number(f.key, f.of(b.Steps[b.last()].Need)-f.of(b.Steps[0].Need))
			}
		})
		j.texts("same", b.Same)
		j.texts("notes", b.Notes)
		j.texts("warnings", b.Warnings)
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

func (b *Bridge) writeStep(j *jsonWriter, i int) {
	s := b.Steps[i]
	j.text("name", s.Name)
	j.texts("facts", s.Changed)
	j.text("status", bridgeStatus(s.Need.Plan))
	for _, f := range b.allFigures() {
		j.number(f.key, f.of(s.Need))
		if i == 0 {
			j.null(f.key + "_change")
		} else {
			j.number(f.key+"_change", f.of(s.Need)-f.of(b.Steps[i-1].Need))
		}
	}
}

// allFigures are the figures of files, known or not.
func (b *Bridge) allFigures() []bridgeFigure {
	return []bridgeFigure{
		{key: "paid_hours", of: func(n staffing.Need) float64 { return n.PaidHours }},
		{key: "fte", of: func(n staffing.Need) float64 { return n.FTE }},
		{key: "cost", of: func(n staffing.Need) float64 { return n.Cost }},
	}
}

// bridgeStatus says in a word how well a staffing is known, as in the JSON of a staffing.
func bridgeStatus(p *staffing.Plan) string {
	switch {
	case !p.Feasible:
		return "infeasible"
	case p.Certificate == nil:
		return "formula"
	case p.Certificate.Least():
		return "certified"
	case p.Certificate.Confirmed:
		return "confirmed"
	}
	return "unconfirmed"
}

// WriteBridgeCSV writes one row per step: its number (0 is the old scenario),
// name, status, each figure and its change, and the paths that differ.
func WriteBridgeCSV(w io.Writer, b *Bridge) error {
	out := csv.NewWriter(w)
	head := []string{"step", "name", "status"}
	for _, f := range b.allFigures() {
		head = append(head, f.key, f.key+"_change")
	}
	rows := [][]string{append(head, "facts")}
	for i, s := range b.Steps {
		row := []string{strconv.Itoa(i), s.Name, bridgeStatus(s.Need.Plan)}
		for _, f := range b.allFigures() {
			change := math.NaN()
			if i > 0 {
				change = f.of(s.Need) - f.of(b.Steps[i-1].Need)
			}
			row = append(row, decimal(f.of(s.Need)), decimal(change))
		}
		rows = append(rows, append(row, strings.Join(s.Changed, " ")))
	}
	return out.WriteAll(rows)
}
