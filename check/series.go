package check

import (
	"fmt"
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
)

// Case is one variant ready to simulate.
type Case struct {
	Name     string // Base, or the name of the variant
	Centre   *sim.Centre
	Measures []sim.Measure // money figures, by name
}

// series returns what must be kept of c to know ref; quantiles need the limit.
func (c *Case) series(ref Ref, limit float64) (sim.Series, error) {
	if ref.Money || ref.Of == sim.OfGroup && ref.Metric == budget.LaborCost {
		name := ref.Metric
		if ref.Of == sim.OfGroup {
			name = budget.LaborOf(ref.Place)
		}
		i, ok := budget.Find(c.Measures, name)
		if !ok {
			return sim.Series{}, fmt.Errorf("no data: the scenario states nothing that %s could be computed from", ref.name())
		}
		return sim.Series{Of: sim.OfMeasure, Measure: &c.Measures[i]}, nil
	}
	m, ok := sim.MetricByName(ref.Metric)
	if !ok {
		return sim.Series{}, fmt.Errorf("there is no metric %q", ref.Metric)
	}
	s := sim.Series{Of: ref.Of, Metric: m}
	switch ref.Of {
	case sim.OfQueue:
		s.Index = slices.IndexFunc(c.Centre.Queues, func(q sim.Queue) bool { return q.Name == ref.Place })
	case sim.OfGroup:
		s.Index = slices.IndexFunc(c.Centre.Groups, func(g sim.Group) bool { return g.Name == ref.Place })
	}
	if s.Index < 0 {
		return s, fmt.Errorf("no data: variant %s has no %s", c.Name, ref.Place)
	}
	if _, quantile := sim.IsWaitQuantile(m); quantile {
		s.Within = sim.FromSeconds(limit)
	}
	if ref.Span != nil {
		if s.Intervals = ref.Span.intervals(c.Centre.Horizon); len(s.Intervals) == 0 {
			return s, fmt.Errorf("no data: no interval lies in %s", ref.Span)
		}
	}
	return s, nil
}

// name writes a reference as in a sentence.
func (r Ref) name() string {
	text := r.Place + "." + r.Metric
	if r.Variant != Base {
		text = r.Variant + "." + text
	}
	if r.Span != nil {
		text += "[" + r.Span.String() + "]"
	}
	return text
}

// String writes the span as in a sentence.
func (s Span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/3600, s.From/60%60, s.To/3600, s.To/60%60)
}

// watch is one condition as it is evaluated: the series of its terms in the
// simulated variants.
type watch struct {
	condition Condition // with quantiles turned into shares
	quantile  bool
	terms     []watched
}

// watched is one term: a series of a variant, or the series of an inner condition.
type watched struct {
	factor  float64
	variant int
	series  int
	chance  bool // a share of days or replications: the replication is what is independent
	inner   *watch
}

// compiler collects the series that all expectations of a suite need.
type compiler struct {
	cases  []Case
	series [][]sim.Series // by case
}

func (k *compiler) condition(c Condition) (*watch, error) {
	w := &watch{condition: c}
	for _, t := range c.Sum {
		if t.Inside != nil {
			inner, err := k.condition(*t.Inside)
			if err != nil {
				return nil, err
			}
			w.terms = append(w.terms, watched{factor: t.Factor, chance: true, inner: inner})
			continue
		}
		v := slices.IndexFunc(k.cases, func(x Case) bool { return x.Name == t.Ref.Variant })
		if v < 0 {
			return nil, fmt.Errorf("there is no variant %s", t.Ref.Variant)
		}
		s, err := k.cases[v].series(t.Ref, c.Limit)
		if err != nil {
			return nil, err
		}
		k.series[v] = append(k.series[v], s)
		w.terms = append(w.terms, watched{factor: t.Factor, variant: v, series: len(k.series[v]) - 1,
			chance: s.Of != sim.OfMeasure && (s.Metric == sim.ProbabilityOfTarget || s.Metric == sim.IntervalsOnTarget)})
		if p, quantile := sim.IsWaitQuantile(s.Metric); quantile && s.Of == sim.OfQueue {
			// The p-quantile is at most L when the share up to L is at least p.
			w.quantile = true
			w.condition.Limit, w.condition.Unit = p, Fraction
			w.condition.Relation = [...]Relation{AtLeast: Below, AtMost: AtLeast, Above: Below, Below: AtLeast}[c.Relation]
		}
	}
	return w, nil
}

// variantsIn adds the variants that a condition names.
func (c Condition) variantsIn(names []string) []string {
	for _, t := range c.Sum {
		switch {
		case t.Inside != nil:
			names = t.Inside.variantsIn(names)
		case !slices.Contains(names, t.Ref.Variant):
			names = append(names, t.Ref.Variant)
		}
	}
	return names
}

// Variants lists the variants that the expectations speak of, base first if at all.
func Variants(list []Expectation) []string {
	var names []string
	for _, e := range list {
		names = e.Condition.variantsIn(names)
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return strings.Compare(map[bool]string{true: "0", false: "1"}[a == Base], map[bool]string{true: "0", false: "1"}[b == Base])
	})
	return names
}
