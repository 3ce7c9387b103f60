package staffing

import (
	"math"
	"testing"

	"agner/erlang"
	"agner/sim"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

// One queue: each interval is the formula, the day their mean weighted by contacts.
func TestBesideOneQueue(t *testing.T) {
	open := openFrom8(3)
	c := centreOf([]sim.Queue{voice("sales", open, 180, 120, 100, 140, 60)}, []sim.Group{group("a", 0)}, []int{14, 15, 9})
	got := Beside(c, nil)
	contacts, agents := []float64{100, 140, 60}, []float64{14, 15, 9}
	c0, a0, all := 0.0, 0.0, 0.0
	for i := range contacts {
		load := contacts[i] * 180 / 1800
		wantC := erlang.MMn{Load: load, HandleSeconds: 180, Agents: agents[i]}.ServiceLevel(20)
		wantA := erlang.MMnM{Load: load, HandleSeconds: 180, PatienceSeconds: 120, Agents: agents[i]}.Measures(20, 5).ServiceLevels.AbandonsNegative
		row := got.Queues[0].Intervals[i]
		if row.Index != 16+i || !near(row.Load, load) || !near(row.ErlangC.ServiceLevel, wantC) || !near(row.ErlangA.ServiceLevel, wantA) {
			t.Errorf("interval %d: got %+v, want load %v, Erlang C %v, Erlang A %v", i, row, load, wantC, wantA)
		}
		c0, a0, all = c0+contacts[i]*wantC, a0+contacts[i]*wantA, all+contacts[i]
	}
	if len(got.Queues[0].Intervals) != 3 {
		t.Errorf("got %d intervals, want the 3 open ones", len(got.Queues[0].Intervals))
	}
	if d := got.Queues[0]; !near(d.ErlangC.ServiceLevel, c0/all) || !near(d.ErlangA.ServiceLevel, a0/all) {
		t.Errorf("day: got %+v, want %v and %v", d.Formulas, c0/all, a0/all)
	}
	if got.Total.Formulas != got.Queues[0].Formulas {
		t.Errorf("total of one queue: got %+v, want %+v", got.Total.Formulas, got.Queues[0].Formulas)
	}
}

func TestBesideOverloadIsZeroForErlangC(t *testing.T) {
	open := openFrom8(2)
	c := centreOf([]sim.Queue{voice("sales", open, 180, 120, 140, 60)}, []sim.Group{group("a", 0)}, []int{14, 20})
	got := Beside(c, nil).Queues[0]
	if s := got.Intervals[0].ErlangC.ServiceLevel; s != 0 {
		t.Errorf("14 erlangs on 14 agents: got %v, want 0", s)
	}
	if !math.IsInf(got.ErlangC.ASASeconds, 1) || !(got.ErlangA.ASASeconds < 60) {
		t.Errorf("ASA of the day: got %v and %v, want +Inf and under a minute", got.ErlangC.ASASeconds, got.ErlangA.ASASeconds)
	}
	if want := 0.3 * got.Intervals[1].ErlangC.ServiceLevel; !near(got.ErlangC.ServiceLevel, want) {
		t.Errorf("day: got %v, want %v", got.ErlangC.ServiceLevel, want)
	}
}

// Two queues with a shared group are one team; a third queue with its own group is not.
func TestBesidePoolsSharedSkills(t *testing.T) {
	open := openFrom8(1)
	queues := []sim.Queue{voice("a", open, 180, 120, 60), voice("b", open, 360, 60, 30), voice("c", open, 100, 90, 36)}
	queues[1].Target = target(0.9, 60*sim.Second)
	c := centreOf(queues, []sim.Group{group("ga", 0), group("gab", 0, 1), group("gc", 2), group("away", 1, 2)}, []int{5}, []int{9}, []int{4}, []int{0})
	got := Beside(c, nil)
	load := 6.0 + 6.0
	handle := load * 1800 / 90
	for q, want := range []float64{
		erlang.MMnM{Load: load, HandleSeconds: handle, PatienceSeconds: 120, Agents: 14}.Measures(20, 5).ServiceLevels.AbandonsNegative,
		erlang.MMnM{Load: load, HandleSeconds: handle, PatienceSeconds: 60, Agents: 14}.Measures(60, 5).ServiceLevels.AbandonsNegative,
		erlang.MMnM{Load: 2, HandleSeconds: 100, PatienceSeconds: 90, Agents: 4}.Measures(20, 5).ServiceLevels.AbandonsNegative,
	} {
		if s := got.Queues[q].ErlangA.ServiceLevel; !near(s, want) {
			t.Errorf("queue %d: got %v, want %v", q, s, want)
		}
	}
	if row := got.Total.Intervals[0]; !near(row.Load, 14) || !near(row.Agents, 18) || !near(row.Contacts, 126) {
		t.Errorf("total: got %+v, want 126 contacts, load 14, 18 agents", row)
	}
}

func TestBesideLooksThroughTheWholeTeam(t *testing.T) {
	open := openFrom8(1)
	base := func() *sim.Centre {
		return centreOf([]sim.Queue{voice("a", open, 180, 120, 60)}, []sim.Group{group("g", 0)}, []int{10})
	}
	for _, test := range []struct {
		name         string
		change       func(c *sim.Centre)
		load, agents float64
	}{
		{"plain", func(c *sim.Centre) {}, 6, 10},
		{"absence", func(c *sim.Centre) { c.Groups[0].Absence = sim.Constant(0.1) }, 6, 9},
		{"own hours", func(c *sim.Centre) { c.Groups[0].Open = []sim.Span{{From: 0, To: 8*sim.Hour + 15*sim.Minute}} }, 6, 5},
		{"speed shortens talk", func(c *sim.Centre) {
			c.Groups[0].Skills[0].Speed = 1.25
			c.Queues[0].WrapUp = sim.Exponential(36)
		}, 6 / 1.25 * 1.25, 10},
		{"three at once, each at half pace", func(c *sim.Centre) {
			c.Groups[0].Slowdown = 0.5
			c.Groups[0].Skills[0].AtOnce = 3
		}, 6, 15},
		{"self-service contains a third", func(c *sim.Centre) { c.Queues[0].SelfService = &sim.SelfService{Containment: sim.Constant(1.0 / 3)} }, 4, 10},
		{"loop of transfers", func(c *sim.Centre) {
			c.Queues[0].Transfers = []sim.Transfer{{Probability: sim.Constant(0.5), To: 0, Queue: true}}
		}, 12, 10},
		{"open for half the interval", func(c *sim.Centre) {
			c.Queues[0].Open = []sim.Span{{From: 8 * sim.Hour, To: 8*sim.Hour + 15*sim.Minute}}
		}, 6, 10},
		{"a trace", func(c *sim.Centre) {
			c.Queues[0].Sources[0] = sim.Source{Process: sim.Replay, Trace: []sim.Time{0, 8 * sim.Hour, 8*sim.Hour + sim.Minute, 9 * sim.Hour}}
		}, 0.2, 10},
	} {
		c := base()
		test.change(c)
		row := Beside(c, nil).Queues[0].Intervals[0]
		if math.Abs(row.Load-test.load) > 1e-6 || !near(row.Agents, test.agents) {
			t.Errorf("%s: load %v on %v agents, want %v on %v", test.name, row.Load, row.Agents, test.load, test.agents)
		}
	}
}

// With a result the contacts are those that the simulation saw.
func TestBesideUsesSimulatedContacts(t *testing.T) {
	open := openFrom8(1)
	c := centreOf([]sim.Queue{voice("a", open, 180, 120, 60)}, []sim.Group{group("g", 0)}, []int{10})
	r := emptyResult(c)
	r.Queues[0].Intervals = []sim.IntervalRow{{Index: 16, Row: sim.NewRow([]sim.Metric{sim.Offered}, []sim.Estimate{{Value: 75}})}}
	if got := Beside(c, r).Queues[0].Intervals[0]; !near(got.Load, 7.5) || got.Contacts != 75 {
		t.Errorf("got %+v, want 75 contacts and load 7.5", got)
	}
}

// Deferrable and dialled work has no formula; a queue without target no service level; nobody to serve, nobody served.
func TestBesideWithoutData(t *testing.T) {
	open := openFrom8(1)
	queues := []sim.Queue{voice("mail", open, 180, 0, 60), voice("free", open, 180, 120, 60), voice("alone", open, 180, 120, 60)}
	queues[0].Due = &sim.Due{Within: sim.Day}
	queues[1].Target = nil
	c := centreOf(queues, []sim.Group{group("g", 0, 1)}, []int{10})
	got := Beside(c, nil)
	if f := got.Queues[0]; len(f.Intervals) != 0 || !math.IsNaN(f.ErlangA.ServiceLevel) {
		t.Errorf("deferrable queue: got %+v", f)
	}
	if f := got.Queues[1]; !math.IsNaN(f.ErlangA.ServiceLevel) || !(f.ErlangA.Abandonment > 0) {
		t.Errorf("queue without target: got %+v", f.Formulas)
	}
	if f := got.Queues[2]; f.ErlangA.Abandonment != 1 || f.ErlangC.ServiceLevel != 0 {
		t.Errorf("queue without agents: got %+v", f.Formulas)
	}
}

// Customers without patience, and customers who all balk, leave whenever nobody is free: Erlang B. A share that balks
// lies between that and none.
func TestBesideKnowsBalkingAndNoPatience(t *testing.T) {
	c, _ := day()
	level := func(change func(q *sim.Queue)) Theory {
		changed := copyOf(c)
		change(&changed.Queues[0])
		return Beside(changed, nil).Queues[0].Intervals[4].ErlangA
	}
	row := Beside(c, nil).Queues[0].Intervals[4]
	blocked := erlang.B(row.Load, row.Agents)
	hasty := level(func(q *sim.Queue) { q.Patience = sim.Fixed(0) })
	balking := level(func(q *sim.Queue) { q.Balk = sim.Constant(1) })
	for name, got := range map[string]Theory{"no patience": hasty, "all balk": balking} {
		if !near(got.Abandonment, blocked) || !near(got.ServiceLevel, 1-blocked) {
			t.Errorf("%s: %+v, Erlang B loses %v", name, got, blocked)
		}
	}
	half := level(func(q *sim.Queue) { q.Balk = sim.Constant(0.5) })
	if !(half.Abandonment > row.ErlangA.Abandonment && half.Abandonment < blocked) {
		t.Errorf("half balk: %v abandon, without %v, all %v", half.Abandonment, row.ErlangA.Abandonment, blocked)
	}
}
