import type { Lease } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";
import { runTick } from "./tick";

/** Short enough to keep the lease over: one more look is cheaper than a new claim. */
const shortWaitMs = 300;
/** A row that never rests is a defect; it gets a pause so that the others are served. */
const ticksMax = 400;
const pauseMs = 1000;

/** `calls` cuts calls off (the lease is lost); `stopping` lets the current one end and starts no other. */
export interface LeaseSignals {
  calls: AbortSignal;
  stopping: AbortSignal;
}

/**
 * Works on one leased deployment while there is something to do, then gives the lease back. Rejects only when the store or
 * the gateway broke its contract; then the lease is left to end by itself.
 * @returns how many ticks it took, and when the row is due again
 */
export async function runLease(
  options: EngineOptions,
  lease: Lease,
  signals: LeaseSignals,
): Promise<{ ticks: number; wakeInMs: number }> {
  for (let ticks = 1; ticks <= ticksMax; ticks += 1) {
    const { wakeInMs } = await runTick(options, lease, signals.calls);
    if (wakeInMs === null) return { ticks, wakeInMs: 0 };
    if (signals.stopping.aborted || signals.calls.aborted || wakeInMs > shortWaitMs) {
      await options.store.release(lease, wakeInMs);
      return { ticks, wakeInMs };
    }
    if (wakeInMs > 0) await options.clock.wait(wakeInMs, signals.stopping);
  }
  options.log.error({ deployment: lease.deploymentId }, "A deployment does not come to rest");
  await options.store.release(lease, pauseMs);
  return { ticks: ticksMax, wakeInMs: pauseMs };
}
