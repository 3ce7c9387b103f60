package budget

import "agner/sim"

// SeatCosts returns what one more planned seat of each group costs in each
// interval of the horizon, for planning: needed hours × paid per seat hour ×
// wage × premium, or what the tariff charges. A tariff by minute or contact is
// taken as if the seat were busy throughout: minutes × price, or the contacts
// that fit into the time at the mean handle time of the group's queues. Where no
// group has a wage or tariff at all, the cost is paid hours, so that the least
// cost means the fewest hours.
func (m Money) SeatCosts(c *sim.Centre) [][]float64 {
	priced := m.PricesLabor(c)
	out := make([][]float64, len(c.Groups))
	for g := range c.Groups {
		p := m.pay(g)
		out[g] = NeededHours(c, g)
		for i := range out[g] {
			at := sim.Time(i) * c.Horizon.Interval
			switch {
			case !priced:
				out[g][i] *= c.Groups[g].PaidPerSeatAt(at)
			case p.Tariff != nil:
				out[g][i] *= p.Tariff.perBusyHour(c, g, at)
			default:
				out[g][i] *= c.Groups[g].PaidPerSeatAt(at) * p.Wage * p.premium(i)
			}
		}
	}
	return out
}

// PricesLabor tells whether any group has a wage or a tariff.
func (m Money) PricesLabor(c *sim.Centre) bool {
	for g := range c.Groups {
		if m.pay(g).stated() {
			return true
		}
	}
	return false
}

// perBusyHour returns the charge for an hour of one agent of group g who is busy throughout.
func (t *Tariff) perBusyHour(c *sim.Centre, g int, at sim.Time) float64 {
	switch t.Per {
	case HandledMinute, TalkMinute:
		return 60 * t.Price
	case StaffedHour:
		return t.Price
	}
	seconds, served := 0.0, 0.0
	for _, s := range c.Groups[g].Skills {
		q := &c.Queues[s.Queue]
		if handle := q.Handle.MeanAt(at) + q.WrapUp.MeanAt(at); handle > 0 {
			seconds += handle
			served++
		}
	}
	if served == 0 {
		return 0
	}
	return t.Price * 3600 * served / seconds
}
