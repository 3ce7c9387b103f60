package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/sim"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes a workbook for people who go on working in a spreadsheet:
// the answer in words, every number with its interval, and the intervals of
// queues and groups one row each. Cells hold numbers with formats, not text.
func WriteXLSX(w io.Writer, r *Run) error {
	book := &workbook{file: excelize.NewFile(), styles: map[string]int{}}
	defer book.file.Close()
	for _, sheet := range []struct {
		name   string
		widths []float64
		rows   func(*workbook) [][]any
	}{
		{"Answer", []float64{26, 110}, r.answerRows},
		{"Results", []float64{8, 24, 34, 14, 14, 14, 14, 10}, r.resultRows},
		{"Queue intervals", []float64{24, 17}, r.queueIntervalRows},
		{"Group intervals", []float64{24, 17}, r.groupIntervalRows},
		{"Assumptions", []float64{48, 48}, r.defaultRows},
	} {
		book.sheet(sheet.name, sheet.widths, sheet.rows(book))
	}
	if book.err != nil {
		return book.err
	}
	if err := book.file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	book.file.SetActiveSheet(0)
	packed, err := book.file.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(w, packed.Bytes())
}

// repack writes the parts of a workbook in the order of their names: the
// library streams sheets in the order of a map, and the same run must give the
// same bytes.
func repack(w io.Writer, packed []byte) error {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

// workbook remembers the first error, so that rows can be laid down plainly.
type workbook struct {
	file   *excelize.File
	styles map[string]int // by number format
	err    error
}

// sheet writes rows below each other; the first is a header that stays in view.
func (b *workbook) sheet(name string, widths []float64, rows [][]any) {
	if b.err != nil {
		return
	}
	if _, b.err = b.file.NewSheet(name); b.err != nil {
		return
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		b.err = err
		return
	}
	for i, width := range widths {
		b.keep(out.SetColWidth(i+1, i+1, width))
	}
	b.keep(out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	bold := b.style("@", true)
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		b.keep(err)
		if i == 0 {
			for c := range row {
				row[c] = excelize.Cell{StyleID: bold, Value: row[c]}
			}
		}
		b.keep(out.SetRow(at, row))
	}
	b.keep(out.Flush())
}

func (b *workbook) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// style returns the style of a number format, made once.
func (b *workbook) style(format string, bold bool) int {
	key := fmt.Sprint(format, bold)
	if id, ok := b.styles[key]; ok {
		return id
	}
	style := &excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", WrapText: bold}}
	if bold {
		style.Font = &excelize.Font{Bold: true}
	}
	id, err := b.file.NewStyle(style)
	b.keep(err)
	b.styles[key] = id
	return id
}

// number returns a cell, empty where there is no data.
func (b *workbook) number(v float64, format string) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return excelize.Cell{StyleID: b.style(format, false), Value: v}
}

// formatOf is the number format of a unit.
func formatOf(u sim.Unit) string {
	switch u {
	case sim.UnitFraction:
		return "0.0%"
	case sim.UnitSeconds:
		return `#,##0.0" s"`
	case sim.UnitHours:
		return `#,##0.0" h"`
	case sim.UnitRatio:
		return "0.000"
	}
	return "#,##0.0"
}

func (r *Run) answerRows(*workbook) [][]any {
	rows := [][]any{{"Scenario", sheetText(r.title())}, {"Answer", r.headline().Text}}
	for _, f := range r.findings() {
		rows = append(rows, []any{f.Tone.Mark(), sheetText(f.Text)})
	}
	for _, f := range r.facts() {
		rows = append(rows, []any{f.Name, sheetText(f.Value)})
	}
	for _, text := range r.warnings() {
		rows = append(rows, []any{"Warning", sheetText(text)})
	}
	return rows
}

func (r *Run) resultRows(b *workbook) [][]any {
	rows := [][]any{{"scope", "name", "metric", "value", "low", "high", "sd", "unit"}}
	add := func(scope, name, metric string, e sim.Estimate, format, unit string) {
		rows = append(rows, []any{scope, sheetText(name), metric, b.number(e.Value, format), b.number(e.Low, format), b.number(e.High, format), b.number(e.SD, format), sheetText(unit)})
	}
	for _, part := range r.parties() {
		for _, m := range part.metrics {
			add(part.scope, part.name, m.String(), part.row.Get(m), formatOf(m.Unit()), unitName(m.Unit()))
		}
	}
	for i, name := range r.Measures {
		measure, group, of := strings.Cut(name, ":")
		scope := "total"
		if of {
			scope = "group"
		}
		add(scope, group, measure, r.Result.Measures[i], "#,##0.00", r.Currency)
	}
	return rows
}

func (r *Run) queueIntervalRows(b *workbook) [][]any {
	return r.intervalRows(b, "queue", sim.QueueIntervalMetrics())
}

func (r *Run) groupIntervalRows(b *workbook) [][]any {
	return r.intervalRows(b, "group", sim.GroupIntervalMetrics())
}

// intervalRows has one row per interval and a column per metric.
func (r *Run) intervalRows(b *workbook, scope string, metrics []sim.Metric) [][]any {
	head := []any{scope, "start"}
	for _, m := range metrics {
		head = append(head, m.String())
	}
	rows := [][]any{head}
	for _, part := range r.parties() {
		if part.scope != scope {
			continue
		}
		for _, interval := range part.intervals {
			row := []any{sheetText(part.name), excelize.Cell{StyleID: b.style("yyyy-mm-dd hh:mm", false), Value: r.at(interval.Index)}}
			for _, m := range metrics {
				row = append(row, b.number(interval.Get(m).Value, formatOf(m.Unit())))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func (r *Run) defaultRows(*workbook) [][]any {
	rows := [][]any{{"not stated in the scenario", "default used"}}
	for _, d := range r.Defaults {
		rows = append(rows, []any{sheetText(d.Path), sheetText(d.Value)})
	}
	return rows
}

// sheetTextLimit is what a cell holds (Excel specifications and limits).
const sheetTextLimit = 32767

// sheetText keeps a text within what a cell can hold: XML knows no control
// characters.
func sheetText(s string) string {
	runes := []rune(plain(s))
	return string(runes[:min(len(runes), sheetTextLimit)])
}
