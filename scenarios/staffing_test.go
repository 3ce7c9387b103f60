package scenarios

import (
	"math"
	"testing"

	"agner/sim"
	"agner/staffing"
)

// The section staffing becomes a question about a centre, with the bounds and the
// limits on occupancy of its groups in their order.
func TestStaffingSection(t *testing.T) {
	text := with(t, "groups:\n", "groups:\n  experts: {agents: 2, skills: [sales], wage: 30/h, max_occupancy: 85%}\n") +
		"staffing: {method: erlang_a, meet: 92.5% of days, schedule_efficiency: 90%, groups: {tier1: {min: 3, max: 60}}}\n"
	s := load(t, Options{}, "a.yaml", text)
	task := s.Task(s.Planned)
	if task.Method != staffing.ErlangA || task.Meet != staffing.MeetShare || task.Share != 0.925 || task.ScheduleEfficiency != 0.9 || task.Centre != s.Planned {
		t.Errorf("task %+v", task)
	}
	if want := []staffing.Bounds{{Min: 0, Max: sim.None}, {Min: 3, Max: 60}}; len(task.Bounds) != 2 || task.Bounds[0] != want[0] || task.Bounds[1] != want[1] {
		t.Errorf("bounds %v, want %v", task.Bounds, want)
	}
	if o := task.MaxOccupancy; len(o) != 2 || o[0] != 0.85 || !math.IsNaN(o[1]) {
		t.Errorf("limits on occupancy %v", o)
	}
	if problems := task.Validate(); len(problems) > 0 {
		t.Errorf("problems %v", problems)
	}
}

// What is left out: simulation, over the day, no bounds, every scheduled agent counts.
func TestStaffingDefaults(t *testing.T) {
	s := load(t, Options{}, "a.yaml", small)
	if got := s.Staffing; got.Method != staffing.Simulation || got.Meet != staffing.MeetDay || got.ScheduleEfficiency != 1 ||
		len(got.Bounds) != 1 || got.Bounds[0] != (staffing.Bounds{Max: sim.None}) {
		t.Errorf("staffing %+v", got)
	}
}

func TestReadMeet(t *testing.T) {
	for _, c := range []struct {
		text  string
		meet  staffing.Meet
		share float64
		wrong bool
	}{
		{"day", staffing.MeetDay, 0, false}, {"interval", staffing.MeetInterval, 0, false}, {"90% of days", staffing.MeetShare, 0.9, false},
		{"0.5 of  days", staffing.MeetShare, 0.5, false}, {"90%", 0, 0, true}, {"0% of days", 0, 0, true}, {"100% of days", 0, 0, true},
		{"90% of weeks", 0, 0, true}, {"NaN of days", 0, 0, true}, {"-5% of days", 0, 0, true}, {"", 0, 0, true}, {"share of days", 0, 0, true},
	} {
		meet, share, problem := ReadMeet(c.text)
		if (problem != "") != c.wrong || !c.wrong && (meet != c.meet || share != c.share) {
			t.Errorf("%q: %v %v %q", c.text, meet, share, problem)
		}
	}
}
