package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
)

// Comparison is several variants that met the same customers. The first is the
// base that the others are held against.
type Comparison struct {
	Name     string // of the base's scenario
	Version  string // of the program
	Currency string
	// Limit is the budget of the base for the whole horizon, NaN when none is stated.
	Limit    float64
	Variants []Compared
}

// Compared is one variant of a Comparison.
type Compared struct {
	Name        string // unique in the comparison
	Scenario    string
	File        string
	Fingerprint string
	Centre      *sim.Centre
	Result      *sim.Result
	// Difference holds this variant minus the base, paired by replication; nil for the base.
	Difference *sim.Result
	// Measures names Result.Measures and Difference.Measures, in their order.
	Measures    []string
	QueueLabels []string
	Warnings    []string
}

// contrast is one number of a variant and its paired difference to the base.
type contrast struct {
	estimate, difference sim.Estimate
	better               direction
}

// direction says which way a number gets better: up, down, or neither.
type direction int8

const (
	neither direction = 0
	upward  direction = 1
	down    direction = -1
)

// verdict says what a paired difference shows: better, worse, higher or lower
// (where neither is better), same (the numbers are equal in every replication), or
// undecided: the 95 % interval of the difference contains 0. It is empty without a difference.
func (f contrast) verdict() string {
	d := f.difference
	switch {
	case !d.OK():
		return ""
	case f.same():
		return "same"
	case !f.sure():
		return "undecided"
	case f.better == neither && d.Value > 0:
		return "higher"
	case f.better == neither:
		return "lower"
	case d.Value*float64(f.better) > 0:
		return "better"
	}
	return "worse"
}

// same tells whether the numbers are equal in every replication, up to the rounding of sums.
func (f contrast) same() bool {
	const rounding = 1e-8
	size := math.Abs(f.estimate.Value)
	if sd := f.estimate.SD; stated(sd) {
		size += sd
	}
	d, half := math.Abs(f.difference.Value), f.difference.HalfWidth()
	if math.IsNaN(half) { // one replication
		half = 0
	}
	return d+half == 0 || d+half <= rounding*size
}

// sure tells whether the difference is more than chance: its interval excludes 0.
func (f contrast) sure() bool { return f.difference.Low > 0 || f.difference.High < 0 }

func (f contrast) tone() tone {
	switch f.verdict() {
	case "better":
		return good
	case "worse":
		return bad
	}
	return neutral
}

// change writes the difference with its ±, or ~ where it is no more than chance.
func (f contrast) change(s scale) string {
	switch f.verdict() {
	case "":
		return none
	case "same":
		return "="
	case "undecided":
		return "~"
	}
	text := withInterval(f.difference, s)
	if f.difference.Value > 0 {
		text = "+" + text
	}
	return text
}

// metricDirection says which way a metric gets better.
func metricDirection(m sim.Metric) direction {
	switch m {
	case sim.ServiceLevel, sim.CompletedInDue, sim.IntervalsOnTarget, sim.ProbabilityOfTarget, sim.FirstContactResolution,
		sim.CustomersServed, sim.Answered, sim.AnsweredInAwt:
		return upward
	case sim.ASA, sim.MeanWait, sim.Abandonment, sim.AbandonmentExcludingShort, sim.Abandoned, sim.Blocked, sim.Blocking, sim.Delayed,
		sim.QueueLength, sim.Backlogged, sim.ContactsPerIssue, sim.Disconnected, sim.OverrunHours:
		return down
	}
	if isDefinition(m) {
		return upward
	}
	return neither
}

// measureDirection says which way a sum of money gets better.
func measureDirection(name string) direction {
	if name == budget.NetValue || name == budget.Revenue {
		return upward
	}
	return down
}

// total returns metric m of the whole centre.
func (v Compared) total(m sim.Metric) contrast {
	f := contrast{v.Result.Total.Get(m), sim.NoData(), metricDirection(m)}
	if v.Difference != nil {
		f.difference = v.Difference.Total.Get(m)
	}
	return f
}

// queue returns metric m of queue q of the variant's centre.
func (v Compared) queue(q int, m sim.Metric) contrast {
	f := contrast{v.Result.Queues[q].Get(m), sim.NoData(), metricDirection(m)}
	if v.Difference != nil {
		f.difference = v.Difference.Queues[q].Get(m)
	}
	return f
}

// group returns metric m of group g of the variant's centre.
func (v Compared) group(g int, m sim.Metric) contrast {
	f := contrast{v.Result.Groups[g].Get(m), sim.NoData(), metricDirection(m)}
	if v.Difference != nil {
		f.difference = v.Difference.Groups[g].Get(m)
	}
	return f
}

// money returns a sum of money by its name, without data where it is not known.
func (v Compared) money(name string) contrast {
	i := slices.Index(v.Measures, name)
	if i < 0 {
		return contrast{sim.NoData(), sim.NoData(), measureDirection(name)}
	}
	f := contrast{v.Result.Measures[i], sim.NoData(), measureDirection(name)}
	if v.Difference != nil {
		f.difference = v.Difference.Measures[i]
	}
	return f
}

// base returns the variant that the others are held against.
func (c *Comparison) base() Compared { return c.Variants[0] }

func (c *Comparison) days() int { return int(c.base().Centre.Horizon.Length / sim.Day) }

// period writes the span that sums are for, as in "410 USD a day".
func (c *Comparison) period() string {
	switch c.days() {
	case 1:
		return "a day"
	case 7:
		return "a week"
	}
	return "in " + plural(c.days(), "day")
}

// sentence is the verdict on a variant in one sentence: "+6.1 ± 0.8 points of
// service level for +410 USD a day".
func (c *Comparison) sentence(v Compared) finding {
	service, cost, net := v.total(sim.ServiceLevel), v.money(budget.TotalCost), v.money(budget.NetValue)
	money := moneyScale(cost.difference.Value, c.Currency)
	var text string
	switch service.verdict() {
	case "":
		text = "no service level to compare"
	case "same":
		text = "the same service level"
	case "undecided":
		text = "~ service level (no more than chance)"
	default:
		text = service.change(points) + " of service level"
	}
	switch cost.verdict() {
	case "undecided":
		text += ", ~ cost (no more than chance)"
	case "same":
		text += " at the same cost"
	case "worse":
		text += map[bool]string{true: " for ", false: ", "}[service.verdict() == "better"] + cost.change(money) + " " + c.period()
	case "better":
		saved := sim.Estimate{Value: -cost.difference.Value, Low: -cost.difference.High, High: -cost.difference.Low}
		text += map[bool]string{true: " and saves ", false: ", saves "}[service.verdict() == "better"] + withInterval(saved, money) + " " + c.period()
	}
	if price := v.perPoint(); price > 0 {
		text += " (" + bare(price, moneyScale(price, c.Currency)) + " a point)"
	}
	if net.difference.OK() && net.verdict() != "same" {
		text += "; net value " + net.change(moneyScale(net.difference.Value, c.Currency))
	}
	f := finding{text, service.tone()}
	if net.sure() {
		f.Tone = net.tone()
	}
	return f
}

// provenance says how the numbers came about.
func (c *Comparison) provenance() string {
	r := c.base().Result
	text := fmt.Sprintf("%s against %s on the same customers: %s of %s, seed %d. A difference is variant minus base with its 95%% interval; ~ is no more than chance, = none at all.",
		plural(len(c.Variants)-1, "variant"), c.base().Name, plural(r.Replications, "replication"), plural(c.days(), "day"), r.Seed)
	if r.Replications == 1 {
		text += " One replication decides nothing: simulate more."
	}
	return text
}

// findings are the verdicts, best variant first. Nothing says whether a variant
// can be had, so that they say what is ranked by.
func (c *Comparison) findings() []finding {
	order, by := c.ranking()
	var out []finding
	if len(order) > 1 {
		out = append(out, finding{"Best first by " + rankedBy(by) + "; whether a variant can be had, the numbers do not say.", neutral})
	}
	for _, i := range order {
		f := c.sentence(c.Variants[i])
		out = append(out, finding{c.Variants[i].Name + ": " + f.Text, f.Tone})
	}
	return out
}

// warnings of all variants; one that not all share names whose it is.
func (c *Comparison) warnings() []string {
	of := map[string][]string{}
	var order []string
	for _, v := range c.Variants {
		for _, w := range slices.Concat(v.Warnings, v.Result.Warnings) {
			if of[w] == nil {
				order = append(order, w)
			}
			if !slices.Contains(of[w], v.Name) {
				of[w] = append(of[w], v.Name)
			}
		}
	}
	for i, w := range order {
		if len(of[w]) < len(c.Variants) {
			order[i] = strings.Join(of[w], ", ") + ": " + w
		}
	}
	return order
}

// WriteCompareText writes a comparison as a planner reads it on a terminal.
func WriteCompareText(w io.Writer, c *Comparison, o TextOptions) error {
	return writeTextSheet(w, c.sheet(), o)
}

// WriteCompareMarkdown writes a comparison for a pull request, a wiki or a mail.
func WriteCompareMarkdown(w io.Writer, c *Comparison) error { return writeMarkdownSheet(w, c.sheet()) }

func (c *Comparison) sheet() sheet {
	return sheet{title: c.Name, provenance: plain(c.provenance()), findings: c.findings(), tables: c.tables(), warnings: c.warnings()}
}
