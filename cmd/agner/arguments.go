package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts flags before arguments, because the cli library stops reading
// flags at the first argument and would silently lose those that follow. It
// also finds unknown commands and flags and suggests the nearest name.
//
//	run a.yaml --seed 3 b.yaml   becomes   run --seed=3 -- a.yaml b.yaml
func arrange(app *cli.App, args []string) ([]string, error) {
	var path []string
	var command *cli.Command
	commands := app.Commands
	for len(commands) > 0 && len(args) > 0 {
		name := args[0]
		switch {
		case isHelp(name) && command == nil:
			return helpFor(path, args[1:]), nil
		case isHelp(name):
			return append(path, "--help"), nil
		case name == "--version" && command == nil:
			return append([]string{"version"}, args[1:]...), nil
		case strings.HasPrefix(name, "-"):
			return nil, usagef("flag %s stands before the command; write agner %s", name, strings.Join(append(path, "COMMAND "+name), " "))
		}
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
		if i < 0 {
			return nil, usagef("there is no command %q%s; agner help lists them", strings.Join(append(path, name), " "), didYouMean(name, names(commands)))
		}
		command, commands = commands[i], commands[i].Subcommands
		path, args = append(path, name), args[1:]
	}
	if command == nil {
		return args, nil
	}
	flags, rest, err := splitFlags(command, strings.Join(path, " "), args)
	if err != nil {
		return nil, err
	}
	out := append(path, flags...)
	if len(rest) > 0 {
		out = append(append(out, "--"), rest...)
	}
	return out, nil
}

func isHelp(name string) bool {
	return slices.Contains([]string{"help", "-h", "--help", "-help"}, name)
}

// helpFor turns "help run" into "run --help".
func helpFor(path, rest []string) []string {
	if len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return append(append(path, rest...), "--help")
	}
	return append(path, "--help")
}

// splitFlags parts the flags of a command, each as one word, from its arguments.
// Everything after -- is an argument, and so is a lone -.
func splitFlags(command *cli.Command, called string, args []string) (flags, rest []string, err error) {
	known := map[string]cli.Flag{}
	all := []string{"--help"}
	for _, f := range command.Flags {
		for _, name := range f.Names() {
			known[name] = f
			all = append(all, "--"+name)
		}
	}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return flags, append(rest, args[i+1:]...), nil
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			rest = append(rest, arg)
			continue
		}
		name, _, valued := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		flag, ok := known[name]
		switch {
		case isHelp(arg):
			flags = append(flags, "--help")
		case !ok:
			return nil, nil, usagef("%s has no flag %s%s", called, arg, didYouMean("--"+name, all))
		case valued || !takesValue(flag):
			flags = append(flags, "--"+strings.TrimLeft(arg, "-"))
		case i+1 == len(args):
			return nil, nil, usagef("flag --%s needs a value", name)
		default:
			i++
			flags = append(flags, "--"+name+"="+args[i])
		}
	}
	return flags, rest, nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

func names(commands []*cli.Command) []string {
	var out []string
	for _, c := range commands {
		out = append(out, c.Names()...)
	}
	return out
}

// didYouMean returns "; did you mean …?" when some name is near enough, else nothing.
func didYouMean(name string, known []string) string {
	best, nearest := "", min(len(name)/3+2, len(name))
	for _, k := range known {
		d := distance(name, k)
		if len(name) > 2 && strings.HasPrefix(k, name) {
			d = 1
		}
		if d < nearest {
			best, nearest = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance is the number of insertions, deletions and substitutions that turn a
// into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
