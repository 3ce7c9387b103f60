package scenarios

import (
	"time"

	"agner/sim"
)

// Spec is a scenario as written, after extends, variants and changes: every
// value decoded and typed, no default applied, no name resolved.
//
// A part that is left out is a nil pointer, a nil slice, an empty string, or a
// Calendar that is not set. Durations are sim.Time; fractions are numbers from 0 to 1. Paths
// are those of the language ("queues.sales.transfers[0].to"); Has tells whether
// one is written. A Path field names the place of its struct.
type Spec struct {
	Name        string
	Description string
	Horizon     HorizonSpec
	BusynessCV  *float64
	Queues      []QueueSpec // in the order of the file
	Groups      []GroupSpec
	Routing     RoutingSpec
	Lines       []LineSpec
	Reserve     []ReserveSpec
	Events      []EventSpec
	Budget      BudgetSpec
	Experiment  ExperimentSpec
	Staffing    StaffingSpec

	// tree is the merged scenario that the Spec was decoded from.
	tree *node
}

// HorizonSpec is the section horizon.
type HorizonSpec struct {
	Start    time.Time // UTC; zero: left out
	Days     *int
	Interval *sim.Time
	Open     Hours
	Holidays []Holiday
	AtClose  string // serve_out | disconnect
	Warmup   *sim.Time
}

// Dist is a distribution as written. With Mean, Law states its shape around a
// mean that Mean replaces (Distribution.WithMean): the mean in seconds over the
// day, over the weeks or from a file. Without, Law is complete but for File.
type Dist struct {
	Path string
	Law  sim.Law
	Mean Calendar
	// File holds the durations of an empirical law, to become Law.Values in seconds.
	File *FileRef
}

// Distribution returns the distribution of the law around its own mean: the
// reader has checked that there is one. Means in Mean are still to be applied.
func (d Dist) Distribution() sim.Distribution {
	out, _ := d.Law.Distribution()
	return out
}

// GroupSpec is one entry of groups.
type GroupSpec struct {
	Path, Name, Label string
	Agents            Calendar // counts; nil with FromShifts or left out
	FromShifts        bool     // agents: {from: shifts}
	AgentsAre         string   // logged_in | scheduled | paid
	Skills            []SkillSpec
	SkillsSaid        bool // skills is written, perhaps as []
	ByLevel           bool // skills are a map with levels; false: a list, one level
	Slowdown          *float64
	Shrinkage         *ShrinkageSpec
	Adherence         Calendar
	Absence           Calendar
	MaxOccupancy      *float64
	Wage              Calendar // money per hour
	Overtime          *float64
	Premiums          []PremiumSpec
	Site              string
	Open              Hours
	Tariff            *TariffSpec
	ContactLimit      *int // limit: {contacts: 1500/day}
}

// SkillSpec is one skill of a group.
type SkillSpec struct {
	Path, Queue string
	Level       *int
	Speed       *float64
	AtOnce      *int
}

// ShrinkageSpec is one fraction (All), or the parts of both levels.
type ShrinkageSpec struct {
	Path  string
	All   Calendar
	Out   []PartSpec // out_of_office; one part without a name when it is one fraction
	In    []PartSpec // in_office
	Parts bool       // Out and In are meant, not All
}

// PartSpec is a named part of shrinkage; parts add up.
type PartSpec struct {
	Path, Name string
	Fraction   Calendar
}

// PremiumSpec raises the wage by Factor in a span of the day, on a weekday or on holidays.
type PremiumSpec struct {
	Path    string
	Factor  float64 // 0.25 for 25%
	Span    *ClockSpan
	Days    Weekdays // 0: any day
	Holiday bool
}

// TariffSpec is an outsourcer's price.
type TariffSpec struct {
	Path    string
	Per     string // handled_minute | talk_minute | contact | staffed_hour
	Price   float64
	Minimum *Amount
}

// Amount is money for a period: "day", "week", "month", "year", or "" for once.
type Amount struct {
	Value float64
	Per   string
}

// RoutingSpec is the section routing.
type RoutingSpec struct {
	PickAgent   string
	PickContact string
	Routes      []RouteSpec
}

// RouteSpec is the route of one queue.
type RouteSpec struct {
	Path, Queue string
	Steps       []StepSpec
}

// StepSpec is one step of a route.
type StepSpec struct {
	Path       string
	After      *sim.Time
	To         []string
	ToSaid     bool
	Order      string // listed | random; "": together
	Message    *float64
	FlowTo     string
	Disconnect bool
	Split      []SplitSpec
}

// SplitSpec is one branch of a split.
type SplitSpec struct {
	Path, Group string
	Share       float64
}

// LineSpec is one trunk group.
type LineSpec struct {
	Path, Name string
	Count      int
}

// ReserveSpec is one entry of reserve.
type ReserveSpec struct {
	Path, Group, For string
	KeepFree         int
}

// BudgetSpec is the section budget.
type BudgetSpec struct {
	Currency string
	// Limit with Limit.Per empty is for the whole horizon; budget.per is folded in.
	Limit         *Amount
	LinePerMinute *float64
	Other         *Amount
	Contract      *sim.Time // weekly hours of one full-time contract
}

// ExperimentSpec is the section experiment.
type ExperimentSpec struct {
	Seed            *uint64
	Replications    *int
	Precision       []sim.Precision
	MaxReplications *int
}

// StaffingSpec is the section staffing.
type StaffingSpec struct {
	Method             string // simulation | erlang_c | erlang_a
	Meet               string // interval | day | a share such as "90% of days"
	ScheduleEfficiency *float64
	Groups             []StaffedGroupSpec
}

// StaffedGroupSpec bounds the agents of one group.
type StaffedGroupSpec struct {
	Path, Name string
	Min, Max   *int
}

// Share is a named fraction.
type Share struct {
	Path, Name string
	Fraction   float64
}

// EventSpec is one event; Kind says which of the parts are set.
type EventSpec struct {
	Path, Name string
	Kind       string    // campaign | surge | absence | change | shift
	At         time.Time // at (campaign, surge), on (absence) or from (change, shift); UTC, with its clock
	Until      time.Time // change, shift: last date of its effect, zero for no end
	Known      *KnownSpec

	Campaign *CampaignSpec
	Surge    *SurgeSpec
	Absence  []Share // by group
	Change   *ChangeSpec
	Shift    *ShiftSpec
}

// KnownSpec says when planners learn of an event.
type KnownSpec struct {
	Always, Never bool
	Notice        sim.Time // before At, when neither
}

// CampaignSpec is a campaign's response.
type CampaignSpec struct {
	Audience    float64
	ContactRate float64
	RateCV      float64 // cv of the contact rate
	Peak        *sim.Time
	HalfLife    *sim.Time
	DayShares   []float64 // curve: {days: […]}
	Closed      string    // next_opening | lost
	Queues      []Share
	Cost        *float64
	Handle      *Factor
}

// Factor is a relative change: Times for +20% (1.2), else Plus seconds for +30s.
type Factor struct {
	Times       float64
	PlusSeconds float64
}

// SurgeSpec multiplies demand for a while.
type SurgeSpec struct {
	For      sim.Time
	Queues   []Share // Fraction is the added share: 2.5 for +250%
	Patience *Factor
	Handle   *Factor
	Cost     *float64
}

// ChangeSpec is a change of the scenario from a date on. Changed is the whole
// scenario with this change and those of all change events that begin before it
// (and still hold), so that a profile of one date follows from one of these.
type ChangeSpec struct {
	Sets    []SetSpec
	Changed *Spec
}

// SetSpec is one change: Path is the target, Where the place it is written.
type SetSpec struct{ Where, Path, Value string }

// ShiftSpec moves demand from one queue to another.
type ShiftSpec struct {
	From, To string
	Share    float64
	Induced  *float64 // additional contacts on To as a share of the moved
	TakeUp   *sim.Time
}
