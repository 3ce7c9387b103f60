package scenarios

import (
	"slices"
	"strings"
)

// prober watches what a reader does with values that it is shown. Whatever reads a
// value is called with each of several probes; those that it takes for a table, a list
// or a single value become the alternatives of a schema.
type prober struct {
	last   int            // number of the last probe; a probe carries its number as its line, which copies keep
	frames map[int]*frame // by number of the probe
	stack  []string       // tables that are being described: a table inside itself is described once
}

// frame is one value that is being described.
type frame struct {
	found  []*schema
	tables []string // keys of the tables that were found
	taken  bool     // the probe at hand was taken by a reader of single values, lists or tables
}

// probes are the values that a reader is shown: each kind, and those tables whose keys
// decide how a value is read.
func (p *prober) probes() []*node {
	word := func(text string) *node { return p.node(single, text) }
	table := func(key string, value *node) *node {
		n := p.node(keyed, "")
		n.entries = []entry{{key, p.node(single, key), value}}
		return n
	}
	list := p.node(listed, "")
	list.items = []*node{word("1")}
	out := []*node{word("1"), word("0"), word("08:00-20:00"), list, p.node(keyed, ""), table("file", word("a.csv")), table("08:00", word("1")),
		table("mon", word("08:00-20:00")), table("2027-01-01", word("sun")), table("name", word("1")), table("observed", p.node(keyed, "")),
		table("trace", p.node(keyed, "")), table("from", word("shifts"))}
	for _, kind := range []string{"campaign", "surge", "absence", "change", "shift"} {
		out = append(out, table("kind", word(kind)))
	}
	return out
}

func (p *prober) node(kind kindOfNode, text string) *node {
	p.last++
	return &node{kind: kind, src: newSource("probe", ".", text), line: p.last, column: 1, text: text}
}

// describe returns the schema of what read takes.
func (p *prober) describe(r *reader, read func(n *node, path string)) *schema {
	f := &frame{}
	for _, n := range p.probes() {
		f.taken = false
		before := len(r.mistakes)
		p.frames[n.line] = f
		f.show(n, read)
		sound := len(r.mistakes) == before
		r.mistakes = r.mistakes[:before]
		if !f.taken && sound {
			f.untold(n)
		}
		delete(p.frames, n.line)
	}
	return anyOf(f.found)
}

// show lets read see n. A reader that has told what it takes may then stumble over
// values that a probe does not hold; what it does with them is of no interest here.
func (f *frame) show(n *node, read func(n *node, path string)) {
	defer func() {
		if f.taken {
			_ = recover()
		}
	}()
	read(n, "probe")
}

// untold adds a probe that was read without a mistake and without telling how: by its
// kind alone.
func (f *frame) untold(n *node) {
	switch {
	case n.kind == single && n.text == "0": // where other numbers are not taken
		f.found = append(f.found, newSchema("enum", []any{0, "0"}))
	case n.kind == single:
		f.found = append(f.found, scalarSchema(""))
	case n.kind == listed:
		f.found = append(f.found, newSchema("type", "array"))
	case len(n.entries) == 0:
		f.found = append(f.found, newSchema("type", "object"))
	case clockForm.MatchString(n.entries[0].key), dateForm.MatchString(n.entries[0].key), n.entries[0].key == "mon":
		f.found = append(f.found, newSchema("$ref", "#/$defs/profile"))
	}
}

func scalarSchema(what string) *schema {
	s := newSchema("type", []string{"string", "number"})
	if what != "" {
		s.set("description", what)
	}
	return s
}

// single tells that n is read as a single value, and whether it is one.
func (p *prober) single(n *node, what string) bool {
	if f := p.frames[n.line]; f != nil && n.kind == single {
		f.taken = true
		f.found = append(f.found, scalarSchema(what))
	}
	return n.kind == single
}

// quantity tells that n is read as a number with its unit. Words are left to the reader: some stand
// where a number may, such as never.
func (p *prober) quantity(n *node, q quantity) bool {
	f := p.frames[n.line]
	if f == nil {
		return true
	}
	f.taken = true
	s := scalarSchema(q.name)
	if q.form != "" {
		s.set("pattern", "^([a-z_ ]+|"+q.form+")$")
		most := q.most
		if q.needsUnit {
			most = 0
		}
		s.set("minimum", q.least)
		s.set("maximum", most)
	}
	f.found = append(f.found, s)
	return true
}

// names tells that n is a list of names.
func (p *prober) names(n *node, what string) {
	if f := p.frames[n.line]; f != nil {
		f.taken = true
		f.found = append(f.found, newSchema("type", "array", "items", newSchema("type", []string{"string", "number"}), "description", what))
	}
}

// choice tells that n is one of some words.
func (p *prober) choice(n *node, what string, allowed []string) bool {
	f := p.frames[n.line]
	if f == nil || n.kind != single {
		return n.kind == single
	}
	f.taken = true
	if slices.Equal(allowed, []string{"true", "false"}) {
		f.found = append(f.found, newSchema("type", "boolean"))
	} else {
		f.found = append(f.found, newSchema("enum", slices.Clone(allowed), "description", what))
	}
	return true
}

// table tells that n is a table with fields.
func (p *prober) table(r *reader, n *node, what string, fields []field) {
	f := p.frames[n.line]
	if f == nil {
		return
	}
	f.taken = true
	var keys []string
	for _, x := range fields {
		keys = append(keys, x.key)
	}
	sign := strings.Join(keys, " ")
	if at := n.get("kind"); at != nil && slices.Contains(keys, "kind") { // tables of events differ by their kind
		sign += "=" + at.text
	}
	if slices.Contains(f.tables, sign) {
		return
	}
	f.tables = append(f.tables, sign)
	if slices.Contains(p.stack, sign) {
		f.found = append(f.found, newSchema("type", "object"))
		return
	}
	p.stack = append(p.stack, sign)
	properties := newSchema()
	for _, x := range fields {
		if at := n.get(x.key); at != nil && x.key == "kind" {
			properties.set(x.key, newSchema("const", at.text))
			continue
		}
		properties.set(x.key, p.describe(r, x.read))
	}
	p.stack = p.stack[:len(p.stack)-1]
	f.found = append(f.found, newSchema("type", "object", "description", what, "properties", properties, "additionalProperties", false))
}

// each tells that n is a table of names that users choose.
func (p *prober) each(r *reader, n *node, what string, read func(e entry, path string)) {
	f := p.frames[n.line]
	if f == nil {
		return
	}
	f.taken = true
	sign := "each " + what
	if slices.Contains(f.tables, sign) {
		return
	}
	f.tables = append(f.tables, sign)
	inner := p.describe(r, func(v *node, path string) { read(entry{"name", p.node(single, "name"), v}, path) })
	f.found = append(f.found, newSchema("type", "object", "additionalProperties", inner))
}

// eachItem tells that n is a list.
func (p *prober) eachItem(r *reader, n *node, what string, read func(n *node, path string)) {
	f := p.frames[n.line]
	if f == nil || slices.Contains(f.tables, "list "+what) {
		return
	}
	f.taken = true
	f.tables = append(f.tables, "list "+what)
	f.found = append(f.found, newSchema("type", "array", "items", p.describe(r, read)))
}
