package sim

import (
	"math"
	"testing"

	"agner/erlang"
)

// lawOf builds a distribution from the fields of a Law.
func lawOf(t *testing.T, set func(l *Law)) Distribution {
	t.Helper()
	l := NewLaw()
	set(&l)
	d, problems := l.Distribution()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return d
}

// TestPollaczekKhinchine: the mean wait of M/G/1 is ρ·h·(1 + cv²) ÷ (2(1 − ρ)), whatever the
// shape; ρ = 0.6. 100 replications of 12 000 contacts; tolerance and odds as
// in theory_test.go; resolution 15 %.
func TestPollaczekKhinchine(t *testing.T) {
	const h, rho, n = 60.0, 0.6, 100
	shape := func(name string, cv float64) Distribution {
		return lawOf(t, func(l *Law) { l.Shape, l.Mean, l.CV = name, h, cv })
	}
	for name, handle := range map[string]Distribution{
		"constant":         Fixed(h),
		"exponential":      Exponential(h),
		"lognormal":        Lognormal(h, 0.8),
		"gamma":            shape("gamma", 1.4),
		"weibull":          shape("weibull", 0.5),
		"hyperexponential": shape("hyperexponential", 1.5),
		"uniform":          lawOf(t, func(l *Law) { l.Shape, l.Min, l.Max = "uniform", 0, 2*h }),
		"erlang":           lawOf(t, func(l *Law) { l.Shape, l.Mean, l.Phases = "erlang", h, 3 }),
		"empirical":        lawOf(t, func(l *Law) { l.Shape, l.Values, l.Weights = "empirical", []float64{20, 50, 180}, []float64{3, 5, 1} }),
		"capped":           lawOf(t, func(l *Law) { l.Mean, l.CV, l.Cap = h, 1.2, 150 }),
	} {
		mean, cv := handle.MeanSeconds(), handle.CV()
		rate := rho / mean
		c := pool(steady(daysFor(12_000, rate)), rate, handle, EndlessPatience(), 1)
		result := mustRun(t, c, Options{Seed: 41, Replications: n})
		r := referee{t, name, n, 0.15, 1e-3}
		truth := rho * mean * (1 + cv*cv) / (2 * (1 - rho))
		row := result.Queues[0].Row
		r.agrees("mean wait", row.Get(MeanWait), truth, 0)
		r.agrees("queue length", row.Get(QueueLength), rate*truth, 0)
		r.agrees("delayed", row.Get(Delayed), rho, 0)
		r.agrees("aht", row.Get(AHT), mean, 0)
		r.agrees("occupancy", result.Groups[0].Get(Occupancy), rho, 0)
	}
}

// TestInsensitivity: blocking with no place to wait depends on the handle time only
// through its mean, wrap-up included (Sevastyanov 1957). 100 replications of
// 10 000 contacts; resolution 6 %.
func TestInsensitivity(t *testing.T) {
	const n = 100
	want := erlang.B(18, 20)
	for name, set := range map[string]func(q *Queue){
		"lognormal with wrap-up": func(q *Queue) { q.Handle, q.WrapUp = Lognormal(140, 1.5), Lognormal(40, 0.5) },
		"constant":               func(q *Queue) { q.Handle = Fixed(180) },
		"mixture": func(q *Queue) {
			q.Handle = lawOf(t, func(l *Law) {
				part := func(w, mean, cv float64) Part {
					p := NewLaw()
					p.Mean, p.CV = mean, cv
					return Part{w, p}
				}
				l.Shape, l.Parts = "mixture", []Part{part(0.75, 120, 0.3), part(0.25, 360, 1)}
			})
		},
	} {
		c := pool(steady(daysFor(10_000, 0.1)), 0.1, Distribution{}, EndlessPatience(), 20)
		c.Queues[0].Limit = 0
		set(&c.Queues[0])
		result := mustRun(t, c, Options{Seed: 42, Replications: n})
		r := referee{t, name, n, 0.06, 1e-3}
		r.agrees("blocking", result.Queues[0].Get(Blocking), want, 0)
		r.agrees("occupancy", result.Groups[0].Get(Occupancy), 0.9*(1-want), 0)
	}
}

// TestGeneralPatience: Erlang A with any patience. A message left after a wait
// and a disconnection are impatience under other names. 100 replications of 10 000 contacts; resolution 10 %.
func TestGeneralPatience(t *testing.T) {
	const h, rate, agents, n = 180.0, 0.1, 17, 100
	endless := math.Inf(1)
	after := func(wait Time, set func(s *Step)) func(q *Queue) {
		return func(q *Queue) {
			q.Patience = EndlessPatience()
			step := Step{After: wait, FlowTo: None}
			set(&step)
			q.Route = &Route{Steps: []Step{{To: []int{0}, FlowTo: None}, step}}
		}
	}
	for _, c := range []struct {
		name     string
		patience erlang.Patience
		set      func(q *Queue)
		left     Metric
	}{
		{"balking", erlang.BalkingPatience{Balk: 0.3, Patience: erlang.ExponentialPatience{MeanSeconds: 200}},
			func(q *Queue) { q.Patience, q.Balk = Exponential(200), Constant(0.3) }, Abandoned},
		{"lognormal", nil, func(q *Queue) { q.Patience = Lognormal(120, 1.4) }, Abandoned},
		{"constant", erlang.ConstantPatience{Seconds: 45}, func(q *Queue) { q.Patience = Fixed(45) }, Abandoned},
		{"messages", erlang.MixedPatience{{Share: 0.4, Patience: erlang.ConstantPatience{Seconds: 30}}, {Share: 0.6, Patience: erlang.ExponentialPatience{MeanSeconds: endless}}},
			after(30*Second, func(s *Step) { s.Message = 0.4 }), Messages},
		{"disconnection", erlang.ConstantPatience{Seconds: 60}, after(Minute, func(s *Step) { s.Disconnect = true }), Disconnected},
	} {
		centre := pool(steady(daysFor(10_000, rate)), rate, Exponential(h), EndlessPatience(), agents)
		q := &centre.Queues[0]
		c.set(q)
		if c.patience == nil {
			d := q.Patience
			c.patience = erlang.PatienceOf(d.MeanSeconds(), func(x float64) float64 { return 1 - d.Survival(x) })
		}
		m := erlang.MMnG{Load: rate * h, HandleSeconds: h, Patience: c.patience, Agents: agents}.Measures(20, 5)
		result := mustRun(t, centre, Options{Seed: 43, Replications: n, Measures: []Measure{shareLeft(c.left)}})
		r := referee{t, c.name, n, 0.1, 1e-3}
		row := result.Queues[0].Row
		r.agrees("left", result.Measures[0], m.Abandonment, 0)
		r.agrees("asa", row.Get(ASA), m.ASASeconds, 0)
		r.agrees("mean wait", row.Get(MeanWait), m.MeanWaitSeconds, 0)
		r.agrees("queue length", row.Get(QueueLength), m.QueueLength, 0)
		r.agrees("delayed", row.Get(Delayed), m.Delayed, 0)
		r.agrees("service level", row.Get(ServiceLevelAbandonsNegative), m.ServiceLevels.AbandonsNegative, 0)
		r.agrees("service level of answered", row.Get(ServiceLevelAnsweredOnly), m.ServiceLevels.AnsweredOnly, 0)
		r.agrees("occupancy", result.Groups[0].Get(Occupancy), m.Occupancy, 0)
	}
}

// shareLeft is the share of arrivals that left by m.
func shareLeft(m Metric) Measure {
	counter := map[Metric]Counter{Abandoned: CountAbandoned, Messages: CountMessages, Disconnected: CountDisconnected}[m]
	return Measure{Num: []Sum{{Terms: []Term{{Weight: 1, Counter: counter}}}}, Den: []Sum{{Terms: []Term{{Weight: 1, Counter: CountArrivals}}}}}
}

// TestPriorities: three classes without preemption on one group, ranked by the
// queue's priority or by the group's skill levels, and by both against each
// other's names. 100 replications of 25 000 contacts; resolution 15 %.
func TestPriorities(t *testing.T) {
	const h, agents, n = 150.0, 6, 100
	loads := []float64{2.0, 1.6, 1.5}
	truth := erlang.Priorities{Loads: loads, HandleSeconds: h, Agents: agents}.Measures([]float64{20, 20, 20})
	for _, by := range []string{"priority", "level"} {
		hz := steady(daysFor(25_000, 5.1/h))
		c := &Centre{Name: "priorities", Horizon: hz}
		group := Group{Name: "agents", ContactLimit: None}
		for k, load := range loads {
			q := newQueue([]string{"z", "m", "a"}[k], hz.Open, Constant(load/h), Exponential(h), EndlessPatience())
			skill := Skill{Queue: k}
			if by == "priority" {
				q.Priority = k + 1
			} else {
				skill.Level = k + 1
				q.Priority = 3 - k // the level goes before
			}
			c.Queues = append(c.Queues, q)
			group.Skills = append(group.Skills, skill)
		}
		c.Groups = []Group{group}
		c.Seats = flatSeats(hz, agents)
		result := mustRun(t, c, Options{Seed: 44, Replications: n})
		for k := range loads {
			r := referee{t, by + " " + c.Queues[k].Name, n, 0.15, 1e-3}
			r.measures(result.Queues[k].Row, truth[k])
		}
	}
}
