package sim

import (
	"cmp"
	"slices"
)

// empiricalUnit takes each value with its probability, as it stands: nothing is
// interpolated between observations.
type empiricalUnit struct {
	values []float64 // strictly increasing
	upTo   []float64 // P(X ≤ values[i]); the last is 1
	// guide[j] is the least i with upTo[i] > j ÷ len(guide): where the search for
	// a uniform in the j-th cell begins. It makes inversion O(1) on average
	// (Chen and Asau 1974) and keeps it monotone, which the alias method does not.
	guide []int32
}

// newEmpirical returns the unit shape and the mean of values taken with
// probabilities proportional to weights, both checked by the caller.
func newEmpirical(values, weights []float64) (e empiricalUnit, mean float64) {
	order := make([]int, len(values))
	total := 0.0
	for i := range order {
		order[i] = i
		total += weights[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	sum := 0.0
	for _, i := range order {
		if weights[i] == 0 {
			continue
		}
		sum += weights[i]
		mean += values[i] * (weights[i] / total)
		if n := len(e.values); n > 0 && e.values[n-1] == values[i] {
			e.upTo[n-1] = sum / total
			continue
		}
		e.values = append(e.values, values[i])
		e.upTo = append(e.upTo, sum/total)
	}
	e.upTo[len(e.upTo)-1] = 1
	if mean == 0 {
		return e, 0
	}
	for i := range e.values {
		e.values[i] /= mean
	}
	e.guide = make([]int32, len(e.values))
	i := int32(0)
	for j := range e.guide {
		for e.upTo[i] <= float64(j)/float64(len(e.guide)) {
			i++
		}
		e.guide[j] = i
	}
	return e, mean
}

func (e empiricalUnit) name() string { return "empirical" }

func (e empiricalUnit) draw(w draws) float64 {
	u := w.uniform()
	i := e.guide[int(u*float64(len(e.guide)))]
	for e.upTo[i] <= u {
		i++
	}
	return e.values[i]
}

func (e empiricalUnit) survival(x float64) float64 {
	i, found := slices.BinarySearch(e.values, x)
	if found {
		i++
	}
	if i == 0 {
		return 1
	}
	return 1 - e.upTo[i-1]
}

func (e empiricalUnit) quantile(p float64) float64 {
	i, _ := slices.BinarySearch(e.upTo, p)
	return e.values[i]
}

func (e empiricalUnit) limited(n int, c float64) float64 {
	sum, before := 0.0, 0.0
	for i, v := range e.values {
		x := min(v, c)
		if n == 2 {
			x *= x
		}
		sum += x * (e.upTo[i] - before)
		before = e.upTo[i]
	}
	return sum
}

// mixtureUnit draws one of its parts, then a duration from it.
type mixtureUnit struct {
	parts []mixturePart
	mean  float64 // seconds: what 1 stands for
}

type mixturePart struct {
	law    Distribution // constant mean, not endless
	weight float64      // the weights add up to 1
	upTo   float64      // sum of the weights so far; the last is 1
}

// newMixture returns the unit shape and the mean of the mixture of laws with
// probabilities proportional to weights, both checked by the caller.
func newMixture(laws []Distribution, weights []float64) (m mixtureUnit, mean float64) {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	sum := 0.0
	for i, law := range laws {
		if weights[i] == 0 {
			continue
		}
		sum += weights[i]
		m.parts = append(m.parts, mixturePart{law, weights[i] / total, sum / total})
		m.mean += law.MeanSeconds() * (weights[i] / total)
	}
	m.parts[len(m.parts)-1].upTo = 1
	return m, m.mean
}

func (m mixtureUnit) name() string { return "mixture" }

func (m mixtureUnit) draw(w draws) float64 {
	u := w.uniform()
	i := 0
	for m.parts[i].upTo <= u {
		i++
	}
	return m.parts[i].law.drawMicros(w) / (m.mean * float64(Second))
}

func (m mixtureUnit) survival(x float64) float64 {
	sum := 0.0
	for i := range m.parts {
		sum += m.parts[i].weight * m.parts[i].law.Survival(x*m.mean)
	}
	return sum
}

func (m mixtureUnit) quantile(p float64) float64 {
	if p == 1 {
		top := 0.0
		for i := range m.parts {
			top = max(top, m.parts[i].law.Quantile(1))
		}
		return top / m.mean
	}
	return invertSurvival(m.survival, p)
}

func (m mixtureUnit) limited(n int, c float64) float64 {
	sum := 0.0
	for i := range m.parts {
		x := m.parts[i].law.limited(n, c*m.mean) / m.mean
		if n == 2 {
			x /= m.mean
		}
		sum += m.parts[i].weight * x
	}
	return sum
}
