package erlang

import (
	"math"
	"math/rand/v2"
	"testing"
)

// randomQueue draws a queue of any size: load, handle time and patience spread over orders of magnitude.
func randomQueue(random *rand.Rand) MMnM {
	spread := func(low, high float64) float64 {
		return low * math.Exp(random.Float64()*math.Log(high/low))
	}
	load := spread(0.01, 1e5)
	q := MMnM{Load: load, HandleSeconds: spread(1, 5000), PatienceSeconds: spread(0.1, 1e5)}
	q.Agents = math.Ceil(load * spread(0.5, 1.5))
	if random.IntN(3) == 0 {
		q.Lines = q.Agents + float64(random.IntN(200))
	}
	return q
}

// More agents, less load and shorter handle times serve better; every measure is a probability or a time.
func TestMonotone(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const slack = 1 + 1e-9
	for range 1000 {
		q := randomQueue(random)
		m := q.Measures(20, 5)
		for _, p := range []float64{m.Occupancy, m.Delayed, m.Abandonment, m.Blocking, m.ServiceLevels.AbandonsNegative, m.ServiceLevels.AbandonsIgnored,
			m.ServiceLevels.AbandonsPositive, m.ServiceLevels.ShortAbandonsExcluded, m.ServiceLevels.ShortAbandonsCredited, m.ServiceLevels.AnsweredOnly} {
			if !(p >= 0 && p <= slack) {
				t.Errorf("%+v: %v is no probability", q, p)
			}
		}
		more := q
		more.Agents++
		better := more.Measures(20, 5)
		worse := func(name string, less, than float64) {
			if !(less <= than*slack+1e-15) {
				t.Errorf("%+v: one agent more raises %s from %v to %v", q, name, than, less)
			}
		}
		worse("occupancy", better.Occupancy, m.Occupancy)
		if q.PatienceSeconds >= q.HandleSeconds { // otherwise a place in the queue is vacated sooner than one with an agent
			worse("blocking", better.Blocking, m.Blocking)
		}
		if q.Lines == 0 { // with few lines an agent more lets more contacts in
			worse("delayed", better.Delayed, m.Delayed)
			worse("abandonment", better.Abandonment, m.Abandonment)
			worse("mean wait", better.MeanWaitSeconds, m.MeanWaitSeconds)
			worse("1 − service level", 1-better.ServiceLevels.AbandonsNegative, 1-m.ServiceLevels.AbandonsNegative)
		}
		busier := q
		busier.Load *= 1.01
		worse("blocking by less load", m.Blocking, busier.Measures(20, 5).Blocking)
		// Little's law and the balance of flows.
		if m.Delayed < 1e-290 {
			continue // too near to the smallest numbers for a relative comparison
		}
		near(t, "waiting = abandoned × patience", m.MeanWaitSeconds, m.Abandonment*q.PatienceSeconds, 1e-9)
		near(t, "carried load", m.Occupancy*q.Agents, q.Load*(1-m.Blocking)*(1-m.Abandonment), 1e-9)
	}
}

// A lies between B and C: with vanishing patience it is B, with endless patience C.
func TestLimitsOfPatience(t *testing.T) {
	for _, n := range []float64{1, 7, 100, 3000, 1e5, 1e6} {
		load := n - 0.7*math.Sqrt(n)
		impatient := MMnM{load, 60, 1e-7, n, 0}.Measures(20, 5)
		near(t, "abandonment without patience", impatient.Abandonment, B(load, n), 2e-3*math.Sqrt(n)*1e-3+1e-6)
		patient := MMnM{load, 60, 1e13, n, 0}.Measures(20, 5)
		near(t, "delay with patience", patient.Delayed, C(load, n), 1e-6)
		near(t, "wait with patience", patient.ASASeconds, MMn{load, 60, n}.ASASeconds(), 1e-6)
		filled := MMnM{load, 60, math.Inf(1), n, n}.Measures(20, 5)
		near(t, "blocking without places", filled.Blocking, B(load, n), 1e-12)
	}
}

// M/M/n/lines without abandonment has geometric weights.
func TestLinesWithoutAbandonment(t *testing.T) {
	for _, q := range []MMnM{{8, 60, math.Inf(1), 10, 15}, {20, 60, math.Inf(1), 10, 40}, {10, 60, math.Inf(1), 10, 11}} {
		inverse := 1 / B(q.Load, q.Agents)
		rho, total, queue := q.Load/q.Agents, inverse, 0.0
		weight := 1.0
		for k := 1.0; k <= q.Lines-q.Agents; k++ {
			weight *= rho
			total += weight
			queue += k * weight
		}
		m := q.Measures(20, 5)
		near(t, "blocking", m.Blocking, weight/total, 1e-12)
		near(t, "queue length", m.QueueLength, queue/total, 1e-12)
		near(t, "abandonment", m.Abandonment, 0, 0)
	}
}

// The continuous extension meets the recurrence 1/B(x+1) = 1 + (x+1)/a·1/B(x) at every real number of lines, and its own
// integral definition.
func TestContinuousB(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		load, lines := math.Exp(random.Float64()*14-4), math.Exp(random.Float64()*14-4)
		if blocking := B(load, lines); blocking > 1e-290 {
			near(t, "recurrence", 1/B(load, lines+1), 1+(lines+1)/load/blocking, 2e-12)
		}
	}
	for _, c := range [][2]float64{{0.3, 0.2}, {2, 0.7}, {5, 3.3}, {30, 24.9}, {18, 30.1}} {
		load, lines := c[0], c[1]
		density := logConcave{
			logDensity: func(t float64) float64 { return -load*t + lines*math.Log1p(t) },
			slope:      func(t float64) float64 { return -load + lines/(1+t) },
			step:       1 / load,
			breaks:     []float64{0.5, 2, 8, 32, 128},
		}
		density.from = func(origin float64) func(float64) float64 {
			return func(t float64) float64 { return density.logDensity(t) - density.logDensity(origin) }
		}
		density.weights = func(float64) [moments]float64 { return [moments]float64{load} }
		integral := density.integrate(0, math.Inf(1))
		near(t, "integral", math.Exp(-integral.exponent)/integral.sums[0], B(load, lines), 1e-12)
	}
}

// The documented special cases; nothing panics and nothing hangs, whatever the numbers.
func TestTotal(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct{ got, want float64 }{
		{B(0, 0), 1}, {B(0, 5), 0}, {B(5, 0), 1}, {B(inf, 5), 1}, {B(5, inf), 0}, {B(-1, 5), nan}, {B(5, -1), nan}, {B(nan, 5), nan},
		{C(0, 5), 0}, {C(5, 5), 1}, {C(6, 5), 1}, {C(0, 0), 1}, {C(-1, 5), nan}, {C(1, nan), nan},
		{LogB(1, 1e6), -12815519.384658},
		{MMn{0, 60, 5}.ASASeconds(), 0}, {MMn{6, 60, 5}.ASASeconds(), inf}, {MMn{6, 60, 5}.ServiceLevel(20), 0}, {MMn{0, 60, 5}.ServiceLevel(0), 1},
		{MMn{4, 60, 5}.WaitQuantileSeconds(0.1), 0}, {MMn{6, 60, 5}.WaitQuantileSeconds(0.1), inf}, {MMn{4, 60, 5}.WaitQuantileSeconds(1), inf},
		{MMn{0, 60, 5}.WaitQuantileSeconds(1), 0}, {MMn{4, 60, inf}.WaitQuantileSeconds(1), 0}, {MMn{1, 60, 500}.WaitQuantileSeconds(1), inf},
		{LinesForBlocking(10, 0), inf}, {LinesForBlocking(10, 1), 0}, {LinesForBlocking(0, 0.5), 1}, {LoadForBlocking(5, 0), 0}, {LoadForBlocking(5, 1), inf},
		{PatienceFromWait(0, 10), inf}, {PatienceFromWait(0.1, 12), 120},
	} {
		near(t, "special case", c.got, c.want, 1e-9)
	}
	nobody := MMnM{10, 60, 120, 0, 0}.Measures(20, 5)
	if nobody.Abandonment != 1 || nobody.Delayed != 1 || !math.IsNaN(nobody.ASASeconds) || nobody.MeanWaitSeconds != 120 || nobody.QueueLength != 20 {
		t.Errorf("without agents: %+v", nobody)
	}
	if none := (MMn{Load: 10, HandleSeconds: 60}).AgentsFor(Target{ServiceLevel: 1, AWTSeconds: 20}); none.OK() {
		t.Errorf("service level 1 with %v agents", none.Agents)
	}
	values := []float64{nan, -1, 0, 1e-300, 0.01, 0.5, 1, 3, 20, 1e3, 1e6, 1e12, inf}
	for _, load := range values {
		for _, agents := range values {
			B(load, agents)
			LogC(load, agents)
			MMn{load, 60, agents}.Measures(20)
			for _, patience := range values {
				for _, lines := range []float64{0, 1, 30} {
					m := MMnM{load, 60, patience, agents, lines}.Measures(20, 5)
					if invalid := !(load >= 0 && agents >= 0 && patience >= 0); invalid != math.IsNaN(m.Delayed) && !math.IsInf(load, 1) {
						t.Errorf("load %v, agents %v, patience %v, lines %v: %+v", load, agents, patience, lines, m)
					}
				}
			}
		}
	}
}

// The least number of agents for random targets, checked one agent below.
func TestLeastAgents(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 150 {
		q := randomQueue(random)
		q.Lines = 0
		target := Target{ServiceLevel: 0.5 + 0.49*random.Float64(), AWTSeconds: 60 * random.Float64(), ShortAbandonSeconds: 5}
		target.Definition = Definitions()[random.IntN(6)]
		if random.IntN(2) == 0 {
			target.Abandonment = 0.02 + 0.1*random.Float64()
		}
		if random.IntN(2) == 0 {
			target.Occupancy = 0.5 + 0.4*random.Float64()
		}
		answer := q.AgentsFor(target)
		q.Agents = answer.Agents
		if !answer.OK() || len(target.Missed(q.Measures(target.AWTSeconds, 5))) > 0 {
			t.Fatalf("%+v: %v agents miss %+v", q, answer.Agents, target)
		}
		q.Agents--
		if missed := target.Missed(q.Measures(target.AWTSeconds, 5)); q.Agents >= 0 && (len(missed) == 0 || len(missed) != len(answer.Binding) || missed[0] != answer.Binding[0]) {
			t.Errorf("%+v: one agent fewer misses %v, binding is %v", q, missed, answer.Binding)
		}
		fraction := q.FractionalAgentsFor(target)
		if !(fraction.Agents <= answer.Agents && fraction.Agents > answer.Agents-1.000001) {
			t.Errorf("fractional agents %v, whole %v", fraction.Agents, answer.Agents)
		}
	}
}

func TestLargestLoad(t *testing.T) {
	target := Target{ServiceLevel: 0.8, AWTSeconds: 20}
	for _, agents := range []float64{1, 14, 300} {
		load := LargestLoad(target, func(load float64) Measures { return MMn{load, 180, agents}.Measures(20) })
		near(t, "service level at the largest load", MMn{load, 180, agents}.ServiceLevel(20), 0.8, 1e-9)
	}
}
