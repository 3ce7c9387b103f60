package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"agner/erlang"

	"github.com/urfave/cli/v2"
)

// centre is what the flags of a waiting model say. What was not given is NaN.
type centre struct {
	model, title string

	load, handleSeconds             float64
	agents                          float64
	patienceSeconds, balk, handleCV float64
	lines, retry, slots, slowdown   float64
	abandonment, meanWait           float64 // observed

	target       erlang.Target
	awtGiven     bool
	fractional   bool
	presentation presentation
}

// maxSlots is the most chats at once in a centre; the model walks through every number of them.
const maxSlots = 1e7

// readCentre reads and checks the flags; every mistake is reported at once.
func readCentre(c *cli.Context, model, title string) (centre, error) {
	r := &flagReader{c: c}
	if c.Args().Present() {
		r.problem("erlang %s takes flags only, not %q", model, c.Args().First())
	}
	q := centre{
		model: model, title: title,
		load: r.read("load", parseCount), handleSeconds: r.read("aht", parsePositiveDuration), agents: r.read("agents", parseCount),
		patienceSeconds: r.read("patience", parsePatience), balk: r.read("balk", parseShare), handleCV: r.read("handle-cv", parseCount),
		lines: r.read("lines", parseWhole), retry: r.read("retry", parseShare),
		slots: r.read("at-once", parseWhole), slowdown: r.read("slowdown", parseSlowdown),
		abandonment: r.read("abandonment", parseShare), meanWait: r.read("mean-wait", parseDuration),
		fractional: c.Bool("fractional"), awtGiven: c.IsSet("awt"),
	}
	q.readTarget(r)
	q.readLoad(r)
	q.readOwn(r)
	q.presentation = readPresentation(r, "agents", q.agents)
	if len(r.problems) == 0 {
		q.checkSolvable(r)
	}
	return q, r.err()
}

func (q *centre) readTarget(r *flagReader) {
	zeroIfMissing := func(flag string, parse func(string) (float64, error)) float64 {
		value := r.read(flag, parse)
		if r.c.IsSet(flag) && value == 0 {
			r.problem("--%s 0: no number of agents reaches that", flag)
		}
		if math.IsNaN(value) {
			return 0
		}
		return value
	}
	q.target = erlang.Target{
		ServiceLevel: zeroIfMissing("target", parseShare),
		Definition:   erlang.Definition(r.c.String("definition")),
		ASASeconds:   zeroIfMissing("max-asa", parseDuration),
		Delayed:      zeroIfMissing("max-delayed", parseShare),
		Abandonment:  zeroIfMissing("max-abandonment", parseShare),
		Occupancy:    zeroIfMissing("max-occupancy", parseShare),
		Blocking:     zeroIfMissing("max-blocking", parseShare),
	}
	if awt := r.read("awt", parseDuration); q.awtGiven && !math.IsNaN(awt) {
		q.target.AWTSeconds = awt
	}
	if short, err := parseDuration(r.c.String("short-abandon")); err != nil {
		r.problem("--short-abandon %q: %w", r.c.String("short-abandon"), err)
	} else {
		q.target.ShortAbandonSeconds = short
	}
	if q.target.ServiceLevel == 1 {
		r.problem("--target 100%%: no number of agents makes every wait short; write 99.9%%")
	}
	if q.target.Blocking > 0 && !r.c.IsSet("lines") {
		r.problem("--max-blocking: nobody is blocked without a limit on lines (--lines of erlang a, x and chat)")
	}
	if q.target.Abandonment > 0 && q.model == "c" {
		r.problem("--max-abandonment: nobody hangs up in Erlang C; use erlang a")
	}
	if known := erlang.Definitions(); q.target.Definition != "" && !slices.Contains(known, q.target.Definition) {
		var names []string
		for _, d := range known {
			names = append(names, string(d))
		}
		r.problem("--definition %q is none of %s%s", q.target.Definition, strings.Join(names, ", "), didYouMean(string(q.target.Definition), names))
	}
}

// readLoad turns arrivals into a load.
func (q *centre) readLoad(r *flagReader) {
	arrivals := r.read("arrivals", parseIntensity)
	switch {
	case r.c.IsSet("arrivals") && r.c.IsSet("load"):
		r.problem("--arrivals and --load say the same thing; give one of them")
	case !math.IsNaN(arrivals) && !math.IsNaN(q.handleSeconds):
		var err error
		if q.load, err = offeredLoad(arrivals, q.handleSeconds); err != nil {
			r.problem("--arrivals: %w", err)
		}
	}
	if r.c.IsSet("arrivals") && !r.c.IsSet("aht") {
		r.problem("--aht is missing: how long is a contact handled on average?")
	}
	if !r.c.IsSet("arrivals") && !r.c.IsSet("aht") {
		r.problem("--aht is missing: waits are measured by the average handle time")
	}
}

// readOwn fills in what the model needs beyond load, handle time and agents.
func (q *centre) readOwn(r *flagReader) {
	if q.model == "c" {
		q.patienceSeconds = math.Inf(1)
	}
	if q.model == "x" && math.IsNaN(q.retry) && !r.c.IsSet("retry") {
		r.problem("--retry is missing: which share of abandoned and blocked contacts calls again? (0%% for none)")
	}
	if q.model == "chat" {
		if math.IsNaN(q.slots) && !r.c.IsSet("at-once") {
			r.problem("--at-once is missing: how many chats does an agent hold at most?")
		}
		if q.slots > 1000 {
			r.problem("--at-once: more than 1000 chats at once is no conversation")
		}
		if q.slots > 1 && math.IsNaN(q.slowdown) && !r.c.IsSet("slowdown") {
			r.problem("--slowdown is missing: by how much does each further chat slow the others? (0%% for not at all)")
		}
		if q.agents != math.Trunc(q.agents) && !math.IsNaN(q.agents) || q.agents*max(1, q.slots) > maxSlots {
			r.problem("--agents: chat needs a whole number of agents, with at most ten million chats at once")
		}
		if math.IsNaN(q.slowdown) {
			q.slowdown = 0
		}
	}
	if q.balk > 0 && (q.model == "x" || q.model == "chat") {
		r.problem("--balk is not part of this model; use erlang a")
	}
	if math.IsNaN(q.balk) {
		q.balk = 0
	}
	if math.IsNaN(q.retry) {
		q.retry = 0
	}
	q.readPatience(r)
}

func (q *centre) readPatience(r *flagReader) {
	if q.model == "c" {
		return
	}
	observed := r.c.IsSet("abandonment")
	switch {
	case r.c.IsSet("patience") && observed:
		r.problem("--patience and --abandonment exclude each other: the second is there to estimate the first")
	case r.c.IsSet("mean-wait") && !observed:
		r.problem("--mean-wait needs --abandonment: patience is mean wait ÷ abandonment")
	case !r.c.IsSet("patience") && !observed:
		r.problem("--patience is missing: how long would a customer wait on average? (never, or --abandonment with what was observed)")
	case observed && r.c.IsSet("mean-wait"):
		q.patienceSeconds = erlang.PatienceFromWait(q.abandonment, q.meanWait)
	case observed && (q.model != "a" || q.balk > 0):
		r.problem("--abandonment needs --mean-wait here: patience is mean wait ÷ abandonment")
	case observed && (math.IsNaN(q.agents) || math.IsNaN(q.load) && !r.c.IsSet("arrivals")):
		r.problem("--abandonment needs the load it was seen at and --agents, or --mean-wait, to tell the patience")
	}
}

// checkSolvable makes sure that exactly one thing is left to find out.
func (q *centre) checkSolvable(r *flagReader) {
	targeted := q.target.ServiceLevel > 0 || q.target.ASASeconds > 0 || q.target.Delayed > 0 || q.target.Abandonment > 0 || q.target.Occupancy > 0 || q.target.Blocking > 0
	noLoad, noAgents := math.IsNaN(q.load), math.IsNaN(q.agents)
	switch {
	case noLoad && noAgents:
		r.problem("give --arrivals (or --load), --agents, or both: only one can be found")
	case q.presentation.sweeping() && noLoad:
		r.problem("--sweep needs --arrivals or --load")
	case q.target.ServiceLevel > 0 && !q.awtGiven && (noLoad || noAgents || q.presentation.sweeping()):
		r.problem("--target %s needs --awt: answered within which time?", r.c.String("target"))
	case q.presentation.sweeping():
	case q.fractional && !noAgents:
		r.problem("--fractional is for agents to be found; --agents says how many there are")
	case noLoad && !targeted:
		r.problem("--arrivals is missing, and without a --target there is nothing to find it from")
	case noAgents && !targeted:
		r.problem("--agents is missing, and without a --target there is nothing to find it from; add --target 80%% --awt 20s")
	case q.fractional && q.model == "chat":
		r.problem("--fractional: an agent's slots come whole")
	}
}

// measures evaluates the model; extra are the values that only this model has.
func (q centre) measures(load, agents, awtSeconds float64) (erlang.Measures, []field) {
	short := q.target.ShortAbandonSeconds
	lines := q.lines
	if math.IsNaN(lines) {
		lines = 0
	}
	switch q.model {
	case "c":
		if !math.IsNaN(q.handleCV) {
			return erlang.MGn{Load: load, HandleSeconds: q.handleSeconds, HandleCV: q.handleCV, Agents: agents}.Measures(awtSeconds), nil
		}
		return erlang.MMn{Load: load, HandleSeconds: q.handleSeconds, Agents: agents}.Measures(awtSeconds), nil
	case "x":
		x := erlang.ErlangX{FreshLoad: load, HandleSeconds: q.handleSeconds, PatienceSeconds: q.patienceSeconds, Retry: q.retry, Agents: agents, Lines: lines}.
			Measures(awtSeconds, short)
		total := x.Load
		x.Load = load
		return x.Measures, []field{
			{key: "total_load", label: "Load with redialling", value: total, unit: inErlangs},
			{key: "contacts_per_issue", label: "Attempts per customer", value: x.Attempts, unit: inNumber},
			{key: "customers_served", label: "Customers served at last", value: x.Served, unit: inShare},
		}
	case "chat":
		m := erlang.Chat{Load: load, HandleSeconds: q.handleSeconds, PatienceSeconds: q.patienceSeconds, Slots: int(q.slots), Slowdown: q.slowdown,
			Agents: int(agents), Lines: int(lines)}.Measures(awtSeconds, short)
		return m.Measures, []field{
			{key: "concurrency", label: "Chats at once", value: m.Concurrency, unit: inNumber, note: "of an agent who has any"},
			{key: "aht", label: "Handle time of a chat", value: m.EffectiveHandleTime, unit: inSeconds, note: "slowed by the others"},
		}
	}
	if q.balk > 0 {
		patience := erlang.BalkingPatience{Balk: q.balk, Patience: erlang.ExponentialPatience{MeanSeconds: q.patienceSeconds}}
		return erlang.MMnG{Load: load, HandleSeconds: q.handleSeconds, Patience: patience, Agents: agents, Lines: lines}.Measures(awtSeconds, short), nil
	}
	return erlang.MMnM{Load: load, HandleSeconds: q.handleSeconds, PatienceSeconds: q.patienceSeconds, Agents: agents, Lines: lines}.Measures(awtSeconds, short), nil
}

// staffing finds the least agents for the target.
func (q centre) staffing() erlang.Staffing {
	limit := math.Inf(1)
	if !math.IsNaN(q.lines) {
		limit = q.lines
	}
	measures := func(agents float64) erlang.Measures {
		m, _ := q.measures(q.load, agents, q.target.AWTSeconds)
		return m
	}
	guess := q.load
	if q.model == "chat" {
		guess = q.load * (1 + q.slowdown*(q.slots-1)) / q.slots
		limit = min(limit, math.Floor(maxSlots/q.slots))
	}
	found := erlang.LeastAgents(q.target, guess, limit, measures)
	if q.fractional {
		found = erlang.FractionalAgents(q.target, found, measures)
	}
	return found
}

// calculate finds what was left out and writes the answer.
func (q centre) calculate(w io.Writer) error {
	a := answer{model: q.model, title: q.title}
	if math.IsNaN(q.patienceSeconds) {
		q.patienceSeconds = erlang.PatienceForAbandonment(erlang.MMnM{Load: q.load, HandleSeconds: q.handleSeconds, Agents: q.agents, Lines: max(0, orZero(q.lines))}, q.abandonment)
		if math.IsInf(q.patienceSeconds, 1) || q.patienceSeconds == 0 {
			return usagef("--abandonment %s: no patience explains that with %s agents for %s erlangs", shareGiven(q.abandonment), count(q.agents), count(q.load))
		}
		a.finding("Patience of %s explains the observed %s abandonment.", duration(q.patienceSeconds), shareGiven(q.abandonment))
	}
	if q.presentation.sweeping() {
		return q.sweep(w)
	}
	switch {
	case math.IsNaN(q.agents):
		if err := q.findAgents(&a); err != nil {
			return err
		}
	case math.IsNaN(q.load):
		if err := q.findLoad(&a); err != nil {
			return err
		}
	case q.target.ServiceLevel > 0 && !q.awtGiven:
		q.findAWT(&a)
	default:
		q.judge(&a)
	}
	m, extra := q.measures(q.load, q.agents, q.target.AWTSeconds)
	a.given = q.given()
	a.fields = append(a.fields, q.fields(m, extra)...)
	return q.presentation.write(w, a)
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

func (q *centre) findAgents(a *answer) error {
	found := q.staffing()
	if !found.OK() {
		return &exitError{exitFailed, fmt.Errorf("no number of agents meets %s", q.wanted())}
	}
	q.agents = found.Agents
	a.binding = found.Binding
	a.finding("Fewest agents for %s: %s.", q.wanted(), count(q.agents))
	if len(found.Binding) > 0 && !q.fractional {
		fewer, _ := q.measures(q.load, q.agents-1, q.target.AWTSeconds)
		a.finding("With %s: %s. %s", count(q.agents-1), q.missedText(fewer, found.Binding), binds(found.Binding))
	} else if len(found.Binding) > 0 {
		a.finding("%s", binds(found.Binding))
	}
	return nil
}

func (q *centre) findLoad(a *answer) error {
	q.load = erlang.LargestLoad(q.target, func(load float64) erlang.Measures {
		m, _ := q.measures(load, q.agents, q.target.AWTSeconds)
		return m
	})
	switch {
	case math.IsInf(q.load, 1):
		return &exitError{exitFailed, fmt.Errorf("there is no largest load: %s meet %s at any", plural(q.agents, "agent"), q.wanted())}
	case q.load == 0:
		return &exitError{exitFailed, fmt.Errorf("%s meet %s at no load", plural(q.agents, "agent"), q.wanted())}
	}
	a.finding("%s can take at most %s an hour (%s erlangs) and meet %s.", plural(q.agents, "agent"),
		plural(q.load/q.handleSeconds*3600, "contact"), count(q.load), q.wanted())
	a.fields = append(a.fields, field{key: "arrivals_per_hour", value: q.load / q.handleSeconds * 3600})
	return nil
}

// findAWT finds the wait within which the wanted share is answered.
func (q *centre) findAWT(a *answer) {
	late := func(awtSeconds float64) bool {
		m, _ := q.measures(q.load, q.agents, awtSeconds)
		return !(m.ServiceLevels.By(q.target.Definition) >= q.target.ServiceLevel)
	}
	awt := 0.0
	if late(0) {
		awt = erlang.Largest(1e12, late)
	}
	if math.IsInf(awt, 1) {
		a.finding("%s are never answered, however long the wait.", shareGiven(q.target.ServiceLevel))
		return
	}
	q.target.AWTSeconds, q.awtGiven = awt, true
	a.finding("%s are answered within %s.", shareGiven(q.target.ServiceLevel), duration(awt))
	a.fields = append(a.fields, field{key: "awt", label: "Acceptable wait", value: awt, unit: inSeconds})
}

// judge says whether the target is met, and that an overloaded queue never settles.
func (q *centre) judge(a *answer) {
	m, _ := q.measures(q.load, q.agents, q.target.AWTSeconds)
	missed := q.target.Missed(m)
	unstable := slices.Contains(missed, erlang.StabilityConstraint)
	a.binding = missed
	switch {
	case math.IsNaN(m.Delayed):
		a.finding("Everyone calls until answered, and %s cannot carry %s erlangs: the calls grow without end.", plural(q.agents, "agent"), count(q.load))
	case unstable && q.load == 0:
		a.finding("Nobody is there to answer: a contact would wait without end.")
	case unstable:
		a.finding("%s cannot carry %s erlangs: the queue grows without end.", plural(q.agents, "agent"), count(q.load))
	case q.wanted() == "":
	case len(missed) == 0:
		a.finding("Target met: %s.", q.wanted())
	default:
		a.finding("Target missed: %s; wanted %s.", q.missedText(m, missed), q.wanted())
	}
}
