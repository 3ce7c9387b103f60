package scenarios

import (
	"fmt"
	"strings"
	"time"
)

// Words says what an event does, to whom and how long, and whether those who plan
// a horizon from start on know of it. Queues and groups are named as in the file.
func (e *EventSpec) Words(start time.Time) string {
	var text string
	switch e.Kind {
	case "campaign":
		text = e.campaignWords()
	case "surge":
		text = e.surgeWords()
	case "absence":
		text = fmt.Sprintf("%s stay away on %s, more than usual", shareWords(e.Absence, "%s of %s"), e.At.Format(time.DateOnly))
	case "change":
		var sets []string
		for _, s := range e.Change.Sets {
			sets = append(sets, s.Path+" "+s.Value)
		}
		text = e.span() + ": " + strings.Join(sets, ", ")
	case "shift":
		text = e.shiftWords()
	}
	text = fmt.Sprintf("%s (%s): %s.", e.Name, e.Kind, text)
	switch k := e.Known; {
	case k == nil || k.Always:
	case k.Never:
		text += " Those who plan do not know of it: staffing leaves it out."
	case e.At.Sub(start).Seconds() > k.Notice.Seconds():
		text += fmt.Sprintf(" It is known %s ahead, too late for a plan made on %s: staffing leaves it out.", minutes(k.Notice), start.Format(time.DateOnly))
	default:
		text += fmt.Sprintf(" It is known %s ahead, in time for the plan.", minutes(k.Notice))
	}
	return text
}

func (e *EventSpec) campaignWords() string {
	k := e.Campaign
	text := fmt.Sprintf("at %s it reaches %s people, of whom %s", stampWords(e.At), grouped(k.Audience), showPercent(k.ContactRate))
	if k.RateCV > 0 {
		text += fmt.Sprintf(" (cv %s)", showPercent(k.RateCV))
	}
	text += fmt.Sprintf(" get in touch, %s; ", shareWords(k.Queues, "%s on %s"))
	switch {
	case k.DayShares != nil:
		var days []string
		for _, v := range k.DayShares {
			days = append(days, showPercent(v))
		}
		text += "day by day " + strings.Join(days, ", ")
	case k.Peak != nil && *k.Peak > 0:
		text += fmt.Sprintf("their number an hour rises for %s, then halves every %s", minutes(*k.Peak), minutes(*k.HalfLife))
	default:
		text += fmt.Sprintf("their number an hour halves every %s", minutes(*k.HalfLife))
	}
	if k.Closed == "lost" {
		text += "; in closed time they are lost"
	} else {
		text += "; in closed time they wait for the next opening"
	}
	return text + effects(nil, k.Handle, k.Cost)
}

func (e *EventSpec) surgeWords() string {
	s := e.Surge
	to := e.At.Add(time.Duration(s.For.Seconds() * float64(time.Second)))
	until := to.Format("15:04")
	if to.Format(time.DateOnly) != e.At.Format(time.DateOnly) {
		until = stampWords(to)
	}
	var parts []string
	for _, q := range s.Queues {
		parts = append(parts, "contacts of "+q.Name+" "+signedPercent(q.Fraction))
	}
	return fmt.Sprintf("%s to %s, %s", stampWords(e.At), until, strings.Join(parts, ", ")) + effects(s.Patience, s.Handle, s.Cost)
}

func (e *EventSpec) shiftWords() string {
	s := e.Shift
	text := fmt.Sprintf("%s, %s of the contacts of %s come on %s instead", e.span(), showPercent(s.Share), s.From, s.To)
	if s.TakeUp != nil && *s.TakeUp > 0 {
		text += ", a share that grows over " + minutes(*s.TakeUp)
	}
	if s.Induced != nil && *s.Induced > 0 {
		text += fmt.Sprintf("; the new way brings %s of them on top", showPercent(*s.Induced))
	}
	return text
}

// span says from which date to which an event holds.
func (e *EventSpec) span() string {
	if e.Until.IsZero() {
		return "from " + stampWords(e.At) + " on"
	}
	return "from " + stampWords(e.At) + " to the end of " + e.Until.Format(time.DateOnly)
}

// effects says what an event does to its contacts beside their number.
func effects(patience, handle *Factor, cost *float64) string {
	text := ""
	if patience != nil {
		text += "; patience " + patience.words()
	}
	if handle != nil {
		text += "; handle time " + handle.words()
	}
	if cost != nil {
		text += "; it costs " + grouped(*cost)
	}
	return text
}

func (f *Factor) words() string {
	if f.Times != 0 {
		return signedPercent(f.Times - 1)
	}
	if f.PlusSeconds < 0 {
		return "−" + strings.TrimPrefix(showSeconds(f.PlusSeconds), "-")
	}
	return "+" + showSeconds(f.PlusSeconds)
}

func signedPercent(v float64) string {
	if v < 0 {
		return "−" + strings.TrimPrefix(showPercent(v), "-")
	}
	return "+" + showPercent(v)
}

// shareWords lists shares by name; how has a place for the share and one for the name.
func shareWords(shares []Share, how string) string {
	var parts []string
	for _, s := range shares {
		parts = append(parts, fmt.Sprintf(how, showPercent(s.Fraction), s.Name))
	}
	return strings.Join(parts, ", ")
}

// stampWords leaves midnight out: a date begins with it.
func stampWords(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}

// grouped writes a number with a comma between thousands.
func grouped(v float64) string {
	whole, fraction, dotted := strings.Cut(showNumber(v), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dotted {
		fraction = "." + fraction
	}
	return sign + whole + fraction
}
