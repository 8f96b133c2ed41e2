import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { WriteContext } from "@/sandbox/api/write-context";
import type { KubeObject } from "@/sandbox/kernel/object";
import { admitService } from "./service-admission";

/** Admission of a change: completes `next` in place. */
export function admitUpdate(
  api: ClusterApi,
  change: { kind: KindSpec; live: KubeObject; context: WriteContext },
  next: KubeObject,
): void {
  if (change.kind.kind !== "Service") return;
  const { spec } = change.live as KubeObject & { spec?: Record<string, unknown> };
  for (const field of ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]) {
    if (spec?.[field] !== undefined && next["spec"]?.[field] === undefined) next["spec"][field] = spec[field];
  }
  admitService(api, next);
}
