package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// Every mistake, with the field it is reported at and the message.
func TestMistakesInLaws(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	exp := func(mean float64) Law { return law("", func(l *Law) { l.Mean = mean }) }
	for _, c := range []struct {
		law  Law
		want string // path: message, one a line
	}{
		{NewLaw(), "mean: mean is missing: state a duration such as 5m, or mean and cv"},
		{law("", func(l *Law) { l.Mean, l.Median = 1, 2 }),
			"median: mean and median are both given: they fix the same thing, keep one"},
		{law("", func(l *Law) { l.Mean, l.CV, l.P90 = 1, 1, 3 }),
			"p90: cv and p90 are both given: they fix the same thing, keep one"},
		{law("", func(l *Law) { l.Mean, l.P90 = 1, 3 }),
			"p90: p90 needs median beside it: give median and p90, or mean and cv"},
		{law("", func(l *Law) { l.Median, l.P90 = 3, 3 }), "p90: p90 is not above the median"},
		{law("", func(l *Law) { l.CV = 1 }), "mean: mean is missing: state how long it takes"},
		{law("", func(l *Law) { l.Mean, l.CV = 1, 80*5 }),
			"cv: cv is 400: it is standard deviation ÷ mean, such as 0.8 or 80%, at most 100"},
		{law("", func(l *Law) { l.Min, l.Max = 1, 2 }), "shape: shape is missing: min goes with uniform or triangular"},
		{law("", func(l *Law) { l.Values = []float64{1} }), "shape: shape is missing: values goes with empirical"},
		{law("normal", func(l *Law) { l.Mean = 1 }), "shape: \"normal\" is not a shape; one of exponential, constant, " +
			"uniform, triangular, gamma, erlang, lognormal, weibull, loglogistic, hyperexponential, empirical, mixture, never"},
		{law("", func(l *Law) { l.Mean, l.CV = -1, inf }),
			"mean: mean is negative (-1)\ncv: cv is infinite: state a finite value, or never for a time without end"},
		{law("exponential", func(l *Law) { l.Mean, l.CV, l.Cap = 1, 2, 0 }), "cap: cap is 0: it must be above 0\n" +
			"cv: cv does not go with shape exponential, which takes mean, or median: leave it out or name another shape"},
		{law("exponential", func(l *Law) { l.CV = 2 }),
			"cv: cv does not go with shape exponential, which takes mean, or median: leave it out or name another shape\n" +
				"mean: mean is missing: state how long it takes"},
		{law("exponential", func(l *Law) { l.Median = 0 }), "median: median is 0: it must be above 0"},
		{law("uniform", func(l *Law) { l.Min = 3 }), "shape: shape uniform needs min and max"},
		{law("uniform", func(l *Law) { l.Min, l.Max = 3, 3 }),
			"max: max is not above min: for a time without spread take shape constant"},
		{law("triangular", func(l *Law) { l.Min, l.Max = 3, 4 }), "shape: shape triangular needs min, mode and max"},
		{law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 3, 5, 4 }), "mode: mode is not between min and max"},
		{law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 4, 4, 4 }),
			"max: max is not above min: for a time without spread take shape constant"},
		{law("erlang", func(l *Law) { l.Mean = 3 }),
			"phases: phases is 0: an erlang law needs a whole number of them, 1 to 1000000; for a cv take gamma"},
		{law("erlang", func(l *Law) { l.Mean, l.Phases = 3, -2 }),
			"phases: phases is -2: an erlang law needs a whole number of them, 1 to 1000000; for a cv take gamma"},
		{law("gamma", func(l *Law) { l.Mean = 3 }), "cv: cv is missing: shape gamma needs a spread, cv or median and p90"},
		{law("gamma", func(l *Law) { l.Mean, l.Scale, l.K = 3, 2, 2 }),
			"mean: scale and mean are both given: they fix the same thing, keep one"},
		{law("gamma", func(l *Law) { l.Mean, l.K = 3, 1e-9 }), "k: k makes the spread enormous, a cv over 100: check it"},
		{law("weibull", func(l *Law) { l.Mean, l.K = 3, 1e-9 }), "k: k makes the spread enormous, a cv over 100: check it"},
		{law("lognormal", func(l *Law) { l.Mu, l.Mean, l.Sigma = 3, 3, 1 }),
			"mean: mu and mean are both given: they fix the same thing, keep one"},
		{law("lognormal", func(l *Law) { l.Mu, l.Sigma = 800, 1 }), "mu: mu leads to a mean of +Inf seconds: check it"},
		{law("loglogistic", func(l *Law) { l.Mean, l.K = 3, 1 }),
			"k: k gives k = 1: the mean of a loglogistic law is infinite unless p90 is less than 9 medians (k > 1)"},
		{law("loglogistic", func(l *Law) { l.Median, l.P90 = 1, 10 }),
			"p90: p90 gives k = 0.954: the mean of a loglogistic law is infinite unless p90 is less than 9 medians (k > 1)"},
		{meanCV("hyperexponential", 1, 0.8), "cv: cv does not fit shape hyperexponential: hyperexponential laws have a cv of 1 or more " +
			"and a p90 of 3.33 to 4.42 medians: take gamma or lognormal"},
		{law("hyperexponential", func(l *Law) { l.Median, l.P90 = 1, 5 }), "p90: p90 does not fit shape hyperexponential: " +
			"hyperexponential laws have a cv of 1 or more and a p90 of 3.33 to 4.42 medians: take gamma or lognormal"},
		{law("empirical", func(l *Law) {}), "values: values is missing: an empirical law lists the durations that were observed"},
		{law("empirical", func(l *Law) { l.Values, l.Weights = []float64{1, -1, nan, inf}, []float64{1} }),
			"values[1]: -1 is not a duration of 0 or more\nvalues[2]: NaN is not a duration of 0 or more\n" +
				"values[3]: +Inf is not a duration of 0 or more\nweights: weights has 1 entries for 4 values: give each value its weight"},
		{law("empirical", func(l *Law) { l.Values, l.Weights = []float64{1, 2}, []float64{0, 0} }),
			"weights: all weights are 0: at least one must be above"},
		{law("empirical", func(l *Law) { l.Values, l.Weights = []float64{1, 2}, []float64{1, nan} }),
			"weights[1]: weight NaN is not a number of 0 or more"},
		{law("empirical", func(l *Law) { l.Values, l.Weights = []float64{1, 2}, []float64{1e308, 1e308} }),
			"weights: weights add up to infinity: give smaller ones"},
		{law("mixture", func(l *Law) {}), "parts: parts is missing: a mixture lists its parts, each with a weight"},
		{law("mixture", func(l *Law) { l.Parts = []Part{{-1, exp(3)}, {1, exp(-3)}, {1, law("never", func(*Law) {})}} }),
			"parts[1].mean: mean is negative (-3)\nparts[2]: a part of a mixture must end: give it a mean that is long enough instead of never\n" +
				"parts[0].weight: weight -1 is not a number of 0 or more"},
		{law("mixture", func(l *Law) { l.Parts = []Part{{0, exp(3)}} }), "parts: all weights are 0: at least one must be above"},
		{law("never", func(l *Law) { l.Mean, l.Cap = 1, 2 }),
			"mean: mean does not go with shape never, which takes nothing else: leave it out or name another shape\n" +
				"cap: cap does not go with shape never, which takes nothing else: leave it out or name another shape"},
	} {
		_, problems := c.law.Distribution()
		var lines []string
		for _, p := range problems {
			lines = append(lines, p.Path+": "+p.Message)
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%+v:\n got %s\nwant %s", c.law, got, c.want)
		}
	}
}

func TestNeverIsEndless(t *testing.T) {
	if d := must(t, law("never", func(*Law) {})); !d.Endless() {
		t.Error("never ends")
	}
}

func TestShapesAreDocumentedAndDistinct(t *testing.T) {
	names := Shapes()
	slices.Sort(names)
	if n := len(slices.Compact(names)); n != 13 || n != len(Shapes()) {
		t.Errorf("%d shapes", n)
	}
	for _, l := range continuousLaws() {
		if !slices.Contains(names, must(t, l).Shape()) {
			t.Errorf("%s is not among the shapes", must(t, l).Shape())
		}
	}
}

// A law is read, not kept: its lists may change afterwards.
func TestLawsAreNotKept(t *testing.T) {
	l := law("empirical", func(l *Law) { l.Values, l.Weights = []float64{30, 10, 20}, []float64{1, 2, 3} })
	d := must(t, l)
	if !slices.Equal(l.Values, []float64{30, 10, 20}) {
		t.Error("the values were reordered")
	}
	l.Values[1], l.Weights[1] = 99, 99
	if m := d.MeanSeconds(); math.Abs(m-110.0/6) > 1e-12 {
		t.Errorf("mean %v", m)
	}
}

// 60 000 laws put together at random from telling numbers: each gives mistakes
// or a usable distribution, and never a panic. The draws are fixed.
func TestRandomLaws(t *testing.T) {
	numbers := []float64{math.NaN(), math.NaN(), math.NaN(), 0, 1e-50, 1e-6, 0.3, 1, 1 + 1e-9, 1.5, 5, 99, 1e6, 1e100, -1, math.Inf(1)}
	w := draws(18)
	number := func() float64 { return numbers[w.below(len(numbers))] }
	shapes := append(Shapes(), "")
	var random func(depth int) Law
	random = func(depth int) Law {
		l := NewLaw()
		l.Shape = shapes[w.below(len(shapes))]
		for _, f := range []*float64{&l.Mean, &l.Median, &l.P90, &l.CV, &l.Min, &l.Mode, &l.Max, &l.K, &l.Scale, &l.Mu, &l.Sigma, &l.Cap} {
			if w.below(7) == 0 {
				*f = number()
			}
		}
		if w.below(7) == 0 {
			l.Phases = w.below(5) - 1
		}
		for range max(w.below(6)-3, 0) {
			l.Values = append(l.Values, number())
			l.Weights = append(l.Weights, number())
			if depth < 2 {
				l.Parts = append(l.Parts, Part{number(), random(depth + 1)})
			}
		}
		return l
	}
	usable := 0
	for range 60_000 {
		l := random(0)
		d, problems := l.Distribution()
		if len(problems) > 0 {
			continue
		}
		usable++
		if complaint := unusable(d, draws(w.next())); complaint != "" {
			t.Errorf("%+v: %s", l, complaint)
		}
	}
	if usable < 1000 {
		t.Errorf("only %d laws were free of mistakes", usable)
	}
}

// unusable says what is wrong with a distribution, if anything.
func unusable(d Distribution, w draws) string {
	if d.Endless() {
		return ""
	}
	m, low, high := d.MeanSeconds(), d.Quantile(0.1), d.Quantile(0.9)
	switch {
	case !(m >= 0) || math.IsInf(m, 0):
		return fmt.Sprintf("mean %v", m)
	case !(low >= 0 && high >= low):
		return fmt.Sprintf("quantiles %v and %v", low, high)
	case !(d.Survival(m) >= 0 && d.Survival(m) <= 1):
		return fmt.Sprintf("P(X > mean) = %v", d.Survival(m))
	case m > 0 && !(d.CV() >= 0):
		return fmt.Sprintf("cv %v", d.CV())
	case d.sample(w, 0) < 0:
		return fmt.Sprintf("a draw of %v", d.sample(w, 0))
	}
	return ""
}
