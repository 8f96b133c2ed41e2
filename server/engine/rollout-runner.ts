import type { Lease } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";
import { runLease } from "./lease";

const pollMs = 2000;
const heartbeatMs = 10_000;
/** A worker that could not renew its leases for this long stops its calls before the leases end. */
const silentMs = 20_000;
const afterErrorMs = 5000;

interface Running {
  lease: Lease;
  abort: AbortController;
  renewedAt: number;
  done: Promise<void>;
}

/** The worker's main loop: claims due deployments and works on them until it is stopped. */
export interface RolloutRunner {
  start(): Promise<void>;
  /** Ends the current calls, gives every lease back. */
  stop(): Promise<void>;
}

/** Creates the loop; nothing runs before `start`. */
export function createRolloutRunner(options: EngineOptions): RolloutRunner {
  const running = new Map<string, Running>();
  const stopping = new AbortController();
  let wake = new AbortController();
  let loops: Promise<unknown> = Promise.resolve();
  let stopListening = async () => {};

  const rouse = () => {
    wake.abort();
  };

  return {
    async start() {
      stopListening = await options.store.onWake(rouse);
      loops = Promise.all([claimLoop(), heartbeatLoop()]);
    },
    async stop() {
      stopping.abort();
      rouse();
      await loops;
      await Promise.all([...running.values()].map((each) => each.done));
      await stopListening();
    },
  };

  async function claimLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      const free = (options.concurrency ?? 16) - running.size;
      const leases = free > 0 ? await claim(free) : [];
      for (const lease of leases) begin(lease);
      if (leases.length === 0) await options.clock.wait(pollMs, wake.signal);
    }
  }

  async function claim(free: number): Promise<readonly Lease[]> {
    try {
      return await options.store.claimDue(options.workerName, free);
    } catch (error) {
      options.log.error({ error: String(error) }, "Claiming deployments failed");
      return [];
    }
  }

  function begin(lease: Lease): void {
    const abort = new AbortController();
    const each: Running = { lease, abort, renewedAt: options.clock.now(), done: Promise.resolve() };
    running.set(lease.deploymentId, each);
    each.done = work(each).finally(() => {
      if (running.get(lease.deploymentId) === each) running.delete(lease.deploymentId);
      rouse();
    });
  }

  async function work({ lease, abort }: Running): Promise<void> {
    try {
      await runLease(options, lease, { calls: abort.signal, stopping: stopping.signal });
    } catch (error) {
      options.log.error(
        { deployment: lease.deploymentId, error: error instanceof Error ? error.stack : String(error) },
        "A tick failed",
      );
      await options.store.release(lease, afterErrorMs).catch(() => undefined);
    }
  }

  async function heartbeatLoop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await options.clock.wait(heartbeatMs, stopping.signal);
      await renew();
    }
  }

  async function renew(): Promise<void> {
    const now = options.clock.now();
    const all = [...running.values()];
    if (all.length === 0) return;
    const kept = await options.store.heartbeat(all.map((each) => each.lease)).catch(() => null);
    for (const each of all) {
      const ours = kept?.some(
        (lease) => lease.deploymentId === each.lease.deploymentId && lease.token === each.lease.token,
      );
      if (ours === true) each.renewedAt = now;
      else if (ours === false || now - each.renewedAt > silentMs) each.abort.abort();
    }
  }
}
