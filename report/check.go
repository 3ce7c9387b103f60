package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/check"
)

// Checks is what `agner check` found, ready to be told.
type Checks struct {
	Version string
	Error   float64 // chance that any verdict is wrong
	Files   []CheckedFile
}

// CheckedFile is one scenario.
type CheckedFile struct {
	Name, File, Fingerprint string
	Currency                string
	Seed                    uint64
	Outcome                 *check.Outcome // nil: nothing is expected
	Baseline                *CheckedBaseline
}

// CheckedBaseline is one scenario beside what it was.
type CheckedBaseline struct {
	File       string
	Missing    bool
	Written    bool
	OutOfTime  bool
	Version    string // that wrote it
	Comparison *check.Comparison
	// Differences of the scenarios by meaning, what each was and is.
	Differences []string
	Verdicts    []VerdictChange
	Picture     string // file of the chart of before and after, as Markdown should name it
}

// VerdictChange is a sentence that the baseline judged otherwise.
type VerdictChange struct {
	Text        string
	Before, Now check.Status
}

// Status is the worst that the baseline shows, in one word.
func (b *CheckedBaseline) Status() string {
	switch {
	case b.Written:
		return "written"
	case b.Missing:
		return "missing"
	case b.OutOfTime || b.Comparison == nil:
		return "undecided"
	}
	if slices.ContainsFunc(b.Comparison.Drifts, func(d check.Drift) bool { return d.Drifted }) {
		return "drifted"
	}
	worst := check.Unchanged
	for _, c := range b.Comparison.Changes {
		worst = max(worst, min(c.Kind, check.Changed))
	}
	return strings.ReplaceAll(worst.String(), " ", "_")
}

// OK tells whether the baseline stands.
func (b *CheckedBaseline) OK() bool {
	return slices.Contains([]string{"written", "unchanged", "within_tolerance"}, b.Status())
}

// Count returns how many expectations have the status, and Alarms how many baselines do not stand.
func (c *Checks) Count(s check.Status) (n int) {
	for _, f := range c.Files {
		for _, v := range f.verdicts() {
			if v.Status == s {
				n++
			}
		}
	}
	return n
}

// Alarms returns how many baselines do not stand.
func (c *Checks) Alarms() (n int) {
	for _, f := range c.Files {
		if f.Baseline != nil && !f.Baseline.OK() {
			n++
		}
	}
	return n
}

// OK tells whether everything holds.
func (c *Checks) OK() bool {
	return c.Count(check.Failed)+c.Count(check.Undecided)+c.Alarms() == 0
}

func (f *CheckedFile) verdicts() []check.Verdict {
	if f.Outcome == nil {
		return nil
	}
	return f.Outcome.Verdicts
}

func toneOfStatus(s check.Status) tone {
	return [...]tone{check.Failed: bad, check.Undecided: unsure, check.Passed: good}[s]
}

// amount writes a number of the unit.
func (f *CheckedFile) amount(v float64, u check.Unit) string { return bare(v, f.scale(v, u)) }

// change writes a difference with its sign.
func (f *CheckedFile) change(v float64, u check.Unit) string {
	if u == check.Fraction {
		return signed(v, scale{100, " points", 2})
	}
	return signed(v, f.scale(v, u))
}

func (f *CheckedFile) scale(v float64, u check.Unit) scale {
	switch u {
	case check.Fraction:
		return scale{100, "%", 2}
	case check.Seconds:
		return durationScale(v)
	case check.Hours:
		return scale{1, " h", 1}
	case check.Ratio:
		return scale{1, "", 3}
	case check.Money:
		return moneyScale(v, f.Currency)
	}
	return scale{1, "", 1}
}

// sentence says in words what became of a verdict.
func (f *CheckedFile) sentence(v check.Verdict) string {
	if v.Reason != "" {
		return v.Reason
	}
	if math.IsNaN(v.Value) {
		return "no replications were simulated in the time given"
	}
	what := ""
	if v.Share {
		what = " wait no longer than that, " + f.amount(v.Limit, v.Unit) + " should"
	}
	write := f.amount
	if len(v.Expectation.Condition.Sum) > 1 { // a difference
		write = f.change
	}
	found := fmt.Sprintf("%s%s, surely between %s and %s after %s", write(v.Value, v.Unit), what,
		write(v.Low, v.Unit), write(v.High, v.Unit), plural(v.Replications, "replication"))
	if v.Status != check.Undecided {
		return found
	}
	if v.Needed > 0 {
		return found + fmt.Sprintf("; about %s would decide", plural(v.Needed, "replication"))
	}
	return found + "; it lies so close to the limit that no number of replications would decide: move the limit or the staffing"
}

// lines returns what the baseline has to tell, the cause last.
func (f *CheckedFile) baselineLines() []string {
	b := f.Baseline
	var out []string
	if b.Missing {
		return []string{"there is no baseline " + b.File + "; agner check --update writes it"}
	}
	if b.Comparison == nil {
		return nil
	}
	for _, d := range b.Comparison.Drifts {
		if d.Drifted {
			out = append(out, fmt.Sprintf("%s of the stored scenario was %s and is %s in this version: the program has drifted", d.Name,
				f.amount(d.Stored.Value, d.Unit), f.amount(d.Again.Value, d.Unit)))
		}
	}
	for _, c := range b.Comparison.Changes {
		switch c.Kind {
		case check.Unchanged:
		case check.Added:
			out = append(out, fmt.Sprintf("%s is new: %s", c.Name, f.amount(c.After, c.Unit)))
		case check.Removed:
			out = append(out, fmt.Sprintf("%s is gone: it was %s", c.Name, f.amount(c.Before, c.Unit)))
		default:
			out = append(out, fmt.Sprintf("%s %s: %s → %s, %s (surely between %s and %s)", c.Name, c.Kind, f.amount(c.Before, c.Unit),
				f.amount(c.After, c.Unit), f.change(c.Difference, c.Unit), f.change(c.Low, c.Unit), f.change(c.High, c.Unit)))
		}
	}
	for _, v := range b.Verdicts {
		out = append(out, fmt.Sprintf("%s: was %s, now %s", v.Text, v.Before, v.Now))
	}
	return out
}

// baselineHead is the baseline in one line.
func (f *CheckedFile) baselineHead() string {
	b := f.Baseline
	word := map[string]string{"written": "written", "missing": "missing", "undecided": "not compared in the time given",
		"drifted": "the program has drifted", "unchanged": "no change found", "within_tolerance": "changed within tolerance", "changed": "changed"}[b.Status()]
	return fmt.Sprintf("%s against %s: %s", f.Name, b.File, word)
}

func (f *CheckedFile) baselineTone() tone {
	switch {
	case f.Baseline.OK():
		return good
	case f.Baseline.Status() == "undecided":
		return unsure
	}
	return bad
}

// summary is the last line.
func (c *Checks) summary() string {
	var parts []string
	for _, s := range []check.Status{check.Failed, check.Undecided, check.Passed} {
		if n := c.Count(s); n > 0 || s == check.Passed {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	text := fmt.Sprintf("%s in %s", strings.Join(parts, ", "), plural(len(c.Files), "scenario"))
	if n := c.Alarms(); n > 0 {
		text += fmt.Sprintf("; %s not hold", map[bool]string{true: "1 baseline does", false: fmt.Sprintf("%d baselines do", n)}[n == 1])
	}
	text += fmt.Sprintf(". The chance that any expectation is judged wrongly is at most %s", share(c.Error))
	if slices.ContainsFunc(c.Files, func(f CheckedFile) bool { return f.Baseline != nil }) {
		text += fmt.Sprintf(", that an unchanged scenario is called changed at most %s", share(c.Error))
	}
	return text + "."
}

// WriteCheckText writes what was found for a terminal, failures first, each
// with the line that demanded it.
func WriteCheckText(w io.Writer, c *Checks, color bool) error {
	var out bytes.Buffer
	mark := func(t tone) string {
		if code := [...]string{good: "32", unsure: "33", bad: "31"}[t]; color && code != "" {
			return "\x1b[" + code + "m" + t.Mark() + "\x1b[0m"
		}
		return t.Mark()
	}
	for _, t := range []tone{bad, unsure, good} {
		for i := range c.Files {
			f := &c.Files[i]
			for _, v := range f.verdicts() {
				if at := v.Expectation.At; toneOfStatus(v.Status) == t {
					fmt.Fprintf(&out, "%s %s:%d  %s\n    %s: %s\n", mark(t), at.File, at.Line, v.Expectation.Text, v.Status, f.sentence(v))
				}
			}
			if f.Baseline == nil || f.baselineTone() != t {
				continue
			}
			fmt.Fprintf(&out, "%s %s\n", mark(t), f.baselineHead())
			for _, line := range f.baselineLines() {
				fmt.Fprintf(&out, "    %s\n", line)
			}
			if len(f.Baseline.Differences) > 0 {
				fmt.Fprintln(&out, "    what differs in the scenario:")
			}
			for _, line := range f.Baseline.Differences {
				fmt.Fprintf(&out, "      %s\n", line)
			}
		}
	}
	fmt.Fprintf(&out, "%s\n", c.summary())
	_, err := w.Write(out.Bytes())
	return err
}
