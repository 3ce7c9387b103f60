package erlang

import (
	"math"
	"testing"
)

// Published tables are the second witness: nothing here was computed by this package.

// rounded fails unless got rounds to the published number of that unit.
func rounded(t *testing.T, what string, got, published, unit float64) {
	t.Helper()
	if !(math.Abs(got-published) <= 0.5000001*unit) {
		t.Errorf("%s = %v, published %v", what, got, published)
	}
}

// Load in erlangs at 1 % blocking from the traffic tables in common use (e.g. ITU-D SG 2/16, Teletraffic Engineering Handbook).
func TestPublishedErlangB(t *testing.T) {
	for lines, load := range map[float64]float64{1: 0.0101, 2: 0.153, 5: 1.36, 10: 4.46, 20: 12.0, 30: 20.3, 50: 37.9, 100: 84.1} {
		unit := math.Pow(10, math.Floor(math.Log10(load))-2)
		rounded(t, "load at 1 %", LoadForBlocking(lines, 0.01), load, unit)
	}
}

// 48 calls a minute of one minute, 50 agents, mean patience 2 minutes: the comparison of Erlang C and Erlang A in N. Gans, G. Koole
// and A. Mandelbaum, "Telephone call centers: tutorial, review, and research prospects", M&SOM 5, 2003, section 4.
func TestPublishedErlangA(t *testing.T) {
	c := MMn{Load: 48, HandleSeconds: 60, Agents: 50}
	rounded(t, "Erlang C average wait", c.ASASeconds(), 20.8, 0.1)
	rounded(t, "Erlang C 90th percentile", c.WaitQuantileSeconds(0.9), 58.1, 0.1)
	rounded(t, "Erlang C average queue", c.QueueLength(), 17, 1)
	rounded(t, "Erlang C utilization", c.Occupancy(), 0.96, 0.01)
	q := MMnM{Load: 48, HandleSeconds: 60, PatienceSeconds: 120, Agents: 50}
	a := q.Measures(20, 5)
	rounded(t, "Erlang A abandoning", a.Abandonment, 0.031, 0.001)
	rounded(t, "Erlang A average wait", a.MeanWaitSeconds, 3.7, 0.1)
	rounded(t, "Erlang A average queue", a.QueueLength, 3, 1)
	rounded(t, "Erlang A utilization", a.Occupancy, 0.93, 0.01)
}

// A day of 480 minutes from empty, 4.2 calls a minute, mean handle time 2 minutes, 12 agents, mean patience 1 minute, served out:
// 58.609 ± 0.949 abandoned, 1906.008 ± 2.22 answered within 20 s, service level without abandonments within 20 s 0.968 ± 0.0006 (95 %
// intervals of 1000 simulated days; ContactCenters, example MMCAb). Exact values may lie outside one interval in twenty:
// the test allows twice the half-width, which a right program misses in 1 of 10 000 (58.6 and 59.3 differ by 1.4 of the standard error).
func TestPublishedDayOfContactCenters(t *testing.T) {
	_, day := Day{Intervals: []DayInterval{{480 * 60, 4.2 / 60, 12}}, HandleSeconds: 120, PatienceSeconds: 60}.Measures(20, 5)
	for _, c := range []struct {
		name                 string
		got, published, half float64
	}{
		{"abandoned", day.Abandoned, 58.609, 0.949},
		{"answered within 20 s", day.AnsweredInAWT, 1906.008, 2.22},
		{"service level", day.ServiceLevels().AbandonsIgnored, 0.968, 0.0006},
	} {
		if math.Abs(c.got-c.published) > 2*c.half {
			t.Errorf("%s: %v, published %v ± %v", c.name, c.got, c.published, c.half)
		}
	}
}

// The call centre of the SSJ tutorial: 13 hours whose arrivals are multiplied by one gamma factor of mean 1 and shape 400, agents
// that change every hour, 10 % of callers without any patience. Of the expected 1660 calls 0.0200 are lost (standard error
// 0.00007) and 0.925 (0.0004) wait less than 20 s, lost ones included; mean wait 4.713 s (0.020). Limits: three standard
// errors and the rounding of what was published; a right program misses them in about 1 of 100.
// Source: P. L'Ecuyer and E. Buist, "Simulation in Java with SSJ", Winter Simulation Conference 2005.
func TestPublishedDayOfSSJ(t *testing.T) {
	arrivals := []float64{100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60}
	agents := []int{4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4}
	day := func(factor float64) DayMeasures {
		d := Day{HandleSeconds: 100, PatienceSeconds: 1000, Balk: 0.1}
		for i, hourly := range arrivals {
			d.Intervals = append(d.Intervals, DayInterval{3600, factor * hourly / 3600, agents[i]})
		}
		_, total := d.Measures(20, 5)
		return total
	}
	// Gauss–Hermite with three nodes over the gamma factor, nearly normal with standard deviation 0.05 (its skewness by the
	// Cornish–Fisher term): exact for a polynomial of degree five in the factor, and what is lost hardly bends.
	var lost, good, wait, weights float64
	for _, node := range []struct{ at, weight float64 }{{0, 2. / 3}, {math.Sqrt(3), 1. / 6}, {-math.Sqrt(3), 1. / 6}} {
		factor := 1 + 0.05*(node.at+0.1*(node.at*node.at-1)/6)
		m := day(factor)
		lost += node.weight * m.Abandoned
		good += node.weight * (m.AnsweredInAWT + m.AbandonedInAWT)
		wait += node.weight * m.WaitSeconds
		weights += node.weight
	}
	near(t, "weights", weights, 1, 1e-12)
	for _, c := range []struct {
		name                      string
		got, published, tolerance float64
	}{
		{"lost", lost / 1660, 0.0200, 3*0.00007 + 0.00005},
		{"good wait", good / 1660, 0.925, 3*0.0004 + 0.0005},
		{"mean wait", wait / 1660, 4.713, 3 * 0.020},
	} {
		if math.Abs(c.got-c.published) > c.tolerance {
			t.Errorf("%s: %v, published %v", c.name, c.got, c.published)
		}
	}
}
