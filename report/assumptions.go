package report

import (
	"fmt"
	"math"
	"strings"

	"agner/sim"
)

// assumptions returns what the simulation took for granted: demand and customer
// of each queue, and the agents of each group, read from the centre itself.
func (r *Run) assumptions() []table {
	demand := table{Title: "Assumed of demand and customers", Columns: []string{"queue", "expected contacts", "day to day (cv)",
		"handle time", "wrap-up", "patience", "leave at once", "come back"}}
	for q, queue := range r.Centre.Queues {
		demand.Rows = append(demand.Rows, texts(r.queueLabel(q), r.expected(q), r.variability(&queue), law(queue.Handle), law(queue.WrapUp),
			r.patience(&queue), steps(queue.Balk), r.comeBack(&queue)))
	}
	agents := table{Title: "Assumed of agents", Columns: []string{"group", "agents, fewest to most", "paid hours per logged-in hour", "absence", "serves"}}
	for g, group := range r.Centre.Groups {
		agents.Rows = append(agents.Rows, texts(r.groupLabel(g), r.agentRange(g), paidPerSeat(&group),
			steps(group.Absence), r.serves(&group)))
	}
	return []table{demand, agents}
}

// paidPerSeat writes "1.31", or "1.31 to 1.4" where shrinkage changes.
func paidPerSeat(group *sim.Group) string {
	least, most := group.PaidPerSeatAt(0), group.PaidPerSeatAt(0)
	for _, at := range group.PaidPerSeat.At {
		least, most = min(least, group.PaidPerSeatAt(at)), max(most, group.PaidPerSeatAt(at))
	}
	if trimNumber(least) == trimNumber(most) {
		return trimNumber(least)
	}
	return trimNumber(least) + " to " + trimNumber(most)
}

// expected returns the mean contacts that the queue's own demand brings over
// the horizon.
func (r *Run) expected(q int) string {
	sum := 0.0
	for _, s := range r.Centre.Queues[q].Sources {
		if s.Process == sim.Replay {
			sum += float64(len(s.Trace))
			continue
		}
		for _, open := range r.Centre.Queues[q].Open {
			sum += s.Rate.Integral(max(open.From, 0), min(open.To, r.Centre.Horizon.Length))
		}
	}
	return number(sum, 0)
}

// variability says by what factor days differ.
func (r *Run) variability(queue *sim.Queue) string {
	var out []string
	for _, s := range queue.Sources {
		if s.DayCV > 0 {
			out = append(out, share(s.DayCV))
		}
	}
	if r.Centre.Busyness > 0 {
		out = append(out, "centre "+share(r.Centre.Busyness))
	}
	if len(out) == 0 {
		return "none stated"
	}
	return strings.Join(out, ", ")
}

// law says a duration in words: "lognormal, mean 5 min, cv 0.9".
func law(d sim.Distribution) string {
	switch {
	case d.IsZero():
		return "none"
	case d.Endless():
		return "endless"
	}
	lowest, highest := math.Inf(1), 0.0
	for _, v := range d.Mean().Value {
		lowest, highest = min(lowest, v), max(highest, v)
	}
	mean := short(d.MeanSeconds())
	if highest > lowest {
		mean = short(lowest) + " to " + short(highest)
	}
	s := d.Shape() + ", mean " + mean
	if cv := d.CV(); d.Shape() != "exponential" && cv > 0 {
		s += ", cv " + trimNumber(cv)
	}
	return s
}

func (r *Run) patience(queue *sim.Queue) string {
	if queue.Deferrable() || queue.Patience.Endless() {
		return "never give up"
	}
	return law(queue.Patience)
}

// steps says a share that may change over time.
func steps(s sim.Steps) string {
	if s.Max() == 0 {
		return "none"
	}
	lowest := s.Max()
	for _, v := range s.Value {
		lowest = min(lowest, v)
	}
	if lowest < s.Max() {
		return share(lowest) + " to " + share(s.Max())
	}
	return share(lowest)
}

// comeBack says how customers return.
func (r *Run) comeBack(queue *sim.Queue) string {
	var out []string
	if b := queue.Retry; b != nil {
		out = append(out, fmt.Sprintf("%s retry after %s, %s", steps(b.Probability), law(b.After), plural(b.Attempts, "time")))
	}
	if b := queue.Repeat; b != nil {
		out = append(out, fmt.Sprintf("%s call again after %s", steps(b.Probability), law(b.After)))
	}
	if len(out) == 0 {
		return "no"
	}
	return strings.Join(out, "; ")
}

// agentRange returns the fewest and most planned agents of group g while it has any.
func (r *Run) agentRange(g int) string {
	lowest, highest := math.MaxInt, 0
	for _, n := range r.Centre.Seats.Count[g] {
		if n > 0 {
			lowest, highest = min(lowest, n), max(highest, n)
		}
	}
	switch {
	case highest == 0:
		return "none"
	case lowest == highest:
		return number(float64(highest), 0)
	}
	return number(float64(lowest), 0) + " to " + number(float64(highest), 0)
}

// serves lists the queues of a group.
func (r *Run) serves(group *sim.Group) string {
	var out []string
	for _, s := range group.Skills {
		text := r.queueLabel(s.Queue)
		if s.AtOnce > 1 {
			text += fmt.Sprintf(" (%d at once, each slowed by %s)", s.AtOnce, share(group.Slowdown))
		}
		if s.Speed != 0 && s.Speed != 1 {
			text += " (speed " + trimNumber(s.Speed) + ")"
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return "joins conferences only"
	}
	return strings.Join(out, ", ")
}
