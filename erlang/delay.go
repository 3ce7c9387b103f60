package erlang

import "math"

// C returns Erlang's delay probability: the fraction of contacts that wait when nobody abandons (M/M/n),
//
//	C(a, n) = B ÷ (1 − ρ(1 − B)),  ρ = a/n,  B = B(a, n),
//
// for a load of a erlangs and n agents, whole or not.
//
// Its relative error is that of B, and so is that of the service level, the wait and the queue length of MMn (the same test).
//
// Special cases: overload (a ≥ n) gives 1; C(0, n) = 0 for n > 0; a negative or NaN argument gives NaN.
func C(load, agents float64) float64 {
	switch {
	case load >= agents && agents >= 0:
		return 1
	case math.IsInf(agents, 1) && load >= 0:
		return 0
	}
	blocking := B(load, agents)
	return blocking / ((agents-load)/agents + load/agents*blocking)
}

// LogC is the natural logarithm of C, also where C itself is too small for a float64.
func LogC(load, agents float64) float64 {
	switch {
	case load >= agents && agents >= 0:
		return 0
	case math.IsInf(agents, 1) && load >= 0:
		return math.Inf(-1)
	}
	log := LogB(load, agents)
	return log - math.Log((agents-load)/agents+load/agents*math.Exp(log))
}

// MMn is the Erlang C model: Poisson arrivals, exponential handle times, identical agents, first come first served, and
// every contact waits until it is answered.
//
// Special cases: overload (load ≥ agents) waits without end, service level 0. Negative or NaN parameters, and a handle time of 0 or
// +Inf, give NaN.
type MMn struct {
	Load          float64 // erlangs: arrival rate × mean handle time
	HandleSeconds float64 // mean handle time
	Agents        float64
}

// valid tells whether the parameters make a queue; otherwise every measure is NaN.
func (q MMn) valid() bool {
	return q.Load >= 0 && q.Agents >= 0 && q.HandleSeconds > 0 && !math.IsInf(q.HandleSeconds, 1)
}

// Delayed is the fraction of contacts that are not answered at once.
func (q MMn) Delayed() float64 {
	if !q.valid() {
		return math.NaN()
	}
	return C(q.Load, q.Agents)
}

// Stable tells whether the queue settles: the load is below the number of agents (or zero).
func (q MMn) Stable() bool { return q.Load < q.Agents || q.Load == 0 }

// Occupancy is load/agents, and 1 in overload. With zero agents it is NaN.
func (q MMn) Occupancy() float64 {
	if !q.valid() || q.Agents == 0 || math.IsInf(q.Agents, 1) && math.IsInf(q.Load, 1) {
		return math.NaN()
	}
	return min(1, q.Load/q.Agents)
}

// ServiceLevel is the fraction of contacts answered within awtSeconds: 1 − C·e^(−(n−a)·awt/h). In overload it is 0.
func (q MMn) ServiceLevel(awtSeconds float64) float64 {
	switch {
	case !q.valid() || !(awtSeconds >= 0):
		return math.NaN()
	case q.Load >= q.Agents:
		return 0
	case math.IsInf(q.Agents, 1) || math.IsInf(awtSeconds, 1):
		return 1
	}
	// (1 − C) is computed without cancellation, so that a service level near 0 is as accurate as one near 1.
	idle := (q.Agents - q.Load) / q.Agents
	at := served(q.Load, q.Agents)
	blocking := B(q.Load, q.Agents)
	norm := idle + q.Load/q.Agents*blocking
	drop := -math.Expm1(-(q.Agents - q.Load) * awtSeconds / q.HandleSeconds)
	return idle*at/norm + blocking/norm*drop
}

// ASASeconds is the average speed of answer, C·h/(n−a); +Inf in overload.
func (q MMn) ASASeconds() float64 {
	if q.valid() && q.Load >= q.Agents {
		return math.Inf(1)
	}
	return q.Delayed() * q.HandleSeconds / (q.Agents - q.Load)
}

// QueueLength is the mean number waiting, C·a/(n−a); +Inf in overload, 0 without load even where there are no agents.
func (q MMn) QueueLength() float64 {
	switch {
	case !q.valid():
		return math.NaN()
	case q.Load == 0:
		return 0
	case q.Load >= q.Agents:
		return math.Inf(1)
	}
	return q.Delayed() * q.Load / (q.Agents - q.Load)
}

// WaitQuantileSeconds is the wait that the given fraction of contacts does not exceed: 0 where that fraction is
// answered at once, +Inf in overload and for fraction 1 of any load.
func (q MMn) WaitQuantileSeconds(fraction float64) float64 {
	if !q.valid() || !(fraction >= 0 && fraction <= 1) {
		return math.NaN()
	}
	if q.Load >= q.Agents {
		return math.Inf(1)
	}
	if q.Load == 0 || math.IsInf(q.Agents, 1) {
		return 0
	}
	return max(0, LogC(q.Load, q.Agents)-math.Log1p(-fraction)) * q.HandleSeconds / (q.Agents - q.Load)
}

// Measures returns every measure of the model at once.
func (q MMn) Measures(awtSeconds float64) Measures {
	if !q.valid() || !(awtSeconds >= 0) {
		m := notANumber()
		m.Load, m.Agents = q.Load, q.Agents
		return m
	}
	level := q.ServiceLevel(awtSeconds)
	asa := q.ASASeconds()
	return Measures{
		Load: q.Load, Agents: q.Agents, Occupancy: q.Occupancy(), Delayed: q.Delayed(),
		ServiceLevels: ServiceLevels{level, level, level, level, level, level},
		ASASeconds:    asa, MeanWaitSeconds: asa, TimeToAbandonSeconds: math.NaN(), QueueLength: q.QueueLength(),
	}
}
