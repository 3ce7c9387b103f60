package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"agner/budget"
	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// Sweep is the grid of a scenario's sweep, every point on the same customers.
type Sweep struct {
	// Comparison holds the scenario itself as base, then the points: the last axis
	// changes fastest.
	Comparison
	Axes []SweepAxis
}

// SweepAxis is what one path of the scenario is set to.
type SweepAxis struct {
	Path   string
	Values []string
}

// sweepSchema names the version of the JSON of a sweep.
const sweepSchema = "agner/sweep/v1"

// points returns the variants that are points of the grid.
func (s *Sweep) points() []Compared { return s.Variants[1:] }

// settings returns the values of all axes at point i.
func (s *Sweep) settings(i int) []string {
	out := make([]string, len(s.Axes))
	for a := len(s.Axes) - 1; a >= 0; a-- {
		n := len(s.Axes[a].Values)
		out[a], i = s.Axes[a].Values[i%n], i/n
	}
	return out
}

// neutralSetting tells whether a setting changes nothing: +0, -0%, +0pts, +0s.
func neutralSetting(text string) bool {
	if text == "" || text[0] != '+' && text[0] != '-' {
		return false
	}
	v, err := strconv.ParseFloat(strings.TrimRight(text[1:], "%abcdefghijklmnopqrstuvwxyz"), 64)
	return err == nil && v == 0
}

// targets says whether every target of a variant is met.
func (v Compared) targets() tone {
	worst := neutral
	for _, k := range staffing.Checks(v.Centre, v.Result) {
		worst = max(worst, toneOf(k.Verdict()))
	}
	return worst
}

// findings name the points that planners look for: the one with the highest net
// value, and the cheapest that surely meets every target.
func (s *Sweep) findings() []finding {
	var out []finding
	best, cheapest, met := -1, -1, 0
	for i, v := range s.points() {
		if net := v.money(budget.NetValue).estimate.Value; net > s.valueAt(best, budget.NetValue, math.Inf(-1)) {
			best = i
		}
		if v.targets() == good {
			met++
			if v.money(budget.TotalCost).estimate.Value < s.valueAt(cheapest, budget.TotalCost, math.Inf(1)) {
				cheapest = i
			}
		}
	}
	if choice, ok := s.choice(); ok {
		out = append(out, finding{choice, neutral})
	} else if best >= 0 {
		out = append(out, finding{"Highest net value with " + s.place(best) + ": " + money(s.points()[best].money(budget.NetValue).estimate, s.Currency) + " " + s.period(), neutral})
	}
	switch {
	case cheapest >= 0:
		v := s.points()[cheapest]
		out = append(out, finding{fmt.Sprintf("Every target is met in %d of %s, at least cost with %s: %s %s", met, plural(len(s.points()), "point"), s.place(cheapest),
			money(v.money(budget.TotalCost).estimate, s.Currency), s.period()), good})
	case met > 0:
		out = append(out, finding{fmt.Sprintf("Every target is met in %d of %s", met, plural(len(s.points()), "point")), good})
	default:
		out = append(out, finding{"Every target is surely met in none of " + plural(len(s.points()), "point"), bad})
	}
	return out
}

// choice says for a grid of two axes which setting of the first has the highest net value at each of the second: one of them is mostly
// to be chosen, and the other is what may come.
func (s *Sweep) choice() (string, bool) {
	const most = 8 // settings that a sentence can hold
	maps := s.HeatMaps()
	i := slices.IndexFunc(maps, func(h HeatMap) bool { return h.Chart.ByColumn })
	if i < 0 || len(s.Axes[1].Values) > most {
		return "", false
	}
	text := maps[i].Chart.Choice()
	return strings.ToUpper(text[:1]) + text[1:], true
}

// valueAt returns a sum of money at point i, or other where i is no point.
func (s *Sweep) valueAt(i int, name string, other float64) float64 {
	if i < 0 {
		return other
	}
	return s.points()[i].money(name).estimate.Value
}

// place names point i in a sentence.
func (s *Sweep) place(i int) string {
	var out []string
	for a, setting := range s.settings(i) {
		out = append(out, s.Axes[a].Path+" "+setting)
	}
	return strings.Join(out, ", ")
}

func (s *Sweep) provenance() string {
	r := s.base().Result
	return fmt.Sprintf("%s on the same customers: %s of %s, seed %d.", plural(len(s.points()), "point"), plural(r.Replications, "replication"), plural(s.days(), "day"), r.Seed)
}

// tables are matrices for two axes, then every point in a row.
func (s *Sweep) tables() []table {
	var out []table
	if len(s.Axes) == 2 {
		for _, k := range s.columns() {
			if slices.Contains([]string{"service level", "total cost", "net value"}, k.head) {
				out = append(out, s.matrix(k))
			}
		}
	}
	return append(out, s.list())
}

// matrix holds one number with the first axis down and the second across.
func (s *Sweep) matrix(k compared) table {
	t := table{Title: strings.ToUpper(k.head[:1]) + k.head[1:], Note: "Down: " + s.Axes[0].Path + ". Across: " + s.Axes[1].Path + ".", Columns: append([]string{""}, s.Axes[1].Values...)}
	for y, setting := range s.Axes[0].Values {
		row := texts(setting)
		for x := range s.Axes[1].Values {
			e := k.of(s.points()[y*len(s.Axes[1].Values)+x]).estimate
			row = append(row, cell{Text: withInterval(e, k.unit(e.Value))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// list holds every point in a row, and the scenario as it is.
func (s *Sweep) list() table {
	t := table{Title: "Every point", Note: "Sums are for " + plural(s.days(), "day") + "."}
	for _, a := range s.Axes {
		t.Columns = append(t.Columns, a.Path)
	}
	for _, k := range s.columns() {
		t.Columns = append(t.Columns, k.head)
	}
	t.Columns = append(t.Columns, "every target")
	add := func(v Compared, settings []string) {
		row := texts(settings...)
		for _, k := range s.columns() {
			e := k.of(v).estimate
			row = append(row, cell{Text: withInterval(e, k.unit(e.Value))})
		}
		t.Rows = append(t.Rows, append(row, cell{v.targets().word(), v.targets()}))
	}
	asIs := make([]string, len(s.Axes))
	asIs[0] = "(as it is)"
	add(s.base(), asIs)
	for i, v := range s.points() {
		add(v, s.settings(i))
	}
	return t
}

// HeatMap is one number over a grid of two axes, with a name for its file.
type HeatMap struct {
	Name  string
	Chart charts.Heat
}

// HeatMaps are service level, total cost and net value over a grid of two axes;
// none for other grids.
func (s *Sweep) HeatMaps() []HeatMap {
	if len(s.Axes) != 2 {
		return nil
	}
	var target charts.Variants
	target.Target = math.NaN()
	s.addTarget(&target)
	measures := map[string]charts.Measure{"service level": {Name: "service level"}, "total cost": {Name: "total cost", Unit: charts.Money, Currency: s.Currency, LowerIsBetter: true},
		"net value": {Name: "net value", Unit: charts.Money, Currency: s.Currency}}
	var out []HeatMap
	for _, k := range s.columns() {
		m, ok := measures[k.head]
		if !ok {
			continue
		}
		h := charts.Heat{Name: s.Name, Measure: m, YName: pathWords(s.Axes[0].Path), XName: pathWords(s.Axes[1].Path), Y: s.Axes[0].Values, X: s.Axes[1].Values, Target: math.NaN(),
			Replications: s.base().Result.Replications}
		switch k.head {
		case "service level":
			h.Target = target.Target
		case "total cost":
			h.Target = s.Limit
		case "net value":
			h.ByColumn = true
		}
		h.BaseX, h.BaseY = neutralOf(h.X), neutralOf(h.Y)
		if h.BaseY == "" {
			h.BaseX = ""
		}
		for y := range h.Y {
			var line []float64
			for x := range h.X {
				line = append(line, k.of(s.points()[y*len(h.X)+x]).estimate.Value)
			}
			h.Values = append(h.Values, line)
		}
		out = append(out, HeatMap{"sweep-" + strings.ReplaceAll(k.head, " ", "-"), h})
	}
	return out
}

// Pictures are the heat maps of the sweep.
func (s *Sweep) Pictures() []Picture {
	var out []Picture
	for _, h := range s.HeatMaps() {
		out = append(out, Picture{Name: h.Name, Queue: sim.None, Draw: h.Chart.Render})
	}
	return out
}

// pathWords says a path in words: "groups.tier1.agents" is "agents of tier1".
func pathWords(path string) string {
	words := func(s string) string { return strings.NewReplacer(".", " ", "_", " ").Replace(s) }
	parts := strings.SplitN(strings.TrimSuffix(path, ".mean"), ".", 3)
	if len(parts) == 3 && slices.Contains([]string{"queues", "groups", "events"}, parts[0]) {
		return words(strings.TrimPrefix(parts[2], "arrivals.")) + " of " + parts[1]
	}
	return words(path)
}

func neutralOf(values []string) string {
	if i := slices.IndexFunc(values, neutralSetting); i >= 0 {
		return values[i]
	}
	return ""
}

// WriteSweepText writes a sweep as a planner reads it on a terminal.
func WriteSweepText(w io.Writer, s *Sweep, o TextOptions) error {
	return writeTextSheet(w, s.sheet(), o)
}

// WriteSweepMarkdown writes a sweep for a pull request, a wiki or a mail.
func WriteSweepMarkdown(w io.Writer, s *Sweep) error { return writeMarkdownSheet(w, s.sheet()) }

func (s *Sweep) sheet() sheet {
	return sheet{title: s.Name, provenance: plain(s.provenance()), findings: s.findings(), tables: s.tables(), warnings: s.base().warnings()}
}

// WriteSweepJSON writes a sweep as one object: the axes, the scenario as it is (base),
// and the points with their settings, in the form of WriteCompareJSON.
func WriteSweepJSON(w io.Writer, s *Sweep) error {
	j := &jsonWriter{first: true}
	j.object("", func() {
		j.text("schema", sweepSchema)
		j.text("scenario", s.Name)
		j.text("file", s.base().File)
		j.text("fingerprint", s.base().Fingerprint)
		j.text("version", s.Version)
		j.seed("seed", s.base().Result.Seed)
		j.number("replications", float64(s.base().Result.Replications))
		j.number("horizon_days", float64(s.days()))
		j.text("currency", s.Currency)
		j.number("budget_limit", s.Limit)
		j.array("axes", func() {
			for _, a := range s.Axes {
				j.object("", func() {
					j.text("path", a.Path)
					j.texts("values", a.Values)
				})
			}
		})
		j.object("base", func() { s.base().writeNumbers(j) })
		j.array("points", func() {
			for i, v := range s.points() {
				j.object("", func() {
					j.object("settings", func() {
						for a, setting := range s.settings(i) {
							j.text(s.Axes[a].Path, setting)
						}
					})
					j.text("targets", v.targets().word())
					v.writeNumbers(j)
				})
			}
		})
		j.texts("warnings", s.base().warnings())
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

// WriteSweepCSV writes one row per point and number, with a column for each axis.
func WriteSweepCSV(w io.Writer, s *Sweep) error {
	out := csv.NewWriter(w)
	var head []string
	for _, a := range s.Axes {
		head = append(head, a.Path)
	}
	_ = out.Write(append(head, contrastColumns()...)) // csv.Writer keeps the first error
	for i, v := range s.points() {
		v.records(s.Currency, func(fields ...string) { _ = out.Write(append(s.settings(i), fields...)) })
	}
	out.Flush()
	return out.Error()
}

// warnings of the scenario and of its simulation.
func (v Compared) warnings() []string {
	return slices.Compact(slices.Concat(v.Warnings, v.Result.Warnings))
}
