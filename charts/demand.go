package charts

import (
	"io"
	"math"
	"slices"
	"strconv"
)

// Demand is what comes in and who is there: contacts, the load they bring, and agents by interval.
type Demand struct {
	Name            string
	Title, Subtitle string
	Times           Times
	Contacts        []Estimate // offered contacts per interval
	Days            []Band     // of the contacts: 5th and 95th percentile of replications; empty without
	Load            []float64  // erlangs: contacts × mean handle time ÷ length of the interval
	Agents          []float64  // logged in
	Replications    int
}

// Render writes the chart.
func (c Demand) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// Finding says when the load exceeds the agents, or how much room they have when it is least.
func (c Demand) Finding() string { return named(c.Name, c.finding()) }

func (c Demand) finding() string {
	tl := newTimeline(c.Times)
	load := func(i int) float64 { return numberAt(c.Load, i) }
	agents := func(i int) float64 { return numberAt(c.Agents, i) }
	both := func(i int) bool { return known(load(i)) && known(agents(i)) }
	peak := extreme(tl.len(), func(i int) float64 { return -estimateAt(c.Contacts, i).Value })
	tightest := extreme(tl.len(), func(i int) float64 {
		if !both(i) {
			return math.NaN()
		}
		return agents(i) - load(i)
	})
	if tightest < 0 {
		if peak < 0 {
			return "no contacts to show"
		}
		return "demand peaks " + tl.moment(peak) + " with " + count(c.Contacts[peak].Value) + " contacts"
	}
	over, overloaded, total := stretches(tl.len(), both, func(i int) bool { return load(i) > agents(i) })
	excess := count(load(tightest) - agents(tightest))
	switch {
	case overloaded == 0 && agents(tightest) == 0:
		return "no load and nobody on duty"
	case overloaded == 0:
		return "agents cover the load throughout; tightest " + tl.moment(tightest) + ", " +
			count(agents(tightest)) + " agents for " + count(load(tightest)) + " erlangs"
	case len(over) == 1 && overloaded < total:
		return "more load than agents " + tl.span(over[0].first, over[0].last) + ", by up to " + excess + " erlangs"
	case overloaded == total:
		return "more load than agents in every interval, by up to " + excess + " erlangs " + tl.moment(tightest)
	}
	return "more load than agents in " + strconv.Itoa(overloaded) + " of " + plural(total, "interval") + ", by up to " + excess + " erlangs " + tl.moment(tightest)
}

func (c Demand) measure(tl timeline) string {
	return "By interval of " + tl.intervalLength() + "; one erlang of load keeps one agent busy" + c.spread(tl) + simulated(c.Replications)
}

// mostWhiskers is the number of bars beyond which a line on each would be a thicket; a band takes their place.
const mostWhiskers = 48

// spread explains how the days are drawn.
func (c Demand) spread(tl timeline) string {
	if !slices.ContainsFunc(c.Days, Band.known) {
		return ""
	}
	if tl.len() > mostWhiskers {
		return "; the grey band holds 90% of days"
	}
	return "; thin lines hold 90% of days"
}

func (c Demand) picture(l look) picture {
	tl := newTimeline(c.Times)
	p := picture{width: pictureWidth, height: 500, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.measure(tl)
	}
	x := tl.axis(timeAxisWidth, clockApart)
	if pn, ok := c.contactsPanel(l, tl, x); ok {
		p.panels = append(p.panels, pn)
	}
	if pn, ok := c.loadPanel(l, tl, x); ok {
		p.panels = append(p.panels, pn)
	}
	switch len(p.panels) {
	case 0:
		return emptyPicture(l, p.title, p.subtitle, p.height)
	case 1:
		p.height = 420
	}
	p.days = tl.days
	return p
}

// contactsPanel shows the contacts as bars, with the spread of the estimate where it can be seen.
func (c Demand) contactsPanel(l look, tl timeline, x axis) (panel, bool) {
	var values extent
	var columns bars
	var thin [][]point
	for i := range tl.len() {
		e := estimateAt(c.Contacts, i)
		if !e.known() {
			continue
		}
		values.add(e.Value)
		spread := bandAt(c.Days, i)
		values.addBand(spread)
		if spread.known() {
			thin = append(thin, []point{{tl.middle(i), spread.Low}, {tl.middle(i), spread.High}})
		}
		gap := (tl.to[i] - tl.from[i]) * 0.08
		columns.zones = append(columns.zones, zone{from: point{tl.from[i] + gap, min(e.Value, 0)}, to: point{tl.to[i] - gap, max(e.Value, 0)}, hue: mix(l.theme.sky, l.theme.panel, 0.35)})
	}
	if !values.some {
		return panel{}, false
	}
	pn := panel{
		caption: "Contacts per " + tl.intervalLength(), share: 2, x: x, y: countAxis(values, 5),
		marks: []mark{grid{horizontal: true, baseline: true, borders: tl.boundaries()}, columns},
	}
	if tl.len() > mostWhiskers {
		pn.marks = append(pn.marks, bandArea(tl, func(i int) Band { return bandAt(c.Days, i) }, l.theme.muted.WithAlpha(bandAlpha*3/2)))
	} else {
		pn.marks = append(pn.marks, line{runs: thin, hue: l.theme.ink, width: errorLine})
	}
	return pn, true
}

// loadPanel sets the load, filled, against the agents, a line of steps; what exceeds them is vermillion.
func (c Demand) loadPanel(l look, tl timeline, x axis) (panel, bool) {
	load := tl.steps(func(i int) float64 { return numberAt(c.Load, i) })
	agents := tl.steps(func(i int) float64 { return numberAt(c.Agents, i) })
	var values extent
	for i := range tl.len() {
		values.add(numberAt(c.Load, i), numberAt(c.Agents, i))
	}
	if !values.some {
		return panel{}, false
	}
	pn := panel{
		caption: "Agents on duty and load in erlangs", share: 3, x: x, y: countAxis(values, 5),
		marks: []mark{
			grid{horizontal: true, baseline: true, borders: tl.boundaries()},
			under(load, 0, l.theme.amber.WithAlpha(bandAlpha)),
			c.excess(l, tl),
			line{runs: load, hue: l.theme.amber, width: mainLine},
			line{runs: agents, hue: l.theme.blue, width: mainLine},
		},
	}
	if len(load) > 0 {
		pn.tags = append(pn.tags, tag{text: "load", hue: l.theme.amber, importance: 1, where: besideLine(load, load, 3), sample: &sample{hue: l.theme.amber}})
	}
	if len(agents) > 0 {
		pn.tags = append(pn.tags, tag{text: "agents", hue: l.theme.blue, importance: 2, where: besideLine(agents, agents, 4), sample: &sample{hue: l.theme.blue}})
	}
	return pn, true
}

// excess is the load beyond the agents.
func (c Demand) excess(l look, tl timeline) area {
	beyond := func(i int) bool { return numberAt(c.Load, i) > numberAt(c.Agents, i) } // false for NaN
	return area{
		low: tl.steps(func(i int) float64 {
			if beyond(i) {
				return c.Agents[i]
			}
			return math.NaN()
		}),
		high: tl.steps(func(i int) float64 {
			if beyond(i) {
				return c.Load[i]
			}
			return math.NaN()
		}),
		hue: l.theme.vermillion.WithAlpha(150),
	}
}
