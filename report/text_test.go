package report

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"agner/sim"
)

func TestTextGolden(t *testing.T) {
	for name, o := range map[string]TextOptions{"run.txt": {}, "run-80.txt": {Width: 80}, "run-color.txt": {Width: 120, Color: true}} {
		var out bytes.Buffer
		if err := WriteText(&out, madeUp(), o); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
}

func TestTextFitsItsWidth(t *testing.T) {
	var out bytes.Buffer
	if err := WriteText(&out, madeUp(), TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if w := displayWidth(strings.TrimRight(line, "\n")); w > 80 {
			t.Errorf("%d cells wide: %q", w, line)
		}
	}
}

func TestDisplayWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "客服": 4, "💬": 2, "👩‍💻": 2, "👍🏽": 2, "🇵🇹": 2, "❤️": 2, "ｱ": 1, "Ａ": 2, "🇵🇹🇩🇰": 4,
	} {
		if got := displayWidth(s); got != want {
			t.Errorf("displayWidth(%q) = %d, want %d", s, got, want)
		}
	}
	if got := clip("客服中心 sales", 6); got != "客服…" {
		t.Errorf("clip = %q", got)
	}
}

func TestNamesCannotMoveTheCursor(t *testing.T) {
	r := madeUp()
	r.Name = "a\x1b[2Jb\nc\u202ed"
	r.QueueLabels[0] = strings.Repeat("x", 200)
	r.Warnings = []string{"\x07bell"}
	var out bytes.Buffer
	if err := WriteText(&out, r, TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u202e") {
		t.Errorf("control characters came through:\n%q", out.String())
	}
	if !strings.Contains(out.String(), "a·[2Jb·c·d") {
		t.Errorf("name not shown:\n%s", out.String())
	}
}

func TestNumbers(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		got, want string
	}{
		{number(1234567.5, 1), "1,234,567.5"}, {number(-0.01, 1), "0.0"}, {number(-12, 0), "−12"}, {number(999, 0), "999"}, {number(math.Inf(1), 2), "∞"},
		{withInterval(around(0.7418, 0.0061, 0), percent), "74.2 ± 0.6 %"},
		{withInterval(around(0.9999, 0.0001, 0), percent), "99.99 ± 0.01 %"},
		{withInterval(sim.NoData(), percent), "–"},
		{withInterval(sim.Estimate{Value: 0.5, Low: nan, High: nan, SD: nan}, percent), "50.0 %"},
		{withInterval(around(7300, 60, 0), durationScale(7300)), "2.03 ± 0.02 h"},
		{money(around(25310, 40, 0), "USD"), "25,310 ± 40 USD"}, {money(around(5.478, 0.012, 0), "€"), "5.48 ± 0.01 €"},
		{signed(0.142, points), "+14.2 points"}, {signed(-0.0001, points), "0.0 points"}, {signed(nan, points), "–"},
		{short(20), "20 s"}, {short(90), "90 s"}, {short(172800), "2 days"}, {share(0.995), "99.5 %"}, {plural(1, "day"), "1 day"}, {plural(1400, "day"), "1,400 days"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		e       sim.Estimate
		atLeast bool
		want    Verdict
	}{
		{around(0.82, 0.01, 0), true, Met}, {around(0.8, 0, 0), true, Met}, {around(0.795, 0.01, 0), true, Undecided}, {around(0.7, 0.01, 0), true, Missed},
		{around(0.7, 0.01, 0), false, Met}, {around(0.9, 0.01, 0), false, Missed}, {sim.NoData(), true, Undecided},
		{sim.Estimate{Value: 0.9, Low: nan, High: nan, SD: nan}, true, Undecided},
	} {
		if got := judge(c.e, 0.8, c.atLeast); got != c.want {
			t.Errorf("judge(%v, 0.8, %v) = %v, want %v", c.e, c.atLeast, got, c.want)
		}
	}
	if got := madeUp().verdict(0); got != Missed {
		t.Errorf("a target with one part missed is %v", got)
	}
	if got := madeUp().verdict(2); got != NoTarget {
		t.Errorf("a queue without target is %v", got)
	}
}
