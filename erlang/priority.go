package erlang

import (
	"math"
	"slices"
)

// Priorities is the non-preemptive priority queue M/M/n: classes in order of priority, the first served first, first come
// first served within a class; a contact in service is never interrupted; nobody abandons. All classes share one handle
// time distribution, which makes the results exact.
//
// With σ_k = (load of classes 1 … k)/agents, a delayed contact of class k waits E = h/n ÷ ((1 − σ_{k−1})(1 − σ_k)) on
// average. Its wait is a geometric number of busy periods that the classes above it cause (R. H. Davis, "Waiting-time
// distribution of a multi-server, priority queuing system", Operations Research 14, 1966; O. Kella and U. Yechiali,
// "Waiting times in the non-preemptive priority M/M/c queue", Stochastic Models 1, 1985).
//
// In overload the classes with σ_k < 1 still settle, with every agent always busy; the others wait without end. A negative or NaN
// parameter gives NaN for every class, an acceptable waiting time like that for its own class.
type Priorities struct {
	Loads         []float64 // erlangs of each class, highest priority first
	HandleSeconds float64
	Agents        float64
}

// Measures returns the measures of every class, for one acceptable waiting time per class. Occupancy is that of the agents.
// It panics if there are not as many waiting times as classes.
func (q Priorities) Measures(awtSeconds []float64) []Measures {
	if len(awtSeconds) != len(q.Loads) {
		panic("erlang: one awt for each class of priority")
	}
	total := 0.0
	for _, load := range q.Loads {
		total += load
	}
	all := MMn{total, q.HandleSeconds, q.Agents}
	delayed := all.Delayed()
	result := make([]Measures, len(q.Loads))
	above := 0.0
	for k, load := range q.Loads {
		class := priorityClass{services: q.Agents / q.HandleSeconds, above: above / q.Agents, upTo: (above + load) / q.Agents}
		wait := delayed * class.meanSeconds()
		if q.Agents == 0 || !(class.upTo < 1) {
			wait = math.Inf(1)
		}
		level := 1 - delayed*class.longerThan(awtSeconds[k])
		if q.invalid() || !(awtSeconds[k] >= 0) {
			result[k] = notANumber()
			result[k].Load, result[k].Agents = load, q.Agents
			continue
		}
		result[k] = Measures{
			Load: load, Agents: q.Agents, Occupancy: all.Occupancy(), Delayed: delayed,
			ServiceLevels: ServiceLevels{level, level, level, level, level, level},
			ASASeconds:    wait, MeanWaitSeconds: wait, TimeToAbandonSeconds: math.NaN(), QueueLength: load / q.HandleSeconds * wait,
		}
		if load == 0 {
			result[k].QueueLength = 0
		}
		above += load
	}
	return result
}

// invalid tells whether a parameter makes no sense.
func (q Priorities) invalid() bool {
	sensible := func(load float64) bool { return load >= 0 && !math.IsInf(load, 1) }
	return !MMn{0, q.HandleSeconds, q.Agents}.valid() || slices.ContainsFunc(q.Loads, func(load float64) bool { return !sensible(load) })
}

// AgentsFor returns the least whole number of agents with which every class meets its target, and the class that misses
// first with one agent fewer (−1 if none does). It panics if there are not as many targets as classes.
func (q Priorities) AgentsFor(targets []Target) (agents float64, bindingClass int) {
	if len(targets) != len(q.Loads) {
		panic("erlang: one target for each class of priority")
	}
	total, waits := 0.0, make([]float64, len(targets))
	for k, target := range targets {
		if !target.possible() || !(q.Loads[k] >= 0) {
			return math.NaN(), -1
		}
		total += q.Loads[k]
		waits[k] = target.AWTSeconds
	}
	missing := func(agents float64) int {
		q.Agents = agents
		for k, m := range q.Measures(waits) {
			if len(targets[k].Missed(m)) > 0 {
				return k
			}
		}
		return -1
	}
	low, high := -1.0, math.Ceil(total)
	for stride := 1.0; missing(high) >= 0; stride *= 2 {
		if high > maxAgents {
			return math.NaN(), -1
		}
		low, high = high, high+stride
	}
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if missing(middle) >= 0 {
			low = middle
		} else {
			high = middle
		}
	}
	if high == 0 {
		return 0, -1
	}
	return high, missing(high - 1)
}

// priorityClass describes the wait of a delayed contact: above is the occupancy by higher classes, upTo that by higher
// classes and its own, services the completions per second of all agents.
type priorityClass struct{ services, above, upTo float64 }

func (c priorityClass) meanSeconds() float64 {
	return 1 / (c.services * (1 - c.above) * (1 - c.upTo))
}

// longerThan is P(wait > t | delayed). The Laplace transform of the wait is (1 − σ)β/(1 − σβ) with β the transform of
// the M/M/1 busy period of the higher classes. It is inverted exactly: the cut of β gives an integral of exponentials with
// positive weight, and a pole, where there is one, gives one more exponential.
func (c priorityClass) longerThan(seconds float64) float64 {
	switch {
	case math.IsNaN(c.upTo) || math.IsNaN(seconds):
		return math.NaN()
	case c.upTo >= 1:
		return 1
	case c.above == 0:
		return math.Exp(-c.services * (1 - c.upTo) * seconds)
	}
	pole := 0.0
	if c.upTo*c.upTo > c.above {
		weight := (c.upTo*c.upTo - c.above) / (c.upTo * (c.upTo - c.above))
		pole = weight * math.Exp(-c.services*(1-c.upTo)*(1-c.above/c.upTo)*seconds)
	}
	return min(1, pole+c.cut(c.services*seconds))
}

// cut is 2(1−σ)/π ∫₀^π sin²φ ÷ (distance·rate) · e^(−rate·t) dφ with t in units of 1/services,
// rate = 1 + σ' − 2√σ'·cos φ, distance = 1 + r² − 2r·cos φ, r = σ/√σ'.
//
// Where the pole is about to cross the cut (r near 1) the integrand has a narrow dip. Since sin²φ/distance =
// cos²(φ/2)/r · (1 − A/(A+u)), A = (1−r)², u = 4r·sin²(φ/2), the dip is a Poisson kernel, whose product with the first two
// Taylor terms of the rest is integrated in closed form.
func (c priorityClass) cut(time float64) float64 {
	root := math.Sqrt(c.above)
	r, slowest := c.upTo/root, (1-root)*(1-root)
	square := (1 - r) * (1 - r)
	smooth := func(half float64) float64 { // of half = sin²(φ/2)
		rate := slowest + 4*root*half
		return (1 - half) / rate * math.Exp(-rate*time)
	}
	scale := 2 * (1 - c.upTo) / (math.Pi * r)
	if math.Abs(1-r) > 0.02 {
		// Beyond, the integrand is e^−60 of its value at the start.
		return scale * periodicIntegral(15/(root*time), func(half float64) float64 {
			u := 4 * r * half
			return smooth(half) * u / (square + u)
		})
	}
	first := smooth(0)
	second := -first * (1 + 4*root*time + 4*root/slowest) / (4 * r)
	rest := periodicIntegral(1, func(half float64) float64 {
		u := 4 * r * half
		value := smooth(half)
		if square == 0 {
			return value
		}
		return value - (value-first-second*u)*square/(square+u)
	})
	kernel := math.Pi * math.Abs(1-r) / (1 + r)
	return scale * (rest - first*kernel - second*square*(math.Pi-kernel))
}

// periodicIntegral is ∫₀^π f(sin²(φ/2)) dφ by the trapezoidal rule, which converges geometrically for an analytic periodic
// function; its points are doubled until two results agree. Those with sin²(φ/2) > last are taken as 0.
func periodicIntegral(last float64, f func(half float64) float64) float64 {
	sum := (f(0) + f(1)) / 2
	previous := math.Pi * sum
	for points := 1; points < 1<<17; points *= 2 {
		seen := 0
		for k := 1; k < 2*points; k += 2 {
			sine := math.Sin(math.Pi / 4 * float64(k) / float64(points))
			if sine*sine > last {
				break
			}
			sum += f(sine * sine)
			seen++
		}
		value := math.Pi * sum / float64(2*points)
		if seen >= 16 && math.Abs(value-previous) <= 1e-14*math.Abs(value) {
			return value
		}
		previous = value
	}
	return previous
}
