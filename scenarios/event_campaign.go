package scenarios

import (
	"math"
	"slices"

	"agner/sim"
)

// checkCampaign names what a campaign gets wrong, and its defaults.
func (t *translator) checkCampaign(e *EventSpec) {
	k := e.Campaign
	for _, s := range k.Queues {
		if i := t.queue(s.Path, s.Name); i != sim.None && t.spec.Queues[i].Dialer != nil {
			t.fail(s.Path, "queue %s is outbound: customers do not call it", s.Name)
		}
	}
	if k.DayShares == nil && k.Peak == nil {
		t.useDefault(e.Path+".curve.peak", "0")
	}
	if k.Closed == "" {
		t.useDefault(e.Path+".closed", "next_opening")
	}
}

// campaign adds a source of contacts to each queue that the campaign reaches.
// Audience × contact rate × share of the queue come over time by the curve;
// what falls into closed time waits for the next opening or is lost. own holds
// the queues' own demand, whose shape daily shares follow.
func (t *translator) campaign(c *sim.Centre, e *EventSpec, own []sim.Steps) {
	k := e.Campaign
	for _, s := range k.Queues {
		i, ok := t.queues[s.Name]
		if !ok || s.Fraction == 0 {
			continue
		}
		q := &c.Queues[i]
		open := t.openFrom(t.spec.Queues[i].Open, t.moment(e.At))
		var curve []cell
		if k.DayShares != nil {
			curve = t.dailyCurve(k.DayShares, t.moment(e.At), own[i], open)
		} else {
			curve = t.decayCurve(t.moment(e.At), value(k.Peak, 0), *k.HalfLife)
		}
		total := k.Audience * k.ContactRate * s.Fraction
		rate := t.whileOpen(curve, open, k.Closed != "lost", total)
		t.warnOutside(e, s.Name, 1-rate.Integral(-t.axis.warmup, midnight(t.axis.days))/total)
		q.Sources = append(q.Sources, sim.Source{
			Name:        e.Name + "/" + s.Name,
			Rate:        rate,
			ForecastCV:  k.RateCV,
			ForecastKey: e.Name,
			NoBusyness:  true,
			HandleScale: handleScale(q.Handle, k.Handle, t.moment(e.At)),
		})
	}
}

// warnOutside says how much of a campaign is not simulated, where that is more than a trifle.
func (t *translator) warnOutside(e *EventSpec, queue string, share float64) {
	const trifle = 0.01
	why := "fall outside of the horizon"
	if e.Campaign.Closed == "lost" {
		why = "fall into closed time or outside of the horizon"
	}
	if share > trifle {
		t.warn("%s: %s of its contacts on %s %s and are not simulated", e.Path, percent(math.Round(1000*share)/1000), queue, why)
	}
}

// openFrom returns when a queue with hours h is open, from the day of a moment
// before the horizon on if need be.
func (t *translator) openFrom(h Hours, at sim.Time) []sim.Span {
	ax := *t.axis
	for ax.warmup < -at {
		ax.warmup += sim.Day
	}
	return ax.spans(t.hours(h))
}

// handleScale returns the factor on the handle time of a campaign's own contacts.
func handleScale(handle sim.Distribution, f *Factor, at sim.Time) float64 {
	mean := handle.Mean().ValueAt(at)
	if f == nil || mean == 0 {
		return 1
	}
	return max(0, f.of(mean)) / mean
}

// decayCurve returns the density of the response, in shares per second of a
// total of 1: it rises linearly from 0 at begin to its peak, then halves every half-life.
//
//	F(x) = x²÷(2p) for x ≤ p, p÷2 + (1 − 2^−((x−p)÷h))·h÷ln 2 after, over p÷2 + h÷ln 2
func (t *translator) decayCurve(begin, peak, halfLife sim.Time) []cell {
	p, h := peak.Seconds(), halfLife.Seconds()
	whole := p/2 + h/math.Ln2
	cumulative := func(at sim.Time) float64 {
		x := max(0, (at - begin).Seconds())
		if x < p {
			return x * x / (2 * p) / whole
		}
		return (p/2 + h/math.Ln2*(1-math.Exp2(-(x-p)/h))) / whole
	}
	var out []cell
	step := t.axis.interval
	for step > 15*sim.Minute && step%2 == 0 {
		step /= 2
	}
	for at := begin; at < midnight(t.axis.days); {
		to := at - floorMod(at, step) + step
		out = append(out, cell{at, to, (cumulative(to) - cumulative(at)) / (to - at).Seconds()})
		at = to
	}
	return out
}

// dailyCurve spreads the share of each day from begin on over the day by the
// queue's own demand, or evenly over open time where it has none. The first day
// starts at begin. A day without open time keeps its share at noon, in closed time.
func (t *translator) dailyCurve(shares []float64, begin sim.Time, own sim.Steps, open []sim.Span) []cell {
	first := int((begin - floorMod(begin, sim.Day)) / sim.Day)
	var out []cell
	for i, share := range shares {
		d := first + i
		if d >= t.axis.days {
			break
		}
		from, to := max(midnight(d), begin), midnight(d+1)
		even := own.Integral(from, to) == 0
		var day []cell
		for _, s := range open {
			s.From, s.To = max(s.From, from), min(s.To, to)
			for at := s.From; at < s.To; {
				next, weight := s.To, 1.0
				if !even {
					next = min(next, nextChange(own, at))
					weight = own.ValueAt(at)
				}
				day = append(day, cell{at, next, weight})
				at = next
			}
		}
		sum := integral(day)
		if sum == 0 {
			noon := max(midnight(d)+12*sim.Hour, from)
			day, sum = []cell{{noon, min(noon+sim.Hour, to), 1}}, min(sim.Hour, to-noon).Seconds()
		}
		for _, c := range day {
			out = append(out, cell{c.from, c.to, share * c.value / sum})
		}
	}
	return out
}

// nextChange returns when s next changes after t.
func nextChange(s sim.Steps, t sim.Time) sim.Time {
	i, found := slices.BinarySearch(s.At, t)
	if found {
		i++
	}
	if i < len(s.At) {
		return s.At[i]
	}
	return sim.Never
}

// whileOpen returns total × the density of curve while open. What falls between
// two openings enters uniformly over the first interval of the next one, or is lost.
func (t *translator) whileOpen(curve []cell, open []sim.Span, wait bool, total float64) sim.Steps {
	var out []cell
	from := sim.Time(math.MinInt64)
	for _, s := range open {
		waiting := 0.0
		for _, c := range clip(curve, sim.Span{From: from, To: s.From}) {
			waiting += c.value * (c.to - c.from).Seconds()
		}
		first := min(s.From+t.axis.interval, s.To)
		inside := clip(curve, s)
		if wait && waiting > 0 {
			inside = addOver(inside, sim.Span{From: s.From, To: first}, waiting/(first-s.From).Seconds())
		}
		out = append(out, inside...)
		from = s.To
	}
	var b stepper
	b.add(-t.axis.warmup-sim.Day, 0)
	for _, c := range out {
		b.add(c.from, total*c.value)
		b.add(c.to, 0)
	}
	return b.steps
}

// addOver adds a density to cells over a span, in which they may have holes.
func addOver(cells []cell, over sim.Span, density float64) []cell {
	edges := []sim.Time{over.From, over.To}
	for _, c := range cells {
		edges = append(edges, c.from, c.to)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []cell
	for i := 1; i < len(edges); i++ {
		piece := cell{edges[i-1], edges[i], 0}
		for _, c := range cells {
			if c.from <= piece.from && piece.to <= c.to {
				piece.value += c.value
			}
		}
		if over.From <= piece.from && piece.to <= over.To {
			piece.value += density
		}
		out = append(out, piece)
	}
	return out
}
