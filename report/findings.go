package report

import (
	"fmt"
	"math"
	"slices"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// finding is one sentence of the answer, and how it stands with the target.
type finding struct {
	Text string
	Tone tone
}

// provenance says what was simulated: enough to do it again.
func (r *Run) provenance() string {
	s := fmt.Sprintf("%s · %s from %s · %s · seed %d.", plain(r.File), plural(r.days(), "day"),
		r.Start.Format("Monday 2 January 2006"), r.effort(), r.Result.Seed)
	if r.Result.Replications > 1 {
		s += " ± is half the 95% confidence interval of the long-run value."
	}
	return s
}

// effort is how many replications were made, and how many plain ones they are worth.
func (r *Run) effort() string {
	made, worth := r.Result.Replications, r.Result.PlainReplications
	s := plural(made, "replication")
	if worth > made {
		s += fmt.Sprintf(" (as sure as %s without variance reduction)", number(float64(worth), 0))
	}
	return s
}

// findings returns the answer in words: is the target met and how sure is that,
// what it costs, what the formulas would have claimed, and what money could buy.
func (r *Run) findings() []finding {
	var out []finding
	for q := range r.Centre.Queues {
		if r.Centre.Queues[q].Target != nil {
			out = append(out, r.queueFinding(q))
		}
	}
	out = append(out, r.moneyFinding()...)
	out = append(out, r.erlangFinding()...)
	return append(out, r.frontierFindings()...)
}

// headline is the finding above all others.
func (r *Run) headline() finding {
	with, met, missed, unseen, offered := 0, 0, 0, 0, false
	for q := range r.Centre.Queues {
		if r.unobserved(q) {
			unseen++
			offered = offered || r.Result.Queues[q].Get(sim.Offered).Value > 0
		}
		switch r.verdict(q) {
		case neutral:
			continue
		case good:
			met++
		case bad:
			missed++
		}
		with++
	}
	switch {
	case with == 0:
		return finding{"No target is stated", neutral}
	case with == 1 && met == 1:
		return finding{"The target is met", good}
	case with == 1 && missed == 1:
		return finding{"The target is missed", bad}
	case met == 2 && with == 2:
		return finding{"Both targets are met", good}
	case met == with:
		return finding{fmt.Sprintf("All %d targets are met", with), good}
	case missed == 2 && with == 2:
		return finding{"Both targets are missed", bad}
	case missed == with:
		return finding{fmt.Sprintf("All %d targets are missed", with), bad}
	case missed == 1:
		return finding{fmt.Sprintf("1 of %d targets is missed", with), bad}
	case missed > 0:
		return finding{fmt.Sprintf("%d of %d targets are missed", missed, with), bad}
	}
	if met+unseen == with {
		if offered {
			return finding{fmt.Sprintf("Nothing to judge on %d of %d queues with a target", unseen, with), unsure}
		}
		return finding{fmt.Sprintf("No contacts on %d of %d queues with a target: nothing to judge there", unseen, with), unsure}
	}
	return finding{"Too close to call: more replications would tell", unsure}
}

// silence says why nothing was observed of what queue q promises.
func (r *Run) silence(q int) string {
	switch {
	case !(r.Result.Queues[q].Get(sim.Offered).Value > 0):
		return "no contacts"
	case r.Centre.Queues[q].Deferrable():
		return "none of its contacts was due within the horizon"
	}
	return "none of its contacts was answered or abandoned before the end of the horizon"
}

// queueFinding says how queue q stands with its target.
func (r *Run) queueFinding(q int) finding {
	verdict := r.verdict(q)
	s := clip(plain(r.queueLabel(q)), 60) + ": "
	if r.unobserved(q) {
		return finding{s + r.silence(q) + ", so nothing to judge (target " + r.promise(q) + ").", unsure}
	}
	for i, k := range r.checks(q) {
		if i > 0 {
			s += ", "
		}
		s += r.checkSentence(q, k)
	}
	s += ". " + map[tone]string{good: "Target met", bad: "Target missed", unsure: "Too close to call"}[verdict]
	if e := r.Result.Queues[q].Get(sim.ProbabilityOfTarget); e.OK() {
		s += "; it holds on " + r.chance(q)
	}
	return finding{s + ".", verdict}
}

func (r *Run) checkSentence(q int, k staffing.Check) string {
	queue := r.Centre.Queues[q]
	switch k.Metric {
	case sim.ServiceLevel:
		return fmt.Sprintf("%s answered in %s (target %s)", withInterval(k.Estimate, percent), short(queue.Target.Awt.Seconds()), share(k.Bound))
	case sim.CompletedInDue:
		return fmt.Sprintf("%s done in %s (target %s)", withInterval(k.Estimate, percent), short(queue.Due.Within.Seconds()), share(k.Bound))
	case sim.Abandonment:
		return fmt.Sprintf("%s abandoned (at most %s)", withInterval(k.Estimate, percent), share(k.Bound))
	}
	return fmt.Sprintf("average wait %s (at most %s)", withInterval(k.Estimate, durationScale(k.Value)), short(k.Bound))
}

// moneyFinding says what the day costs and how that sits with the budget.
func (r *Run) moneyFinding() []finding {
	cost := r.measure(budget.TotalCost)
	if !cost.OK() {
		return nil
	}
	s := "Cost: " + money(cost, r.Currency) + " for " + plural(r.days(), "day")
	if each := r.measure(budget.CostPerContact); each.OK() {
		s += ", " + money(each, r.Currency) + " per answered contact"
	}
	verdict := neutral
	if stated(r.Limit) {
		verdict = againstLimit(cost, r.Limit)
		over := cost.Value - r.Limit
		side := "over"
		if over < 0 {
			side = "under"
		}
		scale := moneyScale(r.Limit, r.Currency)
		s += fmt.Sprintf("; %s %s the budget of %s", bare(math.Abs(over), scale), side, bare(r.Limit, scale))
	}
	out := []finding{{s + ".", verdict}}
	lost, revenue, net := r.measure(budget.LostValue), r.measure(budget.Revenue), r.measure(budget.NetValue)
	switch {
	case revenue.OK() && revenue.Value > 0 && net.OK():
		out = append(out, finding{fmt.Sprintf("Net value: %s, the revenue of %s less the cost and %s of value lost by poor service.", money(net, r.Currency),
			bare(revenue.Value, moneyScale(revenue.Value, r.Currency)), bare(lost.Value, moneyScale(lost.Value, r.Currency))), neutral})
	case lost.OK() && lost.Value > 0:
		out = append(out, finding{"Poor service loses a further " + money(lost, r.Currency) + " in value (not cash).", neutral})
	}
	return out
}

// worthTelling is the least difference in service level that makes a finding.
const worthTelling = 0.01

// erlangFinding says where Erlang C is furthest from the simulation, unless the
// simulation cannot tell the two apart or nobody would notice.
func (r *Run) erlangFinding() []finding {
	if r.Beside == nil {
		return nil
	}
	worst, gap := -1, worthTelling
	for q, f := range r.Beside.Queues {
		simulated := r.Result.Queues[q].Get(sim.ServiceLevel)
		if d := math.Abs(f.ErlangC.ServiceLevel - simulated.Value); d > max(gap, simulated.HalfWidth()) {
			worst, gap = q, d
		}
	}
	if worst < 0 {
		return nil
	}
	f := r.Beside.Queues[worst]
	s := fmt.Sprintf("Erlang C would have said %s for %s where customers get %s", bare(f.ErlangC.ServiceLevel, percent),
		clip(plain(r.queueLabel(worst)), 60), bare(r.Result.Queues[worst].Get(sim.ServiceLevel).Value, percent))
	if stated(f.ErlangA.ServiceLevel) {
		s += "; Erlang A " + bare(f.ErlangA.ServiceLevel, percent)
	}
	return []finding{{s + ".", neutral}}
}

// frontierFindings name the cheapest staffing that meets every target and the
// best one within the budget.
func (r *Run) frontierFindings() []finding {
	if len(r.Frontier) == 0 {
		return nil
	}
	var out []finding
	likely, sure := r.likelyCheapest(), staffing.Cheapest(r.Frontier)
	switch {
	case len(r.Frontier[0].Checks) == 0:
	case likely < 0:
		out = append(out, finding{"No staffing tried, from lean to rich, meets every target.", bad})
	case likely == sure:
		out = append(out, finding{"The cheapest staffing tried that meets every target: " + r.pointSentence(likely) + ".", neutral})
	case sure >= 0:
		out = append(out, finding{"The cheapest staffing tried that meets every target: " + r.pointSentence(likely) + ", within the error of the simulation; to be sure, " +
			r.pointSentence(sure) + ".", neutral})
	default:
		out = append(out, finding{"The cheapest staffing tried that meets every target: " + r.pointSentence(likely) + ", within the error of the simulation.", neutral})
	}
	if stated(r.Limit) {
		if i := staffing.BestWithin(r.Frontier, r.Limit); i >= 0 {
			out = append(out, finding{"The best staffing tried within the budget: " + r.pointSentence(i) + ".", neutral})
		} else {
			out = append(out, finding{"No staffing tried fits the budget.", bad})
		}
	}
	if i := staffing.BestNetValue(r.Frontier); i >= 0 && r.measure(budget.LostValue).Value > 0 {
		out = append(out, finding{fmt.Sprintf("The most net value of the staffings tried: %s of the planned agents, %s.", factors(r.Frontier)[i],
			money(r.Frontier[i].NetValue, r.Currency)), neutral})
	}
	return out
}

// likelyCheapest returns the index of the cheapest point whose estimates all lie
// on the right side of their targets, sure of it or not; −1 without one.
func (r *Run) likelyCheapest() int {
	best := -1
	for i, p := range r.Frontier {
		if onTarget(p) && (best < 0 || priceOf(p) < priceOf(r.Frontier[best])) {
			best = i
		}
	}
	return best
}

// onTarget tells whether all estimates of p lie on the right side of their targets.
func onTarget(p staffing.Point) bool {
	return !slices.ContainsFunc(p.Checks, func(k staffing.Check) bool { return !(k.Margin() >= 0) })
}

// priceOf is what points are ranked by: money, or paid hours where no price is stated.
func priceOf(p staffing.Point) float64 {
	if p.TotalCost.OK() {
		return p.TotalCost.Value
	}
	return p.PaidHours.Value
}

func (r *Run) pointSentence(i int) string {
	p := r.Frontier[i]
	cost := withInterval(p.PaidHours, scaleOf(sim.PaidHours, p.PaidHours.Value)) + " paid"
	if p.TotalCost.OK() {
		cost = money(p.TotalCost, r.Currency)
	}
	return fmt.Sprintf("%s of the planned agents, %s, service level %s", factors(r.Frontier)[i], cost, withInterval(p.ServiceLevel, percent))
}
