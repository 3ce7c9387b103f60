package erlang

import "math"

// ErlangX is the Erlang X model: Erlang A with a limit on lines, where a share of the contacts that abandon or are
// blocked try again. Returning contacts join the fresh ones as further Poisson arrivals, as they do when they come back
// after a while; they bring a fresh patience.
//
// The total load L solves L = fresh + retry·lost(L), where lost(L) is the load that abandons or is blocked. Since both
// lost and carried load grow with the offered load, L − retry·lost(L) is increasing with slope at least 1 − retry: there
// is exactly one solution, in [fresh, fresh/(1 − retry)], and bracketing finds it always.
//
// At 10 000 agents with limited lines an evaluation takes about 70 µs, a tenth more than one of MMnM, and AgentsFor 0.3 ms.
//
// Special cases: Retry = 0 is MMnM. Retry = 1 has a solution only if the agents can carry the fresh load; otherwise the
// total load is +Inf, everyone tries without end, and the measures are NaN.
type ErlangX struct {
	FreshLoad       float64 // erlangs of first attempts
	HandleSeconds   float64
	PatienceSeconds float64 // mean; +Inf: nobody hangs up
	Retry           float64 // share of abandoned and blocked contacts that try again
	Agents          float64
	Lines           float64 // 0: no limit
}

// XMeasures adds to the measures of all attempts those of the customers behind them.
type XMeasures struct {
	Measures
	Attempts float64 // attempts per customer: total load ÷ fresh load
	Served   float64 // customers whose contact was answered at last ÷ customers
}

// Measures solves the fixed point and returns the measures of the total load.
func (q ErlangX) Measures(awtSeconds, shortAbandonSeconds float64) XMeasures {
	load := q.totalLoad()
	m := q.attempts(load).Measures(awtSeconds, shortAbandonSeconds)
	if math.IsInf(load, 1) {
		m = notANumber()
		m.Load, m.Agents = load, q.Agents
	}
	x := XMeasures{Measures: m, Attempts: 1, Served: 1 - lossOf(m)}
	if q.FreshLoad > 0 {
		x.Attempts = load / q.FreshLoad
		x.Served = x.Attempts * (1 - lossOf(m))
	}
	switch {
	case math.IsInf(m.MeanWaitSeconds, 1): // the others wait without end
		x.Served = q.Agents / q.FreshLoad
	case q.Retry == 1 && q.FreshLoad > 0 && !math.IsNaN(x.Served): // but for rounding
		x.Served = 1
	}
	return x
}

// AgentsFor returns the least whole number of agents that meets the target, never more than there are lines.
func (q ErlangX) AgentsFor(target Target) Staffing {
	patience := ExponentialPatience{q.PatienceSeconds}
	load := q.FreshLoad
	// At the guess those are lost whose patience is below the wait, which fixes the load of their retries.
	if again := q.Retry * within(patience, target.longestWait(patience)); target.ServiceLevel > 0 && again < 1 {
		load /= 1 - again
	}
	guess := agentsGuess(target, load, patience, q.HandleSeconds, q.Lines)
	return LeastAgents(target, guess, lineLimit(q.Lines), func(agents float64) Measures {
		q.Agents = agents
		return q.Measures(target.AWTSeconds, target.ShortAbandonSeconds).Measures
	})
}

func (q ErlangX) attempts(load float64) MMnM {
	return MMnM{load, q.HandleSeconds, q.PatienceSeconds, q.Agents, q.Lines}
}

// totalLoad solves the fixed point.
func (q ErlangX) totalLoad() float64 {
	if !(q.FreshLoad >= 0) || !(q.Retry >= 0 && q.Retry <= 1) {
		return math.NaN()
	}
	endless := math.IsInf(q.PatienceSeconds, 1) && q.Lines == 0 // nobody is lost, nobody retries
	if q.FreshLoad == 0 || q.Retry == 0 || endless {
		return q.FreshLoad
	}
	excess := func(load float64) float64 {
		return load - q.Retry*load*q.attempts(load).loss() - q.FreshLoad
	}
	// The slope lies between 1 − retry and 1, which bounds the solution from a single point.
	atFresh := excess(q.FreshLoad)
	low, high := q.FreshLoad-atFresh, q.FreshLoad-atFresh/(1-q.Retry)
	if !(atFresh < 0) {
		return q.FreshLoad
	}
	if q.Retry == 1 {
		if q.FreshLoad >= q.Agents {
			return math.Inf(1)
		}
		for high = 2 * q.FreshLoad; excess(high) < 0 && high < 1e12*q.FreshLoad; {
			high *= 2
		}
	}
	return rootWithin(excess, low, high, 2e-14*low)
}

// mostSummed is the number of waiting places up to which a sum over them is faster than integrals.
const mostSummed = 10_000

// loss is lossOf(q.Measures(…)), faster where the waiting places are whole and not too many: with k waiting the queue
// weighs w_k = Π load/(agents + i·leave) for i = 1…k, leave = handle time ÷ patience, and the loss is
// (w_places + leave/load·Σ k·w_k) ÷ (idle + Σ w_k). All terms are positive.
func (q MMnM) loss() float64 {
	places := q.Lines - q.Agents
	leave := q.HandleSeconds / q.PatienceSeconds
	summable := q.Load > 0 && q.Agents >= 1e-12 && leave >= 0 && leave < 1e12 && places == math.Trunc(places)
	if !summable || !(places >= 0 && places <= mostSummed) {
		return lossOf(q.Measures(0, 0))
	}
	weight, sum, waiting, exponent := 1.0, 1.0, 0.0, 0.0
	for k := 1.0; k <= places; k++ {
		ratio := q.Load / (q.Agents + k*leave)
		weight *= ratio
		sum += weight
		waiting += k * weight
		if ratio < 1 && weight < 1e-25*waiting*leave/q.Load { // the rest falls faster than geometrically
			weight = 0
			break
		}
		if sum > 1e200 {
			weight, sum, waiting, exponent = weight*1e-200, sum*1e-200, waiting*1e-200, exponent+200*math.Ln10
		}
	}
	idle := idleOdds(q.Load, q.Agents)
	return (weight + waiting*leave/q.Load) / (idle.mantissa*math.Exp(idle.exponent-exponent) + sum)
}

// lossOf is the share of all arrivals that is blocked or abandons.
func lossOf(m Measures) float64 { return m.Blocking + (1-m.Blocking)*m.Abandonment }

// ExtendedB is Erlang B where the share recall of the blocked contacts tries again (the extended Erlang B model of
// switching practice): it returns the blocking of an attempt and the total load, the one solution of
// total = load + recall·total·B(total, lines).
//
// Special cases as for B; recall = 1 with load ≥ lines gives blocking 1 and total load +Inf.
func ExtendedB(load, lines, recall float64) (blocking, totalLoad float64) {
	if math.IsNaN(B(load, lines)) || !(recall >= 0 && recall <= 1) {
		return math.NaN(), math.NaN()
	}
	if load == 0 {
		return B(load, lines), 0
	}
	// 1 − recall·B without cancellation: where everyone calls again, nearly all calls may be blocked.
	excess := func(total float64) float64 { return total*(1-recall+recall*served(total, lines)) - load }
	high := load / (1 - recall)
	if recall == 1 {
		if load >= lines {
			return 1, math.Inf(1)
		}
		for high = 2 * load; excess(high) < 0; {
			high *= 2
		}
	}
	totalLoad = root(excess, load, high)
	return B(totalLoad, lines), totalLoad
}

// PatienceFromWait estimates the mean patience of customers from what an ACD reports: mean wait of all offered contacts
// divided by the share that abandoned. It is exact for exponential patience in any state of the queue, since each waiting
// customer leaves at the rate 1/patience. Abandonment 0 gives +Inf.
func PatienceFromWait(abandonment, meanWaitSeconds float64) float64 {
	if !(abandonment >= 0 && abandonment <= 1) || !(meanWaitSeconds >= 0) {
		return math.NaN()
	}
	if abandonment == 0 {
		return math.Inf(1)
	}
	return meanWaitSeconds / abandonment
}

// PatienceForAbandonment returns the mean patience with which the queue shows the given abandonment; the queue's own
// patience is ignored. Abandonment falls as patience grows, from its value without patience (with unlimited lines
// B(load, agents)) to the overload that cannot be served; outside that range the answer is 0 or +Inf.
func PatienceForAbandonment(q MMnM, abandonment float64) float64 {
	if !(abandonment >= 0 && abandonment <= 1) {
		return math.NaN()
	}
	return patienceFor(q, func(m Measures) float64 { return abandonment - m.Abandonment })
}

// PatienceForASA returns the mean patience with which answered contacts show the given average speed of answer, for the
// case that abandonments were not counted. ASA grows with patience; the answer is 0 or +Inf outside its range.
func PatienceForASA(q MMnM, asaSeconds float64) float64 {
	if !(asaSeconds >= 0) {
		return math.NaN()
	}
	return patienceFor(q, func(m Measures) float64 { return m.ASASeconds - asaSeconds })
}

// patienceFor finds the patience at which an excess, increasing in patience, is 0.
func patienceFor(q MMnM, excess func(Measures) float64) float64 {
	at := func(logPatience float64) float64 {
		q.PatienceSeconds = math.Exp(logPatience)
		return excess(q.Measures(0, 0))
	}
	low, high := math.Log(q.HandleSeconds*1e-9), math.Log(q.HandleSeconds*1e9)
	atLow, atHigh := at(low), at(high)
	switch {
	case math.IsNaN(atLow) || math.IsNaN(atHigh):
		return math.NaN()
	case atLow >= 0:
		return 0
	case atHigh <= 0:
		return math.Inf(1)
	}
	return math.Exp(root(at, low, high))
}
