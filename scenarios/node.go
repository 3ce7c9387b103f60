package scenarios

// node is one value of a scenario as written, with its place.
type node struct{}
