package charts

import (
	"io"
	"math"
	"strings"

	chart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// picture is a chart before it is drawn: words above, panels below each other with a common x axis.
type picture struct {
	width, height   int // the height is for one line of title and one of subtitle; more lines make it taller
	title, subtitle string
	panels          []panel
	days            []daySpan // named below the last panel
}

// panel is one pair of axes with what is drawn between them.
type panel struct {
	caption string // names the measure, above the panel
	share   float64
	x, y    axis
	marks   []mark
	tags    []tag
	columns []string // names of the whole numbers of the x axis from 0 on, written below the last panel in place of ticks
}

// spoken is what a screen reader says.
func (p picture) spoken() string { return strings.TrimSpace(clean(p.title) + ". " + clean(p.subtitle)) }

// Vertical measures of the header and footer.
const (
	titleBaseline  = 37.0
	titleLeading   = 26.0
	subtitleGap    = 24.0
	subtitleLead   = 19.0
	headerGap      = 18.0
	keyHeight      = 24.0
	captionHeight  = 26.0
	panelGap       = 14.0
	axisLabels     = 26.0
	axisNameHeight = 22.0
	dayRowHeight   = 22.0
)

// sheet is a laid-out picture.
type sheet struct {
	look
	picture         picture
	height          float64
	title, subtitle []string
	keyBaseline     float64
	key             [][]tag // rows
	plots           []plot
	fields          []*field
	spots           [][]*candidate // of the tags of each panel
	columns         [][]string     // lines of the names of the columns
}

// draw paints the picture.
func (s *sheet) draw(back backend) error {
	c := newCanvas(back, s.fonts)
	c.shape(ink{fill: s.theme.background}, box(rect{0, 0, float64(s.picture.width), s.height}))
	s.drawHeader(c)
	for i := range s.picture.panels {
		if err := s.drawPanel(c, i); err != nil {
			return err
		}
	}
	s.drawDays(c)
	s.drawColumns(c)
	return nil
}

func (s *sheet) drawHeader(c *canvas) {
	y := titleBaseline
	bold := lettering{face: s.fonts.bold, bold: true, size: titleSize, color: s.theme.ink}
	for _, text := range s.title {
		c.write(text, point{marginLeft, y}, bold)
		y += titleLeading
	}
	y += subtitleGap - titleLeading
	quiet := lettering{face: s.fonts.regular, size: subtitleSize, color: s.theme.muted}
	for _, text := range s.subtitle {
		c.write(text, point{marginLeft, y}, quiet)
		y += subtitleLead
	}
	for i, row := range s.key {
		s.drawKeyRow(c, row, s.keyBaseline+keyHeight*float64(i))
	}
}

func (s *sheet) drawKeyRow(c *canvas, row []tag, baseline float64) {
	x, y := float64(marginLeft), baseline-labelSize*0.35
	for _, k := range row {
		if k.sample.wide {
			c.shape(ink{fill: k.sample.hue}, box(rect{x, y - 5, x + keySample, y + 5}))
		} else {
			c.shape(ink{stroke: k.sample.hue, width: mainLine, dash: k.sample.dash}, outline{points: []point{{x, y}, {x + keySample, y}}})
		}
		c.write(k.text, point{x + keySample + keySpace, baseline}, lettering{face: s.fonts.regular, size: labelSize, color: s.theme.text(k.hue)})
		x += s.keyWidth(k) + keyGap
	}
}

func (s *sheet) drawPanel(c *canvas, i int) error {
	pn, plot := s.picture.panels[i], s.plots[i]
	if pn.caption != "" {
		t := lettering{face: s.fonts.regular, size: labelSize, color: s.theme.muted}
		c.write(pn.caption, point{marginLeft, plot.box.top - 10}, t)
	}
	var all []chart.Series
	for _, m := range pn.marks {
		all = append(all, series{func(chart.Box) { m.draw(c, plot) }})
	}
	all = append(all, series{func(chart.Box) {
		for k, t := range pn.tags {
			if spot := s.spots[i][k]; spot != nil {
				s.letter(c, t, *spot)
			}
		}
	}})
	padding, _, err := s.padding(i, plot.box)
	if err != nil {
		return err
	}
	return s.chart(i, padding, all).Render(func(int, int) (chart.Renderer, error) { return c, nil }, io.Discard)
}

// drawDays names the days below the axis, each under its part, leaving out those that find no room.
func (s *sheet) drawDays(c *canvas) {
	if len(s.picture.days) < 2 {
		return
	}
	p := s.plots[len(s.plots)-1]
	t := lettering{face: s.fonts.regular, size: labelSize, color: s.theme.ink}
	y := p.box.bottom + labelSize*capHeight + 12
	if len(p.x.ticks) > 0 {
		y += dayRowHeight
	}
	free := p.box.left - 20
	for _, d := range s.picture.days {
		text := dayText(d.date)
		width := textWidth(t.face, text, t.size)
		x := (p.atX(d.from)+p.atX(d.to))/2 - width/2
		if x < free || x+width > p.box.right+20 {
			continue
		}
		c.write(text, point{x, y}, t)
		free = x + width*labelSlack + 10
	}
}

// series lets a mark take part in a go-chart.
type series struct {
	render func(chart.Box)
}

func (series) GetName() string           { return "" }
func (series) GetYAxis() chart.YAxisType { return chart.YAxisPrimary }
func (series) GetStyle() chart.Style     { return chart.Style{} }
func (series) Validate() error           { return nil }
func (m series) Render(_ chart.Renderer, box chart.Box, _, _ chart.Range, _ chart.Style) {
	m.render(box)
}

// chart is panel i as go-chart knows it: canvas, axes with their labels, and our series. Lines and ticks are ours: the library's grid skips
// every second line and its whole pixels miss the data by up to one.
func (s *sheet) chart(i int, padding chart.Box, all []chart.Series) chart.Chart {
	pn := s.picture.panels[i]
	none := drawing.ColorTransparent
	letters := chart.Style{FontSize: labelSize, FontColor: s.theme.muted, Font: s.fonts.regular, StrokeColor: none}
	hidden := chart.Style{Hidden: true}
	xAxis := chart.XAxis{Name: pn.x.name, NameStyle: letters, Style: letters, Ticks: pn.x.chartTicks(), GridMajorStyle: hidden, GridMinorStyle: hidden}
	if i < len(s.picture.panels)-1 || len(pn.x.ticks) == 0 {
		xAxis.Style = hidden
	}
	yAxis := chart.YAxis{
		AxisType: chart.YAxisSecondary, // which the library draws on the left
		Style:    letters, Ticks: pn.y.chartTicks(), GridMajorStyle: hidden, GridMinorStyle: hidden,
		Zero: chart.GridLine{Style: hidden},
	}
	if len(pn.y.ticks) == 0 {
		yAxis.Style = hidden
	}
	return chart.Chart{
		Width: s.picture.width, Height: int(s.height), DPI: dpi, Font: s.fonts.regular,
		Background: chart.Style{Padding: padding, FillColor: none, StrokeColor: none},
		Canvas:     chart.Style{FillColor: s.theme.panel, StrokeColor: none},
		XAxis:      xAxis, YAxis: yAxis, YAxisSecondary: chart.HideYAxis(),
		Series: all,
	}
}

// chartTicks are the ticks for go-chart, which takes its range from the first and the last of them: the ends of the axis stand there without a label.
func (a axis) chartTicks() []chart.Tick {
	out := []chart.Tick{{Value: a.min}}
	for _, t := range a.ticks {
		out = append(out, chart.Tick{Value: t.value, Label: t.label})
	}
	return append(out, chart.Tick{Value: a.max})
}

// padding finds the padding for which go-chart's canvas is the wanted box: the library takes the room of the labels off the padding, so a first rendering
// that paints nothing tells how much. It also returns the room taken on the left.
func (s *sheet) padding(i int, want rect) (chart.Box, float64, error) {
	first := chart.Box{
		Left: int(want.left), Top: int(want.top), Right: s.picture.width - int(want.right), Bottom: int(s.height) - int(want.bottom), IsSet: true,
	}
	var got chart.Box
	look := series{func(b chart.Box) { got = b }}
	blank := newCanvas(nothing{}, s.fonts)
	err := s.chart(i, first, []chart.Series{look}).Render(func(int, int) (chart.Renderer, error) { return blank, nil }, io.Discard)
	taken := float64(got.Left) - want.left
	return chart.Box{
		Left: first.Left - (got.Left - int(want.left)), Top: first.Top - (got.Top - int(want.top)),
		Right: first.Right - (int(want.right) - got.Right), Bottom: first.Bottom - (int(want.bottom) - got.Bottom), IsSet: true,
	}, taken, err
}

// nothing is a back end that paints nothing.
type nothing struct{}

func (nothing) shape([]outline, ink)          {}
func (nothing) circle(point, float64, ink)    {}
func (nothing) text(string, point, lettering) {}
func (nothing) save(io.Writer) error          { return nil }

// emptyPicture is the picture of a chart without data.
func emptyPicture(l look, title, subtitle string, height int) picture {
	return picture{
		width: pictureWidth, height: height, title: title, subtitle: subtitle,
		panels: []panel{{
			share: 1, x: axis{min: 0, max: 1}, y: axis{min: 0, max: 1},
			marks: []mark{
				zone{from: point{math.Inf(-1), math.Inf(-1)}, to: point{math.Inf(1), math.Inf(1)}, hue: l.theme.grid.WithAlpha(90)},
				words{"No data", point{0.5, 0.52}, l.theme.muted, titleSize},
			},
		}},
	}
}
