package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mistake is something wrong in a scenario, with its place. Line and Column
// count from 1, Column in characters.
type Mistake struct {
	File         string // as named to Load; --set or --variant for options
	Line, Column int
	Message      string
	Source       string // the line, without its end; empty: there is none to show
}

// samePlace tells whether two mistakes point at the same characters.
func (m Mistake) samePlace(o Mistake) bool {
	return m.File == o.File && m.Line == o.Line && m.Column == o.Column
}

// Errors are all mistakes of a scenario: sorted by place, each once, never empty.
type Errors []Mistake

// Error returns every mistake as file:line:column: message, each followed by
// its source line and a caret under the place; of very many the first hundred.
func (e Errors) Error() string {
	const most = 100
	var b strings.Builder
	for i, m := range e[:min(len(e), most)] {
		if i > 0 {
			b.WriteByte('\n')
		}
		m.write(&b)
	}
	if len(e) > most {
		fmt.Fprintf(&b, "\nand %d more mistakes", len(e)-most)
	}
	return b.String()
}

// maxShown is how much of a source line is shown, in characters.
const maxShown = 160

func (m Mistake) write(b *strings.Builder) {
	fmt.Fprintf(b, "%s:%d:%d: %s", m.File, m.Line, m.Column, m.Message)
	if strings.TrimSpace(m.Source) == "" {
		return
	}
	line, caret := []rune(m.Source), m.Column-1
	if from := caret - maxShown/2; len(line) > maxShown && from > 0 { // a long line: the part around the place
		from = min(from, len(line)-1)
		line, caret = append([]rune("…"), line[from:]...), caret-from+1
	}
	if len(line) > maxShown {
		line = append(line[:maxShown:maxShown], '…')
	}
	caret = min(caret, len(line))
	pad := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(line[:caret]))
	number := fmt.Sprintf("%5d", m.Line)
	fmt.Fprintf(b, "\n%s | %s\n%s | %s^", number, printable(string(line)), strings.Repeat(" ", len(number)), pad)
}

// printable replaces control characters, which could move a terminal's cursor.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) || r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
			return '·'
		}
		return r
	}, s)
}

// arranged sorts mistakes by file, place and message and drops doubles. Files
// stand in the order of their first mistake.
func arranged(mistakes []Mistake) Errors {
	order := map[string]int{}
	for _, m := range mistakes {
		if _, ok := order[m.File]; !ok {
			order[m.File] = len(order)
		}
	}
	out := slices.Clone(mistakes)
	slices.SortStableFunc(out, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(out)
}

// source is a text that values stand in.
type source struct {
	name  string // for people
	dir   string // folder of the file in its file system: what files named in it are relative to
	lines []string
}

// newSource splits text into lines where YAML does.
func newSource(name, dir, text string) *source {
	breaks := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
	return &source{name, dir, strings.Split(breaks.Replace(text), "\n")}
}

// mistake returns one at the place, which is moved into the text if it lies outside.
func (s *source) mistake(line, column int, format string, args ...any) Mistake {
	line = max(1, min(line, len(s.lines)))
	m := Mistake{File: s.name, Line: line, Column: max(1, column), Message: printable(fmt.Sprintf(format, args...))}
	if len(s.lines) > 0 {
		m.Source = s.lines[line-1]
	}
	return m
}

// after returns a mistake at the place behind the beginning of the text.
func (s *source) after(beginning []byte, format string, args ...any) Mistake {
	before := newSource("", "", string(beginning)).lines
	last := before[len(before)-1]
	return s.mistake(len(before), utf8.RuneCountInString(last)+1, format, args...)
}

// suggestion returns `; did you mean "…"?` when a known name is near enough, else nothing.
func suggestion(name string, known []string) string {
	if utf8.RuneCountInString(name) > 60 {
		return ""
	}
	best, nearest := "", len(name)/3+2
	for _, k := range known {
		d := distance(strings.ToLower(name), strings.ToLower(k))
		if len(name) > 2 && strings.HasPrefix(k, name) || strings.HasSuffix(name, "_"+k) {
			d = min(d, 1)
		}
		if d < nearest {
			best, nearest = k, d
		}
	}
	if best == "" || nearest >= len(name) {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the number of insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
