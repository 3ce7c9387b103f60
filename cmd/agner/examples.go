package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

func examplesCommand() *cli.Command {
	return &cli.Command{
		Name:      "examples",
		Usage:     "list the shipped scenarios, or print one",
		ArgsUsage: "[NAME]",
		Description: "agner examples lists them; agner examples NAME prints the scenario's YAML with its story in comments:\n\n" +
			"agner examples small-support > mine.yaml",
		Action: func(c *cli.Context) error {
			switch c.NArg() {
			case 0:
				return listExamples(c)
			case 1:
				return printExample(c, c.Args().First())
			}
			return usagef("examples takes at most one name")
		},
	}
}

func listExamples(c *cli.Context) error {
	for _, name := range scenarios.Names() {
		s, err := scenarios.Load(scenarios.Library(), name+".yaml", scenarios.Options{})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(c.App.Writer, "%-26s %s\n", name, firstSentence(s.Name, s.Description)); err != nil {
			return err
		}
	}
	return nil
}

// firstSentence of a description, or the name where there is none.
func firstSentence(name, description string) string {
	text := strings.Join(strings.Fields(description), " ")
	if first, _, found := strings.Cut(text, ". "); found {
		text = first + "."
	}
	if text == "" {
		return name
	}
	return text
}

func printExample(c *cli.Context, name string) error {
	name = strings.TrimSuffix(name, ".yaml")
	if known := scenarios.Names(); !slices.Contains(known, name) {
		return usagef("there is no example %q%s; agner examples lists them", name, didYouMean(name, known))
	}
	in, err := scenarios.Library().Open(name + ".yaml")
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(c.App.Writer, in)
	return err
}
