package main

import (
	"fmt"
	"slices"
	"strings"

	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

// shells that completion scripts are written for.
func shells() []string { return []string{"bash", "zsh", "fish"} }

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes commands, flags and names in a shell",
		ArgsUsage: strings.Join(shells(), "|"),
		Description: "bash:  source <(agner completion bash)\n" +
			"zsh:   agner completion zsh > \"${fpath[1]}/_agner\"\n" +
			"fish:  agner completion fish > ~/.config/fish/completions/agner.fish",
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 || !slices.Contains(shells(), c.Args().First()) {
				return usagef("completion takes the name of a shell: %s%s", strings.Join(shells(), ", "), didYouMean(c.Args().First(), shells()))
			}
			all := completions(nil, c.App.Commands)
			write := map[string]func([]completion) string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}[c.Args().First()]
			_, err := fmt.Fprint(c.App.Writer, write(all))
			return err
		},
	}
}

// completion is what may follow one command.
type completion struct {
	path  []string // "erlang", "c"; of the program itself: empty
	words []word   // commands or names that may follow
	flags []word
	files bool // arguments are files
}

// word is something to complete, with its explanation.
type word struct {
	text, usage string
	valued      bool     // a flag with a value
	values      []string // that it may take; nil: any, or a file
}

// completions lists what may follow the program and each of its commands.
func completions(path []string, commands []*cli.Command) []completion {
	own := completion{path: path}
	var below []completion
	for _, command := range commands {
		own.words = append(own.words, word{text: command.Name, usage: command.Usage})
		at := append(slices.Clip(path), command.Name)
		if len(command.Subcommands) > 0 {
			below = append(below, completions(at, command.Subcommands)...)
			continue
		}
		below = append(below, ofCommand(at, command))
	}
	return append([]completion{own}, below...)
}

func ofCommand(path []string, command *cli.Command) completion {
	out := completion{path: path, files: strings.Contains(command.ArgsUsage, "FILE") || strings.Contains(command.ArgsUsage, "CSV")}
	for _, f := range command.Flags {
		w := word{text: "--" + f.Names()[0], valued: takesValue(f)}
		if d, ok := f.(cli.DocGenerationFlag); ok {
			w.usage = strings.ReplaceAll(d.GetUsage(), "`", "")
		}
		switch f.Names()[0] {
		case "format":
			w.values = formats()
		case "method":
			w.values = []string{"simulation", "erlang_c", "erlang_a"}
		case "meet":
			w.values = []string{"interval", "day"}
		case "from":
			w.values = scenarios.Names()
		}
		out.flags = append(out.flags, w)
	}
	out.flags = append(out.flags, word{text: "--help", usage: "show help"})
	switch command.Name {
	case "examples":
		out.words = plainWords(scenarios.Names())
	case "completion":
		out.words = plainWords(shells())
	}
	return out
}

func plainWords(list []string) []word {
	var out []word
	for _, text := range list {
		out = append(out, word{text: text})
	}
	return out
}

func joined(list []word) string {
	var out []string
	for _, w := range list {
		out = append(out, w.text)
	}
	return strings.Join(out, " ")
}

// quotedWord quotes s for every shell: no quotes, no newlines, no substitutions inside.
func quotedWord(s string) string {
	return "'" + strings.NewReplacer("'", "’", "\n", " ", "\\", "/").Replace(s) + "'"
}

// bashScript completes by the command words before the cursor.
func bashScript(all []completion) string {
	var b strings.Builder
	b.WriteString(`# bash completion for agner
_agner() {
    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" path="" words="" flags="" files="" i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$path ${COMP_WORDS[i]}" in
`)
	for _, c := range all[1:] {
		fmt.Fprintf(&b, "            %s) path=%s ;;\n", quotedWord(" "+strings.Join(c.path, " ")), quotedWord(" "+strings.Join(c.path, " ")))
	}
	b.WriteString("        esac\n    done\n    case \"$path $prev\" in\n")
	for _, c := range all {
		for _, f := range c.flags {
			if f.values != nil {
				fmt.Fprintf(&b, "        %s) COMPREPLY=($(compgen -W %s -- \"$cur\")); return ;;\n", quotedWord(strings.Join(append([]string{""}, append(slices.Clip(c.path), f.text)...), " ")), quotedWord(strings.Join(f.values, " ")))
			}
		}
	}
	b.WriteString("    esac\n    case \"$path\" in\n")
	for _, c := range all {
		files := map[bool]string{true: "yes"}[c.files]
		path := strings.Join(append([]string{""}, c.path...), " ")
		fmt.Fprintf(&b, "        %s) words=%s flags=%s files=%s ;;\n", quotedWord(path), quotedWord(joined(c.words)), quotedWord(joined(c.flags)), quotedWord(files))
	}
	b.WriteString(`    esac
    if [[ "$cur" == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    elif [[ -n "$files" ]]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$cur"))
    else
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    fi
}
complete -o default -F _agner agner
`)
	return b.String()
}

// zshScript does the same with explanations.
func zshScript(all []completion) string {
	var b strings.Builder
	b.WriteString("#compdef agner\n_agner() {\n    local route='' i\n    for ((i = 2; i < CURRENT; i++)); do\n        case \"$route $words[i]\" in\n")
	for _, c := range all[1:] {
		path := quotedWord(" " + strings.Join(c.path, " "))
		fmt.Fprintf(&b, "            %s) route=%s ;;\n", path, path)
	}
	b.WriteString("        esac\n    done\n    local -a found flags\n    case \"$route\" in\n")
	for _, c := range all {
		described := func(list []word) string {
			var out []string
			for _, w := range list {
				out = append(out, quotedWord(w.text+":"+strings.ReplaceAll(w.usage, ":", "")))
			}
			return strings.Join(out, " ")
		}
		files := map[bool]string{true: "; [[ $PREFIX == -* ]] || _files"}[c.files]
		fmt.Fprintf(&b, "        %s) found=(%s) flags=(%s)%s ;;\n", quotedWord(strings.Join(append([]string{""}, c.path...), " ")), described(c.words), described(c.flags), files)
	}
	b.WriteString("    esac\n    [[ $PREFIX == -* ]] && _describe flag flags\n    (( $#found )) && _describe command found\n}\n_agner \"$@\"\n")
	return b.String()
}

// fishScript has a line for every word.
func fishScript(all []completion) string {
	var b strings.Builder
	b.WriteString("# fish completion for agner\ncomplete -c agner -f\n")
	for _, c := range all {
		condition := "__fish_use_subcommand"
		var seen []string
		for _, name := range c.path {
			seen = append(seen, "__fish_seen_subcommand_from "+name)
		}
		if len(seen) > 0 {
			condition = strings.Join(seen, "; and ")
		}
		if c.files {
			fmt.Fprintf(&b, "complete -c agner -n %s -F\n", quotedWord(condition))
		}
		for _, w := range c.words {
			fmt.Fprintf(&b, "complete -c agner -n %s -a %s -d %s\n", quotedWord(condition), quotedWord(w.text), quotedWord(w.usage))
		}
		for _, f := range c.flags {
			value := ""
			switch {
			case f.values != nil:
				value = " -x -a " + quotedWord(strings.Join(f.values, " "))
			case f.valued:
				value = " -r"
			}
			fmt.Fprintf(&b, "complete -c agner -n %s -l %s%s -d %s\n", quotedWord(condition), strings.TrimPrefix(f.text, "--"), value, quotedWord(f.usage))
		}
	}
	return b.String()
}
