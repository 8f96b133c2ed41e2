import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf } from "@/sandbox/kernel/timestamp";

/**
 * On a pod, its template or its Deployment: pods that come with the Deployment were started so many seconds ago and are
 * ready at once. It counts for the first pods of a ReplicaSet only, so that later ones start like any other.
 */
export const STARTED_AGO = "sandbox.switchyard.internal/started-ago";

const FIRST_PODS_MS = 60_000;

function setOf(context: Pick<ControllerContext, "client">, pod: Pod): KubeObject | undefined {
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.kind === "ReplicaSet");
  if (owner === undefined) return undefined;
  return context.client.get("replicasets.apps", pod.metadata.namespace, owner.name);
}

function isLate(pod: Pod, set: KubeObject | undefined): boolean {
  if (set === undefined) return false;
  return timeOf(pod.metadata.creationTimestamp) - timeOf(set.metadata.creationTimestamp) > FIRST_PODS_MS;
}

/** The whole seconds since which a pod has been running when it appears; nothing for an ordinary start. */
export function startedAgo(context: Pick<ControllerContext, "client">, pod: Pod): number | undefined {
  const set = setOf(context, pod);
  const text = pod.metadata.annotations?.[STARTED_AGO] ?? set?.metadata.annotations?.[STARTED_AGO];
  const seconds = Number(text);
  if (text === undefined || !(seconds >= 0) || isLate(pod, set)) return undefined;
  return Math.floor(seconds);
}

/** True for pods that appear as if they had been there before. */
export function isBackdated(context: Pick<ControllerContext, "client">, pod: Pod): boolean {
  return startedAgo(context, pod) !== undefined;
}
