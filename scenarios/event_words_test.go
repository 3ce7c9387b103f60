package scenarios

import "testing"

// An explanation must say what an event does, to whom and until when, not only that it exists.
func TestEventWords(t *testing.T) {
	cases := []struct{ event, want string }{
		{"{kind: campaign, at: 2027-03-01 09:00, audience: 200000, contact_rate: {mean: 0.6%, cv: 25%}, curve: {peak: 90m, half_life: 3h}, queues: {calls: 100%}, handle_time: +30s, cost: 6000}",
			"e (campaign): at 2027-03-01 09:00 it reaches 200,000 people, of whom 0.6% (cv 25%) get in touch, 100% on calls; their number an hour rises for 1h30m, then halves every 3h; in closed time they wait for the next opening; handle time +30s; it costs 6,000."},
		{"{kind: campaign, at: 2027-03-01, audience: 900, contact_rate: 10%, curve: {days: [60%, 40%]}, closed: lost, queues: {calls: 100%}}",
			"e (campaign): at 2027-03-01 it reaches 900 people, of whom 10% get in touch, 100% on calls; day by day 60%, 40%; in closed time they are lost."},
		{"{kind: surge, at: 2027-03-01 09:30, for: 90m, queues: {calls: +250%}, patience: -30%, known: never}",
			"e (surge): 2027-03-01 09:30 to 11:00, contacts of calls +250%; patience −30%. Those who plan do not know of it: staffing leaves it out."},
		{"{kind: absence, on: 2027-03-01, groups: {team: 15%}}", "e (absence): 15% of team stay away on 2027-03-01, more than usual."},
		{"{kind: change, from: 2027-03-02, set: {groups.team.agents: +5}, known: 2d}",
			"e (change): from 2027-03-02 on: groups.team.agents +5. It is known 2d ahead, in time for the plan."},
		{"{kind: surge, at: 2027-03-03 22:00, for: 3h, queues: {calls: -50%}, known: 1d}",
			"e (surge): 2027-03-03 22:00 to 2027-03-04 01:00, contacts of calls −50%. It is known 1d ahead, too late for a plan made on 2027-03-01: staffing leaves it out."},
	}
	for _, c := range cases {
		s, err := tryLoad(office, []string{"horizon.days=5", "events.e=" + c.event})
		if err != nil {
			t.Errorf("%s: %v", c.event, err)
			continue
		}
		if got := s.Spec.Events[0].Words(s.Start); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.event, got, c.want)
		}
	}
	s, err := tryLoad(office, []string{"queues.chat={channel: chat, arrivals: {volume: 5/h}, handle_time: 5m, patience: 3m}", "groups.team.skills=[calls, chat]",
		"events.e={kind: shift, from: 2027-03-01, move: {from: calls, to: chat, share: 25%}, induced: {share: 8%, of: moved}, take_up: 8w}"})
	if err != nil {
		t.Fatal(err)
	}
	want := "e (shift): from 2027-03-01 on, 25% of the contacts of calls come on chat instead, a share that grows over 56d; the new way brings 8% of them on top."
	if got := s.Spec.Events[0].Words(s.Start); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
