package charts

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2/drawing"
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
	show := c.show
	turns := func(v float64, up, down string) string {
		if v < now {
			return down
		}
		return up
	}
	text := ""
	switch {
	case known(now) && known(more) && known(fewer):
		text = "one agent more " + turns(more, "lifts", "lowers") + " service level from " + show(now) + " to " + show(more) +
			", one fewer " + turns(fewer, "lifts", "cuts") + " it to " + show(fewer)
	case known(now) && known(more):
		text = "one agent more " + turns(more, "lifts", "lowers") + " service level from " + show(now) + " to " + show(more)
	case known(now) && known(fewer):
		text = "one agent fewer " + turns(fewer, "lifts", "cuts") + " service level from " + show(now) + " to " + show(fewer)
	}
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
	if known(c.Current) {
		heads.add(c.Current)
	}
	low, high := heads.padded(2)
	x := ticked(low, high, max(1, wholeStep(high-low, 16)), count)
	x.name = c.AgentsAre
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
		runs, dots := estimateLine(points, func(q PowerPoint) (float64, Estimate) { return q.Agents, q.ASA }, l.theme.amber)
		pn := panel{caption: "Average speed of answer", share: 2, x: x, y: secondsAxis(waits, 4), marks: []mark{grid{horizontal: true, baseline: true}}}
		if known(c.Current) {
			pn.marks = append(pn.marks, todayAt(c.Current, l))
		}
		pn.marks = append(append(pn.marks, line{runs: runs, hue: l.theme.amber, width: mainLine}), dots...)
		p.panels = append(p.panels, pn)
	}
	return p
}

// wholeStep is a step of whole numbers that divides a span into at most n parts.
func wholeStep(span float64, n int) float64 {
	step := niceStep(span, n)
	if step == 2.5 {
		return 5
	}
	return math.Ceil(step)
}

// todayAt marks the current number of agents or lines.
func todayAt(current float64, l look) rule {
	return rule{at: current, vertical: true, hue: l.theme.quiet, width: targetLine, dash: []float64{2, 3}}
}

func (c PowerOfOne) levelPanel(l look, points []PowerPoint, x, y axis) panel {
	pn := panel{caption: "Service level", share: 3, x: x, y: y, marks: []mark{grid{horizontal: true, baseline: true}}}
	if c.promised() {
		goal := promise(c.Target, false, l.theme.green)
		pn.marks = append(pn.marks, goal)
		pn.tags = append(pn.tags, tag{
			text: "target " + target(c.Target, c.AwtSeconds), hue: goal.hue, importance: 2,
			where: besideRule(goal), sample: &sample{hue: goal.hue, dash: goal.dash},
		})
	}
	if known(c.Current) {
		now := todayAt(c.Current, l)
		pn.marks = append(pn.marks, now)
		pn.tags = append(pn.tags, tag{
			text: "planned " + count(c.Current), hue: l.theme.muted, importance: 2,
			where: besideRule(now), sample: &sample{hue: now.hue, dash: now.dash},
		})
	}
	runs, dots := estimateLine(points, func(q PowerPoint) (float64, Estimate) { return q.Agents, q.Level }, l.theme.blue)
	pn.marks = append(append(pn.marks, line{runs: runs, hue: l.theme.blue, width: mainLine}), dots...)
	for i, q := range points {
		decides := c.promised() && q.Level.Value >= c.Target && (i == 0 || !(points[i-1].Level.Value >= c.Target))
		flat := i > 0 && points[i-1].Level.Value == q.Level.Value // as in overload, where a second 0% says nothing
		if q.Level.known() && (decides || q.Agents == c.Current || i%labelledEvery(len(points)) == 0) && !(flat && len(points) > 22) {
			pn.tags = append(pn.tags, tag{
				text: c.show(q.Level.Value), hue: l.theme.muted, importance: 1,
				where: besidePoint(point{q.Agents, q.Level.Value}, dotRadius+2, concaveDirections()),
			})
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

// labelledEvery is the distance between the points of a sweep that carry their value: more than some twenty labels are a crowd.
func labelledEvery(n int) int {
	if n <= 22 {
		return 1
	}
	return 1 + (n-1)/11
}

// mostDots is the number of points from which dots would run into each other and hide the line.
const mostDots = 45

// estimateLine returns the runs of a line through estimates and its points with error bars.
func estimateLine[T any](items []T, value func(T) (float64, Estimate), hue drawing.Color) ([][]point, []mark) {
	var runs [][]point
	var dots []mark
	open := false
	for _, item := range items {
		x, e := value(item)
		if !e.known() {
			open = false
			continue
		}
		if !open {
			runs, open = append(runs, nil), true
		}
		v := point{x, e.Value}
		runs[len(runs)-1] = append(runs[len(runs)-1], v)
		if len(items) <= mostDots || e.interval() {
			dots = append(dots, dot{at: v, interval: e, hue: hue, radius: dotRadius})
		}
	}
	return runs, dots
}
