package erlang

// Measures are the steady-state measures of a queue, with one meaning for every model. Fractions of contacts refer to
// offered contacts (those not blocked), except Blocking, which refers to all arrivals.
type Measures struct {
	Load                 float64 // erlangs, all arrivals
	Agents               float64
	Occupancy            float64 // share of the agents' time spent handling
	Delayed              float64 // not answered at once
	ServiceLevels        ServiceLevels
	ASASeconds           float64 // mean wait of answered contacts
	MeanWaitSeconds      float64 // mean wait of offered contacts
	TimeToAbandonSeconds float64 // mean wait of contacts that abandon; NaN where nobody does
	Abandonment          float64
	Blocking             float64
	QueueLength          float64 // mean number waiting
}

// ServiceLevels is the service level under each definition in use. H are answered contacts, B abandoned ones; ≤T means
// within the acceptable waiting time, ≤s within the bound of a short abandonment.
type ServiceLevels struct {
	AbandonsNegative      float64 // H≤T ÷ (H + B)
	AbandonsIgnored       float64 // H≤T ÷ (H + B>T)
	AbandonsPositive      float64 // (H≤T + B≤T) ÷ (H + B)
	ShortAbandonsExcluded float64 // H≤T ÷ (H + B − B≤s)
	ShortAbandonsCredited float64 // (H≤T + B≤s) ÷ (H + B)
	AnsweredOnly          float64 // H≤T ÷ H
}

// Definition names one of the ServiceLevels.
type Definition string

// The definitions of the service level.
const (
	AbandonsNegative      Definition = "abandons_negative"
	AbandonsIgnored       Definition = "abandons_ignored"
	AbandonsPositive      Definition = "abandons_positive"
	ShortAbandonsExcluded Definition = "short_abandons_excluded"
	ShortAbandonsCredited Definition = "short_abandons_credited"
	AnsweredOnly          Definition = "answered_only"
)

// Definitions lists the definitions in the order of their documentation.
func Definitions() []Definition {
	return []Definition{AbandonsNegative, AbandonsIgnored, AbandonsPositive, ShortAbandonsExcluded, ShortAbandonsCredited, AnsweredOnly}
}

// By returns the service level under the definition; the empty definition is AbandonsNegative. An unknown one panics.
func (s ServiceLevels) By(definition Definition) float64 {
	switch definition {
	case AbandonsNegative, "":
		return s.AbandonsNegative
	case AbandonsIgnored:
		return s.AbandonsIgnored
	case AbandonsPositive:
		return s.AbandonsPositive
	case ShortAbandonsExcluded:
		return s.ShortAbandonsExcluded
	case ShortAbandonsCredited:
		return s.ShortAbandonsCredited
	case AnsweredOnly:
		return s.AnsweredOnly
	}
	panic("erlang: unknown service level definition " + string(definition))
}

// shares are probabilities for an offered contact; the service levels follow from them.
type shares struct{ answered, answeredInAWT, abandoned, abandonedInAWT, abandonedShort float64 }

func (p shares) serviceLevels() ServiceLevels {
	late := max(0, p.abandoned-p.abandonedInAWT)
	return ServiceLevels{
		AbandonsNegative:      p.answeredInAWT,
		AbandonsIgnored:       p.answeredInAWT / (p.answered + late),
		AbandonsPositive:      p.answeredInAWT + p.abandonedInAWT,
		ShortAbandonsExcluded: p.answeredInAWT / (p.answered + max(0, p.abandoned-p.abandonedShort)),
		ShortAbandonsCredited: p.answeredInAWT + p.abandonedShort,
		AnsweredOnly:          p.answeredInAWT / p.answered,
	}
}

// measures turns a flow into Measures, without load, agents and occupancy.
func (f flow) measures(arrivalsPerSecond float64) Measures {
	return Measures{
		Delayed: f.delayed, ServiceLevels: f.serviceLevels(), ASASeconds: f.asaSeconds, MeanWaitSeconds: f.meanWaitSeconds,
		TimeToAbandonSeconds: f.toAbandon, Abandonment: f.abandoned, Blocking: f.blocked,
		QueueLength: arrivalsPerSecond * (1 - f.blocked) * f.meanWaitSeconds,
	}
}
