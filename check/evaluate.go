package check

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"agner/sim"
)

// Suite is a scenario with what is expected of it.
type Suite struct {
	Name         string
	Cases        []Case // every variant that the expectations name
	Expectations []Expectation
	Seed         uint64
}

// Options say how surely and for how long.
type Options struct {
	// Error is the chance that any verdict at all is wrong, over Sharing
	// expectations (0: those of the suite); 0: DefaultError.
	Error   float64
	Sharing int
	First   int // replications at the first look; 0: DefaultFirst
	Most    int // replications at the last look; 0: DefaultMost
	Workers int
	// Progress is told replications done and the most there may be.
	Progress func(done, most int)
}

// The defaults of Options: one run in a hundred gives a wrong verdict at most.
const (
	DefaultError = 0.01
	DefaultFirst = 200
	DefaultMost  = 3200
)

// Status is the outcome of one expectation.
type Status uint8

// The worst comes first.
const (
	Failed Status = iota
	Undecided
	Passed
)

// String returns the word for s.
func (s Status) String() string { return [...]string{"failed", "undecided", "passed"}[s] }

// Verdict is an expectation with what became of it.
type Verdict struct {
	Expectation Expectation
	Status      Status
	// Value is the estimate of the left side; Low and High are its bounds, which hold for all verdicts
	// of the run and at every look together. NaN without data.
	Value, Low, High float64
	Unit             Unit
	// Share tells that the sentence is about a quantile of waits: Value, Low and
	// High are the share of contacts that wait no longer than the limit, and Limit the share wanted.
	Share        bool
	Limit        float64
	Replications int // that decided, or all
	// Needed estimates how many replications would decide; 0: more than a run may have.
	Needed int
	Reason string // of a failure without data
}

// Outcome is what became of a suite.
type Outcome struct {
	Verdicts     []Verdict // in the order of the expectations
	Replications int
	OutOfTime    bool
}

// Evaluate decides every expectation on confidence. It simulates all variants on
// the same customers, looks after First replications and after each doubling up to
// Most, and decides an expectation at the first look at which its bounds lie
// wholly on one side of the limit. Error is spent in equal parts on Sharing
// expectations and all looks (Bonferroni), so the chance of any wrong verdict is at most Error,
// whenever it stops.
//
// When the deadline of ctx passes, what is open stays Undecided; cancellation is an error.
func Evaluate(ctx context.Context, s Suite, o Options) (*Outcome, error) {
	o = o.withDefaults(len(s.Expectations))
	e := &evaluation{suite: s, options: o, tail: o.Error / float64(o.Sharing*o.looks()), out: &Outcome{}}
	if err := e.compile(); err != nil {
		return nil, err
	}
	for done := 0; e.open() && done < o.Most; {
		next := min(max(2*done, o.First), o.Most)
		err := e.simulate(ctx, done, next)
		if errors.Is(err, context.DeadlineExceeded) {
			e.out.OutOfTime = true
			break
		}
		if err != nil {
			return nil, err
		}
		done = next
		e.out.Replications = done
		e.look(done)
	}
	return e.out, nil
}

func (o Options) withDefaults(expectations int) Options {
	if o.Error == 0 {
		o.Error = DefaultError
	}
	o.Sharing = max(o.Sharing, expectations, 1)
	whole := func(n, otherwise int) int {
		if n <= 0 {
			n = otherwise
		}
		n = max(n, 2*sim.BlockReplications)
		return (n + sim.BlockReplications - 1) / sim.BlockReplications * sim.BlockReplications
	}
	o.Most = min(whole(o.Most, DefaultMost), sim.MaxReplicationsLimit)
	o.First = min(whole(o.First, DefaultFirst), o.Most)
	return o
}

// looks is the number of looks up to Most.
func (o Options) looks() int {
	n := 1
	for at := o.First; at < o.Most; at = min(2*at, o.Most) {
		n++
	}
	return n
}

// evaluation is one Evaluate in progress.
type evaluation struct {
	suite   Suite
	options Options
	tail    float64 // error on one side of one expectation at one look
	out     *Outcome
	watches []*watch // by expectation; nil: cannot be evaluated
	series  [][]sim.Series
	samples [][][]sim.Sample // by case and series
}

func (e *evaluation) compile() error {
	k := &compiler{cases: e.suite.Cases, series: make([][]sim.Series, len(e.suite.Cases))}
	if len(e.suite.Cases) == 0 {
		return errors.New("check: nothing to simulate")
	}
	for _, x := range e.suite.Expectations {
		w, err := k.condition(x.Condition)
		v := Verdict{Expectation: x, Status: Undecided, Value: math.NaN(), Low: math.NaN(), High: math.NaN(), Unit: x.Condition.Unit, Limit: x.Condition.Limit}
		if err != nil {
			v.Status, v.Reason = Failed, err.Error()
		} else {
			v.Share, v.Limit, v.Unit = w.quantile, w.condition.Limit, w.condition.Unit
		}
		e.watches = append(e.watches, w)
		e.out.Verdicts = append(e.out.Verdicts, v)
	}
	e.series = k.series
	for _, list := range k.series {
		e.samples = append(e.samples, make([][]sim.Sample, len(list)))
	}
	return nil
}

// open tells whether something is left to decide.
func (e *evaluation) open() bool {
	return slices.ContainsFunc(e.out.Verdicts, func(v Verdict) bool { return v.Status == Undecided })
}

// simulate adds the replications from…to−1 of all cases that something open needs.
func (e *evaluation) simulate(ctx context.Context, from, to int) error {
	used := make([]bool, len(e.suite.Cases))
	for i, w := range e.watches {
		if e.out.Verdicts[i].Status == Undecided {
			w.cases(used)
		}
	}
	var variants []sim.Variant
	var at []int
	for i, c := range e.suite.Cases {
		if used[i] { // what only decided expectations need is left alone
			variants, at = append(variants, sim.Variant{Name: c.Name, Centre: c.Centre, Series: e.series[i]}), append(at, i)
		}
	}
	o := sim.Options{Seed: e.suite.Seed, First: from, Replications: to - from, Workers: e.options.Workers, Name: e.suite.Name}
	if report := e.options.Progress; report != nil {
		o.Progress = func(done, _ int) { report(from+done, e.options.Most) }
	}
	p, err := sim.RunPaired(ctx, variants, o)
	if err != nil {
		return err
	}
	for j, v := range at {
		for i := range e.samples[v] {
			e.samples[v][i] = append(e.samples[v][i], p.Samples[j][i]...)
		}
	}
	return nil
}

// cases marks the cases that the watch reads.
func (w *watch) cases(used []bool) {
	for _, t := range w.terms {
		if t.inner != nil {
			t.inner.cases(used)
		} else {
			used[t.variant] = true
		}
	}
}

// look decides what can be decided.
func (e *evaluation) look(replications int) {
	for i := range e.out.Verdicts {
		v := &e.out.Verdicts[i]
		if v.Status != Undecided {
			continue
		}
		w := e.watches[i]
		s := stand(w.columns(e.samples), w.condition.Unit == Fraction)
		v.Replications = replications
		if math.IsNaN(s.value) {
			v.Status, v.Reason = Failed, fmt.Sprintf("no data: nothing was observed in %d replications", replications)
			continue
		}
		v.Value = s.value
		v.Low, v.High = s.bounds(e.tail)
		relation, limit := w.condition.Relation, w.condition.Limit
		switch low, high := relation.holds(v.Low, limit), relation.holds(v.High, limit); {
		case low && high:
			v.Status = Passed
		case !low && !high:
			v.Status = Failed
		default:
			v.Needed = s.needed(limit, e.tail, replications)
		}
		if v.Status != Undecided {
			v.Needed = 0
		}
	}
}

// columns returns the samples of the watch's terms.
func (w *watch) columns(samples [][][]sim.Sample) []column {
	var out []column
	for _, t := range w.terms {
		c := column{factor: t.factor, chance: t.chance}
		if t.inner == nil {
			c.samples = samples[t.variant][t.series]
		} else {
			c.samples = t.inner.happened(samples)
		}
		out = append(out, c)
	}
	return out
}

// happened tells for each replication whether the condition held: 1 of 1, 0 of
// 1, or 0 of 0 where there was nothing to see.
func (w *watch) happened(samples [][][]sim.Sample) []sim.Sample {
	columns := w.columns(samples)
	out := make([]sim.Sample, len(columns[0].samples))
	for r := range out {
		sum, seen := 0.0, true
		for _, c := range columns {
			s := c.samples[r]
			seen = seen && s.Den != 0
			sum += c.factor * s.Num / s.Den
		}
		if seen {
			out[r].Den = 1
			if w.condition.Relation.holds(sum, w.condition.Limit) {
				out[r].Num = 1
			}
		}
	}
	return out
}
