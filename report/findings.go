package report

import (
	"fmt"
	"math"

	"agner/sim"
)

// finding is one sentence of the answer, and how it sits with the target.
type finding struct {
	text    string
	verdict Verdict
}

// provenance says what was simulated: enough to do it again.
func (r *Run) provenance() string {
	s := fmt.Sprintf("%s · %s from %s · %s · seed %d.", plain(r.File), plural(r.days(), "day"),
		r.Start.Format("Monday 2 January 2006"), plural(r.Result.Replications, "replication"), r.Result.Seed)
	if r.Result.Replications > 1 {
		s += " ± is half the 95 % confidence interval of the long-run value."
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
	with, met, missed := 0, 0, 0
	for q := range r.Centre.Queues {
		switch r.verdict(q) {
		case NoTarget:
			continue
		case Met:
			met++
		case Missed:
			missed++
		}
		with++
	}
	switch {
	case with == 0:
		return finding{"No target is stated", NoTarget}
	case with == 1 && met == 1:
		return finding{"The target is met", Met}
	case with == 1 && missed == 1:
		return finding{"The target is missed", Missed}
	case met == with:
		return finding{fmt.Sprintf("All %d targets are met", with), Met}
	case missed > 0:
		return finding{fmt.Sprintf("%d of %d targets are missed", missed, with), Missed}
	}
	return finding{"Too close to call: more replications would tell", Undecided}
}

// queueFinding says how queue q stands with its target.
func (r *Run) queueFinding(q int) finding {
	verdict := r.verdict(q)
	s := clip(plain(r.queueLabel(q)), 60) + ": "
	for i, p := range r.parts(q) {
		if i > 0 {
			s += ", "
		}
		s += r.partSentence(q, p)
	}
	s += ". " + map[Verdict]string{Met: "Target met", Missed: "Target missed", Undecided: "Too close to call"}[verdict]
	if e := r.Result.Queues[q].Get(sim.ProbabilityOfTarget); e.OK() {
		s += "; it holds on " + r.chance(q)
	}
	return finding{s + ".", verdict}
}

func (r *Run) partSentence(q int, p part) string {
	queue := r.Centre.Queues[q]
	switch p.metric {
	case sim.ServiceLevel:
		return fmt.Sprintf("%s answered in %s (target %s)", withInterval(p.got, percent), short(queue.Target.Awt.Seconds()), share(p.promise))
	case sim.CompletedInDue:
		return fmt.Sprintf("%s done in %s (target %s)", withInterval(p.got, percent), short(queue.Due.Within.Seconds()), share(p.promise))
	case sim.Abandonment:
		return fmt.Sprintf("%s abandoned (at most %s)", withInterval(p.got, percent), share(p.promise))
	}
	return fmt.Sprintf("average wait %s (at most %s)", withInterval(p.got, durationScale(p.got.Value)), short(p.promise))
}

// moneyFinding says what the day costs and how that sits with the budget.
func (r *Run) moneyFinding() []finding {
	cost := r.measure("total_cost")
	if !cost.OK() {
		return nil
	}
	s := "Cost: " + money(cost, r.Currency) + " for " + plural(r.days(), "day")
	if each := r.measure("cost_per_contact"); each.OK() {
		s += ", " + money(each, r.Currency) + " per answered contact"
	}
	verdict := NoTarget
	if stated(r.Limit) {
		verdict = judge(cost, r.Limit, false)
		over := cost.Value - r.Limit
		side := "over"
		if over < 0 {
			side = "under"
		}
		scale := moneyScale(r.Limit, r.Currency)
		s += fmt.Sprintf("; %s %s the budget of %s", bare(math.Abs(over), scale), side, bare(r.Limit, scale))
	}
	out := []finding{{s + ".", verdict}}
	if lost := r.measure("lost_value"); lost.OK() && lost.Value > 0 {
		out = append(out, finding{"Poor service loses a further " + money(lost, r.Currency) + " in value (not cash).", NoTarget})
	}
	return out
}

// erlangFinding says where Erlang C is furthest from the simulation.
func (r *Run) erlangFinding() []finding {
	worst, gap := -1, 0.0
	for i, b := range r.Beside {
		simulated := r.Result.Queues[b.Queue].Get(sim.ServiceLevel)
		if d := math.Abs(b.ErlangC.ServiceLevel - simulated.Value); d > gap {
			worst, gap = i, d
		}
	}
	if worst < 0 {
		return nil
	}
	b := r.Beside[worst]
	simulated := r.Result.Queues[b.Queue].Get(sim.ServiceLevel)
	s := fmt.Sprintf("Erlang C would have said %s for %s where customers get %s", bare(b.ErlangC.ServiceLevel, percent),
		clip(plain(r.queueLabel(b.Queue)), 60), bare(simulated.Value, percent))
	if stated(b.ErlangA.ServiceLevel) {
		s += "; Erlang A " + bare(b.ErlangA.ServiceLevel, percent)
	}
	return []finding{{s + ".", NoTarget}}
}

// frontierFindings name the cheapest staffing that meets every target and the
// best one within the budget.
func (r *Run) frontierFindings() []finding {
	cheapest, best := r.cheapest(), r.bestWithinLimit()
	var out []finding
	if len(r.Frontier) > 0 && cheapest < 0 {
		out = append(out, finding{"No staffing from lean to rich meets every target.", Missed})
	}
	if cheapest >= 0 {
		p := r.Frontier[cheapest]
		out = append(out, finding{fmt.Sprintf("Cheapest staffing in the ladder that meets every target: %s of the plan, %s.",
			number(p.Scale*100, 0)+" %", money(p.Cost, r.Currency)), NoTarget})
	}
	if best >= 0 {
		p := r.Frontier[best]
		out = append(out, finding{fmt.Sprintf("Best within the budget: %s of the plan reaches %s.",
			number(p.Scale*100, 0)+" %", withInterval(p.ServiceLevel, percent)), NoTarget})
	}
	return out
}

// cheapest returns the index of the cheapest point that meets every target, −1 without one.
func (r *Run) cheapest() int {
	best := -1
	for i, p := range r.Frontier {
		if p.Meets == Met && (best < 0 || p.Cost.Value < r.Frontier[best].Cost.Value) {
			best = i
		}
	}
	return best
}

// bestWithinLimit returns the index of the point with the highest service level
// within the budget, −1 without one.
func (r *Run) bestWithinLimit() int {
	best := -1
	for i, p := range r.Frontier {
		if stated(r.Limit) && p.Cost.Value <= r.Limit && p.ServiceLevel.OK() &&
			(best < 0 || p.ServiceLevel.Value > r.Frontier[best].ServiceLevel.Value) {
			best = i
		}
	}
	return best
}
