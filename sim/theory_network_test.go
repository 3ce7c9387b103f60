package sim

import (
	"math"
	"testing"

	"agner/erlang"
)

// Networks with a product form: contacts that come back or go on make each
// queue an M/M/n of its own, with the total rate that the traffic equations
// give (Jackson 1957; delays between the queues change nothing, Baskett, Chandy,
// Muntz and Palacios 1975). Nobody gives up. 100 replications of at least 15 000 contacts;
// tolerance and odds as in theory_test.go; resolution 12 %.

const networkReplications = 100

// station is one queue with its own group.
type station struct {
	name   string
	fresh  float64 // contacts per second
	handle float64
	agents int
	total  float64 // contacts per second, by the traffic equations
}

func network(t *testing.T, name string, h Horizon, stations []station, set func(c *Centre)) {
	t.Helper()
	c := &Centre{Name: name, Horizon: h}
	seats := make([]int, len(stations))
	for k, s := range stations {
		q := newQueue(s.name, h.Open, Constant(s.fresh), Exponential(s.handle), EndlessPatience())
		if s.fresh == 0 {
			q.Sources = nil
		}
		c.Queues = append(c.Queues, q)
		c.Groups = append(c.Groups, Group{Name: "of " + s.name, Skills: []Skill{{Queue: k}}, ContactLimit: None})
		seats[k] = s.agents
	}
	c.Seats = flatSeats(h, seats...)
	set(c)
	result := mustRun(t, c, Options{Seed: 51, Replications: networkReplications})
	for k, s := range stations {
		r := referee{t, name + " " + s.name, networkReplications, 0.12, 1e-3}
		row := result.Queues[k].Row
		r.agrees("offered", row.Get(Offered), s.total*h.Length.Seconds(), 0)
		m := erlang.MMn{Load: s.total * s.handle, HandleSeconds: s.handle, Agents: float64(s.agents)}.Measures(20)
		r.measures(row, m)
		r.agrees("occupancy", result.Groups[k].Get(Occupancy), m.Occupancy, 0)
	}
}

// TestTransferNetwork: calls go on to a second line, which sends some back.
func TestTransferNetwork(t *testing.T) {
	// total a = fresh a + 0.1·total b; total b = fresh b + 0.3·total a
	const a, b = 0.05, 0.01
	totalA := (a + 0.1*b) / (1 - 0.03)
	network(t, "transfers", steady(4), []station{{"first", a, 120, 8, totalA}, {"second", b, 200, 7, b + 0.3*totalA}}, func(c *Centre) {
		c.Queues[0].Transfers = []Transfer{{Probability: Constant(0.3), To: 1, Queue: true}}
		c.Queues[1].Transfers = []Transfer{{Probability: Constant(0.1), To: 0, Queue: true}}
	})
}

// TestRepeatNetwork: a quarter of the answered go on to a second queue; of the
// rest 4/9, that is a third of all, call again after a while.
func TestRepeatNetwork(t *testing.T) {
	const total = 0.04 / (1 - 1.0/3)
	network(t, "repeats", steady(3), []station{{"calls", 0.04, 150, 12, total}, {"second", 0, 240, 6, 0.25 * total}}, func(c *Centre) {
		c.Queues[0].Transfers = []Transfer{{Probability: Constant(0.25), To: 1, Queue: true}}
		c.Queues[0].Repeat = &Return{Probability: Constant(4.0 / 9), After: Lognormal(600, 1.5), To: 0}
	})
}

// TestSelfServiceNetwork: a bot keeps 40 %, a quarter of whom come back for an agent.
func TestSelfServiceNetwork(t *testing.T) {
	const fresh = 0.08
	network(t, "self-service", steady(3), []station{{"calls", fresh, 150, 10, fresh * (0.6 + 0.4*0.25)}}, func(c *Centre) {
		c.Queues[0].SelfService = &SelfService{Containment: Constant(0.4), Time: Fixed(90), FalseContainment: Constant(0.25), ReturnsAfter: Exponential(1800)}
	})
}

// TestSplit: a percentage split makes two queues of one.
func TestSplitAgainstQueuesApart(t *testing.T) {
	const rate, h, n = 0.1, 120.0, 100
	hz := steady(2)
	c := pool(hz, rate, Exponential(h), EndlessPatience(), 0)
	c.Queues[0].Target.Awt = 0
	c.Groups = append(c.Groups, Group{Name: "others", Skills: []Skill{{Queue: 0}}, ContactLimit: None})
	c.Queues[0].Route = &Route{Split: []SplitPart{{0, 30}, {1, 10}}, Steps: []Step{{FlowTo: None}}}
	c.Seats = flatSeats(hz, 11, 5)
	big := erlang.MMn{Load: rate * h * 0.75, HandleSeconds: h, Agents: 11}.Measures(0)
	small := erlang.MMn{Load: rate * h * 0.25, HandleSeconds: h, Agents: 5}.Measures(0)
	result := mustRun(t, c, Options{Seed: 52, Replications: n})
	r := referee{t, "split", n, 0.12, 1e-3}
	both := func(a, b float64) float64 { return 0.75*a + 0.25*b }
	row := result.Queues[0].Row
	r.agrees("delayed", row.Get(Delayed), both(big.Delayed, small.Delayed), 0)
	r.agrees("service level", row.Get(ServiceLevel), 1-both(big.Delayed, small.Delayed), 0)
	r.agrees("asa", row.Get(ASA), both(big.ASASeconds, small.ASASeconds), 0)
	r.agrees("occupancy", result.Groups[0].Get(Occupancy), big.Occupancy, 0)
	r.agrees("occupancy of the others", result.Groups[1].Get(Occupancy), small.Occupancy, 0)
}

// TestRedialling: who is lost comes back once more; the flow of retries is the
// probability times the loss, and with returns long after (40 mean handle times) the
// total stream is nearly Poisson, as the Erlang X model assumes. 100 replications
// of 10 000 contacts; on top of the tolerance the model's own error is allowed 1 %.
func TestRedialling(t *testing.T) {
	const n, h, retry = 100, 120.0, 0.7
	x := erlang.ErlangX{FreshLoad: 20, HandleSeconds: h, PatienceSeconds: 90, Retry: retry, Agents: 20, Lines: 26}
	m := x.Measures(20, 5)
	rate := x.FreshLoad / h
	c := pool(steady(daysFor(10_000, rate)), rate, Exponential(h), Exponential(90), 20)
	c.Queues[0].Limit = 6
	c.Queues[0].Retry = &Return{Probability: Constant(retry), After: Exponential(4800), Attempts: 30_000, To: 0}
	row := mustRun(t, c, Options{Seed: 53, Replications: n}).Queues[0].Row
	r := referee{t, "redialling", n, 0.1, 1e-3}
	near := func(name string, e Estimate, truth float64) { r.rounded(name, e, truth, 0.01*truth) }
	near("abandonment", row.Get(Abandonment), m.Abandonment)
	near("blocking", row.Get(Blocking), m.Blocking)
	near("mean wait", row.Get(MeanWait), m.MeanWaitSeconds)
	near("attempts", row.Get(ContactsPerIssue), m.Attempts)
	near("arrivals", row.Get(Arrivals), rate*c.Horizon.Length.Seconds()*m.Attempts)
	near("customers served", row.Get(CustomersServed), m.Served)
	near("retries", row.Get(Retries), rate*c.Horizon.Length.Seconds()*(m.Attempts-1))
}

// TestLoggedInHours: with absence p the seats that are filled are binomial;
// logged-in time is (1 − p) of the plan, paid time all of it. 400 replications
// of 3 days of 12 seats; resolution 2 %.
func TestLoggedInHours(t *testing.T) {
	const n = 400
	open := []Span{{8 * Hour, 18 * Hour}, {32 * Hour, 42 * Hour}, {56 * Hour, 66 * Hour}}
	h := Horizon{Length: 3 * Day, Interval: Hour, Open: open}
	c := pool(h, 0.01, Exponential(120), Exponential(60), 12)
	c.Groups[0].Absence = Constant(0.15)
	c.Groups[0].PaidPerSeat = Constant(1.25)
	result := mustRun(t, c, Options{Seed: 54, Replications: n}).Groups[0]
	r := referee{t, "absence", n, 0.02, 1e-3}
	overrun := result.Get(OverrunHours).Value
	logged := result.Get(LoggedInHours)
	logged.Value, logged.Low, logged.High = logged.Value-overrun, logged.Low-overrun, logged.High-overrun
	r.agrees("logged in", logged, 0.85*12*30, 0)
	if paid := result.Get(PaidHours).Value - overrun; math.Abs(paid-1.25*12*30) > 1e-6 {
		t.Errorf("paid %v hours besides overrun, not %v", paid, 1.25*12*30)
	}
}
