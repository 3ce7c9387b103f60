package erlang

import "math"

// MMnM is the Erlang A model (Palm): Erlang C with customers who hang up after an exponential patience, and optionally
// a limit on lines.
//
// Measures are exact: the stationary wait that an arriving contact would have to endure has the density
//
//	v(t) ∝ nμ·exp(λ∫₀^t P(patience > u)du − nμt)·P(Poisson(λ∫₀^t P(patience > u)du) < lines − n),
//
// of which the positive log-concave integrals are taken numerically to rounding accuracy.
//
// Special cases: PatienceSeconds = +Inf is Erlang C (with lines: M/M/n/lines); PatienceSeconds = 0 is Erlang B, where
// the contacts that find no agent count as abandoned; Lines = 0 means no limit, Lines ≤ Agents means that nobody can
// wait; Agents = 0 means that everyone waits and hangs up, and the ASA is NaN. Negative or NaN parameters give NaN.
// Source: C. Palm 1957; S. Zeltyn and A. Mandelbaum, "Call centers with impatient customers: many-server asymptotics of the
// M/M/n+G queue", Queueing Systems 51, 2005; A. Brandt and M. Brandt, "On the M(n)/M(m)/s queue with impatient calls", 1999.
type MMnM struct {
	Load            float64 // erlangs: arrival rate × mean handle time
	HandleSeconds   float64 // mean handle time
	PatienceSeconds float64 // mean patience; +Inf: nobody hangs up; 0: hangs up at once
	Agents          float64
	Lines           float64 // contacts in the centre at most, in service or waiting; 0: no limit
}

// Measures returns the model's measures for an acceptable waiting time and a bound of short abandonments.
func (q MMnM) Measures(awtSeconds, shortAbandonSeconds float64) Measures {
	if math.IsInf(q.PatienceSeconds, 1) && q.Lines == 0 {
		return MMn{q.Load, q.HandleSeconds, q.Agents}.Measures(awtSeconds)
	}
	return MMnG{q.Load, q.HandleSeconds, ExponentialPatience{q.PatienceSeconds}, q.Agents, q.Lines}.Measures(awtSeconds, shortAbandonSeconds)
}

// MMnG is MMnM with any distribution of patience.
type MMnG struct {
	Load          float64
	HandleSeconds float64
	Patience      Patience
	Agents        float64
	Lines         float64 // 0: no limit
}

// Measures returns the model's measures for an acceptable waiting time and a bound of short abandonments.
func (q MMnG) Measures(awtSeconds, shortAbandonSeconds float64) Measures {
	valid := q.Load >= 0 && q.HandleSeconds > 0 && q.Agents >= 0 && q.Lines >= 0 && q.Patience.Mean() >= 0 &&
		awtSeconds >= 0 && shortAbandonSeconds >= 0 && !math.IsInf(q.Load, 1) && !math.IsInf(q.HandleSeconds, 1)
	immortal := 1 - q.Patience.CDF(math.Inf(1))
	var m Measures
	switch {
	case !valid:
		m = notANumber()
	case q.Load == 0 && q.Agents > 0 || math.IsInf(q.Agents, 1):
		m = Measures{ServiceLevels: shares{answered: 1, answeredInAWT: 1}.serviceLevels(), TimeToAbandonSeconds: math.NaN()}
	case q.Agents == 0:
		m = q.nobodyAnswers(awtSeconds, shortAbandonSeconds)
	case q.places() > 1e15 && q.Load*immortal >= q.Agents:
		m = q.withoutEnd(awtSeconds, shortAbandonSeconds)
	default:
		m = q.stationary(awtSeconds, shortAbandonSeconds)
	}
	m.Load, m.Agents = q.Load, q.Agents
	return m
}

func notANumber() Measures {
	nan := math.NaN()
	return Measures{nan, nan, nan, nan, ServiceLevels{nan, nan, nan, nan, nan, nan}, nan, nan, nan, nan, nan, nan}
}

// places is the number of waiting places, +Inf without a limit on lines.
func (q MMnG) places() float64 {
	if q.Lines == 0 {
		return math.Inf(1)
	}
	return max(0, q.Lines-q.Agents)
}

// nobodyAnswers is the case without agents: an M/G/lines/lines queue of waiting customers (Erlang B is insensitive).
func (q MMnG) nobodyAnswers(awtSeconds, shortSeconds float64) Measures {
	abandons := q.Patience.CDF(math.Inf(1))
	p := shares{abandoned: abandons, abandonedInAWT: q.Patience.CDF(awtSeconds), abandonedShort: q.Patience.CDF(shortSeconds)}
	m := Measures{
		Occupancy: math.NaN(), Delayed: 1, ServiceLevels: p.serviceLevels(),
		ASASeconds: math.NaN(), MeanWaitSeconds: q.Patience.Mean(), TimeToAbandonSeconds: q.Patience.Mean(), Abandonment: abandons,
	}
	waiting := q.Load / q.HandleSeconds * q.Patience.Mean()
	if q.Lines > 0 {
		m.Blocking = B(waiting, q.Lines)
		waiting *= served(waiting, q.Lines)
		if math.IsInf(q.Patience.Mean(), 1) {
			waiting = q.Lines
		}
	}
	m.QueueLength = waiting
	return m
}

// withoutEnd is the case in which the customers who never hang up are more than the agents can serve.
func (q MMnG) withoutEnd(awtSeconds, shortSeconds float64) Measures {
	abandons := q.Patience.CDF(math.Inf(1))
	p := shares{answered: 1 - abandons, abandoned: abandons, abandonedInAWT: q.Patience.CDF(awtSeconds), abandonedShort: q.Patience.CDF(shortSeconds)}
	inf := math.Inf(1)
	return Measures{
		Occupancy: 1, Delayed: 1, ServiceLevels: p.serviceLevels(), ASASeconds: inf, MeanWaitSeconds: inf,
		TimeToAbandonSeconds: math.NaN(), Abandonment: abandons, QueueLength: inf,
	}
}

// The weighted integrals over the density of the virtual wait.
const (
	answers      = iota // ∫ P(patience > t)
	abandons            // ∫ P(patience ≤ t)
	answeredWait        // ∫ t·P(patience > t)
	abandonWait         // ∫ E[patience; patience ≤ t]
)

// stationary integrates over the virtual wait, in units in which the state "all agents busy, nobody waiting" weighs 1.
func (q MMnG) stationary(awtSeconds, shortSeconds float64) Measures {
	idle := idleOdds(q.Load, min(q.Agents, q.linesOrInf()))
	density := q.virtualWait()
	weights := func(t float64) [moments]float64 {
		lost := q.Patience.CDF(t)
		return [moments]float64{1 - lost, lost, t * (1 - lost), t*lost - q.Patience.CDFIntegral(t)}
	}
	first, second := min(awtSeconds, shortSeconds), max(awtSeconds, shortSeconds)
	var parts [3]segment
	for i, limits := range [3][2]float64{{0, first}, {first, second}, {second, math.Inf(1)}} {
		parts[i] = segment{exponent: math.Inf(-1)}
		if q.places() > 0 {
			parts[i] = density.integrate(limits[0], limits[1], weights)
		}
	}
	blocked := q.blockedMass()

	// One scale for all masses.
	top := max(idle.exponent+math.Log(idle.mantissa), blocked.exponent, parts[0].exponent, parts[1].exponent, parts[2].exponent)
	idleMass := idle.mantissa * math.Exp(idle.exponent-top)
	blockedMass := blocked.sums[0] * math.Exp(blocked.exponent-top)
	var upTo [3][moments]float64 // cumulated over the parts
	var sum [moments]float64
	for i, part := range parts {
		scale := math.Exp(part.exponent-top) * q.Agents / q.HandleSeconds
		for k := range sum {
			sum[k] += part.sums[k] * scale
		}
		upTo[i] = sum
	}
	offered := idleMass + sum[answers] + sum[abandons]

	// A contact abandons within T if its patience is ≤ min(T, virtual wait).
	within := func(seconds float64, index int) float64 {
		beyond := (sum[answers] - upTo[index][answers]) + (sum[abandons] - upTo[index][abandons])
		return (upTo[index][abandons] + q.Patience.CDF(seconds)*max(0, beyond)) / offered
	}
	awtIndex, shortIndex := 0, 0
	if awtSeconds > shortSeconds {
		awtIndex = 1
	} else {
		shortIndex = 1
	}
	p := shares{
		answered:       (idleMass + sum[answers]) / offered,
		answeredInAWT:  (idleMass + upTo[awtIndex][answers]) / offered,
		abandoned:      sum[abandons] / offered,
		abandonedInAWT: within(awtSeconds, awtIndex),
		abandonedShort: within(shortSeconds, shortIndex),
	}
	m := Measures{
		Delayed: (sum[answers] + sum[abandons]) / offered, ServiceLevels: p.serviceLevels(), Abandonment: p.abandoned,
		ASASeconds:           sum[answeredWait] / (idleMass + sum[answers]),
		MeanWaitSeconds:      (sum[answeredWait] + sum[abandonWait]) / offered,
		TimeToAbandonSeconds: sum[abandonWait] / sum[abandons],
		Blocking:             blockedMass / (offered + blockedMass),
	}
	entering := q.Load * offered / (offered + blockedMass)
	m.Occupancy = min(1, entering*p.answered/q.Agents)
	m.QueueLength = entering / q.HandleSeconds * m.MeanWaitSeconds
	return m
}

func (q MMnG) linesOrInf() float64 {
	if q.Lines == 0 {
		return math.Inf(1)
	}
	return q.Lines
}

// virtualWait is the density of the wait of a customer of endless patience who finds all agents busy.
func (q MMnG) virtualWait() logConcave {
	arrivals, services := q.Load/q.HandleSeconds, q.Agents/q.HandleSeconds
	drift := (q.Agents - q.Load) / q.HandleSeconds
	places := q.places()
	unlimited := func(t float64) float64 { return -arrivals*q.Patience.CDFIntegral(t) - drift*t }
	density := logConcave{
		logDensity: unlimited,
		slope:      func(t float64) float64 { return -arrivals*q.Patience.CDF(t) - drift },
		breaks:     q.Patience.Breaks(),
		step:       q.HandleSeconds / max(1, q.Agents),
	}
	if math.IsInf(places, 1) {
		return density
	}
	queued := func(t float64) float64 { return arrivals * max(0, t-q.Patience.CDFIntegral(t)) }
	density.logDensity = func(t float64) float64 { return unlimited(t) + logPoissonBelow(places, queued(t)) }
	density.slope = func(t float64) float64 {
		return arrivals*(1-q.Patience.CDF(t))*(1-poissonHazard(places, queued(t))) - services
	}
	return density
}

// blockedMass is the weight of the states in which every line is busy.
func (q MMnG) blockedMass() segment {
	places := q.places()
	switch {
	case math.IsInf(places, 1):
		return segment{exponent: math.Inf(-1)}
	case places == 0:
		return segment{sums: [moments]float64{1}}
	}
	arrivals, services := q.Load/q.HandleSeconds, q.Agents/q.HandleSeconds
	density := logConcave{
		logDensity: func(t float64) float64 {
			queued := arrivals * max(0, t-q.Patience.CDFIntegral(t))
			return logPoisson(places, queued) + queued - services*t
		},
		slope: func(t float64) float64 {
			return places*(1-q.Patience.CDF(t))/(t-q.Patience.CDFIntegral(t)) - services
		},
		breaks: q.Patience.Breaks(),
		step:   q.HandleSeconds / max(1, q.Agents),
	}
	mass := density.integrate(0, math.Inf(1), func(float64) [moments]float64 { return [moments]float64{services} })
	return mass
}

// logPoissonBelow is ln P(N < k) for N Poisson with the given mean, k > 0 not necessarily whole.
func logPoissonBelow(k, mean float64) float64 {
	logMass := logPoisson(k, mean)
	if mean < k && logMass < -60 {
		return 0 // the rest, P(N ≥ k), is below e^−60·k
	}
	odds := idleOdds(mean, k)
	return logMass + odds.exponent + math.Log(odds.mantissa)
}

// poissonHazard is P(N = k − 1)/P(N < k) for N Poisson with the given mean.
func poissonHazard(k, mean float64) float64 {
	if mean == 0 {
		if k == 1 {
			return 1
		}
		return 0
	}
	odds := idleOdds(mean, k)
	return min(1, k/mean*math.Exp(-odds.exponent)/odds.mantissa)
}
