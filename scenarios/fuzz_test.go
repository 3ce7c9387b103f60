package scenarios

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// FuzzLoad: whatever stands in the file, Load does not panic, and every
// mistake has its place in the text.
func FuzzLoad(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("testdata", "errors", "*.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(small))
	f.Add([]byte(wide(40)))
	for _, name := range Names() {
		text, err := shipped.ReadFile(name + ".yaml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	csv := file("Date,Time,offered\n2027-03-01,08:00,30\n2027-03-01,12:00,20\n")
	f.Fuzz(func(t *testing.T, text []byte) {
		files := fstest.MapFS{"a.yaml": {Data: text}, "calls.csv": csv, "base.yaml": file(small)}
		s, err := Load(files, "a.yaml", Options{})
		if err == nil {
			if s.Centre == nil || s.Name == "" {
				t.Errorf("an empty scenario")
			}
			return
		}
		checkErrors(t, err)
	})
}

// FuzzSet: the same for changes.
func FuzzSet(f *testing.F) {
	for _, set := range []string{"groups.tier1.agents=+4", "queues.sales.patience.mean=-10%", "queues.sales.transfers[0].to=x", "queues.sales={a: [1]}",
		"groups.tier1.skills[0]=null", "horizon=*a", "queues.sales.target.level=+5pts", "a.b.c.d[1][2]=3", "queues.sales.handle_time.mean={08:00: 5m}", "\n0=\x86", "0=\r\x00"} {
		f.Add(set)
	}
	files := fstest.MapFS{"a.yaml": file(small)}
	f.Fuzz(func(t *testing.T, set string) {
		if _, err := Load(files, "a.yaml", Options{Sets: []string{set}}); err != nil {
			checkErrors(t, err)
		}
	})
}

// wide returns a scenario with many queues and groups, about 12 lines for each pair.
func wide(n int) string {
	var b strings.Builder
	b.WriteString("horizon: {start: 2027-03-01, open: 08:00-18:00}\nqueues:\n")
	for i := range n {
		fmt.Fprintf(&b, `  q%d:
    channel: voice
    arrivals: {volume: {08:00: 60/h, 10:00: 90/h, 14:00: 70/h}, day_cv: 10%%}
    handle_time: {mean: 5m, cv: 0.9}
    patience: {mean: 3m, balk: 1%%}
    target: {level: 80%%, within: 20s}
`, i)
	}
	b.WriteString("groups:\n")
	for i := range n {
		fmt.Fprintf(&b, "  g%d:\n    agents:\n      08:00: 7\n      12:00: 9\n    skills: [q%d, q%d]\n    wage: 20/h\n", i, i, (i+1)%n)
	}
	return b.String()
}

// BenchmarkLoad reads a scenario of 495 lines with 10 variants. Target: 50 ms.
func BenchmarkLoad(b *testing.B) {
	text := wide(40) + "variants:\n"
	for i := range 10 {
		text += fmt.Sprintf("  v%d: {groups.g%d.agents: +1}\n", i, i)
	}
	files := fstest.MapFS{"a.yaml": file(text)}
	for b.Loop() {
		if _, err := Load(files, "a.yaml", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestHugeInputIsRefusedQuickly: large hostile files end in a mistake, soon
// and without much memory. The time allowed is far above what it takes (under
// half a second each on one slow core), so that a busy machine does not fail it.
func TestHugeInputIsRefusedQuickly(t *testing.T) {
	const size = 3 << 20
	for name, text := range map[string][]byte{
		"brackets": bytes.Repeat([]byte("["), size),
		"braces":   bytes.Repeat([]byte("{a: "), size/4),
		"dashes":   bytes.Repeat([]byte("- "), size/2),
		"items":    bytes.Repeat([]byte("- a\n"), size/4),
		"commas":   append([]byte("a: ["), bytes.Repeat([]byte("1,"), size/2-4)...),
		"marks":    bytes.Repeat([]byte("? "), size/2),
		"comments": bytes.Repeat([]byte("# a\n"), 100_000),
		"quotes":   append([]byte(`a: "`), bytes.Repeat([]byte("x "), size/2-4)...),
		"anchors":  bytes.Repeat([]byte("&a "), size/3),
		"spaces":   append(bytes.Repeat([]byte(" "), size), 'a'),
		"text":     bytes.Repeat([]byte("a"), size),
		"too much": bytes.Repeat([]byte("a"), 10<<20+1),
	} {
		began := time.Now()
		_, err := Load(fstest.MapFS{"a.yaml": {Data: text}}, "a.yaml", Options{})
		checkErrors(t, err)
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s: %v: %.120s", name, took, err)
		}
	}
}
