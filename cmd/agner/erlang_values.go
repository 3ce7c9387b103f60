package main

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagReader reads the calculator's flags and collects every mistake.
type flagReader struct {
	c        *cli.Context
	problems []error
}

// read parses a flag that was given; a flag that was not is NaN.
func (r *flagReader) read(flag string, parse func(text string) (float64, error)) float64 {
	if !r.c.IsSet(flag) {
		return math.NaN()
	}
	value, err := parse(r.c.String(flag))
	if err != nil {
		r.problem("--%s %q: %w", flag, r.c.String(flag), err)
		return math.NaN()
	}
	return value
}

func (r *flagReader) problem(format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf(format, args...))
}

// err is one usage error with all mistakes, or nil.
func (r *flagReader) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	return usage(errors.Join(r.problems...))
}

// quantity parts "4.5min" into 4.5 and "min".
var quantity = regexp.MustCompile(`^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)\s*([a-zµ]*)`)

// secondsIn is the length of a unit of time, 0 for an unknown one.
func secondsIn(unit string) float64 {
	switch unit {
	case "ms":
		return 1e-3
	case "s", "sec":
		return 1
	case "m", "min":
		return 60
	case "h", "hour":
		return 3600
	case "d", "day":
		return 86400
	case "w", "week":
		return 7 * 86400
	}
	return 0
}

// maxSeconds is the longest time, about 317 years.
const maxSeconds = 1e10

// parseDuration reads 20s, 4m30s, 2.5m, 1h, 2d, 6w and 0, in seconds.
func parseDuration(text string) (float64, error) {
	if text == "0" {
		return 0, nil
	}
	if bare, err := strconv.ParseFloat(text, 64); err == nil {
		if !(bare >= 0) || math.IsInf(bare, 0) {
			return 0, errors.New("a time is a positive number with a unit, such as 20s")
		}
		return 0, fmt.Errorf("a time needs a unit: %ss for seconds or %sm for minutes", text, text)
	}
	total, rest := 0.0, text
	for rest != "" {
		part := quantity.FindStringSubmatch(rest)
		if part == nil || secondsIn(part[2]) == 0 {
			return 0, errors.New("not a time; write 20s, 4m30s, 2.5m or 1h")
		}
		number, err := strconv.ParseFloat(part[1], 64)
		if err != nil || number < 0 || strings.HasPrefix(part[1], "+") {
			return 0, errors.New("a time cannot be negative or beyond all numbers")
		}
		total += number * secondsIn(part[2])
		rest = rest[len(part[0]):]
	}
	if total > maxSeconds {
		return 0, errors.New("a time of more than three hundred years")
	}
	return total, nil
}

// parsePositiveDuration is parseDuration from a microsecond on.
func parsePositiveDuration(text string) (float64, error) {
	seconds, err := parseDuration(text)
	if err == nil && seconds == 0 {
		err = errors.New("must be longer than 0")
	} else if err == nil && seconds < 1e-6 {
		err = errors.New("must be at least a microsecond")
	}
	return seconds, err
}

// parsePatience is parseDuration with "never".
func parsePatience(text string) (float64, error) {
	if text == "never" {
		return math.Inf(1), nil
	}
	return parseDuration(text)
}

// parseShare reads 80% or 0.8.
func parseShare(text string) (float64, error) {
	share, err := parseFraction(text)
	switch {
	case err != nil || math.IsNaN(share):
		return 0, errors.New("not a fraction; write 80% or 0.8")
	case share > 1 && share <= 100 && !strings.HasSuffix(text, "%"):
		return 0, fmt.Errorf("a fraction is at most 1; write %s%%", text)
	case share < 0 || share > 1:
		return 0, errors.New("a fraction lies between 0 and 1, or 0% and 100%")
	}
	return share, nil
}

// parseIntensity reads 200/h, 48/min or 4200/day, per second; a day has 24 hours and a week seven days.
func parseIntensity(text string) (float64, error) {
	number, unit, slash := strings.Cut(text, "/")
	rate, err := strconv.ParseFloat(number, 64)
	if !slash && err == nil {
		return 0, fmt.Errorf("contacts per what? Write %s/h, %s/min or %s/day", text, text, text)
	}
	seconds := secondsIn(unit)
	if err != nil || seconds == 0 {
		return 0, errors.New("not an intensity; write 200/h, 48/min or 4200/day")
	}
	if !(rate >= 0) || math.IsInf(rate, 0) {
		return 0, errors.New("an intensity is a number of at least 0")
	}
	return rate / seconds, nil
}

// numberInside finds the digits of a price that was written with a currency.
var numberInside = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// parsePrice reads 22/h, per hour.
func parsePrice(text string) (float64, error) {
	perSecond, err := parseIntensity(text)
	if err != nil {
		example := "22"
		if number := numberInside.FindString(text); number != "" {
			example = number
		}
		return 0, fmt.Errorf("a wage is a number per time, at least 0 and without a currency; write %s/h", example)
	}
	return perSecond * 3600, nil
}

// maxCount is the greatest load and number of agents or lines; nothing on earth is larger, and the models stay exact.
const maxCount = 1e9

// offeredLoad is arrivals × handle time, which may be NaN where one of them is.
func offeredLoad(arrivalsPerSecond, handleSeconds float64) (float64, error) {
	load := arrivalsPerSecond * handleSeconds
	if load > maxCount {
		return load, fmt.Errorf("arrivals × average handle time are %.3g erlangs; at most 1,000,000,000", load)
	}
	return load, nil
}

// parseCount reads a number from 0 to maxCount, fractions allowed.
func parseCount(text string) (float64, error) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || !(number >= 0) || math.IsInf(number, 0) {
		return 0, errors.New("must be a number of at least 0, without a unit or separators of thousands")
	}
	if number > maxCount {
		return 0, errors.New("must be at most 1,000,000,000")
	}
	return number, nil
}

// parseWhole reads a whole number from 1 to a million million.
func parseWhole(text string) (float64, error) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || number != math.Trunc(number) || !(number >= 1 && number <= 1e12) {
		return 0, errors.New("must be a whole number of at least 1")
	}
	return number, nil
}

// parseSlowdown reads a fraction that may exceed 1.
func parseSlowdown(text string) (float64, error) {
	value, err := parseFraction(text)
	if err != nil || !(value >= 0) {
		return 0, errors.New("must be a fraction such as 15%")
	}
	return value, nil
}
