package erlang_test

import (
	"fmt"

	"agner/erlang"
)

// 200 contacts an hour of three minutes, 80 % to be answered in 20 seconds.
func ExampleMMn_AgentsFor() {
	queue := erlang.MMn{Load: 200. * 180 / 3600, HandleSeconds: 180}
	answer := queue.AgentsFor(erlang.Target{ServiceLevel: 0.8, AWTSeconds: 20})
	fmt.Printf("%v agents: %.1f %% in 20 s, ASA %.1f s\n", answer.Agents, 100*answer.Measures.ServiceLevels.AbandonsNegative, answer.Measures.ASASeconds)
	// Output: 14 agents: 88.8 % in 20 s, ASA 7.8 s
}

// The same centre when customers hang up after two minutes on average.
func ExampleMMnM() {
	m := erlang.MMnM{Load: 10, HandleSeconds: 180, PatienceSeconds: 120, Agents: 12}.Measures(20, 5)
	fmt.Printf("%.1f %% in 20 s, %.1f %% abandoned\n", 100*m.ServiceLevels.AbandonsNegative, 100*m.Abandonment)
	// Output: 82.6 % in 20 s, 6.2 % abandoned
}

// A day of three hours whose agents follow the load.
func ExampleDay() {
	day := erlang.Day{HandleSeconds: 180, PatienceSeconds: 120, Intervals: []erlang.DayInterval{
		{Seconds: 3600, ArrivalsPerSecond: 100. / 3600, Agents: 7},
		{Seconds: 3600, ArrivalsPerSecond: 200. / 3600, Agents: 12},
		{Seconds: 3600, ArrivalsPerSecond: 100. / 3600, Agents: 7},
	}}
	hours, total := day.Measures(20, 5)
	for _, hour := range hours {
		fmt.Printf("%.1f %% in 20 s\n", 100*hour.ServiceLevels().AbandonsNegative)
	}
	fmt.Printf("%.1f of %.0f abandoned\n", total.Abandoned, total.Arrivals)
	// Output:
	// 86.1 % in 20 s
	// 83.8 % in 20 s
	// 81.7 % in 20 s
	// 24.4 of 400 abandoned
}
