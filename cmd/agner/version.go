package main

import (
	"fmt"
	"runtime"

	"github.com/urfave/cli/v2"
)

// version is part of every result: the same scenario, seed and version give the
// same numbers on the same architecture.
const version = "0.1.0"

func versionCommand() *cli.Command {
	return &cli.Command{
		Name:  "version",
		Usage: "print the version",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("version takes no arguments")
			}
			_, err := fmt.Fprintf(c.App.Writer, "agner %s %s/%s %s\n", version, runtime.GOOS, runtime.GOARCH, runtime.Version())
			return err
		},
	}
}
