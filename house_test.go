package agner_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// The rules of the house that a compiler does not know: imports point one way,
// each third-party library has one door, functions and files stay short.

// floors holds the level of every room; a room may import only lower ones.
func floors() map[string]int {
	return map[string]int{
		"erlang": 0, "sim": 0,
		"budget": 1, "history": 1,
		"staffing": 2, "check": 2,
		"shifts": 3, "capacity": 3,
		"scenarios": 4, "charts": 4,
		"report":    5,
		"cmd/agner": 6,
	}
}

// doors holds the only rooms that may import a library. A prefix counts.
func doors() map[string][]string {
	return map[string][]string{
		"gopkg.in/yaml.v3":              {"scenarios"},
		"github.com/wcharczuk/go-chart": {"charts"},
		"github.com/golang/freetype":    {"charts"},
		"golang.org/x/image":            {"charts"},
		"github.com/urfave/cli":         {"cmd/agner"},
		"golang.org/x/term":             {"cmd/agner"},
		"github.com/xuri/excelize":      {"report"},
		"golang.org/x/text":             {"report"},
		"gonum.org":                     {"erlang", "sim", "staffing", "history", "check", "shifts", "capacity"},
	}
}

const (
	functionLines = 70
	fileLines     = 400
)

// source is one parsed Go file of the repository.
type source struct {
	room, path string
	files      *token.FileSet
	file       *ast.File
	text       string
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") || d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		out = append(out, source{path.Dir(name), name, files, file, string(text)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("found only %d files", len(out))
	}
	return out
}

func TestImportsPointOneWay(t *testing.T) {
	level := floors()
	for _, s := range sources(t) {
		if s.room == "." {
			continue
		}
		own, known := level[s.room]
		if !known {
			t.Errorf("%s: the house has no room %s", s.path, s.room)
			continue
		}
		for _, spec := range s.file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if problem := importProblem(s, own, imported, level); problem != "" {
				t.Errorf("%s imports %s: %s", s.path, imported, problem)
			}
		}
	}
}

func importProblem(s source, own int, imported string, level map[string]int) string {
	if imported == "C" {
		return "no cgo"
	}
	if room, ours := strings.CutPrefix(imported, "agner/"); ours {
		other, known := level[room]
		referee := s.test() && own == 0 && other == 0 // sim and erlang check each other, in tests only
		if !known || other >= own && room != s.room && !referee {
			return "imports point to lower floors only"
		}
		return ""
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return ""
	}
	for library, rooms := range doors() {
		if strings.HasPrefix(imported, library) {
			if slices.Contains(rooms, s.room) {
				return ""
			}
			return "only " + strings.Join(rooms, ", ") + " may"
		}
	}
	return "this library has no door; add it to doors with a reason"
}

// TestFunctionsAndFilesAreShort leaves tests out: a table of cases is data.
func TestFunctionsAndFilesAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		if lines := strings.Count(s.text, "\n"); lines > fileLines {
			t.Errorf("%s has %d lines, more than %d", s.path, lines, fileLines)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: no init functions", s.files.Position(f.Pos()))
			}
			if lines := s.files.Position(f.End()).Line - s.files.Position(f.Pos()).Line; lines >= functionLines {
				t.Errorf("%s: function %s has %d lines, more than %d", s.files.Position(f.Pos()), f.Name.Name, lines, functionLines)
			}
		}
	}
}

// TestNothingMarkedUnfinished: what is in the repository is finished.
func TestNothingMarkedUnfinished(t *testing.T) {
	for _, s := range sources(t) {
		for _, mark := range []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"} {
			if strings.Contains(s.text, mark) {
				t.Errorf("%s contains %s", s.path, mark)
			}
		}
	}
}
