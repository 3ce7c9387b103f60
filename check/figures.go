package check

import (
	"context"
	"math"

	"agner/budget"
	"agner/sim"
)

// Figure is a number of a scenario that a baseline remembers, with its standard error.
type Figure struct {
	Name          string
	Unit          Unit
	Value, StdErr float64
}

// key is a number that a baseline may hold.
type key struct {
	ref  Ref
	unit Unit
}

// keys lists the key numbers of c in the order of the scenario: a planner's one page.
func (c *Case) keys() []key {
	var out []key
	add := func(of sim.Subject, place string, list ...sim.Metric) {
		for _, m := range list {
			out = append(out, key{Ref{Variant: Base, Place: place, Metric: m.String(), Of: of}, unitOf(m)})
		}
	}
	for _, q := range c.Centre.Queues {
		add(sim.OfQueue, q.Name, sim.Offered, sim.ServiceLevel, sim.ASA, sim.Abandonment, sim.CompletedInDue)
	}
	for _, g := range c.Centre.Groups {
		add(sim.OfGroup, g.Name, sim.Occupancy, sim.PaidHours)
	}
	add(sim.OfTotal, Total, sim.ServiceLevel, sim.ProbabilityOfTarget)
	for _, name := range []string{budget.TotalCost, budget.CostPerContact, budget.LostValue, budget.NetValue} {
		if _, ok := budget.Find(c.Measures, name); ok {
			out = append(out, key{Ref{Variant: Base, Place: Total, Metric: name, Of: sim.OfTotal, Money: true}, Money})
		}
	}
	return out
}

// sampled is a case after its simulation: the samples of its keys.
type sampled struct {
	keys    []key
	samples [][]sim.Sample
}

// simulateKeys simulates cases on the same customers.
func simulateKeys(ctx context.Context, name string, cases []Case, o Options, seed uint64, replications int) ([]sampled, error) {
	var out []sampled
	var variants []sim.Variant
	for i := range cases {
		c := &cases[i]
		s := sampled{keys: c.keys()}
		v := sim.Variant{Name: c.Name, Centre: c.Centre}
		for _, k := range s.keys {
			series, err := c.series(k.ref, 0)
			if err != nil {
				return nil, err
			}
			v.Series = append(v.Series, series)
		}
		out, variants = append(out, s), append(variants, v)
	}
	p, err := sim.RunPaired(ctx, variants, sim.Options{Seed: seed, Replications: replications, Workers: o.Workers, Name: name, Progress: o.Progress})
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].samples = p.Samples[i]
	}
	return out, nil
}

// find returns the samples of a number, nil when the case does not have it.
func (s *sampled) find(name string) []sim.Sample {
	for i, k := range s.keys {
		if k.ref.name() == name {
			return s.samples[i]
		}
	}
	return nil
}

// figures estimates what was observed.
func (s *sampled) figures() []Figure {
	var out []Figure
	for i, k := range s.keys {
		if at := stand([]column{{factor: 1, samples: s.samples[i]}}, false); !math.IsNaN(at.value) {
			out = append(out, Figure{k.ref.name(), k.unit, at.value, at.se})
		}
	}
	return out
}

// Measure estimates the figures of a case for a new baseline.
func Measure(ctx context.Context, name string, c Case, seed uint64, replications int, o Options) ([]Figure, error) {
	list, err := simulateKeys(ctx, name, []Case{c}, o, seed, replications)
	if err != nil {
		return nil, err
	}
	return list[0].figures(), nil
}
