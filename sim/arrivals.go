package sim

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// segment is a stretch of constant arrival rate within one day.
type segment struct {
	from, to Time
	rate     float64 // contacts per microsecond, before factors
	day      int64
	bin      int32
}

type sourcePlan struct {
	*Source
	queue     int32
	key       uint64
	segments  []segment
	trace     []Time
	scale     float64 // of handle times
	busy      bool    // the centre's busyness applies
	latent    int     // index of its correlated day factor, or None
	worked    bool    // handle times are drawn at arrival, for the controls (control.go)
	work      float64 // expected handle time in microseconds
	responses responses
}

// compileSource cuts a source's rate at the edges of its steps, its queue's
// opening hours, days and (when factors or counts go by interval) intervals.
func (p *plan) compileSource(q int32, s *Source) sourcePlan {
	out := sourcePlan{Source: s, queue: q, key: hashName(s.Name), scale: s.HandleScale, busy: !s.NoBusyness && p.centre.Busyness > 0, latent: None}
	if out.scale == 0 {
		out.scale = 1
	}
	if s == &p.queues[q].Sources[0] && s.DayCV > 0 {
		out.latent = slices.Index(p.coupled, q)
	}
	out.worked, out.work = p.expectedWork(q)
	open := p.queues[q].open
	if s.Process == Replay {
		for _, t := range s.Trace {
			if at := t + p.origin; at >= 0 && at < p.end && Contains(open, at) {
				out.trace = append(out.trace, at)
			}
		}
		slices.Sort(out.trace)
		return out
	}
	byInterval := s.IntervalCV > 0 || s.Process == Counts
	for _, span := range open {
		from, to := max(span.From, 0), min(span.To, p.end)
		for at := from; at < to; {
			next := min(to, p.origin+Time(p.day(at)+1)*Day)
			if byInterval {
				next = min(next, (at/p.interval+1)*p.interval)
			}
			if i := sort.Search(len(s.Rate.At), func(i int) bool { return s.Rate.At[i]+p.origin > at }); i < len(s.Rate.At) {
				next = min(next, s.Rate.At[i]+p.origin)
			}
			if rate := s.Rate.ValueAt(at-p.origin) / float64(Second); rate > 0 {
				out.segments = append(out.segments, segment{at, next, rate, p.day(at), int32(p.bin(at))})
			}
			at = next
		}
	}
	return out
}

// stream is the state of one source in one replication: its next arrival.
type stream struct {
	next     Time
	base     uint64 // key of the source's day; customer n has base + n·gamma
	ordinal  uint64 // of the next customer within the day
	at       int    // segment
	pos      float64
	inverse  float64 // microseconds per unit of cumulative rate in this segment
	to       float64
	left     int // Counts: arrivals still to place in this segment
	source   *sourcePlan
	forecast float64
	factor   float64 // day × forecast × busyness
	day      int64
	queue    int32
	control  streamControl
}

// start puts s before its first arrival of the replication.
func (e *engine) startStream(s *stream, src *sourcePlan) {
	*s = stream{source: src, queue: src.queue, at: -1, day: math.MinInt64, forecast: 1, next: Never}
	if src.ForecastCV > 0 {
		s.forecast = gammaFactor(e.stratified(uint64(purposeForecast), hashName(cmp.Or(src.ForecastKey, src.Name))), src.ForecastCV)
	}
	e.advance(s)
}

// advance computes the next arrival of s. Poisson: unit exponentials go
// through the inverse of the cumulative rate, so that more volume moves the
// same customers closer together.
func (e *engine) advance(s *stream) {
	if s.source.Process != Poisson {
		e.advanceOther(s)
		return
	}
	if s.at < 0 && !e.nextSegment(s) {
		s.next = Never
		return
	}
	w := keyed(s.base+s.ordinal*gamma, purposeArrival, 0)
	u := w.next()
	left, sure := sureExponential(u)
	if !sure {
		left = w.exponentialEdge(u)
	}
	for {
		pos := s.pos + left*s.inverse
		if pos < s.to {
			s.pos = pos
			s.next = Time(pos)
			return
		}
		left -= (s.to - s.pos) / s.inverse
		day := s.day
		if !e.nextSegment(s) {
			s.next = Never
			return
		}
		if s.day != day { // a new day starts its own stream
			w := keyed(s.base, purposeArrival, 0)
			left = w.exponential()
		}
	}
}

// take returns the key and handle time of the stream's next customer, and finds the arrival of the one after.
func (e *engine) take(s *stream, q *queuePlan) (base uint64, work Time) {
	if e.tape != nil {
		return e.takeTaped(s, q)
	}
	return e.draw(s, q)
}

func (e *engine) draw(s *stream, q *queuePlan) (base uint64, work Time) {
	base = s.base + s.ordinal*gamma
	s.ordinal++
	work = e.drawWork(s, q, base)
	e.advance(s)
	return base, work
}

// nextSegment moves s to its next segment, and to the next day when that
// begins there; false when none is left.
func (e *engine) nextSegment(s *stream) bool {
	for {
		s.at++
		if s.at >= len(s.source.segments) {
			return false
		}
		seg := &s.source.segments[s.at]
		if seg.day != s.day {
			e.newDay(s, seg.day)
		}
		rate := seg.rate * s.factor
		if cv := s.source.IntervalCV; cv > 0 {
			w := draws(hashKey(e.key, s.source.key, uint64(purposeIntervalFactor), uint64(seg.bin)))
			rate *= gammaFactor(w.openUniform(), cv)
		}
		if rate <= 0 {
			continue
		}
		s.pos, s.to, s.inverse = float64(seg.from), float64(seg.to), 1/rate
		if seg.day >= 0 {
			s.control.expected += (s.to - s.pos) * rate
		}
		return true
	}
}

func (e *engine) newDay(s *stream, day int64) {
	s.endDay()
	s.day, s.ordinal = day, 0
	s.base = hashKey(e.key, s.source.key, uint64(day))
	s.factor = s.forecast * e.dayFactor(s.source, day)
}

// advanceOther serves the processes that are not Poisson.
func (e *engine) advanceOther(s *stream) {
	if s.source.Process == Replay {
		if s.at++; s.at >= len(s.source.trace) {
			s.next = Never
			return
		}
		s.next = s.source.trace[s.at]
		if day := e.plan.day(s.next); day != s.day {
			e.newDay(s, day)
		}
		return
	}
	for s.left == 0 {
		if !e.nextSegment(s) {
			s.next = Never
			return
		}
		expected := (s.to - s.pos) / s.inverse
		whole := math.Floor(expected)
		w := draws(hashKey(e.key, s.source.key, uint64(purposeCount), uint64(s.at)))
		s.left = int(whole)
		if w.uniform() < expected-whole {
			s.left++
		}
	}
	// The smallest of n uniform places in the rest of the segment.
	w := keyed(s.base+s.ordinal*gamma, purposeArrival, 0)
	s.pos += (s.to - s.pos) * (1 - math.Pow(w.openUniform(), 1/float64(s.left)))
	s.left--
	s.next = min(Time(s.pos), Time(s.to)-1)
}
