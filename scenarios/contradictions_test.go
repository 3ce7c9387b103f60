package scenarios

import (
	"strings"
	"testing"
)

// Contradictions across sections, each with the place it is told at.
func TestContradictions(t *testing.T) {
	cases := []struct {
		name string
		sets []string
		want string
	}{
		{"nobody serves", []string{"queues.chat={channel: chat, arrivals: {volume: 10/h}, handle_time: 8m, patience: 3m}"}, "no group serves this queue; add chat to the skills"},
		{"no agents at the end of the day", []string{"groups.team.agents={08:00: 10, 17:00: 0}"}, "open from 2027-03-01 17:00 to 18:00 without any agent of team"},
		{"no agents at all", []string{"groups.team.agents=0"}, "without any agent"},
		{"off the grid", []string{"groups.team.agents={08:00: 10, 10:15: 12}"}, "write 10:00 or 10:30"},
		{"slowdown", []string{"groups.team.skills={calls: {at_once: 3}}"}, "slowdown is required with at_once over 1"},
		{"slowdown for nothing", []string{"groups.team.slowdown=10%"}, "nothing slows down"},
		{"includes", []string{"queues.calls.repeat={probability: 10%, after: 1d}"}, "includes is required, because repeats into this queue are modelled"},
		{"includes for transfers", []string{"queues.calls.transfers=[{probability: 10%, to: calls}]"}, "includes is required, because transfers"},
		{"target of deferrable work", []string{"queues.mail={channel: email, arrivals: {volume: 10/h}, handle_time: 8m, due: {within: 1d}, target: {level: 95%, within: 20s}}", "groups.team.skills=[calls, mail]"}, "nothing else applies"},
		{"due is required", []string{"queues.mail={channel: email, arrivals: {volume: 10/h}, handle_time: 8m}", "groups.team.skills=[calls, mail]"}, "due is required for channel email"},
		{"route without skill", []string{"groups.other={agents: 3, skills: []}", "routing.routes={calls: [{to: [other]}]}"}, "group other does not have the skill calls"},
		{"reserve without skill", []string{"groups.other={agents: 3, skills: []}", "reserve=[{group: other, for: calls, keep_free: 1}]"}, "group other does not have the skill calls"},
		{"split", []string{"routing.routes={calls: [{split: {team: 70%}}]}"}, "add up to 70%"},
		{"within", []string{"queues.calls.target={level: 80%}"}, "within is required with level"},
		{"shrinkage", []string{"groups.team.shrinkage={out_of_office: {a: 60%, b: 50%}}"}, "leaves no time for contacts"},
		{"closed all the time", []string{"horizon.open={sat: 08:00-12:00}"}, "closed during the whole horizon"},
		{"wage and tariff", []string{"groups.team.wage=20/h", "groups.team.tariff={per: contact, price: 3}"}, "not both"},
		{"campaign over 100 %", []string{mailer + "}", "events.mailer.queues={calls: 120%}"}, "120%"},
		{"shape for intensities", []string{"queues.calls.arrivals.volume=20/min", "queues.calls.arrivals.shape={08:00: 1}"}, "shape spreads a total"},
		{"list that does not fit", []string{"groups.team.agents=[1, 2, 3]"}, "3 values for Monday, which has 20 open intervals of 30m"},
		{"interval", []string{"horizon.interval=7m"}, "must divide a day"},
		{"patience", []string{"queues.calls.patience=null"}, "patience is required"},
	}
	for _, c := range cases {
		_, err := tryLoad(office, c.sets)
		switch {
		case err == nil:
			t.Errorf("%s: no mistake is found", c.name)
		case !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v\nwant %q", c.name, err, c.want)
		}
	}
}

func TestRisks(t *testing.T) {
	cases := []struct {
		name string
		sets []string
		want string // empty: no warning
	}{
		{"sound", nil, ""},
		{"no variability", []string{"queues.calls.arrivals.day_cv=0"}, "every day is alike"},
		{"busyness is variability", []string{"queues.calls.arrivals.day_cv=0", "busyness={cv: 10%}"}, ""},
		{"300 % load and nobody gives up", []string{"queues.calls.patience=never", "queues.calls.arrivals.volume=12/min"}, "its work is 300% of the time"},
		{"300 % load for an hour", []string{"queues.calls.patience=never", "queues.calls.arrivals.volume={08:00: 12/min, 09:00: 1/min}"}, "its load is 300%"},
		{"300 % load, but customers give up", []string{"queues.calls.arrivals.volume=12/min"}, ""},
		{"repeats outside", []string{"queues.calls.arrivals.includes=[]", "queues.calls.repeat={probability: 10%, after: 3d}"}, "longer than the horizon"},
		{"zero volume", []string{"queues.calls.arrivals.volume=0/day"}, "no contacts are expected"},
		{"nothing reaches it", []string{"queues.chat={channel: chat, handle_time: 8m, patience: 3m}"}, "nothing reaches this queue"},
		{"budget without wages", []string{"budget={currency: USD, limit: 1000, per: day}"}, "no group has a wage"},
	}
	for _, c := range cases {
		s, err := tryLoad(office, c.sets)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if w := strings.Join(s.Warnings, "\n"); c.want == "" && w != "" || !strings.Contains(w, c.want) {
			t.Errorf("%s: warnings %q, want %q", c.name, w, c.want)
		}
	}
}

// TestOverloadTogether: queues that share agents are judged together, and
// recorded arrivals count with their own load.
func TestOverloadTogether(t *testing.T) {
	two := []string{"queues.calls.patience=never", "queues.calls.arrivals.volume=VOLUME", "queues.desk={channel: voice, arrivals: {volume: VOLUME, day_cv: 10%}, handle_time: 4m, patience: PATIENCE}"}
	with := func(volume, patience string, more ...string) []string {
		var out []string
		for _, set := range two {
			set = strings.ReplaceAll(set, "VOLUME", volume)
			out = append(out, strings.ReplaceAll(set, "PATIENCE", patience))
		}
		return append(out, more...)
	}
	shared := "groups.team.skills=[calls, desk]"
	cases := []struct {
		name string
		sets []string
		want string // empty: nothing about load
	}{
		{"each fits alone, both do not", with("3/min", "never", shared), "queues calls, desk together: their work is 135% of the time"},
		{"both fit", with("1/min", "never", shared), ""},
		{"whose customers give up are no danger", with("3/min", "2m", shared), ""},
		{"each has agents of its own", with("3/min", "never", "groups.others={agents: 16, skills: [desk]}"), ""},
		{"the team is full, whoever else is not", with("3/min", "never", shared, "queues.calm={channel: voice, arrivals: {volume: 1/min, day_cv: 10%}, handle_time: 4m, patience: never}", "groups.team.skills=[calls, desk, calm]", "groups.calm={agents: 90, skills: [calm]}"), "queues calls, desk together"},
	}
	for _, c := range cases {
		s, err := tryLoad(office, c.sets)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		w := strings.Join(s.Warnings, "\n")
		if told := strings.Contains(w, "nobody gives up"); told != (c.want != "") || !strings.Contains(w, c.want) {
			t.Errorf("%s: warnings %q, want %q", c.name, w, c.want)
		}
	}
	var rows strings.Builder
	rows.WriteString("arrived\n")
	for n := range 2000 {
		rows.WriteString("2027-03-01 09:00:" + []string{"05", "25", "45"}[n%3] + "\n")
	}
	s, err := tryLoad(office, []string{"queues.calls.patience=never", "queues.calls.arrivals={process: {trace: {file: calls.csv, column: arrived}}}"}, "calls.csv", rows.String())
	if err != nil {
		t.Fatal(err)
	}
	if w := strings.Join(s.Warnings, "\n"); !strings.Contains(w, "queues.calls: at 2027-03-01 09:00 its load is") {
		t.Errorf("replayed arrivals: warnings %q", w)
	}
}
