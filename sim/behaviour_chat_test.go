package sim

import "testing"

// chatters is a group whose agents hold up to atOnce[i] contacts of queue i together.
func chatters(name string, slowdown float64, atOnce ...int) Group {
	g := Group{Name: name, ContactLimit: None, Slowdown: slowdown}
	for q, n := range atOnce {
		if n > 0 {
			g.Skills = append(g.Skills, Skill{Queue: q, Level: 1, AtOnce: n})
		}
	}
	return g
}

// One agent, two chats at once, each at 1 ÷ 1.5 of its pace beside another. Chats of
// 60 s of work arrive at 0, 30 and 40. At 30 the first has 30 s left: 45 s beside the second,
// so until 75. The third waits until then. The second has done 45 ÷ 1.5 = 30 s of work; its other 30 take
// until 120 beside the third, which has then done 30 too and ends alone at 150.
func TestChatsKeepTheirProgress(t *testing.T) {
	c := scene([]Queue{script("chat", 60, 0, 30, 40)}, []Group{chatters("g", 0.5, 2)}, 1)
	p := play(t, c)
	p.log(`
		0s chat answered 0s g 75s
		30s chat answered 0s g 90s
		40s chat answered 35s g 75s`)
	p.times("chat", "answered 35s, abandoned 0s, others 0s, talk 240s, wrap-up 0s, bot 0s, area 35s")
	p.group("g", "contacts 3, handling 150s, logged in 3600s, overrun 0s")
	if got := mustRun(t, c, Options{Seed: 1, Replications: 1}).Groups[0].Get(Concurrency).Value; got != 1.6 { // 240 ÷ 150
		t.Errorf("concurrency %v", got)
	}
}

// Chats at 0, 1, 2, 3 and 4 meet agents a and b, who hold three. The first goes to a; the
// second to b, who has fewer; the third, one each, to a, whose last change is longer ago; the
// fourth to b; the fifth to a again. Without slowdown each takes 100 s.
func TestChatsAreSpread(t *testing.T) {
	play(t, scene([]Queue{script("chat", 100, 0, 1, 2, 3, 4)}, []Group{chatters("a", 0, 3), chatters("b", 0, 3)}, 1, 1)).log(`
		0s chat answered 0s a 100s
		1s chat answered 0s b 100s
		2s chat answered 0s a 100s
		3s chat answered 0s b 100s
		4s chat answered 0s a 100s`)
}

// Chat allows three at once, social two. With two chats in hand (0, 1) the agent takes no social
// contact (10): it waits until one chat ends at 100. From then on there are two
// in hand, one of them social: the chat of 101, which alone would fit as third, waits for the end of the other chat at 110.
func TestSmallestLimitHolds(t *testing.T) {
	chat := script("chat", 100, 0, 10, 101)
	play(t, scene([]Queue{chat, script("social", 100, 20)}, []Group{chatters("g", 0, 3, 2)}, 1)).log(`
		0s chat answered 0s g 100s
		10s chat answered 0s g 100s
		20s social answered 80s g 100s
		101s chat answered 9s g 100s`)
}

// A call needs the whole agent. The chats of 0 and 5 are in hand when a call comes at 10: the agent
// accepts nothing else, so the chat of 20 waits, although two in hand are less than
// three. At 105 the agent is empty and takes the call until 205, then the chat.
func TestCallNeedsTheWholeAgent(t *testing.T) {
	chat, call := script("chat", 100, 0, 5, 20), script("call", 100, 10)
	c := scene([]Queue{chat, call}, []Group{chatters("g", 0, 3, 1)}, 1)
	play(t, c).log(`
		0s chat answered 0s g 100s
		5s chat answered 0s g 100s
		10s call answered 95s g 100s
		20s chat answered 185s g 100s`)
	// While a call is in hand nothing joins it.
	c.Queues[0], c.Queues[1] = script("chat", 100, 20), script("call", 100, 10)
	play(t, c).log(`
		10s call answered 0s g 100s
		20s chat answered 90s g 100s`)
	// The call gives up at 30: now the agent may go on with chats, those that waited first
	// (20) before the one of that very moment.
	c.Queues[0], c.Queues[1] = script("chat", 100, 0, 5, 20, 30), script("call", 100, 10)
	c.Queues[1].Patience = Fixed(20)
	play(t, c).log(`
		0s chat answered 0s g 100s
		5s chat answered 0s g 100s
		10s call abandoned 20s
		20s chat answered 10s g 100s
		30s chat answered 70s g 100s`)
	// Where chats have the better level, the call is not the agent's best: chats go on, and
	// the call waits until the agent is empty: 0, 5 and 20 end at 120.
	c.Queues[0], c.Queues[1] = script("chat", 100, 0, 5, 20), script("call", 100, 10)
	c.Groups[0].Skills[1].Level = 2
	play(t, c).log(`
		0s chat answered 0s g 100s
		5s chat answered 0s g 100s
		10s call answered 110s g 100s
		20s chat answered 0s g 100s`)
}

// Two agents with a chat each (0 and 1, 100 s), a call waits since 10 and a chat since 20. The
// first agent is empty at 100 and takes the call: the second, who still has a chat until 101,
// may now take the waiting chat at once.
func TestAnotherAgentTakesTheCall(t *testing.T) {
	play(t, scene([]Queue{script("chat", 100, 0, 1, 20), script("call", 100, 10)}, []Group{chatters("g", 0, 3, 1)}, 2)).log(`
		0s chat answered 0s g 100s
		1s chat answered 0s g 100s
		10s call answered 90s g 100s
		20s chat answered 80s g 100s`)
}

// Wrap-up is in hand. Talk 30 and wrap-up 20 s of work, two at once, half the pace beside another.
// The first talks until 30 and writes; at 40, 10 s of writing are left when the second comes:
// until 60. The second has then done 10 of 30 s, ends alone at 80 and writes until 100.
func TestWrapUpIsInHand(t *testing.T) {
	q := script("chat", 30, 0, 40)
	q.WrapUp = Fixed(20)
	c := scene([]Queue{q}, []Group{chatters("g", 1, 2)}, 1)
	p := play(t, c)
	p.log(`
		0s chat answered 0s g 30s+30s
		40s chat answered 0s g 40s+20s`)
	p.times("chat", "answered 0s, abandoned 0s, others 0s, talk 70s, wrap-up 50s, bot 0s, area 0s")
	p.group("g", "contacts 2, handling 100s, logged in 3600s, overrun 0s")

	// A third, of 45, finds both hands full and joins at 60. The second's 20 s of talk take until 100; the
	// third has done 20, and its last 10 take until 120 beside the second's writing, of which 10 s are left.
	// From 120 both write: the second until 140; the third has done 10 of 20 and is alone until 150.
	c.Queues[0].Sources[0].Trace = append(c.Queues[0].Sources[0].Trace, 45*Second)
	p = play(t, c)
	p.log(`
		0s chat answered 0s g 30s+30s
		40s chat answered 0s g 60s+40s
		45s chat answered 15s g 60s+30s`)
	p.times("chat", "answered 15s, abandoned 0s, others 0s, talk 150s, wrap-up 100s, bot 0s, area 15s")
	p.group("g", "contacts 3, handling 150s, logged in 3600s, overrun 0s")
}

// Four chats wait when two agents log in at 1800: two each, not three and one. With a
// slowdown of 100 % they take 200 s.
func TestWaitingChatsAreSpreadAtLogin(t *testing.T) {
	p := play(t, seated(scene([]Queue{script("chat", 100, 10, 20, 30, 40)}, []Group{chatters("g", 1, 3)}, 0), 0, 30, 0, 2))
	p.log(`
		10s chat answered 1790s g 200s
		20s chat answered 1780s g 200s
		30s chat answered 1770s g 200s
		40s chat answered 1760s g 200s`)
	p.group("g", "contacts 4, handling 400s, logged in 3600s, overrun 0s")
}

// From two agents to one at 1800. One has two chats in hand (1700 and 1702), the other one
// (1701): the latter takes no more. The chat of 1810 waits although a hand is free.
func TestAgentWhoLeavesTakesNoMoreChats(t *testing.T) {
	build := func(first, second, third float64) *Centre {
		q := script("chat", 50, 1700, 1701, 1702, 1810)
		q.Handle = Fixed(0).WithMean(Steps{At: []Time{0, 1701 * Second, 1702 * Second, 1703 * Second}, Value: []float64{first, second, third, 50}})
		return seated(scene([]Queue{q}, []Group{chatters("g", 0, 2)}, 0), 0, 30, 2, 1)
	}
	// It ends at 1851 and leaves; the other has a hand free at 1880.
	p := play(t, build(200, 150, 178))
	p.log(`
		1700s chat answered 0s g 200s
		1701s chat answered 0s g 150s
		1702s chat answered 0s g 178s
		1810s chat answered 70s g 50s`)
	p.group("g", "contacts 4, handling 380s, logged in 5451s, overrun 51s")
	// Here the other has a free hand at 1815 and takes the waiting chat until 1865. Then it is empty (its third ended
	// at 1820) and leaves: whoever is free first does. The one with the chat until 1951 stays.
	p = play(t, build(115, 250, 118))
	p.log(`
		1700s chat answered 0s g 115s
		1701s chat answered 0s g 250s
		1702s chat answered 0s g 118s
		1810s chat answered 5s g 50s`)
	p.group("g", "contacts 4, handling 415s, logged in 5465s, overrun 65s")
}

// The agent with a chat until 1951 was chosen to leave at 1800. The other, empty at 1815, leaves
// instead: the chosen one is there for the chats of 1820 and 1830.
func TestWhoStaysTakesChatsAgain(t *testing.T) {
	q := script("chat", 50, 1700, 1701, 1702, 1820, 1830)
	q.Handle = Fixed(0).WithMean(Steps{At: []Time{0, 1701 * Second, 1702 * Second, 1703 * Second}, Value: []float64{115, 250, 113, 50}})
	p := play(t, seated(scene([]Queue{q}, []Group{chatters("g", 0, 3)}, 0), 0, 30, 2, 1))
	p.log(`
		1700s chat answered 0s g 115s
		1701s chat answered 0s g 250s
		1702s chat answered 0s g 113s
		1820s chat answered 0s g 50s
		1830s chat answered 0s g 50s`)
	p.group("g", "contacts 5, handling 365s, logged in 5415s, overrun 15s")
}

// Two agents are kept for chat. A social contact may not take one of the last two free
// agents, but may join a chat in hand: that agent is not free.
func TestReserveAmongChats(t *testing.T) {
	c := scene([]Queue{script("chat", 100, 0), script("social", 100, 10, 20)}, []Group{chatters("g", 0, 3, 2)}, 3)
	c.Reserves = []Reserve{{Group: 0, For: 0, KeepFree: 2}}
	play(t, c).log(`
		0s chat answered 0s g 100s
		10s social answered 0s g 100s
		20s social answered 80s g 100s`)
}

// A conference at the end of a chat (60 s) with b for 30 s: another chat in hand (until 100) is slowed
// down by nothing here. Then the customer goes on to books, where b serves.
func TestConferenceOfAChat(t *testing.T) {
	chat := script("chat", 60, 0, 40)
	chat.Conference = &Conference{Probability: until(20), With: 1, Time: Fixed(30)}
	chat.Transfers = []Transfer{{Probability: until(20), To: 1, Queue: true}}
	p := play(t, scene([]Queue{chat, script("books", 10)}, []Group{chatters("g", 0, 2), crew("h", 1)}, 1, 1))
	p.log(`
		0s chat answered 0s g 90s
		40s chat answered 0s g 60s
		90s books answered 0s h 10s`)
	p.group("g", "contacts 2, handling 100s, logged in 3600s, overrun 0s")
	p.group("h", "contacts 1, handling 40s, logged in 3600s, overrun 0s")
}

// The horizon ends with two chats in hand, one of them in wrap-up: one in service.
func TestEndOfTheHorizonWithChats(t *testing.T) {
	q := script("chat", 60, 86330, 86350)
	q.WrapUp = Fixed(100)
	c := roundTheClock(scene([]Queue{q}, []Group{chatters("g", 0, 2)}, 1))
	p := play(t, c)
	p.queue("chat", "arrivals 2, answered 2, in_awt 2, immediate 2, service_at_end 1")
	p.times("chat", "answered 0s, abandoned 0s, others 0s, talk 110s, wrap-up 10s, bot 0s, area 0s")
	p.group("g", "contacts 2, handling 70s, logged in 86400s, overrun 0s")
}

// By urgency: the call of 10 has 200 s to its target, until 210; a chat of 20 has 20 s, until 40. Waiting together the chat would
// be the agent's best, so it joins the chat of 0; with 20 s for the call (30) the agent accepts nothing else.
func TestUrgentChatJoins(t *testing.T) {
	chat, call := script("chat", 100, 0, 20), script("call", 100, 10)
	c := scene([]Queue{chat, call}, []Group{chatters("g", 0, 3, 1)}, 1)
	c.PickContact = MostUrgent
	c.Queues[1].Target = target(200 * Second)
	play(t, c).log(`
		0s chat answered 0s g 100s
		10s call answered 110s g 100s
		20s chat answered 0s g 100s`)
	c.Queues[1].Target = target(20 * Second)
	play(t, c).log(`
		0s chat answered 0s g 100s
		10s call answered 90s g 100s
		20s chat answered 180s g 100s`)
}
