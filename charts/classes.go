package charts

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// PowerByClass is PowerOfOne for classes of contacts that share their agents: service level and average speed of answer of each class against the number
// of agents.
type PowerByClass struct {
	Title, Subtitle string
	Classes         []PowerClass // the highest priority first
	Current         float64      // agents planned today; NaN without
}

// PowerClass is one class.
type PowerClass struct {
	Name       string
	Points     []PowerPoint
	Target     float64 // service level to reach; NaN or 0 without
	AwtSeconds float64
}

// curve is the class as a chart of its own, whose rules it shares.
func (c PowerClass) curve() PowerOfOne {
	return PowerOfOne{Points: c.Points, Target: c.Target, AwtSeconds: c.AwtSeconds, Current: math.NaN()}
}

func (c PowerClass) name() string {
	if name := clip(c.Name, 24); name != "" {
		return name
	}
	return "class"
}

// Render writes the chart.
func (c PowerByClass) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// agents are all numbers of agents for which any class has data, ascending.
func (c PowerByClass) agents() []float64 {
	var all []float64
	for _, class := range c.Classes {
		for _, p := range class.curve().points() {
			all = append(all, p.Agents)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	return slices.Compact(all)
}

// missing returns the first class that misses its target with that many agents, or −1.
func (c PowerByClass) missing(agents float64) int {
	return slices.IndexFunc(c.Classes, func(class PowerClass) bool {
		curve := class.curve()
		return curve.promised() && !(levelWith(curve.points(), agents) >= class.Target)
	})
}

// Finding says how many agents all targets take, and which class misses with fewer.
func (c PowerByClass) Finding() string { return named("", c.finding()) }

func (c PowerByClass) finding() string {
	heads := c.agents()
	if len(heads) == 0 {
		return "no staffing to compare"
	}
	promised := slices.ContainsFunc(c.Classes, func(class PowerClass) bool { return class.curve().promised() })
	if !promised {
		class := c.Classes[len(c.Classes)-1]
		return "for " + quoted(class.name()) + " " + class.curve().finding()
	}
	i := slices.IndexFunc(heads, func(agents float64) bool { return c.missing(agents) < 0 })
	switch most := heads[len(heads)-1]; {
	case i < 0:
		return agents(most) + " are not enough: " + c.shortfall(most)
	case i == 0:
		return "every target is met from " + agents(heads[0]) + " on"
	}
	return "all targets together take " + agents(heads[i]) + "; with " + count(heads[i-1]) + ", " + c.shortfall(heads[i-1])
}

// shortfall says what the first class reaches that misses its target.
func (c PowerByClass) shortfall(agents float64) string {
	class := c.Classes[c.missing(agents)]
	level := levelWith(class.curve().points(), agents)
	if !known(level) {
		return class.name() + " misses " + target(class.Target, class.AwtSeconds)
	}
	return class.name() + " has " + percentBeside(level, class.Target) + " instead of " + target(class.Target, class.AwtSeconds)
}

// hue is the colour of class i.
func (c PowerByClass) hue(i int, l look) drawing.Color {
	hues := []drawing.Color{l.theme.blue, l.theme.amber, l.theme.pink, l.theme.vermillion, l.theme.sky}
	return hues[i%len(hues)]
}

func (c PowerByClass) picture(l look) picture {
	p := picture{width: pictureWidth, height: 560, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	var heads, levels, waits extent
	heads.add(c.agents()...)
	if !heads.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	heads.add(c.Current)
	for _, class := range c.Classes {
		curve := class.curve()
		for _, q := range curve.points() {
			levels.addEstimate(q.Level)
			waits.addEstimate(q.ASA)
		}
		if curve.promised() {
			levels.add(class.Target)
		}
	}
	x := wholeAxis(heads, "Agents")
	if levels.some {
		levels.room(0, 0.08)
		pn := c.panel(l, levelCaption, x, percentAxis(levels, 6), func(q PowerPoint) (float64, Estimate) { return q.Agents, q.Level })
		c.promises(l, &pn)
		pn.nameToday(c.Current, l, 1)
		p.panels = append(p.panels, pn)
	}
	if waits.some {
		p.panels = append(p.panels, c.panel(l, "Average speed of answer", x, secondsAxis(waits, 5), func(q PowerPoint) (float64, Estimate) { return q.Agents, q.ASA }))
	}
	return p
}

// panel draws one measure of every class.
func (c PowerByClass) panel(l look, caption string, x, y axis, value func(PowerPoint) (float64, Estimate)) panel {
	pn := countPanel(caption, 1, x, y)
	pn.today(c.Current, l)
	for i, class := range c.Classes {
		runs, owner := addCurve(&pn, class.curve().points(), value, c.hue(i, l))
		if len(runs) == 0 {
			continue
		}
		label := tag{text: class.name(), hue: c.hue(i, l), importance: 3, where: besideLine(runs, runs, owner), sample: &sample{hue: c.hue(i, l)}}
		switch {
		case c.crowded() && caption == levelCaption:
			label.where = nil // in the key only, with the target
			if class.curve().promised() {
				label.text += ", target " + target(class.Target, class.AwtSeconds)
			}
		case c.crowded():
			continue
		case caption != levelCaption:
			label.sample = nil // named above already
		}
		pn.tags = append(pn.tags, label)
	}
	return pn
}

// levelCaption is that of the first panel.
const levelCaption = "Service level"

// crowded tells whether names beside the lines would be too many.
func (c PowerByClass) crowded() bool { return len(c.Classes) > 3 }

// promises adds the targets; one that all classes share is drawn once.
func (c PowerByClass) promises(l look, pn *panel) {
	shared := !slices.ContainsFunc(c.Classes, func(class PowerClass) bool {
		return class.Target != c.Classes[0].Target || class.AwtSeconds != c.Classes[0].AwtSeconds
	})
	for i, class := range c.Classes {
		if !class.curve().promised() || shared && i > 0 {
			continue
		}
		if shared {
			pn.goal(class.Target, "target "+target(class.Target, class.AwtSeconds), l)
			continue
		}
		goal := promise(class.Target, false, c.hue(i, l))
		pn.marks = append(pn.marks, goal)
		if !c.crowded() { // else named with the class
			pn.name(goal, "target "+class.name()+" "+target(class.Target, class.AwtSeconds), goal.hue, 2)
		}
	}
}
