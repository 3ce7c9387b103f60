// Package scenarios reads the scenario language: one strict decoder that knows
// the place of every value, changes (extends, variants, single changes), and the
// translation into a centre that can be simulated. The shipped scenarios live
// here too.
package scenarios

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"agner/sim"
)

// Options are what a caller changes about a scenario.
type Options struct {
	Variant string   // base or empty: the scenario itself
	Sets    []string // "path=value", applied in order after the variant
	// Folder is shown before the names of files in mistakes and in
	// Scenario.File: where the root of the file system lies for the user.
	Folder string
	// Again tells that the file has been loaded before: its other variants and its sweep, found to be sound then, are not
	// looked at.
	Again bool
}

// Load reads the scenario file name and all that it names from fsys, whose root
// is the tree that files must lie in. An error is of type Errors: every mistake
// with its place, also those of variants and values of a sweep that were not asked for: what loads is
// sound in all its parts. Only combinations of a sweep's axes are left to whoever simulates them.
func Load(fsys fs.FS, name string, o Options) (*Scenario, error) {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	l := &loading{files: fsys, data: newData(fsys), folder: o.Folder}
	root := l.file(name, nil, nil)
	if root == nil {
		return nil, arranged(l.mistakes)
	}
	variants := l.variants(root)
	axes, points := l.sweep(root)
	own := root.without("variants").without("sweep")
	chosen := l.chosen(own, variants, o)
	if o.Variant != "" && o.Variant != base {
		l.about = inVariant(o.Variant)
	}
	before := len(l.mistakes)
	s := l.scenario(chosen, name)
	if !o.Again {
		others := slices.DeleteFunc(slices.Clone(variants), func(v variant) bool { return v.name == o.Variant })
		l.parts(own, chosen, l.mistakes[before:], slices.Concat(others, points), name)
	}
	expected := l.expected(own, chosen, variants, s, o)
	if len(l.mistakes) > 0 {
		return nil, arranged(l.mistakes)
	}
	s.Expect, s.whole, s.data = expected, root, slices.Sorted(slices.Values(l.data.names))
	s.File, s.Variant, s.Sweep = path.Join(o.Folder, name), orElse(o.Variant, base), axes
	for _, v := range variants {
		s.Variants = append(s.Variants, v.name)
	}
	return s, nil
}

// chosen returns the scenario with the variant and the changes that were asked for.
func (l *loading) chosen(root *node, variants []variant, o Options) *node {
	if o.Variant != "" && o.Variant != base {
		i := slices.IndexFunc(variants, func(v variant) bool { return v.name == o.Variant })
		if i < 0 {
			names := []string{base}
			for _, v := range variants {
				names = append(names, v.name)
			}
			at := &node{src: newSource("--variant", ".", o.Variant), line: 1, column: 1}
			l.fail(at, "the scenario has no variant %s; it has %s%s", quote(o.Variant), strings.Join(names, ", "), suggestion(o.Variant, names))
			return root
		}
		root = l.applied(root, variants[i])
	}
	for _, text := range o.Sets {
		root = l.set(root, text)
	}
	return root
}

// parts reports what is wrong with variants of own, and with values of its sweep, each by itself; what is wrong
// with own is told once, and as such. Found are the mistakes of chosen, told already.
func (l *loading) parts(own, chosen *node, found []Mistake, parts []variant, name string) {
	itself := found
	if chosen != own {
		itself = l.wrong(own, name, "")
		for i, m := range found {
			if k := slices.IndexFunc(itself, m.samePlace); k >= 0 {
				found[i] = itself[k]
			}
		}
	}
	for _, p := range parts {
		for _, m := range l.wrong(l.applied(own, p), name, p.about) {
			if !slices.ContainsFunc(itself, m.samePlace) {
				l.mistakes = append(l.mistakes, m)
			}
		}
	}
}

// wrong returns what is wrong with a merged scenario.
func (l *loading) wrong(root *node, name, about string) []Mistake {
	one := &loading{data: l.data, about: about}
	one.translated(root, name)
	return one.mistakes
}

// complete decodes a scenario completely, with what its change events make of it.
func (r *reader) complete(root *node) *Spec {
	before := len(r.mistakes)
	s := r.decode(root)
	if len(r.mistakes) == before {
		r.changedSpecs(s)
	}
	return s
}

// scenario decodes and translates a merged scenario. It is nil after a mistake.
func (l *loading) scenario(root *node, name string) *Scenario {
	s := l.translated(root, name)
	if s != nil {
		s.Fingerprint = fingerprint(root, l.data)
	}
	return s
}

// translated is scenario without what tells it from others.
func (l *loading) translated(root *node, name string) *Scenario {
	r := reader{}
	spec := r.complete(root)
	defer func() { l.mistakes = append(l.mistakes, r.mistakes...) }()
	fail := func(path, format string, args ...any) {
		r.fail(r.locate(path), "%s%s", l.about, fmt.Sprintf(format, args...))
	}
	if len(r.mistakes) > 0 {
		r.references(spec)
		contradictionsOfSoundParts(spec, r.broken, l.data, fail)
		return nil
	}
	if spec.Name == "" {
		spec.Name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	s := translate(spec, l.data, fail)
	if s == nil || len(r.mistakes) > 0 {
		return nil
	}
	for _, centre := range []*sim.Centre{s.Centre, s.Planned} {
		if centre != nil {
			for _, p := range centre.Validate() {
				fail(p.Path, "%s", p.Message)
			}
		}
	}
	return s
}

// fingerprint is the SHA-256 of the scenario, without what does not change its
// results, and of the data files that were read.
func fingerprint(root *node, d *data) string {
	var text strings.Builder
	root.without("expect").without("description").canonical(&text)
	h := sha256.New()
	io.WriteString(h, text.String())
	slices.Sort(d.names)
	for _, name := range d.names {
		text, err := fs.ReadFile(d.files, name)
		if err != nil { // read a moment ago: the file is being replaced
			text = []byte(err.Error())
		}
		fmt.Fprintf(h, "\x00%s\x00%x", name, sha256.Sum256(text))
	}
	return fmt.Sprintf("sha256:%x", h.Sum(nil))
}
