package scenarios

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// loading reads the files of one scenario.
type loading struct {
	files    fs.FS
	data     *data
	folder   string // shown before file names
	about    string // begins mistakes that may stand where the scenario itself is sound: which variant has them
	mistakes []Mistake
}

func (l *loading) fail(n *node, format string, args ...any) {
	l.mistakes = append(l.mistakes, n.src.mistake(n.line, n.column, format, args...))
}

// maxChain is the most files that extend one another.
const maxChain = 20

// file reads a scenario file and what it extends. chain holds the files that
// are being read; from is the place that names the file, nil for the first. Nil: reported.
func (l *loading) file(name string, from *node, chain []string) *node {
	src := newSource(path.Join(l.folder, name), path.Dir(name), "")
	switch {
	case slices.Contains(chain, name):
		l.fail(from, "this file extends itself: %s", strings.Join(append(chain, name), " → "))
		return nil
	case len(chain) >= maxChain:
		l.fail(from, "more than %d files extend one another", maxChain)
		return nil
	}
	text, err := readData(l.files, name)
	if err != nil {
		problem := readProblem(name, err)
		if from == nil { // the scenario itself
			from, problem = &node{src: src}, strings.TrimSuffix(problem, " beside the scenario")
		}
		l.fail(from, "%s", problem)
		return nil
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	src = newSource(src.name, src.dir, string(text))
	root, mistakes := parse(src, text)
	l.mistakes = append(l.mistakes, mistakes...)
	if root == nil {
		return nil
	}
	if root.kind != keyed {
		l.fail(root, "a scenario is a table of sections such as queues: and groups:, not %s", root.described())
		return nil
	}
	return l.extended(root, name, chain)
}

// readProblem says why a scenario file cannot be read.
func readProblem(name string, err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Sprintf("cannot read %s: permission denied", name)
	}
	return err.Error()
}

// extended merges root over the file that it extends.
func (l *loading) extended(root *node, name string, chain []string) *node {
	at := root.get("extends")
	if at == nil {
		return root
	}
	r := reader{}
	base := r.filePath(at)
	l.mistakes = append(l.mistakes, r.mistakes...)
	if base == "" {
		return nil
	}
	below := l.file(base, at, append(slices.Clip(chain), name))
	if below == nil {
		return nil
	}
	// A name says which file it is: it is not handed down.
	return l.merge(below.without("name").without("extends"), root.without("extends"))
}

// merge returns base with over merged into it, key by key: a later value
// wins, null removes.
func (l *loading) merge(base, over *node) *node {
	out := *over
	out.entries = slices.Clone(base.entries)
	for _, e := range over.entries {
		at := slices.IndexFunc(out.entries, func(o entry) bool { return o.key == e.key })
		switch {
		case e.value.kind == nothing && at < 0:
			l.fail(e.at, "there is no %s to remove%s", quote(e.key), suggestion(e.key, base.keys()))
		case e.value.kind == nothing:
			out.entries = slices.Delete(out.entries, at, at+1)
		case at < 0:
			out.entries = append(out.entries, e)
		case e.value.kind == keyed && out.entries[at].value.kind == keyed:
			out.entries[at] = entry{e.key, e.at, l.merge(out.entries[at].value, e.value)}
		default:
			out.entries[at] = e
		}
	}
	return &out
}

// set is one --set PATH=VALUE.
func (l *loading) set(root *node, text string) *node {
	src := newSource("--set", ".", text)
	p, value, ok := strings.Cut(text, "=")
	at := &node{src: src, line: 1, column: 1, text: strings.TrimSpace(p)}
	if !ok || at.text == "" || strings.TrimSpace(value) == "" || len(newSource("", "", p).lines) > 1 {
		l.fail(at, "%s: write PATH=VALUE, such as groups.tier1.agents=+4", quote(text))
		return root
	}
	// Spaces stand for the path, so that places are those in the whole text.
	n, mistakes := parse(src, []byte(strings.Repeat(" ", len([]rune(p))+1)+value))
	l.mistakes = append(l.mistakes, mistakes...)
	if n == nil {
		return root
	}
	return apply(root, at, n, l.fail)
}

// variant is one entry of variants, or one value of sweep by itself.
type variant struct {
	name  string
	about string  // begins its mistakes
	sets  []entry // path and value
}

func inVariant(name string) string { return "in variant " + name + ": " }

// base is the name of the scenario without any variant.
const base = "base"

// variants reads the section variants.
func (l *loading) variants(root *node) []variant {
	n := root.get("variants")
	if n == nil {
		return nil
	}
	var out []variant
	r := reader{}
	r.each(n, "variants", "variants", "variant", func(e entry, _ string) {
		if e.key == base {
			r.fail(e.at, "%s is the scenario itself: give the variant another name", base)
			return
		}
		if r.isTable(e.value, "a variant, path: value,") {
			out = append(out, variant{e.key, inVariant(e.key), e.value.entries})
		}
	})
	l.mistakes = append(l.mistakes, r.mistakes...)
	return out
}

// Axis is one dimension of a sweep: the values that a path takes, as in --set.
type Axis struct {
	Path   string
	Values []string
}

// maxGrid is the most points of a sweep.
const maxGrid = 10_000

// sweep reads the section sweep: its axes, and each value by itself as a variant.
func (l *loading) sweep(root *node) (axes []Axis, points []variant) {
	n := root.get("sweep")
	if n == nil {
		return nil, nil
	}
	r := reader{}
	grid := 1
	if r.isTable(n, "sweep") && len(n.entries) == 0 {
		r.fail(n, "sweep names no path: write it like {groups.tier1.agents: [-4, +0, +4]}")
	}
	for _, e := range n.entries {
		if e.value.kind != listed || len(e.value.items) == 0 {
			r.fail(e.value, "a sweep lists the values that %s takes, such as [-10%%, +0%%, +10%%], not %s", quote(e.key), e.value.described())
			continue
		}
		axis := Axis{Path: e.key}
		for _, item := range e.value.items {
			if item.kind != single {
				r.fail(item, "a value of a sweep is a single value, not %s", item.kind)
				continue
			}
			if slices.Contains(axis.Values, item.text) {
				r.fail(item, "%s stands twice in the list", quote(item.text))
			}
			axis.Values = append(axis.Values, item.text)
			points = append(points, variant{e.key + "=" + item.text, "with " + e.key + "=" + item.text + " of the sweep: ", []entry{{e.key, e.at, item}}})
		}
		if grid *= len(axis.Values); grid > maxGrid {
			r.fail(n, "the sweep has more than %d points", maxGrid)
			break
		}
		axes = append(axes, axis)
	}
	l.mistakes = append(l.mistakes, r.mistakes...)
	return axes, points
}

// applied returns root with a variant's changes.
func (l *loading) applied(root *node, v variant) *node {
	for _, s := range v.sets {
		root = apply(root, s.at, s.value, l.fail)
	}
	return root
}

// canonical writes a tree so that equal scenarios give equal bytes, whatever
// their comments, layout and order of keys.
func (n *node) canonical(w *strings.Builder) {
	switch n.kind {
	case single:
		fmt.Fprintf(w, "%q", n.text)
	case listed:
		w.WriteByte('[')
		for _, item := range n.items {
			item.canonical(w)
			w.WriteByte(',')
		}
		w.WriteByte(']')
	case keyed:
		w.WriteByte('{')
		for _, e := range slices.SortedFunc(slices.Values(n.entries), func(a, b entry) int { return cmp.Compare(a.key, b.key) }) {
			fmt.Fprintf(w, "%q:", e.key)
			e.value.canonical(w)
			w.WriteByte(',')
		}
		w.WriteByte('}')
	case nothing:
		w.WriteString("null")
	}
	for _, c := range n.changes {
		fmt.Fprintf(w, "(%q)", c.at.text)
	}
}
