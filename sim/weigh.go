package sim

// Measures: weighted counters (options.go) of one replication.

// measure evaluates a measure on t.
func (c *collector) measure(t *tally, m *Measure) ratio {
	if m.Of != nil {
		return c.metricOf(t, m.Of)
	}
	r := ratio{y: 1}
	for i := range m.Num {
		r.x += c.weigh(t, &m.Num[i])
	}
	if m.Den != nil {
		r.y = 0
		for i := range m.Den {
			r.y += c.weigh(t, &m.Den[i])
		}
	}
	return r
}

// metricOf evaluates a metric over some intervals.
func (c *collector) metricOf(t *tally, of *MetricOf) ratio {
	if of.Queue == None {
		g, sum := int(c.p.groupIndex[of.Group]), groupTally{}
		for bin := of.From + c.p.warm; bin < of.To+c.p.warm; bin++ {
			sum.add(t.group(g, bin))
		}
		return c.p.groups[g].ratio(of.Metric, &sum, 0, 0)
	}
	q, sum := int(c.p.queueIndex[of.Queue]), queueTally{}
	for bin := of.From + c.p.warm; bin < of.To+c.p.warm; bin++ {
		sum.add(t.queue(q, bin))
	}
	return c.p.queues[q].ratio(of.Metric, &sum, 0)
}

func (c *collector) weigh(t *tally, s *Sum) float64 {
	sum := s.Const
	for i := range s.Terms {
		sum += s.Terms[i].Weight * c.counter(t, &s.Terms[i])
	}
	if s.Floor {
		sum = max(sum, s.AtLeast)
	}
	return sum
}

// counter reads the counter of a term.
func (c *collector) counter(t *tally, term *Term) float64 {
	if term.Counter.OfGroup() {
		g := int(c.p.groupIndex[term.Index])
		sum := &c.groups[g]
		if term.From < term.To {
			sum = new(groupTally)
			for bin := term.From + c.p.warm; bin < term.To+c.p.warm; bin++ {
				sum.add(t.group(g, bin))
			}
		}
		return c.p.groups[g].counter(term.Counter, sum)
	}
	q := int(c.p.queueIndex[term.Index])
	sum := &c.queues[q]
	if term.From < term.To {
		sum = new(queueTally)
		for bin := term.From + c.p.warm; bin < term.To+c.p.warm; bin++ {
			sum.add(t.queue(q, bin))
		}
	}
	return c.p.queues[q].counter(term.Counter, sum)
}

func (g *groupPlan) counter(c Counter, t *groupTally) float64 {
	switch c {
	case CountHandlingHours:
		return Time(t[gHandling]).Hours()
	case CountHandledHours:
		if g.shared {
			return Time(t[gHandled]).Hours()
		}
		return Time(t[gHandling]).Hours()
	case CountGroupTalkHours:
		return Time(t[gTalk]).Hours()
	case CountLoggedInHours:
		return Time(t[gLoggedIn]).Hours()
	case CountOverrunHours:
		return Time(t[gOverrun]).Hours()
	case CountContactsHandled:
		return float64(t[gContacts])
	}
	panic("sim: not a counter of groups")
}

func (q *queuePlan) counter(c Counter, t *queueTally) float64 {
	switch c {
	case CountCentreHours:
		return Time(t[tBot] + t[tWaitAnswered] + t[tWaitAbandoned] + t[tWaitOther] - t[tWaitBefore] + t[tTalk]).Hours()
	case CountTalkHours:
		return Time(t[tTalk]).Hours()
	case CountArrivals:
		return float64(t[qArrivals])
	case CountBlocked:
		return float64(t[qBlocked])
	case CountSelfServed:
		return float64(t[qSelfServed])
	case CountAnswered:
		return float64(t[qAnswered])
	case CountAbandoned:
		return float64(t[qAbandoned])
	case CountMessages:
		return float64(t[qMessages])
	case CountDisconnected:
		return float64(t[qDisconnected])
	case CountDialled:
		return float64(t[qDialled])
	case CountCompleted:
		return float64(t[qCompleted])
	}
	i := q.issueCounts(t)
	switch c {
	case CountIssues:
		return float64(i.all)
	case CountIssuesAnswered:
		return float64(i.answered)
	case CountIssuesResolved:
		return float64(i.resolved)
	case CountIssuesAbandoned:
		return float64(i.lost)
	case CountIssuesUnresolved:
		return float64(i.unresolved)
	case CountIssuesLate:
		return float64(i.late)
	}
	panic("sim: not a counter of queues")
}
