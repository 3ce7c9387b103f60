package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"
)

// The scenario as it runs is the same scenario: it loads to the same fingerprint.
func TestEffectiveLoadsToTheSame(t *testing.T) {
	for _, name := range Names() {
		s, err := Load(Library(), name+".yaml", Options{})
		if err != nil {
			t.Fatal(err)
		}
		text, err := Effective(s)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{name + ".yaml": {Data: []byte(text)}}
		for _, data := range s.data {
			content, err := shipped.ReadFile(data)
			if err != nil {
				t.Fatal(err)
			}
			files[data] = &fstest.MapFile{Data: content}
		}
		again, err := Load(files, name+".yaml", Options{})
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if again.Fingerprint != s.Fingerprint {
			t.Errorf("%s: the scenario as it runs has another fingerprint", name)
		}
		if len(again.Variants) > 0 {
			t.Errorf("%s: variants are still there", name)
		}
	}
}

func TestEffectiveRemarksChanges(t *testing.T) {
	s, err := Load(Library(), "campaign-launch.yaml", Options{Sets: []string{"groups.phones.agents=+6", "queues.calls.handle_time.mean=-10%", "queues.calls.wrap_up=45s"}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := Effective(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# then +6\n", "mean: 300s # then -10%\n", "wrap_up: 45s\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
