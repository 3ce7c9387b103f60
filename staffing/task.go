package staffing

import (
	"fmt"
	"math"

	"agner/budget"
	"agner/sim"
)

// Task is a staffing question: integer agents for every group and interval at
// least cost such that every target is met.
type Task struct {
	// Centre is the centre to staff. Its own seats are kept only where the
	// question leaves no choice: groups that serve no queue, and closed time.
	Centre *sim.Centre
	Money  budget.Money
	Method Method
	Meet   Meet
	Share  float64 // of the days, for MeetShare
	// Bounds limit the seats of each group; nil, or a missing tail: no limits.
	Bounds []Bounds
	// MaxOccupancy limits the occupancy of each group; NaN, or a missing tail: no limit.
	MaxOccupancy []float64
	// ScheduleEfficiency is required ÷ scheduled agents (shifts never fit exactly); 0 means 1.
	ScheduleEfficiency float64
}

// Bounds are the least and most seats of a group in an interval that needs it.
type Bounds struct {
	Min int
	Max int // sim.None: no limit
}

// Method is how staffing is found.
type Method uint8

// Methods.
const (
	Simulation Method = iota
	ErlangC           // each interval by itself, in steady state, nobody abandons
	ErlangA           // the same with customers of exponential patience
	methods
)

var methodNames = [methods]string{"simulation", "erlang_c", "erlang_a"}

// String returns the name that scenarios use.
func (m Method) String() string { return methodNames[m] }

// Meet says where targets must hold.
type Meet uint8

// Ways to meet a target.
const (
	MeetDay      Meet = iota // over every day of the horizon, in the long run
	MeetInterval             // in every open interval, in the long run
	MeetShare                // on a share of the days
	meets
)

var meetNames = [meets]string{"day", "interval", "share of days"}

// String returns the name that reports use.
func (m Meet) String() string { return meetNames[m] }

// maxSeats bounds the seats of a group without a stated maximum: the largest centre that sim accepts.
const maxSeats = 200_000

// bounds returns the limits of group g.
func (t *Task) bounds(g int) Bounds {
	b := Bounds{0, maxSeats}
	if g < len(t.Bounds) {
		b.Min = t.Bounds[g].Min
		if t.Bounds[g].Max != sim.None {
			b.Max = t.Bounds[g].Max
		}
	}
	return b
}

// maxOccupancy returns the limit on the occupancy of group g, NaN without one.
func (t *Task) maxOccupancy(g int) float64 {
	if g < len(t.MaxOccupancy) {
		return t.MaxOccupancy[g]
	}
	return math.NaN()
}

func (t *Task) efficiency() float64 {
	if t.ScheduleEfficiency == 0 {
		return 1
	}
	return t.ScheduleEfficiency
}

// Validate returns every mistake in t, by path in the scenario language.
func (t *Task) Validate() []sim.Problem {
	var out []sim.Problem
	add := func(path, format string, args ...any) {
		out = append(out, sim.Problem{Path: path, Message: fmt.Sprintf(format, args...)})
	}
	if t.Method >= methods || t.Meet >= meets {
		panic("staffing: unknown method or way to meet a target")
	}
	if t.Meet == MeetShare && !(t.Share > 0 && t.Share < 1) {
		add("staffing.meet", "the share of days must lie between 0%% and 100%%, both excluded; got %v%%", 100*t.Share)
	}
	if e := t.efficiency(); !(e > 0 && e <= 1) {
		add("staffing.schedule_efficiency", "must lie above 0%% and at most at 100%%; got %v%%", 100*e)
	}
	for g := range t.Bounds {
		if b, path := t.bounds(g), "staffing.groups."+t.Centre.Groups[g].Name; b.Min < 0 || b.Max < b.Min || b.Max > maxSeats {
			add(path, "min must be 0 or more, max at least min and at most %d; got %d to %d", maxSeats, b.Min, b.Max)
		}
	}
	for g := range t.MaxOccupancy {
		if o := t.MaxOccupancy[g]; !math.IsNaN(o) && !(o > 0 && o <= 1) {
			add("groups."+t.Centre.Groups[g].Name+".max_occupancy", "must lie above 0%% and at most at 100%%; got %v%%", 100*o)
		}
	}
	if len(t.templates()) == 0 {
		add("staffing", "no queue has a target, so any staffing would do: state queues.NAME.target")
	}
	return out
}

// cell is one decision: the seats of a group in an interval of the horizon.
type cell struct {
	group, interval int
	cost            float64 // of one seat
	min, max        int
}

// cells returns every decision, group by group: where the group serves a queue and is needed.
func (t *Task) cells() []cell {
	costs := t.Money.SeatCosts(t.Centre)
	var out []cell
	for g := range t.Centre.Groups {
		if len(t.Centre.Groups[g].Skills) == 0 {
			continue
		}
		b := t.bounds(g)
		for i, hours := range budget.NeededHours(t.Centre, g) {
			if hours > 0 {
				out = append(out, cell{g, i, costs[g][i], b.Min, b.Max})
			}
		}
	}
	return out
}

// cost returns what the decided seats cost.
func cost(cells []cell, s sim.Seats) float64 {
	total := 0.0
	for _, k := range cells {
		total += k.cost * float64(seatsIn(s, k.group, k.interval))
	}
	return total
}

// seatsIn returns the seats of group g in interval i of the horizon.
func seatsIn(s sim.Seats, g, i int) int { return s.Count[g][i+warmupIntervals(s)] }

// setSeats changes the seats of group g in interval i, and with it the warm-up
// intervals that stand for the same time of day before the horizon starts.
func setSeats(s sim.Seats, g, i, n int) {
	warm := warmupIntervals(s)
	s.Count[g][i+warm] = n
	perDay := int(sim.Day / s.Interval)
	if i >= perDay {
		return
	}
	for w := range warm {
		if ((w-warm)%perDay+perDay)%perDay == i {
			s.Count[g][w] = n
		}
	}
}

func warmupIntervals(s sim.Seats) int { return int(-s.From / s.Interval) }

// clone returns a copy that shares nothing.
func clone(s sim.Seats) sim.Seats { return s.Map(func(_, _, n int) int { return n }) }
