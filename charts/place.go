package charts

import (
	"cmp"
	"math"
	"slices"
)

type point struct{ x, y float64 }

// rect is a rectangle with top < bottom, as pixels count.
type rect struct{ left, top, right, bottom float64 }

func (r rect) width() float64  { return r.right - r.left }
func (r rect) height() float64 { return r.bottom - r.top }

func (r rect) grown(by float64) rect {
	return rect{r.left - by, r.top - by, r.right + by, r.bottom + by}
}

func (r rect) overlaps(o rect) bool {
	return r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom
}

func (r rect) within(o rect) bool {
	return r.left >= o.left && r.right <= o.right && r.top >= o.top && r.bottom <= o.bottom
}

// around is the square of a disc.
func around(c point, radius float64) rect {
	return rect{c.x - radius, c.y - radius, c.x + radius, c.y + radius}
}

type segment struct{ a, b point }

// crosses tells whether any point of the segment lies strictly inside the rectangle (Liang and Barsky, "A New Concept and Method for Line Clipping",
// 1984: the segment is cut by one edge after the other until nothing or the part inside is left).
func (s segment) crosses(r rect) bool {
	if max(s.a.x, s.b.x) < r.left || min(s.a.x, s.b.x) > r.right || max(s.a.y, s.b.y) < r.top || min(s.a.y, s.b.y) > r.bottom {
		return false // most segments are far away
	}
	from, to := 0.0, 1.0
	dx, dy := s.b.x-s.a.x, s.b.y-s.a.y
	for _, edge := range [4][2]float64{{-dx, s.a.x - r.left}, {dx, r.right - s.a.x}, {-dy, s.a.y - r.top}, {dy, r.bottom - s.a.y}} {
		p, q := edge[0], edge[1]
		switch {
		case p == 0 && q <= 0:
			return false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
		if from >= to && !(from == to && dx == 0 && dy == 0) {
			return false
		}
	}
	return true
}

// distance is the gap between a segment and a rectangle, 0 where they touch.
func (s segment) distance(r rect) float64 {
	if s.crosses(r) {
		return 0
	}
	toRect := func(p point) float64 {
		return math.Hypot(max(r.left-p.x, 0, p.x-r.right), max(r.top-p.y, 0, p.y-r.bottom))
	}
	nearest := min(toRect(s.a), toRect(s.b))
	for _, corner := range [4]point{{r.left, r.top}, {r.right, r.top}, {r.left, r.bottom}, {r.right, r.bottom}} {
		nearest = min(nearest, s.toPoint(corner))
	}
	return nearest
}

func (s segment) toPoint(p point) float64 {
	dx, dy := s.b.x-s.a.x, s.b.y-s.a.y
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p.x-s.a.x)*dx+(p.y-s.a.y)*dy)/length, 0), 1)
	}
	return math.Hypot(p.x-s.a.x-t*dx, p.y-s.a.y-t*dy)
}

// meets tells whether two segments cross properly: the ends of each lie on different sides of the other.
func (s segment) meets(o segment) bool {
	side := func(l segment, p point) float64 {
		return (l.b.x-l.a.x)*(p.y-l.a.y) - (l.b.y-l.a.y)*(p.x-l.a.x)
	}
	return side(s, o.a)*side(s, o.b) < 0 && side(o, s.a)*side(o, s.b) < 0
}

// stroke is a drawn segment and the index of the mark that drew it.
type stroke struct {
	segment
	owner int
}

// field is what labels of one panel must keep clear of.
type field struct {
	bounds  rect
	boxes   []rect
	strokes []stroke
}

// free tells whether a box touches nothing that is drawn.
func (f *field) free(r rect) bool {
	if !r.within(f.bounds) {
		return false
	}
	if slices.ContainsFunc(f.boxes, r.overlaps) {
		return false
	}
	return !slices.ContainsFunc(f.strokes, func(s stroke) bool { return s.crosses(r) })
}

// clearance is the gap between a box and the nearest stroke of another mark, at most far.
func (f *field) clearance(r rect, owner int, far float64) float64 {
	reach := r.grown(far)
	nearest := far
	for _, s := range f.strokes {
		if s.owner != owner && s.crosses(reach) {
			nearest = min(nearest, s.distance(r))
		}
	}
	return nearest
}

// candidate is a possible place of a label. The one with the least cost that is free wins.
type candidate struct {
	box  rect
	cost float64
	text int // which of the wordings of the label
}

// request is a label that asks for a place.
type request struct {
	importance int // the more important asks first
	candidates []candidate
}

// place gives each request one of its candidates such that no label touches anything drawn or another label, and returns the chosen ones; a request that
// finds no place gets nil and is not drawn. The most important choose first; one that comes too late may push a single earlier label to another of its places.
func place(f *field, requests []request) []*candidate {
	chosen := make([]*candidate, len(requests))
	order := make([]int, len(requests))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(requests[b].importance, requests[a].importance) })
	open := make([][]candidate, len(requests)) // candidates that touch nothing drawn, best first
	for _, i := range order {
		candidates := slices.Clone(requests[i].candidates)
		slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.cost, b.cost) })
		for _, c := range candidates {
			if f.free(c.box) {
				open[i] = append(open[i], c)
			}
		}
		if chosen[i] = firstFree(open[i], chosen, -1); chosen[i] == nil {
			makeRoom(i, open, chosen)
		}
	}
	return chosen
}

// firstFree returns the first candidate that touches no chosen one, leaving out the label except.
func firstFree(candidates []candidate, chosen []*candidate, except int) *candidate {
	for i := range candidates {
		if len(blockers(candidates[i].box, chosen, except)) == 0 {
			return &candidates[i]
		}
	}
	return nil
}

// blockers are the labels, other than except, that stand in the way.
func blockers(box rect, chosen []*candidate, except int) []int {
	var in []int
	for i, c := range chosen {
		if c != nil && i != except && box.overlaps(c.box) {
			in = append(in, i)
		}
	}
	return in
}

// makeRoom places label i where exactly one other label stands in the way and that one has another free place.
func makeRoom(i int, open [][]candidate, chosen []*candidate) {
	for k := range open[i] {
		in := blockers(open[i][k].box, chosen, i)
		if len(in) != 1 {
			continue
		}
		chosen[i] = &open[i][k]
		if other := firstFree(open[in[0]], chosen, in[0]); other != nil {
			chosen[in[0]] = other
			return
		}
		chosen[i] = nil
	}
}
