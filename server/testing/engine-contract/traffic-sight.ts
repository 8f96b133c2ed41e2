import { fenceOf } from "@/server/adapters/kubernetes/projections/kube-service";
import type {
  RawEndpointSlice,
  RawHpa,
  RawObject,
  RawService,
  RawWorkload,
} from "@/server/adapters/kubernetes/raw-objects";
import { activeSelector } from "@/server/domain/rollout/target";
import { ownersOf } from "@/server/testing/cluster-contract/contract-world";

/** Where the active Service points: a color, all pods of the service (rolling), nowhere, or at something that is not ours. */
export type Selected = "blue" | "green" | "pods" | "none" | "elsewhere";

/** One version of one object that traffic depends on. `version` orders all of them; `by`: owners of the field that counts. */
export type Sight = { version: number } & (
  | { kind: "service"; selects: Selected; by: readonly string[]; fence: number | null }
  | { kind: "slice"; name: string; ready: number }
  | {
      kind: "size";
      workload: string;
      wanted: number;
      available: number;
      by: readonly string[];
    }
  | { kind: "autoscaler"; workload: string; min: number | null }
);

/** Kinds that are watched for sights. */
export const sightedKinds = ["Service", "EndpointSlice", "Deployment", "HorizontalPodAutoscaler"] as const;
export type SightedKind = (typeof sightedKinds)[number];

function selectedBy(service: string, selector: Readonly<Record<string, string>>): Selected {
  const text = JSON.stringify(Object.entries(selector).sort());
  const is = (other: Readonly<Record<string, string>>): boolean =>
    text === JSON.stringify(Object.entries(other).sort());
  if (is({})) return "none";
  if (is(activeSelector(service, "blue"))) return "blue";
  if (is(activeSelector(service, "green"))) return "green";
  const { "switchyard.internal/service": name, ...more } = selector;
  return name === service && Object.keys(more).length === 0 ? "pods" : "elsewhere";
}

function readyIn(slice: RawEndpointSlice): number {
  return (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false).length;
}

type Seen = { service: string; object: RawObject; gone: boolean };

const readers: Readonly<Record<SightedKind, (seen: Seen) => Sight | null>> = {
  Service({ service, object, gone }) {
    if (object.metadata.name !== service || gone) return null;
    const { spec } = object as RawService;
    return {
      version: Number(object.metadata.resourceVersion),
      kind: "service",
      selects: selectedBy(service, spec?.selector ?? {}),
      by: ownersOf(object, "spec.selector"),
      fence: fenceOf(object as RawService),
    };
  },
  EndpointSlice({ service, object, gone }) {
    if (object.metadata.labels?.["kubernetes.io/service-name"] !== service) return null;
    return {
      version: Number(object.metadata.resourceVersion),
      kind: "slice",
      name: object.metadata.name,
      ready: gone ? 0 : readyIn(object as RawEndpointSlice),
    };
  },
  Deployment({ object, gone }) {
    const { spec, status } = object as RawWorkload;
    return {
      version: Number(object.metadata.resourceVersion),
      kind: "size",
      workload: object.metadata.name,
      wanted: gone ? 0 : (spec?.replicas ?? 1),
      available: gone ? 0 : (status?.availableReplicas ?? 0),
      by: ownersOf(object, "spec.replicas"),
    };
  },
  HorizontalPodAutoscaler({ object, gone }) {
    return {
      version: Number(object.metadata.resourceVersion),
      kind: "autoscaler",
      workload: object.metadata.name,
      min: gone ? null : ((object as RawHpa).spec?.minReplicas ?? 1),
    };
  },
};

/** What a version of an object says about the traffic of a service; null when it says nothing. */
export function sightOf(kind: SightedKind, seen: Seen): Sight | null {
  return readers[kind](seen);
}
