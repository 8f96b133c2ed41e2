import { createConfigCollector } from "./config-collector";
import { createPollingLoop, type PollingLoop } from "./polling-loop";
import { type SweepOptions, sweepTarget } from "./sweeper";

/** Longest pause: what is woken meanwhile waits so long. What is due by the clock, like the lead of a window, does not. */
const longestPauseMs = 5_000;
const batch = 4;
/** A target that nothing wakes is looked at this often: a net under the watches, which tell what is lost. */
const againInMs = 86_400_000;

/**
 * Looks after targets which no deployment works on. Level-triggered: bounds are computed from policy and floors each time,
 * nothing is saved and restored.
 */
export function createCaretaker(options: SweepOptions): PollingLoop {
  const { scaling, clock, log } = options;
  const collector = createConfigCollector();

  /** Until the next target is due, in any case not long. */
  async function pauseMs(): Promise<number> {
    const due = await scaling.untilDue().catch(() => null);
    return due === null ? longestPauseMs : Math.min(longestPauseMs, Math.max(50, due));
  }

  return createPollingLoop({
    clock,
    failed: (error) => log.error({ error: String(error) }, "Looking after idle targets failed"),
    async turn(signal) {
      const targets = await scaling.takeDueTargets(batch, againInMs);
      for (const each of targets) {
        if (signal.aborted) break;
        await sweepTarget(options, each, collector);
      }
      return targets.length < batch ? pauseMs() : 0;
    },
  });
}
