import { createConfigCollector } from "./config-collector";
import { type SweepOptions, sweepTarget } from "./sweeper";

/** Longest pause: what is woken meanwhile waits so long. What is due by the clock, like the lead of a window, does not. */
const pollMs = 5000;
const batch = 4;
/** A target that nothing wakes is looked at this often: a net under the watches, which tell what is lost. */
const againInMs = 86_400_000;

/** The loop that looks after targets which no deployment works on. */
export interface Caretaker {
  start(): void;
  stop(): Promise<void>;
}

/** Level-triggered: bounds are computed from policy and floors each time, nothing is saved and restored. */
export function createCaretaker(options: SweepOptions): Caretaker {
  const stopping = new AbortController();
  const collector = createConfigCollector();
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const worked = await pass().catch((error: unknown) => {
        options.log.error({ error: String(error) }, "Looking after idle targets failed");
        return 0;
      });
      if (worked < batch) await options.clock.wait(await pauseMs(), stopping.signal);
    }
  }

  /** Until the next target is due, in any case not long. */
  async function pauseMs(): Promise<number> {
    const due = await options.scaling.untilDue().catch(() => null);
    return due === null ? pollMs : Math.min(pollMs, Math.max(50, due));
  }

  async function pass(): Promise<number> {
    const targets = await options.scaling.takeDueTargets(batch, againInMs);
    for (const each of targets) {
      if (stopping.signal.aborted) break;
      await sweepTarget(options, each, collector);
    }
    return targets.length;
  }

  return {
    start() {
      loop = run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
