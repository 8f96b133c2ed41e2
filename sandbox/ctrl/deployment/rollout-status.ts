import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { conditionOf } from "@/sandbox/kernel/conditions";
import type { Condition, Deployment, DeploymentStatus, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { fencePosts } from "./fence-posts";
import { judgeProgress, updateCondition } from "./progress";
import { availablePods, type OwnedSets, ownedSets, wishedPods } from "./replica-sets";

function sum(sets: readonly ReplicaSet[], field: "replicas" | "readyReplicas"): number {
  return sets.reduce((total, set) => total + (set.status?.[field] ?? 0), 0);
}

/** Kubernetes leaves figures of 0 out. */
function withoutZeros(status: DeploymentStatus): DeploymentStatus {
  return Object.fromEntries(
    Object.entries(status).filter(([, value]) => value !== 0 && value !== undefined),
  ) as DeploymentStatus;
}

function availability(deployment: Deployment, available: number): Condition {
  const enough = available >= deployment.spec.replicas - fencePosts(deployment).unavailable;
  return enough
    ? {
        type: "Available",
        status: "True",
        reason: "MinimumReplicasAvailable",
        message: "Deployment has minimum availability.",
      }
    : {
        type: "Available",
        status: "False",
        reason: "MinimumReplicasUnavailable",
        message: "Deployment does not have minimum availability.",
      };
}

function withReplicaFailure(conditions: Condition[], sets: readonly ReplicaSet[], now: number): Condition[] {
  const failure = sets
    .map((set) => conditionOf(set.status?.conditions, "ReplicaFailure"))
    .find((condition) => condition !== undefined);
  if (failure === undefined) return conditions.filter((condition) => condition.type !== "ReplicaFailure");
  const { status, reason, message } = failure;
  return updateCondition(
    conditions,
    {
      type: "ReplicaFailure",
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(message === undefined ? {} : { message }),
    },
    { now },
  );
}

function figuresOf(deployment: Deployment, sets: OwnedSets): DeploymentStatus {
  const { current, all } = sets;
  const available = availablePods(all);
  return {
    replicas: sum(all, "replicas"),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: sum(all, "readyReplicas"),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wishedPods(all) - available),
    collisionCount: deployment.status?.collisionCount ?? 0,
  };
}

/** Writes figures and conditions of a Deployment if they changed; `judge` asks for a new verdict on the rollout's progress. */
export function syncStatus(context: ControllerContext, deployment: Deployment, judge: boolean): void {
  const now = context.clock.now();
  const { namespace, name, generation = 1 } = deployment.metadata;
  const found = context.client.get("deployments.apps", namespace, name) as Deployment | undefined;
  if (found === undefined) return;
  const fresh = { ...found, status: found.status ?? {} };
  const sets = ownedSets(context, fresh);
  const { current, old, all } = sets;
  const figures = withoutZeros({ observedGeneration: generation, ...figuresOf(fresh, sets) });
  const known = updateCondition(fresh.status.conditions ?? [], availability(fresh, availablePods(all)), {
    now,
  });
  const conditions = withReplicaFailure(known, current === undefined ? old : [current, ...old], now);
  const status: DeploymentStatus = { ...figures, conditions };
  if (judge) status.conditions = judgeProgress(fresh, status, { now, current });
  context.client.updateStatus("deployments.apps", { ...fresh, status });
}
