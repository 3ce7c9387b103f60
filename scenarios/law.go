package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"agner/sim"
)

// dist reads a distribution: a duration, never where endless is true, or a
// table; what names it in messages. The table may have more fields, which are
// not part of the law. Nil: it has been reported.
func (r *reader) dist(n *node, at, what string, endless bool, more ...field) *Dist {
	d := &Dist{Path: at, Law: sim.NewLaw()}
	before := len(r.mistakes)
	switch {
	case n.kind == single && n.text == "never" && endless:
		if !r.unchanged(n, "never") {
			return nil
		}
		d.Law.Shape = "never"
	case n.kind == single:
		d.Law.Mean, _, _ = r.number(n, durations())
	case n.kind == listed && len(n.items) > 0 || n.kind == keyed && len(n.entries) > 0 && clockForm.MatchString(n.entries[0].key):
		r.fail(n, "%s is a distribution: a mean over the day is written {mean: {08:00: 5m, …}}", what)
	case n.kind == keyed:
		r.law(n, at, what, d, more)
	default:
		r.fail(n, "%s must be a duration such as 5m or a table such as {mean: 5m, cv: 1.2}, not %s", what, n.kind)
	}
	if len(r.mistakes) > before {
		return nil
	}
	return r.checkLaw(n, what, d, endless)
}

func (r *reader) distInto(p **Dist, what string) func(*node, string) {
	return func(n *node, at string) { *p = r.dist(n, at, what, false) }
}

// law reads a distribution written as a table. Changes of the whole go to its durations.
func (r *reader) law(n *node, at, what string, d *Dist, more []field) {
	changes := n.changes
	bare := *n
	bare.changes = nil
	length := func(p *float64) func(*node, string) {
		return func(v *node, _ string) { *p, _, _ = r.number(v.with(changes), durations()) }
	}
	ratio := func(p *float64, q quantity) func(*node, string) {
		return func(v *node, _ string) { *p, _, _ = r.number(v, q) }
	}
	l := &d.Law
	fields := []field{
		{"mean", func(v *node, p string) { r.mean(v.with(changes), p, d) }},
		{"cv", ratio(&l.CV, ratios())},
		{"shape", r.choiceInto(&l.Shape, "a shape", sim.Shapes()...)},
		{"median", length(&l.Median)}, {"p90", length(&l.P90)},
		{"min", length(&l.Min)}, {"mode", length(&l.Mode)}, {"max", length(&l.Max)},
		{"phases", func(v *node, _ string) {
			if f, _, ok := r.number(v, counts("a number of phases", 1)); ok {
				l.Phases = int(f)
			}
		}},
		{"k", ratio(&l.K, number("k", 0, 1e6))},
		{"scale", length(&l.Scale)},
		{"mu", ratio(&l.Mu, number("mu", -100, 100))},
		{"sigma", ratio(&l.Sigma, number("sigma", 0, 100))},
		{"values", func(v *node, p string) { l.Values = r.numbers(v.with(changes), p, "values", durations()) }},
		{"weights", func(v *node, p string) { l.Weights = r.numbers(v, p, "weights", number("a weight", 0, maxMoney)) }},
		{"parts", func(v *node, p string) { r.parts(v.with(changes), p, d) }},
		{"mixture", func(v *node, p string) { // short for shape: mixture with its parts
			if n.get("shape") != nil || n.get("parts") != nil {
				r.fail(v, "mixture: [...] stands for shape: mixture and its parts: write one or the other")
			}
			l.Shape = "mixture"
			r.parts(v.with(changes), p, d)
		}},
		{"cap", length(&l.Cap)},
	}
	if n.get("file") != nil {
		d.File = r.fileRef(n, at, durations(), append([]field{fields[2], fields[len(fields)-1]}, more...)...)
		if l.Shape != "" && l.Shape != "empirical" {
			r.fail(n.get("shape"), "a file of durations is of shape empirical, not %s", l.Shape)
		}
		l.Shape = "empirical"
		return
	}
	r.table(&bare, at, what, append(fields, more...)...)
	if len(changes) > 0 && !math.IsNaN(l.Mu) {
		r.fail(n, "%s is given by mu and sigma: change those, or write it by mean and cv", what)
	}
}

// mean reads the mean of a distribution, which may be a profile.
func (r *reader) mean(n *node, at string, d *Dist) {
	if n.kind == single {
		d.Law.Mean, _, _ = r.number(n, durations())
		return
	}
	d.Mean = r.calendar(n, at, durations(), true)
	d.Law.Mean = 1
}

// numbers reads a list of quantities.
func (r *reader) numbers(n *node, at, what string, q quantity) []float64 {
	out := []float64{}
	if n.kind != listed {
		r.fail(n, "%s must be a list such as [1, 2], not %s", what, n.described())
		return out
	}
	for _, item := range n.items {
		v, _, _ := r.number(item.with(n.changes), q)
		out = append(out, v)
	}
	return out
}

// parts reads the branches of a mixture.
func (r *reader) parts(n *node, at string, d *Dist) {
	changes := n.changes
	bare := *n
	bare.changes = nil
	d.Law.Parts = []sim.Part{}
	r.eachItem(&bare, at, "parts", func(item *node, p string) {
		part := sim.Part{Weight: math.NaN()}
		weight := field{"weight", func(v *node, _ string) { part.Weight, _, _ = r.number(v, number("a weight", 0, maxMoney)) }}
		inner := Dist{Path: p, Law: sim.NewLaw()}
		before := len(r.mistakes)
		if r.isTable(item, "a part of a mixture") {
			r.law(item.with(changes), p, "a part of a mixture", &inner, []field{weight})
			r.require(item, "a part of a mixture", "weight")
		}
		if len(r.mistakes) == before && (inner.Mean.IsSet() || inner.File != nil) {
			r.fail(item, "a part of a mixture cannot change over the day or come from a file")
		}
		part.Law = inner.Law
		d.Law.Parts = append(d.Law.Parts, part)
	})
}

// checkLaw reports what sim finds wrong with the law.
func (r *reader) checkLaw(n *node, what string, d *Dist, endless bool) *Dist {
	law := d.Law
	if d.File != nil { // read later: any values will do here
		law.Values = []float64{1}
	}
	if !endless && law.Shape == "never" {
		r.fail(n.get("shape"), "%s cannot be endless", what)
		return nil
	}
	_, problems := law.Distribution()
	for _, p := range problems {
		if p.Path == "mean" && n.get("mean") == nil && n.kind == keyed { // nothing to point at
			r.fail(n, "%s: %s", what, p.Message)
			continue
		}
		r.fail(inside(n, p.Path), "%s: %s", what, p.Message)
	}
	if len(problems) > 0 {
		return nil
	}
	return d
}

var pathStep = regexp.MustCompile(`^([a-z0-9_]*)(?:\[([0-9]+)\])?$`)

// inside returns the part of n at a path of sim.Problem, or the nearest around it.
func inside(n *node, path string) *node {
	for _, part := range strings.Split(path, ".") {
		m := pathStep.FindStringSubmatch(part)
		if m == nil {
			return n
		}
		inner := n.get(m[1])
		if inner == nil {
			return n
		}
		n = inner
		if i, err := strconv.Atoi(m[2]); err == nil {
			if i >= len(n.items) {
				return n
			}
			n = n.items[i]
		}
	}
	return n
}

// factor reads a relative change as a value of its own: +20% or +30s.
func (r *reader) factor(n *node) *Factor {
	if !r.scalar(n, "a change such as +20%") || !r.unchanged(n, "a change") {
		return nil
	}
	c, ok, problem := parseChange(n)
	switch {
	case problem != "":
		r.fail(n, "%s", problem)
	case !ok && n.quoted && (strings.HasPrefix(n.text, "+") || strings.HasPrefix(n.text, "-")):
		r.fail(n, "write %s without quotes", n.text)
	case !ok:
		r.fail(n, "%s is not a change: write +20%%, -30%% or +30s", quote(n.text))
	case c.points != 0:
		r.fail(n, "%s: a duration changes by a percentage or by a duration, such as +20%% or +30s", quote(n.text))
	case c.times != 0:
		return &Factor{Times: c.times}
	default:
		seconds, problem := parseDuration(c.adds)
		if problem != "" {
			r.fail(n, "%s", problem)
			return nil
		}
		if c.negative {
			seconds = -seconds
		}
		return &Factor{PlusSeconds: seconds}
	}
	return nil
}

func (r *reader) factorInto(p **Factor) func(*node, string) {
	return func(n *node, _ string) { *p = r.factor(n) }
}

// added reads an added share such as +250%, or a removed one such as -30%.
func (r *reader) added(n *node) (float64, bool) {
	if n.kind == single && len(n.changes) == 0 && !strings.HasSuffix(n.text, "%") {
		r.fail(n, "%s: demand changes by a percentage, such as +250%%", quote(n.text))
		return 0, false
	}
	f := r.factor(n)
	if f == nil {
		return 0, false
	}
	return f.Times - 1, true
}

var rateForm = regexp.MustCompile(`^(.+)/\s*([a-z]+)$`)

// rate reads "3%/month"; with signed, negative rates too.
func (r *reader) rate(n *node, signed bool) *Rate {
	if !r.scalar(n, "a rate such as 2%/month") || !r.unchanged(n, "a rate") {
		return nil
	}
	text := n.text
	if signed { // +2%/month and -2%/month are plain to read
		text = strings.TrimPrefix(text, "+")
	}
	m := rateForm.FindStringSubmatch(text)
	if m == nil {
		r.fail(n, "%s has no time: write it like 2%%/month, per day, week, month or year", quote(n.text))
		return nil
	}
	v, problem := parseFraction(strings.TrimSpace(m[1]))
	period, ok := map[string]RatePeriod{"day": PerRateDay, "week": PerRateWeek, "month": PerRateMonth, "year": PerRateYear}[m[2]]
	switch {
	case problem != "":
		r.fail(n, "%s", problem)
	case !ok:
		r.fail(n, "%s: a rate is per day, week, month or year", quote(n.text))
	case v < 0 && !signed:
		r.fail(n, "%s is negative", quote(n.text))
	case v <= -1 || v > 10:
		r.fail(n, "%s is out of range: a rate lies above -100%% and at most at 1000%%", quote(n.text))
	default:
		return &Rate{v, period}
	}
	return nil
}

// amount reads money for a period: "500/day", or a plain number for once.
func (r *reader) amount(n *node) *Amount {
	if !r.scalar(n, "an amount such as 500/day") {
		return nil
	}
	text, per, slash := strings.Cut(n.text, "/")
	per = strings.TrimSpace(per)
	if slash && per != "day" && per != "week" && per != "month" && per != "year" {
		r.fail(n, "%s: an amount is per day, week, month or year, or a plain number", quote(n.text))
		return nil
	}
	q := money()
	q.least = 0
	bare := *n
	bare.text = strings.TrimSpace(text)
	if slash { // a change may repeat the period
		q.parse = plain(func(s string) (float64, string) {
			s, other, has := strings.Cut(s, "/")
			if has && strings.TrimSpace(other) != per {
				return 0, fmt.Sprintf("the amount that changes is per %s", per)
			}
			return parseMoney(strings.TrimSpace(s))
		})
	}
	v, _, ok := r.number(&bare, q)
	if !ok {
		return nil
	}
	return &Amount{v, per}
}

func (r *reader) amountInto(p **Amount) func(*node, string) {
	return func(n *node, _ string) { *p = r.amount(n) }
}
