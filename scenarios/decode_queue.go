package scenarios

import (
	"slices"
	"time"

	"agner/sim"
)

// Channels of queues.
func channels() []string {
	return []string{string(sim.Voice), string(sim.Chat), string(sim.Email), string(sim.Social), string(sim.Messaging), string(sim.BackOffice), string(sim.Outbound)}
}

func (r *reader) queues(n *node, path string) []QueueSpec {
	var out []QueueSpec
	r.each(n, path, "queues", "queue", func(e entry, p string) {
		q := QueueSpec{Path: p, Name: e.key}
		if e.key == "total" {
			r.fail(e.at, "a queue cannot be called total: that is what all queues together are called")
		}
		r.queue(e.value, p, &q)
		out = append(out, q)
	})
	return out
}

func (r *reader) queue(n *node, path string, q *QueueSpec) {
	r.table(n, path, "queue "+q.Name,
		field{"label", r.textInto(&q.Label)},
		field{"channel", r.choiceInto(&q.Channel, "a channel", channels()...)},
		field{"priority", r.countInto(&q.Priority, wholeUpTo("a priority", -1000, 1000))},
		field{"open", r.hoursInto(&q.Open)},
		field{"arrivals", func(v *node, p string) { q.Arrivals = r.arrivals(v, p) }},
		field{"self_service", func(v *node, p string) { q.SelfService = r.selfService(v, p) }},
		field{"handle_time", r.distInto(&q.Handle, "handle_time")},
		field{"wrap_up", r.distInto(&q.WrapUp, "wrap_up")},
		field{"aht", func(v *node, p string) { r.aht(v, p, q) }},
		field{"patience", func(v *node, p string) { q.Patience = r.patience(v, p) }},
		field{"retry", func(v *node, p string) { q.Retry = r.comeBack(v, p, "retry") }},
		field{"repeat", func(v *node, p string) { q.Repeat = r.comeBack(v, p, "repeat") }},
		field{"transfers", func(v *node, p string) { q.Transfers = r.transfers(v, p) }},
		field{"conference", func(v *node, p string) { q.Conference = r.conference(v, p) }},
		field{"lines", r.nameInto(&q.Lines)},
		field{"queue_limit", r.countInto(&q.QueueLimit, counts("a queue limit", 0))},
		field{"callback", func(v *node, p string) { q.Callback = r.callback(v, p) }},
		field{"due", func(v *node, p string) { q.Due = r.due(v, p) }},
		field{"opening_backlog", func(v *node, p string) { q.Backlog = r.backlog(v, p) }},
		field{"interruptible", r.truthInto(&q.Interruptible)},
		field{"target", func(v *node, p string) { q.Target = r.target(v, p) }},
		field{"value", func(v *node, p string) { q.Value = r.value(v, p) }},
		field{"dialer", func(v *node, p string) { q.Dialer = r.dialer(v, p) }})
	for _, other := range []string{"handle_time", "wrap_up"} {
		if at := n.get(other); at != nil && n.get("aht") != nil {
			r.fail(at, "%s and aht are both given: aht is both together, keep one", other)
		}
	}
	if at := n.get("dialer"); at != nil && n.get("arrivals") != nil {
		r.fail(at, "a queue has arrivals or a dialer, not both")
	}
}

func (r *reader) arrivals(n *node, path string) *ArrivalsSpec {
	a := &ArrivalsSpec{Path: path}
	r.table(n, path, "arrivals",
		field{"volume", r.calendarInto(&a.Volume, volumes(), true)},
		field{"shape", func(v *node, p string) { shape := r.profile(v, p, number("a weight", 0, maxMoney)); a.Shape = &shape }},
		field{"weekdays", func(v *node, p string) { a.Weekdays = r.weekdayFactors(v, p) }},
		field{"growth", func(v *node, _ string) { a.Growth = r.rate(v, true) }},
		field{"includes", func(v *node, _ string) { a.IncludesSaid = true; a.Includes = r.includes(v) }},
		field{"day_cv", r.floatInto(&a.DayCV, spreads())},
		field{"interval_cv", r.floatInto(&a.IntervalCV, spreads())},
		field{"forecast_error", r.floatInto(&a.ForecastError, spreads())},
		field{"with", func(v *node, p string) { a.With = r.correlations(v, p) }},
		field{"process", func(v *node, p string) { r.process(v, p, a) }})
	if n.kind == keyed && n.get("volume") == nil && a.Trace == nil && n.get("process") == nil {
		r.fail(n, "arrivals needs volume")
	}
	return a
}

// process reads poisson, counts, or trace with its file.
func (r *reader) process(n *node, path string, a *ArrivalsSpec) {
	if n.kind == keyed {
		r.table(n, path, "process", field{"trace", func(v *node, p string) {
			a.Process = "trace"
			if v.kind == single { // trace: file.csv cannot say which column
				r.fail(v, "a trace is a file with its column of time stamps: {file: %s, column: …}", v.text)
				return
			}
			if r.isTable(v, "trace") {
				a.Trace = r.fileRef(v, p, counts("a time stamp", 0))
			}
		}})
		r.require(n, "process", "trace")
		return
	}
	a.Process = r.choice(n, "a process", "poisson", "counts", "trace")
	if a.Process == "trace" {
		r.fail(n, "process trace needs its file: {trace: {file: calls.csv, column: arrived}}")
	}
}

func (r *reader) weekdayFactors(n *node, path string) []WeekdayFactor {
	var out []WeekdayFactor
	var seen Weekdays
	r.each(n, path, "weekdays", "weekday", func(e entry, p string) {
		days, ok := readWeekdays(e.key)
		switch {
		case !ok:
			r.fail(e.at, "%s", weekdayProblem(e.key))
			return
		case days&seen != 0:
			r.fail(e.at, "%s: a weekday has a factor already in an entry above", e.key)
			return
		}
		seen |= days
		f, _, _ := r.number(e.value, factorOrShare())
		for d := range time.Weekday(7) {
			if days.Has(d) {
				out = append(out, WeekdayFactor{p, d, f})
			}
		}
	})
	return out
}

// factorOrShare reads a factor as 1.15 or 115%.
func factorOrShare() quantity {
	q := factors()
	q.parse, q.points, q.form = plain(parseFraction), true, percentForm
	return q
}

func (r *reader) includes(n *node) []string {
	known := []string{"repeats", "retries", "transfers"}
	names := r.names(n, "what the figures include")
	for i, item := range append([]*node{n}, n.items...) {
		if name := item.text; (i > 0 || n.kind == single) && slices.Contains(names, name) && !slices.Contains(known, name) {
			r.fail(item, "%s is nothing that figures include; expected one of repeats, retries, transfers%s", quote(name), suggestion(name, known))
		}
	}
	return names
}

func (r *reader) correlations(n *node, path string) []CorrelationSpec {
	var out []CorrelationSpec
	q := number("a correlation", -1, 1)
	q.parse, q.form = plain(parseFraction), percentForm
	r.each(n, path, "with", "queue", func(e entry, p string) {
		rho, _, _ := r.number(e.value, q)
		out = append(out, CorrelationSpec{p, e.key, rho})
	})
	return out
}

func (r *reader) selfService(n *node, path string) *SelfServiceSpec {
	s := &SelfServiceSpec{Path: path}
	r.table(n, path, "self_service",
		field{"containment", r.calendarInto(&s.Containment, fractions(), false)},
		field{"time", r.distInto(&s.Time, "time")},
		field{"false_containment", r.calendarInto(&s.FalseContainment, fractions(), false)},
		field{"returns_after", r.distInto(&s.ReturnsAfter, "returns_after")})
	r.require(n, "self_service", "containment", "time")
	if n.get("false_containment") != nil {
		r.require(n, "self_service with false_containment", "returns_after")
	}
	return s
}

// aht reads {mean, wrap_up, cv}: mean is all of it, cv that of talk and hold.
func (r *reader) aht(n *node, path string, q *QueueSpec) {
	if !r.isTable(n, "aht") {
		return
	}
	if at := n.get("wrap_up"); at != nil {
		q.WrapUp = r.dist(at.with(n.changes), join(path, "wrap_up"), "wrap_up", false)
	}
	var wrap *Dist // consumed above
	q.Handle = r.dist(n, path, "aht", false, field{"wrap_up", func(*node, string) { wrap = q.WrapUp }})
	if q.Handle == nil || wrap == nil {
		return
	}
	law, mean := q.Handle.Law, wrap.Distribution().MeanSeconds()
	if wrap.Mean.IsSet() || q.Handle.Mean.IsSet() || wrap.File != nil || q.Handle.File != nil {
		r.fail(n, "an aht with a wrap-up over the day is not supported: write handle_time and wrap_up")
		return
	}
	if n.get("mean") == nil {
		r.fail(n, "aht needs mean: or write handle_time and wrap_up")
		return
	}
	if law.Mean <= mean {
		r.fail(n.get("wrap_up"), "wrap_up is not below the mean of aht, which is talk, hold and wrap_up together")
		return
	}
	q.Handle.Law.Mean = law.Mean - mean
}

func (r *reader) patience(n *node, path string) *PatienceSpec {
	p := &PatienceSpec{Path: path}
	if n.kind == keyed && n.get("observed") != nil {
		r.table(n, path, "patience that is observed",
			field{"balk", r.calendarInto(&p.Balk, fractions(), false)},
			field{"observed", func(v *node, at string) { p.Observed = r.observed(v, at) }})
		return p
	}
	p.Dist = r.dist(n, path, "patience", true, field{"balk", r.calendarInto(&p.Balk, fractions(), false)})
	p.Never = p.Dist != nil && p.Dist.Law.Shape == "never"
	if p.Never {
		p.Dist = nil
	}
	return p
}

func (r *reader) observed(n *node, path string) *ObservedSpec {
	o := &ObservedSpec{Path: path}
	var abandonment *float64
	var wait *sim.Time
	r.table(n, path, "observed",
		field{"abandonment", r.floatInto(&abandonment, fractions())},
		field{"mean_wait", r.durationInto(&wait)})
	r.require(n, "observed", "abandonment", "mean_wait")
	if abandonment == nil || wait == nil {
		return nil
	}
	if *abandonment == 0 {
		r.fail(n.get("abandonment"), "nobody abandoned: from that no patience follows; write patience: never")
	}
	if *wait == 0 {
		r.fail(n.get("mean_wait"), "nobody waited: from that no patience follows; state a mean such as 2m")
	}
	o.Abandonment, o.MeanWait = *abandonment, *wait
	return o
}

func (r *reader) comeBack(n *node, path, what string) *ReturnSpec {
	s := &ReturnSpec{Path: path}
	fields := []field{
		{"probability", r.calendarInto(&s.Probability, fractions(), false)},
		{"after", r.distInto(&s.After, "after")},
		{"to", r.nameInto(&s.To)},
	}
	if what == "retry" {
		fields = append(fields, field{"attempts", r.countInto(&s.Attempts, wholeUpTo("a number of attempts", 1, 100))})
	}
	r.table(n, path, what, fields...)
	r.require(n, what, "probability", "after")
	return s
}

func (r *reader) transfers(n *node, path string) []TransferSpec {
	var out []TransferSpec
	r.eachItem(n, path, "transfers", func(v *node, p string) {
		s := TransferSpec{Path: p}
		r.table(v, p, "a transfer",
			field{"probability", r.calendarInto(&s.Probability, fractions(), false)},
			field{"to", r.nameInto(&s.To)},
			field{"queue", r.truthInto(&s.Queue)})
		r.require(v, "a transfer", "probability", "to")
		out = append(out, s)
	})
	return out
}

func (r *reader) conference(n *node, path string) *ConferenceSpec {
	s := &ConferenceSpec{Path: path}
	r.table(n, path, "conference",
		field{"probability", r.calendarInto(&s.Probability, fractions(), false)},
		field{"with", r.nameInto(&s.With)},
		field{"time", r.distInto(&s.Time, "time")},
		field{"if_busy", r.choiceInto(&s.IfBusy, "a reaction", "skip")})
	r.require(n, "conference", "probability", "with", "time")
	return s
}

func (r *reader) callback(n *node, path string) *CallbackSpec {
	s := &CallbackSpec{Path: path}
	r.table(n, path, "callback",
		field{"offer_after", r.durationInto(&s.OfferAfter)},
		field{"if_wait_over", r.durationInto(&s.IfWaitOver)},
		field{"accept", r.calendarInto(&s.Accept, fractions(), false)},
		field{"reach", r.calendarInto(&s.Reach, fractions(), false)},
		field{"within", r.durationInto(&s.Within)})
	r.require(n, "callback", "accept")
	return s
}

func (r *reader) due(n *node, path string) *DueSpec {
	s := &DueSpec{Path: path}
	r.table(n, path, "due",
		field{"within", func(v *node, _ string) {
			d, ok := r.duration(v)
			if ok && d == 0 {
				r.fail(v, "work cannot be due at once: state a time such as 24h")
			}
			s.Within = d
		}},
		field{"clock", r.choiceInto(&s.Clock, "a clock", "elapsed", "open", "working_days")})
	r.require(n, "due", "within")
	return s
}

func (r *reader) backlog(n *node, path string) *BacklogSpec {
	s := &BacklogSpec{Path: path}
	var items *int
	r.table(n, path, "opening_backlog",
		field{"items", r.countInto(&items, wholeUpTo("a number of items", 0, 1e7))},
		field{"age", r.distInto(&s.Age, "age")})
	r.require(n, "opening_backlog", "items", "age")
	if items != nil {
		s.Items = *items
	}
	return s
}
