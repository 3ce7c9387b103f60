package sim

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Properties of single paths: what must hold contact by contact, not just on average.

// path returns what happened to every customer of replication r, by customer.
func path(t *testing.T, c *Centre, seed uint64, r int) map[uint64]Record {
	t.Helper()
	if problems := c.Validate(); len(problems) > 0 {
		t.Fatal(problems)
	}
	out := map[uint64]Record{}
	if err := Trace(context.Background(), c, seed, r, func(r Record) { out[r.Customer] = r }); err != nil {
		t.Fatal(err)
	}
	return out
}

// wavy is a pool whose arrivals and agents change every half hour.
func wavy(seed uint64, handle, patience Distribution) *Centre {
	r := rand.New(rand.NewPCG(seed, 1))
	h := day(openFrom(8*Hour, 13*Hour), 30*Minute)
	c := pool(h, 0, handle, patience, 0)
	rate := Steps{}
	for i := 16; i < 26; i++ {
		rate.At = append(rate.At, Time(i)*30*Minute)
		rate.Value = append(rate.Value, 0.005+0.03*r.Float64())
		c.Seats.Count[0][i] = 1 + r.IntN(8)
	}
	c.Queues[0].Sources[0].Rate = rate
	return c
}

// customer is what one customer brings along, whatever the staffing.
type customer struct{ entered, service, patience Time }

// customersOf finds out the customers of a replication: with agents in plenty
// the trace tells their handle times, without any it tells their patience.
func customersOf(t *testing.T, c *Centre, seed uint64, r int) map[uint64]customer {
	t.Helper()
	out := map[uint64]customer{}
	plenty := path(t, c.WithSeats(c.Seats.Map(func(_, _, _ int) int { return 400 })), seed, r)
	nobody := path(t, c.WithSeats(c.Seats.Map(func(_, _, _ int) int { return 0 })), seed, r)
	for id, p := range plenty {
		n := nobody[id]
		if p.Outcome != "answered" || p.Wait != 0 || n.Outcome != "abandoned" || n.Entered != p.Entered {
			t.Fatalf("customer %x: %+v with plenty, %+v without agents", id, p, n)
		}
		out[id] = customer{p.Entered, p.Talk + p.WrapUp, n.Wait}
	}
	return out
}

// firstCome serves customers first come first served by the definition, with
// no event loop: each starts at the first moment, not before it came, at which fewer
// of those before are in service than there are seats; unless its patience ends
// before. It returns waits and who was answered.
func firstCome(c *Centre, customers map[uint64]customer) map[uint64]Record {
	ids := make([]uint64, 0, len(customers))
	for id := range customers {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uint64) int { return cmp.Compare(customers[a].entered, customers[b].entered) })
	closing := c.Horizon.Open[0].To
	seats := func(at Time) int { return c.Seats.At(0, min(at, closing-1)) } // the last seats stay until nobody waits
	out := map[uint64]Record{}
	var starts, ends []Time
	for _, id := range ids {
		k := customers[id]
		moments := []Time{k.entered}
		for _, end := range ends {
			if end > k.entered {
				moments = append(moments, end)
			}
		}
		for at := (k.entered/c.Horizon.Interval + 1) * c.Horizon.Interval; at < closing; at += c.Horizon.Interval {
			moments = append(moments, at)
		}
		slices.Sort(moments)
		start := Never
		for _, at := range moments {
			busy := 0
			for i := range starts {
				if starts[i] <= at && at < ends[i] {
					busy++
				}
			}
			if busy < seats(at) {
				start = at
				break
			}
		}
		if start-k.entered > k.patience {
			out[id] = Record{Outcome: "abandoned", Wait: k.patience}
			continue
		}
		out[id] = Record{Outcome: "answered", Wait: start - k.entered}
		starts, ends = append(starts, start), append(ends, start+k.service)
	}
	return out
}

// TestFirstComeByDefinition: the engine and the definition of the queue agree on
// the fate and the wait of every customer, to the microsecond.
func TestFirstComeByDefinition(t *testing.T) {
	abandoned, waited := 0, 0
	for seed := range uint64(30) {
		handle := []Distribution{Exponential(240), Lognormal(200, 1.5), Fixed(300)}[seed%3]
		c := wavy(seed, handle, Exponential(200))
		if seed%2 == 1 {
			c.Queues[0].WrapUp = Lognormal(40, 0.5)
		}
		want := firstCome(c, customersOf(t, c, seed, 0))
		got := path(t, c, seed, 0)
		if len(got) != len(want) {
			t.Fatalf("seed %d: %d customers, not %d", seed, len(got), len(want))
		}
		for id, w := range want {
			if g := got[id]; g.Outcome != w.Outcome || g.Wait != w.Wait {
				t.Fatalf("seed %d: a customer %s after %d µs, by definition %s after %d", seed, g.Outcome, g.Wait, w.Outcome, w.Wait)
			}
			if w.Outcome == "abandoned" {
				abandoned++
			} else if w.Wait > 0 {
				waited++
			}
		}
	}
	if abandoned < 1000 || waited < 1000 {
		t.Errorf("only %d customers abandoned and %d waited", abandoned, waited)
	}
}

// TestMoreAgentsNeverLonger: on a first-come queue without abandonment one more
// agent, all day or for a while, lengthens nobody's wait.
func TestMoreAgentsNeverLonger(t *testing.T) {
	shorter := 0
	for seed := range uint64(40) {
		c := wavy(seed, Lognormal(220, 1.3), EndlessPatience())
		r := rand.New(rand.NewPCG(seed, 2))
		from, to := 16, 26
		if seed%2 == 1 {
			from += r.IntN(8)
			to = from + 1 + r.IntN(3)
		}
		more := c.WithSeats(c.Seats.Map(func(_, i, n int) int {
			if i >= from && i < to {
				n++
			}
			return n
		}))
		before, after := path(t, c, seed, 0), path(t, more, seed, 0)
		if len(before) != len(after) {
			t.Fatalf("seed %d: %d customers and %d", seed, len(before), len(after))
		}
		for id, b := range before {
			switch a := after[id]; {
			case a.Entered != b.Entered || a.Talk != b.Talk:
				t.Fatalf("seed %d: not the same customer: %+v and %+v", seed, b, a)
			case a.Wait > b.Wait:
				t.Fatalf("seed %d: with one agent more a customer waits %d µs instead of %d", seed, a.Wait, b.Wait)
			case a.Wait < b.Wait:
				shorter++
			}
		}
	}
	if shorter < 1000 {
		t.Errorf("only %d waits became shorter", shorter)
	}
}

// TestTimeScale: twice as slow a day, in everything, doubles every wait. Rounding
// to microseconds may add up within a busy spell: 1 ms is allowed.
func TestTimeScale(t *testing.T) {
	build := func(f Time) *Centre {
		scale := float64(f)
		h := Horizon{Length: Day, Interval: 30 * Minute * f, Open: []Span{{4 * Hour * f, 9 * Hour * f}}}
		c := pool(h, 0.03/scale, Lognormal(240*scale, 1.2), Exponential(150*scale), 7)
		c.Queues[0].WrapUp = Exponential(20 * scale)
		c.Queues[0].Target.Awt *= f
		return c
	}
	slow, fast := path(t, build(2), 5, 0), path(t, build(1), 5, 0)
	if len(slow) != len(fast) || len(fast) < 400 {
		t.Fatalf("%d customers and %d", len(slow), len(fast))
	}
	near := func(a, b Time) bool { return a-2*b <= Millisecond && 2*b-a <= Millisecond }
	for id, f := range fast {
		s := slow[id]
		if s.Outcome != f.Outcome || !near(s.Wait, f.Wait) || !near(s.Entered, f.Entered) || !near(s.Talk, f.Talk) {
			t.Fatalf("%+v became %+v", f, s)
		}
	}
}

// TestChoiceOfEqualAgents: who of equal agents takes the contact is no matter
// to the customers.
func TestChoiceOfEqualAgents(t *testing.T) {
	c := wavy(3, Lognormal(240, 1), Exponential(200))
	want := path(t, c, 3, 0)
	for _, pick := range []PickAgent{LeastOccupied, RandomAgent, FewestContacts} {
		other := *c
		other.PickAgent = pick
		for id, g := range path(t, &other, 3, 0) {
			if g != want[id] {
				t.Fatalf("choice %d: %+v instead of %+v", pick, g, want[id])
			}
		}
	}
}

// TestSameCustomers: what changes about the centre leaves its customers alone,
// or moves them all alike.
func TestSameCustomers(t *testing.T) {
	base := wavy(4, Lognormal(240, 1), Exponential(200))
	base.Queues[0].Sources[0].DayCV = 0.2
	want := path(t, base, 4, 1)
	change := func(set func(c *Centre)) map[uint64]Record {
		c := *base
		c.Queues = slices.Clone(base.Queues)
		c.Queues[0].Sources = slices.Clone(base.Queues[0].Sources)
		c.Groups = slices.Clone(base.Groups)
		set(&c)
		return path(t, &c, 4, 1)
	}
	within := func(got, want Time, factor float64) bool {
		return math.Abs(float64(got)-factor*float64(want)) <= 2
	}
	// Handle times a tenth longer: everybody comes at the same moment and talks a tenth longer.
	for id, g := range change(func(c *Centre) { c.Queues[0].Handle = c.Queues[0].Handle.Scaled(1.1) }) {
		w := want[id]
		if g.Entered != w.Entered || g.Outcome == "answered" && w.Outcome == "answered" && !within(g.Talk, w.Talk, 1.1) {
			t.Fatalf("longer handle times: %+v instead of %+v", g, w)
		}
	}
	// Another shape of handle time, other staff: the same arrivals.
	got := change(func(c *Centre) {
		c.Queues[0].Handle = Exponential(100)
		c.Seats = c.Seats.Map(func(_, _, n int) int { return n / 2 })
	})
	if len(got) != len(want) {
		t.Errorf("%d customers instead of %d", len(got), len(want))
	}
	for id, g := range got {
		if g.Entered != want[id].Entered {
			t.Fatalf("other staff: %+v instead of %+v", g, want[id])
		}
	}
	// Another queue with its own agents: nothing changes at all.
	for id, g := range change(func(c *Centre) {
		c.Queues = append(c.Queues, newQueue("another", c.Horizon.Open, Constant(0.02), Exponential(100), Exponential(60)))
		c.Groups = append(c.Groups, Group{Name: "a group", Skills: []Skill{{Queue: 1}}, ContactLimit: None})
		c.Seats = NewSeats(c.Horizon, 2)
		c.Seats.Count[0] = base.Seats.Count[0]
		c.Seats.Count[1] = base.Seats.Count[0]
	}) {
		if g.Queue != "another" && g != want[id] {
			t.Fatalf("another queue: %+v instead of %+v", g, want[id])
		}
	}
	// A second day: the first stays as it was.
	longer := change(func(c *Centre) {
		c.Horizon.Length = 2 * Day
		c.Horizon.Open = []Span{base.Horizon.Open[0], {32 * Hour, 37 * Hour}}
		c.Queues[0].Open = c.Horizon.Open
		c.Seats = NewSeats(c.Horizon, 1)
		copy(c.Seats.Count[0], base.Seats.Count[0])
		copy(c.Seats.Count[0][48:], base.Seats.Count[0])
	})
	for id, w := range want {
		if longer[id] != w {
			t.Fatalf("a second day: %+v instead of %+v", longer[id], w)
		}
	}
	if len(longer) < 3*len(want)/2 {
		t.Errorf("the second day has %d customers", len(longer)-len(want))
	}
}

// TestMoreVolume: a quarter more volume moves the same customers closer together.
func TestMoreVolume(t *testing.T) {
	h := day(openFrom(8*Hour, 13*Hour), 30*Minute)
	few := path(t, pool(h, 0.02, Exponential(100), Exponential(60), 3), 6, 0)
	many := path(t, pool(h, 0.025, Exponential(100), Exponential(60), 3), 6, 0)
	if len(many) <= len(few) {
		t.Errorf("%d customers, with a quarter more %d", len(few), len(many))
	}
	for id, f := range few {
		since, closer := float64(f.Entered-8*Hour), float64(many[id].Entered-8*Hour)
		if math.Abs(closer*1.25-since) > 5 {
			t.Fatalf("who came %v µs after opening comes after %v", since, closer)
		}
	}
}

// TestLinesOrPlaces: 12 lines for 7 agents are 5 places to wait, on the same path.
func TestLinesOrPlaces(t *testing.T) {
	build := func(set func(c *Centre)) map[uint64]Record {
		c := pool(day(openFrom(8*Hour, 18*Hour), Hour), 0.04, Exponential(240), Exponential(300), 7)
		set(c)
		return path(t, c, 7, 0)
	}
	lines := build(func(c *Centre) { c.Trunks, c.Queues[0].Trunk = []Trunk{{"lines", 12}}, 0 })
	places := build(func(c *Centre) { c.Queues[0].Limit = 5 })
	if len(lines) != len(places) || len(lines) > 1400 || len(lines) < 1000 {
		t.Fatalf("%d customers got in by lines, %d by places", len(lines), len(places))
	}
	for id, l := range lines {
		if l != places[id] {
			t.Fatalf("%+v by lines, %+v by places", l, places[id])
		}
	}
}
