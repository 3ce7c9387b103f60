package charts

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// titled returns the title that was given, else the finding.
func titled(title string, finding func() string) string {
	if clean(title) != "" {
		return title
	}
	return finding()
}

// named puts a name before a sentence, "Sales: …"; a sentence without a name begins with a capital.
func named(name, sentence string) string {
	if name = clip(name, 44); name != "" {
		return name + ": " + sentence
	}
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(first)) + sentence[size:]
}

// quoted sets a name that was given by somebody else off from the sentence.
func quoted(name string) string { return "“" + clip(name, 40) + "”" }

// target writes the promise: "80% in 20 s".
func target(level, awtSeconds float64) string {
	if !known(awtSeconds) || awtSeconds < 0 {
		return percent(level, 1)
	}
	return percent(level, 1) + " in " + duration(awtSeconds)
}

// stretch is a run of neighbouring intervals.
type stretch struct{ first, last int }

// stretches collects the intervals for which miss holds; intervals without data are skipped without ending a stretch.
func stretches(n int, data, miss func(int) bool) (out []stretch, missed, total int) {
	open := false
	for i := range n {
		if !data(i) {
			continue
		}
		total++
		if !miss(i) {
			open = false
			continue
		}
		missed++
		if !open {
			out = append(out, stretch{i, i})
		}
		out[len(out)-1].last = i
		open = true
	}
	return out, missed, total
}

// extreme returns the index of the least value by the given order, or -1 without data; the first of equals wins.
func extreme(n int, value func(int) float64) int {
	best, least := -1, math.Inf(1)
	for i := range n {
		if v := value(i); known(v) && (best < 0 || v < least) {
			best, least = i, v
		}
	}
	return best
}

// sentence joins the parts that are not empty.
func sentence(separator string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, separator)
}
