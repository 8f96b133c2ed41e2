import { conditionOf } from "@/sandbox/kernel/conditions";
import { isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf } from "@/sandbox/kernel/timestamp";

const COST = "controller.kubernetes.io/pod-deletion-cost";
const PHASES = ["Pending", "Unknown", "Running"];

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount));
}

/** Younger goes first; ages of the same power of two count as equal. */
function ageBucket(since: string | undefined, now: number): number {
  return Math.floor(Math.log2(Math.max(1, (now - timeOf(since, now)) / 1000)));
}

function readyBucket(pod: Pod, now: number): number {
  return ageBucket(conditionOf(pod.status?.conditions, "Ready")?.lastTransitionTime, now);
}

function rank(pod: Pod, at: { now: number; neighbors: ReadonlyMap<string, number> }): number[] {
  const ready = isReady(pod);
  const { annotations, creationTimestamp } = pod.metadata;
  const { nodeName } = pod.spec;
  return [
    nodeName === undefined ? 0 : 1,
    Math.max(0, PHASES.indexOf(pod.status?.phase ?? "Unknown")),
    ready ? 1 : 0,
    Number(annotations?.[COST] ?? 0),
    -(at.neighbors.get(nodeName ?? "") ?? 0),
    ready ? readyBucket(pod, at.now) : 0,
    -restarts(pod),
    ageBucket(creationTimestamp, at.now),
  ];
}

/**
 * The pods in the order in which a ReplicaSet gives them up: unscheduled, pending, not ready, cheap, crowded on a node,
 * ready for a shorter time, often restarted, younger.
 */
export function byDeletionRank(pods: readonly Pod[], now: number): Pod[] {
  const neighbors = new Map<string, number>();
  for (const pod of pods)
    neighbors.set(pod.spec.nodeName ?? "", (neighbors.get(pod.spec.nodeName ?? "") ?? 0) + 1);
  const ranked = pods.map((pod) => ({ pod, rank: rank(pod, { now, neighbors }) }));
  ranked.sort((a, b) => {
    const index = a.rank.findIndex((value, place) => value !== b.rank[place]);
    if (index < 0) return a.pod.metadata.name < b.pod.metadata.name ? -1 : 1;
    return (a.rank[index] ?? 0) - (b.rank[index] ?? 0);
  });
  return ranked.map((entry) => entry.pod);
}
