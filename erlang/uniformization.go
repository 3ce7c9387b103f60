package erlang

import "math"

// markov is a continuous-time Markov chain on the components of a vector, given by one step of its uniformised
// discrete chain. rate bounds the rate of leaving any state.
type markov struct {
	rate float64
	step func(from, to []float64)
}

// chunk is the expected number of steps per application: small enough that e^−chunk does not underflow.
const chunk = 32

// advance replaces the distribution by the one after the given time, P(t) = Σ Poisson(k; rate·t)·P^k, to rounding
// accuracy, and adds ∫₀^t P(u) du to integral unless that is nil. All terms are positive.
// Source: A. Jensen, "Markoff chains as an aid in the study of Markoff processes", 1953; for the integral, A. Reibman and
// K. Trivedi, "Numerical transient analysis of Markov models", 1988.
func (m markov) advance(distribution, integral []float64, seconds float64) {
	if m.rate == 0 {
		for i := range integral {
			integral[i] += distribution[i] * seconds
		}
		return
	}
	chunks := math.Ceil(m.rate * seconds / chunk)
	mean := m.rate * seconds / chunks
	size := len(distribution)
	buffer := make([]float64, 3*size)
	now, next, sum := buffer[:size], buffer[size:2*size], buffer[2*size:]
	for range int(chunks) {
		copy(now, distribution)
		clear(sum)
		term := math.Exp(-mean)
		beyond := -math.Expm1(-mean) // P(N > k)
		for k := 1.0; ; k++ {
			if integral == nil {
				for i, p := range now {
					sum[i] += term * p
				}
			} else {
				sojourn := beyond / m.rate
				for i, p := range now {
					sum[i] += term * p
					integral[i] += sojourn * p
				}
			}
			if beyond < 1e-17 || k > mean && term < 1e-18 {
				break
			}
			m.step(now, next)
			now, next = next, now
			term *= mean / k
			beyond = max(0, beyond-term)
		}
		copy(distribution, sum)
	}
}
