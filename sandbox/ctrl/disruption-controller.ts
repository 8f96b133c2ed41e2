import { withCondition } from "@/sandbox/kernel/conditions";
import { matchesSelector } from "@/sandbox/kernel/label-selector";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { PodDisruptionBudget, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { type Controller, type ControllerContext, fromKey, keyOf } from "./controller";
import { scaledValue } from "./deployment/fence-posts";
import { createWatchingController } from "./watching-controller";

const RESOURCE = "poddisruptionbudgets.policy";

/** Pods that the owners of these pods want; a pod without ReplicaSet counts for itself. */
function expectedPods(context: ControllerContext, pods: readonly Pod[]): number {
  const owners = new Map<string, number>();
  let alone = 0;
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.find(
      (reference) => reference.controller === true && reference.kind === "ReplicaSet",
    );
    const set =
      owner === undefined
        ? undefined
        : (context.client.get("replicasets.apps", pod.metadata.namespace, owner.name) as
            | ReplicaSet
            | undefined);
    if (set === undefined) alone += 1;
    else owners.set(set.metadata.uid, set.spec.replicas);
  }
  return [...owners.values()].reduce((sum, replicas) => sum + replicas, alone);
}

function wish(
  context: ControllerContext,
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
): { expectedPods: number; desiredHealthy: number } {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable !== undefined) {
    const expected = expectedPods(context, pods);
    return {
      expectedPods: expected,
      desiredHealthy: Math.max(0, expected - scaledValue(maxUnavailable, expected, "up")),
    };
  }
  if (typeof minAvailable === "number") return { expectedPods: pods.length, desiredHealthy: minAvailable };
  const expected = expectedPods(context, pods);
  return { expectedPods: expected, desiredHealthy: scaledValue(minAvailable ?? 1, expected, "up") };
}

function reconcile(context: ControllerContext, key: string): void {
  const { namespace, name } = fromKey(key);
  const budget = context.client.get(RESOURCE, namespace, name) as PodDisruptionBudget | undefined;
  if (budget === undefined) return;
  const all = context.client.list("pods", namespace) as readonly Pod[];
  const pods = all.filter(
    (pod) => matchesSelector(budget.spec.selector, pod.metadata.labels) && isActive(pod),
  );
  const currentHealthy = pods.filter(isReady).length;
  const wanted = wish(context, budget, pods);
  const disruptionsAllowed = pods.length === 0 ? 0 : Math.max(0, currentHealthy - wanted.desiredHealthy);
  const allowed = disruptionsAllowed > 0;
  const observedGeneration = budget.metadata.generation ?? 1;
  const condition = {
    type: "DisruptionAllowed",
    status: allowed ? ("True" as const) : ("False" as const),
    reason: allowed ? "SufficientPods" : "InsufficientPods",
    message: "",
    observedGeneration,
  };
  const conditions = withCondition(budget.status?.conditions, condition, context.clock.now());
  context.client.updateStatus(RESOURCE, {
    ...budget,
    status: {
      ...budget.status,
      ...wanted,
      currentHealthy,
      disruptionsAllowed,
      observedGeneration,
      conditions,
    },
  });
}

/** Keeps the status of PodDisruptionBudgets: how many pods may go right now. */
export function createDisruptionController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: RESOURCE,
    related: {
      pods: ({ object }) =>
        (context.client.list(RESOURCE, object.metadata.namespace) as readonly PodDisruptionBudget[])
          .filter((budget) => matchesSelector(budget.spec.selector, object.metadata.labels))
          .map(keyOf),
    },
    reconcile: (key) => reconcile(context, key),
  });
}
