package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// several is the problem of a file with more than one document.
const several = "a second document begins here (---): a scenario is one document"

// decodeYAML reads the one document of text, or says what the YAML library
// does not like about it. Nil without a problem: there is no document.
func decodeYAML(text []byte) (root *yaml.Node, problem string) {
	// The library reports its own violated invariants by panicking, and input
	// that violates them is known from its issue list: a user's mistake for us.
	defer func() {
		if p := recover(); p != nil {
			root, problem = nil, fmt.Sprint(p)
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(text))
	var first, second yaml.Node
	err := d.Decode(&first)
	if errors.Is(err, io.EOF) {
		return nil, ""
	}
	if err != nil {
		return nil, err.Error()
	}
	switch err := d.Decode(&second); {
	case errors.Is(err, io.EOF):
		return &first, ""
	case err != nil:
		return nil, err.Error()
	}
	return nil, fmt.Sprintf("line %d: %s", second.Line, several)
}

var lineOfProblem = regexp.MustCompile(`line (\d+): `)

// syntaxMistake gives a problem of the YAML library its place.
func syntaxMistake(src *source, text []byte, problem string) Mistake {
	line, message := 0, strings.TrimPrefix(problem, "yaml: ")
	if m := lineOfProblem.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits; out of range is clamped below
		message = strings.TrimPrefix(message, m[0])
	}
	if message == several {
		return src.mistake(line, 1, "%s", message)
	}
	if bytes.Count(text, []byte("\n"))+1 == len(src.lines) { // no other line breaks
		if found, ok := faultyLine(text); ok {
			line = found
		}
	}
	line = max(1, min(line, len(src.lines)))
	source := src.lines[line-1]
	column := syntaxColumn(source, message)
	return src.mistake(line, column, "this is not YAML: %s%s", message, syntaxHint(source, message))
}

// Where a line offends YAML, when its text shows that: the first group of the match.
var (
	reservedStart = regexp.MustCompile("(?:^|[\\s\\[{,])([%@`])")
	secondColon   = regexp.MustCompile(`^[^"'#\[{]*?:\s[^"'#\[{]*?(:)(?:\s|$)`)
	anchorName    = regexp.MustCompile(`unknown anchor '([^']+)'`)
)

// syntaxColumn returns the place of a problem in its line, else the line's first word.
func syntaxColumn(line, message string) int {
	at := len(line) - len(strings.TrimLeft(line, " \t"))
	switch {
	case strings.Contains(line[:at], "\t"):
	case strings.Contains(message, "cannot start any token"):
		if m := reservedStart.FindStringSubmatchIndex(line); m != nil {
			at = m[2]
		}
	case strings.Contains(message, "mapping values are not allowed"):
		if m := secondColon.FindStringSubmatchIndex(line); m != nil {
			at = m[2]
		}
	case anchorName.MatchString(message):
		at = max(at, strings.Index(line, "*"+anchorName.FindStringSubmatch(message)[1]))
	}
	return utf8.RuneCountInString(line[:at]) + 1
}

// pathInBraces is a path such as transfers[0].to as a key inside of { }, where YAML takes [ for a list.
var pathInBraces = regexp.MustCompile(`[{,]\s*([\w.-]+\[\d+\][\w.\[\]-]*)\s*:`)

// syntaxHint guesses what the user should do about a line.
func syntaxHint(line, message string) string {
	blank := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	switch {
	case strings.Contains(blank, "\t"):
		return "; indent with spaces, not tabs"
	case strings.Contains(message, "cannot start any token") && strings.Contains(line, "%"):
		return "; a percentage is written 80%"
	case strings.Contains(message, "cannot start any token") && reservedStart.MatchString(line):
		return "; quote a text that begins with " + reservedStart.FindStringSubmatch(line)[1] + ""
	case strings.Contains(message, "mapping values are not allowed"):
		return "; quote a text that holds a colon, or check the indentation"
	case pathInBraces.MatchString(line):
		return "; inside of { } a path with [ ] needs quotation marks: \"" + pathInBraces.FindStringSubmatch(line)[1] + "\": …"
	case strings.Count(line, "[") != strings.Count(line, "]"), strings.Count(line, "{") != strings.Count(line, "}"):
		return "; check that every [ and { is closed"
	case strings.Count(line, `"`)%2 == 1, strings.Count(line, "'")%2 == 1:
		return "; check that every quotation mark is closed"
	case strings.Contains(message, "did not find expected key"):
		return "; check the indentation and that every key ends in a colon"
	case strings.Contains(message, "anchor"):
		return "; an alias *name repeats a value that is marked &name further up"
	}
	return ""
}

// Effort of faultyLine: bytes parsed (about a second), and lines looked ahead.
const (
	searchBytes = 3 << 20
	lookAhead   = 40
)

// faultyLine finds the line that makes text invalid: the first one after which
// no beginning of text is valid any more. The YAML library itself names the
// line where the surrounding block began. A beginning may also be invalid
// because it stops inside of [ ] or quotes, so the search looks ahead before it
// believes a line. Not found: it takes more than the effort allowed.
func faultyLine(text []byte) (int, bool) {
	effort := 0
	var ends []int // ends[i] is the length of the first i+1 lines
	for i, b := range text {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	ends = append(ends, len(text))
	valid := func(lines int) bool {
		if lines == 0 {
			return true
		}
		effort += ends[lines-1]
		_, problem := decodeYAML(text[:ends[lines-1]])
		return problem == ""
	}
	good, bad := 0, len(ends)
	for effort < searchBytes && len(text) < searchBytes/16 {
		for bad-good > 1 {
			if mid := (good + bad) / 2; valid(mid) {
				good = mid
			} else {
				bad = mid
			}
		}
		later := 0
		for l := bad + 1; l < min(bad+lookAhead, len(ends)) && effort < searchBytes; l++ {
			if valid(l) {
				later = l
			}
		}
		if later == 0 {
			return bad, true
		}
		good, bad = later, len(ends)
	}
	return 0, false
}
