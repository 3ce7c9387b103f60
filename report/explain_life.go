package report

import (
	"fmt"
	"math"
	"strings"

	"agner/sim"
)

// life tells what happens to a customer of queue q, step by step.
func (x *Explanation) life(q int) []string {
	queue := &x.Centre.Queues[q]
	out := x.arriving(q, queue)
	out = append(out, x.entering(queue)...)
	out = append(out, x.waiting(q, queue)...)
	out = append(out, x.served(queue)...)
	out = append(out, x.comingBack(queue)...)
	return append(out, x.promised(q, queue)...)
}

// arriving says how many come, and why.
func (x *Explanation) arriving(q int, queue *sim.Queue) []string {
	var out []string
	if d := queue.Dialer; d != nil {
		list := "a list without end"
		if d.List != sim.None {
			list = "a list of " + plural(d.List, "number")
		}
		mode := [...]string{sim.Predictive: "predictive", sim.Progressive: "progressive", sim.Preview: "preview"}[d.Mode]
		out = append(out, fmt.Sprintf("A %s dialer works through %s: dials per idle agent: %s, from %s on; %s of them reach a customer after %s.",
			mode, list, trimNumber(d.DialsPerAgent), plural(d.StartWhenIdle, "idle agent"), steps(d.Reach), short(d.Ring.Seconds())))
	}
	for i, s := range queue.Sources {
		whose := "Customers get in touch by " + strings.ReplaceAll(string(queue.Channel), "_", " ")
		if i > 0 {
			whose = "More come from " + s.Name
		}
		one := *queue
		one.Sources = queue.Sources[i : i+1]
		alone := *x.Centre
		alone.Queues = []sim.Queue{one}
		text := fmt.Sprintf("%s: %s expected in %s", whose, (&Run{Centre: &alone}).expected(0), plural(x.days(), "day"))
		var varies []string
		for _, v := range []struct {
			cv   float64
			word string
		}{{s.DayCV, "from day to day"}, {s.IntervalCV, "from interval to interval"}, {s.ForecastCV, "as a whole"}} {
			if v.cv > 0 {
				varies = append(varies, v.word+" (cv "+share(v.cv)+")")
			}
		}
		if len(varies) > 0 {
			text += ", varying " + strings.Join(varies, " and ")
		}
		if s.HandleScale != 0 && s.HandleScale != 1 {
			text += ", with " + signed(s.HandleScale-1, percent) + " handle time"
		}
		out = append(out, text+".")
	}
	if len(out) == 0 {
		out = append(out, "Nobody enters by themselves: contacts come from other queues.")
	}
	if b := queue.Backlog; b != nil {
		out = append(out, fmt.Sprintf("%s wait when the horizon begins, aged %s.", plural(b.Items, "contact"), law(b.Age)))
	}
	return out
}

// entering says what stands before the queue.
func (x *Explanation) entering(queue *sim.Queue) []string {
	var out []string
	if s := queue.SelfService; s != nil {
		text := fmt.Sprintf("Self-service comes first: %s of them end there after %s.", steps(s.Containment), law(s.Time))
		if s.FalseContainment.Max() > 0 {
			text += fmt.Sprintf(" %s of those were not helped: they return after %s and want an agent.", steps(s.FalseContainment), law(s.ReturnsAfter))
		}
		out = append(out, text)
	}
	if queue.Trunk != sim.None {
		t := x.Centre.Trunks[queue.Trunk]
		out = append(out, fmt.Sprintf("Each holds one of the %s %s until leaving the centre; whoever finds all busy is blocked.", plural(t.Lines, "line"), t.Name))
	}
	if queue.Limit != sim.None {
		out = append(out, fmt.Sprintf("At most %d may wait; further ones are blocked.", queue.Limit))
	}
	return out
}

// waiting says who takes the contact and what happens until then.
func (x *Explanation) waiting(q int, queue *sim.Queue) []string {
	var out []string
	if queue.Route == nil {
		out = append(out, "A free agent takes the contact at once, the best skill level first: "+x.servers(q)+".")
	} else {
		out = append(out, x.routed(queue.Route)...)
	}
	switch {
	case queue.Deferrable():
		clock := [...]string{sim.Elapsed: "on the clock", sim.OpenHours: "in opening hours", sim.WorkingDays: "on working days"}[queue.Due.Clock]
		text := fmt.Sprintf("Nobody waits on the line: the work lies in a backlog and is due within %s %s.", short(queue.Due.Within.Seconds()), clock)
		if queue.Interruptible {
			text += " Agents put it aside for live contacts and resume it."
		}
		out = append(out, text)
	case queue.Patience.Endless():
		out = append(out, "Those who must wait never give up.")
	default:
		text := "Those who must wait give up after " + law(queue.Patience)
		if queue.Balk.Max() > 0 {
			text += "; " + steps(queue.Balk) + " leave at once"
		}
		out = append(out, text+".")
	}
	if c := queue.Callback; c != nil {
		out = append(out, fmt.Sprintf("After %s of waiting, if the wait ahead is over %s, a callback is offered: %s accept, keep their place, and are called within %s; %s are then reached.",
			short(c.OfferAfter.Seconds()), short(c.IfWaitOver.Seconds()), steps(c.Accept), short(c.Within.Seconds()), steps(c.Reach)))
	}
	return out
}

// servers lists the groups with the skill for queue q.
func (x *Explanation) servers(q int) string {
	var out []string
	for g := range x.Centre.Groups {
		for _, s := range x.Centre.Groups[g].Skills {
			if s.Queue == q {
				out = append(out, fmt.Sprintf("%s (level %d)", x.groupLabel(g), max(s.Level, 1)))
			}
		}
	}
	if len(out) == 0 {
		return "nobody"
	}
	return strings.Join(out, ", ")
}

// routed tells the steps of a route.
func (x *Explanation) routed(r *sim.Route) []string {
	var out []string
	if len(r.Split) > 0 {
		var parts []string
		for _, p := range r.Split {
			parts = append(parts, share(p.Share)+" "+x.groupLabel(p.Group))
		}
		out = append(out, "Each contact is sent to one group by lot: "+strings.Join(parts, ", ")+".")
	}
	for _, s := range r.Steps {
		when := "At once"
		if s.After > 0 {
			when = "After " + short(s.After.Seconds()) + " of waiting"
		}
		var does []string
		if s.To != nil {
			var groups []string
			for _, g := range s.To {
				groups = append(groups, x.groupLabel(g))
			}
			order := [...]string{sim.Together: "whoever suits best", sim.Listed: "in this order", sim.Random: "any of their free agents", sim.ByLevel: "best skill level first"}[s.Order]
			if len(groups) > 1 {
				groups[len(groups)-1] += " (" + order + ")"
			}
			does = append(does, "agents of "+strings.Join(groups, ", ")+" may take it")
		}
		if s.Message > 0 {
			does = append(does, share(s.Message)+" leave a message and go")
		}
		if s.FlowTo != sim.None {
			does = append(does, "it moves to "+x.queueLabel(s.FlowTo))
		}
		if s.Disconnect {
			does = append(does, "it is cut off")
		}
		if len(does) > 0 {
			out = append(out, when+" "+strings.Join(does, "; ")+".")
		}
	}
	return out
}

// served says what an agent does with the contact.
func (x *Explanation) served(queue *sim.Queue) []string {
	text := "Handling takes " + law(queue.Handle)
	if !queue.WrapUp.IsZero() {
		text += "; then the customer is gone and the agent wraps up for " + law(queue.WrapUp)
	}
	out := []string{text + "."}
	if c := queue.Conference; c != nil {
		out = append(out, fmt.Sprintf("At the end of talk %s call in %s for %s, if somebody is free.", steps(c.Probability), x.groupLabel(c.With), law(c.Time)))
	}
	for _, t := range queue.Transfers {
		how := "and wait there if need be"
		if !t.Queue {
			how = "if an agent is free there, else they leave"
		}
		out = append(out, fmt.Sprintf("%s are transferred to %s, %s.", steps(t.Probability), x.queueLabel(t.To), how))
	}
	return out
}

// comingBack says who tries again.
func (x *Explanation) comingBack(queue *sim.Queue) []string {
	var out []string
	if b := queue.Retry; b != nil {
		out = append(out, fmt.Sprintf("Of those who gave up, were blocked or cut off, %s try %s again after %s, at most %s.", steps(b.Probability), x.queueLabel(b.To), law(b.After), plural(b.Attempts, "time")))
	}
	if b := queue.Repeat; b != nil {
		out = append(out, fmt.Sprintf("%s of those answered were not helped for good: they contact %s again after %s.", steps(b.Probability), x.queueLabel(b.To), law(b.After)))
	}
	return out
}

// promised says the target.
func (x *Explanation) promised(q int, queue *sim.Queue) []string {
	t := queue.Target
	if t == nil {
		return []string{"No service is promised."}
	}
	var parts []string
	if !math.IsNaN(t.Level) {
		within := t.Awt
		if queue.Deferrable() {
			within = queue.Due.Within
		}
		parts = append(parts, share(t.Level)+" within "+short(within.Seconds()))
	}
	if !math.IsNaN(t.MaxAbandonment) {
		parts = append(parts, "at most "+share(t.MaxAbandonment)+" abandoned")
	}
	if !math.IsNaN(t.MaxASASeconds) {
		parts = append(parts, "an average wait of at most "+short(t.MaxASASeconds))
	}
	if len(parts) == 0 {
		return []string{"Within " + short(t.Awt.Seconds()) + " counts as in time; no level is promised."}
	}
	return []string{fmt.Sprintf("Promised: %s, judged over each %s (%s).", strings.Join(parts, ", "), t.Per, strings.ReplaceAll(t.Definition.String(), "_", " "))}
}
