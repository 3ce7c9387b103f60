package charts

import (
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// tag is a label inside a panel. It names its candidates; place decides. A tag with a sample that finds no place moves into the key above the
// panels, one without is left out.
type tag struct {
	text       string
	shorter    []string // other wordings, tried in order when the text finds no good place
	hue        drawing.Color
	bold       bool
	importance int
	where      func(s site) []candidate // nil for what stands in the key only
	sample     *sample
}

// sample is the little picture before a text of the key.
type sample struct {
	hue  drawing.Color
	dash []float64
	wide bool // a band or bar instead of a line
}

// site is what a tag may look at when it names its candidates.
type site struct {
	plot          plot
	field         *field
	width, height float64 // of the label's box
}

// Label boxes: text width plus slack for other fonts, and air around it.
const (
	labelSlack = 1.10
	labelAir   = 2.0
)

func (l look) labelBox(text string, bold bool) (width, height float64) {
	return textWidth(l.fonts.face(bold), text, labelSize)*labelSlack + 2*labelAir, labelSize*1.15 + 2*labelAir
}

// wordings are the texts of a tag, the preferred one first.
func (t tag) wordings() []string { return append([]string{t.text}, t.shorter...) }

// candidates are the places of all wordings; a shorter one must be a good deal better placed to be preferred.
func (t tag) candidates(p plot, f *field) []candidate {
	const shortening = 20.0
	var out []candidate
	if t.where == nil {
		return nil
	}
	for i, text := range t.wordings() {
		width, height := p.labelBox(text, t.bold)
		for _, c := range t.where(site{p, f, width, height}) {
			c.text, c.cost = i, c.cost+shortening*float64(i)+struck(p, c.box)
			out = append(out, c)
		}
	}
	return out
}

// struck is the cost of standing on a line of the grid.
func struck(p plot, box rect) float64 {
	for _, t := range p.y.ticks {
		if y := p.atY(t.value); box.top+labelAir < y && y < box.bottom-labelAir {
			return 2.5
		}
	}
	return 0
}

// letter puts the text of a tag into the middle of its box.
func (l look) letter(c *canvas, t tag, at candidate) {
	face, text := l.fonts.face(t.bold), t.wordings()[at.text]
	x := at.box.left + (at.box.width()-textWidth(face, text, labelSize))/2
	c.write(text, point{x, at.box.bottom - labelAir - labelSize*0.24}, lettering{face: face, bold: t.bold, size: labelSize, color: l.theme.text(t.hue)})
}

// besidePoint asks for a place around a point (in axis units), in the given order of directions, near before far.
func besidePoint(at point, reach float64, directions [][2]float64) func(site) []candidate {
	return func(s site) []candidate {
		c := s.plot.at(at)
		var out []candidate
		for ring, gap := range []float64{1, 5, 10, 16, 24} {
			for rank, d := range directions {
				x := c.x + d[0]*(reach+gap+s.width/2)
				y := c.y + d[1]*(reach+gap+s.height/2)
				if d[0] != 0 && d[1] != 0 { // a corner may sit closer: only one side has to pass the point
					x, y = c.x+d[0]*(4+gap+s.width/2), c.y+d[1]*(3+gap+s.height/2)
				}
				cost := float64(ring*len(directions)) + float64(rank)
				slides := []float64{0}
				if d[0] == 0 { // above and below, a long label may slide sideways; by 0.3 only where nothing else fits
					slides = []float64{0, -0.2, 0.2, -0.4, 0.4, -0.5, 0.5, -0.3, 0.3}
				}
				for i, slide := range slides {
					box := boxAround(x+slide*s.width, y, s)
					out = append(out, candidate{box: box, cost: cost + 10*math.Abs(slide) + tightSlide*float64(i/7) + s.parted(c, box, reach)})
				}
			}
		}
		return out
	}
}

// tightSlide is the cost of a slide that is only there to fit a label between two edges.
const tightSlide = 15

// parted is the cost of a line between a point and its label.
func (s site) parted(at point, box rect, reach float64) float64 {
	to := point{min(max(at.x, box.left), box.right), min(max(at.y, box.top), box.bottom)}
	length := math.Hypot(to.x-at.x, to.y-at.y)
	if length <= reach {
		return 0
	}
	share := reach / length
	bridge := segment{point{at.x + share*(to.x-at.x), at.y + share*(to.y-at.y)}, to}
	for _, f := range s.field.strokes {
		if bridge.meets(f.segment) {
			return 20
		}
	}
	return 0
}

func boxAround(x, y float64, s site) rect {
	return rect{x - s.width/2, y - s.height/2, x + s.width/2, y + s.height/2}
}

// Directions around a point of a curve that rises and flattens, best first: the corners above left and below right are empty.
func concaveDirections() [][2]float64 {
	return [][2]float64{{0, -1}, {-1, -1}, {1, 1}, {0, 1}, {1, 0}, {-1, 0}, {-1, 1}, {1, -1}}
}

// besideRule asks for a place along a straight line across the panel: at its end first, then ever further inwards, on either side.
func besideRule(m rule) func(site) []candidate {
	return func(s site) []candidate {
		line, gap := m.segment(s.plot), 1.0
		var out []candidate
		const inwards = 8.0
		if m.vertical {
			x := line.a.x
			for top := s.plot.box.top + 4; top+s.height <= s.plot.box.bottom; top += inwards {
				cost := (top - s.plot.box.top) / 40
				out = append(out,
					candidate{box: rect{x + gap + 2, top, x + gap + 2 + s.width, top + s.height}, cost: cost},
					candidate{box: rect{x - gap - 2 - s.width, top, x - gap - 2, top + s.height}, cost: cost + 1})
			}
			return out
		}
		y := line.a.y
		for left := s.plot.box.right - 4 - s.width; left >= s.plot.box.left; left -= inwards {
			cost := (s.plot.box.right - left) / 60
			out = append(out,
				candidate{box: rect{left, y - gap - s.height, left + s.width, y - gap}, cost: cost},
				candidate{box: rect{left, y + gap, left + s.width, y + gap + s.height}, cost: cost + 2})
		}
		return out
	}
}

// besideLine asks for a place along a line where its label cannot be taken for another line's: close to its own, far from the others. The label stands
// above the runs high or below the runs low, which are the line itself or the bounds of its interval; owner is the index of the line among the panel's marks.
func besideLine(low, high [][]point, owner int) func(site) []candidate {
	return func(s site) []candidate {
		var out []candidate
		const stride, gap, far = 9.0, 2.0, 28.0
		const nearby, reach = 6.0, 9.0 // the middle of the label is no further from the line than this
		for i := range low {
			under, over := joined(s.plot.all(low[i])), joined(s.plot.all(high[i]))
			if len(under) == 0 {
				continue
			}
			end := under[len(under)-1].b.x
			for left := under[0].a.x; left+s.width <= end+stride; left += stride {
				lowTop, bottom := spanOf(under, left, left+s.width)
				top, highBottom := spanOf(over, left, left+s.width)
				aside := (s.plot.box.right - left) / 200
				middle := left + s.width/2
				if here, _ := spanOf(over, middle-nearby, middle+nearby); here-top < reach {
					out = append(out, candidate{box: rect{left, top - gap - s.height, left + s.width, top - gap}, cost: aside + 0.8*(highBottom-top)})
				}
				if _, here := spanOf(under, middle-nearby, middle+nearby); bottom-here < reach {
					out = append(out, candidate{box: rect{left, bottom + gap, left + s.width, bottom + gap + s.height}, cost: aside + 0.8*(bottom-lowTop) + 3})
				}
			}
		}
		for i := range out {
			out[i].cost -= s.field.clearance(out[i].box, owner, far)
		}
		return out
	}
}

// spanOf returns the highest and lowest pixel of a line between two columns.
func spanOf(segments []segment, left, right float64) (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for _, s := range segments {
		if s.b.x < left || s.a.x > right {
			continue
		}
		for _, x := range []float64{max(left, s.a.x), min(right, s.b.x)} {
			y := s.a.y
			if s.b.x > s.a.x {
				y += (x - s.a.x) / (s.b.x - s.a.x) * (s.b.y - s.a.y)
			}
			top, bottom = min(top, y), max(bottom, y)
		}
		top, bottom = min(top, boundY(s.a, left, right, top)), max(bottom, boundY(s.a, left, right, bottom))
		top, bottom = min(top, boundY(s.b, left, right, top)), max(bottom, boundY(s.b, left, right, bottom))
	}
	return top, bottom
}

// boundY is the y of a point that lies between two columns, else the given default.
func boundY(p point, left, right, otherwise float64) float64 {
	if p.x >= left && p.x <= right {
		return p.y
	}
	return otherwise
}
