package charts

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	update   = flag.Bool("update", false, "rewrite the golden pictures in testdata")
	pictures = flag.String("pictures", "", "folder to which every example is also written as PNG, to look at")
)

// examples are realistic charts. A name with a hyphen is a variant, whose golden picture is kept in the light theme only.
func examples() []struct {
	name  string
	chart renderer
} {
	return []struct {
		name  string
		chart renderer
	}{
		{"service", exampleService(officeTimes(1))},
		{"service-week", exampleService(officeTimes(5))},
		{"service-500", exampleService(roundTheClock(480, 15*60e9))},
		{"waits", exampleWaits(officeTimes(1))},
		{"waits-week", exampleWaits(officeTimes(5))},
		{"demand", exampleDemand(officeTimes(1))},
		{"demand-week", exampleDemand(officeTimes(5))},
		{"frontier", exampleFrontier(12500)},
		{"frontier-short", exampleFrontier(11300)},
		{"frontier-candidates", exampleCandidates()},
		{"power", examplePower()},
		{"power-classes", exampleClasses()},
		{"blocking", exampleBlocking()},
		{"variants", exampleVariants()},
		{"heat", exampleHeat()},
		{"heat-choice", exampleChoice()},
		{"tornado", exampleTornado()},
		{"waterfall", exampleWaterfall()},
		{"valley", exampleValley()},
		{"requirement", exampleRequirement(officeTimes(1))},
		{"requirement-week", exampleRequirement(officeTimes(5))},
	}
}

func themes() map[string]Theme { return map[string]Theme{"light": Light, "dark": Dark} }

// TestGolden holds the exact bytes of every example; -update rewrites them.
func TestGolden(t *testing.T) {
	for _, e := range examples() {
		for name, theme := range themes() {
			if theme == Dark && strings.Contains(e.name, "-") {
				continue
			}
			file := filepath.Join("testdata", e.name+"-"+name+".svg")
			var got bytes.Buffer
			if err := e.chart.Render(&got, Options{Theme: theme}); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s: the picture has changed; look at it, then run go test ./charts -update", file)
			}
		}
	}
}

// TestPictures writes the examples as PNG when asked to.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no folder given")
	}
	for _, e := range examples() {
		for name, theme := range themes() {
			var png bytes.Buffer
			if err := e.chart.Render(&png, Options{Theme: theme, Format: PNG}); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*pictures, e.name+"-"+name+".png"), png.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
