package sim

import "testing"

func BenchmarkSample(b *testing.B) {
	hours := Steps{}
	for h := range 24 {
		hours.At = append(hours.At, Time(h)*Hour)
		hours.Value = append(hours.Value, 300)
	}
	values := make([]float64, 1000)
	for i := range values {
		values[i] = float64(i)
	}
	for _, c := range []struct {
		name string
		law  Distribution
	}{
		{"constant", Fixed(300)},
		{"exponential", Exponential(300)},
		{"exponential/by_hour", Exponential(300).WithMean(hours)},
		{"lognormal", Lognormal(300, 0.8)},
		{"uniform", must(b, law("uniform", func(l *Law) { l.Min, l.Max = 100, 500 }))},
		{"triangular", must(b, law("triangular", func(l *Law) { l.Min, l.Mode, l.Max = 100, 200, 500 }))},
		{"erlang", must(b, law("erlang", func(l *Law) { l.Mean, l.Phases = 300, 3 }))},
		{"gamma", must(b, meanCV("gamma", 300, 0.8))},
		{"gamma/k_below_1", must(b, meanCV("gamma", 300, 1.5))},
		{"weibull", must(b, meanCV("weibull", 300, 0.8))},
		{"loglogistic", must(b, meanCV("loglogistic", 300, 0.8))},
		{"hyperexponential", must(b, meanCV("hyperexponential", 300, 2))},
		{"empirical", must(b, law("empirical", func(l *Law) { l.Values = values }))},
		{"mixture", must(b, law("mixture", func(l *Law) {
			l.Parts = []Part{{1, meanCV("", 60, 0.5)}, {1, meanCV("", 600, 0.5)}}
		}))},
	} {
		b.Run(c.name, func(b *testing.B) {
			base, total, at := hashKey(1), Time(0), Time(0)
			for range b.N {
				base += gamma
				at = (at + Second) % Day
				total += c.law.sample(keyed(base, purposeHandle, 0), at)
			}
			sink = float64(total)
		})
	}
}

func BenchmarkGammaFactor(b *testing.B) {
	w, total := draws(1), 0.0
	for range b.N {
		total += gammaFactor(w.uniform(), 0.12)
	}
	sink = total
}
