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
		{withInterval(around(0.7418, 0.0061, 0), percent), "74.2 ± 0.6%"},
		{withInterval(around(0.9999, 0.0001, 0), percent), "99.99 ± 0.01%"},
		{withInterval(sim.NoData(), percent), "–"},
		{withInterval(sim.Estimate{Value: 0.5, Low: nan, High: nan, SD: nan}, percent), "50.0%"},
		{withInterval(around(7300, 60, 0), durationScale(7300)), "2.03 ± 0.02 h"},
		{money(around(25310, 40, 0), "USD"), "25,310 ± 40 USD"}, {money(around(5.478, 0.012, 0), "€"), "5.48 ± 0.01 €"},
		{signed(0.142, points), "+14.2 points"}, {signed(-0.0001, points), "0.0 points"}, {signed(nan, points), "–"},
		{short(20), "20 s"}, {short(90), "90 s"}, {short(172800), "2 days"}, {share(0.995), "99.5%"}, {plural(1, "day"), "1 day"}, {plural(1400, "day"), "1,400 days"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	r := madeUp()
	for q, want := range []tone{bad, good, neutral} {
		if got := r.verdict(q); got != want {
			t.Errorf("queue %d: %s, want %s", q, got.word(), want.word())
		}
	}
	r.Result.Replications = 1
	chat := map[sim.Metric]sim.Estimate{sim.ServiceLevel: {Value: 0.99, Low: math.NaN(), High: math.NaN(), SD: math.NaN()}, sim.ASA: around(3, 1, 1)}
	r.Result.Queues[1].Row = row(sim.QueueMetrics(), chat)
	if got := r.verdict(1); got != unsure {
		t.Errorf("one replication without interval is %s", got.word())
	}
	if got := r.headline(); got.Tone != bad || got.Text != "1 of 2 targets is missed" {
		t.Errorf("headline %q", got.Text)
	}
}

func TestNothingHappened(t *testing.T) {
	r := madeUp()
	for q := range r.Result.Queues {
		r.Result.Queues[q].Row = row(sim.QueueMetrics(), map[sim.Metric]sim.Estimate{sim.Offered: around(0, 0, 0)})
	}
	if got := r.headline(); got.Tone != unsure || got.Text != "No contacts on 2 of 2 queues with a target: nothing to judge there" {
		t.Errorf("headline %q", got.Text)
	}
	if got := r.verdictWord(0); got != "no data" {
		t.Errorf("verdict %q", got)
	}
	if got := r.queueFinding(0); got.Text != "Sales calls: no contacts, so nothing to judge (target 80% in 20 s, abandoned ≤ 5%)." {
		t.Errorf("finding %q", got.Text)
	}
	// Contacts that all still wait at the end are contacts.
	for q := range r.Result.Queues {
		r.Result.Queues[q].Row = row(sim.QueueMetrics(), map[sim.Metric]sim.Estimate{sim.Offered: around(8646, 10, 10)})
	}
	if got := r.headline(); got.Text != "Nothing to judge on 2 of 2 queues with a target" {
		t.Errorf("headline %q", got.Text)
	}
	if got := r.queueFinding(0); got.Text != "Sales calls: none of its contacts was answered or abandoned before the end of the horizon, so nothing to judge (target 80% in 20 s, abandoned ≤ 5%)." {
		t.Errorf("finding %q", got.Text)
	}
	r.Centre.Queues[0].Due = &sim.Due{}
	if got := r.queueFinding(0); !strings.Contains(got.Text, "due within the horizon") {
		t.Errorf("finding %q", got.Text)
	}
}

func TestDifferenceFromTheory(t *testing.T) {
	for formula, want := range map[float64]string{0.9: "+10.0 points", 0.805: "~", 0.7: "−10.0 points"} {
		if got := apart(formula, around(0.8, 0.01, 0.1)); got != want {
			t.Errorf("apart(%v) = %q, want %q", formula, got, want)
		}
	}
}
