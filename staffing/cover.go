package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

// cover is a small covering problem: whole seats in each cell at least cost,
// such that every set of cells is worth at least what is needed of it.
type cover struct {
	cells []cell
	worth []float64 // agents of the formulas that one seat is worth
	needs []need
	seats []int // the answer
}

// need asks for an amount from a set of cells.
type need struct {
	cells  []bool
	amount float64
}

// serving returns the cells whose group serves any of the queues.
func (c *cover) serving(centre *sim.Centre, queues []int) []bool {
	out := make([]bool, len(c.cells))
	for k := range c.cells {
		out[k] = slices.ContainsFunc(centre.Groups[c.cells[k].group].Skills, func(s sim.Skill) bool { return slices.Contains(queues, s.Queue) })
	}
	return out
}

// add states a need; nothing needed, or nobody to ask, is no need.
func (c *cover) add(cells []bool, amount float64) {
	if amount > 0 && slices.Contains(cells, true) {
		c.needs = append(c.needs, need{cells, amount})
	}
}

// solve finds seats by greed: the seat that covers most of what is missing per
// unit of cost, again and again; then seats that turn out not to be needed go, the dearest
// first. For one set this is exact; in general it is a start for the simulation. It
// reports whether every need is covered within the bounds.
func (c *cover) solve() bool {
	c.seats = make([]int, len(c.cells))
	missing := make([]float64, len(c.needs))
	for n := range c.needs {
		missing[n] = c.needs[n].amount
	}
	for k := range c.cells {
		c.take(k, c.cells[k].min, missing)
	}
	for {
		k := c.best(missing)
		if k < 0 {
			break
		}
		c.take(k, c.useful(k, missing), missing)
	}
	c.drop(missing)
	for _, m := range missing {
		if m > 1e-9 {
			return false
		}
	}
	return true
}

// take adds n seats in cell k.
func (c *cover) take(k, n int, missing []float64) {
	c.seats[k] += n
	for m := range c.needs {
		if c.needs[m].cells[k] {
			missing[m] -= float64(n) * c.worth[k]
		}
	}
}

// best returns the cell whose next seat covers most per unit of cost, −1 when none helps.
func (c *cover) best(missing []float64) int {
	best, bestValue := -1, 0.0
	for k := range c.cells {
		if c.seats[k] >= c.cells[k].max || c.worth[k] <= 0 {
			continue
		}
		value := 0.0
		for m := range c.needs {
			if c.needs[m].cells[k] && missing[m] > 1e-9 {
				value += min(missing[m], c.worth[k])
			}
		}
		value /= max(c.cells[k].cost, 1e-9)
		if value > bestValue*(1+1e-12) {
			best, bestValue = k, value
		}
	}
	return best
}

// useful returns how many seats in cell k are worth taking at once: while the
// least of the needs that it serves is still missing more than a seat gives.
func (c *cover) useful(k int, missing []float64) int {
	least := math.Inf(1)
	for m := range c.needs {
		if c.needs[m].cells[k] && missing[m] > 1e-9 {
			least = min(least, missing[m])
		}
	}
	return min(max(int(least/c.worth[k]), 1), c.cells[k].max-c.seats[k])
}

// drop gives back seats that no need misses, the dearest first.
func (c *cover) drop(missing []float64) {
	for {
		worst := -1
		for k := range c.cells {
			spare := c.seats[k] > c.cells[k].min
			for m := range c.needs {
				if c.needs[m].cells[k] && missing[m]+c.worth[k] > 1e-9 {
					spare = false
				}
			}
			if spare && (worst < 0 || c.cells[k].cost > c.cells[worst].cost) {
				worst = k
			}
		}
		if worst < 0 {
			return
		}
		c.take(worst, -1, missing)
	}
}
