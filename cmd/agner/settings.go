package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"agner/scenarios"
	"agner/sim"

	"github.com/urfave/cli/v2"
)

// settings are the common flags of commands that simulate.
type settings struct {
	seed         uint64
	seedSet      bool
	replications int // 0: as the scenario says
	precision    []sim.Precision
	workers      int
	format       string
	out          string
	variant      string
	sets         []string
	quiet        bool
	again        bool // the file has been loaded before: its other parts are sound
}

// formats that stdout understands.
func formats() []string { return []string{"text", "json", "csv", "markdown"} }

// workersLimit is the most simultaneous workers that make sense on any machine.
const workersLimit = 1024

func commonFlags() []cli.Flag {
	return []cli.Flag{
		&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that all random numbers follow from", DefaultText: "the scenario's"},
		&cli.StringFlag{Name: "replications", Usage: "simulate the horizon `N` times (default: the scenario's)"},
		&cli.StringSliceFlag{Name: "precision", Usage: "simulate until `METRIC=HALFWIDTH` is reached for every queue or group that has the metric and for the total, such as service_level=0.5% or total_cost=1%"},
		&cli.StringFlag{Name: "workers", Value: "0", Usage: "replications at once, `N` (0: one per processor); the result does not depend on it"},
		&cli.StringFlag{Name: "format", Value: "text", Usage: "of the results on stdout: " + strings.Join(formats(), ", ")},
		&cli.StringFlag{Name: "out", Usage: "write report.html, charts, results.json, intervals.csv and report.xlsx to `DIR`"},
		&cli.StringFlag{Name: "variant", Usage: "simulate the variant `NAME` of the scenario"},
		&cli.StringSliceFlag{Name: "set", Usage: "change the scenario: `PATH=VALUE`, such as groups.tier1.agents=+4; may be repeated"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress and no notes on stderr"},
	}
}

// readSettings checks the common flags.
func readSettings(c *cli.Context) (settings, error) {
	s := settings{seed: c.Uint64("seed"), seedSet: c.IsSet("seed"), format: c.String("format"), out: c.String("out"),
		variant: c.String("variant"), sets: c.StringSlice("set"), quiet: c.Bool("quiet")}
	var err error
	if c.IsSet("replications") {
		if s.replications, err = wholeNumber("replications", c.String("replications"), 1, sim.MaxReplicationsLimit); err != nil {
			return s, err
		}
	}
	if s.workers, err = wholeNumber("workers", c.String("workers"), 0, workersLimit); err != nil {
		return s, err
	}
	if c.IsSet("out") && s.out == "" {
		return s, usagef("--out needs the name of a folder")
	}
	if err := s.check(); err != nil {
		return s, err
	}
	for _, text := range c.StringSlice("precision") {
		p, err := parsePrecision(text)
		if err != nil {
			return s, err
		}
		s.precision = append(s.precision, p)
	}
	if s.replications > 0 && len(s.precision) > 0 {
		return s, usagef("--replications and --precision exclude each other: state how many replications or how precise")
	}
	return s, nil
}

// check checks the flags of commands that read a scenario and print something.
func (s settings) check() error {
	if !slices.Contains(formats(), s.format) {
		return usagef("--format %q is none of %s%s", s.format, strings.Join(formats(), ", "), didYouMean(s.format, formats()))
	}
	for _, text := range s.sets {
		if path, _, ok := strings.Cut(text, "="); !ok || strings.TrimSpace(path) == "" {
			return usagef("--set %q: write PATH=VALUE, such as groups.tier1.agents=+4", text)
		}
	}
	return nil
}

func wholeNumber(flag, text string, least, most int) (int, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && !isRange(err) {
		return 0, usagef("--%s %q is not a whole number", flag, text)
	}
	if err != nil || n < int64(least) || n > int64(most) {
		return 0, usagef("--%s %s: must be between %d and %d", flag, text, least, most)
	}
	return int(n), nil
}

func isRange(err error) bool {
	number, ok := err.(*strconv.NumError)
	return ok && number.Err == strconv.ErrRange
}

// parsePrecision reads "service_level=0.5%": a metric and the 95 % half-width
// to reach, absolute for fractions and relative otherwise.
func parsePrecision(text string) (sim.Precision, error) {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		return sim.Precision{}, usagef("--precision %q: write METRIC=HALFWIDTH, such as service_level=0.5%%", text)
	}
	goal, ok := scenarios.PrecisionOf(name)
	if !ok {
		return sim.Precision{}, usagef("--precision: there is no metric %q of queues, groups or money%s", name, didYouMean(name, scenarios.PrecisionNames()))
	}
	half, err := parseFraction(value)
	if err != nil || !(half > 0) || half >= 1 {
		return sim.Precision{}, usagef("--precision %q: the half-width must be a fraction between 0 and 1, such as 0.5%%", text)
	}
	goal.HalfWidth = half
	return goal, nil
}

// parseFraction reads "0.5%" or "0.005".
func parseFraction(text string) (float64, error) {
	digits, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.IsInf(v, 0) {
		return math.NaN(), fmt.Errorf("%q is not a fraction", text)
	}
	if percent {
		v /= 100
	}
	return v, nil
}
