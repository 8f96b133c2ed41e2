import { type Color, colorSchema } from "@/contracts/color";
import { clusterEvent } from "@/server/adapters/kubernetes/projections/cluster-event";
import { configMapSeen } from "@/server/adapters/kubernetes/projections/config-map";
import { endpointsOf } from "@/server/adapters/kubernetes/projections/endpoints";
import { hpaSeen } from "@/server/adapters/kubernetes/projections/hpa";
import { kubeServiceSeen } from "@/server/adapters/kubernetes/projections/kube-service";
import { nodeSeen } from "@/server/adapters/kubernetes/projections/node";
import { podSeen } from "@/server/adapters/kubernetes/projections/pod";
import { quotasSeen } from "@/server/adapters/kubernetes/projections/quota";
import { workloadSeen } from "@/server/adapters/kubernetes/projections/workload";
import type {
  RawConfigMap,
  RawEndpointSlice,
  RawEvent,
  RawHpa,
  RawNode,
  RawObject,
  RawPod,
  RawQuota,
  RawService,
  RawWorkload,
} from "@/server/adapters/kubernetes/raw-objects";
import { labels } from "@/server/domain/rollout/target";
import type { ObservedBodies, ObservedObject, SliceSeen, WatchedKind } from "@/server/ports/cluster-watch";

/** Which objects of a kind are watched, and what is kept of one. */
interface WatchedSource<K extends WatchedKind> {
  labelSelector?: string;
  body(raw: RawObject): ObservedBodies[K];
}

const serviceName = "kubernetes.io/service-name";

function unversioned<T extends { resourceVersion: string }>(seen: T): Omit<T, "resourceVersion"> {
  const { resourceVersion: _, ...rest } = seen;
  return rest;
}

function sliceSeen(slice: RawEndpointSlice): SliceSeen {
  const endpoints = endpointsOf(slice);
  const ready = endpoints.filter((each) => each.ready).length;
  const terminating = endpoints.filter((each) => each.terminating).length;
  return {
    kubeService: slice.metadata.labels?.[serviceName] ?? "",
    ready,
    notReady: endpoints.filter((each) => !each.ready && !each.terminating).length,
    terminating,
    portNames: (slice.ports ?? []).map((port) => port.name ?? ""),
  };
}

const sources: { readonly [K in WatchedKind]: WatchedSource<K> } = {
  Pod: { labelSelector: labels.service, body: (raw) => podSeen(raw as RawPod) },
  Deployment: {
    labelSelector: labels.service,
    body: (raw) => unversioned(workloadSeen(raw as RawWorkload, null)),
  },
  CronJob: {
    labelSelector: labels.service,
    body: (raw) => unversioned(workloadSeen(raw as RawWorkload, null)),
  },
  ConfigMap: { labelSelector: labels.service, body: (raw) => configMapSeen(raw as RawConfigMap) },
  Service: { labelSelector: labels.service, body: (raw) => unversioned(kubeServiceSeen(raw as RawService)) },
  HorizontalPodAutoscaler: {
    labelSelector: labels.service,
    body: (raw) => unversioned(hpaSeen(raw as RawHpa)),
  },
  EndpointSlice: { labelSelector: serviceName, body: (raw) => sliceSeen(raw as RawEndpointSlice) },
  ResourceQuota: { body: (raw) => ({ quotas: quotasSeen(raw as RawQuota) }) },
  Node: { body: (raw) => nodeSeen(raw as RawNode) },
  Event: { body: (raw) => clusterEvent(raw as RawEvent) },
};

/** Name of an object that events speak about, for events themselves. */
function subjectName(kind: WatchedKind, raw: RawObject): string {
  return kind === "Event" ? ((raw as RawEvent).involvedObject?.name ?? "") : raw.metadata.name;
}

function serviceOf(kind: WatchedKind, raw: RawObject): string | null {
  const label = raw.metadata.labels?.[labels.service];
  if (label !== undefined) return label;
  if (kind === "EndpointSlice") return raw.metadata.labels?.[serviceName]?.replace(/-preview$/, "") ?? null;
  // Objects that controllers make carry no label of ours, but the color stands in their name.
  return /^(.+)-(?:blue|green)(?:-[a-z0-9]+){0,2}$/.exec(subjectName(kind, raw))?.[1] ?? null;
}

function colorOf(kind: WatchedKind, raw: RawObject): Color | null {
  const label = colorSchema.safeParse(raw.metadata.labels?.[labels.color]);
  if (label.success) return label.data;
  const inName = /-(blue|green)(?:-[a-z0-9]+){0,2}$/.exec(subjectName(kind, raw))?.[1];
  return inName === undefined ? null : colorSchema.parse(inName);
}

/** Label selector of a kind's watch. */
export function selectorOf(kind: WatchedKind): string | undefined {
  return sources[kind].labelSelector;
}

/** Trims one object at once; the raw one is garbage afterwards. */
export function observedObject(kind: WatchedKind, raw: RawObject): ObservedObject {
  const { namespace, name, uid, resourceVersion } = raw.metadata;
  return {
    kind,
    namespace: namespace ?? "",
    name,
    uid,
    resourceVersion,
    service: serviceOf(kind, raw),
    color: colorOf(kind, raw),
    body: sources[kind].body(raw),
  };
}
