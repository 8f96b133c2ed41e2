import type { Lease } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";
import { runLease } from "./lease";
import { type HeldLease, renewLeases } from "./lease-heartbeat";

const pollMs = 2000;
const heartbeatMs = 10_000;
const afterErrorMs = 5000;

/** The worker's main loop: claims due deployments and works on them until it is stopped. */
export interface RolloutRunner {
  start(): Promise<void>;
  /** Ends the current calls, gives every lease back. */
  stop(): Promise<void>;
}

/** Creates the loop; nothing runs before `start`. */
export function createRolloutRunner(options: EngineOptions): RolloutRunner {
  const { clock, store } = options;
  const running = new Map<HeldLease, Promise<void>>();
  const stopping = new AbortController();
  let wake = new AbortController();
  /** When a row that this worker gave back is due again. */
  let dueAt = Number.POSITIVE_INFINITY;
  let loops: Promise<unknown> = Promise.resolve();
  let stopListening = async () => {};

  async function claimLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      if (dueAt <= clock.now()) dueAt = Number.POSITIVE_INFINITY;
      const free = (options.concurrency ?? 16) - running.size;
      const leases = free > 0 ? await claim(options, free) : [];
      for (const lease of leases) begin(lease);
      if (leases.length > 0) continue;
      await clock.wait(Math.min(pollMs, Math.max(0, dueAt - clock.now())), wake.signal);
    }
  }

  function begin(lease: Lease): void {
    const held: HeldLease = { lease, abort: new AbortController(), renewedAt: clock.now() };
    const done = work(options, held, stopping.signal).then((wakeInMs) => {
      running.delete(held);
      dueAt = Math.min(dueAt, clock.now() + wakeInMs);
      wake.abort();
    });
    running.set(held, done);
  }

  async function heartbeatLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.wait(heartbeatMs, stopping.signal);
      await renewLeases(options, [...running.keys()]);
    }
  }

  return {
    async start() {
      stopListening = await store.onWake(() => wake.abort());
      loops = Promise.all([claimLoop(), heartbeatLoop()]);
    },
    async stop() {
      stopping.abort();
      wake.abort();
      await loops;
      await Promise.all(running.values());
      await stopListening();
    },
  };
}

async function claim(options: EngineOptions, free: number): Promise<readonly Lease[]> {
  try {
    return await options.store.claimDue(options.workerName, free);
  } catch (error) {
    options.log.error({ error: String(error) }, "Claiming deployments failed");
    return [];
  }
}

/** Never rejects; answers with the time until the row is due again. */
async function work(
  options: EngineOptions,
  { lease, abort }: HeldLease,
  stopping: AbortSignal,
): Promise<number> {
  try {
    return (await runLease(options, lease, { calls: abort.signal, stopping })).wakeInMs;
  } catch (error) {
    const text = error instanceof Error ? error.stack : String(error);
    options.log.error({ deployment: lease.deploymentId, error: text }, "A tick failed");
    await options.store.release(lease, afterErrorMs).catch(() => undefined);
    return afterErrorMs;
  }
}
