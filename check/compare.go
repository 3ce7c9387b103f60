package check

import (
	"context"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// CompareOptions say how a scenario is held against its baseline. Of Options,
// Error, Sharing, Workers and Progress count.
type CompareOptions struct {
	Options
	// Tolerance is the largest change that does not matter: absolute for fractions, relative
	// otherwise. 0: DefaultTolerance.
	Tolerance float64
}

// DefaultTolerance is half a percentage point, or half a per cent.
const DefaultTolerance = 0.005

// Kind says what became of a figure.
type Kind uint8

const (
	Unchanged       Kind = iota // no change was found
	WithinTolerance             // it changed, by too little to matter
	Changed
	Added
	Removed
)

// String returns the word for k.
func (k Kind) String() string {
	return [...]string{"unchanged", "within tolerance", "changed", "added", "removed"}[k]
}

// Change is one figure before and after, on the same customers.
type Change struct {
	Name                  string
	Unit                  Unit
	Kind                  Kind
	Before, After         float64 // NaN: not there
	Difference, Low, High float64 // paired; the bounds hold for all figures together
}

// Drift is one figure of the stored scenario, as stored and as this program simulates it now.
type Drift struct {
	Name          string
	Unit          Unit
	Stored, Again Figure
	// Same: to the stored digits. Drifted: not the same, and more apart than
	// different random numbers explain.
	Same, Drifted bool
}

// Comparison is what became of a baseline.
type Comparison struct {
	Changes []Change
	Drifts  []Drift
	Figures []Figure // of the present scenario
}

// Compare simulates the stored scenario and the present one on the same
// customers and holds their figures against each other; and the stored figures against
// those of the stored scenario simulated now, which tells a program that has drifted from a scenario
// that was changed. after is nil when the scenario is the stored one to the letter.
//
// The chance that any figure of an unchanged scenario is called changed, and the chance that any is called
// drifted under new random numbers, are each at most Error over Sharing comparisons.
func Compare(ctx context.Context, b *Baseline, before Case, after *Case, o CompareOptions) (*Comparison, error) {
	if o.Error == 0 {
		o.Error = DefaultError
	}
	if o.Tolerance == 0 {
		o.Tolerance = DefaultTolerance
	}
	cases := []Case{before}
	if after != nil {
		cases = append(cases, *after)
	}
	list, err := simulateKeys(ctx, b.Scenario, cases, o.Options, b.Seed, b.Replications)
	if err != nil {
		return nil, err
	}
	then, now := &list[0], &list[len(list)-1]
	out := &Comparison{Drifts: drifts(b.Figures, then.figures(), o), Figures: now.figures()}
	out.Changes = changes(then, now, o)
	return out, nil
}

func changes(then, now *sampled, o CompareOptions) []Change {
	tail := o.Error / float64(2*max(o.Sharing, 1)*max(len(now.keys), 1))
	var out []Change
	for i, k := range now.keys {
		c := Change{Name: k.ref.name(), Unit: k.unit, Before: math.NaN(), Difference: math.NaN(), Low: math.NaN(), High: math.NaN()}
		c.After = stand([]column{{factor: 1, samples: now.samples[i]}}, false).value
		if old := then.find(c.Name); old != nil {
			c.Before = stand([]column{{factor: 1, samples: old}}, false).value
			pair := stand([]column{{factor: 1, samples: now.samples[i]}, {factor: -1, samples: old}}, false)
			if c.Difference = pair.value; !math.IsNaN(pair.value) {
				c.Low, c.High = pair.bounds(tail)
			}
		}
		switch {
		case math.IsNaN(c.Before) && math.IsNaN(c.After):
			continue
		case math.IsNaN(c.Before):
			c.Kind = Added
		case math.IsNaN(c.After):
			c.Kind = Removed
		default:
			c.Kind = c.verdict(o.Tolerance)
		}
		out = append(out, c)
	}
	for i, k := range then.keys {
		if now.find(k.ref.name()) == nil {
			if v := stand([]column{{factor: 1, samples: then.samples[i]}}, false).value; !math.IsNaN(v) {
				out = append(out, Change{Name: k.ref.name(), Unit: k.unit, Kind: Removed, Before: v,
					After: math.NaN(), Difference: math.NaN(), Low: math.NaN(), High: math.NaN()})
			}
		}
	}
	return out
}

func (c Change) verdict(tolerance float64) Kind {
	limit := tolerance
	if c.Unit != Fraction {
		limit *= math.Abs(c.Before)
	}
	switch {
	case c.Low <= 0 && c.High >= 0:
		return Unchanged
	case math.Abs(c.Difference) <= limit:
		return WithinTolerance
	}
	return Changed
}

// drifts holds stored figures against new ones, as two independent samples.
func drifts(stored, again []Figure, o CompareOptions) []Drift {
	q := distuv.UnitNormal.Quantile(1 - o.Error/float64(2*max(o.Sharing, 1)*max(len(stored), 1)))
	var out []Drift
	for _, s := range stored {
		d := Drift{Name: s.Name, Unit: s.Unit, Stored: s, Again: Figure{Name: s.Name, Value: math.NaN()}, Drifted: true}
		for _, a := range again {
			if a.Name == s.Name {
				d.Again = a
				d.Same = a.text() == s.text()
				d.Drifted = !d.Same && math.Abs(a.Value-s.Value) > q*math.Hypot(a.StdErr, s.StdErr)
			}
		}
		out = append(out, d)
	}
	return out
}

// Alarm tells whether the comparison must not pass unseen.
func (c *Comparison) Alarm() bool {
	for _, x := range c.Changes {
		if x.Kind >= Changed {
			return true
		}
	}
	for _, d := range c.Drifts {
		if d.Drifted {
			return true
		}
	}
	return false
}
