package sim

import "testing"

// One agent, two chats at once, each at 1 ÷ 1.5 of its pace beside another. Chats of 60 s with 30 s of
// wrap-up arrive at 0 and 30. At 30 the first has 30 s left: 45 s beside the second, so until 75. Its
// wrap-up stands beside the second's other 30 s: both last until 120. The second's wrap-up is alone: until 150.
func TestRowsTellStretchedWrapUp(t *testing.T) {
	q := script("chat", 60, 0, 30)
	q.WrapUp = Fixed(30)
	p := play(t, scene([]Queue{q}, []Group{chatters("g", 0.5, 2)}, 1))
	p.log(`
		0s chat answered 0s g 75s+45s
		30s chat answered 0s g 90s+30s`)
	p.times("chat", "answered 0s, abandoned 0s, others 0s, talk 165s, wrap-up 75s, bot 0s, area 0s")
}

// An agent who holds two chats of 60 s with 50 s of wrap-up, at once and without slowdown, is still there
// when the day ends at 86400 s: the chat of 86300 was in its wrap-up from 86360 on, that of 86370 was being talked
// to for 30 s, those of 86380 and 86390 waited, and the call of 86385, which nobody serves, too.
func TestRowsOfTheOpenEnd(t *testing.T) {
	chat := script("chat", 60, 86300, 86370, 86380, 86390)
	chat.WrapUp = Fixed(50)
	c := scene([]Queue{chat, script("call", 60, 86385)}, []Group{chatters("g", 0, 2), crew("nobody", 1)}, 1, 0)
	c.Horizon.Open = openFrom(0, 2*Day)
	for q := range c.Queues {
		c.Queues[q].Open = c.Horizon.Open
	}
	for i := range c.Seats.Count[0] {
		c.Seats.Count[0][i] = 1
	}
	play(t, c).log(`
		86300s chat answered 0s g 60s+40s
		86370s chat in_service_at_end 0s g 30s
		86380s chat waiting_at_end 20s
		86385s call waiting_at_end 15s
		86390s chat waiting_at_end 10s`)
}
