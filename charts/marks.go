package charts

import (
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// plot is a panel with its place in the picture.
type plot struct {
	look
	box  rect
	x, y axis
}

func (p plot) atX(x float64) float64 {
	return p.box.left + (x-p.x.min)/(p.x.max-p.x.min)*p.box.width()
}

func (p plot) atY(y float64) float64 {
	return p.box.bottom - (y-p.y.min)/(p.y.max-p.y.min)*p.box.height()
}

func (p plot) at(v point) point { return point{p.atX(v.x), p.atY(v.y)} }

func (p plot) all(vs []point) []point {
	out := make([]point, len(vs))
	for i, v := range vs {
		out[i] = p.at(v)
	}
	return out
}

// mark is something drawn in a panel, in the units of its axes.
type mark interface {
	draw(c *canvas, p plot)
	// obstacles are the lines and boxes, in pixels, that labels must not touch.
	obstacles(p plot) ([]segment, []rect)
}

// line is a line through the points of each run. A run of a single point becomes a dot.
type line struct {
	runs  [][]point
	hue   drawing.Color
	width float64
	dash  []float64
}

// loneDot is the radius of a run of one point, in widths of the line.
const loneDot = 1.6

func (m line) draw(c *canvas, p plot) {
	for _, run := range m.runs {
		points := p.all(run)
		if len(points) == 1 {
			c.circle(points[0], loneDot*m.width, ink{fill: m.hue})
			continue
		}
		c.shape(ink{stroke: m.hue, width: m.width, dash: m.dash}, outline{points: points})
	}
}

func (m line) obstacles(p plot) ([]segment, []rect) {
	var segments []segment
	var boxes []rect
	for _, run := range m.runs {
		points := p.all(run)
		segments = append(segments, joined(points)...)
		if len(points) == 1 {
			boxes = append(boxes, around(points[0], loneDot*m.width))
		}
	}
	return segments, boxes
}

func joined(points []point) []segment {
	var out []segment
	for i := 1; i < len(points); i++ {
		out = append(out, segment{points[i-1], points[i]})
	}
	return out
}

// area is filled between pairs of lines; low and high have equal runs.
type area struct {
	low, high [][]point
	hue       drawing.Color
}

func (m area) draw(c *canvas, p plot) {
	for i := range m.low {
		low, high := p.all(m.low[i]), p.all(m.high[i])
		if len(low) == 1 { // a single interval between two gaps still shows its spread
			c.shape(ink{stroke: m.hue, width: capWidth}, outline{points: []point{low[0], high[0]}})
			continue
		}
		around := append([]point{}, high...)
		for k := len(low) - 1; k >= 0; k-- {
			around = append(around, low[k])
		}
		c.shape(ink{fill: m.hue}, outline{points: around, closed: true})
	}
}

func (m area) obstacles(plot) ([]segment, []rect) { return nil, nil }

// under is the area between steps or a line and a base.
func under(runs [][]point, base float64, hue drawing.Color) area {
	low := make([][]point, len(runs))
	for i, run := range runs {
		for _, v := range run {
			low[i] = append(low[i], point{v.x, base})
		}
	}
	return area{low: low, high: runs, hue: hue}
}

// shortfall is the area between a level and the parts of a line below it.
func shortfall(runs [][]point, level float64, hue drawing.Color) area {
	out := area{hue: hue}
	open := false
	add := func(v point) {
		if !open {
			out.low, out.high, open = append(out.low, nil), append(out.high, nil), true
		}
		n := len(out.low) - 1
		out.low[n] = append(out.low[n], v)
		out.high[n] = append(out.high[n], point{v.x, level})
	}
	for _, run := range runs {
		open = false
		for i, v := range run {
			if i > 0 && (run[i-1].y < level) != (v.y < level) { // the line crosses the level on its way here
				u := run[i-1]
				add(point{u.x + (level-u.y)/(v.y-u.y)*(v.x-u.x), level})
			}
			if v.y < level {
				add(v)
			} else {
				open = false
			}
		}
	}
	return out
}

// zone is a filled rectangle; infinite sides reach the edge of the panel.
type zone struct {
	from, to point
	hue      drawing.Color
}

func (m zone) rect(p plot) rect {
	clampX := func(x float64) float64 { return p.atX(min(max(x, p.x.min), p.x.max)) }
	clampY := func(y float64) float64 { return p.atY(min(max(y, p.y.min), p.y.max)) }
	return rect{clampX(m.from.x), clampY(m.to.y), clampX(m.to.x), clampY(m.from.y)}
}

func (m zone) draw(c *canvas, p plot) {
	if r := m.rect(p); r.width() > 0 && r.height() > 0 {
		c.shape(ink{fill: m.hue}, box(r))
	}
}

func (m zone) obstacles(plot) ([]segment, []rect) { return nil, nil }

// bars are filled rectangles in the units of the axes that labels keep clear of.
type bars struct {
	zones []zone
}

func (m bars) draw(c *canvas, p plot) {
	for _, z := range m.zones {
		z.draw(c, p)
	}
}

func (m bars) obstacles(p plot) ([]segment, []rect) {
	var boxes []rect
	for _, z := range m.zones {
		boxes = append(boxes, z.rect(p))
	}
	return nil, boxes
}

func box(r rect) outline {
	return outline{points: []point{{r.left, r.top}, {r.right, r.top}, {r.right, r.bottom}, {r.left, r.bottom}}, closed: true}
}

// rule is a straight line across the panel at a value of one axis.
type rule struct {
	at       float64
	vertical bool
	hue      drawing.Color
	width    float64
	dash     []float64
}

func (m rule) segment(p plot) segment {
	if m.vertical {
		x := p.atX(m.at)
		return segment{point{x, p.box.top}, point{x, p.box.bottom}}
	}
	y := p.atY(m.at)
	return segment{point{p.box.left, y}, point{p.box.right, y}}
}

func (m rule) draw(c *canvas, p plot) {
	s := m.segment(p)
	c.shape(ink{stroke: m.hue, width: m.width, dash: m.dash}, outline{points: []point{s.a, s.b}})
}

func (m rule) obstacles(p plot) ([]segment, []rect) { return []segment{m.segment(p)}, nil }

// promise is the dashed line of a target or a limit.
func promise(at float64, vertical bool, hue drawing.Color) rule {
	return rule{at: at, vertical: vertical, hue: hue, width: targetLine, dash: []float64{6, 4}}
}

// dot is a point with an optional error bar; a ring makes it stand out.
type dot struct {
	at       point
	interval Estimate // of y
	hue      drawing.Color
	radius   float64
	ring     bool
}

func (m dot) draw(c *canvas, p plot) {
	centre := p.at(m.at)
	for _, s := range m.whiskers(p) {
		c.shape(ink{stroke: m.hue, width: errorLine}, outline{points: []point{s.a, s.b}})
	}
	if m.ring {
		c.circle(centre, m.radius+4, ink{fill: p.theme.panel, stroke: m.hue, width: 2})
	} else {
		c.circle(centre, m.radius+1.5, ink{fill: p.theme.panel})
	}
	c.circle(centre, m.radius, ink{fill: m.hue})
}

func (m dot) whiskers(p plot) []segment {
	if !m.interval.interval() {
		return nil
	}
	x, low, high := p.atX(m.at.x), p.atY(m.interval.Low), p.atY(m.interval.High)
	half := capWidth / 2
	return []segment{
		{point{x, low}, point{x, high}},
		{point{x - half, low}, point{x + half, low}},
		{point{x - half, high}, point{x + half, high}},
	}
}

func (m dot) obstacles(p plot) ([]segment, []rect) {
	reach := m.radius + 1.5
	if m.ring {
		reach = m.radius + 5
	}
	return m.whiskers(p), []rect{around(p.at(m.at), reach)}
}

// grid is what lies behind the data: lines at the ticks of either axis, borders between days, the base line and its ticks.
type grid struct {
	horizontal, vertical bool
	borders              []float64
	baseline             bool
}

// manyBorders is the number of borders beyond which they become part of the background.
const manyBorders = 9

func (m grid) draw(c *canvas, p plot) {
	hair := ink{stroke: p.theme.grid, width: 1}
	if m.horizontal {
		for _, t := range p.y.ticks {
			c.shape(hair, outline{points: []point{{p.box.left, p.atY(t.value)}, {p.box.right, p.atY(t.value)}}})
		}
	}
	if m.vertical {
		for _, t := range p.x.ticks {
			c.shape(hair, outline{points: []point{{p.atX(t.value), p.box.top}, {p.atX(t.value), p.box.bottom}}})
		}
	}
	border := ink{stroke: p.theme.quiet, width: 1, dash: []float64{2, 3}}
	if len(m.borders) > manyBorders {
		border = hair
	}
	for _, b := range m.borders {
		c.shape(border, outline{points: []point{{p.atX(b), p.box.top}, {p.atX(b), p.box.bottom}}})
	}
	if !m.baseline {
		return
	}
	axisInk := ink{stroke: p.theme.quiet, width: 1}
	c.shape(axisInk, outline{points: []point{{p.box.left, p.box.bottom}, {p.box.right, p.box.bottom}}})
	for _, t := range p.x.ticks {
		c.shape(axisInk, outline{points: []point{{p.atX(t.value), p.box.bottom}, {p.atX(t.value), p.box.bottom + 5}}})
	}
}

// obstacles: a label may stand on a hair line but not across the border of two days.
func (m grid) obstacles(p plot) ([]segment, []rect) {
	var out []segment
	for _, b := range m.borders {
		out = append(out, segment{point{p.atX(b), p.box.top}, point{p.atX(b), p.box.bottom}})
	}
	return out, nil
}

// words is a text at a fixed place of the panel, given as shares of its width and height.
type words struct {
	text string
	at   point
	hue  drawing.Color
	size float64
}

func (m words) draw(c *canvas, p plot) {
	t := lettering{face: p.fonts.regular, size: m.size, color: m.hue}
	s := fit(t.face, m.text, t.size, p.box.width())
	x := p.box.left + m.at.x*p.box.width() - textWidth(t.face, s, t.size)/2
	c.write(s, point{x, p.box.top + m.at.y*p.box.height()}, t)
}

func (m words) obstacles(plot) ([]segment, []rect) { return nil, nil }
