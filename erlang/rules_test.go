package erlang

import (
	"math"
	"math/big"
	"testing"
)

// Square-root staffing is the limit of growing centres; at a million agents the formulas are within 0.1 % of it.
func TestSquareRootStaffingIsTheLimit(t *testing.T) {
	const load = 1e6
	for _, beta := range []float64{0.1, 0.5, 1, 2} {
		agents := SquareRootAgents(load, beta)
		near(t, "Halfin–Whitt", C(load, agents), HalfinWhittDelay(beta), 3e-3)
		near(t, "inverse", HalfinWhittBeta(HalfinWhittDelay(beta)), beta, 1e-10)
	}
	for _, beta := range []float64{-2, -0.5, 0, 0.7, 2} {
		for _, patience := range []float64{0.2, 1, 5} {
			agents := SquareRootAgents(load, beta)
			m := MMnM{load, 100, 100 * patience, agents, 0}.Measures(1, 0)
			near(t, "Garnett delay", m.Delayed, GarnettDelay(beta, patience), 1e-2)
			near(t, "Garnett abandonment", m.Abandonment*math.Sqrt(agents), GarnettAbandonment(beta, patience), 1e-2)
			near(t, "inverse", GarnettBeta(GarnettDelay(beta, patience), patience), beta, 1e-9)
		}
	}
	near(t, "patience equal to handle time", GarnettDelay(0.3, 1), normalCDF(-0.3), 1e-14)
	near(t, "endless patience", GarnettDelay(0.7, 1e14), HalfinWhittDelay(0.7), 1e-5)
	if HalfinWhittDelay(0) != 1 || HalfinWhittDelay(-1) != 1 || GarnettDelay(1, 0) != 0 || !math.IsInf(HalfinWhittBeta(0), 1) || HalfinWhittBeta(1) != 0 {
		t.Error("special cases")
	}
}

// Lagged SIPP by hand: with half-hours of 0.1, 0.2 and 0.1 a second and a handle time of 10 minutes, the second interval sees
// 10 minutes of the first rate and 20 of its own.
func TestLoadsByInterval(t *testing.T) {
	rates := []float64{0.1, 0.2, 0.1}
	for i, want := range []float64{60, 120, 60} {
		near(t, "SIPP", SIPPLoads(rates, 600)[i], want, 1e-14)
	}
	for i, want := range []float64{40, 100, 80} {
		near(t, "lagged SIPP", LaggedLoads(rates, 1800, 600)[i], want, 1e-12)
	}
	// The balance of flows: what arrived is in service or was served, Σ λ·Δ = m(end) + Σ average/h·Δ.
	loads := ModifiedOfferedLoads(rates, 1800, 600)
	arrived, done := 0.0, 0.0
	for i, load := range loads {
		arrived += rates[i] * 1800
		done += load.Average / 600 * 1800
		if load.Peak < load.Average || load.Peak < load.End {
			t.Errorf("interval %d: peak %v, average %v, end %v", i, load.Peak, load.Average, load.End)
		}
	}
	near(t, "flow", arrived, done+loads[2].End, 1e-12)
	steady := ModifiedOfferedLoads([]float64{0.1, 0.1, 0.1, 0.1}, 1800, 60)
	near(t, "a constant day is SIPP", steady[3].Average, 6, 1e-12)
}

func TestBacklogByHand(t *testing.T) {
	// 60 arrive in the first hour and nobody works; in the second 40 are done, in the third the rest. Contact number y arrives at
	// minute y and is done at minute 60 + 60·y/40 up to 40, then at 120 + (y − 40): ages 60 + y/2 up to 80, then 120 − 40 = 80.
	m := Backlog{IntervalSeconds: 3600, Arrivals: []float64{60, 0, 0}, Capacity: []float64{0, 40, 60}, DueSeconds: 70 * 60}.Measures()
	want := []BacklogInterval{{0, 60, 3600}, {40, 20, 80 * 60}, {20, 0, 0}}
	for i, interval := range m.Intervals {
		near(t, "completed", interval.Completed, want[i].Completed, 1e-12)
		near(t, "backlog", interval.Backlog, want[i].Backlog, 1e-12)
		near(t, "oldest", interval.OldestSeconds, want[i].OldestSeconds, 1e-12)
	}
	near(t, "in due", m.CompletedInDue, 20./60, 1e-9) // ages up to 70 minutes are those of the first 20
	near(t, "mean age", m.MeanAgeSeconds, (40*70+20*80)*60/60., 1e-12)
	near(t, "utilization", m.Utilization, 0.6, 1e-12)
	// An opening backlog that is cleared within the interval, and work done as it comes afterwards.
	m = Backlog{IntervalSeconds: 3600, Arrivals: []float64{30}, Capacity: []float64{60}, DueSeconds: 1800, Opening: 15, OpeningAgeSeconds: 600}.Measures()
	if m.Intervals[0].Backlog != 0 || m.Intervals[0].Completed != 45 {
		t.Errorf("cleared: %+v", m.Intervals)
	}
	none := Backlog{IntervalSeconds: 60, Arrivals: []float64{0}, Capacity: []float64{0}}.Measures()
	if !math.IsNaN(none.CompletedInDue) || !math.IsNaN(none.MeanAgeSeconds) || !math.IsNaN(none.Utilization) {
		t.Errorf("nothing: %+v", none)
	}
	if bad := (Backlog{IntervalSeconds: 60, Arrivals: []float64{1, -2}, Capacity: []float64{1, 1}}).Measures(); !math.IsNaN(bad.CompletedInDue) || bad.Intervals != nil {
		t.Errorf("negative arrivals: %+v", bad)
	}
}

// Many small parcels, first in first out, one after another.
func TestBacklogAgainstParcels(t *testing.T) {
	b := Backlog{IntervalSeconds: 1000, Arrivals: []float64{100, 300, 50, 0, 400, 20, 10, 0}, Capacity: []float64{80, 100, 200, 0, 150, 300, 100, 50},
		DueSeconds: 1200, Opening: 60, OpeningAgeSeconds: 500}
	const parcel = 0.001 // contacts
	var arrivals []float64
	for k := 0.5; k < b.Opening/parcel; k++ {
		arrivals = append(arrivals, -b.OpeningAgeSeconds*(1-k*parcel/b.Opening))
	}
	for i, volume := range b.Arrivals {
		for k := 0.5; k < volume/parcel; k++ {
			arrivals = append(arrivals, 1000*(float64(i)+k*parcel/volume))
		}
	}
	now, due, good, done, age := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, arrived := range arrivals {
		if now = max(now, arrived); now < 8000 {
			for work := parcel; work > 1e-12 && now < 8000; { // through intervals of different capacity
				i := int(now / 1000)
				left := float64(i+1)*1000 - now
				if able := b.Capacity[i] * left / 1000; able <= work {
					work, now = work-able, float64(i+1)*1000
				} else {
					now, work = now+1000*work/b.Capacity[i], 0
				}
			}
		}
		if arrived+b.DueSeconds <= 8000 {
			due++
		}
		if now < 8000 {
			done++
			age += now - arrived
			if now-arrived <= b.DueSeconds && arrived+b.DueSeconds <= 8000 {
				good++
			}
		}
	}
	m := b.Measures()
	near(t, "in due", m.CompletedInDue, good/due, 1e-4)
	near(t, "mean age", m.MeanAgeSeconds, age/done, 1e-4)
	near(t, "completed", m.Utilization*980, done*parcel, 1e-4)
}

// Loads come from arrivals × handle time and carry its rounding. Wherever load ÷ limit is a whole number of agents in exact arithmetic,
// that number is the answer.
func TestMaximumOccupancyIsMetExactly(t *testing.T) {
	for perHour := int64(1); perHour < 200; perHour++ {
		for _, handle := range []int64{60, 90, 180, 200, 240, 360, 420, 600} {
			for _, percent := range []int64{50, 60, 70, 75, 80, 85, 90} {
				exact := big.NewRat(perHour*handle*100, 3600*percent)
				if !exact.IsInt() {
					continue
				}
				q := MMn{Load: float64(perHour) / 3600 * float64(handle), HandleSeconds: float64(handle)}
				if got := q.AgentsFor(Target{Occupancy: float64(percent) / 100}).Agents; got != float64(exact.Num().Int64()) {
					t.Errorf("%d/h of %d s at most %d %% occupied: %v agents, want %v", perHour, handle, percent, got, exact.Num())
				}
			}
		}
	}
	// Full slots of 32 000 agents complete exactly 80 % of 100 000 erlangs, and nobody who is answered waits as long as 20 s.
	if got := (Chat{Load: 100_000, HandleSeconds: 60, PatienceSeconds: 60, Slots: 3, Slowdown: 0.1}).AgentsFor(Target{ServiceLevel: 0.8, AWTSeconds: 20}).Agents; got != 32_000 {
		t.Errorf("%v agents, want 32 000", got)
	}
}
