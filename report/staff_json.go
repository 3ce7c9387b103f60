package report

import (
	"io"
	"math"
	"time"

	"agner/sim"
	"agner/staffing"
)

// staffSchema names the version of the JSON of a staffing.
const staffSchema = "agner/staff/v1"

// WriteStaffJSON writes a staffing as one object in the units of WriteJSON. Every
// key is always there: null where a part was not asked for or does not apply.
// status is certified, confirmed (single changes remain open), unconfirmed, formula,
// infeasible, over_budget or interrupted. A check with neither
// interval nor date is about the whole horizon.
func WriteStaffJSON(w io.Writer, s *Staff) error {
	j := &jsonWriter{first: true}
	j.object("", func() {
		s.writeHead(j)
		j.object("groups", func() {
			for g := range s.Centre.Groups {
				j.object(s.Centre.Groups[g].Name, func() { s.writeSeats(j, g) })
			}
		})
		j.object("total", func() {
			j.number("paid_hours", s.Plan.PaidHours)
			j.number("seat_cost", s.Plan.SeatCost)
			writePoint(j, s.simulatedPoint())
		})
		j.array("checks", func() {
			for _, k := range s.Plan.Checks {
				j.object("", func() { s.writeCheck(j, k) })
			}
		})
		j.array("simulated_checks", func() {
			for _, k := range s.Plan.Seen {
				j.object("", func() { s.writeCheck(j, k) })
			}
		})
		s.writeCertificate(j)
		s.writeLimits(j)
		s.writeAudit(j)
		s.writeSensitivities(j)
		s.writeRisk(j)
		s.writeSilence(j)
		j.array("defaults", func() {
			for _, d := range s.Defaults {
				j.object("", func() { j.text("path", d.Path); j.text("value", d.Value) })
			}
		})
		j.texts("warnings", s.Warnings)
	})
	j.out.WriteByte('\n')
	_, err := w.Write(j.out.Bytes())
	return err
}

func (s *Staff) writeHead(j *jsonWriter) {
	j.text("schema", staffSchema)
	j.text("scenario", s.Name)
	j.text("file", s.File)
	j.text("fingerprint", s.Fingerprint)
	j.text("variant", orElse(s.Variant, "base"))
	j.seed("seed", s.Seed)
	j.number("horizon_days", float64(s.days()))
	j.number("interval_seconds", s.Centre.Horizon.Interval.Seconds())
	j.text("version", s.Version)
	j.text("currency", s.Currency)
	j.number("budget_limit", s.Limit)
	j.text("method", s.Plan.Method.String())
	j.text("meet", meetName(s.Task))
	efficiency := s.Task.ScheduleEfficiency
	if efficiency == 0 {
		efficiency = 1
	}
	j.number("schedule_efficiency", efficiency)
	j.text("status", s.status())
	if problem := s.Problem(); problem != "" {
		j.text("problem", problem)
	} else {
		j.null("problem")
	}
	j.number("simulated_replications", float64(s.Plan.Simulated))
}

// meetName says where targets must hold in the words of the scenario language.
func meetName(t *staffing.Task) string {
	if t.Meet == staffing.MeetShare {
		return share(t.Share) + " of days"
	}
	return t.Meet.String()
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// status says in a word how well the answer is known.
func (s *Staff) status() string {
	p := s.Plan
	switch {
	case p.Interrupted:
		return "interrupted"
	case !p.Feasible:
		return "infeasible"
	case p.Budget != nil && p.Budget.Over > 0:
		return "over_budget"
	case p.Certificate == nil:
		return "formula"
	case !p.Certificate.Confirmed:
		return "unconfirmed"
	case !p.Certificate.Least():
		return "confirmed"
	}
	return "certified"
}

// writePoint writes what the simulation says of a staffing.
func writePoint(j *jsonWriter, p staffing.Point) {
	j.estimate("total_cost", p.TotalCost)
	j.estimate("lost_value", p.LostValue)
	j.estimate("net_value", p.NetValue)
	j.estimate("service_level", p.ServiceLevel)
	j.estimate("probability_of_target", p.ProbabilityOfTarget)
}

func (s *Staff) writeSeats(j *jsonWriter, g int) {
	j.text("label", s.groupLabel(g))
	least, most := 0, sim.None
	if g < len(s.Task.Bounds) {
		least, most = s.Task.Bounds[g].Min, s.Task.Bounds[g].Max
	}
	j.number("min", float64(least))
	if most == sim.None {
		j.null("max")
	} else {
		j.number("max", float64(most))
	}
	j.array("intervals", func() {
		for _, i := range s.openIntervals() {
			j.object("", func() {
				j.text("start", stamp(s.at(i)))
				j.number("required", float64(s.seats(s.Plan.Seats, g, i)))
				j.number("scheduled", float64(s.seats(s.Plan.Scheduled, g, i)))
				j.number("stated", float64(s.seats(s.Centre.Seats, g, i)))
			})
		}
	})
}

func (s *Staff) writeCheck(j *jsonWriter, k staffing.Check) {
	s.writeWhere(j, k)
	sign := "<="
	if k.AtLeast {
		sign = ">="
	}
	j.text("operator", sign)
	j.number("bound", k.Bound)
	j.estimate("value", k.Estimate)
	j.text("verdict", k.Verdict().String())
}

// writeWhere writes what a check is about.
func (s *Staff) writeWhere(j *jsonWriter, k staffing.Check) {
	name := func(key, value string) {
		if value == "" {
			j.null(key)
			return
		}
		j.text(key, value)
	}
	name("queue", k.Queue)
	name("group", k.Group)
	if k.Interval == staffing.Whole {
		j.null("interval")
	} else {
		j.text("interval", stamp(s.at(k.Interval)))
	}
	if k.Day == 0 {
		j.null("date")
	} else {
		j.text("date", s.date(k.Day).Format("2006-01-02"))
	}
	j.text("metric", k.Metric.String())
}

// date returns the day of a check, which counts from 1.
func (s *Staff) date(day int) time.Time { return s.Start.AddDate(0, 0, day-1) }

func (s *Staff) writeCertificate(j *jsonWriter) {
	c := s.Plan.Certificate
	if c == nil {
		j.null("certificate")
		return
	}
	j.object("certificate", func() {
		j.truth("confirmed", c.Confirmed)
		j.truth("least", c.Least())
		j.seed("seed", c.Seed)
		j.number("replications", float64(c.Replications))
		j.number("attempts", float64(c.Attempts))
		j.seed("edge_seed", c.EdgeSeed)
		j.number("edge_replications", float64(c.EdgeReplications))
		j.array("margins", func() {
			for _, m := range c.Margins {
				j.object("", func() {
					s.writeWhere(j, m.Check)
					j.number("extra", m.Extra)
				})
			}
		})
		j.number("removals_refuted", float64(c.Removals))
		j.number("removals_refuted_alone", float64(c.RemovalsAlone))
		j.number("moves_refuted", float64(c.Swaps))
		j.number("moves_refuted_alone", float64(c.SwapsAlone))
		j.number("moves_out_of_reach", float64(c.Predicted))
		j.number("open", float64(c.Open))
	})
}

// writeLimits writes what binds: targets out of reach, short intervals, prices, the budget.
func (s *Staff) writeLimits(j *jsonWriter) {
	j.array("out_of_reach", func() {
		for _, r := range s.Plan.Relaxed {
			j.object("", func() {
				s.writeCheck(j, r.Check)
				j.number("held_to", r.Attained)
			})
		}
	})
	j.array("short_intervals", func() {
		for _, i := range s.Plan.Short {
			j.next()
			j.string(stamp(s.at(i)))
		}
	})
	j.array("prices", func() {
		for _, p := range s.Plan.Prices {
			j.object("", func() {
				s.writeCheck(j, p.Check)
				j.number("per_point", p.PerPoint)
				j.truth("binds", p.Binds)
				j.text("bought_from", p.Group)
				j.text("bought_at", stamp(s.at(max(p.Interval, 0))))
			})
		}
	})
	b := s.Plan.Budget
	if b == nil {
		j.null("budget")
		return
	}
	j.object("budget", func() {
		j.number("limit", b.Limit)
		j.number("over", b.Over)
		if b.Within == nil {
			j.null("best_within")
			return
		}
		j.object("best_within", func() {
			j.estimate("paid_hours", b.Within.PaidHours)
			writePoint(j, *b.Within)
			j.text("targets", b.Within.Verdict().String())
		})
	})
}

func (s *Staff) writeAudit(j *jsonWriter) {
	j.array("audit", func() {
		for _, a := range s.Audit {
			j.object("", func() {
				j.text("model", a.Name)
				j.text("adds", a.Why)
				j.estimate("service_level", a.ServiceLevel)
				j.number("factor", a.Factor)
				j.number("seat_hours", a.SeatHours)
			})
		}
	})
}

func (s *Staff) writeSensitivities(j *jsonWriter) {
	j.array("sensitivities", func() {
		for _, x := range s.Sensitivities {
			j.object("", func() {
				j.text("input", x.Factor)
				for _, w := range []struct {
					name string
					staffing.Swing
				}{{"less", x.Less}, {"more", x.More}} {
					j.object(w.name, func() {
						j.text("change", w.Change)
						j.estimate("service_level_difference", w.ServiceLevel)
						j.estimate("abandonment_difference", w.Abandonment)
						j.estimate("total_cost_difference", w.TotalCost)
						j.estimate("net_value_difference", w.NetValue)
					})
				}
			})
		}
	})
}

func (s *Staff) writeRisk(j *jsonWriter) {
	if s.Risk == nil {
		j.null("risk")
		return
	}
	j.object("risk", func() {
		j.estimate("probability_of_target", s.Risk.Total)
		j.object("queues", func() {
			for _, q := range s.Risk.Queues {
				j.object(q.Name, func() {
					j.estimate("probability_of_target", q.Day)
					j.array("intervals", func() {
						for _, i := range q.Intervals {
							j.object("", func() {
								j.text("start", stamp(s.at(i.Index)))
								j.estimate("probability_of_target", i.Met)
								j.number("service_level_p05", i.Bad)
								j.number("service_level_p50", i.Usual)
								j.number("service_level_p95", i.Good)
							})
						}
					})
				})
			}
		})
		j.array("shares", func() {
			for _, x := range s.Risk.Shares {
				j.object("", func() {
					j.number("share", x.Share)
					j.number("factor", x.Factor)
					if math.IsNaN(x.Factor) {
						x.Point.PaidHours, x.Point.TotalCost = sim.NoData(), sim.NoData()
					}
					j.estimate("paid_hours", x.Point.PaidHours)
					j.estimate("total_cost", x.Point.TotalCost)
				})
			}
		})
		j.array("overtime", func() {
			for _, o := range s.Risk.Overtime {
				j.object("", func() {
					j.number("hours_on_call", o.Hours)
					j.estimate("probability_without", o.Without)
					j.estimate("probability_with", o.With)
					j.number("hours_used", o.HoursUsed)
					j.number("cost_on_call", o.CostOnCall)
					j.number("cost_every_day", o.CostEveryDay)
					j.number("saved", o.Saved)
				})
			}
		})
	})
}

func (s *Staff) writeSilence(j *jsonWriter) {
	if s.Silence == nil {
		j.null("silence")
		return
	}
	x := s.Silence
	j.object("silence", func() {
		j.texts("events", s.Unknown)
		for _, v := range []struct {
			name string
			plan *staffing.Plan
			staffing.Point
		}{{"untold", x.UntoldPlan, x.Untold}, {"told", x.ToldPlan, x.Told}} {
			j.object(v.name, func() {
				j.number("paid_hours", v.plan.PaidHours)
				writePoint(j, v.Point)
			})
		}
		j.estimate("service_level_difference", x.ServiceLevel)
		j.estimate("abandonment_difference", x.Abandonment)
		j.estimate("total_cost_difference", x.TotalCost)
		j.estimate("lost_value_difference", x.LostValue)
		j.estimate("net_value_difference", x.NetValue)
	})
}
