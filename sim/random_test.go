package sim

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// Every statistical test here draws from fixed keys, thus always passes or
// always fails; the odds stated are those that sound generators had of failing
// when the keys were chosen. Limits are 6 standard deviations (odds 2e-9),
// Kolmogorov–Smirnov √n·D ≤ 3.2 (3e-9) and chi-square tails of 1e-9.
const tail = 1e-9

// unmix inverts mix, so that tests can choose the word that a draw meets.
func unmix(x uint64) uint64 {
	inverse := func(a uint64) uint64 { // Newton, 64 bits from 5 steps
		y := a
		for range 5 {
			y *= 2 - a*y
		}
		return y
	}
	x ^= x>>31 ^ x>>62
	x *= inverse(0x94d049bb133111eb)
	x ^= x>>27 ^ x>>54
	x *= inverse(0xbf58476d1ce4e5b9)
	return x ^ x>>30 ^ x>>60
}

// before returns the draws whose next word is w.
func before(w uint64) draws { return draws(unmix(w) - gamma) }

// chiSquareTail returns the probability that chi-square with the degrees of
// freedom of observed exceeds its statistic; equal expectations if expected is nil.
func chiSquareTail(observed []int, expected []float64) float64 {
	n := 0
	for _, o := range observed {
		n += o
	}
	sum := 0.0
	for i, o := range observed {
		e := float64(n) / float64(len(observed))
		if expected != nil {
			e = expected[i]
		}
		sum += (float64(o) - e) * (float64(o) - e) / e
	}
	return mathext.GammaIncRegComp(float64(len(observed)-1)/2, sum/2)
}

// kolmogorov returns √n·D of u against the uniform law. It sorts u.
func kolmogorov(u []float64) float64 {
	slices.Sort(u)
	n, d := float64(len(u)), 0.0
	for i, x := range u {
		d = max(d, x-float64(i)/n, float64(i+1)/n-x)
	}
	return math.Sqrt(n) * d
}

func TestMixIsABijection(t *testing.T) {
	w := draws(1)
	for range 100_000 {
		if x := w.next(); unmix(mix(x)) != x {
			t.Fatalf("mix loses %#x", x)
		}
	}
}

// Every input bit turns every output bit with probability ½. 4096 pairs of
// 10 000 words each; odds 4096·2e-9 = 8e-6.
func TestMixAvalanches(t *testing.T) {
	const n = 10_000
	var turned [64][64]int
	w := draws(2)
	for range n {
		x := w.next()
		y := mix(x)
		for in := range 64 {
			difference := y ^ mix(x^1<<in)
			for out := range 64 {
				turned[in][out] += int(difference >> out & 1)
			}
		}
	}
	for in := range 64 {
		for out, k := range turned[in] {
			if z := (float64(k) - n/2) / math.Sqrt(n/4.0); math.Abs(z) > 6 {
				t.Errorf("bit %d turns bit %d in %d of %d", in, out, k, n)
			}
		}
	}
}

// No two decisions of any two of a trillion successive customers of a stream
// share a key: n·gamma + p·purposeStride + l·legStride = 0 has no small solution but zero.
func TestKeysOfAStreamAreDistinct(t *testing.T) {
	gammaInverse := uint64(1)
	for range 6 {
		gammaInverse *= 2 - gamma*gammaInverse
	}
	nearest := uint64(math.MaxUint64)
	for p := -int64(purposes); p <= int64(purposes); p++ {
		for l := int64(-1000); l <= 1000; l++ {
			if p == 0 && l == 0 {
				continue
			}
			n := int64((uint64(p)*purposeStride + uint64(l)*legStride) * gammaInverse)
			nearest = min(nearest, uint64(max(n, -n)))
		}
	}
	if nearest < 1e12 {
		t.Errorf("decisions meet after %d customers", nearest)
	}
}

func TestHashKeyTellsPartsApart(t *testing.T) {
	seen := map[uint64]string{}
	note := func(h uint64, from string) {
		if other, ok := seen[h]; ok {
			t.Errorf("%s and %s have the same key", from, other)
		}
		seen[h] = from
	}
	note(hashKey(), "()")
	for a := range uint64(50) {
		note(hashKey(a), fmt.Sprint(a))
		for b := range uint64(50) {
			note(hashKey(a, b), fmt.Sprint(a, b))
			note(hashKey(a, b, a), fmt.Sprint(a, b, a))
		}
	}
	for _, s := range []string{"", "a", "b", "ab", "ba", "sales", "Sales", "sales "} {
		note(hashName(s), s)
	}
}

func TestUniformEnds(t *testing.T) {
	low, high := before(0), before(math.MaxUint64)
	if u := low.uniform(); u != 0 {
		t.Errorf("least uniform is %v", u)
	}
	if u := high.uniform(); u != 1-0x1p-53 {
		t.Errorf("largest uniform is %v", u)
	}
	low, high = before(0), before(math.MaxUint64)
	if u, v := low.openUniform(), high.openUniform(); u != 0x1p-53 || v != 1-0x1p-53 {
		t.Errorf("open uniform reaches from %v to %v", u, v)
	}
	low, high = before(0), before(math.MaxUint64)
	if u, v := low.below(7), high.below(7); u != 0 || v != 6 {
		t.Errorf("below(7) reaches from %d to %d", u, v)
	}
}

// Uniforms of one purpose over 1 000 000 customers, in 1000 cells and by
// Kolmogorov–Smirnov.
func TestUniform(t *testing.T) {
	const n = 1_000_000
	cells := make([]int, 1000)
	u := make([]float64, n)
	base := hashKey(3)
	for i := range n {
		w := keyed(base+uint64(i)*gamma, purposeContain, 0)
		u[i] = w.uniform()
		cells[int(u[i]*1000)]++
	}
	if p := chiSquareTail(cells, nil); p < tail || p > 1-tail {
		t.Errorf("cells are uneven: p = %g", p)
	}
	if k := kolmogorov(u); k > 3.2 {
		t.Errorf("√n·D = %.2f", k)
	}
}

func TestBelowIsEven(t *testing.T) {
	cells := make([]int, 7)
	w := draws(4)
	for range 700_000 {
		cells[w.below(7)]++
	}
	if p := chiSquareTail(cells, nil); p < tail {
		t.Errorf("cells are uneven: %v, p = %g", cells, p)
	}
}

// Pairs of uniforms that belong together in the simulator, in 32 × 32 cells.
// 190 pairs of sequences; odds 190·3e-9.
func TestPairsAreIndependent(t *testing.T) {
	const n, side = 60_000, 32
	at := func(base uint64, p purpose, leg int) float64 {
		w := keyed(base, p, leg)
		return w.uniform()
	}
	check := func(name string, pair func(i uint64) (u, v float64)) {
		t.Helper()
		cells := make([]int, side*side)
		sum := 0.0
		for i := range uint64(n) {
			u, v := pair(i)
			cells[int(u*side)*side+int(v*side)]++
			sum += (u - 0.5) * (v - 0.5)
		}
		if p := chiSquareTail(cells, nil); p < tail || p > 1-tail {
			t.Errorf("%s: cells of pairs are uneven, p = %g", name, p)
		}
		if z := 12 * sum / math.Sqrt(n); math.Abs(z) > 6 {
			t.Errorf("%s: correlation %.1f standard deviations from 0", name, z)
		}
	}
	base := hashKey(5, 1)
	for p := range purposes {
		check(fmt.Sprintf("purposes %d and %d", p, p+1), func(i uint64) (float64, float64) {
			return at(base+i*gamma, p, 0), at(base+i*gamma, p+1, 0)
		})
		check(fmt.Sprintf("purpose %d of neighbours", p), func(i uint64) (float64, float64) {
			return at(base+i*gamma, p, 0), at(base+(i+1)*gamma, p, 0)
		})
		check(fmt.Sprintf("purpose %d, first and second leg", p), func(i uint64) (float64, float64) {
			return at(base+i*gamma, p, 0), at(base+i*gamma, p, 1)
		})
		check(fmt.Sprintf("purpose %d, later legs", p), func(i uint64) (float64, float64) {
			return at(base+i*gamma, p, 1+int(i%5)), at(base+i*gamma, p, 2+int(i%5))
		})
		check(fmt.Sprintf("purpose %d, first and second draw", p), func(i uint64) (float64, float64) {
			w := keyed(base+i*gamma, p, 0)
			return w.uniform(), w.uniform()
		})
		check(fmt.Sprintf("purpose %d, second draw and second leg", p), func(i uint64) (float64, float64) {
			w := keyed(base+i*gamma, p, 0)
			w.next()
			return w.uniform(), at(base+i*gamma, p, 1)
		})
	}
	check("neighbouring seeds", func(i uint64) (float64, float64) {
		return at(hashKey(i, 1), purposeHandle, 0), at(hashKey(i+1, 1), purposeHandle, 0)
	})
	check("neighbouring replications", func(i uint64) (float64, float64) {
		return at(hashKey(1, i), purposeHandle, 0), at(hashKey(1, i+1), purposeHandle, 0)
	})
	check("neighbouring days", func(i uint64) (float64, float64) {
		return at(hashKey(1, 1, hashName("sales"), i), purposeArrival, 0),
			at(hashKey(1, 1, hashName("sales"), i+1), purposeArrival, 0)
	})
	check("streams of two queues", func(i uint64) (float64, float64) {
		return at(hashKey(1, hashName("sales"))+i*gamma, purposeHandle, 0),
			at(hashKey(1, hashName("support"))+i*gamma, purposeHandle, 0)
	})
}

// The layers have equal areas, the last one ends at 0, and "inside" is.
func TestZigguratGeometry(t *testing.T) {
	check := func(name string, z *ziggurat, bits int, r, v, tailArea float64, f func(float64) float64) {
		t.Helper()
		if area := r*f(r) + tailArea; math.Abs(area/v-1) > 1e-14 {
			t.Errorf("%s: base strip has area %v, not %v", name, area, v)
		}
		x := func(i int) float64 {
			if i == 256 {
				return 0
			}
			return math.Ldexp(z.layer[i].scale, bits)
		}
		if x(1) != r {
			t.Errorf("%s: base strip ends at %v, not %v", name, x(1), r)
		}
		for i := range 256 {
			if area := x(i) * (f(x(i+1)) - f(x(i))); i > 0 && math.Abs(area/v-1) > 1e-11 {
				t.Errorf("%s: layer %d has area %v, not %v", name, i, area, v)
			}
			if i > 0 && math.Abs(z.height[i]-f(x(i))) > 1e-15 {
				t.Errorf("%s: layer %d starts at height %v", name, i, z.height[i])
			}
			inside := float64(z.layer[i].inside) * z.layer[i].scale
			if inside > x(i+1)*(1+1e-15) || inside < x(i+1)-1e-14 {
				t.Errorf("%s: layer %d is sure up to %v, not %v", name, i, inside, x(i+1))
			}
		}
	}
	check("exponential", &exponentialZiggurat, 53, exponentialR, exponentialV, math.Exp(-exponentialR), exponentialDensity)
	check("normal", &normalZiggurat, 52, normalR, normalV,
		math.Sqrt(math.Pi/2)*math.Erfc(normalR/math.Sqrt2), normalDensity)
}

// checkLaw draws n values and holds them against a continuous survival
// function: Kolmogorov–Smirnov, and cells that are narrow in both tails.
func checkLaw(t *testing.T, name string, n int, survival func(float64) float64, draw func(w draws) float64) {
	t.Helper()
	u := make([]float64, n)
	base := hashKey(6, hashName(name))
	for i := range u {
		u[i] = survival(draw(keyed(base+uint64(i)*gamma, purposeHandle, 0)))
	}
	ends := []float64{0}
	for p := 20 / float64(n); p < 0.02; p *= 2 {
		ends = append(ends, p)
	}
	inner := len(ends)
	for p := 0.02; p < 0.98; p += 0.002 {
		ends = append(ends, p)
	}
	for _, p := range slices.Backward(ends[1:inner]) {
		ends = append(ends, 1-p)
	}
	ends = append(ends, 1)
	observed, expected := make([]int, len(ends)-1), make([]float64, len(ends)-1)
	for i := range expected {
		expected[i] = (ends[i+1] - ends[i]) * float64(n)
	}
	if k := kolmogorov(u); !(k <= 3.2) {
		t.Errorf("%s: √n·D = %.2f", name, k)
	}
	cell := 0
	for _, x := range u { // sorted by now
		for x > ends[cell+1] {
			cell++
		}
		observed[cell]++
	}
	if p := chiSquareTail(observed, expected); p < tail {
		t.Errorf("%s: cells differ from the law, p = %g", name, p)
	}
}

// 1 000 000 draws of each, odds 4e-9 each.
func TestExponentialAndNormal(t *testing.T) {
	checkLaw(t, "exponential", 1_000_000, exponentialUnit{}.survival,
		func(w draws) float64 { return w.exponential() })
	checkLaw(t, "normal", 1_000_000, normalSurvival,
		func(w draws) float64 { return w.normal() })
}

// Draws that leave the sure part of their layer, forced by choosing the word:
// layer 0 beyond r must reach past r, an edge must stay within its layer.
func TestZigguratEdges(t *testing.T) {
	const abscissa = math.MaxUint64 &^ uint64(2047)
	w := draws(7)
	for range 200_000 {
		u := w.next()
		last := before(u&255 | abscissa)
		if x := last.exponential(); uint8(u) == 0 && x < exponentialR {
			t.Fatalf("tail of the exponential gives %v", x)
		}
		positive := before(u&255 | abscissa>>1&^2047)
		if x := positive.normal(); uint8(u) == 0 && x < normalR {
			t.Fatalf("tail of the normal gives %v", x)
		}
		negative := before(u&255 | 1<<63)
		if x := negative.normal(); uint8(u) == 0 && x > -normalR {
			t.Fatalf("lower tail of the normal gives %v", x)
		}
	}
	zero := before(5)
	if x := zero.exponential(); x != 0 {
		t.Errorf("abscissa 0 gives %v", x)
	}
}

// Beyond r nothing is left of the ziggurat but the tail algorithms: 300 000 of
// each, against the conditional laws; odds 4e-9 each.
func TestZigguratTails(t *testing.T) {
	checkLaw(t, "exponential tail", 300_000, func(x float64) float64 { return math.Exp(exponentialR - x) },
		func(w draws) float64 {
			return w.exponentialEdge(math.MaxUint64 &^ 2047) // layer 0, far right
		})
	beyond := normalSurvival(normalR)
	checkLaw(t, "normal tail", 300_000, func(x float64) float64 { return normalSurvival(x) / beyond },
		func(w draws) float64 { return w.normalTail() })
}

// A copy of the draws repeats them; the key alone decides.
func TestDrawsAreValues(t *testing.T) {
	w := keyed(hashKey(8), purposePatience, 2)
	again := w
	for range 1000 {
		if a, b := w.normal(), again.normal(); a != b {
			t.Fatalf("%v and %v from the same draws", a, b)
		}
	}
	if a, b := keyed(9, purposePatience, 0), keyed(9, purposePatience, 1); a == b {
		t.Error("legs share their draws")
	}
}

// exponent against 200-bit Taylor sums: 2 units in the last place at most.
func TestExponentIsExact(t *testing.T) {
	precise := func(x float64) float64 { // (e^(x/2^20))^(2^20)
		step := new(big.Float).SetPrec(200).SetMantExp(big.NewFloat(x), -20)
		sum, term := big.NewFloat(1).SetPrec(200), big.NewFloat(1).SetPrec(200)
		for i := 1; i < 25; i++ {
			term.Mul(term, step)
			term.Quo(term, big.NewFloat(float64(i)))
			sum.Add(sum, term)
		}
		for range 20 {
			sum.Mul(sum, sum)
		}
		y, _ := sum.Float64()
		return y
	}
	w := draws(10)
	for i := range 2000 {
		x := (w.uniform() - 0.5) * 1400 / float64(1+i%200)
		want := precise(x)
		if got := exponent(x); math.Abs(got/want-1) > 0x1p-52 {
			t.Errorf("exponent(%v) = %v, not %v", x, got, want)
		}
	}
	for _, x := range []float64{0, 1e-300, -1e-300, 699.99, -699.99, 700, -700, 800, -800, math.Inf(1), math.Inf(-1)} {
		if got, want := exponent(x), math.Exp(x); math.Abs(got-want) > want*0x1p-52 {
			t.Errorf("exponent(%v) = %v, not %v", x, got, want)
		}
	}
	if !math.IsNaN(exponent(math.NaN())) {
		t.Error("exponent(NaN) is a number")
	}
}

func TestRandomAllocatesNothing(t *testing.T) {
	total := 0.0
	if n := testing.AllocsPerRun(1000, func() {
		w := keyed(11, purposeHandle, 1)
		total += w.uniform() + w.openUniform() + w.exponential() + w.normal() + float64(w.below(3))
		total += gammaFactor(w.uniform(), 0.2)
	}); n != 0 {
		t.Errorf("%v allocations (%v)", n, total)
	}
}
