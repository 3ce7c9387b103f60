package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"agner/charts"
	"agner/sim"
	"agner/staffing"
)

// Picture is one chart of a run.
type Picture struct {
	Name  string // of its file, without extension
	Queue int    // whose chart it is, sim.None for those of the whole centre or of a team
	Draw  func(w io.Writer, o charts.Options) error
}

// frontierName is the file of the chart that stands above all others.
const frontierName = "frontier"

// Pictures returns the charts of a run in the order of reading: the frontier,
// service level and waits of every queue that had contacts, and the load of
// every team (the queues whose agents share skills).
func (r *Run) Pictures() []Picture {
	var out []Picture
	used := map[string]bool{}
	add := func(name string, queue int, draw func(io.Writer, charts.Options) error) {
		out = append(out, Picture{fileName(name, used), queue, draw})
	}
	if len(r.Frontier) > 0 {
		add(frontierName, sim.None, r.frontierChart().Render)
	}
	for q := range r.Centre.Queues {
		rows := r.Result.Queues[q].Intervals
		if len(rows) == 0 {
			continue
		}
		name := r.Centre.Queues[q].Name
		if r.Centre.Queues[q].Target != nil && !r.Centre.Queues[q].Deferrable() {
			add("service-"+name, q, r.serviceChart(q, rows).Render)
		}
		add("waits-"+name, q, r.waitsChart(q, rows).Render)
	}
	if r.Beside != nil {
		for _, team := range teams(r.Centre) {
			queue := sim.None
			if len(team) == 1 {
				queue = team[0]
			}
			if chart := r.demandChart(team); len(chart.Times.Starts) > 0 {
				add("load-"+r.Centre.Queues[team[0]].Name, queue, chart.Render)
			}
		}
	}
	return out
}

// serviceChart is the service level of queue q by interval.
func (r *Run) serviceChart(q int, rows []sim.IntervalRow) charts.Service {
	target := r.Centre.Queues[q].Target
	c := charts.Service{Name: r.queueLabel(q), Times: r.times(rows), Target: target.Level, AwtSeconds: target.Awt.Seconds(), Replications: r.Result.Replications}
	agents := r.agentsServing(q)
	for _, row := range rows {
		c.Level = append(c.Level, estimate(row.Get(sim.ServiceLevel)))
		c.Days = append(c.Days, charts.Band{Low: row.Get(sim.ServiceLevelP05).Value, High: row.Get(sim.ServiceLevelP95).Value})
		c.Agents = append(c.Agents, agents[row.Index])
	}
	return c
}

// waitsChart is the waits of queue q by interval.
func (r *Run) waitsChart(q int, rows []sim.IntervalRow) charts.Waits {
	c := charts.Waits{Name: r.queueLabel(q), Times: r.times(rows), AwtSeconds: math.NaN(), Replications: r.Result.Replications}
	if target := r.Centre.Queues[q].Target; target != nil && !r.Centre.Queues[q].Deferrable() {
		c.AwtSeconds = target.Awt.Seconds()
	}
	for _, row := range rows {
		c.P50 = append(c.P50, estimate(row.Get(sim.WaitP50)))
		c.P90 = append(c.P90, estimate(row.Get(sim.WaitP90)))
		c.P95 = append(c.P95, estimate(row.Get(sim.WaitP95)))
	}
	return c
}

// demandChart is contacts, load and agents of a team by interval.
func (r *Run) demandChart(team []int) charts.Demand {
	c := charts.Demand{Name: r.teamName(team), Replications: r.Result.Replications}
	var rows []sim.IntervalRow
	for i := range r.Centre.Horizon.Intervals() {
		offered, theory := sim.NoData(), (*staffing.FormulaInterval)(nil)
		for _, q := range team {
			if f := intervalOf(r.Beside.Queues[q].Intervals, i); f != nil {
				theory = f // load and agents are the team's in each of its queues
				offered = sum(offered, intervalEstimate(r.Result.Queues[q].Intervals, i, sim.Offered))
			}
		}
		if theory == nil {
			continue
		}
		rows = append(rows, sim.IntervalRow{Index: i})
		c.Contacts = append(c.Contacts, estimate(offered))
		c.Load = append(c.Load, theory.Load)
		c.Agents = append(c.Agents, theory.Agents)
	}
	c.Times = r.times(rows)
	if r.atOnce(team) {
		r.inAgents(&c, team, rows)
	}
	return c
}

// atOnce tells whether agents of the team hold several contacts at once.
func (r *Run) atOnce(team []int) bool {
	return slices.ContainsFunc(r.Centre.Groups, func(g sim.Group) bool {
		return slices.ContainsFunc(g.Skills, func(s sim.Skill) bool { return s.AtOnce > 1 && slices.Contains(team, s.Queue) })
	})
}

// inAgents rewrites load and agents, which count an agent who holds three chats
// as so many, in real agents.
func (r *Run) inAgents(c *charts.Demand, team []int, rows []sim.IntervalRow) {
	agents := r.agentsServing(team...)
	for i, row := range rows {
		if c.Agents[i] > 0 && agents[row.Index] > 0 {
			c.Load[i] *= agents[row.Index] / c.Agents[i]
			c.Agents[i] = agents[row.Index]
		}
	}
	c.Subtitle = fmt.Sprintf("By interval; the load in agents who hold several contacts at once (%s)", plural(r.Result.Replications, "replication"))
}

// sum adds two estimates of counts. The interval of a sum is not known from its
// parts, so only a single part keeps its own.
func sum(a, b sim.Estimate) sim.Estimate {
	switch {
	case !a.OK():
		return b
	case !b.OK():
		return a
	}
	out := sim.NoData()
	out.Value = a.Value + b.Value
	return out
}

func intervalOf(rows []staffing.FormulaInterval, index int) *staffing.FormulaInterval {
	for i := range rows {
		if rows[i].Index == index {
			return &rows[i]
		}
	}
	return nil
}

func intervalEstimate(rows []sim.IntervalRow, index int, m sim.Metric) sim.Estimate {
	for _, row := range rows {
		if row.Index == index {
			return row.Get(m)
		}
	}
	return sim.NoData()
}

func (r *Run) teamName(team []int) string {
	var out []string
	for _, q := range team {
		out = append(out, r.queueLabel(q))
	}
	return strings.Join(out, " + ")
}

// times labels intervals with the clock.
func (r *Run) times(rows []sim.IntervalRow) charts.Times {
	t := charts.Times{Length: time.Duration(r.Centre.Horizon.Interval/sim.Microsecond) * time.Microsecond}
	for _, row := range rows {
		t.Starts = append(t.Starts, r.at(row.Index))
	}
	return t
}

// agentsServing returns the logged-in agents of all groups with a skill for any
// of the queues, by interval.
func (r *Run) agentsServing(queues ...int) []float64 {
	out := make([]float64, r.Centre.Horizon.Intervals())
	for g, group := range r.Centre.Groups {
		if !slices.ContainsFunc(group.Skills, func(s sim.Skill) bool { return slices.Contains(queues, s.Queue) }) {
			continue
		}
		for _, row := range r.Result.Groups[g].Intervals {
			if e := row.Get(sim.Agents); e.OK() {
				out[row.Index] += e.Value
			}
		}
	}
	return out
}

// teams returns the sets of queues that share agents, each in ascending order,
// leaving out queues that nobody serves.
func teams(c *sim.Centre) [][]int {
	team := make([]int, len(c.Queues)) // the lowest queue that q is joined with
	for q := range team {
		team[q] = q
	}
	served := make([]bool, len(c.Queues))
	for _, group := range c.Groups {
		for _, s := range group.Skills {
			served[s.Queue] = true
			a, b := team[group.Skills[0].Queue], team[s.Queue]
			for q := range team {
				if team[q] == max(a, b) {
					team[q] = min(a, b)
				}
			}
		}
	}
	var out [][]int
	for first := range team {
		var members []int
		for q := range team {
			if team[q] == first && served[q] {
				members = append(members, q)
			}
		}
		if len(members) > 0 {
			out = append(out, members)
		}
	}
	return out
}

func estimate(e sim.Estimate) charts.Estimate {
	return charts.Estimate{Value: e.Value, Low: e.Low, High: e.High}
}

// fileNameLimit keeps names well below what file systems allow.
const fileNameLimit = 60

// fileName makes a name that every file system takes, and different from those
// used before.
func fileName(name string, used map[string]bool) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A' // some file systems know no case
		}
		return '-'
	}, name)
	clean = clean[:min(len(clean), fileNameLimit)]
	out := clean
	for n := 2; used[out]; n++ {
		out = clean + "-" + strconv.Itoa(n)
	}
	used[out] = true
	return out
}
