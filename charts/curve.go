package charts

import (
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// What the pictures of one agent or line more or fewer share: curves over a number of agents or lines, the number there is
// today, and what was promised.

// wholeAxis is an axis of numbers of agents or lines, with whole ticks.
func wholeAxis(e extent, name string) axis {
	low, high := e.padded(2)
	step := math.Ceil(niceStep(high-low, 16))
	if step == 3 { // from 2.5: steps of 5 read better
		step = 5
	}
	x := ticked(low, high, step, count)
	x.name = name
	return x
}

// countPanel is an empty panel over numbers of agents or lines.
func countPanel(caption string, share float64, x, y axis) panel {
	return panel{caption: caption, share: share, x: x, y: y, marks: []mark{grid{horizontal: true, baseline: true}}}
}

// todayAt marks the current number of agents or lines.
func todayAt(current float64, l look) rule {
	return rule{at: current, vertical: true, hue: l.theme.quiet, width: targetLine, dash: []float64{2, 3}}
}

// today marks the number there is now, if that is known.
func (p *panel) today(current float64, l look) {
	if known(current) {
		p.marks = append(p.marks, todayAt(current, l))
	}
}

// nameToday names that mark.
func (p *panel) nameToday(current float64, l look, importance int) {
	if known(current) {
		p.name(todayAt(current, l), "planned "+count(current), l.theme.muted, importance)
	}
}

// goal marks what was promised, and names it.
func (p *panel) goal(at float64, text string, l look) {
	goal := promise(at, false, l.theme.green)
	p.marks = append(p.marks, goal)
	p.name(goal, text, goal.hue, 2)
}

// name puts a text beside a rule.
func (p *panel) name(r rule, text string, hue drawing.Color, importance int) {
	p.tags = append(p.tags, tag{text: text, hue: hue, importance: importance, where: besideRule(r), sample: &sample{hue: r.hue, dash: r.dash}})
}

// label writes the value of a point of a curve beside it.
func (p *panel) label(at point, text string, directions [][2]float64, l look) {
	p.tags = append(p.tags, tag{text: text, hue: l.theme.muted, importance: 1, where: besidePoint(at, dotRadius+2, directions)})
}

// addCurve draws a line through estimates, with its points, and returns its runs and the index of its mark; there are no runs without data.
func addCurve[T any](p *panel, items []T, value func(T) (float64, Estimate), hue drawing.Color) (runs [][]point, owner int) {
	runs, dots := estimateLine(items, value, hue)
	owner = len(p.marks)
	if len(runs) > 0 {
		p.marks = append(append(p.marks, line{runs: runs, hue: hue, width: mainLine}), dots...)
	}
	return runs, owner
}

// oneMore says what one agent or line more and one fewer do to a measure: "one line more cuts blocking from 3% to 2%, one fewer lifts it to 4%".
func oneMore(noun, of string, now, more, fewer float64, turnsMore, turnsFewer string, show func(float64) string) string {
	switch {
	case !known(now):
		return ""
	case known(more) && known(fewer):
		return "one " + noun + " more " + turnsMore + " " + of + " from " + show(now) + " to " + show(more) + ", one fewer " + turnsFewer + " it to " + show(fewer)
	case known(more):
		return "one " + noun + " more " + turnsMore + " " + of + " from " + show(now) + " to " + show(more)
	case known(fewer):
		return "one " + noun + " fewer " + turnsFewer + " " + of + " from " + show(now) + " to " + show(fewer)
	}
	return ""
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
