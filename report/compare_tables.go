package report

import (
	"fmt"
	"math"
	"slices"

	"agner/budget"
	"agner/charts"
	"agner/sim"
)

// compared is one column of the tables: a number of the whole centre.
type compared struct {
	head string
	of   func(Compared) contrast
	unit func(value float64) scale
}

// columns are the numbers that some variant has, in the order of reading.
func (c *Comparison) columns() []compared {
	money := func(name string) func(Compared) contrast { return func(v Compared) contrast { return v.money(name) } }
	total := func(m sim.Metric) func(Compared) contrast { return func(v Compared) contrast { return v.total(m) } }
	currency := func(v float64) scale { return moneyScale(v, c.Currency) }
	share := func(float64) scale { return percent }
	all := []compared{
		{"service level", total(sim.ServiceLevel), share},
		{"chance that every target is met", total(sim.ProbabilityOfTarget), share},
		{"abandoned", total(sim.Abandonment), share},
		{"ASA", total(sim.ASA), durationScale},
		{"total cost", money(budget.TotalCost), currency},
		{"cost per contact", money(budget.CostPerContact), currency},
		{"cost per resolved issue", money(budget.CostPerResolvedIssue), currency},
		{"lost value", money(budget.LostValue), currency},
		{"net value", money(budget.NetValue), currency},
	}
	out := all[:0]
	for _, k := range all {
		if k.head == "cost per resolved issue" && !c.resolves() {
			continue
		}
		for _, v := range c.Variants {
			if k.of(v).estimate.OK() {
				out = append(out, k)
				break
			}
		}
	}
	return out
}

// resolves tells whether some contacts of some variant leave an issue unresolved: without that, a
// resolved issue costs what a contact costs.
func (c *Comparison) resolves() bool {
	return slices.ContainsFunc(c.Variants, func(v Compared) bool {
		return slices.ContainsFunc(v.Centre.Queues, func(q sim.Queue) bool {
			return q.Repeat != nil || q.SelfService != nil && q.SelfService.FalseContainment.Max() > 0
		})
	})
}

// tables returns the values, the changes from the base, and the changes by queue.
func (c *Comparison) tables() []table {
	order, _ := c.ranking()
	out := []table{c.valueTable(order), c.changeTable(order)}
	if t := c.queueTable(order); len(c.base().Centre.Queues) > 1 && len(t.Rows) > 0 {
		out = append(out, t)
	}
	return out
}

// valueTable holds the variants side by side.
func (c *Comparison) valueTable(order []int) table {
	t := table{Title: "Side by side", Note: "Sums are for " + plural(c.days(), "day") + ".", Columns: []string{"variant"}}
	for _, k := range c.columns() {
		t.Columns = append(t.Columns, k.head)
	}
	for _, i := range append([]int{0}, order...) {
		row := texts(c.Variants[i].Name)
		for _, k := range c.columns() {
			e := k.of(c.Variants[i]).estimate
			row = append(row, cell{Text: withInterval(e, k.unit(e.Value))})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// changeTable holds the paired differences, best variant first.
func (c *Comparison) changeTable(order []int) table {
	_, by := c.ranking()
	note := "Best first by " + rankedBy(by) + ". A point costs the difference in cost ÷ the points of service level surely gained."
	t := table{Title: "Change from " + c.base().Name, Note: note, Columns: []string{"variant"}}
	for _, k := range c.columns() {
		t.Columns = append(t.Columns, k.head)
	}
	t.Columns = append(t.Columns, "cost per point")
	for _, i := range order {
		v := c.Variants[i]
		row := texts(v.Name)
		for _, k := range c.columns() {
			f := k.of(v)
			row = append(row, cell{f.change(spread(k.unit(f.difference.Value))), f.tone()})
		}
		price := v.perPoint()
		text := bare(price, moneyScale(price, c.Currency))
		switch {
		case price < 0:
			text = "saves"
		case price == 0:
			text = "nothing"
		case v.total(sim.ServiceLevel).verdict() == "better" && v.money(budget.TotalCost).verdict() == "undecided":
			text = "~"
		}
		t.Rows = append(t.Rows, append(row, cell{Text: text}))
	}
	return t
}

// queueTable holds the differences of each queue that the base has too.
func (c *Comparison) queueTable(order []int) table {
	t := table{Title: "Change by queue", Columns: []string{"variant", "queue", "service level", "level change", "abandoned", "abandoned change", "ASA", "ASA change"}}
	for _, i := range order {
		v := c.Variants[i]
		for q := range v.Centre.Queues {
			level := sim.ServiceLevel
			if v.Centre.Queues[q].Deferrable() {
				level = sim.CompletedInDue
			}
			if !v.queue(q, sim.Offered).estimate.OK() {
				continue
			}
			row := texts(v.Name, labelAt(v.QueueLabels, q, v.Centre.Queues[q].Name))
			for _, m := range []sim.Metric{level, sim.Abandonment, sim.ASA} {
				f := v.queue(q, m)
				row = append(row, cell{Text: withInterval(f.estimate, scaleOf(m, f.estimate.Value))},
					cell{f.change(spread(scaleOf(m, f.difference.Value))), f.tone()})
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// Pictures are the chart of the comparison, if it has one.
func (c *Comparison) Pictures() []Picture {
	chart, ok := c.Chart()
	if !ok {
		return nil
	}
	return []Picture{{Name: "compare", Queue: sim.None, Draw: chart.Render}}
}

// Chart is the variants on the plane of cost and service level, and whether there is anything to draw.
func (c *Comparison) Chart() (charts.Variants, bool) {
	out := charts.Variants{Name: c.Name, Limit: c.Limit, Currency: c.Currency, Period: map[bool]string{true: "day", false: plural(c.days(), "day")}[c.days() == 1],
		Replications: c.base().Result.Replications, Target: math.NaN()}
	drawn := 0
	for i, v := range c.Variants {
		d := charts.Variant{Name: v.Name, Cost: v.money(budget.TotalCost).estimate.Value, Level: estimate(v.total(sim.ServiceLevel).estimate),
			LevelChange: estimate(v.total(sim.ServiceLevel).difference)}
		if math.IsNaN(d.Cost) || math.IsNaN(d.Level.Value) {
			if i == 0 {
				return out, false
			}
			continue
		}
		if !v.money(budget.TotalCost).sure() && i > 0 { // what is no more than chance does not show
			d.Cost = out.Base.Cost
		}
		drawn++
		if i == 0 {
			out.Base = d
			continue
		}
		out.Variants = append(out.Variants, d)
	}
	c.addTarget(&out)
	out.Title = c.chartTitle()
	return out, drawn > 1
}

// chartTitle says which variant is first, and by what; empty when none is surely better.
func (c *Comparison) chartTitle() string {
	order, by := c.ranking()
	if len(order) == 0 {
		return ""
	}
	best := c.Variants[order[0]]
	switch gain := best.money(budget.NetValue); {
	case by != budget.NetValue && best.total(sim.ServiceLevel).verdict() == "better" && len(order) > 1:
		return fmt.Sprintf("%s: “%s” is first by %s: %s", c.Name, best.Name, rankedBy(by), c.sentence(best).Text)
	case by == budget.NetValue && gain.verdict() == "better":
		return fmt.Sprintf("%s: “%s” earns most, net value %s %s", c.Name, best.Name, gain.change(moneyScale(gain.difference.Value, c.Currency)), c.period())
	}
	return ""
}

// addTarget draws the target where all live queues of the base have the same one.
func (c *Comparison) addTarget(out *charts.Variants) {
	for _, q := range c.base().Centre.Queues {
		switch t := q.Target; {
		case q.Deferrable():
		case t == nil || !math.IsNaN(out.Target) && (t.Level != out.Target || t.Awt.Seconds() != out.AwtSeconds):
			out.Target, out.AwtSeconds = math.NaN(), 0
			return
		default:
			out.Target, out.AwtSeconds = t.Level, t.Awt.Seconds()
		}
	}
}
