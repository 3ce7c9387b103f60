package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Law is a distribution as a scenario writes it; start from NewLaw. Numbers
// that are not stated are NaN, durations are in seconds.
//
//	shape             parameters
//	""                mean or median: exponential; with cv, or median and p90: lognormal
//	constant          mean
//	exponential       mean or median
//	uniform           min, max
//	triangular        min, mode, max
//	erlang            phases; mean or median
//	gamma             cv or k, with mean, median or scale; or median and p90
//	weibull           the same
//	loglogistic       the same (scale is the median), k > 1
//	lognormal         cv or sigma, with mean, median or mu; or median and p90
//	hyperexponential  cv ≥ 1 with mean or median; or median and p90
//	empirical         values, weights (all equal)
//	mixture           parts
//	never             –
//
// A cv of 0 makes every shape constant. Densities: gamma xᵏ⁻¹·exp(−x/scale), weibull
// survival exp(−(x/scale)ᵏ), loglogistic survival 1/(1 + (x/scale)ᵏ), lognormal
// exp(mu + sigma·Z) with mu the logarithm of seconds; the hyperexponential has two branches
// that bring half of the mean each. Cap goes with every shape and cuts values off there, min(x, cap);
// mean, median and the rest describe the law before that.
type Law struct {
	Shape             string
	Mean, Median, P90 float64
	CV                float64 // standard deviation ÷ mean
	Min, Mode, Max    float64
	K, Scale          float64
	Mu, Sigma         float64
	Phases            int // 0: not stated
	Values, Weights   []float64
	Parts             []Part
	Cap               float64
}

// Part is one branch of a mixture; weights are relative.
type Part struct {
	Weight float64
	Law    Law
}

// NewLaw returns a law of which nothing is stated.
func NewLaw() Law {
	n := math.NaN()
	return Law{Mean: n, Median: n, P90: n, CV: n, Min: n, Mode: n, Max: n, K: n, Scale: n, Mu: n, Sigma: n, Cap: n}
}

// maxCV bounds the coefficient of variation: beyond it a percentage was meant.
const maxCV = 100

// Shapes returns the names of all shapes, in the order of the documentation.
func Shapes() []string {
	names := make([]string, len(shapes))
	for i := range shapes {
		names[i] = shapes[i].name
	}
	return names
}

// shape is how one name of Law.Shape is read.
type shape struct {
	name   string
	takes  string   // in words, for messages
	fields []string // that may be stated besides cap
}

// shapes is a constant table.
var shapes = []shape{
	{"exponential", "mean, or median", []string{"mean", "median"}},
	{"constant", "mean", []string{"mean"}},
	{"uniform", "min and max", []string{"min", "max"}},
	{"triangular", "min, mode and max", []string{"min", "mode", "max"}},
	{"gamma", "mean and cv, or median and p90, or k and scale",
		[]string{"mean", "median", "p90", "cv", "k", "scale"}},
	{"erlang", "mean and phases", []string{"mean", "median", "phases"}},
	{"lognormal", "mean and cv, or median and p90, or mu and sigma",
		[]string{"mean", "median", "p90", "cv", "mu", "sigma"}},
	{"weibull", "mean and cv, or median and p90, or k and scale",
		[]string{"mean", "median", "p90", "cv", "k", "scale"}},
	{"loglogistic", "mean and cv, or median and p90, or k and scale",
		[]string{"mean", "median", "p90", "cv", "k", "scale"}},
	{"hyperexponential", "mean and cv, or median and p90",
		[]string{"mean", "median", "p90", "cv"}},
	{"empirical", "values and weights", []string{"values", "weights"}},
	{"mixture", "parts", []string{"parts"}},
	{"never", "nothing else", nil},
}

// Distribution returns the distribution that l describes, or every mistake in
// l: then the distribution is not to be used. Problem.Path is the name of
// the field in l as a scenario writes it, "parts[1].cv" within a mixture.
func (l Law) Distribution() (Distribution, []Problem) {
	r := &reading{law: l}
	stated := l.stated()
	r.checkNumbers(stated)
	sound := len(r.problems) == 0
	s := r.shape()
	if s == nil {
		return Distribution{}, r.problems
	}
	for _, f := range stated {
		if !slices.Contains(s.fields, f.name) && (f.name != "cap" || s.name == "never") {
			r.report(f.name, "%s does not go with shape %s, which takes %s: leave it out or name another shape", f.name, s.name, s.takes)
		}
	}
	if !sound {
		return Distribution{}, r.problems
	}
	d := r.build(s.name)
	if len(r.problems) > 0 {
		return Distribution{}, r.problems
	}
	if has(l.Cap) {
		d = d.capped(l.Cap)
	}
	return d, nil
}

// field is one thing that a law states; value is NaN where it is not a number.
type field struct {
	name  string
	value float64
}

// stated returns what l states, in the order of the documentation.
func (l Law) stated() []field {
	all := []field{{"mean", l.Mean}, {"median", l.Median}, {"p90", l.P90}, {"cv", l.CV},
		{"min", l.Min}, {"mode", l.Mode}, {"max", l.Max}, {"k", l.K}, {"scale", l.Scale},
		{"mu", l.Mu}, {"sigma", l.Sigma}, {"cap", l.Cap}}
	all = slices.DeleteFunc(all, func(f field) bool { return !has(f.value) })
	for _, f := range []struct {
		name   string
		stated bool
	}{{"phases", l.Phases != 0}, {"values", l.Values != nil}, {"weights", l.Weights != nil}, {"parts", l.Parts != nil}} {
		if f.stated {
			all = append(all, field{f.name, math.NaN()})
		}
	}
	return all
}

func has(x float64) bool { return !math.IsNaN(x) }

// reading is a law on its way to a distribution.
type reading struct {
	law      Law
	problems []Problem
}

func (r *reading) report(path, format string, args ...any) {
	r.problems = append(r.problems, Problem{path, fmt.Sprintf(format, args...)})
}

// checkNumbers reports numbers that no shape takes.
func (r *reading) checkNumbers(stated []field) {
	mayBeZero := []string{"mean", "min", "mode", "cv"}
	for _, f := range stated {
		switch {
		case !has(f.value):
		case math.IsInf(f.value, 0):
			r.report(f.name, "%s is infinite: state a finite value, or never for a time without end", f.name)
		case f.name == "mu": // any other number
		case f.value < 0:
			r.report(f.name, "%s is negative (%v)", f.name, f.value)
		case f.value == 0 && !slices.Contains(mayBeZero, f.name):
			r.report(f.name, "%s is 0: it must be above 0", f.name)
		case f.name == "cv" && f.value > maxCV:
			r.report(f.name, "cv is %v: it is standard deviation ÷ mean, such as 0.8 or 80%%, at most %v", f.value, maxCV)
		}
	}
}

// shape returns the shape that the law names or implies.
func (r *reading) shape() *shape {
	name := r.law.Shape
	if name == "" {
		name = r.implied()
	}
	if name == "" {
		return nil
	}
	i := slices.IndexFunc(shapes, func(s shape) bool { return s.name == name })
	if i < 0 {
		r.report("shape", "%q is not a shape; one of %s", name, strings.Join(Shapes(), ", "))
		return nil
	}
	return &shapes[i]
}

// implied returns the shape of a law that names none: exponential by its mean
// or median alone, lognormal with a spread.
func (r *reading) implied() string {
	l := r.law
	for _, f := range l.stated() {
		switch f.name {
		case "mean", "median", "p90", "cv", "cap":
		default:
			r.report("shape", "shape is missing: %s goes with %s", f.name, strings.Join(shapesWith(f.name), " or "))
			return ""
		}
	}
	switch {
	case has(l.CV) || has(l.P90):
		return "lognormal"
	case has(l.Mean) || has(l.Median):
		return "exponential"
	}
	r.report("mean", "mean is missing: state a duration such as 5m, or mean and cv")
	return ""
}

// shapesWith returns the names of the shapes that take a field.
func shapesWith(name string) []string {
	var out []string
	for i := range shapes {
		if slices.Contains(shapes[i].fields, name) {
			out = append(out, shapes[i].name)
		}
	}
	return out
}
