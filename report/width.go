package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const (
	joiner       = '\u200d' // glues emoji into one picture
	emojiStyle   = '\ufe0f' // asks for the coloured, two cells wide form
	firstFlag    = '\U0001f1e6'
	lastFlag     = '\U0001f1ff'
	firstSkin    = '\U0001f3fb'
	lastSkin     = '\U0001f3ff'
	ellipsis     = "…"
	controlStamp = '·' // stands for a character that would move the cursor
)

// displayWidth returns the number of terminal cells that s takes: none for
// combining marks, two for East Asian wide characters and for emoji, joined
// emoji and flags as one picture.
func displayWidth(s string) int {
	total := 0
	for _, c := range clusters(s) {
		total += c.cells
	}
	return total
}

// clip shortens s to at most cells terminal cells, with … where it was cut.
func clip(s string, cells int) string {
	if displayWidth(s) <= cells {
		return s
	}
	used := 0
	var b strings.Builder
	for _, c := range clusters(s) {
		if used+c.cells > cells-1 {
			break
		}
		used += c.cells
		b.WriteString(c.text)
	}
	return b.String() + ellipsis
}

// cluster is what a terminal shows as one picture, and the cells it takes.
type cluster struct {
	text  string
	cells int
}

// clusters cuts s into pictures. It covers what names contain (marks, emoji,
// flags, CJK), not all of Unicode's segmentation (UAX 29).
func clusters(s string) []cluster {
	var out []cluster
	joined, flag := false, false // the next rune belongs to the last cluster
	for _, r := range s {
		last := len(out) - 1
		isFlag := r >= firstFlag && r <= lastFlag
		extends := last >= 0 && (joined || flag && isFlag || r == joiner || r == emojiStyle ||
			r >= firstSkin && r <= lastSkin || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf))
		if extends {
			out[last].text += string(r)
			if r == emojiStyle || isFlag {
				out[last].cells = 2
			}
		} else {
			out = append(out, cluster{string(r), cells(r)})
		}
		joined = r == joiner
		flag = isFlag && !extends
	}
	return out
}

func cells(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// plain makes a name safe to print on one line of a terminal: control
// characters and those that turn the writing direction become a dot, so that a
// name can neither move the cursor nor hide what follows.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			return controlStamp
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
