package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"agner/budget"
)

// WriteStaffCSV writes the logged-in agents by interval, one column per group named
// as in the scenario, in the form that a scenario reads back:
//
//	agents: {file: seats.csv, column: GROUP, date: date, time: start, use: dated}
//
// With a schedule efficiency below 100 % each group has a second column
// GROUP_scheduled. Where a group cannot be needed stands 0, so that the last agents of
// a day do not stay into the night.
func WriteStaffCSV(w io.Writer, s *Staff) error {
	out := csv.NewWriter(w)
	scheduled := s.Task.ScheduleEfficiency > 0 && s.Task.ScheduleEfficiency < 1
	row := []string{"date", "start"}
	var needed [][]float64
	for i, g := range s.Centre.Groups {
		needed = append(needed, budget.NeededHours(s.Centre, i))
		if row = append(row, g.Name); scheduled {
			row = append(row, g.Name+"_scheduled")
		}
	}
	_ = out.Write(row) // csv.Writer keeps the first error
	for i := range s.Centre.Horizon.Intervals() {
		at := s.at(i)
		row = []string{at.Format("2006-01-02"), at.Format("15:04")}
		for g := range s.Centre.Groups {
			required, planned := s.seats(s.Plan.Seats, g, i), s.seats(s.Plan.Scheduled, g, i)
			if needed[g][i] == 0 {
				required, planned = 0, 0
			}
			if row = append(row, strconv.Itoa(required)); scheduled {
				row = append(row, strconv.Itoa(planned))
			}
		}
		_ = out.Write(row)
	}
	out.Flush()
	return out.Error()
}
