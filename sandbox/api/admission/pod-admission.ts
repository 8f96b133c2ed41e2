import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Completes a new pod. */
export function admitPod(_api: ClusterApi, _kind: KindSpec, pod: KubeObject): void {
  pod["status"] = { phase: "Pending", ...pod["status"] };
}
