package sim

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestInterruptedRunEnds: cancelled after any number of replications, on three
// workers that wait for each other, a run ends with the error of its context.
func TestInterruptedRunEnds(t *testing.T) {
	c := workload1(3)
	for n := range 200 {
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() {
			_, err := Run(ctx, c, Options{Seed: 1, Replications: 100_000, Workers: 3, Progress: func(done, _ int) {
				if done > n {
					cancel()
				}
			}})
			ended <- err
		}()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("cancelled after %d replications: %v", n, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("cancelled after %d replications: still not at an end after 20 s", n)
		}
		cancel()
	}
}
