import type { Cluster } from "./cluster";

interface Hpa {
  metadata: { name: string; resourceVersion: string };
  spec: { minReplicas: number; maxReplicas: number; scaleTargetRef: { name: string } };
}
interface ActiveService {
  metadata: { name: string; resourceVersion: string };
  spec: { selector?: Record<string, string> };
}

/** One version of an autoscaler, or of a Service's color, in the order of the cluster's own counter. */
interface Version {
  of: string;
  /** `2..4 -> payment-history-api-green`, or the color. */
  is: string;
  version: number;
  at: number;
}

/** Everything that happened to a service's autoscalers and to the color of its active Service. */
export interface HpaWatch {
  versions(of: string): readonly Version[];
  /** The bounds that an autoscaler had when the active Service got its color; null when it had none. */
  boundsAtSwitch(hpa: string): { min: number; max: number } | null;
  /** When the active Service got its color, ms since the epoch. */
  switchedAt(): number;
  stop(): void;
}

/** Watches a service's autoscalers and its active Service in one namespace. */
export function watchHpas(cluster: Cluster, place: { namespace: string; service: string }): HpaWatch {
  const { namespace, service } = place;
  const versions: Version[] = [];
  const note = (of: string, is: string, resourceVersion: string) =>
    versions.push({ of, is, version: Number(resourceVersion), at: Date.now() });
  const label = `labelSelector=switchyard.internal/service=${service}`;
  const stops = [
    cluster.watch(
      `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers?${label}`,
      ({ type, object }) => {
        const { metadata, spec } = object as unknown as Hpa;
        if (!spec) return;
        const is =
          type === "DELETED"
            ? "gone"
            : `${spec.minReplicas}..${spec.maxReplicas} -> ${spec.scaleTargetRef.name}`;
        note(metadata.name, is, metadata.resourceVersion);
      },
    ),
    cluster.watch(`/api/v1/namespaces/${namespace}/services`, ({ object }) => {
      const { metadata, spec } = object as unknown as ActiveService;
      const color = spec?.selector?.["switchyard.internal/color"];
      if (metadata.name === service && color) note("active", color, metadata.resourceVersion);
    }),
  ];
  const of = (name: string) =>
    versions.filter((each) => each.of === name).sort((a, b) => a.version - b.version);
  const switched = () => {
    const colors = of("active");
    return colors.find(({ is }, at) => at > 0 && colors[at - 1]?.is !== is);
  };
  return {
    versions: of,
    boundsAtSwitch(hpa) {
      const moment = switched()?.version ?? 0;
      const last = of(hpa).findLast(({ version }) => version < moment);
      const bounds = /^(\d+)\.\.(\d+) /.exec(last?.is ?? "");
      return bounds ? { min: Number(bounds[1]), max: Number(bounds[2]) } : null;
    },
    switchedAt: () => switched()?.at ?? 0,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
