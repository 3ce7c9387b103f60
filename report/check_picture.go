package report

import (
	"math"
	"slices"

	"agner/charts"
	"agner/check"
)

// BeforeAfter is the chart of a scenario as its baseline has it and as it is now:
// service level against cost. It is there only when something has changed and both are known.
func BeforeAfter(f *CheckedFile) (charts.Variants, bool) {
	if f.Baseline == nil || f.Baseline.Comparison == nil || f.Baseline.Status() != check.Changed.String() {
		return charts.Variants{}, false
	}
	find := func(name string) (check.Change, bool) {
		list := f.Baseline.Comparison.Changes
		i := slices.IndexFunc(list, func(c check.Change) bool { return c.Name == name })
		if i < 0 || math.IsNaN(list[i].Before) || math.IsNaN(list[i].After) {
			return check.Change{}, false
		}
		return list[i], true
	}
	level, ok := find("total.service_level")
	cost, priced := find("total.total_cost")
	if !ok || !priced {
		return charts.Variants{}, false
	}
	return charts.Variants{Name: f.Name, Subtitle: "The scenario of the baseline and the present one, on the same customers", Currency: plain(f.Currency),
		Base: charts.Variant{Name: "before", Cost: cost.Before, Level: charts.Exactly(level.Before)},
		Variants: []charts.Variant{{Name: "now", Cost: cost.After, Level: charts.Exactly(level.After),
			LevelChange: charts.Estimate{Value: level.Difference, Low: level.Low, High: level.High}}}}, true
}
