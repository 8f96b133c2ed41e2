import type { SandboxClock } from "./clock";

interface Timer {
  at: number;
  sequence: number;
  run: () => void;
}

/** A clock that only moves when a test moves it. */
export interface VirtualClock extends SandboxClock {
  /** Moves time on by `ms`: runs due timers in (time, order of setting) and lets promises settle after each instant. */
  advance(ms: number): Promise<void>;
  /** Timers that wait; 0 means that nothing will ever happen again without a write. */
  pending(): number;
}

/** Lets every promise callback that is due run, also those that they cause. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Starts at `startMs` since the epoch. */
export function createVirtualClock(startMs = Date.UTC(2026, 0, 5, 9)): VirtualClock {
  let now = startMs;
  let sequence = 0;
  const timers = createTimerList();

  const set = (delayMs: number, run: () => void): (() => void) => {
    sequence += 1;
    const timer: Timer = { at: now + Math.max(0, delayMs), sequence, run };
    timers.push(timer);
    return () => timers.drop(timer);
  };

  const every = (periodMs: number, run: () => void): (() => void) => {
    let cancel = () => {};
    const arm = () => {
      cancel = set(periodMs, () => {
        arm();
        run();
      });
    };
    arm();
    return () => cancel();
  };

  const advance = async (ms: number): Promise<void> => {
    const end = now + ms;
    await settle();
    for (let next = timers.peek(); next !== undefined && next.at <= end; next = timers.peek()) {
      now = next.at;
      for (let due = timers.peek(); due !== undefined && due.at <= now; due = timers.peek()) {
        timers.pop();
        due.run();
      }
      await settle();
    }
    now = end;
  };

  return { now: () => now, after: set, every, advance, pending: () => timers.size() };
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

/** Sorted by (time, order of setting): insertion by bisection is quick enough for thousands of timers. */
function createTimerList() {
  const list: Timer[] = [];
  const position = (timer: Timer): number => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = list[middle];
      if (other !== undefined && before(timer, other)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    push: (timer: Timer) => list.splice(position(timer), 0, timer),
    peek: () => list.at(-1),
    pop: () => list.pop(),
    drop(timer: Timer) {
      const index = list.indexOf(timer);
      if (index >= 0) list.splice(index, 1);
    },
    size: () => list.length,
  };
}
