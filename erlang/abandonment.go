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
// Largest relative error of any measure above 1e-300 against a sum over the states with 250 to 1200 bits: loads from 0.01 to 1.5·agents,
// patience from 0.01 to 100 handle times, √agents, agents/10 and 5000 waiting places, service levels at and beside the wait that is
// typical of an overload (sums of up to 400 000 states; the tests of this package take a smaller grid and, with -thorough, this one):
//
//	agents           unlimited lines   limited lines
//	1, 2, 10         5e-14             2e-13
//	50, 100          3e-14             6e-14
//	300              2e-13             1e-13
//	1 000, 2 000     2e-14             7e-14
//	10 000           3e-14             5e-14
//	100 000          2e-13             3e-13
//
// Beyond that grid, 4e-14 at 10 000 agents, load 15 000 and a patience of 100 handle times, and 9e-14 at 100 000 agents, load 150 000
// and 10 to 100 handle times; 4e-13 at a million agents, load 1 500 000 and 100 handle times, and 6e-12 with millions of waiting places
// that fill. The time is about 10 µs, with limited lines 65 µs, whatever the size.
//
// Special cases: PatienceSeconds = +Inf is Erlang C (with lines: M/M/n/lines). PatienceSeconds = 0 (or below 1e-12 handle times)
// is Erlang B, where the contacts that find no agent count as abandoned. Lines = 0 means no limit, Lines ≤ Agents that nobody
// can wait. Agents = 0 (or below 1e-12): everyone waits and hangs up, and the ASA is NaN. Negative or NaN parameters give NaN.
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
	if math.IsInf(q.PatienceSeconds, 1) && q.Lines == 0 && shortAbandonSeconds >= 0 {
		return MMn{q.Load, q.HandleSeconds, q.Agents}.Measures(awtSeconds)
	}
	return q.general().Measures(awtSeconds, shortAbandonSeconds)
}

func (q MMnM) general() MMnG {
	patience := q.PatienceSeconds
	if patience < 1e-12*q.HandleSeconds && patience >= 0 {
		patience = 0
	}
	return MMnG{q.Load, q.HandleSeconds, ExponentialPatience{patience}, q.Agents, q.Lines}
}

// WaitQuantileSeconds is the wait that the given fraction of answered contacts does not exceed; +Inf for fraction 1 and
// where nobody is answered in time, NaN where nobody is answered at all. The distribution itself is in Measures: the
// service level AnsweredOnly is P(wait ≤ awt) of answered contacts, AbandonsPositive that of all offered ones.
func (q MMnM) WaitQuantileSeconds(fraction float64) float64 {
	answered := func(seconds float64) float64 { return q.Measures(seconds, 0).ServiceLevels.AnsweredOnly }
	switch at := answered(0); {
	case !(fraction >= 0 && fraction <= 1) || math.IsNaN(at):
		return math.NaN()
	case at >= fraction:
		return 0
	case fraction == 1:
		return math.Inf(1)
	}
	high := q.HandleSeconds
	for answered(high) < fraction {
		if high *= 2; high > 1e15*q.HandleSeconds {
			return math.Inf(1)
		}
	}
	return root(func(seconds float64) float64 { return answered(seconds) - fraction }, 0, high)
}

// LogDelayed is the natural logarithm of the fraction of offered contacts that is not answered at once, also where that
// fraction is too small for a float64.
func (q MMnM) LogDelayed() float64 {
	if math.IsInf(q.PatienceSeconds, 1) && q.Lines == 0 {
		return LogC(q.Load, q.Agents)
	}
	m := q.Measures(0, 0)
	if m.Delayed > 1e-200 || !(q.Load > 0) || !(q.Agents < math.Inf(1)) || math.IsNaN(m.Delayed) {
		return math.Log(m.Delayed)
	}
	line := q.general().line()
	waiting := line.density().integrate(0, math.Inf(1))
	mass := (waiting.sums[answers] + waiting.sums[abandons]) * line.services
	return waiting.exponent + math.Log(mass) - line.idle.exponent - math.Log(line.idle.mantissa)
}

// MMnG is MMnM with any distribution of patience. With the shapes of this package it is as accurate; with PatienceOf as its integral of
// the distribution function is, against integrals with 25 digits for Weibull patience of shapes 0.3 to 5 within 1e-12 (20 to 10 000
// agents), in about 80 µs.
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
	immortal := 1 - within(q.Patience, math.Inf(1))
	var m Measures
	switch {
	case !valid:
		m = notANumber()
	case q.Load == 0 && q.Agents > 0 || math.IsInf(q.Agents, 1):
		m = Measures{ServiceLevels: shares{answered: 1, answeredInAWT: 1}.serviceLevels(), TimeToAbandonSeconds: math.NaN()}
	case q.Agents < 1e-12:
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
	abandons := within(q.Patience, math.Inf(1))
	p := shares{abandoned: abandons, abandonedInAWT: within(q.Patience, awtSeconds), abandonedShort: within(q.Patience, shortSeconds)}
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
	abandons := within(q.Patience, math.Inf(1))
	p := shares{answered: 1 - abandons, abandoned: abandons, abandonedInAWT: within(q.Patience, awtSeconds), abandonedShort: within(q.Patience, shortSeconds)}
	inf := math.Inf(1)
	return Measures{
		Occupancy: 1, Delayed: 1, ServiceLevels: p.serviceLevels(), ASASeconds: inf, MeanWaitSeconds: inf,
		TimeToAbandonSeconds: math.NaN(), Abandonment: abandons, QueueLength: inf,
	}
}

// stationary is the case in which the queue settles and somebody serves it.
func (q MMnG) stationary(awtSeconds, shortSeconds float64) Measures {
	line := q.line()
	f := line.flow(awtSeconds, shortSeconds)
	m := f.measures(line.arrivals)
	m.Occupancy = min(1, q.Load*(1-f.blocked)*f.answered/q.Agents)
	return m
}

func (q MMnG) line() waitingLine {
	useful := q.Agents
	if q.Lines > 0 {
		useful = min(useful, q.Lines)
	}
	return waitingLine{
		arrivals: q.Load / q.HandleSeconds,
		services: q.Agents / q.HandleSeconds,
		drift:    (q.Agents - q.Load) / q.HandleSeconds,
		idle:     idleOdds(q.Load, useful),
		places:   q.places(),
		patience: q.Patience,
		step:     q.HandleSeconds / max(1, q.Agents),
	}
}
