// Package sim is the contact centre as data, and its discrete-event simulation
// with honest estimates.
//
// A Centre says everything about the centre: demand, customers, queues, groups
// of agents, seats and routing. Run simulates it for many independent
// replications of the whole horizon and returns a Result whose every number is
// an Estimate with a 95 % confidence interval. Neither is modified afterwards.
//
// Time is an integer count of microseconds since the start of the horizon;
// negative times are warm-up. There are no clocks, dates or time zones here.
package sim
