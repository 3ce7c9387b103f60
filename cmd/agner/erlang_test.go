package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"agner/erlang"

	"github.com/urfave/cli/v2"
)

// calculator runs agner erlang with the arguments.
func calculator(t *testing.T, args string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	app := &cli.App{Name: "agner", Writer: &out, Commands: prepared(erlangCommand()), ExitErrHandler: func(*cli.Context, error) {}}
	err := app.Run(append([]string{"agner", "erlang"}, strings.Fields(args)...))
	return out.String(), err
}

// calculated runs a command line and returns its JSON.
func calculated(t *testing.T, args string) map[string]any {
	t.Helper()
	out, err := calculator(t, args+" --format json")
	if err != nil {
		t.Fatalf("agner erlang %s: %v", args, err)
	}
	var values map[string]any
	if err := json.Unmarshal([]byte(out), &values); err != nil {
		t.Fatalf("agner erlang %s: %v in %s", args, err, out)
	}
	return values
}

// The command lines of the manual give what the package computes, in full precision.
func TestErlangExamples(t *testing.T) {
	c := erlang.MMn{Load: 10, HandleSeconds: 180, Agents: 14}.Measures(20)
	large := erlang.MMn{Load: 12345, HandleSeconds: 60, Agents: 12421}.Measures(20)
	a := erlang.MMnM{Load: 48, HandleSeconds: 60, PatienceSeconds: 120, Agents: 50}.Measures(20, 5)
	x := erlang.ErlangX{FreshLoad: 48, HandleSeconds: 60, PatienceSeconds: 120, Retry: 0.6, Agents: 50, Lines: 80}.Measures(20, 5)
	for _, example := range []struct {
		args string
		want map[string]float64
	}{
		{"c --arrivals 200/h --aht 180s --agents 14 --awt 20s", map[string]float64{"agents": 14, "load": 10, "service_level": c.ServiceLevels.AbandonsNegative,
			"delayed": c.Delayed, "asa": c.ASASeconds, "mean_wait": c.ASASeconds, "occupancy": 10. / 14, "queue_length": c.QueueLength}},
		{"c --arrivals 200/h --aht 180s --target 80% --awt 20s", map[string]float64{"agents": 14, "asa": c.ASASeconds}},
		{"a --arrivals 48/min --aht 1m --patience 2m --agents 50 --awt 20s", map[string]float64{"service_level": a.ServiceLevels.AbandonsNegative,
			"asa": a.ASASeconds, "mean_wait": a.MeanWaitSeconds, "abandonment": a.Abandonment, "queue_length": a.QueueLength}},
		{"b --load 10 --blocking 2%", map[string]float64{"lines": 17, "blocking": erlang.B(10, 17), "occupancy": 10 * (1 - erlang.B(10, 17)) / 17}},
		{"b --load 20 --lines 10", map[string]float64{"load": 20, "lines": 10, "blocking": erlang.B(20, 10)}},
		{"b --lines 15 --blocking 1%", map[string]float64{"load": erlang.LoadForBlocking(15, 0.01)}},
		{"c --load 12345 --aht 60s --agents 12421 --awt 20s", map[string]float64{"service_level": large.ServiceLevels.AbandonsNegative, "delayed": large.Delayed}},
		{"x --arrivals 48/min --aht 1m --patience 2m --retry 60% --lines 80 --agents 50 --awt 20s", map[string]float64{
			"service_level": x.ServiceLevels.AbandonsNegative, "blocking": x.Blocking, "abandonment": x.Abandonment, "load": 48, "total_load": x.Load}},
	} {
		values := calculated(t, example.args)
		if values["model"] != example.args[:1] {
			t.Errorf("%s: model %v", example.args, values["model"])
		}
		for key, want := range example.want {
			if got, ok := values[key].(float64); !ok || got != want {
				t.Errorf("%s: %s = %v, want %v", example.args, key, values[key], want)
			}
		}
	}
}

// The worked example of Call Centre Helper ("Erlang C Formula – Made Simple With an Easy Worked Example"): 100 calls in half
// an hour of 3 minutes, 14 agents: 17.41 % wait, 88.8 % within 20 s, ASA 7.8 s, occupancy 71.4 %.
func TestErlangPublishedExample(t *testing.T) {
	values := calculated(t, "c --arrivals 200/h --aht 3m --agents 14 --awt 20s")
	for key, want := range map[string]float64{"delayed": 0.1741, "service_level": 0.8883, "asa": 7.84, "occupancy": 0.7143} {
		if got := values[key].(float64); math.Abs(got-want) > 0.0006*want {
			t.Errorf("%s = %v, published %v", key, got, want)
		}
	}
}

// Whatever is left out is found: the question that the answer poses must lead back.
func TestErlangSolvesForWhatIsLeftOut(t *testing.T) {
	for _, example := range []struct {
		args, key string
		check     func(value float64) (got, want float64)
	}{
		{"c --aht 180s --agents 14 --target 80% --awt 20s", "load", func(load float64) (float64, float64) {
			return erlang.MMn{Load: load, HandleSeconds: 180, Agents: 14}.ServiceLevel(20), 0.8
		}},
		{"c --arrivals 200/h --aht 180s --agents 11 --target 80%", "awt", func(awt float64) (float64, float64) {
			return erlang.MMn{Load: 10, HandleSeconds: 180, Agents: 11}.ServiceLevel(awt), 0.8
		}},
		{"a --arrivals 48/min --aht 1m --abandonment 3% --agents 50", "patience", func(patience float64) (float64, float64) {
			return erlang.MMnM{Load: 48, HandleSeconds: 60, PatienceSeconds: patience, Agents: 50}.Measures(0, 0).Abandonment, 0.03
		}},
		{"a --arrivals 48/min --aht 1m --abandonment 5% --mean-wait 6s --agents 50", "patience", func(patience float64) (float64, float64) { return patience, 120 }},
		{"b --lines 20 --blocking 1% --sources 60", "load", func(load float64) (float64, float64) {
			_, call := erlang.Engset(60, 20, load/60)
			return call, 0.01
		}},
		{"b --lines 20 --blocking 1% --recall 40%", "load", func(load float64) (float64, float64) {
			blocking, _ := erlang.ExtendedB(load, 20, 0.4)
			return blocking, 0.01
		}},
		{"c --arrivals 200/h --aht 180s --target 80% --awt 20s --fractional", "agents", func(agents float64) (float64, float64) {
			return erlang.MMn{Load: 10, HandleSeconds: 180, Agents: agents}.ServiceLevel(20), 0.8
		}},
		{"b --load 10 --blocking 2% --fractional", "lines", func(lines float64) (float64, float64) { return erlang.B(10, lines), 0.02 }},
	} {
		value, ok := calculated(t, example.args)[example.key].(float64)
		if got, want := example.check(value); !ok || math.Abs(got-want) > 1e-8*want {
			t.Errorf("%s: %s = %v leads back to %v, want %v", example.args, example.key, value, got, want)
		}
	}
}

func TestErlangFewestAgents(t *testing.T) {
	for _, example := range []struct {
		args    string
		agents  float64
		binding string
	}{
		{"c --arrivals 200/h --aht 180s --target 80% --awt 20s", 14, "service_level"},
		{"c --arrivals 200/h --aht 180s --max-occupancy 70%", 15, "occupancy"},
		{"c --arrivals 200/h --aht 180s --max-asa 5s --target 80% --awt 20s", 15, "asa"},
		{"a --arrivals 48/min --aht 1m --patience 2m --max-abandonment 3%", 51, "abandonment"},
		{"chat --arrivals 240/h --aht 5m --patience 2m --at-once 1 --target 80% --awt 30s", 21, "service_level"},
		{"priority --class vip=40/h:90%:10s --class others=160/h:80%:30s --aht 180s", 14, ""},
	} {
		values := calculated(t, example.args)
		agents := values["agents"]
		if rows, ok := values["classes"].([]any); ok {
			agents = rows[1].(map[string]any)["agents"]
		}
		if agents != example.agents {
			t.Errorf("%s: %v agents, want %v", example.args, agents, example.agents)
		}
		if binding, ok := values["binding"].([]any); example.binding != "" && (!ok || len(binding) != 1 || binding[0] != example.binding) {
			t.Errorf("%s: binding %v, want %s", example.args, values["binding"], example.binding)
		}
	}
}

// Mistakes are usage errors that say the fix, all at once.
func TestErlangMistakes(t *testing.T) {
	for _, example := range []struct {
		args string
		want []string
	}{
		{"c --arrivals 200 --aht 180 --target 80 --awt 20", []string{"200/h", "180s", "80%", "20s"}},
		{"c --arrivals 200/fortnight --aht -3m --agents -1", []string{"200/h, 48/min", "--aht", "--agents"}},
		{"c --arrivals 200/h --aht 3m", []string{"--agents is missing", "--target 80% --awt 20s"}},
		{"c --arrivals 200/h --aht 3m --target 80%", []string{"--awt"}},
		{"c --aht 3m --target 80% --awt 20s", []string{"--arrivals", "--agents"}},
		{"c --arrivals 200/h --aht 3m --target 100% --awt 20s", []string{"99.9%"}},
		{"c --arrivals 200/h --load 3 --aht 3m --agents 14", []string{"one of them"}},
		{"a --arrivals 200/h --aht 3m --agents 14", []string{"--patience is missing"}},
		{"x --arrivals 200/h --aht 3m --agents 14 --patience 2m", []string{"--retry is missing"}},
		{"chat --arrivals 200/h --aht 3m --agents 14 --patience 2m", []string{"--at-once is missing"}},
		{"b --load 3", []string{"two of --load, --lines and --blocking"}},
		{"b --load 3 --lines 2 --blocking 3%", []string{"two of"}},
		{"b --arrivals 3/h --lines 2", []string{"--aht"}},
		{"priority --class vip=3 --aht 3m", []string{"3/h"}},
		{"priority --class vip=3/h --class vip=3/h --aht 3m", []string{"already a class vip", "--agents is missing"}[:1]},
		{"priority --aht 3m --agents 3", []string{"--class is missing"}},
		{"c --arrivals 200/h --aht 3m --agents 14 --format xml", []string{"text, json, csv, markdown"}},
		{"c --arrivals 200/h --aht 3m --sweep lines=1..3", []string{"varies agents"}},
		{"c --arrivals 200/h --aht 3m --sweep agents=3..1", []string{"backwards"}},
		{"c --arrivals 200/h --aht 3m --sweep agents=1..99999999", []string{"step"}},
		{"c --arrivals 200/h --aht 3m --sweep agents=1..9 --wage 22", []string{"22/h"}},
		{"a --arrivals 200/h --aht 3m --agents 14 --patience 2m --definition abandons_negativ --awt 20s", []string{"did you mean abandons_negative"}},
		{"c --arrivals 200/h --aht 3m --agents 14 --awt NaN", []string{"--awt"}},
		{"c --load Inf --aht 3m --agents 14", []string{"--load"}},
		{"c --load 3 --aht 1e999h --agents 14", []string{"--aht"}},
		{"c --arrivals 200/h --aht 3m --agents 14 --chart power.svg", []string{"--sweep agents=10..20"}},
		{"c --arrivals 200/h --aht 3m --sweep agents=9..20 --chart power.gif", []string{".svg or .png"}},
		{"c --arrivals 200/h --aht 3m --agents 30 --sweep agents=9..20", []string{"--agents 30", "no such row"}},
		{"c --arrivals 200/h --aht 3m --target 80% --sweep agents=9..20", []string{"--target 80% needs --awt"}},
		{"c --arrivals 200/h --aht 3m --awt 20s --target 80% --fractional --sweep agents=9..20", []string{"--fractional"}},
		{"c --arrivals 200/h --aht 3m --agents 12 --fractional", []string{"--fractional"}},
		{"b --load 20 --lines 12 --fractional", []string{"--fractional"}},
		{"b --load 20 --lines 12 --chart b.svg", []string{"--sweep lines=10..20"}},
		{"b --load 20 --lines 12 --sweep lines=20..30", []string{"--lines 12", "no such row"}},
		{"priority --class vip=3/h --aht 3m --agents 3 --target 80%", []string{"class vip has a target without a time"}},
		{"c --load 1e300 --aht 3m --target 80% --awt 20s", []string{"--load", "at most 1,000,000,000"}},
		{"c --arrivals 1e300/h --aht 3m --agents 1e99", []string{"--arrivals", "--agents", "at most 1,000,000,000"}},
		{"b --load 1e10 --lines 4", []string{"at most 1,000,000,000"}},
		{"b --arrivals 1e300/h --aht 3m --lines 4", []string{"--arrivals", "at most 1,000,000,000"}},
		{"priority --class vip=1e300/h --aht 3m --agents 4", []string{"vip=1e300/h", "at most 1,000,000,000"}},
		{"a --load 3 --aht 1e-300s --agents 4 --patience 1e300s", []string{"--aht", "microsecond", "--patience", "three hundred years"}},
		{"a --aht 3m --agents 9 --abandonment 15% --target 80% --awt 20s", []string{"--abandonment needs the load"}},
		{"c --load 3 --aht 3m --agents 1,000", []string{"separators of thousands"}},
		{"c --arrivals 200/h --aht 3m --sweep agents=1..9 --wage EUR22.50/h", []string{"without a currency; write 22.50/h"}},
		{"c --load 3 --aht 3m --max-abandonment 3% --max-blocking 3%", []string{"nobody hangs up", "nobody is blocked"}},
		{"a --agents 14 --aht 3m --patience 2m --max-blocking 3%", []string{"nobody is blocked without a limit on lines"}},
		{"b --lines 0 --blocking 3%", []string{"--lines 0"}},
		{"c stray --load 3 --aht 3m --agents 14", []string{"stray"}},
	} {
		out, err := calculator(t, example.args)
		if exitCode(err) != exitUsage || out != "" {
			t.Errorf("%s: exit code %d, output %q, want a usage error", example.args, exitCode(err), out)
			continue
		}
		for _, part := range example.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say %q", example.args, err, part)
			}
		}
	}
}

// A table uses the patience that explains an observed abandonment, as a single answer does.
func TestErlangSweepEstimatesPatience(t *testing.T) {
	const observed = "a --arrivals 200/h --aht 3m --agents 9 --abandonment 15% --awt 20s"
	single := calculated(t, observed)
	row := calculated(t, observed+" --sweep agents=9..10")["sweep"].([]any)[0].(map[string]any)
	for _, key := range []string{"service_level", "asa", "abandonment"} {
		if row[key] != single[key] || row[key] == nil {
			t.Errorf("%s: %v in the table, %v alone", key, row[key], single[key])
		}
	}
}

func TestErlangSlowdownBeyondWhole(t *testing.T) {
	out, err := calculator(t, "chat --load 4 --aht 1m --patience 2m --at-once 3 --slowdown 150% --agents 5")
	if err != nil || !strings.Contains(out, "slowdown 150%") {
		t.Errorf("%v in %s", err, out)
	}
}

func TestErlangInfeasible(t *testing.T) {
	for args, reason := range map[string]string{
		"x --arrivals 48/min --aht 1m --patience 2m --retry 60% --lines 40 --max-blocking 1%": "40 lines block more than 1 % of 48 erlangs",
		"a --aht 1m --patience 2m --agents 14 --max-occupancy 100%":                           "no load makes agents busier than that",
		"c --aht 1m --agents 0 --max-asa 9s":                                                  "nobody answers",
	} {
		out, err := calculator(t, args)
		var marked *exitError
		if !errors.As(err, &marked) || marked.code != exitFailed || out != "" {
			t.Errorf("%s: %v, %q", reason, err, out)
		}
	}
}

// Where everyone tries again until a line is free and the lines are too few, no line ever rests; nor where callers never pause.
func TestErlangLinesThatNeverRest(t *testing.T) {
	for args, want := range map[string]float64{"b --load 20 --lines 10 --recall 100%": 1, "b --lines 40 --blocking 2% --sources 30": 0.75} {
		if got := calculated(t, args)["occupancy"]; got != want {
			t.Errorf("%s: occupancy %v, want %v", args, got, want)
		}
	}
}

func TestErlangSweep(t *testing.T) {
	values := calculated(t, "c --arrivals 200/h --aht 180s --awt 20s --sweep agents=9..20 --wage 22/h")
	rows := values["sweep"].([]any)
	if len(rows) != 12 {
		t.Fatalf("%d rows, want 12", len(rows))
	}
	for i, row := range rows {
		r, agents := row.(map[string]any), float64(9+i)
		m := erlang.MMn{Load: 10, HandleSeconds: 180, Agents: agents}.Measures(20)
		if r["agents"] != agents || r["service_level"] != m.ServiceLevels.AbandonsNegative || r["cost_per_hour"] != 22*agents || r["occupancy"] != m.Occupancy {
			t.Errorf("row %d: %v", i, r)
		}
	}
	if first := rows[0].(map[string]any); first["asa"] != nil {
		t.Errorf("9 agents for 10 erlangs: asa %v, want null", first["asa"])
	}
	out, err := calculator(t, "b --load 20 --blocking 1% --sweep lines=26..32:2 --format csv")
	if err != nil || strings.Count(out, "\n") != 5 || !strings.HasPrefix(out, "model,lines,blocking,occupancy\nb,26,") {
		t.Errorf("%v, %q", err, out)
	}
}

// The keys stand in the order of the manual.
func TestErlangKeyOrder(t *testing.T) {
	out, err := calculator(t, "x --arrivals 48/min --aht 1m --patience 2m --retry 60% --lines 80 --agents 50 --awt 20s --format json")
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, key := range []string{"model", "agents", "lines", "load", "occupancy", "delayed", "service_level", "service_level_by_definition", "asa", "mean_wait",
		"abandonment", "blocking", "patience", "queue_length", "total_load", "contacts_per_issue", "customers_served"} {
		next := strings.Index(out, "\""+key+"\":")
		if next < at {
			t.Errorf("%s is missing or out of order in %s", key, out)
		}
		at = next
	}
}
