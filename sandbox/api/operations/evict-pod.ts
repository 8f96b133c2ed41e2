import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { failure } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { kindOfResource } from "@/sandbox/api/kinds/kind-registry";
import { selectsLabels } from "@/sandbox/api/selectors/label-selector";
import { kubeTime } from "@/sandbox/api/time";
import type { PodAction, WriteContext } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { type DeleteOptions, deleteObject } from "./delete-object";
import { findObject } from "./find";
import { updateObject } from "./update-object";

const budgets = "poddisruptionbudgets.policy";

/** Evicts a pod unless its disruption budget forbids it (429). Pods that do not run anyway always pass. */
export function evictPod(api: ClusterApi, { key, context }: PodAction, options: DeleteOptions): void {
  const target = { kind: kindOfResource("pods"), ...key };
  const pod = findObject(api, target);
  const idle =
    pod.metadata.deletionTimestamp !== undefined ||
    ["Succeeded", "Failed", "Pending"].includes(pod["status"]?.phase);
  if (!idle) passBudget(api, pod, context);
  deleteObject(api, { target, context }, options);
}

function passBudget(api: ClusterApi, pod: KubeObject, context: WriteContext): void {
  const budget = guardOf(api, pod);
  if (!budget) return;
  const counts = countsOf(budget);
  if (!isReady(pod) && counts.healthy >= counts.desired && counts.desired > 0) return;
  if (counts.observed < (budget.metadata.generation ?? 0)) throw stillProcessed(budget);
  if (counts.allowed <= 0) throw blocked(budget, counts);
  if (!context.dryRun) takeAllowance(api, { budget, pod, context });
}

/** The one budget that guards a pod. Throws 500 when there are several, as the real API does. */
function guardOf(api: ClusterApi, pod: KubeObject): KubeObject | undefined {
  const { namespace, labels } = pod.metadata;
  const guards = api.store
    .collection(budgets)
    .list(namespace ?? "")
    .filter((budget) => selectsLabels(budget["spec"]?.selector, labels));
  if (guards.length <= 1) return guards[0];
  throw failure({
    code: 500,
    reason: "InternalError",
    message:
      "Internal error occurred: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
  });
}

interface BudgetCounts {
  healthy: number;
  desired: number;
  allowed: number;
  observed: number;
}

function countsOf(budget: KubeObject): BudgetCounts {
  const status: Record<string, Json> = { ...budget["status"] };
  const count = (field: string) => Number(status[field] ?? 0);
  return {
    healthy: count("currentHealthy"),
    desired: count("desiredHealthy"),
    allowed: count("disruptionsAllowed"),
    observed: count("observedGeneration"),
  };
}

/** Counts the eviction at once: the disruption controller would see it too late. */
function takeAllowance(
  api: ClusterApi,
  { budget, pod, context }: { budget: KubeObject; pod: KubeObject; context: WriteContext },
): void {
  const { status } = budget as { status?: Json };
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: kubeTime(api.clock.now()) };
  const next = {
    ...budget,
    status: { ...status, disruptionsAllowed: status.disruptionsAllowed - 1, disruptedPods },
  };
  const { namespace, name } = budget.metadata;
  const target = { kind: kindOfResource(budgets), namespace, name, subresource: "status" as const };
  updateObject(api, { target, context: { ...context, fieldManager: "kube-apiserver" } }, next);
}

function isReady(pod: KubeObject): boolean {
  return (pod["status"]?.conditions ?? []).some((row: Json) => row.type === "Ready" && row.status === "True");
}

const refusal = "Cannot evict pod as it would violate the pod's disruption budget.";

function blocked(budget: KubeObject, { desired, healthy }: BudgetCounts): Error {
  const message = `The disruption budget ${budget.metadata.name} needs ${desired} healthy pods and has ${healthy} currently`;
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
