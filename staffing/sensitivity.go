package staffing

import (
	"cmp"
	"context"
	"math"
	"slices"

	"agner/budget"
	"agner/sim"
)

// Swing is what one change of the centre does, against the centre as it is and
// on the same customers.
type Swing struct {
	Change       string       // for example "+10 %" or "−1 agent"
	ServiceLevel sim.Estimate // paired difference of the total
	Abandonment  sim.Estimate
	TotalCost    sim.Estimate // NoData without money
	NetValue     sim.Estimate
}

// Sensitivity is one bar of a tornado chart: a factor moved both ways.
type Sensitivity struct {
	Factor     string // for example "volume" or "agents of tier1"
	Less, More Swing
}

// Size is the length of the bar: the distance between the two service levels.
func (s Sensitivity) Size() float64 {
	return math.Abs(s.More.ServiceLevel.Value - s.Less.ServiceLevel.Value)
}

// factor is something that can be moved: less and more return changed centres, nil where there is nothing to move.
type factor struct {
	name         string
	less, more   string
	move         func(up bool) *sim.Centre
	doesNotApply bool
}

// Sensitivities answers what matters most: one agent fewer or more in every
// staffed interval of each group (the power of one), and a tenth less or more
// of volume, handle time, patience, shrinkage and absence. Every change meets
// the same customers. The largest come first.
func Sensitivities(ctx context.Context, c *sim.Centre, money budget.Money, o sim.Options, run Runner) ([]Sensitivity, error) {
	factors := slices.DeleteFunc(append(agentFactors(c), tenthFactors(c)...), func(f factor) bool { return f.doesNotApply })
	variant := func(name string, centre *sim.Centre) sim.Variant {
		return sim.Variant{Name: name, Centre: centre, Measures: money.Measures(centre)}
	}
	variants := []sim.Variant{variant("as it is", c)}
	for _, f := range factors {
		variants = append(variants, variant(f.name+" "+f.less, f.move(false)), variant(f.name+" "+f.more, f.move(true)))
	}
	paired, err := run(ctx, variants, o)
	if err != nil {
		return nil, err
	}
	swing := func(change string, v int) Swing {
		d := paired.Differences[v]
		return Swing{change, d.Total.Get(sim.ServiceLevel), d.Total.Get(sim.Abandonment),
			measure(variants[v], d, budget.TotalCost), measure(variants[v], d, budget.NetValue)}
	}
	var out []Sensitivity
	for i, f := range factors {
		out = append(out, Sensitivity{f.name, swing(f.less, 2*i+1), swing(f.more, 2*i+2)})
	}
	slices.SortStableFunc(out, func(a, b Sensitivity) int { return cmp.Compare(b.Size(), a.Size()) })
	return out, nil
}

// agentFactors move one agent in every interval in which the group has any.
func agentFactors(c *sim.Centre) []factor {
	var out []factor
	for g := range c.Groups {
		one := func(up bool) *sim.Centre {
			step := -1
			if up {
				step = 1
			}
			return c.WithSeats(c.Seats.Map(func(group, _, n int) int {
				if group == g && n > 0 {
					return n + step
				}
				return n
			}))
		}
		out = append(out, factor{"agents of " + c.Groups[g].Name, "−1 agent", "+1 agent", one, !staffed(c)(g)})
	}
	return out
}

const tenth = 0.1

// tenthFactors move what customers and agents do by a tenth.
func tenthFactors(c *sim.Centre) []factor {
	scale := func(up bool) float64 {
		if up {
			return 1 + tenth
		}
		return 1 - tenth
	}
	by := func(name string, applies bool, change func(c *sim.Centre, f float64)) factor {
		return factor{name, "−10 %", "+10 %", func(up bool) *sim.Centre {
			out := copyOf(c)
			change(out, scale(up))
			return out
		}, !applies}
	}
	anyQueue := func(has func(q *sim.Queue) bool) bool {
		return slices.ContainsFunc(c.Queues, func(q sim.Queue) bool { return has(&q) })
	}
	anyGroup := func(has func(g *sim.Group) bool) bool {
		return slices.ContainsFunc(c.Groups, func(g sim.Group) bool { return has(&g) })
	}
	return []factor{
		by("volume", anyQueue(hasVolume), scaleVolume),
		by("handle time", true, func(c *sim.Centre, f float64) {
			for q := range c.Queues {
				c.Queues[q].Handle, c.Queues[q].WrapUp = c.Queues[q].Handle.Scaled(f), c.Queues[q].WrapUp.Scaled(f)
			}
		}),
		by("patience", anyQueue(isImpatient), func(c *sim.Centre, f float64) {
			for q := range c.Queues {
				if isImpatient(&c.Queues[q]) {
					c.Queues[q].Patience = c.Queues[q].Patience.Scaled(f)
				}
			}
		}),
		by("shrinkage", anyGroup(func(g *sim.Group) bool { return g.PaidPerSeat.Max() > 1 }), scaleShrinkage),
		by("absence", anyGroup(func(g *sim.Group) bool { return g.Absence.Max() > 0 }), func(c *sim.Centre, f float64) {
			for g := range c.Groups {
				c.Groups[g].Absence = c.Groups[g].Absence.Map(func(v float64) float64 { return min(1, v*f) })
			}
		}),
	}
}

// copyOf returns a centre whose queues, sources and groups may be changed.
func copyOf(c *sim.Centre) *sim.Centre {
	out := *c
	out.Queues, out.Groups = slices.Clone(c.Queues), slices.Clone(c.Groups)
	for q := range out.Queues {
		out.Queues[q].Sources = slices.Clone(c.Queues[q].Sources)
	}
	return &out
}

func hasVolume(q *sim.Queue) bool {
	return slices.ContainsFunc(q.Sources, func(s sim.Source) bool { return s.Process != sim.Replay })
}

func isImpatient(q *sim.Queue) bool { return !q.Patience.Endless() && !q.Patience.IsZero() }

// scaleVolume multiplies every rate. Replayed traces stay as they were recorded.
func scaleVolume(c *sim.Centre, f float64) {
	for q := range c.Queues {
		for s := range c.Queues[q].Sources {
			source := &c.Queues[q].Sources[s]
			source.Rate = source.Rate.Map(func(v float64) float64 { return v * f })
		}
	}
}

// scaleShrinkage changes the paid time that is not logged in by f while the
// paid hours stay: the seats follow.
func scaleShrinkage(c *sim.Centre, f float64) {
	loggedIn := func(paid float64) float64 { return max(1-(1-1/paid)*f, 0.01) } // share of the paid time
	before := slices.Clone(c.Groups)
	c.Seats = c.Seats.Map(func(group, interval, n int) int {
		paid := before[group].PaidPerSeatAt(c.Seats.From + sim.Time(interval)*c.Seats.Interval)
		if paid <= 1 {
			return n
		}
		return scaledSeats(n, loggedIn(paid)*paid, group, interval)
	})
	for g := range c.Groups {
		c.Groups[g].PaidPerSeat = before[g].PaidPerSeat.Map(func(paid float64) float64 {
			if paid <= 1 {
				return paid
			}
			return 1 / loggedIn(paid)
		})
	}
}
