package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// brief are flags that keep a staffing short.
func brief(args ...string) []string { return append([]string{"staff", "--brief"}, args...) }

// staffObject is what staff prints as JSON, as far as tests look at it.
type staffObject struct {
	Schema, Status, Method, Meet string
	Problem                      *string
	Groups                       map[string]struct {
		Intervals []struct {
			Start                       string
			Required, Scheduled, Stated int
		}
	}
	Checks, Out_of_reach, Audit, Sensitivities []map[string]any
	Certificate, Risk, Silence                 map[string]any
}

func staffed(t *testing.T, wantCode int, args ...string) staffObject {
	t.Helper()
	code, out, err := agner(t, append(args, "--format", "json")...)
	var got staffObject
	if e := json.Unmarshal([]byte(out), &got); e != nil || code != wantCode {
		t.Fatalf("%v: exit %d, %s, %v\n%s", args, code, err, e, out)
	}
	return got
}

func TestStaffCertifiesAPlan(t *testing.T) {
	got := staffed(t, exitDone, brief(small, "--replications", "300")...)
	if got.Schema != "agner/staff/v1" || got.Method != "simulation" || got.Meet != "day" || got.Problem != nil {
		t.Errorf("%+v", got)
	}
	if got.Status != "certified" && got.Status != "confirmed" || got.Certificate["confirmed"] != true {
		t.Errorf("status %s, certificate %v", got.Status, got.Certificate)
	}
	for _, k := range got.Checks {
		if k["verdict"] != "met" {
			t.Errorf("check %v", k)
		}
	}
	if n := len(got.Groups["tier1"].Intervals); n != 4 { // 09:00 to 11:00
		t.Errorf("%d intervals", n)
	}
}

// The formulas answer each interval by itself. 120 contacts of 3 minutes over two hours are
// 3 erlangs: 80 % in 20 s takes 5 agents by Erlang C (81.1 %; 4 agents give 54.4 %).
func TestStaffByErlangC(t *testing.T) {
	got := staffed(t, exitDone, brief(small, "--method", "erlang_c", "--meet", "interval")...)
	if got.Status != "formula" || got.Certificate != nil {
		t.Errorf("%+v", got)
	}
	for _, i := range got.Groups["tier1"].Intervals {
		if i.Required != 5 || i.Stated != 4 {
			t.Errorf("%+v", i)
		}
	}
}

func TestStaffOutOfReach(t *testing.T) {
	file := withSections(t, "staffing: {schedule_efficiency: 80%, groups: {tier1: {max: 2}}}\n")
	code, out, err := agner(t, brief(file)...)
	if code != exitFailed || !strings.Contains(err, "out of reach") {
		t.Errorf("exit %d, %s", code, err)
	}
	for _, want := range []string{"✗ The limits on agents put 1 target out of reach", "tier1 is at its maximum of 2 agents in 09:00–11:00", "to schedule"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	got := staffed(t, exitFailed, brief(file)...)
	if got.Status != "infeasible" || got.Problem == nil || len(got.Out_of_reach) != 1 {
		t.Errorf("%+v", got)
	}
	if i := got.Groups["tier1"].Intervals[0]; i.Required != 2 || i.Scheduled != 3 { // 2 ÷ 80 % = 2.5
		t.Errorf("%+v", i)
	}
}

// Everything that follows from a plan is there, and silence has its price.
func TestStaffSaysWhy(t *testing.T) {
	file := withSections(t, "events: {mailer: {kind: surge, at: 2027-03-01 09:30, for: 60m, queues: {sales: +80%}, known: never}}\n")
	dir := t.TempDir()
	code, out, err := agner(t, "staff", file, "--replications", "60", "--out", dir)
	if code != exitDone && code != exitFailed { // a few replications may leave a target undecided
		t.Fatalf("exit %d, %s", code, err)
	}
	for _, want := range []string{"Why not Erlang C?", "What matters most", "Staffing for more of the days", "Overtime called on bad days", "The price of silence", "mailer"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for _, name := range []string{"staff.json", "seats.csv", "charts/requirement.svg", "charts/audit.png", "charts/sensitivity-dark.svg", "charts/bad-days.svg"} {
		if info, e := os.Stat(filepath.Join(dir, name)); e != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, e)
		}
	}
}

// The agents by interval go back into a scenario as they came out.
func TestStaffSeatsReadBack(t *testing.T) {
	dir := t.TempDir()
	if code, _, err := agner(t, brief(small, "--method", "erlang_a", "--meet", "interval", "--out", dir)...); code != exitDone {
		t.Fatalf("exit %d, %s", code, err)
	}
	data, e := os.ReadFile(small)
	if e != nil {
		t.Fatal(e)
	}
	file := filepath.Join(dir, "back.yaml")
	text := strings.Replace(string(data), "agents: 4", "agents: {file: seats.csv, column: tier1, date: date, time: start, use: dated}", 1)
	if e := os.WriteFile(file, []byte(text), 0o666); e != nil {
		t.Fatal(e)
	}
	before := staffed(t, exitDone, brief(small, "--method", "erlang_a", "--meet", "interval")...).Groups["tier1"].Intervals
	after := staffed(t, exitDone, brief(file, "--method", "erlang_a", "--meet", "interval")...).Groups["tier1"].Intervals
	for i := range after {
		if after[i].Stated != before[i].Required {
			t.Errorf("%s: %d agents were read back of %d", after[i].Start, after[i].Stated, before[i].Required)
		}
	}
	if len(after) != len(before) || len(after) == 0 {
		t.Errorf("%d intervals of %d", len(after), len(before))
	}
}

func TestStaffMistakes(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"staff"}, "needs one scenario file"},
		{[]string{"staff", small, small}, "needs one scenario file"},
		{[]string{"staff", small, "--method", "erlang_b"}, `did you mean "erlang_`},
		{[]string{"staff", small, "--meet", "often"}, "90% of days"},
		{[]string{"staff", small, "--set", "queues.sales.target=null"}, "no queue has a target"},
		{[]string{"frontier"}, "needs one scenario file"},
		{[]string{"frontier", small, "--meet", "0% of days"}, "between 0% and 100%"},
	} {
		if code, _, err := agner(t, c.args...); code != exitUsage || !strings.Contains(err, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, code, err)
		}
	}
}

func TestStaffInterruptedAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, err strings.Builder
	if code := run(ctx, strings.NewReader(""), &out, &err, []string{"staff", small}); code != exitUnable || !strings.Contains(err.String(), "interrupted: nothing was saved") {
		t.Errorf("exit %d, %s%s", code, out.String(), err.String())
	}
}

func TestFrontierCommand(t *testing.T) {
	dir := t.TempDir()
	code, out, err := agner(t, "frontier", small, "--replications", "60", "--out", dir, "--format", "json")
	var got struct {
		Schema   string
		Points   []struct{ Total_cost, Service_level map[string]float64 }
		Cheapest *int
	}
	if e := json.Unmarshal([]byte(out), &got); e != nil || code != exitDone {
		t.Fatalf("exit %d, %s, %v", code, err, e)
	}
	if got.Schema != "agner/frontier/v1" || len(got.Points) < 3 {
		t.Fatalf("%+v", got)
	}
	first, last := got.Points[0], got.Points[len(got.Points)-1]
	if !(last.Total_cost["value"] > first.Total_cost["value"]) || !(last.Service_level["low"] > first.Service_level["high"]) {
		t.Errorf("the richest %v is no better than the leanest %v", last, first)
	}
	for _, name := range []string{"frontier.json", "frontier.csv", "charts/frontier.svg", "charts/marginal.png"} {
		if info, e := os.Stat(filepath.Join(dir, name)); e != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, e)
		}
	}
}
