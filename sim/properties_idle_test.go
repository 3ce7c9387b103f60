package sim

import "testing"

// An agent who could work never stands idle. Each case was found on a random
// centre. Moments are in seconds after the start of the horizon.

// A mail that is put aside goes on at once with an agent who is free but of no
// help to callers: g and h take mails, h also calls. Mails 0–60 with g and 0–300 with h; the call
// of 100 takes h, and g goes on with the mail, of which 200 s are left, until 300.
func TestPutAsideForAnotherAgent(t *testing.T) {
	mail, short, calls := mails(300, Day, Elapsed, 0), mails(60, Day, Elapsed, 0), script("calls", 500, 100)
	short.Name, short.Sources[0].Name = "short mail", "short mail"
	mail.Interruptible = true
	c := scene([]Queue{mail, short, calls}, []Group{crew("g", 0, 1), crew("h", 0, 2)}, 1, 1)
	c.Groups[0].Skills[0].Level = 2 // h takes the long mail, g the short one
	p := play(t, c)
	p.log(`
		0s mail answered 0s g 300s
		0s short mail answered 0s g 60s
		100s calls answered 0s h 500s`)
	p.group("h", "contacts 2, handling 600s, logged in 3600s, overrun 0s")
	p.group("g", "contacts 1, handling 260s, logged in 3600s, overrun 0s")
	p.times("mail", "answered 0s, abandoned 0s, others 0s, talk 300s, wrap-up 0s, bot 0s, area 0s")
}

// A mail that was put off while the last callers of the morning were still to come goes on when the centre
// opens again. Open 0–600 and 700–3600; the agent has a call 500–650, the mail
// of 580 waits; a caller of 590 is with the bot until 990, for whom the agent stays. From 700 the mail is taken.
func TestPutOffUntilTheNextOpening(t *testing.T) {
	mail, calls, bot := mails(100, Day, Elapsed, 580), script("calls", 150, 500), script("bot", 10, 590)
	bot.SelfService = &SelfService{Containment: Constant(0), Time: Fixed(400)}
	c := scene([]Queue{mail, calls, bot}, []Group{crew("g", 0, 1, 2)}, 1)
	c.Horizon.Open = []Span{{0, 600 * Second}, {700 * Second, Hour}}
	for q := range c.Queues {
		c.Queues[q].Open = c.Horizon.Open
	}
	play(t, c).log(`
		500s calls answered 0s g 150s
		580s mail answered 120s g 100s
		990s bot answered 0s g 10s`)
}

// But who is kept free stays so, also when a new day renews the group's limit of contacts.
func TestKeptFreeOnANewDay(t *testing.T) {
	calls, other := script("calls", 60, 10), script("other", 60, 50)
	c := scene([]Queue{calls, other}, []Group{crew("g", 0, 1)}, 1)
	c.Horizon.Length, c.Horizon.Open = 2*Day, []Span{{0, 3 * Day}}
	c.Queues[0].Open, c.Queues[1].Open = c.Horizon.Open, c.Horizon.Open
	c.Seats = flatSeats(c.Horizon, 1)
	c.Groups[0].ContactLimit = 100
	c.Reserves = []Reserve{{Group: 0, For: 0, KeepFree: 1}}
	p := play(t, c)
	p.log(`
		10s calls answered 0s g 60s
		50s other waiting_at_end 172750s`)
	p.queue("other", "arrivals 1, waiting_at_end 1")
}

// A promised call that reaches nobody gives the agent back to the mail it
// interrupted. Calls wait for h, where nobody is, and after 50 s for g as well. The call of 100 becomes a callback
// at 110; at 150 the mail (0–300) is put aside for it in vain.
func TestPutAsideForNobody(t *testing.T) {
	mail, calls := mails(300, Day, Elapsed, 0), script("calls", 60, 100)
	mail.Interruptible = true
	calls.Callback = &Callback{OfferAfter: 10 * Second, Accept: always(), Reach: Constant(0), Within: Hour}
	calls.Route = &Route{Steps: []Step{{To: []int{1}, FlowTo: None}, {After: 50 * Second, To: []int{0}, FlowTo: None}}}
	p := play(t, scene([]Queue{mail, calls}, []Group{crew("g", 0, 1), crew("h", 1)}, 1, 0))
	p.log(`
		0s mail answered 0s g 300s
		100s calls callback 10s`)
	p.group("g", "contacts 1, handling 300s, logged in 3600s, overrun 0s")
}
