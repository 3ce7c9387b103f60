package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// maxText bounds texts of users, in characters.
const maxText = 20_000

// text reads any text.
func (r *reader) text(n *node) string {
	switch {
	case !r.scalar(n, "a text") || !r.unchanged(n, "a text"):
		return ""
	case len(n.text) > maxText:
		r.fail(n, "this text is longer than %d characters", maxText)
		return ""
	}
	return n.text
}

func (r *reader) textInto(p *string) func(*node, string) {
	return func(n *node, _ string) { *p = r.text(n) }
}

// name reads the name of something, as a reference or as a new one.
func (r *reader) name(n *node) string {
	if !r.scalar(n, "a name") || !r.unchanged(n, "a name") {
		return ""
	}
	if problem := nameProblem(n.text); problem != "" {
		r.fail(n, "%s", problem)
		return ""
	}
	return n.text
}

func (r *reader) nameInto(p *string) func(*node, string) {
	return func(n *node, _ string) { *p = r.name(n) }
}

// nameProblem says why a text cannot be a name: paths must be able to hold it.
func nameProblem(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "a name must not be empty"
	case strings.TrimSpace(name) != name:
		return fmt.Sprintf("the name %s begins or ends with a space", quote(name))
	case strings.ContainsAny(name, ".[]="):
		return fmt.Sprintf("the name %s holds one of . [ ] =, which have a meaning in paths: use _ or put them in a label", quote(name))
	case printable(name) != name || strings.Contains(name, "\t"):
		return fmt.Sprintf("the name %s holds a control character", quote(name))
	case len([]rune(name)) > 200:
		return "a name has at most 200 characters"
	}
	return ""
}

// names reads a list of names, or a single one.
func (r *reader) names(n *node, wanted string) []string {
	items := n.items
	switch n.kind {
	case single:
		items = []*node{n}
	case listed:
		if !r.unchanged(n, wanted) {
			return nil
		}
		if r.probe != nil {
			r.probe.names(n, wanted)
			return nil
		}
	default:
		r.fail(n, "expected %s as a list such as [a, b], not %s", wanted, n.kind)
		return nil
	}
	out := make([]string, 0, len(items))
	for _, item := range items {
		name := r.name(item)
		if name != "" && slices.Contains(out, name) {
			r.fail(item, "%s stands twice in the list", quote(name))
		} else if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// choice reads one of the allowed words.
func (r *reader) choice(n *node, what string, allowed ...string) string {
	if r.probe != nil && r.probe.choice(n, what, allowed) {
		return n.text
	}
	if !r.scalar(n, what) || !r.unchanged(n, what) {
		return ""
	}
	if !slices.Contains(allowed, n.text) {
		r.fail(n, "%s is not %s; expected one of %s%s", quote(n.text), what, strings.Join(allowed, ", "), suggestion(n.text, allowed))
		return ""
	}
	return n.text
}

func (r *reader) choiceInto(p *string, what string, allowed ...string) func(*node, string) {
	return func(n *node, _ string) { *p = r.choice(n, what, allowed...) }
}

// truth reads true or false.
func (r *reader) truth(n *node) *bool {
	v := r.choice(n, "true or false", "true", "false") == "true"
	return &v
}

func (r *reader) truthInto(p **bool) func(*node, string) {
	return func(n *node, _ string) { *p = r.truth(n) }
}
