package main

import (
	"os/exec"
	"strings"
	"testing"
)

func script(t *testing.T, shell string) string {
	t.Helper()
	code, out, err := agner(t, "completion", shell)
	if code != exitDone || err != "" {
		t.Fatalf("exit %d, %s", code, err)
	}
	return out
}

// completed is what bash offers for the words, the last being typed.
func completed(t *testing.T, words ...string) string {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash")
	}
	set := "COMP_WORDS=('" + strings.Join(words, "' '") + "'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _agner; printf '%s ' \"${COMPREPLY[@]}\""
	out, err := exec.Command("bash", "-c", script(t, "bash")+set).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestBashCompletes(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"agner co", "compare completion"},
		{"agner compare --fo", "--format"},
		{"agner compare --format m", "markdown"},
		{"agner erlang ", "b c a x"},
		{"agner examples campaign", "campaign-launch"},
		{"agner new --from retail", "retail-bank"},
		{"agner staff --method erlang_a", "erlang_a"},
		{"agner compare --bridge --method s", "simulation"},
		{"agner completion z", "zsh"},
		{"agner run testdata/sm", "testdata/small.yaml"},
	} {
		if got := completed(t, strings.Split(c.words, " ")...); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: offers %q, want %s", c.words, got, c.want)
		}
	}
}

// Every command and flag of the program is in every script, and the shells that are
// there can read theirs.
func TestScriptsKnowEverything(t *testing.T) {
	app := newApp(nil, nil, nil)
	for _, shell := range shells() {
		text := script(t, shell)
		for _, c := range completions(nil, app.Commands) {
			for _, w := range append(c.words, c.flags...) {
				bare := strings.TrimPrefix(w.text, "--")
				if !strings.Contains(text, bare) {
					t.Errorf("%s: no %s", shell, w.text)
				}
			}
		}
		if _, err := exec.LookPath(shell); err != nil {
			continue
		}
		check := exec.Command(shell, "-n")
		check.Stdin = strings.NewReader(text)
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", shell, err, out)
		}
	}
}

func TestCompletionRefuses(t *testing.T) {
	for args, want := range map[string]string{"completion": "bash, zsh, fish", "completion fich": "did you mean fish?", "completion bash zsh": "name of a shell"} {
		if code, out, err := agner(t, strings.Fields(args)...); code != exitUsage || out != "" || !strings.Contains(err, want) {
			t.Errorf("%s: exit %d, %s", args, code, err)
		}
	}
}
