// Package staffing answers how many agents each group needs in each interval:
// theory proposes, simulation confirms.
//
//	Beside    what Erlang C and Erlang A say of the same day, beside its simulation
//	Scale     a staffing made leaner or richer by a factor
//	Ladder    the same customers met by staffings from lean to rich: service against budget
//
// Simulation comes in as a Runner, so that everything here is a function of
// its arguments.
package staffing

import (
	"context"

	"agner/sim"
)

// Runner simulates variants on the same customers: sim.RunPaired.
type Runner func(ctx context.Context, variants []sim.Variant, o sim.Options) (*sim.Paired, error)
