import { isRecord, type Json } from "@/sandbox/api/json";
import { setDefaults } from "./default-pod-spec";

/** Defaults of a Service, in place; addresses come from admission. */
export function defaultService(service: Json): void {
  const spec = service.spec;
  if (!isRecord(spec)) return;
  setDefaults(spec, { sessionAffinity: "None", type: "ClusterIP" });
  for (const port of spec["ports"] ?? []) {
    port.protocol ??= "TCP";
    if (port.targetPort === undefined || port.targetPort === "" || port.targetPort === 0)
      port.targetPort = port.port;
  }
  if (spec["type"] === "ExternalName") return;
  spec["internalTrafficPolicy"] ??= "Cluster";
  if (spec["type"] === "NodePort" || spec["type"] === "LoadBalancer")
    spec["externalTrafficPolicy"] ??= "Cluster";
  if (spec["type"] === "LoadBalancer") spec["allocateLoadBalancerNodePorts"] ??= true;
}
