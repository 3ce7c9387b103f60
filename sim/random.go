package sim

import (
	"math"
	"math/bits"
)

// All randomness of the simulator is in this file.
//
// A draw is a pure function of its key: there is no generator that is passed
// around and advanced, so what one part of the model draws can never disturb
// another. A key is made in three steps:
//
//	hashKey(seed, replication, hashName(queue), day)   names a stream
//	base = stream + gamma·ordinal                      names a customer in it
//	keyed(base, purpose, leg)                          names one decision of that customer
//
// and the draws that come from it start at mix(base + purpose·purposeStride + gamma). That is
// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
// generators", OOPSLA) read at places that no two decisions share.

// gamma is 2⁶⁴ ÷ golden ratio, the step between the customers of a stream.
const gamma = 0x9e3779b97f4a7c15

// purposeStride and legStride keep the decisions of one customer apart. They
// are 2⁶⁴/g and 2⁶⁴/g³ made odd, with g⁴ = g + 1, which keeps every
// small multiple of them far from every small multiple of gamma: the handle time
// of one customer can never be the patience of another (a test measures it).
const (
	purposeStride = 0xd1b54a32d192ed03
	legStride     = 0x8cb92ba72f3d8dd7
)

// mix is a bijection of 64-bit words in which every input bit affects every
// output bit: the finalizer of MurmurHash3 with the constants of Stafford's
// variant 13, as in SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// hashKey combines parts, in order, into the key of a stream. The number of
// parts counts too. Not for the hot path.
func hashKey(parts ...uint64) uint64 {
	h := mix(uint64(len(parts)))
	for _, p := range parts {
		h = mix((h ^ p) + gamma)
	}
	return h
}

// hashName turns a name into a part of a key: FNV-1a, then mix.
func hashName(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(h)
}

// purpose says what a draw decides. Each has its own random numbers. The order
// is part of the results: append, never insert.
type purpose uint8

const (
	purposeArrival purpose = iota
	purposeHandle
	purposeWrap
	purposePatience
	purposeBalk
	purposeContain
	purposeBotTime
	purposeFalseContain
	purposeBotReturn
	purposeRetry
	purposeRetryAfter
	purposeRepeat
	purposeRepeatAfter
	purposeTransfer
	purposeConference
	purposeConferenceTime
	purposeMessage // leg: the routing step as well as the leg of the customer
	purposeSplit
	purposeAccept
	purposeReach
	purposeReturnPlace // place in the first interval of the next opening
	purposePickAgent
	purposeDayFactor
	purposeIntervalFactor
	purposeForecast
	purposeBusyness
	purposeAbsence
	purposeBacklogAge
	purposeCount
	purposePlace // place of a contact of the process Counts in its interval
	purposeDial
	purposes
)

// keyed returns the draws of one purpose for the customer (or agent, day, …)
// with key base. leg counts how often the customer has come to this decision
// before: first contact 0, then one more for every retry, repeat or transfer.
// For leg 0 and a constant p it compiles to a single addition.
func keyed(base uint64, p purpose, leg int) draws {
	if leg == 0 {
		return draws(base + uint64(p)*purposeStride)
	}
	return keyedLeg(base, p, leg)
}

func keyedLeg(base uint64, p purpose, leg int) draws {
	return draws(mix(base + uint64(p)*purposeStride + uint64(leg)*legStride))
}

// draws is a sequence of random words. Its value is its whole state: a copy
// repeats the same draws.
type draws uint64

// next returns 64 random bits.
func (d *draws) next() uint64 {
	x := mix(uint64(*d) + gamma)
	*d = draws(x)
	return x
}

// uniform returns a multiple of 2⁻⁵³ in [0, 1).
func (d *draws) uniform() float64 { return float64(int64(d.next()>>11)) * 0x1p-53 }

// openUniform returns an odd multiple of 2⁻⁵³ in (0, 1); u and 1 − u are
// equally likely and both exact.
func (d *draws) openUniform() float64 {
	return (float64(int64(d.next()>>12)) + 0.5) * 0x1p-52
}

// below returns an integer in [0, n), n > 0. The bias of the multiplication
// method (Lemire 2019), n·2⁻⁶⁴, is far below what any run could show.
func (d *draws) below(n int) int {
	hi, _ := bits.Mul64(d.next(), uint64(n))
	return int(hi)
}

// exponential returns an exponential of mean 1.
func (d *draws) exponential() float64 {
	u := d.next()
	if x, sure := sureExponential(u); sure {
		return x
	}
	return d.exponentialEdge(u)
}

// sureExponential returns the exponential of the word u where one word is
// enough (98.9 % of all words); it is there to be inlined.
func sureExponential(u uint64) (x float64, sure bool) {
	l := &exponentialZiggurat.layer[uint8(u)]
	return float64(int64(u>>11)) * l.scale, u>>11 < l.inside
}

// normal returns a standard normal.
func (d *draws) normal() float64 {
	u := d.next()
	if x, sure := sureNormal(u); sure {
		return x
	}
	return d.normalEdge(u)
}

// sureNormal is to normal what sureExponential is to exponential. The top 53 bits
// are a signed number, compared with both ends of the interval at once.
func sureNormal(u uint64) (x float64, sure bool) {
	l := &normalZiggurat.layer[uint8(u)]
	j := int64(u) >> 11
	return float64(j) * l.scale, uint64(j)+l.inside < 2*l.inside
}

// exponent returns eˣ within 1.5 units in the last place. Twice as fast as math.Exp on amd64 and, being
// plain arithmetic, the same on processors with and without fused
// multiply-add: eˣ = 2ⁱ·2^(j/64)·e^r with |r| ≤ ln 2/128 (Tang 1989,
// "Table-driven implementation of the exponential function", ACM TOMS 15(2)).
func exponent(x float64) float64 {
	if !(x > -700 && x < 700) {
		return math.Exp(x)
	}
	const shift = 0x1.8p52 // adding it rounds to an integer, held in the low bits
	t := float64(x*(64/math.Ln2)) + shift
	n := int64(math.Float64bits(t)<<13) >> 13
	f := t - shift
	r := float64(x-float64(f*ln2by64High)) - float64(f*ln2by64Low)
	r2 := float64(r * r)
	p := r + float64(r2*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120))))))))
	s := exp2Table[n&63]
	y := s + float64(s*p)
	return math.Float64frombits(math.Float64bits(y) + uint64(n>>6)<<52)
}

// ln 2 ÷ 64 in two parts; the product of the first with any n in range is exact.
const (
	ln2by64High = 0x1.62e42fefa0000p-7
	ln2by64Low  = 0x1.cf79abc9e3b39p-46
)

// The ziggurat method covers the region under a decreasing density f by 256 layers of
// equal area v: layer i is as wide as x[i] and reaches from f(x[i]) up to f(x[i+1]),
// and layer 0 is the strip below f(r) with the tail beyond r = x[1] folded
// into its width x[0] = v/f(r). A point uniform in a layer uniform among layers is uniform in the
// region, thus its abscissa has density f. Nearly always it lies left of x[i+1],
// below the density for sure, and needs neither f nor a second word.
//
// Source: Marsaglia and Tsang 2000, "The ziggurat method for generating random variables",
// Journal of Statistical Software 5(8). Their use of the same bits for the layer and
// the abscissa is a flaw (Leong et al. 2005; Doornik 2005, "An improved
// ziggurat method to generate normal random samples"): here the layer is
// bits 0–7, the abscissa bits 11–63, of which bit 63 is the sign of a normal.
type ziggurat struct {
	layer  [256]zigguratLayer
	height [257]float64 // f(x[i])
}

type zigguratLayer struct {
	scale  float64 // from the integer abscissa to x
	inside uint64  // integer abscissas below this lie left of x[i+1]
}

// Ends of the base strips and areas of the layers for 256 layers; each follows from the other by
// v = r·f(r) + ∫ f beyond r, and r from the topmost layer ending at x = 0.
const (
	exponentialR = 7.69711747013104972
	exponentialV = 0.0039496598225815571993
	normalR      = 3.6541528853610088
	normalV      = 0.004928673233974657
)

// Constant tables.
var (
	exponentialZiggurat = newZiggurat(exponentialR, exponentialV, 53, exponentialDensity,
		func(y float64) float64 { return -math.Log(y) })
	normalZiggurat = newZiggurat(normalR, normalV, 52, normalDensity,
		func(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) })
)

// exp2Table[j] is 2^(j/64).
var exp2Table = func() (t [64]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 64)
	}
	return t
}()

func exponentialDensity(x float64) float64 { return math.Exp(-x) }
func normalDensity(x float64) float64      { return math.Exp(-x * x / 2) }

func newZiggurat(r, v float64, abscissaBits int, f, inverse func(float64) float64) (z ziggurat) {
	one := math.Ldexp(1, abscissaBits)
	x := v / f(r)
	next := r
	for i := range z.layer {
		z.layer[i] = zigguratLayer{scale: x / one, inside: uint64(next / x * one)}
		z.height[i] = f(x)
		x = next
		next = 0
		if i < len(z.layer)-2 {
			next = inverse(f(x) + v/x)
		}
	}
	z.height[len(z.layer)] = 1
	return z
}

// exponentialEdge finishes exponential for a word u whose point lies outside
// the sure part of its layer.
func (d *draws) exponentialEdge(u uint64) float64 {
	z := &exponentialZiggurat
	beyond := 0.0
	for {
		i := uint8(u)
		l := &z.layer[i]
		j := u >> 11
		x := float64(int64(j)) * l.scale
		switch {
		case j < l.inside:
			return beyond + x
		case i == 0: // beyond r the law starts afresh: no memory
			beyond += exponentialR
		case z.height[i]+d.uniform()*(z.height[int(i)+1]-z.height[i]) < exponent(-x):
			return beyond + x
		}
		u = d.next()
	}
}

// normalEdge finishes normal for a word u whose point lies outside the sure
// part of its layer.
func (d *draws) normalEdge(u uint64) float64 {
	z := &normalZiggurat
	for {
		i := uint8(u)
		l := &z.layer[i]
		j := int64(u) >> 11
		x := float64(j) * l.scale
		switch {
		case uint64(j)+l.inside < 2*l.inside:
			return x
		case i == 0:
			return math.Copysign(d.normalTail(), x)
		case z.height[i]+d.uniform()*(z.height[int(i)+1]-z.height[i]) < exponent(-float64(x*x)/2):
			return x
		}
		u = d.next()
	}
}

// normalTail returns a normal given that it exceeds normalR (Marsaglia 1964).
func (d *draws) normalTail() float64 {
	for {
		x := d.exponential() / normalR
		if 2*d.exponential() > x*x {
			return normalR + x
		}
	}
}

// gammaFactor returns the u-quantile of the gamma law with mean 1 and
// coefficient of variation cv, 0 ≤ u < 1: a busy day's factor from a uniform (or from the
// normal of a copula). Inversion keeps it monotone in u. cv 0 gives 1.
func gammaFactor(u, cv float64) float64 {
	if cv == 0 {
		return 1
	}
	k := 1 / (cv * cv)
	return gammaQuantile(k, u) / k
}
