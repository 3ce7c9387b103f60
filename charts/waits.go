package charts

import (
	"io"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Waits are quantiles of the wait of answered contacts by interval: half of them, nine in ten, nineteen in twenty wait no longer.
type Waits struct {
	Name            string
	Title, Subtitle string
	Times           Times
	P50, P90, P95   []Estimate // seconds, one per interval; NaN where nobody was answered
	AwtSeconds      float64    // acceptable waiting time; NaN or negative without
	Replications    int
}

// Render writes the chart.
func (c Waits) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

func (c Waits) promised() bool { return known(c.AwtSeconds) && c.AwtSeconds >= 0 }

// Finding says how long one contact in ten waits when it is worst, and how that compares with half of them.
func (c Waits) Finding() string { return named(c.Name, c.finding()) }

func (c Waits) finding() string {
	tl := newTimeline(c.Times)
	worstOf := func(quantile []Estimate) int {
		return extreme(tl.len(), func(i int) float64 { return -estimateAt(quantile, i).Value })
	}
	worst, half := worstOf(c.P90), worstOf(c.P50)
	switch {
	case worst < 0 && half < 0:
		return "no waits to show"
	case worst < 0:
		return "half of the contacts wait over " + duration(c.P50[half].Value) + " " + tl.moment(half)
	case c.P90[worst].Value == 0:
		return "nine contacts in ten never wait"
	}
	text := tl.moment(worst) + " one contact in ten waits over " + duration(c.P90[worst].Value)
	switch {
	case half < 0:
		return text
	case c.P50[half].Value == 0:
		return text + "; half never wait"
	case half == worst:
		return text + ", half over " + duration(c.P50[half].Value)
	}
	return text + "; the median never exceeds " + duration(c.P50[half].Value)
}

func (c Waits) measure(tl timeline) string {
	return "Wait of answered contacts, by interval of " + tl.intervalLength() + simulated(c.Replications)
}

func (c Waits) picture(l look) picture {
	tl := newTimeline(c.Times)
	p := picture{width: pictureWidth, height: 420, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = c.measure(tl)
	}
	var values extent
	for i := range tl.len() {
		for _, quantile := range [][]Estimate{c.P50, c.P90, c.P95} {
			values.addEstimate(estimateAt(quantile, i))
		}
	}
	if !values.some {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	if c.promised() {
		values.add(c.AwtSeconds)
	}
	pn := panel{
		share: 1, x: tl.axis(timeAxisWidth, clockApart), y: secondsAxis(values, 6),
		marks: []mark{grid{horizontal: true, baseline: true, borders: tl.boundaries()}},
	}
	if c.promised() {
		goal := promise(c.AwtSeconds, false, l.theme.green)
		pn.marks = append(pn.marks, goal)
		pn.tags = append(pn.tags, tag{
			text: "acceptable wait " + duration(c.AwtSeconds), hue: goal.hue, importance: 1,
			where: besideRule(goal), sample: &sample{hue: goal.hue, dash: goal.dash},
		})
	}
	for _, q := range []struct {
		name   string
		values []Estimate
		hue    drawing.Color
	}{
		{"95th percentile", c.P95, l.theme.vermillion},
		{"90th percentile", c.P90, l.theme.amber},
		{"median", c.P50, l.theme.blue},
	} {
		runs := tl.line(func(i int) float64 { return estimateAt(q.values, i).Value })
		if len(runs) == 0 {
			continue
		}
		certain := tl.certain(q.values, q.hue.WithAlpha(bandAlpha))
		pn.marks = append(pn.marks, certain, line{runs: runs, hue: q.hue, width: mainLine})
		pn.tags = append(pn.tags, tag{
			text: q.name, hue: q.hue, importance: 2, where: besideLine(certain.low, certain.high, len(pn.marks)-1), sample: &sample{hue: q.hue},
		})
	}
	p.days, p.panels = tl.days, []panel{pn}
	return p
}
