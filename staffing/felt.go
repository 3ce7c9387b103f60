package staffing

import (
	"cmp"
	"slices"

	"agner/sim"
)

// feel simulates the swaps that nothing refutes so far. A change is felt from its interval on for as long as customers
// remember (see memory); what comes after differs by chance alone, since paths that have once parted do not meet again in a busy
// centre. So swaps that lie further apart share a simulation, and each loses what those lose who feel it.
func (s *searcher) feel(g *edge) error {
	_, swaps := s.changes(g.at.seats)
	swaps = slices.DeleteFunc(swaps, func(ch change) bool {
		_, known := g.felt[ch]
		return known || s.refuted(g, ch)
	})
	width := stride(s.task.Centre)
	for part := range slices.Chunk(s.farApart(swaps, width), chunk) {
		if s.exhausted() {
			return nil
		}
		plans := []sim.Seats{g.at.seats}
		for _, together := range part {
			plans = append(plans, s.apply(g.at.seats, together...))
		}
		paired, err := s.simulate("trying every single move", plans, s.half(g), g.at.seed)
		if err != nil {
			return err
		}
		for v, together := range part {
			for _, ch := range together {
				first := s.cells[ch.from].interval
				g.felt[ch] = trial{g.at, s.feltIn(first, first+width, paired.Results[0], paired.Differences[v+1])}
			}
		}
	}
	return nil
}

// farApart divides changes into lists in which any two are at least width intervals apart.
func (s *searcher) farApart(changes []change, width int) [][]change {
	order := slices.Clone(changes)
	slices.SortStableFunc(order, func(a, b change) int { return cmp.Compare(s.cells[a.from].interval, s.cells[b.from].interval) })
	var out [][]change
	for _, ch := range order {
		fits := slices.IndexFunc(out, func(list []change) bool {
			return s.cells[list[len(list)-1].from].interval+width <= s.cells[ch.from].interval
		})
		if fits < 0 {
			fits = len(out)
			out = append(out, nil)
		}
		out[fits] = append(out[fits], ch)
	}
	return out
}

// feltIn returns what the requirements lose by what happens in the intervals [from, to) of a variant: the change of the metric
// there, by the contacts or hours that it stands for.
func (s *searcher) feltIn(from, to int, plain, change *sim.Result) []float64 {
	out := make([]float64, len(s.requirements))
	for r, q := range s.requirements {
		first, end := max(from, q.from), min(to, q.to)
		if first >= end {
			continue
		}
		all := 0.0
		for i := q.from; i < q.to; i++ {
			all += q.weight(plain, i)
		}
		for i := first; i < end && all > 0; i++ {
			out[r] += q.weighted(plain, change, i) / all
		}
	}
	return out
}
