package scenarios

import (
	"math"
	"strconv"

	"agner/sim"
)

// dist translates a distribution; nil is no duration at all.
func (t *translator) dist(d *Dist, h Hours) sim.Distribution {
	if d == nil {
		return sim.Distribution{}
	}
	written := *d
	if d.File != nil {
		s := t.series(d.File)
		if s == nil {
			return sim.Distribution{}
		}
		written.Law.Values = s.values()
		for _, v := range written.Law.Values {
			if v < 0 {
				t.fail(d.File.Path, "%s has a negative duration: %v s", d.File.File, v)
				return sim.Distribution{}
			}
		}
		if _, problems := written.Law.Distribution(); len(problems) > 0 {
			t.fail(d.File.Path, "%s: %s", d.File.File, problems[0].Message)
			return sim.Distribution{}
		}
	}
	out := written.Distribution()
	if !d.Mean.IsSet() {
		return out
	}
	mean := t.level(d.Mean, h)
	if t.within(d.Mean.Path, mean, 0, math.Inf(1), "a duration of 0 or more") {
		return out.WithMean(mean)
	}
	return out
}

// values returns the numbers of a file in the order of its rows' clocks.
func (s *series) values() []float64 {
	out := make([]float64, 0, len(s.list))
	for _, v := range s.list {
		out = append(out, s.ref.adjust(v))
	}
	return out
}

// fraction translates a fraction over time.
func (t *translator) fraction(c Calendar, h Hours) sim.Steps {
	out := t.level(c, h)
	t.within(c.Path, out, 0, 1, "between 0% and 100%")
	return out
}

// within reports the first value outside [low, high].
func (t *translator) within(path string, s sim.Steps, low, high float64, words string) bool {
	for i, v := range s.Value {
		if !(v >= low && v <= high) {
			when := ""
			if len(s.Value) > 1 {
				when = " at " + t.axis.label(s.At[i])
			}
			t.failOnce(path, "must be %s, got %s%s", words, strconv.FormatFloat(v, 'g', 6, 64), when)
			return false
		}
	}
	return true
}

// indexed writes the path of a list's entry.
func indexed(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func orNaN(p *float64) float64 {
	if p == nil {
		return math.NaN()
	}
	return *p
}
