// Package charts turns plain numbers into pictures that state their finding.
//
// Each chart is a struct of names, numbers and units with one method, Render, which writes a complete SVG or PNG file in a light
// or a dark theme, and one method, Finding, the sentence that becomes the title unless Title is set. The package knows nothing of
// simulation: whoever has the numbers fills in the struct.
//
// Missing data are NaN and are drawn as gaps, never as zero. A chart without any data is a picture that says so. Render never
// writes half a picture: it either writes a whole one or returns an error (of the writer, the font or the options) before it
// has written anything.
//
// How a picture is made: a chart builds a picture (title, subtitle, panels); a panel has two axes, marks (lines, bands, points)
// and tags (labels that ask for a place). Layout gives each panel its box, place finds a free spot for every tag, and go-chart
// draws canvas, axes and series on our Renderer, which knows two back ends, SVG and PNG. All measures are logical pixels of a
// 960 pixel wide picture.
package charts

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
)

// Format is the kind of file that Render writes.
type Format int

// The formats. SVG is for reports, PNG for slides and mail.
const (
	SVG Format = iota
	PNG
)

// Theme is the set of colours of a picture.
type Theme int

// The themes. Both use colours that colour-blind readers can tell apart (Okabe and Ito, "Color Universal Design", 2008).
const (
	Light Theme = iota
	Dark
)

// Options say how a picture is written. The zero value is a light SVG.
type Options struct {
	Format Format
	Theme  Theme
	// Scale is the number of PNG pixels per logical pixel, 0.5 to 8 (2 when zero). For SVG it scales the stated width and height
	// (1 when zero); the drawing itself has no resolution.
	Scale float64
	// Font is a TrueType font file that replaces the Go fonts, for scripts that these lack.
	Font []byte
}

// Estimate is a value with its interval. NaN as Value means no data; NaN as Low or High means no interval.
type Estimate struct {
	Value, Low, High float64
}

// Exactly is an estimate without an interval.
func Exactly(value float64) Estimate {
	return Estimate{Value: value, Low: math.NaN(), High: math.NaN()}
}

// NoData is the estimate of something that was never observed.
func NoData() Estimate { return Exactly(math.NaN()) }

// Band is the spread between days: the 5th and the 95th percentile of replications. NaN means no data.
type Band struct {
	Low, High float64
}

// NoBand is the spread of something that was never observed.
func NoBand() Band { return Band{Low: math.NaN(), High: math.NaN()} }

// limit is the largest magnitude that is drawn. Anything beyond is no number a contact centre can produce, and differences of such
// numbers would overflow.
const limit = 1e100

func known(v float64) bool { return math.Abs(v) <= limit } // false for NaN

func (e Estimate) known() bool { return known(e.Value) }
func (e Estimate) interval() bool {
	return known(e.Value) && known(e.Low) && known(e.High) && e.Low <= e.High
}
func (b Band) known() bool { return known(b.Low) && known(b.High) && b.Low <= b.High }

// at returns s[i], or missing where s is shorter: a series may end before its neighbours do.
func at[T any](s []T, i int, missing T) T {
	if i < len(s) {
		return s[i]
	}
	return missing
}

func numberAt(s []float64, i int) float64     { return at(s, i, math.NaN()) }
func estimateAt(s []Estimate, i int) Estimate { return at(s, i, NoData()) }
func bandAt(s []Band, i int) Band             { return at(s, i, NoBand()) }

// render builds a picture for the look that the options ask for and writes it in one piece.
func render(w io.Writer, o Options, build func(look) picture) error {
	scale, err := o.scale()
	if err != nil {
		return err
	}
	fonts, err := loadFonts(o.Font)
	if err != nil {
		return fmt.Errorf("font: %w", err)
	}
	l := look{theme: o.Theme.colours(), fonts: fonts}
	s, err := build(l).layOut(l)
	if err != nil {
		return err
	}
	var back backend = newVector(s.picture.width, int(s.height), scale, fonts.family, s.picture.spoken())
	if o.Format == PNG {
		if back, err = newRaster(s.picture.width, int(s.height), scale); err != nil {
			return err
		}
	}
	if err := s.draw(back); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := back.save(&file); err != nil {
		return err
	}
	_, err = w.Write(file.Bytes())
	return err
}

func (o Options) scale() (float64, error) {
	if o.Format != SVG && o.Format != PNG {
		return 0, fmt.Errorf("unknown picture format %d", o.Format)
	}
	if o.Theme != Light && o.Theme != Dark {
		return 0, fmt.Errorf("unknown theme %d", o.Theme)
	}
	switch {
	case o.Scale == 0 && o.Format == PNG:
		return 2, nil
	case o.Scale == 0:
		return 1, nil
	case o.Scale >= 0.5 && o.Scale <= 8:
		return o.Scale, nil
	}
	return 0, errors.New("scale of a picture: must be between 0.5 and 8")
}
