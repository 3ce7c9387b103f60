package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// node is one value of a scenario as written, with its place. Nodes are shared
// between trees (variants) and never modified once read.
type node struct {
	kind         kindOfNode
	src          *source
	line, column int
	text         string // of a scalar
	quoted       bool
	entries      []entry // of a table, in written order, keys unique
	items        []*node // of a list
	// changes are relative changes, in the order in which they apply. Whoever
	// decodes the value applies them, for only there its kind is known.
	changes []change
}

type kindOfNode uint8

const (
	single kindOfNode = iota
	keyed
	listed
	nothing // null, or no value at all
)

func (k kindOfNode) String() string {
	return [...]string{"a single value", "a table of keys", "a list", "nothing"}[k]
}

// entry is one key of a table and its value.
type entry struct {
	key   string
	at    *node // the key itself, for its place
	value *node
}

// get returns the value of a key, nil if it is not there.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for i := range n.entries {
		if n.entries[i].key == key {
			return n.entries[i].value
		}
	}
	return nil
}

// keys returns the keys of a table.
func (n *node) keys() []string {
	out := make([]string, len(n.entries))
	for i := range n.entries {
		out[i] = n.entries[i].key
	}
	return out
}

// with returns n with further changes.
func (n *node) with(changes []change) *node {
	if len(changes) == 0 {
		return n
	}
	out := *n
	out.changes = append(slices.Clip(n.changes), changes...)
	return &out
}

// Limits on what one file may hold.
const (
	maxNodes = 300_000 // values, after aliases are expanded
	maxDepth = 40
	maxMarks = 1_500_000 // characters that may begin a value: bounds the memory of the YAML library
)

// parse reads one YAML document into nodes. Without mistakes the result is not nil.
func parse(src *source, text []byte) (*node, []Mistake) {
	if m, bad := refused(src, text); bad {
		return nil, []Mistake{m}
	}
	root, problem := decodeYAML(text)
	if problem != "" {
		return nil, []Mistake{syntaxMistake(src, text, problem)}
	}
	if root == nil || len(root.Content) == 0 {
		return nil, []Mistake{src.mistake(1, 1, "the file holds no scenario: it is empty or all comments; begin with the sections queues: and groups:")}
	}
	c := converter{src: src, open: map[*yaml.Node]bool{}}
	n := c.value(root.Content[0], nil, 0)
	if len(c.mistakes) > 0 {
		return nil, c.mistakes
	}
	return n, nil
}

// refused finds what is no text of a scenario at all.
func refused(src *source, text []byte) (Mistake, bool) {
	if len(text) > maxFileBytes {
		return Mistake{File: src.name, Line: 1, Column: 1,
			Message: fmt.Sprintf("the file has %.1f MB, more than 10 MB: put data into CSV files and name them with {file: …, column: …}", float64(len(text))/(1<<20))}, true
	}
	marks := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return src.after(text[:i], "byte 0x%02x is not UTF-8 text: save the scenario as UTF-8", text[i]), true
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f:
			return src.after(text[:i], "the file holds the control character 0x%02x: this looks like a binary file, not a scenario in YAML", r), true
		case r < 0x80 && strings.IndexByte("\n\r,[{:-?", byte(r)) >= 0:
			marks++
		}
		i += size
	}
	if marks > maxMarks {
		return src.mistake(1, 1, "the file holds too many values: put data into CSV files and name them with {file: …, column: …}"), true
	}
	return Mistake{}, false
}

// converter turns nodes of the YAML library into ours: strict, with aliases expanded.
type converter struct {
	src      *source
	mistakes []Mistake
	count    int
	open     map[*yaml.Node]bool // anchored values that are being read
	stopped  bool                // a limit was hit: read no more
}

func (c *converter) fail(y *yaml.Node, format string, args ...any) {
	c.mistakes = append(c.mistakes, c.src.mistake(y.Line, y.Column, format, args...))
}

// value converts y, which is the value of key (nil: it has none).
func (c *converter) value(y, key *yaml.Node, depth int) *node {
	c.count++
	switch {
	case c.stopped:
		return &node{kind: nothing, src: c.src, line: y.Line, column: y.Column}
	case c.count > maxNodes:
		c.fail(y, "the scenario holds more than %d values, aliases (*name) written out: put data into CSV files and name them with {file: …, column: …}", maxNodes)
		c.stopped = true
	case depth > maxDepth:
		c.fail(y, "values are nested more than %d deep: no part of a scenario is", maxDepth)
		c.stopped = true
	case y.Style&yaml.TaggedStyle != 0:
		c.fail(y, "the tag %s is not part of the scenario language: leave it out", y.Tag)
	}
	n := &node{src: c.src, line: y.Line, column: y.Column}
	switch {
	case c.stopped:
		n.kind = nothing
	case y.Kind == yaml.AliasNode:
		return c.alias(y, key, depth)
	case y.Kind == yaml.MappingNode:
		n.kind = keyed
		n.place(y, key)
		c.table(n, y, depth)
	case y.Kind == yaml.SequenceNode:
		n.kind = listed
		n.place(y, key)
		for _, item := range y.Content {
			n.items = append(n.items, c.value(item, nil, depth+1))
		}
	case y.Tag == "!!null":
		n.kind = nothing
		if y.Value == "" {
			n.place(&yaml.Node{}, key)
		}
	default:
		n.text, n.quoted = y.Value, y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	}
	return n
}

// place moves a table or list in block style to its key: that is where a
// mistake about the whole is looked for.
func (n *node) place(y, key *yaml.Node) {
	if key != nil && y.Style&yaml.FlowStyle == 0 {
		n.line, n.column = key.Line, key.Column
	}
}

// alias expands *name. The bound on the number of values holds for the expanded form.
func (c *converter) alias(y, key *yaml.Node, depth int) *node {
	if c.open[y.Alias] {
		c.fail(y, "the alias *%s stands inside of what it names", y.Value)
		return &node{kind: nothing, src: c.src, line: y.Line, column: y.Column}
	}
	c.open[y.Alias] = true
	defer delete(c.open, y.Alias)
	return c.value(y.Alias, key, depth+1)
}

// table converts the entries of y into n; of << those that y does not have itself.
func (c *converter) table(n *node, y *yaml.Node, depth int) {
	var merged []*node
	seen := map[string]int{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = &yaml.Node{Kind: k.Alias.Kind, Tag: k.Alias.Tag, Value: k.Alias.Value, Line: k.Line, Column: k.Column}
		}
		switch {
		case k.Kind != yaml.ScalarNode:
			c.fail(k, "a key must be a name, not %s", [...]string{yaml.MappingNode: "a table", yaml.SequenceNode: "a list", yaml.AliasNode: ""}[k.Kind])
			continue
		case k.Tag == "!!merge":
			merged = append(merged, c.merged(v, depth)...)
			continue
		case k.Tag == "!!null" || k.Tag == "!!bool":
			c.fail(k, "a key must be a name, not %s; put it in quotes if it is one", cmp.Or(k.Value, "empty"))
			continue
		}
		value := c.value(v, k, depth+1)
		if line, ok := seen[k.Value]; ok {
			c.fail(k, "duplicate key %q: it stands already in line %d", k.Value, line)
			continue
		}
		seen[k.Value] = k.Line
		n.entries = append(n.entries, entry{k.Value, &node{src: c.src, line: k.Line, column: k.Column, text: k.Value}, value})
	}
	for _, m := range merged {
		for _, e := range m.entries {
			if _, ok := seen[e.key]; !ok {
				seen[e.key] = e.at.line
				n.entries = append(n.entries, e)
			}
		}
	}
}

// merged returns the tables that << brings in.
func (c *converter) merged(y *yaml.Node, depth int) []*node {
	n := c.value(y, nil, depth+1)
	tables := []*node{n}
	if n.kind == listed {
		tables = n.items
	}
	for _, t := range tables {
		if t.kind != keyed && !c.stopped {
			c.fail(y, "<< merges tables only, such as *name of an anchored table")
			return nil
		}
	}
	return tables
}

// quote shows a text of a scenario in a message, shortened.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:57]) + "…"
	}
	return "\"" + strings.ReplaceAll(printable(s), "\n", " ") + "\""
}
