package main

import (
	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:  "schema",
		Usage: "print the JSON Schema of the scenario language, for editors",
		Description: "Editors use it to complete keys and to mark unknown ones while you write:\n\n" +
			"agner schema > agner.schema.json\n" +
			"and as first line of a scenario:  # yaml-language-server: $schema=agner.schema.json",
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("schema takes no arguments")
			}
			text, err := scenarios.Schema()
			if err != nil {
				return err
			}
			_, err = c.App.Writer.Write(text)
			return err
		},
	}
}
