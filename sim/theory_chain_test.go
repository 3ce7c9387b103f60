package sim

import (
	"testing"

	"agner/erlang"
)

// Centres small enough for their Markov chain to be written down and solved.
// 100 replications of at least 10 000 contacts; tolerance and odds as in theory_test.go.

const chainReplications = 100

// TestChatOfOneAgent: one agent with four chats at once is a birth–death
// process like a repair shop: k in hand are completed at the rate k ÷ (h·(1 + slowdown·(k − 1))).
func TestChatOfOneAgent(t *testing.T) {
	const h, rate, slots, slowdown, patience = 240.0, 0.008, 4, 0.25, 300.0
	c := pool(steady(daysFor(15_000, rate)), rate, Exponential(h), Exponential(patience), 1)
	c.Groups[0].Slowdown, c.Groups[0].Skills[0].AtOnce = slowdown, slots
	m := erlang.Chat{Load: rate * h, HandleSeconds: h, PatienceSeconds: patience, Slots: slots, Slowdown: slowdown, Agents: 1}.Measures(20, 5)
	// The chain of contacts in the centre, here once more from scratch.
	const most = 60
	states := newChain(most + 1)
	for k := range most {
		inHand := min(k+1, slots)
		states.add(k, k+1, rate)
		states.add(k+1, k, float64(inHand)/(h*(1+slowdown*float64(inHand-1)))+float64(k+1-inHand)/patience)
	}
	pi := states.stationary()
	inHand := mean(pi, func(k int) float64 { return float64(min(k, slots)) })
	busy := 1 - pi[0]
	result := mustRun(t, c, Options{Seed: 61, Replications: chainReplications})
	r := referee{t, "chat of one agent", chainReplications, 0.08, 1e-3}
	r.measures(result.Queues[0].Row, m.Measures)
	group := result.Groups[0]
	r.agrees("occupancy", group.Get(Occupancy), busy, 0)
	r.agrees("concurrency", group.Get(Concurrency), inHand/busy, 0)
	r.agrees("queue length", result.Queues[0].Get(QueueLength), mean(pi, func(k int) float64 { return float64(max(k-slots, 0)) }), 0)
	// Little's law for contacts in hand.
	r.agrees("aht", result.Queues[0].Get(AHT), inHand/(rate*(1-m.Abandonment)), 0)
}

// TestChatOfTwoAgents: two agents with three chats each, the fewest in hand
// first, agent by agent; places to wait: four.
func TestChatOfTwoAgents(t *testing.T) {
	const h, rate, slots, slowdown, places = 300.0, 0.0125, 3, 0.3, 4
	type state struct{ a, b, waiting int } // a ≥ b
	index := map[state]int{}
	var states []state
	at := func(a, b, waiting int) int {
		s := state{max(a, b), min(a, b), waiting}
		if _, ok := index[s]; !ok {
			index[s] = len(states)
			states = append(states, s)
		}
		return index[s]
	}
	for a := range slots + 1 {
		for b := range a + 1 {
			at(a, b, 0)
		}
	}
	for w := range places {
		at(slots, slots, w+1)
	}
	pace := func(k int) float64 { return float64(k) / (h * (1 + slowdown*float64(k-1))) }
	q := newChain(len(states))
	for i, s := range states {
		switch {
		case s.b < slots:
			q.add(i, at(s.a, s.b+1, 0), rate)
		case s.waiting < places:
			q.add(i, at(s.a, s.b, s.waiting+1), rate)
		}
		if s.waiting > 0 {
			q.add(i, at(s.a, s.b, s.waiting-1), pace(s.a)+pace(s.b))
			continue
		}
		if s.a > 0 {
			q.add(i, at(s.a-1, s.b, 0), pace(s.a))
		}
		if s.b > 0 {
			q.add(i, at(s.a, s.b-1, 0), pace(s.b))
		}
	}
	pi := q.stationary()
	sum := func(f func(s state) float64) float64 { return mean(pi, func(i int) float64 { return f(states[i]) }) }
	full := sum(func(s state) float64 { return indicator(s.b == slots) })
	blocked := sum(func(s state) float64 { return indicator(s.waiting == places) })
	waiting := sum(func(s state) float64 { return float64(s.waiting) })
	busy := sum(func(s state) float64 { return indicator(s.a > 0) + indicator(s.b > 0) })
	inHand := sum(func(s state) float64 { return float64(s.a + s.b) })

	c := pool(steady(daysFor(12_000, rate)), rate, Exponential(h), EndlessPatience(), 2)
	c.Groups[0].Slowdown, c.Groups[0].Skills[0].AtOnce = slowdown, slots
	c.Queues[0].Limit = places
	result := mustRun(t, c, Options{Seed: 62, Replications: chainReplications})
	r := referee{t, "chat of two agents", chainReplications, 0.08, 1e-3}
	row, group := result.Queues[0].Row, result.Groups[0].Row
	r.agrees("blocking", row.Get(Blocking), blocked, 0)
	r.agrees("delayed", row.Get(Delayed), (full-blocked)/(1-blocked), 0)
	r.agrees("queue length", row.Get(QueueLength), waiting, 0)
	r.agrees("mean wait", row.Get(MeanWait), waiting/(rate*(1-blocked)), 0)
	r.agrees("aht", row.Get(AHT), inHand/(rate*(1-blocked)), 0)
	r.agrees("occupancy", group.Get(Occupancy), busy/2, 0)
	r.agrees("concurrency", group.Get(Concurrency), inHand/busy, 0)
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// customers returns a centre whose demand is n customers who call again for
// ever: the first call of each is replayed, each further one follows the end
// of the last, answered or not, after a time exponential with mean idle.
func customers(n int, h Horizon, handle Distribution, idle float64, agents int) *Centre {
	c := pool(h, 0, handle, EndlessPatience(), agents)
	q := &c.Queues[0]
	q.Sources[0] = Source{Name: "customers", Process: Replay}
	for i := range n {
		q.Sources[0].Trace = append(q.Sources[0].Trace, -h.Warmup+Time(i)*Minute)
	}
	again := Return{Probability: Constant(1), After: Exponential(idle), Attempts: 30_000, To: 0}
	q.Repeat, q.Retry = &again, &again
	return c
}

// TestEngset: a finite number of customers and no place to wait: the share of
// attempts that are blocked is Engset's call congestion; it does not depend on
// the law of handle times. 100 replications of 15 000 contacts.
func TestEngset(t *testing.T) {
	const sources, agents, h, idle = 12, 5, 150.0, 240.0
	congestion, call := erlang.Engset(sources, agents, h/idle)
	for _, handle := range []Distribution{Exponential(h), Lognormal(h, 0.6)} {
		c := customers(sources, steady(4), handle, idle, agents)
		c.Queues[0].Limit = 0
		result := mustRun(t, c, Options{Seed: 63, Replications: chainReplications})
		r := referee{t, "Engset, " + handle.Shape(), chainReplications, 0.05, 1e-3}
		r.agrees("blocking", result.Queues[0].Get(Blocking), call, 0)
		// Busy agents: each of n sources offers load/(1 + load) if never blocked; by flow, time congestion
		// satisfies busy = load·(n − busy)·(1 − call).
		load := h / idle
		busy := load * sources * (1 - call) / (1 + load*(1-call))
		r.agrees("occupancy", result.Groups[0].Get(Occupancy), busy/agents, 0)
		if !(call < congestion) {
			t.Errorf("call congestion %v is not below time congestion %v", call, congestion)
		}
	}
}

// TestMachineRepair: the same customers with patience: a repair shop with
// several repairmen, a birth–death process.
func TestMachineRepair(t *testing.T) {
	const sources, agents, h, idle = 14, 4, 150.0, 300.0
	states := newChain(sources + 1)
	for k := range sources {
		states.add(k, k+1, float64(sources-k)/idle)
		states.add(k+1, k, float64(min(k+1, agents))/h)
	}
	pi := states.stationary()
	waiting := mean(pi, func(k int) float64 { return float64(max(k-agents, 0)) })
	busy := mean(pi, func(k int) float64 { return float64(min(k, agents)) })
	arrivals := mean(pi, func(k int) float64 { return float64(sources-k) / idle })
	delayed := mean(pi, func(k int) float64 { return indicator(k >= agents) * float64(sources-k) / idle }) / arrivals
	c := customers(sources, steady(5), Exponential(h), idle, agents)
	result := mustRun(t, c, Options{Seed: 64, Replications: chainReplications})
	r := referee{t, "machine repair", chainReplications, 0.04, 1e-3}
	row := result.Queues[0].Row
	r.agrees("arrivals", row.Get(Arrivals), arrivals*c.Horizon.Length.Seconds(), 0)
	r.agrees("delayed", row.Get(Delayed), delayed, 0)
	r.agrees("mean wait", row.Get(MeanWait), waiting/arrivals, 0)
	r.agrees("queue length", row.Get(QueueLength), waiting, 0)
	r.agrees("occupancy", result.Groups[0].Get(Occupancy), busy/agents, 0)
}

// TestReserve: the last two of five free agents are kept for urgent calls; both
// kinds are lost when not answered at once: a birth–death process.
func TestReserveAgainstItsChain(t *testing.T) {
	const urgent, other, h, agents, keep = 0.012, 0.02, 150.0, 5, 2
	states := newChain(agents + 1)
	for k := range agents {
		rate := urgent
		if agents-k > keep {
			rate += other
		}
		states.add(k, k+1, rate)
		states.add(k+1, k, float64(k+1)/h)
	}
	pi := states.stationary()
	hz := steady(daysFor(12_000, urgent+other))
	c := pool(hz, urgent, Exponential(h), EndlessPatience(), agents)
	c.Queues = append(c.Queues, newQueue("other", hz.Open, Constant(other), Exponential(h), EndlessPatience()))
	c.Queues[0].Limit, c.Queues[1].Limit = 0, 0
	c.Groups[0].Skills = []Skill{{Queue: 0}, {Queue: 1}}
	c.Reserves = []Reserve{{Group: 0, For: 0, KeepFree: keep}}
	result := mustRun(t, c, Options{Seed: 65, Replications: chainReplications})
	r := referee{t, "reserve", chainReplications, 0.08, 1e-3}
	r.agrees("blocking of the urgent", result.Queues[0].Get(Blocking), pi[agents], 0)
	r.agrees("blocking of the others", result.Queues[1].Get(Blocking), pi[agents]+pi[agents-1]+pi[agents-2], 0)
	r.agrees("occupancy", result.Groups[0].Get(Occupancy), mean(pi, func(k int) float64 { return float64(k) })/agents, 0)
}

// TestOverflow: calls of a go to group 0 and overflow to group 1, which also
// serves b and works at another speed; nobody waits. The chain counts the busy agents of both groups.
func TestOverflow(t *testing.T) {
	const rateA, rateB, h, n0, n1, speed = 0.02, 0.01, 180.0, 3, 4, 0.8
	at := func(i, j int) int { return i*(n1+1) + j }
	states := newChain((n0 + 1) * (n1 + 1))
	for i := range n0 + 1 {
		for j := range n1 + 1 {
			if i < n0 {
				states.add(at(i, j), at(i+1, j), rateA)
			} else if j < n1 {
				states.add(at(i, j), at(i, j+1), rateA)
			}
			if j < n1 {
				states.add(at(i, j), at(i, j+1), rateB)
			}
			if i > 0 {
				states.add(at(i, j), at(i-1, j), float64(i)/h)
			}
			if j > 0 {
				states.add(at(i, j), at(i, j-1), float64(j)*speed/h)
			}
		}
	}
	pi := states.stationary()
	sum := func(f func(i, j int) float64) float64 {
		return mean(pi, func(s int) float64 { return f(s/(n1+1), s%(n1+1)) })
	}
	hz := steady(daysFor(12_000, rateA+rateB))
	for _, by := range []string{"levels", "a listed route"} {
		c := pool(hz, rateA, Exponential(h), EndlessPatience(), 0)
		c.Queues = append(c.Queues, newQueue("other", hz.Open, Constant(rateB), Exponential(h), EndlessPatience()))
		c.Queues[0].Limit, c.Queues[1].Limit = 0, 0
		c.Groups = []Group{{Name: "z", Skills: []Skill{{Queue: 0, Level: 1}}, ContactLimit: None},
			{Name: "a", Skills: []Skill{{Queue: 0, Level: 2, Speed: speed}, {Queue: 1, Level: 1, Speed: speed}}, ContactLimit: None}}
		if by != "levels" {
			c.Groups[1].Skills[0].Level = 1
			c.Queues[0].Route = &Route{Steps: []Step{{To: []int{0, 1}, Order: Listed, FlowTo: None}}}
		}
		c.Seats = flatSeats(hz, n0, n1)
		result := mustRun(t, c, Options{Seed: 66, Replications: chainReplications})
		r := referee{t, "overflow by " + by, chainReplications, 0.08, 1e-3}
		r.agrees("blocking of a", result.Queues[0].Get(Blocking), sum(func(i, j int) float64 { return indicator(i == n0 && j == n1) }), 0)
		r.agrees("blocking of b", result.Queues[1].Get(Blocking), sum(func(_, j int) float64 { return indicator(j == n1) }), 0)
		r.agrees("occupancy of 0", result.Groups[0].Get(Occupancy), sum(func(i, _ int) float64 { return float64(i) / n0 }), 0)
		r.agrees("occupancy of 1", result.Groups[1].Get(Occupancy), sum(func(_, j int) float64 { return float64(j) / n1 }), 0)
	}
}

// TestRandomChoice: two single agents of different speed; a call that finds
// both free takes either with probability ½, and nobody waits: four states.
func TestRandomChoice(t *testing.T) {
	const rate, h, fast, slow = 0.01, 150.0, 1.5, 0.5
	states := newChain(4) // bit 0: fast busy, bit 1: slow busy
	states.add(0, 1, rate/2)
	states.add(0, 2, rate/2)
	states.add(1, 3, rate)
	states.add(2, 3, rate)
	for _, s := range []int{1, 3} {
		states.add(s, s&^1, fast/h)
	}
	for _, s := range []int{2, 3} {
		states.add(s, s&^2, slow/h)
	}
	pi := states.stationary()
	hz := steady(daysFor(12_000, rate))
	c := pool(hz, rate, Exponential(h), EndlessPatience(), 0)
	c.Queues[0].Limit = 0
	c.PickAgent = RandomAgent
	c.Groups = []Group{{Name: "fast", Skills: []Skill{{Queue: 0, Speed: fast}}, ContactLimit: None}, {Name: "slow", Skills: []Skill{{Queue: 0, Speed: slow}}, ContactLimit: None}}
	c.Seats = flatSeats(hz, 1, 1)
	result := mustRun(t, c, Options{Seed: 67, Replications: chainReplications})
	r := referee{t, "random choice", chainReplications, 0.04, 1e-3}
	r.agrees("blocking", result.Queues[0].Get(Blocking), pi[3], 0)
	r.agrees("occupancy of the fast", result.Groups[0].Get(Occupancy), pi[1]+pi[3], 0)
	r.agrees("occupancy of the slow", result.Groups[1].Get(Occupancy), pi[2]+pi[3], 0)
}
