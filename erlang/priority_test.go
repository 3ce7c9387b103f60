package erlang

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"testing"
)

// The wait of a delayed contact, from the process itself: those ahead of it, a geometric number, are served at the rate of
// all agents while contacts of higher classes keep joining ahead; solved by uniformisation. The package inverts a Laplace
// transform instead.
func TestPriorityWaitAgainstUniformisation(t *testing.T) {
	for _, c := range []priorityClass{{1, 0.3, 0.8}, {1, 0.5, 0.6}, {1, 0.25, 0.5}, {1, 0.25, 0.5001}, {1, 0.64, 0.8}, {1, 0.1, 0.95}, {1, 0, 0.7}, {1, 0.2, 0.2}} {
		const states = 1500
		ahead := make([]float64, states)
		for j := range states - 1 {
			ahead[j+1] = (1 - c.upTo) * math.Pow(c.upTo, float64(j))
		}
		process := markov{rate: c.services * (1 + c.above), step: func(from, to []float64) {
			clear(to)
			up, down := c.above/(1+c.above), 1/(1+c.above)
			to[0] = from[0]
			for j := 1; j < states; j++ {
				to[j-1] += down * from[j]
				to[min(j+1, states-1)] += up * from[j]
			}
		}}
		for _, seconds := range []float64{0.5, 2, 10, 40} {
			next := append([]float64(nil), ahead...)
			process.advance(next, nil, seconds)
			if want := sumOf(next[1:]); want > 1e-9 {
				near(t, "P(wait > t)", c.longerThan(seconds), want, 1e-9)
			}
		}
		near(t, "P(wait > 0)", c.longerThan(0), 1, 1e-12)
	}
}

// Work conservation: without regard to class, contacts wait as in Erlang C, so that the waits of the classes weighted by their
// load average to its ASA. Kleinrock's conservation law.
func TestPrioritiesConserveWaiting(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 11))
	for range 50 {
		q := Priorities{HandleSeconds: 180, Agents: float64(3 + random.IntN(50))}
		total, weighted := 0.0, 0.0
		for range 2 + random.IntN(4) {
			q.Loads = append(q.Loads, 0.24*q.Agents*random.Float64())
		}
		for _, load := range q.Loads {
			total += load
		}
		for k, m := range q.Measures(make([]float64, len(q.Loads))) {
			weighted += q.Loads[k] / total * m.ASASeconds
		}
		if total < q.Agents {
			near(t, "mean wait of all classes", weighted, MMn{total, 180, q.Agents}.ASASeconds(), 1e-11)
		}
	}
	one := Priorities{[]float64{10}, 180, 14}.Measures([]float64{20})[0]
	near(t, "one class is Erlang C", one.ServiceLevels.AnsweredOnly, MMn{10, 180, 14}.ServiceLevel(20), 1e-12)
}

// A simulated queue of three classes (M/M/4). 400 000 contacts, in which one wait depends on the next for about a
// hundred contacts: the standard error of a class's service level is below 0.004, of its ASA below 3 %. Limits at 4 of these; six
// comparisons fail a right program in 1 of 2 500 runs; the seed is fixed.
func TestPrioritiesAgainstSimulation(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 13))
	q := Priorities{Loads: []float64{1, 1.2, 1.2}, HandleSeconds: 100, Agents: 4}
	const contacts, awt = 400_000, 30
	var waiting [3][]float64 // arrival times
	var busy endings
	var served, inTime [3]float64
	var waits [3]float64
	now, next := 0.0, 0.0
	serve := func(class int, arrived float64) {
		heap.Push(&busy, now+random.ExpFloat64()*q.HandleSeconds)
		served[class]++
		waits[class] += now - arrived
		if now-arrived <= awt {
			inTime[class]++
		}
	}
	for range contacts {
		next += random.ExpFloat64() * q.HandleSeconds / 3.4
		for len(busy) > 0 && busy[0] <= next {
			now = heap.Pop(&busy).(float64)
			for class := range waiting {
				if len(waiting[class]) > 0 {
					arrived := waiting[class][0]
					waiting[class] = waiting[class][1:]
					serve(class, arrived)
					break
				}
			}
		}
		now = next
		class := 0
		for pick := random.Float64() * 3.4; class < 2 && pick >= q.Loads[class]; class++ {
			pick -= q.Loads[class]
		}
		if len(busy) < int(q.Agents) {
			serve(class, now)
		} else {
			waiting[class] = append(waiting[class], now)
		}
	}
	for k, m := range q.Measures([]float64{awt, awt, awt}) {
		if got := inTime[k] / served[k]; math.Abs(got-m.ServiceLevels.AbandonsNegative) > 0.016 {
			t.Errorf("class %d: service level %v simulated, %v by formula", k, got, m.ServiceLevels.AbandonsNegative)
		}
		if got := waits[k] / served[k]; math.Abs(got/m.ASASeconds-1) > 0.12 {
			t.Errorf("class %d: ASA %v simulated, %v by formula", k, got, m.ASASeconds)
		}
	}
}

func TestPrioritiesInOverload(t *testing.T) {
	measures := Priorities{[]float64{2, 3, 1}, 100, 4}.Measures([]float64{20, 20, 20})
	near(t, "the first class settles", measures[0].ASASeconds, 100./4/(1-0.5), 1e-12)
	if !math.IsInf(measures[1].ASASeconds, 1) || measures[2].ServiceLevels.AbandonsNegative != 0 {
		t.Errorf("classes beyond the agents' capacity: %+v", measures[1:])
	}
	agents, class := Priorities{Loads: []float64{2, 8}, HandleSeconds: 180}.AgentsFor([]Target{{ServiceLevel: 0.9, AWTSeconds: 10}, {ServiceLevel: 0.8, AWTSeconds: 30}})
	if agents != 14 || class != 0 {
		t.Errorf("%v agents, class %d binds", agents, class)
	}
}

// The integral over the cut by brute force, the trapezoidal rule with 100 000 points as it stands in the comment, for waits from short to so
// long that only a narrow part of the cut still counts.
func TestPriorityCutByBruteForce(t *testing.T) {
	for _, c := range []priorityClass{{1, 0.3, 0.8}, {1, 0.5, 0.55}, {1, 0.25, 0.7}, {1, 0.64, 0.815}, {1, 0.9, 0.99}, {1, 0.1, 0.2}} {
		root := math.Sqrt(c.above)
		r := c.upTo / root
		for _, time := range []float64{0, 0.1, 1, 10, 100, 1000, 4000} {
			const points = 100_000
			sum := 0.0
			for k := range points {
				phi := math.Pi * (float64(k) + 0.5) / points
				sine, half := math.Sin(phi), math.Sin(phi/2)
				// 1 − cos φ = 2 sin²(φ/2) in both factors, without cancellation.
				rate, distance := (1-root)*(1-root)+4*root*half*half, (1-r)*(1-r)+4*r*half*half
				sum += sine * sine / (distance * rate) * math.Exp(-rate*time)
			}
			if want := 2 * (1 - c.upTo) / points * sum; want > 1e-280 {
				near(t, "cut", c.cut(time), want, 1e-11)
			}
		}
	}
}
