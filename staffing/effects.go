package staffing

import (
	"math"
	"slices"

	"agner/sim"
)

// effects says what one seat fewer in each cell does to the requirements. A
// cell is felt by few of them when they stand for single intervals, so only
// those are kept.
type effects struct{ of [][]loss }

// loss is what a requirement loses, in units of its metric, positive when it gets worse.
type loss struct {
	requirement int
	amount      float64
	noise       float64 // standard error of amount, about
}

// at returns the loss of requirement r by cell c.
func (e *effects) at(c, r int) float64 {
	total := 0.0
	for _, l := range e.of[c] {
		if l.requirement == r {
			total += l.amount
		}
	}
	return total
}

// noise returns the standard error of at.
func (e *effects) noise(c, r int) float64 {
	total := 0.0
	for _, l := range e.of[c] {
		if l.requirement == r {
			total = math.Hypot(total, l.noise)
		}
	}
	return total
}

// note adds to what requirement r loses by cell c.
func (e *effects) note(c, r int, amount, noise float64) {
	if amount != 0 {
		e.of[c] = append(e.of[c], loss{r, amount, noise})
	}
}

// chunk is how many plans are simulated together: their results are held in memory at once.
const chunk = 24

// measureEffects estimates the effects around base with the replications of a step of the search. In a
// large team a seat is too little to be seen: some are taken at a time.
func (s *searcher) measureEffects(base *outcome) (*effects, error) {
	e, err := s.effectsOf("measuring what each agent is worth", base, s.search, s.o.Sim.Seed, func(n int) int { return max(1, n/25) })
	if err == nil {
		s.smooth(e)
	}
	return e, err
}

// effectsOf estimates what the removal of some seats (by those of the cell) does
// in each cell. Not every cell needs a simulation of its own: a missing agent is felt for a while and
// then forgotten, so one variant takes agents from every s-th interval of a
// group and what changes in the intervals up to the next removal is put down to
// the last. A group takes s variants instead of one for each interval.
func (s *searcher) effectsOf(doing string, base *outcome, replications int, seed uint64, some func(seats int) int) (*effects, error) {
	width := stride(s.task.Centre)
	var removals [][]int // by variant: cells
	byKey := map[[2]int]int{}
	for c, k := range s.cells {
		if seatsIn(base.seats, k.group, k.interval) == 0 {
			continue
		}
		key := [2]int{k.group, k.interval % width}
		v, ok := byKey[key]
		if !ok {
			v = len(removals)
			byKey[key] = v
			removals = append(removals, nil)
		}
		removals[v] = append(removals[v], c)
	}
	taken := func(c int) int { return some(seatsIn(base.seats, s.cells[c].group, s.cells[c].interval)) }
	e := &effects{of: make([][]loss, len(s.cells))}
	for part := range slices.Chunk(removals, chunk) {
		plans := []sim.Seats{base.seats}
		for _, cells := range part {
			plan := clone(base.seats)
			for _, c := range cells {
				k := s.cells[c]
				setSeats(plan, k.group, k.interval, seatsIn(plan, k.group, k.interval)-taken(c))
			}
			plans = append(plans, plan)
		}
		paired, err := s.simulate(doing, plans, replications, seed)
		if err != nil {
			return nil, err
		}
		for v, cells := range part {
			for r, change := range estimates(s.requirements, paired.Differences[v+1]) {
				s.attribute(e, r, s.requirements[r].lossIn(change), taken, cells, width, paired.Results[0], paired.Differences[v+1])
			}
		}
	}
	return e, nil
}

// smooth averages what neighbouring intervals of a group do to the requirements
// of the whole day (weights 1, 2, 3, 2, 1). An agent is worth much the same half an hour later, and what differs
// by chance would be taken for a bargain.
func (s *searcher) smooth(e *effects) {
	at := map[[2]int]int{}
	for c, k := range s.cells {
		at[[2]int{k.group, k.interval}] = c
	}
	rough := &effects{of: e.of}
	e.of = make([][]loss, len(s.cells))
	for c, k := range s.cells {
		for r := range s.requirements {
			sum, weight := 3*rough.at(c, r), 3.0
			for _, step := range []int{-2, -1, 1, 2} {
				if n, ok := at[[2]int{k.group, k.interval + step}]; ok && s.requirements[r].Interval == Whole && len(rough.of[n]) > 0 {
					w := float64(3 - abs(step))
					sum, weight = sum+w*rough.at(n, r), weight+w
				}
			}
			e.note(c, r, sum/weight, rough.noise(c, r)/math.Sqrt(weight/3))
		}
	}
}

// blend returns the mean of effects measured at two staffings near each other, nil standing for none.
func blend(a, b *effects) *effects {
	if a == nil {
		return b
	}
	out := &effects{of: make([][]loss, len(b.of))}
	for c := range b.of {
		for _, e := range []*effects{a, b} {
			for _, l := range e.of[c] {
				out.note(c, l.requirement, l.amount/2, l.noise/2)
			}
		}
	}
	return out
}

// merged returns e with one loss for each cell and requirement.
func (e *effects) merged() *effects {
	out := &effects{of: make([][]loss, len(e.of))}
	for c, losses := range e.of {
		for _, l := range losses {
			if !slices.ContainsFunc(out.of[c], func(known loss) bool { return known.requirement == l.requirement }) {
				out.note(c, l.requirement, e.at(c, l.requirement), e.noise(c, l.requirement))
			}
		}
	}
	return out
}

// attribute divides what requirement r lost in one variant among the cells from
// which the variant took seats.
func (s *searcher) attribute(e *effects, r int, lost loss, taken func(c int) int, cells []int, width int, plain, change *sim.Result) {
	q := s.requirements[r]
	felt := func(c int) (from, to int) { // the intervals of the requirement that feel the cell
		i := s.cells[c].interval
		return max(i, q.from), min(i+width, q.to)
	}
	var near []int
	var shares []float64
	sum := 0.0
	for _, c := range cells {
		from, to := felt(c)
		if from >= to {
			continue
		}
		share := 0.0
		for i := from; i < to; i++ {
			share += q.weighted(plain, change, i)
		}
		near, shares = append(near, c), append(shares, max(share, 0))
		sum += max(share, 0)
	}
	for n, c := range near {
		// A small even part keeps a cell that looked harmless by chance from being thought free.
		const even = 0.05
		share := 1 / float64(len(near))
		if sum > 0 {
			share = (1-even)*shares[n]/sum + even/float64(len(near))
		}
		e.note(c, r, lost.amount*share/float64(taken(c)), lost.noise/math.Sqrt(float64(len(near)))/float64(taken(c)))
	}
}

// lossIn reads a paired difference of the metric.
func (r requirement) lossIn(change sim.Estimate) loss {
	out := loss{amount: r.worse(change.Value), noise: change.HalfWidth() / 1.96}
	if math.IsNaN(out.noise) { // a single replication
		out.noise = 0
	}
	return out
}

// worse turns a change of the metric into a loss; no data is no loss.
func (r requirement) worse(change float64) float64 {
	switch {
	case math.IsNaN(change):
		return 0
	case r.AtLeast:
		return -change
	}
	return change
}

// weighted returns the change of the requirement's metric in interval i times the contacts (or hours) it
// stands for; for metrics without intervals that of the service level.
func (r requirement) weighted(plain, change *sim.Result, i int) float64 {
	w := r.weight(plain, i)
	if delta := r.at(change, i, r.Metric); delta.OK() {
		return w * r.worse(delta.Value)
	}
	if delta := r.at(change, i, sim.ServiceLevel); delta.OK() {
		return -w * delta.Value
	}
	return 0
}

// weight returns the contacts (or hours) for which the requirement's metric stands in interval i.
func (r requirement) weight(plain *sim.Result, i int) float64 {
	of := sim.Offered
	if r.group != sim.None {
		of = sim.LoggedInHours
	}
	if w := r.at(plain, i, of).Value; !math.IsNaN(w) {
		return w
	}
	return 0
}
