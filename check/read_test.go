package check

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes what was read, with names and base units spelled out.
func (c Condition) shown() string {
	var b strings.Builder
	for i, t := range c.Sum {
		if i > 0 {
			b.WriteString(" ; ")
		}
		if t.Inside != nil {
			fmt.Fprintf(&b, "%g × P(%s)", t.Factor, t.Inside.shown())
		} else {
			fmt.Fprintf(&b, "%g × %s/%s", t.Factor, t.Ref.Variant, t.Ref.name())
		}
	}
	return fmt.Sprintf("%s %s %g unit %d", b.String(), c.Relation, c.Limit, c.Unit)
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"calls.service_level >= 80%":                            "1 × base/calls.service_level >= 0.8 unit 1",
		"calls.service_level>=0.8":                              "1 × base/calls.service_level >= 0.8 unit 1",
		"calls.service_level[10:00-12:00] ≥ 75%":                "1 × base/calls.service_level[10:00-12:00] >= 0.75 unit 1",
		"calls.asa < 1m30s":                                     "1 × base/calls.asa < 90 unit 2",
		"team.occupancy <= 88%":                                 "1 × base/team.occupancy <= 0.88 unit 1",
		"team.paid_hours <= 40":                                 "1 × base/team.paid_hours <= 40 unit 3",
		"team.paid_hours <= 90m":                                "1 × base/team.paid_hours <= 1.5 unit 3",
		"team.labor_cost <= 300":                                "1 × base/team.labor_cost <= 300 unit 5",
		"total.total_cost <= 25000":                             "1 × base/total.total_cost <= 25000 unit 5",
		"total.budget_variance <= -100":                         "1 × base/total.budget_variance <= -100 unit 5",
		"probability(calls.target) >= 90%":                      "1 × base/calls.probability_of_target >= 0.9 unit 1",
		"probability(more.calls.target) >= 90%":                 "1 × more/more.calls.probability_of_target >= 0.9 unit 1",
		"probability(calls.service_level >= 75%) >= 90%":        "1 × P(1 × base/calls.service_level >= 0.75 unit 1) >= 0.9 unit 1",
		"more.total.total_cost - base.total.total_cost <= 800":  "1 × more/more.total.total_cost ; -1 × base/total.total_cost <= 800 unit 5",
		"more.calls.service_level - calls.service_level > 2pts": "1 × more/more.calls.service_level ; -1 × base/calls.service_level > 0.02 unit 1",
		"more.calls.asa - 0.5 * calls.asa <= -5s":               "1 × more/more.calls.asa ; -0.5 × base/calls.asa <= -5 unit 2",
	} {
		e, problems := Read(text, Position{}, names())
		if len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
		} else if got := e.Condition.shown(); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestReadNeverPanics: every prefix and every sentence with one character
// changed is read or refused with a place inside of it.
func TestReadNeverPanics(t *testing.T) {
	texts := []string{"probability(more.calls.service_level[10:00-12:00] - 0.5 * calls.asa >= 75%) >= 90%", "", " ", ".", "[", "()", "probability(", "probability()>=1", "a.b.c.d>=1", "calls.[>=3", "calls.asa[] <= 3s", "≥", "calls.asa + + calls.asa <= 3s"}
	for _, text := range texts {
		for cut := range len(text) + 1 {
			tries := []string{text[:cut], text[cut:]}
			for _, c := range "().[]-+* ><=%\xff" {
				tries = append(tries, text[:cut]+string(c)+text[cut:])
			}
			for _, s := range tries {
				_, problems := Read(s, Position{}, names())
				for _, p := range problems {
					if p.Offset < 0 || p.Offset > len([]rune(s)) || p.Message == "" {
						t.Fatalf("%q: problem %+v", s, p)
					}
				}
			}
		}
	}
}
