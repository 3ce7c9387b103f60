package staffing

import (
	"slices"

	"agner/sim"
)

// change is one single change of a staffing: a seat leaves cell from, and, in a
// swap, one joins cell to of the same interval; to is None for a removal.
type change struct{ from, to int }

// apply returns seats with the changes made.
func (s *searcher) apply(seats sim.Seats, changes ...change) sim.Seats {
	out := clone(seats)
	move := func(c, by int) {
		k := s.cells[c]
		setSeats(out, k.group, k.interval, seatsIn(out, k.group, k.interval)+by)
	}
	for _, ch := range changes {
		move(ch.from, -1)
		if ch.to != sim.None {
			move(ch.to, +1)
		}
	}
	return out
}

// changes lists every single change of seats that is allowed and saves cost
// (or, where seats cost nothing, a seat): all removals, then all swaps.
func (s *searcher) changes(seats sim.Seats) (removals, swaps []change) {
	counts := s.seatsByCell(seats)
	for from, k := range s.cells {
		if counts[from] <= k.min || counts[from] == 0 {
			continue
		}
		if !lastSeat(s.watch[from], counts) {
			removals = append(removals, change{from, sim.None})
		}
		for to, other := range s.cells {
			if other.interval != k.interval || other.cost >= k.cost*(1-1e-9) || counts[to] >= other.max {
				continue
			}
			counts[from], counts[to] = counts[from]-1, counts[to]+1
			if !uncovered(s.watch[from], counts) {
				swaps = append(swaps, change{from, to})
			}
			counts[from], counts[to] = counts[from]+1, counts[to]-1
		}
	}
	return removals, swaps
}

func (s *searcher) seatsByCell(seats sim.Seats) []int {
	out := make([]int, len(s.cells))
	for c, k := range s.cells {
		out[c] = seatsIn(seats, k.group, k.interval)
	}
	return out
}

// uncovered tells whether some open queue has no seat at all among the cells that serve it.
func uncovered(watch [][]int, seats []int) bool {
	return slices.ContainsFunc(watch, func(cells []int) bool {
		return !slices.ContainsFunc(cells, func(c int) bool { return seats[c] > 0 })
	})
}
