package sim

// Problem is a mistake in a Centre. Path names the field in the scenario
// language, for example "queues.sales.patience"; Message says what is wrong and
// how to mend it.
type Problem struct{ Path, Message string }
