package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// paidBefore and paidAfter are paid hours of a planned hour before and from Tuesday on.
const paidBefore, paidAfter = 1 / 0.8, 1 / 0.64

// dated has ten hours a day with eight agents. On Monday a fifth of the paid time is lost, on Tuesday 36 %:
// 80 h ÷ 0.8 = 100 h and 80 h ÷ 0.64 = 125 h are paid, at 20 an hour (25 on Tuesday).
const dated = `
horizon: {start: 2027-03-01, days: 2, interval: 1h, open: 08:00-18:00}
queues:
  calls: {arrivals: {volume: 300/day, day_cv: 5%}, handle_time: 5m, patience: 3m, target: {level: 80%, within: 20s}}
groups:
  team: {agents: 8, skills: [calls], wage: 20/h, premiums: {tue: 25%}, shrinkage: {out_of_office: {2027-03-01: 20%, 2027-03-02: 36%}}}
budget: {currency: EUR, contract: 40h}
staffing: {method: erlang_c, meet: interval}
experiment: {replications: 20}
`

func datedFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "dated.yaml")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// planned returns what a run says of the group team without the hours beyond the plan.
func planned(t *testing.T, args ...string) (paidHours, cost float64) {
	t.Helper()
	team := runObject(t, args...)["groups"].(map[string]any)["team"].(map[string]any)
	value := func(key string) float64 { return team[key].(map[string]any)["value"].(float64) }
	return value("paid_hours") - value("overrun_hours"), value("labor_cost") - 20*value("overrun_hours")
}

func TestShrinkageThatChangesIsPaidFromItsDate(t *testing.T) {
	file := datedFile(t, dated)
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	for _, c := range []struct {
		what        string
		args        []string
		hours, cost float64
	}{
		{"both days", nil, 100 + 125, 100*20 + 125*25},
		{"Monday", []string{"--set", "horizon.days=1"}, 100, 100 * 20},
		{"Tuesday", []string{"--set", "horizon.days=1", "--set", "horizon.start=2027-03-02"}, 125, 125 * 25},
		{"fewer seats on Monday weigh less", []string{"--set", "groups.team.agents={mon: {08:00: 4}, tue: {08:00: 8}}"}, 50 + 125, 50*20 + 125*25},
		{"by an event", []string{"--set", "groups.team.shrinkage=20%", "--set", "events.flu={kind: change, from: 2027-03-02, set: {groups.team.adherence: 80%}}"}, 100 + 125, 100*20 + 125*25},
	} {
		hours, cost := planned(t, append([]string{file}, c.args...)...)
		near(c.what+": paid hours", hours, c.hours)
		near(c.what+": labour cost", cost, c.cost)
	}
	total := runObject(t, file)["total"].(map[string]any)
	value := func(key string) float64 { return total[key].(map[string]any)["value"].(float64) }
	near("paid hours in total", value("paid_hours")-value("overrun_hours"), 225)
	near("shrinkage in total", value("shrinkage"), 1-value("logged_in_hours")/value("paid_hours"))
	near("full-time contracts", value("fte"), value("paid_hours")/16)
}

func TestMoneyOfShrinkageThatChanges(t *testing.T) {
	file := datedFile(t, dated)
	_, out, _ := agner(t, "explain", file, "--money", "--format", "markdown")
	out = strings.ReplaceAll(out, "\u00a0", " ")
	for _, want := range []string{
		"paid hours, team: 160 planned seat hours (the sum of seats × 60 min while open): 80 ÷ (1 − 20% out of office) + 80 ÷ (1 − 36% out of office) = 225",
		"labour cost, team: 225 paid hours (80 planned seat hours × 1.25 + 80 × 1.5625 paid per seat hour) × 20 an hour × 1.1389 for premiums and changes of the wage on average = 5,125.00 EUR",
		"takes 1.25 to 1.56 paid hours",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no line %q in\n%s", want, out)
		}
	}
	// An event that changes the shrinkage is not part of what the group states.
	_, out, _ = agner(t, "explain", file, "--money", "--set", "events.flu={kind: change, from: 2027-03-02, set: {groups.team.adherence: 80%}}", "--format", "markdown")
	if want := "80 ÷ (1 − 20% out of office) + 80 × 1.9531 paid per seat hour = 256.25"; !strings.Contains(strings.ReplaceAll(out, "\u00a0", " "), want) {
		t.Errorf("no %q in\n%s", want, out)
	}
}

// The seats that staffing asks for are paid by their own day.
func TestStaffingPaysTheShrinkageOfTheDay(t *testing.T) {
	code, out, err := agner(t, "staff", datedFile(t, dated), "--brief", "--format", "json")
	var got struct {
		Groups map[string]struct {
			Intervals []struct {
				Start    string
				Required float64
			}
		}
		Total struct {
			PaidHours float64 `json:"paid_hours"`
			SeatCost  float64 `json:"seat_cost"`
		}
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil {
		t.Fatalf("exit %d, %s, %v", code, err, e)
	}
	hours, cost := 0.0, 0.0
	for _, i := range got.Groups["team"].Intervals {
		if strings.HasPrefix(i.Start, "2027-03-01") {
			hours, cost = hours+i.Required*paidBefore, cost+i.Required*paidBefore*20
		} else {
			hours, cost = hours+i.Required*paidAfter, cost+i.Required*paidAfter*25
		}
	}
	if hours == 0 || math.Abs(got.Total.PaidHours-hours) > 1e-9*hours || math.Abs(got.Total.SeatCost-cost) > 1e-9*cost {
		t.Errorf("%v paid hours and a cost of %v, want %v and %v", got.Total.PaidHours, got.Total.SeatCost, hours, cost)
	}
}
