import { at, type Json } from "@/sandbox/api/json";
import { ageOf, type ColumnView, columnView, objectAge } from "./column-view";

const rolePrefix = "node-role.kubernetes.io/";

function nodeStatus(node: Json): string {
  const ready = (node.status?.conditions ?? []).find((row: Json) => row.type === "Ready");
  const word = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  return node.spec?.unschedulable ? `${word},SchedulingDisabled` : word;
}

function nodeAddress(node: Json, type: string): string {
  return (node.status?.addresses ?? []).find((row: Json) => row.type === type)?.address ?? "<none>";
}

function lastSeen(event: Json, now: number): string {
  const last =
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.metadata.creationTimestamp;
  const count = event.series?.count ?? event.count ?? 1;
  return count > 1 && event.firstTimestamp
    ? `${ageOf(last, now)} (x${count} over ${ageOf(event.firstTimestamp, now)})`
    : ageOf(last, now);
}

function eventObject(event: Json): string {
  return `${String(at(event, "involvedObject.kind") ?? "").toLowerCase()}/${at(event, "involvedObject.name")}`;
}

function eventSource(event: Json): string {
  const component = at(event, "source.component") ?? event.reportingComponent;
  return [component, at(event, "source.host")].filter(Boolean).join(", ");
}

/** Columns of cluster-wide kinds and events. */
export const clusterColumns: Readonly<Record<string, ColumnView>> = {
  Node: columnView(
    "Name|Status|Roles|Age|Version|+Internal-IP|+External-IP|+OS-Image|+Kernel-Version|+Container-Runtime",
    (node, now) => {
      const info = node.status?.nodeInfo ?? {};
      const roles = Object.keys(node.metadata.labels ?? {}).filter((label) => label.startsWith(rolePrefix));
      return [
        node.metadata.name,
        nodeStatus(node),
        roles.map((label) => label.slice(rolePrefix.length)).join(",") || "<none>",
        objectAge(node, now),
        info.kubeletVersion ?? "",
        nodeAddress(node, "InternalIP"),
        nodeAddress(node, "ExternalIP"),
        info.osImage ?? "<unknown>",
        info.kernelVersion ?? "<unknown>",
        info.containerRuntimeVersion ?? "<unknown>",
      ];
    },
  ),
  Event: columnView(
    "Last Seen|Type|Reason|Object|+Subobject|+Source|Message|+First Seen|+#Count|+Name",
    (event, now) => [
      lastSeen(event, now),
      event.type ?? "",
      event.reason ?? "",
      eventObject(event),
      at(event, "involvedObject.fieldPath") ?? "",
      eventSource(event),
      String(event.message ?? "").trim(),
      ageOf(event.firstTimestamp ?? event.eventTime, now),
      event.count ?? 1,
      event.metadata.name,
    ],
  ),
  Namespace: columnView("Name|Status|Age", (item, now) => [
    item.metadata.name,
    item.status?.phase ?? "",
    objectAge(item, now),
  ]),
  Lease: columnView("Name|Holder|Age", (lease, now) => [
    lease.metadata.name,
    lease.spec?.holderIdentity ?? "",
    objectAge(lease, now),
  ]),
  PriorityClass: columnView("Name|#Value|?Global-Default|Age|PreemptionPolicy", (item, now) => [
    item.metadata.name,
    item.value ?? 0,
    item.globalDefault ?? false,
    objectAge(item, now),
    item.preemptionPolicy ?? "PreemptLowerPriority",
  ]),
};
