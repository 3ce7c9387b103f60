package charts

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{plain(0, 2), "0"}, {plain(-0.001, 1), "0"}, {plain(-1.5, 1), "−1.5"}, {plain(20, 0), "20"}, {plain(1.50, 2), "1.5"},
		{percent(0, 1), "0%"}, {percent(0.8, 1), "80%"}, {percent(0.7834, 1), "78.3%"}, {percent(1, 0), "100%"},
		{percentBeside(0.796, 0.8), "79.6%"}, {percentBeside(0.79996, 0.8), "79.996%"}, {percentBeside(0.803, 0.8), "80%"}, {percentBeside(0.79, 0.8), "79%"}, {percentBeside(0.8, 0.8), "80%"},
		{count(0), "0"}, {count(7.25), "7.2"}, {count(99.5), "99.5"}, {count(1239.6), "1,240"}, {count(-1240), "−1,240"}, {count(2.5e6), "2.5M"},
		{compact(0, 3), "0"}, {compact(0.1234, 3), "0.123"}, {compact(950, 3), "950"}, {compact(9870, 3), "9,870"}, {compact(12400, 3), "12.4k"}, {compact(999940, 3), "1,000k"},
		{compact(999960, 3), "1M"}, {compact(1.25e6, 3), "1.25M"}, {compact(999.96e6, 3), "1bn"}, {compact(1e9, 3), "1bn"}, {compact(-3.21e9, 3), "−3.21bn"}, {compact(1e30, 3), "1e+30"},
		{money(12400, "USD", 3), "$12.4k"}, {money(12400, "eur", 3), "€12.4k"}, {money(12, "GBP", 3), "£12"}, {money(-12, "CHF", 3), "−CHF 12"},
		{money(5, "", 3), "5"}, {money(-0.0001, "USD", 3), "−$0.0001"}, {money(1234, "JPY", 3), "JPY 1,234"},
		{duration(0), "0 s"}, {duration(0.44), "0.4 s"}, {duration(20), "20 s"}, {duration(119), "119 s"}, {duration(120), "2 min"}, {duration(200), "3 min 20 s"},
		{duration(599.6), "10 min"}, {duration(1500), "25 min"}, {duration(3600), "1 h"}, {duration(5400), "90 min"}, {duration(7200), "2 h"}, {duration(7800), "2 h 10 min"}, {duration(3 * 86400), "3 days"}, {duration(-20), "−20 s"},
		{plural(1, "interval"), "1 interval"}, {plural(1240, "interval"), "1,240 intervals"},
		{per("day"), " per day"}, {per(""), ""},
		{clip("Sales", 10), "Sales"}, {clip("  a \n b\x00 ", 10), "a b"}, {clip("abcdefghij", 5), "abcd…"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestPercentBesideKeepsOrder: whatever the distance, the printed value does not change sides (down to a thousandth of a point).
func TestPercentBesideKeepsOrder(t *testing.T) {
	for _, gap := range []float64{0.2, 0.004, 0.0004, 0.00004} {
		if percentBeside(0.8-gap, 0.8) == "80%" {
			t.Errorf("%g below the target reads as the target", gap)
		}
	}
}

func TestDigitsApart(t *testing.T) {
	if d := digitsApart(12500, 11000); d != 3 {
		t.Errorf("%d digits for clearly different amounts", d)
	}
	if d := digitsApart(11996, 12000); money(11996, "", d) == money(12000, "", d) {
		t.Errorf("%d digits do not tell 11996 from 12000", d)
	}
	if d := digitsApart(1, 1+1e-12); d != 7 {
		t.Errorf("%d digits for amounts nobody can tell apart", d)
	}
}

func labelsOf(a axis) (out []string) {
	for _, t := range a.ticks {
		out = append(out, t.label)
	}
	return out
}

// TestAxes checks ranges and labels: data inside with headroom, few ticks inside the range, none twice, zero reads 0.
func TestAxes(t *testing.T) {
	for _, v := range [][2]float64{{0, 1}, {0.62, 0.97}, {0.8, 0.8}, {1, 1}, {0, 0}, {0.7999, 0.8001}, {0.3, 0.31}, {1e9, 1.2e9}, {1e9, 1e9}, {0.001, 0.002}, {5, 7}, {0, 3}, {0, 1e-6}, {3, 1e5}} {
		var e extent
		e.add(v[0], v[1])
		for name, a := range map[string]axis{
			"percent": percentAxis(e, 6), "count": countAxis(e, 5), "seconds": secondsAxis(e, 6), "money": moneyAxis(e.low-1, e.high+1, "USD", 8),
		} {
			if !(a.min < a.max) || a.min > v[0] || a.max < v[1] {
				t.Errorf("%s axis of %v: range %g to %g", name, v, a.min, a.max)
			}
			if n := len(a.ticks); n < 1 || n > 14 {
				t.Errorf("%s axis of %v: %d ticks %q", name, v, n, labelsOf(a))
			}
			seen := map[string]bool{}
			for _, k := range a.ticks {
				if k.value < a.min || k.value > a.max {
					t.Errorf("%s axis of %v: tick %g outside", name, v, k.value)
				}
				if seen[k.label] {
					t.Errorf("%s axis of %v: label %q twice in %q", name, v, k.label, labelsOf(a))
				}
				seen[k.label] = true
				if (k.value == 0) != (k.label == "0") {
					t.Errorf("%s axis of %v: %g reads %q", name, v, k.value, k.label)
				}
			}
		}
	}
}

func TestSecondsAxisUnits(t *testing.T) {
	for _, c := range []struct {
		high float64
		want string
	}{
		{4, "1 s"}, {50, "10 s"}, {100, "15 s"}, {400, "1 min"}, {3500, "10 min"}, {6 * 3600, "1 h"}, {6 * 86400, "1 d"},
	} {
		var e extent
		e.add(c.high)
		if a := secondsAxis(e, 7); len(a.ticks) < 2 || a.ticks[1].label != c.want {
			t.Errorf("up to %g s: %q, want first step %q", c.high, labelsOf(a), c.want)
		}
	}
}

func TestHeadroom(t *testing.T) {
	var e extent
	e.add(0.5, 0.9)
	a := percentAxis(e, 6)
	if low, high := (0.5-a.min)/0.4, (a.max-0.9)/0.4; low < 0.03 || low > 0.05 || high < 0.03 || high > 0.05 {
		t.Errorf("headroom %g below, %g above the data", low, high)
	}
	e.add(1)
	if a := percentAxis(e, 6); a.max <= 1 || a.max > 1.05 {
		t.Errorf("full service must stand below the upper edge, which is %g", a.max)
	}
	if known(math.NaN()) || known(math.Inf(1)) || known(-1e300) || !known(1e99) {
		t.Error("known")
	}
}
