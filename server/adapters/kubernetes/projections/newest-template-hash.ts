import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";

function revision(replicaSet: RawObject): number {
  return Number(replicaSet.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}

/** Pod template hash of the ReplicaSet with the highest revision that the workload owns; null when it owns none. */
export function newestTemplateHash(workloadUid: string, replicaSets: readonly RawObject[]): string | null {
  let newest: RawObject | null = null;
  for (const each of replicaSets) {
    if (!each.metadata.ownerReferences?.some((owner) => owner.uid === workloadUid)) continue;
    if (newest === null || revision(each) > revision(newest)) newest = each;
  }
  return newest?.metadata.labels?.["pod-template-hash"] ?? null;
}
