package staffing

import (
	"context"
	"math"

	"agner/sim"
)

// hours returns n half-hour interval centres open the whole horizon day from 8:00.
func openFrom8(halfHours int) []sim.Span {
	return []sim.Span{{From: 8 * sim.Hour, To: 8*sim.Hour + sim.Time(halfHours)*30*sim.Minute}}
}

func unstated() *sim.Target {
	return &sim.Target{Level: math.NaN(), MaxAbandonment: math.NaN(), MaxASASeconds: math.NaN()}
}

func target(level float64, awt sim.Time) *sim.Target {
	t := unstated()
	t.Level, t.Awt, t.Short = level, awt, 5*sim.Second
	return t
}

// queue is a voice queue with contacts per half-hour over the open time, exponential times and no limits.
func voice(name string, open []sim.Span, handle, patience float64, perHalfHour ...float64) sim.Queue {
	rate := sim.Steps{}
	for i, n := range perHalfHour {
		rate.At = append(rate.At, open[0].From+sim.Time(i)*30*sim.Minute)
		rate.Value = append(rate.Value, n/1800)
	}
	q := sim.Queue{Name: name, Channel: sim.Voice, Open: open, Sources: []sim.Source{{Name: name, Rate: rate}},
		Handle: sim.Exponential(handle), Patience: sim.EndlessPatience(), Trunk: sim.None, Limit: sim.None, Target: target(0.8, 20*sim.Second)}
	if patience > 0 {
		q.Patience = sim.Exponential(patience)
	}
	return q
}

func group(name string, queues ...int) sim.Group {
	g := sim.Group{Name: name, ContactLimit: sim.None}
	for _, q := range queues {
		g.Skills = append(g.Skills, sim.Skill{Queue: q, Level: 1})
	}
	return g
}

// centreOf is a centre over one day of half-hours with the given seats from 8:00 on, a slice per group.
func centreOf(queues []sim.Queue, groups []sim.Group, seats ...[]int) *sim.Centre {
	c := &sim.Centre{Name: "test", Queues: queues, Groups: groups,
		Horizon: sim.Horizon{Length: sim.Day, Interval: 30 * sim.Minute, Open: queues[0].Open}}
	c.Seats = sim.NewSeats(c.Horizon, len(groups))
	for g := range seats {
		copy(c.Seats.Count[g][16:], seats[g])
	}
	return c
}

// theoryRunner stands in for the simulation: it answers what Erlang A says of
// the day and its intervals, with the confidence interval that the number of
// replications would give at a day-to-day standard deviation of 0.05, and
// differences known to a tenth.
func theoryRunner(_ context.Context, variants []sim.Variant, o sim.Options) (*sim.Paired, error) {
	paired := &sim.Paired{}
	for v := range variants {
		paired.Results = append(paired.Results, theoryResult(variants[v], o))
		paired.Differences = append(paired.Differences, nil)
		if v > 0 {
			paired.Differences[v] = difference(paired.Results[v], paired.Results[0])
		}
	}
	return paired, nil
}

var (
	theoryMetrics  = []sim.Metric{sim.ServiceLevel, sim.Abandonment, sim.ASA, sim.Offered, sim.ProbabilityOfTarget}
	theoryInterval = theoryMetrics[:4]
)

func theoryRow(f Formulas, contacts, half float64) sim.Row {
	e := func(x float64) sim.Estimate { return sim.Estimate{Value: x, Low: x - half, High: x + half, SD: 0.05} }
	// Days are normal around the mean with that standard deviation, the target is 0.8.
	p := 0.5 * math.Erfc((0.8-f.ErlangA.ServiceLevel)/0.05/math.Sqrt2)
	return sim.NewRow(theoryMetrics, []sim.Estimate{e(f.ErlangA.ServiceLevel), e(f.ErlangA.Abandonment), e(f.ErlangA.ASASeconds),
		{Value: contacts, Low: contacts, High: contacts}, e(p)})
}

func theoryResult(v sim.Variant, o sim.Options) *sim.Result {
	half := 2 * 0.05 / math.Sqrt(float64(o.Replications))
	said := Beside(v.Centre, nil)
	r := emptyResult(v.Centre)
	for q, day := range said.Queues {
		contacts := 0.0
		for _, row := range day.Intervals {
			contacts += row.Contacts
			r.Queues[q].Intervals = append(r.Queues[q].Intervals, sim.IntervalRow{Index: row.Index, Row: theoryRow(row.Formulas, row.Contacts, half)})
		}
		r.Queues[q].Name, r.Queues[q].Row = day.Name, theoryRow(day.Formulas, contacts, half)
	}
	r.Total.Row = theoryRow(said.Total.Formulas, 0, half)
	for _, m := range v.Measures { // what is certain before simulating
		x := 0.0
		for _, s := range m.Num {
			x += s.Const
		}
		r.Measures = append(r.Measures, sim.Estimate{Value: x, Low: x, High: x})
	}
	return r
}

func difference(a, b *sim.Result) *sim.Result {
	minus := func(x, y sim.Row, metrics []sim.Metric) sim.Row {
		var out []sim.Estimate
		for _, m := range metrics {
			d := x.Get(m).Value - y.Get(m).Value
			half := math.Abs(d) / 10
			out = append(out, sim.Estimate{Value: d, Low: d - half, High: d + half, SD: half})
		}
		return sim.NewRow(metrics, out)
	}
	out := &sim.Result{Queues: make([]sim.QueueResult, len(a.Queues)), Groups: make([]sim.GroupResult, len(a.Groups))}
	out.Total.Row = minus(a.Total.Row, b.Total.Row, theoryMetrics)
	for i := range a.Measures {
		d := a.Measures[i].Value - b.Measures[i].Value
		out.Measures = append(out.Measures, sim.Estimate{Value: d, Low: d, High: d})
	}
	for q := range a.Queues {
		out.Queues[q].Row = minus(a.Queues[q].Row, b.Queues[q].Row, theoryMetrics)
		for i, row := range a.Queues[q].Intervals {
			out.Queues[q].Intervals = append(out.Queues[q].Intervals,
				sim.IntervalRow{Index: row.Index, Row: minus(row.Row, b.Queues[q].Intervals[i].Row, theoryInterval)})
		}
	}
	return out
}
