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

/** An alarm that one loop waits for: rings before and while it waits are never lost, many rings are one. */
export function createAlarm(): { ring(): void; wait(ms: number, signal: AbortSignal): Promise<void> } {
  let rung = false;
  let end: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      end?.();
    },
    async wait(ms, signal) {
      if (!rung) {
        const early = new AbortController();
        end = () => early.abort();
        const forward = (): void => early.abort();
        signal.addEventListener("abort", forward, { once: true });
        if (signal.aborted) early.abort();
        await pause(ms, early.signal);
        signal.removeEventListener("abort", forward);
        end = null;
      }
      rung = false;
    },
  };
}
