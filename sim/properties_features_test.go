package sim

import (
	"math"
	"slices"
	"testing"
)

// A feature at strength zero must change no number, though it takes the engine
// off its short ways: abandonments become events, contacts are followed one by one,
// agents hold several contacts, calls are routed in steps. The exact equality
// of all these ways is what makes it safe to choose the fastest.

// clone returns c with its own queues, groups and seats.
func clone(c *Centre) *Centre {
	out := *c
	out.Queues, out.Groups, out.Seats.Count = slices.Clone(c.Queues), slices.Clone(c.Groups), slices.Clone(c.Seats.Count)
	for i := range out.Queues {
		out.Queues[i].Sources = slices.Clone(out.Queues[i].Sources)
	}
	for i := range out.Groups {
		out.Groups[i].Skills = slices.Clone(out.Groups[i].Skills)
	}
	return &out
}

// harmless lists changes that mean nothing.
func harmless() map[string]func(c *Centre) {
	each := func(set func(q *Queue)) func(c *Centre) {
		return func(c *Centre) {
			for i := range c.Queues {
				set(&c.Queues[i])
			}
		}
	}
	eachGroup := func(set func(g *Group)) func(c *Centre) {
		return func(c *Centre) {
			for i := range c.Groups {
				set(&c.Groups[i])
			}
		}
	}
	never := func(to int) *Return {
		return &Return{Probability: Constant(0), After: Exponential(60), Attempts: 3, To: to}
	}
	return map[string]func(c *Centre){
		"a queue limit beyond reach": each(func(q *Queue) { q.Limit = 1 << 30 }),
		"a limit on one queue":       func(c *Centre) { c.Queues[0].Limit = 1 << 30 },
		"lines in plenty": func(c *Centre) {
			c.Trunks = []Trunk{{"lines", 1 << 30}}
			each(func(q *Queue) { q.Trunk = 0 })(c)
		},
		"nobody retries": each(func(q *Queue) { q.Retry = never(0) }),
		"nobody repeats": each(func(q *Queue) { q.Repeat = never(0) }),
		// Within the queue and its groups, or others would stay after closing in case they are needed.
		"nobody is transferred": func(c *Centre) {
			for i := range c.Queues {
				c.Queues[i].Transfers = []Transfer{{Probability: Constant(0), To: i, Queue: true}}
			}
		},
		"no conference": func(c *Centre) {
			for i := range c.Queues {
				c.Queues[i].Conference = &Conference{Probability: Constant(0), With: serving(c, i)[0], Time: Exponential(60)}
			}
		},
		"nobody balks": each(func(q *Queue) { q.Balk = Constant(0) }),
		"a bot that contains nobody and takes no time": each(func(q *Queue) { q.SelfService = &SelfService{Containment: Constant(0)} }),
		"callbacks that nobody accepts": each(func(q *Queue) {
			q.Callback = &Callback{OfferAfter: 10 * Second, Accept: Constant(0), Reach: Constant(1), Within: Hour}
		}),
		"no messages":                  addStep(Step{After: 20 * Second, FlowTo: None}),
		"the same groups later":        addStep(Step{After: 20 * Second, FlowTo: None}, Step{After: 50 * Second, FlowTo: None}),
		"a disconnection too late":     addStep(Step{After: 20 * Day, FlowTo: None, Disconnect: true}),
		"a contact limit beyond reach": eachGroup(func(g *Group) { g.ContactLimit = 1 << 30 }),
		"keep no agent free":           func(c *Centre) { c.Reserves = []Reserve{{Group: 0, For: 0, KeepFree: 0}} },
		"speed 1 and one at once": eachGroup(func(g *Group) {
			g.Slowdown = 0.5
			for i := range g.Skills {
				g.Skills[i].Speed, g.Skills[i].AtOnce = 1, 1
			}
		}),
		"nobody is absent": eachGroup(func(g *Group) { g.Absence = Constant(1e-300) }),
		"group hours as the centre's": func(c *Centre) {
			eachGroup(func(g *Group) { g.Open = c.Horizon.Open })(c)
		},
		"uncorrelated": func(c *Centre) {
			if len(c.Queues) > 1 {
				c.Correlations = []Correlation{{A: 0, B: 1, Rho: 0}}
			}
		},
		"a chat queue without chats": addQueue(func(q *Queue) { q.Channel = Chat }, 3),
		"a deferrable queue without work": addQueue(func(q *Queue) {
			q.Channel, q.Patience, q.Due, q.Interruptible = Email, EndlessPatience(), &Due{Within: Hour}, true
		}, 1),
		"a dialer without numbers": addQueue(func(q *Queue) {
			q.Channel = Outbound
			q.Dialer = &Dialer{Mode: Predictive, Hours: q.Open, List: 0, Reach: Constant(1), DialsPerAgent: 2, StartWhenIdle: 1, MaxAbandonment: math.NaN()}
		}, 1),
		"a group without agents": func(c *Centre) {
			c.Groups = append(c.Groups, Group{Name: "zz nobody", Skills: []Skill{{Queue: 0, Level: 9}}, ContactLimit: None})
			c.Seats.Count = append(c.Seats.Count, make([]int, len(c.Seats.Count[0])))
		},
	}
}

// serving returns the groups with a skill for queue q.
func serving(c *Centre, q int) []int {
	var groups []int
	for g := range c.Groups {
		if slices.ContainsFunc(c.Groups[g].Skills, func(s Skill) bool { return s.Queue == q }) {
			groups = append(groups, g)
		}
	}
	return groups
}

// addStep appends routing steps to every queue.
func addStep(steps ...Step) func(c *Centre) {
	return func(c *Centre) {
		for q := range c.Queues {
			route := Route{}
			if old := c.Queues[q].Route; old != nil {
				route = *old
			} else {
				route.Steps = []Step{{To: serving(c, q), Order: ByLevel, FlowTo: None}}
			}
			route.Steps = append(slices.Clone(route.Steps), steps...)
			c.Queues[q].Route = &route
		}
	}
}

// addQueue adds a queue without demand that every group serves, several at once.
func addQueue(set func(q *Queue), atOnce int) func(c *Centre) {
	return func(c *Centre) {
		q := newQueue("zz nothing", c.Horizon.Open, Steps{}, Exponential(60), Exponential(60))
		q.Sources = nil
		set(&q)
		c.Queues = append(c.Queues, q)
		for g := range c.Groups {
			c.Groups[g].Skills = append(c.Groups[g].Skills, Skill{Queue: len(c.Queues) - 1, Level: 5, AtOnce: atOnce})
		}
	}
}

// TestHarmlessFeatures: byte for byte the same estimates of every queue and group.
func TestHarmlessFeatures(t *testing.T) {
	small := workload1(12)
	small.Queues[0].WrapUp = Lognormal(30, 0.5)
	small.Groups[0].PaidPerSeat = Constant(1.3)
	short := wavy(9, Lognormal(200, 1), Exponential(150))
	cutOff := clone(simpleMSK())
	cutOff.Horizon.AtClose = Disconnect
	for centre, c := range map[string]*Centre{"one pool": small, "waves": short, "two groups": simpleMSK(), "cut off at close": cutOff, "four groups": workload2()} {
		o := Options{Seed: 91, Replications: 8}
		want := mustRun(t, c, o)
		for name, change := range harmless() {
			changed := clone(c)
			change(changed)
			got := mustRun(t, changed, o)
			what := centre + ", " + name
			for q := range want.Queues {
				sameRows(t, what, want.Queues[q].Row, got.Queues[q].Row)
				sameIntervals(t, what, want.Queues[q].Intervals, got.Queues[q].Intervals)
			}
			for g := range want.Groups {
				sameRows(t, what, want.Groups[g].Row, got.Groups[g].Row)
				sameIntervals(t, what, want.Groups[g].Intervals, got.Groups[g].Intervals)
			}
		}
	}
}

// sameRows fails unless two rows hold the same bits.
func sameRows(t *testing.T, what string, a, b Row) {
	t.Helper()
	for m := range metrics {
		x, y := a.Get(m), b.Get(m)
		if math.Float64bits(x.Value) != math.Float64bits(y.Value) || math.Float64bits(x.Low) != math.Float64bits(y.Low) || math.Float64bits(x.SD) != math.Float64bits(y.SD) {
			t.Errorf("%s: %s is %v, without %v", what, m, y, x)
		}
	}
}

func sameIntervals(t *testing.T, what string, a, b []IntervalRow) {
	t.Helper()
	if len(a) != len(b) {
		t.Errorf("%s: %d intervals, without %d", what, len(b), len(a))
		return
	}
	for i := range a {
		sameRows(t, what, a[i].Row, b[i].Row)
	}
}
