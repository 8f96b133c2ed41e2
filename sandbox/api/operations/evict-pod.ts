import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { failure } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { kindOfResource } from "@/sandbox/api/kinds/kind-registry";
import { selectsLabels } from "@/sandbox/api/selectors/label-selector";
import { kubeTime } from "@/sandbox/api/time";
import type { WriteContext } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { type DeleteOptions, deleteObject } from "./delete-object";
import { findObject } from "./find";
import { updateObject } from "./update-object";

const budgets = "poddisruptionbudgets.policy";

/** Evicts a pod unless its disruption budget forbids it (429). Pods that do not run anyway always pass. */
export function evictPod(
  api: ClusterApi,
  key: { namespace: string; name: string },
  options: DeleteOptions,
  context: WriteContext,
): void {
  const target = { kind: kindOfResource("pods"), ...key };
  const pod = findObject(api, target);
  const idle =
    pod.metadata.deletionTimestamp !== undefined ||
    ["Succeeded", "Failed", "Pending"].includes(pod["status"]?.phase);
  if (!idle) passBudget(api, pod, context);
  deleteObject(api, target, options, context);
}

function passBudget(api: ClusterApi, pod: KubeObject, context: WriteContext): void {
  const namespace = pod.metadata.namespace ?? "";
  const guards = api.store
    .collection(budgets)
    .list(namespace)
    .filter((budget) => selectsLabels(budget["spec"]?.selector, pod.metadata.labels));
  const [budget] = guards;
  if (!budget) return;
  if (guards.length > 1) {
    throw failure({
      code: 500,
      reason: "InternalError",
      message:
        "Internal error occurred: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    });
  }
  const status = budget["status"] ?? {};
  if (
    !isReady(pod) &&
    (status.currentHealthy ?? 0) >= (status.desiredHealthy ?? 0) &&
    (status.desiredHealthy ?? 0) > 0
  )
    return;
  if ((status.observedGeneration ?? 0) < (budget.metadata.generation ?? 0)) throw stillProcessed(budget);
  if ((status.disruptionsAllowed ?? 0) <= 0) throw blocked(budget, status);
  if (context.dryRun) return;
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: kubeTime(api.clock.now()) };
  const next = {
    ...budget,
    status: { ...status, disruptionsAllowed: status.disruptionsAllowed - 1, disruptedPods },
  };
  const target = {
    kind: kindOfResource(budgets),
    namespace,
    name: budget.metadata.name,
    subresource: "status" as const,
  };
  updateObject(api, target, next, { ...context, fieldManager: "kube-apiserver" });
}

function isReady(pod: KubeObject): boolean {
  return (pod["status"]?.conditions ?? []).some((row: Json) => row.type === "Ready" && row.status === "True");
}

const refusal = "Cannot evict pod as it would violate the pod's disruption budget.";

function blocked(budget: KubeObject, status: Json): Error {
  const message = `The disruption budget ${budget.metadata.name} needs ${status.desiredHealthy ?? 0} healthy pods and has ${status.currentHealthy ?? 0} currently`;
  return failure({
    code: 429,
    reason: "TooManyRequests",
    message: refusal,
    details: { causes: [{ reason: "DisruptionBudget", message }] },
  });
}

function stillProcessed(budget: KubeObject): Error {
  const message = `The disruption budget ${budget.metadata.name} is still being processed by the server.`;
  return failure({
    code: 429,
    reason: "TooManyRequests",
    message: refusal,
    details: { retryAfterSeconds: 10, causes: [{ reason: "DisruptionBudget", message }] },
  });
}
