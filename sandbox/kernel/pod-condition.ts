import { conditionOf } from "./conditions";
import type { Pod } from "./pod-kind";
import { timeOf } from "./timestamp";

/** Ready as the Ready condition says. */
export function isReady(pod: Pod): boolean {
  return conditionOf(pod.status?.conditions, "Ready")?.status === "True";
}

/** Ended for good, by success or failure. */
export function isTerminal(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

/** Neither ended nor being deleted: what a controller counts. */
export function isActive(pod: Pod): boolean {
  return !isTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** When a ready pod counts as available, in milliseconds since the epoch; nothing while it is not ready. */
export function availableAt(pod: Pod, minReadySeconds: number): number | undefined {
  const ready = conditionOf(pod.status?.conditions, "Ready");
  return ready?.status === "True" ? timeOf(ready.lastTransitionTime) + minReadySeconds * 1000 : undefined;
}
