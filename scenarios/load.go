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
}

// Load reads the scenario file name and all that it names from fsys, whose root
// is the tree that files must lie in. An error is of type Errors: every mistake
// with its place, also those of variants and sweeps that were not asked for.
func Load(fsys fs.FS, name string, o Options) (*Scenario, error) {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	l := &loading{files: fsys, folder: o.Folder}
	root := l.file(name, nil, nil)
	if root == nil {
		return nil, arranged(l.mistakes)
	}
	variants := l.variants(root)
	axes, points := l.sweep(root)
	own := root.without("variants").without("sweep")
	chosen := l.chosen(own, variants, o)
	l.checkAll(own, variants, points)
	s := l.scenario(chosen, name)
	expected := l.expected(own, chosen, variants, s, o)
	if len(l.mistakes) > 0 {
		return nil, arranged(l.mistakes)
	}
	s.Expect, s.whole = expected, root
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

// checkAll reads every variant and every value of a sweep for its mistakes.
func (l *loading) checkAll(root *node, variants, points []variant) {
	r := reader{}
	r.complete(root)
	if len(r.mistakes) > 0 { // what is wrong with the base is told once, when it is read
		return
	}
	for _, v := range slices.Concat(variants, points) {
		r.complete(l.applied(root, v))
	}
	l.mistakes = append(l.mistakes, r.mistakes...)
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
	r := reader{}
	spec := r.complete(root)
	defer func() { l.mistakes = append(l.mistakes, r.mistakes...) }()
	fail := func(path, format string, args ...any) { r.fail(r.locate(path), format, args...) }
	if len(r.mistakes) > 0 {
		r.references(spec)
		contradictionsOfSoundParts(spec, r.broken, l.files, fail)
		return nil
	}
	if spec.Name == "" {
		spec.Name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	files := &recorder{files: l.files}
	s := translate(spec, files, fail)
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
	s.Fingerprint, s.data = fingerprint(root, files), files.names
	return s
}

// recorder remembers which files were opened.
type recorder struct {
	files fs.FS
	names []string
}

func (r *recorder) Open(name string) (fs.File, error) {
	f, err := r.files.Open(name)
	if err == nil && !slices.Contains(r.names, name) {
		r.names = append(r.names, name)
	}
	return f, err
}

// fingerprint is the SHA-256 of the scenario, without what does not change its
// results, and of the data files that were read.
func fingerprint(root *node, files *recorder) string {
	var text strings.Builder
	root.without("expect").without("description").canonical(&text)
	h := sha256.New()
	io.WriteString(h, text.String())
	slices.Sort(files.names)
	for _, name := range files.names {
		data, err := fs.ReadFile(files.files, name)
		if err != nil { // read a moment ago: the file is being replaced
			data = []byte(err.Error())
		}
		fmt.Fprintf(h, "\x00%s\x00%x", name, sha256.Sum256(data))
	}
	return fmt.Sprintf("sha256:%x", h.Sum(nil))
}
