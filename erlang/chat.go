package erlang

import "math"

// Chat is a queue whose agents hold several contacts at once. With k contacts in hand each of them runs at
// 1/(1 + Slowdown·(k − 1)) of its speed alone, so that an agent completes k/(1 + Slowdown·(k − 1)) contacts in a handle time.
// New contacts go to the agents with the fewest in hand.
//
// The number of contacts in the centre is taken as a birth–death process in which the contacts in hand are spread evenly
// over the agents, and solved exactly; waiting is that of MMnM at the completion rate of full agents. The even spread is the
// one simplification: departures leave agents uneven until the next arrivals, and uneven agents complete a little less. It
// makes no difference with one slot or without slowdown. Error of delay and queue against the process of all agents, in
// which each has its own contacts (a test computes it):
//
//	agents × slots   slowdown   load   delayed and queue length
//	2 × 2            15 %       2.5    −0.7 %
//	2 × 3            15 %       3.5    −0.9 %
//	4 × 3            15 %       8      −1.2 %
//	4 × 3            30 %       6      −3.6 %
//	5 × 3            50 %       7      −4.5 %
//
// Special cases: Slots = 1 is MMnM; PatienceSeconds = +Inf with a load that the full agents cannot carry waits without end;
// zero agents as in MMnM.
type Chat struct {
	Load            float64 // erlangs at the pace of a contact handled alone
	HandleSeconds   float64 // mean handle time of a contact handled alone
	PatienceSeconds float64 // mean; +Inf: nobody leaves
	Slots           int     // contacts that an agent holds at most
	Slowdown        float64 // per further contact in hand
	Agents          int
	Lines           int // 0: no limit
}

// ChatMeasures adds to the measures what concurrency does. Occupancy is the share of agents with at least one contact in hand.
type ChatMeasures struct {
	Measures
	Concurrency         float64 // mean contacts in hand of an agent who has any
	EffectiveHandleTime float64 // seconds from answer to end, slowed down by concurrency
}

// Measures returns the measures for an acceptable waiting time and a bound of short abandonments.
func (q Chat) Measures(awtSeconds, shortAbandonSeconds float64) ChatMeasures {
	single := MMnM{q.Load, q.HandleSeconds, q.PatienceSeconds, float64(q.Agents), float64(q.Lines)}
	valid := q.Slots >= 1 && q.Agents >= 0 && q.Lines >= 0 && q.Slowdown >= 0 && q.PatienceSeconds >= 0 && q.HandleSeconds > 0 &&
		!math.IsInf(q.HandleSeconds, 1) && awtSeconds >= 0 && shortAbandonSeconds >= 0
	if !valid {
		return ChatMeasures{notANumber(), math.NaN(), math.NaN()}
	}
	if q.Agents == 0 || q.Load == 0 || !(q.Load > 0) || math.IsInf(q.Load, 1) {
		return ChatMeasures{single.Measures(awtSeconds, shortAbandonSeconds), math.NaN(), math.NaN()}
	}
	full := q.completions(q.Agents * q.Slots) // contacts per handle time
	var m Measures
	if math.IsInf(q.PatienceSeconds, 1) && q.Lines == 0 && q.Load >= full {
		m = MMnG{q.Load, q.HandleSeconds, ExponentialPatience{q.PatienceSeconds}, float64(q.Agents), 0}.withoutEnd(awtSeconds, shortAbandonSeconds)
		m.Load, m.Agents = q.Load, float64(q.Agents)
		return ChatMeasures{m, float64(q.Slots), q.HandleSeconds * q.pace(q.Slots)}
	}
	places := q.Agents * q.Slots
	line := waitingLine{
		arrivals: q.Load / q.HandleSeconds, services: full / q.HandleSeconds, drift: (full - q.Load) / q.HandleSeconds,
		places: math.Inf(1), patience: ExponentialPatience{q.PatienceSeconds}, step: q.HandleSeconds / max(1, full),
	}
	if q.Lines > 0 {
		places = min(places, q.Lines)
		line.places = float64(q.Lines - places)
	}
	states := q.below(places)
	line.idle = states.weight
	f := line.flow(awtSeconds, shortAbandonSeconds)
	m = f.measures(line.arrivals)
	m.Load, m.Agents = q.Load, float64(q.Agents)

	someoneFree := 1 - f.delayed*(1-f.blocked) - f.blocked // share of time
	inHand := someoneFree*states.contacts + (1-someoneFree)*float64(places)
	busy := someoneFree*states.busy + (1-someoneFree)*float64(min(places, q.Agents))
	m.Occupancy = min(1, busy/float64(q.Agents))
	return ChatMeasures{m, inHand / busy, inHand / (line.arrivals * (1 - f.blocked) * f.answered)}
}

// AgentsFor returns the least number of agents that meets the target.
func (q Chat) AgentsFor(target Target) Staffing {
	limit := maxAgents / float64(max(1, q.Slots))
	if q.Lines > 0 {
		limit = float64(q.Lines)
	}
	guess := agentsGuess(target, q.Load, ExponentialPatience{q.PatienceSeconds}, q.HandleSeconds, 0) * q.pace(q.Slots) / float64(max(1, q.Slots))
	return LeastAgents(target, guess, limit, func(agents float64) Measures {
		q.Agents = int(agents)
		return q.Measures(target.AWTSeconds, target.ShortAbandonSeconds).Measures
	})
}

// pace is by how much k contacts in hand stretch each other.
func (q Chat) pace(k int) float64 { return 1 + q.Slowdown*float64(k-1) }

// completions is the number of contacts completed per handle time with the given number in hand, evenly spread.
func (q Chat) completions(inHand int) float64 {
	each, extra := inHand/q.Agents, inHand%q.Agents
	rate := float64(extra*(each+1)) / q.pace(each+1)
	if each > 0 {
		rate += float64((q.Agents-extra)*each) / q.pace(each)
	}
	return rate
}

// chatStates summarises the states with a free slot.
type chatStates struct {
	weight   scaled  // relative to the state with every slot taken and nobody waiting
	contacts float64 // mean contacts in hand, given a free slot
	busy     float64 // mean agents with a contact in hand, given a free slot
}

// below sums the states 0 … places − 1 downwards from the full one by the balance equations, and stops where the rest
// no longer matters. Below Slowdown 1 the weights rise while completions exceed the load and then only fall.
func (q Chat) below(places int) chatStates {
	var sum, contacts, busy, exponent float64
	term := 1.0
	for inHand := places; inHand > 0; inHand-- {
		ratio := q.completions(inHand) / q.Load
		term *= ratio
		sum += term
		contacts += term * float64(inHand-1)
		busy += term * float64(min(inHand-1, q.Agents))
		if ratio < 1 && q.Slowdown <= 1 && term < sum*1e-18 {
			break
		}
		if term > 1e200 {
			exponent += math.Log(term)
			sum, contacts, busy, term = sum/term, contacts/term, busy/term, 1
		}
	}
	return chatStates{scaled{sum, exponent}, contacts / sum, busy / sum}
}
