package scenarios

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// Effective returns s as it runs, as one YAML file: extends, variant and changes
// applied, variants, sweep and expectations (which may name variants) left out, and the
// data files still beside it. A relative change that is only applied when its value is read stands behind the value as a
// remark, "then +6".
func Effective(s *Scenario) (string, error) {
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(s.Spec.tree.without("extends").without("expect").remarked("")); err != nil {
		return "", err
	}
	return out.String(), e.Close()
}

// remarked is yaml with the changes of every value as a remark.
func (n *node) remarked(key string) *yaml.Node {
	y := n.yaml(key)
	n.remark(y)
	return y
}

// remark puts the changes of n and of all below it behind their values in y, and
// tells whether there are any.
func (n *node) remark(y *yaml.Node) bool {
	below := false
	for i, e := range n.entries {
		below = e.value.remark(y.Content[2*i+1]) || below
	}
	for i, item := range n.items {
		below = item.remark(y.Content[i]) || below
	}
	switch {
	case len(n.changes) > 0 && y.Kind != yaml.ScalarNode: // a remark stands behind a table or list on one line only
		y.Style = yaml.FlowStyle
	case below:
		y.Style &^= yaml.FlowStyle
	}
	var texts []string
	for _, c := range n.changes {
		texts = append(texts, c.at.text)
	}
	if len(texts) > 0 {
		y.LineComment = "then " + strings.Join(texts, ", then ")
	}
	return below || len(texts) > 0
}
