package erlang

import (
	"math"
	"math/big"
)

// The referees compute with hundreds of bits from the definitions (sums over states), a way that shares nothing with the
// package's asymptotic expansions and integrals.

// arithmetic is big.Float arithmetic of one precision.
type arithmetic struct{ bits uint }

func (m arithmetic) of(x float64) *big.Float { return new(big.Float).SetPrec(m.bits).SetFloat64(x) }
func (m arithmetic) add(x, y *big.Float) *big.Float {
	return new(big.Float).SetPrec(m.bits).Add(x, y)
}
func (m arithmetic) sub(x, y *big.Float) *big.Float {
	return new(big.Float).SetPrec(m.bits).Sub(x, y)
}
func (m arithmetic) mul(x, y *big.Float) *big.Float {
	return new(big.Float).SetPrec(m.bits).Mul(x, y)
}
func (m arithmetic) div(x, y *big.Float) *big.Float {
	return new(big.Float).SetPrec(m.bits).Quo(x, y)
}

// exp is e^x by its Taylor series after halving the argument.
func (m arithmetic) exp(x *big.Float) *big.Float {
	value, _ := x.Float64()
	halvings := max(0, int(math.Log2(math.Abs(value)+1))+8)
	small := new(big.Float).SetPrec(m.bits+64).SetMantExp(x, -halvings)
	wide := arithmetic{m.bits + 64}
	sum, term := wide.of(1), wide.of(1)
	for k := 1.0; term.Sign() != 0 && term.MantExp(nil) > -int(m.bits)-64; k++ {
		term = wide.div(wide.mul(term, small), wide.of(k))
		sum = wide.add(sum, term)
	}
	for range halvings {
		sum = wide.mul(sum, sum)
	}
	return new(big.Float).SetPrec(m.bits).Set(sum)
}

// logOf is the natural logarithm of a positive number of any size.
func logOf(x *big.Float) float64 {
	mantissa := new(big.Float)
	exponent := x.MantExp(mantissa)
	value, _ := mantissa.Float64()
	return math.Log(value) + float64(exponent)*math.Ln2
}

// inverseB is 1/B = Σ n!/(n−k)!/a^k by the recurrence over lines.
func (m arithmetic) inverseB(load float64, lines int) *big.Float {
	one, perLoad := m.of(1), m.div(m.of(1), m.of(load))
	inverse := m.of(1)
	next := new(big.Float).SetPrec(m.bits)
	for k := 1; k <= lines; k++ {
		next.SetInt64(int64(k))
		next.Mul(next, perLoad)
		inverse.Mul(inverse, next)
		if inverse.MantExp(nil) < 2*int(m.bits) { // beyond, 1 is nothing and adding it costs time
			inverse.Add(inverse, one)
		}
	}
	return inverse
}

// erlangA holds the referee's results for M/M/n+M.
type erlangA struct {
	delayed, answered, answeredInAWT, abandonedInAWT, answeredWait, queue, blocking *big.Float
}

// erlangA sums over the number k of contacts that an arrival finds waiting. In units x = nμ/θ and q = e^(−θT), the virtual wait
// V of that arrival has e^(−θV) ~ Beta(x, k+1), so that
//
//	P(answered | k) = x/(x+k+1),  P(answered within T | k) = x/(x+k+1)·(1 − I_q(x+1, k+1)),
//	E[V; answered | k] = x/(x+k+1)·Σ_{j≤k+1} 1/(θ(x+j)),  P(still waiting at T | k) = q·I_q(x, k+1),
//
// with I_q(x, k+1) = q^x Σ_{j≤k} (1−q)^j Π_{i≤j} (x+i−1)/i.
func (m arithmetic) erlangA(q MMnM, awtSeconds float64) erlangA {
	theta := m.div(m.of(q.HandleSeconds), m.of(q.PatienceSeconds)) // per handle time
	awt := m.div(m.of(awtSeconds), m.of(q.HandleSeconds))
	x := m.div(m.of(q.Agents), theta)
	decay := m.mul(theta, awt)
	stay := m.exp(new(big.Float).Neg(decay)) // q
	gone := m.sub(m.of(1), stay)
	lowerX := m.exp(new(big.Float).Neg(m.mul(decay, x))) // q^x (1−q)^j Π (x+i−1)/i
	lowerNext := m.mul(lowerX, stay)                     // the same for x+1
	betaX, betaNext := m.of(0), m.of(0)
	harmonic := m.of(0)
	weight := m.of(1)
	r := erlangA{m.of(0), m.of(0), m.of(0), m.of(0), m.of(0), m.of(0), m.of(0)}
	places := math.Inf(1)
	if q.Lines > 0 {
		places = q.Lines - q.Agents
	}
	one := m.of(1)
	add := func(sum **big.Float, value *big.Float) { *sum = m.add(*sum, m.mul(weight, value)) }
	for k := 0.0; ; k++ {
		add(&r.queue, m.of(k))
		if k == places {
			r.blocking = weight
			break
		}
		next := m.add(x, m.of(k+1))
		harmonic = m.add(harmonic, m.div(one, m.mul(theta, next)))
		betaX, betaNext = m.add(betaX, lowerX), m.add(betaNext, lowerNext)
		share := m.div(x, next)
		inTime := m.mul(share, m.sub(one, betaNext))
		add(&r.delayed, one)
		add(&r.answered, share)
		add(&r.answeredInAWT, inTime)
		add(&r.abandonedInAWT, m.sub(m.sub(one, inTime), m.mul(stay, betaX)))
		add(&r.answeredWait, m.mul(share, harmonic))
		lowerX = m.div(m.mul(m.mul(lowerX, gone), m.add(x, m.of(k))), m.of(k+1))
		lowerNext = m.div(m.mul(m.mul(lowerNext, gone), next), m.of(k+1))
		weight = m.div(m.mul(weight, m.of(q.Load)), m.add(m.of(q.Agents), m.mul(m.of(k+1), theta)))
		if load, _ := m.sub(m.of(q.Load), m.add(m.of(q.Agents), m.mul(m.of(k+1), theta))).Float64(); load < 0 &&
			weight.MantExp(nil) < r.delayed.MantExp(nil)-150 {
			break
		}
	}
	idle := m.sub(m.inverseB(q.Load, int(q.Agents)), one)
	offered := m.add(idle, r.delayed)
	all := m.add(offered, r.blocking)
	r.queue = m.div(r.queue, all)
	r.blocking = m.div(r.blocking, all)
	r.answeredWait = m.mul(m.div(r.answeredWait, m.add(idle, r.answered)), m.of(q.HandleSeconds))
	r.delayed = m.div(r.delayed, offered)
	r.answered = m.div(m.add(idle, r.answered), offered)
	r.answeredInAWT = m.div(m.add(idle, r.answeredInAWT), offered)
	r.abandonedInAWT = m.div(r.abandonedInAWT, offered)
	return r
}
