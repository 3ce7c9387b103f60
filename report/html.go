package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"

	"agner/budget"
	"agner/charts"
	"agner/sim"
)

//go:embed report.tmpl
var pageText string

//go:embed report.css
var pageStyle string

// page is what the template shows.
type page struct {
	Style                          template.CSS
	Title, Description, Provenance string
	Headline                       finding
	Findings                       []finding
	Tiles                          []tile
	Frontier                       []figure
	Service                        table
	Queues                         []section
	Teams                          []figure
	Tables, Assumptions            []table
	Defaults                       []Default
	Warnings                       []string
	Facts                          []fact
}

// tile is one figure that an executive looks for first.
type tile struct {
	Name, Value, Note string
	Tone              tone
}

// section is a queue with its pictures.
type section struct {
	Label   string
	Figures []figure
}

// figure is a picture in both themes; the style sheet shows one.
type figure struct{ Light, Dark template.HTML }

// fact is a line of the small print.
type fact struct{ Name, Value string }

// WriteHTML writes one page that needs nothing else: no network, no script. It
// follows the reader's light or dark theme and prints on A4.
func WriteHTML(w io.Writer, r *Run) error {
	view, err := r.page()
	if err != nil {
		return err
	}
	t, err := template.New("report").Funcs(template.FuncMap{"bind": bind}).Parse(pageText)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, view); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

func (r *Run) page() (*page, error) {
	p := &page{Style: template.CSS(pageStyle), Title: r.title(), Description: r.Description, Provenance: r.provenance(),
		Headline: r.headline(), Findings: r.findings(), Tiles: r.tiles(), Service: r.queueTable(),
		Assumptions: r.assumptions(), Defaults: r.Defaults, Warnings: r.warnings(), Facts: r.facts()}
	p.Tables = r.tables()[1:]
	for q := range r.Centre.Queues {
		p.Queues = append(p.Queues, section{Label: r.queueLabel(q)})
	}
	for _, picture := range r.Pictures() {
		f, err := picture.figure()
		if err != nil {
			return nil, err
		}
		switch {
		case picture.Name == frontierName:
			p.Frontier = append(p.Frontier, f)
		case picture.Queue == sim.None:
			p.Teams = append(p.Teams, f)
		default:
			p.Queues[picture.Queue].Figures = append(p.Queues[picture.Queue].Figures, f)
		}
	}
	return p, nil
}

// figure draws the picture for both themes. The drawing escapes its own text.
func (p Picture) figure() (figure, error) {
	var out [2]bytes.Buffer
	for i, theme := range []charts.Theme{charts.Light, charts.Dark} {
		if err := p.Draw(&out[i], charts.Options{Theme: theme}); err != nil {
			return figure{}, err
		}
	}
	return figure{template.HTML(out[0].String()), template.HTML(out[1].String())}, nil
}

// tiles are the figures at the top: service of the only live queue or of all
// together, abandonment, what it costs, and how often the targets hold.
func (r *Run) tiles() []tile {
	total := r.Result.Total.Row
	var out []tile
	add := func(name, value, note string, t tone) {
		if value != none {
			out = append(out, tile{name, value, note, t})
		}
	}
	note := "of the live queues together"
	if len(r.Centre.Queues) == 1 {
		note = "target " + r.promise(0)
	}
	add("Service level", metric(total, sim.ServiceLevel), note, r.headline().Tone)
	add("Targets hold", metric(total, sim.ProbabilityOfTarget), r.spansTogether(), neutral)
	add("Abandoned", metric(total, sim.Abandonment), "of the offered contacts", neutral)
	cost, note, t := r.measure(budget.TotalCost), "for "+plural(r.days(), "day"), neutral
	if stated(r.Limit) {
		note, t = "budget "+bare(r.Limit, moneyScale(r.Limit, r.Currency)), againstLimit(cost, r.Limit)
	}
	add("Cost", money(cost, r.Currency), note, t)
	add("Average wait", metric(total, sim.ASA), "of the answered (ASA)", neutral)
	return out
}

// spansTogether says of what the targets hold: "of days, all targets at once".
func (r *Run) spansTogether() string {
	name := ""
	for _, queue := range r.Centre.Queues {
		if queue.Target == nil {
			continue
		}
		if s := spans(queue.Target.Per); name == "" || name == s {
			name = s
		} else {
			name = "spans"
		}
	}
	return "of " + name + ", all targets at once"
}

// facts are what it takes to make the same report again.
func (r *Run) facts() []fact {
	return []fact{
		{"Scenario file", r.File}, {"Fingerprint", r.Fingerprint}, {"Agner version", r.Version},
		{"Seed", number(float64(r.Result.Seed), 0)}, {"Replications", r.effort()},
		{"Horizon", plural(r.days(), "day") + " from " + r.Start.Format("2006-01-02") + ", intervals of " + short(r.Centre.Horizon.Interval.Seconds())},
	}
}
