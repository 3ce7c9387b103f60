package charts

import "math"

// layOut gives every part of the picture its place. Tags that find none and can stand in a key make a second layout with a key necessary.
func (p picture) layOut(l look) (*sheet, error) {
	s, err := p.arrange(l, false)
	if err != nil {
		return nil, err
	}
	if lost := s.lost(); len(lost) > 0 {
		if s, err = p.arrange(l, true); err != nil {
			return nil, err
		}
		s.key = s.lost()
	}
	return s, nil
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

func (p picture) arrange(l look, withKey bool) (*sheet, error) {
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
	if withKey {
		top += keyHeight
		s.height += keyHeight
		s.keyBaseline = top
	}
	top = math.Round(top + headerGap)
	s.stack(top)
	if err := s.alignLeft(); err != nil {
		return nil, err
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

// alignLeft moves the left side of all panels to the right until the widest labels of the y axes have room.
func (s *sheet) alignLeft() error {
	widest := 0.0
	for i := range s.plots {
		_, taken, err := s.padding(i, s.plots[i].box)
		if err != nil {
			return err
		}
		widest = max(widest, taken)
	}
	for i := range s.plots {
		s.plots[i].box.left = marginLeft + widest
	}
	return nil
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
