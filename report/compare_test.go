package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"agner/sim"
)

// madeUpComparison is the made-up run as base; one variant that gains for money,
// one that loses and saves, one that chance explains, one without a difference.
func madeUpComparison() *Comparison {
	base := madeUp()
	c := &Comparison{Name: base.Name, Version: "test", Currency: "USD", Limit: 25000}
	add := func(name string, level, cost, net sim.Estimate) {
		v := Compared{Name: name, Scenario: base.Name, File: base.File, Fingerprint: "sha256:0123", Centre: base.Centre, Result: base.Result,
			QueueLabels: base.QueueLabels, Measures: []string{"total_cost", "net_value"}}
		result := *base.Result
		result.Measures = []sim.Estimate{around(25310, 40, 420), around(9000, 200, 1500)}
		v.Result = &result
		if name != "base" {
			result.Measures = []sim.Estimate{around(25310+cost.Value, 40, 420), around(9000+net.Value, 200, 1500)}
			queues := make([]sim.QueueResult, len(result.Queues))
			for q := range queues {
				queues[q] = sim.QueueResult{Name: result.Queues[q].Name, Row: row(sim.QueueMetrics(), map[sim.Metric]sim.Estimate{sim.ServiceLevel: level})}
			}
			groups := make([]sim.GroupResult, len(result.Groups))
			for g := range groups {
				groups[g] = sim.GroupResult{Name: result.Groups[g].Name, Row: row(sim.GroupMetrics(), nil)}
			}
			v.Difference = &sim.Result{Queues: queues, Groups: groups, Measures: []sim.Estimate{cost, net},
				Total: sim.TotalResult{Row: row(sim.TotalMetrics(), map[sim.Metric]sim.Estimate{sim.ServiceLevel: level, sim.Offered: around(-3, 1, 1)})}}
			v.Warnings = []string{"chat: <nobody> answers"}
		}
		c.Variants = append(c.Variants, v)
	}
	add("base", sim.NoData(), sim.NoData(), sim.NoData())
	add("more_agents", around(0.061, 0.008, 0.05), around(410, 3, 20), around(1200, 150, 900))
	add("leaner", around(-0.104, 0.01, 0.05), around(-900, 4, 20), around(-2500, 300, 900))
	add("chance | pipe", around(0.004, 0.008, 0.05), around(50, 60, 400), around(100, 150, 900))
	add("same", around(0, 0, 0), around(0, 0, 0), around(0, 0, 0))
	return c
}

func TestVerdictSentences(t *testing.T) {
	c := madeUpComparison()
	for i, want := range []string{
		1: "+6.1 ± 0.8 points of service level for +410 ± 3 USD a day (67.21 USD a point); net value +1,200 ± 150 USD",
		2: "−10.4 ± 1.0 points of service level, saves 900 ± 4 USD a day; net value −2,500 ± 300 USD",
		3: "~ service level (no more than chance), ~ cost (no more than chance); net value ~",
		4: "the same service level at the same cost",
	} {
		if i == 0 {
			continue
		}
		if got := c.sentence(c.Variants[i]).Text; got != want {
			t.Errorf("%s: %q, want %q", c.Variants[i].Name, got, want)
		}
	}
}

func TestVerdictOfAContrast(t *testing.T) {
	single := sim.Estimate{Value: 0.1, Low: math.NaN(), High: math.NaN(), SD: math.NaN()}
	for _, k := range []struct {
		difference sim.Estimate
		better     direction
		want       string
	}{
		{around(1, 0.5, 1), upward, "better"}, {around(1, 0.5, 1), down, "worse"}, {around(1, 0.5, 1), neither, "higher"},
		{around(-1, 0.5, 1), upward, "worse"}, {around(-1, 0.5, 1), down, "better"}, {around(-1, 0.5, 1), neither, "lower"},
		{around(1, 1, 1), upward, "undecided"}, // the interval touches 0
		{around(1, 2, 1), upward, "undecided"},
		{around(0, 0, 0), upward, "same"},
		{single, upward, "undecided"}, // one replication decides nothing
		{sim.NoData(), upward, ""},
		{around(0, 5e-11, 1e-10), upward, "same"},    // what rounding leaves of sums that are equal
		{around(-1e-11, 5e-12, 1e-10), down, "same"}, // likewise
		{around(1e-6, 1e-7, 1e-5), upward, "better"}, // small, and no rounding
	} {
		if got := (contrast{around(0.7, 0.01, 0.1), k.difference, k.better}).verdict(); got != k.want {
			t.Errorf("%+v (%d): %q, want %q", k.difference, k.better, got, k.want)
		}
	}
}

func TestRanking(t *testing.T) {
	c := madeUpComparison()
	if order, by := c.ranking(); by != "net_value" || order[0] != 1 || order[3] != 2 {
		t.Errorf("%v by %s", order, by)
	}
	// What a point costs is not said where the difference in cost is chance, and such a gain ranks as one for nothing.
	for i, cost := range []sim.Estimate{sim.NoData(), around(410, 3, 20), around(-900, 4, 20), around(1, 60, 400)} {
		if i > 0 {
			c.Variants[i].Difference.Measures[0] = cost
		}
	}
	gain := row(sim.TotalMetrics(), map[sim.Metric]sim.Estimate{sim.ServiceLevel: around(0.1, 0.008, 0.05)})
	c.Variants[3].Difference.Total.Row = gain
	if got := c.sentence(c.Variants[3]).Text; strings.Contains(got, "a point") || !math.IsNaN(c.Variants[3].perPoint()) {
		t.Errorf("a price from chance: %q", got)
	}
	for i := range c.Variants {
		c.Variants[i].Measures = []string{"total_cost", "other"}
	}
	if order, by := c.ranking(); by != "cost_per_point" || order[0] != 3 || order[1] != 1 {
		t.Errorf("%v by %s", order, by)
	}
	c = madeUpComparison()
	for i := range c.Variants { // without any value, by what a point costs; those that lose come last
		c.Variants[i].Measures = []string{"total_cost", "other"}
	}
	if order, by := c.ranking(); by != "cost_per_point" || order[0] != 1 || order[3] != 2 {
		t.Errorf("%v by %s", order, by)
	}
}

func TestCompareGolden(t *testing.T) {
	c := madeUpComparison()
	for _, k := range []struct {
		file  string
		write func(*bytes.Buffer) error
	}{
		{"compare.json", func(b *bytes.Buffer) error { return WriteCompareJSON(b, c) }},
		{"compare.csv", func(b *bytes.Buffer) error { return WriteCompareCSV(b, c) }},
		{"compare.txt", func(b *bytes.Buffer) error { return WriteCompareText(b, c, TextOptions{Width: 100}) }},
		{"compare.md", func(b *bytes.Buffer) error { return WriteCompareMarkdown(b, c) }},
	} {
		var b bytes.Buffer
		if err := k.write(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, k.file, b.Bytes())
	}
}

func TestCompareFilesAreWellFormed(t *testing.T) {
	c := madeUpComparison()
	var j, s bytes.Buffer
	if err := WriteCompareJSON(&j, c); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(j.Bytes()) {
		t.Error("no JSON")
	}
	if err := WriteCompareCSV(&s, c); err != nil {
		t.Fatal(err)
	}
	if _, err := csv.NewReader(&s).ReadAll(); err != nil {
		t.Error(err)
	}
	var md bytes.Buffer
	if err := WriteCompareMarkdown(&md, c); err != nil || strings.Contains(md.String(), "<nobody>") || strings.Contains(md.String(), "chance | pipe") {
		t.Errorf("names are not escaped: %v", err)
	}
}

func TestCompareChart(t *testing.T) {
	c := madeUpComparison()
	chart, ok := c.Chart()
	if !ok || len(chart.Variants) != 4 || chart.Base.Cost != 25310 || !math.IsNaN(chart.Target) {
		t.Errorf("%+v", chart)
	}
	if want := "Spring campaign launch: “more_agents” earns most, net value +1,200 ± 150 USD a day"; chart.Title != want {
		t.Errorf("title %q, want %q", chart.Title, want)
	}
	for i := range c.Variants {
		c.Variants[i].Measures = nil
	}
	if _, ok := c.Chart(); ok {
		t.Error("a chart of costs without costs")
	}
}

// What a resolved issue costs is shown where some contacts leave it unresolved.
func TestCompareShowsResolvedIssues(t *testing.T) {
	c := madeUpComparison()
	for i := range c.Variants {
		c.Variants[i].Measures = []string{"total_cost", "cost_per_resolved_issue"}
	}
	heads := func() (out []string) {
		for _, k := range c.columns() {
			out = append(out, k.head)
		}
		return out
	}
	if slices.Contains(heads(), "cost per resolved issue") {
		t.Error("shown where every contact resolves its issue")
	}
	centre := *c.Variants[1].Centre
	centre.Queues = slices.Clone(centre.Queues)
	centre.Queues[0].Repeat = &sim.Return{Probability: sim.Constant(0.1), After: sim.Exponential(600)}
	c.Variants[1].Centre = &centre
	if !slices.Contains(heads(), "cost per resolved issue") {
		t.Error("not shown where one variant has repeats")
	}
}
