package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bridgeObject is what tests read of the JSON of a bridge.
type bridgeObject struct {
	Schema, Method string
	Problem        *string
	Steps          []struct {
		Name, Status    string
		Facts           []string
		PaidHours       float64  `json:"paid_hours"`
		PaidHoursChange *float64 `json:"paid_hours_change"`
		FTE             float64
		FTEChange       *float64 `json:"fte_change"`
		Cost            float64
		CostChange      *float64 `json:"cost_change"`
	}
	Change struct {
		PaidHours float64 `json:"paid_hours"`
		FTE, Cost float64
	}
	Same []string
}

func bridgeOf(t *testing.T, args ...string) bridgeObject {
	t.Helper()
	code, out, err := agner(t, append([]string{"compare", "--bridge", "--format", "json"}, args...)...)
	var got bridgeObject
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil {
		t.Fatalf("exit %d, %s, %v\n%s", code, err, e, out)
	}
	return got
}

// today is the small scenario with other facts of four classes.
func today(t *testing.T) string {
	t.Helper()
	return withSections(t, "variants:\n  today: {queues.sales.arrivals.volume: +25%, queues.sales.handle_time: 200s, groups.tier1.shrinkage: 30%, queues.sales.target.level: 85%, groups.tier1.wage: 24/h, groups.tier1.agents: 7}\n")
}

// The first step is staffing the old scenario, the last one staffing the new, and the changes add up to the
// difference, by formula and by simulation.
func TestBridgeLeadsFromOldToNew(t *testing.T) {
	file := today(t)
	staffed := func(args ...string) (hours, cost float64) {
		_, out, _ := agner(t, append([]string{"staff", file, "--brief", "--format", "json"}, args...)...)
		var got struct {
			Total struct {
				PaidHours float64                  `json:"paid_hours"`
				SeatCost  float64                  `json:"seat_cost"`
				TotalCost *struct{ Value float64 } `json:"total_cost"`
			}
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if got.Total.TotalCost != nil {
			return got.Total.PaidHours, got.Total.TotalCost.Value
		}
		return got.Total.PaidHours, got.Total.SeatCost
	}
	for _, method := range []string{"erlang_a", "simulation"} {
		b := bridgeOf(t, file, "--variant", "today", "--method", method)
		if b.Schema != "agner/bridge/v1" || b.Method != method || b.Problem != nil {
			t.Errorf("%+v", b)
		}
		var names []string
		hours, fte, cost := 0.0, 0.0, 0.0
		for i, s := range b.Steps[1:] {
			names = append(names, s.Name)
			hours, fte, cost = hours+*s.PaidHoursChange, fte+*s.FTEChange, cost+*s.CostChange
			if *s.PaidHoursChange != s.PaidHours-b.Steps[i].PaidHours {
				t.Errorf("%s: %s is not the difference to the step before", method, s.Name)
			}
		}
		if want := "volume,handle time,shrinkage and absence,targets,wages and prices"; strings.Join(names, ",") != want {
			t.Errorf("%s: steps %q", method, names)
		}
		first, last := b.Steps[0], b.Steps[len(b.Steps)-1]
		for _, sum := range []struct{ got, want float64 }{{hours, last.PaidHours - first.PaidHours}, {fte, last.FTE - first.FTE}, {cost, last.Cost - first.Cost},
			{b.Change.PaidHours, last.PaidHours - first.PaidHours}, {b.Change.FTE, last.FTE - first.FTE}, {b.Change.Cost, last.Cost - first.Cost}} {
			if math.Abs(sum.got-sum.want) > 1e-9*math.Abs(sum.want) {
				t.Errorf("%s: the steps add up to %v, the whole is %v", method, sum.got, sum.want)
			}
		}
		for _, end := range []struct {
			hours, cost float64
			args        []string
		}{{first.PaidHours, first.Cost, []string{"--method", method}}, {last.PaidHours, last.Cost, []string{"--method", method, "--variant", "today"}}} {
			if h, c := staffed(end.args...); h != end.hours || c != end.cost {
				t.Errorf("%s %v: staff says %v hours for %v, the bridge %v for %v", method, end.args, h, c, end.hours, end.cost)
			}
		}
	}
}

// Printed changes add up to the digit.
func TestPrintedBridgeAddsUp(t *testing.T) {
	code, out, err := agner(t, "compare", "--bridge", today(t), "--variant", "today", "--method", "erlang_a", "--format", "markdown")
	if code != exitDone || !strings.Contains(out, "Another order splits effects") || !strings.Contains(out, "The same in both: patience, retries and repeats; skills and routing; opening hours; other") {
		t.Fatalf("exit %d, %s\n%s", code, err, out)
	}
	sums := make([]float64, 7)
	var whole []float64
	for line := range strings.SplitSeq(out, "\n") {
		cells := strings.Split(strings.Trim(line, "| "), "|")
		if len(cells) != 7 || strings.Contains(cells[0], "step") || strings.Contains(cells[1], "--") {
			continue
		}
		whole = make([]float64, 7)
		for i := 2; i < 7; i += 2 {
			text := strings.NewReplacer("−", "-", ",", "", "+", "", "=", "0").Replace(strings.TrimSpace(cells[i]))
			if text != "" {
				if e := json.Unmarshal([]byte(text), &whole[i]); e != nil {
					t.Fatalf("%q: %v", cells[i], e)
				}
			}
			sums[i] += whole[i]
		}
	}
	for i := 2; i < 7; i += 2 { // the last line holds the sum of the others
		if whole == nil || whole[i] == 0 || math.Abs(sums[i]-2*whole[i]) > 1e-6 {
			t.Errorf("column %d: the changes add up to %v, the last line says %v\n%s", i, sums[i]-whole[i], whole, out)
		}
	}
}

func TestBridgeWritesFiles(t *testing.T) {
	dir := t.TempDir()
	code, _, err := agner(t, "compare", "--bridge", today(t), "--variant", "today", "--method", "erlang_c", "--out", dir)
	if code != exitDone || !strings.Contains(err, "charts/bridge-fte, charts/bridge-cost") {
		t.Fatalf("exit %d, %s", code, err)
	}
	for _, name := range []string{"bridge.json", "bridge.csv", "charts/bridge-fte.svg", "charts/bridge-cost-dark.png"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A step that the limits on agents leave short is named, and the exit code says so.
func TestBridgeOutOfReach(t *testing.T) {
	file := withSections(t, "staffing: {method: erlang_a, groups: {tier1: {max: 5}}}\nvariants:\n  today: {queues.sales.arrivals.volume: +200%, groups.tier1.wage: 24/h}\n")
	code, out, err := agner(t, "compare", "--bridge", file, "--variant", "today")
	if code != exitFailed || !strings.Contains(err, "out of reach after “volume” and in today") || !strings.Contains(out, "best partial staffing") {
		t.Errorf("exit %d, %s\n%s", code, err, out)
	}
}

// Facts of a renamed group go over with the group: to say that shrinkage is the same in both would be wrong.
func TestBridgeOfRenamedGroup(t *testing.T) {
	file := withSections(t, "variants:\n  today: {groups.tier1: null, groups.front: {agents: 6, skills: [sales], shrinkage: 35%, wage: 24/h}}\n")
	code, out, err := agner(t, "compare", "--bridge", file, "--variant", "today", "--method", "erlang_a")
	if code != exitDone || !strings.Contains(out, "renamed counts as another") || strings.Contains(out, "The same in both") {
		t.Errorf("exit %d, %s\n%s", code, err, out)
	}
}

func TestBridgeRefuses(t *testing.T) {
	untargeted := withSections(t, "variants:\n  untold: {queues.sales.target: null}\n  long: {horizon.days: 2}\n")
	for _, c := range []struct{ args, want string }{
		{"compare --bridge " + small, "--bridge OLD NEW"},
		{"compare --bridge " + small + " " + small + " " + small, "--bridge OLD NEW"},
		{"compare --bridge " + small + " nowhere.yaml", "nowhere.yaml"},
		{"compare --bridge " + untargeted + " --variant untold", "no queue has a target"},
		{"compare --bridge " + untargeted + " --variant long", "the same horizon"},
		{"compare --bridge " + small + " " + untargeted + " --precision service_level=1%", "--precision does not go with --bridge"},
		{"compare --bridge " + small + " " + untargeted + " --method erlang_d", "erlang_d"},
		{"compare " + untargeted + " --method erlang_a", "--method goes with --bridge"},
	} {
		code, out, err := agner(t, strings.Fields(c.args)...)
		if code != exitUsage || out != "" || !strings.Contains(err, c.want) {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", c.args, code, out, err)
		}
	}
}
