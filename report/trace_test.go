package report

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"agner/sim"
)

func TestWriteTrace(t *testing.T) {
	start := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	err := WriteTrace(&b, start, func(emit func(sim.Record)) error {
		emit(sim.Record{Queue: "sales", Group: "tier1", Entered: 9*sim.Hour + 1, Wait: 2500 * sim.Millisecond, Talk: 3 * sim.Minute, WrapUp: 30 * sim.Second, Outcome: "answered", Customer: 7})
		emit(sim.Record{Queue: `a "b", c`, Entered: -sim.Second, Wait: sim.Second, Outcome: "abandoned", Customer: 8})
		return nil
	})
	want := "entered,queue,group,wait,talk,wrap_up,outcome,customer\n" +
		"2027-03-01T09:00:00.000001,sales,tier1,2.5,180,30,answered,7\n" +
		"2027-02-28T23:59:59.000000,\"a \"\"b\"\", c\",,1,0,0,abandoned,8\n"
	if err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
	stopped := errors.New("stopped")
	if err := WriteTrace(&b, start, func(func(sim.Record)) error { return stopped }); err != stopped {
		t.Errorf("%v", err)
	}
}
