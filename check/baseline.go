package check

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Baseline is what a scenario was and said when it was last agreed upon.
type Baseline struct {
	Scenario, Version, Fingerprint string
	Seed                           uint64
	Replications                   int
	Verdicts                       []StoredVerdict
	Figures                        []Figure
	Parts                          []Part // the merged scenario, then its data files
}

// Part is one file.
type Part struct {
	Name string
	Data []byte
}

// StoredVerdict is what became of a sentence.
type StoredVerdict struct {
	Status Status
	Text   string
}

const baselineTitle = "Agner baseline, format 1. Written by agner check --update."

// Write writes b as text for people and for version control: a head, a line for
// each verdict and each figure, then the files, each after a line "-- NAME --".
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	fmt.Fprintln(&out, baselineTitle)
	fmt.Fprintf(&out, "scenario     %s\nagner        %s\nfingerprint  %s\nseed         %d\nreplications %d\n", oneLine(b.Scenario), b.Version, b.Fingerprint, b.Seed, b.Replications)
	if len(b.Verdicts) > 0 {
		out.WriteByte('\n')
	}
	for _, v := range b.Verdicts {
		fmt.Fprintf(&out, "%-9s %s\n", v.Status, v.Text)
	}
	fmt.Fprintf(&out, "\n%-40s %14s %14s\n", figuresHead, "value", "standard error")
	for _, f := range b.Figures {
		fmt.Fprintln(&out, f.text())
	}
	for _, p := range b.Parts {
		if strings.ContainsAny(p.Name, "\n\r") || bytes.HasPrefix(p.Data, []byte("-- ")) || bytes.Contains(p.Data, []byte("\n-- ")) {
			return fmt.Errorf("%s cannot be part of a baseline: a line of it begins with --", p.Name)
		}
		fmt.Fprintf(&out, "\n-- %s --\n%s", p.Name, p.Data)
		if !bytes.HasSuffix(p.Data, []byte("\n")) {
			out.WriteByte('\n')
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

const figuresHead = "figure"

// digits is the precision of stored figures, in significant digits.
const digits = 7

// text is the line of a figure; it is also what "the same" means.
func (f Figure) text() string {
	write := func(v float64) string {
		factor, unit := f.Unit.stored()
		return strconv.FormatFloat(v*factor, 'g', digits, 64) + unit
	}
	return fmt.Sprintf("%-40s %14s %14s", strings.ReplaceAll(f.Name, " ", "\u00a0"), write(f.Value), write(f.StdErr))
}

// stored is the factor and the sign of a unit in baselines.
func (u Unit) stored() (float64, string) {
	switch u {
	case Fraction:
		return 100, "%"
	case Seconds:
		return 1, "s"
	case Hours:
		return 1, "h"
	case Ratio:
		return 1, "x"
	case Money:
		return 1, "$"
	}
	return 1, ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// ReadBaseline reads what Write wrote.
func ReadBaseline(data []byte) (*Baseline, error) {
	head, rest, _ := bytes.Cut(data, []byte("\n\n-- "))
	b := &Baseline{}
	lines := strings.Split(strings.ReplaceAll(string(head), "\r\n", "\n"), "\n")
	if lines[0] != baselineTitle {
		return nil, fmt.Errorf("line 1: this is no baseline of this program; write it anew with --update")
	}
	figures := false
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var err error
		switch name, value, _ := strings.Cut(line, " "); {
		case figures:
			err = b.readFigure(line)
		case name == figuresHead:
			figures = true
		default:
			err = b.readHead(name, strings.TrimSpace(value))
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w; write the baseline anew with --update", i+2, err)
		}
	}
	for len(rest) > 0 {
		name, content, ok := bytes.Cut(rest, []byte(" --\n"))
		if !ok {
			return nil, fmt.Errorf("a file in the baseline has no name; write the baseline anew with --update")
		}
		var part []byte
		part, rest, _ = bytes.Cut(content, []byte("\n\n-- "))
		// The last line's end was part of what separates files.
		b.Parts = append(b.Parts, Part{string(name), append(bytes.Clone(bytes.TrimSuffix(part, []byte("\n"))), '\n')})
	}
	if len(b.Parts) == 0 || b.Replications < 1 {
		return nil, fmt.Errorf("the baseline is cut short; write it anew with --update")
	}
	return b, nil
}

func (b *Baseline) readHead(name, value string) (err error) {
	switch name {
	case "scenario":
		b.Scenario = value
	case "agner":
		b.Version = value
	case "fingerprint":
		b.Fingerprint = value
	case "seed":
		b.Seed, err = strconv.ParseUint(value, 10, 64)
	case "replications":
		b.Replications, err = strconv.Atoi(value)
	case Failed.String():
		b.Verdicts = append(b.Verdicts, StoredVerdict{Failed, value})
	case Undecided.String():
		b.Verdicts = append(b.Verdicts, StoredVerdict{Undecided, value})
	case Passed.String():
		b.Verdicts = append(b.Verdicts, StoredVerdict{Passed, value})
	default:
		err = fmt.Errorf("%q is nothing that a baseline has", name)
	}
	return err
}

func (b *Baseline) readFigure(line string) error {
	fields := strings.Split(strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' }), " "), " ")
	if len(fields) != 3 {
		return fmt.Errorf("%q is not a figure", line)
	}
	f := Figure{Name: strings.ReplaceAll(fields[0], "\u00a0", " ")}
	for u := Count; u <= Money; u++ {
		if _, sign := u.stored(); sign != "" && strings.HasSuffix(fields[1], sign) {
			f.Unit = u
		}
	}
	factor, sign := f.Unit.stored()
	for i, v := range []*float64{&f.Value, &f.StdErr} {
		x, err := strconv.ParseFloat(strings.TrimSuffix(fields[i+1], sign), 64)
		if err != nil {
			return fmt.Errorf("%q is not a figure", line)
		}
		*v = x / factor
	}
	b.Figures = append(b.Figures, f)
	return nil
}
