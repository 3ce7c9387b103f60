package staffing

import "agner/sim"

// The centres of an audit, from the simplest to the nearly full one. Queues
// keep their places; those whose customers do not wait are emptied.

// withoutExtras keeps demand, customers, skills and routing, and drops what
// makes contacts out of contacts or waits otherwise: returns, transfers (their load stays as fresh demand),
// conferences, lines, limits, callbacks, self-service (likewise), deferrable and dialled work.
func withoutExtras(c *sim.Centre) *sim.Centre {
	out := copyOf(c)
	d := expectedDemand(c)
	for q := range out.Queues {
		queue := &out.Queues[q]
		queue.SelfService, queue.Retry, queue.Repeat, queue.Transfers, queue.Conference, queue.Callback = nil, nil, nil, nil, nil, nil
		queue.Trunk, queue.Limit = sim.None, sim.None
		if !waits(&c.Queues[q]) {
			queue.Sources, queue.Backlog, queue.Dialer = nil, nil, nil
			continue
		}
		carryDemand(c, out, q, d.contacts[q])
	}
	out.Trunks = nil
	return out
}

// carryDemand scales the sources of queue q so that they bring the demand d by
// interval by themselves. A queue fed by transfers alone gets a source of its own.
func carryDemand(c, out *sim.Centre, q int, d []float64) {
	queue := &out.Queues[q]
	carried := sim.Steps{}
	ratios := make([]float64, len(d))
	orphaned := false
	for i, contacts := range d {
		fresh, rate := 0.0, 0.0
		for s := range queue.Sources {
			fresh += sourceContacts(c, q, s, i)
		}
		if fresh > 0 {
			ratios[i] = contacts / fresh
		} else if open := openHours(c, q, i); open > 0 && contacts > 0 {
			rate, orphaned = contacts/open/3600, true
		}
		carried.At, carried.Value = append(carried.At, intervalStart(c, i)), append(carried.Value, rate)
	}
	for s := range queue.Sources {
		source := &queue.Sources[s]
		if source.Process == sim.Replay {
			continue
		}
		source.Rate = timesByInterval(c, source.Rate, ratios)
	}
	if orphaned {
		queue.Sources = append(queue.Sources, sim.Source{Name: "transferred in", Rate: carried})
	}
}

// timesByInterval returns rate × ratio of the interval, with a step at every interval and at every step of rate.
func timesByInterval(c *sim.Centre, rate sim.Steps, ratios []float64) sim.Steps {
	out := sim.Steps{}
	for i, ratio := range ratios {
		from := intervalStart(c, i)
		to := from + c.Horizon.Interval
		out.At, out.Value = append(out.At, from), append(out.Value, rate.ValueAt(from)*ratio)
		for k, at := range rate.At {
			if at > from && at < to {
				out.At, out.Value = append(out.At, at), append(out.Value, rate.Value[k]*ratio)
			}
		}
	}
	return out
}

// pooledShaped is withoutExtras with the agents of every pool as one team that
// takes all contacts in order of arrival, as the formulas see it (teamIn): absent agents, speeds and contacts at once
// are averaged into the number of agents and the handle time.
func pooledShaped(c *sim.Centre) *sim.Centre {
	out := withoutExtras(c)
	d := expectedDemand(c)
	seats := sim.Seats{From: c.Seats.From, Interval: c.Seats.Interval}
	out.Groups, out.Reserves, out.PickAgent, out.PickContact = nil, nil, sim.LongestIdle, sim.LongestWait
	for _, p := range pools(c, staffed(c)) {
		if len(p.groups) == 0 {
			continue
		}
		team := sim.Group{Name: "pool of " + c.Queues[p.queues[0]].Name, ContactLimit: sim.None}
		for _, q := range p.queues {
			team.Skills = append(team.Skills, sim.Skill{Queue: q, Level: 1})
			queue := &out.Queues[q]
			queue.Route, queue.Priority = nil, 1
			queue.Handle = queue.Handle.Scaled(meanPace(c, q, p.groups, allSeats(c)))
		}
		out.Groups = append(out.Groups, team)
		seats.Count = append(seats.Count, teamSeats(c, p, d, len(out.Groups)))
	}
	out.Seats = seats
	return out
}

// teamSeats returns the whole agents of a pool by interval, warm-up first.
func teamSeats(c *sim.Centre, p pool, d demand, group int) []int {
	warm := c.Horizon.WarmupIntervals()
	counts := make([]int, warm+c.Horizon.Intervals())
	for i := range c.Horizon.Intervals() {
		t := teamIn(c, p, d, i)
		if t.agents > 0 {
			// Rounded as Scale does, so that averages stay true.
			counts[i+warm] = max(1, scaledSeats(1, t.agents, group, i))
		}
	}
	for w := range warm {
		counts[w] = counts[warm+((w-warm)%len(counts[warm:])+len(counts[warm:]))%len(counts[warm:])]
	}
	return counts
}

// allSeats returns the seats of each group summed over all intervals.
func allSeats(c *sim.Centre) func(group int) float64 {
	return func(g int) float64 {
		total := 0
		for _, n := range c.Seats.Count[g] {
			total += n
		}
		return float64(total)
	}
}

// pooledVariable is pooledShaped with exponential handle time (wrap-up included) and patience of the same means.
func pooledVariable(c *sim.Centre) *sim.Centre {
	out := pooledShaped(c)
	for q := range out.Queues {
		queue := &out.Queues[q]
		handle := sim.Steps{}
		patience := sim.Steps{}
		for i := range c.Horizon.Intervals() {
			at := intervalStart(c, i)
			handle.At = append(handle.At, at)
			handle.Value = append(handle.Value, queue.Handle.MeanAt(at)+queue.WrapUp.MeanAt(at))
			patience.Value = append(patience.Value, queue.Patience.MeanAt(at))
		}
		patience.At = handle.At
		queue.Handle, queue.WrapUp = sim.Exponential(1).WithMean(handle), sim.Distribution{}
		if isImpatient(queue) {
			queue.Patience = sim.Exponential(1).WithMean(patience)
		}
		queue.Balk = sim.Steps{}
	}
	return out
}

// pooledSteady is pooledVariable with every day like the average day.
func pooledSteady(c *sim.Centre) *sim.Centre {
	out := pooledVariable(c)
	out.Busyness, out.Correlations = 0, nil
	for q := range out.Queues {
		for s := range out.Queues[q].Sources {
			source := &out.Queues[q].Sources[s]
			source.DayCV, source.IntervalCV, source.ForecastCV = 0, 0, 0
		}
	}
	return out
}
