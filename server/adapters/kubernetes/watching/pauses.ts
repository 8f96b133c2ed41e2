/** Waits, or returns early when `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

/** Pauses after errors in a row (ms): doubled up to a limit, spread so that a fleet does not come back as one. */
export function createBackoff(options: { first: number; limit: number; random: () => number }): {
  next(): number;
  reset(): void;
} {
  let failures = 0;
  return {
    next() {
      const full = Math.min(options.limit, options.first * 2 ** failures);
      failures = Math.min(failures + 1, 30);
      return full * (0.5 + options.random() / 2);
    },
    reset() {
      failures = 0;
    },
  };
}
