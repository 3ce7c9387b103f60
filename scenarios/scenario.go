package scenarios

import (
	"time"

	"agner/budget"
	"agner/check"
	"agner/sim"
)

// Scenario is a scenario ready to run. Nothing in it is modified afterwards.
type Scenario struct {
	Name        string
	Description string
	File        string // as given to Load
	Fingerprint string // of the merged scenario and its data
	Variant     string // base, or the name of the variant
	Start       time.Time
	Centre      *sim.Centre
	// Planned is the centre as planners know it: without the events that are
	// not known in time. It is Centre when all are known.
	Planned     *sim.Centre
	QueueLabels []string
	GroupLabels []string
	Money       budget.Money
	Experiment  Experiment
	Shrinkage   []Shrinkage // by group
	Staffing    Staffing
	Defaults    []Default
	Warnings    []string
	Variants    []string // names, without base, in the order of the file
	Sweep       []Axis
	// Expect is what `agner check` verifies, of the scenario itself and of its variants.
	Expect []check.Expectation
	// whole is the merged scenario with its variants.
	whole *node
	// data are the names of the data files that it and its variants read, sorted.
	data []string
	// Spec is the scenario as written, with everything that is not about one centre.
	Spec *Spec
}

// Experiment says how much to simulate.
type Experiment struct {
	Seed            uint64
	Replications    int
	Precision       []sim.Precision
	MaxReplications int
}

// Shrinkage is what a group's agents are away from contacts, as stated: events may change it.
type Shrinkage struct {
	OutOfOffice, InOffice sim.Steps
	Adherence             sim.Steps
	MaxOccupancy          float64 // 0: not stated
}

// Default is a value that the scenario leaves out, in the language's own words.
type Default struct{ Path, Value string }
