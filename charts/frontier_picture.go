package charts

import (
	"cmp"
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

func (c Frontier) picture(l look) picture {
	points := c.points()
	p := picture{width: pictureWidth, height: 480, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.measure(points)
	}
	if len(points) == 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	p.panels = []panel{c.panel(l, points)}
	return p
}

// axes hold every point, the target and, unless it is far away, the budget.
func (c Frontier) axes(points []FrontierPoint) (x, y axis) {
	var costs, levels extent
	for _, p := range points {
		costs.add(p.Cost)
		levels.addEstimate(p.Level)
		levels.addBand(p.spread())
	}
	if c.limited() && c.limitInReach(costs) {
		costs.add(c.Limit)
	}
	if c.promised() {
		levels.add(c.Target)
	}
	levels.room(0.02, 0.06)
	least := math.Max(math.Abs(costs.high)*0.02, 1)
	low, high := costs.padded(least)
	if costs.low >= 0 {
		low = max(low, 0)
	}
	x = moneyAxis(low, high, c.Currency, 8)
	x.name = cmp.Or(clip(c.CostName, 40), "Cost") + per(c.Period)
	return x, percentAxis(levels, 7)
}

// limitInReach tells whether the budget can be drawn without squeezing the points into a corner.
func (c Frontier) limitInReach(costs extent) bool {
	span := max(costs.high-costs.low, 0.1*math.Abs(costs.high))
	return c.Limit > costs.low-1.5*span && c.Limit < costs.high+1.5*span
}

func (c Frontier) panel(l look, points []FrontierPoint) panel {
	x, y := c.axes(points)
	pn := panel{share: 1, x: x, y: y, marks: []mark{grid{horizontal: true, baseline: true}}}
	c.addGoals(l, &pn)
	on, first, best := frontierOf(points), c.cheapest(points), c.best(points)
	var path []point
	var low, high []point
	for i, p := range points {
		if !on[i] {
			continue
		}
		path = append(path, point{p.Cost, p.Level.Value})
		if b := p.spread(); b.known() {
			low, high = append(low, point{p.Cost, b.Low}), append(high, point{p.Cost, b.High})
		}
	}
	if len(low) > 1 {
		pn.marks = append(pn.marks, area{low: [][]point{low}, high: [][]point{high}, hue: l.theme.blue.WithAlpha(bandAlpha * 2 / 3)})
	}
	if len(path) > 1 {
		pn.marks = append(pn.marks, line{runs: [][]point{path}, hue: l.theme.blue, width: mainLine})
	}
	for i, p := range points {
		d := dot{at: point{p.Cost, p.Level.Value}, interval: p.Level, hue: l.theme.blue, radius: dotRadius}
		switch {
		case i == first:
			d.hue, d.ring = l.theme.green, true
		case i == best:
			d.hue, d.ring = l.theme.vermillion, true
		case !on[i]:
			d.hue = l.theme.quiet
		}
		pn.marks = append(pn.marks, d)
		pn.tags = append(pn.tags, c.pointTag(l, p, d, i == first, i == best, on[i]))
	}
	return pn
}

// pointTag names a point; the two that the title speaks of say why.
func (c Frontier) pointTag(l look, p FrontierPoint, d dot, first, best, on bool) tag {
	name := clip(p.Label, 32)
	t := tag{text: name, hue: l.theme.muted, importance: 1}
	reason := ""
	switch {
	case first && best:
		reason = "cheapest on target, best within budget"
		t.shorter = []string{"cheapest on target, best in budget", sentence(" · ", name, "cheapest on target"), "cheapest on target"}
	case first:
		reason = "cheapest on target"
		t.shorter = []string{reason, "on target"}
	case best:
		reason = "best within budget"
		t.shorter = []string{reason, "in budget"}
	case !on:
		t.importance = 0
	}
	if reason != "" {
		t.text, t.hue, t.bold, t.importance = sentence(" · ", name, reason), d.hue, true, 4
	}
	reach := d.radius + 2
	if d.ring {
		reach = d.radius + 6
	}
	t.where = besidePoint(d.at, reach, concaveDirections())
	return t
}

// addGoals draws the target with the zone above it, stronger where the budget reaches, and the budget.
func (c Frontier) addGoals(l look, pn *panel) {
	limitShown := c.limited() && c.Limit >= pn.x.min && c.Limit <= pn.x.max
	far := math.Inf(1)
	if c.promised() {
		end := far
		if c.limited() {
			end = c.Limit
		}
		shade := func(alpha uint8) drawing.Color { return l.theme.green.WithAlpha(alpha) }
		pn.marks = append(pn.marks, zone{from: point{-far, c.Target}, to: point{end, far}, hue: shade(30)})
		if end < far {
			pn.marks = append(pn.marks, zone{from: point{end, c.Target}, to: point{far, far}, hue: shade(12)})
		}
	}
	if limitShown {
		budget := promise(c.Limit, true, l.theme.vermillion)
		pn.marks = append(pn.marks, budget)
		pn.tags = append(pn.tags, tag{
			text: "budget " + money(c.Limit, c.Currency, 4), hue: budget.hue, importance: 3,
			where: besideRule(budget), sample: &sample{hue: budget.hue, dash: budget.dash},
		})
	}
	if c.promised() {
		goal := promise(c.Target, false, l.theme.green)
		pn.marks = append(pn.marks, goal)
		pn.tags = append(pn.tags, tag{
			text: "target " + target(c.Target, c.AwtSeconds), hue: goal.hue, importance: 3,
			where: besideRule(goal), sample: &sample{hue: goal.hue, dash: goal.dash},
		})
	}
}
