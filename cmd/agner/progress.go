package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// terminalWidth returns the columns of w, 0 when w is not a terminal.
func terminalWidth(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
		return width
	}
	return 80
}

// colored tells whether w wants colours: a terminal that does not say otherwise
// (https://no-color.org).
func colored(w io.Writer) bool {
	return terminalWidth(w) > 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// progress is a bar on a terminal's stderr; in a pipe it is silent.
type progress struct {
	out   io.Writer // nil: silent
	label string
	width int

	mu     sync.Mutex // abandoned work may still report
	drawn  time.Time
	closed bool
}

func newProgress(stderr io.Writer, label string, quiet bool) *progress {
	width := terminalWidth(stderr)
	if quiet || width == 0 || os.Getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{out: stderr, label: label, width: width}
}

const (
	barCells   = 24
	redrawWait = 100 * time.Millisecond
)

// report draws the bar, at most ten times a second.
func (p *progress) report(done, planned int) {
	if p.out == nil || planned <= 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || time.Since(p.drawn) < redrawWait {
		return
	}
	p.drawn = time.Now()
	fmt.Fprintf(p.out, "\r\x1b[K%s", bar(p.label, done, planned, p.width))
}

// doing reports under another label.
func (p *progress) doing(label string, done, planned int) {
	p.mu.Lock()
	p.label = label
	p.mu.Unlock()
	p.report(done, planned)
}

// close wipes the bar.
func (p *progress) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.out != nil && !p.drawn.IsZero() {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

// bar draws "▰▰▰▱▱▱ 50 % label" without exceeding width.
func bar(label string, done, planned, width int) string {
	filled := min(max(barCells*done/planned, 0), barCells)
	line := fmt.Sprintf("%s%s %3d %% %s", strings.Repeat("▰", filled), strings.Repeat("▱", barCells-filled), min(100*done/planned, 100), label)
	if runes := []rune(line); len(runes) >= width {
		line = string(runes[:max(width-1, 0)])
	}
	return line
}
