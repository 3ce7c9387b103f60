package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/budget"
	"agner/sim"
	"agner/staffing"
)

// Staff is everything that the reports of a staffing say. Of Run it uses the
// facts of the scenario: its names, dates, currency, limit, defaults and
// warnings. Centre is the centre as planning knows it, with the seats that the
// scenario states.
type Staff struct {
	Run
	Seed          uint64
	Task          *staffing.Task
	Plan          *staffing.Plan
	Audit         []staffing.AuditStep   // nil: not asked for
	Sensitivities []staffing.Sensitivity // likewise
	Risk          *staffing.Risk         // likewise
	Silence       *staffing.Silence      // nil when planning knows every event
	Unknown       []string               // the events that planning does not know
	Simulated     int                    // replications of the audit and the sensitivities
}

// WriteStaffText writes a staffing as a planner reads it on a terminal.
func WriteStaffText(w io.Writer, s *Staff, o TextOptions) error {
	return writeTextSheet(w, s.sheet(), o)
}

// WriteStaffMarkdown writes a staffing for a pull request, a wiki or a mail.
func WriteStaffMarkdown(w io.Writer, s *Staff) error { return writeMarkdownSheet(w, s.sheet()) }

func (s *Staff) sheet() sheet {
	return sheet{title: s.title(), provenance: s.origin(), findings: s.findings(), tables: s.tables(), defaults: s.Defaults, warnings: s.Warnings}
}

// origin says what was asked and how the answer was found.
func (s *Staff) origin() string {
	text := fmt.Sprintf("%s · %s from %s · %s, targets met %s", plain(s.File), plural(s.days(), "day"),
		s.Start.Format("Monday 2 January 2006"), methodWords(s.Plan.Method), meetWords(s.Task))
	if e := s.Task.ScheduleEfficiency; e > 0 && e < 1 {
		text += " · schedule efficiency " + share(e)
	}
	if c := s.Plan.Certificate; c != nil {
		text += fmt.Sprintf(" · seed %d. ± is half the 95%% confidence interval", s.Seed)
	}
	return text + "."
}

func methodWords(m staffing.Method) string {
	return [...]string{staffing.Simulation: "by simulation", staffing.ErlangC: "by Erlang C", staffing.ErlangA: "by Erlang A"}[m]
}

func meetWords(t *staffing.Task) string {
	switch t.Meet {
	case staffing.MeetInterval:
		return "in every interval"
	case staffing.MeetShare:
		return "on " + share(t.Share) + " of days"
	}
	return "over the day"
}

// Problem says in one sentence why the plan is not what was asked for, empty
// when it is.
func (s *Staff) Problem() string {
	p := s.Plan
	switch {
	case !p.Feasible && len(p.Relaxed) > 0:
		return "the limits on agents put " + plural(len(p.Relaxed), "target") + " out of reach"
	case !p.Feasible:
		return "the limits on agents leave " + plural(len(p.Short), "interval") + " short of what the formula asks for"
	case p.Budget != nil && p.Budget.Over > 0:
		return "the least staffing found that meets every target costs " + s.amount(p.Budget.Over) + " more than the budget"
	case p.Certificate != nil && !p.Certificate.Confirmed && !p.Interrupted:
		return "fresh random numbers did not confirm every target; more --replications decide it"
	}
	return ""
}

// amount writes money.
func (s *Staff) amount(v float64) string { return bare(v, moneyScale(v, s.Currency)) }

// findings returns the answer in words.
func (s *Staff) findings() []finding {
	out := []finding{s.planFinding()}
	if problem := s.Problem(); problem != "" && s.Plan.Feasible {
		out = append(out, finding{upper(problem) + ".", bad})
	}
	out = append(out, s.limitFindings()...)
	out = append(out, s.certificateFinding()...)
	out = append(out, s.auditFinding()...)
	return append(out, s.silenceFinding()...)
}

// simulatedPoint is the simulated staffing; without a simulation it has the paid hours alone.
func (s *Staff) simulatedPoint() staffing.Point {
	if s.Plan.Certificate != nil || len(s.Plan.Seen) > 0 {
		return s.Plan.Point
	}
	n := sim.NoData()
	hours := n
	hours.Value = s.Plan.PaidHours
	return staffing.Point{Factor: 1, PaidHours: hours, TotalCost: n, LostValue: n, NetValue: n, ServiceLevel: n, ProbabilityOfTarget: n}
}

// planFinding is the requirement in one sentence, beside what the scenario states.
func (s *Staff) planFinding() finding {
	stated := 0.0
	for g := range s.Centre.Groups {
		stated += budget.PaidHours(s.Centre, g)
	}
	text := number(s.Plan.PaidHours, 0) + " paid hours"
	if e := s.simulatedPoint().TotalCost; e.OK() {
		text += ", total cost " + money(e, s.Currency) + ","
	}
	change := "as many as the scenario states"
	if stated > 0 && math.Abs(s.Plan.PaidHours/stated-1) >= 0.0005 {
		word := "more"
		if s.Plan.PaidHours < stated {
			word = "less"
		}
		change = number(100*math.Abs(s.Plan.PaidHours/stated-1), 1) + "% " + word + " than the " + number(stated, 0) + " that the scenario states"
	}
	switch {
	case s.Plan.Interrupted:
		return finding{"Interrupted: the best staffing so far takes " + text + " " + change + ".", unsure}
	case !s.Plan.Feasible:
		return finding{upper(s.Problem()) + ". The best partial answer takes " + text + " " + change + ".", bad}
	}
	tone := good
	if s.Plan.Certificate != nil && !s.Plan.Certificate.Confirmed {
		tone = unsure
	}
	missed := 0
	for _, k := range s.Plan.Seen {
		if k.Verdict() == staffing.Missed {
			missed++
		}
	}
	if missed > 0 {
		return finding{fmt.Sprintf("Erlang's formula calls every target met with %s %s; the simulation of these agents misses %d of %s.", text, change, missed,
			plural(len(s.Plan.Seen), "target")), unsure}
	}
	return finding{"Every target is met with " + text + " " + change + ".", tone}
}

// limitFindings names the targets out of reach and the limits that bind.
func (s *Staff) limitFindings() []finding {
	var out []finding
	for _, r := range s.worst(relaxedChecks(s.Plan.Relaxed)) {
		out = append(out, finding{fmt.Sprintf("Out of reach: %s%s. With all agents that the limits allow it is %s.", s.sentence(r.Check), r.others(), s.value(r.Check, r.Value)), bad})
	}
	if len(s.Plan.Short) > 0 {
		out = append(out, finding{"The limits leave fewer agents than Erlang's formula asks for in " + s.spansOf(s.Plan.Short) + ".", unsure})
	}
	if s.Plan.Feasible {
		return out
	}
	for g := range s.Centre.Groups {
		if g >= len(s.Task.Bounds) || s.Task.Bounds[g].Max == sim.None {
			continue
		}
		var full []int
		for _, i := range s.openIntervals() {
			if s.seats(s.Plan.Seats, g, i) >= s.Task.Bounds[g].Max {
				full = append(full, i)
			}
		}
		if len(full) > 0 {
			out = append(out, finding{fmt.Sprintf("%s is at its maximum of %s in %s.", s.groupLabel(g), plural(s.Task.Bounds[g].Max, "agent"), s.spansOf(full)), unsure})
		}
	}
	return out
}

func relaxedChecks(list []staffing.Relaxed) []staffing.Check {
	var out []staffing.Check
	for _, r := range list {
		out = append(out, r.Check)
	}
	return out
}

// certificateFinding says how well the plan is known to be the least.
func (s *Staff) certificateFinding() []finding {
	c := s.Plan.Certificate
	if c == nil || s.Plan.Interrupted {
		return nil
	}
	var said []string
	tone := good
	if c.Confirmed {
		said = append(said, "confirmed on "+plural(c.Replications, "replication")+" that the search never saw")
	} else {
		said, tone = append(said, "not confirmed on "+plural(c.Replications, "fresh replication")), unsure
	}
	if extra := s.extraMargin(); extra != "" {
		said = append(said, "on the "+plural(c.EdgeReplications, "replication")+" of the trials every target holds half its confidence interval and up to "+extra+" more")
	}
	said = append(said, refutations(c)...)
	switch {
	case c.Open > 0:
		said, tone = append(said, plural(c.Open, "change")+" still looked possible when the search ended"), unsure
	case c.Confirmed:
		said = append(said, "no single change remains")
	}
	return []finding{{"Certificate: " + strings.Join(said, "; ") + ".", tone}}
}

// refutations says how the single changes of a certificate were refuted.
func refutations(c *staffing.Certificate) []string {
	var what, said []string
	if c.Removals > 0 {
		what = append(what, plural(c.Removals, "removal")+" of an agent-interval")
	}
	if c.Swaps > 0 {
		what = append(what, plural(c.Swaps, "move")+" to a cheaper group")
	}
	if len(what) > 0 {
		text := strings.Join(what, " and ") + " simulated and refuted"
		alone := c.RemovalsAlone + c.SwapsAlone
		if beside := c.Removals + c.Swaps - alone; beside > 0 {
			text += " (" + number(float64(beside), 0) + " beside others too far away to be felt, " + number(float64(alone), 0) + " alone)"
		}
		said = append(said, text)
	}
	if c.Predicted > 0 {
		said = append(said, plural(c.Predicted, "move")+" to a cheaper group refuted by what an agent there and here is worth in those simulations")
	}
	return said
}

// extraMargin writes the largest margins of the certificate, in points and in seconds; empty when there are none.
func (s *Staff) extraMargin() string {
	points, seconds := 0.0, 0.0
	for _, m := range s.Plan.Certificate.Margins {
		if m.Metric.Unit() == sim.UnitFraction {
			points = max(points, math.Ceil(1e4*m.Extra)/100) // rounded up: no margin is called none
		} else {
			seconds = max(seconds, math.Ceil(100*m.Extra)/100)
		}
	}
	var said []string
	if points > 0 {
		said = append(said, number(points, 2)+" points")
	}
	if seconds > 0 {
		said = append(said, number(seconds, 2)+" s")
	}
	return strings.Join(said, " or ")
}

// auditFinding answers "why not Erlang C?" in a sentence.
func (s *Staff) auditFinding() []finding {
	if len(s.Audit) == 0 {
		return nil
	}
	first, last := s.Audit[0], s.Audit[len(s.Audit)-1]
	if math.IsNaN(first.Factor) || math.IsNaN(last.Factor) {
		return nil
	}
	word, by := "more", first.Factor/last.Factor-1
	if by < 0 {
		word = "fewer"
	}
	return []finding{{fmt.Sprintf("Why not Erlang C? It would ask for %s%% %s agents than this centre needs, and says %s of contacts are answered in time where the simulation says %s.",
		number(math.Abs(100*by), 1), word, bare(first.ServiceLevel.Value, percent), withInterval(last.ServiceLevel, percent)), neutral}}
}

// silenceFinding prices what planning was not told.
func (s *Staff) silenceFinding() []finding {
	if s.Silence == nil {
		return nil
	}
	x := s.Silence
	text := fmt.Sprintf("The price of silence: this plan does not know of %s. Told in time, planning would change the service level by %s",
		strings.Join(s.Unknown, ", "), difference(x.ServiceLevel, points))
	if x.TotalCost.OK() {
		text += ", total cost by " + difference(x.TotalCost, moneyScale(x.TotalCost.Value, s.Currency))
	}
	if x.LostValue.OK() && x.LostValue.Value != 0 {
		text += ", lost value by " + difference(x.LostValue, moneyScale(x.LostValue.Value, s.Currency))
	}
	return []finding{{text + ".", neutral}}
}

// worstCheck is the check of a queue or group and metric that is nearest to its
// bound, or furthest beyond it, of as many.
type worstCheck struct {
	staffing.Check
	count int
}

// others says how many more there are.
func (w worstCheck) others() string {
	if w.count < 2 {
		return ""
	}
	return " (the worst of " + number(float64(w.count), 0) + " intervals or days)"
}

// worst folds checks by queue or group and metric.
func (s *Staff) worst(checks []staffing.Check) []worstCheck {
	var out []worstCheck
	for _, k := range checks {
		i := slices.IndexFunc(out, func(o worstCheck) bool { return o.Queue == k.Queue && o.Group == k.Group && o.Metric == k.Metric })
		switch {
		case i < 0:
			out = append(out, worstCheck{k, 1})
		default:
			if out[i].count++; !(out[i].Margin() <= k.Margin()) {
				out[i].Check = k
			}
		}
	}
	return out
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
