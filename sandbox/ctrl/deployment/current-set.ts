import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { ApiError } from "@/sandbox/kernel/cluster-client";
import type { Condition, Deployment, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { fencePosts } from "./fence-posts";
import { setProgress } from "./progress";
import {
  availablePods,
  DESIRED,
  MAXIMUM,
  type OwnedSets,
  ownedSets,
  REVISION,
  REVISION_HISTORY,
  sizeAnnotations,
  wishedPods,
} from "./replica-sets";
import { HASH_LABEL, templateHash, templateText } from "./template-hash";

const NOT_COPIED = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MAXIMUM,
  "deprecated.deployment.rollback.to",
]);

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function copied(deployment: Deployment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key)),
  );
}

/** The annotations of the current ReplicaSet: those of the Deployment, and the next revision with the ones it had before. */
function annotationsOf(deployment: Deployment, set: ReplicaSet, revision: number): Record<string, string> {
  const known = set.metadata.annotations ?? {};
  const before = known[REVISION];
  const annotations: Record<string, string> = {
    ...known,
    ...copied(deployment),
    [REVISION]: String(revision),
  };
  if (before !== undefined && Number(before) < revision) {
    annotations[REVISION_HISTORY] = [known[REVISION_HISTORY], before]
      .filter((entry) => entry !== undefined)
      .join(",");
  }
  return annotations;
}

function noteRevision(context: ControllerContext, deployment: Deployment, revision: string): void {
  if (deployment.metadata.annotations?.[REVISION] === revision) return;
  const { namespace, name } = deployment.metadata;
  context.client.patch(
    "deployments.apps",
    { namespace, name },
    { metadata: { annotations: { [REVISION]: revision } } },
  );
}

function refresh(
  context: ControllerContext,
  deployment: Deployment,
  sets: OwnedSets & { current: ReplicaSet },
): void {
  const { current, old } = sets;
  const revision = Math.max(Math.max(0, ...old.map(revisionOf)) + 1, revisionOf(current));
  const annotations = annotationsOf(deployment, current, revision);
  const changed = Object.entries(annotations).some(
    ([key, value]) => current.metadata.annotations?.[key] !== value,
  );
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const { namespace, name } = current.metadata;
  if (changed || (current.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    context.client.patch(
      "replicasets.apps",
      { namespace, name },
      { metadata: { annotations }, spec: { minReadySeconds } },
    );
  }
  noteRevision(context, deployment, annotations[REVISION] ?? "1");
  if (deployment.status?.conditions?.some((condition) => condition.type === "Progressing")) return;
  setProgress(context, deployment, {
    status: "True",
    reason: "FoundNewReplicaSet",
    message: `Found new replica set "${name}"`,
  });
}

function manifest(deployment: Deployment, sets: OwnedSets, hash: string): object {
  const { namespace, name, uid } = deployment.metadata;
  const { template, selector, minReadySeconds, replicas } = deployment.spec;
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const total = wishedPods(sets.old);
  const room = replicas + fencePosts(deployment).surge - total;
  const recreate = deployment.spec.strategy?.type === "Recreate";
  const revision = String(Math.max(0, ...sets.old.map(revisionOf)) + 1);
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { ...copied(deployment), ...sizeAnnotations(deployment), [REVISION]: revision },
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "Deployment", name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: {
      replicas: recreate ? replicas : Math.max(0, Math.min(room, replicas)),
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function noteCollision(context: ControllerContext, deployment: Deployment): void {
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  context.client.updateStatus("deployments.apps", {
    ...deployment,
    status: { ...deployment.status, collisionCount },
  });
}

function create(context: ControllerContext, deployment: Deployment, sets: OwnedSets): ReplicaSet {
  const hash = templateHash(deployment.spec.template, deployment.status?.collisionCount);
  try {
    const made = context.client.create("replicasets.apps", manifest(deployment, sets, hash)) as ReplicaSet;
    const { name, annotations } = made.metadata;
    noteRevision(context, deployment, annotations?.[REVISION] ?? "1");
    if (made.spec.replicas > 0) {
      const message = `Scaled up replica set ${name} from 0 to ${made.spec.replicas}`;
      context.client.recordEvent(deployment, {
        type: "Normal",
        reason: "ScalingReplicaSet",
        message,
        component: "deployment-controller",
      });
    }
    setProgress(context, deployment, {
      status: "True",
      reason: "NewReplicaSetCreated",
      message: `Created new replica set "${name}"`,
    });
    return made;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const taken = context.client.get(
      "replicasets.apps",
      deployment.metadata.namespace,
      `${deployment.metadata.name}-${hash}`,
    ) as ReplicaSet | undefined;
    if (
      error.status.reason === "AlreadyExists" &&
      taken !== undefined &&
      templateText(taken.spec.template) !== templateText(deployment.spec.template)
    ) {
      noteCollision(context, deployment);
    } else {
      setProgress(context, deployment, {
        status: "False",
        reason: "ReplicaSetCreateError",
        message: error.message,
      } satisfies Omit<Condition, "type">);
    }
    throw error;
  }
}

/** Makes sure that the ReplicaSet of the present template exists, with its revision; gives all sets as they are afterwards. */
export function ensureCurrentSet(
  context: ControllerContext,
  deployment: Deployment,
): OwnedSets & { current: ReplicaSet } {
  const sets = ownedSets(context, deployment);
  if (sets.current === undefined) create(context, deployment, sets);
  else refresh(context, deployment, { ...sets, current: sets.current });
  const after = ownedSets(context, deployment);
  if (after.current === undefined)
    throw new Error(`The ReplicaSet of ${deployment.metadata.name} does not keep its template.`);
  return { ...after, current: after.current };
}

/** True when the sets carry all the pods of the Deployment and all of them are available. */
export function isSaturated(deployment: Deployment, set: ReplicaSet | undefined): boolean {
  const { replicas } = deployment.spec;
  return (
    set !== undefined &&
    set.spec.replicas === replicas &&
    set.metadata.annotations?.[DESIRED] === String(replicas) &&
    availablePods([set]) === replicas
  );
}
