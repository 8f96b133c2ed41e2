import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { admitIntoNamespace } from "./namespace-lifecycle";
import { admitPod } from "./pod-admission";
import { admitQuota } from "./quota-admission";
import { admitService } from "./service-admission";

/** Admission of a new object: refuses it with 403/404, or completes it in place. */
export function admitCreate(api: ClusterApi, kind: KindSpec, object: KubeObject): void {
  admitIntoNamespace(api, kind, object);
  if (kind.kind === "Pod") {
    admitPod(api, kind, object);
    admitQuota(api, kind, object);
  }
  if (kind.kind === "Service") admitService(api, object);
}
