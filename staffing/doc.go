// Package staffing answers how many agents each group needs in each interval:
// theory proposes, simulation confirms.
//
//	Beside           what Erlang C and Erlang A say of the same day, beside its simulation
//	Ladder           the same customers met by the scenario's staffing from lean to rich: service against budget
//	Solve            least-cost staffing that meets every target, by formula or by simulation with a certificate
//	Frontier         least-cost staffing for looser and stricter targets: what each further unit of budget buys
//	Audit            from Erlang C to the full simulation, one assumption at a time
//	Sensitivities    one agent, or a tenth of volume, handle time, patience, shrinkage or absence, more or less
//	PriceOfSilence   what planning without knowledge of coming events costs
//	AssessRisk       how reliable a staffing is from day to day, and what overtime on call would save
//
// Simulation comes in as a Runner, so that everything here is a function of
// its arguments. Nothing depends on the number of workers or on time.
//
// A search by simulation (solve.go) goes from coarse to fine: the formula's
// answer (theory.go, cover.go) is scaled, whole groups are weighed against each
// other (blocks.go), single seats are traded by their measured effects
// (effects.go, moves.go), a few seats are exchanged by trial (polish.go), and
// the result is taken to where no single change is left that customers of its own would bear (edge.go, judge.go, felt.go) and
// confirmed on fresh random numbers (confirm.go).
package staffing

import (
	"context"

	"agner/sim"
)

// Runner simulates variants on the same customers: sim.RunPaired.
type Runner func(ctx context.Context, variants []sim.Variant, o sim.Options) (*sim.Paired, error)
