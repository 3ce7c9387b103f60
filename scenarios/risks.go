package scenarios

import (
	"slices"

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
// serve them while nobody gives up: their waits grow without bound. Queues are
// judged alone and together: sets that no other agents can help, and all that
// are connected by agents they share. Where a part is told, the whole is not.
func (t *translator) overloads(c *sim.Centre) {
	var unstable, peaking [][]int
	for _, set := range patientSets(c) {
		holds := func(part []int) bool { return within(part, set) }
		if slices.ContainsFunc(unstable, holds) {
			continue
		}
		subject, its, them, grow := "queues."+c.Queues[set[0]].Name, "its", "it", "the queue grows"
		if len(set) > 1 {
			var names []string
			for _, q := range set {
				names = append(names, c.Queues[q].Name)
			}
			subject, its, them, grow = "queues "+list(names)+" together", "their", "them", "the queues grow"
		}
		whole, peak, when := t.loads(c, set)
		switch {
		case whole > 1:
			unstable = append(unstable, set)
			t.warn("%s: %s work is %s of the time of all agents that serve %s and nobody gives up: %s without bound and %s results are unstable: they depend on the length of the horizon", subject, its, percent(whole), them, grow, its)
		case peak > 1 && !slices.ContainsFunc(peaking, holds):
			peaking = append(peaking, set)
			t.warn("%s: at %s %s load is %s of the agents that serve %s and nobody gives up: %s until the load falls", subject, t.axis.label(when), its, percent(peak), them, grow)
		}
	}
}

// patientSets lists the sets of queues without patience that are judged
// together, the smaller kinds first; each is in the order of the scenario.
func patientSets(c *sim.Centre) [][]int {
	var patient []int
	groups := make([][]int, len(c.Queues))
	for q := range c.Queues {
		if c.Queues[q].Patience.Endless() && len(c.Queues[q].Sources) > 0 {
			patient = append(patient, q)
			groups[q] = reachable(c, q)
		}
	}
	var out [][]int
	add := func(set []int) {
		if !slices.ContainsFunc(out, func(known []int) bool { return slices.Equal(known, set) }) {
			out = append(out, set)
		}
	}
	for _, q := range patient {
		add([]int{q})
	}
	for _, q := range patient { // whoever has no agents but those of q
		add(slices.DeleteFunc(slices.Clone(patient), func(p int) bool { return len(groups[p]) == 0 || !within(groups[p], groups[q]) }))
	}
	for _, q := range patient { // whoever is connected with q
		set, helpers := []int{q}, slices.Clone(groups[q])
		for grown := true; grown; {
			grown = false
			for _, p := range patient {
				if !slices.Contains(set, p) && slices.ContainsFunc(groups[p], func(g int) bool { return slices.Contains(helpers, g) }) {
					set, helpers, grown = append(set, p), append(helpers, groups[p]...), true
				}
			}
		}
		slices.Sort(set)
		add(set)
	}
	return out
}

// within tells whether all of a are in b.
func within(a, b []int) bool {
	return !slices.ContainsFunc(a, func(x int) bool { return !slices.Contains(b, x) })
}

// loads returns the work of the queues of set as a share of the time of all
// their agents, over the horizon (0 without agents) and, of live queues alone, in the interval where it is most.
func (t *translator) loads(c *sim.Centre, set []int) (whole, peak float64, when sim.Time) {
	h := c.Horizon
	work, seats := 0.0, 0.0
	for n := range h.Intervals() {
		at := sim.Time(n) * h.Interval
		live, open := 0.0, 0.0
		for _, q := range set {
			load, share := workAt(c, q, at)
			work += load
			if open = min(1, open+share); !c.Queues[q].Deferrable() {
				live += load
			}
		}
		able := t.capacity(c, set, at)
		seats += able * open
		if able > 0 && live/able > peak {
			peak, when = live/able, at
		}
	}
	if seats > 0 {
		whole = work / seats
	}
	return whole, peak, when
}

// workAt returns the expected seconds of work that enter queue q in the
// interval at, and the share of the interval for which the queue is open.
func workAt(c *sim.Centre, q int, at sim.Time) (seconds, open float64) {
	queue, to := &c.Queues[q], at+c.Horizon.Interval
	open = float64(openTime(queue.Open, at, to)) / float64(c.Horizon.Interval)
	handle, wrap := queue.Handle.MeanAt(at), queue.WrapUp.MeanAt(at)
	for _, s := range queue.Sources {
		contacts := 0.0
		if s.Process == sim.Replay {
			first, _ := slices.BinarySearch(s.Trace, at)
			last, _ := slices.BinarySearch(s.Trace, to)
			contacts = float64(last - first)
		} else {
			contacts = s.Rate.Integral(at, to) * open
		}
		seconds += contacts * (handle + wrap)
	}
	return seconds, open
}

// capacity returns the agent seconds that the groups of the queues of set have
// for them in the interval at: each at what it does best, contacts at once and speed included.
func (t *translator) capacity(c *sim.Centre, set []int, at sim.Time) float64 {
	best := make([]float64, len(c.Groups))
	for _, q := range set {
		for _, g := range reachable(c, q) {
			group := &c.Groups[g]
			for _, s := range group.Skills {
				if s.Queue == q {
					k := float64(max(1, s.AtOnce))
					best[g] = max(best[g], s.Speed*k/(1+group.Slowdown*(k-1)))
				}
			}
		}
	}
	sum := 0.0
	for g, pace := range best {
		sum += float64(c.Seats.At(g, at)) * c.Horizon.Interval.Seconds() * pace
	}
	return sum
}
