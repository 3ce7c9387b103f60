package scenarios

import (
	"slices"
	"testing"
	"time"

	"agner/sim"
)

// monday is 2027-03-01.
var monday = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)

const (
	weekdaysMask = Weekdays(0b0111110)
	h            = sim.Hour
)

func at(hour, minute int) Clock { return Clock(hour*3600 + minute*60) }

func hours(days Weekdays, spans ...ClockSpan) Hours {
	return Hours{Parts: []DayHours{{Days: days, Spans: spans}}}
}

func testAxis(days int, warmup sim.Time, holidays ...Holiday) *axis {
	return newAxis(monday, days, 30*sim.Minute, warmup, Hours{}, holidays)
}

// edges returns spans from pairs of moments.
func edges(moments ...sim.Time) []sim.Span {
	var out []sim.Span
	for i := 0; i < len(moments); i += 2 {
		out = append(out, sim.Span{From: moments[i], To: moments[i+1]})
	}
	return out
}

func TestOpeningHours(t *testing.T) {
	office := ClockSpan{at(8, 0), at(20, 0)}
	night := ClockSpan{at(22, 0), at(6, 0)}
	friday := monday.AddDate(0, 0, 4)
	cases := []struct {
		name string
		axis *axis
		open Hours
		want []sim.Span
	}{
		{"every day", testAxis(2, 0), hours(EveryDay, office), edges(8*h, 20*h, 32*h, 44*h)},
		{"round the clock never closes", testAxis(2, 0), Hours{}, edges(0, 72*h)},
		{"round the clock from Monday to Friday closes at the last midnight", testAxis(5, 0), hours(weekdaysMask, ClockSpan{0, daySeconds}), edges(0, 120*h)},
		{"until 24:00", testAxis(1, 0), hours(EveryDay, ClockSpan{at(8, 0), at(24, 0)}), edges(8*h, 24*h)},
		{"over midnight, in from the day before and out beyond the end", testAxis(1, 0), hours(EveryDay, night), edges(0, 6*h, 22*h, 30*h)},
		{"over midnight, not in from a closed Sunday", testAxis(1, 0), hours(weekdaysMask, night), edges(22*h, 30*h)},
		{"warm-up", testAxis(1, 6*h), hours(EveryDay, ClockSpan{at(8, 0), at(20, 0)}, ClockSpan{at(21, 0), at(23, 0)}), edges(-6*h, -4*h, -3*h, -h, 8*h, 20*h, 21*h, 23*h)},
		{"closed holiday", testAxis(5, 0, Holiday{Date: friday, Like: closedDay}), hours(EveryDay, office), edges(8*h, 20*h, 32*h, 44*h, 56*h, 68*h, 80*h, 92*h)},
	}
	for _, c := range cases {
		if got := c.axis.spans(c.open); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
