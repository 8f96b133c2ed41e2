import { isRecord, type Json, listAt } from "@/sandbox/api/json";
import { setDefaults } from "./default-pod-spec";

/** Types that reach beyond the cluster. */
const external: ReadonlySet<string> = new Set(["NodePort", "LoadBalancer"]);

/** Defaults of a Service, in place; addresses come from admission. */
export function defaultService(service: Json): void {
  const spec = service.spec;
  if (!isRecord(spec)) return;
  setDefaults(spec, { sessionAffinity: "None", type: "ClusterIP" });
  for (const port of listAt(spec, "ports")) defaultPort(port);
  const type = spec["type"];
  if (type === "ExternalName") return;
  setDefaults(spec, { internalTrafficPolicy: "Cluster" });
  if (external.has(type)) setDefaults(spec, { externalTrafficPolicy: "Cluster" });
  if (type === "LoadBalancer") setDefaults(spec, { allocateLoadBalancerNodePorts: true });
}

function defaultPort(port: Json): void {
  port.protocol ??= "TCP";
  // An empty name and the port 0 count as not given.
  port.targetPort ||= port.port;
}
