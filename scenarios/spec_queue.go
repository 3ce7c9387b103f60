package scenarios

import (
	"time"

	"agner/sim"
)

// QueueSpec is one entry of queues.
type QueueSpec struct {
	Path, Name, Label string
	Channel           string
	Priority          *int
	Open              Hours
	Arrivals          *ArrivalsSpec
	SelfService       *SelfServiceSpec
	Handle            *Dist // handle_time, or what aht leaves for it
	WrapUp            *Dist // wrap_up, also of aht
	Patience          *PatienceSpec
	Retry             *ReturnSpec
	Repeat            *ReturnSpec
	Transfers         []TransferSpec
	Conference        *ConferenceSpec
	Lines             string
	QueueLimit        *int
	Callback          *CallbackSpec
	Due               *DueSpec
	Backlog           *BacklogSpec // opening_backlog
	Interruptible     *bool
	Target            *TargetSpec
	Value             *ValueSpec
	Dialer            *DialerSpec
}

// ArrivalsSpec is a queue's demand.
type ArrivalsSpec struct {
	Path          string
	Volume        Calendar // its profiles have a Unit
	Shape         *Profile // relative weights
	Weekdays      []WeekdayFactor
	Growth        *Rate // compounds
	Includes      []string
	IncludesSaid  bool // includes is written, perhaps as []
	DayCV         *float64
	IntervalCV    *float64
	ForecastError *float64
	With          []CorrelationSpec
	Process       string   // poisson | counts | trace
	Trace         *FileRef // of process trace
}

// WeekdayFactor multiplies the volume on a weekday.
type WeekdayFactor struct {
	Path   string
	Day    time.Weekday
	Factor float64
}

// Rate is a fraction per time: 2%/month is {0.02, a month}.
type Rate struct {
	Fraction float64
	Per      RatePeriod
}

// RatePeriod is the time that a Rate is for.
type RatePeriod int

const (
	PerRateDay RatePeriod = iota
	PerRateWeek
	PerRateMonth // a twelfth of a year
	PerRateYear  // 365.25 days
)

// Days returns the length of p in days.
func (p RatePeriod) Days() float64 { return [...]float64{1, 7, 365.25 / 12, 365.25}[p] }

// CorrelationSpec correlates day factors with another queue.
type CorrelationSpec struct {
	Path, Queue string
	Rho         float64
}

// SelfServiceSpec is a queue's IVR or bot.
type SelfServiceSpec struct {
	Path             string
	Containment      Calendar
	Time             *Dist
	FalseContainment Calendar
	ReturnsAfter     *Dist
}

// PatienceSpec is the time to abandonment.
type PatienceSpec struct {
	Path  string
	Never bool
	Dist  *Dist // nil when Never, Observed, or with balk alone
	Balk  Calendar
	// Observed, instead of Dist: abandonment and the mean wait of all.
	Observed *ObservedSpec
}

// ObservedSpec is what is known of abandonment: exponential patience of mean
// MeanWait ÷ Abandonment.
type ObservedSpec struct {
	Path        string
	Abandonment float64
	MeanWait    sim.Time
}

// ReturnSpec is retry or repeat.
type ReturnSpec struct {
	Path        string
	Probability Calendar
	After       *Dist
	Attempts    *int // retry only
	To          string
}

// TransferSpec is one entry of transfers.
type TransferSpec struct {
	Path        string
	Probability Calendar
	To          string
	Queue       *bool
}

// ConferenceSpec is a queue's conference.
type ConferenceSpec struct {
	Path        string
	Probability Calendar
	With        string
	Time        *Dist
	IfBusy      string // skip
}

// CallbackSpec is a queue's callback offer.
type CallbackSpec struct {
	Path       string
	OfferAfter *sim.Time
	IfWaitOver *sim.Time
	Accept     Calendar
	Reach      Calendar
	Within     *sim.Time
}

// DueSpec is the promise on deferrable work.
type DueSpec struct {
	Path   string
	Within sim.Time
	Clock  string // elapsed | open | working_days
}

// BacklogSpec is opening_backlog.
type BacklogSpec struct {
	Path  string
	Items int
	Age   *Dist
}

// TargetSpec is the service promised on a queue.
type TargetSpec struct {
	Path           string
	Level          *float64
	Within         *sim.Time
	Definition     string
	ShortAbandon   *sim.Time
	Per            string // interval | day | week | horizon
	MaxAbandonment *float64
	MaxASA         *sim.Time
}

// OutcomesSpec holds a number for each bad outcome.
type OutcomesSpec struct{ Abandoned, Unresolved, Late *float64 }

// ValueSpec is what service on a queue is worth.
type ValueSpec struct {
	Path          string
	Answered      *float64
	Cost          OutcomesSpec
	Churn         OutcomesSpec
	LifetimeValue *float64
}

// DialerSpec is the outbound dialer of a queue.
type DialerSpec struct {
	Path           string
	Mode           string // preview | progressive | predictive
	Hours          Hours
	List           *int
	Unlimited      bool // list: unlimited
	Reach          Calendar
	DialsPerAgent  *float64
	StartWhenIdle  *int
	Watch          []string // groups; WatchSaid tells [] from left out
	WatchSaid      bool
	Preview        *sim.Time
	Ring           *sim.Time
	MaxAbandonment *float64
}
