package charts

import (
	"slices"
	"testing"
	"time"
)

func labels(times Times) []string {
	return labelsOf(newTimeline(times).axis(timeAxisWidth, clockApart))
}

func span(from string, n int, length time.Duration) Times {
	t := Times{Length: length}
	for i := range n {
		t.Starts = append(t.Starts, monday(from).Add(time.Duration(i)*length))
	}
	return t
}

// TestClockLabels checks which times an axis names.
func TestClockLabels(t *testing.T) {
	for _, c := range []struct {
		name  string
		times Times
		want  []string
	}{
		{"office day", span("08:00", 12, time.Hour), []string{"08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "19:00", "20:00"}},
		{"whole day ends at 24:00", span("00:00", 48, 30*time.Minute), []string{"00:00", "02:00", "04:00", "06:00", "08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00", "24:00"}},
		{"odd ends are named, what is too close gives way", span("08:15", 4, 75*time.Minute), []string{"08:15", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30", "13:15"}},
		{"one interval", span("23:30", 1, 30*time.Minute), []string{"23:30", "23:35", "23:40", "23:45", "23:50", "23:55", "24:00"}},
		{"none", Times{}, nil},
	} {
		if got := labels(c.times); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTicksStandApart holds for all lengths of days and intervals.
func TestTicksStandApart(t *testing.T) {
	for _, minutes := range []int{1, 5, 7, 15, 30, 60, 240, 1440} {
		for n := range 130 {
			tl := newTimeline(span("07:10", n, time.Duration(minutes)*time.Minute))
			a := tl.axis(timeAxisWidth, clockApart)
			for i := 1; i < len(a.ticks); i++ {
				gap := (a.ticks[i].value - a.ticks[i-1].value) / (a.max - a.min) * timeAxisWidth
				if gap < clockApart-0.01 && len(a.ticks) > 2 {
					t.Fatalf("%d intervals of %d min: %q and %q are %.0f pixels apart", n, minutes, a.ticks[i-1].label, a.ticks[i].label, gap)
				}
			}
		}
	}
}

// TestNightsAreFolded: five office days fill the axis, a lunch break stays to scale, and days keep their names.
func TestNightsAreFolded(t *testing.T) {
	tl := newTimeline(officeTimes(5))
	if want := 5*12*60 + 4*30.0; tl.end != want {
		t.Errorf("axis of %g minutes, want %g", tl.end, want)
	}
	if len(tl.days) != 5 || dayText(tl.days[0].date) != "Mon 1 Mar" || dayText(tl.days[4].date) != "Fri 5 Mar" || len(tl.boundaries()) != 4 {
		t.Errorf("days %v", tl.days)
	}
	if runs := tl.line(func(int) float64 { return 1 }); len(runs) != 5 {
		t.Errorf("a line in %d pieces, want one a day", len(runs))
	}
	lunch := Times{Starts: []time.Time{monday("08:00"), monday("12:00"), monday("14:00")}, Length: time.Hour}
	lunch.Starts[1] = monday("09:00")
	lunch.Starts[2] = monday("11:00")
	tl = newTimeline(lunch)
	if tl.end != 240 || len(tl.line(func(int) float64 { return 1 })) != 2 {
		t.Errorf("a break of an hour: axis of %g minutes", tl.end)
	}
}

// TestBadTimes: intervals that overlap, run backwards or have no length still make a picture.
func TestBadTimes(t *testing.T) {
	for name, times := range map[string]Times{
		"backwards": {Starts: []time.Time{monday("10:00"), monday("09:00")}, Length: time.Hour},
		"equal":     {Starts: []time.Time{monday("10:00"), monday("10:00")}},
		"no length": {Starts: []time.Time{monday("10:00"), monday("10:15")}},
		"negative":  {Starts: []time.Time{monday("10:00")}, Length: -time.Hour},
		"far apart": {Starts: []time.Time{monday("10:00"), monday("10:00").AddDate(200, 0, 0)}, Length: time.Minute},
	} {
		tl := newTimeline(times)
		if !(tl.end > 0 && tl.end < 400) {
			t.Errorf("%s: axis of %g minutes", name, tl.end)
		}
		if wrong := collisions(t, exampleService(times)); len(wrong) > 0 {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}
