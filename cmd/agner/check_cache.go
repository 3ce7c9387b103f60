package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// cacheKey names what was computed: everything that the result depends on, the
// program itself included. Without a folder nothing is kept.
type cacheKey struct {
	folder folder
	name   string
}

func newCacheKey(f folder, about ...any) cacheKey {
	program := ""
	if f.path != "" {
		program = programSum()
	}
	if program == "" {
		return cacheKey{}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %q", version, runtime.GOARCH, program, about))
	return cacheKey{f, fmt.Sprintf("%x.agner", sum)}
}

// programSum is the SHA-256 of this program, empty when it cannot be read.
func programSum() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	in, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return ""
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// read fills v with what was kept. What is damaged counts as not there: every
// entry begins with the checksum of the rest.
func (k cacheKey) read(v any) bool {
	if k.name == "" {
		return false
	}
	data, err := os.ReadFile(filepath.Join(k.folder.path, k.name))
	if err != nil || len(data) < sha256.Size {
		return false
	}
	if sum := sha256.Sum256(data[sha256.Size:]); !bytes.Equal(sum[:], data[:sha256.Size]) {
		return false
	}
	return gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(v) == nil
}

// write keeps v. A cache that cannot be written costs time, not results.
func (k cacheKey) write(v any) {
	if k.name == "" {
		return
	}
	var body bytes.Buffer
	if gob.NewEncoder(&body).Encode(v) != nil {
		return
	}
	sum := sha256.Sum256(body.Bytes())
	_ = k.folder.write(k.name, func(w io.Writer) error {
		_, err := w.Write(append(sum[:], body.Bytes()...))
		return err
	})
}
