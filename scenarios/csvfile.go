package scenarios

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxFileBytes is the largest file that is read.
const maxFileBytes = 10 << 20

// table is a data file: rows of text under a header.
type table struct {
	name   string
	header []string
	rows   [][]string
	lines  []int // line of each row in the file
	comma  bool  // the decimal sign may be a comma
	dots   bool  // the decimal sign is a comma somewhere, so dots group thousands
}

// readTable reads a data file inside the folder tree of files. Columns are
// separated by the most frequent of comma, semicolon and tab in the header; a byte
// order mark and blank lines are skipped.
func readTable(files fs.FS, name string) (*table, error) {
	data, err := readData(files, name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return nil, fmt.Errorf("%s is a workbook of a spreadsheet, not text; save it as CSV UTF-8", name)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s is not UTF-8 text; save it as CSV UTF-8", name)
	}
	head, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(head)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.TrimLeadingSpace = r.Comma != '\t' // it would swallow empty cells between tabs
	t := &table{name: name, comma: r.Comma != ','}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		switch {
		case t.header == nil:
			t.header = row
		case !slices.ContainsFunc(row, func(s string) bool { return s != "" }):
		case len(row) != len(t.header):
			return nil, fmt.Errorf("%s:%d has %d columns, the header %d", name, line, len(row), len(t.header))
		default:
			t.rows, t.lines = append(t.rows, row), append(t.lines, line)
		}
	}
	if t.header == nil {
		return nil, fmt.Errorf("%s is empty", name)
	}
	if len(t.rows) == 0 {
		return nil, fmt.Errorf("%s has a header and no rows", name)
	}
	t.dots = t.comma && slices.ContainsFunc(t.rows, func(row []string) bool { return slices.ContainsFunc(row, decimalComma) })
	return t, nil
}

// decimalComma tells whether the cell is a number whose decimal sign is a comma: "12,5", "1.234,5".
func decimalComma(s string) bool {
	whole, fraction, ok := strings.Cut(s, ",")
	return ok && digits(fraction) && (digits(whole) || dotsGroup(whole))
}

// dotsGroup tells whether s is a whole number with a dot before every three digits: "1.234".
func dotsGroup(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts[1:] {
		if len(p) != 3 || !digits(p) {
			return false
		}
	}
	return len(parts) > 1 && len(parts[0]) <= 3 && digits(parts[0]) && parts[0][0] != '0'
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// readData reads a whole file, refusing paths that leave the folder tree.
func readData(files fs.FS, name string) ([]byte, error) {
	clean := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if name == "" || path.IsAbs(clean) || !fs.ValidPath(clean) || clean == "." || strings.Contains(clean, ":") {
		return nil, fmt.Errorf("%q must be a file beside the scenario or in a folder below it", name)
	}
	if files == nil {
		return nil, fmt.Errorf("cannot read %s: no folder is given", name)
	}
	f, err := files.Open(clean)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s beside the scenario", name)
		}
		return nil, fmt.Errorf("cannot read %s: %w", name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, err)
	}
	if len(data) > maxFileBytes {
		return nil, fmt.Errorf("%s is larger than 10 MB", name)
	}
	return data, nil
}

// separator returns the most frequent separator in the header, a comma at a tie.
func separator(head []byte) rune {
	best, most := ',', bytes.Count(head, []byte(","))
	for _, c := range []rune{';', '\t'} {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// column returns the index of a named column. Letter case does not matter
// unless two columns differ by it alone.
func (t *table) column(name string) (int, error) {
	if i := slices.Index(t.header, name); i >= 0 {
		return i, nil
	}
	found := -1
	for i, h := range t.header {
		if strings.EqualFold(h, name) {
			if found >= 0 {
				return 0, fmt.Errorf("%s has both column %q and %q", t.name, t.header[found], h)
			}
			found = i
		}
	}
	if found >= 0 {
		return found, nil
	}
	return 0, fmt.Errorf("%s has no column %q; it has %s", t.name, name, strings.Join(t.header, ", "))
}

// number reads the cell of a row as a number: "1,234.5", "1.234,5" and "12,5"
// (in files that are not separated by commas), "35%" and "00:04:30" (seconds).
// "1.234" is a thousand and more where the file writes decimal commas elsewhere.
func (t *table) number(row, column int) (float64, error) {
	cell := t.rows[row][column]
	if t.dots && dotsGroup(cell) {
		cell = strings.ReplaceAll(cell, ".", "")
	}
	v, ok := parseCell(cell, t.comma)
	switch {
	case !ok && strings.Contains(cell, "\n"):
		return 0, fmt.Errorf("%s:%d: a quotation mark in column %s is not closed", t.name, t.lines[row], t.header[column])
	case ok && v < 0:
		return 0, fmt.Errorf("%s:%d: %s in column %s is negative", t.name, t.lines[row], t.rows[row][column], t.header[column])
	case !ok:
		return 0, fmt.Errorf("%s:%d: %q in column %s is not a number", t.name, t.lines[row], t.rows[row][column], t.header[column])
	}
	return v, nil
}

// numbers reads a column. The error tells the first cell that is no number, and how many more there are.
func (t *table) numbers(column int) ([]float64, error) {
	values := make([]float64, len(t.rows))
	var first error
	more := 0
	for i := range t.rows {
		v, err := t.number(i, column)
		switch {
		case err == nil:
			values[i] = v
		case first == nil:
			first = err
		default:
			more++
		}
	}
	if more > 0 {
		first = fmt.Errorf("%w; %s of the column like it", first, count(more, "more cell", "more cells"))
	}
	return values, first
}

func parseCell(s string, comma bool) (float64, bool) {
	if strings.Contains(s, ":") {
		return parseElapsed(s, comma)
	}
	factor := 1.0
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		s, factor = strings.TrimSpace(rest), 0.01
	}
	v, ok := parseDecimal(s, comma)
	return v * factor, ok
}

// parseDecimal reads a decimal number. The last of "." and "," is the decimal
// sign when both occur; a comma alone is one in files whose columns are not
// separated by commas, else it groups thousands.
func parseDecimal(s string, comma bool) (float64, bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(s)
	dot, com := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case com < 0:
	case dot >= 0 && com > dot: // 1.234,5
		s = strings.ReplaceAll(s, ".", "")
		s = strings.Replace(s, ",", ".", 1)
	case dot >= 0: // 1,234.5
		s = strings.ReplaceAll(s, ",", "")
	case comma && strings.Count(s, ",") == 1: // 12,5
		s = strings.Replace(s, ",", ".", 1)
	case groupsThousands(s):
		s = strings.ReplaceAll(s, ",", "")
	case strings.Count(s, ",") == 1:
		s = strings.Replace(s, ",", ".", 1)
	}
	if strings.ContainsAny(s, "xXpP_nNiI") { // hexadecimal, NaN, Inf
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// groupsThousands tells whether every comma of s stands before three digits.
func groupsThousands(s string) bool {
	parts := strings.Split(s, ",")
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) > 0 && len(parts[0]) <= 4
}

// parseElapsed reads hh:mm:ss or mm:ss as seconds.
func parseElapsed(s string, comma bool) (float64, bool) {
	total := 0.0
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0, false
	}
	for i, p := range parts {
		v, ok := parseDecimal(p, comma)
		if !ok || v < 0 || i > 0 && v >= 60 {
			return 0, false
		}
		total = total*60 + v
	}
	return total, true
}
