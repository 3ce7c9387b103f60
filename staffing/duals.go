package staffing

import "math"

// priced returns the staffing at which every seat is worth what it costs, with the shortage mended and spare seats
// taken: the least cost that the effects promise, up to whole seats. It is nil when they promise none.
//
// The effect of a seat in cell c fades as e^(−f·x) over x further seats, so
// at prices p of the requirements the cost less what it buys is least at
//
//	x = ln(Σ p·effect ÷ cost of a seat) ÷ f
//
// seats more than there are, within the bounds that effects are trusted for. The prices are those at which
// no requirement is short and what has something to spare costs nothing (Lagrangian dual of the covering
// problem whose cuts the effects are; Atlason, Epelman and Henderson 2008). They are found by Newton steps in the logarithm of each price.
func (k *sketch) priced() *sketch {
	const (
		steps  = 200
		damped = 0.5
		most   = 0.3 // of a change of the logarithm
	)
	if shortage(k.slack) == 0 && len(k.slack) == 0 {
		return nil
	}
	prices := k.firstPrices()
	wanted := make([]float64, len(k.cells)) // seats, fractions included
	for range steps {
		slack := append([]float64(nil), k.slack...)
		bend := make([]float64, len(slack)) // what a rise of the price's logarithm adds to the slack
		for c := range k.cells {
			k.wantedAt(c, prices, wanted, slack, bend)
		}
		for r := range prices {
			if !(bend[r] > 0) || math.IsInf(slack[r], 0) {
				continue
			}
			prices[r] *= math.Exp(min(max(-damped*slack[r]/bend[r], -most), most))
		}
	}
	out := k.clone()
	for c, x := range wanted {
		n := min(max(int(math.Round(x)), out.floor[c], min(k.seats[c], 1)), max(out.ceiling[c], k.seats[c]))
		for out.seats[c] < n {
			out.add(c)
		}
		for out.seats[c] > n {
			out.remove(c)
		}
	}
	if !out.repair() {
		return nil
	}
	out.trim()
	return out
}

// firstPrices spreads the cost of the cheapest help evenly over the requirements.
func (k *sketch) firstPrices() []float64 {
	prices := make([]float64, len(k.slack))
	for r := range prices {
		prices[r] = math.Inf(1)
	}
	for c := range k.cells {
		for _, l := range k.effects.of[c] {
			if l.amount > 0 {
				prices[l.requirement] = min(prices[l.requirement], (k.cells[c].cost+1e-9)/l.amount/float64(len(k.effects.of[c])))
			}
		}
	}
	for r, p := range prices {
		if math.IsInf(p, 1) {
			prices[r] = 0
		}
	}
	return prices
}

// wantedAt finds the seats of cell c at the prices, and adds what they change to slack and bend.
func (k *sketch) wantedAt(c int, prices, wanted, slack, bend []float64) {
	worth := 0.0
	for _, l := range k.effects.of[c] {
		worth += prices[l.requirement] * l.amount
	}
	here, fade := float64(k.seats[c]), k.fade[c]
	low, high := min(float64(k.floor[c]), here), max(float64(k.ceiling[c]), here)
	x := low
	if worth > 0 {
		x = min(max(here+math.Log(worth/(k.cells[c].cost+1e-9))/fade, low), high)
	}
	wanted[c] = x
	pace := math.Exp(fade * float64(k.base[c]-k.seats[c]))
	gained := pace * (1 - math.Exp(-fade*(x-here))) / fade // seats of the first effect
	for _, l := range k.effects.of[c] {
		slack[l.requirement] += l.amount * gained
		if worth > 0 && l.amount > 0 {
			bend[l.requirement] += l.amount * prices[l.requirement] * l.amount / worth * math.Exp(-fade*(x-here)) * pace / fade
		}
	}
}
