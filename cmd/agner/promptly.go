package main

import (
	"context"
	"time"
)

// grace is how long work may take to notice that it should stop.
const grace = 300 * time.Millisecond

// promptly returns what work returns or, shortly after ctx is done, ctx's error,
// whatever work is busy with: a simulation looks at ctx between replications, and
// one replication of a huge centre takes longer than anybody waits after Ctrl-C.
// The program ends then, and the abandoned work with it; it writes nothing.
func promptly[T any](ctx context.Context, work func() (T, error)) (T, error) {
	return within(ctx, grace, work)
}

// within is promptly with another grace.
func within[T any](ctx context.Context, grace time.Duration, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	late := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		time.Sleep(grace)
		close(late)
	})
	defer stop()
	select {
	case o := <-done:
		return o.value, o.err
	case <-late:
		var none T
		return none, ctx.Err()
	}
}
