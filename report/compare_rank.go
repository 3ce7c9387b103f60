package report

import (
	"math"
	"slices"

	"agner/budget"
	"agner/sim"
)

// ranking returns the variants without the base, best first, and says by what: by
// net value where all variants have one; else by what a point of service costs, those
// that gain surely first, those that surely lose last.
func (c *Comparison) ranking() (order []int, by string) {
	for i := range c.Variants[1:] {
		order = append(order, i+1)
	}
	if !slices.ContainsFunc(c.Variants, func(v Compared) bool { return !v.money(budget.NetValue).estimate.OK() }) {
		slices.SortStableFunc(order, func(a, b int) int {
			return compareFloats(c.Variants[b].money(budget.NetValue).estimate.Value, c.Variants[a].money(budget.NetValue).estimate.Value)
		})
		return order, budget.NetValue
	}
	class := func(v Compared) int {
		return map[string]int{"better": 0, "worse": 2}[v.total(sim.ServiceLevel).verdict()] + map[bool]int{true: 1}[!v.total(sim.ServiceLevel).sure()]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := c.Variants[a], c.Variants[b]
		if k := class(x) - class(y); k != 0 {
			return k
		}
		if p, q := x.priceRank(), y.priceRank(); class(x) == 0 && !math.IsNaN(p) && !math.IsNaN(q) && p != q {
			return compareFloats(p, q)
		}
		return compareFloats(y.total(sim.ServiceLevel).estimate.Value, x.total(sim.ServiceLevel).estimate.Value)
	})
	return order, "cost_per_point"
}

// compareFloats orders numbers, those without data last.
func compareFloats(a, b float64) int {
	switch {
	case math.IsNaN(a) && math.IsNaN(b):
		return 0
	case math.IsNaN(a) || a > b:
		return 1
	case math.IsNaN(b) || a < b:
		return -1
	}
	return 0
}

// rankedBy says what a ranking goes by.
func rankedBy(by string) string {
	if by == budget.NetValue {
		return "net value"
	}
	return "what a point of service level costs"
}

// perPoint is the extra cost of one percentage point of service level: the
// difference in total cost ÷ the difference in service level in points. It is NaN
// unless the variant surely gains service and surely costs more, less, or the same;
// negative where it saves as well.
func (v Compared) perPoint() float64 {
	gain, cost := v.total(sim.ServiceLevel), v.money(budget.TotalCost)
	switch {
	case gain.verdict() != "better":
		return math.NaN()
	case cost.verdict() == "same":
		return 0
	case !cost.sure():
		return math.NaN()
	}
	return cost.difference.Value / (100 * gain.difference.Value)
}

// priceRank is what gains are ranked by: the price of a point, 0 where its cost is no more than chance.
func (v Compared) priceRank() float64 {
	if price := v.perPoint(); stated(price) || !v.money(budget.TotalCost).difference.OK() {
		return price
	}
	return 0
}
