package charts

import (
	"io"
	"math"
)

// Requirement is the agents required against the agents scheduled by interval.
type Requirement struct {
	Name                string
	Title, Subtitle     string
	Times               Times
	Required, Scheduled []float64 // agents, one per interval
}

// Render writes the chart.
func (c Requirement) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// gap is required minus scheduled agents, NaN where one is not known.
func (c Requirement) gap(i int) float64 {
	if gap := numberAt(c.Required, i) - numberAt(c.Scheduled, i); known(gap) {
		return gap
	}
	return math.NaN()
}

// Finding says where agents are short and how many agent-hours are short and spare.
func (c Requirement) Finding() string { return named(c.Name, c.finding()) }

func (c Requirement) finding() string {
	tl := newTimeline(c.Times)
	hours := tl.times.Length.Hours()
	short, spare := 0.0, 0.0
	for i := range tl.len() {
		if gap := c.gap(i); known(gap) {
			short += max(gap, 0) * hours
			spare += max(-gap, 0) * hours
		}
	}
	worst := extreme(tl.len(), func(i int) float64 { return -c.gap(i) })
	if worst < 0 {
		return "no requirement to compare"
	}
	over := ""
	if spare > 0 {
		over = "; " + agentHours(spare) + " spare"
	}
	missing, missed, total := stretches(tl.len(), func(i int) bool { return known(c.gap(i)) }, func(i int) bool { return c.gap(i) > 0 })
	lacking := agents(c.gap(worst))
	switch {
	case missed == 0 && spare == 0:
		return "the schedule meets the requirement exactly"
	case missed == 0:
		return "the schedule covers the requirement" + over
	case missed == total:
		return "the schedule is short in every interval, by up to " + lacking + " " + tl.moment(worst)
	case len(missing) == 1:
		return "the schedule is short " + tl.span(missing[0].first, missing[0].last) + ", by up to " + lacking + over
	}
	return "the schedule is short in " + plain(float64(missed), 0) + " of " + plural(total, "interval") + " (" + agentHours(short) + ")" + over
}

// agentHours writes a sum of agents over time.
func agentHours(h float64) string {
	if s := count(h); s != "1" {
		return s + " agent-hours"
	}
	return "1 agent-hour"
}

func (c Requirement) picture(l look) picture {
	tl := newTimeline(c.Times)
	p := picture{width: pictureWidth, height: 420, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = "Agents by interval of " + tl.intervalLength() + "; orange: short, pale blue: spare"
	}
	required := tl.steps(func(i int) float64 { return numberAt(c.Required, i) })
	scheduled := tl.steps(func(i int) float64 { return numberAt(c.Scheduled, i) })
	var values extent
	for i := range tl.len() {
		values.add(numberAt(c.Required, i), numberAt(c.Scheduled, i))
	}
	if !values.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	pn := panel{
		share: 1, x: tl.axis(timeAxisWidth, clockApart), y: countAxis(values, 6),
		marks: []mark{
			grid{horizontal: true, baseline: true, borders: tl.boundaries()},
			c.between(l, tl, 1), c.between(l, tl, -1),
			line{runs: scheduled, hue: l.theme.blue, width: mainLine},
			line{runs: required, hue: l.theme.ink, width: mainLine},
		},
	}
	for _, s := range []struct {
		text  string
		runs  [][]point
		owner int
	}{{"scheduled", scheduled, 3}, {"required", required, 4}} {
		hue := pn.marks[s.owner].(line).hue
		if len(s.runs) > 0 {
			pn.tags = append(pn.tags, tag{text: s.text, hue: hue, importance: 1, where: besideLine(s.runs, s.runs, s.owner), sample: &sample{hue: hue}})
		}
	}
	p.days, p.panels = tl.days, []panel{pn}
	return p
}

// between is the area where more agents are required than scheduled (sign 1), or fewer (sign −1).
func (c Requirement) between(l look, tl timeline, sign float64) area {
	edge := func(values []float64) [][]point {
		return tl.steps(func(i int) float64 {
			if sign*c.gap(i) > 0 {
				return numberAt(values, i)
			}
			return math.NaN()
		})
	}
	a := area{low: edge(c.Scheduled), high: edge(c.Required), hue: l.theme.vermillion.WithAlpha(130)}
	if sign < 0 {
		a.hue = l.theme.sky.WithAlpha(bandAlpha)
	}
	return a
}
