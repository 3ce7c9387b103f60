package report

import (
	"fmt"
	"io"
	"math"
	"slices"

	"agner/budget"
	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// Budgets is everything that the reports of an optimised frontier say: staffings
// from lean to rich, each the cheapest that was found for its level of service.
// Of Run it uses the facts of the scenario and Frontier; Centre is the centre as
// planning knows it, with the seats that the scenario states.
type Budgets struct {
	Run
	Seed         uint64
	Replications int
	Task         *staffing.Task
	Interrupted  bool // the search was stopped: these are the staffings so far
}

// frontierSchema names the version of the JSON of an optimised frontier.
const frontierSchema = "agner/frontier/v1"

// WriteFrontierText writes a frontier as a planner reads it on a terminal.
func WriteFrontierText(w io.Writer, b *Budgets, o TextOptions) error {
	return writeTextSheet(w, b.sheet(), o)
}

// WriteFrontierMarkdown writes a frontier for a pull request, a wiki or a mail.
func WriteFrontierMarkdown(w io.Writer, b *Budgets) error { return writeMarkdownSheet(w, b.sheet()) }

func (b *Budgets) sheet() sheet {
	origin := fmt.Sprintf("%s · %s from %s · targets met %s · %s of each staffing · seed %d. ± is half the 95%% confidence interval.", plain(b.File),
		plural(b.days(), "day"), b.Start.Format("Monday 2 January 2006"), meetWords(b.Task), plural(b.Replications, "replication"), b.Seed)
	return sheet{title: b.title(), provenance: origin, findings: b.findings(), tables: []table{b.table()}, defaults: b.Defaults, warnings: b.Warnings}
}

// names label the staffings by their paid hours against those that the scenario states.
func (b *Budgets) names() []string {
	stated := 0.0
	for g := range b.Centre.Groups {
		stated += budget.PaidHours(b.Centre, g)
	}
	points := make([]staffing.Point, len(b.Frontier))
	for i, p := range b.Frontier {
		points[i].Factor = b.hours(p) / stated
	}
	return factors(points)
}

// hours returns the planned paid hours of a staffing.
func (b *Budgets) hours(p staffing.Point) float64 {
	total := 0.0
	centre := b.Centre.WithSeats(p.Seats)
	for g := range centre.Groups {
		total += budget.PaidHours(centre, g)
	}
	return total
}

// findings names the staffings that stand out.
func (b *Budgets) findings() []finding {
	names := b.names()
	at := func(i int) string {
		return fmt.Sprintf("%s (%s of the hours stated, service level %s)", b.price(b.Frontier[i]), names[i], withInterval(b.Frontier[i].ServiceLevel, percent))
	}
	var out []finding
	if b.Interrupted {
		out = append(out, finding{fmt.Sprintf("Interrupted: %d of %d staffings so far.", len(b.Frontier), staffing.Levels()), unsure})
	}
	if i := staffing.Cheapest(b.Frontier); i >= 0 {
		out = append(out, finding{"The cheapest that surely meets every target costs " + at(i) + ".", good})
	} else {
		out = append(out, finding{"No staffing of the frontier surely meets every target.", bad})
	}
	if stated(b.Limit) {
		if i := staffing.BestWithin(b.Frontier, b.Limit); i >= 0 {
			out = append(out, finding{"The best within the budget of " + bare(b.Limit, moneyScale(b.Limit, b.Currency)) + " costs " + at(i) + ".", neutral})
		} else {
			out = append(out, finding{"No staffing of the frontier stays within the budget of " + bare(b.Limit, moneyScale(b.Limit, b.Currency)) + ".", bad})
		}
	}
	if i := staffing.BestNetValue(b.Frontier); i >= 0 && b.valued() {
		out = append(out, finding{"The net value is greatest at " + at(i) + ".", neutral})
	}
	return out
}

// valued tells whether any staffing loses or earns more than cash.
func (b *Budgets) valued() bool {
	for _, p := range b.Frontier {
		if p.LostValue.Value > 0 || p.NetValue.OK() && math.Abs(p.NetValue.Value+p.TotalCost.Value) > 1e-6 {
			return true
		}
	}
	return false
}

// table is the frontier, lean to rich.
func (b *Budgets) table() table {
	t := table{Title: "Service level against budget", Note: "Every row is the cheapest staffing found for its level of service, on the same customers. " +
		"The price of a point is the cost added since the row before ÷ the points of service level gained.",
		Columns: []string{"hours stated", "paid hours", "total cost", "service level, all queues", "price of a point", "chance that all hold", "every target"}}
	limited := slices.ContainsFunc(b.Frontier, func(p staffing.Point) bool { return worstOf(p, sim.Abandonment) != none })
	if limited {
		t.Columns = append(t.Columns, "abandoned, worst queue")
	}
	if b.valued() {
		t.Columns = append(t.Columns, "lost value", "net value")
	}
	names, prices := b.names(), staffing.MarginalPrices(b.Frontier)
	for i, p := range b.Frontier {
		tone := neutral
		if len(p.Checks) > 0 {
			tone = toneOf(p.Verdict())
		}
		row := []cell{{Text: names[i]}, {Text: withInterval(p.PaidHours, scaleOf(sim.PaidHours, p.PaidHours.Value))}, {Text: money(p.TotalCost, b.Currency)},
			{Text: withInterval(p.ServiceLevel, percent)}, {Text: b.pointPrice(prices[i])},
			{Text: withInterval(p.ProbabilityOfTarget, percent)}, {Text: tone.word(), Tone: tone}}
		if limited {
			row = append(row, cell{Text: worstOf(p, sim.Abandonment)})
		}
		if b.valued() {
			row = append(row, texts(money(p.LostValue, b.Currency), money(p.NetValue, b.Currency))...)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// worstOf is the largest value of a metric that some queue limits.
func worstOf(p staffing.Point, m sim.Metric) string {
	worst := sim.NoData()
	for _, k := range p.Checks {
		if k.Metric == m && !(k.Value <= worst.Value) {
			worst = k.Estimate
		}
	}
	return withInterval(worst, scaleOf(m, worst.Value))
}

func (b *Budgets) pointPrice(v float64) string {
	if math.IsInf(v, 1) {
		return "none gained"
	}
	if !b.Frontier[0].TotalCost.OK() {
		return bare(v, scale{1, " h", 1})
	}
	return bare(v, moneyScale(v, b.Currency))
}

// WriteFrontierJSON writes a frontier as one object in the units of WriteJSON. The
// indexes cheapest, best_within_budget and best_net_value count points from 0 and are
// null where there is none.
func WriteFrontierJSON(w io.Writer, b *Budgets) error {
	j := &jsonWriter{first: true}
	index := func(name string, i int) {
		if i < 0 {
			j.null(name)
			return
		}
		j.number(name, float64(i))
	}
	j.object("", func() {
		j.text("schema", frontierSchema)
		j.text("scenario", b.Name)
		j.text("file", b.File)
		j.text("fingerprint", b.Fingerprint)
		j.text("variant", orElse(b.Variant, "base"))
		j.seed("seed", b.Seed)
		j.number("replications", float64(b.Replications))
		j.number("horizon_days", float64(b.days()))
		j.text("version", b.Version)
		j.text("currency", b.Currency)
		j.number("budget_limit", b.Limit)
		j.text("meet", meetName(b.Task))
		j.truth("interrupted", b.Interrupted)
		index("cheapest", staffing.Cheapest(b.Frontier))
		best := -1
		if stated(b.Limit) {
			best = staffing.BestWithin(b.Frontier, b.Limit)
		}
		index("best_within_budget", best)
		index("best_net_value", staffing.BestNetValue(b.Frontier))
		j.array("points", func() {
			prices := staffing.MarginalPrices(b.Frontier)
			for i, p := range b.Frontier {
				j.object("", func() { b.writePoint(j, p, prices[i]) })
			}
		})
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

func (b *Budgets) writePoint(j *jsonWriter, p staffing.Point, price float64) {
	j.estimate("paid_hours", p.PaidHours)
	writePoint(j, p)
	j.number("cost_per_point", price)
	j.text("targets", p.Verdict().String())
	j.object("queues", func() {
		for q, level := range p.Queues {
			j.estimate(b.Centre.Queues[q].Name, level)
		}
	})
	j.object("groups", func() {
		for g := range b.Centre.Groups {
			j.key(b.Centre.Groups[g].Name)
			var seats []int
			for i := range b.Centre.Horizon.Intervals() {
				seats = append(seats, p.Seats.At(g, sim.Time(i)*b.Centre.Horizon.Interval))
			}
			j.out.Write(encode(seats))
		}
	})
}

// WriteFrontierCSV writes one row per staffing and number, like WriteCSV.
func WriteFrontierCSV(w io.Writer, b *Budgets) error {
	t := newTidy(w, false, "point", "metric")
	prices := staffing.MarginalPrices(b.Frontier)
	for i, p := range b.Frontier {
		point := whole(i)
		t.write(p.PaidHours, unitName(sim.UnitHours), point, "paid_hours")
		for _, m := range []struct {
			name string
			sim.Estimate
		}{{"total_cost", p.TotalCost}, {"lost_value", p.LostValue}, {"net_value", p.NetValue}} {
			t.write(m.Estimate, b.Currency, point, m.name)
		}
		t.write(p.ServiceLevel, unitName(sim.UnitFraction), point, "service_level")
		t.write(p.ProbabilityOfTarget, unitName(sim.UnitFraction), point, "probability_of_target")
		n := sim.NoData()
		n.Value = prices[i]
		t.write(n, b.Currency, point, "cost_per_point")
	}
	return t.close()
}

// Pictures returns the charts of a frontier: the frontier, what each step of
// service costs, and cost with lost value (the valley).
func (b *Budgets) Pictures() []Picture {
	names := b.names()
	if len(b.Frontier) == 0 {
		return nil
	}
	drawn := b.Run
	drawn.Result = &sim.Result{Replications: b.Replications}
	frontier := drawn.frontierChart()
	frontier.LabelMeans = "of the paid hours stated"
	for i := range frontier.Points {
		frontier.Points[i].Label = names[i]
	}
	frontier.Title = b.frontierTitle()
	out := []Picture{{frontierName, sim.None, frontier.Render}}
	if len(b.Frontier) > 1 {
		out = append(out, Picture{"marginal", sim.None, b.marginalChart().Render})
	}
	if b.valued() && b.Frontier[0].TotalCost.OK() {
		out = append(out, Picture{"valley", sim.None, b.valley().Render})
	}
	return out
}

// frontierTitle is the finding of the picture.
func (b *Budgets) frontierTitle() string {
	says := b.title() + ": no staffing surely meets every target"
	if i := staffing.Cheapest(b.Frontier); i >= 0 {
		says = fmt.Sprintf("%s: every target is surely met from %s per %s", b.title(), b.price(b.Frontier[i]), b.period())
	}
	if i := staffing.BestWithin(b.Frontier, b.Limit); stated(b.Limit) && i >= 0 {
		says += fmt.Sprintf("; the budget of %s buys %s", bare(b.Limit, moneyScale(b.Limit, b.Currency)), bare(b.Frontier[i].ServiceLevel.Value, scale{100, "%", 0}))
	}
	return says
}

// marginalChart is what a point of service costs on each step from one staffing to the next.
func (b *Budgets) marginalChart() charts.Columns {
	c := charts.Columns{Name: b.title(), Measure: charts.Measure{Name: "cost of a point", Unit: charts.Money, Currency: b.Currency, LowerIsBetter: true},
		XName: "Service level that the step reaches", Replications: b.Replications}
	if !b.Frontier[0].TotalCost.OK() {
		c.Measure = charts.Measure{Name: "paid hours for a point", Unit: charts.Number, LowerIsBetter: true}
	}
	prices := staffing.MarginalPrices(b.Frontier)
	dearest := 0
	for i, p := range b.Frontier {
		if i == 0 || math.IsInf(prices[i], 0) {
			continue
		}
		c.Columns = append(c.Columns, charts.Column{Label: bare(p.ServiceLevel.Value, percent), Value: charts.Exactly(prices[i])})
		if dearest == 0 || prices[i] > prices[dearest] {
			dearest = i
		}
	}
	if dearest > 0 {
		c.Title = fmt.Sprintf("%s: a point of service costs %s at first and up to %s (from %s to %s)", b.title(), b.pointPrice(prices[1]), b.pointPrice(prices[dearest]),
			bare(b.Frontier[dearest-1].ServiceLevel.Value, percent), bare(b.Frontier[dearest].ServiceLevel.Value, percent))
	}
	c.Subtitle = "What one percentage point more costs on the way to each service level, by the cheapest staffing found for each"
	return c
}

// valley is cash and lost value of each staffing.
func (b *Budgets) valley() charts.Valley {
	c := charts.Valley{Name: b.title(), Parts: []string{"total cost"}, LabelMeans: "of the paid hours stated", Currency: b.Currency, Period: b.period(), Replications: b.Replications}
	names := b.names()
	for i, p := range b.Frontier {
		c.Points = append(c.Points, charts.ValleyPoint{Label: names[i], Costs: []float64{p.TotalCost.Value}, Lost: estimate(p.LostValue)})
	}
	return c
}
