package scenarios

import (
	"testing"
	"testing/fstest"

	"agner/sim"
)

// TestNobodyBeforeTheFirstRow: a dated file of agents that begins at 08:00 seats
// nobody before, whatever its separator.
func TestNobodyBeforeTheFirstRow(t *testing.T) {
	scenario := `horizon: {start: 2027-03-01, interval: 60m, open: 06:00-10:00}
queues:
  q: {channel: voice, arrivals: {volume: 60/h, day_cv: 10%}, handle_time: 2m, patience: 1m, target: {level: 80%, within: 20s}}
groups:
  g: {agents: {file: seats.csv, column: n, date: Date, time: Time, use: dated}, skills: [q]}
  early: {agents: {06:00: 1, 08:00: 0}, skills: [q]}
`
	for name, data := range map[string]string{
		"commas": "Date,Note,Time,n\n2027-03-01,,08:00,5\n2027-03-01,,09:00,7\n",
		"tabs":   "Date\tNote\tTime\tn\n2027-03-01\t\t08:00\t5\n2027-03-01\t\t09:00\t7\n",
	} {
		s, err := Load(fstest.MapFS{"s.yaml": {Data: []byte(scenario)}, "seats.csv": {Data: []byte(data)}}, "s.yaml", Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for hour, want := range map[sim.Time]int{6: 0, 7: 0, 8: 5, 9: 7} {
			if got := s.Centre.Seats.At(0, hour*sim.Hour); got != want {
				t.Errorf("%s: %d seats at %d:00, want %d", name, got, hour, want)
			}
		}
	}
}
