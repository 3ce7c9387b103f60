package charts

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/gofont/gomono"
)

// TestFilesAreComplete writes every chart from every shape of data in both formats: each is a well-formed file, whatever the data.
func TestFilesAreComplete(t *testing.T) {
	for shapeName, shape := range shapesOfData() {
		for _, n := range []int{0, 1, 24} {
			for name, c := range chartsOf(shape, roundTheClock(n, 30*time.Minute), 1e9, "Sales") {
				var svg bytes.Buffer
				if err := c.Render(&svg, Options{Theme: Dark}); err != nil {
					t.Fatalf("%s of %d %q values: %v", name, n, shapeName, err)
				}
				checkSVG(t, svg.String())
				if strings.Contains(svg.String(), "NaN") || strings.Contains(svg.String(), "Inf") {
					t.Errorf("%s of %d %q values writes a number that is none", name, n, shapeName)
				}
			}
		}
	}
}

// checkSVG parses a file and refuses everything that could run or reach out.
func checkSVG(t *testing.T, file string) (texts []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.600s", err, file)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "svg", "path", "circle", "text":
			default:
				t.Fatalf("unexpected element %q", e.Name.Local)
			}
			inText = e.Name.Local == "text"
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") || a.Name.Local == "id" {
					t.Fatalf("unexpected attribute %q", a.Name.Local)
				}
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				texts = append(texts, string(e))
			}
		}
	}
}

// TestHostileNames puts names into every chart that would break the file or run a script if they were written as they are.
func TestHostileNames(t *testing.T) {
	for _, who := range append(nastyNames(), "]]>", "&amp;", "\xff\xfe broken \xc3", "\ufffe\uffff", "'\"><svg onload=alert(1)>") {
		for name, c := range chartsOf(shapesOfData()["day"], roundTheClock(9, 30*time.Minute), 1, who) {
			for _, o := range []Options{{}, {Format: PNG, Scale: 0.5}} {
				if o.Format == PNG && name != "frontier" && name != "heat" {
					continue
				}
				var file bytes.Buffer
				if err := c.Render(&file, o); err != nil {
					t.Fatalf("%s named %q: %v", name, who, err)
				}
				if o.Format == SVG {
					checkSVG(t, file.String())
				}
			}
		}
	}
}

// TestNameIsShown finds the escaped name again in what a reader sees.
func TestNameIsShown(t *testing.T) {
	c := exampleService(officeTimes(1))
	c.Name = `<b>&"Sales"`
	var file bytes.Buffer
	if err := c.Render(&file, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(checkSVG(t, file.String()), "\n"); !strings.Contains(got, c.Name+": 80% in 20 s is missed") {
		t.Errorf("the name is not shown as it was given:\n%s", got)
	}
}

// TestNoData writes a picture that says so.
func TestNoData(t *testing.T) {
	for name, c := range chartsOf(shapesOfData()["nothing"], officeTimes(1), 1, "Sales") {
		var file bytes.Buffer
		if err := c.Render(&file, Options{}); err != nil {
			t.Fatal(err)
		}
		if texts := checkSVG(t, file.String()); len(texts) == 0 || texts[len(texts)-1] != "No data" {
			t.Errorf("%s without data shows %q", name, texts)
		}
	}
}

// TestPNG checks size and background at several scales.
func TestPNG(t *testing.T) {
	for _, scale := range []float64{0, 0.5, 1.25} {
		for _, theme := range []Theme{Light, Dark} {
			var file bytes.Buffer
			if err := exampleWaits(officeTimes(1)).Render(&file, Options{Format: PNG, Theme: theme, Scale: scale}); err != nil {
				t.Fatal(err)
			}
			m, err := png.Decode(&file)
			if err != nil {
				t.Fatal(err)
			}
			k := scale
			if k == 0 {
				k = 2
			}
			if got, want := m.Bounds().Dx(), int(960*k); got != want {
				t.Errorf("scale %g: %d pixels wide, want %d", scale, got, want)
			}
			if got, want := m.Bounds().Dy(), int(420*k); got != want {
				t.Errorf("scale %g: %d pixels high, want %d", scale, got, want)
			}
			r, g, b, a := m.At(1, 1).RGBA()
			want := theme.colours().background
			if uint8(r>>8) != want.R || uint8(g>>8) != want.G || uint8(b>>8) != want.B || a != 0xffff {
				t.Errorf("theme %d: background %x %x %x %x", theme, r, g, b, a)
			}
		}
	}
}

// countingWriter counts calls and fails on request.
type countingWriter struct {
	calls int
	err   error
}

func (w *countingWriter) Write(p []byte) (int, error) {
	w.calls++
	return len(p), w.err
}

// TestWritesOnceOrNever: a picture is written in one piece, a failing one not at all.
func TestWritesOnceOrNever(t *testing.T) {
	c := exampleService(officeTimes(1))
	var whole countingWriter
	if err := c.Render(&whole, Options{}); err != nil || whole.calls != 1 {
		t.Errorf("%d writes, error %v", whole.calls, err)
	}
	full := countingWriter{err: errors.New("disk full")}
	if err := c.Render(&full, Options{Format: PNG, Scale: 0.5}); !errors.Is(err, full.err) {
		t.Errorf("the error of the writer is lost: %v", err)
	}
	for _, o := range []Options{
		{Font: []byte("no font")}, {Format: 7}, {Theme: -1}, {Scale: 9}, {Scale: -1}, {Format: PNG, Scale: math.NaN()}, {Format: PNG, Scale: math.Inf(1)},
	} {
		var w countingWriter
		if err := c.Render(&w, o); err == nil || w.calls != 0 {
			t.Errorf("%+v: error %v after %d writes", o, err, w.calls)
		}
	}
}

// TestFontOverride uses another font and asks for it by name in the SVG.
func TestFontOverride(t *testing.T) {
	var with, without bytes.Buffer
	c := exampleService(officeTimes(1))
	if err := c.Render(&with, Options{Font: gomono.TTF}); err != nil {
		t.Fatal(err)
	}
	if err := c.Render(&without, Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(with.String(), "&#39;Go Mono&#39;,") || strings.Contains(without.String(), "Go Mono") {
		t.Error("the family of the given font is not asked for")
	}
	var pngFile bytes.Buffer
	if err := c.Render(&pngFile, Options{Font: gomono.TTF, Format: PNG, Scale: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(&pngFile); err != nil {
		t.Error(err)
	}
}

// TestRepeatable renders twice and compares bytes.
func TestRepeatable(t *testing.T) {
	for _, o := range []Options{{}, {Format: PNG, Theme: Dark, Scale: 1}} {
		var a, b bytes.Buffer
		if err := exampleFrontier(12500).Render(&a, o); err != nil {
			t.Fatal(err)
		}
		if err := exampleFrontier(12500).Render(&b, o); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("two renderings differ")
		}
	}
}

// TestExamplesKeepTheirLabels: in realistic charts no label is dropped.
func TestExamplesKeepTheirLabels(t *testing.T) {
	fonts, err := loadFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	l := look{Light.colours(), fonts}
	for _, e := range examples() {
		s, err := e.chart.(pictured).picture(l).layOut(l)
		if err != nil {
			t.Fatal(err)
		}
		for i, pn := range s.picture.panels {
			for k, tag := range pn.tags {
				if s.spots[i][k] == nil && tag.sample == nil && tag.text != "" {
					t.Errorf("%s: the label %q found no place", e.name, tag.text)
				}
			}
		}
		for _, w := range collisions(t, e.chart.(pictured)) {
			t.Errorf("%s: %s", e.name, w)
		}
	}
}
