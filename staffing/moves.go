package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

// sketch is a staffing as the measured effects predict it: seats changed one
// at a time, slack moved by each.
type sketch struct {
	cells   []cell
	effects *effects
	base    []int // seats by cell where the effects were measured
	seats   []int
	slack   []float64
	cost    float64
	floor   []int // fewest and most seats that the effects may be trusted for
	ceiling []int
	fade    []float64 // how much more each further removal from the cell hurts, as a logarithm
	watch   [][][]int // by cell: for each live queue open then, the cells that serve it; nil: not watched
}

// newSketch starts from o. Effects are trusted for changes of up to a tenth of a cell's seats or a fortieth of the
// seats of all who share the work, times the stride, and at least one. The effect of an agent fades over about √n further agents, n
// being all who share the work.
func (s *searcher) newSketch(o *outcome, e *effects) *sketch {
	k := &sketch{cells: s.cells, effects: e, slack: s.slack(o), cost: o.cost, watch: s.watch, base: s.seatsByCell(o.seats),
		floor: make([]int, len(s.cells)), ceiling: make([]int, len(s.cells)), fade: make([]float64, len(s.cells))}
	k.seats = slices.Clone(k.base)
	for _, team := range s.teams {
		all := 0
		for _, c := range team {
			all += k.base[c]
		}
		for _, c := range team {
			n := k.base[c]
			step := max(1, int(s.stride*float64(n)/10), int(s.stride*float64(all)/40))
			k.floor[c], k.ceiling[c] = max(s.cells[c].min, n-step), min(s.cells[c].max, n+step)
			k.fade[c] = 1 / math.Sqrt(float64(max(all, 1)))
		}
	}
	return k
}

func (k *sketch) clone() *sketch {
	out := *k
	out.seats, out.slack = slices.Clone(k.seats), slices.Clone(k.slack)
	return &out
}

// plan writes the sketch into a copy of seats.
func (k *sketch) plan(seats sim.Seats) sim.Seats {
	out := clone(seats)
	for c, n := range k.seats {
		setSeats(out, k.cells[c].group, k.cells[c].interval, n)
	}
	return out
}

// pace returns how much more the next removal from cell c hurts than the first one measured.
func (k *sketch) pace(c int) float64 { return math.Exp(k.fade[c] * float64(k.base[c]-k.seats[c])) }

// remove takes a seat from cell c; add(c) gives it back exactly.
func (k *sketch) remove(c int) {
	p := k.pace(c)
	for _, l := range k.effects.of[c] {
		k.slack[l.requirement] -= l.amount * p
	}
	k.seats[c]--
	k.cost -= k.cells[c].cost
}

func (k *sketch) add(c int) {
	k.seats[c]++
	p := k.pace(c)
	for _, l := range k.effects.of[c] {
		k.slack[l.requirement] += l.amount * p
	}
	k.cost += k.cells[c].cost
}

// spare tells whether a seat may leave cell c at all: within bounds, and not the last one that an open queue has.
func (k *sketch) spare(c int) bool {
	return k.seats[c] > k.floor[c] && (k.watch == nil || !lastSeat(k.watch[c], k.seats))
}

// bearable tells whether a seat can leave cell c with no slack below zero.
func (k *sketch) bearable(c int) bool {
	p := k.pace(c)
	for _, l := range k.effects.of[c] {
		if l.amount > 0 && k.slack[l.requirement]-l.amount*p < 0 {
			return false
		}
	}
	return true
}

// damage weighs what a removal from cell c uses up of each slack.
func (k *sketch) damage(c int) float64 {
	p, total := k.pace(c), 0.0
	for _, l := range k.effects.of[c] {
		if l.amount > 0 {
			total += l.amount * p / (max(k.slack[l.requirement], 0) + l.amount*p)
		}
	}
	return total
}

// cheapestRemoval returns the cell whose seat saves most for the damage, −1 when none may go.
// With bearable only seats that leave every slack at 0 or more are looked at.
func (k *sketch) cheapestRemoval(bearable bool) int {
	best, bestValue := -1, 0.0
	for c := range k.cells {
		if !k.spare(c) || (bearable && !k.bearable(c)) {
			continue
		}
		// Seats that cost nothing and harm nobody still go: fewer is better.
		value := (k.cells[c].cost + 1e-9) / (k.damage(c) + 1e-9)
		if best < 0 || value > bestValue*(1+1e-12) {
			best, bestValue = c, value
		}
	}
	return best
}

// bestAddition returns the cell whose next seat mends most of the shortage per unit of cost, −1 when none helps.
func (k *sketch) bestAddition() int {
	best, bestValue := -1, 0.0
	for c := range k.cells {
		if k.seats[c] >= k.ceiling[c] {
			continue
		}
		k.seats[c]++ // the pace of the seat that would come
		p := k.pace(c)
		k.seats[c]--
		value := 0.0
		for _, l := range k.effects.of[c] {
			if missing := -k.slack[l.requirement]; missing > 0 {
				value += min(l.amount*p, missing) / missing
			}
		}
		value /= k.cells[c].cost + 1e-9
		if value > bestValue*(1+1e-12) {
			best, bestValue = c, value
		}
	}
	return best
}

// repair adds seats until no slack is below zero; false when no seat helps.
func (k *sketch) repair() bool {
	for shortage(k.slack) > 0 {
		c := k.bestAddition()
		if c < 0 {
			return false
		}
		k.add(c)
	}
	return true
}

// trim removes seats while every slack stays at 0 or more.
func (k *sketch) trim() {
	for c := k.cheapestRemoval(true); c >= 0; c = k.cheapestRemoval(true) {
		k.remove(c)
	}
}

// exchange looks for cheaper staffing by taking away a few seats that matter
// little and repairing with seats that matter more, as long as that saves.
func (k *sketch) exchange() {
	for range 4 * len(k.cells) {
		better := false
		for _, n := range []int{1, 2, 3} {
			trial := k.clone()
			for range n {
				if c := trial.cheapestRemoval(false); c >= 0 {
					trial.remove(c)
				}
			}
			if trial.repair() {
				trial.trim()
				if trial.cost < k.cost*(1-1e-9) {
					*k, better = *trial, true
					break
				}
			}
		}
		if !better {
			return
		}
	}
}

// improve moves to the cheapest staffing that the effects promise to meet everything; false when they promise none.
func (k *sketch) improve() bool {
	other := k.priced()
	ok := k.repair()
	k.trim()
	if ok {
		k.exchange()
	}
	if other != nil && (!ok || other.cost < k.cost) {
		*k, ok = *other, true
	}
	return ok
}
