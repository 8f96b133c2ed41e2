import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { setDefaults } from "@/sandbox/api/defaults/default-pod-spec";
import { type Json, listAt } from "@/sandbox/api/json";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Gives a Service its addresses and node ports, in place. */
export function admitService(api: ClusterApi, service: KubeObject): void {
  const spec: Json = service["spec"];
  if (!spec) return;
  service["status"] = { loadBalancer: {}, ...service["status"] };
  if (spec.type === "ExternalName") return;
  spec.clusterIP ||= api.network.allocateAddress();
  setDefaults(spec, { clusterIPs: [spec.clusterIP], ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack" });
  if (spec.type !== "NodePort" && spec.type !== "LoadBalancer") return;
  for (const port of listAt(spec, "ports")) port.nodePort ??= api.network.allocateNodePort();
}
