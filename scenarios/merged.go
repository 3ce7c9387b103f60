package scenarios

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Part is one file of a scenario that stands by itself.
type Part struct {
	Name string
	Data []byte
}

// Merged returns s as one file without extends, variants included, and the data
// files that they read, from the fsys that it was loaded from. Loaded from these parts
// alone, it is the same scenario.
func Merged(fsys fs.FS, s *Scenario) ([]Part, error) {
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(s.whole.without("extends").yaml("")); err != nil {
		return nil, err
	}
	parts := []Part{{path.Base(s.File), out.Bytes()}}
	for _, name := range s.data {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, Part{name, data})
	}
	return parts, nil
}

// yaml converts a node back for the YAML library; key is the one it stands
// under. Comments and layout are not kept, except that short lists stay on one line.
func (n *node) yaml(key string) *yaml.Node {
	switch n.kind {
	case keyed:
		y := &yaml.Node{Kind: yaml.MappingNode}
		for _, e := range n.entries {
			y.Content = append(y.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: e.key}, e.value.yaml(e.key))
		}
		if short(n) {
			y.Style = yaml.FlowStyle
		}
		return y
	case listed:
		y := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range n.items {
			y.Content = append(y.Content, item.yaml(""))
		}
		if key != "expect" && short(n) {
			y.Style = yaml.FlowStyle
		}
		return y
	case nothing:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"}
	}
	y := &yaml.Node{Kind: yaml.ScalarNode, Value: n.text}
	if strings.HasSuffix("."+key, ".file") { // relative to the file that names it; a variant writes a whole path
		y.Value = path.Join(n.src.dir, n.text)
	}
	switch {
	case strings.Contains(n.text, "\n"):
		y.Style = yaml.LiteralStyle
	case n.quoted:
		y.Style = yaml.SingleQuotedStyle
	}
	return y
}

// short tells whether a table or list of single values fits on a line.
func short(n *node) bool {
	if len(n.entries)+len(n.items) == 0 {
		return true
	}
	size := 0
	for _, e := range n.entries {
		if e.value.kind != single || strings.Contains(e.value.text, "\n") {
			return false
		}
		size += len(e.key) + len(e.value.text) + 4
	}
	for _, item := range n.items {
		if item.kind != single || strings.Contains(item.text, "\n") {
			return false
		}
		size += len(item.text) + 2
	}
	return size <= 90
}

// Difference is one value that is not the same in two scenarios. Before or After
// is empty where there is none.
type Difference struct{ Path, Before, After string }

// String writes the difference in one line.
func (d Difference) String() string {
	switch {
	case d.Before == "":
		return d.Path + ": added " + d.After
	case d.After == "":
		return d.Path + ": removed, was " + d.Before
	}
	return d.Path + ": " + d.Before + " → " + d.After
}

// Diff lists what differs in meaning between two scenarios, given their parts:
// values by path, in the order of the later one, removed ones last, then data files.
func Diff(before, after *Scenario, partsBefore, partsAfter []Part) []Difference {
	a, b := flattened{}, flattened{}
	a.add("", before.whole)
	b.add("", after.whole)
	var out []Difference
	for _, e := range b.list {
		if was := a.values[e.Path]; was != e.After {
			out = append(out, Difference{e.Path, was, e.After})
		}
	}
	for _, e := range a.list {
		if _, still := b.values[e.Path]; !still {
			out = append(out, Difference{Path: e.Path, Before: e.After})
		}
	}
	return append(out, diffData(partsBefore[1:], partsAfter[1:])...)
}

// flattened holds the single values of a tree by path.
type flattened struct {
	values map[string]string
	list   []Difference
}

func (f *flattened) add(path string, n *node) {
	if f.values == nil {
		f.values = map[string]string{}
	}
	put := func(path, text string) {
		f.values[path] = text
		f.list = append(f.list, Difference{Path: path, After: text})
	}
	switch {
	case path == "description" || path == "name":
	case path == "expect" && n.kind == listed: // sentences have no order
		for _, item := range n.items {
			put("expect: "+strings.Join(strings.Fields(item.text), " "), "this sentence")
		}
	case n.kind == keyed:
		for _, e := range n.entries {
			f.add(join(path, e.key), e.value)
		}
	case n.kind == listed && short(n):
		var texts []string
		for _, item := range n.items {
			texts = append(texts, item.text)
		}
		put(path, "["+strings.Join(texts, ", ")+"]")
	case n.kind == listed:
		for i, item := range n.items {
			f.add(fmt.Sprintf("%s[%d]", path, i), item)
		}
	case n.kind == nothing:
		put(path, "null")
	default:
		put(path, strings.TrimSpace(n.text))
	}
}

// diffData compares data files by their lines.
func diffData(before, after []Part) []Difference {
	var out []Difference
	find := func(list []Part, name string) ([]string, bool) {
		i := slices.IndexFunc(list, func(p Part) bool { return p.Name == name })
		if i < 0 {
			return nil, false
		}
		return strings.Split(strings.ReplaceAll(strings.TrimRight(string(list[i].Data), "\r\n"), "\r\n", "\n"), "\n"), true
	}
	for _, p := range after {
		now, _ := find(after, p.Name)
		was, ok := find(before, p.Name)
		if !ok {
			out = append(out, Difference{Path: p.Name, After: fmt.Sprintf("%d lines", len(now))})
			continue
		}
		changed, first := 0, -1
		for i := range max(len(was), len(now)) {
			if i >= len(was) || i >= len(now) || was[i] != now[i] {
				changed++
				if first < 0 {
					first = i
				}
			}
		}
		if changed > 0 {
			line := func(list []string) string {
				if first < len(list) {
					return quote(list[first])
				}
				return "nothing"
			}
			out = append(out, Difference{fmt.Sprintf("%s, %d of %d lines, the first is line %d", p.Name, changed, max(len(was), len(now)), first+1), line(was), line(now)})
		}
	}
	for _, p := range before {
		if _, ok := find(after, p.Name); !ok {
			out = append(out, Difference{Path: p.Name, Before: "a data file"})
		}
	}
	return out
}
