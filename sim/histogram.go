package sim

import "math/bits"

// A histogram counts positive durations in log-linear buckets. Pages of
// one octave are allocated on first use, so that an empty histogram costs nothing and a warm one never allocates.
//
// Durations below 64 µs have a bucket each; above, an octave has 64 buckets,
// so that the middle of a bucket is within 1/128 = 0.8 % of every value in it.
type histogram struct {
	pages [octaves]*[64]uint32
	zeros uint64
}

const octaves = 42 // up to 2^47 µs, more than 4 years

// bucketOf returns the page and the place in it of a positive duration.
func bucketOf(t Time) (page, place int) {
	if t < 64 {
		return 0, int(t)
	}
	shift := bits.Len64(uint64(t)) - 7 // the top seven bits are 1xxxxxx
	return min(shift+1, octaves-1), int(t>>shift) & 63
}

// bucketMiddle is the value that stands for the bucket, in microseconds.
func bucketMiddle(page, place int) float64 {
	if page == 0 {
		return float64(place)
	}
	width := float64(uint64(1) << (page - 1))
	return (64+float64(place))*width + (width-1)/2
}

func (h *histogram) add(t Time) {
	if t == 0 {
		h.zeros++
		return
	}
	page, place := bucketOf(t)
	p := h.pages[page]
	if p == nil {
		p = new([64]uint32)
		h.pages[page] = p
	}
	p[place]++
}

// merge adds the counts of o to h.
func (h *histogram) merge(o *histogram) {
	h.zeros += o.zeros
	for i, p := range o.pages {
		if p == nil {
			continue
		}
		if h.pages[i] == nil {
			h.pages[i] = new([64]uint32)
		}
		for j, n := range p {
			h.pages[i][j] += n
		}
	}
}

// count returns the number of durations.
func (h *histogram) count() uint64 {
	n := h.zeros
	for _, p := range h.pages {
		if p != nil {
			for _, c := range p {
				n += uint64(c)
			}
		}
	}
	return n
}

// quantile returns the smallest bucket value v, in seconds, such that at least
// the share p of all durations is at most v; ok is false without durations.
func (h *histogram) quantile(p float64) (seconds float64, ok bool) {
	n := h.count()
	if n == 0 {
		return 0, false
	}
	rank := uint64(p * float64(n))
	if float64(rank) < p*float64(n) {
		rank++
	}
	rank = max(rank, 1)
	seen := h.zeros
	if seen >= rank {
		return 0, true
	}
	for i, page := range h.pages {
		if page == nil {
			continue
		}
		for j, c := range page {
			if seen += uint64(c); seen >= rank {
				return bucketMiddle(i, j) / float64(Second), true
			}
		}
	}
	return 0, true
}
