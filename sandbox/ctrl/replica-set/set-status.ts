import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { conditionOf, withCondition } from "@/sandbox/kernel/conditions";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import { availableAt, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Condition, ReplicaSet } from "@/sandbox/kernel/workload-kinds";

export interface ReplicaFailure {
  reason: "FailedCreate" | "FailedDelete";
  message: string;
}

function conditionsOf(set: ReplicaSet, failure: ReplicaFailure | undefined, now: number): Condition[] {
  const present = set.status?.conditions;
  if (failure === undefined)
    return (present ?? []).filter((condition) => condition.type !== "ReplicaFailure");
  if (conditionOf(present, "ReplicaFailure")?.reason === failure.reason) return present ?? [];
  return withCondition(present, { type: "ReplicaFailure", status: "True", ...failure }, now);
}

/** Writes the figures of a ReplicaSet if they changed; gives when the next ready pod becomes available, if one waits. */
export function syncSetStatus(
  context: ControllerContext,
  set: ReplicaSet,
  seen: { pods: readonly Pod[]; failure: ReplicaFailure | undefined },
): number | undefined {
  const now = context.clock.now();
  const { namespace, name } = set.metadata;
  const fresh = context.client.get("replicasets.apps", namespace, name) as ReplicaSet | undefined;
  if (fresh === undefined) return undefined;
  const times = seen.pods
    .map((pod) => availableAt(pod, set.spec.minReadySeconds ?? 0))
    .filter((time) => time !== undefined);
  const waiting = times.filter((time) => time > now);
  const ready = seen.pods.filter(isReady).length;
  const available = times.length - waiting.length;
  const labeled = seen.pods.filter((pod) =>
    matchesLabels(set.spec.template.metadata?.labels, pod.metadata.labels),
  ).length;
  const conditions = conditionsOf(fresh, seen.failure, now);
  context.client.updateStatus("replicasets.apps", {
    ...fresh,
    status: {
      observedGeneration: set.metadata.generation ?? 1,
      replicas: seen.pods.length,
      ...(labeled === 0 ? {} : { fullyLabeledReplicas: labeled }),
      ...(ready === 0 ? {} : { readyReplicas: ready }),
      ...(available === 0 ? {} : { availableReplicas: available }),
      ...(conditions.length === 0 ? {} : { conditions }),
    },
  });
  return waiting.length === 0 ? undefined : Math.min(...waiting);
}
