package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"agner/sim"
)

// traceClock is how a moment is written: to the microsecond, as the simulation knows it.
const traceClock = "2006-01-02T15:04:05.000000"

// WriteTrace writes every contact that run emits as one row: entered, queue, group,
// wait, talk, wrap_up, outcome, customer. Times are in seconds, entered is the clock
// of a horizon that begins at start. Contacts come in the order of their ends.
func WriteTrace(w io.Writer, start time.Time, run func(emit func(sim.Record)) error) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"entered", "queue", "group", "wait", "talk", "wrap_up", "outcome", "customer"}) // csv.Writer keeps the first error
	seconds := func(t sim.Time) string { return strconv.FormatFloat(t.Seconds(), 'f', -1, 64) }
	err := run(func(r sim.Record) {
		entered := start.Add(time.Duration(r.Entered/sim.Microsecond) * time.Microsecond)
		_ = out.Write([]string{entered.Format(traceClock), r.Queue, r.Group, seconds(r.Wait), seconds(r.Talk), seconds(r.WrapUp), r.Outcome,
			strconv.FormatUint(r.Customer, 10)})
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}
