import type { ClusterEvent } from "@/contracts/cluster-event";
import type { Color } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type { ConfigMapSeen } from "@/server/domain/config/hand-edit";
import type { HpaSeen, KubeServiceSeen, QuotaSeen, WorkloadSeen } from "@/server/domain/rollout/observation";

/** Kinds that are watched on every cluster; events go to their own table, all others to `observation`. */
export const watchedKinds = [
  "Pod",
  "Deployment",
  "CronJob",
  "ConfigMap",
  "Service",
  "HorizontalPodAutoscaler",
  "EndpointSlice",
  "ResourceQuota",
  "Node",
  "Event",
] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** Summary of one EndpointSlice: enough to say who answers, small enough for every change. */
export interface SliceSeen {
  /** Name of the KubeService whose endpoints these are. */
  kubeService: string;
  ready: number;
  notReady: number;
  terminating: number;
  portNames: readonly string[];
}

/** A node as pages of clusters and pools need it. Amounts in cores and bytes. */
export interface NodeSeen {
  pool: string | null;
  ready: boolean;
  schedulable: boolean;
  allocatableCpu: number;
  allocatableMemory: number;
  allocatablePods: number;
  taints: readonly string[];
  kubeletVersion: string;
}

type Unversioned<T extends { resourceVersion: string }> = Omit<T, "resourceVersion">;

/** The projection that is stored per kind. None carries a version: a change that nobody can see is no change. */
export interface ObservedBodies {
  Pod: PodSeen;
  Deployment: Unversioned<WorkloadSeen>;
  CronJob: Unversioned<WorkloadSeen>;
  ConfigMap: ConfigMapSeen;
  Service: Unversioned<KubeServiceSeen>;
  HorizontalPodAutoscaler: Unversioned<HpaSeen>;
  EndpointSlice: SliceSeen;
  ResourceQuota: { quotas: readonly QuotaSeen[] };
  Node: NodeSeen;
  Event: ClusterEvent;
}

/** One object as a watch saw it, trimmed. `namespace` is empty for nodes. */
export interface ObservedObject<K extends WatchedKind = WatchedKind> {
  kind: K;
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  /** The service and color it belongs to, from its labels or its name. */
  service: string | null;
  color: Color | null;
  body: ObservedBodies[K];
}

export interface ObjectKey {
  kind: WatchedKind;
  namespace: string;
  name: string;
}

export type LinkState = "connecting" | "live" | "stale" | "refused";

/** What a watch tells, in order. Every method returns at once and never throws. */
export interface WatchSink {
  set(object: ObservedObject): void;
  gone(key: ObjectKey): void;
  /** A complete list ended: whatever of this kind is not named does not exist. */
  listed(kind: WatchedKind, names: ReadonlySet<string>): void;
  /** The link changed its state, or heard something (`live` again). */
  link(kind: WatchedKind, state: LinkState, error: string | null): void;
}

/** Name of an object within its kind, unique per cluster. */
export function objectName(key: { namespace: string; name: string }): string {
  return `${key.namespace}/${key.name}`;
}

/** The eyes on one cluster. */
export interface ClusterWatch {
  /** Lists, then watches, and goes on after every error until `signal` aborts. Never rejects. */
  follow(kind: WatchedKind, sink: WatchSink, signal: AbortSignal): Promise<void>;
  /** Last line that a container wrote (its previous run when `previous`); null when there is none to read. Never rejects. */
  lastLogLine(
    container: { namespace: string; pod: string; container: string; previous: boolean },
    signal: AbortSignal,
  ): Promise<string | null>;
  /**
   * The newest `tail` lines of a container's log, each beginning with its moment and a blank; with `follow` also those that
   * come until it ends. Throws what the cluster says when the log cannot be read.
   */
  logLines(
    run: {
      namespace: string;
      pod: string;
      container: string;
      previous: boolean;
      tail: number;
      follow: boolean;
    },
    signal: AbortSignal,
  ): AsyncIterable<string>;
  /** One small request; rejects when the cluster does not answer. */
  ping(signal: AbortSignal): Promise<void>;
}
