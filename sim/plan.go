package sim

import (
	"cmp"
	"slices"
)

// plan is a Centre compiled for the engine: queues and groups sorted by name, so
// that their order in the file changes nothing; all moments moved by the
// warm-up, so that they start at 0; routing as lanes. It is shared by workers and read only.
type plan struct {
	centre   *Centre
	origin   Time // internal time of the horizon's start = warm-up
	end      Time // internal time of the horizon's end
	interval Time
	bins     int // intervals, warm-up first, and one for what happens after the end
	warm     int // bins of warm-up

	queues     []queuePlan
	groups     []groupPlan
	lanes      []lanePlan
	sources    []sourcePlan
	boundaries []boundary
	trunks     []int
	coupled    []int32     // queues with correlated day factors
	copula     [][]float64 // Cholesky factor of their correlations
	groupBase  []int32     // first agent of each group
	agents     int

	queueOrder []int // internal index -> index in Centre.Queues
	groupOrder []int
	queueIndex []int32 // index in Centre.Queues -> internal index
	groupIndex []int32

	interruptible bool // some work may be put aside
	cutsSeats     bool // seats are planned beyond the end: their agents are cut off there
	fast          bool // the fast path applies (pool.go)
}

type queuePlan struct {
	*Queue
	key       uint64 // of the queue's name
	open      []Span // internal time
	lanes     []int32
	splitCum  []float64 // cumulative shares of the split; nil without one
	stepCount int
	awt       Time
	short     Time
	awtStated bool
	handle    Distribution
	wrap      Distribution
	hasWrap   bool
	occupies  float64 // occupiesAt the beginning: everywhere, where handle time and wrap-up do not vary
	patience  Distribution
	hasBalk   bool
	priority  int
	trunk     int
	limit     int
	deferred  bool
	explicit  bool // abandonment must be an event
	plain     bool // the end of a service only frees the agent
	issues    bool // issues are tracked contact by contact
	endless   bool // patience never runs out
	retry     *returnPlan
	repeat    *returnPlan
	transfers []transferPlan
	conf      int32 // group of the conference, or None
	watchers  []int32
	reaches   []int32 // queues that its contacts may be transferred to, directly or not, itself included
	serving   []int32 // groups with the skill
	wholeIn   []int32 // groups with several contacts in hand that a contact of this queue needs whole agents of
	clockOpen []Span
}

type returnPlan struct {
	*Return
	to int32
}

type transferPlan struct {
	*Transfer
	to int32
}

type groupPlan struct {
	*Group
	key      uint64
	open     []Span
	ranks    []rank // what a freed agent looks at, best first
	slots    int
	shared   bool // some skill has AtOnce over 1
	limits   []int32
	maxHand  int32 // most contacts at once
	speeds   []float64
	levels   []int
	limit    int
	reserves []reservePlan
	queues   []int32 // internal indexes it serves
	plain    bool    // no reserve, no contact limit, not shared
	simple   bool    // plain, watched by no dialer, and every contact it may take is plain: longest wait first
	only     int32   // the one lane that a simple group looks at, or None
	watched  []int32 // dialing queues that watch it
	helds    []int32 // queues whose pending live contacts hold the group after closing
	confs    bool
}

type reservePlan struct {
	queue int32
	keep  int32
}

// rank is a set of lanes of equal level and priority.
type rank struct {
	level    int
	priority int
	lanes    []int32
}

// lanePlan is the contacts of one queue at one step (and branch of its split):
// they wait in order of entry and are visible to the same groups.
type lanePlan struct {
	queue  int32
	step   int
	branch int32
	tiers  [][]int32 // groups by preference
	random bool
	groups []int32
	solo   int32 // the only group, when it is plain and picked by idle time; else None
}

func compile(c *Centre) *plan {
	p := &plan{centre: c, origin: c.Horizon.Warmup, interval: c.Horizon.Interval}
	p.end = p.origin + c.Horizon.Length
	p.warm = c.Horizon.WarmupIntervals()
	p.bins = p.warm + c.Horizon.Intervals() + 1
	p.queueOrder, p.queueIndex = sortedBy(len(c.Queues), func(i int) string { return c.Queues[i].Name })
	p.groupOrder, p.groupIndex = sortedBy(len(c.Groups), func(i int) string { return c.Groups[i].Name })
	for _, t := range c.Trunks {
		p.trunks = append(p.trunks, t.Lines)
	}
	for _, i := range p.queueOrder {
		p.queues = append(p.queues, p.compileQueue(&c.Queues[i]))
	}
	for _, i := range p.groupOrder {
		p.groups = append(p.groups, p.compileGroup(&c.Groups[i]))
	}
	p.link()
	p.compileCopula()
	p.compileLanes()
	p.compileRanks()
	p.findSimple()
	p.compileBoundaries()
	p.compileAgents()
	for q := range p.queues {
		for s := range p.queues[q].Sources {
			p.sources = append(p.sources, p.compileSource(int32(q), &p.queues[q].Sources[s]))
		}
	}
	p.fast = p.single()
	return p
}

// sortedBy returns the order of n things by name, and its inverse.
func sortedBy(n int, name func(int) string) (order []int, index []int32) {
	order = make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(name(a), name(b)) })
	index = make([]int32, n)
	for at, i := range order {
		index[i] = int32(at)
	}
	return order, index
}

func (p *plan) shift(spans []Span) []Span {
	out := make([]Span, len(spans))
	for i, s := range spans {
		out[i] = Span{s.From + p.origin, s.To + p.origin}
	}
	return out
}

// day returns the day number of internal time t, counted from the horizon's start.
func (p *plan) day(t Time) int64 {
	d := t - p.origin
	if d < 0 {
		return int64((d+1)/Day) - 1
	}
	return int64(d / Day)
}

func (p *plan) bin(t Time) int { return min(int(t/p.interval), p.bins-1) }

func (p *plan) compileQueue(q *Queue) queuePlan {
	out := queuePlan{Queue: q, key: hashName(q.Name), open: p.shift(q.Open), handle: q.Handle, wrap: q.WrapUp,
		hasWrap: !q.WrapUp.IsZero(), patience: q.Patience, priority: q.Priority, trunk: q.Trunk, limit: q.Limit,
		deferred: q.Deferrable(), conf: None, awt: Never, short: 5 * Second}
	out.endless = q.Patience.Endless() || out.deferred && q.Patience.IsZero()
	out.hasBalk = q.Balk.Max() > 0
	out.occupies = out.occupiesAt(0)
	if q.Target != nil {
		out.short = q.Target.Short
		if !out.deferred {
			out.awt, out.awtStated = q.Target.Awt, true
		}
	}
	if q.Retry != nil {
		out.retry = &returnPlan{q.Retry, p.queueIndex[q.Retry.To]}
	}
	if q.Repeat != nil {
		out.repeat = &returnPlan{q.Repeat, p.queueIndex[q.Repeat.To]}
	}
	for i := range q.Transfers {
		out.transfers = append(out.transfers, transferPlan{&q.Transfers[i], p.queueIndex[q.Transfers[i].To]})
	}
	if q.Conference != nil {
		out.conf = p.groupIndex[q.Conference.With]
	}
	if q.Due != nil {
		out.clockOpen = p.dueClock(q)
	}
	return out
}

// dueClock returns the spans in which the due time of q runs; nil when it
// always runs. Working days are the days on which the queue opens.
func (p *plan) dueClock(q *Queue) []Span {
	switch q.Due.Clock {
	case OpenHours:
		return p.shift(q.Open)
	case WorkingDays:
		var out []Span
		for _, s := range p.shift(q.Open) {
			for d := p.day(s.From); d <= p.day(s.To-1); d++ {
				from := Time(d)*Day + p.origin
				if n := len(out); n == 0 || out[n-1].From != from {
					out = append(out, Span{from, from + Day})
				}
			}
		}
		return out
	}
	return nil
}

func (p *plan) compileGroup(g *Group) groupPlan {
	out := groupPlan{Group: g, key: hashName(g.Name), limit: g.ContactLimit, limits: make([]int32, len(p.queues)),
		speeds: make([]float64, len(p.queues)), levels: make([]int, len(p.queues)), maxHand: 1}
	if g.Open != nil {
		out.open = p.shift(g.Open)
	}
	for _, s := range g.Skills {
		q := p.queueIndex[s.Queue]
		out.queues = append(out.queues, q)
		out.limits[q] = int32(max(s.AtOnce, 1))
		out.maxHand = max(out.maxHand, out.limits[q])
		out.speeds[q] = s.Speed
		if s.Speed == 0 {
			out.speeds[q] = 1
		}
		out.levels[q] = s.Level
	}
	slices.Sort(out.queues)
	out.shared = out.maxHand > 1
	for _, r := range p.centre.Reserves {
		if &p.centre.Groups[r.Group] == g {
			out.reserves = append(out.reserves, reservePlan{p.queueIndex[r.For], int32(r.KeepFree)})
		}
	}
	out.plain = !out.shared && out.limit == None && len(out.reserves) == 0
	return out
}

// link fills what needs all queues and groups: who serves whom, which contacts
// need tracking, which abandonments must be events.
func (p *plan) link() {
	receives := make([]bool, len(p.queues)) // contacts come back or over from elsewhere
	for i := range p.queues {
		q := &p.queues[i]
		for g := range p.groups {
			if slices.Contains(p.groups[g].queues, int32(i)) {
				q.serving = append(q.serving, int32(g))
				if p.groups[g].shared && p.groups[g].limits[i] == 1 {
					q.wholeIn = append(q.wholeIn, int32(g))
				}
			}
		}
		for _, r := range []*returnPlan{q.retry, q.repeat} {
			if r != nil {
				receives[r.to] = true
			}
		}
		for _, t := range q.transfers {
			receives[t.to] = true
		}
		if q.Route != nil {
			for _, s := range q.Route.Steps {
				if s.FlowTo != None {
					receives[p.queueIndex[s.FlowTo]] = true
				}
			}
		}
		p.interruptible = p.interruptible || q.Interruptible && q.deferred
		if q.conf != None {
			p.groups[q.conf].confs = true
		}
	}
	for i := range p.queues {
		q := &p.queues[i]
		q.issues = q.retry != nil || q.repeat != nil || len(q.transfers) > 0 || q.SelfService != nil ||
			q.Callback != nil || q.Dialer != nil || receives[i] || q.Route != nil && flows(q.Route) ||
			q.deferred && (q.limit != None || q.hasBalk || !q.endless || q.Route != nil) // lost work is not late as well
		q.plain = !q.issues && q.conf == None && q.trunk == None && !q.deferred && !q.Route.refuses()
		q.explicit = q.retry != nil || q.trunk != None || q.limit != None || q.Callback != nil || len(q.Sources) == 0 ||
			p.anyDialerQueue() || q.Route != nil && len(q.Route.Steps) > 1 || q.issues || q.conf != None || q.wholeIn != nil
		q.reaches = p.reachable(int32(i))
		if q.Dialer != nil {
			q.watchers = q.serving
			if q.Dialer.Watch != nil {
				q.watchers = p.innerGroups(q.Dialer.Watch)
			}
			for _, g := range q.watchers {
				p.groups[g].watched = append(p.groups[g].watched, int32(i))
			}
		}
	}
	for i := range p.groups {
		g := &p.groups[i]
		for q := range p.queues {
			if p.queues[q].deferred {
				continue
			}
			if slices.ContainsFunc(p.queues[q].reaches, func(to int32) bool {
				return slices.Contains(g.queues, to) || p.queues[to].conf == int32(i)
			}) {
				g.helds = append(g.helds, int32(q))
			}
		}
	}
}

// findSimple finds the groups whose agents need no more than the longest wait to know what to take.
func (p *plan) findSimple() {
	for i := range p.groups {
		g := &p.groups[i]
		g.simple, g.only = g.plain && g.watched == nil && p.centre.PickContact == LongestWait, None
		for _, r := range g.ranks {
			for _, l := range r.lanes {
				q := &p.queues[p.lanes[l].queue]
				g.simple = g.simple && q.plain && q.wholeIn == nil
			}
		}
		if g.simple && len(g.ranks) == 1 && len(g.ranks[0].lanes) == 1 {
			g.only = g.ranks[0].lanes[0]
		}
	}
}

func (p *plan) anyDialerQueue() bool {
	return slices.ContainsFunc(p.queues, func(q queuePlan) bool { return q.Dialer != nil })
}

// reachable returns the queues that a contact of q may be in, q included.
func (p *plan) reachable(q int32) []int32 {
	seen := []int32{q}
	for i := 0; i < len(seen); i++ {
		from := &p.queues[seen[i]]
		next := make([]int32, 0, len(from.transfers)+1)
		for _, t := range from.transfers {
			next = append(next, t.to)
		}
		if from.Route != nil {
			for _, s := range from.Route.Steps {
				if s.FlowTo != None {
					next = append(next, p.queueIndex[s.FlowTo])
				}
			}
		}
		for _, to := range next {
			if !slices.Contains(seen, to) {
				seen = append(seen, to)
			}
		}
	}
	return seen
}

func flows(r *Route) bool {
	return slices.ContainsFunc(r.Steps, func(s Step) bool { return s.FlowTo != None })
}
