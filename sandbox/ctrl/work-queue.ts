import type { SandboxClock } from "@/sandbox/kernel/clock";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import type { ControllerContext } from "./controller";

/** Keys to look at again; a key that waits is there once, whatever happened to it. */
export interface WorkQueue {
  /** Reconciles the key after the reaction delay (1 to 20 ms). */
  add(key: string): void;
  /** Reconciles the key after `delayMs`, unless an earlier look is planned. */
  addAfter(key: string, delayMs: number): void;
  /** Takes keys from now on; until then, and after `stop`, they are not heard. */
  start(): void;
  /** Forgets every key, and every failure. */
  stop(): void;
}

const FIRST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 1_000_000;
const SLICE_MS = 12;

/** Looks planned for later, one per key: the earliest wins. */
function createPlan(clock: SandboxClock, onDue: (key: string) => void) {
  const planned = new Map<string, { at: number; cancel: () => void }>();
  return {
    set(key: string, delayMs: number) {
      const at = clock.now() + delayMs;
      const earlier = planned.get(key);
      if (earlier !== undefined && earlier.at <= at) return;
      earlier?.cancel();
      const cancel = clock.after(delayMs, () => {
        planned.delete(key);
        onDue(key);
      });
      planned.set(key, { at, cancel });
    },
    clear() {
      for (const entry of planned.values()) entry.cancel();
      planned.clear();
    },
  };
}

/** Level-triggered: `reconcile` compares wish and state as they are now. A throw plans a retry after 5 ms, doubled each time. */
export function createWorkQueue(context: ControllerContext, reconcile: (key: string) => void): WorkQueue {
  const { clock, prng } = context;
  const dirty = new Set<string>();
  const failures = new Map<string, { count: number; retryAt: number }>();
  let cancelDrain: (() => void) | undefined;
  let stopped = true;

  const arm = (delayMs: number) => {
    if (cancelDrain === undefined) cancelDrain = clock.after(delayMs, drain);
  };

  const add = (key: string) => {
    if (stopped) return;
    // The newest change goes to the end, so that writes are acted on in the order in which they were made.
    dirty.delete(key);
    dirty.add(key);
    arm(prng.between(1, 20));
  };

  const plan = createPlan(clock, add);
  const addAfter = (key: string, delayMs: number) => {
    if (!stopped) plan.set(key, delayMs);
  };

  const attempt = (key: string) => {
    try {
      reconcile(key);
      failures.delete(key);
    } catch (error) {
      if (!(error instanceof ApiError)) context.onDefect(error);
      const last = failures.get(key) ?? { count: 0, retryAt: 0 };
      // A look that an event caused does not prolong the pause before the next try.
      if (clock.now() < last.retryAt) return;
      const pause = Math.min(FIRST_RETRY_MS * 2 ** last.count, LONGEST_RETRY_MS);
      failures.set(key, { count: last.count + 1, retryAt: clock.now() + pause });
      addAfter(key, pause);
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
    start() {
      stopped = false;
    },
    stop() {
      stopped = true;
      cancelDrain?.();
      cancelDrain = undefined;
      plan.clear();
      dirty.clear();
      failures.clear();
    },
  };
}
