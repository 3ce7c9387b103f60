package scenarios

import "time"

// Clock is a time of day in seconds after midnight, 0 to 86 400 (24:00).
type Clock int

// ClockSpan is a stretch of the day. To ≤ From ends on the next day.
type ClockSpan struct{ From, To Clock }

// Weekdays is a set of weekdays: bit d is time.Weekday(d).
type Weekdays uint8

// EveryDay is the set of all weekdays.
const EveryDay Weekdays = 1<<7 - 1

// OnDay returns the set of one weekday.
func OnDay(d time.Weekday) Weekdays { return 1 << d }

// Has tells whether d is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&(1<<d) != 0 }

// Hours are opening hours as written. A weekday in no part is closed. Nil Parts
// mean that no hours are written.
type Hours struct {
	Path  string
	Parts []DayHours
}

// DayHours are the spans of some weekdays, none for closed. `24h` is one span
// from 0 to 86 400.
type DayHours struct {
	Path  string
	Days  Weekdays
	Spans []ClockSpan
}

// Unit says what the numbers of a Profile count.
type Unit uint8

// Units. Only volumes have another than Plain.
const (
	Plain     Unit = iota // in the base unit of the key: heads, fractions, seconds, money; for a volume contacts per interval
	PerSecond             // an intensity in contacts a second while open
	PerDay                // a total a day, spread over open time by the shape
	PerWeek               // a total a week, spread over open time by the shape
)

// Profile is a value over the day as written, in base units. It has Parts or a File.
type Profile struct {
	Path  string
	Unit  Unit
	Parts []DayPart
	File  *FileRef
}

// DayPart is the profile of some weekdays. With Clocks, Values[i] holds from
// Clocks[i] on (strictly increasing); without, Values has one number for each
// open interval of the day. A single number for the whole day is Clocks {0}.
type DayPart struct {
	Path   string
	Days   Weekdays
	Clocks []Clock
	Values []float64
}

// Single returns the profile that is v all day on every day.
func Single(path string, unit Unit, v float64) Profile {
	return Profile{Path: path, Unit: unit, Parts: []DayPart{{Path: path, Days: EveryDay, Clocks: []Clock{0}, Values: []float64{v}}}}
}

// Calendar is a profile that may change from date to date as written. A value
// that is not dated is one Era with the zero From. Eras are sorted by date;
// before the first date the first era holds. No Eras: the key is not written.
type Calendar struct {
	Path string
	Eras []Era
}

// Era is a profile from a date on (UTC midnight).
type Era struct {
	From    time.Time
	Profile Profile
}

// Always returns the calendar that is v at all times.
func Always(path string, v float64) Calendar {
	return Calendar{Path: path, Eras: []Era{{Profile: Single(path, Plain, v)}}}
}

// IsSet tells whether the key is written (or a default was put in its place).
func (c Calendar) IsSet() bool { return len(c.Eras) > 0 }

// FileRef is a column of a data file as written: {file, column, where, date,
// time, use}. A number of the file becomes number × Times + Plus, so that
// relative changes reach files too.
type FileRef struct {
	Path        string // of the key in the scenario, for messages
	File        string // relative to the scenario's file
	Column      string
	Where       []Condition // in written order
	Date, Time  string      // columns; empty: the file has none
	WeekdayMean bool        // use: weekday_mean
	Times       float64     // 0 means 1
	Plus        float64
}

// Condition keeps the rows of a data file whose Column holds Value.
type Condition struct{ Column, Value string }

// Holiday is a date that is closed or runs like a weekday.
type Holiday struct {
	Path string
	Date time.Time
	Like time.Weekday // −1: closed
}
