package sim

import "testing"

var sink float64

func BenchmarkUniform(b *testing.B) {
	s := 0.0
	base := hashKey(1)
	for range b.N {
		base += gamma
		w := keyed(base, purposeHandle, 0)
		s += w.uniform()
	}
	sink = s
}

func BenchmarkExponential(b *testing.B) {
	s := 0.0
	base := hashKey(1)
	for range b.N {
		base += gamma
		w := keyed(base, purposeHandle, 0)
		s += w.exponential()
	}
	sink = s
}

func BenchmarkNormal(b *testing.B) {
	s := 0.0
	base := hashKey(1)
	for range b.N {
		base += gamma
		w := keyed(base, purposeHandle, 0)
		s += w.normal()
	}
	sink = s
}
