package report

import (
	"encoding/csv"
	"io"
	"sort"
	"strconv"

	"agner/budget"
	"agner/sim"
)

// load is what one interval brings and who is there.
type load struct {
	index    int
	contacts []float64 // by queue: first attempts that want an agent, expected
	erlangs  []float64 // by queue: contacts × (handle time + wrap-up) ÷ interval
	agents   []int     // by group: planned seats
}

// loads returns the expected load of every interval in which a contact may enter or an
// agent is planned. Customers who come back and transfers are not part of it: they
// depend on the service that they meet.
func (x *Explanation) loads() []load {
	h := x.Centre.Horizon
	var needed [][]float64
	for g := range x.Centre.Groups {
		needed = append(needed, budget.NeededHours(x.Centre, g))
	}
	var out []load
	for i := range h.Intervals() {
		from := sim.Time(i) * h.Interval
		l := load{index: i}
		some := false
		for q := range x.Centre.Queues {
			contacts, erlangs := offeredLoad(&x.Centre.Queues[q], from, from+h.Interval)
			l.contacts, l.erlangs = append(l.contacts, contacts), append(l.erlangs, erlangs)
			some = some || contacts > 0
		}
		for g := range x.Centre.Groups {
			n := x.Centre.Seats.At(g, from)
			if needed[g][i] == 0 { // nothing is open that they serve
				n = 0
			}
			l.agents = append(l.agents, n)
			some = some || n > 0
		}
		if some {
			out = append(out, l)
		}
	}
	return out
}

// offeredLoad returns the contacts that enter in [from, to) and their work in erlangs.
func offeredLoad(queue *sim.Queue, from, to sim.Time) (contacts, erlangs float64) {
	work := 0.0
	for i := range queue.Sources {
		n := sourceContacts(queue, &queue.Sources[i], from, to)
		if s := queue.SelfService; s != nil {
			n *= 1 - s.Containment.ValueAt(from)
		}
		scale := queue.Sources[i].HandleScale
		if scale == 0 {
			scale = 1
		}
		contacts += n
		work += n * (scale*meanAt(queue.Handle, from) + meanAt(queue.WrapUp, from))
	}
	return contacts, work / (to - from).Seconds()
}

func meanAt(d sim.Distribution, t sim.Time) float64 {
	if d.IsZero() {
		return 0
	}
	return d.Mean().ValueAt(t)
}

// sourceContacts returns the expected contacts of a source in [from, to).
func sourceContacts(queue *sim.Queue, s *sim.Source, from, to sim.Time) float64 {
	if s.Process == sim.Replay {
		at := func(t sim.Time) int { return sort.Search(len(s.Trace), func(k int) bool { return s.Trace[k] >= t }) }
		return float64(at(to) - at(from))
	}
	first := max(sort.Search(len(s.Rate.At), func(k int) bool { return s.Rate.At[k] > from })-1, 0)
	last := max(sort.Search(len(s.Rate.At), func(k int) bool { return s.Rate.At[k] >= to }), min(first+1, len(s.Rate.At)))
	rate := sim.Steps{At: s.Rate.At[first:last], Value: s.Rate.Value[first:last]} // a long horizon has many steps
	sum := 0.0
	for k := sort.Search(len(queue.Open), func(k int) bool { return queue.Open[k].To > from }); k < len(queue.Open) && queue.Open[k].From < to; k++ {
		sum += rate.Integral(max(from, queue.Open[k].From), min(to, queue.Open[k].To))
	}
	return sum
}

// dayRows is the most intervals that are shown one by one; longer horizons are shown by day.
const dayRows = 96

// loadTable shows the load by interval, or by day where that would be long.
func (x *Explanation) loadTable() table {
	t := table{Note: "Expected first attempts that want an agent, their work in erlangs (hours of handling an hour), and the agents planned. Retries, repeats and transfers come on top.",
		Columns: []string{"from"}}
	for q := range x.Centre.Queues {
		t.Columns = append(t.Columns, x.queueLabel(q), "erlangs")
	}
	for g := range x.Centre.Groups {
		t.Columns = append(t.Columns, x.groupLabel(g))
	}
	loads := x.loads()
	perDay := int(sim.Day / x.Centre.Horizon.Interval)
	name := func(l load) string { return x.clock(sim.Time(l.index) * x.Centre.Horizon.Interval) }
	if len(loads) > dayRows {
		loads = byDay(loads, perDay)
		t.Note += " By day: contacts in all, means over the intervals at work, and the most agents."
		name = func(l load) string { return x.Start.AddDate(0, 0, l.index).Format("Mon 2006-01-02") }
	}
	for _, l := range loads {
		row := texts(name(l))
		for q := range x.Centre.Queues {
			row = append(row, cell{Text: number(l.contacts[q], 1)}, cell{Text: number(l.erlangs[q], 1)})
		}
		for g := range x.Centre.Groups {
			row = append(row, cell{Text: number(float64(l.agents[g]), 0)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// byDay sums contacts, averages erlangs, and keeps the most agents of each day; the
// index becomes the day's.
func byDay(loads []load, perDay int) []load {
	var out []load
	count := 0
	for _, l := range loads {
		day := l.index / perDay
		if len(out) == 0 || out[len(out)-1].index != day {
			out = append(out, load{day, make([]float64, len(l.contacts)), make([]float64, len(l.erlangs)), make([]int, len(l.agents))})
			count = 0
		}
		sum := &out[len(out)-1]
		count++
		for q := range l.contacts {
			sum.contacts[q] += l.contacts[q]
			sum.erlangs[q] += (l.erlangs[q] - sum.erlangs[q]) / float64(count)
		}
		for g := range l.agents {
			sum.agents[g] = max(sum.agents[g], l.agents[g])
		}
	}
	return out
}

// writeLoads writes the load of every interval.
func (x *Explanation) writeLoads(j *jsonWriter) {
	j.array("intervals", func() {
		for _, l := range x.loads() {
			j.object("", func() {
				j.text("start", stamp(x.at(l.index)))
				j.object("queues", func() {
					for q := range l.contacts {
						j.object(x.Centre.Queues[q].Name, func() { j.number("contacts", l.contacts[q]); j.number("erlangs", l.erlangs[q]) })
					}
				})
				j.object("groups", func() {
					for g, n := range l.agents {
						j.object(x.Centre.Groups[g].Name, func() { j.number("agents", float64(n)) })
					}
				})
			})
		}
	})
}

// WriteExplainCSV writes the expected load of every interval: start, scope, name, metric, value; or, with the
// accounts, every line of money and every figure.
func WriteExplainCSV(w io.Writer, x *Explanation) error {
	if x.Accounts != nil {
		return x.writeAccountsCSV(w)
	}
	out := csv.NewWriter(w)
	record := func(fields ...string) { _ = out.Write(fields) } // csv.Writer keeps the first error
	record("start", "scope", "name", "metric", "value")
	for _, l := range x.loads() {
		start := stamp(x.at(l.index))
		for q := range l.contacts {
			record(start, "queue", x.Centre.Queues[q].Name, "contacts", decimal(l.contacts[q]))
			record(start, "queue", x.Centre.Queues[q].Name, "erlangs", decimal(l.erlangs[q]))
		}
		for g, n := range l.agents {
			record(start, "group", x.Centre.Groups[g].Name, "agents", strconv.Itoa(n))
		}
	}
	out.Flush()
	return out.Error()
}
