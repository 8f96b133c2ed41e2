import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Gives a Service its addresses and node ports, in place. */
export function admitService(api: ClusterApi, service: KubeObject): void {
  const spec: Json = service["spec"];
  if (!spec) return;
  service["status"] = { loadBalancer: {}, ...service["status"] };
  if (spec.type === "ExternalName") return;
  if (!spec.clusterIP) spec.clusterIP = api.network.allocateAddress();
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= ["IPv4"];
  spec.ipFamilyPolicy ??= "SingleStack";
  if (spec.type !== "NodePort" && spec.type !== "LoadBalancer") return;
  for (const port of spec.ports ?? []) port.nodePort ??= api.network.allocateNodePort();
}
