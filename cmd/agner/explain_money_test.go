package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// everyMoney has every money fact of the language.
const everyMoney = `
horizon: {start: 2027-03-06, days: 2, open: 18:00-22:00}
lines: {main: 20}
queues:
  sales:
    lines: main
    arrivals: {volume: 40/h, day_cv: 10%, includes: []}
    handle_time: 5m
    patience: 90s
    repeat: {probability: 10%, after: 1h}
    target: {level: 80%, within: 20s}
    value: {answered: 12, cost: {abandoned: 4, unresolved: 2, late: 1}, churn: {abandoned: 2%, unresolved: 1%, late: 0.4%}, lifetime_value: 1000}
groups:
  own:
    agents: 2
    skills: [sales]
    wage: {2027-03-01: 22/h, 2027-03-07: 23/h}
    overtime: 1.5
    premiums: {20:00-22:00: 25%, sun: 50%}
    shrinkage: {out_of_office: 12%, in_office: {breaks: 8%, coaching: 4%}}
    adherence: 95%
  minutes: {agents: 1, skills: [sales], tariff: {per: handled_minute, price: 0.62, minimum: 400/month}}
  talk: {agents: 1, skills: [sales], tariff: {per: talk_minute, price: 0.7}}
  contacts: {agents: 1, skills: [sales], tariff: {per: contact, price: 3}}
  hours: {agents: 1, skills: [sales], tariff: {per: staffed_hour, price: 30}}
events:
  mailer: {kind: campaign, at: 2027-03-06 18:00, audience: 1000, contact_rate: {mean: 2%}, curve: {peak: 1h, half_life: 1h}, queues: {sales: 100%}, cost: 450}
budget: {currency: EUR, limit: 2000, per: day, line: 0.02/min, other: 500/week, contract: 38h}
experiment: {replications: 30}
`

// Every figure that run prints follows from lines that explain --money prints: those of a figure add up to it, and
// the figures are made of each other.
func TestMoneyIsTraced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "money.yaml")
	if err := os.WriteFile(file, []byte(everyMoney), 0o666); err != nil {
		t.Fatal(err)
	}
	run := runObject(t, file)
	code, out, err := agner(t, "explain", file, "--money", "--format", "json")
	var got struct {
		Money struct {
			Lines []struct {
				Figure, About    string
				Amount, Quantity *struct{ Value float64 }
			}
			Figures []struct {
				Figure string
				Amount struct{ Value float64 }
			}
		}
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || e != nil {
		t.Fatalf("exit %d, %s, %v", code, err, e)
	}
	traced := map[string]float64{}
	for _, l := range got.Money.Lines {
		traced[l.Figure] += l.Amount.Value
		if l.Figure == "labor_cost" {
			traced["labor_cost:"+l.About] += l.Amount.Value
		}
	}
	traced["total_cost"] = traced["labor_cost"] + traced["telecom_cost"] + traced["campaign_cost"] + traced["other_cost"]
	traced["budget_variance"] = traced["total_cost"] - 4000
	traced["net_value"] = traced["revenue"] - traced["total_cost"] - traced["lost_value"]
	printed := map[string]float64{}
	for _, f := range got.Money.Figures {
		printed[f.Figure] = f.Amount.Value
	}
	money := regexp.MustCompile(`cost|value|revenue|variance`)
	checked := 0
	compare := func(name string, v any) {
		estimate, ok := v.(map[string]any)
		if !ok || !money.MatchString(name) {
			return
		}
		want := estimate["value"].(float64)
		if have, ok := printed[name]; !ok || have != want {
			t.Errorf("%s: run says %v, explain --money %v", name, want, have)
		}
		if have, ok := traced[name]; ok {
			checked++
			if math.Abs(have-want) > 1e-9*math.Abs(want) {
				t.Errorf("%s: the lines add up to %v, run says %v", name, have, want)
			}
		} else if !strings.HasPrefix(name, "cost_per_") {
			t.Errorf("%s has no lines", name)
		}
	}
	for name, v := range run["total"].(map[string]any) {
		compare(name, v)
	}
	for group, v := range run["groups"].(map[string]any) {
		compare("labor_cost:"+group, v.(map[string]any)["labor_cost"])
	}
	if checked < 13 { // 8 sums of the whole centre and 5 groups
		t.Errorf("only %d figures were checked", checked)
	}
	for _, name := range []string{"cost_per_contact", "cost_per_resolved_issue"} {
		if printed[name] == 0 {
			t.Errorf("%s is not printed", name)
		}
	}
}

// The printed lines add up to the printed figures, by hand.
func TestPrintedMoneyAddsUp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "money.yaml")
	if err := os.WriteFile(file, []byte(everyMoney), 0o666); err != nil {
		t.Fatal(err)
	}
	_, out, _ := agner(t, "explain", file, "--money", "--format", "markdown")
	lines, figures := map[string]float64{}, map[string]float64{}
	amount := regexp.MustCompile(`^- (?:✓ |✗ )?([a-z ]+)(, [a-z]+)?(?:: .*)? = ([−0-9.,]+)(?: ± [0-9.,]+)? EUR$`)
	inFigures := false
	for line := range strings.SplitSeq(strings.ReplaceAll(out, "\u00a0", " "), "\n") {
		inFigures = inFigures || line == "## Money, the figures"
		m := amount.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		v, err := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", "").Replace(m[3]), 64)
		switch {
		case err != nil:
			t.Fatal(line)
		case !inFigures:
			lines[m[1]] += v
		case m[2] == "": // of the whole centre, not of one group
			figures[m[1]] = v
		}
	}
	for _, name := range []string{"labour cost", "telecom cost", "campaign cost", "other cost", "lost value", "revenue"} {
		if figures[name] == 0 || math.Abs(lines[name]-figures[name]) > 0.05 { // ten lines to the cent
			t.Errorf("%s: printed lines add up to %.2f, the figure is %.2f\n%s", name, lines[name], figures[name], out)
		}
	}
	// The short form points here.
	if _, out, _ = agner(t, "explain", file); !strings.Contains(out, "With --money") || strings.Contains(out, "planned seat hours") {
		t.Error("the summary is no summary")
	}
}
