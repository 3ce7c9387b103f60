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
	if math.IsNaN(relative) {
		relative = math.Inf(1)
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
	for _, n := range []int{1, 2, 3, 5, 7, 10, 13, 16, 18, 19, 20, 21, 25, 35, 60, 100, 250, 1000, 3000, 10_000, 30_000, 100_000} {
		agents := float64(n)
		loads := accuracyLoads(agents)
		for k := range 20 { // evenly in the logarithm over the whole range, and where B falls to 1e-300
			loads = append(loads, 0.01*math.Pow(150*agents, (float64(k)+0.5)/20), agents-2*float64(k)*math.Sqrt(agents))
		}
		for _, load := range loads {
			if load < 0.01 {
				continue
			}
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
				c := m.div(m.of(1), inverseC)
				exact, _ := c.Float64()
				errors.note("C "+row, C(load, agents), exact)
				noteMMn(&errors, m, MMn{load, 60, agents}, c)
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

// noteMMn compares the measures of Erlang C with what follows from the referee's delay probability c.
func noteMMn(errors *worst, m arithmetic, q MMn, c *big.Float) {
	free := m.sub(m.of(q.Agents), m.of(q.Load))
	for _, awt := range []float64{0, 0.5, 20, 600} {
		late := m.mul(c, m.exp(m.div(m.mul(free, m.of(-awt)), m.of(q.HandleSeconds))))
		level, _ := m.sub(m.of(1), late).Float64()
		errors.note("service level", q.ServiceLevel(awt), level)
	}
	wait, _ := m.div(m.mul(c, m.of(q.HandleSeconds)), free).Float64()
	queue, _ := m.div(m.mul(c, m.of(q.Load)), free).Float64()
	errors.note("asa", q.ASASeconds(), wait)
	errors.note("queue length", q.QueueLength(), queue)
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
		sum := 0.0
		for _, node := range gaussLegendre {
			sum += node.weight * (math.Pow(1-node.at, degree) + math.Pow(1+node.at, degree))
		}
		near(t, "∫ x^k", sum, math.Pow(2, degree+1)/(degree+1), 1e-14)
	}
}

// The integral of a series of 32 terms is exact for polynomials up to degree 31, from any point to any other.
func TestIntegralSeries(t *testing.T) {
	for degree := 0.0; degree <= 31; degree++ {
		series := integralSeries(func(x float64) float64 { return math.Pow(x, degree) }, 0.5, 2)
		for _, at := range []float64{0.5, 0.6, 1.2, 1.9, 2} {
			want := (math.Pow(at, degree+1) - math.Pow(0.5, degree+1)) / (degree + 1)
			if got := series.at(at); math.Abs(got-want) > 1e-14*math.Pow(2, degree+1) {
				t.Errorf("∫ x^%v to %v = %v, want %v", degree, at, got, want)
			}
		}
	}
}

// erfcx continues e^(z²)·erfc(z) without a jump where its method changes, and matches its asymptotic size.
func TestErfcx(t *testing.T) {
	near(t, "erfcx(6.5)", erfcx(6.5), math.Exp(6.5*6.5)*math.Erfc(6.5), 1e-13)
	near(t, "erfcx(0)", erfcx(0), 1, 1e-15)
	near(t, "erfcx(1e6)", erfcx(1e6), 1/(1e6*math.SqrtPi), 1e-12)
}
