package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"agner/charts"
	"agner/sim"
)

func TestPictures(t *testing.T) {
	var got []string
	for _, p := range madeUp().Pictures() {
		got = append(got, p.Name)
		var out bytes.Buffer
		if err := p.Draw(&out, charts.Options{}); err != nil || !strings.HasPrefix(out.String(), "<svg") {
			t.Errorf("%s: %v, %.40q", p.Name, err, out.String())
		}
	}
	want := []string{"frontier", "service-sales", "waits-sales", "service-chat", "waits-chat", "load-sales"}
	if !slices.Equal(got, want) {
		t.Errorf("pictures %v, want %v", got, want)
	}
}

// TestChartInputs holds the conversion of results into the inputs of charts.
func TestChartInputs(t *testing.T) {
	r := madeUp()
	service := r.serviceChart(0, r.Result.Queues[0].Intervals)
	if service.Level[1].Value != 0.6 || service.Days[1].High != 0.65 || service.AwtSeconds != 20 || service.Times.Starts[1].Format("15:04") != "08:30" {
		t.Errorf("service: %+v", service)
	}
	if service.Agents[0] != 280.5 || service.Agents[1] != 0 { // both groups serve sales; the second interval is not made up
		t.Errorf("agents: %v", service.Agents)
	}
	if chat := r.serviceChart(1, r.Result.Queues[1].Intervals); chat.Agents[0] != 240 {
		t.Errorf("agents of chat: %v", chat.Agents)
	}
	if one := r.demandChart([]int{2}); len(one.Times.Starts) != 0 {
		t.Errorf("a queue without formulas: %+v", one)
	}
	demand := r.demandChart([]int{0, 1}) // chat agents hold three at once, so that load is told in real agents
	if demand.Contacts[0].Value != 200 || demand.Load[0] != 18.4*280.5/22 || demand.Agents[0] != 280.5 || demand.Name != "Sales calls + Chat 💬 客服" {
		t.Errorf("demand: %+v", demand)
	}
}

// TestFrontierShowsWhatDecides holds the level of the frontier: with one
// promise the worst queue's, with different promises that of all together.
func TestFrontierShowsWhatDecides(t *testing.T) {
	r := madeUp()
	c := r.frontierChart()
	if stated(c.Target) || c.Points[0].Level.Value != 0.602 || c.Title != "Every target is met from 27,800 USD per day (110% of the planned agents); the budget of 25,000 USD buys 60% (90%)" {
		t.Errorf("different promises: %+v", c)
	}
	r.Centre.Queues[1].Target.Level = 0.8
	r.Frontier[0].Queues[1] = around(0.55, 0.01, 0.1)
	c = r.frontierChart()
	if c.Target != 0.8 || stated(c.AwtSeconds) || c.Points[0].Level.Value != 0.55 || c.Points[1].Level.Value != 0.781 || !c.Points[1].Misses || c.Points[2].Misses {
		t.Errorf("the same promise: %+v", c)
	}
}

func TestTeams(t *testing.T) {
	skills := func(queues ...int) sim.Group {
		g := sim.Group{}
		for _, q := range queues {
			g.Skills = append(g.Skills, sim.Skill{Queue: q})
		}
		return g
	}
	c := &sim.Centre{Queues: make([]sim.Queue, 6), Groups: []sim.Group{skills(4, 1), skills(0), skills(3, 4), skills(), skills(1)}}
	got := teams(c) // 2 and 5 are served by nobody
	if len(got) != 2 || !slices.Equal(got[0], []int{0}) || !slices.Equal(got[1], []int{1, 3, 4}) {
		t.Errorf("teams %v", got)
	}
}

func TestFileNames(t *testing.T) {
	used := map[string]bool{}
	for _, c := range []struct{ name, want string }{
		{"load-Sales", "load-sales"}, {"load-sales", "load-sales-2"}, {"../../etc/passwd", "------etc-passwd"}, {"客", "-"}, {strings.Repeat("x", 200), strings.Repeat("x", 60)},
	} {
		if got := fileName(c.name, used); got != c.want {
			t.Errorf("fileName(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
