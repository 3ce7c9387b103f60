package staffing

import (
	"cmp"
	"slices"

	"agner/sim"
)

// polishContacts is the work that polishing may take, and exchangesLimit the
// exchanges that are weighed by their effects in one round.
const (
	polishContacts = 1e7
	exchangesLimit = 200_000
	polishTrials   = 48
)

// exchange is a way to save: seats leave some cells and fewer or cheaper ones join others.
type exchange struct {
	changes []int // cells, −1−c for a seat that leaves cell c and c for one that joins it
	saving  float64
	missing float64 // shortage that the effects predict
}

// polish tries exchanges of a few seats by simulation: whole agents leave gaps
// that no single step crosses, most of all in small centres. The most
// promising exchanges by the measured effects are simulated, and the one that saves most is taken.
func (s *searcher) polish(o *outcome, e *effects) (*outcome, *effects, error) {
	perRound := expectedContacts(s.task.Centre) * float64(s.search)
	for budget := polishContacts; ; {
		trials := int(min(polishTrials, budget/max(perRound, 1)))
		options := s.exchanges(o, e)
		options = options[:min(len(options), trials)]
		if len(options) == 0 {
			return o, e, nil
		}
		best := o
		for part := range slices.Chunk(options, chunk) {
			var plans []sim.Seats
			for _, x := range part {
				plans = append(plans, s.exchanged(o.seats, x))
			}
			tried, err := s.try("exchanging a few seats", s.search, s.o.Sim.Seed, plans...)
			if err != nil {
				return nil, nil, err
			}
			for _, t := range tried {
				s.remember(t)
				if s.shortage(t) <= s.shortage(o) && t.cost < best.cost*(1-1e-9) {
					best = t
				}
			}
		}
		budget -= perRound * float64(len(options))
		if best == o {
			return o, e, nil
		}
		if o = best; budget < perRound {
			return o, e, nil
		}
		var err error
		if e, err = s.measureEffects(o); err != nil {
			return nil, nil, err
		}
	}
}

// depth returns how many seats may leave and join in one exchange, so that all of them can be weighed.
func (s *searcher) depth() (leave, join int) {
	n := float64(len(s.cells))
	for _, d := range [][2]int{{4, 4}, {3, 3}, {3, 2}, {2, 2}, {2, 1}} {
		if multisets(n, d[0])*multisets(n, d[1]) <= exchangesLimit {
			return d[0], d[1]
		}
	}
	return 1, 1
}

// multisets returns the number of ways to choose up to k of n things with repetition.
func multisets(n float64, k int) float64 {
	total, ways := 1.0, 1.0
	for i := 1; i <= k; i++ {
		ways *= (n + float64(i) - 1) / float64(i)
		total += ways
	}
	return total
}

// exchanges lists the exchanges around o that save, the most promising first:
// the least predicted shortage, then the most saved.
func (s *searcher) exchanges(o *outcome, e *effects) []exchange {
	leave, join := s.depth()
	k := s.newSketch(o, e)
	for c := range k.floor { // whole exchanges are simulated: the bounds alone limit them
		k.floor[c], k.ceiling[c] = k.cells[c].min, k.cells[c].max
	}
	var out []exchange
	var path []int
	start := k.cost
	var joins, leaves func(from, left int)
	joins = func(from, left int) {
		if saving := start - k.cost; saving > 1e-9*start && len(path) > 0 {
			out = append(out, exchange{slices.Clone(path), saving, shortage(s.relative(k.slack))})
		}
		if left == 0 {
			return
		}
		for c := from; c < len(k.cells); c++ {
			if k.seats[c] < k.ceiling[c] && !slices.Contains(path, -1-c) {
				k.add(c)
				path = append(path, c)
				joins(c, left-1)
				path = path[:len(path)-1]
				k.remove(c)
			}
		}
	}
	leaves = func(from, left int) {
		joins(0, join)
		if left == 0 {
			return
		}
		for c := from; c < len(k.cells); c++ {
			if k.spare(c) {
				k.remove(c)
				path = append(path, -1-c)
				leaves(c, left-1)
				path = path[:len(path)-1]
				k.add(c)
			}
		}
	}
	leaves(0, leave)
	slices.SortStableFunc(out, func(a, b exchange) int {
		return cmp.Or(cmp.Compare(a.missing, b.missing), cmp.Compare(b.saving, a.saving))
	})
	return out
}

// exchanged returns seats after the exchange.
func (s *searcher) exchanged(seats sim.Seats, x exchange) sim.Seats {
	out := clone(seats)
	for _, c := range x.changes {
		by := 1
		if c < 0 {
			c, by = -1-c, -1
		}
		k := s.cells[c]
		setSeats(out, k.group, k.interval, seatsIn(out, k.group, k.interval)+by)
	}
	return out
}
