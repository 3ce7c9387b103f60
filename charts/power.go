package charts

import (
	"cmp"
	"io"
	"math"
	"slices"
)

// PowerOfOne is service level and average speed of answer against the number of agents: what one agent more or fewer does.
type PowerOfOne struct {
	Name            string
	Title, Subtitle string
	Points          []PowerPoint
	Current         float64 // agents planned today; NaN without
	Target          float64 // service level to reach; NaN or 0 without
	AwtSeconds      float64
	AgentsAre       string // names the x axis; "Agents" when empty
	Replications    int
}

// PowerPoint is one number of agents.
type PowerPoint struct {
	Agents float64
	Level  Estimate // fraction of contacts answered in time
	ASA    Estimate // average speed of answer, seconds
}

// Render writes the chart.
func (c PowerOfOne) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c PowerOfOne) promised() bool { return known(c.Target) && c.Target > 0 }

// points are those with any data, by number of agents.
func (c PowerOfOne) points() []PowerPoint {
	out := slices.DeleteFunc(slices.Clone(c.Points), func(p PowerPoint) bool {
		return !known(p.Agents) || (!p.Level.known() && !p.ASA.known())
	})
	slices.SortStableFunc(out, func(a, b PowerPoint) int { return cmp.Compare(a.Agents, b.Agents) })
	return out
}

// level returns the service level with that many agents, or NaN.
func levelWith(points []PowerPoint, agents float64) float64 {
	for _, p := range points {
		if math.Abs(p.Agents-agents) < 1e-9 {
			return p.Level.Value
		}
	}
	return math.NaN()
}

// Finding says what one agent more and one fewer do, and how many the target takes.
func (c PowerOfOne) Finding() string { return named(c.Name, c.finding()) }

func (c PowerOfOne) finding() string {
	points := c.points()
	if len(points) == 0 {
		return "no staffing to compare"
	}
	now, more, fewer := levelWith(points, c.Current), levelWith(points, c.Current+1), levelWith(points, c.Current-1)
	turns := func(v float64, down string) string {
		if v < now {
			return down
		}
		return "lifts"
	}
	text := oneMore("agent", "service level", now, more, fewer, turns(more, "lowers"), turns(fewer, "cuts"), c.show)
	return sentence("; ", text, c.needed(points, text == ""))
}

// needed says how many agents the target takes; without a target, and with nothing else to say, what the ends of the sweep give.
func (c PowerOfOne) needed(points []PowerPoint, alone bool) string {
	if c.promised() {
		i := slices.IndexFunc(points, func(p PowerPoint) bool { return p.Level.known() && p.Level.Value >= c.Target })
		switch {
		case i > 0 && alone && points[i-1].Level.known():
			return target(c.Target, c.AwtSeconds) + " takes " + agents(points[i].Agents) + "; with " + count(points[i-1].Agents) + " it is " + c.show(points[i-1].Level.Value)
		case i == 0: // fewer may do
			return target(c.Target, c.AwtSeconds) + " is met with " + agents(points[0].Agents)
		case i > 0:
			return target(c.Target, c.AwtSeconds) + " takes " + agents(points[i].Agents)
		case slices.ContainsFunc(points, func(p PowerPoint) bool { return p.Level.known() }):
			return agents(points[len(points)-1].Agents) + " are not enough for " + target(c.Target, c.AwtSeconds)
		}
	}
	if !alone {
		return ""
	}
	first, last := points[0], points[len(points)-1]
	if first.Level.known() && last.Level.known() && len(points) > 1 {
		return "service level goes from " + percent(first.Level.Value, 1) + " with " + agents(first.Agents) + " to " + percent(last.Level.Value, 1) + " with " + count(last.Agents)
	}
	if len(points) == 1 {
		return "service with " + agents(first.Agents)
	}
	return "service with " + count(first.Agents) + " to " + agents(last.Agents)
}

// agents writes a number of agents.
func agents(n float64) string { return counted(n, "agent") }

func (c PowerOfOne) picture(l look) picture {
	points := c.points()
	p := picture{width: pictureWidth, height: 520, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = "Each point is simulated with the same customers, with 95% intervals" + simulated(c.Replications)
	}
	var heads, levels, waits extent
	for _, q := range points {
		heads.add(q.Agents)
		levels.addEstimate(q.Level)
		waits.addEstimate(q.ASA)
	}
	if !heads.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	heads.add(c.Current)
	x := wholeAxis(heads, c.AgentsAre)
	if clean(x.name) == "" {
		x.name = "Agents"
	}
	if c.promised() {
		levels.add(c.Target)
	}
	if levels.some {
		levels.room(0, 0.12)
		p.panels = append(p.panels, c.levelPanel(l, points, x, percentAxis(levels, 5)))
	}
	if waits.some {
		pn := countPanel("Average speed of answer", 2, x, secondsAxis(waits, 4))
		pn.today(c.Current, l)
		addCurve(&pn, points, func(q PowerPoint) (float64, Estimate) { return q.Agents, q.ASA }, l.theme.amber)
		p.panels = append(p.panels, pn)
	}
	return p
}

func (c PowerOfOne) levelPanel(l look, points []PowerPoint, x, y axis) panel {
	pn := countPanel(levelCaption, 3, x, y)
	if c.promised() {
		pn.goal(c.Target, "target "+target(c.Target, c.AwtSeconds), l)
	}
	pn.today(c.Current, l)
	pn.nameToday(c.Current, l, 2)
	addCurve(&pn, points, func(q PowerPoint) (float64, Estimate) { return q.Agents, q.Level }, l.theme.blue)
	for i, q := range points {
		decides := c.promised() && q.Level.Value >= c.Target && (i == 0 || !(points[i-1].Level.Value >= c.Target))
		flat := i > 0 && points[i-1].Level.Value == q.Level.Value // as in overload, where a second 0% says nothing
		if q.Level.known() && (decides || q.Agents == c.Current || i%labelledEvery(len(points)) == 0) && !(flat && len(points) > 22) {
			pn.label(point{q.Agents, q.Level.Value}, c.show(q.Level.Value), concaveDirections(), l)
		}
	}
	return pn
}

// show writes a service level on its side of the target, and 100% only where nobody waits too long.
func (c PowerOfOne) show(level float64) string {
	reference := math.Inf(1)
	if c.promised() {
		reference = c.Target
	}
	text := percentBeside(level, reference)
	if text == "100%" && level < 1 {
		text = percent(level, 1)
	}
	if text == "100%" && level < 1 {
		text = ">99.9%"
	}
	return text
}
