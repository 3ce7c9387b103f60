package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func workbookOf(t *testing.T, r *Run) (*excelize.File, []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := WriteXLSX(&out, r); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book, out.Bytes()
}

func TestWorkbook(t *testing.T) {
	book, first := workbookOf(t, madeUp())
	if got := strings.Join(book.GetSheetList(), ", "); got != "Answer, Results, Queue intervals, Group intervals, Assumptions" {
		t.Errorf("sheets %s", got)
	}
	cell := func(sheet, at string, want string) {
		t.Helper()
		if got, err := book.GetCellValue(sheet, at); err != nil || got != want {
			t.Errorf("%s!%s is %q (%v), want %q", sheet, at, got, err, want)
		}
	}
	cell("Answer", "B2", "1 of 2 targets is missed")
	cell("Results", "D2", "4,201.3")
	cell("Results", "D3", "") // blocked: no data
	cell("Queue intervals", "B3", "2027-03-01 08:30")
	cell("Queue intervals", "J3", "60.0%")
	cell("Group intervals", "D2", "87.0%")
	cell("Assumptions", "A2", "queues.sales.priority")
	if raw, _ := book.GetCellValue("Results", "D2", excelize.Options{RawCellValue: true}); raw != "4201.3" {
		t.Errorf("raw value %q", raw)
	}
	if _, second := workbookOf(t, madeUp()); !bytes.Equal(first, second) {
		t.Error("two workbooks of the same run differ")
	}
}

func TestHostileNamesInWorkbook(t *testing.T) {
	for _, name := range []string{`=1+1`, `<a>&"'`, "a\x00b\x1bc", "💬 客服", strings.Repeat("x", 40000)} {
		r := madeUp()
		r.Name, r.Centre.Queues[0].Name = name, name
		book, _ := workbookOf(t, r)
		got, err := book.GetCellValue("Answer", "B1")
		if err != nil || got != sheetText(name) {
			t.Errorf("%.20q became %.20q (%v)", name, got, err)
		}
		if formula, _ := book.GetCellFormula("Answer", "B1"); formula != "" {
			t.Errorf("%q became a formula", name)
		}
	}
}
