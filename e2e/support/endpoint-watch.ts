import type { Cluster } from "./cluster";

interface Slice {
  metadata: { name: string; namespace: string; labels?: Record<string, string> };
  endpoints?: { conditions?: { ready?: boolean } }[];
}

interface KubeService {
  metadata: { name: string; namespace: string };
  spec: { selector?: Record<string, string> };
}

/** What a watch over a whole cluster saw of its active Services. */
export interface EndpointWatch {
  /** Services that had ready addresses and then, at some moment, none. */
  gaps: readonly string[];
  /** Changes of an active Service's color, in order: `payment-beta/payment-history-api: blue -> green`. */
  switches: readonly string[];
  stop(): void;
}

const isPreview = (name: string) => name.endsWith("-preview");

/**
 * Watches every EndpointSlice and Service of a cluster: no active Service that had ready addresses may ever have none,
 * and every change of a selector is counted. It stands in for the data plane that a sandbox does not have.
 */
export function watchEndpoints(cluster: Cluster): EndpointWatch {
  const slices = new Map<string, Map<string, number>>();
  const had = new Set<string>();
  const colors = new Map<string, string>();
  const gaps: string[] = [];
  const switches: string[] = [];

  const judge = (service: string) => {
    const ready = [...(slices.get(service)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    if (ready > 0) had.add(service);
    else if (had.has(service)) gaps.push(service);
  };
  const stops = [
    cluster.watch("/apis/discovery.k8s.io/v1/endpointslices", ({ type, object }) => {
      const slice = object as unknown as Slice;
      const name = slice.metadata?.labels?.["kubernetes.io/service-name"];
      if (!name || isPreview(name)) return;
      const service = `${slice.metadata.namespace}/${name}`;
      const ready =
        type === "DELETED"
          ? 0
          : (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false).length;
      slices.set(service, (slices.get(service) ?? new Map()).set(slice.metadata.name, ready));
      judge(service);
    }),
    cluster.watch("/api/v1/services", ({ object }) => {
      const service = object as unknown as KubeService;
      const color = service.spec?.selector?.["switchyard.internal/color"];
      if (!color || isPreview(service.metadata.name)) return;
      const key = `${service.metadata.namespace}/${service.metadata.name}`;
      const before = colors.get(key);
      if (before && before !== color) switches.push(`${key}: ${before} -> ${color}`);
      colors.set(key, color);
    }),
  ];
  return {
    gaps,
    switches,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
