package erlang

import (
	"fmt"
	"math"
	"testing"
)

// Every function is total: a negative or NaN argument, wherever it stands, gives NaN and never a number that looks like an answer.
func TestInvalidArgumentsGiveNaN(t *testing.T) {
	inf := math.Inf(1)
	level := func(m Measures) []float64 {
		return []float64{m.Delayed, m.ServiceLevels.AbandonsNegative, m.ServiceLevels.AnsweredOnly, m.ASASeconds, m.MeanWaitSeconds, m.QueueLength, m.Occupancy}
	}
	target := Target{ServiceLevel: 0.8, AWTSeconds: 20}
	for name, f := range map[string]struct {
		good []float64
		call func(x []float64) []float64
	}{
		"B":                       {[]float64{10, 12}, func(x []float64) []float64 { return []float64{B(x[0], x[1]), LogB(x[0], x[1])} }},
		"C":                       {[]float64{10, 12}, func(x []float64) []float64 { return []float64{C(x[0], x[1]), LogC(x[0], x[1])} }},
		"LinesForBlocking":        {[]float64{10, 0.1}, func(x []float64) []float64 { return []float64{FractionalLinesForBlocking(x[0], x[1])} }},
		"LoadForBlocking":         {[]float64{10, 0.1}, func(x []float64) []float64 { return []float64{LoadForBlocking(x[0], x[1])} }},
		"ExtendedB":               {[]float64{10, 12, 0.5}, func(x []float64) []float64 { b, l := ExtendedB(x[0], x[1], x[2]); return []float64{b, l} }},
		"Engset":                  {[]float64{30, 12, 0.5}, func(x []float64) []float64 { b, l := Engset(x[0], x[1], x[2]); return []float64{b, l} }},
		"MMn":                     {[]float64{10, 60, 12, 20}, func(x []float64) []float64 { return level(MMn{x[0], x[1], x[2]}.Measures(x[3])) }},
		"MMn overloaded":          {[]float64{14, 60, 12, 20}, func(x []float64) []float64 { return level(MMn{x[0], x[1], x[2]}.Measures(x[3])) }},
		"MMn.WaitQuantileSeconds": {[]float64{10, 60, 12, 0.9}, func(x []float64) []float64 { return []float64{MMn{x[0], x[1], x[2]}.WaitQuantileSeconds(x[3])} }},
		"MMn.AgentsFor": {[]float64{10, 60}, func(x []float64) []float64 {
			return []float64{MMn{Load: x[0], HandleSeconds: x[1]}.AgentsFor(target).Agents}
		}},
		"MGn":                 {[]float64{10, 60, 0.5, 12, 20}, func(x []float64) []float64 { return level(MGn{x[0], x[1], x[2], x[3]}.Measures(x[4])) }},
		"MGn overloaded":      {[]float64{14, 60, 0.5, 12, 20}, func(x []float64) []float64 { return level(MGn{x[0], x[1], x[2], x[3]}.Measures(x[4])) }},
		"MMnM":                {[]float64{10, 60, 100, 12, 0, 20, 5}, func(x []float64) []float64 { return level(MMnM{x[0], x[1], x[2], x[3], x[4]}.Measures(x[5], x[6])) }},
		"MMnM endless":        {[]float64{10, 60, inf, 12, 0, 20, 5}, func(x []float64) []float64 { return level(MMnM{x[0], x[1], x[2], x[3], x[4]}.Measures(x[5], x[6])) }},
		"MMnM with lines":     {[]float64{10, 60, 100, 12, 15, 20, 5}, func(x []float64) []float64 { return level(MMnM{x[0], x[1], x[2], x[3], x[4]}.Measures(x[5], x[6])) }},
		"MMnM without agents": {[]float64{10, 60, 100, 0, 15, 20, 5}, func(x []float64) []float64 { return level(MMnM{x[0], x[1], x[2], x[3], x[4]}.Measures(x[5], x[6]))[:2] }},
		"MMnM.WaitQuantileSeconds": {[]float64{10, 60, 100, 12, 0, 0.9}, func(x []float64) []float64 {
			return []float64{MMnM{x[0], x[1], x[2], x[3], x[4]}.WaitQuantileSeconds(x[5])}
		}},
		"MMnM.LogDelayed": {[]float64{10, 60, 100, 12, 0}, func(x []float64) []float64 { return []float64{MMnM{x[0], x[1], x[2], x[3], x[4]}.LogDelayed()} }},
		"MMnM.AgentsFor": {[]float64{10, 60, 100, 0}, func(x []float64) []float64 {
			return []float64{MMnM{Load: x[0], HandleSeconds: x[1], PatienceSeconds: x[2], Lines: x[3]}.AgentsFor(target).Agents}
		}},
		"ErlangX": {[]float64{10, 60, 100, 0.5, 12, 15, 20, 5}, func(x []float64) []float64 {
			return level(ErlangX{x[0], x[1], x[2], x[3], x[4], x[5]}.Measures(x[6], x[7]).Measures)
		}},
		"ErlangX without retries": {[]float64{10, 60, 100, 0, 12, 15, 20, 5}, func(x []float64) []float64 {
			return level(ErlangX{x[0], x[1], x[2], x[3], x[4], x[5]}.Measures(x[6], x[7]).Measures)
		}},
		"Priorities": {[]float64{4, 5, 60, 12, 20}, func(x []float64) []float64 {
			return append(level(Priorities{x[:2], x[2], x[3]}.Measures([]float64{x[4], x[4]})[0]), level(Priorities{x[:2], x[2], x[3]}.Measures([]float64{x[4], x[4]})[1])...)
		}},
		"Chat": {[]float64{10, 60, 100, 0.2, 20, 5}, func(x []float64) []float64 {
			return level(Chat{x[0], x[1], x[2], 3, x[3], 5, 0}.Measures(x[4], x[5]).Measures)
		}},
		"HalfinWhittDelay": {[]float64{1}, func(x []float64) []float64 { return []float64{HalfinWhittBeta(x[0] / 2)} }},
		"GarnettDelay": {[]float64{2}, func(x []float64) []float64 {
			return []float64{GarnettDelay(1, x[0]), GarnettAbandonment(1, x[0]), GarnettBeta(0.3, x[0])}
		}},
		"PatienceFromWait": {[]float64{0.1, 20}, func(x []float64) []float64 { return []float64{PatienceFromWait(x[0], x[1])} }},
		"PatienceForAbandonment": {[]float64{10, 60, 9, 0.15}, func(x []float64) []float64 {
			return []float64{PatienceForAbandonment(MMnM{Load: x[0], HandleSeconds: x[1], Agents: x[2]}, x[3])}
		}},
		"PatienceForASA": {[]float64{10, 60, 9, 8}, func(x []float64) []float64 {
			return []float64{PatienceForASA(MMnM{Load: x[0], HandleSeconds: x[1], Agents: x[2]}, x[3])}
		}},
		"SquareRootAgents": {[]float64{10}, func(x []float64) []float64 { return []float64{SquareRootAgents(x[0], 1)} }},
	} {
		for i, got := range f.call(f.good) {
			if math.IsNaN(got) {
				t.Errorf("%s of %v: value %d is NaN", name, f.good, i)
			}
		}
		for k := range f.good {
			for _, wrong := range []float64{math.NaN(), -1, math.Inf(-1)} {
				bad := append([]float64(nil), f.good...)
				bad[k] = wrong
				for i, got := range f.call(bad) {
					if !math.IsNaN(got) {
						t.Errorf("%s: value %d is %v", fmt.Sprint(name, " of ", bad), i, got)
					}
				}
			}
		}
	}
}
