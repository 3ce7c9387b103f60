package scenarios

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fits returns why value does not fit a schema, empty when it does. It knows the
// words of JSON Schema that Schema uses, and no others.
func fits(t *testing.T, root, s map[string]any, value any, at string) string {
	t.Helper()
	for word := range s {
		if !slices.Contains([]string{"$schema", "title", "$defs", "description", "$ref", "anyOf", "type", "enum", "const", "properties", "patternProperties",
			"additionalProperties", "items", "required", "minProperties", "pattern", "minimum", "maximum"}, word) {
			t.Fatalf("%s: the validator does not know %s", at, word)
		}
	}
	if ref, ok := s["$ref"].(string); ok {
		return fits(t, root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), value, at)
	}
	if list, ok := s["anyOf"].([]any); ok {
		var problems []string
		for _, one := range list {
			p := fits(t, root, one.(map[string]any), value, at)
			if p == "" {
				return ""
			}
			problems = append(problems, p)
		}
		return strings.Join(problems, " | ")
	}
	if c, ok := s["const"]; ok && c != value {
		return fmt.Sprintf("%s: %v is not %v", at, value, c)
	}
	if list, ok := s["enum"].([]any); ok && !slices.Contains(list, value) {
		return fmt.Sprintf("%s: %v is none of %v", at, value, list)
	}
	if problem := fitsType(s["type"], value, at); problem != "" {
		return problem
	}
	switch v := value.(type) {
	case string:
		if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v) {
			return fmt.Sprintf("%s: %s does not match %s", at, v, pattern)
		}
	case float64:
		least, limited := s["minimum"].(float64)
		most, capped := s["maximum"].(float64)
		if limited && v < least || capped && v > most {
			return fmt.Sprintf("%s: %v lies outside of %v to %v", at, v, s["minimum"], s["maximum"])
		}
	case []any:
		if items, ok := s["items"].(map[string]any); ok {
			for i, item := range v {
				if p := fits(t, root, items, item, fmt.Sprintf("%s[%d]", at, i)); p != "" {
					return p
				}
			}
		}
	case map[string]any:
		return fitsKeys(t, root, s, v, at)
	}
	return ""
}

func fitsType(wanted, value any, at string) string {
	is := "null"
	switch value.(type) {
	case string:
		is = "string"
	case float64:
		is = "number"
	case bool:
		is = "boolean"
	case []any:
		is = "array"
	case map[string]any:
		is = "object"
	}
	switch w := wanted.(type) {
	case nil:
		return ""
	case string:
		if w == is {
			return ""
		}
	case []any:
		if slices.Contains(w, any(is)) {
			return ""
		}
	}
	return fmt.Sprintf("%s: a %s, wanted %v", at, is, wanted)
}

func fitsKeys(t *testing.T, root, s map[string]any, v map[string]any, at string) string {
	required, _ := s["required"].([]any)
	for _, key := range required {
		if _, ok := v[key.(string)]; !ok {
			return fmt.Sprintf("%s: no %v", at, key)
		}
	}
	if least, ok := s["minProperties"].(float64); ok && float64(len(v)) < least {
		return at + ": empty"
	}
	properties, _ := s["properties"].(map[string]any)
	patterns, _ := s["patternProperties"].(map[string]any)
next:
	for key, inner := range v {
		if one, ok := properties[key].(map[string]any); ok {
			if p := fits(t, root, one, inner, at+"."+key); p != "" {
				return p
			}
			continue
		}
		for pattern, one := range patterns {
			if regexp.MustCompile(pattern).MatchString(key) {
				if p := fits(t, root, one.(map[string]any), inner, at+"."+key); p != "" {
					return p
				}
				continue next
			}
		}
		switch more := s["additionalProperties"].(type) {
		case bool:
			if !more {
				return fmt.Sprintf("%s: unexpected key %s", at, key)
			}
		case map[string]any:
			if p := fits(t, root, more, inner, at+"."+key); p != "" {
				return p
			}
		}
	}
	return ""
}

// plainValue is a node as an editor sees it: by the rules of YAML 1.2's core schema.
func plainValue(n *node) any {
	switch n.kind {
	case keyed:
		out := map[string]any{}
		for _, e := range n.entries {
			out[e.key] = plainValue(e.value)
		}
		return out
	case listed:
		out := []any{}
		for _, item := range n.items {
			out = append(out, plainValue(item))
		}
		return out
	case nothing:
		return nil
	}
	if v, err := strconv.ParseFloat(n.text, 64); err == nil && !n.quoted {
		return v
	}
	if !n.quoted && (n.text == "true" || n.text == "false") {
		return n.text == "true"
	}
	return n.text
}

func theSchema(t *testing.T) map[string]any {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSchemaTakesEveryShippedScenario(t *testing.T) {
	s := theSchema(t)
	for _, name := range Names() {
		text, err := fs.ReadFile(Library(), name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		root, mistakes := parse(newSource(name, ".", string(text)), text)
		if len(mistakes) > 0 {
			t.Fatal(mistakes)
		}
		if p := fits(t, s, s, plainValue(root), name); p != "" {
			t.Error(p)
		}
	}
}

// Whatever the reader refuses for an unknown key or a wrong kind of value, the schema refuses.
func TestSchemaAgreesWithTheErrorCorpus(t *testing.T) {
	s := theSchema(t)
	shape := regexp.MustCompile(`unexpected key|must be a table|must be a list|, not a (list|table)`)
	files, err := filepath.Glob("testdata/errors/*.yaml")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	refused := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said, err := os.ReadFile(strings.TrimSuffix(file, ".yaml") + ".out")
		if err != nil {
			continue // another file of a case
		}
		if filepath.Base(file) == "variant-key.yaml" {
			continue // what a variant puts at a path is for the reader alone
		}
		root, mistakes := parse(newSource(file, ".", string(text)), text)
		if len(mistakes) > 0 || !shape.Match(said) {
			continue
		}
		refused++
		if fits(t, s, s, plainValue(root), "scenario") == "" {
			t.Errorf("%s: the schema takes what the reader refuses: %s", file, strings.SplitN(string(said), "\n", 2)[0])
		}
	}
	if refused < 15 {
		t.Errorf("only %d files of the corpus are about keys and kinds", refused)
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := theSchema(t)
	for _, text := range []string{
		"quees: {}", "queues: []", "queues: {a: {chanel: voice}}", "queues: {a: {channel: telepathy}}", "queues: {a: {transfers: {to: b}}}",
		"groups: {g: {agents: {monday morning: 3}}}", "horizon: {days: [1]}", "events: {e: {kind: campaign, groups: {g: 3%}}}", "queues: {a: {interruptible: 3}}",
		"queues: {a: {patience: 120}}", "queues: {a: {handle_time: 5 min}}", "queues: {a: {target: {level: 80}}}", "queues: {a: {arrivals: {volume: 60}}}",
		"queues: {a: {arrivals: {volume: 60/hour}}}", "groups: {g: {wage: 22}}", "groups: {g: {wage: $22/h}}", "groups: {g: {agents: -8}}", "horizon: {days: 2d}",
		"queues: {a: {retry: {probability: 120, after: 10m}}}",
	} {
		root, mistakes := parse(newSource("t", ".", text), []byte(text))
		if len(mistakes) > 0 {
			t.Fatal(mistakes)
		}
		if fits(t, s, s, plainValue(root), "scenario") == "" {
			t.Errorf("the schema takes %s", text)
		}
	}
}

// An editor must never mark what the reader takes.
func TestSchemaTakesValues(t *testing.T) {
	s := theSchema(t)
	for _, text := range []string{
		"queues: {a: {patience: never, wrap_up: 0, handle_time: 4m30s, queue_limit: 50}}", "queues: {a: {target: {level: 0.8, within: 20s}}}",
		"queues: {a: {target: {level: 80 %, within: 2.5m}}}", "queues: {a: {arrivals: {volume: 4200/day, day_cv: 12%, growth: 2%/month, weekdays: {mon: 1.15, sat: 60%}, with: {b: -0.3}}}}",
		"queues: {a: {arrivals: {volume: 20 / min}}}", "queues: {a: {arrivals: {volume: [1, 2]}}}", "queues: {a: {arrivals: {volume: 0}}}",
		"groups: {g: {agents: 1e2, wage: 22.50/h, limit: {contacts: 1500/day}, premiums: {sun: 150%}, skills: {a: {speed: 1.25}}}}",
		"groups: {g: {tariff: {per: contact, price: 3, minimum: 20000/month}}}", "budget: {limit: 3500, other: 500/day, line: 0.02/min, contract: 38h}",
		"events: {e: {kind: surge, at: 2027-03-01 09:00, for: 90m, queues: {a: +250%}, patience: -30%, known: 10d}}",
		"experiment: {precision: {service_level: 0.5%, asa: 0.02, occupancy: 1%, net_value: 1%}, max_replications: 2000}",
	} {
		root, mistakes := parse(newSource("t", ".", text), []byte(text))
		if len(mistakes) > 0 {
			t.Fatal(mistakes)
		}
		if p := fits(t, s, s, plainValue(root), "scenario"); p != "" {
			t.Errorf("%s: %s", text, p)
		}
	}
}
