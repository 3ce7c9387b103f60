package scenarios

import (
	"strings"

	"agner/check"
	"agner/sim"
)

// maxExpectations is the most sentences of one scenario.
const maxExpectations = 1000

// expectations reads the sentences of `expect:`, those of the scenario itself
// first, then those of the variants that state their own. What a variant only inherits is
// not expected of it again.
func (l *loading) expectations(root *node, variants []variant, interval sim.Time) []check.Expectation {
	trees := map[string]*node{check.Base: root}
	var names []string
	for _, v := range variants {
		names = append(names, v.name)
		trees[v.name] = l.applied(root, v)
	}
	section := func(key string) func(string) []string {
		return func(variant string) []string {
			if n := trees[variant].get(key); n != nil {
				return n.keys()
			}
			return nil
		}
	}
	known := check.Names{Variants: names, Queues: section("queues"), Groups: section("groups"), Interval: interval}
	out := l.expectationsOf(root.get("expect"), known)
	for _, v := range variants {
		for _, s := range v.sets {
			if s.key == "expect" {
				own := known
				own.Self = v.name
				out = append(out, l.expectationsOf(trees[v.name].get("expect"), own)...)
			}
		}
	}
	return out
}

// expected reads the expectations for a scenario that was asked for with o; s is
// nil when it has mistakes.
func (l *loading) expected(own, chosen *node, variants []variant, s *Scenario, o Options) []check.Expectation {
	if o.Variant == "" || o.Variant == base {
		own = chosen
	}
	interval := sim.Time(0)
	if s != nil {
		interval = s.Centre.Horizon.Interval
	}
	return l.expectations(own, variants, interval)
}

func (l *loading) expectationsOf(n *node, names check.Names) []check.Expectation {
	if n == nil {
		return nil
	}
	r := reader{}
	var out []check.Expectation
	if n.kind == listed && len(n.items) > maxExpectations {
		r.fail(n, "more than %d expectations", maxExpectations)
		n = &node{kind: listed, src: n.src, line: n.line, column: n.column}
	}
	r.eachItem(n, "expect", "expect", func(item *node, _ string) {
		text := r.text(item)
		if text == "" {
			return
		}
		e, problems := check.Read(text, check.Position{File: item.src.name, Line: item.line, Column: item.column}, names)
		for _, p := range problems {
			at := *item
			at.column += inLine(item, p.Offset)
			r.fail(&at, "%s%s", p.Message, suggestion(p.Name, p.Known))
		}
		if len(problems) == 0 {
			out = append(out, e)
		}
	})
	l.mistakes = append(l.mistakes, r.mistakes...)
	return out
}

// inLine returns how far right of the value's place its character stands, 0 for
// a text that is not written in one line.
func inLine(n *node, offset int) int {
	if n.line > len(n.src.lines) {
		return 0
	}
	line := []rune(n.src.lines[n.line-1])
	quote := 0
	if n.quoted {
		quote = 1
	}
	if from := n.column - 1 + quote; from > len(line) || !strings.HasPrefix(string(line[from:]), n.text) {
		return 0
	}
	return quote + offset
}
