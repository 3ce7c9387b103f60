package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the findings and tables of a run for a pull request, a
// wiki or a mail.
func WriteMarkdown(w io.Writer, r *Run) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n\n**%s.** %s\n\n", escapeMarkdown(r.title()), r.headline().Text, escapeMarkdown(r.provenance()))
	for _, f := range r.findings() {
		fmt.Fprintf(&out, "- %s %s\n", f.Tone.Mark(), escapeMarkdown(f.Text))
	}
	for _, t := range r.tables() {
		fmt.Fprintf(&out, "\n## %s\n\n", escapeMarkdown(t.Title))
		if t.Note != "" {
			fmt.Fprintf(&out, "%s\n\n", escapeMarkdown(t.Note))
		}
		writeMarkdownTable(&out, t)
	}
	for _, list := range []struct {
		title string
		lines []string
	}{{"Values that were not stated", r.defaultLines()}, {"Warnings", r.warnings()}} {
		if len(list.lines) == 0 {
			continue
		}
		fmt.Fprintf(&out, "\n## %s\n\n", list.title)
		for _, line := range list.lines {
			fmt.Fprintf(&out, "- %s\n", escapeMarkdown(line))
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

func writeMarkdownTable(out *bytes.Buffer, t table) {
	for _, c := range t.Columns {
		out.WriteString("| " + escapeMarkdown(c) + " ")
	}
	out.WriteString("|\n|---|" + strings.Repeat("---:|", len(t.Columns)-1) + "\n")
	for _, row := range t.Rows {
		for _, c := range row {
			text := escapeMarkdown(c.Text)
			if c.Tone == bad {
				text = "**" + text + "**"
			}
			out.WriteString("| " + text + " ")
		}
		out.WriteString("|\n")
	}
}

// defaultLines lists the values that nobody stated.
func (r *Run) defaultLines() []string {
	var out []string
	for _, d := range r.Defaults {
		out = append(out, d.Path+": "+d.Value)
	}
	return out
}

// escapeMarkdown makes s plain text: no markup, no HTML, no links, one line.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range plain(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_{}[]#|~", r):
			b.WriteRune('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
