package report

import (
	"io"
	"math"

	"agner/check"
)

// WriteCheckJSON writes what was found as agner/check/v1.
func WriteCheckJSON(w io.Writer, c *Checks) error {
	j := &jsonWriter{first: true}
	j.object("", func() {
		j.text("schema", "agner/check/v1")
		j.text("version", c.Version)
		j.truth("ok", c.OK())
		for _, s := range []check.Status{check.Failed, check.Undecided, check.Passed} {
			j.number(s.String(), float64(c.Count(s)))
		}
		j.number("baselines_not_held", float64(c.Alarms()))
		j.number("error_rate", c.Error)
		j.array("scenarios", func() {
			for i := range c.Files {
				j.object("", func() { j.checked(&c.Files[i]) })
			}
		})
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

func (w *jsonWriter) checked(f *CheckedFile) {
	w.text("scenario", f.Name)
	w.text("file", f.File)
	w.text("fingerprint", f.Fingerprint)
	w.seed("seed", f.Seed)
	if f.Outcome != nil {
		w.number("replications", float64(f.Outcome.Replications))
	} else {
		w.null("replications")
	}
	w.array("expectations", func() {
		for _, v := range f.verdicts() {
			w.object("", func() { w.verdict(f, v) })
		}
	})
	if f.Baseline == nil {
		w.null("baseline")
		return
	}
	w.object("baseline", func() { w.baseline(f.Baseline) })
}

func (w *jsonWriter) verdict(f *CheckedFile, v check.Verdict) {
	w.text("expectation", v.Expectation.Text)
	w.text("file", v.Expectation.At.File)
	w.number("line", float64(v.Expectation.At.Line))
	w.number("column", float64(v.Expectation.At.Column))
	w.text("variant", v.Expectation.Variant)
	w.text("status", v.Status.String())
	w.number("value", v.Value)
	w.number("low", v.Low)
	w.number("high", v.High)
	w.number("limit", v.Limit)
	w.text("unit", unitWord(v.Unit))
	w.number("replications", float64(v.Replications))
	if v.Needed > 0 {
		w.number("replications_needed", float64(v.Needed))
	} else {
		w.null("replications_needed")
	}
	w.text("reason", f.sentence(v))
}

func unitWord(u check.Unit) string {
	return [...]string{check.Count: "count", check.Fraction: "fraction", check.Seconds: "seconds", check.Hours: "hours", check.Ratio: "ratio", check.Money: "money"}[u]
}

func (w *jsonWriter) baseline(b *CheckedBaseline) {
	w.text("file", b.File)
	w.text("status", b.Status())
	w.text("version", b.Version)
	var comparison check.Comparison
	if b.Comparison != nil {
		comparison = *b.Comparison
	}
	w.array("changes", func() {
		for _, c := range comparison.Changes {
			w.object("", func() {
				w.text("figure", c.Name)
				w.text("unit", unitWord(c.Unit))
				w.text("status", c.Kind.String())
				for _, part := range []struct {
					name  string
					value float64
				}{{"before", c.Before}, {"after", c.After}, {"difference", c.Difference}, {"low", c.Low}, {"high", c.High}} {
					w.number(part.name, part.value)
				}
			})
		}
	})
	w.array("drifts", func() {
		for _, d := range comparison.Drifts {
			w.object("", func() {
				w.text("figure", d.Name)
				w.number("stored", d.Stored.Value)
				w.number("again", orNaN(d.Again.Value))
				w.truth("same", d.Same)
				w.truth("drifted", d.Drifted)
			})
		}
	})
	w.array("differences", func() {
		for _, line := range b.Differences {
			w.next()
			w.string(line)
		}
	})
	w.array("verdicts", func() {
		for _, v := range b.Verdicts {
			w.object("", func() {
				w.text("expectation", v.Text)
				w.text("before", v.Before.String())
				w.text("now", v.Now.String())
			})
		}
	})
}

func orNaN(v float64) float64 {
	if math.IsInf(v, 0) {
		return math.NaN()
	}
	return v
}
