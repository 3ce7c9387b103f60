package scenarios

import (
	"math"

	"agner/sim"
)

// maxAgents bounds the agents of a group in one interval.
const maxAgents = 200_000

// groupPart translates a group but for its seats.
func (t *translator) groupPart(g *GroupSpec) sim.Group {
	h := t.hours(g.Open)
	out := sim.Group{
		Name:         g.Name,
		Site:         g.Site,
		Absence:      t.fractionWithDefault(g.Absence, g.Path+".absence", "0", 0, h),
		ContactLimit: sim.None,
	}
	if g.Open.Parts != nil {
		out.Open = t.axis.spans(g.Open)
	}
	if g.ContactLimit != nil {
		out.ContactLimit = *g.ContactLimit
	}
	if !g.SkillsSaid && len(g.Skills) == 0 {
		t.fail(g.Path, "skills is required: the queues that the group serves, or skills: [] for agents who join conferences only")
	}
	shared := false
	for i := range g.Skills {
		s := t.skill(&g.Skills[i], g.ByLevel)
		shared = shared || s.AtOnce > 1
		if s.Queue == sim.None {
			t.doubt.skills = true
			continue
		}
		out.Skills = append(out.Skills, s)
	}
	out.Slowdown = value(g.Slowdown, 0)
	if shared && g.Slowdown == nil {
		t.fail(g.Path, "slowdown is required with at_once over 1, because it decides how much chats at once gain; for example slowdown: 15%%")
	}
	if !shared && g.Slowdown != nil {
		t.fail(g.Path+".slowdown", "no skill of this group has at_once over 1, so nothing slows down")
	}
	return out
}

func (t *translator) skill(s *SkillSpec, byLevel bool) sim.Skill {
	out := sim.Skill{Queue: t.queue(s.Path, s.Queue), Level: defaultSkillLevel, Speed: value(s.Speed, 1), AtOnce: value(s.AtOnce, 1)}
	if byLevel {
		out.Level = withDefault(t, s.Level, s.Path+".level", "1", defaultSkillLevel)
	}
	return out
}

// seats fills the planned logged-in agents of a group by interval, and what a
// planned seat costs in paid time.
//
//	logged in = number × factor, rounded half up; factor and paid time per seat time by loggedIn
//
// All are read at the start of the interval.
func (t *translator) seats(g *GroupSpec, out *sim.Group, seats []int) {
	lost := t.shrinkage(g)
	adherence := t.fractionWithDefault(g.Adherence, g.Path+".adherence", "100%", 1, t.hours(g.Open))
	if !t.within(g.Adherence.Path, adherence, 1e-6, 1, "over 0% and at most 100%") {
		return
	}
	are := choose[agentsAre](t, g.AgentsAre, g.Path+".agents_are", "logged_in", "scheduled", "paid")
	if g.FromShifts {
		t.fail(g.Path+".agents", "from: shifts needs a roster, which `agner shifts` makes; state a number or a profile here")
		return
	}
	if !g.Agents.IsSet() {
		t.fail(g.Path, "agents is required: a number, or a profile such as {08:00: 18, 12:00: 24}")
		return
	}
	heads := t.heads(g.Agents, t.hours(g.Open))
	if !t.onGrid(g, heads) {
		return
	}
	planned, exact := 0.0, 0.0
	for i := range seats {
		at := -t.axis.warmup + sim.Time(i)*t.axis.interval
		v := shares{lost.out.ValueAt(at), lost.in.ValueAt(at), adherence.ValueAt(at)}
		factor := v.loggedIn(are)
		n := math.Floor(heads.ValueAt(at)*factor + 0.5 + 1e-9)
		if n > maxAgents {
			t.failOnce(g.Agents.Path, "at most %d agents in a group, got %v", maxAgents, n)
			return
		}
		seats[i] = int(n)
		planned += n
		exact += heads.ValueAt(at) * factor
	}
	out.PaidPerSeat = combine(func(v []float64) float64 {
		return 1 / shares{v[0], v[1], v[2]}.loggedIn(paidHeads)
	}, lost.out, lost.in, adherence)
	t.rounding(g, are, planned, exact)
}

// rounding says how agents became whole ones, and warns where that changes the
// seats of the horizon by more than a twentieth.
func (t *translator) rounding(g *GroupSpec, are agentsAre, planned, exact float64) {
	const noticeable = 0.05
	switch off := planned - exact; {
	case are != loggedInHeads:
		t.useDefault(g.Path+".agents (rounding of "+g.AgentsAre+" to logged-in agents)", "nearest, half up")
	case math.Abs(off) > 1e-6:
		t.useDefault(g.Path+".agents (rounding to whole agents)", "nearest, half up")
	}
	if exact > 0 && math.Abs(planned/exact-1) > noticeable {
		t.warn("%s.agents: rounded to whole logged-in agents they are %s of those stated; paid hours and cost follow the whole ones", g.Path, percent(planned/exact))
	}
}

// agentsAre says what the number of agents counts.
type agentsAre uint8

const (
	loggedInHeads agentsAre = iota
	scheduledHeads
	paidHeads
)

// shares are the parts of paid time at one moment.
type shares struct{ out, in, adherence float64 }

// loggedIn returns logged-in agents per agent of the kind counted:
// scheduled = paid × (1 − out), logged in = scheduled × (1 − in) × adherence.
func (s shares) loggedIn(are agentsAre) float64 {
	switch are {
	case paidHeads:
		return (1 - s.out) * (1 - s.in) * s.adherence
	case scheduledHeads:
		return (1 - s.in) * s.adherence
	}
	return 1
}

// onGrid asks that agents are whole numbers that change at interval boundaries.
func (t *translator) onGrid(g *GroupSpec, heads sim.Steps) bool {
	for i, v := range heads.Value {
		at := heads.At[i]
		switch {
		case !(v >= 0) || math.IsInf(v, 1):
			t.fail(g.Agents.Path, "agents must be 0 or more, got %v at %s", v, t.axis.label(at))
			return false
		case floorMod(at, t.axis.interval) != 0 && !t.spanEdge(g, at):
			before := at - floorMod(at, t.axis.interval)
			t.fail(g.Agents.Path, "staff changes at %s, between two intervals of %s; write %s or %s, or a shorter horizon.interval",
				clockLabel(at), minutes(t.axis.interval), clockLabel(before), clockLabel(before+t.axis.interval))
			return false
		}
	}
	return true
}

// spanEdge tells whether at is where the group's hours end over midnight: not a
// change that was written.
func (t *translator) spanEdge(g *GroupSpec, at sim.Time) bool {
	d := int((at - floorMod(at, sim.Day)) / sim.Day)
	return at == midnight(d)+t.axis.tail(t.hours(g.Open), d)
}

// lostTime is shrinkage over time.
type lostTime struct{ out, in sim.Steps }

// shrinkage translates the time away from contacts. One fraction f is taken as
// out of the office, so that logged in = paid × (1 − f).
func (t *translator) shrinkage(g *GroupSpec) lostTime {
	h := t.hours(g.Open)
	s := g.Shrinkage
	if s == nil {
		t.useDefault(g.Path+".shrinkage", "0")
		return lostTime{sim.Constant(0), sim.Constant(0)}
	}
	if !s.Parts {
		all := t.fraction(s.All, h)
		t.below1(s.Path, all)
		return lostTime{all, sim.Constant(0)}
	}
	out := lostTime{t.sumOf(s.Out, h), t.sumOf(s.In, h)}
	t.below1(s.Path+".out_of_office", out.out)
	t.below1(s.Path+".in_office", out.in)
	return out
}

// sumOf adds up the parts of one level of shrinkage.
func (t *translator) sumOf(parts []PartSpec, h Hours) sim.Steps {
	sum := sim.Constant(0)
	for _, p := range parts {
		sum = combine(func(v []float64) float64 { return v[0] + v[1] }, sum, t.fraction(p.Fraction, h))
	}
	return sum
}

// below1 asks that some time is left for contacts.
func (t *translator) below1(path string, s sim.Steps) {
	if s.Max() >= 1 {
		t.fail(path, "shrinkage of %s leaves no time for contacts", percent(s.Max()))
	}
}

// shrinkages returns the shrinkage of every group.
func (t *translator) shrinkages() []Shrinkage {
	listed := t.quiet
	t.quiet = true
	defer func() { t.quiet = listed }()
	var out []Shrinkage
	for i := range t.spec.Groups {
		g := &t.spec.Groups[i]
		lost := t.shrinkage(g)
		out = append(out, Shrinkage{
			OutOfOffice:  lost.out,
			InOffice:     lost.in,
			Adherence:    t.fractionWithDefault(g.Adherence, "", "", 1, t.hours(g.Open)),
			MaxOccupancy: value(g.MaxOccupancy, 0),
		})
	}
	return out
}
