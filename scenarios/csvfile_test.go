package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"agner/sim"
)

func TestNumbersInFiles(t *testing.T) {
	cases := []struct {
		cell  string
		comma bool // columns are not separated by commas
		want  float64
		ok    bool
	}{
		{"12", false, 12, true}, {"12.5", false, 12.5, true}, {"-3", false, -3, true},
		{"1,234", false, 1234, true}, {"1,234.5", false, 1234.5, true}, {"1.234,5", true, 1234.5, true},
		{"12,5", true, 12.5, true}, {"12,5", false, 12.5, true}, {"1 234,5", true, 1234.5, true},
		{"35%", false, 0.35, true}, {"3,5 %", true, 0.035, true},
		{"00:04:30", false, 270, true}, {"4:30", false, 270, true}, {"100:00:00", false, 360000, true}, {"00:00:30,5", true, 30.5, true},
		{"", false, 0, false}, {"x", false, 0, false}, {"NaN", false, 0, false}, {"inf", false, 0, false}, {"0x10", false, 0, false}, {"1:2:3:4", false, 0, false}, {"0:75", false, 0, false},
	}
	for _, c := range cases {
		got, ok := parseCell(c.cell, c.comma)
		if ok != c.ok || ok && !nearly(got, c.want) {
			t.Errorf("%q (comma %v) is %v, %v; want %v, %v", c.cell, c.comma, got, ok, c.want, c.ok)
		}
	}
}

func TestClocksInFiles(t *testing.T) {
	for text, want := range map[string]Clock{
		"08:30": at(8, 30), "8:30": at(8, 30), "08:30:15": at(8, 30) + 15, "8:30 AM": at(8, 30), "12:00 am": 0, "12:15 p.m.": at(12, 15), "1:00PM": at(13, 0),
		"08:00-08:30": at(8, 0), "08:00 - 08:30": at(8, 0), "24:00": at(24, 0),
	} {
		if got, ok := parseClock(text); !ok || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "25:00", "noon", "8:60"} {
		if got, ok := parseClock(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestDatesInFiles(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2027, m, d, 0, 0, 0, 0, time.UTC) }
	cases := []struct {
		cells string
		want  []time.Time // nil: refused
	}{
		{"2027-03-01;2027-03-02", []time.Time{day(3, 1), day(3, 2)}},
		{"01.03.2027;02.03.2027", []time.Time{day(3, 1), day(3, 2)}},
		{"3/1/2027;3/31/2027", []time.Time{day(3, 1), day(3, 31)}},
		{"01/03/2027;31/03/2027", []time.Time{day(3, 1), day(3, 31)}},
		{"01/03/2027;02/03/2027", nil}, // January or March?
		{"2027-03-01 08:00;2027-03-01T08:30:00Z", []time.Time{day(3, 1), day(3, 1)}},
		{"1 Mar 2027;2 Mar 2027", []time.Time{day(3, 1), day(3, 2)}},
		{"2027-03-01;soon", nil},
	}
	for _, c := range cases {
		tb := &table{name: "t.csv", header: []string{"date"}}
		for i, cell := range strings.Split(c.cells, ";") {
			tb.rows, tb.lines = append(tb.rows, []string{cell}), append(tb.lines, i+2)
		}
		got, _, err := parseDates(tb, 0)
		if (err == nil) != (c.want != nil) {
			t.Errorf("%q: error %v", c.cells, err)
			continue
		}
		for i := range c.want {
			if !got[i].Equal(c.want[i]) {
				t.Errorf("%q: row %d is %v, want %v", c.cells, i, got[i], c.want[i])
			}
		}
	}
}

func TestPathsOfFiles(t *testing.T) {
	files := fstest.MapFS{"data/a.csv": {Data: []byte("n\n1\n")}}
	for _, name := range []string{"data/a.csv", "./data/a.csv", `data\a.csv`, "data/../data/a.csv"} {
		if _, err := readTable(files, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"../a.csv", "/etc/passwd", "data/../../a.csv", "", ".", "C:/a.csv", "data", "b.csv"} {
		if _, err := readTable(files, name); err == nil {
			t.Errorf("%q was read", name)
		}
	}
}

// A German ACD export: byte order mark, semicolons, decimal comma, quarter hours
// of two queues; the scenario plans in half hours.
func TestExportInQuarterHours(t *testing.T) {
	export := "\xef\xbb\xbfDatum;Intervall;Queue;Angeboten;AHT\r\n" +
		"01.03.2027;08:00:00;Support;10,5;00:04:00\r\n01.03.2027;08:15:00;Support;9,5;00:05:00\r\n" +
		"01.03.2027;08:30:00;Support;1;00:06:00\r\n01.03.2027;08:45:00;Support;2;00:06:00\r\n" +
		"01.03.2027;08:00:00;Sales;1000;00:01:00\r\n"
	ref := `{file: acd.csv, column: Angeboten, where: {queue: support}, date: Datum, time: Intervall, use: dated}`
	s, err := tryLoad(office, []string{"horizon.open=08:00-09:00", "queues.calls.arrivals.volume=" + ref,
		"queues.calls.handle_time={mean: " + strings.Replace(ref, "Angeboten", "AHT", 1) + ", cv: 0.8}"}, "acd.csv", export)
	if err != nil {
		t.Fatal(err)
	}
	q := &s.Centre.Queues[0]
	if a, b := contacts(q, 8*sim.Hour, 8*sim.Hour+30*sim.Minute), contacts(q, 8*sim.Hour+30*sim.Minute, 9*sim.Hour); !nearly(a, 20) || !nearly(b, 3) {
		t.Errorf("half hours have %v and %v contacts, want 20 and 3", a, b)
	}
	if got := q.Handle.Mean().ValueAt(8 * sim.Hour); !nearly(got, 270) {
		t.Errorf("the mean handle time of the first half hour is %v s, want 270", got)
	}
}

// Dots group thousands in a file that writes decimal commas, and only there.
func TestDotsAsThousands(t *testing.T) {
	for _, c := range []struct {
		rows string
		want float64
	}{
		{"1.010;9,5", 1010}, {"1.010;9", 1.01}, {"1.010;1.234,5", 1010}, {"0.125;9,5", 0.125}, {"1.5;9,5", 1.5}, {"12.345.678;9,5", 12345678}, {"1.010;a, b", 1.01},
	} {
		table, err := readTable(fstest.MapFS{"a.csv": {Data: []byte("calls;aht\n" + c.rows + "\n")}}, "a.csv")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := table.number(0, 0); err != nil || got != c.want {
			t.Errorf("%s: %v, %v; want %v", c.rows, got, err, c.want)
		}
	}
}

// Hours shared out over half hours, two Mondays and a Tuesday averaged by weekday.
func TestWeekdayMean(t *testing.T) {
	export := "date,time,calls\n2027-02-15,08:00,100\n2027-02-15,09:00,60\n2027-02-22,08:00,140\n2027-02-22,09:00,40\n2027-02-16,08:00,30\n2027-02-16,09:00,10\n"
	s, err := tryLoad(office, []string{"horizon.open=08:00-10:00", "horizon.days=2",
		"queues.calls.arrivals.volume={file: acd.csv, column: calls, date: date, time: time, use: weekday_mean}"}, "acd.csv", export)
	if err != nil {
		t.Fatal(err)
	}
	if got := daily(s, 0); !allNear(got, []float64{170, 40}) {
		t.Errorf("days have %v contacts, want 170 and 40", got)
	}
	q := &s.Centre.Queues[0]
	if a, b := contacts(q, 8*sim.Hour, 8*sim.Hour+30*sim.Minute), contacts(q, 8*sim.Hour+30*sim.Minute, 9*sim.Hour); !nearly(a, 60) || !nearly(b, 60) {
		t.Errorf("the first hour is split into %v and %v contacts, want 60 and 60", a, b)
	}
}

func TestDailyTotalsInAFile(t *testing.T) {
	s, err := tryLoad(office, []string{"horizon.days=2", "queues.calls.arrivals.volume={file: days.csv, column: calls, date: day}"},
		"days.csv", "day,calls\n2027-03-01,500\n2027-03-02,700\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := daily(s, 0); !allNear(got, []float64{500, 700}) {
		t.Errorf("days have %v contacts, want 500 and 700", got)
	}
}

func TestGapsAreNamed(t *testing.T) {
	dated := "queues.calls.arrivals.volume={file: acd.csv, column: calls, date: date, time: time}"
	export := "date,time,calls\n2027-03-01,08:00,10\n2027-03-01,08:30,10\n2027-03-01,09:30,10\n"
	s, err := tryLoad(office, []string{"horizon.open=08:00-10:00", dated}, "acd.csv", export)
	if err != nil {
		t.Fatal(err)
	}
	if w := strings.Join(s.Warnings, "\n"); !strings.Contains(w, "2027-03-01 09:00") || strings.Contains(w, "09:30") {
		t.Errorf("warnings do not name the gap at 09:00: %s", w)
	}
	_, err = tryLoad(office, []string{"horizon.open=08:00-10:00", "horizon.days=2", dated}, "acd.csv", export)
	if err == nil || !strings.Contains(err.Error(), "2027-03-02 (a Tuesday)") {
		t.Errorf("a missing day gives %v", err)
	}
}

func TestContactsInClosedTimeAreNamed(t *testing.T) {
	export := "time,calls\n07:30,10\n08:00,40\n08:30,40\n09:00,0\n09:30,0\n10:00,10\n"
	volume := "queues.calls.arrivals.volume={file: acd.csv, column: calls, time: time}"
	for _, c := range []struct{ open, want string }{
		{"horizon.open=08:00-10:00", "20% of the contacts in acd.csv fall into closed time"},
		{"horizon.open=07:30-10:30", ""},
	} {
		s, err := tryLoad(office, []string{c.open, volume}, "acd.csv", export)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(s.Warnings, "\n")
		if c.want != "" && strings.Count(got, c.want) != 1 || c.want == "" && strings.Contains(got, "closed time") {
			t.Errorf("%s: warnings %q, want %q", c.open, got, c.want)
		}
	}
}

func TestMistakesInFiles(t *testing.T) {
	const rows = "date,time,queue,calls\n2027-03-01,08:00,a,10\n2027-03-01,08:00,b,20\n"
	cases := []struct{ name, ref, file, want string }{
		{"column", "{file: f.csv, column: cals, time: time}", rows, `no column "cals"; it has date, time, queue, calls`},
		{"rows of two queues", "{file: f.csv, column: calls, date: date, time: time}", rows, "two rows for 2027-03-01 08:00 (lines 2 and 3)"},
		{"where", "{file: f.csv, column: calls, where: {queue: c}, time: time}", rows, "no row with queue = c"},
		{"number", "{file: f.csv, column: queue, where: {queue: a}, time: time}", rows, `f.csv:2: "a" in column queue is not a number`},
		{"no file", "{file: g.csv, column: calls, time: time}", rows, "there is no file g.csv"},
		{"outside", "{file: ../f.csv, column: calls, time: time}", rows, "leaves the folder"},
		{"empty", "{file: f.csv, column: calls, time: time}", "", "is empty"},
		{"negative", "{file: f.csv, column: calls, time: time}", "time,calls\n08:00,10\n08:30,-3\n", "f.csv:3: -3 in column calls is negative"},
		{"several cells", "{file: f.csv, column: calls, time: time}", "time,calls\n08:00,x\n08:30,y\n09:00,\n", `f.csv:2: "x" in column calls is not a number; 2 more cells`},
		{"open quotation mark", "{file: f.csv, column: calls, time: time}", "time,calls\n08:00,\"10\n08:30,5\n", "f.csv:2: a quotation mark in column calls is not closed"},
		{"workbook", "{file: f.csv, column: calls, time: time}", "PK\x03\x04\x14\x00", "save it as CSV"},
		{"no clock times", "{file: f.csv, column: calls, date: date}", "date,time,calls\n2027-03-01,08:00,1\n2027-03-01,08:30,2\n", "name the column of clock times"},
		{"only a header", "{file: f.csv, column: calls, time: time}", "time,calls\n", "no rows"},
		{"ragged", "{file: f.csv, column: calls, time: time}", "time,calls\n08:00,1,2\n", "f.csv:2 has 3 columns, the header 2"},
		{"list of the wrong length", "{file: f.csv, column: calls}", "calls\n1\n2\n", "2 values for Monday, which has 20 open intervals"},
	}
	for _, c := range cases {
		_, err := tryLoad(office, []string{"queues.calls.arrivals.volume=" + c.ref}, "f.csv", c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestTrace(t *testing.T) {
	s, err := tryLoad(office, []string{"queues.calls.arrivals={process: {trace: {file: calls.csv, column: arrived}}}"},
		"calls.csv", "arrived\n2027-03-01 08:00:05\n2027-03-01 09:00:00.25\n2027-02-28 10:00:00\n2027-03-01 08:00:01\n")
	if err != nil {
		t.Fatal(err)
	}
	src := s.Centre.Queues[0].Sources[0]
	want := []sim.Time{8*sim.Hour + sim.Second, 8*sim.Hour + 5*sim.Second, 9*sim.Hour + 250*sim.Millisecond}
	if src.Process != sim.Replay || len(src.Trace) != len(want) {
		t.Fatalf("source %+v", src)
	}
	for i := range want {
		if src.Trace[i] != want[i] {
			t.Errorf("arrival %d at %v, want %v", i, src.Trace[i], want[i])
		}
	}
}
