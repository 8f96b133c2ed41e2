// Package tether ends a program together with the one that started it.
package tether

import (
	"io"
	"os"
)

// Tie watches the parent when SWITCHYARD_PARENT_WATCH is 1: the parent holds
// the other end of standard input, so its end, even by kill -9, is seen as the
// end of that stream. The program then exits at once.
func Tie() {
	if os.Getenv("SWITCHYARD_PARENT_WATCH") != "1" {
		return
	}
	dieWithParent()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(143)
	}()
}
