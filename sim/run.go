package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Run simulates c. The result is the same for any number of workers. The error
// is that of ctx, or says what in c or o is wrong.
func Run(ctx context.Context, c *Centre, o Options) (*Result, error) {
	paired, err := RunPaired(ctx, []Variant{{Name: c.Name, Centre: c, Measures: o.Measures}}, o)
	if err != nil {
		return nil, err
	}
	return paired.Results[0], nil
}

// RunPaired simulates variants on the same customers, replication by
// replication. o.Measures is not used: each variant has its own.
func RunPaired(ctx context.Context, variants []Variant, o Options) (*Paired, error) {
	if err := checkRun(variants, o); err != nil {
		return nil, err
	}
	r := newRunner(variants, o)
	done, target := o.First, o.First+max(o.Replications, 1)
	for {
		if err := r.stage(ctx, done, target); err != nil {
			return nil, err
		}
		done = target
		if len(o.Precision) == 0 || done >= r.most() || r.precise() {
			break
		}
		// Looks only at fixed points (each half as far again), so that the stopping
		// rule does not depend on how fast anything was.
		target = min((done+max(done/2, 1)+blockSize-1)/blockSize*blockSize, r.most())
	}
	return r.paired(), nil
}

// checkRun returns every mistake in the variants and options.
func checkRun(variants []Variant, o Options) error {
	var errs []error
	if len(variants) == 0 {
		errs = append(errs, errors.New("sim: nothing to simulate"))
	}
	if o.Replications > MaxReplicationsLimit || o.MaxReplications > MaxReplicationsLimit {
		errs = append(errs, fmt.Errorf("sim: at most %d replications", MaxReplicationsLimit))
	}
	if o.First < 0 || o.First > MaxReplicationsLimit || o.First%blockSize != 0 || o.First > 0 && len(o.Precision) > 0 {
		errs = append(errs, fmt.Errorf("sim: the first replication is a multiple of %d, and 0 with a precision", blockSize))
	}
	for _, goal := range o.Precision {
		if goal.Measure != "" && !slices.ContainsFunc(variants, func(v Variant) bool { return measureAt(v.Measures, goal.Measure) != None }) {
			errs = append(errs, fmt.Errorf("precision: there is no %s here: nothing is stated that it is made of", goal.Measure))
		}
	}
	for _, v := range variants {
		for _, p := range v.Centre.Validate() {
			errs = append(errs, fmt.Errorf("%s: %s", p.Path, p.Message))
		}
		for i := range v.Series {
			if problem := v.Series[i].problem(v.Centre); problem != "" {
				errs = append(errs, fmt.Errorf("sim: series %d of %s: %s", i, v.Name, problem))
			}
		}
	}
	return errors.Join(errs...)
}

// runner is one run in progress.
type runner struct {
	variants []Variant
	options  Options
	plans    []*plan
	sums     []*accumulator
	pairs    []pairing // by variant; the zero pairing for variant 0
	workers  []*worker
	samples  [][][]Sample // by variant, series and replication
	units    units
	done     int
	overload []bool
	contacts int64
}

// worker simulates one replication of all variants at a time.
type worker struct {
	engines    []*engine
	tallies    []*tally
	collectors []*collector
	waits      []*waitRecord
	shares     []bool // by variant: it has customers of variant 0, and is controlled by them
	same       []bool // by variant: its customers are those of variant 0, all of them
	tape       *tape  // nil where no variant could play it
}

// item carries the ratios of one replication from a worker to the reducer.
type item struct {
	replication int
	ratios      [][]ratio // by variant
	controls    []control
	samples     [][]Sample
	overload    []bool
	contacts    int64
}

func newRunner(variants []Variant, o Options) *runner {
	n := o.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	r := &runner{variants: variants, options: o, units: units{quantile: studentT{}}, overload: make([]bool, len(variants)), done: o.First}
	for _, v := range variants {
		r.samples = append(r.samples, make([][]Sample, len(v.Series)))
		p := compile(v.Centre)
		r.plans = append(r.plans, p)
		if p == r.plans[0] || !p.sharesCustomers(r.plans[0]) {
			p.respond()
		}
		r.units.stratified = r.units.stratified || p.stratifies()
		r.sums = append(r.sums, newAccumulator(p, v.Measures))
	}
	for v := range variants {
		var p pairing
		if v > 0 {
			p = pair(r.sums[v].places, r.sums[0].places)
		}
		r.pairs = append(r.pairs, p)
	}
	for range min(n, max(o.Replications, o.MaxReplications, 1)) {
		w := &worker{}
		for _, p := range r.plans {
			e := newEngine(p, o.Seed)
			e.waits = newWaitRecord(p, o.NoWaits)
			w.engines = append(w.engines, e)
			w.waits = append(w.waits, e.waits)
			w.tallies = append(w.tallies, newTally(len(p.queues), len(p.groups), p.bins))
			w.collectors = append(w.collectors, newCollector(p))
			w.shares = append(w.shares, p.sharesCustomers(r.plans[0]))
			w.same = append(w.same, p != r.plans[0] && p.meetsSame(r.plans[0]))
		}
		if slices.Contains(w.same, true) {
			w.tape = &tape{streams: make([][]taped, len(r.plans[0].sources))}
			w.engines[0].tape = w.tape
		}
		r.workers = append(r.workers, w)
	}
	return r
}

// simulate runs one replication of all variants into it.
func (w *worker) simulate(it *item, variants []Variant, stop *atomic.Bool) {
	it.contacts = 0
	for v, e := range w.engines {
		t := w.tallies[v]
		t.reset()
		e.stop = stop
		if w.same[v] {
			e.tape, e.playing = nil, !w.tape.torn
			if e.playing {
				e.tape = w.tape
			}
		}
		e.waits.section = it.replication % sections
		it.samples[v] = append(it.samples[v][:0], make([]Sample, len(variants[v].Series))...)
		w.waitCounts(v, variants[v].Series, -1, it.samples[v])
		e.simulate(it.replication, t)
		if stop.Load() {
			return
		}
		e.waits.addImmediate(t)
		it.ratios[v] = append(it.ratios[v][:0], w.collectors[v].collect(t, variants[v].Measures)...)
		w.collectors[v].series(t, variants[v].Series, it.samples[v])
		w.waitCounts(v, variants[v].Series, 1, it.samples[v])
		it.overload[v] = t.overloaded
		it.controls[v] = it.controls[0]
		if v == 0 || !w.shares[v] {
			it.controls[v] = e.control()
		}
		it.contacts += t.contacts
	}
}

// stage simulates replications from…to−1 and adds them up in index order. The
// window of items bounds what is in flight; who takes a replication already has
// an item, so the next one to be added is always being worked on.
func (r *runner) stage(ctx context.Context, from, to int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var stop atomic.Bool
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	window := 2 * len(r.workers)
	free, finished := make(chan *item, window), make(chan *item, window)
	for range window {
		free <- &item{ratios: make([][]ratio, len(r.variants)), samples: make([][]Sample, len(r.variants)), overload: make([]bool, len(r.variants)),
			controls: make([]control, len(r.variants))}
	}
	var next atomic.Int64
	next.Store(int64(from))
	var group sync.WaitGroup
	for _, w := range r.workers {
		group.Go(func() {
			for it := range free {
				it.replication = int(next.Add(1)) - 1
				if it.replication >= to || stop.Load() {
					free <- it // lets the others see that it is over
					return
				}
				w.simulate(it, r.variants, &stop)
				finished <- it
			}
		})
	}
	go func() {
		group.Wait()
		close(finished)
	}()
	waiting := make(map[int]*item, window)
	for it := range finished {
		if stop.Load() {
			free <- it // lets its worker see that it is over
			continue
		}
		waiting[it.replication] = it
		for it := waiting[r.done]; it != nil; it = waiting[r.done] {
			delete(waiting, r.done)
			r.add(it)
			free <- it
		}
	}
	return ctx.Err()
}

// add reduces one replication.
func (r *runner) add(it *item) {
	base := r.sums[0]
	endsBlock := r.done%blockSize == blockSize-1
	for v := range r.variants {
		pairs := &r.pairs[v]
		c, d := it.controls[v], it.controls[0]
		pairs.both.push(&r.sums[v].k, &base.k, c, d, endsBlock)
		for i, at := range pairs.base {
			if at != None {
				pairs.sums[i].push(&r.sums[v].slots[i], &base.slots[at], it.ratios[v][i], it.ratios[0][at], endsBlock,
					&r.sums[v].k, &base.k, c, d)
			}
		}
	}
	for v, sum := range r.sums {
		sum.push(it.ratios[v], it.controls[v], endsBlock)
		for i, s := range it.samples[v] {
			r.samples[v][i] = append(r.samples[v][i], s)
		}
		r.overload[v] = r.overload[v] || it.overload[v]
	}
	r.contacts += it.contacts
	r.done++
	if r.options.Progress != nil {
		r.options.Progress(r.replications(), max(r.options.Replications, 1))
	}
}

// replications is how many have been added up.
func (r *runner) replications() int { return r.done - r.options.First }

func (r *runner) most() int {
	if r.options.MaxReplications > 0 {
		return r.options.MaxReplications
	}
	return max(r.options.Replications, 20_000)
}

// precise tells whether every precision goal is reached by every variant.
func (r *runner) precise() bool {
	for v := range r.variants {
		if !r.result(v).Reached {
			return false
		}
	}
	return true
}

// paired builds the results and the differences to the first variant.
func (r *runner) paired() *Paired {
	out := &Paired{Samples: r.samples}
	for v := range r.variants {
		out.Results = append(out.Results, r.result(v))
		var d *Result
		if v > 0 {
			d = r.difference(v)
		}
		out.Differences = append(out.Differences, d)
	}
	return out
}

func (r *runner) result(v int) *Result {
	waits := newWaitRecord(r.plans[v], r.options.NoWaits)
	for _, w := range r.workers {
		waits.merge(w.waits[v])
	}
	b := &builder{p: r.plans[v], sum: r.sums[v], waits: waits, t: r.units.quantile,
		slot: func(i int, lo, hi float64) Estimate {
			return r.sums[v].slots[i].estimate(r.units, &r.sums[v].k, lo, hi)
		}}
	result := b.build(r.variants[v].Measures)
	result.Seed, result.Replications = r.options.Seed, r.replications()
	result.PlainReplications = r.replications()
	if gain := b.levelGain(r.units); gain > 1 {
		result.PlainReplications = int(math.Round(gain * float64(r.replications())))
	}
	misses := result.misses(r.options.Precision, r.variants[v].Measures)
	result.Reached = len(misses) == 0
	for _, m := range misses {
		result.Warnings = append(result.Warnings, m.warning(r.replications()))
	}
	if r.overload[v] {
		result.Warnings = append(result.Warnings, fmt.Sprintf("more than %d contacts were in the centre at once; later arrivals counted as blocked: "+
			"the results are unstable, the centre is overloaded", maxContacts))
	}
	return result
}

func (r *runner) difference(v int) *Result {
	b := &builder{p: r.plans[v], sum: r.sums[v], t: r.units.quantile, slot: func(i int, _, _ float64) Estimate {
		at := r.pairs[v].base[i]
		if at == None {
			return NoData()
		}
		return difference(&r.sums[v].slots[i], &r.sums[0].slots[at], &r.pairs[v].sums[i], r.units, &r.sums[v].k, &r.sums[0].k, &r.pairs[v].both)
	}}
	result := b.build(r.variants[v].Measures)
	result.Seed, result.Replications, result.Reached = r.options.Seed, r.replications(), true
	return result
}
