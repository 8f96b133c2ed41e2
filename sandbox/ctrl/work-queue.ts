import { ApiError } from "@/sandbox/kernel/cluster-client";
import type { ControllerContext } from "./controller";

/** Keys to look at again; a key that waits is there once, whatever happened to it. */
export interface WorkQueue {
  /** Reconciles the key after the reaction delay (1 to 20 ms). */
  add(key: string): void;
  /** Reconciles the key after `delayMs`, unless an earlier look is planned. */
  addAfter(key: string, delayMs: number): void;
  stop(): void;
}

const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 1_000_000;
const SLICE_MS = 12;

interface Planned {
  at: number;
  cancel: () => void;
}

/** Level-triggered: `reconcile` compares wish and state as they are now. A throw plans a retry after 5 ms, doubled each time. */
export function createWorkQueue(context: ControllerContext, reconcile: (key: string) => void): WorkQueue {
  const { clock, prng } = context;
  const dirty = new Set<string>();
  const failures = new Map<string, number>();
  const planned = new Map<string, Planned>();
  let cancelDrain: (() => void) | undefined;
  let stopped = false;

  const arm = (delayMs: number) => {
    if (cancelDrain === undefined && !stopped) cancelDrain = clock.after(delayMs, drain);
  };

  const add = (key: string) => {
    // The newest change goes to the end, so that writes are acted on in the order in which they were made.
    dirty.delete(key);
    dirty.add(key);
    arm(prng.between(1, 20));
  };

  const addAfter = (key: string, delayMs: number) => {
    const at = clock.now() + delayMs;
    const earlier = planned.get(key);
    if (stopped || (earlier !== undefined && earlier.at <= at)) return;
    earlier?.cancel();
    const cancel = clock.after(delayMs, () => {
      planned.delete(key);
      add(key);
    });
    planned.set(key, { at, cancel });
  };

  const attempt = (key: string) => {
    try {
      reconcile(key);
      failures.delete(key);
    } catch (error) {
      if (!(error instanceof ApiError)) context.onDefect(error);
      // A look that an event caused does not prolong the pause that is planned already.
      if (planned.has(key)) return;
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS));
    }
  };

  /** Works for a few milliseconds at a time, so that a burst does not hold up requests. */
  function drain() {
    cancelDrain = undefined;
    const until = performance.now() + SLICE_MS;
    for (const key of dirty) {
      if (stopped) return;
      dirty.delete(key);
      attempt(key);
      if (performance.now() > until) break;
    }
    if (dirty.size > 0) arm(1);
  }

  return {
    add,
    addAfter,
    stop() {
      stopped = true;
      cancelDrain?.();
      for (const entry of planned.values()) entry.cancel();
      planned.clear();
      dirty.clear();
    },
  };
}
