package report

import (
	"slices"

	"agner/sim"
	"agner/staffing"
)

// tone is how a sentence or a cell stands with the target, the worst last.
type tone uint8

const (
	neutral tone = iota
	good
	unsure
	bad
)

// toneOf returns the tone of a verdict.
func toneOf(v staffing.Verdict) tone {
	switch v {
	case staffing.Met:
		return good
	case staffing.Missed:
		return bad
	}
	return unsure
}

// word says the verdict behind a tone.
func (t tone) word() string {
	return [...]string{neutral: none, good: "met", unsure: "undecided", bad: "missed"}[t]
}

// Class is the tone in a style sheet.
func (t tone) Class() string {
	return [...]string{neutral: "", good: "good", unsure: "unsure", bad: "bad"}[t]
}

// Mark is a sign before a finding that needs no colour to be told apart.
func (t tone) Mark() string {
	return [...]string{neutral: "•", good: "✓", unsure: "?", bad: "✗"}[t]
}

// checks returns the stated parts of the target of queue q over the horizon.
func (r *Run) checks(q int) []staffing.Check {
	var out []staffing.Check
	for _, k := range staffing.Checks(r.Centre, r.Result) {
		if k.Queue == r.Centre.Queues[q].Name {
			out = append(out, k)
		}
	}
	return out
}

// verdict returns how queue q stands with its whole target: as badly as the
// worst of its parts.
func (r *Run) verdict(q int) tone {
	worst := neutral
	for _, k := range r.checks(q) {
		worst = max(worst, toneOf(k.Verdict()))
	}
	return worst
}

// verdictWord says the verdict on queue q; where nothing was observed there is
// nothing to decide.
func (r *Run) verdictWord(q int) string {
	if r.unobserved(q) {
		return "no data"
	}
	return r.verdict(q).word()
}

// unobserved tells whether a target is stated of which nothing was seen.
func (r *Run) unobserved(q int) bool {
	checks := r.checks(q)
	return len(checks) > 0 && !slices.ContainsFunc(checks, func(k staffing.Check) bool { return k.OK() })
}

// againstLimit tells how an estimate stands with a limit that it must not exceed.
func againstLimit(e sim.Estimate, limit float64) tone {
	return toneOf(staffing.Check{Bound: limit, Estimate: e}.Verdict())
}
