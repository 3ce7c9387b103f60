package scenarios

import (
	"time"

	"agner/sim"
)

// Defaults of the scenario language, in one place. The values of enumerations
// are the first of their lists.
const (
	defaultDays           = 1
	defaultInterval       = 30 * sim.Minute
	defaultPriority       = 1
	defaultShortAbandon   = 5 * sim.Second
	defaultWithin         = 20 * sim.Second // of targets that promise no level
	defaultAttempts       = 3
	defaultSkillLevel     = 1
	defaultSeed           = 1
	defaultReplications   = 400
	defaultMaxReplication = 20000
	defaultDialsPerAgent  = 1
	defaultStartWhenIdle  = 1
	// assumedAbandonment stands in for the share of contacts that give up when
	// figures that include retries are cleaned and the scenario says nothing better.
	assumedAbandonment = 0.05
)

// defaultStart is a Monday.
func defaultStart() time.Time { return time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC) }

// withDefault returns what p points to, or the default, which it lists in words.
func withDefault[T any](t *translator, p *T, path, words string, other T) T {
	if p != nil {
		return *p
	}
	t.useDefault(path, words)
	return other
}

// fractionWithDefault returns a written calendar as fractions over time, or a
// constant, which it lists in words.
func (t *translator) fractionWithDefault(c Calendar, path, words string, other float64, h Hours) sim.Steps {
	if !c.IsSet() {
		t.useDefault(path, words)
		return sim.Constant(other)
	}
	return t.fraction(c, h)
}

// choose returns the value of a written name among names, or the first, which
// it lists as the default.
func choose[T ~uint8](t *translator, written, path string, names ...string) T {
	if written == "" {
		t.useDefault(path, names[0])
		return 0
	}
	for i, n := range names {
		if n == written {
			return T(i)
		}
	}
	t.fail(path, "%q is not one of %s", written, list(names))
	return 0
}
