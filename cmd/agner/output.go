package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// folder is where a run writes its files.
type folder struct{ path string }

// wantedFolder opens the folder that --out names; without --out it is the zero folder.
func wantedFolder(path string) (folder, error) {
	if path == "" {
		return folder{}, nil
	}
	return openFolder(path)
}

// openFolder makes the folder if need be and proves that files can be written
// there, so that nobody waits for a simulation whose results have no place.
func openFolder(path string) (folder, error) {
	if err := os.MkdirAll(path, 0o777); err != nil {
		return folder{}, fmt.Errorf("--out: cannot make the folder: %w", err)
	}
	probe, err := os.CreateTemp(path, ".agner-*")
	if err != nil {
		return folder{}, fmt.Errorf("--out: cannot write to the folder: %w", err)
	}
	probe.Close()
	return folder{path}, os.Remove(probe.Name())
}

// write writes one file under a temporary name and renames it when it is
// complete: whatever happens, the old file or the new one is there.
func (f folder) write(name string, fill func(io.Writer) error) (err error) {
	path := filepath.Join(f.path, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	partial := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.tmp", filepath.Base(path), os.Getpid()))
	file, err := os.OpenFile(partial, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(partial)
			err = fmt.Errorf("%s was not written: %w", path, err)
		}
	}()
	out := bufio.NewWriter(file)
	err = fill(out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(partial, path)
}
