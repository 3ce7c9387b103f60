package sim

import (
	"reflect"
	"testing"
)

// TestFastPathIsByteIdentical runs centres of one pool through the fast path and
// through the general engine and compares every counter of every replication.
func TestFastPathIsByteIdentical(t *testing.T) {
	for name, c := range poolCentres() {
		t.Run(name, func(t *testing.T) {
			fast, general := compile(c), compile(c)
			if !fast.fast {
				t.Fatal("the fast path does not apply")
			}
			general.fast = false
			a, b := newEngine(fast, 7), newEngine(general, 7)
			a.waits, b.waits = newWaitRecord(fast, false), newWaitRecord(general, false)
			ta, tb := newTally(1, 1, fast.bins), newTally(1, 1, fast.bins)
			for r := range 40 {
				ta.reset()
				tb.reset()
				a.simulate(r, ta)
				b.simulate(r, tb)
				if !reflect.DeepEqual(ta, tb) {
					for bin := range ta.queues {
						if ta.queues[bin] != tb.queues[bin] || ta.groups[bin] != tb.groups[bin] {
							t.Errorf("replication %d, bin %d\nfast    %v %v\ngeneral %v %v", r, bin, ta.queues[bin], ta.groups[bin], tb.queues[bin], tb.groups[bin])
						}
					}
					t.Fatalf("replication %d differs: %v %v", r, ta.waitMax, tb.waitMax)
				}
			}
			if !reflect.DeepEqual(a.waits, b.waits) {
				t.Error("the waits differ")
			}
		})
	}
}

// poolCentres are centres of one pool that differ in everything the fast path
// must get right: growing and shrinking staff, closing with people waiting,
// absence, several days, a centre that never closes, warm-up, nobody to serve.
func poolCentres() map[string]*Centre {
	staffed := func(c *Centre, by func(interval int) int) *Centre {
		return c.WithSeats(c.Seats.Map(func(_, i, _ int) int { return by(i) }))
	}
	wave := workload1(90)
	wave = staffed(wave, func(i int) int { return 60 + 25*(i%3) })
	busyEnd := staffed(workload1(90), func(i int) int { return 90 - 2*(i-15) })
	endless := workload1(20)
	endless.Queues[0].Patience = EndlessPatience()
	endless = staffed(endless, func(i int) int { return 18 + i%5 })
	days := workload1(30)
	days.Horizon.Length = 3 * Day
	days.Horizon.Open = []Span{{8 * Hour, 18 * Hour}, {32 * Hour, 42 * Hour}, {56*Hour + 10*Minute, 66 * Hour}}
	days.Queues[0].Open = days.Horizon.Open
	days.Queues[0].Sources[0].DayCV = 0.3
	days.Queues[0].Balk = Constant(0.2)
	days.Queues[0].WrapUp = Lognormal(30, 0.5)
	days.Seats = NewSeats(days.Horizon, 1)
	days.Groups[0].Absence = Constant(0.1)
	days = staffed(days, func(i int) int { return 25 + i%7 })
	around := workload1(30)
	around.Horizon.Warmup = 6 * Hour
	around.Horizon.Open = []Span{{-6 * Hour, 30 * Hour}}
	around.Queues[0].Open = around.Horizon.Open
	around.Queues[0].Handle = Lognormal(270, 1.2)
	around.Seats = NewSeats(around.Horizon, 1)
	around = staffed(around, func(i int) int { return 27 + 2*(i%4) })
	alone := workload1(3)
	alone.Groups[0].Absence = Constant(0.6)
	alone.Queues[0].Patience = EndlessPatience()
	leaking := clone(around) // seats and absence up to the last moment, contacts in service there
	leaking.Groups[0].Absence = Constant(0.4)
	return map[string]*Centre{"absent around the clock": leaking, "W1": workload1(90), "waves": wave, "thin evening": busyEnd, "endless patience": endless,
		"three days": days, "around the clock": around, "absent": alone}
}
