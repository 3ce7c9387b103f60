package charts

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// recorder is a back end that remembers where text was written.
type recorder struct {
	texts []written
}

type written struct {
	text string
	box  rect
}

func (r *recorder) shape([]outline, ink)       {}
func (r *recorder) circle(point, float64, ink) {}
func (r *recorder) save(io.Writer) error       { return nil }
func (r *recorder) text(s string, at point, t lettering) {
	r.texts = append(r.texts, written{s, rect{at.x, at.y - 0.76*t.size, at.x + textWidth(t.face, s, t.size), at.y + 0.22*t.size}})
}

// pictured is a chart whose layout a test can look into.
type pictured interface {
	renderer
	picture(look) picture
}

// collisions lists what is wrong with the places of words: outside the picture, upon each other, or upon the data.
func collisions(t *testing.T, c pictured) []string {
	t.Helper()
	fonts, err := loadFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.picture(look{Light.colours(), fonts}).layOut(look{Light.colours(), fonts})
	if err != nil {
		t.Fatal(err)
	}
	var r recorder
	if err := s.draw(&r); err != nil {
		t.Fatal(err)
	}
	var wrong []string
	paper := rect{2, 2, float64(s.picture.width) - 2, s.height - 2}
	for i, a := range r.texts {
		if !a.box.within(paper) {
			wrong = append(wrong, fmt.Sprintf("%q leaves the picture: %v", a.text, a.box))
		}
		for _, b := range r.texts[i+1:] {
			if a.box.overlaps(b.box) {
				wrong = append(wrong, fmt.Sprintf("%q %v and %q %v overlap", a.text, a.box, b.text, b.box))
			}
		}
	}
	for i, pn := range s.picture.panels {
		for k := range pn.tags {
			if spot := s.spots[i][k]; spot != nil && !s.fields[i].free(spot.box.grown(-0.5)) {
				wrong = append(wrong, fmt.Sprintf("%q stands on data", pn.tags[k].wordings()[spot.text]))
			}
		}
	}
	return wrong
}

// values generates n numbers of one shape of data around a scale.
type values func(i, n int) float64

func shapesOfData() map[string]values {
	rng := rand.New(rand.NewPCG(7, 11))
	noise := make([]float64, 1000)
	for i := range noise {
		noise[i] = rng.Float64()
	}
	nan := math.NaN()
	return map[string]values{
		"flat":         func(int, int) float64 { return 0.8 },
		"zero":         func(int, int) float64 { return 0 },
		"one":          func(int, int) float64 { return 1 },
		"rising":       func(i, n int) float64 { return (float64(i) + 0.5) / float64(n) },
		"falling":      func(i, n int) float64 { return 1 - (float64(i)+0.5)/float64(n) },
		"day":          func(i, n int) float64 { return 1 - 0.5*busy(float64(i)/float64(n)) },
		"spike":        func(i, n int) float64 { return map[bool]float64{true: 1, false: 0.05}[i == n/2] },
		"saw":          func(i, _ int) float64 { return 0.5 + 0.45*float64(i%2) },
		"noise":        func(i, _ int) float64 { return noise[i] },
		"holes":        func(i, _ int) float64 { return map[bool]float64{true: nan, false: noise[i]}[i%3 == 1] },
		"islands":      func(i, _ int) float64 { return map[bool]float64{true: nan, false: 0.7}[i%2 == 1] },
		"nothing":      func(int, int) float64 { return nan },
		"infinite":     func(i, _ int) float64 { return map[bool]float64{true: math.Inf(1), false: 0.6}[i%4 == 0] },
		"near target":  func(i, _ int) float64 { return 0.8 + 0.004*ripple(i) },
		"one value":    func(i, _ int) float64 { return map[bool]float64{true: 0.75, false: nan}[i == 0] },
		"at the edges": func(i, n int) float64 { return map[bool]float64{true: 1, false: 0}[i < n/2] },
	}
}

func nastyNames() []string {
	long := ""
	for range 20 {
		long += "Überlänge "
	}
	return []string{"", "Sales", `<script>alert("1")</script> & 'sons'`, "👩‍💻 сервис 客服", long, "a\nb\tc\x00\x1b[31m\u202edesrever", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"}
}

// chartsOf makes every chart from one shape of data.
func chartsOf(shape values, times Times, scale float64, name string) map[string]pictured {
	n := len(times.Starts)
	series := func(low, high float64) (out []float64) {
		for i := range n {
			out = append(out, low+(high-low)*shape(i, n))
		}
		return out
	}
	estimates := func(low, high, half float64) (out []Estimate) {
		for _, v := range series(low, high) {
			out = append(out, Estimate{v, v - half, v + half})
		}
		return out
	}
	var days []Band
	for _, v := range series(0, 1) {
		days = append(days, Band{max(v-0.2, 0), min(v+0.1, 1)})
	}
	all := map[string]pictured{
		"service": Service{Name: name, Times: times, Level: estimates(0, 1, 0.01), Days: days, Target: 0.8, AwtSeconds: 20, Agents: series(0, 40*scale)},
		"waits":   Waits{Name: name, Times: times, P50: estimates(0, 20*scale, 0.1*scale), P90: estimates(5*scale, 90*scale, scale), P95: estimates(6*scale, 130*scale, scale), AwtSeconds: 20},
		"demand":  Demand{Name: name, Times: times, Contacts: estimates(10, 200*scale, scale), Load: series(2, 38*scale), Agents: series(6, 36*scale)},
	}
	for label, limit := range map[string]float64{"frontier": math.NaN(), "frontier in reach": 10500 * scale, "frontier too dear": scale} {
		f := Frontier{Name: name, Target: 0.8, AwtSeconds: 20, Limit: limit, Currency: "USD", Period: "day", LabelMeans: "of today's staffing"}
		for i, e := range estimates(0, 1, 0.02) {
			if i == 40 {
				break
			}
			f.Points = append(f.Points, FrontierPoint{Label: fmt.Sprintf("%d%% %s", 80+5*i, name), Cost: scale * (9000 + 500*float64(i)), Level: e, Days: bandAt(days, i)})
		}
		all[label] = f
	}
	sweep := PowerOfOne{Name: name, Current: 22, Target: 0.8, AwtSeconds: 20}
	plane := Variants{Name: name, Base: Variant{Name: "base", Cost: 12000 * scale, Level: Exactly(0.7)}, Target: 0.8, AwtSeconds: 20, Limit: 12500 * scale, Currency: "CHF", Period: "week"}
	waits := estimates(0, 90*scale, scale)
	classes, trunks := PowerByClass{Current: 22}, Blocking{Name: name, Current: 22, Limit: 0.05}
	for k := range 5 {
		classes.Classes = append(classes.Classes, PowerClass{Name: fmt.Sprintf("%s %d", name, k), Target: 0.8 + 0.03*float64(k), AwtSeconds: 20})
	}
	for i, e := range estimates(0, 1, 0.02) {
		if i < 30 {
			trunks.Points = append(trunks.Points, BlockingPoint{Lines: float64(20 + i), Blocked: e.Value, Occupancy: 0.9 * e.Value})
			for k := range classes.Classes {
				level := Exactly(e.Value * (1 - 0.1*float64(k)))
				classes.Classes[k].Points = append(classes.Classes[k].Points, PowerPoint{Agents: float64(20 + i), Level: level, ASA: Exactly(waits[i].Value * (1 + float64(k)))})
			}
			sweep.Points = append(sweep.Points, PowerPoint{Agents: float64(20 + i), Level: e, ASA: waits[i]})
		}
		if i < 12 {
			plane.Variants = append(plane.Variants, Variant{Name: fmt.Sprintf("%s %d", name, i), Cost: scale * (12000 + 300*float64(i%5) - 500*float64(i%3)), Level: e})
		}
	}
	all["power"], all["variants"] = sweep, plane
	all["power by class"], all["blocking"] = classes, trunks
	all["requirement"] = Requirement{Name: name, Times: times, Required: series(0, 40*scale), Scheduled: series(10*scale, 30*scale)}
	for label, c := range generalCharts(shape, n, scale, name) {
		all[label] = c
	}
	return all
}

// generalCharts makes those that are not about time, with up to 20 names.
func generalCharts(shape values, n int, scale float64, name string) map[string]pictured {
	n = min(n, 20)
	heat := Heat{Name: name, Measure: Measure{Name: "asa", Unit: Seconds, LowerIsBetter: true}, XName: name, YName: name, Target: 20, BaseX: name + " 1", BaseY: name + " 0"}
	tornado := Tornado{Name: name, Measure: Measure{Name: "service level"}, Base: 0.8}
	fall := Waterfall{Name: name, Measure: Measure{Name: "agents", Unit: Number}, End: name}
	valley := Valley{Name: name, Parts: []string{"wages", name, "telecom", name, name}, Currency: "CHF", Period: "week", Today: name + " 1"}
	for i := range n {
		v := shape(i, n)
		label := fmt.Sprintf("%s %d", name, i)
		heat.X, heat.Y = append(heat.X, label), append(heat.Y, label)
		var row []float64
		for k := range n {
			row = append(row, 40*scale*shape((i*7+k)%max(n, 1), n))
		}
		heat.Values = append(heat.Values, row)
		tornado.Bars = append(tornado.Bars, TornadoBar{Name: label, Less: "−10%", More: "+10%", OnLess: Estimate{v / 5, v/5 - 0.01, v/5 + 0.01}, OnMore: Estimate{-v / 4, -v/4 - 0.01, -v/4 + 0.01}})
		fall.Steps = append(fall.Steps, WaterfallStep{label, Estimate{scale * (30 + 10*v), scale * (29 + 10*v), scale * (31 + 10*v)}})
		valley.Points = append(valley.Points, ValleyPoint{Label: label, Costs: []float64{100 * scale, 20 * scale * v, 3 * scale}, Lost: Estimate{80 * scale * v, 70 * scale * v, 90 * scale * v}})
	}
	return map[string]pictured{"heat": heat, "tornado": tornado, "waterfall": fall, "valley": valley}
}

// TestNoCollisions lays out every chart with many shapes, lengths and magnitudes of data: no word may leave the picture or touch another word, a line, a
// point, an error bar or a bar.
func TestNoCollisions(t *testing.T) {
	for shapeName, shape := range shapesOfData() {
		for _, n := range []int{0, 1, 2, 9, 24} {
			scales := []float64{1}
			if n == 9 {
				scales = []float64{1, 1e6}
			}
			for _, scale := range scales {
				for name, c := range chartsOf(shape, roundTheClock(n, 30*time.Minute), scale, "Sales") {
					for _, w := range collisions(t, c) {
						t.Errorf("%s of %d %q values × %g: %s", name, n, shapeName, scale, w)
					}
				}
			}
		}
	}
}

// TestNoCollisionsOverDays does the same for axes of days, up to 500 intervals and a month.
func TestNoCollisionsOverDays(t *testing.T) {
	long := []Times{officeTimes(5), roundTheClock(28*4, 6*time.Hour), roundTheClock(60, 24*time.Hour)}
	longest := map[string][]Times{"day": {roundTheClock(500, 15*time.Minute)}, "noise": {roundTheClock(500, 15*time.Minute)}}
	for shapeName, shape := range shapesOfData() {
		for _, times := range append(slices.Clone(long), longest[shapeName]...) {
			all := chartsOf(shape, times, 1, "Sales")
			for _, name := range []string{"service", "waits", "demand", "requirement"} {
				for _, w := range collisions(t, all[name]) {
					t.Errorf("%s over %d intervals of %q: %s", name, len(times.Starts), shapeName, w)
				}
			}
		}
	}
}

// TestNoCollisionsOfNames gives every chart names that are long, foreign or hostile.
func TestNoCollisionsOfNames(t *testing.T) {
	for _, who := range nastyNames() {
		for _, n := range []int{9, 24} {
			for name, c := range chartsOf(shapesOfData()["day"], roundTheClock(n, 30*time.Minute), 1, who) {
				for _, w := range collisions(t, c) {
					t.Errorf("%s named %q: %s", name, who, w)
				}
			}
		}
	}
}
