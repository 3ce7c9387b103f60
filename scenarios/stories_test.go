package scenarios

import (
	"context"
	"testing"

	"agner/sim"
)

// story runs a variant of a shipped scenario for a few days and returns the
// service level of a queue and the mean cost of a day.
func story(t *testing.T, name, variant string, queue int) (level, cost float64) {
	t.Helper()
	s, err := Load(Library(), name+".yaml", Options{Variant: variant})
	if err != nil {
		t.Fatal(err)
	}
	var measures []sim.Measure
	for _, m := range s.Money.Measures(s.Centre) {
		if m.Name == "total_cost" {
			measures = append(measures, m)
		}
	}
	r, err := sim.Run(context.Background(), s.Centre, sim.Options{Seed: s.Experiment.Seed, Replications: 60, Measures: measures})
	if err != nil {
		t.Fatal(err)
	}
	return r.Queues[queue].Get(sim.ServiceLevel).Value, r.Measures[0].Value
}

// The findings that the shipped stories tell in their comments. Each margin is
// several standard errors of 60 replications wide; seeds are fixed.
func TestStoriesHaveTheirFindings(t *testing.T) {
	usual, _ := story(t, "campaign-launch", "no_mailer", 0)
	launch, cost := story(t, "campaign-launch", "", 0)
	split, splitCost := story(t, "campaign-launch", "fewer_letters", 0)
	if usual < 0.85 || launch > 0.7 || cost > 24000 {
		t.Errorf("campaign launch: %.3f without the mailer, %.3f with it at %.0f a day; want a broken target within the budget", usual, launch, cost)
	}
	if split < 0.8 || splitCost > 24000 {
		t.Errorf("campaign launch: fewer letters and more agents reach %.3f at %.0f a day; want the target within the budget", split, splitCost)
	}
	calls, _ := story(t, "new-chat-channel", "", 0)
	before, _ := story(t, "new-chat-channel", "without_chat", 0)
	chats, _ := story(t, "new-chat-channel", "", 1)
	if calls > before-0.05 || chats < 0.85 {
		t.Errorf("new chat channel: calls %.3f (%.3f without chat), chats %.3f; want worse calls beside good chats", calls, before, chats)
	}
	if bank, _ := story(t, "retail-bank", "", 0); bank < 0.7 || bank > 0.95 {
		t.Errorf("retail bank: %.3f; want a plan near its target", bank)
	}
}
