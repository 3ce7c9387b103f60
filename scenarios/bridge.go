package scenarios

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// BridgeSide is one end of a bridge: a scenario and the file system that it was loaded from.
type BridgeSide struct {
	Scenario *Scenario
	Files    fs.FS
}

// Bridge is the way from one scenario to another, one class of facts at a time.
type Bridge struct {
	Steps []BridgeStep
	Same  []string // the classes in which the two do not differ
}

// BridgeStep is a scenario on the way: with the facts of the later one in the
// classes of this step and all before it, with those of the earlier one in the rest.
type BridgeStep struct {
	Name     string   // the classes: "volume", or "volume + opening hours" where they do not stand apart
	Changed  []string // the paths that differ
	Scenario *Scenario
}

// class is a group of facts that are taken over together.
type class string

const (
	memberFacts    class = "queues and groups" // those added or removed, with skills and routing
	volumeFacts    class = "volume"
	handleFacts    class = "handle time"
	customerFacts  class = "patience, retries and repeats"
	shrinkageFacts class = "shrinkage and absence"
	targetFacts    class = "targets"
	skillFacts     class = "skills and routing"
	openingFacts   class = "opening hours"
	priceFacts     class = "wages and prices"
	otherFacts     class = "other"
	ignoredFacts   class = "" // has no part in what staffing takes, or not in a comparison of it
)

// classes in the order in which they are taken over.
func classes() []class {
	return []class{memberFacts, volumeFacts, handleFacts, customerFacts, shrinkageFacts, targetFacts, skillFacts, openingFacts, priceFacts, otherFacts}
}

// NewBridge builds the way from before to after. A class in which the two do not
// differ has no step. Where the facts of a class make no sound scenario, or one without any target, before those of
// the next are taken over, they share a step. The last step is after itself.
//
// The agents that the scenarios state have no part in it, for each step is staffed anew;
// neither have the method of staffing and the experiment, which are those of after throughout.
func NewBridge(before, after BridgeSide) *Bridge {
	b := &bridge{files: twoTrees{"old": before.Files, "new": after.Files}}
	b.old, b.new = rebased(before.Scenario.Spec.tree, "old"), rebased(after.Scenario.Spec.tree, "new")
	b.changed = map[class][]string{}
	b.taken = map[class]bool{}
	b.mix(b.old, b.new, nil, true)
	if len(b.changed[memberFacts]) > 0 {
		b.changed[memberFacts] = append(b.changed[memberFacts], b.changed[skillFacts]...)
		delete(b.changed, skillFacts)
		b.joined = true
	}
	out := &Bridge{}
	var names, paths []string
	for _, c := range classes() {
		if len(b.changed[c]) == 0 {
			if c != memberFacts && !(c == skillFacts && b.joined) {
				out.Same = append(out.Same, string(c))
			}
			continue
		}
		b.taken[c] = true
		names, paths = append(names, string(c)), append(paths, b.changed[c]...)
		x := after.Scenario
		if len(b.changed) > len(b.taken) {
			if x = b.scenario(after.Scenario.Name); x == nil {
				continue
			}
		}
		out.Steps = append(out.Steps, BridgeStep{strings.Join(names, " + "), paths, x})
		names, paths = nil, nil
	}
	return out
}

// bridge mixes two scenarios.
type bridge struct {
	files    twoTrees
	old, new *node
	changed  map[class][]string // the paths that differ
	taken    map[class]bool     // what comes from new
	joined   bool               // skills and routing go with added and removed queues and groups
}

// scenario returns the mixed scenario, nil when it is not sound or has no target. Stated agents that contradict
// its opening hours are replaced.
func (b *bridge) scenario(name string) *Scenario {
	mixed := b.mix(b.old, b.new, nil, false)
	for _, root := range []*node{mixed, withAnyAgents(mixed)} {
		l := &loading{data: newData(b.files)}
		if s := l.scenario(root, name); s != nil && len(l.mistakes) == 0 && len(s.Task(s.Planned).Validate()) == 0 {
			return s
		}
	}
	return nil
}

// mix returns the part at path with the facts of the classes taken over from new
// and the others from old; nil: it is in neither. With note it writes down what differs instead.
func (b *bridge) mix(old, new *node, at []string, note bool) *node {
	if c, ok := b.classOf(at, old, new); ok {
		return b.pick(c, old, new, at, note)
	}
	if old == nil && new == nil {
		return nil
	}
	like := new
	if like == nil {
		like = old
	}
	out := *like
	out.entries = nil
	for _, key := range union(old, new) {
		if part := b.mix(old.get(key), new.get(key), append(slices.Clip(at), key), note); part != nil {
			out.entries = append(out.entries, entry{key, part, part})
		}
	}
	return &out
}

// pick returns the fact of the side that its class is taken from.
func (b *bridge) pick(c class, old, new *node, at []string, note bool) *node {
	if note && c != ignoredFacts && b.text(old) != b.text(new) {
		b.changed[c] = append(b.changed[c], strings.Join(at, "."))
	}
	if c == ignoredFacts || b.taken[c] || c == skillFacts && b.joined && b.taken[memberFacts] {
		return new
	}
	return old
}

// union returns the keys of old, then those that only new has.
func union(old, new *node) []string {
	var out []string
	for _, n := range []*node{old, new} {
		if n == nil {
			continue
		}
		for _, key := range n.keys() {
			if !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// text is what a part says, the data files that it names included.
func (b *bridge) text(n *node) string {
	if n == nil {
		return ""
	}
	var out strings.Builder
	n.canonical(&out)
	n.eachFile(func(name string) {
		data, err := fs.ReadFile(b.files, name)
		fmt.Fprintf(&out, "\x00%x %v", sha256.Sum256(data), err != nil)
	})
	return out.String()
}

// eachFile calls use with the name of every data file that n names.
func (n *node) eachFile(use func(name string)) {
	for _, e := range n.entries {
		if e.key == "file" && e.value.kind == single {
			use(path.Join(n.src.dir, strings.ReplaceAll(e.value.text, `\`, "/")))
		}
		e.value.eachFile(use)
	}
	for _, item := range n.items {
		item.eachFile(use)
	}
}

// rebased returns a copy of n whose files lie under a folder more.
func rebased(n *node, folder string) *node {
	moved := map[*source]*source{}
	var walk func(n *node) *node
	walk = func(n *node) *node {
		out := *n
		if moved[n.src] == nil {
			src := *n.src
			src.dir = path.Join(folder, src.dir)
			moved[n.src] = &src
		}
		out.src = moved[n.src]
		out.entries = slices.Clone(n.entries)
		for i, e := range out.entries {
			out.entries[i].value = walk(e.value)
		}
		out.items = slices.Clone(n.items)
		for i, item := range out.items {
			out.items[i] = walk(item)
		}
		return &out
	}
	return walk(n)
}

// twoTrees are two file systems, each under its folder.
type twoTrees map[string]fs.FS

// Open opens a file of one of them.
func (t twoTrees) Open(name string) (fs.File, error) {
	folder, rest, _ := strings.Cut(name, "/")
	if files := t[folder]; files != nil && rest != "" {
		return files.Open(rest)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
