package scenarios

import (
	"math"
	"strings"
	"time"

	"agner/sim"
	"agner/staffing"
)

// Staffing is the section staffing: which staffing `agner staff` looks for.
type Staffing struct {
	Method staffing.Method
	Meet   staffing.Meet
	Share  float64 // of the days, for staffing.MeetShare
	// ScheduleEfficiency is required ÷ scheduled agents, 1 when not stated.
	ScheduleEfficiency float64
	Bounds             []staffing.Bounds // by group
}

// Task returns the staffing question of the scenario for a centre of it: Centre, or Planned.
func (s *Scenario) Task(centre *sim.Centre) *staffing.Task {
	t := &staffing.Task{Centre: centre, Money: s.Money, Method: s.Staffing.Method, Meet: s.Staffing.Meet, Share: s.Staffing.Share,
		ScheduleEfficiency: s.Staffing.ScheduleEfficiency, Bounds: s.Staffing.Bounds}
	for _, g := range s.Shrinkage {
		limit := g.MaxOccupancy
		if limit == 0 {
			limit = math.NaN()
		}
		t.MaxOccupancy = append(t.MaxOccupancy, limit)
	}
	return t
}

// Unknown returns the names of the events that planning does not know in time.
func (s *Scenario) Unknown() []string {
	var out []string
	for _, e := range s.Spec.Events {
		if k := e.Known; k != nil && !k.Always && (k.Never || e.At.Add(-time.Duration(k.Notice)*time.Microsecond).After(s.Start)) {
			out = append(out, e.Name)
		}
	}
	return out
}

// ReadMethod reads a method of staffing; a problem says what is wrong.
func ReadMethod(text string) (m staffing.Method, problem string) {
	methods := staffingMethods()
	for i, name := range methods {
		if name == text {
			return staffing.Method(i), ""
		}
	}
	return 0, quote(text) + " is not a method of staffing; expected one of " + strings.Join(methods, ", ") + suggestion(text, methods)
}

func staffingMethods() []string {
	return []string{staffing.Simulation.String(), staffing.ErlangC.String(), staffing.ErlangA.String()}
}

// ReadMeet reads where targets must hold: "interval", "day" or "90% of days",
// whose share is then over 0 and below 1. A problem says what is wrong.
func ReadMeet(text string) (m staffing.Meet, share float64, problem string) {
	const wanted = "expected interval, day, or a share such as 90% of days"
	switch words := strings.Fields(text); {
	case text == staffing.MeetDay.String():
		return staffing.MeetDay, 0, ""
	case text == staffing.MeetInterval.String():
		return staffing.MeetInterval, 0, ""
	case len(words) != 3 || words[1] != "of" || words[2] != "days":
		return 0, 0, quote(text) + " does not say where targets must hold; " + wanted + suggestion(text, []string{"interval", "day"})
	default:
		share, problem = parseFraction(words[0])
		if problem == "" && !(share > 0 && share < 1) {
			problem = quote(text) + ": the share of days lies between 0% and 100%, both excluded"
		}
		return staffing.MeetShare, share, problem
	}
}

// staffing reads the section.
func (r *reader) staffing(n *node, path string, s *StaffingSpec) {
	r.table(n, path, "staffing",
		field{"method", r.choiceInto(&s.Method, "a method of staffing", staffingMethods()...)},
		field{"meet", func(v *node, _ string) { s.Meet = r.meet(v) }},
		field{"schedule_efficiency", func(v *node, _ string) { s.ScheduleEfficiency = r.scheduleEfficiency(v) }},
		field{"groups", func(v *node, p string) { s.Groups = r.staffedGroups(v, p) }})
}

// meet reads a text that ReadMeet understands.
func (r *reader) meet(n *node) string {
	if !r.scalar(n, "interval, day, or a share such as 90% of days") || !r.unchanged(n, "meet") {
		return ""
	}
	if _, _, problem := ReadMeet(n.text); problem != "" {
		r.fail(n, "%s", problem)
		return ""
	}
	return n.text
}

// scheduleEfficiency reads a fraction over 0.
func (r *reader) scheduleEfficiency(n *node) *float64 {
	if n.kind == keyed && len(n.entries) == 1 && n.get("from") != nil {
		r.fail(n, "a schedule efficiency from shifts is not supported yet: state a fraction such as 90%%")
		return nil
	}
	v, _, ok := r.number(n, fractions())
	if ok && v == 0 {
		r.fail(n, "a schedule efficiency of 0 would need endless agents: it is required ÷ scheduled agents, such as 90%%")
	}
	return &v
}

// staffedGroups reads the least and most agents of groups.
func (r *reader) staffedGroups(n *node, path string) []StaffedGroupSpec {
	var out []StaffedGroupSpec
	r.each(n, path, "staffing.groups", "group", func(e entry, p string) {
		g := StaffedGroupSpec{Path: p, Name: e.key}
		r.table(e.value, p, "the agents of a group",
			field{"min", r.countInto(&g.Min, wholeUpTo("a number of agents", 0, maxAgents))},
			field{"max", r.countInto(&g.Max, wholeUpTo("a number of agents", 0, maxAgents))})
		if g.Min != nil && g.Max != nil && *g.Max < *g.Min {
			r.fail(e.value.get("max"), "max %d is below min %d: no number of agents is both", *g.Max, *g.Min)
		}
		out = append(out, g)
	})
	return out
}

// staffing translates the section.
func (t *translator) staffing(c *sim.Centre) Staffing {
	spec := &t.spec.Staffing
	out := Staffing{ScheduleEfficiency: value(spec.ScheduleEfficiency, 1), Bounds: make([]staffing.Bounds, len(t.spec.Groups))}
	if spec.Method != "" {
		out.Method, _ = ReadMethod(spec.Method)
	}
	if spec.Meet != "" {
		out.Meet, out.Share, _ = ReadMeet(spec.Meet)
	}
	for i := range out.Bounds {
		out.Bounds[i].Max = sim.None
	}
	for _, g := range spec.Groups {
		i := t.group(g.Path, g.Name)
		if i == sim.None {
			continue
		}
		if len(c.Groups[i].Skills) == 0 {
			t.fail(g.Path, "%s serves no queue: staffing leaves its agents as they are", g.Name)
		}
		out.Bounds[i] = staffing.Bounds{Min: value(g.Min, 0), Max: value(g.Max, sim.None)}
	}
	return out
}
