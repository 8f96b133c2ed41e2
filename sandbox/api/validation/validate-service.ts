import { duplicate, invalidValue, required, type StatusCause } from "@/sandbox/api/errors";
import { isRecord, type Json } from "@/sandbox/api/json";
import { labelCauses } from "./names";
import { oneOf, portCauses } from "./validate-pod-spec";

const types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

/** What is wrong with a Service. */
export function serviceCauses(service: Json): StatusCause[] {
  const { spec } = service;
  if (!isRecord(spec)) return [required("spec.ports")];
  const ports: Json[] = spec["ports"] ?? [];
  const causes = [
    ...oneOf("spec.type", spec["type"], types),
    ...labelCauses("spec.selector", spec["selector"]),
  ];
  const portless = spec["clusterIP"] === "None" || spec["type"] === "ExternalName";
  if (ports.length === 0 && !portless) causes.push(required("spec.ports"));
  if (spec["type"] === "ExternalName" && !spec["externalName"]) causes.push(required("spec.externalName"));
  return [...causes, ...servicePortCauses(ports)];
}

function servicePortCauses(ports: readonly Json[]): StatusCause[] {
  const names = new Set<string>();
  const numbers = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const causes = portCauses(`${path}.port`, port.port);
    if (typeof port.targetPort === "number")
      causes.push(...portCauses(`${path}.targetPort`, port.targetPort));
    causes.push(...oneOf(`${path}.protocol`, port.protocol, ["SCTP", "TCP", "UDP"]));
    if (ports.length > 1 && !port.name) causes.push(required(`${path}.name`));
    if (port.name && names.has(port.name)) causes.push(duplicate(`${path}.name`, port.name));
    names.add(port.name);
    const number = `${port.port}/${port.protocol}`;
    if (numbers.has(number)) causes.push(duplicate(path, { port: port.port, protocol: port.protocol }));
    numbers.add(number);
    return causes;
  });
}

/** The address of a Service never changes while it has one. */
export function serviceChange(live: Json, next: Json): StatusCause[] {
  const [before, after] = [live.spec?.clusterIP, next.spec?.clusterIP];
  if (!before || before === after || next.spec?.type === "ExternalName" || live.spec?.type === "ExternalName")
    return [];
  return [invalidValue("spec.clusterIPs[0]", after ? [after] : null, "may not change once set")];
}
