import { removalLimitMs, settlementOf } from "@/server/domain/pods/removal";
import type { Clock } from "@/server/ports/clock";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { AskedRemoval, PodRemovalQueue } from "@/server/ports/pod-removals";
import type { EngineLog } from "./engine-options";
import { createPollingLoop, type PollingLoop, usualPauseMs } from "./polling-loop";

interface Removing {
  queue: PodRemovalQueue;
  gatewayFor: (cluster: string) => ClusterGateway | null;
  log: EngineLog;
}

async function removeOne({ queue, gatewayFor, log }: Removing, asked: AskedRemoval): Promise<void> {
  const { id, target, pod, uid, askedAt: at, now } = asked;
  const refuse = (words: string) => queue.settle(id, { state: "refused", words });
  // Asked before the worker went away: who asked has seen other things since.
  if (now - at >= removalLimitMs)
    return refuse("Nobody carried it out within a minute. Look again, then ask again.");
  const gateway = gatewayFor(target.cluster);
  if (gateway === null) return refuse(`No worker knows ${target.cluster}.`);
  const evict = { kind: "evictPod", key: `evict:${id}`, pod, uid } as const;
  const result = await gateway.perform(target, evict, AbortSignal.timeout(10_000));
  const outcome = settlementOf(result, { at, now });
  if (outcome === null) return;
  await queue.settle(id, outcome);
  log.info({ pod, cluster: target.cluster, ...outcome }, "A person ended a pod");
}

/** One look at what was asked. */
export async function removePods(removing: Removing): Promise<void> {
  for (const asked of await removing.queue.asked()) await removeOne(removing, asked);
}

/** Ends the pods that people asked to end. Level-triggered, any number of workers: an ask is carried out until it is settled. */
export function createPodRemover(options: Removing & { clock: Clock }): PollingLoop {
  return createPollingLoop({
    clock: options.clock,
    failed: (error) => options.log.warn({ error: String(error) }, "Ends of pods wait"),
    async turn() {
      await removePods(options);
      return usualPauseMs;
    },
  });
}
