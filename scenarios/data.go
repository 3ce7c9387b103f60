package scenarios

import (
	"fmt"
	"io/fs"
	"slices"
	"time"

	"agner/sim"
)

// data reads the data files of a scenario, each file and each column once: variants mostly use the same.
// It remembers which files were opened.
type data struct {
	files   fs.FS
	names   []string
	tables  onceEach[*table]
	columns onceEach[series]
	traces  onceEach[stamps]
}

func newData(files fs.FS) *data {
	return &data{files: files, tables: onceEach[*table]{}, columns: onceEach[series]{}, traces: onceEach[stamps]{}}
}

// onceEach holds what was read, or why it could not be.
type onceEach[T any] map[string]struct {
	value T
	err   error
}

// get returns what stands under key, read when it is asked for first.
func (m onceEach[T]) get(key string, read func() (T, error)) (T, error) {
	got, ok := m[key]
	if !ok {
		got.value, got.err = read()
		m[key] = got
	}
	return got.value, got.err
}

// Open opens a file and remembers its name.
func (d *data) Open(name string) (fs.File, error) {
	f, err := d.files.Open(name)
	if err == nil && !slices.Contains(d.names, name) {
		d.names = append(d.names, name)
	}
	return f, err
}

// table returns a data file.
func (d *data) table(name string) (*table, error) {
	return d.tables.get(name, func() (*table, error) { return readTable(d, name) })
}

// series returns the column that ref names.
func (d *data) series(ref *FileRef) (*series, error) {
	s, err := d.columns.get(ref.key(), func() (series, error) {
		t, err := d.table(ref.File)
		if err != nil {
			return series{}, err
		}
		return readSeries(t, ref)
	})
	s.ref = ref
	return &s, err
}

// stamps are the moments of the rows of a file, to the microsecond.
type stamps struct {
	dates  []time.Time
	clocks []sim.Time
}

// trace returns the time stamps that ref names.
func (d *data) trace(ref *FileRef) (stamps, error) {
	return d.traces.get(ref.key(), func() (stamps, error) {
		t, err := d.table(ref.File)
		if err != nil {
			return stamps{}, err
		}
		if t, err = t.where(ref.Where); err != nil {
			return stamps{}, err
		}
		return t.stamps(ref)
	})
}

// key is what of a reference decides what is read.
func (r *FileRef) key() string {
	return fmt.Sprintf("%q %q %q %q %q %v", r.File, r.Column, r.Where, r.Date, r.Time, r.WeekdayMean)
}
