package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"agner/budget"
	"agner/sim"
)

// Names is what a sentence may name.
type Names struct {
	Self     string   // the variant that states the sentence; empty: base
	Variants []string // without base
	Queues   func(variant string) []string
	Groups   func(variant string) []string
	Interval sim.Time // spans must consist of whole intervals; 0: any
}

// Problem is a mistake in a sentence. Offset is its place in the text, in
// characters. Name and Known, when set, let the caller suggest what was meant.
type Problem struct {
	Offset  int
	Message string
	Name    string
	Known   []string
}

// Read reads one sentence:
//
//	sum relation limit
//	sum    = [number *] number-of-the-centre, more of them joined by " + " or " - "
//	number = [variant.](queue|group|total).metric[[from-to]] | probability([variant.]place.target) | probability(sum relation limit)
//	relation = >= | <= | > | <
//
// With problems the expectation is not usable.
func Read(text string, at Position, names Names) (Expectation, []Problem) {
	if names.Self == "" {
		names.Self = Base
	}
	r := &sentence{text: text, names: names}
	c := r.condition(piece{text, 0}, true)
	return Expectation{Text: strings.Join(strings.Fields(text), " "), At: at, Variant: names.Self, Condition: c}, r.problems
}

// sentence is one sentence being read.
type sentence struct {
	text     string
	names    Names
	problems []Problem
}

// piece is a part of the sentence and where it begins, in bytes.
type piece struct {
	text string
	at   int
}

func (p piece) trimmed() piece {
	left := strings.TrimLeft(p.text, " \t\n")
	return piece{strings.TrimRight(left, " \t\n"), p.at + len(p.text) - len(left)}
}

func (p piece) cut(from, to int) piece { return piece{p.text[from:to], p.at + from} }

func (r *sentence) fail(p piece, format string, args ...any) *Problem {
	r.problems = append(r.problems, Problem{Offset: utf8.RuneCountInString(r.text[:min(p.at, len(r.text))]), Message: fmt.Sprintf(format, args...)})
	return &r.problems[len(r.problems)-1]
}

func (r *sentence) unknown(p piece, kind string, known []string) {
	problem := r.fail(p, "there is no %s %q", kind, p.text)
	problem.Name, problem.Known = p.text, known
}

const howToWrite = "write it like sales.service_level >= 80%"

// condition reads sum relation limit.
func (r *sentence) condition(p piece, outer bool) (c Condition) {
	at, sign := relationIn(p.text)
	if at < 0 {
		r.fail(p.trimmed(), "%q compares nothing: %s", strings.TrimSpace(p.text), howToWrite)
		return c
	}
	left, limit := p.cut(0, at).trimmed(), p.cut(at+len(sign), len(p.text)).trimmed()
	relation, ok := map[string]Relation{">=": AtLeast, "≥": AtLeast, "<=": AtMost, "≤": AtMost, ">": Above, "<": Below}[sign]
	if !ok {
		r.fail(p.cut(at, at+len(sign)), "%q is no relation here: simulated numbers are compared with >=, <=, > or <", sign)
		return c
	}
	c.Relation = relation
	before := len(r.problems)
	r.sum(left, &c, outer)
	if len(r.problems) > before {
		return c
	}
	r.limit(limit, &c)
	if len(r.problems) == before {
		r.turnQuantile(left, &c)
	}
	return c
}

// relationIn finds the relation outside of parentheses.
func relationIn(text string) (at int, sign string) {
	depth := 0
	for i := range text {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth != 0 {
			continue
		}
		for _, s := range []string{">=", "<=", "==", "!=", "≥", "≤", ">", "<", "="} {
			if strings.HasPrefix(text[i:], s) {
				return i, s
			}
		}
	}
	return -1, ""
}

// sum reads terms joined by " + " and " - ".
func (r *sentence) sum(p piece, c *Condition, outer bool) {
	if p.text == "" {
		r.fail(p, "there is nothing left of the relation: %s", howToWrite)
		return
	}
	start, sign, depth := 0, 1.0, 0
	add := func(to int) {
		if t, unit, ok := r.term(p.cut(start, to).trimmed(), outer); ok {
			t.Factor *= sign
			if len(c.Sum) > 0 && unit != c.Unit {
				r.fail(p.cut(start, to).trimmed(), "this is %s and cannot be added to %s", unit.words(), c.Unit.words())
				return
			}
			c.Unit = unit
			c.Sum = append(c.Sum, t)
		}
	}
	for i := 0; i < len(p.text); i++ {
		switch p.text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
		if depth == 0 && i+3 <= len(p.text) && (p.text[i:i+3] == " + " || p.text[i:i+3] == " - ") {
			add(i)
			sign = map[byte]float64{'+': 1, '-': -1}[p.text[i+1]]
			start = i + 3
			i += 2 // in "a + + b" the signs share a space: the second term is then "+ b"
		}
	}
	add(len(p.text))
}

// term reads [number *] number-of-the-centre.
func (r *sentence) term(p piece, outer bool) (t Term, unit Unit, ok bool) {
	t.Factor = 1
	if number, _, found := strings.Cut(p.text, " * "); found && !strings.Contains(number, "(") {
		v, problem := parseNumber(strings.TrimSpace(number))
		if problem != "" {
			r.fail(p, "%s: write a number before *", problem)
			return t, 0, false
		}
		t.Factor = v
		p = p.cut(len(number)+3, len(p.text)).trimmed()
	}
	if inner, found := strings.CutPrefix(p.text, "probability("); found {
		if !outer || !strings.HasSuffix(inner, ")") {
			r.fail(p, "write probability(sales.target) or probability(sales.service_level >= 75%%), not inside of another probability")
			return t, 0, false
		}
		return r.probability(p.cut(len("probability("), len(p.text)-1), t)
	}
	t.Ref, unit, ok = r.ref(p, "")
	return t, unit, ok
}

// probability reads what stands in the parentheses.
func (r *sentence) probability(p piece, t Term) (Term, Unit, bool) {
	if at, _ := relationIn(p.text); at >= 0 {
		before := len(r.problems)
		c := r.condition(p, false)
		t.Inside = &c
		return t, Fraction, len(r.problems) == before
	}
	p = p.trimmed()
	if !strings.HasSuffix(p.text, ".target") {
		r.fail(p, "%q is nothing that can hold: write probability(sales.target), or a comparison such as probability(sales.service_level >= 75%%)", p.text)
		return t, 0, false
	}
	var ok bool
	t.Ref, _, ok = r.ref(p, sim.ProbabilityOfTarget.String())
	return t, Fraction, ok
}

// ref reads [variant.]place.metric[span]; metric, when not empty, stands for the
// last part.
func (r *sentence) ref(p piece, metric string) (ref Ref, unit Unit, ok bool) {
	name, span := p, piece{}
	if i := strings.IndexByte(p.text, '['); i >= 0 {
		if !strings.HasSuffix(p.text, "]") {
			r.fail(p, "%q: a span is written service_level[10:00-12:00]", p.text)
			return ref, 0, false
		}
		name, span = p.cut(0, i).trimmed(), p.cut(i+1, len(p.text)-1)
	}
	var parts []piece
	for start := 0; ; {
		i := strings.IndexByte(name.text[start:], '.')
		if i < 0 {
			parts = append(parts, name.cut(start, len(name.text)))
			break
		}
		parts = append(parts, name.cut(start, start+i))
		start += i + 1
	}
	if len(parts) < 2 || len(parts) > 3 {
		r.fail(p, "%q names no number: write queue.metric, group.metric or total.metric, with a variant before it if need be", p.text)
		return ref, 0, false
	}
	ref.Variant = r.names.Self
	if len(parts) == 3 {
		ref.Variant = parts[0].text
		if known := append([]string{Base}, r.names.Variants...); !slices.Contains(known, ref.Variant) {
			r.unknown(parts[0], "variant", known)
			return ref, 0, false
		}
		parts = parts[1:]
	}
	if !r.place(parts[0], &ref) {
		return ref, 0, false
	}
	last := parts[1]
	if metric != "" {
		last.text = metric
	}
	if unit, ok = r.metric(last, &ref); !ok || span.text == "" {
		return ref, unit, ok
	}
	return ref, unit, r.span(span, &ref)
}

func (r *sentence) place(p piece, ref *Ref) bool {
	queues, groups := r.names.Queues(ref.Variant), r.names.Groups(ref.Variant)
	ref.Place = p.text
	switch {
	case p.text == Total:
		ref.Of = sim.OfTotal
	case slices.Contains(queues, p.text):
		ref.Of = sim.OfQueue
	case slices.Contains(groups, p.text):
		ref.Of = sim.OfGroup
	default:
		r.unknown(p, "queue or group", slices.Concat(queues, groups, []string{Total}))
		return false
	}
	return true
}

func (r *sentence) metric(p piece, ref *Ref) (Unit, bool) {
	// A queue and a group may have the same name: the metric tells which is meant.
	if ref.Of == sim.OfQueue && !slices.Contains(metricsOf(sim.OfQueue), p.text) &&
		slices.Contains(metricsOf(sim.OfGroup), p.text) && slices.Contains(r.names.Groups(ref.Variant), ref.Place) {
		ref.Of = sim.OfGroup
	}
	known := metricsOf(ref.Of)
	ref.Metric = p.text
	switch {
	case !slices.Contains(known, p.text):
		kind := map[sim.Subject]string{sim.OfTotal: "metric of the total", sim.OfQueue: "metric of queues", sim.OfGroup: "metric of groups"}[ref.Of]
		r.unknown(p, kind, known)
		return 0, false
	case slices.Contains(budget.Figures(), p.text):
		ref.Money = true
		return Money, true
	}
	m, _ := sim.MetricByName(p.text)
	return unitOf(m), true
}

// turnQuantile turns "the p-quantile of waits is at most L" into the equivalent
// "the share that waits at most L is at least p", which has an honest interval.
func (r *sentence) turnQuantile(p piece, c *Condition) {
	for _, t := range c.Sum {
		m, ok := sim.MetricByName(t.Ref.Metric)
		if _, quantile := sim.IsWaitQuantile(m); !ok || !quantile || t.Inside != nil {
			continue
		}
		if len(c.Sum) > 1 || t.Factor != 1 {
			r.fail(p, "%s is a quantile: it can be compared with a limit, not added up; use asa, or a service level", t.Ref.Metric)
			return
		}
		if c.Limit < 0 {
			r.fail(p, "waits are never negative")
		}
	}
}
