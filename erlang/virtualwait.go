package erlang

import (
	"math"
	"slices"
)

// waitingLine is the part in which all models with waiting agree: while every agent is busy, contacts are completed at
// a constant rate, wait first come first served in a limited or unlimited number of places, and hang up when their
// patience ends. The states with a free agent enter only by their total weight.
//
// The virtual wait of an arrival, which a customer of endless patience would endure, then has on t > 0 the density
//
//	v(t) ∝ services·exp(λH(t) − services·t)·P(Poisson(λH(t)) < places),  H(t) = E[min(patience, t)],
//
// in units in which the state "every agent busy, nobody waiting" weighs 1. Every measure is a positive integral of it.
// Source: F. Baccelli and G. Hebuterne, "On queues with impatient customers", 1981; S. Zeltyn and A. Mandelbaum, Queueing Systems
// 51, 2005; A. Brandt and M. Brandt, "On the M(n)/M(m)/s queue with impatient calls", 1999.
type waitingLine struct {
	arrivals float64 // per second, > 0
	services float64 // completions per second while every agent is busy, > 0
	drift    float64 // services − arrivals, computed where it cancels least
	idle     scaled  // weight of the states with a free agent
	places   float64 // +Inf: unlimited
	patience Patience
	step     float64 // a first guess of the time scale
}

// flow is what a waitingLine yields: probabilities for an offered contact, mean waits and the blocked share of arrivals.
type flow struct {
	shares
	delayed, blocked                       float64
	asaSeconds, meanWaitSeconds, toAbandon float64
}

// The weighted integrals over the density of the virtual wait.
const (
	answers      = iota // ∫ P(patience > t)
	abandons            // ∫ P(patience ≤ t)
	answeredWait        // ∫ t·P(patience > t)
	abandonWait         // ∫ E[patience; patience ≤ t]
)

// flow integrates over the virtual wait, split at the two waits of interest.
func (w waitingLine) flow(awtSeconds, shortSeconds float64) flow {
	first, second := min(awtSeconds, shortSeconds), max(awtSeconds, shortSeconds)
	density, origin, atZero := w.fromMode()
	parts := w.parts(density, first, second)
	blocked := w.blockedMass(origin)

	// One scale for all masses.
	waiting := max(parts[0].exponent, parts[1].exponent, parts[2].exponent)
	idleExponent := w.idle.exponent + atZero
	top := max(idleExponent+math.Log(w.idle.mantissa), blocked.exponent, waiting)
	idle := w.idle.mantissa * math.Exp(idleExponent-top)
	blockedMass := blocked.sums[0] * math.Exp(blocked.exponent-top)
	var upTo [3][moments]float64 // cumulated over the parts
	var sum [moments]float64
	leaving, leavingWait := 0.0, 0.0 // in a scale of their own: their ratio exists where both are too small beside the idle states
	for i, part := range parts {
		scale := math.Exp(part.exponent-top) * w.services
		for k := range sum {
			sum[k] += part.sums[k] * scale
		}
		upTo[i] = sum
		leaving += part.sums[abandons] * math.Exp(part.exponent-waiting)
		leavingWait += part.sums[abandonWait] * math.Exp(part.exponent-waiting)
	}
	delayed := sum[answers] + sum[abandons]
	offered := idle + delayed
	awtIndex, shortIndex := 0, 1
	if awtSeconds > shortSeconds {
		awtIndex, shortIndex = 1, 0
	}
	// A contact abandons within T if its patience is at most min(T, virtual wait).
	abandonedWithin := func(seconds float64, index int) float64 {
		beyond := parts[index+1:]
		longer := 0.0
		for _, part := range beyond {
			longer += (part.sums[answers] + part.sums[abandons]) * math.Exp(part.exponent-top) * w.services
		}
		return (upTo[index][abandons] + within(w.patience, seconds)*longer) / offered
	}
	return flow{
		shares: shares{
			answered:       (idle + sum[answers]) / offered,
			answeredInAWT:  (idle + upTo[awtIndex][answers]) / offered,
			abandoned:      sum[abandons] / offered,
			abandonedInAWT: abandonedWithin(awtSeconds, awtIndex),
			abandonedShort: abandonedWithin(shortSeconds, shortIndex),
		},
		delayed:         delayed / offered,
		blocked:         blockedMass / (offered + blockedMass),
		asaSeconds:      sum[answeredWait] / (idle + sum[answers]),
		meanWaitSeconds: (sum[answeredWait] + sum[abandonWait]) / offered,
		toAbandon:       leavingWait / leaving,
	}
}

// fromMode is the density with its logarithm measured from its mode, the origin, and the logarithm at 0 as measured from there. In
// overload the density at its mode is e^100000 times that at 0 and more; differences of such exponents would have lost five digits.
func (w waitingLine) fromMode() (density logConcave, origin, atZero float64) {
	density = w.density()
	if w.places == 0 {
		return density, 0, 0
	}
	origin = density.mode(0, math.Inf(1))
	density.logDensity = density.from(origin)
	return density, origin, density.logDensity(0)
}

// parts integrates over [0, first], [first, second] and beyond.
func (w waitingLine) parts(density logConcave, first, second float64) [3]segment {
	var parts [3]segment
	ends := [4]float64{0, first, second, math.Inf(1)}
	for i := range parts {
		parts[i].exponent = math.Inf(-1)
		if w.places > 0 {
			parts[i] = density.integrate(ends[i], ends[i+1])
		}
	}
	return parts
}

// density is the unnormalised density of the virtual wait, without the factor services.
func (w waitingLine) density() logConcave {
	limited := !math.IsInf(w.places, 1)
	if _, numeric := w.patience.(numericPatience); numeric || limited {
		w.patience = &remembered{Patience: w.patience, seconds: math.NaN()}
	}
	breaks := w.patience.Breaks()
	if limited { // about where a queue without abandonment would fill the places, and the edge where it does
		full := w.places / w.arrivals
		breaks = append(slices.Clone(breaks), full/2, full, 2*full)
		if w.places > 50 {
			for _, widths := range [...]float64{-6, -3, 3, 6} {
				breaks = append(breaks, w.waitOfQueue(w.places+widths*math.Sqrt(w.places)))
			}
		}
	}
	density := logConcave{
		logDensity: func(t float64) float64 {
			_, integral := w.patience.CDF(t)
			return -w.arrivals*integral - w.drift*t
		},
		slope: func(t float64) float64 {
			lost, _ := w.patience.CDF(t)
			return -w.arrivals*lost - w.drift
		},
		from: func(origin float64) func(float64) float64 {
			lost, _ := w.patience.CDF(origin)
			slope, excess := w.arrivals*lost+w.drift, excessFrom(w.patience, origin)
			return func(t float64) float64 { return -w.arrivals*excess(t) - slope*(t-origin) }
		},
		weights: func(t float64) [moments]float64 {
			lost, integral := w.patience.CDF(t)
			return [moments]float64{1 - lost, lost, t * (1 - lost), t*lost - integral}
		},
		breaks: breaks,
		step:   w.step,
	}
	if !limited {
		return density
	}
	unlimited, logRoom := density, w.logRoom()
	density.logDensity = func(t float64) float64 { return unlimited.logDensity(t) + logRoom(t) }
	density.from = func(origin float64) func(float64) float64 {
		rise, at := unlimited.from(origin), logRoom(origin)
		return func(t float64) float64 { return rise(t) + (logRoom(t) - at) }
	}
	density.slope = func(t float64) float64 {
		lost, integral := w.patience.CDF(t)
		return w.arrivals*(1-lost)*(1-poissonHazard(w.places, w.arrivals*max(0, t-integral))) - w.services
	}
	return density
}

// logRoom is the function ln P(Poisson(λH(t)) < places).
func (w waitingLine) logRoom() func(t float64) float64 {
	places := newPoissonCount(w.places)
	return func(t float64) float64 {
		_, integral := w.patience.CDF(t)
		return places.logBelow(w.arrivals * max(0, t-integral))
	}
}

// waitOfQueue is the virtual wait t at which λH(t) = queue, +Inf if there is none. H is concave with slope at most
// 1: Newton's method from queue/λ approaches from below.
func (w waitingLine) waitOfQueue(queue float64) float64 {
	t := queue / w.arrivals
	for range 30 {
		lost, integral := w.patience.CDF(t)
		missing := queue/w.arrivals - (t - integral)
		if !(math.Abs(missing) > 1e-3*t) {
			break
		}
		t += missing / (1 - lost)
	}
	return t
}

// blockedMass is the weight of the states in which every place is taken, ∫ services·e^(−services·t) (λH(t))^K/K! dt, in
// logarithms measured from the origin.
func (w waitingLine) blockedMass(origin float64) segment {
	switch {
	case math.IsInf(w.places, 1):
		return segment{exponent: math.Inf(-1)}
	case w.places == 0:
		return segment{sums: [moments]float64{1}}
	}
	endless := w
	endless.places = math.Inf(1)
	unlimited := endless.density()
	full := func(t float64) float64 { // ln P(Poisson(λH(t)) = places)
		_, integral := w.patience.CDF(t)
		return logPoisson(w.places, w.arrivals*max(0, t-integral))
	}
	rise, atOrigin := unlimited.from(origin), w.logRoom()(origin)
	density := logConcave{
		logDensity: func(t float64) float64 { return rise(t) + (full(t) - atOrigin) },
		from: func(from float64) func(float64) float64 {
			rise, at := unlimited.from(from), full(from)
			return func(t float64) float64 { return rise(t) + (full(t) - at) }
		},
		weights: func(float64) [moments]float64 { return [moments]float64{w.services} },
		slope: func(t float64) float64 {
			lost, integral := w.patience.CDF(t)
			return w.places*(1-lost)/(t-integral) - w.services
		},
		breaks: w.patience.Breaks(),
		step:   w.step,
	}
	return density.integrate(0, math.Inf(1))
}
