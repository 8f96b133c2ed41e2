import { type Controller, type ControllerContext, controllerKeyOf, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import { defined } from "@/sandbox/kernel/defined";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { claimPods, ownerReferenceTo } from "./claim-pods";
import { byDeletionRank } from "./deletion-rank";
import { syncSetStatus } from "./set-status";

const BURST = 500;
const COMPONENT = "replicaset-controller";

/** A pod of a template, owned by the object that asked for it. */
export function podFrom(owner: ReplicaSet): object {
  const { template } = owner.spec;
  const { namespace, name } = owner.metadata;
  const { labels, annotations } = template.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: defined({
      generateName: `${name}-`,
      namespace,
      labels,
      annotations,
      ownerReferences: [ownerReferenceTo(owner)],
    }),
    spec: template.spec,
  };
}

/** Creates one pod after another and stops at the first refusal, which it gives. */
function grow(context: ControllerContext, set: ReplicaSet, count: number): ApiError | undefined {
  for (let made = 0; made < Math.min(count, BURST); made += 1) {
    try {
      const pod = context.client.create("pods", podFrom(set));
      context.client.recordEvent(set, {
        type: "Normal",
        reason: "SuccessfulCreate",
        message: `Created pod: ${pod.metadata.name}`,
        component: COMPONENT,
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      context.client.recordEvent(set, {
        type: "Warning",
        reason: "FailedCreate",
        message: `Error creating: ${error.message}`,
        component: COMPONENT,
      });
      return error;
    }
  }
  return undefined;
}

function shrink(context: ControllerContext, set: ReplicaSet, surplus: readonly Pod[]): void {
  for (const pod of surplus) {
    const { namespace, name, uid } = pod.metadata;
    context.client.delete("pods", { namespace, name, uid });
    context.client.recordEvent(set, {
      type: "Normal",
      reason: "SuccessfulDelete",
      message: `Deleted pod: ${name}`,
      component: COMPONENT,
    });
  }
}

/** One look at a ReplicaSet; gives when a ready pod becomes available, if one waits for that. */
function reconcile(context: ControllerContext, key: string): number | undefined {
  const { namespace, name } = fromKey(key);
  const set = context.client.get("replicasets.apps", namespace, name) as ReplicaSet | undefined;
  if (set === undefined) return undefined;
  const pods = claimPods(context, set);
  const missing = set.spec.replicas - pods.length;
  let refusal: ApiError | undefined;
  if (set.metadata.deletionTimestamp === undefined) {
    if (missing > 0) refusal = grow(context, set, missing);
    if (missing < 0) shrink(context, set, byDeletionRank(pods, context.clock.now()).slice(0, -missing));
  }
  const failure =
    refusal === undefined ? undefined : { reason: "FailedCreate" as const, message: refusal.message };
  const next = syncSetStatus(context, set, { pods, failure });
  if (refusal !== undefined) throw refusal;
  return next;
}

/** Keeps as many pods as a ReplicaSet asks for; a refused creation is told as FailedCreate and tried again with growing pauses. */
export function createReplicaSetController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "replicasets.apps",
    related: {
      pods: ({ object }) => {
        const owner = controllerKeyOf(object, "ReplicaSet");
        return owner === undefined ? [] : [owner];
      },
    },
    reconcile(key, queue) {
      const next = reconcile(context, key);
      if (next !== undefined) queue.addAfter(key, next - context.clock.now());
    },
  });
}
