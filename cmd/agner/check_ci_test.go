package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPipelinesCallFlagsThatExist: every call of agner check in the shipped
// pipelines uses flags that the command has.
func TestPipelinesCallFlagsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, f := range checkCommand().Flags {
		for _, name := range f.Names() {
			known["--"+name] = true
		}
	}
	flags := regexp.MustCompile(`--[a-z-]+`)
	for _, name := range []string{".github/workflows/staffing.yml", "docs/ci/gitlab-ci.yml", "docs/ci/pre-commit-config.yaml", "docs/ci/pre-commit", "docs/ci/README.md", "Makefile"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		calls := 0
		for _, call := range regexp.MustCompile(`agner"? check[^\n]*(\n +--[^\n]*)*`).FindAllString(string(text), -1) {
			calls++
			for _, flag := range flags.FindAllString(call, -1) {
				if !known[flag] {
					t.Errorf("%s: agner check has no flag %s in %q", name, flag, strings.TrimSpace(call))
				}
			}
		}
		if calls == 0 {
			t.Errorf("%s does not call agner check", name)
		}
	}
}

// TestDocumentedExpectationsAreRead: the sentences that the manual shows are
// part of the language, on a scenario with its names.
func TestDocumentedExpectationsAreRead(t *testing.T) {
	manual, err := os.ReadFile("../../docs/ci/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(manual), "```yaml\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed || strings.Count(block, "\n  - ") < 7 {
		t.Fatalf("no expectations in\n%s", block)
	}
	name := model(t)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(text, block...), 0o644); err != nil {
		t.Fatal(err)
	}
	list, err := loadChecked([]string{name}, checkSettings{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(list[0].suite.Expectations), strings.Count(block, "\n  - ")+1; got != want {
		t.Errorf("%d of %d sentences", got, want)
	}
}
