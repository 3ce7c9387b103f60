package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"agner/scenarios"

	"github.com/urfave/cli/v2"
)

// blank is the scenario that agner new writes without --from.
//
//go:embed new.yaml
var blank string

func newCommand() *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "write a commented scenario to begin with",
		ArgsUsage: "NAME",
		Description: "Writes NAME.yaml: a small centre that runs at once, with comments on what to change, or a shipped\n" +
			"example and its data. A file that exists is never overwritten.\n\n" +
			"agner new autumn\n" +
			"agner new plans/autumn --from campaign-launch",
		Flags: []cli.Flag{&cli.StringFlag{Name: "from", Usage: "begin with the example `EXAMPLE`; agner examples lists them"}},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("new takes one name: agner new NAME")
			}
			return writeNew(c, c.Args().First(), strings.TrimSuffix(c.String("from"), ".yaml"))
		},
	}
}

func writeNew(c *cli.Context, name, from string) error {
	file := name
	if ext := filepath.Ext(name); ext != ".yaml" && ext != ".yml" {
		file += ".yaml"
	}
	title := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if title == "" || strings.HasSuffix(name, "/") {
		return usagef("%q is not a name for a file", name)
	}
	parts := []scenarios.Part{{Data: []byte(blank)}}
	if from != "" || c.IsSet("from") {
		var err error
		if parts, err = exampleParts(from); err != nil {
			return err
		}
	}
	parts[0].Name, parts[0].Data = filepath.Base(file), named(parts[0].Data, title)
	written, err := createAll(filepath.Dir(file), parts)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.App.Writer, "Wrote %s. Next: agner run %s\n", strings.Join(written, ", "), written[0])
	return err
}

// exampleParts are the text of an example, comments included, and its data files.
func exampleParts(name string) ([]scenarios.Part, error) {
	if known := scenarios.Names(); !slices.Contains(known, name) {
		return nil, usagef("there is no example %q%s; agner examples lists them", name, didYouMean(name, known))
	}
	x, err := scenarios.Load(scenarios.Library(), name+".yaml", scenarios.Options{})
	if err != nil {
		return nil, err
	}
	parts, err := scenarios.Merged(scenarios.Library(), x)
	if err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(scenarios.Library(), name+".yaml")
	if err != nil {
		return nil, err
	}
	if !regexp.MustCompile(`(?m)^extends:`).Match(text) { // else the merged file stands for both
		parts[0].Data = text
	}
	return parts, nil
}

// named gives the scenario in text another name.
func named(text []byte, name string) []byte {
	line := []byte("name: " + strconv.Quote(name))
	pattern := regexp.MustCompile(`(?m)^name:.*$`)
	if at := pattern.FindIndex(text); at != nil {
		return slices.Concat(text[:at[0]], line, text[at[1]:])
	}
	return slices.Concat(line, []byte("\n"), text)
}

// createAll writes new files, none when one of them exists. A data file that is
// there already with the same content stays.
func createAll(dir string, parts []scenarios.Part) ([]string, error) {
	var create []scenarios.Part
	for i, p := range parts {
		path := filepath.Join(dir, p.Name)
		there, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			create = append(create, p)
		case err == nil && i > 0 && string(there) == string(p.Data):
		case err != nil && !errors.Is(err, fs.ErrExist) && !isThere(path):
			return nil, err
		default:
			return nil, usagef("%s exists: it is not overwritten; choose another name", path)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var written []string
	for _, p := range create {
		path := filepath.Join(dir, p.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666) // never over a file that appeared meanwhile
		if err != nil {
			return nil, err
		}
		_, err = f.Write(p.Data)
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return nil, fmt.Errorf("%s was not written: %w", path, err)
		}
		written = append(written, path)
	}
	return written, nil
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
