package sim

import (
	"math"
	"testing"
)

// TestControlsHaveMeanZero: on 150 random centres, 100 replications each, the controls
// are 0 within their standard errors: with Student's t of 99 degrees no value beyond 5.5
// (odds 2e-4 over all) and a mean of the 150 values within 5 ÷ √150 (odds 2e-6). Strata only make it more so.
func TestControlsHaveMeanZero(t *testing.T) {
	const centres, replications = 150, 100
	sum, used := control{}, [controlCount]int{}
	for seed := range uint64(centres) {
		c := randomCentre(seed)
		p := compile(c)
		p.respond()
		e := newEngine(p, seed)
		e.waits = newWaitRecord(p, false)
		counted := newTally(len(p.queues), len(p.groups), p.bins)
		var k controlMoments
		for r := range replications {
			counted.reset()
			e.simulate(r, counted)
			k.push(e.control())
		}
		for i := range sum {
			if k.squares[i][i] == 0 {
				continue
			}
			used[i]++
			got := k.mean[i] / math.Sqrt(k.squares[i][i]/(k.n-1)/k.n)
			sum[i] += got
			if math.Abs(got) > 5.5 {
				t.Errorf("%s: control %d is %.2f standard errors from 0", c.Name, i, got)
			}
		}
	}
	for i, n := range used {
		if mean := sum[i] / float64(n); math.Abs(mean) > 5/math.Sqrt(float64(n)) {
			t.Errorf("control %d of %d centres is %.3f standard errors from 0 on average", i, n, mean)
		}
		if n < centres/2 {
			t.Errorf("only %d centres have control %d", n, i)
		}
	}
}

// TestControlSavesWithoutBias: 400 runs of 60 replications with seeds of their own. The
// mean difference between the controlled estimate and the plain ratio of sums lies within 5 of its standard errors
// of 0 (odds 6e-7 each), and the variance of the controlled estimates is less: its ratio
// from 400 runs has a standard error of 7 % of its value, 0.45 is expected for the service level.
func TestControlSavesWithoutBias(t *testing.T) {
	const runs, n = 400, 60
	c := dayCentre(twoHours(4), Hour)
	for _, m := range []Metric{ServiceLevel, ASA, Abandoned} {
		var plain, controlled, difference comoments
		for run := range uint64(runs) {
			p := sampled(t, c, Options{Seed: 900 + run, Replications: n, Workers: 1}, []Series{{Of: OfQueue, Metric: m}})
			s := sumOf(p.Samples[0][0])
			got := p.Results[0].Queues[0].Get(m).Value
			plain.push(ratio{s.Num / s.Den, 1}, control{})
			controlled.push(ratio{got, 1}, control{})
			difference.push(ratio{got - s.Num/s.Den, 1}, control{})
		}
		if se := math.Sqrt(difference.xx / (runs - 1) / runs); math.Abs(difference.mx) > 5*se {
			t.Errorf("%v: the control moves the estimate by %.3g ± %.3g on average", m, difference.mx, se)
		}
		if saved := controlled.xx / plain.xx; saved > 0.75 {
			t.Errorf("%v: the variance with control is %.2f of that without", m, saved)
		}
	}
}

// TestControlledNumbersAddUp: the weights of the control keep every identity of
// the counts, whatever the centre.
func TestControlledNumbersAddUp(t *testing.T) {
	for seed := range uint64(40) {
		c := randomCentre(seed)
		r := mustRun(t, c, Options{Seed: seed, Replications: 40})
		close := func(what string, a, b float64) {
			if !(math.Abs(a-b) <= 1e-9*(1+math.Abs(a)+math.Abs(b))) {
				t.Errorf("%s, %s: %v and %v", c.Name, what, a, b)
			}
		}
		all := 0.0
		for i := range r.Queues {
			v := func(m Metric) float64 { return r.Queues[i].Get(m).Value }
			all += v(Arrivals)
			close("offered", v(Offered), v(Arrivals)-v(Blocked)-v(SelfServed))
			if v(Offered) > 0 && c.Queues[i].Backlog == nil {
				close("abandonment", v(Abandonment), v(Abandoned)/v(Offered))
			}
			if level := r.Queues[i].Get(ServiceLevelAnsweredOnly); level.OK() {
				close("service level", level.Value, v(AnsweredInAwt)/v(Answered))
			}
			for m := Arrivals; m <= ContactsPerIssue; m++ {
				e := r.Queues[i].Get(m)
				if e.OK() && (e.Value < 0 || m.Unit() == UnitFraction && e.Value > 1) {
					t.Errorf("%s: %v is %v", c.Name, m, e.Value)
				}
			}
		}
		close("arrivals", r.Total.Get(Arrivals).Value, all)
	}
}

// TestFewReplicationsAreNotControlled: below the least number the estimate is the plain ratio of sums.
func TestFewReplicationsAreNotControlled(t *testing.T) {
	c := dayCentre(twoHours(4), Hour)
	for n, want := range map[int]bool{fewControlled - 1: true, fewControlled: false} {
		p := sampled(t, c, Options{Seed: 4, Replications: n}, []Series{{Of: OfQueue, Metric: ServiceLevel}})
		s := sumOf(p.Samples[0][0])
		if same := math.Abs(p.Results[0].Queues[0].Get(ServiceLevel).Value-s.Num/s.Den) < 1e-12; same != want {
			t.Errorf("%d replications: plain %v", n, same)
		}
	}
}

// TestSameCustomersCountTheSame: whatever a variant changes for sales, support has the same
// arrivals, to the last digit, and a difference of exactly nothing. Replications are enough for the control.
func TestSameCustomersCountTheSame(t *testing.T) {
	centre := func(salesSeconds, salesPerHour float64, name string) *Centre {
		open := openFrom(8*Hour, 10*Hour)
		sales := newQueue(name, open, Constant(salesPerHour/3600), Exponential(salesSeconds), Exponential(120))
		support := newQueue("support", open, Constant(40.0/3600), Exponential(240), Exponential(120))
		c := &Centre{Name: name, Horizon: day(open, 30*Minute), Queues: []Queue{sales, support}, Groups: []Group{crew("g", 0, 1)}}
		c.Seats = flatSeats(c.Horizon, 6)
		return c
	}
	base := centre(180, 50, "sales")
	p := mustPair(t, Options{Seed: 8, Replications: 2 * fewControlled}, base, centre(200, 50, "sales"), centre(180, 60, "sales"), centre(180, 50, "orders"))
	want := p.Results[0].Queues[1].Get(Arrivals)
	for v := 1; v < len(p.Results); v++ {
		if got := p.Results[v].Queues[1].Get(Arrivals); got != want {
			t.Errorf("variant %d: arrivals %v, want %v", v, got, want)
		}
		if got := p.Differences[v].Queues[1].Get(Arrivals); got.Value != 0 || got.Low != 0 || got.High != 0 {
			t.Errorf("variant %d: arrivals differ by %v", v, got)
		}
	}
	if s := mustRun(t, base, Options{Seed: 8, Replications: 2 * fewControlled}).Queues[1].Get(Arrivals); s != want {
		t.Errorf("alone: arrivals %v, want %v", s, want)
	}
}
