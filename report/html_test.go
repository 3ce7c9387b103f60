package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func TestMarkdownGolden(t *testing.T) {
	var out bytes.Buffer
	if err := WriteMarkdown(&out, madeUp()); err != nil {
		t.Fatal(err)
	}
	golden(t, "run.md", out.Bytes())
}

func asHTML(t *testing.T, r *Run) string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteHTML(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestHTMLGolden holds the page without its pictures, which the charts hold.
func TestHTMLGolden(t *testing.T) {
	page := asHTML(t, madeUp())
	golden(t, "run.html", regexp.MustCompile(`(?s)<svg.*?</svg>\s*`).ReplaceAll([]byte(page), nil))
}

// TestHTMLNeedsNothingElse looks for anything that would be fetched or run.
func TestHTMLNeedsNothingElse(t *testing.T) {
	page := strings.ReplaceAll(asHTML(t, madeUp()), `xmlns="http://www.w3.org/2000/svg"`, "")
	for _, sign := range []string{"<script", "<link", "<img", "src=", "href=", "url(", "@import", "http:", "https:"} {
		if strings.Contains(page, sign) {
			t.Errorf("the page contains %q", sign)
		}
	}
}

func TestHTMLSaysEveryDefaultAndWarning(t *testing.T) {
	r := madeUp()
	page := asHTML(t, r)
	for _, d := range r.Defaults {
		if !strings.Contains(page, "<dt>"+d.Path+"</dt><dd>"+d.Value+"</dd>") {
			t.Errorf("default %v is missing", d)
		}
	}
	for _, text := range r.warnings() {
		if !strings.Contains(page, "<li>"+text+"</li>") {
			t.Errorf("warning %q is missing", text)
		}
	}
}

func TestHostileNamesOnThePage(t *testing.T) {
	for _, name := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</svg></figure><script>`, `a & b < c > d "e" 'f'`,
		"👩‍💻🇵🇹 客服", strings.Repeat("x", 200), "]]>-->", "{{.Title}}", "javascript:alert(1)"} {
		r := madeUp()
		r.Name, r.Description, r.File, r.Currency, r.Fingerprint = name, name, name, name, name
		r.Centre.Queues[0].Name, r.QueueLabels[0], r.GroupLabels[0] = name, name, name
		r.Defaults[0] = Default{name, name}
		r.Warnings = []string{name}
		page := asHTML(t, r)
		for _, sign := range []string{"<script", "<img", "</svg></figure><script"} {
			if strings.Contains(page, sign) {
				t.Errorf("%q came through as markup", name)
			}
		}
		if strings.Count(page, "<svg") != strings.Count(page, "</svg>") || strings.Count(page, "<table") != strings.Count(page, "</table>") {
			t.Errorf("%q broke the page", name)
		}
		var text bytes.Buffer
		if err := WriteMarkdown(&text, r); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "<script") || strings.Contains(text.String(), "<img") {
			t.Errorf("%q came through as markup in Markdown", name)
		}
	}
}
