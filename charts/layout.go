package charts

import "math"

// layOut gives every part of the picture its place. Tags that find none and can stand in a key make another layout with a key necessary; the number of its
// rows only grows, so this ends.
func (p picture) layOut(l look) (*sheet, error) {
	for rows := 0; ; {
		s, err := p.arrange(l, rows)
		if err != nil {
			return nil, err
		}
		if s.key = s.keyRows(s.lost()); len(s.key) <= rows {
			return s, nil
		}
		rows = len(s.key)
	}
}

// keyRows breaks the entries of the key into rows.
func (s *sheet) keyRows(tags []tag) [][]tag {
	var rows [][]tag
	free := 0.0
	for _, t := range tags {
		width := s.keyWidth(t)
		if width > free {
			rows, free = append(rows, nil), float64(s.picture.width-marginLeft-marginRight)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], t)
		free -= width + keyGap
	}
	return rows
}

// Measures of the key.
const (
	keySample = 22.0
	keySpace  = 7.0
	keyGap    = 22.0
)

func (s *sheet) keyWidth(t tag) float64 {
	return keySample + keySpace + textWidth(s.fonts.regular, t.text, labelSize)*labelSlack
}

// lost are the tags without a place that a key can hold.
func (s *sheet) lost() []tag {
	var out []tag
	for i, pn := range s.picture.panels {
		for k, t := range pn.tags {
			if s.spots[i][k] == nil && t.sample != nil {
				out = append(out, t)
			}
		}
	}
	return out
}

func (p picture) arrange(l look, keyRows int) (*sheet, error) {
	s := &sheet{look: l, picture: p}
	width := float64(p.width - marginLeft - marginRight)
	s.title = balanced(l.fonts.bold, clean(p.title), titleSize, width, 2)
	s.subtitle = balanced(l.fonts.regular, clean(p.subtitle), subtitleSize, width, 2)
	top := titleBaseline + titleLeading*float64(max(len(s.title), 1)-1)
	if n := len(s.subtitle); n > 0 {
		top += subtitleGap + subtitleLead*float64(n-1)
	}
	usual := titleBaseline + subtitleGap
	s.height = math.Round(float64(p.height) + max(0, top-usual))
	if keyRows > 0 {
		s.keyBaseline = top + keyHeight
		top += keyHeight * float64(keyRows)
		s.height += keyHeight * float64(keyRows)
	}
	top = math.Round(top + headerGap)
	s.stack(top)
	left, err := s.leftOfAll()
	if err != nil {
		return nil, err
	}
	if last := p.panels[len(p.panels)-1]; len(last.columns) > 0 { // the room for their names is known only now
		s.wrapColumns(last, left)
		s.plots = nil
		s.stack(top)
	}
	for i := range s.plots {
		s.plots[i].box.left = left
	}
	s.placeTags()
	return s, nil
}

// stack divides the height between the panels.
func (s *sheet) stack(top float64) {
	p := s.picture
	bottom := s.height - marginBottom
	last := p.panels[len(p.panels)-1]
	if len(last.x.ticks) > 0 {
		bottom -= axisLabels
	}
	if last.x.name != "" {
		bottom -= axisNameHeight
	}
	if len(p.days) > 1 {
		bottom -= dayRowHeight
	}
	if n := s.columnLines(); n > 0 {
		bottom -= columnGap + columnLead*float64(n)
	}
	free, shares := bottom-top, 0.0
	for i, pn := range p.panels {
		shares += pn.share
		free -= pn.above(i)
	}
	y := top
	for i, pn := range p.panels {
		y += pn.above(i)
		height := math.Round(free * pn.share / shares)
		s.plots = append(s.plots, plot{look: s.look, x: pn.x, y: pn.y, box: rect{marginLeft, y, float64(p.width - marginRight), y + height}})
		y += height
	}
}

// above is the room between a panel and what stands over it.
func (pn panel) above(i int) float64 {
	room := 0.0
	if i > 0 {
		room += panelGap
	}
	if pn.caption != "" {
		room += captionHeight - 8
	}
	return room
}

// leftOfAll is the left side of all panels, far enough to the right for the widest labels of the y axes.
func (s *sheet) leftOfAll() (float64, error) {
	widest := 0.0
	for i := range s.plots {
		_, taken, err := s.padding(i, s.plots[i].box)
		if err != nil {
			return 0, err
		}
		widest = max(widest, taken)
	}
	return marginLeft + widest, nil
}

func (s *sheet) placeTags() {
	for i, pn := range s.picture.panels {
		plot := s.plots[i]
		f := &field{bounds: plot.box}
		for owner, m := range pn.marks {
			segments, boxes := m.obstacles(plot)
			for _, seg := range segments {
				f.strokes = append(f.strokes, stroke{seg, owner})
			}
			f.boxes = append(f.boxes, boxes...)
		}
		requests := make([]request, len(pn.tags))
		for k, t := range pn.tags {
			requests[k] = request{t.importance, t.candidates(plot, f)}
		}
		s.fields = append(s.fields, f)
		s.spots = append(s.spots, place(f, requests))
	}
}

// Names of columns.
const (
	columnGap   = 12.0
	columnLead  = 16.0
	columnWords = 3 // lines
)

// wrapColumns breaks the names of the columns of a panel into lines; columns too narrow for words are named every so often.
func (s *sheet) wrapColumns(pn panel, left float64) {
	const narrowest = 44.0
	each := (float64(s.picture.width-marginRight) - left) / (pn.x.max - pn.x.min)
	every := max(1, int(math.Ceil(narrowest/each)))
	s.columns = make([][]string, len(pn.columns))
	for i := 0; i < len(s.columns); i += every {
		s.columns[i] = wrap(s.fonts.regular, clean(pn.columns[i]), labelSize, (each*float64(every)-6)/labelSlack, columnWords)
	}
}

// columnLines is the number of lines of the longest name.
func (s *sheet) columnLines() int {
	most := 0
	for _, lines := range s.columns {
		most = max(most, len(lines))
	}
	return most
}

// drawColumns writes the names of the columns below the last panel, and its axis name below them.
func (s *sheet) drawColumns(c *canvas) {
	if len(s.columns) == 0 {
		return
	}
	p := s.plots[len(s.plots)-1]
	t := lettering{face: s.fonts.regular, size: labelSize, color: s.theme.muted}
	y := p.box.bottom + columnGap + labelSize*capHeight - 2
	for i, lines := range s.columns {
		for k, text := range lines {
			c.write(text, point{p.atX(float64(i)) - textWidth(t.face, text, t.size)/2, y + columnLead*float64(k)}, t)
		}
	}
	if name := clean(p.x.name); name != "" {
		y += columnLead*float64(s.columnLines()) + 4
		c.write(name, point{(p.box.left+p.box.right)/2 - textWidth(t.face, name, t.size)/2, y}, t)
	}
}

// columnAxis is the axis of n columns, each one wide and centred on its number.
func columnAxis(n int, name string) axis { return axis{min: -0.5, max: float64(n) - 0.5, name: name} }
