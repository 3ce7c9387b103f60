package report

import (
	"bytes"
	"fmt"
	"io"
)

// sheet is what a report says before it has a format.
type sheet struct {
	title, provenance string
	findings          []finding
	tables            []table
	defaults          []Default
	warnings          []string
}

// writeTextSheet lays a sheet out for a terminal.
func writeTextSheet(w io.Writer, g sheet, o TextOptions) error {
	p := &textPage{options: o}
	p.heading(plain(g.title))
	p.paragraph(g.provenance)
	p.blank()
	for _, f := range g.findings {
		p.bullet(finding{plain(f.Text), f.Tone})
	}
	for _, t := range g.tables {
		p.blank()
		p.table(t)
	}
	if n := len(g.defaults); n > 0 {
		p.blank()
		p.paragraph(plural(n, "value") + " of the scenario language were not stated and took their defaults; the JSON lists them.")
	}
	p.warnings(g.warnings)
	_, err := w.Write(p.out.Bytes())
	return err
}

// writeMarkdownSheet lays a sheet out as Markdown.
func writeMarkdownSheet(w io.Writer, g sheet) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# %s\n\n%s\n\n", escapeMarkdown(g.title), escapeMarkdown(g.provenance))
	for _, f := range g.findings {
		fmt.Fprintf(&out, "- %s %s\n", f.Tone.Mark(), escapeMarkdown(f.Text))
	}
	for _, t := range g.tables {
		fmt.Fprintf(&out, "\n## %s\n\n", escapeMarkdown(t.Title))
		if t.Note != "" {
			fmt.Fprintf(&out, "%s\n\n", escapeMarkdown(t.Note))
		}
		writeMarkdownTable(&out, t)
	}
	if len(g.warnings) > 0 {
		fmt.Fprintf(&out, "\n## Warnings\n\n")
		for _, text := range g.warnings {
			fmt.Fprintf(&out, "- %s\n", escapeMarkdown(text))
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}
