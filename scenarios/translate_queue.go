package scenarios

import (
	"cmp"
	"math"

	"agner/sim"
)

// queuePart translates a queue but for its route and demand.
func (t *translator) queuePart(q *QueueSpec) sim.Queue {
	h := t.hours(q.Open)
	out := sim.Queue{
		Name:          q.Name,
		Channel:       t.channel(q),
		Priority:      withDefault(t, q.Priority, q.Path+".priority", "1", defaultPriority),
		Open:          t.axis.spans(h),
		SelfService:   t.selfService(q.SelfService, h),
		Retry:         t.returns(q.Retry, q, h, true),
		Repeat:        t.returns(q.Repeat, q, h, false),
		Trunk:         sim.None,
		Limit:         sim.None,
		Callback:      t.callback(q.Callback, h),
		Due:           t.due(q),
		Interruptible: q.Interruptible != nil && *q.Interruptible,
	}
	t.service(q, &out, h)
	t.patience(q, &out, h)
	for i := range q.Transfers {
		out.Transfers = append(out.Transfers, t.transfer(&q.Transfers[i], h))
	}
	if c := q.Conference; c != nil {
		out.Conference = &sim.Conference{
			Probability: t.fraction(c.Probability, h),
			With:        t.group(c.Path+".with", c.With),
			Time:        t.dist(c.Time, h),
		}
	}
	t.limits(q, &out)
	if q.Backlog != nil {
		out.Backlog = &sim.Backlog{Items: q.Backlog.Items, Age: t.dist(q.Backlog.Age, h)}
		if out.Due == nil {
			t.fail(q.Backlog.Path, "only deferrable work can have an opening backlog; state due: {within: 48h}, or remove it")
		}
	}
	if q.Interruptible == nil && out.Due != nil {
		t.useDefault(q.Path+".interruptible", "false")
	}
	out.Target = t.target(q, out.Due != nil)
	out.Dialer = t.dialer(q, h)
	return out
}

// service translates handle time and wrap-up.
func (t *translator) service(q *QueueSpec, out *sim.Queue, h Hours) {
	if q.Handle == nil {
		t.fail(q.Path, "handle_time is required, for example handle_time: {mean: 300s, cv: 0.9}")
	}
	out.Handle = t.dist(q.Handle, h)
	if q.WrapUp == nil {
		t.useDefault(q.Path+".wrap_up", "0")
	}
	out.WrapUp = t.dist(q.WrapUp, h)
	if out.Handle.Endless() || out.WrapUp.Endless() {
		t.fail(q.Path+".handle_time", "a handle time that never ends serves nobody")
	}
}

// patience translates the time to abandonment and balking.
func (t *translator) patience(q *QueueSpec, out *sim.Queue, h Hours) {
	p := q.Patience
	deferrable := out.Due != nil || isDeferrable(sim.Channel(q.Channel))
	out.Patience = sim.EndlessPatience()
	switch {
	case p == nil && deferrable:
		t.useDefault(q.Path+".patience", "never")
		return
	case p == nil:
		t.fail(q.Path, "patience is required, because a silent default would mislead; for example patience: {mean: 2m}, or patience: never")
		return
	}
	if p.Balk.IsSet() {
		out.Balk = t.fraction(p.Balk, h)
	}
	switch {
	case p.Never:
	case deferrable:
		t.fail(p.Path, "deferrable work does not abandon; remove patience or write patience: never")
	case p.Observed != nil:
		out.Patience = observed(p.Observed)
	case p.Dist != nil:
		out.Patience = t.dist(p.Dist, h)
	}
}

// observed returns exponential patience with the mean that explains what was
// seen: in any stretch of time abandonments come at rate waiting ÷ mean, so
// that abandonment = mean wait of all ÷ mean patience.
func observed(o *ObservedSpec) sim.Distribution {
	return sim.Exponential(o.MeanWait.Seconds() / o.Abandonment)
}

func (t *translator) selfService(s *SelfServiceSpec, h Hours) *sim.SelfService {
	if s == nil {
		return nil
	}
	return &sim.SelfService{
		Containment:      t.fraction(s.Containment, h),
		Time:             t.dist(s.Time, h),
		FalseContainment: t.fractionWithDefault(s.FalseContainment, s.Path+".false_containment", "0", 0, h),
		ReturnsAfter:     t.dist(s.ReturnsAfter, h),
	}
}

// returns translates retry and repeat.
func (t *translator) returns(r *ReturnSpec, q *QueueSpec, h Hours, retry bool) *sim.Return {
	if r == nil {
		return nil
	}
	out := &sim.Return{Probability: t.fraction(r.Probability, h), After: t.dist(r.After, h)}
	if retry {
		out.Attempts = withDefault(t, r.Attempts, r.Path+".attempts", "3", defaultAttempts)
	}
	to := r.To
	if to == "" {
		to = q.Name
		t.useDefault(r.Path+".to", q.Name)
	}
	out.To = t.queue(r.Path+".to", to)
	return out
}

func (t *translator) transfer(r *TransferSpec, h Hours) sim.Transfer {
	return sim.Transfer{
		Probability: t.fraction(r.Probability, h),
		To:          t.queue(r.Path+".to", r.To),
		Queue:       withDefault(t, r.Queue, r.Path+".queue", "true", true),
	}
}

// limits translates lines and queue_limit.
func (t *translator) limits(q *QueueSpec, out *sim.Queue) {
	switch {
	case q.Lines == "" && out.Due == nil:
		t.useDefault(q.Path+".lines", "unlimited")
	case q.Lines != "":
		out.Trunk = t.resolve(q.Path+".lines", q.Lines, "trunk group under lines", t.lines)
	}
	if q.QueueLimit == nil {
		t.useDefault(q.Path+".queue_limit", "unlimited")
	} else {
		out.Limit = *q.QueueLimit
	}
}

func (t *translator) callback(c *CallbackSpec, h Hours) *sim.Callback {
	if c == nil {
		return nil
	}
	out := &sim.Callback{
		OfferAfter: withDefault(t, c.OfferAfter, c.Path+".offer_after", "0", 0),
		IfWaitOver: withDefault(t, c.IfWaitOver, c.Path+".if_wait_over", "0", 0),
		Accept:     t.fraction(c.Accept, h),
		Reach:      t.fractionWithDefault(c.Reach, c.Path+".reach", "100%", 1, h),
		Within:     sim.Never,
	}
	if c.Within == nil {
		t.fail(c.Path, "within is required: the time in which the customer is called back, for example within: 2h")
	} else {
		out.Within = *c.Within
	}
	return out
}

// channel returns how customers get in touch: by voice unless stated, and work
// with a due time is back-office work.
func (t *translator) channel(q *QueueSpec) sim.Channel {
	out := sim.Channel(q.Channel)
	if out == "" {
		if out = sim.Voice; q.Due != nil {
			out = sim.BackOffice
		}
		t.useDefault(q.Path+".channel", string(out))
	}
	return out
}

// isDeferrable tells channels whose work waits without anybody on the line.
func isDeferrable(c sim.Channel) bool { return c == sim.Email || c == sim.BackOffice }

// due translates the promise on deferrable work.
func (t *translator) due(q *QueueSpec) *sim.Due {
	if q.Due == nil {
		if isDeferrable(sim.Channel(q.Channel)) {
			t.fail(q.Path, "due is required for channel %s, for example due: {within: 24h, clock: open}", q.Channel)
		}
		return nil
	}
	if q.Channel == string(sim.Outbound) || q.Channel == string(sim.Voice) {
		t.fail(q.Due.Path, "work of channel %s cannot be deferred; use channel: back_office, or callback for calls", q.Channel)
	}
	return &sim.Due{Within: q.Due.Within, Clock: choose[sim.DueClock](t, q.Due.Clock, q.Due.Path+".clock", "elapsed", "open", "working_days")}
}

// target translates the service promised on a queue.
func (t *translator) target(q *QueueSpec, deferrable bool) *sim.Target {
	s := q.Target
	if s == nil {
		return nil
	}
	out := &sim.Target{Level: orNaN(s.Level), MaxAbandonment: orNaN(s.MaxAbandonment), MaxASASeconds: math.NaN(), Awt: sim.Never, Short: defaultShortAbandon,
		Per: choose[sim.Per](t, s.Per, s.Path+".per", "day", "interval", "week", "horizon")}
	if s.MaxASA != nil {
		out.MaxASASeconds = s.MaxASA.Seconds()
	}
	if deferrable {
		if s.Within != nil || s.Definition != "" || s.MaxAbandonment != nil || s.MaxASA != nil || s.ShortAbandon != nil {
			t.fail(s.Path, "the target of deferrable work is target: {level: 95%%} of the work done within due; nothing else applies")
		}
		return out
	}
	var names []string
	for _, d := range sim.Definitions() {
		names = append(names, d.String())
	}
	out.Definition = choose[sim.Definition](t, s.Definition, s.Path+".definition", names...)
	out.Short = withDefault(t, s.ShortAbandon, s.Path+".short_abandon", "5s", defaultShortAbandon)
	switch {
	case s.Within != nil:
		out.Awt = *s.Within
	case s.Level != nil:
		t.fail(s.Path, "within is required with level: %s of the contacts answered within what time? For example within: 20s", percent(*s.Level))
	default:
		t.useDefault(s.Path+".within", "20s")
		out.Awt = defaultWithin
	}
	return out
}

func (t *translator) dialer(q *QueueSpec, h Hours) *sim.Dialer {
	d := q.Dialer
	if d == nil {
		if q.Channel == string(sim.Outbound) {
			t.fail(q.Path, "an outbound queue needs a dialer, for example dialer: {mode: progressive, list: 5000, reach: 30%%}")
		}
		return nil
	}
	if q.Channel != string(sim.Outbound) {
		t.fail(d.Path, "a dialer is for channel: outbound; this queue is %s", cmp.Or(sim.Channel(q.Channel), sim.Voice))
	}
	out := &sim.Dialer{
		Mode:           choose[sim.DialMode](t, d.Mode, d.Path+".mode", "predictive", "progressive", "preview"),
		List:           sim.None,
		Reach:          t.fraction(d.Reach, h),
		DialsPerAgent:  withDefault(t, d.DialsPerAgent, d.Path+".dials_per_agent", "1", defaultDialsPerAgent),
		StartWhenIdle:  withDefault(t, d.StartWhenIdle, d.Path+".start_when_idle", "1", defaultStartWhenIdle),
		Ring:           withDefault(t, d.Ring, d.Path+".ring", "0", 0),
		Preview:        value(d.Preview, 0),
		MaxAbandonment: orNaN(d.MaxAbandonment),
	}
	if d.Hours.Parts == nil {
		t.useDefault(d.Path+".hours", "while the queue is open")
		out.Hours = t.axis.spans(h)
	} else {
		out.Hours = t.axis.spans(d.Hours)
	}
	switch {
	case d.List != nil:
		out.List = *d.List
	case !d.Unlimited:
		t.fail(d.Path, "list is required: how many numbers to call, or list: unlimited")
	}
	if d.Watch == nil && !d.WatchSaid {
		t.useDefault(d.Path+".watch", "the groups that serve the queue")
	}
	for i, name := range d.Watch {
		out.Watch = append(out.Watch, t.group(indexed(d.Path+".watch", i), name))
	}
	return out
}
