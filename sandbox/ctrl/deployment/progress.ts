import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { conditionOf } from "@/sandbox/kernel/conditions";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from "@/sandbox/kernel/workload-kinds";

type Progress = Omit<Condition, "type">;

/** Puts a condition in the list; `moved` moves `lastUpdateTime` even when status and reason stay. */
export function updateCondition(
  conditions: readonly Condition[],
  condition: Condition,
  at: { now: number; moved?: boolean },
): Condition[] {
  const previous = conditionOf(conditions, condition.type);
  const now = timestamp(at.now);
  if (
    previous !== undefined &&
    previous.status === condition.status &&
    previous.reason === condition.reason &&
    at.moved !== true
  )
    return [...conditions];
  const since = previous?.status === condition.status ? (previous.lastTransitionTime ?? now) : now;
  const next: Condition = { ...condition, lastUpdateTime: now, lastTransitionTime: since };
  return previous === undefined
    ? [...conditions, next]
    : conditions.map((entry) => (entry === previous ? next : entry));
}

/** Writes the Progressing condition at once. */
export function setProgress(context: ControllerContext, deployment: Deployment, progress: Progress): void {
  const fresh = context.client.get(
    "deployments.apps",
    deployment.metadata.namespace,
    deployment.metadata.name,
  ) as Deployment | undefined;
  if (fresh === undefined) return;
  const conditions = updateCondition(
    fresh.status?.conditions ?? [],
    { type: "Progressing", ...progress },
    { now: context.clock.now() },
  );
  context.client.updateStatus("deployments.apps", { ...fresh, status: { ...fresh.status, conditions } });
}

/** When the deadline of a rollout passes, in milliseconds since the epoch; nothing while it does not run. */
export function deadlineOf(deployment: Deployment): number | undefined {
  const condition = conditionOf(deployment.status?.conditions, "Progressing");
  const seconds = deployment.spec.progressDeadlineSeconds ?? 600;
  if (
    condition === undefined ||
    condition.reason === "NewReplicaSetAvailable" ||
    condition.reason === "ProgressDeadlineExceeded"
  )
    return undefined;
  return timeOf(condition.lastUpdateTime) + seconds * 1000;
}

function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const { replicas } = deployment.spec;
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas
  );
}

function hasMoved(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** The verdict on a rollout: complete, moving, out of time, or none that is new. */
function verdictOn(
  deployment: Deployment,
  status: DeploymentStatus,
  now: number,
): { status: "True" | "False"; reason: string; what: string } | undefined {
  if (isComplete(deployment, status)) {
    return { status: "True", reason: "NewReplicaSetAvailable", what: "has successfully progressed." };
  }
  if (hasMoved(deployment.status ?? {}, status)) {
    return { status: "True", reason: "ReplicaSetUpdated", what: "is progressing." };
  }
  const deadline = deadlineOf(deployment);
  if (deadline === undefined || now <= deadline) return undefined;
  return { status: "False", reason: "ProgressDeadlineExceeded", what: "has timed out progressing." };
}

/** The conditions with Progressing judged anew. */
export function judgeProgress(
  deployment: Deployment,
  status: DeploymentStatus,
  at: { now: number; current: ReplicaSet | undefined },
): Condition[] {
  const conditions = status.conditions ?? [];
  const done = conditionOf(conditions, "Progressing")?.reason === "NewReplicaSetAvailable";
  if (done && status.replicas === status.updatedReplicas) return conditions;
  const verdict = verdictOn(deployment, status, at.now);
  if (verdict === undefined) return conditions;
  const subject =
    at.current === undefined
      ? `Deployment "${deployment.metadata.name}"`
      : `ReplicaSet "${at.current.metadata.name}"`;
  const { reason, what } = verdict;
  const condition: Condition = {
    type: "Progressing",
    status: verdict.status,
    reason,
    message: `${subject} ${what}`,
  };
  return updateCondition(conditions, condition, { now: at.now, moved: reason === "ReplicaSetUpdated" });
}
