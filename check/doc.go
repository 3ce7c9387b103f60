// Package check tells whether a scenario still does what was promised:
// expectations are sentences such as "sales.service_level >= 80%" that are
// decided on confidence, not on the point, and a baseline is what a scenario
// said when it was last agreed upon, against which the present one is held on the
// same customers.
package check
