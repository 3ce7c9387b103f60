package charts

import (
	"io"
	"math"

	"github.com/golang/freetype/truetype"
	chart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// ink is how a shape is painted. A colour with alpha 0 is not painted.
type ink struct {
	stroke, fill drawing.Color
	width        float64
	dash         []float64
}

// lettering is how a text is written.
type lettering struct {
	face  *truetype.Font
	bold  bool
	size  float64
	color drawing.Color
	turn  float64 // clockwise, in radians
}

// outline is a connected run of points.
type outline struct {
	points []point
	closed bool
}

// backend is one kind of picture file. Coordinates are logical pixels, y grows downwards, text starts at the left end of its baseline.
type backend interface {
	shape(outlines []outline, k ink)
	circle(centre point, radius float64, k ink)
	text(s string, at point, t lettering)
	save(w io.Writer) error
}

// canvas is the Renderer on which go-chart draws. The library thinks in whole pixels, which is right for axes and too coarse for data: its own
// renderers round line widths to whole pixels in SVG, write names unescaped, and draw type of different sizes in SVG and PNG. Our series draw through
// shape, circle and write in fractions of a pixel.
type canvas struct {
	back     backend
	fonts    fonts
	paint    ink
	letters  lettering
	outlines []outline
}

var _ chart.Renderer = (*canvas)(nil)

func newCanvas(back backend, f fonts) *canvas { return &canvas{back: back, fonts: f} }

// shape draws outlines.
func (c *canvas) shape(k ink, outlines ...outline) { c.back.shape(outlines, k) }

// circle draws a disc or ring.
func (c *canvas) circle(centre point, radius float64, k ink) { c.back.circle(centre, radius, k) }

// write puts a text at the left end of its baseline.
func (c *canvas) write(s string, at point, t lettering) {
	if s != "" {
		c.back.text(s, at, t)
	}
}

// dpi makes go-chart's points equal to pixels.
const dpi = 72

func (c *canvas) ResetStyle()                       { c.paint, c.letters = ink{}, lettering{} }
func (c *canvas) GetDPI() float64                   { return dpi }
func (c *canvas) SetDPI(float64)                    {}
func (c *canvas) SetClassName(string)               {}
func (c *canvas) SetStrokeColor(k drawing.Color)    { c.paint.stroke = k }
func (c *canvas) SetFillColor(k drawing.Color)      { c.paint.fill = k }
func (c *canvas) SetStrokeWidth(w float64)          { c.paint.width = w }
func (c *canvas) SetStrokeDashArray(dash []float64) { c.paint.dash = dash }
func (c *canvas) SetFontColor(k drawing.Color)      { c.letters.color = k }
func (c *canvas) SetFontSize(size float64)          { c.letters.size = size }
func (c *canvas) SetTextRotation(radians float64)   { c.letters.turn = radians }
func (c *canvas) ClearTextRotation()                { c.letters.turn = 0 }

// SetFont sets the face; the bold face of the picture is written bold.
func (c *canvas) SetFont(face *truetype.Font) {
	c.letters.face, c.letters.bold = face, face == c.fonts.bold && face != c.fonts.regular
}

// MoveTo begins an outline.
func (c *canvas) MoveTo(x, y int) {
	c.outlines = append(c.outlines, outline{points: []point{{float64(x), float64(y)}}})
}

// LineTo extends the outline.
func (c *canvas) LineTo(x, y int) { c.extend(point{float64(x), float64(y)}) }

func (c *canvas) extend(p point) {
	if len(c.outlines) == 0 {
		c.outlines = append(c.outlines, outline{})
	}
	last := &c.outlines[len(c.outlines)-1]
	last.points = append(last.points, p)
}

// curveSteps is the number of chords of a curve; at the sizes of a chart the eye cannot tell it from the curve.
const curveSteps = 24

// QuadCurveTo extends the outline by a quadratic Bézier curve.
func (c *canvas) QuadCurveTo(cx, cy, x, y int) {
	start := point{float64(cx), float64(cy)}
	if n := len(c.outlines); n > 0 && len(c.outlines[n-1].points) > 0 {
		points := c.outlines[n-1].points
		start = points[len(points)-1]
	}
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		a, b, d := (1-t)*(1-t), 2*t*(1-t), t*t
		c.extend(point{a*start.x + b*float64(cx) + d*float64(x), a*start.y + b*float64(cy) + d*float64(y)})
	}
}

// ArcTo extends the outline by an arc from startAngle through delta (radians, clockwise from the positive x axis).
func (c *canvas) ArcTo(cx, cy int, rx, ry, startAngle, delta float64) {
	for i := range curveSteps + 1 {
		sin, cos := math.Sincos(startAngle + delta*float64(i)/curveSteps)
		c.extend(point{float64(cx) + rx*cos, float64(cy) + ry*sin})
	}
}

// Close joins the end of the outline to its beginning.
func (c *canvas) Close() {
	if n := len(c.outlines); n > 0 {
		c.outlines[n-1].closed = true
	}
}

// Stroke draws the outlines.
func (c *canvas) Stroke() {
	k := c.paint
	k.fill = drawing.ColorTransparent
	c.flush(k)
}

// Fill fills the outlines.
func (c *canvas) Fill() {
	k := c.paint
	k.stroke = drawing.ColorTransparent
	c.flush(k)
}

// FillStroke fills and draws the outlines.
func (c *canvas) FillStroke() { c.flush(c.paint) }

func (c *canvas) flush(k ink) {
	c.back.shape(c.outlines, k)
	c.outlines = nil
}

// Circle draws a circle at once.
func (c *canvas) Circle(radius float64, x, y int) {
	c.back.circle(point{float64(x), float64(y)}, radius, c.paint)
}

// Text writes a text.
func (c *canvas) Text(body string, x, y int) { c.write(body, point{float64(x), float64(y)}, c.letters) }

// capHeight is the height of digits and capitals as a share of the type size; go-chart centres labels by it.
const capHeight = 0.72

// MeasureText returns the box of a text: its advance and the height of its capitals.
func (c *canvas) MeasureText(body string) chart.Box {
	if c.letters.face == nil {
		return chart.Box{}
	}
	return chart.Box{
		Right:  int(math.Ceil(textWidth(c.letters.face, body, c.letters.size))),
		Bottom: int(math.Round(capHeight * c.letters.size)),
	}
}

// Save does nothing: several panels share one canvas, and the picture saves its back end when all of them are drawn.
func (c *canvas) Save(io.Writer) error { return nil }
