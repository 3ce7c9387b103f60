package sim

import (
	"math"
	"slices"
)

// How the service of a day answers to its factor: the last controls (control.go).
//
// A source that is expected to bring cᵢ contacts and aᵢ erlangs in interval i is expected to bring
// x·cᵢ on a day with factor x. With nᵢ = aᵢ + β√aᵢ agents, the share Φ((nᵢ − x·aᵢ)/√(x·aᵢ)) of them finds a free
// agent: square-root staffing and the normal approximation of many servers (Halfin and Whitt 1981, "Heavy-traffic
// limits for queues with many exponential servers", Operations Research 29). With s that share on the mean day, the day counts
//
//	g(x) = Σᵢ x·cᵢ·(Φ((nᵢ − x·aᵢ)/√(x·aᵢ)) − s)
//
// for a lean and for a rich β; regression weighs the two. The seats that are planned would be a better nᵢ, but then variants of
// staffing would not have the same controls, and numbers of a variant would depend on what it is compared with.
//
// Control variates need no true formula, only a known mean. So g is replaced by straight lines
// between responseNodes factors, and the mean of that over all days is exact: of every line it takes no more than the
// probability and the partial mean of the factor between its ends. What customers bring beyond what the factor
// says moves the day along the line: g'(x)·(W − E) has mean 0 for every x.

// grades are the β of square-root staffing: lean and rich.
var grades = [...]float64{0.5, 2}

// responseNodes is the number of factors between which g is a straight line.
const responseNodes = 97

// responses are those of one source.
type responses struct {
	law  *factorLaw
	days []dayResponse // by day of the horizon
}

// dayResponse is g at the law's nodes, and its mean, by grade.
type dayResponse struct {
	at       [len(grades)][]float64
	mean     [len(grades)]float64
	contacts float64 // expected at factor 1
}

// beyond returns g(x) − ḡ + g'(x)·contacts beyond those that the factor of the day says, in contacts.
func (r *responses) beyond(day int64, x, contacts float64) (out [len(grades)]float64) {
	if r.contacts(day) == 0 {
		return out
	}
	d := &r.days[day]
	for i := range grades {
		value, slope := r.law.line(d.at[i], x)
		out[i] = value - d.mean[i] + slope*contacts/d.contacts
	}
	return out
}

// contacts returns what the source is expected to bring on a day with factor 1.
func (r *responses) contacts(day int64) float64 {
	if day >= int64(len(r.days)) {
		return 0
	}
	return r.days[day].contacts
}

// line returns the value and slope at x of the lines through at.
func (l *factorLaw) line(at []float64, x float64) (value, slope float64) {
	place := (x - l.least) / l.step
	switch last := len(at) - 1; {
	case !(place >= 0):
		return at[0], 0
	case place >= float64(last):
		return at[last], 0
	}
	i := int(place)
	rise := at[i+1] - at[i]
	return at[i] + rise*(place-float64(i)), rise / l.step
}

// meanOf returns the mean over all days of the lines through at.
func (l *factorLaw) meanOf(at []float64) float64 {
	last := len(at) - 1
	mean := at[0]*l.below + at[last]*l.above
	for i := range last {
		from := l.least + float64(i)*l.step
		mean += at[i]*l.share[i] + (at[i+1]-at[i])/l.step*(l.partial[i]-from*l.share[i])
	}
	return mean
}

// respond works out the responses of all sources.
func (p *plan) respond() {
	laws := map[[3]float64]*factorLaw{}
	for i := range p.sources {
		s := &p.sources[i]
		if s.work == 0 || s.Process == Replay {
			continue
		}
		key := [3]float64{s.DayCV, 0, s.ForecastCV}
		if s.busy {
			key[1] = p.centre.Busyness
		}
		if laws[key] == nil {
			laws[key] = newFactorLaw(key[:])
		}
		s.responses = p.responsesOf(s, laws[key])
	}
}

func (p *plan) responsesOf(s *sourcePlan, law *factorLaw) responses {
	out := responses{law: law}
	var contacts []float64 // of a day, by bin
	for _, seg := range s.segments {
		if seg.day < 0 {
			continue
		}
		for int64(len(out.days)) < seg.day { // the days before are complete
			out.days = append(out.days, law.dayResponse(contacts, s.work/float64(p.interval)))
			contacts = contacts[:0]
		}
		p.eachBin(seg.from, seg.to, func(_ int, d Time) { contacts = append(contacts, seg.rate*float64(d)) })
	}
	out.days = append(out.days, law.dayResponse(contacts, s.work/float64(p.interval)))
	return out
}

// dayResponse returns that of a day with these contacts in its bins, each of which brings so many erlangs to its bin.
func (l *factorLaw) dayResponse(contacts []float64, erlangs float64) dayResponse {
	d := dayResponse{}
	for _, c := range contacts {
		d.contacts += c
	}
	if d.contacts == 0 {
		return d
	}
	for i, grade := range grades {
		inTime := func(x float64) (sum float64) {
			for _, c := range contacts {
				load := c * erlangs
				sum += x * c * math.Erfc(((x-1)*load-grade*math.Sqrt(load))/math.Sqrt(2*x*load)) / 2
			}
			return sum
		}
		share := inTime(1) / d.contacts
		for node := range responseNodes {
			x := l.least + float64(node)*l.step
			d.at[i] = append(d.at[i], inTime(x)-share*x*d.contacts)
		}
		d.mean[i] = l.meanOf(d.at[i])
	}
	return d
}

// factorLaw is the law of a product of independent gamma factors of mean 1, cut by nodes in
// equal steps: the probability and the partial mean E[X; X between] of each piece.
type factorLaw struct {
	least, step    float64
	share, partial []float64
	below, above   float64 // probability beyond the nodes
}

// newFactorLaw returns the law of the product of factors with these coefficients of variation, 0 standing for none.
func newFactorLaw(cvs []float64) *factorLaw {
	cvs = slices.Sorted(slices.Values(cvs))
	widest := cvs[len(cvs)-1]
	square := 0.0
	for _, cv := range cvs {
		square += cv * cv
	}
	reach := max(6*math.Sqrt(square), 0.1)
	l := &factorLaw{least: max(1-reach, 0.02)}
	l.step = (1 + 1.3*reach - l.least) / (responseNodes - 1)
	others := []weighted{{1, 1}}
	for _, cv := range cvs[:len(cvs)-1] {
		others = product(others, gammaPoints(cv))
	}
	probability, partial := make([]float64, responseNodes), make([]float64, responseNodes)
	for i := range responseNodes {
		x := l.least + float64(i)*l.step
		for _, o := range others {
			below, mean := gammaBelow(x/o.value, widest)
			probability[i] += o.weight * below
			partial[i] += o.weight * o.value * mean
		}
	}
	for i := range responseNodes - 1 {
		l.share = append(l.share, probability[i+1]-probability[i])
		l.partial = append(l.partial, partial[i+1]-partial[i])
	}
	l.below, l.above = probability[0], 1-probability[responseNodes-1]
	return l
}

// gammaBelow returns P(X ≤ x) and E[X; X ≤ x] of a gamma factor X of mean 1.
func gammaBelow(x, cv float64) (probability, mean float64) {
	if cv == 0 {
		if x >= 1 {
			return 1, 1
		}
		return 0, 0
	}
	k := 1 / (cv * cv)
	return gammaP(k, k*x), gammaP(k+1, k*x)
}

// weighted is a value of a factor and its weight among others.
type weighted struct{ value, weight float64 }

// gammaPoints stands for a gamma factor where something smooth is averaged over it: the
// trapezoidal rule over its normal score, which converges faster than any power.
func gammaPoints(cv float64) []weighted {
	if cv == 0 {
		return []weighted{{1, 1}}
	}
	var out []weighted
	total := 0.0
	for i := -15; i <= 15; i++ {
		score := 0.4 * float64(i)
		w := weighted{gammaFactor(normalBelow(score), cv), math.Exp(-score * score / 2)}
		total += w.weight
		out = append(out, w)
	}
	for i := range out {
		out[i].weight /= total
	}
	return out
}

func product(a, b []weighted) []weighted {
	var out []weighted
	for _, x := range a {
		for _, y := range b {
			out = append(out, weighted{x.value * y.value, x.weight * y.weight})
		}
	}
	return out
}
