package staffing

import (
	"agner/sim"
)

// longestMemory is how long a missing agent is felt where nothing better is known.
const longestMemory = 2 * sim.Hour

// memory returns how long after an agent is missing customers still feel it.
//
// In a queue whose customers leave, two paths of the number of customers that differ by one approach each other at a
// rate of at least the lesser of 1/handle time and 1/patience: a birth-and-death process forgets at
// least as fast as its death rates grow with the number present (van Doorn 1985), and each customer more is served or
// leaves. After four times the longer of the two a fiftieth is left. Work that waits, comes back or never
// leaves has a longer memory.
func memory(c *sim.Centre) sim.Time {
	longest := 0.0
	for q := range c.Queues {
		queue := &c.Queues[q]
		if len(queue.Sources) == 0 && !waits(queue) {
			continue
		}
		if !waits(queue) || !isImpatient(queue) || queue.Retry != nil || queue.Repeat != nil || queue.Callback != nil {
			return longestMemory
		}
		for i := range c.Horizon.Intervals() {
			if openHours(c, q, i) > 0 {
				longest = max(longest, handleSeconds(c, q, nil, i), patienceSeconds(queue, intervalStart(c, i)))
			}
		}
	}
	return min(sim.FromSeconds(4*longest), longestMemory)
}

// stride returns the distance in intervals at which two removals of seats from the same group no longer mix.
func stride(c *sim.Centre) int {
	interval := c.Horizon.Interval
	felt := interval + memory(c)
	return min(max(int((felt+interval-1)/interval), 2), 12)
}
