package charts

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestCrosses compares the clipping of segments with points sampled along them.
func TestCrosses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	box := rect{3, 4, 8, 7}
	whole := func() float64 { return float64(rng.IntN(12)) }
	for range 4000 {
		s := segment{point{whole(), whole()}, point{whole(), whole()}}
		inside := false
		const steps = 1320 // more than one sample between any two crossings of whole coordinates
		for k := range steps + 1 {
			f := float64(k) / steps
			p := point{s.a.x + f*(s.b.x-s.a.x), s.a.y + f*(s.b.y-s.a.y)}
			if p.x > box.left+1e-9 && p.x < box.right-1e-9 && p.y > box.top+1e-9 && p.y < box.bottom-1e-9 {
				inside = true
				break
			}
		}
		if s.crosses(box) != inside {
			t.Fatalf("%v crosses %v: %v, sampled %v", s, box, s.crosses(box), inside)
		}
	}
}

// TestDistance compares the gap between segment and box with the smallest among sampled points.
func TestDistance(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	box := rect{3, 4, 8, 7}
	for range 2000 {
		s := segment{point{20 * rng.Float64(), 20 * rng.Float64()}, point{20 * rng.Float64(), 20 * rng.Float64()}}
		sampled := math.Inf(1)
		for k := range 2001 {
			f := float64(k) / 2000
			x, y := s.a.x+f*(s.b.x-s.a.x), s.a.y+f*(s.b.y-s.a.y)
			sampled = min(sampled, math.Hypot(max(box.left-x, 0, x-box.right), max(box.top-y, 0, y-box.bottom)))
		}
		if got := s.distance(box); math.Abs(got-sampled) > 0.02 {
			t.Fatalf("distance of %v: %g, sampled %g", s, got, sampled)
		}
	}
}

// TestPlace: labels choose by importance, push one another aside where that helps, and are left out rather than collide.
func TestPlace(t *testing.T) {
	a, b, c := rect{0, 0, 10, 10}, rect{20, 0, 30, 10}, rect{40, 0, 50, 10}
	at := func(boxes ...rect) (out []candidate) {
		for i, r := range boxes {
			out = append(out, candidate{box: r, cost: float64(i)})
		}
		return out
	}
	f := &field{bounds: rect{0, 0, 100, 100}}
	got := place(f, []request{{1, at(a, b)}, {2, at(a)}})
	if got[0] == nil || got[0].box != b || got[1] == nil || got[1].box != a {
		t.Errorf("the more important label must choose first: %v", got)
	}
	got = place(f, []request{{2, at(a, c)}, {1, at(a)}})
	if got[0] == nil || got[0].box != c || got[1] == nil || got[1].box != a {
		t.Errorf("a label with another place must make room: %v", got)
	}
	got = place(f, []request{{2, at(a)}, {1, at(a)}})
	if got[0] == nil || got[1] != nil {
		t.Errorf("of two labels with one place the less important is left out: %v", got)
	}
	f.boxes = []rect{{5, 5, 6, 6}}
	f.strokes = []stroke{{segment{point{45, -5}, point{45, 20}}, 0}}
	if got = place(f, []request{{1, at(a, c, rect{95, 0, 105, 10}, b)}}); got[0] == nil || got[0].box != b {
		t.Errorf("boxes, lines and borders must be avoided: %v", got)
	}
}
