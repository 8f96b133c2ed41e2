import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";
import { conditionOf } from "@/sandbox/kernel/conditions";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Deployment } from "@/sandbox/kernel/workload-kinds";
import { deadlineOf, setProgress } from "./progress";
import { isScaling, proportionalScale } from "./proportional-scale";
import { type OwnedSets, ownedSets } from "./replica-sets";
import { recreateStep, rollingStep } from "./rolling-update";
import { syncStatus } from "./rollout-status";

/** Paused and resumed are told through the Progressing condition, as long as no deadline has passed. */
function notePause(context: ControllerContext, deployment: Deployment): void {
  const reason = conditionOf(deployment.status?.conditions, "Progressing")?.reason;
  const paused = deployment.spec.paused === true;
  if (reason === "ProgressDeadlineExceeded") return;
  if (paused && reason !== "DeploymentPaused") {
    setProgress(context, deployment, {
      status: "Unknown",
      reason: "DeploymentPaused",
      message: "Deployment is paused",
    });
  }
  if (!paused && reason === "DeploymentPaused") {
    setProgress(context, deployment, {
      status: "Unknown",
      reason: "DeploymentResumed",
      message: "Deployment is resumed",
    });
  }
}

/** Deletes old ReplicaSets without pods beyond the history limit, oldest first. */
function cleanUp(context: ControllerContext, deployment: Deployment): void {
  const { old } = ownedSets(context, deployment);
  const idle = old.filter(
    (set) =>
      set.spec.replicas === 0 &&
      (set.status?.replicas ?? 0) === 0 &&
      set.metadata.deletionTimestamp === undefined,
  );
  const surplus = old.length - (deployment.spec.revisionHistoryLimit ?? 10);
  for (const set of idle.slice(0, Math.max(0, surplus))) {
    const { namespace, name, uid } = set.metadata;
    context.client.delete("replicasets.apps", { namespace, name, uid });
  }
}

function step(context: ControllerContext, deployment: Deployment, sets: OwnedSets): boolean {
  notePause(context, deployment);
  if (deployment.spec.paused === true || isScaling(deployment, sets)) {
    proportionalScale(context, deployment, sets);
    return false;
  }
  if (deployment.spec.strategy?.type === "Recreate") recreateStep(context, deployment, sets);
  else rollingStep(context, deployment);
  return true;
}

function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const deployment = context.client.get("deployments.apps", namespace, name) as Deployment | undefined;
  if (deployment === undefined) return undefined;
  if (deployment.metadata.deletionTimestamp !== undefined) {
    syncStatus(context, deployment, false);
    return undefined;
  }
  const rolled = step(context, deployment, ownedSets(context, deployment));
  syncStatus(context, deployment, rolled);
  if (!rolled) return undefined;
  cleanUp(context, deployment);
  const after = context.client.get("deployments.apps", namespace, name) as Deployment | undefined;
  return after === undefined ? undefined : deadlineOf(after);
}

function ownerOfPod(context: ControllerContext, pod: KubeObject): string[] {
  const setKey = controllerKeyOf(pod, "ReplicaSet");
  if (setKey === undefined) return [];
  const { namespace, name } = fromKey(setKey);
  const set = context.client.get("replicasets.apps", namespace, name);
  const owner = set === undefined ? undefined : controllerKeyOf(set, "Deployment");
  return owner === undefined ? [] : [owner];
}

/** Rolls Deployments: one step per look, looked at again whenever a ReplicaSet of theirs changes. */
export function createDeploymentController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "deployments.apps",
    related: {
      "replicasets.apps": ({ object }: ObjectEvent) => {
        const owner = controllerKeyOf(object, "Deployment");
        return owner === undefined ? [] : [owner];
      },
      pods: ({ type, object }: ObjectEvent) => (type === "DELETED" ? ownerOfPod(context, object) : []),
    },
    reconcile(key, queue) {
      const deadline = reconcile(context, key);
      if (deadline !== undefined) queue.addAfter(key, Math.max(0, deadline - context.clock.now()) + 1000);
    },
  });
}
