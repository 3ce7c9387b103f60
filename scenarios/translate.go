package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"agner/sim"
)

// failure reports a mistake at a path of the language.
type failure func(path, format string, args ...any)

// translate turns a scenario as written into one that can run: names resolved,
// profiles laid on the time axis, defaults applied and listed. Every mistake
// goes to fail; the result is nil when there was one.
func translate(s *Spec, d *data, fail failure) *Scenario {
	t := newTranslator(s, d, fail)
	t.names()
	if t.mistakes > 0 {
		return nil
	}
	out := t.scenario()
	if t.mistakes > 0 {
		return nil
	}
	return out
}

// translator carries one translation.
type translator struct {
	spec     *Spec
	data     *data
	fail     failure
	mistakes int // reported so far
	axis     *axis
	columns  map[string]*series // by path of the reference
	told     map[string]bool    // failOnce
	missing  []gap
	queues   map[string]int
	groups   map[string]int
	lines    map[string]int
	defaults []Default
	warnings []string
	quiet    bool // defaults are not listed (a second translation of the same scenario)
	trusting bool // unknown names are not reported: that is done already
	doubt    doubt
}

// doubt is what cannot be known of a scenario after a mistake, so that nothing is said that follows from
// the mistake alone.
type doubt struct {
	skills bool         // which queues some group serves
	staff  bool         // how many agents there are when, at all
	routes map[int]bool // whom the route of a queue names
	queues map[int]bool // when a queue is open, and whether its work can wait
	seats  map[int]bool // how many agents a group has when
}

func newTranslator(s *Spec, d *data, fail failure) *translator {
	t := &translator{spec: s, data: d, columns: map[string]*series{}, told: map[string]bool{},
		queues: map[string]int{}, groups: map[string]int{}, lines: map[string]int{},
		doubt: doubt{routes: map[int]bool{}, queues: map[int]bool{}, seats: map[int]bool{}}}
	t.fail = func(path, format string, args ...any) {
		t.mistakes++
		fail(path, format, args...)
	}
	return t
}

// names numbers queues, groups and trunks, of which there must be some.
func (t *translator) names() {
	t.number()
	if len(t.spec.Queues) == 0 {
		t.fail("queues", "a scenario needs at least one queue")
	}
	if len(t.spec.Groups) == 0 {
		t.fail("groups", "a scenario needs at least one group of agents")
	}
}

// number numbers queues, groups and trunks in the order of the file.
func (t *translator) number() {
	for i, q := range t.spec.Queues {
		t.queues[q.Name] = i
	}
	for i, g := range t.spec.Groups {
		t.groups[g.Name] = i
	}
	for i, l := range t.spec.Lines {
		t.lines[l.Name] = i
	}
}

// scenario translates everything.
func (t *translator) scenario() *Scenario {
	t.horizon()
	t.doubt.staff = t.mistakes > 0
	centre := t.centre()
	out := &Scenario{Name: t.spec.Name, Description: t.spec.Description, Start: t.axis.start, Spec: t.spec, Planned: centre}
	for _, q := range t.spec.Queues {
		out.QueueLabels = append(out.QueueLabels, orElse(q.Label, q.Name))
	}
	for _, g := range t.spec.Groups {
		out.GroupLabels = append(out.GroupLabels, orElse(g.Label, g.Name))
	}
	out.Shrinkage = t.shrinkages()
	out.Money = t.money()
	out.Experiment = t.experiment()
	out.Staffing = t.staffing(centre)
	before := t.mistakes
	out.Centre, out.Planned = t.withEvents(centre, &out.Money)
	t.doubt.staff = t.doubt.staff || t.mistakes > before
	for _, p := range out.Money.Validate(out.Centre) {
		t.fail(p.Path, "%s", p.Message)
	}
	t.contradictions(out.Centre)
	t.risks(out.Centre)
	t.warnGaps()
	out.Defaults, out.Warnings = t.defaults, append(t.warnings, out.Money.Warnings(out.Centre)...)
	return out
}

// failOnce reports a mistake at a path only the first time.
func (t *translator) failOnce(path, format string, args ...any) {
	if key := path + "\x00" + format; !t.told[key] {
		t.told[key] = true
		t.fail(path, format, args...)
	}
}

func (t *translator) warn(format string, args ...any) {
	if w := fmt.Sprintf(format, args...); !slices.Contains(t.warnings, w) {
		t.warnings = append(t.warnings, w)
	}
}

// useDefault lists a value that the scenario leaves out.
func (t *translator) useDefault(path, value string) {
	if !t.quiet {
		t.defaults = append(t.defaults, Default{path, value})
	}
}

// series returns the column of a data file, nil when it cannot be read.
func (t *translator) series(ref *FileRef) *series {
	if s, ok := t.columns[ref.Path]; ok {
		return s
	}
	s, err := t.data.series(ref)
	if err != nil {
		t.failOnce(ref.Path, "%s", err)
		s = nil
	}
	t.columns[ref.Path] = s
	return s
}

// queue resolves the name of a queue, sim.None when there is none.
func (t *translator) queue(path, name string) int {
	return t.resolve(path, name, "queue", t.queues)
}

// group resolves the name of a group, sim.None when there is none.
func (t *translator) group(path, name string) int {
	return t.resolve(path, name, "group", t.groups)
}

func (t *translator) resolve(path, name, kind string, index map[string]int) int {
	if i, ok := index[name]; ok {
		return i
	}
	if t.trusting {
		return sim.None
	}
	names := make([]string, 0, len(index))
	for n := range index {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return index[a] - index[b] })
	t.fail(path, "there is no %s %q%s", kind, name, suggestion(name, names))
	return sim.None
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// value returns what p points to, or a default.
func value[T any](p *T, other T) T {
	if p == nil {
		return other
	}
	return *p
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// minutes writes a duration as the language does: 30m, 1h30m, 20s, 2d.
func minutes(d sim.Time) string {
	if d == 0 {
		return "0"
	}
	out := ""
	for _, u := range []struct {
		size sim.Time
		name string
	}{{sim.Day, "d"}, {sim.Hour, "h"}, {sim.Minute, "m"}} {
		if n := d / u.size; n > 0 {
			out += strconv.FormatInt(int64(n), 10) + u.name
			d %= u.size
		}
	}
	if d > 0 {
		out += strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
	}
	return out
}

// percent writes a fraction.
func percent(f float64) string { return strconv.FormatFloat(100*f, 'g', 4, 64) + "%" }

func dateOf(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }
