import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { invalid, invalidValue } from "@/sandbox/api/errors";
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
  if (kind.kind === "Service") {
    refuseTakenAddress(api, kind, object);
    admitService(api, object);
  }
}

/** A Service may ask for its address, but not for one that another Service has. */
function refuseTakenAddress(api: ClusterApi, kind: KindSpec, object: KubeObject): void {
  const address = object["spec"]?.clusterIP;
  if (!address || address === "None" || !api.network.isTaken(address)) return;
  const why = `failed to allocate IP ${address}: provided IP is already allocated`;
  throw invalid(kind, object.metadata.name, [invalidValue("spec.clusterIPs", [address], why)]);
}
