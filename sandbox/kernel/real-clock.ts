import type { SandboxClock } from "./clock";

/**
 * The machine's clock, run `speed` times faster (1 = real time): delays are given in sandbox milliseconds.
 * `now()` never goes back, and starts at the wall clock's time.
 */
export function createRealClock(speed = 1): SandboxClock {
  const origin = Date.now();
  const started = performance.now();
  return {
    now: () => origin + Math.floor((performance.now() - started) * speed),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs / speed);
      return () => clearTimeout(timer);
    },
    every(periodMs, run) {
      const timer = setInterval(run, periodMs / speed);
      return () => clearInterval(timer);
    },
  };
}
