package charts

import (
	"image"
	"image/png"
	"io"
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
)

// raster is the PNG back end: go-chart's drawing context, addressed in fractions of a pixel.
type raster struct {
	image *image.RGBA
	pen   *drawing.RasterGraphicContext
	scale float64
}

func newRaster(width, height int, scale float64) (*raster, error) {
	pixels := func(n int) int { return int(math.Round(float64(n) * scale)) }
	m := image.NewRGBA(image.Rect(0, 0, pixels(width), pixels(height)))
	pen, err := drawing.NewRasterGraphicContext(m)
	if err != nil {
		return nil, err
	}
	// The context takes 1/64 inch for a point: at 64 dpi a size in points is a size in pixels.
	pen.SetDPI(64)
	pen.SetLineCap(drawing.ButtCap)
	return &raster{m, pen, scale}, nil
}

func (r *raster) shape(outlines []outline, k ink) {
	for _, o := range outlines {
		for i, p := range o.points {
			if i == 0 {
				r.pen.MoveTo(p.x*r.scale, p.y*r.scale)
			} else {
				r.pen.LineTo(p.x*r.scale, p.y*r.scale)
			}
		}
		if o.closed {
			r.pen.Close()
		}
	}
	r.paint(k)
	r.join(outlines, k)
}

// join rounds the corners of opaque lines: the context leaves them notched.
func (r *raster) join(outlines []outline, k ink) {
	if k.stroke.A < 255 || k.width < targetLine || len(k.dash) > 0 {
		return
	}
	for _, o := range outlines {
		for i := 1; i < len(o.points)-1; i++ {
			a, b, d := o.points[i-1], o.points[i], o.points[i+1]
			if math.Abs((b.x-a.x)*(d.y-b.y)-(b.y-a.y)*(d.x-b.x)) > 0.01 { // a corner, not a point on the way
				r.circle(b, k.width/2, ink{fill: k.stroke})
			}
		}
	}
}

func (r *raster) circle(centre point, radius float64, k ink) {
	x, y, radius := centre.x*r.scale, centre.y*r.scale, radius*r.scale
	r.pen.MoveTo(x+radius, y)
	r.pen.ArcTo(x, y, radius, radius, 0, 2*math.Pi)
	r.pen.Close()
	r.paint(k)
}

func (r *raster) paint(k ink) {
	filled, stroked := k.fill.A > 0, k.stroke.A > 0 && k.width > 0
	dash := make([]float64, len(k.dash))
	for i, d := range k.dash {
		dash[i] = d * r.scale
	}
	r.pen.SetFillColor(k.fill)
	r.pen.SetStrokeColor(k.stroke)
	r.pen.SetLineWidth(k.width * r.scale)
	r.pen.SetLineDash(dash, 0)
	switch {
	case filled && stroked:
		r.pen.FillStroke()
	case filled:
		r.pen.Fill()
	case stroked:
		r.pen.Stroke()
	default:
		r.pen.BeginPath()
	}
}

func (r *raster) text(s string, at point, t lettering) {
	r.pen.SetFont(t.face)
	r.pen.SetFontSize(t.size * r.scale)
	r.pen.SetFillColor(t.color)
	x, y := at.x*r.scale, at.y*r.scale
	if t.turn != 0 {
		r.pen.Translate(x, y)
		r.pen.Rotate(t.turn)
		x, y = 0, 0
	}
	// A string path fails only without a font, and every lettering has one.
	r.pen.CreateStringPath(drawable(t.face, s), x, y)
	r.pen.Fill()
	r.pen.SetMatrixTransform(drawing.NewIdentityMatrix())
}

func (r *raster) save(w io.Writer) error { return png.Encode(w, r.image) }
