package scenarios

import (
	"strings"
	"testing"

	"agner/sim"
)

// Campaign of 200 000 × 1.5 % = 3 000 contacts, all on calls.
const mailer = "events.mailer={kind: campaign, at: 2027-03-01 09:00, audience: 200000, contact_rate: {mean: 1.5%, cv: 30%}, curve: {peak: 2h, half_life: 4h}, queues: {calls: 100%}, cost: 45000"

func campaignOf(t *testing.T, s *Scenario) sim.Source {
	t.Helper()
	q := s.Centre.Queues[0]
	if len(q.Sources) != 2 {
		t.Fatalf("%d sources, want own demand and campaign", len(q.Sources))
	}
	return q.Sources[1]
}

func onlySource(s *Scenario, i int) *sim.Queue {
	q := s.Centre.Queues[0]
	q.Sources = q.Sources[i : i+1]
	return &q
}

func TestCampaignConservesItsTotal(t *testing.T) {
	// Ten days leave less than 2^-50 of the curve beyond the horizon.
	s := changed(t, "horizon.days=10", mailer+"}")
	q := onlySource(s, 1)
	if got := contacts(q, 0, s.Centre.Horizon.Length); !nearly(got, 3000) {
		t.Errorf("%v contacts over nights and closing hours, want 3000", got)
	}
	// What falls into the night of Monday enters in the first half hour of Tuesday.
	first, second := contacts(q, 32*sim.Hour, 32*sim.Hour+30*sim.Minute), contacts(q, 32*sim.Hour+30*sim.Minute, 33*sim.Hour)
	if first < 10*second {
		t.Errorf("Tuesday opens with %v and goes on with %v contacts; the night is missing", first, second)
	}
	lost := changed(t, "horizon.days=10", mailer+", closed: lost}")
	open := contacts(onlySource(lost, 1), 0, 24*sim.Hour)
	if night := contacts(q, 0, 24*sim.Hour); !nearly(open, night) {
		t.Errorf("the first day has %v contacts, %v with closed: lost", night, open)
	}
	if got := contacts(onlySource(lost, 1), 24*sim.Hour, 240*sim.Hour) + open; got > 2900 {
		t.Errorf("closed: lost keeps %v of 3000 contacts", got)
	}
	// What is lost is said, and nothing where nothing is.
	if w := strings.Join(s.Warnings, "\n"); strings.Contains(w, "not simulated") {
		t.Errorf("warnings %q", w)
	}
	if w := strings.Join(lost.Warnings, "\n"); !strings.Contains(w, "of its contacts on calls fall into closed time or outside of the horizon") {
		t.Errorf("warnings %q", w)
	}
	if w := strings.Join(changed(t, mailer+"}").Warnings, "\n"); !strings.Contains(w, "of its contacts on calls fall outside of the horizon") {
		t.Errorf("warnings %q", w)
	}
	if src := campaignOf(t, s); src.ForecastCV != 0.3 || !src.NoBusyness || src.ForecastKey != "mailer" {
		t.Errorf("source %+v", src)
	}
	if len(s.Money.Campaigns) != 1 || s.Money.Campaigns[0].Value != 45000 {
		t.Errorf("campaign costs %+v", s.Money.Campaigns)
	}
}

// The curve has its densest point at the peak, and half of it a half-life later.
func TestCampaignCurve(t *testing.T) {
	s := changed(t, "horizon.open=24h", "horizon.interval=1m", mailer+"}")
	rate := campaignOf(t, s).Rate
	peak := rate.ValueAt(11*sim.Hour - sim.Minute)
	if later := rate.ValueAt(15*sim.Hour - sim.Minute); later/peak < 0.49 || later/peak > 0.51 {
		t.Errorf("a half-life after the peak the rate is %v of it", later/peak)
	}
	if early := rate.ValueAt(10 * sim.Hour); early/peak < 0.49 || early/peak > 0.51 {
		t.Errorf("half way to the peak the rate is %v of it", early/peak)
	}
	if before := rate.ValueAt(9*sim.Hour - sim.Second); before != 0 {
		t.Errorf("before the campaign its rate is %v", before)
	}
}

func TestCampaignByDays(t *testing.T) {
	s := changed(t, "horizon.days=4", "horizon.holidays=[2027-03-03]",
		"events.mailer={kind: campaign, at: 2027-03-01 09:00, audience: 1000, contact_rate: 10%, curve: {days: [50%, 20%, 20%, 10%]}, closed: next_opening, queues: {calls: 100%}}")
	q := onlySource(s, 1)
	var got []float64
	for d := range sim.Time(4) {
		got = append(got, contacts(q, d*sim.Day, (d+1)*sim.Day))
	}
	if want := []float64{50, 20, 0, 30}; !allNear(got, want) {
		t.Errorf("days have %v contacts, want %v: the holiday's wait for the next opening", got, want)
	}
}

func TestCampaignHandleTime(t *testing.T) {
	s := changed(t, mailer+", handle_time: +20%}")
	if got := campaignOf(t, s).HandleScale; !nearly(got, 1.2) {
		t.Errorf("handle times are scaled by %v, want 1.2", got)
	}
}

func TestSurge(t *testing.T) {
	s := changed(t, "horizon.days=1", "queues.calls.arrivals.volume=60/h",
		"events.outage={kind: surge, at: 2027-03-01 14:10, for: 90m, queues: {calls: +250%}, patience: -30%}")
	q := &s.Centre.Queues[0]
	from, to := 14*sim.Hour+10*sim.Minute, 15*sim.Hour+40*sim.Minute
	if got := contacts(q, from, to); !nearly(got, 90*3.5) {
		t.Errorf("%v contacts during the outage, want 315", got)
	}
	if got := contacts(q, 0, sim.Day); !nearly(got, 600+90*2.5) {
		t.Errorf("%v contacts in the day, want 825", got)
	}
	for at, want := range map[sim.Time]float64{from - 1: 120, from: 84, to: 120} {
		if got := q.Patience.Mean().ValueAt(at); !nearly(got, want) {
			t.Errorf("patience at %v h is %v s, want %v", at.Hours(), got, want)
		}
	}
}

func TestAbsenceEvent(t *testing.T) {
	s := changed(t, "horizon.days=3", "groups.team.absence=4%", "events.snow={kind: absence, on: 2027-03-02, groups: {team: 15%}}")
	a := s.Centre.Groups[0].Absence
	for d, want := range []float64{0.04, 0.19, 0.04} {
		if got := a.ValueAt(sim.Time(d) * sim.Day); !nearly(got, want) {
			t.Errorf("absence on day %d is %v, want %v", d, got, want)
		}
	}
}

const twoChannels = office + `  chatters: {agents: 5, skills: [chat]}
`

func TestShiftBetweenChannels(t *testing.T) {
	s, err := tryLoad(twoChannels, []string{"horizon.days=3",
		"queues.chat={channel: chat, open: 08:00-13:00, handle_time: 8m, patience: 3m}",
		"events.chat_opens={kind: shift, from: 2027-03-02, move: {from: calls, to: chat, share: 25%}, induced: {share: 8%, of: moved}}"})
	if err != nil {
		t.Fatal(err)
	}
	// Chat is open half of the day: 1000 × ½ × 25 % = 125 move, 10 more are induced.
	if got, want := daily(s, 0), []float64{1000, 875, 875}; !allNear(got, want) {
		t.Errorf("calls %v, want %v", got, want)
	}
	if got, want := daily(s, 1), []float64{0, 135, 135}; !allNear(got, want) {
		t.Errorf("chats %v, want %v", got, want)
	}
}

func TestTakeUp(t *testing.T) {
	s, err := tryLoad(twoChannels, []string{"horizon.days=3", "horizon.open=24h",
		"queues.chat={channel: chat, handle_time: 8m, patience: 3m}",
		"events.chat_opens={kind: shift, from: 2027-03-01, move: {from: calls, to: chat, share: 20%}, take_up: 2d}"})
	if err != nil {
		t.Fatal(err)
	}
	// Linear over two days: 5 % on average on the first, 15 % on the second, then 20 %.
	if got, want := daily(s, 1), []float64{50, 150, 200}; !allNear(got, want) {
		t.Errorf("chats %v, want %v", got, want)
	}
}

func TestChangeFromADate(t *testing.T) {
	s := changed(t, "horizon.days=3", "events.new_bot={kind: change, from: 2027-03-02, set: {queues.calls.arrivals.volume: -20%, groups.team.agents: +5, queues.calls.handle_time: 4m}}")
	if got, want := daily(s, 0), []float64{1000, 800, 800}; !allNear(got, want) {
		t.Errorf("contacts %v, want %v", got, want)
	}
	for d, want := range []int{20, 25, 25} {
		if got := s.Centre.Seats.At(0, sim.Time(d)*sim.Day+9*sim.Hour); got != want {
			t.Errorf("day %d has %d agents, want %d", d, got, want)
		}
	}
	mean := s.Centre.Queues[0].Handle.Mean()
	if a, b := mean.ValueAt(12*sim.Hour), mean.ValueAt(36*sim.Hour); a != 300 || b != 240 {
		t.Errorf("handle times %v and %v s, want 300 and 240", a, b)
	}
}

// A fifth of the paid time is lost, from Tuesday on 10 % of the rest as well; the ten who are scheduled are then nine.
func TestChangeOfPaidTime(t *testing.T) {
	s := changed(t, "horizon.days=3", "groups.team={agents: 10, agents_are: scheduled, skills: [calls], shrinkage: 20%}",
		"events.flu={kind: change, from: 2027-03-02, set: {groups.team.adherence: 90%}}")
	for d, want := range []float64{1 / 0.8, 1 / 0.72, 1 / 0.72} {
		at := sim.Time(d)*sim.Day + 9*sim.Hour
		if got := s.Centre.Groups[0].PaidPerSeatAt(at); !nearly(got, want) {
			t.Errorf("day %d: %v paid per seat, want %v", d, got, want)
		}
		if got, want := s.Centre.Seats.At(0, at), []int{10, 9, 9}[d]; got != want {
			t.Errorf("day %d: %d seats, want %d", d, got, want)
		}
	}
}

// A bot that opens on Tuesday.
func TestChangeThatAddsAPart(t *testing.T) {
	s := changed(t, "horizon.days=2", "events.new_bot={kind: change, from: 2027-03-02, set: {queues.calls.self_service: {containment: 40%, time: 90s}}}")
	bot := s.Centre.Queues[0].SelfService
	if a, b := bot.Containment.ValueAt(12*sim.Hour), bot.Containment.ValueAt(36*sim.Hour); a != 0 || b != 0.4 {
		t.Errorf("containment %v and %v, want 0 and 0.4", a, b)
	}
}

func TestPlannersDoNotKnow(t *testing.T) {
	for known, felt := range map[string]int{"always": 2, "never": 1, "10d": 2} {
		s := changed(t, mailer+", known: "+known+"}")
		if got := len(s.Centre.Queues[0].Sources); got != 2 {
			t.Errorf("known: %s: the run feels %d sources, want 2", known, got)
		}
		if got := len(s.Planned.Queues[0].Sources); got != felt {
			t.Errorf("known: %s: planners know %d sources, want %d", known, got, felt)
		}
	}
	s := changed(t, "horizon.days=12", "events.mailer={kind: campaign, at: 2027-03-11 09:00, audience: 1000, contact_rate: 1%, curve: {days: [100%]}, queues: {calls: 100%}, known: 2d}")
	if got := len(s.Planned.Queues[0].Sources); got != 1 {
		t.Errorf("ten days ahead planners know %d sources of an event told two days before, want 1", got)
	}
}
