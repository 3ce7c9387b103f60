package sim

import "slices"

// boundary is a moment at which something that the plan knows in advance
// changes: the interval, the day, opening hours, planned seats.
type boundary struct {
	at     Time
	bin    int32
	newBin bool
	newDay bool
	end    bool // the end of the horizon
	seats  []seatChange
	closes []int32 // queues
	opens  []int32
	dials  []int32 // queues whose dialing hours begin
}

// seatChange sets the planned seats of a group. closing tells that they fall
// because nothing that the group serves is open any longer.
type seatChange struct {
	group   int32
	seats   int32
	closing bool
}

func (p *plan) compileBoundaries() {
	moments := p.moments()
	planned := make([]int32, len(p.groups))
	for _, at := range moments {
		b := boundary{at: at, bin: int32(p.bin(at)), end: at == p.end}
		b.newBin = at%p.interval == 0 && at <= p.end
		b.newDay = at == 0 || at < p.end && (at-p.origin)%Day == 0
		for q := range p.queues {
			for _, s := range p.queues[q].open {
				if s.To == at {
					b.closes = append(b.closes, int32(q))
				}
				if max(s.From, 0) == at && s.To > at {
					b.opens = append(b.opens, int32(q))
				}
			}
			if d := p.queues[q].Dialer; d != nil {
				for _, s := range d.Hours {
					if max(s.From+p.origin, 0) == at {
						b.dials = append(b.dials, int32(q))
					}
				}
			}
		}
		for g := range p.groups {
			needed := p.needed(g, at)
			seats := int32(0)
			if needed && b.end {
				seats = planned[g] // what stays open beyond the end is cut there, not sent home
			} else if needed {
				seats = int32(p.centre.Seats.At(p.groupOrder[g], at-p.origin))
			}
			if seats != planned[g] {
				b.seats = append(b.seats, seatChange{int32(g), seats, !p.serves(g, at)})
				planned[g] = seats
			}
			if b.end && needed && planned[g] > 0 {
				p.cutsSeats = true
			}
		}
		p.boundaries = append(p.boundaries, b)
	}
}

// moments returns all boundary moments up to the end, sorted.
func (p *plan) moments() []Time {
	var out []Time
	for at := Time(0); at <= p.end; at += p.interval {
		out = append(out, at)
	}
	edges := func(spans []Span) {
		for _, s := range spans {
			for _, at := range []Time{s.From, s.To} {
				if at >= 0 && at <= p.end {
					out = append(out, at)
				}
			}
		}
	}
	for q := range p.queues {
		edges(p.queues[q].open)
		if d := p.queues[q].Dialer; d != nil {
			edges(p.shift(d.Hours))
		}
	}
	for g := range p.groups {
		edges(p.groups[g].open)
	}
	edges(p.shift(p.centre.Horizon.Open))
	slices.Sort(out)
	return slices.Compact(out)
}

// needed tells whether the seats of group g count at internal time t. At the
// end of the horizon only what stays open beyond it counts.
func (p *plan) needed(g int, t Time) bool {
	group := &p.groups[g]
	return (group.open == nil || Contains(group.open, t)) && p.serves(g, t)
}

// serves tells whether something that group g serves is open at internal time t.
func (p *plan) serves(g int, t Time) bool {
	group := &p.groups[g]
	if len(group.queues) == 0 {
		return Contains(p.centre.Horizon.Open, t-p.origin)
	}
	for _, q := range group.queues {
		if Contains(p.queues[q].open, t) {
			return true
		}
	}
	return false
}

// compileAgents numbers the agents: group after group, as many as the group
// ever has seats.
func (p *plan) compileAgents() {
	for g := range p.groups {
		most := int32(0)
		for _, b := range p.boundaries {
			for _, s := range b.seats {
				if s.group == int32(g) {
					most = max(most, s.seats)
				}
			}
		}
		p.groups[g].slots = int(most)
		p.groupBase = append(p.groupBase, int32(p.agents))
		p.agents += int(most)
	}
}

// PlannedSeatHours returns the planned seat time of group g in each interval
// of the horizon, in hours: seats count only while a queue that the group
// serves is open (a group without skills: while the centre is open) and within
// the group's own hours.
func (c *Centre) PlannedSeatHours(g int) []float64 {
	return compile(c).seatHours()[g]
}

// seatHours returns planned seat hours by group (in the order of the centre) and interval.
func (p *plan) seatHours() [][]float64 {
	out := make([][]float64, len(p.groups))
	for g := range out {
		out[g] = make([]float64, p.bins-1-p.warm)
	}
	planned := make([]int32, len(p.groups))
	for i, b := range p.boundaries {
		for _, s := range b.seats {
			planned[s.group] = s.seats
		}
		if b.at < p.origin || i+1 == len(p.boundaries) {
			continue
		}
		hours := (p.boundaries[i+1].at - b.at).Hours()
		for g, n := range planned {
			out[p.groupOrder[g]][int(b.bin)-p.warm] += float64(n) * hours
		}
	}
	return out
}
