package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"agner/sim"
)

// reader decodes a merged scenario into a Spec and collects every mistake.
type reader struct {
	mistakes []Mistake
	root     *node            // of the scenario
	broken   map[string]bool  // the paths of tables' entries in which mistakes were found
	meant    map[*node]string // what the unexpected keys of a table are taken for
	probe    *prober          // not nil: the reader is asked what it takes (Schema)
}

// fail reports a mistake at n: at its last change, when it has one, for without
// that the value was sound or has been reported by itself.
func (r *reader) fail(n *node, format string, args ...any) {
	if r.probe != nil { // a probe has no place, nor all the keys that a message may point at
		r.mistakes = append(r.mistakes, Mistake{})
		return
	}
	if k := len(n.changes); k > 0 {
		n = n.changes[k-1].at
	}
	r.mistakes = append(r.mistakes, n.src.mistake(n.line, n.column, format, args...))
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// locate returns the node at a path, or of the nearest part around it that is written.
func (r *reader) locate(path string) *node {
	at := r.root
	steps, _ := parsePath(path) // none of the empty path, which is the scenario itself
	for _, s := range steps {
		next := at.get(s.key)
		if s.key == "" && s.index < len(at.items) {
			next = at.items[s.index]
		}
		if next == nil {
			break
		}
		at = next
	}
	return at
}

// field is a key that a table may have and what reads its value, which is not null.
type field struct {
	key  string
	read func(n *node, path string)
}

// table reads a table with the given keys; what names it in messages. It tells
// whether n is a table.
func (r *reader) table(n *node, path, what string, fields ...field) bool {
	if !r.isTable(n, what) {
		return false
	}
	if r.probe != nil {
		r.probe.table(r, n, what, fields)
		return true
	}
	if len(n.changes) > 0 {
		r.fail(n, "%s cannot be changed as a whole: change one of its parts: %s", what, strings.Join(n.keys(), ", "))
		return false
	}
	for _, e := range n.entries {
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == e.key })
		if i < 0 {
			r.unexpected(n, e, what, fields)
			continue
		}
		r.read(fields[i], e, path)
	}
	return true
}

// read reads one entry of a table.
func (r *reader) read(f field, e entry, path string) {
	if e.value.kind == nothing {
		r.fail(e.value, "%s has no value: give it one, or leave the key out", e.key)
		return
	}
	before := len(r.mistakes)
	f.read(e.value, join(path, e.key))
	r.judge(join(path, e.key), before)
}

// judge remembers a part as broken when there are more mistakes than before it was read.
func (r *reader) judge(path string, before int) {
	if len(r.mistakes) > before && r.broken != nil {
		r.broken[path] = true
	}
}

func (r *reader) unexpected(n *node, e entry, what string, fields []field) {
	known := make([]string, len(fields))
	for i := range fields {
		known[i] = fields[i].key
	}
	if len(known) == 0 {
		r.fail(e.at, "unexpected key %s: %s takes no keys", quote(e.key), what)
		return
	}
	meant := suggestion(e.key, known)
	if meant != "" && r.meant != nil {
		r.meant[n] += meant
	}
	r.fail(e.at, "unexpected key %s for %s; expected one of %s%s", quote(e.key), what, strings.Join(known, ", "), meant)
}

func (r *reader) isTable(n *node, what string) bool {
	if n.kind != keyed {
		r.fail(n, "%s must be a table of keys, not %s", what, n.described())
		return false
	}
	return true
}

// described says what kind of value n is, with its text when it is short.
func (n *node) described() string {
	if n.kind == single {
		return "the single value " + quote(n.text)
	}
	return n.kind.String()
}

// require reports the keys that a table must have and does not, but for those
// that are there in another spelling, which has been reported.
func (r *reader) require(n *node, what string, keys ...string) {
	if n.kind != keyed {
		return
	}
	for _, k := range keys {
		if n.get(k) == nil && !strings.Contains(r.meant[n], quote(k)) {
			r.fail(n, "%s needs %s", what, k)
		}
	}
}

// scalar reports a value that is not single.
func (r *reader) scalar(n *node, wanted string) bool {
	if n.kind != single {
		r.fail(n, "expected %s, not %s", wanted, n.kind)
		return false
	}
	return r.probe == nil || r.probe.single(n, wanted)
}

// unchanged reports a relative change of a value that has no amount.
func (r *reader) unchanged(n *node, what string) bool {
	if len(n.changes) > 0 {
		r.fail(n, "%s is not an amount: give the new value without a sign", what)
		return false
	}
	return true
}

// number reads one quantity with its changes. Not ok: it has been reported.
func (r *reader) number(n *node, q quantity) (v float64, unit Unit, ok bool) {
	if r.probe != nil && n.kind == single {
		return 0, Plain, r.probe.quantity(n, q)
	}
	if !r.scalar(n, q.name) {
		return 0, 0, false
	}
	own := *n
	own.changes = nil
	v, unit, problem := q.parse(n.text)
	if problem != "" {
		if n.quoted && strings.HasPrefix(n.text, "+") {
			problem = fmt.Sprintf("%s is in quotes, so it is no relative change: write %s without them", quote(n.text), n.text)
		}
		r.fail(&own, "%s", problem)
		return 0, 0, false
	}
	if !r.inRange(&own, q, v, "") {
		return 0, 0, false
	}
	for i, c := range n.changes {
		before := v
		if v, ok = r.changed(v, unit, c, q); !ok {
			return 0, 0, false
		}
		if q.whole { // 10 % more than 24 agents are 26
			v = math.Round(v)
		}
		if i == len(n.changes)-1 && !r.inRange(n, q, v, fmt.Sprintf(" (%s, changed by %s)", q.show(before), c.at.text)) {
			return 0, 0, false
		}
	}
	return v, unit, true
}

// changed applies one relative change.
func (r *reader) changed(v float64, unit Unit, c change, q quantity) (float64, bool) {
	switch {
	case c.times != 0:
		return v * c.times, true
	case c.points != 0:
		if !q.points {
			r.fail(c.at, "%s adds percentage points, which %s does not have", quote(c.at.text), q.name)
			return 0, false
		}
		return v + c.points, true
	}
	d, of, problem := q.parse(c.adds)
	if problem != "" {
		if _, why := parseNumber(c.adds); why == "" { // a unit is missing: it is written behind the sign, too
			problem = strings.ReplaceAll(strings.ReplaceAll(problem, " "+c.adds, " "+c.at.text), quote(c.adds), quote(c.at.text))
		}
		r.fail(c.at, "%s", problem)
		return 0, false
	}
	if of != unit {
		r.fail(c.at, "%s is not in the unit of the volume that it changes: write it in the same, or as a percentage", quote(c.at.text))
		return 0, false
	}
	if c.negative {
		d = -d
	}
	return v + d, true
}

// rounding that changes may leave at the ends of a range: 90 % + 10 % is 1.
const rangeSlack = 1e-9

// inRange reports a value outside of what q allows; how tells where it came from,
// empty when it stands there as written.
func (r *reader) inRange(n *node, q quantity, v float64, how string) bool {
	slack := rangeSlack * math.Abs(q.most)
	shown := n.text
	if how != "" {
		shown = q.show(v) + how
	}
	switch {
	case v < q.least && v < 0 && q.least == 0:
		r.fail(n, "%s is negative: %s is 0 or more", shown, q.name)
	case v < q.least:
		r.fail(n, "%s is too small: %s is at least %s", shown, q.name, q.show(q.least))
	case v > q.most+slack && q.points && q.most == 1 && v <= 100 && how == "" && !strings.HasSuffix(n.text, "%"):
		r.fail(n, "%s is over 100%%: %s is between 0 and 1; did you mean %s%%?", shown, q.name, n.text)
	case v > q.most+slack:
		r.fail(n, "%s is too large: %s is at most %s%s", shown, q.name, q.show(q.most),
			orNothing(q.points && how == "" && v <= 100*q.most && !strings.HasSuffix(n.text, "%"), "; did you mean "+n.text+"%?"))
	case q.whole && v != math.Trunc(v):
		r.fail(n, "%s is not a whole number, which %s must be", shown, q.name)
	default:
		return true
	}
	return false
}

func (r *reader) floatInto(p **float64, q quantity) func(*node, string) {
	return func(n *node, _ string) {
		if v, _, ok := r.number(n, q); ok {
			*p = &v
		}
	}
}

func (r *reader) countInto(p **int, q quantity) func(*node, string) {
	return func(n *node, _ string) {
		if v, _, ok := r.number(n, q); ok {
			i := int(v)
			*p = &i
		}
	}
}

// duration reads a single duration.
func (r *reader) duration(n *node) (sim.Time, bool) {
	v, _, ok := r.number(n, durations())
	return sim.FromSeconds(v), ok
}

func (r *reader) durationInto(p **sim.Time) func(*node, string) {
	return func(n *node, _ string) {
		if d, ok := r.duration(n); ok {
			*p = &d
		}
	}
}

// each reads the entries of a table of names that users choose; what names one of them.
func (r *reader) each(n *node, path, section, what string, read func(e entry, path string)) {
	if !r.isTable(n, section) || !r.unchanged(n, section) {
		return
	}
	if r.probe != nil {
		r.probe.each(r, n, what, read)
		return
	}
	for _, e := range n.entries {
		if r.misplaced(e, path) {
			continue
		}
		if problem := nameProblem(e.key); problem != "" {
			r.fail(e.at, "%s", problem)
			continue
		}
		if e.value.kind == nothing {
			r.fail(e.at, "%s %s has no value: give it one, or leave it out", what, quote(e.key))
			continue
		}
		before := len(r.mistakes)
		read(e, join(path, e.key))
		r.judge(join(path, e.key), before)
	}
}

// eachItem reads the items of a list.
func (r *reader) eachItem(n *node, path, what string, read func(n *node, path string)) {
	if n.kind != listed {
		r.fail(n, "%s must be a list, not %s", what, n.described())
		return
	}
	if !r.unchanged(n, what) {
		return
	}
	if r.probe != nil {
		r.probe.eachItem(r, n, what, read)
		return
	}
	for i, item := range n.items {
		if item.kind == nothing {
			r.fail(item, "%s has an entry without a value", what)
			continue
		}
		read(item, path+"["+strconv.Itoa(i)+"]")
	}
}
