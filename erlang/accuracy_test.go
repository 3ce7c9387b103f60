package erlang

import (
	"flag"
	"fmt"
	"math"
	"math/big"
	"testing"
)

var showErrors = flag.Bool("errors", false, "print the measured errors for the tables above the functions")

// worst remembers the largest relative error by column and row of an accuracy table.
type worst struct {
	keys   []string
	errors map[string]float64
}

func (w *worst) note(key string, got, want float64) {
	if w.errors == nil {
		w.errors = map[string]float64{}
	}
	if _, seen := w.errors[key]; !seen {
		w.keys = append(w.keys, key)
	}
	relative := math.Abs(got-want) / math.Abs(want)
	if got == want {
		relative = 0
	}
	w.errors[key] = max(w.errors[key], relative)
}

func (w *worst) show(t *testing.T) {
	if *showErrors {
		for _, key := range w.keys {
			t.Logf("%-40s %.1e", key, w.errors[key])
		}
	}
}

// loads from 0.01 to 1.5·n, with the neighbourhood of n well covered.
func accuracyLoads(n float64) []float64 {
	root := math.Sqrt(n)
	loads := []float64{0.01, 0.1 * n, 0.29 * n, 0.31 * n, 0.7 * n, n - 5*root, n - root, 0.999 * n, n, n + 0.5*root, n + 3*root, 1.2 * n, 1.5 * n}
	var valid []float64
	for _, load := range loads {
		if load >= 0.01 {
			valid = append(valid, load)
		}
	}
	return valid
}

// Relative error at most 1e-12 for B and C, of their logarithm where they are below 1e-300.
func TestAccuracyBC(t *testing.T) {
	m := arithmetic{128}
	var errors worst
	for _, n := range []int{1, 2, 5, 10, 16, 19, 20, 21, 35, 100, 1000, 10_000, 100_000} {
		agents := float64(n)
		loads := accuracyLoads(agents)
		if n == 100_000 { // the referee needs a step for each line
			loads = []float64{0.01, 0.9 * agents, agents - 37*math.Sqrt(agents), agents, 1.5 * agents}
		}
		for _, load := range loads {
			inverse := m.inverseB(load, n)
			row := fmt.Sprintf("n = %d", n)
			logB := -logOf(inverse)
			if logB < math.Log(1e-300) {
				errors.note("LogB "+row, LogB(load, agents), logB)
			} else {
				exact, _ := m.div(m.of(1), inverse).Float64()
				errors.note("B "+row, B(load, agents), exact)
			}
			if load >= agents {
				continue
			}
			// 1/C = 1 + (1 − ρ)(1/B − 1)
			idle := m.div(m.sub(m.of(agents), m.of(load)), m.of(agents))
			inverseC := m.add(m.of(1), m.mul(idle, m.sub(inverse, m.of(1))))
			if logC := -logOf(inverseC); logC < math.Log(1e-300) {
				errors.note("LogC "+row, LogC(load, agents), logC)
			} else {
				exact, _ := m.div(m.of(1), inverseC).Float64()
				errors.note("C "+row, C(load, agents), exact)
			}
		}
	}
	errors.show(t)
	for _, key := range errors.keys {
		if !(errors.errors[key] <= 1e-12) {
			t.Errorf("%s: relative error %.1e", key, errors.errors[key])
		}
	}
}

// Relative error at most 1e-10 for every measure of Erlang A, with and without a limit on lines; in fact about 1e-13.
func TestAccuracyA(t *testing.T) {
	var errors worst
	check := func(q MMnM, bits uint) {
		const awt = 20
		exact := arithmetic{bits}.erlangA(q, awt)
		m := q.Measures(awt, 5)
		row := fmt.Sprintf("n = %v", q.Agents)
		if q.Lines > 0 {
			row += " with lines"
		}
		note := func(name string, got float64, want *big.Float) {
			value, _ := want.Float64()
			if math.Abs(value) >= 1e-300 {
				errors.note(name+" "+row, got, value)
			}
		}
		one := new(big.Float).SetInt64(1)
		abandoned := new(big.Float).SetPrec(bits).Sub(one, exact.answered)
		note("delayed", m.Delayed, exact.delayed)
		note("service level", m.ServiceLevels.AbandonsNegative, exact.answeredInAWT)
		note("answered only", m.ServiceLevels.AnsweredOnly, new(big.Float).SetPrec(bits).Quo(exact.answeredInAWT, exact.answered))
		note("abandons positive", m.ServiceLevels.AbandonsPositive, new(big.Float).SetPrec(bits).Add(exact.answeredInAWT, exact.abandonedInAWT))
		note("abandonment", m.Abandonment, abandoned)
		note("asa", m.ASASeconds, exact.answeredWait)
		note("queue length", m.QueueLength, exact.queue)
		if q.Lines > 0 {
			note("blocking", m.Blocking, exact.blocking)
		}
		if value, _ := exact.delayed.Float64(); value < 1e-300 {
			errors.note("log delayed "+row, q.LogDelayed(), logOf(exact.delayed))
		}
	}
	for _, n := range []float64{1, 2, 10, 50, 300, 2000} {
		for _, load := range accuracyLoads(n) {
			for _, patience := range []float64{6, 60, 600} {
				if n >= 2000 && patience == 600 || n >= 300 && load < n/2 && patience != 60 {
					continue // only to keep the test short
				}
				q := MMnM{Load: load, HandleSeconds: 60, PatienceSeconds: patience, Agents: n}
				check(q, 900)
				for _, places := range []float64{0, 1, 7, 60, 500} {
					if n <= 50 && places <= 60 || places == 500 && n == 300 && patience == 60 {
						q.Lines = n + places
						check(q, 900)
					}
				}
			}
		}
	}
	for _, load := range []float64{9_800, 10_000, 10_500} {
		check(MMnM{Load: load, HandleSeconds: 60, PatienceSeconds: 60, Agents: 10_000}, 300)
		check(MMnM{Load: load, HandleSeconds: 60, PatienceSeconds: 180, Agents: 10_000, Lines: 10_200}, 300)
	}
	check(MMnM{Load: 99_900, HandleSeconds: 60, PatienceSeconds: 120, Agents: 100_000}, 200)
	check(MMnM{Load: 101_000, HandleSeconds: 60, PatienceSeconds: 20, Agents: 100_000}, 200)
	errors.show(t)
	for _, key := range errors.keys {
		if !(errors.errors[key] <= 1e-10) {
			t.Errorf("%s: relative error %.1e", key, errors.errors[key])
		}
	}
}

// The coefficients of the asymptotic expansion solve f³ + ηf² + ηf′ = f in exact arithmetic.
func TestTemmeCoefficients(t *testing.T) {
	f := []*big.Rat{big.NewRat(1, 1)}
	product := func(x, y []*big.Rat, n int) *big.Rat {
		sum := new(big.Rat)
		for i := 0; i <= n; i++ {
			if i < len(x) && n-i < len(y) {
				sum.Add(sum, new(big.Rat).Mul(x[i], y[n-i]))
			}
		}
		return sum
	}
	for n := 1; n < len(temmeCoefficients); n++ {
		var square []*big.Rat
		for k := 0; k <= n; k++ {
			square = append(square, product(f, f, k))
		}
		rest := new(big.Rat).Add(product(square, f, n), square[n-1])
		f = append(f, rest.Neg(rest).Quo(rest, big.NewRat(int64(n+2), 1)))
		exact, _ := f[n].Float64()
		near(t, fmt.Sprintf("f_%d", n), temmeCoefficients[n], exact, 2e-16)
	}
}

// A 16-point Gauss rule integrates polynomials up to degree 31 exactly.
func TestGaussLegendre(t *testing.T) {
	for degree := 0.0; degree <= 31; degree++ {
		near(t, "∫ x^k", gaussIntegral(func(x float64) float64 { return math.Pow(x, degree) }, 0, 2), math.Pow(2, degree+1)/(degree+1), 1e-14)
	}
}

// erfcx continues e^(z²)·erfc(z) without a jump where its method changes, and matches its asymptotic size.
func TestErfcx(t *testing.T) {
	near(t, "erfcx(6.5)", erfcx(6.5), math.Exp(6.5*6.5)*math.Erfc(6.5), 1e-13)
	near(t, "erfcx(0)", erfcx(0), 1, 1e-15)
	near(t, "erfcx(1e6)", erfcx(1e6), 1/(1e6*math.SqrtPi), 1e-12)
}
