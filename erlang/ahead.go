package erlang

import "math"

// queueAhead is the distribution, for a contact that waits, over the agents busy and the contacts ahead of it:
// rows[i][k] has agents + i agents busy and k contacts ahead.
type queueAhead struct {
	agents int
	rows   [][]float64
}

// fate is what becomes of contacts that wait: parts of one arrival, and their mean waits times these parts.
type fate struct {
	answered, answeredInAWT                   float64
	abandoned, abandonedInAWT, abandonedShort float64
	answeredWait, wait                        float64 // seconds
}

// follow lets the contacts that arrived at a moment of interval i wait until they are answered or gone.
func (s *daySolver) follow(ahead queueAhead, i int, at float64) fate {
	var f fate
	waited, answeredSeconds := 0.0, 0.0 // answeredSeconds is ∫ P(answered so far) dt
	change := s.day.Intervals[i].Seconds - at
	for ahead.mass() > 1e-13 {
		if i+1 == len(s.day.Intervals) {
			change = math.Inf(1)
		}
		stop := change
		for _, limit := range [2]float64{s.awt, s.short} {
			if limit > waited {
				stop = min(stop, limit)
			}
		}
		step := min(stop-waited, ahead.stepSeconds(s.rates))
		if math.IsInf(step, 1) { // nobody is on duty or will be, and nobody hangs up
			break
		}
		f.pass(&ahead, step, s.rates, &answeredSeconds)
		waited += step
		if stop-waited < 1e-12*stop {
			waited = stop
		}
		if waited == change {
			i++
			f.answered += ahead.change(min(s.day.Intervals[i].Agents, s.rates.lines))
			change += s.day.Intervals[i].Seconds
		}
		f.note(s, waited)
	}
	f.answeredWait = f.answered*waited - answeredSeconds
	return f
}

// note records what has happened by the two waits of interest, as long as they are not over.
func (f *fate) note(s *daySolver, waited float64) {
	if waited <= s.awt {
		f.answeredInAWT, f.abandonedInAWT = f.answered, f.abandoned
	}
	if waited <= s.short {
		f.abandonedShort = f.abandoned
	}
}

// stepSeconds is a time step of a moderate number of events, +Inf where nothing can happen.
func (a *queueAhead) stepSeconds(r dayRates) float64 {
	rate := a.rate(r)
	if rate == 0 {
		return math.Inf(1)
	}
	return 2 * chunk / rate
}

func (a *queueAhead) rate(r dayRates) float64 {
	return float64(a.agents+len(a.rows)-1)*r.service + float64(len(a.rows[0]))*r.abandon
}

func (a *queueAhead) mass() float64 {
	mass := 0.0
	for _, row := range a.rows {
		mass += sumOf(row)
	}
	return mass
}

// pass lets some time pass.
func (f *fate) pass(a *queueAhead, seconds float64, r dayRates, answeredSeconds *float64) {
	width, height := len(a.rows[0]), len(a.rows)
	size := width * height
	flat := make([]float64, size+2) // and answered, abandoned
	for i, row := range a.rows {
		copy(flat[i*width:], row)
	}
	rate := a.rate(r)
	step := func(from, to []float64) {
		clear(to[:size])
		to[size], to[size+1] = from[size], from[size+1]
		leave := r.abandon / rate
		for i := range height {
			finish := float64(a.agents+i) * r.service / rate
			row, out := from[i*width:(i+1)*width], to[i*width:(i+1)*width]
			forward := finish // the next in the queue is served …
			if i > 0 {        // … unless the agent leaves
				forward = 0
				for k, p := range row {
					to[(i-1)*width+k] += p * finish
				}
			}
			total := 0.0
			for k, p := range row {
				total += p
				passed := p * (forward + float64(k)*leave)
				out[k] += p * (1 - finish - float64(k+1)*leave)
				if k > 0 {
					out[k-1] += passed
				} else {
					to[size] += passed
				}
			}
			to[size+1] += leave * total
		}
	}
	integral := make([]float64, size+2)
	markov{rate, step}.advance(flat, integral, seconds)
	f.wait += sumOf(integral[:size])
	*answeredSeconds += f.answered*seconds + integral[size]
	f.answered += flat[size]
	f.abandoned += flat[size+1]
	for i := range a.rows {
		a.rows[i] = flat[i*width : (i+1)*width]
	}
	a.trim()
}

// trim cuts off states without probability.
func (a *queueAhead) trim() {
	for len(a.rows) > 1 && sumOf(a.rows[len(a.rows)-1]) < negligibleMass {
		a.rows = a.rows[:len(a.rows)-1]
	}
	for len(a.rows[0]) > 1 {
		last := len(a.rows[0]) - 1
		for _, row := range a.rows {
			if row[last] > negligibleMass {
				return
			}
		}
		for i, row := range a.rows {
			a.rows[i] = row[:last]
		}
	}
}

// change sets the number of agents on duty; new agents take contacts at once. It returns the share of answered contacts.
func (a *queueAhead) change(agents int) (answered float64) {
	most := max(a.agents+len(a.rows)-1, agents)
	width := len(a.rows[0])
	rows := make([][]float64, most-agents+1)
	for i := range rows {
		rows[i] = make([]float64, width)
	}
	for i, row := range a.rows {
		busy := a.agents + i
		taken := max(0, agents-busy)
		for k, p := range row {
			if k < taken {
				answered += p
			} else {
				rows[busy+taken-agents][k-taken] += p
			}
		}
	}
	a.agents, a.rows = agents, rows
	a.trim()
	return answered
}
