package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"agner/sim"
)

func asJSON(t *testing.T, runs ...*Run) any {
	t.Helper()
	var out bytes.Buffer
	if err := WriteJSON(&out, runs...); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in\n%s", err, out.String())
	}
	return got
}

func TestJSONGolden(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, madeUp()); err != nil {
		t.Fatal(err)
	}
	golden(t, "run.json", out.Bytes())
}

// TestJSONHasEveryKey looks for the keys that METRICS promises to scripts, in a
// queue with data, in one without, in groups, intervals and total.
func TestJSONHasEveryKey(t *testing.T) {
	got := asJSON(t, madeUp()).(map[string]any)
	has := func(where string, object any, keys string) {
		t.Helper()
		for _, key := range strings.Fields(keys) {
			if _, ok := object.(map[string]any)[key]; !ok {
				t.Errorf("%s has no %q", where, key)
			}
		}
	}
	has("run", got, "schema scenario file fingerprint seed replications horizon_days interval_seconds version queues groups total warnings")
	queues := got["queues"].(map[string]any)
	for _, name := range []string{"sales", "chat", "fax"} {
		has(name, queues[name], `channel target arrivals offered answered answered_in_awt abandoned abandoned_in_awt blocked messages disconnected retries
			service_level service_level_by_definition asa mean_wait abandonment delayed aht queue_length probability_of_target
			wait_p50 wait_p90 wait_p95 wait_p99 wait_max intervals`)
		has(name, queues[name].(map[string]any)["service_level_by_definition"],
			"abandons_negative abandons_ignored abandons_positive short_abandons_excluded short_abandons_credited answered_only")
	}
	interval := queues["sales"].(map[string]any)["intervals"].([]any)[1]
	has("interval", interval, "start arrivals offered answered answered_in_awt abandoned service_level asa abandonment queue_length")
	if start := interval.(map[string]any)["start"]; start != "2027-03-01T08:30" {
		t.Errorf("second interval starts %v", start)
	}
	group := got["groups"].(map[string]any)["tier1"]
	has("group", group, "occupancy logged_in_hours paid_hours handling_hours labor_cost intervals")
	has("group interval", group.(map[string]any)["intervals"].([]any)[0], "start agents occupancy handling_hours logged_in_hours")
	has("total", got["total"], "service_level abandonment labor_cost total_cost cost_per_contact lost_value net_value")
	if got["total"].(map[string]any)["net_value"] != nil {
		t.Error("a sum that nobody estimated is not null")
	}
	target := queues["sales"].(map[string]any)["target"].(map[string]any)
	if target["awt"] != 20.0 || target["level"] != 0.8 || target["definition"] != "abandons_negative" || target["max_asa"] != nil {
		t.Errorf("target: %v", target)
	}
	if fax := queues["fax"].(map[string]any); fax["target"] != nil || fax["asa"] != nil {
		t.Errorf("no data is not null: %v", fax)
	}
}

func TestJSONNumbers(t *testing.T) {
	r := madeUp()
	r.Result.Seed = math.MaxUint64
	r.Result.Measures[0] = sim.Estimate{Value: math.Copysign(0, -1), Low: math.NaN(), High: math.Inf(1), SD: 1.0 / 3}
	var out bytes.Buffer
	if err := WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"seed": 18446744073709551615`, `"labor_cost": {"value": 0, "low": null, "high": null, "sd": 0.3333333333333333}`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestJSONOfSeveralRuns(t *testing.T) {
	if got := asJSON(t, madeUp(), madeUp()).([]any); len(got) != 2 {
		t.Errorf("%d runs", len(got))
	}
}

func TestHostileNamesInFiles(t *testing.T) {
	r := madeUp()
	name := `a"b\c<script>` + "\n\x00\xff," + strings.Repeat("é", 200)
	r.Name, r.Centre.Queues[0].Name, r.QueueLabels[0], r.Warnings = name, name, name, []string{name}
	clean := strings.ToValidUTF8(name, "\ufffd")
	got := asJSON(t, r).(map[string]any)
	if got["scenario"] != clean || got["queues"].(map[string]any)[clean] == nil {
		t.Errorf("names changed: %q", got["scenario"])
	}
	var out bytes.Buffer
	if err := WriteCSV(&out, r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || rows[1][1] != name {
		t.Errorf("%v, name %q", err, rows[1][1])
	}
}

func TestCSVGolden(t *testing.T) {
	var out, intervals, several bytes.Buffer
	if err := WriteCSV(&out, madeUp()); err != nil {
		t.Fatal(err)
	}
	if err := WriteIntervals(&intervals, madeUp()); err != nil {
		t.Fatal(err)
	}
	golden(t, "run.csv", out.Bytes())
	golden(t, "intervals.csv", intervals.Bytes())
	if err := WriteCSV(&several, madeUp(), madeUp()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&several).ReadAll()
	if err != nil || rows[0][0] != "file" || rows[1][0] != "scenarios/campaign.yaml" {
		t.Errorf("%v, %q %q", err, rows[0], rows[1])
	}
}
