package sim

// Shape is the form of a distribution of mean 1; see the constructors.
type Shape uint8

const (
	None0 Shape = iota
)

// Distribution is the law of a positive duration: a unit-mean shape times a
// mean in seconds that may change over the day.
type Distribution struct {
	Shape Shape
	Mean  Steps
}
