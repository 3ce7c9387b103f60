package charts

import (
	"io"
	"math"
	"time"
)

// renderer is any chart.
type renderer interface {
	Render(io.Writer, Options) error
	Finding() string
}

// monday is the first day of every example.
func monday(clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", "2027-03-01 "+clock)
	if err != nil {
		panic(err)
	}
	return t
}

// officeTimes are half-hours from 08:00 to 20:00 on several days.
func officeTimes(days int) Times {
	var starts []time.Time
	for d := range days {
		for k := range 24 {
			starts = append(starts, monday("08:00").AddDate(0, 0, d).Add(time.Duration(k)*30*time.Minute))
		}
	}
	return Times{Starts: starts, Length: 30 * time.Minute}
}

// roundTheClock are n intervals without a break from midnight.
func roundTheClock(n int, length time.Duration) Times {
	var starts []time.Time
	for k := range n {
		starts = append(starts, monday("00:00").Add(time.Duration(k)*length))
	}
	return Times{Starts: starts, Length: length}
}

// busy is the shape of a day of contacts: two humps, the first one higher; x runs from 0 to 1.
func busy(x float64) float64 {
	hump := func(at, width float64) float64 { return math.Exp(-(x - at) * (x - at) / (2 * width * width)) }
	return 0.25 + hump(0.28, 0.13) + 0.75*hump(0.66, 0.15)
}

// ripple is a deterministic stand-in for noise in [-1, 1].
func ripple(i int) float64 { return math.Sin(float64(i)*12.9898) * math.Cos(float64(i)*4.1414) }

func exampleService(times Times) Service {
	c := Service{Name: "Sales calls", Times: times, Target: 0.8, AwtSeconds: 20, Replications: 400}
	n := len(times.Starts)
	perDay := min(n, 24)
	for i := range n {
		x := (float64(i%perDay) + 0.5) / float64(perDay)
		strain := busy(x) + 0.05*ripple(i)
		level := 0.985 - 0.42*math.Pow(max(strain-0.55, 0), 1.3)
		c.Level = append(c.Level, Estimate{level, level - 0.006, level + 0.006})
		spread := 0.02 + 0.16*(1-level)/0.4
		c.Days = append(c.Days, Band{max(level-1.6*spread, 0), min(level+spread, 1)})
		c.Agents = append(c.Agents, math.Round(14+26*busy(x-0.02)/1.1))
	}
	return c
}

func exampleWaits(times Times) Waits {
	c := Waits{Name: "Sales calls", Times: times, AwtSeconds: 20, Replications: 400}
	for i := range times.Starts {
		x := (float64(i%24) + 0.5) / 24
		strain := math.Max(busy(x)+0.04*ripple(i)-0.4, 0)
		within := func(v float64) Estimate { return Estimate{v, 0.96 * v, 1.04 * v} }
		c.P50 = append(c.P50, within(math.Round(30*strain*strain)))
		c.P90 = append(c.P90, within(8+140*math.Pow(strain, 1.5)))
		c.P95 = append(c.P95, within(14+210*math.Pow(strain, 1.5)))
	}
	return c
}

func exampleDemand(times Times) Demand {
	c := Demand{Name: "Sales calls", Times: times, Replications: 400}
	for i := range times.Starts {
		x := (float64(i%24) + 0.5) / 24
		contacts := 150*busy(x) + 6*ripple(i)
		c.Contacts = append(c.Contacts, Estimate{contacts, contacts - 2, contacts + 2})
		c.Days = append(c.Days, Band{contacts * 0.82, contacts * 1.2})
		c.Load = append(c.Load, contacts*330/1800)
		c.Agents = append(c.Agents, math.Round(6+25*busy(x-0.02)))
	}
	return c
}

// exampleFrontier scales a staffing from 80 % to 120 % in nine steps, as the campaign launch does.
func exampleFrontier(limit float64) Frontier {
	c := Frontier{
		Name: "Campaign launch", LabelMeans: "of today's staffing", Target: 0.8, AwtSeconds: 20, Limit: limit,
		Currency: "USD", Period: "day", Replications: 400,
	}
	for i, level := range []float64{0.312, 0.447, 0.583, 0.702, 0.794, 0.858, 0.901, 0.929, 0.947} {
		share := 80 + 5*i
		half := 0.006 + 0.012*(0.95-level)
		c.Points = append(c.Points, FrontierPoint{
			Label: plain(float64(share), 0) + "%", Cost: 12240 * float64(share) / 100,
			Level: Estimate{level, level - half, level + half},
			Days:  Band{level - 0.3*(1.02-level) - 0.05, min(level+0.35*(1-level), 1)},
		})
	}
	return c
}

// exampleCandidates are staffings found in different ways, some of them worse than their neighbours.
func exampleCandidates() Frontier {
	c := Frontier{Target: 0.8, AwtSeconds: 20, Limit: 225000, Currency: "EUR", Period: "week", Replications: 200}
	for _, p := range []struct {
		label       string
		cost, level float64
	}{
		{"A · lean", 190e3, 0.68}, {"B · +2 evening part-timers", 204e3, 0.755}, {"C · flex breaks", 214e3, 0.812}, {"D", 229e3, 0.858},
		{"E · +6 FTE", 246e3, 0.885}, {"F", 262e3, 0.90}, {"today", 182e3, 0.61}, {"no lunch cover", 197e3, 0.66}, {"flat", 210e3, 0.71},
		{"early shift", 222e3, 0.79}, {"late shift", 240e3, 0.84}, {"all full time", 268e3, 0.88},
	} {
		half := 0.01 + 0.05*(0.95-p.level)
		c.Points = append(c.Points, FrontierPoint{Label: p.label, Cost: p.cost, Level: Estimate{p.level, p.level - half, p.level + half}, Days: NoBand()})
	}
	return c
}

func examplePower() PowerOfOne {
	c := PowerOfOne{Name: "Sales calls", Current: 41, Target: 0.8, AwtSeconds: 20, Replications: 400}
	for i, level := range []float64{0.412, 0.489, 0.563, 0.634, 0.698, 0.754, 0.803, 0.844, 0.879, 0.906, 0.928} {
		asa := 190 * math.Pow(1-level, 1.6)
		c.Points = append(c.Points, PowerPoint{
			Agents: float64(36 + i), Level: Estimate{level, level - 0.012, level + 0.012}, ASA: Estimate{asa, asa * 0.94, asa * 1.06},
		})
	}
	return c
}

func exampleClasses() PowerByClass {
	c := PowerByClass{Subtitle: "Erlang C with priorities · 10 erlangs of 3 min", Current: math.NaN()}
	for _, class := range []struct {
		name        string
		target, awt float64
		levels, asa []float64
	}{
		{"vip", 0.9, 10, []float64{0.586, 0.742, 0.845, 0.911, 0.951}, []float64{13.6, 8.1, 4.7, 2.6, 1.4}},
		{"others", 0.8, 30, []float64{0.413, 0.667, 0.818, 0.905, 0.952}, []float64{150, 48.5, 20.2, 9.1, 4.2}},
	} {
		power := PowerClass{Name: class.name, Target: class.target, AwtSeconds: class.awt}
		for i, level := range class.levels {
			power.Points = append(power.Points, PowerPoint{Agents: float64(11 + i), Level: Exactly(level), ASA: Exactly(class.asa[i])})
		}
		c.Classes = append(c.Classes, power)
	}
	return c
}

func exampleBlocking() Blocking {
	c := Blocking{Subtitle: "Erlang B · 20 erlangs", Current: 28, Limit: 0.01}
	for i, blocked := range []float64{0.159, 0.107, 0.066, 0.037, 0.019, 0.0085, 0.0034, 0.0012, 0.00038, 0.00011, 0.000028} {
		lines := 20 + 2*float64(i)
		c.Points = append(c.Points, BlockingPoint{Lines: lines, Blocked: blocked, Occupancy: 20 * (1 - blocked) / lines})
	}
	return c
}

func exampleVariants() Variants {
	c := Variants{
		Name: "Campaign launch", Base: Variant{Name: "base", Cost: 12240, Level: Estimate{0.744, 0.737, 0.751}}, Target: 0.8, AwtSeconds: 20, Limit: 13000,
		Currency: "USD", Period: "day", Replications: 400,
	}
	for _, v := range []struct {
		name         string
		cost, change float64
		half         float64
	}{
		{"more_agents", 12650, 0.061, 0.004}, {"faster", 11890, 0.034, 0.005}, {"no_mailer", 12240, 0.112, 0.006}, {"chat_first", 12900, 0.021, 0.007},
		{"cross_training", 12480, 0.003, 0.006}, {"leaner", 11500, -0.092, 0.006},
	} {
		level := c.Base.Level.Value + v.change
		c.Variants = append(c.Variants, Variant{
			Name: v.name, Cost: v.cost, Level: Estimate{level, level - 0.008, level + 0.008}, LevelChange: Estimate{v.change, v.change - v.half, v.change + v.half},
		})
	}
	return c
}

func exampleHeat() Heat {
	c := Heat{
		Name: "Campaign launch", Measure: Measure{Name: "service level"}, XName: "agents of tier1", YName: "volume of sales",
		X: []string{"−8", "−4", "+0", "+4", "+8", "+12"}, Y: []string{"+20%", "+10%", "+0%", "−10%", "−20%"}, Target: 0.8, BaseX: "+0", BaseY: "+0%", Replications: 400,
	}
	for row := range c.Y {
		var values []float64
		for column := range c.X {
			strain := 0.35 - 0.11*float64(column) - 0.14*float64(row)
			values = append(values, 1/(1+math.Exp(4*strain)))
		}
		c.Values = append(c.Values, values)
	}
	return c
}

// exampleChoice is a heat map in which more agents are not always better.
func exampleChoice() Heat {
	c := Heat{
		Name: "Campaign launch", Measure: Measure{Name: "net value", Unit: Money, Currency: "USD"}, XName: "contact rate of mailer", YName: "agents of phones",
		X: []string{"−50%", "+0%", "+50%"}, Y: []string{"+0", "+4", "+8", "+12"}, Target: math.NaN(), BaseX: "+0%", BaseY: "+0", ByColumn: true, Replications: 400,
	}
	for row := range c.Y {
		var values []float64
		for column := range c.X {
			off := float64(row) - 1.5*float64(column)
			values = append(values, 36e3+2e3*float64(column)-800*off*off)
		}
		c.Values = append(c.Values, values)
	}
	return c
}

func exampleTornado() Tornado {
	c := Tornado{Name: "Sales calls", Measure: Measure{Name: "service level"}, Base: 0.782, Replications: 400}
	for _, b := range []struct {
		name       string
		less, more float64
	}{{"Shrinkage", 0.031, -0.036}, {"Volume", 0.081, -0.112}, {"Patience", -0.006, 0.007}, {"Handle time", 0.094, -0.127}, {"Absence", 0.012, -0.014}, {"Day-to-day variability of volume", 0.019, -0.023}, {"Wrap-up", 0.001, -0.002}} {
		c.Bars = append(c.Bars, TornadoBar{
			Name: b.name, Less: "−10%", More: "+10%", OnLess: Estimate{b.less, b.less - 0.004, b.less + 0.004}, OnMore: Estimate{b.more, b.more - 0.004, b.more + 0.004},
		})
	}
	return c
}

func exampleWaterfall() Waterfall {
	return Waterfall{
		Name: "Sales calls", Measure: Measure{Name: "agents", Unit: Number, LowerIsBetter: true}, End: "full simulation", Replications: 400,
		Steps: []WaterfallStep{
			{"Erlang C", Exactly(46)}, {"+ abandonment", Exactly(41)}, {"+ day-to-day variability", Estimate{43.5, 43, 44}}, {"+ shape of handle time", Estimate{43.2, 42.7, 43.7}},
			{"+ skills and routing", Estimate{40.8, 40.2, 41.4}},
		},
	}
}

func exampleValley() Valley {
	c := Valley{Name: "Retention", Parts: []string{"wages", "telecom", "campaign"}, LabelMeans: "of today's staffing", Today: "100%", Currency: "USD", Period: "day", Replications: 400}
	for i := range 9 {
		share := 0.8 + 0.05*float64(i)
		lost := 21000 * math.Exp(-9.5*(share-0.8))
		c.Points = append(c.Points, ValleyPoint{
			Label: plain(100*share, 0) + "%", Costs: []float64{12240 * share, 900 + 200*(1.2-share), 1500}, Lost: Estimate{lost, 0.93 * lost, 1.07 * lost},
		})
	}
	return c
}

func exampleRequirement(times Times) Requirement {
	c := Requirement{Name: "First line", Times: times}
	for i := range times.Starts {
		x := (float64(i%24) + 0.5) / 24
		c.Required = append(c.Required, math.Ceil(8+26*busy(x)+ripple(i)))
		c.Scheduled = append(c.Scheduled, []float64{18, 18, 24, 24, 30, 36, 36, 36, 36, 34, 30, 30, 30, 30, 34, 34, 34, 30, 30, 26, 22, 20, 18, 18}[i%24])
	}
	return c
}
