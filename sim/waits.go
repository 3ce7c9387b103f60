package sim

// waitRecord collects the waits of answered contacts of many replications:
// per queue and section for the horizon's quantiles, per queue and bin for the intervals'. Counts are integers,
// so the order of merging does not matter.
type waitRecord struct {
	warm     int
	bins     int // 0: intervals are not kept
	sections [sections][]histogram
	byBin    []histogram
	section  int
}

// sections is the number of batches of replications (replication r belongs to
// batch r mod sections) whose quantiles give the interval of the pooled quantile.
const sections = 20

// maxWaitBins limits the histograms by interval: beyond it (a year of half
// hours) the memory would be noticed and the chart could not be read.
const maxWaitBins = 6_000

// newWaitRecord returns an empty record; one that is off keeps nothing.
func newWaitRecord(p *plan, off bool) *waitRecord {
	w := &waitRecord{warm: p.warm}
	if off {
		w.warm = p.bins
	}
	for i := range w.sections {
		w.sections[i] = make([]histogram, len(p.queues))
	}
	if !off && len(p.queues)*p.bins <= maxWaitBins {
		w.bins = p.bins
		w.byBin = make([]histogram, len(p.queues)*p.bins)
	}
	return w
}

// add records a positive wait of an answered contact of queue q that entered in bin.
func (w *waitRecord) add(q, bin int, wait Time) {
	if bin < w.warm {
		return
	}
	w.sections[w.section][q].add(wait)
	if w.bins > 0 {
		w.byBin[q*w.bins+bin].add(wait)
	}
}

// addImmediate adds the contacts of a replication that did not wait.
func (w *waitRecord) addImmediate(t *tally) {
	for q := range w.sections[w.section] {
		for bin := w.warm; bin < t.bins; bin++ {
			n := uint64(t.queue(q, bin)[qImmediate])
			w.sections[w.section][q].zeros += n
			if w.bins > 0 {
				w.byBin[q*w.bins+bin].zeros += n
			}
		}
	}
}

func (w *waitRecord) merge(o *waitRecord) {
	for s := range w.sections {
		for q := range w.sections[s] {
			w.sections[s][q].merge(&o.sections[s][q])
		}
	}
	for i := range w.byBin {
		w.byBin[i].merge(&o.byBin[i])
	}
}
