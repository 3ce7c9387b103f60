package charts

import (
	"io"
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Valley is cost and lost value of several staffings, stacked: too little staff loses customers, too much costs wages, and between the two lies the least total.
type Valley struct {
	Name            string
	Title, Subtitle string
	Parts           []string // kinds of cash, from the bottom up: "wages", "telecom"
	Points          []ValleyPoint
	LabelMeans      string // what the labels of points are: "of today's staffing"
	Today           string // label of the current staffing; empty without
	Currency        string
	Period          string
	Replications    int
}

// ValleyPoint is one staffing.
type ValleyPoint struct {
	Label string
	Costs []float64 // one per part
	Lost  Estimate  // value lost with customers: not cash
}

// Render writes the chart.
func (c Valley) Render(w io.Writer, o Options) error { return render(w, o, c.picture) }

// cash is the sum of the costs, and total adds what is lost; NaN without data.
func (p ValleyPoint) cash() float64 {
	sum := math.NaN()
	for _, v := range p.Costs {
		if known(v) {
			if math.IsNaN(sum) {
				sum = 0
			}
			sum += v
		}
	}
	return sum
}

func (p ValleyPoint) total() float64 { return p.cash() + p.Lost.Value }

func (c Valley) least() int {
	return extreme(len(c.Points), func(i int) float64 { return c.Points[i].total() })
}

// Finding names the least total and what it saves against today.
func (c Valley) Finding() string { return named(c.Name, c.finding()) }

func (c Valley) finding() string {
	least := c.least()
	if least < 0 {
		return "no costs to compare"
	}
	p := c.Points[least]
	where := sentence(" ", clip(p.Label, 30), clip(c.LabelMeans, 40))
	if where != "" {
		where = " at " + where
	}
	text := "cost and lost value are least" + where + ": " + money(p.cash(), c.Currency, 3) + " of cash and " + money(p.Lost.Value, c.Currency, 3) + " lost" + per(c.Period)
	for _, q := range c.Points {
		if c.Today == "" || q.Label != c.Today || !known(q.total()) {
			continue
		}
		if saved := q.total() - p.total(); saved > 0 {
			return text + "; " + money(saved, c.Currency, 3) + " less than today"
		}
		return text + "; that is today's staffing"
	}
	return text
}

func (c Valley) picture(l look) picture {
	p := picture{width: pictureWidth, height: 460, title: titled(c.Title, c.Finding), subtitle: c.Subtitle}
	if p.subtitle == "" {
		p.subtitle = "Cash and lost value" + per(c.Period) + " by staffing; lost value is not cash" + simulated(c.Replications)
	}
	least := c.least()
	if least < 0 {
		return emptyPicture(l, p.title, p.subtitle, p.height)
	}
	var totals extent
	for _, q := range c.Points {
		totals.add(q.total())
		if q.Lost.interval() {
			totals.add(q.cash() + q.Lost.High)
		}
	}
	_, high := totals.fromZero()
	pn := panel{share: 1, x: columnAxis(len(c.Points), ""), y: moneyAxis(0, high*1.05, c.Currency, 6), marks: []mark{grid{horizontal: true, baseline: true}}}
	pn.x.name = "Staffing"
	if means := clip(c.LabelMeans, 40); means != "" {
		pn.x.name = "Share " + means
	}
	for i, q := range c.Points {
		pn.columns = append(pn.columns, q.Label)
		if known(q.total()) {
			c.addStack(l, &pn, i, q, i == least)
		}
	}
	for i, name := range c.Parts {
		pn.tags = append(pn.tags, tag{text: clip(name, 30), hue: l.theme.muted, sample: &sample{hue: c.partHue(l, i), wide: true}})
	}
	pn.tags = append(pn.tags, tag{text: "lost value", hue: l.theme.muted, sample: &sample{hue: l.theme.vermillion, wide: true}})
	p.panels = []panel{pn}
	return p
}

// partHue gives each kind of cash its colour; there are as many as a reader can tell apart.
func (c Valley) partHue(l look, i int) drawing.Color {
	hues := []drawing.Color{l.theme.blue, l.theme.sky, l.theme.amber, l.theme.pink, l.theme.green}
	return hues[i%len(hues)]
}

func (c Valley) addStack(l look, pn *panel, i int, q ValleyPoint, least bool) {
	x, base := float64(i), 0.0
	var zones []zone
	stack := func(v float64, hue drawing.Color) {
		if known(v) && v > 0 {
			zones = append(zones, zone{from: point{x - columnHalf, base}, to: point{x + columnHalf, base + v}, hue: hue})
			base += v
		}
	}
	for k, v := range q.Costs {
		stack(v, c.partHue(l, k))
	}
	cash := base
	stack(q.Lost.Value, l.theme.vermillion)
	pn.marks = append(pn.marks, bars{zones: zones})
	top := base
	if e := q.Lost; e.interval() && e.Low < e.High {
		pn.marks = append(pn.marks, errorBar{at: x, interval: Estimate{cash + e.Value, cash + e.Low, cash + e.High}, hue: l.theme.ink})
		top = max(top, cash+e.High)
	}
	t := tag{
		text: money(q.total(), c.Currency, 3), hue: l.theme.muted, importance: 1,
		where: besidePoint(point{x, top}, 1, [][2]float64{{0, -1}}),
	}
	if least {
		t.hue, t.bold, t.importance = l.theme.green, true, 2
		t.shorter = []string{t.text}
		t.text = "least " + t.text
	}
	pn.tags = append(pn.tags, t)
}
