import { at, type Json, listAt } from "@/sandbox/api/json";
import { type ColumnView, columnView, objectAge, selectorText } from "./column-view";

function servicePorts(service: Json): string {
  const ports = (service.spec?.ports ?? []).map(
    (port: Json) => `${port.port}${port.nodePort ? `:${port.nodePort}` : ""}/${port.protocol ?? "TCP"}`,
  );
  return ports.join(",") || "<none>";
}

function externalAddress({ spec = {}, status }: Json): string {
  if (spec.type === "ExternalName") return spec.externalName;
  const ingress = (status?.loadBalancer?.ingress ?? []).map((row: Json) => row.ip ?? row.hostname);
  const all = [...ingress, ...(spec.externalIPs ?? [])];
  return all.join(",") || (spec.type === "LoadBalancer" ? "<pending>" : "<none>");
}

function few(values: string[], limit = 3): string {
  if (values.length === 0) return "<none>";
  return values.length > limit
    ? `${values.slice(0, limit).join(",")} + ${values.length - limit} more...`
    : values.join(",");
}

function endpointTexts(endpoints: Json): string[] {
  return (endpoints.subsets ?? []).flatMap((subset: Json) =>
    (subset.addresses ?? []).flatMap((address: Json) =>
      (subset.ports?.length ? subset.ports : [{}]).map((port: Json) =>
        port.port ? `${address.ip}:${port.port}` : address.ip,
      ),
    ),
  );
}

/** Columns of the network kinds. */
export const networkColumns: Readonly<Record<string, ColumnView>> = {
  Service: columnView("Name|Type|Cluster-IP|External-IP|Port(s)|Age|+Selector", (service, now) => [
    service.metadata.name,
    service.spec?.type ?? "",
    service.spec?.clusterIP || "<none>",
    externalAddress(service),
    servicePorts(service),
    objectAge(service, now),
    selectorText({ matchLabels: service.spec?.selector ?? {} }),
  ]),
  Endpoints: columnView("Name|Endpoints|Age", (endpoints, now) => [
    endpoints.metadata.name,
    few(endpointTexts(endpoints)),
    objectAge(endpoints, now),
  ]),
  EndpointSlice: columnView("Name|AddressType|Ports|Endpoints|Age", (slice, now) => [
    slice.metadata.name,
    slice.addressType ?? "",
    few((slice.ports ?? []).map((port: Json) => String(port.port ?? "*"))).replace("<none>", "<unset>"),
    few((slice.endpoints ?? []).flatMap((endpoint: Json) => endpoint.addresses ?? [])).replace(
      "<none>",
      "<unset>",
    ),
    objectAge(slice, now),
  ]),
  Ingress: columnView("Name|Class|Hosts|Address|Ports|Age", (ingress, now) => [
    ingress.metadata.name,
    at(ingress, "spec.ingressClassName") ?? "<none>",
    few(listAt(ingress, "spec.rules").map((rule) => rule.host ?? "*")).replace("<none>", "*"),
    listAt(ingress, "status.loadBalancer.ingress")
      .map((row) => row.ip ?? row.hostname)
      .join(","),
    listAt(ingress, "spec.tls").length > 0 ? "80, 443" : "80",
    objectAge(ingress, now),
  ]),
  IngressClass: columnView("Name|Controller|Parameters|Age", (item, now) => [
    item.metadata.name,
    item.spec?.controller ?? "",
    item.spec?.parameters ? `${item.spec.parameters.kind}/${item.spec.parameters.name}` : "<none>",
    objectAge(item, now),
  ]),
  NetworkPolicy: columnView("Name|Pod-Selector|Age", (policy, now) => [
    policy.metadata.name,
    selectorText(policy.spec?.podSelector),
    objectAge(policy, now),
  ]),
};
