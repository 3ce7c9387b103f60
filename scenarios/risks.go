package scenarios

import (
	"agner/sim"
)

// risks warns about what is legal but likely to mislead.
func (t *translator) risks(c *sim.Centre) {
	varies := c.Busyness > 0
	for i := range c.Queues {
		q := &c.Queues[i]
		spec := &t.spec.Queues[i]
		path := spec.Path
		if spec.Arrivals != nil {
			own := q.Sources[0]
			switch {
			case expected(c, i) == 0:
				t.warn("%s.arrivals: no contacts are expected during the horizon", path)
			case own.Process == sim.Poisson && own.DayCV == 0 && !varies:
				t.warn("%s.arrivals: no day_cv and no busyness, so every day is alike but for Poisson noise; real days differ by 5%% to 20%%, which costs service", path)
			}
		}
		if r := q.Repeat; r != nil && r.After.MeanSeconds() > c.Horizon.Length.Seconds() {
			t.warn("%s.repeat: the mean delay is longer than the horizon of %s, so most repeats fall outside; lengthen horizon.days, or state first attempts and repeats together with includes: []", path, minutes(c.Horizon.Length))
		}
		if r := q.Retry; r != nil && r.After.MeanSeconds() > c.Horizon.Length.Seconds() {
			t.warn("%s.retry: the mean delay is longer than the horizon of %s, so most retries fall outside", path, minutes(c.Horizon.Length))
		}
	}
	t.overloads(c)
}

// overloads warns about queues whose work exceeds the time of all agents that
// serve them while nobody gives up: their waits grow without bound.
func (t *translator) overloads(c *sim.Centre) {
	h := c.Horizon
	for i := range c.Queues {
		q := &c.Queues[i]
		if !q.Patience.Endless() || len(q.Sources) == 0 {
			continue
		}
		groups := reachable(c, i)
		worst, when, work, seats := 0.0, sim.Time(0), 0.0, 0.0
		for n := range h.Intervals() {
			at := sim.Time(n) * h.Interval
			load, open := 0.0, float64(openTime(q.Open, at, at+h.Interval))/float64(h.Interval)
			for _, s := range q.Sources {
				load += s.Rate.Integral(at, at+h.Interval) * open
			}
			load *= q.Handle.MeanAt(at) + q.WrapUp.MeanAt(at)
			work += load
			able := t.capacity(c, i, groups, at)
			seats += able * open
			if able > 0 && load/able > worst {
				worst, when = load/able, at
			}
		}
		switch {
		case seats > 0 && work/seats > 1:
			t.warn("queues.%s: its work is %s of the time of all agents that serve it and nobody gives up: the queue grows without bound and its results are unstable: they depend on the length of the horizon", q.Name, percent(work/seats))
		case !q.Deferrable() && worst > 1:
			t.warn("queues.%s: at %s its load is %s of the agents that serve it and nobody gives up: the queue grows until the load falls", q.Name, t.axis.label(when), percent(worst))
		}
	}
}

// capacity returns the agent seconds that groups have for queue q in the
// interval at, contacts at once and speed included.
func (t *translator) capacity(c *sim.Centre, q int, groups []int, at sim.Time) float64 {
	sum := 0.0
	for _, g := range groups {
		group := &c.Groups[g]
		for _, s := range group.Skills {
			if s.Queue != q {
				continue
			}
			k := float64(max(1, s.AtOnce))
			sum += float64(c.Seats.At(g, at)) * c.Horizon.Interval.Seconds() * s.Speed * k / (1 + group.Slowdown*(k-1))
		}
	}
	return sum
}
