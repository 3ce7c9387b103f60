package sim

import "math"

// winnerTree finds the agent whose service ends first. It is a complete binary
// tree with a leaf per agent; every inner node holds the smaller of its two
// children, so the root is the next service end.
//
// A key is time<<agentBits | agent: ties go to the lower agent number, and no
// bit of time is lost, because times stay below 2^46 µs (814 days) and agents
// below 2^18. A tree beats a heap here since every change replays one path of
// fixed length with min, without a branch that could be mispredicted.
type winnerTree struct {
	size int // leaves, a power of two
	node []uint64
}

const (
	agentBits        = 18
	maxAgents        = 200_000
	idleKey   uint64 = math.MaxUint64
)

func newWinnerTree(agents int) *winnerTree {
	size := 2
	for size < agents {
		size *= 2
	}
	w := &winnerTree{size: size, node: make([]uint64, 2*size)}
	w.reset()
	return w
}

func (w *winnerTree) reset() {
	for i := range w.node {
		w.node[i] = idleKey
	}
}

// lastMoment is the last that a key can hold. What would end later ends then:
// far beyond every horizon, where only its order counts.
const lastMoment Time = 1<<(64-agentBits) - 1

// set makes agent's service end at time end.
func (w *winnerTree) set(agent int32, end Time) {
	w.replay(agent, uint64(min(end, lastMoment))<<agentBits|uint64(agent))
}

// clear removes agent's service end.
func (w *winnerTree) clear(agent int32) { w.replay(agent, idleKey) }

func (w *winnerTree) replay(agent int32, key uint64) {
	node := w.node
	i := uint(w.size) + uint(agent)
	node[i] = key
	for i > 1 {
		key = min(key, node[i^1])
		i >>= 1
		node[i] = key
	}
}

// end returns the first service end; lastMoment when it is empty.
func (w *winnerTree) end() Time { return Time(w.node[1] >> agentBits) }

// agent returns the agent of the first service end.
func (w *winnerTree) agent() int32 { return int32(w.node[1] & (1<<agentBits - 1)) }

func (w *winnerTree) empty() bool { return w.node[1] == idleKey }

// endOf returns the service end of agent.
func (w *winnerTree) endOf(agent int32) Time {
	return Time(w.node[w.size+int(agent)] >> agentBits)
}
