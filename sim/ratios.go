package sim

// perReplication is a count: its denominator is the number of replications.
func perReplication(n int64) ratio { return ratio{float64(n), 1} }

func share(x, y int64) ratio { return ratio{float64(x), float64(y)} }

func seconds(x, y int64) ratio { return ratio{float64(x) / float64(Second), float64(y)} }

// issueCounts are the issues that began on a queue; where contacts are not
// tracked one by one they follow from the contacts.
type issueCounts struct{ all, contacts, answered, first, resolved, lost, unresolved, late int64 }

func (q *queuePlan) issueCounts(t *queueTally) issueCounts {
	if q.issues {
		return issueCounts{t[qIssues], t[qIssueContacts], t[qIssuesAnswered], t[qIssuesFirst], t[qIssuesResolved],
			t[qIssuesLost], t[qIssuesUnresolved], t[qIssuesLate]}
	}
	late := int64(0)
	if q.deferred {
		late = t[qDueAll] - t[qDueMet]
	} else if q.awtStated {
		late = t[qAnswered] - t[qInAwt]
	}
	return issueCounts{t[qArrivals] + t[qOpening], t[qArrivals] + t[qOpening], t[qAnswered], t[qAnswered], t[qAnswered],
		t[qAbandoned] + t[qBlocked] + t[qDisconnected], 0, late}
}

// ratio returns metric m of the queue from its counters t over open
// microseconds. It panics on metrics that are not ratios of counters.
func (q *queuePlan) ratio(m Metric, t *queueTally, open int64) ratio {
	switch m {
	case Arrivals, Blocked, SelfServed, Offered, Answered, Abandoned, Balked, Messages, Callbacks, Disconnected, FlowedOut, InSystem,
		Dialled, Retries, Repeats, TransfersIn, OpeningBacklog, Backlogged:
		return perReplication(q.count(m, t))
	case AnsweredInAwt, AbandonedInAwt, ShortAbandoned:
		if q.Target == nil || m != ShortAbandoned && !q.awtStated {
			return ratio{}
		}
		return perReplication(q.count(m, t))
	case ASA:
		return seconds(t[tWaitAnswered], t[qAnswered])
	case MeanWait:
		return seconds(t[tWaitAnswered]+t[tWaitAbandoned]+t[tWaitOther], t.offered()+t[qOpening])
	case TimeToAbandon:
		return seconds(t[tWaitAbandoned], t[qAbandoned])
	case Abandonment:
		return share(t[qAbandoned], t.offered()+t[qOpening])
	case AbandonmentExcludingShort:
		if q.Target == nil {
			return ratio{}
		}
		return share(t[qAbandoned]-t[qShort], t.offered()+t[qOpening]-t[qShort])
	case Delayed:
		return share(t.offered()+t[qOpening]-t[qImmediate], t.offered()+t[qOpening])
	case Blocking:
		return share(t[qBlocked], t[qArrivals])
	case AHT:
		return seconds(t[tTalk]+t[tWrap], t[qAnswered])
	case QueueLength:
		return share(t[tArea], open)
	case CompletedInDue:
		return share(t[qDueMet], t[qDueAll])
	case ProbabilityOfTarget:
		return q.probability(t)
	}
	if m >= ServiceLevel && m <= ServiceLevelAnsweredOnly {
		return q.serviceLevel(m, t)
	}
	i := q.issueCounts(t)
	switch m {
	case FirstContactResolution:
		return share(i.first, i.answered)
	case CustomersServed:
		return share(i.answered, i.all)
	case ContactsPerIssue:
		return share(i.contacts, i.all)
	}
	panic("sim: " + m.String() + " is no ratio of a queue's counters")
}

func (q *queuePlan) serviceLevel(m Metric, t *queueTally) ratio {
	if !q.awtStated {
		return ratio{}
	}
	if m == ServiceLevel {
		return t.serviceLevel(q.Target.Definition)
	}
	return t.serviceLevel(Definition(m - ServiceLevelAbandonsNegative))
}

// counterOf is the counter behind each metric that is a plain count.
var counterOf = [metrics]int{Arrivals: qArrivals, Blocked: qBlocked, SelfServed: qSelfServed, Answered: qAnswered,
	AnsweredInAwt: qInAwt, Abandoned: qAbandoned, AbandonedInAwt: qAbandonedInAwt, Balked: qBalked, ShortAbandoned: qShort,
	Messages: qMessages, Callbacks: qCallbacks, Disconnected: qDisconnected, FlowedOut: qFlowed, Dialled: qDialled,
	Retries: qRetries, Repeats: qRepeats, TransfersIn: qTransfers, OpeningBacklog: qOpening, Backlogged: qOpen}

func (q *queuePlan) count(m Metric, t *queueTally) int64 {
	switch m {
	case Offered:
		return t.offered()
	case InSystem:
		return t[qWaitingAtEnd] + t[qServiceAtEnd]
	}
	return t[counterOf[m]]
}

// met tells whether every stated part of the queue's target holds on counters
// t; defined is false when there was nothing to judge.
func (q *queuePlan) met(t *queueTally) (met, defined bool) {
	target := q.Target
	if target == nil {
		return false, false
	}
	met = true
	atMost := func(r ratio, limit float64) {
		if limit == limit && r.y > 0 { // stated
			defined = true
			met = met && r.x <= limit*r.y
		}
	}
	if level := target.Level; level == level {
		r := ratio{float64(t[qDueMet]), float64(t[qDueAll])}
		if !q.deferred {
			r = t.serviceLevel(target.Definition)
		}
		if r.y > 0 {
			defined = true
			met = r.x >= level*r.y
		}
	}
	atMost(q.ratio(Abandonment, t, 0), target.MaxAbandonment)
	atMost(q.ratio(ASA, t, 0), target.MaxASASeconds)
	return met, defined
}

// probability is 1 ÷ 1 when the counters of one span meet the target, 0 ÷ 1 when they do not.
func (q *queuePlan) probability(t *queueTally) ratio {
	met, defined := q.met(t)
	switch {
	case !defined:
		return ratio{}
	case met:
		return ratio{1, 1}
	}
	return ratio{0, 1}
}

// ratio returns metric m of the group from its counters t, over open
// microseconds and with paid hours of the plan.
func (g *groupPlan) ratio(m Metric, t *groupTally, open int64, paidHours float64) ratio {
	hour := float64(Hour)
	overrun := float64(t[gOverrun]) / hour
	switch m {
	case Occupancy:
		return share(t[gHandling], t[gLoggedIn])
	case Utilization:
		return ratio{float64(t[gHandling]) / hour, paidHours + overrun}
	case LoggedInHours:
		return ratio{float64(t[gLoggedIn]) / hour, 1}
	case HandlingHours:
		return ratio{float64(t[gHandling]) / hour, 1}
	case PaidHours:
		return ratio{paidHours + overrun, 1}
	case Shrinkage:
		return ratio{paidHours + overrun - float64(t[gLoggedIn])/hour, paidHours + overrun}
	case Concurrency:
		handled := t[gHandling]
		if g.shared {
			handled = t[gHandled]
		}
		return share(handled, t[gHandling])
	case Agents:
		return share(t[gLoggedIn], open)
	case ContactsHandled:
		return perReplication(t[gContacts])
	case OverrunHours:
		return ratio{overrun, 1}
	}
	panic("sim: " + m.String() + " is no ratio of a group's counters")
}
