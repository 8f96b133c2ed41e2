import type { SandboxClock } from "./clock";

/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

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
      let timer: NodeJS.Timeout;
      const wait = (left: number): void => {
        timer =
          left > longestTimerMs
            ? setTimeout(() => wait(left - longestTimerMs), longestTimerMs)
            : setTimeout(run, left);
      };
      wait(delayMs / speed);
      return () => clearTimeout(timer);
    },
    every(periodMs, run) {
      const timer = setInterval(run, periodMs / speed);
      return () => clearInterval(timer);
    },
  };
}
