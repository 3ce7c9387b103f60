package sim

// Conferences: an agent of another group joins at the end of the talk.

// conference draws whether a partner is called in, and takes one if one is free.
func (e *engine) conference(agent int32, c *contact, q *queuePlan) (partner int32, length Time) {
	if !e.chance(c, purposeConference, q.Conference.Probability) {
		return None, 0
	}
	list := &e.groups[q.conf].idle[0]
	if list.count == 0 {
		return None, 0
	}
	partner = list.head
	if e.plan.centre.PickAgent == RandomAgent {
		w := e.keyed(c, purposePickAgent)
		partner = e.nthIdle(list, w.below(int(list.count)))
	} else if e.plan.centre.PickAgent != LongestIdle {
		partner, _ = e.bestIdle(list)
	}
	e.unsetIdle(partner)
	p := &e.agents[partner]
	p.busySince, p.stage, p.contact = e.now, stagePartner, agent
	p.contacts++
	length = q.Conference.Time.sample(e.keyed(c, purposeConferenceTime), e.now-e.plan.origin)
	return partner, length
}

func (e *engine) conferenceEnds(agent int32) {
	c := &e.pool[e.agents[agent].contact]
	partner := c.partner
	c.partner = None
	e.talkOver(agent)
	e.partnerLeaves(partner)
}

// partnerLeaves frees the agent who joined a conference, unless the end of the horizon did.
func (e *engine) partnerLeaves(partner int32) {
	if e.agents[partner].stage == stagePartner {
		e.free(partner)
	}
}
