package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"agner/budget"
	"agner/sim"
)

// Explanation is what a scenario means, before anything is simulated.
type Explanation struct {
	Run           // without a result
	Merged string // the scenario as it runs, as YAML
	Events []string
	Money  []budget.Line
	Notes  []string // budget limit and similar
	// PaidTimes are, by group, what makes paid hours of planned ones.
	PaidTimes []PaidTime
	// Accounts are every money figure with its arithmetic; nil for the summary alone.
	Accounts *Accounts
	Variants []string
}

// explainSchema names the version of the JSON of an explanation.
const explainSchema = "agner/explain/v1"

// chapter is a title with sentences, or with a table.
type chapter struct {
	title string
	lines []string
	table *table
}

// chapters are the meaning of the scenario in the order of reading.
func (x *Explanation) chapters() []chapter {
	loads := x.loadTable()
	out := []chapter{{title: "When", lines: x.when()}, {title: "Demand and staffing", table: &loads}}
	for q := range x.Centre.Queues {
		out = append(out, chapter{title: "What happens to a customer: " + x.queueLabel(q), lines: x.life(q)})
	}
	out = append(out, chapter{title: "Agents", lines: x.agents()})
	if len(x.Events) > 0 {
		out = append(out, chapter{title: "Events", lines: x.Events})
	}
	out = append(out, x.moneyChapters()...)
	if len(x.Defaults) > 0 {
		out = append(out, chapter{title: "Values that were not stated", lines: x.defaultLines()})
	}
	if len(x.Warnings) > 0 {
		out = append(out, chapter{title: "Warnings", lines: x.Warnings})
	}
	return out
}

// when says what is simulated.
func (x *Explanation) when() []string {
	h := x.Centre.Horizon
	out := []string{fmt.Sprintf("One replication is %s from %s, in intervals of %s.", plural(x.days(), "day"), x.Start.Format("Monday, 2 January 2006"), short(h.Interval.Seconds()))}
	out = append(out, "The centre is open "+x.openWords(h.Open)+".")
	closing := "At closing time nobody new is let in, and the last agents stay until nobody waits."
	if h.AtClose == sim.Disconnect {
		closing = "At closing time those who wait are cut off; agents finish what they have in hand."
	}
	out = append(out, closing)
	if h.Warmup > 0 {
		out = append(out, short(h.Warmup.Seconds())+" before the start are simulated and not counted.")
	}
	if x.Centre.Busyness > 0 {
		out = append(out, "Some days are busy on every queue at once: a common factor of mean 1 and cv "+share(x.Centre.Busyness)+" a day.")
	}
	return out
}

// openWords says opening hours: the first day's, and how much there is in all.
func (x *Explanation) openWords(spans []sim.Span) string {
	total, first := sim.Time(0), []string{}
	for _, s := range spans {
		from, to := max(s.From, 0), min(s.To, x.Centre.Horizon.Length)
		if from >= to {
			continue
		}
		total += to - from
		if len(first) < 3 {
			first = append(first, x.clock(s.From)+" to "+x.clock(s.To))
		}
	}
	switch {
	case total == 0:
		return "never"
	case total == x.Centre.Horizon.Length:
		return "round the clock"
	case len(first) == 1:
		return first[0]
	}
	return fmt.Sprintf("%s and so on, %s in all", strings.Join(first, ", "), trimNumber(total.Hours())+" h")
}

// clock writes a moment, with its weekday where the horizon has several days.
func (x *Explanation) clock(t sim.Time) string {
	at := x.Start.Add(time.Duration(int64(t/sim.Microsecond)) * time.Microsecond)
	if x.days() > 1 {
		return at.Format("Mon 15:04")
	}
	return at.Format("15:04")
}

// agents says who works and what the planned number costs in paid time.
func (x *Explanation) agents() []string {
	var out []string
	for g := range x.Centre.Groups {
		group := &x.Centre.Groups[g]
		text := fmt.Sprintf("%s: %s logged in; %s.", x.groupLabel(g), x.agentWords(g), x.serveWords(group))
		if group.PaidPerSeat.Max() > 1 {
			text += fmt.Sprintf(" Each logged-in hour takes %s paid hours: the rest is shrinkage and lack of adherence.", paidPerSeat(group))
		}
		if group.Absence.Max() > 0 {
			text += fmt.Sprintf(" On a given day %s of them do not show up.", steps(group.Absence))
		}
		if group.ContactLimit > 0 {
			text += fmt.Sprintf(" They take at most %s a day.", plural(group.ContactLimit, "contact"))
		}
		out = append(out, text)
	}
	pick := [...]string{sim.LongestIdle: "the longest idle", sim.LeastOccupied: "the least occupied", sim.RandomAgent: "any", sim.FewestContacts: "the one with the fewest contacts so far"}
	return append(out, "Among equally good free agents a contact goes to "+pick[x.Centre.PickAgent]+".")
}

func (x *Explanation) agentWords(g int) string {
	switch text := x.agentRange(g); text {
	case "none":
		return "no agents"
	case "1":
		return "1 agent"
	default:
		return text + " agents"
	}
}

func (x *Explanation) serveWords(group *sim.Group) string {
	if len(group.Skills) == 0 {
		return "join conferences only"
	}
	return "serve " + x.serves(group)
}

// WriteExplainText writes an explanation as a planner reads it on a terminal.
func WriteExplainText(w io.Writer, x *Explanation, o TextOptions) error {
	p := &textPage{options: o}
	p.heading("The scenario as it runs")
	p.out.WriteString(x.Merged)
	for _, c := range x.chapters() {
		p.blank()
		if c.table != nil {
			c.table.Title = c.title
			p.table(*c.table)
			continue
		}
		p.heading(plain(c.title))
		for _, line := range c.lines {
			p.bullet(finding{plain(line), neutral})
		}
	}
	_, err := w.Write(p.out.Bytes())
	return err
}

// WriteExplainMarkdown writes an explanation for a wiki or a mail.
func WriteExplainMarkdown(w io.Writer, x *Explanation) error {
	var out bytes.Buffer
	fence := "```"
	for strings.Contains(x.Merged, fence) {
		fence += "`"
	}
	fmt.Fprintf(&out, "# %s\n\n%syaml\n%s%s\n", escapeMarkdown(x.title()), fence, x.Merged, fence)
	for _, c := range x.chapters() {
		fmt.Fprintf(&out, "\n## %s\n\n", escapeMarkdown(c.title))
		for _, line := range c.lines {
			fmt.Fprintf(&out, "- %s\n", escapeMarkdown(line))
		}
		if c.table != nil {
			fmt.Fprintf(&out, "%s\n\n", escapeMarkdown(c.table.Note))
			writeMarkdownTable(&out, *c.table)
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

// WriteExplainJSON writes an explanation as one object.
func WriteExplainJSON(w io.Writer, x *Explanation) error {
	j := &jsonWriter{first: true}
	j.object("", func() {
		j.text("schema", explainSchema)
		j.text("scenario", x.Name)
		j.text("file", x.File)
		j.text("fingerprint", x.Fingerprint)
		j.text("variant", x.Variant)
		j.text("version", x.Version)
		j.text("merged", x.Merged)
		j.texts("variants", x.Variants)
		j.array("chapters", func() {
			for _, c := range x.chapters() {
				if len(c.lines) > 0 {
					j.object("", func() { j.text("title", c.title); j.texts("lines", c.lines) })
				}
			}
		})
		x.writeAccounts(j)
		x.writeLoads(j)
		j.array("defaults", func() {
			for _, d := range x.Defaults {
				j.object("", func() { j.text("path", d.Path); j.text("value", d.Value) })
			}
		})
		j.texts("warnings", x.Warnings)
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}
