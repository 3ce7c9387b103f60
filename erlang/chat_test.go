package erlang

import (
	"flag"
	"math"
	"slices"
	"testing"
)

var showChat = flag.Bool("chat", false, "print the measured error of the even spread of chats")

// chatState is a state of all agents: their contacts in hand, ascending, one byte each, and the contacts waiting.
type chatState struct {
	hands string
	queue int
}

// with is the agents' contacts after one of them has some more or fewer.
func (s chatState) with(agent, by int) string {
	hands := []byte(s.hands)
	hands[agent] = byte(int(hands[agent]) + by)
	slices.Sort(hands)
	return string(hands)
}

// chatFlow is a transition with its rate per handle time.
type chatFlow struct {
	to   chatState
	rate float64
}

// flows are the transitions out of a state: new contacts go to the agents with the fewest in hand.
func (s chatState) flows(q Chat, queue int) []chatFlow {
	var flows []chatFlow
	allFull := s.hands[0] == byte(q.Slots)
	switch {
	case !allFull:
		flows = append(flows, chatFlow{chatState{s.with(0, 1), 0}, q.Load})
	case s.queue < queue:
		flows = append(flows, chatFlow{chatState{s.hands, s.queue + 1}, q.Load})
	}
	if s.queue > 0 {
		flows = append(flows, chatFlow{chatState{s.hands, s.queue - 1}, float64(s.queue) * q.HandleSeconds / q.PatienceSeconds})
	}
	for agent := range q.Agents {
		k := float64(s.hands[agent])
		rate := k / (1 + q.Slowdown*(k-1))
		switch {
		case k == 0:
		case s.queue > 0: // the next contact takes the slot
			flows = append(flows, chatFlow{chatState{s.hands, s.queue - 1}, rate})
		default:
			flows = append(flows, chatFlow{chatState{s.with(agent, -1), 0}, rate})
		}
	}
	return flows
}

// exactChat solves the process of all agents by iterating its balance equations, and returns mean waiting and the share
// delayed.
func exactChat(q Chat, queue int) (waiting, delayed float64) {
	states := []chatState{{hands: string(make([]byte, q.Agents))}}
	index := map[chatState]int{states[0]: 0}
	var out [][]chatFlow
	highest := 0.0
	for i := 0; i < len(states); i++ {
		flows, sum := states[i].flows(q, queue), 0.0
		for _, f := range flows {
			if _, known := index[f.to]; !known {
				index[f.to] = len(states)
				states = append(states, f.to)
			}
			sum += f.rate
		}
		out = append(out, flows)
		highest = max(highest, 1.01*sum)
	}
	p := make([]float64, len(states))
	p[0] = 1
	for difference := 1.0; difference > 1e-13; {
		next := slices.Clone(p)
		for i, flows := range out {
			for _, f := range flows {
				move := p[i] * f.rate / highest
				next[i] -= move
				next[index[f.to]] += move
			}
		}
		difference = 0
		for i := range p {
			difference += math.Abs(next[i] - p[i])
		}
		p = next
	}
	for i, s := range states {
		waiting += p[i] * float64(s.queue)
		if s.hands[0] == byte(q.Slots) {
			delayed += p[i]
		}
	}
	return waiting, delayed
}

// The even spread is an approximation whose error the documentation states; with one slot or without slowdown it is exact,
// because then all spreads of the same number complete equally fast.
func TestChatAgainstAllAgents(t *testing.T) {
	for _, c := range []struct {
		q         Chat
		tolerance float64 // relative, of the queue
	}{
		{Chat{2, 60, 120, 1, 0.3, 2, 0}, 1e-9},
		{Chat{3, 60, 120, 3, 0, 2, 0}, 1e-9},
		{Chat{2.5, 60, 120, 2, 0.15, 2, 0}, 0.01},
		{Chat{3.5, 60, 120, 3, 0.15, 2, 0}, 0.02},
		{Chat{6, 60, 120, 3, 0.30, 4, 0}, 0.04},
		{Chat{8, 60, 120, 3, 0.15, 4, 0}, 0.02},
		{Chat{7, 60, 60, 3, 0.50, 5, 0}, 0.06},
	} {
		waiting, delayed := exactChat(c.q, 40)
		m := c.q.Measures(20, 5)
		near(t, "queue length", m.QueueLength, waiting, c.tolerance)
		near(t, "delayed", m.Delayed, delayed, c.tolerance)
		if *showChat {
			t.Logf("%+v: queue %.4f (%+.2f %%), delayed %.4f (%+.2f %%)", c.q, waiting, 100*(m.QueueLength/waiting-1), delayed, 100*(m.Delayed/delayed-1))
		}
	}
}

// One slot is Erlang A, for agents, blocking and all.
func TestChatWithOneSlotIsErlangA(t *testing.T) {
	for _, q := range []MMnM{{20, 300, 120, 22, 0}, {20, 300, 120, 22, 25}, {2000, 300, 120, 2010, 0}, {5, 60, math.Inf(1), 7, 0}, {30, 60, 60, 20, 0}} {
		chat := Chat{q.Load, q.HandleSeconds, q.PatienceSeconds, 1, 0.5, int(q.Agents), int(q.Lines)}.Measures(20, 5)
		m := q.Measures(20, 5)
		near(t, "service level", chat.ServiceLevels.AbandonsNegative, m.ServiceLevels.AbandonsNegative, 1e-10)
		near(t, "occupancy", chat.Occupancy, m.Occupancy, 1e-10)
		near(t, "blocking", chat.Blocking, m.Blocking, 1e-9)
		near(t, "concurrency", chat.Concurrency, 1, 1e-12)
		near(t, "handle time", chat.EffectiveHandleTime, q.HandleSeconds, 1e-10)
	}
}

// Little's law inside service, and agents that a target needs.
func TestChatAgents(t *testing.T) {
	q := Chat{Load: 20, HandleSeconds: 300, PatienceSeconds: 120, Slots: 3, Slowdown: 0.15}
	target := Target{ServiceLevel: 0.8, AWTSeconds: 30}
	answer := q.AgentsFor(target)
	q.Agents = int(answer.Agents)
	if m := q.Measures(30, 0); len(target.Missed(m.Measures)) > 0 || m.EffectiveHandleTime < 300 || m.EffectiveHandleTime > 300*q.pace(3) {
		t.Errorf("%v agents: %+v", q.Agents, m)
	}
	q.Agents--
	if m := q.Measures(30, 0); len(target.Missed(m.Measures)) == 0 {
		t.Errorf("%v agents are enough, too", q.Agents)
	}
	overloaded := Chat{100, 300, math.Inf(1), 3, 0.15, 9, 0}.Measures(30, 5)
	if !math.IsInf(overloaded.ASASeconds, 1) || overloaded.Concurrency != 3 {
		t.Errorf("overload: %+v", overloaded)
	}
}
