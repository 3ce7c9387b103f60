package report

import (
	"io"
	"math"
	"slices"
	"strings"

	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// Bridge is the way from the plan that was signed to the plan of today: what
// staffing takes after each class of facts has been taken over from the new
// scenario. The first step is the old scenario itself, the last one the new.
type Bridge struct {
	Old, New         string // their names in sentences, different
	OldFile, NewFile string
	Version          string
	Currency         string
	Days             int
	Seed             uint64
	Method           staffing.Method
	Steps            []BridgeStep
	Same             []string // the classes in which the two do not differ
	Notes            []string // what the reader must know of method and units
	Warnings         []string
}

// BridgeStep is the scenario after one class of facts more.
type BridgeStep struct {
	Name    string   // the class; of the first step the old scenario
	Changed []string // the paths that differ
	Need    staffing.Need
}

// bridgeFigure is one of the figures that a bridge splits.
type bridgeFigure struct {
	key, head string // in files, in tables
	of        func(staffing.Need) float64
	scale     scale
}

// figures are those that every step has.
func (b *Bridge) figures() []bridgeFigure {
	largest := 0.0
	for _, s := range b.Steps {
		largest = max(largest, math.Abs(s.Need.Cost))
	}
	all := []bridgeFigure{
		{"paid_hours", "paid hours", func(n staffing.Need) float64 { return n.PaidHours }, scale{1, " paid hours", 1}},
		{"fte", "FTE", func(n staffing.Need) float64 { return n.FTE }, scale{1, " FTE", 1}},
		{"cost", "cost", func(n staffing.Need) float64 { return n.Cost }, moneyScale(largest, b.Currency)},
	}
	return slices.DeleteFunc(all, func(f bridgeFigure) bool {
		return slices.ContainsFunc(b.Steps, func(s BridgeStep) bool { return !stated(f.of(s.Need)) })
	})
}

// rounded returns the figure after step i as it is printed, so that printed changes add up.
func (b *Bridge) rounded(f bridgeFigure, i int) float64 {
	unit := math.Pow(10, float64(f.scale.decimals))
	return math.Round(f.of(b.Steps[i].Need)*unit) / unit
}

func (b *Bridge) last() int { return len(b.Steps) - 1 }

// Problem says in a sentence which steps cannot be staffed as asked, empty when all can.
func (b *Bridge) Problem() string {
	var names []string
	for i, s := range b.Steps {
		if !s.Need.Plan.Feasible {
			names = append(names, b.place(i))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "the limits on agents put targets out of reach " + strings.Join(names, " and ") + "; the figures there are of the best partial staffing"
}

// place names a step in a sentence.
func (b *Bridge) place(i int) string {
	switch i {
	case 0:
		return "in " + b.Old
	case b.last():
		return "in " + b.New
	}
	return "after " + quoteName(b.Steps[i].Name)
}

func quoteName(text string) string { return "“" + text + "”" }

// findings say the whole difference, its largest part, and what the split depends on.
func (b *Bridge) findings() []finding {
	var out []finding
	var from, largest []string
	for _, f := range b.figures() {
		before, after := b.rounded(f, 0), b.rounded(f, b.last())
		text := bare(before, scale{1, "", f.scale.decimals}) + " → " + bare(after, f.scale)
		if exact := f.of(b.Steps[0].Need); after != before && exact > 0 {
			text += " (" + signed(f.of(b.Steps[b.last()].Need)/exact-1, percent) + ")"
		}
		from = append(from, text)
		if f.key == "paid_hours" {
			continue
		}
		if best := b.largest(f); best > 0 {
			largest = append(largest, "of "+f.head+" it is "+quoteName(b.Steps[best].Name)+", "+signed(b.change(f, best), f.scale))
		}
	}
	out = append(out, finding{"From " + b.Old + " to " + b.New + ": " + strings.Join(from, ", ") + ".", neutral})
	if b.last() == 0 {
		return append(out, finding{"The two do not differ in anything that staffing depends on.", neutral})
	}
	if len(largest) > 0 && b.last() > 1 {
		out = append(out, finding{"The largest step: " + strings.Join(largest, "; ") + ".", neutral})
	}
	if problem := b.Problem(); problem != "" {
		out = append(out, finding{upper(problem) + ".", bad})
	}
	if len(b.Same) > 0 {
		lead := "The same in both"
		if slices.ContainsFunc(b.Steps, func(s BridgeStep) bool { return strings.Contains(s.Name, "queues and groups") }) {
			lead = "The same in the queues and groups that both have (one that is renamed counts as another)"
		}
		out = append(out, finding{lead + ": " + strings.Join(b.Same, "; ") + ".", neutral})
	}
	out = append(out, finding{"The steps are taken in this order. Another order splits effects that two classes share differently; the sum is the same.", neutral})
	for _, note := range b.Notes {
		out = append(out, finding{note, neutral})
	}
	return out
}

// change is what step i adds to a figure as printed.
func (b *Bridge) change(f bridgeFigure, i int) float64 {
	unit := math.Pow(10, float64(f.scale.decimals))
	return math.Round((b.rounded(f, i)-b.rounded(f, i-1))*unit) / unit
}

func (b *Bridge) sheet() sheet {
	return sheet{title: b.Old + " → " + b.New, findings: b.findings(), tables: b.tables(), warnings: b.Warnings,
		provenance: "What staffing takes " + methodWords(b.Method) + ", for " + plural(b.Days, "day") + ", after each class of facts has been taken over from the new scenario."}
}

func (b *Bridge) tables() []table {
	steps := table{Title: "Step by step", Note: "Each change is from the line above; together they are the last line.", Columns: []string{"step"}}
	facts := table{Title: "What differs", Columns: []string{"step", "facts"}}
	figures := b.figures()
	for _, f := range figures {
		steps.Columns = append(steps.Columns, f.head, "change")
	}
	for i, s := range b.Steps {
		row := texts(s.Name)
		for _, f := range figures {
			change := ""
			if i > 0 {
				change = b.signedChange(f, b.change(f, i))
			}
			row = append(row, texts(bare(b.rounded(f, i), scale{1, "", f.scale.decimals}), change)...)
		}
		steps.Rows = append(steps.Rows, row)
		if i > 0 {
			facts.Rows = append(facts.Rows, texts(s.Name, someOf(s.Changed)))
		}
	}
	if b.last() == 0 {
		return []table{steps}
	}
	row := texts(b.New)
	for _, f := range figures {
		row = append(row, texts(bare(b.rounded(f, b.last()), scale{1, "", f.scale.decimals}), b.signedChange(f, b.rounded(f, b.last())-b.rounded(f, 0)))...)
	}
	steps.Rows = append(steps.Rows, row)
	return []table{steps, facts}
}

// signedChange writes a change without its unit, "=" for none.
func (b *Bridge) signedChange(f bridgeFigure, v float64) string {
	if v == 0 {
		return "="
	}
	return signed(v, scale{1, "", f.scale.decimals})
}

// someOf lists paths, the first few by name.
func someOf(paths []string) string {
	const most = 6
	if len(paths) <= most {
		return strings.Join(paths, ", ")
	}
	return strings.Join(paths[:most], ", ") + " and " + number(float64(len(paths)-most), 0) + " more"
}

// WriteBridgeText writes a bridge as a planner reads it on a terminal.
func WriteBridgeText(w io.Writer, b *Bridge, o TextOptions) error {
	return writeTextSheet(w, b.sheet(), o)
}

// WriteBridgeMarkdown writes a bridge for a wiki or a mail.
func WriteBridgeMarkdown(w io.Writer, b *Bridge) error { return writeMarkdownSheet(w, b.sheet()) }

// title says what a waterfall finds.
func (b *Bridge) title(f bridgeFigure) string {
	text := "Since " + quoteName(b.Old) + ": " + bare(b.rounded(f, 0), scale{1, "", f.scale.decimals}) + " → " + bare(b.rounded(f, b.last()), f.scale)
	if i := b.largest(f); i > 0 {
		text += "; the largest step is " + quoteName(b.Steps[i].Name) + ", " + signed(b.change(f, i), scale{1, "", f.scale.decimals})
	}
	return text
}

// largest returns the step that changes a figure most, 0 when none does.
func (b *Bridge) largest(f bridgeFigure) int {
	best := 0
	for i := 1; i <= b.last(); i++ {
		if d := math.Abs(b.change(f, i)); d > 0 && (best == 0 || d > math.Abs(b.change(f, best))) {
			best = i
		}
	}
	return best
}

// Pictures returns the waterfalls of a bridge: full-time contracts (or paid hours), and cost.
func (b *Bridge) Pictures() []Picture {
	if b.last() == 0 {
		return nil
	}
	var out []Picture
	figures := b.figures()
	for _, f := range figures {
		if f.key == "paid_hours" && slices.ContainsFunc(figures, func(o bridgeFigure) bool { return o.key == "fte" }) {
			continue
		}
		measure := charts.Measure{Name: f.head, Unit: charts.Number, LowerIsBetter: true}
		if f.key == "cost" {
			measure.Name = "cost for " + plural(b.Days, "day")
			measure.Unit, measure.Currency = charts.Money, b.Currency
		}
		c := charts.Waterfall{Title: b.title(f), Measure: measure, End: b.New}
		for i, s := range b.Steps {
			c.Steps = append(c.Steps, charts.WaterfallStep{Name: s.Name, Value: charts.Exactly(b.rounded(f, i))})
		}
		out = append(out, Picture{"bridge-" + strings.ReplaceAll(f.key, "_", "-"), sim.None, c.Render})
	}
	return out
}
