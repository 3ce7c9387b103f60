// Package erlang holds the queueing formulas of contact centres: Erlang's loss and delay models, abandonment,
// general patience, redialling, priorities, chats, days whose load changes, and deferrable work.
//
// Everything is a pure function of numbers. A model is a value whose fields are its parameters and whose methods are
// its measures:
//
//	B, C             blocking and delay probability of a load (in erlangs) and a number of lines or agents
//	MMn              Erlang C: nobody abandons
//	MMnM             Erlang A: exponential patience, optionally a limit on lines
//	MMnG             general patience, optionally a limit on lines
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
