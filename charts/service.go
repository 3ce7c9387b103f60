package charts

import (
	"io"
	"strconv"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Service is the service level by interval: its long-run value, its spread between days, the target, and the agents on duty.
type Service struct {
	Name            string // of the queue
	Title, Subtitle string // replace the sentences that the chart finds itself
	Times           Times
	Level           []Estimate // fraction of contacts answered in time, one per interval
	Days            []Band     // 5th and 95th percentile of replications
	Target          float64    // NaN or 0 without
	AwtSeconds      float64    // acceptable waiting time of the target; NaN where it is not known
	Agents          []float64  // logged in, one per interval; empty without
	Replications    int
}

// Render writes the chart.
func (c Service) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c Service) promised() bool { return known(c.Target) && c.Target > 0 }

// Finding says where the service level misses the target and how bad it gets.
func (c Service) Finding() string { return named(c.Name, c.finding()) }

func (c Service) finding() string {
	tl := newTimeline(c.Times)
	level := func(i int) float64 { return estimateAt(c.Level, i).Value }
	worst := extreme(tl.len(), level)
	if worst < 0 {
		return "no service level to show"
	}
	if !c.promised() {
		return "service level is lowest " + tl.moment(worst) + ", " + percent(level(worst), 0)
	}
	goal := target(c.Target, c.AwtSeconds)
	least := percentBeside(level(worst), c.Target)
	lowest := "lowest " + least + " " + tl.moment(worst)
	misses, missed, total := stretches(tl.len(), func(i int) bool { return known(level(i)) }, func(i int) bool { return level(i) < c.Target })
	switch {
	case missed == 0 && total == 1:
		return goal + " is met with " + least
	case total == 1:
		return goal + " is missed with " + least
	case missed == 0:
		return goal + " is met in every interval, " + lowest
	case missed == total:
		return goal + " is missed in every interval, " + lowest
	case missed == 1:
		return goal + " is missed in one interval, " + least + " " + tl.moment(worst)
	case len(misses) == 1:
		return goal + " is missed " + tl.span(misses[0].first, misses[0].last) + ", with " + least + " at worst"
	}
	return goal + " is missed in " + strconv.Itoa(missed) + " of " + plural(total, "interval") + ", " + lowest
}

// measure is the default subtitle.
func (c Service) measure(tl timeline) string {
	text := "Share of contacts answered"
	if known(c.AwtSeconds) && c.AwtSeconds >= 0 {
		text += " within " + duration(c.AwtSeconds)
	} else {
		text += " in time"
	}
	text += ", by interval of " + tl.intervalLength()
	if c.hasBand(tl) {
		text += "; the band holds 90% of days"
	}
	return text + simulated(c.Replications)
}

// simulated names the number of replications behind a chart.
func simulated(replications int) string {
	if replications <= 0 {
		return ""
	}
	return " (" + plural(replications, "replication") + ")"
}

func (c Service) hasBand(tl timeline) bool {
	for i := range tl.len() {
		if bandAt(c.Days, i).known() {
			return true
		}
	}
	return false
}

func (c Service) picture(l look) picture {
	tl := newTimeline(c.Times)
	p := picture{width: pictureWidth, height: 420, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.measure(tl)
	}
	var values extent
	for i := range tl.len() {
		values.addEstimate(estimateAt(c.Level, i))
		values.addBand(bandAt(c.Days, i))
	}
	if !values.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	if c.promised() {
		values.add(c.Target)
	}
	x := tl.axis(timeAxisWidth, clockApart)
	p.days = tl.days
	p.panels = []panel{c.levelPanel(l, tl, x, percentAxis(values, 6))}
	if staff, ok := agentsPanel(l, tl, x, c.Agents); ok {
		p.height = 500
		p.panels[0].caption = "Service level"
		p.panels = append(p.panels, staff)
	}
	return p
}

func (c Service) levelPanel(l look, tl timeline, x, y axis) panel {
	hue := l.theme.blue
	level := tl.line(func(i int) float64 { return estimateAt(c.Level, i).Value })
	days := bandArea(tl, func(i int) Band { return bandAt(c.Days, i) }, hue.WithAlpha(bandAlpha))
	certain := tl.certain(c.Level, hue.WithAlpha(2*bandAlpha))
	pn := panel{share: 3, x: x, y: y, marks: []mark{grid{horizontal: true, baseline: true, borders: tl.boundaries()}, days, certain}}
	if c.promised() {
		goal := promise(c.Target, false, l.theme.green)
		pn.marks = append(pn.marks, shortfall(level, c.Target, mix(l.theme.vermillion, l.theme.panel, 0.5)), goal)
		pn.tags = append(pn.tags, tag{
			text: "target " + target(c.Target, c.AwtSeconds), hue: l.theme.green, importance: 2,
			where: besideRule(goal), sample: &sample{hue: goal.hue, dash: goal.dash},
		})
	}
	pn.marks = append(pn.marks, line{runs: level, hue: hue, width: mainLine})
	pn.tags = append(pn.tags, tag{
		text: "service level", hue: hue, importance: 1,
		where: besideLine(certain.low, certain.high, len(pn.marks)-1), sample: &sample{hue: hue},
	})
	return pn
}

// bandArea is the area between the bounds of a band over time.
func bandArea(tl timeline, band func(int) Band, hue drawing.Color) area {
	bound := func(low bool) [][]point {
		return tl.line(func(i int) float64 {
			b := band(i)
			if !b.known() {
				return NoBand().Low
			}
			if low {
				return b.Low
			}
			return b.High
		})
	}
	return area{low: bound(true), high: bound(false), hue: hue}
}

// certain is the area of the intervals of estimates over time; without an interval it is as thin as the line.
func (tl timeline) certain(estimates []Estimate, hue drawing.Color) area {
	return bandArea(tl, func(i int) Band {
		e := estimateAt(estimates, i)
		if e.interval() {
			return Band{e.Low, e.High}
		}
		return Band{e.Value, e.Value}
	}, hue)
}

// Time axes: their width in the usual picture, and how far clock labels stand apart.
const (
	timeAxisWidth = 840.0
	clockApart    = 52.0
)

// agentsPanel is the strip of agents on duty below another panel.
func agentsPanel(l look, tl timeline, x axis, agents []float64) (panel, bool) {
	var values extent
	for i := range tl.len() {
		values.add(numberAt(agents, i))
	}
	if !values.some {
		return panel{}, false
	}
	steps := tl.steps(func(i int) float64 { return numberAt(agents, i) })
	return panel{
		caption: "Agents on duty", share: 1, x: x, y: countAxis(values, 3),
		marks: []mark{
			grid{horizontal: true, baseline: true, borders: tl.boundaries()},
			under(steps, 0, l.theme.muted.WithAlpha(bandAlpha)),
			line{runs: steps, hue: l.theme.muted, width: mainLine * 0.8},
		},
	}, true
}
