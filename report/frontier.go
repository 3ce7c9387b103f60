package report

import (
	"fmt"
	"math"

	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// frontierChart is service level against budget. Its level is what decides:
// where several queues promise the same share, that of the queue furthest from
// it; where they promise different shares there is no common target to draw,
// and the level is that of all live queues together.
func (r *Run) frontierChart() charts.Frontier {
	target, awtSeconds, promising := r.commonTarget()
	c := charts.Frontier{Name: r.title(), LabelMeans: "of the planned agents", Target: target, AwtSeconds: awtSeconds, Limit: r.Limit,
		Currency: r.Currency, Period: r.period(), Replications: r.Result.Replications}
	if len(promising) > 1 {
		of := "of the queue that is furthest from its target"
		if !stated(target) {
			of = "of all live queues together"
		}
		c.Subtitle = fmt.Sprintf("Share of contacts answered in time %s, with 95%% intervals (%s)", of, plural(r.Result.Replications, "replication"))
	}
	names := factors(r.Frontier)
	for i, p := range r.Frontier {
		level := p.ServiceLevel
		if stated(target) {
			level = lowest(p.Queues, promising)
		}
		c.Points = append(c.Points, charts.FrontierPoint{Label: names[i], Cost: priceOf(p), Level: estimate(level), Days: charts.NoBand(), Misses: !onTarget(p)})
	}
	if !r.Frontier[0].TotalCost.OK() {
		c.Currency, c.Limit, c.CostName = "", math.NaN(), "Paid hours"
	}
	if len(promising) > 1 || len(r.Frontier[0].Checks) > 1 || c.CostName != "" && len(r.Frontier[0].Checks) > 0 {
		c.Title = r.frontierTitle(c)
	}
	return c
}

// commonTarget returns the level that all live queues with a target promise and
// their acceptable waiting time, each NaN when they differ, and these queues.
func (r *Run) commonTarget() (level, awtSeconds float64, promising []int) {
	level, awtSeconds = math.NaN(), math.NaN()
	for q := range r.Centre.Queues {
		queue := &r.Centre.Queues[q]
		if queue.Target == nil || queue.Deferrable() || !stated(queue.Target.Level) {
			continue
		}
		if len(promising) == 0 {
			level, awtSeconds = queue.Target.Level, queue.Target.Awt.Seconds()
		}
		if level != queue.Target.Level {
			level = math.NaN()
		}
		if awtSeconds != queue.Target.Awt.Seconds() {
			awtSeconds = math.NaN()
		}
		promising = append(promising, q)
	}
	return level, awtSeconds, promising
}

// lowest returns the smallest estimate of the given queues.
func lowest(levels []sim.Estimate, queues []int) sim.Estimate {
	out := sim.NoData()
	for _, q := range queues {
		if q < len(levels) && levels[q].OK() && !(out.Value <= levels[q].Value) {
			out = levels[q]
		}
	}
	return out
}

// frontierTitle is the finding where more is promised than one level: where
// every target is met, and what the budget buys of the level drawn.
func (r *Run) frontierTitle(c charts.Frontier) string {
	names := factors(r.Frontier)
	says := "No staffing from lean to rich meets every target"
	if i := r.likelyCheapest(); i >= 0 {
		says = fmt.Sprintf("Every target is met from %s per %s (%s of the planned agents)", r.price(r.Frontier[i]), r.period(), names[i])
	}
	if i := staffing.BestWithin(r.Frontier, r.Limit); stated(r.Limit) && i >= 0 {
		says += fmt.Sprintf("; the budget of %s buys %s (%s)", bare(r.Limit, moneyScale(r.Limit, r.Currency)), bare(c.Points[i].Level.Value, scale{100, "%", 0}), names[i])
	}
	return says
}

// price writes what a staffing costs, in paid hours where no price is stated.
func (r *Run) price(p staffing.Point) string {
	if p.TotalCost.OK() {
		return bare(p.TotalCost.Value, moneyScale(p.TotalCost.Value, r.Currency))
	}
	return bare(p.PaidHours.Value, scaleOf(sim.PaidHours, p.PaidHours.Value)) + " paid"
}

// period names the time that the money is for.
func (r *Run) period() string {
	switch d := r.days(); d {
	case 1:
		return "day"
	case 7:
		return "week"
	default:
		return plural(d, "day")
	}
}
