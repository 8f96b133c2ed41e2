import type { ControllerContext } from "@/sandbox/ctrl/controller";
import { matchesSelector } from "@/sandbox/kernel/label-selector";
import type { OwnerReference } from "@/sandbox/kernel/object";
import { isActive } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { ReplicaSet } from "@/sandbox/kernel/workload-kinds";

/** The reference by which pods know the ReplicaSet that controls them. */
export function ownerReferenceTo(set: ReplicaSet): OwnerReference {
  const { name, uid } = set.metadata;
  return { apiVersion: "apps/v1", kind: "ReplicaSet", name, uid, controller: true, blockOwnerDeletion: true };
}

function release(context: ControllerContext, set: ReplicaSet, pod: Pod): void {
  const { namespace, name, ownerReferences = [] } = pod.metadata;
  const left = ownerReferences.filter((reference) => reference.uid !== set.metadata.uid);
  const metadata = { ownerReferences: left.length === 0 ? null : left };
  context.client.patch("pods", { namespace, name }, { metadata });
}

function adopt(context: ControllerContext, set: ReplicaSet, pod: Pod): Pod {
  const { namespace, name, ownerReferences = [] } = pod.metadata;
  const metadata = { ownerReferences: [...ownerReferences, ownerReferenceTo(set)] };
  return context.client.patch("pods", { namespace, name }, { metadata }) as Pod;
}

function isOrphan(pod: Pod): boolean {
  return pod.metadata.ownerReferences?.some((reference) => reference.controller === true) !== true;
}

/** The active pods of a ReplicaSet: those whose labels left its selector are released, matching orphans are adopted. */
export function claimPods(context: ControllerContext, set: ReplicaSet): Pod[] {
  const { client } = context;
  const matches = (pod: Pod) => matchesSelector(set.spec.selector, pod.metadata.labels);
  const owned = (client.ownedBy("pods", set.metadata.uid) as readonly Pod[]).filter(isActive);
  if (set.metadata.deletionTimestamp !== undefined) return owned;
  for (const pod of owned.filter((entry) => !matches(entry))) release(context, set, pod);
  const namespacePods = client.list("pods", set.metadata.namespace) as readonly Pod[];
  const orphans = namespacePods.filter((pod) => isOrphan(pod) && isActive(pod) && matches(pod));
  return [...owned.filter(matches), ...orphans.map((pod) => adopt(context, set, pod))];
}
