package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"
)

// run is the program: it reads args (without the program's name) and returns
// the exit code. Numbers go to stdout, everything else to stderr.
func run(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer, args []string) int {
	app := newApp(stdin, stdout, stderr)
	arranged, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, append([]string{app.Name}, arranged...))
	}
	if err != nil {
		fmt.Fprintln(stderr, told(err))
	}
	return exitCode(err)
}

// told is how an error reads on stderr. Mistakes in files keep their position at
// the start of the line, where editors look for it.
func told(err error) string {
	var found mistakes
	if errors.As(err, &found) {
		return err.Error()
	}
	return "agner: " + err.Error()
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	return &cli.App{
		Name:  "agner",
		Usage: "simulate a contact centre and plan its capacity",
		Description: "A scenario in YAML says who contacts the centre, who answers and what it costs.\n" +
			"agner run FILE says what customers will wait, what that costs and how sure it is.",
		Reader: stdin, Writer: stdout, ErrWriter: stderr,
		Commands:                  prepared(runCommand(), staffCommand(), frontierCommand(), checkCommand(), compareCommand(), sweepCommand(), explainCommand(), newCommand(), examplesCommand(), erlangCommand(), schemaCommand(), completionCommand(), versionCommand()),
		HideVersion:               true,
		HideHelpCommand:           true, // as above
		DisableSliceFlagSeparator: true, // a value of --set may contain commas
		OnUsageError:              onUsageError,
		ExitErrHandler:            func(*cli.Context, error) {}, // run alone decides how the program ends
	}
}

// prepared gives commands what the library does not hand down from the app.
func prepared(commands ...*cli.Command) []*cli.Command {
	for _, c := range commands {
		c.OnUsageError = onUsageError
		c.HideHelpCommand = true // a file may be called help; arrange turns help into --help
		prepared(c.Subcommands...)
	}
	return commands
}

func onUsageError(_ *cli.Context, err error, _ bool) error { return usage(err) }

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // an expectation failed, or a plan is infeasible
	exitUsage  = 2 // usage or scenario error: nothing was run
	exitUnable = 3 // could not do the work: I/O, interrupted, out of limits
)

// exitError is an error with its exit code.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usage marks a mistake of the user: nothing was run.
func usage(err error) error { return &exitError{exitUsage, err} }

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }

// mistakes are what is wrong in the user's files, with positions.
type mistakes struct{ error }

// exitCode maps every error to an exit code; what nobody marked could not be done.
func exitCode(err error) int {
	var marked *exitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &marked):
		return marked.code
	}
	return exitUnable
}
