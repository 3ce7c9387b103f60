package erlang

import "math"

// crowd is the distribution of the contacts in a centre over (busy agents, waiting). While somebody waits, all agents on
// duty are busy; agents who should have left may be busy besides.
type crowd struct {
	agents int
	// chain[j]: j contacts, min(j, agents) of them with agents on duty.
	chain []float64
	// over[i][q]: agents + 1 + i agents busy, more than are on duty, and q contacts waiting.
	over [][]float64
}

func newCrowd(agents int) crowd {
	c := crowd{agents: agents, chain: make([]float64, agents+1)}
	c.chain[0] = 1
	return c
}

// places is the longest queue that has any probability.
func (c crowd) places() int {
	places := max(0, len(c.chain)-1-c.agents)
	for _, row := range c.over {
		places = max(places, len(row)-1)
	}
	return places
}

// withAgents is the crowd after the number of agents on duty has changed. New agents take waiting contacts at once.
func (c crowd) withAgents(agents int) crowd {
	if agents == c.agents {
		return c
	}
	places := c.places()
	most := max(c.agents+len(c.over), agents)
	result := crowd{agents: agents, chain: make([]float64, most+places+1), over: make([][]float64, most-agents)}
	for i := range result.over {
		result.over[i] = make([]float64, places+1)
	}
	put := func(busy, queue int, p float64) {
		if busy > agents {
			result.over[busy-agents-1][queue] += p
		} else {
			result.chain[busy+queue] += p
		}
	}
	for j, p := range c.chain {
		busy := min(j, c.agents)
		put(busy, j-busy, p)
	}
	for i, row := range c.over {
		for q, p := range row {
			put(c.agents+1+i, q, p)
		}
	}
	return result.trimmed()
}

// negligibleMass is the probability beyond which tails of a crowd are left out.
const negligibleMass = 1e-17

// trimmed cuts off rows and queue lengths without probability.
func (c crowd) trimmed() crowd {
	for len(c.over) > 0 && sumOf(c.over[len(c.over)-1]) < negligibleMass {
		c.over = c.over[:len(c.over)-1]
	}
	places := 0
	for q := len(c.chain) - 1 - c.agents; q > 0; q-- {
		if c.chain[c.agents+q] > negligibleMass {
			places = q
			break
		}
	}
	for _, row := range c.over {
		for q := len(row) - 1; q > places; q-- {
			if row[q] > negligibleMass {
				places = q
				break
			}
		}
	}
	c.chain = c.chain[:min(len(c.chain), c.agents+places+1)]
	for i, row := range c.over {
		c.over[i] = row[:min(len(row), places+1)]
	}
	return c
}

func sumOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum
}

// advance lets the time pass. It makes room for a longer queue and, should that not have been enough, repeats with more.
func (c *crowd) advance(seconds float64, r dayRates) {
	for seconds > 0 {
		busiest := float64(c.agents+len(c.over)) * r.service
		rate := r.arrivals + busiest + float64(c.places()+1)*r.abandon
		part := min(seconds, chunk/rate)
		if seconds-part < 1e-12*seconds {
			part = seconds
		}
		for room := 8 + int(r.arrivals*part); ; room *= 2 {
			trial, lost := c.after(part, room, r)
			if lost < 1e-16 {
				*c = trial
				break
			}
		}
		seconds -= part
	}
}

// after is the crowd after some time when the queue may grow by room; lost is the probability that it wanted to grow more.
func (c *crowd) after(seconds float64, room int, r dayRates) (result crowd, lost float64) {
	places := c.places() + room
	limited := false
	if most := max(0, r.lines-c.agents); places >= most {
		places, limited = most, true
	}
	width := places + 1
	base := c.agents + width // the chain's length
	flat := make([]float64, base+len(c.over)*width)
	copy(flat, c.chain)
	for i, row := range c.over {
		copy(flat[base+i*width:], row)
	}
	entering := r.arrivals * (1 - r.balk)
	rate := r.arrivals + float64(c.agents+len(c.over))*r.service + float64(places)*r.abandon
	step := func(from, to []float64) {
		c.stepChain(from, to, base, rate, r)
		for i := range c.over {
			busy := c.agents + 1 + i
			row, out := from[base+i*width:base+(i+1)*width], to[base+i*width:base+(i+1)*width]
			lower := to[c.agents:base] // one more finished: the chain's states with all agents busy
			if i > 0 {
				lower = to[base+(i-1)*width : base+i*width]
			}
			clear(out)
			for q, p := range row {
				finish, leave := float64(busy)*r.service/rate*p, float64(q)*r.abandon/rate*p
				stay := p - finish - leave
				lower[q] += finish
				if q > 0 {
					out[q-1] += leave
				}
				if q < places && busy+q < r.lines {
					out[q+1] += entering / rate * p
					stay -= entering / rate * p
				}
				out[q] += stay
			}
		}
	}
	markov{rate, step}.advance(flat, nil, seconds)
	if !limited {
		lost = flat[base-1]
		for i := range c.over {
			lost += flat[base+(i+1)*width-1]
		}
	}
	result = crowd{agents: c.agents, chain: flat[:base:base]}
	for i := range c.over {
		result.over = append(result.over, flat[base+i*width:base+(i+1)*width])
	}
	return result.trimmed(), lost
}

// stepChain is one step of the states with no more agents busy than on duty.
func (c *crowd) stepChain(from, to []float64, length int, rate float64, r dayRates) {
	last := length - 1
	for j := range length {
		to[j] = 0
	}
	for j := range length {
		p := from[j]
		busy := min(j, c.agents)
		down := (float64(busy)*r.service + float64(j-busy)*r.abandon) / rate * p
		up := r.arrivals / rate * p
		if j >= c.agents {
			up *= 1 - r.balk
		}
		if j == last || j >= r.lines {
			up = 0
		}
		if j > 0 {
			to[j-1] += down
		}
		if j < last {
			to[j+1] += up
		}
		to[j] += p - down - up
	}
}

// averages are the mean number waiting, of busy agents, and of agents logged in.
func (c *crowd) averages() (queue, busy, logged float64) {
	for j, p := range c.chain {
		at := min(j, c.agents)
		queue += float64(j-at) * p
		busy += float64(at) * p
		logged += float64(c.agents) * p
	}
	for i, row := range c.over {
		for q, p := range row {
			queue += float64(q) * p
			busy += float64(c.agents+1+i) * p
			logged += float64(c.agents+1+i) * p
		}
	}
	return queue, busy, logged
}

// arrival is what an arriving contact finds: an agent at once, all lines busy, or contacts ahead of it.
func (c *crowd) arrival(r dayRates) (atOnce, blocked float64, ahead queueAhead) {
	ahead = queueAhead{agents: c.agents}
	places := c.places()
	ahead.rows = make([][]float64, len(c.over)+1)
	for i := range ahead.rows {
		ahead.rows[i] = make([]float64, places+1)
	}
	for j, p := range c.chain {
		switch {
		case j >= r.lines:
			blocked += p
		case j < c.agents:
			atOnce += p
		default:
			ahead.rows[0][j-c.agents] += p
		}
	}
	for i, row := range c.over {
		for q, p := range row {
			if c.agents+1+i+q >= r.lines {
				blocked += p
			} else {
				ahead.rows[i+1][q] += p
			}
		}
	}
	return atOnce, math.Min(1, blocked), ahead
}
