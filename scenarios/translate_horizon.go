package scenarios

import (
	"slices"
	"strings"

	"agner/sim"
)

// maxDays bounds the horizon.
const maxDays = 366

// horizon lays out the time axis.
func (t *translator) horizon() {
	h := &t.spec.Horizon
	start := h.Start
	if start.IsZero() {
		start = defaultStart()
		t.useDefault("horizon.start", start.Format("2006-01-02")+" (a Monday)")
	}
	days := withDefault(t, h.Days, "horizon.days", "1", defaultDays)
	if days < 1 || days > maxDays {
		t.fail("horizon.days", "must lie between 1 and %d, got %d", maxDays, days)
		days = min(max(days, 1), maxDays)
	}
	interval := withDefault(t, h.Interval, "horizon.interval", "30m", defaultInterval)
	if interval < sim.Minute || interval > sim.Day || sim.Day%interval != 0 {
		t.fail("horizon.interval", "must divide a day and lie between 1m and 1d, for example 15m, 30m or 1h; got %s", minutes(interval))
		interval = defaultInterval
	}
	if h.Open.Parts == nil {
		t.useDefault("horizon.open", "24h")
	}
	warmup := withDefault(t, h.Warmup, "horizon.warmup", "0", 0)
	if warmup < 0 || warmup%interval != 0 {
		t.fail("horizon.warmup", "must be a whole number of intervals of %s, got %s", minutes(interval), minutes(warmup))
		warmup = 0
	}
	if warmup > maxDays*sim.Day {
		t.fail("horizon.warmup", "must be at most %d days", maxDays)
		warmup = 0
	}
	t.axis = newAxis(start, days, interval, warmup, h.Open, h.Holidays)
	if len(t.axis.spans(h.Open)) == 0 {
		t.fail("horizon.open", "the centre is closed during the whole horizon (%s from %s)", count(days, "day", "days"), start.Format("Mon 2006-01-02"))
	}
}

// hours returns the hours of a queue or group: its own or the centre's.
func (t *translator) hours(own Hours) Hours {
	if own.Parts != nil {
		return own
	}
	return t.axis.hours
}

// centre translates what is simulated, without events.
func (t *translator) centre() *sim.Centre {
	c := t.frame()
	for i := range t.spec.Queues {
		before := t.mistakes
		c.Queues = append(c.Queues, t.queuePart(&t.spec.Queues[i]))
		t.doubt.queues[i] = t.mistakes > before
	}
	c.Correlations = t.correlations()
	for i := range t.spec.Groups {
		before := t.mistakes
		c.Groups = append(c.Groups, t.groupPart(&t.spec.Groups[i]))
		t.seats(&t.spec.Groups[i], &c.Groups[i], c.Seats.Count[i])
		t.doubt.seats[i] = t.mistakes > before
	}
	t.routes(c)
	t.demand(c)
	c.Reserves = t.reserves()
	return c
}

func (t *translator) reserves() []sim.Reserve {
	var out []sim.Reserve
	for _, r := range t.spec.Reserve {
		out = append(out, sim.Reserve{Group: t.group(r.Path+".group", r.Group), For: t.queue(r.Path+".for", r.For), KeepFree: r.KeepFree})
	}
	return out
}

// frame is a centre without queues, groups and routes.
func (t *translator) frame() *sim.Centre {
	c := &sim.Centre{
		Name: t.spec.Name,
		Horizon: sim.Horizon{
			Length:   midnight(t.axis.days),
			Interval: t.axis.interval,
			Warmup:   t.axis.warmup,
			Open:     t.axis.spans(t.axis.hours),
			AtClose:  choose[sim.AtClose](t, t.spec.Horizon.AtClose, "horizon.at_close", "serve_out", "disconnect"),
		},
		Busyness:    withDefault(t, t.spec.BusynessCV, "busyness.cv", "0", 0),
		PickAgent:   choose[sim.PickAgent](t, t.spec.Routing.PickAgent, "routing.pick_agent", "longest_idle", "least_occupied", "random", "fewest_contacts"),
		PickContact: choose[sim.PickContact](t, t.spec.Routing.PickContact, "routing.pick_contact", "longest_wait", "most_urgent"),
	}
	for _, l := range t.spec.Lines {
		c.Trunks = append(c.Trunks, sim.Trunk{Name: l.Name, Lines: l.Count})
	}
	c.Seats = sim.NewSeats(c.Horizon, len(t.spec.Groups))
	return c
}

// correlations lists the pairs of queues whose day factors go together, once each.
func (t *translator) correlations() []sim.Correlation {
	var out []sim.Correlation
	for i, q := range t.spec.Queues {
		if q.Arrivals == nil {
			continue
		}
		for _, w := range q.Arrivals.With {
			other := t.queue(w.Path, w.Queue)
			switch {
			case other == sim.None:
			case other == i:
				t.fail(w.Path, "a queue is fully correlated with itself")
			case w.Rho < -1 || w.Rho > 1:
				t.fail(w.Path, "a correlation lies between -1 and 1, got %v", w.Rho)
			default:
				at := slices.IndexFunc(out, func(c sim.Correlation) bool { return c.A == other && c.B == i })
				if at < 0 {
					out = append(out, sim.Correlation{A: i, B: other, Rho: w.Rho})
				} else if out[at].Rho != w.Rho {
					t.fail(w.Path, "the correlation of %s and %s is written twice: %v and %v", t.spec.Queues[other].Name, q.Name, out[at].Rho, w.Rho)
				}
				t.hasDayFactor(w.Path, i)
				t.hasDayFactor(w.Path, other)
			}
		}
	}
	return out
}

// hasDayFactor asks for a day_cv where day factors are correlated.
func (t *translator) hasDayFactor(path string, queue int) {
	q := &t.spec.Queues[queue]
	if q.Arrivals == nil || value(q.Arrivals.DayCV, 0) == 0 {
		t.failOnce(path, "correlates day factors, but queue %s has no arrivals.day_cv", q.Name)
	}
}

// experiment says how much to simulate.
func (t *translator) experiment() Experiment {
	e := &t.spec.Experiment
	out := Experiment{
		Seed:            withDefault(t, e.Seed, "experiment.seed", "1", defaultSeed),
		Replications:    withDefault(t, e.Replications, "experiment.replications", "400", defaultReplications),
		Precision:       e.Precision,
		MaxReplications: value(e.MaxReplications, 0),
	}
	if len(e.Precision) > 0 {
		out.MaxReplications = withDefault(t, e.MaxReplications, "experiment.max_replications", "20000", defaultMaxReplication)
	}
	return out
}

// list writes names as "a, b, c".
func list(names []string) string { return strings.Join(names, ", ") }
