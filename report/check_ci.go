package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"agner/check"
)

// WriteCheckMarkdown writes what was found for a pull request.
func WriteCheckMarkdown(w io.Writer, c *Checks) error {
	var out bytes.Buffer
	headline := "All expectations hold"
	if !c.OK() {
		headline = "Expectations do not hold"
	}
	fmt.Fprintf(&out, "## %s\n\n%s\n", headline, escapeMarkdown(c.summary()))
	t := table{Columns: []string{"expectation", "verdict", "found", "stated in"}}
	for _, s := range []check.Status{check.Failed, check.Undecided, check.Passed} {
		for i := range c.Files {
			f := &c.Files[i]
			for _, v := range f.verdicts() {
				if v.Status == s {
					at := v.Expectation.At
					t.Rows = append(t.Rows, []cell{{Text: v.Expectation.Text}, {Text: toneOfStatus(s).Mark() + " " + s.String(), Tone: toneOfStatus(s)},
						{Text: f.sentence(v)}, {Text: fmt.Sprintf("%s:%d", at.File, at.Line)}})
				}
			}
		}
	}
	if len(t.Rows) > 0 {
		out.WriteByte('\n')
		writeMarkdownTable(&out, t)
	}
	for i := range c.Files {
		writeBaselineMarkdown(&out, &c.Files[i])
	}
	_, err := w.Write(out.Bytes())
	return err
}

func writeBaselineMarkdown(out *bytes.Buffer, f *CheckedFile) {
	if f.Baseline == nil {
		return
	}
	fmt.Fprintf(out, "\n### %s %s\n\n", f.baselineTone().Mark(), escapeMarkdown(f.baselineHead()))
	for _, line := range f.baselineLines() {
		fmt.Fprintf(out, "- %s\n", escapeMarkdown(line))
	}
	if f.Baseline.Picture != "" {
		fmt.Fprintf(out, "\n![Before and after](%s)\n", f.Baseline.Picture)
	}
	if len(f.Baseline.Differences) > 0 {
		fmt.Fprintf(out, "\nWhat differs in the scenario:\n\n")
	}
	for _, line := range f.Baseline.Differences {
		fmt.Fprintf(out, "- %s\n", escapeMarkdown(line))
	}
}

// WriteCheckGitHub writes annotations that GitHub shows beside the lines of a
// pull request (workflow commands ::error and ::warning), then the summary.
func WriteCheckGitHub(w io.Writer, c *Checks) error {
	var out bytes.Buffer
	for i := range c.Files {
		f := &c.Files[i]
		for _, v := range f.verdicts() {
			level := "error"
			switch v.Status {
			case check.Passed:
				continue
			case check.Undecided:
				level = "warning"
			}
			at := v.Expectation.At
			fmt.Fprintf(&out, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", level, escapeProperty(at.File), at.Line, at.Column,
				escapeProperty(v.Status.String()+": "+v.Expectation.Text), escapeData(f.sentence(v)))
		}
		if b := f.Baseline; b != nil && !b.OK() {
			lines := append(f.baselineLines(), b.Differences...)
			fmt.Fprintf(&out, "::error file=%s,line=1,title=%s::%s\n", escapeProperty(f.File), escapeProperty("baseline "+b.Status()), escapeData(strings.Join(lines, "\n")))
		}
	}
	fmt.Fprintf(&out, "%s\n", c.summary())
	_, err := w.Write(out.Bytes())
	return err
}

// escapeData and escapeProperty escape texts of workflow commands
// (github.com/actions/toolkit, packages/core, command.ts).
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// junitSuites and its parts are the JUnit XML that CI servers read: one suite per
// scenario, one case per expectation and baseline.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	File     string      `xml:"file,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure,omitempty"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Type    string `xml:"type,attr"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// WriteCheckJUnit writes what was found as JUnit XML.
func WriteCheckJUnit(w io.Writer, c *Checks) error {
	all := junitSuites{Name: "agner check"}
	for i := range c.Files {
		s := c.Files[i].junit()
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Suites = append(all.Suites, s)
	}
	data, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, data)
	return err
}

func (f *CheckedFile) junit() junitSuite {
	s := junitSuite{Name: f.Name, File: f.File}
	add := func(k junitCase, ok bool, kind, text string) {
		k.Class = strings.TrimSuffix(f.File, ".yaml")
		s.Tests++
		if ok {
			k.Out = text
		} else {
			s.Failures++
			message, _, _ := strings.Cut(text, "\n")
			k.Failure = &junitFailure{Type: kind, Message: message, Text: fmt.Sprintf("%s:%d: %s", k.File, k.Line, text)}
		}
		s.Cases = append(s.Cases, k)
	}
	for _, v := range f.verdicts() {
		add(junitCase{Name: v.Expectation.Text, File: v.Expectation.At.File, Line: v.Expectation.At.Line}, v.Status == check.Passed, v.Status.String(), f.sentence(v))
	}
	if b := f.Baseline; b != nil {
		lines := append([]string{f.baselineHead()}, append(f.baselineLines(), b.Differences...)...)
		add(junitCase{Name: "baseline", File: b.File, Line: 1}, b.OK(), b.Status(), strings.Join(lines, "\n"))
	}
	return s
}
