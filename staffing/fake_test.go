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
// the whole day, with the confidence interval that the number of replications
// would give at a day-to-day standard deviation of 0.05.
func theoryRunner(_ context.Context, variants []sim.Variant, o sim.Options) (*sim.Paired, error) {
	paired := &sim.Paired{}
	for _, v := range variants {
		paired.Results = append(paired.Results, theoryResult(v, o))
		paired.Differences = append(paired.Differences, nil)
	}
	return paired, nil
}

func theoryResult(v sim.Variant, o sim.Options) *sim.Result {
	const sd = 0.05
	half := 2 * sd / math.Sqrt(float64(o.Replications))
	said := Beside(v.Centre, nil)
	r := emptyResult(v.Centre)
	row := func(f Formulas) sim.Row {
		e := func(x float64) sim.Estimate { return sim.Estimate{Value: x, Low: x - half, High: x + half, SD: sd} }
		return sim.NewRow([]sim.Metric{sim.ServiceLevel, sim.Abandonment, sim.ASA},
			[]sim.Estimate{e(f.ErlangA.ServiceLevel), e(f.ErlangA.Abandonment), e(f.ErlangA.ASASeconds)})
	}
	for q := range said.Queues {
		r.Queues[q].Name, r.Queues[q].Row = said.Queues[q].Name, row(said.Queues[q].Formulas)
	}
	r.Total.Row = row(said.Total.Formulas)
	for _, m := range v.Measures { // what is certain before simulating
		x := 0.0
		for _, s := range m.Num {
			x += s.Const
		}
		r.Measures = append(r.Measures, sim.Estimate{Value: x, Low: x, High: x})
	}
	return r
}
