package sim

// Variant is one of several centres that are simulated on the same customers.
type Variant struct {
	Name     string
	Centre   *Centre
	Measures []Measure
	Series   []Series
}

// Paired is what RunPaired found. Results are in the order of the variants.
type Paired struct {
	Results []*Result
	// Differences[v] holds, for every number, the estimate of variant v minus
	// variant 0, paired by replication. Differences[0] is nil. Quantiles of
	// waits have no difference (NoData). Queues, groups and measures are matched by
	// name; what variant 0 does not have has no difference either.
	Differences []*Result
	// Samples[v][i][r] is the i-th Series of variant v in replication First + r.
	Samples [][][]Sample
}
