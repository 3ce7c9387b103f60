package erlang

import (
	"math"
	"testing"
)

// PERFORMANCE: one evaluation at 10 000 agents within 100 µs, "how many agents" within 1 ms.

func BenchmarkB(b *testing.B) {
	for b.Loop() {
		B(9_900, 10_000)
	}
}

func BenchmarkBMillion(b *testing.B) {
	for b.Loop() {
		B(1e6, 1e6)
	}
}

func BenchmarkErlangC(b *testing.B) {
	for b.Loop() {
		MMn{9_900, 60, 10_000}.Measures(20)
	}
}

func BenchmarkErlangCAgents(b *testing.B) {
	for b.Loop() {
		MMn{Load: 9_900, HandleSeconds: 60}.AgentsFor(Target{ServiceLevel: 0.8, AWTSeconds: 20})
	}
}

func BenchmarkErlangA(b *testing.B) {
	for b.Loop() {
		MMnM{9_990, 60, 120, 10_000, 0}.Measures(20, 5)
	}
}

func BenchmarkErlangALines(b *testing.B) {
	for b.Loop() {
		MMnM{9_990, 60, 120, 10_000, 10_100}.Measures(20, 5)
	}
}

func BenchmarkErlangAAgents(b *testing.B) {
	for b.Loop() {
		MMnM{Load: 9_990, HandleSeconds: 60, PatienceSeconds: 120}.AgentsFor(Target{ServiceLevel: 0.8, AWTSeconds: 20})
	}
}

func BenchmarkErlangALinesAgents(b *testing.B) {
	for b.Loop() {
		MMnM{Load: 9_990, HandleSeconds: 60, PatienceSeconds: 120, Lines: 10_100}.AgentsFor(Target{ServiceLevel: 0.8, AWTSeconds: 20})
	}
}

func BenchmarkErlangX(b *testing.B) {
	for b.Loop() {
		ErlangX{9_900, 60, 120, 0.6, 10_000, 10_500}.Measures(20, 5)
	}
}

func BenchmarkErlangXAgents(b *testing.B) {
	for b.Loop() {
		ErlangX{FreshLoad: 9_900, HandleSeconds: 60, PatienceSeconds: 120, Retry: 0.6, Lines: 10_500}.AgentsFor(Target{ServiceLevel: 0.8, AWTSeconds: 20})
	}
}

func BenchmarkErlangAMillion(b *testing.B) {
	for b.Loop() {
		MMnM{999_000, 60, 120, 1_000_000, 0}.Measures(20, 5)
	}
}

func BenchmarkChat(b *testing.B) {
	for b.Loop() {
		Chat{20_000, 300, 120, 3, 0.15, 9_000, 0}.Measures(30, 5)
	}
}

func BenchmarkPriorities(b *testing.B) {
	for b.Loop() {
		Priorities{[]float64{2_000, 3_000, 4_900}, 60, 10_000}.Measures([]float64{5, 10, 20})
	}
}

func BenchmarkMMnG(b *testing.B) {
	patience := PatienceOf(120*math.Gamma(1.5), func(t float64) float64 { return -math.Expm1(-t / 120 * t / 120) })
	for b.Loop() {
		MMnG{9_990, 60, patience, 10_000, 0}.Measures(20, 5)
	}
}
