// Package erlang holds the queueing formulas of contact centres: Erlang's loss and delay models, abandonment,
// general patience, redialling, priorities, chats, days whose load changes, and deferrable work.
//
// Everything is a pure function of numbers. A model is a value whose fields are its parameters and whose methods are its
// measures. All assume Poisson arrivals and identical agents who serve the longest wait first; beyond that:
//
//	model         who waits, and how long                          handle time    answer
//	B             nobody: all lines busy means lost                any            exact
//	ExtendedB     as B, a share of the lost tries again            any            fixed point
//	Engset        as B, a finite group of callers                  any            exact
//	C, MMn        all, without end (Erlang C)                      exponential    exact
//	MGn           all, without end                                 any mean, cv   approximation, error stated
//	MMnM          until an exponential patience ends (Erlang A)    exponential    exact
//	MMnG          until a patience of any distribution ends        exponential    exact
//	ErlangX       as MMnM; a share of the lost calls again         exponential    fixed point
//	Priorities    all, by class and then in order                  exponential    exact
//	Chat          as MMnM; agents hold several contacts            exponential    exact but for the spread, error stated
//	Day           as MMnM; arrivals and agents change              exponential    exact to 1e-9
//	Backlog       deferrable work, oldest first                    a capacity     exact flow
//
// MMnM, MMnG, ErlangX and Chat may have a limit on lines. Inverse questions are AgentsFor and FractionalAgentsFor of a model and
// a Target, LargestLoad, LinesForBlocking, LoadForBlocking and the Patience… functions. SIPPLoads, LaggedLoads and
// ModifiedOfferedLoads turn a day into stationary questions; SquareRootAgents and its limits describe large centres.
//
// # Conventions
//
// Loads are in erlangs (arrival rate × mean handle time), times in seconds, probabilities in [0, 1]. Agents are real
// numbers: a whole number gives the classical formula, a fraction its continuous extension through the Gamma function.
// A service level counts a wait of exactly the acceptable waiting time (awt) as within it.
//
// # Total functions
//
// Every function has a value for every argument. Negative or NaN arguments give NaN; what overload, zero load, zero
// agents and no patience mean is stated at each function. +Inf is a legal answer (a queue without end) and a legal
// patience (nobody abandons); NaN marks a mean over nobody, such as the ASA when no contact is ever answered.
package erlang
