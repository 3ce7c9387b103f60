package sim

// pairing matches the numbers of a variant with those of variant 0.
type pairing struct {
	base []int32 // by slot: the slot of variant 0 that means the same, or None
	sums []cross
	both crossControl
}

func pair(places, base []place) pairing {
	at := make(map[place]int32, len(base))
	for i, p := range base {
		at[p] = int32(i)
	}
	out := pairing{base: make([]int32, len(places)), sums: make([]cross, len(places))}
	for i, p := range places {
		out.base[i] = None
		if j, ok := at[p]; ok {
			out.base[i] = j
		}
	}
	return out
}
