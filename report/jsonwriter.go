package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"

	"agner/sim"
)

// jsonWriter writes JSON whose keys keep their order, one key a line with
// estimates in one line, so that files can be read and compared by people.
type jsonWriter struct {
	out   bytes.Buffer
	depth int
	first bool // nothing has been written in the innermost object or array
}

func (w *jsonWriter) newline() {
	w.out.WriteByte('\n')
	w.out.WriteString(strings.Repeat("  ", w.depth))
}

// next starts an element of the innermost object or array.
func (w *jsonWriter) next() {
	if !w.first {
		w.out.WriteByte(',')
	}
	w.first = false
	if w.depth > 0 {
		w.newline()
	}
}

func (w *jsonWriter) key(name string) {
	w.next()
	w.string(name)
	w.out.WriteString(": ")
}

// open and shut enclose an object or array, whose brackets they are given.
func (w *jsonWriter) open(bracket byte) {
	w.out.WriteByte(bracket)
	w.depth++
	w.first = true
}

func (w *jsonWriter) shut(bracket byte) {
	w.depth--
	if !w.first {
		w.newline()
	}
	w.first = false
	w.out.WriteByte(bracket)
}

// object writes a named object, or a nameless one as an element of an array.
func (w *jsonWriter) object(name string, fill func()) { w.enclose(name, '{', '}', fill) }
func (w *jsonWriter) array(name string, fill func())  { w.enclose(name, '[', ']', fill) }

func (w *jsonWriter) truth(name string, v bool) {
	w.key(name)
	w.out.Write(encode(v))
}

// seed is written whole: a double does not hold every seed.
func (w *jsonWriter) seed(name string, v uint64) {
	w.key(name)
	w.out.Write(encode(v))
}

// texts writes an array of strings.
func (w *jsonWriter) texts(name string, list []string) {
	w.array(name, func() {
		for _, text := range list {
			w.next()
			w.string(text)
		}
	})
}

func (w *jsonWriter) enclose(name string, open, shut byte, fill func()) {
	if name != "" {
		w.key(name)
	} else {
		w.next()
	}
	w.open(open)
	fill()
	w.shut(shut)
}

func (w *jsonWriter) string(s string) { w.out.Write(encode(s)) }

func (w *jsonWriter) text(name, value string) {
	w.key(name)
	w.string(value)
}

func (w *jsonWriter) null(name string) {
	w.key(name)
	w.out.WriteString("null")
}

// number writes v at full precision, null for NaN and infinities.
func (w *jsonWriter) number(name string, v float64) {
	w.key(name)
	w.out.Write(encodeNumber(v))
}

// estimate writes the four numbers of e, or null where there is no value.
func (w *jsonWriter) estimate(name string, e sim.Estimate) {
	w.key(name)
	if !e.OK() {
		w.out.WriteString("null")
		return
	}
	for i, part := range []struct {
		name  string
		value float64
	}{{`{"value": `, e.Value}, {`, "low": `, e.Low}, {`, "high": `, e.High}, {`, "sd": `, e.SD}} {
		w.out.WriteString(part.name)
		w.out.Write(encodeNumber(part.value))
		if i == 3 {
			w.out.WriteByte('}')
		}
	}
}

func encodeNumber(v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null")
	}
	return encode(v + 0) // −0 reads 0
}

// encode writes a string or number as JSON; these cannot fail.
func encode(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimRight(out.Bytes(), "\n")
}
