package sim

import (
	"math"
	"slices"
	"testing"
)

// Two seats for the ten hours from 8:00 on, of which each hour takes 1.25 paid hours until noon, 1.5 until 14:00 and 1.25 again:
// 16 h × 1.25 + 4 h × 1.5 = 26 h paid for 20 h logged in.
func TestPaidTimeChanges(t *testing.T) {
	c := workload1(2)
	c.Queues[0].Sources[0].Rate = Constant(0)
	c.Groups[0].PaidPerSeat = Steps{At: []Time{0, 12 * Hour, 14 * Hour}, Value: []float64{1.25, 1.5, 1.25}}
	r := mustRun(t, c, Options{Replications: 1})
	for name, of := range map[string]func(Metric) Estimate{"group": r.Groups[0].Get, "total": r.Total.Get} {
		if got := of(PaidHours).Value; math.Abs(got-26) > 1e-12 {
			t.Errorf("%s: %v h paid, want 26", name, got)
		}
		if got := of(Shrinkage).Value; math.Abs(got-6.0/26) > 1e-12 {
			t.Errorf("%s: shrinkage %v, want 6 ÷ 26", name, got)
		}
	}
	want := []PaidPart{{1.25, 16, 8 * Hour}, {1.5, 4, 12 * Hour}}
	if got := c.PaidParts(0, c.PlannedSeatHours(0)); !slices.Equal(got, want) {
		t.Errorf("parts %v, want %v", got, want)
	}
	// What changes within an interval holds from the next one on: of 20 seat hours 9 are paid 1.25 and 11 are paid 1.5.
	c.Groups[0].PaidPerSeat = Steps{At: []Time{0, 12*Hour + 10*Minute}, Value: []float64{1.25, 1.5}}
	if got, want := c.PaidHours(0, c.PlannedSeatHours(0)), 9*1.25+11*1.5; math.Abs(got-want) > 1e-12 {
		t.Errorf("%v h paid, want %v", got, want)
	}
	// Nobody planned is paid nothing; nothing stated is an hour for an hour.
	if got := c.WithSeats(flatSeats(c.Horizon, 0)).PaidParts(0, make([]float64, 48)); !slices.Equal(got, []PaidPart{{1.25, 0, 0}}) {
		t.Errorf("parts without seats: %v", got)
	}
	c.Groups[0].PaidPerSeat = Steps{}
	if got := c.PaidHours(0, c.PlannedSeatHours(0)); got != 20 {
		t.Errorf("%v h paid without shrinkage, want 20", got)
	}
	c.Groups[0].PaidPerSeat = Constant(math.NaN())
	if len(c.Validate()) == 0 {
		t.Error("NaN is accepted")
	}
}
