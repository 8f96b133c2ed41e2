import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { timeOf } from "@/sandbox/kernel/timestamp";
import type { Deployment, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { fencePosts } from "./fence-posts";
import { templateText } from "./template-hash";

export const REVISION = "deployment.kubernetes.io/revision";
export const REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
export const DESIRED = "deployment.kubernetes.io/desired-replicas";
export const MAXIMUM = "deployment.kubernetes.io/max-replicas";

/** The ReplicaSets of a Deployment as they are now: the one of its template, and the older ones by age. */
export interface OwnedSets {
  current: ReplicaSet | undefined;
  old: ReplicaSet[];
  all: ReplicaSet[];
}

/** Reads the ReplicaSets of a Deployment; the current one is the oldest whose template is the Deployment's. */
export function ownedSets(context: ControllerContext, deployment: Deployment): OwnedSets {
  const all = [...context.client.ownedBy("replicasets.apps", deployment.metadata.uid)] as ReplicaSet[];
  all.sort(
    (a, b) =>
      timeOf(a.metadata.creationTimestamp) - timeOf(b.metadata.creationTimestamp) ||
      (a.metadata.name < b.metadata.name ? -1 : 1),
  );
  const wanted = templateText(deployment.spec.template);
  const current = all.find((set) => templateText(set.spec.template) === wanted);
  return { current, old: all.filter((set) => set !== current), all };
}

/** Sum of the wished sizes. */
export function wishedPods(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + set.spec.replicas, 0);
}

/** Sum of the available pods. */
export function availablePods(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + (set.status?.availableReplicas ?? 0), 0);
}

/** The annotations that tell a ReplicaSet the size of its Deployment at the last scaling. */
export function sizeAnnotations(deployment: Deployment): Record<string, string> {
  const { replicas } = deployment.spec;
  return { [DESIRED]: String(replicas), [MAXIMUM]: String(replicas + fencePosts(deployment).surge) };
}

/** Sets the size of one ReplicaSet and its size annotations; writes nothing when both are right. True when it wrote. */
export function resize(
  context: ControllerContext,
  deployment: Deployment,
  change: { set: ReplicaSet; replicas: number },
): boolean {
  const { set, replicas } = change;
  const annotations = sizeAnnotations(deployment);
  const noted = Object.entries(annotations).every(
    ([key, value]) => set.metadata.annotations?.[key] === value,
  );
  const before = set.spec.replicas;
  if (noted && before === replicas) return false;
  const { namespace, name } = set.metadata;
  context.client.patch(
    "replicasets.apps",
    { namespace, name },
    { metadata: { annotations }, spec: { replicas } },
  );
  if (before === replicas) return true;
  const direction = replicas > before ? "up" : "down";
  context.client.recordEvent(deployment, {
    type: "Normal",
    reason: "ScalingReplicaSet",
    message: `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`,
    component: "deployment-controller",
  });
  return true;
}
