package charts

import (
	"math"
	"testing"
)

// TestFindings reads the sentences that become titles.
func TestFindings(t *testing.T) {
	day := officeTimes(1)
	day.Starts = day.Starts[:6] // 08:00 to 11:00
	week := officeTimes(2)
	week.Starts = append(week.Starts[:2:2], week.Starts[24:26]...) // two half-hours on Monday and two on Tuesday
	nan := math.NaN()
	service := func(times Times, levels ...float64) Service {
		c := Service{Name: "Sales", Times: times, Target: 0.8, AwtSeconds: 20}
		for _, v := range levels {
			c.Level = append(c.Level, Exactly(v))
		}
		return c
	}
	exactly := func(values ...float64) (out []Estimate) {
		for _, v := range values {
			out = append(out, Exactly(v))
		}
		return out
	}
	untargeted := service(day, 0.9, 0.7)
	untargeted.Target = nan
	anonymous := service(day, 0.9)
	anonymous.Name = ""
	for _, c := range []struct {
		chart renderer
		want  string
	}{
		{service(day, 0.9, 0.85, 0.95), "Sales: 80% in 20 s is met in every interval, lowest 85% at 08:30"},
		{service(day, 0.9, 0.7, 0.75, 0.95), "Sales: 80% in 20 s is missed from 08:30 to 09:30, with 70% at worst"},
		{service(day, 0.9, 0.7, nan, 0.75, 0.95), "Sales: 80% in 20 s is missed from 08:30 to 10:00, with 70% at worst"},
		{service(day, 0.9, 0.7, 0.95), "Sales: 80% in 20 s is missed in one interval, 70% at 08:30"},
		{service(day, 0.7, 0.9, 0.6, 0.9), "Sales: 80% in 20 s is missed in 2 of 4 intervals, lowest 60% at 09:00"},
		{service(day, 0.7, 0.6), "Sales: 80% in 20 s is missed in every interval, lowest 60% at 08:30"},
		{service(day, 0.9, 0.7996), "Sales: 80% in 20 s is missed in one interval, 79.96% at 08:30"},
		{service(day, 0.9, 0.804), "Sales: 80% in 20 s is met in every interval, lowest 80% at 08:30"},
		{service(day, 0.8), "Sales: 80% in 20 s is met with 80%"},
		{service(day, 0.5), "Sales: 80% in 20 s is missed with 50%"},
		{service(week, 0.9, 0.9, 0.7, 0.7), "Sales: 80% in 20 s is missed from Tue 2 Mar 08:00 to 09:00, with 70% at worst"},
		{service(week, 0.9, 0.7, 0.7, 0.9), "Sales: 80% in 20 s is missed from Mon 1 Mar 08:30 to Tue 2 Mar 08:30, with 70% at worst"},
		{service(week, 0.9, 0.7, 0.9, 0.9), "Sales: 80% in 20 s is missed in one interval, 70% on Mon 1 Mar at 08:30"},
		{untargeted, "Sales: service level is lowest at 08:30, 70%"},
		{anonymous, "80% in 20 s is met with 90%"},
		{service(day), "Sales: no service level to show"},
		{service(day, nan, nan), "Sales: no service level to show"},
		{Service{}, "No service level to show"},

		{Waits{Times: day, P50: exactly(2, 5), P90: exactly(50, 200)}, "At 08:30 one contact in ten waits over 3 min 20 s, half over 5 s"},
		{Waits{Times: day, P50: exactly(7, 5), P90: exactly(50, 200)}, "At 08:30 one contact in ten waits over 3 min 20 s; the median never exceeds 7 s"},
		{Waits{Times: day, P50: exactly(0, 0), P90: exactly(50, 20)}, "At 08:00 one contact in ten waits over 50 s; half never wait"},
		{Waits{Times: day, P90: exactly(0, 0)}, "Nine contacts in ten never wait"},
		{Waits{Times: day, P90: exactly(1, nan)}, "At 08:00 one contact in ten waits over 1 s"},
		{Waits{Times: day, P50: exactly(3, 9)}, "Half of the contacts wait over 9 s at 08:30"},
		{Waits{Name: "Chat", Times: day}, "Chat: no waits to show"},

		{Demand{Times: day, Load: []float64{3, 8}, Agents: []float64{6, 9}}, "Agents cover the load throughout; tightest at 08:30, 9 agents for 8 erlangs"},
		{Demand{Times: day, Load: []float64{3, 9, 9.5, 2}, Agents: []float64{6, 8, 8, 8}}, "More load than agents from 08:30 to 09:30, by up to 1.5 erlangs"},
		{Demand{Times: day, Load: []float64{9, 3, 9.5}, Agents: []float64{8, 8, 8}}, "More load than agents in 2 of 3 intervals, by up to 1.5 erlangs at 09:00"},
		{Demand{Times: day, Load: []float64{9, 9.5}, Agents: []float64{8, 8}}, "More load than agents in every interval, by up to 1.5 erlangs at 08:30"},
		{Demand{Times: day, Load: []float64{0, 0}, Agents: []float64{0, 0}}, "No load and nobody on duty"},
		{Demand{Times: day, Contacts: exactly(30, 1240)}, "Demand peaks at 08:30 with 1,240 contacts"},
		{Demand{Times: day}, "No contacts to show"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("finding of %+v\n got %q\nwant %q", c.chart, got, c.want)
		}
	}
}

// TestFrontierFindings reads the titles of the main chart.
func TestFrontierFindings(t *testing.T) {
	nan := math.NaN()
	frontier := func(target, limit float64, levels ...float64) Frontier {
		c := Frontier{Target: target, AwtSeconds: 20, Limit: limit, Currency: "EUR", Period: "day", LabelMeans: "of today's staffing"}
		for i, v := range levels {
			c.Points = append(c.Points, FrontierPoint{Label: plain(float64(90+10*i), 0) + "%", Cost: 10000 + 1000*float64(i), Level: Exactly(v)})
		}
		return c
	}
	plainNames := frontier(0.8, 11500, 0.7, 0.75, 0.9)
	plainNames.LabelMeans = ""
	plainNames.Name = "A & B"
	close := frontier(0.8, 11996, 0.7, 0.75, 0.9)
	shuffled := frontier(0.8, 11500, 0.7, 0.75, 0.9)
	shuffled.Points[0], shuffled.Points[2] = shuffled.Points[2], shuffled.Points[0]
	holes := frontier(0.8, 11500, nan, 0.75, 0.9)
	for _, c := range []struct {
		chart Frontier
		want  string
	}{
		{frontier(0.8, 11500, 0.7, 0.75, 0.9), "80% in 20 s costs €12k per day at 110% of today's staffing; the €11.5k budget buys 75% at 100%"},
		{shuffled, "80% in 20 s costs €12k per day at 110% of today's staffing; the €11.5k budget buys 75% at 100%"},
		{holes, "80% in 20 s costs €12k per day at 110% of today's staffing; the €11.5k budget buys 75% at 100%"},
		{plainNames, "A & B: 80% in 20 s costs €12k per day (110%); the €11.5k budget buys 75% (100%)"},
		{close, "80% in 20 s costs €12k per day at 110% of today's staffing; the €11.996k budget buys 75% at 100%"},
		{frontier(0.8, 12500, 0.7, 0.75, 0.9), "80% in 20 s costs €12k per day at 110% of today's staffing, the best that the €12.5k budget buys"},
		{frontier(0.8, 12500, 0.7, 0.85, 0.9), "80% in 20 s costs €11k per day at 100% of today's staffing; the €12.5k budget buys 90% at 110%"},
		{frontier(0.8, nan, 0.7, 0.75, 0.9), "80% in 20 s costs €12k per day at 110% of today's staffing"},
		{frontier(0.8, 9000, 0.7, 0.75, 0.9), "80% in 20 s costs €12k per day at 110% of today's staffing; the €9,000 budget pays for none of them"},
		{frontier(0.95, 11500, 0.7, 0.75, 0.9), "No staffing here reaches 95% in 20 s, the best is 90% at €12k per day; the €11.5k budget buys 75% at 100% of today's staffing"},
		{frontier(0.95, 12500, 0.7, 0.75, 0.9), "No staffing here reaches 95% in 20 s, the best is 90% at €12k per day, within the €12.5k budget"},
		{frontier(nan, 11500, 0.7, 0.75, 0.9), "The €11.5k budget buys a service level of 75% at 100% of today's staffing"},
		{frontier(nan, nan, 0.7, 0.75, 0.9), "Service level rises from 70% at €10k to 90% at €12k per day"},
		{frontier(nan, nan, 0.9, 0.75), "No staffing gives more than the cheapest, 90% at €10k per day"},
		{frontier(0.8, 12000), "No staffing to compare"},
		{frontier(0.8, 12000, nan, nan), "No staffing to compare"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// TestTitleGiven keeps the words of the caller.
func TestTitleGiven(t *testing.T) {
	c := Frontier{Title: "Our title"}
	if got := titled(c.Title, c.Finding); got != "Our title" {
		t.Errorf("title %q", got)
	}
	if got := titled(" ", c.Finding); got != "No staffing to compare" {
		t.Errorf("a blank title must give way to the finding, got %q", got)
	}
}

// TestPowerFindings reads what one agent more or fewer does.
func TestPowerFindings(t *testing.T) {
	sweep := func(current, target float64, levels ...float64) PowerOfOne {
		c := PowerOfOne{Current: current, Target: target, AwtSeconds: 20}
		for i, v := range levels {
			c.Points = append(c.Points, PowerPoint{Agents: float64(10 + i), Level: Exactly(v), ASA: NoData()})
		}
		return c
	}
	nan := math.NaN()
	for _, c := range []struct {
		chart PowerOfOne
		want  string
	}{
		{sweep(11, 0.8, 0.61, 0.72, 0.79, 0.85), "One agent more lifts service level from 72% to 79%, one fewer cuts it to 61%; 80% in 20 s takes 13 agents"},
		{sweep(10, 0.8, 0.61, 0.72), "One agent more lifts service level from 61% to 72%; 11 agents are not enough for 80% in 20 s"},
		{sweep(11, nan, 0.61, 0.72), "One agent fewer cuts service level from 72% to 61%"},
		{sweep(nan, 0.8, 0.61, 0.9), "80% in 20 s takes 11 agents; with 10 it is 61%"},
		{sweep(nan, nan, 0.61, 0.9), "Service level goes from 61% with 10 agents to 90% with 11"},
		{sweep(nan, 0.8, 0.85, 0.9), "80% in 20 s is met with 10 agents"}, // perhaps with fewer
		{sweep(11, 0.8, 0.85, 0.9), "One agent fewer cuts service level from 90% to 85%; 80% in 20 s is met with 10 agents"},
		{sweep(nan, nan, 0.61), "Service with 10 agents"},
		{sweep(11, 0.8), "No staffing to compare"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// TestBlockingFindings reads what one line more or fewer does.
func TestBlockingFindings(t *testing.T) {
	trunks := func(current, limit float64, blocked ...float64) Blocking {
		c := Blocking{Current: current, Limit: limit}
		for i, v := range blocked {
			c.Points = append(c.Points, BlockingPoint{Lines: float64(10 + i), Blocked: v, Occupancy: 0.5})
		}
		return c
	}
	nan := math.NaN()
	for _, c := range []struct {
		chart Blocking
		want  string
	}{
		{trunks(11, 0.01, 0.12, 0.034, 0.0102, 0.0031), "One line more cuts blocking from 3.4% to 1.02%, one fewer lifts it to 12%; at most 1% blocked takes 13 lines"},
		{trunks(nan, 0.01, 0.034, 0.0102, 0.0031), "At most 1% blocked takes 12 lines; 11 block 1.02%"},
		{trunks(nan, 0.01, 0.12, 0.034), "11 lines block more than 1%"},
		{trunks(nan, 0.2, 0.12, 0.034), "At most 20% are blocked with 10 lines"},
		{trunks(10, nan, 0.12, 0.034), "One line more cuts blocking from 12% to 3.4%"},
		{trunks(11, nan, 0.12, 0.00034), "One line fewer lifts blocking from 0.034% to 12%"},
		{trunks(nan, nan, 1, 0.5), "Blocking goes from 100% with 10 lines to 50% with 11"},
		{trunks(nan, nan, 1), "10 lines block 100%"},
		{trunks(nan, nan), "No lines to compare"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// TestPowerByClassFindings reads which class decides.
func TestPowerByClassFindings(t *testing.T) {
	class := func(name string, target float64, levels ...float64) PowerClass {
		c := PowerClass{Name: name, Target: target, AwtSeconds: 20}
		for i, v := range levels {
			c.Points = append(c.Points, PowerPoint{Agents: float64(10 + i), Level: Exactly(v), ASA: NoData()})
		}
		return c
	}
	for _, c := range []struct {
		classes []PowerClass
		want    string
	}{
		{[]PowerClass{class("vip", 0.9, 0.8, 0.896, 0.95), class("others", 0.8, 0.7, 0.81, 0.85)}, "All targets together take 12 agents; with 11, vip has 89.6% instead of 90% in 20 s"},
		{[]PowerClass{class("vip", 0.9, 0.92, 0.95), class("others", 0.8, 0.7, 0.75)}, "11 agents are not enough: others has 75% instead of 80% in 20 s"},
		{[]PowerClass{class("vip", 0.9, 0.92, 0.95), class("others", 0, 0.7, 0.75)}, "Every target is met from 10 agents on"},
		{[]PowerClass{class("vip", 0, 0.92, 0.95), class("others", 0, 0.7, 0.75)}, "For “others” service level goes from 70% with 10 agents to 75% with 11"},
		{nil, "No staffing to compare"},
	} {
		if got := (PowerByClass{Classes: c.classes, Current: math.NaN()}).Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// TestVariantFindings reads which variant is the best buy.
func TestVariantFindings(t *testing.T) {
	variants := func(vs ...Variant) Variants {
		return Variants{Base: Variant{Name: "base", Cost: 10000, Level: Exactly(0.7)}, Variants: vs, Currency: "USD", Period: "day"}
	}
	v := func(name string, cost, level float64) Variant {
		return Variant{Name: name, Cost: cost, Level: Exactly(level), LevelChange: NoData()}
	}
	unsure := v("noise", 9000, 0.71)
	unsure.LevelChange = Estimate{0.01, -0.01, 0.03}
	for _, c := range []struct {
		chart Variants
		want  string
	}{
		{variants(v("more", 10400, 0.76), v("much", 12000, 0.8), unsure), "“more” gains 6 points for $400 per day, the cheapest at $67 a point"},
		{variants(v("more", 10400, 0.76)), "“more” gains 6 points for $400 per day"},
		{variants(v("more", 10400, 0.9), v("faster", 9500, 0.71), v("both", 9900, 0.73)), "“both” gains 3 points and saves $100 per day"},
		{variants(v("same", 10000, 0.71)), "“same” gains 1 point at no cost"},
		{variants(v("less", 9000, 0.6)), "No variant raises the service level of 70%"},
		{variants(unsure), "No variant moves the service level by more than chance"},
		{variants(), "No variants to compare"},
		{Variants{Base: v("base", 1, math.NaN()), Variants: []Variant{unsure}}, "No variants to compare"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// TestGeneralFindings reads the titles of the charts of any measure.
func TestGeneralFindings(t *testing.T) {
	nan := math.NaN()
	level := Measure{Name: "service level"}
	grid := func(target float64, values ...float64) Heat {
		return Heat{Measure: level, XName: "agents", YName: "volume", X: []string{"−4", "+0"}, Y: []string{"+10%", "+0%"}, Values: [][]float64{values[:2], values[2:]}, Target: target}
	}
	waits := grid(nan, 10, 20, 200, nan)
	waits.Measure = Measure{Name: "asa", Unit: Seconds, LowerIsBetter: true}
	bar := func(name string, less, more float64) TornadoBar {
		return TornadoBar{Name: name, Less: "−10%", More: "+10%", OnLess: Exactly(less), OnMore: Exactly(more)}
	}
	steps := func(end string, values ...float64) Waterfall {
		c := Waterfall{Measure: Measure{Name: "agents", Unit: Number, LowerIsBetter: true}, End: end}
		for i, v := range values {
			c.Steps = append(c.Steps, WaterfallStep{[]string{"Erlang C", "+ abandonment", "+ routing"}[i], Exactly(v)})
		}
		return c
	}
	valley := func(today string, cash ...float64) Valley {
		c := Valley{Today: today, Currency: "USD", Period: "day", LabelMeans: "of today's staffing"}
		for i, v := range cash {
			c.Points = append(c.Points, ValleyPoint{Label: plain(float64(90+10*i), 0) + "%", Costs: []float64{v}, Lost: Exactly(12000 - 5000*float64(i))})
		}
		return c
	}
	value := func(base string, values ...float64) Heat {
		h := grid(nan, values...)
		h.Measure, h.ByColumn, h.BaseX, h.BaseY = Measure{Name: "net value", Unit: Money, Currency: "USD"}, true, base, "+0%"
		return h
	}
	rules := value("+0", 100, 100, 200, 200)
	rules.Y = []string{"random", "longest idle"}
	day := officeTimes(1)
	day.Starts = day.Starts[:4]
	budgets := grid(3500, 3400, 3450, 3600, 3700)
	budgets.Measure = Measure{Name: "total cost", Unit: Money, Currency: "USD", LowerIsBetter: true}
	schedule := func(required ...float64) Requirement {
		return Requirement{Times: day, Required: required, Scheduled: []float64{10, 10, 10, 10}[:len(required)]}
	}
	for _, c := range []struct {
		chart renderer
		want  string
	}{
		{grid(0.8, 0.6, 0.7, 0.75, 0.9), "Service level of 80% holds in 1 of 4 cases, worst 60% with agents −4, volume +10%"},
		{grid(0.8, 0.9, 0.85, 0.9, 0.9), "Service level of 80% holds in every case, worst 85% with agents +0, volume +10%"},
		{grid(0.8, 0.6, 0.7, 0.75, nan), "Service level of 80% holds in no case, best 75% with agents −4, volume +0%"},
		{grid(nan, 0.6, 0.7, 0.75, 0.9), "Service level ranges from 60% (agents −4, volume +10%) to 90% (agents +0, volume +0%)"},
		{waits, "Asa ranges from 3.3 min (agents −4, volume +0%) to 10 s (agents −4, volume +10%)"},
		{budgets, "A limit of $3,500 on total cost holds in 2 of 4 cases, worst $3,700 with agents +0, volume +0%"},
		{value("+0", 10e3, 40e3, 30e3, 20e3), "Net value is best around volume +0% at agents −4, +10% at +0 (as planned)"},
		{value("", 40e3, 40e3, 30e3, 20e3), "Net value is best around volume +10%, whatever agents"},
		{value("+0", 40.01e3, 20e3, 40.02e3, 40e3), "Net value is best around volume +10% at agents −4, +0% at +0 (as planned)"}, // both read $40k
		{value("+0", 10e3, nan, 30e3, nan), "Net value is best around volume +0%, whatever agents"},
		{value("+0", nan, nan, nan, nan), "No results to show"},
		{rules, "Net value is best with volume longest idle, whatever agents"},
		{Heat{}, "No results to show"},

		{Tornado{Measure: level, Base: 0.8, Bars: []TornadoBar{bar("Patience", 0.01, -0.01), bar("Volume", 0.08, -0.112)}}, "Volume matters most; −10% moves service level by +8 pts, +10% by −11.2 pts"},
		{Tornado{Measure: level, Base: 0.8, Bars: []TornadoBar{bar("Patience", nan, -0.01)}}, "Patience matters most; +10% moves service level by −1 pts"},
		{Tornado{Measure: level, Base: 0.8, Bars: []TornadoBar{bar("Patience", 0, 0)}}, "None of these inputs moves service level"},
		{Tornado{Measure: level, Base: nan, Bars: []TornadoBar{bar("Patience", 0, 0)}}, "No effects to compare"},

		{steps("full simulation", 46, 41, 42), "46 agents by “Erlang C”, 42 by “full simulation”; the largest step is “+ abandonment”, −5"},
		{steps("", 46, nan, 42.5), "46 agents by “Erlang C”, 42.5 by “+ routing”; the largest step is “+ routing”, −3.5"},
		{steps("", 46, 46), "46 agents by “Erlang C”, 46 by “+ abandonment”"},
		{steps("", 46), "Erlang C: 46 agents"},
		{steps(""), "No steps to show"},

		{valley("90%", 10000, 11000, 13500), "Cost and lost value are least at 110% of today's staffing: $13.5k of cash and $2,000 lost per day; $6,500 less than today"},
		{valley("110%", 10000, 11000, 13500), "Cost and lost value are least at 110% of today's staffing: $13.5k of cash and $2,000 lost per day; that is today's staffing"},
		{valley("", 10000, nan, 23500), "Cost and lost value are least at 90% of today's staffing: $10k of cash and $12k lost per day"},
		{valley(""), "No costs to compare"},

		{schedule(9, 10, 10), "The schedule covers the requirement; 0.5 agent-hours spare"},
		{schedule(10, 10), "The schedule meets the requirement exactly"},
		{schedule(10, 12, 11, 8), "The schedule is short from 08:30 to 09:30, by up to 2 agents; 1 agent-hour spare"},
		{schedule(12, 10, 11, 10), "The schedule is short in 2 of 4 intervals (1.5 agent-hours)"},
		{schedule(12, 11), "The schedule is short in every interval, by up to 2 agents at 08:00"},
		{schedule(nan), "No requirement to compare"},
	} {
		if got := c.chart.Finding(); got != c.want {
			t.Errorf("\n got %q\nwant %q", got, c.want)
		}
	}
}

// Beside a dot stands what the variant brings; the hue agrees with it where the service level is no different.
func TestVariantLabels(t *testing.T) {
	l := look{theme: Light.colours()}
	c := Variants{Base: Variant{Name: "base", Cost: 10000, Level: Exactly(0.7)}, Currency: "EUR"}
	for _, x := range []struct {
		cost float64
		gain Estimate
		want string
		hue  any
	}{
		{10056.14, Exactly(0.061), "+6.1 pts for €56", l.theme.blue},
		{10008.01, Exactly(0.061), "+6.1 pts for €8.01", l.theme.blue},
		{9879, Exactly(-0.02), "−2 pts, saves €121", l.theme.vermillion},
		{8949, Estimate{0.001, -0.002, 0.004}, "no worse, saves €1,051", l.theme.green},
		{10646, Estimate{0.001, -0.002, 0.004}, "no better for €646", l.theme.vermillion},
		{10000, Estimate{0.001, -0.002, 0.004}, "", l.theme.quiet},
	} {
		v := Variant{Name: "v", Cost: x.cost, Level: Exactly(0.7 + x.gain.Value), LevelChange: x.gain}
		if got := c.gainText(v); got != x.want || any(c.hue(l, v)) != x.hue {
			t.Errorf("at %v with %+v: %q in %v, want %q in %v", x.cost, x.gain, got, c.hue(l, v), x.want, x.hue)
		}
	}
}
