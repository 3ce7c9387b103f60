package scenarios

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Schema returns the language as a JSON Schema (draft 2020-12) for editors: which keys
// may stand where, which words a key allows, what a value is called. It is asked of the
// reader itself: every function that reads a value is shown values of each kind, and
// says which it takes and with which keys (prober). How a single number is written, with its unit
// and its range, is told too; values by clock, and what keys a section needs, only the reader checks.
func Schema() ([]byte, error) {
	p := &prober{frames: map[int]*frame{}}
	r := &reader{probe: p}
	root := p.describe(r, func(n *node, _ string) { r.decode(n) })
	root.set("$schema", "https://json-schema.org/draft/2020-12/schema")
	root.set("title", "Agner scenario")
	properties := root.get("properties").(*schema)
	name := newSchema("type", "object")
	properties.set("extends", newSchema("type", "string", "description", "the scenario file that this one changes"))
	properties.set("expect", newSchema("type", "array", "items", newSchema("type", "string"), "description", "what agner check verifies, one sentence each"))
	properties.set("variants", newSchema("type", "object", "additionalProperties", name, "description", "changes to this scenario, path: value"))
	properties.set("sweep", newSchema("type", "object", "additionalProperties", newSchema("type", "array"), "description", "the values that each path takes"))
	sharing := &sharing{counts: map[string]int{}, names: map[string]string{}, defs: newSchema("profile", profileSchema())}
	sharing.count(root)
	for _, key := range properties.keys {
		properties.set(key, sharing.shared(properties.get(key)))
	}
	root.set("$defs", sharing.defs)
	out, err := json.MarshalIndent(root, "", "  ")
	return append(out, '\n'), err
}

// profileSchema is a value by clock, by weekday or by date.
func profileSchema() *schema {
	scalar := newSchema("type", []string{"string", "number"})
	part := newSchema("anyOf", []*schema{scalar, newSchema("type", "array", "items", scalar), newSchema("$ref", "#/$defs/profile"),
		newSchema("type", "object", "required", []string{"file"})})
	patterns := newSchema(clockForm.String(), scalar)
	patterns.set(dateForm.String(), part)
	const day = "(sun|mon|tue|wed|thu|fri|sat)"
	patterns.set("^"+day+"([-, ]+"+day+")*$", part)
	return newSchema("type", "object", "minProperties", 1, "patternProperties", patterns, "additionalProperties", false,
		"description", "values by clock (08:00: 12), by weekday (mon-fri: …) or by date")
}

// schema is a JSON object whose keys keep their order.
type schema struct {
	keys   []string
	values map[string]any
}

func newSchema(pairs ...any) *schema {
	s := &schema{values: map[string]any{}}
	for i := 0; i < len(pairs); i += 2 {
		s.set(pairs[i].(string), pairs[i+1])
	}
	return s
}

func (s *schema) set(key string, value any) {
	if _, ok := s.values[key]; !ok {
		s.keys = append(s.keys, key)
	}
	s.values[key] = value
}

func (s *schema) get(key string) any { return s.values[key] }

// MarshalJSON writes the keys in their order.
func (s *schema) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, key := range s.keys {
		k, err := json.Marshal(key)
		if err != nil {
			return nil, err
		}
		v, err := json.Marshal(s.values[key])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

// anyOf joins alternatives, each once.
func anyOf(list []*schema) *schema {
	var out []*schema
	seen := map[string]bool{}
	for _, s := range list {
		if text := s.text(); !seen[text] {
			seen[text] = true
			out = append(out, s)
		}
	}
	switch len(out) {
	case 0:
		return newSchema()
	case 1:
		return out[0]
	}
	return newSchema("anyOf", slices.Clip(out))
}

// sharing moves what stands in a schema more than once to $defs.
type sharing struct {
	counts map[string]int    // by text
	names  map[string]string // of definitions, by text
	defs   *schema
}

// sharedLength is the least text that is worth a definition.
const sharedLength = 120

func (h *sharing) count(value any) {
	switch v := value.(type) {
	case *schema:
		if h.counts[v.text()]++; h.counts[v.text()] > 1 {
			return
		}
		for _, key := range v.keys {
			h.count(v.get(key))
		}
	case []*schema:
		for _, one := range v {
			h.count(one)
		}
	}
}

// shared returns value with references to what is defined.
func (h *sharing) shared(value any) any {
	switch v := value.(type) {
	case []*schema:
		out := make([]*schema, len(v))
		for i, one := range v {
			out[i] = h.shared(one).(*schema)
		}
		return out
	case *schema:
		text := v.text()
		if h.counts[text] < 2 || len(text) < sharedLength {
			return h.inside(v)
		}
		if h.names[text] == "" {
			h.names[text] = fmt.Sprintf("shared%d", len(h.names)+1)
			h.defs.set(h.names[text], nil) // keeps its place
			h.defs.set(h.names[text], h.inside(v))
		}
		return newSchema("$ref", "#/$defs/"+h.names[text])
	}
	return value
}

func (h *sharing) inside(s *schema) *schema {
	out := newSchema()
	for _, key := range s.keys {
		value := s.get(key)
		if table, ok := value.(*schema); ok && (key == "properties" || key == "patternProperties") { // schemas by key, not one itself
			out.set(key, h.inside(table))
			continue
		}
		out.set(key, h.shared(value))
	}
	return out
}

// text is the schema as JSON.
func (s *schema) text() string {
	out, err := json.Marshal(s)
	if err != nil {
		panic(err) // plain strings, numbers and lists
	}
	return string(out)
}
