package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// change is a relative change of a value.
type change struct {
	// at is where the change is written.
	at *node
	// times multiplies, for +10% and -10%; 0: the change adds.
	times float64
	// points adds a fraction, for +5pts.
	points float64
	// adds is the text after the sign, in the units of the value that changes.
	adds     string
	negative bool
}

// parseChange reads a value with a sign. Not ok: it has none, and replaces.
// A problem says what is wrong with one that has.
func parseChange(n *node) (c change, ok bool, problem string) {
	if n.kind != single || n.quoted || n.text == "" || n.text[0] != '+' && n.text[0] != '-' {
		return change{}, false, ""
	}
	c = change{at: n, negative: n.text[0] == '-'}
	sign := 1.0
	if c.negative {
		sign = -1
	}
	amount := strings.TrimSpace(n.text[1:])
	if digits, is := cutUnit(amount, "%"); is {
		v, problem := parseNumber(digits)
		c.times = 1 + sign*v/100
		if problem == "" && c.times < 0 {
			problem = fmt.Sprintf("%s takes away more than there is", n.text)
		}
		if c.times == 0 && problem == "" {
			problem = "-100% leaves nothing: write 0, or null to remove the key"
		}
		return c, true, problem
	}
	if digits, is := cutUnit(amount, "pts"); is {
		v, problem := parseNumber(digits)
		c.points = sign * v / 100
		c.adds = amount
		return c, true, problem
	}
	c.adds = amount
	return c, true, ""
}

// cutUnit cuts a unit off the end of a quantity.
func cutUnit(s, unit string) (string, bool) {
	digits, ok := strings.CutSuffix(s, unit)
	return strings.TrimSpace(digits), ok
}

// step is one step of a path: a key, or with key empty an index into a list.
type step struct {
	key   string
	index int
}

func (s step) String() string {
	if s.key == "" {
		return fmt.Sprintf("[%d]", s.index)
	}
	return s.key
}

// parsePath reads "queues.sales.transfers[0].probability".
func parsePath(path string) ([]step, error) {
	var steps []step
	for _, part := range strings.Split(path, ".") {
		key, indexes, _ := strings.Cut(part, "[")
		if key == "" {
			return nil, fmt.Errorf("%s is not a path such as queues.sales.patience", quote(path))
		}
		steps = append(steps, step{key: key})
		for indexes != "" {
			digits, rest, ok := strings.Cut(indexes, "]")
			i, err := strconv.Atoi(digits)
			if !ok || err != nil || i < 0 || rest != "" && rest[0] != '[' {
				return nil, fmt.Errorf("%s is not a path: a place in a list is written transfers[0], the first being 0", quote(path))
			}
			steps = append(steps, step{index: i})
			indexes = strings.TrimPrefix(rest, "[")
		}
		if len(steps) > maxDepth {
			return nil, fmt.Errorf("%s is too long a path", quote(path))
		}
	}
	return steps, nil
}

// fixedSections cannot be changed by a path: they are about changes themselves.
var fixedSections = []string{"extends", "variants", "sweep"}

// apply returns the scenario root with value put at a path: a value with a sign
// changes what is there, null removes it, any other replaces it. Problems go to fail,
// with the node that they are about.
func apply(root, pathAt, value *node, fail func(at *node, format string, args ...any)) *node {
	path := pathAt.text
	steps, err := parsePath(path)
	if err != nil {
		fail(pathAt, "%s", err)
		return root
	}
	if slices.Contains(fixedSections, steps[0].key) {
		fail(pathAt, "%s cannot be changed by a path", steps[0].key)
		return root
	}
	p := placing{pathAt: pathAt, value: value, steps: steps, fail: fail}
	c, relative, problem := parseChange(value)
	if problem != "" {
		fail(value, "%s", problem)
		return root
	}
	if relative {
		p.change = &c
	}
	if out := p.in(root, 0); out != nil {
		return out
	}
	return root
}

// placing puts one value into a tree.
type placing struct {
	pathAt, value *node
	steps         []step
	change        *change // nil: value replaces, or removes
	fail          func(at *node, format string, args ...any)
}

// soFar writes the path up to step i.
func (p *placing) soFar(i int) string {
	var b strings.Builder
	for j, s := range p.steps[:i] {
		if j > 0 && s.key != "" {
			b.WriteByte('.')
		}
		b.WriteString(s.String())
	}
	return b.String()
}

// in returns n with the value placed at steps[i:], nil after a mistake.
func (p *placing) in(n *node, i int) *node {
	s := p.steps[i]
	switch {
	case s.key == "":
		return p.inList(n, i)
	case n.kind == single && i == len(p.steps)-1 && i > 0:
		return p.inSingle(n, s.key)
	case n.kind != keyed && n.kind != nothing:
		p.fail(p.pathAt, "%s is %s: it has no part %s", p.soFar(i), n.kind, quote(s.key))
		return nil
	}
	at := slices.IndexFunc(n.entries, func(e entry) bool { return e.key == s.key })
	if at < 0 {
		return p.missing(n, i)
	}
	out := *n
	if i == len(p.steps)-1 {
		if p.value.kind == nothing {
			out.entries = slices.Delete(slices.Clone(n.entries), at, at+1)
			return &out
		}
		out.entries = slices.Clone(n.entries)
		out.entries[at].value = p.placed(n.entries[at].value)
		if p.change == nil {
			out.entries[at].at = p.pathAt.named(s.key)
		}
		return &out
	}
	inner := p.in(n.entries[at].value, i+1)
	if inner == nil {
		return nil
	}
	out.entries = slices.Clone(n.entries)
	out.entries[at].value = inner
	return &out
}

// placed returns what stands where old stood.
func (p *placing) placed(old *node) *node {
	if p.change == nil {
		return p.value
	}
	return old.with([]change{*p.change})
}

// inSingle treats a single value as the short form of {mean: value}.
func (p *placing) inSingle(n *node, key string) *node {
	if key == "mean" {
		if p.value.kind == nothing {
			p.fail(p.value, "%s is the mean itself and cannot be removed", p.soFar(len(p.steps)-1))
			return nil
		}
		return p.placed(n)
	}
	if p.change != nil || p.value.kind == nothing {
		p.fail(p.pathAt, "%s is a single value: it has no part %s to change", p.soFar(len(p.steps)-1), quote(key))
		return nil
	}
	mean := &node{src: n.src, line: n.line, column: n.column, text: "mean"}
	return &node{kind: keyed, src: n.src, line: n.line, column: n.column,
		entries: []entry{{"mean", mean, n}, {key, p.pathAt.named(key), p.value}}}
}

// inList places the value in an item of a list.
func (p *placing) inList(n *node, i int) *node {
	s := p.steps[i]
	if n.kind != listed {
		p.fail(p.pathAt, "%s is %s, not a list", p.soFar(i), n.kind)
		return nil
	}
	if s.index >= len(n.items) {
		p.fail(p.pathAt, "%s has %d entries, counted from [0]: there is no [%d]", p.soFar(i), len(n.items), s.index)
		return nil
	}
	out := *n
	out.items = slices.Clone(n.items)
	if i < len(p.steps)-1 {
		inner := p.in(n.items[s.index], i+1)
		if inner == nil {
			return nil
		}
		out.items[s.index] = inner
		return &out
	}
	if p.value.kind == nothing {
		out.items = slices.Delete(out.items, s.index, s.index+1)
		return &out
	}
	out.items[s.index] = p.placed(n.items[s.index])
	return &out
}

// missing places the value under a key that n does not have: it must be one
// that replaces, and names of queues and the like are not made up on the way.
func (p *placing) missing(n *node, i int) *node {
	s, last := p.steps[i], i == len(p.steps)-1
	switch {
	case p.value.kind == nothing:
		p.fail(p.pathAt, "%s is not written: there is nothing to remove%s", p.soFar(i+1), suggestion(s.key, n.keys()))
		return nil
	case p.change != nil:
		p.fail(p.pathAt, "%s is not written: there is nothing to change%s", p.soFar(i+1), orHint(suggestion(s.key, n.keys()), "; give a value without a sign"))
		return nil
	case !last && i == 1 && slices.Contains([]string{"queues", "groups", "events"}, p.steps[0].key):
		p.fail(p.pathAt, "there is no %s %s%s", strings.TrimSuffix(p.steps[0].key, "s"), quote(s.key), suggestion(s.key, n.keys()))
		return nil
	case !last && p.steps[i+1].key == "":
		p.fail(p.pathAt, "%s is not written: there is no list to change", p.soFar(i+1))
		return nil
	}
	value := p.value
	if !last {
		empty := &node{kind: keyed, src: p.pathAt.src, line: p.pathAt.line, column: p.pathAt.column}
		if value = p.in(empty, i+1); value == nil {
			return nil
		}
	}
	out := *n
	out.kind = keyed
	out.entries = append(slices.Clone(n.entries), entry{s.key, p.pathAt.named(s.key), value})
	return &out
}

func orHint(suggestion, hint string) string {
	if suggestion != "" {
		return suggestion
	}
	return hint
}

// named returns a key at the place of n.
func (n *node) named(key string) *node {
	return &node{src: n.src, line: n.line, column: n.column, text: key}
}
