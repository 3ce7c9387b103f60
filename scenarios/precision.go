package scenarios

import (
	"slices"

	"agner/budget"
	"agner/sim"
)

// PrecisionNames lists what a run can be asked to know precisely: the metrics
// of queues and groups, and the money figures of the centre.
func PrecisionNames() []string {
	var out []string
	for _, m := range slices.Concat(sim.QueueMetrics(), sim.GroupMetrics()) {
		out = append(out, m.String())
	}
	return append(out, budget.Figures()...)
}

// PrecisionOf returns the goal for one of PrecisionNames, its half-width to be
// filled in, and whether name is one.
func PrecisionOf(name string) (sim.Precision, bool) {
	if slices.Contains(budget.Figures(), name) {
		return sim.Precision{Measure: name}, true
	}
	metric, ok := sim.MetricByName(name)
	return sim.Precision{Metric: metric}, ok && slices.Contains(PrecisionNames(), name)
}
