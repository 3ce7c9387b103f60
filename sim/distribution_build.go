package sim

import (
	"fmt"
	"math"
	"slices"
)

// build returns the distribution of the law, whose numbers are finite, or reports
// why there is none. Fields that do not belong to the shape are not looked at.
func (r *reading) build(shape string) Distribution {
	switch shape {
	case "exponential":
		return r.scaled(exponentialUnit{}, nil, math.NaN())
	case "constant":
		return r.scaled(nil, nil, math.NaN())
	case "uniform":
		return r.uniform()
	case "triangular":
		return r.triangular()
	case "erlang":
		return r.erlang()
	case "empirical":
		return r.empirical()
	case "mixture":
		return r.mixture()
	case "never":
		return EndlessPatience()
	}
	return r.spreadLaw(families[slices.IndexFunc(families, func(f family) bool { return f.name == shape })])
}

// spreadLaw returns the distribution of a shape with a parameter of spread.
func (r *reading) spreadLaw(f family) Distribution {
	k, ok := r.spread(f)
	if !ok {
		return Distribution{}
	}
	if k == 0 {
		return r.scaled(nil, nil, math.NaN())
	}
	u := f.unit(k)
	switch {
	case f.name == "lognormal" && has(r.law.Mu):
		return r.scaled(u, []string{"mu"}, math.Exp(r.law.Mu-u.(lognormalUnit).mu))
	case f.meanOfScale != nil && has(r.law.Scale):
		return r.scaled(u, []string{"scale"}, r.law.Scale*f.meanOfScale(k))
	}
	return r.scaled(u, nil, math.NaN())
}

// scaled gives u its mean: the one that the fields in stated lead to, or from
// mean or median. Exactly one of all these must be stated.
func (r *reading) scaled(u unit, stated []string, mean float64) Distribution {
	l := r.law
	if has(l.Mean) {
		stated, mean = append(stated, "mean"), l.Mean
	}
	if has(l.Median) && u != nil {
		stated, mean = append(stated, "median"), l.Median/u.quantile(0.5)
	} else if has(l.Median) {
		stated, mean = append(stated, "median"), l.Median
	}
	switch {
	case len(stated) == 0:
		r.report("mean", "mean is missing: state how long it takes")
	case len(stated) > 1:
		r.report(stated[1], "%s and %s are both given: they fix the same thing, keep one", stated[0], stated[1])
	case !(mean <= math.MaxFloat64) || mean == 0 && stated[0] != "mean":
		r.report(stated[0], "%s leads to a mean of %v seconds: check it", stated[0], mean)
	default:
		return newDistribution(u).WithMean(Constant(mean))
	}
	return Distribution{}
}

// family is a shape with one parameter k that sets its spread.
type family struct {
	name   string
	native string // the name of k
	unit   func(k float64) unit
	// fromCV and fromRatio return k for a coefficient of variation, and for
	// p90 ÷ median > 1. NaN: there is none.
	fromCV, fromRatio func(float64) float64
	// limits is said where they return NaN.
	limits string
	// meanOfScale returns the mean of the shape with scale 1.
	meanOfScale func(k float64) float64
}

// families is a constant table.
var families = []family{
	{"gamma", "k", func(k float64) unit { return gammaUnit{k: k} }, gammaKFromCV, gammaKFromRatio,
		"no gamma law has it", func(k float64) float64 { return k }},
	{"lognormal", "sigma", func(sigma float64) unit { return newLognormal(sigma) }, lognormalSigma, lognormalSigmaFromRatio,
		"no lognormal law has it", nil},
	{"weibull", "k", func(k float64) unit { return newWeibull(k) }, weibullKFromCV, weibullKFromRatio,
		"no weibull law has it", func(k float64) float64 { return math.Gamma(1 + 1/k) }},
	{"loglogistic", "k", func(k float64) unit { return newLoglogistic(k) }, loglogisticKFromCV, loglogisticKFromRatio,
		"the mean of a loglogistic law is infinite unless p90 is less than 9 medians (k > 1)",
		func(k float64) float64 { return math.Pi / k / math.Sin(math.Pi/k) }},
	{"hyperexponential", "cv", func(cv float64) unit { return newHyperexponential(cv) }, hyperexponentialCV, hyperexponentialCVFromRatio,
		"hyperexponential laws have a cv of 1 or more and a p90 of 3.33 to 4.42 medians: take gamma or lognormal", nil},
}

// spread returns the parameter k of f from the one fact that fixes it; 0 for constant.
func (r *reading) spread(f family) (k float64, ok bool) {
	l := r.law
	native := math.NaN()
	switch f.native {
	case "k":
		native = l.K
	case "sigma":
		native = l.Sigma
	}
	facts := slices.DeleteFunc([]field{{f.native, native}, {"cv", l.CV}, {"p90", l.P90}},
		func(x field) bool { return !has(x.value) })
	if len(facts) == 0 {
		r.report("cv", "cv is missing: shape %s needs a spread, cv or median and p90", f.name)
		return 0, false
	}
	if len(facts) > 1 {
		r.report(facts[1].name, "%s and %s are both given: they fix the same thing, keep one", facts[0].name, facts[1].name)
		return 0, false
	}
	switch {
	case has(native):
		k = native
	case has(l.CV):
		if l.CV == 0 && f.name != "hyperexponential" {
			return 0, true
		}
		k = f.fromCV(l.CV)
	case !has(l.Median):
		r.report("p90", "p90 needs median beside it: give median and p90, or mean and cv")
		return 0, false
	case l.P90 <= l.Median:
		r.report("p90", "p90 is not above the median")
		return 0, false
	default:
		k = f.fromRatio(l.P90 / l.Median)
	}
	return r.checkSpread(f, facts[0].name, k)
}

// checkSpread reports a parameter k, fixed by the field path, that f does not allow.
func (r *reading) checkSpread(f family, path string, k float64) (float64, bool) {
	if !has(k) {
		r.report(path, "%s does not fit shape %s: %s", path, f.name, f.limits)
		return 0, false
	}
	if f.name == "loglogistic" && k <= 1 {
		r.report(path, "%s gives k = %.3g: %s", path, k, f.limits)
		return 0, false
	}
	u := f.unit(k)
	if m := u.limited(2, math.Inf(1)); !(m <= 1+maxCV*maxCV*(1+1e-9)) && !(f.name == "loglogistic" && k <= 2) {
		r.report(path, "%s makes the spread enormous, a cv over %v: check it", path, maxCV)
		return 0, false
	}
	return k, true
}

func (r *reading) uniform() Distribution {
	l := r.law
	if !has(l.Min) || !has(l.Max) {
		r.report("shape", "shape uniform needs min and max")
		return Distribution{}
	}
	if l.Max <= l.Min {
		r.report("max", "max is not above min: for a time without spread take shape constant")
		return Distribution{}
	}
	mean := l.Min/2 + l.Max/2
	return newDistribution(uniformUnit{l.Min / mean, l.Max / mean}).WithMean(Constant(mean))
}

func (r *reading) triangular() Distribution {
	l := r.law
	if !has(l.Min) || !has(l.Mode) || !has(l.Max) {
		r.report("shape", "shape triangular needs min, mode and max")
		return Distribution{}
	}
	if l.Max <= l.Min {
		r.report("max", "max is not above min: for a time without spread take shape constant")
		return Distribution{}
	}
	if l.Mode < l.Min || l.Mode > l.Max {
		r.report("mode", "mode is not between min and max")
		return Distribution{}
	}
	mean := l.Min/3 + l.Mode/3 + l.Max/3
	return newDistribution(triangularUnit{l.Min / mean, l.Mode / mean, l.Max / mean}).WithMean(Constant(mean))
}

// maxPhases bounds an Erlang law, whose cv is 1/√phases: beyond it is constant.
const maxPhases = 1_000_000

func (r *reading) erlang() Distribution {
	n := r.law.Phases
	if n < 1 || n > maxPhases {
		r.report("phases", "phases is %d: an erlang law needs a whole number of them, 1 to %d; for a cv take gamma", n, maxPhases)
		return Distribution{}
	}
	return r.scaled(gammaUnit{k: float64(n), erlang: true}, nil, math.NaN())
}

func (r *reading) empirical() Distribution {
	l := r.law
	if len(l.Values) == 0 {
		r.report("values", "values is missing: an empirical law lists the durations that were observed")
		return Distribution{}
	}
	for i, v := range l.Values {
		if !(v >= 0) || math.IsInf(v, 0) {
			r.report(fmt.Sprintf("values[%d]", i), "%v is not a duration of 0 or more", v)
		}
	}
	weights := l.Weights
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(l.Values))
	}
	if len(weights) != len(l.Values) {
		r.report("weights", "weights has %d entries for %d values: give each value its weight", len(weights), len(l.Values))
	}
	r.checkWeights(weights, "weights", func(i int) string { return fmt.Sprintf("weights[%d]", i) })
	if len(r.problems) > 0 {
		return Distribution{}
	}
	u, mean := newEmpirical(l.Values, weights)
	if mean == 0 {
		return Distribution{}
	}
	return newDistribution(u).WithMean(Constant(mean))
}

func (r *reading) checkWeights(weights []float64, list string, path func(i int) string) {
	sum := 0.0
	for i, w := range weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			r.report(path(i), "weight %v is not a number of 0 or more", w)
			return
		}
		sum += w
	}
	switch {
	case sum == 0:
		r.report(list, "all weights are 0: at least one must be above")
	case math.IsInf(sum, 0):
		r.report(list, "weights add up to infinity: give smaller ones")
	}
}

func (r *reading) mixture() Distribution {
	parts := r.law.Parts
	if len(parts) == 0 {
		r.report("parts", "parts is missing: a mixture lists its parts, each with a weight")
		return Distribution{}
	}
	laws, weights := make([]Distribution, len(parts)), make([]float64, len(parts))
	for i, p := range parts {
		d, problems := p.Law.Distribution()
		for _, q := range problems {
			r.report(fmt.Sprintf("parts[%d].%s", i, q.Path), "%s", q.Message)
		}
		if d.Endless() {
			r.report(fmt.Sprintf("parts[%d]", i), "a part of a mixture must end: give it a mean that is long enough instead of never")
		}
		laws[i], weights[i] = d, p.Weight
	}
	r.checkWeights(weights, "parts", func(i int) string { return fmt.Sprintf("parts[%d].weight", i) })
	if len(r.problems) > 0 {
		return Distribution{}
	}
	u, mean := newMixture(laws, weights)
	if mean == 0 {
		return Distribution{}
	}
	return newDistribution(u).WithMean(Constant(mean))
}
