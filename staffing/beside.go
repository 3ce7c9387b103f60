package staffing

import (
	"math"

	"agner/erlang"
	"agner/sim"
)

// Theory is what a formula says of a queue. NaN is "no data": no target, no
// contacts, or a queue to which formulas of waiting do not apply.
type Theory struct {
	ServiceLevel float64
	Abandonment  float64
	ASASeconds   float64 // +Inf where a queue of patient customers would grow without end
}

// Formulas are the two classical models side by side.
type Formulas struct{ ErlangC, ErlangA Theory }

// FormulaInterval is one interval of a queue as the formulas see it.
type FormulaInterval struct {
	Index    int
	Contacts float64 // offered
	Load     float64 // erlangs of the pool
	Agents   float64 // agents of the pool
	Formulas
}

// FormulaDay is the whole horizon of a queue as the formulas see it. Service
// level and abandonment are means over the open intervals weighted by contacts,
// the ASA is weighted by answered contacts.
type FormulaDay struct {
	Name string
	Formulas
	Intervals []FormulaInterval // the open ones, in order
}

// Comparison is what Erlang C and Erlang A say of a centre. Queues are in its order.
type Comparison struct {
	Queues []FormulaDay
	Total  FormulaDay // the live queues; service level of those with a target
}

// Beside applies Erlang C and Erlang A to every open interval of c as if it were
// in steady state: the way staffing is computed without simulation.
//
// Queues whose agents share skills are pooled: one team, the sum of the loads,
// the mean handle time. Each queue then has its own acceptable waiting time and
// definition and, for Erlang A, its own mean patience and share that balks, as if they were those of the
// whole pool. An interval in which the load reaches the agents has Erlang C
// service level 0. Contacts are those offered in the simulation's result r, so
// that both speak of the same day; with r nil, those that c states.
//
// What the formulas leave out (days that differ, queues carried into the next
// interval, handle times of other shapes, priorities, limits) is the
// reason to simulate.
func Beside(c *sim.Centre, r *sim.Result) Comparison {
	d := expectedDemand(c)
	if r != nil {
		d = simulatedDemand(c, r)
	}
	out := Comparison{Queues: make([]FormulaDay, len(c.Queues))}
	intervals := c.Horizon.Intervals()
	sums := make([]tallies, len(c.Queues))
	all, byInterval := tallies{}, make([]tallies, intervals)
	for _, p := range pools(c, staffed(c)) {
		for i := range intervals {
			t := teamIn(c, p, d, i)
			for _, q := range p.queues {
				if openHours(c, q, i) == 0 {
					continue
				}
				f := formulas(&c.Queues[q], t, intervalStart(c, i))
				out.Queues[q].Intervals = append(out.Queues[q].Intervals, FormulaInterval{i, d.contacts[q][i], t.load, t.agents, f})
				sums[q].add(d.contacts[q][i], f)
				all.add(d.contacts[q][i], f)
				byInterval[i].add(d.contacts[q][i], f)
				byInterval[i].open = true
			}
			byInterval[i].load += t.load
			byInterval[i].agents += t.agents
		}
	}
	for q := range out.Queues {
		out.Queues[q].Name, out.Queues[q].Formulas = c.Queues[q].Name, sums[q].formulas()
	}
	out.Total = FormulaDay{Name: "total", Formulas: all.formulas()}
	for i, s := range byInterval {
		if s.open {
			out.Total.Intervals = append(out.Total.Intervals, FormulaInterval{i, s.c.contacts, s.load, s.agents, s.formulas()})
		}
	}
	return out
}

// formulas applies both models to a queue served by team t at time at.
func formulas(q *sim.Queue, t team, at sim.Time) Formulas {
	if t.load == 0 {
		return Formulas{noTheory(), noTheory()}
	}
	awt, short := 0.0, 0.0
	if q.Target != nil {
		awt, short = q.Target.Awt.Seconds(), q.Target.Short.Seconds()
	}
	read := func(m erlang.Measures) Theory {
		out := Theory{math.NaN(), m.Abandonment, m.ASASeconds}
		if q.Target != nil && !math.IsNaN(q.Target.Level) {
			out.ServiceLevel = m.ServiceLevels.By(erlang.Definition(q.Target.Definition.String()))
		}
		return out
	}
	delay := erlang.MMn{Load: t.load, HandleSeconds: t.handleSeconds, Agents: t.agents}
	return Formulas{ErlangC: read(delay.Measures(awt)), ErlangA: read(erlangA(q, t, at).Measures(awt, short))}
}

// measurer is a model of a queue with customers who leave.
type measurer interface {
	Measures(awtSeconds, shortSeconds float64) erlang.Measures
}

// erlangA is Erlang A for queue q at time at: exponential patience, and, where customers balk, that share of
// those who would have to wait leaving at once.
func erlangA(q *sim.Queue, t team, at sim.Time) measurer {
	mean := patienceSeconds(q, at)
	if balk := q.Balk.ValueAt(at); balk > 0 {
		law := erlang.BalkingPatience{Balk: balk, Patience: erlang.ExponentialPatience{MeanSeconds: mean}}
		return erlang.MMnG{Load: t.load, HandleSeconds: t.handleSeconds, Patience: law, Agents: t.agents}
	}
	return erlang.MMnM{Load: t.load, HandleSeconds: t.handleSeconds, Agents: t.agents, PatienceSeconds: mean}
}

// patienceSeconds returns the mean patience at time t: +Inf when nobody leaves, 0 when nobody waits.
func patienceSeconds(q *sim.Queue, t sim.Time) float64 {
	if q.Patience.Endless() {
		return math.Inf(1)
	}
	return q.Patience.MeanAt(t)
}

func noTheory() Theory { return Theory{math.NaN(), math.NaN(), math.NaN()} }

// tallies sums both models over intervals and queues.
type tallies struct {
	c, a         tallyOf
	load, agents float64
	open         bool
}

func (t *tallies) add(contacts float64, f Formulas) {
	t.c.add(contacts, f.ErlangC)
	t.a.add(contacts, f.ErlangA)
}

func (t *tallies) formulas() Formulas { return Formulas{t.c.theory(), t.a.theory()} }

// tallyOf sums one model, weighted by contacts.
type tallyOf struct{ contacts, judged, inTime, abandoned, answered, waitSeconds float64 }

func (t *tallyOf) add(contacts float64, x Theory) {
	if contacts == 0 || math.IsNaN(x.Abandonment) {
		return
	}
	t.contacts += contacts
	t.abandoned += contacts * x.Abandonment
	if !math.IsNaN(x.ServiceLevel) {
		t.judged += contacts
		t.inTime += contacts * x.ServiceLevel
	}
	if answered := contacts * (1 - x.Abandonment); answered > 0 && !math.IsNaN(x.ASASeconds) {
		t.answered += answered
		t.waitSeconds += answered * x.ASASeconds
	}
}

// theory returns the weighted means; 0 ÷ 0 is NaN, no data.
func (t *tallyOf) theory() Theory {
	return Theory{t.inTime / t.judged, t.abandoned / t.contacts, t.waitSeconds / t.answered}
}
